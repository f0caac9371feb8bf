"""Small breakages of the sweep and of the network."""

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
        "nn/recurrent.py",
        "h @ self.weight_hh.T + self.bias_hh",
        "h @ self.weight_hh + self.bias_hh",
        "the matrix of the state is transposed",
        "nn/test_recurrent.py::test_one_step_is_pytorch_s_cell",
    ),
    Mutant(
        "nn/recurrent.py",
        "state = cell(x, state)",
        "state = cell(x, state if not outputs else outputs[-1])",
        "only the output is carried to the next step",
        "nn/test_recurrent.py::test_a_state_of_several_parts_is_carried_along",
    ),
    Mutant(
        "nn/recurrent.py",
        "X.unbind(dim=1)",
        "X.flip(1).unbind(dim=1)",
        "the sequence is read backwards",
        "nn/test_recurrent.py::test_unrolled_it_is_pytorch_s_network",
    ),
    Mutant(
        "nn/recurrent.py",
        "-(hidden**-0.5), hidden**-0.5, generator=generator",
        "-(inputs**-0.5), inputs**-0.5, generator=generator",
        "the start has the scale of the inputs",
        "nn/test_recurrent.py::test_the_start_is_uniform_and_the_generator_decides_it",
    ),
]
