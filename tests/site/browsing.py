"""What the tests of the site share: a page in the browser, and what went wrong on it."""

from copy import copy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import BrowserContext, Page, Request, Route
from press.pages import toc

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# The list of pages scrolls in a box of its own; axe cannot tell the colours of what is half
# out of sight there, so it looks at a window as tall as that list.
TALL = {"width": 1280, "height": 4000}
GENERATED = ["genindex", "search", "404"]
# How many formulas a page has, how many were typeset, and what was left over.
MATHEMATICS = r"""async () => {
  if (window.MathJax) await MathJax.startup.promise;
  await document.fonts.ready;
  const count = (selector) => document.querySelectorAll(selector).length;
  const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const raw = [];
  while (text.nextNode()) {
    const {data, parentElement} = text.currentNode;
    if (parentElement.closest("pre, code, script")) continue;
    if (/\\\(|\\\[|\$\$/.test(data)) raw.push(data.trim());
  }
  // A macro that MathJax does not know is shown as it was typed.
  const unknown = [...document.querySelectorAll("mjx-assistive-mml mtext")];
  const errors = unknown.filter((text) => text.textContent.startsWith("\\")).length;
  const faces = [...document.fonts].filter((face) => face.family.includes("MJX"));
  return {
    formulas: count(".math"), typeset: count("mjx-container"), errors: errors + count("mjx-merror"),
    raw, fonts: faces.filter((face) => face.status === "loaded").length,
  };
}"""


@dataclass
class Opened:
    """A page in the browser, and all that happened while it opened."""

    page: Page
    docname: str
    complaints: list[str] = field(default_factory=list)  # errors, and requests that failed
    outside: list[str] = field(default_factory=list)  # requests that would leave the machine
    mathematics: dict = field(default_factory=dict)
    sidebar: dict | None = None  # where its parts are in a low window
    paper: dict = field(default_factory=dict)  # what is wrong on paper
    widths: dict[int, dict] = field(default_factory=dict)  # what is seen at each width


def docnames() -> list[str]:
    """All pages of the site: those of the table of contents, and the generated ones."""
    return [*(entry.docname for entry in toc.entries()), *GENERATED]


def listen(opened: Opened) -> None:
    """Note what goes wrong on a page from now on."""
    page = opened.page

    def note(text: str) -> None:
        opened.complaints.append(text)

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before it came
            note(f"{request.failure}: {request.url}")

    page.on("console", lambda said: note(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: note(str(error)))
    page.on("requestfailed", failed)
    page.on("response", lambda got: note(f"{got.status}: {got.url}") if got.status > 399 else None)


def new_page(context: BrowserContext, docname: str) -> Opened:
    """A page on which requests for anything but files and localhost are noted and aborted."""
    opened = Opened(context.new_page(), docname)

    def guard(route: Route) -> None:
        if route.request.url.startswith(("file:", "data:", "blob:", "http://localhost:")):
            route.continue_()
        else:
            opened.outside.append(route.request.url)
            route.abort()

    opened.page.route("**/*", guard)
    listen(opened)
    return opened


@cache
def parsed(file: Path) -> BeautifulSoup:
    """The HTML of a page of the site, which is there for all tests: change a copy of its parts."""
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def title_of(site: Path, docname: str) -> str:
    """The title of a page, without its number."""
    title = copy(parsed(site / f"{docname}.html").h1)
    for extra in title.select(".section-number, .headerlink"):
        extra.decompose()
    return title.get_text(strip=True)
