"""One experiment for many settings and seeds, on one core, all cores or a cluster."""

import copy
from collections.abc import Callable, Iterable, Mapping

from joblib import Parallel, delayed

from diffprog.runtime import effective_seed


class SweepError(RuntimeError):
    """Some runs raised: `failures` lists (run, error text), `records` holds all that passed."""

    def __init__(self, failures: list[tuple[dict, str]], records: list[dict]):
        run, error = failures[0]
        told = f"{len(failures)} of {len(failures) + len(records)} runs failed"
        super().__init__(f"{told} (the others are in .records); the first, {run}: {error}")
        self.failures = failures
        self.records = records


def sweep(
    experiment: Callable[..., Mapping],
    settings: Iterable[Mapping],
    seeds: Iterable[int],
    jobs: int | None = None,
) -> list[dict]:
    """[{**setting, "seed": seed, **experiment(seed=seed, **setting)}, ...].

    Shapes: S settings and R seeds make S * R records, the seeds of the first
    setting first. All run in parallel. DIFFPROG_SEED is added to each seed
    here, so that a worker on another machine needs to know nothing. Each run
    has a copy of its setting, which it may change. `jobs` is the number of
    processes, all cores for -1; None leaves backend and number to a surrounding
    `joblib.parallel_config`, and is one process without it.
    Raises SweepError after all runs if some raised, returned no mapping, or
    returned a name that the setting has; ValueError for no settings, no seeds
    or a setting with a seed; TypeError or ValueError for a seed that is none.
    """
    settings = [dict(setting) for setting in settings]
    seeds = [effective_seed(seed) for seed in seeds]
    if not settings or not seeds:
        told = f"{len(settings)} settings, {len(seeds)} seeds"
        raise ValueError(f"nothing to run: {told}")
    if any("seed" in setting for setting in settings):
        raise ValueError("a setting holds 'seed': pass the seeds as `seeds`")
    runs = [{**setting, "seed": seed} for setting in settings for seed in seeds]
    tasks = (delayed(_outcome)(experiment, run) for run in runs)
    outcomes = Parallel(n_jobs=jobs)(tasks)
    results = list(zip(runs, outcomes, strict=True))
    records = [{**run, **out} for run, out in results if isinstance(out, dict)]
    failures = [(run, out) for run, out in results if isinstance(out, str)]
    if failures:
        raise SweepError(failures, records)
    return records


def _outcome(experiment: Callable[..., Mapping], run: dict) -> dict | str:
    """The result of one run, or what went wrong: one failure must not lose the other runs."""
    try:
        result = dict(experiment(**copy.deepcopy(run)))  # as in a process of its own
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    twice = sorted(set(result) & set(run))
    return f"ValueError: {twice} is both setting and result" if twice else result
