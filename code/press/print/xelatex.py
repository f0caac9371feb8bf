"""Runs XeLaTeX, through latexmk, on several documents at a time."""

import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from press import fresh
from press.print import complaints, tagged

PROGRAMS = ("xelatex", "latexmk", "makeindex", "rsvg-convert")
PACKAGES = (
    "texlive-xetex",
    "texlive-latex-recommended",
    "texlive-latex-extra",
    "texlive-fonts-recommended",
    "latexmk",
    "lmodern",
    "fonts-texgyre",
    "fonts-texgyre-math",
    "fonts-dejavu-core",
    "fonts-dejavu-extra",
    "librsvg2-bin",
)
INSTALL = "on Debian or Ubuntu: sudo apt-get install --no-install-recommends " + " ".join(PACKAGES)
LIMIT = 600  # seconds for one document
IMAGE = re.compile(r"\{\{([^{}]+)\}(\.\w+)\}")


@dataclass(frozen=True)
class Job:
    """One document: its LaTeX file, where its PDF goes, and the date inside it."""

    source: Path
    target: Path
    epoch: int


def missing() -> str | None:
    """One line that says which programs are not there and how to get them, or None."""
    absent = [program for program in PROGRAMS if shutil.which(program) is None]
    if not absent:
        return None
    return f"print: {', '.join(absent)} not found; {INSTALL}"


def make(jobs: list[Job]) -> bool:
    """Make the PDFs that are not up to date; True when every one is there and whole."""
    pending = [job for job in jobs if not _is_fresh(job)]
    workers = min(os.cpu_count() or 1, len(pending)) or 1
    print(f"print: {len(pending)} of {len(jobs)} PDFs to make on {workers} at a time", flush=True)
    bad = 0
    with ThreadPoolExecutor(workers) as pool:
        running = {pool.submit(_run, job): job for job in pending}
        for done, future in enumerate(as_completed(running), start=1):
            job, found = running[future], future.result()
            name = f"{job.target.parent.name}/{job.target.name}"
            left = len(pending) - done
            print(f"  {'✗' if found else '✓'} {name}  ({left} left)", flush=True)
            for text in found:
                print(f"    {job.source.name}: {text}", flush=True)
                if "not found" in text or "cannot be found" in text:
                    print(f"    {INSTALL}", flush=True)
            bad += bool(found)
    return not bad


def _run(job: Job) -> list[str]:
    """Make one PDF and put it in place when it is whole; returns what went wrong."""
    # What a run leaves beside the source can break the next one, if it broke off.
    for path in job.source.parent.glob(f"{job.source.stem}.*"):
        if path != job.source:
            path.unlink()
    options = ["-xelatex", "-interaction=nonstopmode", "-halt-on-error", "-file-line-error"]
    dates = {"SOURCE_DATE_EPOCH": str(job.epoch), "FORCE_SOURCE_DATE": "1"}
    try:
        run = subprocess.run(
            ["latexmk", "-silent", *options, job.source.name],
            cwd=job.source.parent,
            env={**os.environ, **dates, "max_print_line": "10000"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=LIMIT,
        )
    except subprocess.TimeoutExpired:
        return [f"XeLaTeX was not done after {LIMIT} s"]
    found = complaints.of(job.source.with_suffix(".log"))
    if run.returncode and not found:
        found = run.stdout.decode(errors="replace").splitlines()[-12:]
    if not found:
        tagged.tag(job.source.with_suffix(".pdf"), job.source.read_text(encoding="utf-8"))
        _put(job.source.with_suffix(".pdf"), job.target)
        fresh.note(_name(job), _digest(job))
    return found


def _put(pdf: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".tmp")
    shutil.copyfile(pdf, unfinished)
    unfinished.replace(target)


def _is_fresh(job: Job) -> bool:
    return fresh.is_fresh(_name(job), _digest(job), [job.target])


def _name(job: Job) -> str:
    return f"pdf/{job.target.parent.name}/{job.target.stem}"


def _digest(job: Job) -> str:
    """A hash of all that the PDF is made of: text, style, images and date."""
    folder, text = job.source.parent, job.source.read_text(encoding="utf-8")
    images = {folder / (base + suffix) for base, suffix in IMAGE.findall(text)}
    return fresh.digest(text, str(job.epoch), *sorted({*folder.glob("*.sty"), *images}))
