"""The sweep, against a plain loop: in this process, in others, and on a local Dask cluster."""

import os

import joblib
import pytest
from dask.distributed import Client, LocalCluster
from diffprog.sweep import SweepError, sweep

SETTINGS = [{"lr": 0.1, "width": 3}, {"lr": 0.2, "width": 5}]


def product(seed, lr, width):
    return {"value": lr * width + seed}


def where(seed):
    return {"process": os.getpid(), "offset": os.environ.get("DIFFPROG_SEED", "unset")}


def looped(seeds):
    return [{**s, "seed": k, **product(k, **s)} for s in SETTINGS for k in seeds]


@pytest.fixture(scope="module")
def cluster():
    size = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**size) as local, Client(local) as client:
        yield client


def test_records_are_those_of_a_loop_in_its_order():
    assert sweep(product, SETTINGS, range(3)) == looped(range(3))
    assert sweep(product, iter(SETTINGS), iter([7])) == looped([7])


def test_processes_give_the_same_records():
    def local(seed, lr, width):  # as a function that a notebook defines: not importable
        return product(seed, lr, width)

    assert sweep(local, SETTINGS, range(4), jobs=2) == looped(range(4))
    used = {record["process"] for record in sweep(where, [{}], range(8), jobs=2)}
    assert os.getpid() not in used


def test_a_cluster_gives_the_same_records_of_the_same_experiment(cluster):
    def local(seed, lr, width):
        return product(seed, lr, width)

    with joblib.parallel_config(backend="dask"):
        assert sweep(local, SETTINGS, range(4)) == looped(range(4))
        used = {record["process"] for record in sweep(where, [{}], range(8))}
    workers = set(cluster.run(os.getpid).values())
    assert used <= workers
    assert os.getpid() not in workers


def test_the_seed_offset_travels_with_the_run(cluster, monkeypatch):
    monkeypatch.setenv("DIFFPROG_SEED", "100")
    with joblib.parallel_config(backend="dask"):
        records = sweep(where, [{}], [1, 2])
    assert [record["seed"] for record in records] == [101, 102]
    assert {record["offset"] for record in records} == {"unset"}  # the workers never saw it


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_failure_loses_no_other_run(jobs):
    def fragile(seed, lr, width):
        return {"value": 1 / (seed - 1)}

    with pytest.raises(SweepError, match=r"2 of 6 runs failed.*'seed': 1.*division") as caught:
        sweep(fragile, SETTINGS, range(3), jobs=jobs)
    assert [run["lr"] for run, _ in caught.value.failures] == [0.1, 0.2]
    assert [r["value"] for r in caught.value.records] == [-1.0, 1.0, -1.0, 1.0]


def test_results_that_are_no_results():
    with pytest.raises(SweepError, match="TypeError"):
        sweep(lambda seed: 3.0, [{}], [0])
    with pytest.raises(SweepError, match=r"\['lr'\] is both setting and result"):
        sweep(lambda seed, lr: {"lr": 2 * lr}, [{"lr": 1.0}], [0])


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_cannot_change_the_setting_of_another(jobs):
    def careless(seed, sizes):
        sizes.append(10)
        return {"depth": len(sizes)}

    settings = [{"sizes": [64, 32]}]
    records = sweep(careless, settings, range(3), jobs=jobs)
    assert [record["depth"] for record in records] == [3, 3, 3]
    assert [record["sizes"] for record in records] == [[64, 32]] * 3
    assert settings == [{"sizes": [64, 32]}]


def test_nothing_to_run():
    with pytest.raises(ValueError, match="0 settings, 1 seeds"):
        sweep(product, [], [0])
    with pytest.raises(ValueError, match="1 settings, 0 seeds"):
        sweep(product, [{}], [])
    with pytest.raises(ValueError, match="a setting holds 'seed'"):
        sweep(product, [{"seed": 1}], [0])
    with pytest.raises(TypeError, match="a seed is an integer"):
        sweep(product, SETTINGS, [0.5])
