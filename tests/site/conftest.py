"""The real site, opened in a real browser that reaches nothing but its files."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsing import DESKTOP, Opened, docnames, new_page
from filelock import FileLock
from measuring import visit
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from press import paths
from press.bench import paint


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site; building it is quick when it is up to date."""
    with FileLock(tmp_path_factory.getbasetemp().parent / "site.lock"):  # one worker builds it
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
    with sync_playwright() as playwright:
        if not (found := paint.chromium(playwright)):
            if os.environ.get("CI"):
                pytest.fail("CI needs Chromium: see .ci/packages.txt")
            pytest.skip("no Chromium here (on Debian: apt install chromium)")
        chromium = playwright.chromium.launch(executable_path=found, args=paint.FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def fresh_context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser, which remembers nothing yet."""
    context = browser.new_context(viewport=DESKTOP, color_scheme="light")
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """The context of the tests that go their own way through the site."""
    with fresh_context(browser) as context:
        yield context


@pytest.fixture
def blank(context: BrowserContext) -> Iterator[Opened]:
    """An empty page that notes what goes wrong and blocks what would leave the machine."""
    opened = new_page(context, "blank")
    yield opened
    opened.page.close()


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Opened]:
    """One tab for all visits: it opens a page in half the time that a new tab takes.

    It forgets where the list of pages was left, so that each page is the first that is visited.
    """
    with fresh_context(browser) as context:
        opened = new_page(context, "tab")
        opened.page.add_init_script("if (location.protocol === 'file:') sessionStorage.clear()")
        yield opened


@pytest.fixture(scope="session", params=docnames())
def opened(request: pytest.FixtureRequest, tab: Opened, site: Path) -> Iterator[Opened]:
    """Each page of the site in turn, as a file, and what was measured on it in this one visit.

    It serves the tests of all files that say `SPREAD = "pages in the browser"`; only that of axe
    goes on with the page itself, and changes it.
    """
    visit(tab, site, request.param)
    yield tab
    tab.page.goto("about:blank")
