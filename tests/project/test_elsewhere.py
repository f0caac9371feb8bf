"""Other versions, other Pythons: what is promised to readers, and what runs each week to see it."""

import importlib.util
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = tomllib.loads((ROOT / "code/pyproject.toml").read_text(encoding="utf-8"))
WEEKLY = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text())


@pytest.fixture(scope="module")
def elsewhere():
    spec = importlib.util.spec_from_file_location("elsewhere", ROOT / ".ci/elsewhere.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_linter_reads_the_package_as_its_oldest_python_does():
    oldest = PACKAGE["project"]["requires-python"].removeprefix(">=")
    targets = PACKAGE["tool"]["ruff"]["per-file-target-version"]
    assert targets == {"diffprog/**": "py" + oldest.replace(".", "")}


def test_syntax_of_a_later_python_is_found():
    later = "try:\n    pass\nexcept* ValueError:\n    pass\n"
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--stdin-filename",
        "code/diffprog/new.py",
        "-",
    ]
    run = subprocess.run(command, cwd=ROOT, input=later, capture_output=True, text=True)
    assert run.returncode == 1
    assert "3.10" in run.stdout


def test_the_oldest_versions_are_the_lower_bounds(elsewhere):
    assert elsewhere.lowest(["numpy>=1.24", "torch>=2.2"]) == ["numpy==1.24", "torch==2.2"]
    project = PACKAGE["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    assert elsewhere.stated() == project["dependencies"] + extras
    assert "mlxtend>=0.23" in extras  # pages import what an extra installs


def test_pages_ask_for_the_kernel_that_is_put_there(elsewhere, tmp_path, monkeypatch):
    from jupyter_client.kernelspec import KernelSpecManager

    monkeypatch.setattr(elsewhere, "HERE", tmp_path)
    monkeypatch.setenv("JUPYTER_PATH", elsewhere.kernel("/somewhere/python"))
    assert KernelSpecManager().get_kernel_spec("python3").argv[0] == "/somewhere/python"


def test_an_unknown_set_of_versions_is_an_error():
    environment = {**os.environ, "WITH": "ancient"}
    run = subprocess.run(
        [sys.executable, ".ci/elsewhere.py"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert "WITH=ancient is none of oldest, newest, coming" in run.stderr


def test_each_week_every_python_and_both_ends_of_the_versions_are_tried():
    rows = WEEKLY["jobs"]["elsewhere"]["strategy"]["matrix"]["include"]
    tried = {row["python"] for row in rows if row["with"] == "newest"}
    oldest = PACKAGE["project"]["requires-python"].removeprefix(">=")
    minors = sorted(int(python.removeprefix("3.")) for python in tried)
    assert minors == list(range(int(oldest.removeprefix("3.")), minors[-1] + 1))
    assert {"python": oldest, "with": "oldest"} in rows
    assert any(row["with"] == "coming" for row in rows)
    assert sys.version_info[:2] <= (3, minors[-1])
