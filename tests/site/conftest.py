"""The real site, opened in a real browser that reaches nothing but its files."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright
from press import paths, toc

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
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
  const faces = [...document.fonts].filter((face) => face.family.includes("MJX"));
  return {
    formulas: count(".math"), typeset: count("mjx-container"), errors: count("mjx-merror"),
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


def docnames() -> list[str]:
    """All pages of the site: those of the table of contents, and the generated ones."""
    return [*(entry.docname for entry in toc.entries()), *GENERATED]


def listen(opened: Opened) -> None:
    """Note what goes wrong on a page from now on."""
    page = opened.page

    def note(text: str) -> None:
        opened.complaints.append(text)

    page.on("console", lambda said: note(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: note(str(error)))
    page.on("requestfailed", lambda request: note(f"failed: {request.url}"))
    page.on("response", lambda got: note(f"{got.status}: {got.url}") if got.status > 399 else None)


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site; building it is quick when it is up to date."""
    run = subprocess.run(
        [sys.executable, "-m", "press", "html"],
        cwd=paths.ROOT,
        env={**os.environ, "PYTHONPATH": str(paths.CODE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    return paths.SITE


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; without one, these tests are skipped, but never in CI."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    if not program:
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium: see .ci/packages.txt")
        pytest.skip("no Chromium here (on Debian: apt install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A context with the network blocked: only files and this machine are reached."""
    context = browser.new_context(viewport=DESKTOP, color_scheme="light")
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def blank(context: BrowserContext) -> Iterator[Opened]:
    """An empty page that notes what goes wrong and blocks what would leave the machine."""
    opened = new_page(context, "blank")
    yield opened
    opened.page.close()


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


@pytest.fixture(scope="module", params=docnames())
def opened(request: pytest.FixtureRequest, context: BrowserContext, site: Path) -> Iterator[Opened]:
    """Each page of the site in turn, as a file, with its mathematics typeset."""
    opened = new_page(context, request.param)
    opened.page.goto((site / f"{request.param}.html").as_uri())
    opened.mathematics = opened.page.evaluate(MATHEMATICS)
    yield opened
    opened.page.close()
