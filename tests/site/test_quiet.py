"""Quiet pages: folded checks and tests, buttons with names, tables with headers."""

import re
from collections import Counter
from pathlib import Path

import pytest
from browsing import PHONE, Opened
from press.pages import toc

CHAPTERS, LABS = toc.chapters(), [e for e in toc.entries() if toc.is_lab(e.docname)]
# Of each control on the page that is found in its HTML: what it is called.
NAMES = """(selector) => [...document.querySelectorAll(selector)].map((control) =>
  (control.getAttribute("aria-label") ?? (control.innerText || control.textContent))
    .replace(/\\s+/g, " ").trim())"""
# What each copy button copies, as ClipboardJS asks for it.
COPIED = """() => {
  const texts = [];
  document.addEventListener("copy", (event) => texts.push(event.target.value));
  for (const button of document.querySelectorAll("button.copybtn")) button.click();
  return texts;
}"""


@pytest.fixture(params=[CHAPTERS[0].docname, "fundamentals/automatic-differentiation"])
def chapter(request: pytest.FixtureRequest, blank: Opened, site: Path) -> Opened:
    return go(blank, site, request.param)


@pytest.fixture(params=[lab.docname for lab in LABS])
def lab(request: pytest.FixtureRequest, blank: Opened, site: Path) -> Opened:
    return go(blank, site, request.param)


def go(opened: Opened, site: Path, docname: str) -> Opened:
    """Open a page, and wait for its copy buttons, which come last."""
    opened.page.goto((site / f"{docname}.html").as_uri())
    opened.page.wait_for_selector("button.copybtn[aria-label]", state="attached")
    return opened


def names(opened: Opened, selector: str) -> list[str]:
    return opened.page.evaluate(NAMES, selector)


def test_checks_open_on_a_click_and_by_keyboard(chapter: Opened):
    page = chapter.page
    box = page.locator("details.checks").first
    lines, summary = box.locator("pre"), box.locator("summary")
    assert re.match(r"✓ \d+ checks hold", summary.inner_text())
    assert not lines.is_visible()
    summary.click()
    assert lines.is_visible()
    for key in ("Enter", "Space"):
        before = lines.is_visible()
        summary.press(key)
        assert lines.is_visible() is not before
    summary.press("Enter")
    shown = box.locator("pre .check").all_inner_texts()
    times = sum(int(n) for line in shown for n in re.findall(r" \(×(\d+)\)$", line) or ["1"])
    assert summary.inner_text().split()[1] == str(times)


def test_no_lines_of_checks_follow_each_other_unfolded(chapter: Opened):
    unfolded = ".cell:not(.tag_show-checks) div.output pre"
    for text in chapter.page.locator(unfolded).all_text_contents():
        assert not re.search(r"^✓.*\n✓", text, re.MULTILINE)


def test_what_is_folded_is_open_on_paper(lab: Opened):
    lines = lab.page.locator("details.lab-test, .lab-test > details")
    checks = lab.page.locator(".cell:not(.lab-test) details.checks pre")
    assert lines.count() > 5
    for media in ("screen", "print"):
        lab.page.emulate_media(media=media)
        code = lab.page.locator(".lab-test pre").first
        assert code.is_visible() == (media == "print")
        assert checks.first.is_visible() == (media == "print")
    lab.page.emulate_media(media="screen")


def test_tests_of_a_lab_are_folded_and_named(lab: Opened):
    summaries = names(lab, ".lab-test > details > summary")
    assert summaries
    for name in summaries:
        assert re.fullmatch(r"Test( \d+)? of (task|part|exercise) \d+ \(\d+ marks?\)", name), name
    assert max(Counter(summaries).values()) == 1
    assert lab.page.locator(".lab-test > details[open]").count() == 0
    lab.page.locator(".lab-test summary").first.press("Enter")
    assert lab.page.locator(".lab-test .cell_input").first.is_visible()


def test_a_tick_in_a_lab_says_that_it_is_the_model_solutions(lab: Opened):
    unsaid = lab.page.locator("span.check:not(details.checks .check)").all_text_contents()
    assert unsaid == []
    for name in names(lab, "details.checks > summary"):
        assert "with the model solution" in name
    note = lab.page.locator("p.for-the-page").inner_text()
    assert note.startswith("The outputs and figures on this page are those of the model solution.")


def test_figures_of_a_lab_are_numbered_by_lab(lab: Opened):
    label = lab.page.locator("h1 .section-number").inner_text().rstrip(". ")
    assert re.fullmatch(r"L\d+", label)
    captions = lab.page.locator("figcaption .caption-number").all_inner_texts()
    assert captions == [f"Fig. {label}.{i + 1} " for i in range(len(captions))]


@pytest.mark.parametrize("docname", ["setup", CHAPTERS[-1].docname, *(e.docname for e in LABS)])
def test_buttons_are_named_after_what_they_copy_or_open(blank: Opened, site: Path, docname: str):
    opened = go(blank, site, docname)
    assert opened.page.locator(".output button.copybtn").count() == 0
    copy, toggle = names(opened, "button.copybtn"), names(opened, "button.toggle-button")
    folded = names(opened, "details.hide > summary")
    titles = re.compile(r"(Solution to Exercise [A-Z]?\d+\.\d+|One solution): \w")
    assert [name for name in copy if not name.startswith("Copy the code of ")] == []
    assert [name for name in toggle if not titles.match(name)] == []
    assert [name for name in folded if not re.match("Show the code of |Test ", name)] == []
    for kind in (copy, toggle, folded):
        assert [name for name, times in Counter(kind).items() if times > 1] == []


@pytest.mark.parametrize("docname", ["setup", "teaching", "fundamentals/automatic-differentiation"])
def test_no_prompt_is_copied(blank: Opened, site: Path, docname: str):
    texts = go(blank, site, docname).page.evaluate(COPIED)
    assert texts
    assert [t for t in texts if not t or re.search(r"^\s*(\$|>>>|\.\.\.) ", t, re.MULTILINE)] == []


def test_folded_lines_wrap_on_a_phone(chapter: Opened):
    chapter.page.set_viewport_size(PHONE)
    chapter.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert chapter.page.evaluate(
        """() => [...document.querySelectorAll("details.checks pre")]
          .filter((box) => box.scrollWidth > box.clientWidth + 1)
          .map((box) => box.textContent)"""
    ) == []  # fmt: skip
