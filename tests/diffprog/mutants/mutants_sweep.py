"""Small breakages of the sweep, of the network and of the accuracy."""

from mutant import Mutant

MUTANTS = [
    Mutant(
        "sweep.py",
        "[effective_seed(s) for s in seeds]",
        "list(seeds)",
        "the seed offset stays at home",
        "test_sweep.py::test_the_seed_offset_travels_with_the_run",
    ),
    Mutant(
        "sweep.py",
        "for setting in settings for seed in seeds]",
        "for seed in seeds for setting in settings]",
        "records come in another order",
        "test_sweep.py::test_records_are_those_of_a_loop_in_its_order",
    ),
    Mutant(
        "sweep.py",
        "raise SweepError(failures, records)",
        "raise SweepError(failures, [])",
        "one failure loses the other runs",
        "test_sweep.py::test_one_failure_loses_no_other_run",
    ),
    Mutant(
        "sweep.py",
        "Parallel(n_jobs=jobs)",
        "Parallel(n_jobs=1)",
        "all runs take place in this process",
        "test_sweep.py::test_processes_give_the_same_records",
    ),
    Mutant(
        "nn/mlp.py",
        "layers[:-1]",
        "layers",
        "an activation after the last layer",
        "nn/test_mlp.py::test_it_is_the_formula",
    ),
    Mutant(
        "nn/mlp.py",
        "init(layer.weight, generator=generator)",
        "init(layer.weight)",
        "the generator is not used",
        "nn/test_mlp.py::test_the_generator_decides_the_start",
    ),
    Mutant(
        "train.py",
        "model(X).argmax(dim=1)",
        "model(X).argmin(dim=1)",
        "the smallest logit wins",
        "test_train.py::test_accuracy_counts_largest_logits",
    ),
    Mutant(
        "train.py",
        "        model.eval()",
        "        pass",
        "accuracy of the training mode",
        "test_train.py::test_accuracy_is_that_of_evaluation_and_leaves_the_model_as_it_was",
    ),
]
