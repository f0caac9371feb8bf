"""When a reader sees a page of the site, and what the browser had to load for it.

Chromium starts with an empty cache for each visit and computes at a quarter of its speed, as
a phone does. The page comes from the disk, so that no network is in the figures.
"""

import os
import shutil
import statistics
from pathlib import Path
from urllib.parse import unquote, urlsplit

from press import paths

PAGES = ("index", "fundamentals/beyond-gradients", "labs/introducing-pytorch")
VISITS = 5
SLOWER = 4
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
SEEN = """async () => {
  if (window.MathJax) await MathJax.startup.promise;
  const typeset = performance.now();
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return [paint.startTime, typeset];
}"""


def chromium(playwright) -> str | None:
    """The program that the tests of the site use as well: one that is named, or found."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    own = playwright.chromium.executable_path  # where `playwright install` puts one
    return found or (own if Path(own).is_file() else None)


def report() -> None:
    """First paint, and when mathematics is typeset: the median of some visits each."""
    from playwright.sync_api import sync_playwright

    print(f"{'first paint, phone speed':42} {'paint':>8} {'typeset':>8} {'scripts, styles':>16}")
    with sync_playwright() as playwright:
        if not (found := chromium(playwright)):
            print("  no Chromium here (on Debian: apt install chromium)")
            return
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for docname in PAGES:
            visits = [_visit(browser, paths.SITE / f"{docname}.html") for _ in range(VISITS)]
            paint, typeset, shared = (statistics.median(each) for each in zip(*visits, strict=True))
            print(f"  {docname:40} {paint:5.0f} ms {typeset:5.0f} ms {shared / 1e6:13.2f} MB")
        browser.close()


def _visit(browser, html: Path) -> tuple[float, float, int]:
    """Milliseconds to the first paint and to typeset formulas; bytes of scripts and styles."""
    context = browser.new_context(viewport={"width": 390, "height": 760})
    context.set_default_timeout(300_000)  # a busy machine may take long
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    loaded: set[Path] = set()
    page.on("request", lambda request: loaded.add(_file(request.url)))
    page.goto(html.as_uri())
    paint, typeset = page.evaluate(SEEN)
    context.close()
    shared = (file for file in loaded if file.suffix in (".js", ".css") and file.is_file())
    return paint, typeset, sum(file.stat().st_size for file in shared)


def _file(url: str) -> Path:
    return Path(unquote(urlsplit(url).path))
