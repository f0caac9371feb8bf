"""Questions on a page: answered by keyboard, spoken, kept in the browser; and without scripts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe import ARRIVE, AXE, RUN, WCAG
from browsing import DESKTOP, MATHEMATICS, Opened, docnames, new_page
from playwright.sync_api import Browser, BrowserContext, Locator
from press.pages import toc
from press.quizzes import bank

DOCNAME = "fundamentals/optimisation"
LIGHT = "assessment/quizzes"  # which has the same questions and little else
KEY = "differentiable-programming.quizzes"
QUESTIONS = bank.of_page(toc.source(DOCNAME))
LETTERS = "ABCDE"
SMALL = 8_000  # bytes of script and styles together
NARROW = {"width": 390, "height": 844}


@contextmanager
def a_reader(browser: Browser, **options: object) -> Iterator[BrowserContext]:
    """A browser that remembers nothing, and has time."""
    context = browser.new_context(**options)
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def once(browser: Browser, site: Path) -> Iterator[Opened]:
    """The page, its formulas typeset: it has many, so it is opened once."""
    with a_reader(browser, viewport=DESKTOP, color_scheme="light") as context:
        opened = new_page(context, DOCNAME)
        opened.page.goto((site / f"{DOCNAME}.html").as_uri())
        opened.page.evaluate(MATHEMATICS)
        yield opened


@pytest.fixture
def asked(once: Opened) -> Iterator[Opened]:
    """The page as it is for a reader who has answered nothing."""
    once.page.evaluate("localStorage.clear()")
    once.page.locator(".quiz-progress button").click()
    yield once
    once.page.emulate_media(media="screen", color_scheme="light")
    once.page.set_viewport_size(DESKTOP)
    assert once.complaints == []
    assert once.outside == []


def form(opened: Opened, number: int) -> Locator:
    return opened.page.locator(f"#quiz-{QUESTIONS[number].id}")


def answer(opened: Opened, number: int, right: bool) -> Locator:
    """Choose the right option, or the first wrong one, and press the button."""
    question = QUESTIONS[number]
    options = range(len(question.options))
    place = next(i for i in options if (i == question.right) == right)
    box = form(opened, number)
    box.locator("input").nth(place).check()
    box.get_by_role("button", name=f"Check question {number + 1}").click()
    return box.locator(".quiz-said")


def progress(opened: Opened) -> str:
    return opened.page.locator(".quiz-progress p").inner_text()


def kept(opened: Opened) -> dict:
    return json.loads(opened.page.evaluate(f"localStorage.getItem('{KEY}')") or "{}")


def test_a_question_is_answered_by_keyboard_alone(asked: Opened):
    page, question = asked.page, QUESTIONS[0]
    form(asked, 0).locator("input").first.focus()
    page.keyboard.press("Space")
    for _ in range(question.right):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    said = form(asked, 0).locator(".quiz-said")
    assert said.inner_text().startswith(f"{LETTERS[question.right]}. Right. ")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Check"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "The answer to question 1"
    page.keyboard.press("Enter")
    assert form(asked, 0).locator("details .quiz-reason").last.is_visible()


def test_a_group_is_named_by_what_is_asked(asked: Opened):
    asked_for = QUESTIONS[3].asked
    group = asked.page.get_by_role("group", name=asked_for[:40])
    assert group.get_by_role("radio").count() == len(QUESTIONS[3].options)
    for option in QUESTIONS[3].options:
        assert group.get_by_role("radio", name=option.text).count() == 1


def test_what_is_said_is_the_reason_of_what_was_chosen(asked: Opened):
    wrong = answer(asked, 3, right=False)
    place = next(i for i, o in enumerate(QUESTIONS[3].options) if not o.right)
    assert wrong.get_attribute("role") == "status"
    assert wrong.inner_text().startswith(f"{LETTERS[place]}. Not this. ")
    assert QUESTIONS[3].options[place].why[:30] in wrong.inner_text()
    assert wrong.locator("[id]").count() == 0  # no name of a place twice
    form(asked, 3).locator("input").nth(QUESTIONS[3].right).check()
    assert wrong.inner_text() == ""  # it was said of another option
    assert "Right." in answer(asked, 3, right=True).inner_text()


def test_formulas_in_a_reason_are_typeset(asked: Opened):
    said = answer(asked, 0, right=True)
    found = asked.page.evaluate(MATHEMATICS)
    assert said.locator("mjx-container").count() > 0
    assert found["raw"] == []
    assert found["typeset"] == found["formulas"]


def test_an_answer_must_be_chosen_first(asked: Opened):
    form(asked, 1).get_by_role("button").click()
    assert form(asked, 1).locator(".quiz-said").inner_text() == "Choose an answer first."
    assert progress(asked).startswith("0 of 4 right, 0 at the first try")
    assert kept(asked) == {}


def test_the_answer_is_folded_until_one_is_given(asked: Opened):
    fold = form(asked, 1).locator("details")
    assert not fold.is_visible()
    answer(asked, 1, right=False)
    assert fold.is_visible()
    assert not fold.locator(".quiz-reason").first.is_visible()


def test_progress_is_kept_counts_the_first_try_and_can_be_forgotten(asked: Opened):
    answer(asked, 0, right=True)
    answer(asked, 1, right=False)
    answer(asked, 1, right=True)
    answer(asked, 2, right=False)
    wanted = "2 of 4 right, 1 at the first try. Kept in this browser only."
    assert progress(asked) == wanted
    answer(asked, 0, right=False)  # what was right once stays so
    answer(asked, 1, right=True)
    asked.page.reload()
    assert progress(asked) == wanted
    marks = asked.page.locator(".quiz-kept").all_inner_texts()
    assert marks == ["right at the first try", "right later", "not yet right", ""]
    assert set(asked.page.evaluate("Object.keys(localStorage)")) >= {KEY}
    asked.page.evaluate(f"""localStorage.setItem("{KEY}",
      JSON.stringify({{...JSON.parse(localStorage.getItem("{KEY}")), "quiz-other": "first"}}))""")
    asked.page.get_by_role("button", name="Forget my answers").click()
    assert progress(asked).startswith("0 of 4 right")
    assert kept(asked) == {"quiz-other": "first"}  # of another page
    assert asked.page.locator(".quiz-progress [role=status]").inner_text() == "Forgotten."
    assert asked.page.locator("input[type=radio]:checked").count() == 0


@pytest.mark.parametrize(
    "broken",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})",
        "Storage.prototype.setItem = () => { throw new DOMException('full'); }",
        f"localStorage.setItem('{KEY}', '[not JSON')",
        f"localStorage.setItem('{KEY}', '3')",
    ],
    ids=["refused", "full", "no JSON", "no object"],
)
def test_a_browser_that_keeps_nothing_can_be_used(browser: Browser, site: Path, broken: str):
    with a_reader(browser) as context:
        page = context.new_page()
        page.add_init_script(f"try {{ {broken} }} catch {{}}")
        page.goto((site / f"{LIGHT}.html").as_uri())
        box, question = page.locator(f"#quiz-{QUESTIONS[0].id}"), QUESTIONS[0]
        box.locator("input").nth(question.right).check()
        box.locator("button").click()
        assert "Right." in box.locator(".quiz-said").inner_text()
        progress = page.locator(".quiz-progress p").first
        assert progress.inner_text().startswith("1 of ")
        page.get_by_role("button", name="Forget my answers").first.click()
        assert progress.inner_text().startswith("0 of ")


def test_without_scripts_all_is_there_to_read(browser: Browser, site: Path):
    with a_reader(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((site / f"{DOCNAME}.html").as_uri(), wait_until="domcontentloaded")
        assert page.locator(".quiz form button:visible").count() == 0
        assert not page.locator(".quiz-progress").is_visible()
        folds = page.locator(".quiz details")
        assert folds.count() == len(QUESTIONS)
        folds.first.locator("summary").click()
        assert folds.first.locator(".quiz-reason").first.is_visible()


def test_on_paper_questions_are_whole_and_nothing_else_is_there(asked: Opened):
    answer(asked, 0, right=False)
    asked.page.emulate_media(media="print")
    box = form(asked, 0)
    assert box.locator("legend").is_visible()
    assert box.locator("label").last.is_visible()
    for gone in ("button", "input", ".quiz-kept", "details"):
        assert not box.locator(gone).first.is_visible(), gone
    assert not asked.page.locator(".quiz-progress").is_visible()


def test_fingers_have_room_and_a_phone_shows_all(browser: Browser, site: Path):
    with a_reader(browser, viewport=NARROW, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto((site / f"{LIGHT}.html").as_uri())
        page.evaluate(MATHEMATICS)
        first = page.locator(".quiz form").first
        first.locator("label").first.tap()
        first.locator("button").tap()
        assert first.locator(".quiz-said").inner_text()
        for kind in ("label", "button", "summary"):
            for box in page.locator(f".quiz {kind}:visible").all():
                assert box.bounding_box()["height"] >= 44, kind
        for width in (360, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width
            for box in page.locator(".quiz form").all():
                assert box.evaluate("(box) => box.scrollWidth <= box.clientWidth + 1")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_axe_finds_nothing_when_questions_have_been_answered(asked: Opened, mode: str):
    for number, right in enumerate((True, False, True, False)):
        answer(asked, number, right)
    form(asked, 0).locator("summary").click()
    asked.page.emulate_media(color_scheme=mode)
    asked.page.wait_for_selector(f"html[data-theme={mode}]")
    asked.page.evaluate(AXE)
    asked.page.evaluate(ARRIVE)
    assert asked.page.evaluate(RUN, {"within": ".quiz", "rules": WCAG}) == []


def test_the_focus_is_seen_on_an_option(asked: Opened):
    asked.page.locator(".quiz input").first.focus()
    asked.page.keyboard.press("Space")
    label = asked.page.locator(".quiz label").first
    assert label.evaluate("(label) => getComputedStyle(label).outlineStyle") == "solid"


def test_pages_without_questions_load_nothing_for_them(site: Path):
    for docname in docnames():
        text = (site / f"{docname}.html").read_text(encoding="utf-8")
        asks = '<form class="quiz-question"' in text
        loads = [f"_static/quiz/quiz.{kind}" in text for kind in ("js", "css")]
        assert loads == [asks, asks], docname


def test_script_and_styles_are_small(site: Path):
    files = list((site / "_static" / "quiz").iterdir())
    assert sorted(file.name for file in files) == ["quiz.css", "quiz.js"]
    assert sum(file.stat().st_size for file in files) < SMALL
