"""Every address of the book, derived from `repository.url` in `_config.yml`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from press import paths, settings
from press.errors import PressError

FORM = re.compile(r"https://[^/@\s]+/([^/\s]+)/([^/\s]+)")  # of the repository's address
LAUNCH_BRANCH = "launch"  # what `build/launch/` is published as
NOTEBOOKS = "notebooks"  # the folder of the notebooks, on that branch and in the site


@dataclass(frozen=True)
class Repository:
    """Where the sources are: `https://github.com/OWNER/NAME`, a branch, a folder."""

    url: str
    owner: str
    name: str
    branch: str
    book: str


@cache
def repository() -> Repository:
    """The repository that `_config.yml` names.

    Raises PressError when `repository.url` is not of the form https://HOST/OWNER/NAME.
    """
    said = _group("repository")
    url = str(said.get("url") or "").removesuffix("/").removesuffix(".git")
    if not (found := FORM.fullmatch(url)):
        raise PressError(
            f"{paths.CONFIG}: repository.url is '{url}', "
            "but an address like https://github.com/owner/name is needed"
        )
    branch, book = said.get("branch") or "main", said.get("path_to_book") or ""
    return Repository(url, found[1], found[2], str(branch), str(book).strip("/"))


def pages_site() -> str:
    """The address of the published site, ending in a slash."""
    own = _group("html").get("baseurl")
    if own:
        return str(own).rstrip("/") + "/"
    owner, name = repository().owner.lower(), repository().name
    host = f"{owner}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def title() -> str:
    """The book's title; raises PressError when it has none."""
    if not (said := _config().get("title")):
        raise PressError(f"{paths.CONFIG}: the line `title: ...` is missing")
    return str(said)


def page_url(docname: str, anchor: str = "") -> str:
    """The online address of a page, or of one place on it."""
    return f"{pages_site()}{quote(docname)}.html" + (f"#{anchor}" if anchor else "")


def source_url(path: str, lines: tuple[int, int] | None = None) -> str:
    """A file of the repository as its host shows it, perhaps with lines `(first, last)` marked."""
    marked = f"#L{lines[0]}-L{lines[1]}" if lines else ""
    return f"{repository().url}/blob/{repository().branch}/{quote(path)}{marked}"


def notebook_path(docname: str) -> str:
    """Where the notebook of a page lies on the launch branch and in the site."""
    return f"{NOTEBOOKS}/{docname}.ipynb"


def binder_url(docname: str) -> str:
    """Opens the notebook of a page on Binder, in JupyterLab."""
    hub = _launch("binderhub_url", "https://mybinder.org")
    where = f"{repository().owner}/{repository().name}/{LAUNCH_BRANCH}"
    return f"{hub}/v2/gh/{where}?urlpath=lab/tree/{quote(notebook_path(docname))}"


def colab_url(docname: str) -> str:
    """Opens the notebook of a page in Google Colab."""
    colab = _launch("colab_url", "https://colab.research.google.com")
    where = f"{repository().owner}/{repository().name}/blob/{LAUNCH_BRANCH}"
    return f"{colab}/github/{where}/{quote(notebook_path(docname))}"


def package_requirement(extras: list[str]) -> str:
    """What pip installs the package from, with these extras: the branch of the notebooks."""
    package = f"diffprog[{','.join(extras)}]" if extras else "diffprog"
    return f"{package} @ git+{repository().url}@{LAUNCH_BRANCH}#subdirectory=code"


def _launch(name: str, default: str) -> str:
    return str(_group("launch_buttons").get(name, default)).rstrip("/")


def _group(name: str) -> dict[str, Any]:
    found = _config().get(name) or {}
    if not isinstance(found, dict):
        raise PressError(f"{paths.CONFIG}: `{name}:` stands for settings, but is '{found}'")
    return found


@cache
def _config() -> dict:
    found = settings.read(paths.CONFIG)
    if not isinstance(found, dict):
        raise PressError(f"{paths.CONFIG}: no settings stand in it, such as `title: ...`")
    return found
