"""Small breakages of the sweep."""

from mutant import Mutant

MUTANTS = [
    Mutant(
        "sweep.py",
        "[effective_seed(seed) for seed in seeds]",
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
        "sweep.py",
        "copy.deepcopy(run)",
        "run",
        "a run changes the setting of the next",
        "test_sweep.py::test_a_run_cannot_change_the_setting_of_another",
    ),
]
