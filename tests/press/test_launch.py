"""`press notebooks`: the tree that Binder and Colab open, and the buttons that lead there."""

import re
import tomllib

import pytest
import yaml
from small_book import ROOT, SmallBook

FOLDERS = ("_build/html/notebooks", "build/launch/notebooks")


def notebooks_in(book: SmallBook, folder: str) -> set[str]:
    root = book.root / folder
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def buttons(book: SmallBook, docname: str) -> dict[str, str]:
    """Where each link in the menus at the top of a page leads."""
    link = r'<a href="([^"]+)"[^>]*class="btn btn-sm btn-(\S+)'
    return {button: url for url, button in re.findall(link, book.html(docname))}


@pytest.mark.parametrize("folder", FOLDERS)
def test_pages_with_code_have_notebooks_and_others_none(launched, folder):
    assert notebooks_in(launched, folder) == {"part/one.ipynb", "part/two.ipynb"}


def test_the_launch_tree_is_complete(launched):
    tree = launched.root / "build/launch"
    names = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    package = {name for name in names if name.startswith("code/diffprog/")}
    sources = (launched.root / "code/diffprog").rglob("*.py")
    assert package == {path.relative_to(launched.root).as_posix() for path in sources}
    assert names - package == {
        ".binder/environment.yml",
        ".binder/postBuild",
        "README.md",
        "code/pyproject.toml",
        "notebooks/part/one.ipynb",
        "notebooks/part/two.ipynb",
    }
    assert (tree / ".binder/postBuild").stat().st_mode & 0o100


def test_its_readme_links_each_page(launched):
    readme = (launched.root / "build/launch/README.md").read_text()
    rows = [line for line in readme.splitlines() if line.startswith("| [")]
    assert [row.partition("(")[0] for row in rows] == ["| [1. One]", "| [2. Two]"]
    assert "lab/tree/notebooks/part/one.ipynb" in rows[0]


def test_binder_gets_what_the_package_asks_for_and_a_pytorch_for_the_cpu():
    project = tomllib.loads((ROOT / "code/pyproject.toml").read_text())["project"]
    environment = yaml.safe_load((ROOT / ".binder/environment.yml").read_text())
    wanted = {re.sub(r"^torch\b", "pytorch-cpu", name) for name in project["dependencies"]}
    assert wanted <= set(environment["dependencies"])
    assert not any("==" in name for name in environment["dependencies"])


def test_buttons_lead_to_the_notebook(launched):
    found = buttons(launched, "part/one")
    assert found["launch-binder-button"] == (
        "https://mybinder.org/v2/gh/diffprog/book/launch?urlpath=lab/tree/notebooks/part/one.ipynb"
    )
    assert found["launch-colab-button"] == (
        "https://colab.research.google.com/github/"
        "diffprog/book/blob/launch/notebooks/part/one.ipynb"
    )
    folder = launched.root / "_build/html/part"
    assert (folder / found["download-notebook-button"]).resolve().is_file()
    assert (folder / found["download-source-button"]).resolve().is_file()
    # The theme would have put the executed notebook, directives and all, among the sources.
    assert not list((launched.root / "_build/html/_sources").rglob("*.ipynb"))


@pytest.mark.parametrize("docname", ["index", "part/prose"])
def test_a_page_without_code_has_no_such_buttons(launched, docname):
    assert "download-source-button" in buttons(launched, docname)
    assert not {"launch-binder-button", "download-notebook-button"} & set(
        buttons(launched, docname)
    )
    assert "launch-buttons" not in launched.html(docname)


def test_another_address_changes_every_link_and_lost_code_its_notebook(launched, tmp_path):
    book = launched.copy_to(tmp_path / "other")
    config = book.root / "_config.yml"
    config.write_text(config.read_text().replace("github.com/diffprog/book", "github.com/Me/Mine"))
    book.write("part/two.md", "# Two\n\nNo code any more.\n")
    run = book.press("notebooks")
    assert run.returncode == 0, run.stdout
    for folder in FOLDERS:
        assert notebooks_in(book, folder) == {"part/one.ipynb"}
    assert "launch-binder-button" not in buttons(book, "part/two")
    tree = book.root / "build/launch"
    notebook = (tree / "notebooks/part/one.ipynb").read_text()
    for made in (notebook, (tree / "README.md").read_text(), book.html("part/one")):
        assert "diffprog.github.io" not in made
        assert "diffprog/book" not in made
    assert "git+https://github.com/Me/Mine@launch#subdirectory=code" in notebook
    assert "https://me.github.io/Mine/part/one.html" in notebook
