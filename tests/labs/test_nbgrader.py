"""The course folder is one that nbgrader's own commands understand."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from small_course import WITHOUT


def nbgrader(course, *words):
    """As a lecturer would type it: nothing of ours is in the environment."""
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=course.course,
        env={**clean, **WITHOUT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_its_settings_are_found_from_anywhere(course):
    """Without them nbgrader would run students' code outside the sandbox."""
    run = nbgrader(course, "export", "--to", "all.csv")
    assert run.returncode == 0, run.stdout
    head = (course.course / "all.csv").read_text().splitlines()[0]
    assert head == "lab,student,score,of,without a mark,look,late"
    assert "Traceback" not in run.stdout


@pytest.mark.parametrize(
    "folder", ["Ada Example", "Ada Example_4711_assignsubmission_file_"], ids=["plain", "Moodle"]
)
def test_an_archive_is_sorted_into_folders(course, folder):
    archive = course.course / "downloaded/lab1/archive/all.zip"
    archive.parent.mkdir(parents=True)
    with zipfile.ZipFile(archive, "w") as file:
        file.write(course.student_notebook, f"{folder}/doubling.ipynb")
    run = nbgrader(course, "zip_collect", "lab1")
    assert run.returncode == 0, run.stdout
    place = course.course / "submitted/Ada Example/lab1/doubling.ipynb"
    assert place.read_bytes() == course.student_notebook.read_bytes(), run.stdout
    shutil.rmtree(place.parents[1])
    shutil.rmtree(archive.parents[2])
