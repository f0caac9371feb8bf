"""Small breakages of glue, runtime, data and the loop."""

from mutant import Mutant

MUTANTS = [
    Mutant(
        "runtime.py",
        'r"[+-]?[0-9]{1,10}"',
        'r"[+-]?[0-9]{1,10}.*"',
        "a seed may lead to another folder",
        "test_runtime.py::test_the_offset_is_an_integer",
    ),
    Mutant(
        "runtime.py",
        'os.environ.get("DIFFPROG_COURSE_SEED", "")',
        '""',
        "all courses have the same hidden tests",
        "test_runtime.py::test_each_course_and_task_draws_its_own_inputs",
    ),
    Mutant(
        "glue.py",
        "repr(plain)",
        "str(plain)",
        "the text 0.10 becomes a number",
        "test_glue.py::test_stored_as_by_myst_nb",
    ),
    Mutant(
        "runtime.py",
        "if asked not in available:",
        "if False:",
        "a missing device is passed over",
        "test_runtime.py::test_a_missing_device_is_an_error",
    ),
    Mutant(
        "runtime.py",
        "torch.manual_seed(total)",
        "torch.manual_seed(seed)",
        "torch does not see DIFFPROG_SEED",
        "test_runtime.py::test_the_offset_is_added_everywhere",
    ),
    Mutant(
        "train/loop.py",
        "optimizer.zero_grad()",
        "pass",
        "gradients add up over the steps",
        "train/test_loop.py::test_it_finds_the_least_squares_solution",
    ),
    Mutant(
        "data/split.py",
        "for group in _groups(y)",
        "for group in [torch.arange(len(y))]",
        "classes are not in proportion",
        "data/test_split.py::test_classes_are_in_proportion",
    ),
    Mutant(
        "data/bundled.py",
        "training = sets.train.X",
        "training = torch.cat([X for X, _ in sets])",
        "the test set leaks into the scale",
        "data/test_bundled.py::test_standardised_by_the_training_set_alone",
    ),
    Mutant(
        "data/split.py",
        "if len(X) != len(y):",
        "if len(X) < len(y):",
        "items without labels are dropped",
        "data/test_split.py::test_items_without_labels",
    ),
    Mutant(
        "data/bundled.py",
        "    return Splits(*(Examples((X - mean) / scale, y) for X, y in sets))",
        "    return tuple(((X - mean) / scale, y) for X, y in sets)",
        "the sets of a table have no names",
        "data/test_bundled.py::test_sets_have_names",
    ),
    Mutant(
        "data/plane.py",
        "noise * torch.randn(",
        "noise * torch.rand(",
        "the noise is not normal",
        "data/test_generated.py::test_the_noise_is_normal_and_of_the_size_asked",
    ),
    Mutant(
        "data/split.py",
        'y: Shaped[Tensor, " N_all"]',
        "y: Tensor",
        "labels of any shape",
        "data/test_split.py::test_shapes_are_checked",
    ),
    Mutant(
        "data/photographs.py",
        "pixels = pixels / 255",
        "pixels = pixels / 256",
        "the brightest pixel of a JPEG is not 1",
        "data/test_photographs.py::test_they_are_those_of_scikit_image",
    ),
    Mutant(
        "data/photographs.py",
        "image.permute(2, 0, 1)",
        "image.permute(2, 1, 0)",
        "rows and columns change places",
        "data/test_photographs.py::test_they_are_those_of_scikit_image",
    ),
]
