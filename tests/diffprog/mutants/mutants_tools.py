"""Small breakages of glue, runtime, plot, data and train."""

from mutant import Mutant

MUTANTS = [
    Mutant(
        "glue.py", "repr(plain)", "str(plain)", "the text 0.10 becomes a number", "test_glue.py"
    ),
    Mutant("runtime.py", "if asked not in available:", "if False:", "no device", "test_runtime.py"),
    Mutant(
        "runtime.py",
        "torch.manual_seed(total)",
        "torch.manual_seed(seed)",
        "torch does not see DIFFPROG_SEED",
        "test_runtime.py",
    ),
    Mutant(
        "train.py",
        "optimizer.zero_grad()",
        "pass",
        "gradients add up over the steps",
        "test_train.py",
    ),
    Mutant(
        "train.py",
        "not torch.isfinite(value)",
        "torch.isnan(value)",
        "an infinite loss goes on",
        "test_train.py",
    ),
    Mutant(
        "data/split.py",
        "for group in _groups(y)",
        "for group in [torch.arange(len(y))]",
        "classes are not in proportion",
        "data/test_split.py",
    ),
    Mutant(
        "data/bundled.py",
        "training = sets[0][0]",
        "training = torch.cat([X for X, _ in sets])",
        "the test set leaks into the scale",
        "data/test_bundled.py",
    ),
    Mutant(
        "data/plane.py",
        "noise * torch.randn(",
        "noise * torch.rand(",
        "the noise is not normal",
        "data/test_generated.py",
    ),
    Mutant(
        "plot/style.py",
        '    "svg.hashsalt": "diffprog",',
        "",
        "a figure differs from run to run",
        "plot/test_style.py",
    ),
    Mutant(
        "plot/graph.py",
        "((above, 1, INK), (below, -1,",
        "((above, -1, INK), (below, 1,",
        "adjoints stand above",
        "plot/test_graph.py",
    ),
]
