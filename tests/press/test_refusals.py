"""What the machine or a setting does not allow is said in a sentence."""

from pathlib import Path

import pytest
from small_book import SmallBook


def said(run):
    """The one line that the press says in the end."""
    assert run.returncode != 0, run.stdout
    assert "Traceback" not in run.stdout, run.stdout
    return [line for line in run.stdout.splitlines() if "press: " in line][-1]


def files(book: SmallBook) -> set[Path]:
    return {path for path in book.root.parent.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DIFFPROG_SEED", "2/../../zzz", "'2/../../zzz' must be an integer"),
        ("DIFFPROG_SEED", "1.5", "'1.5' must be an integer"),
        ("DIFFPROG_DEVICE", "../x", "'../x' is no device: set it to one of auto, cpu, cuda, mps"),
        ("DIFFPROG_DEVICE", "gpu", "'gpu' is no device"),
    ],
)
@pytest.mark.parametrize("command", ["execute", "html"])
def test_a_setting_that_is_none_is_refused_before_anything_is_written(
    shared_book, command, name, value, words
):
    before = files(shared_book)
    run = shared_book.press(command, **{name: value}, PYTHONDONTWRITEBYTECODE="1")
    assert f"{name}={words}" in said(run)
    assert files(shared_book) == before


def test_settings_that_mean_the_same_share_outputs(shared_book):
    code = "from press.pages import key; print(key.settings())"
    run = shared_book.python("-c", code, DIFFPROG_SEED=" +07 ", DIFFPROG_DEVICE="CPU")
    assert run.stdout == "cpu-7\n"


def test_a_build_folder_that_cannot_be_written(small_book):
    (small_book.root / "build").write_text("in the way")
    assert f"at {small_book.root}/build" in said(small_book.press("execute"))


def test_a_full_disk(small_book):
    kept = small_book.root / "build/executed/auto-0/part/one.ipynb.tmp"
    kept.parent.mkdir(parents=True)
    kept.symlink_to("/dev/full")  # each write to it fails as on a full disk
    line = said(small_book.press("execute"))
    assert "part/one.ipynb cannot be written: No space left on device" in line
