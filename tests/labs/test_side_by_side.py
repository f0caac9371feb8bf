"""A class marked by one process, by two and by a Dask cluster: the same marks; an interruption."""

import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from distributed import LocalCluster
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from press.marking.workers import DIED, each
from small_course import Course, answering
from test_class import CLASS

KINDS = ("right", "square", "crash", "formula")
# nbgrader would take it for a pattern of names; as an archive from Windows is taken apart; and one
# that would look as another on the screen.
ODD = {"a[1]": "a[1]", "Jos\udce9": "Jos\\udce9", "Last,\nFirst": "Last,\\nFirst"}


@pytest.fixture(scope="module")
def handed_in(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A copy of the course, in which nobody else hands in or marks."""
    root = tmp_path_factory.mktemp("class") / "small book"
    shutil.copytree(course.root, root, symlinks=True)
    course = course.at(root)
    shutil.rmtree(course.course / "submitted", ignore_errors=True)
    for name in KINDS:
        course.hand_in(name, CLASS[name][0])
    course.hand_in("Last, First", answering("def double(x):\n    return x + x"))
    for name in ODD:
        course.hand_in(name, CLASS["right"][0])
    return course


def mark(course: Course, **how: str) -> str:
    """Mark as for the first time; what was said."""
    for name in ("autograded", "feedback", "marks-lab1.csv", "marked-lab1.json"):
        place = course.course / name
        shutil.rmtree(place, ignore_errors=True) if place.is_dir() else place.unlink(True)
    run = course.press("mark", LAB="lab1", **how)
    assert run.returncode == 0, run.stdout
    return run.stdout


def marks(course: Course) -> str:
    return (course.course / "marks-lab1.csv").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def alone(handed_in: Course) -> str:
    """The marks that one process gives."""
    mark(handed_in, JOBS="1")
    return marks(handed_in)


def test_one_by_one_each_gets_its_marks(handed_in, alone):
    for name in KINDS:
        rows = handed_in.marks(name)
        tests = ("test-double", "test-double-2", "test-half")
        assert [float(rows[test]["score"]) for test in tests] == CLASS[name][1]


def test_a_name_with_a_comma_is_marked_and_odd_ones_are_refused_alone(handed_in, alone):
    assert float(handed_in.marks("Last, First")["test-double"]["score"]) == 1
    for shown in ODD.values():
        rows = handed_in.marks(shown).values()
        assert {row["score"] for row in rows} == {""}
        assert all("the name of its folder " in row["reason"] for row in rows)


@pytest.mark.parametrize("jobs", ["2", "4"])
def test_several_at_a_time_give_the_same_marks(handed_in, alone, jobs):
    said = mark(handed_in, JOBS=jobs)
    assert f"{len(KINDS) + 1} of {len(KINDS) + 1}, about 0 s left" in said
    assert marks(handed_in) == alone
    assert not (handed_in.course / "ran").exists()
    assert not (handed_in.course / "ran-begun").exists()


def test_marks_and_comments_of_the_form_grader_come_into_sum_and_feedback(handed_in, tmp_path):
    shutil.copytree(handed_in.root, tmp_path / "book", symlinks=True)
    course = handed_in.at(tmp_path / "book")
    mark(course, JOBS="2")
    assert course.marks("right")["why"]["score"] == ""
    with Gradebook(f"sqlite:///{course.course}/gradebook.db") as book:
        where = ("why", "doubling", "lab1", "right")
        book.find_grade(*where).manual_score = 2
        book.find_comment(*where).manual_comment = "Say <b>why</b> the factor is 2."
        book.find_grade(*where).needs_manual_grade = False
        book.db.commit()
    assert course.press("mark", LAB="lab1", JOBS="1").returncode == 0
    assert float(course.marks("right")["why"]["score"]) == 2
    page = (course.course / "feedback/right/lab1/doubling.html").read_text(encoding="utf-8")
    assert "the factor is 2." in page


def test_a_dask_cluster_gives_the_same_marks(handed_in, alone, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(handed_in.root / "code"))
    one_each = {"n_workers": 2, "threads_per_worker": 1}
    with LocalCluster(**one_each, processes=True, dashboard_address=None) as cluster:
        mark(handed_in, DASK=cluster.scheduler_address)
        with cluster.get_client() as client:
            ran = client.run(lambda dask_worker: dask_worker.state.executed_count)
    assert sum(ran.values()) >= len(KINDS) + 1
    assert marks(handed_in) == alone


def test_an_interruption_loses_what_was_running_alone(handed_in, alone):
    mark(handed_in, JOBS="1")
    shutil.rmtree(handed_in.course / "autograded")
    shutil.rmtree(handed_in.course / "feedback")
    running = subprocess.Popen(
        [sys.executable, "-m", "press", "mark"],
        cwd=handed_in.root,
        env={**os.environ, "PYTHONPATH": str(handed_in.root / "code"), "LAB": "lab1", "JOBS": "1"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # as at a keyboard, all its processes are interrupted
        # Who runs the tests in the background may have it ignored.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    first = next(line for line in running.stdout if line.startswith("  … 1 of 5"))
    os.killpg(running.pid, signal.SIGINT)
    running.communicate(timeout=60)
    assert not (handed_in.course / "autograded").exists()
    said = handed_in.press("mark", LAB="lab1", JOBS="1").stdout
    assert "  … 1 of 4" in said
    assert first.rpartition(": ")[2].strip() not in said.partition("writing")[0]
    assert marks(handed_in) == alone


SLOW = "import time\ntime.sleep(15)"


def test_what_had_begun_when_marking_was_killed_is_run_again(handed_in, tmp_path):
    shutil.copytree(handed_in.root, tmp_path / "book", symlinks=True)
    course = handed_in.at(tmp_path / "book")
    shutil.rmtree(course.course / "submitted")
    for name in ("autograded", "feedback"):
        shutil.rmtree(course.course / name, ignore_errors=True)
    course.hand_in("blank", lambda notebook: notebook.cells.append(new_code_cell(SLOW)))
    running = subprocess.Popen(
        [sys.executable, "-m", "press", "mark"],
        cwd=course.root,
        env={**os.environ, "PYTHONPATH": str(course.root / "code"), "LAB": "lab1", "JOBS": "2"},
        start_new_session=True,
    )
    while not [*course.course.glob("ran-begun/**/doubling.ipynb")]:
        assert running.poll() is None
        time.sleep(0.1)
    other = course.press("mark", LAB="lab1")
    assert (other.returncode, "somebody else is marking in" in other.stdout) == (1, True)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert course.press("mark", LAB="lab1").returncode == 0
    assert not (course.course / "ran-begun").exists()
    scores = {name: row["score"] for name, row in course.marks("blank").items() if name != "why"}
    assert set(scores.values()) == {"0.0"}


@pytest.mark.parametrize("jobs", ["0", "two", "-1", "1.5"])
def test_a_number_of_jobs_that_is_none_is_told(handed_in, jobs):
    run = handed_in.press("mark", LAB="lab1", JOBS=jobs)
    assert run.returncode == 1
    assert f"JOBS is '{jobs}': say how many notebooks to run at a time" in run.stdout


def ends(course: str, lab: str, student: str) -> str:
    """A task that ends the process of one student."""
    if student == "ender":
        os._exit(9)
    return f"{course}/{lab}/{student}"


def test_a_process_that_is_ended_stops_nobody_else():
    names = ["ada", "ender", "eve"]
    said = {ran.student: ran.trouble for ran in each(ends, Path("c"), "lab1", names, 2)}
    assert said == {name: f"c/lab1/{name}" for name in names} | {"ender": DIED}
