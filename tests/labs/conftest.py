"""The small course of `small_course`, made once for all tests."""

import pytest
from small_course import Course


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The small book after `press labs`, in a folder with a space in its name."""
    root = tmp_path_factory.mktemp("labs") / "small book"
    root.mkdir()
    made = Course(root)
    run = made.press("labs")
    assert run.returncode == 0, run.stdout
    return made
