"""The rooms of the press: each imports those on lines above it, and there is no circle."""

from pathlib import Path

import layers
import press
import pytest

PACKAGE = Path(press.__file__).parent
ROOMS = [
    {"errors", "paths"},
    {"fresh", "texts"},
    {"settings"},
    {"address"},
    {"pages"},
    {"stress"},
    {"labs"},
    {"quizzes"},
    {"notebook"},
    {"guards"},
    {"site"},
    {"print"},
    {"marking"},
    {"bench"},
    {"__main__"},
]


def room(name):
    return name.partition(".")[0]


def faults(package):
    """Every import that leads upwards, a line each; imports inside functions count too."""
    rank = {name: i for i, line in enumerate(ROOMS) for name in line}
    return [
        f"{name} imports {other}"
        for name, path in layers.modules(package).items()
        for other in sorted(layers.imported(package, path))
        if room(other) != room(name) and rank[room(other)] >= rank.get(room(name), 0)
    ]


def test_every_room_has_a_place_and_every_place_a_room():
    assert {room(name) for name in layers.modules(PACKAGE)} - {""} == set().union(*ROOMS)


def test_imports_run_one_way():
    assert not faults(PACKAGE)


def test_no_circle():
    graph = {n: layers.imported(PACKAGE, p) for n, p in layers.modules(PACKAGE).items()}
    assert not layers.circle(graph)


@pytest.fixture
def planted(tmp_path):
    """Writes a package `press` of these files."""

    def write(**files):
        for name, text in files.items():
            path = tmp_path / "press" / f"{name.replace('_in_', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path / "press"

    return write


UP = [
    "import press.site.html",
    "from press.site import html",
    "from ..site import html",
    "def f():\n    from press.site.html import build",
    "if True:\n    import press.site.html as h",
]


@pytest.mark.parametrize("text", UP)
def test_an_import_that_leads_upwards_is_seen(planted, text):
    package = planted(site_in_html="", pages_in_page=text)
    assert faults(package) == ["pages.page imports site.html"]


@pytest.mark.parametrize("text", ["from press import pages", "import os, pages", "from . import b"])
def test_other_imports_are_not(planted, text):
    assert faults(planted(site_in_html=text, site_in_b="", pages_in___init__="")) == []


def test_a_circle_is_seen(planted):
    package = planted(pages_in_a="def f():\n    from . import b", pages_in_b="import press.pages.a")
    graph = {n: layers.imported(package, p) for n, p in layers.modules(package).items()}
    assert layers.circle(graph) == {"pages.a", "pages.b"}
