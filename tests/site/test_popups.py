"""What a reference leads to is shown where it stands: to mouse, keyboard and touch."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import AXE, RUN, WCAG
from browsing import Opened, new_page
from playwright.sync_api import Browser, Locator, Page, expect
from press.pages import toc
from small_book import SmallBook

PHONE = {"width": 390, "height": 800}
BIB = """\
@misc{known, author = {Known, Ada and Other, Bea and Third, Cy}, year = 2001,
  title = {A bound of {$O(1/k^2)$}}, doi = {10.1/known}}
"""
ONE = """\
# One

An equation, {eq}`eq-wave`; a theorem, {prf:ref}`thm-wave`; a figure, {numref}`fig-wave`. It is said
by {cite:t}`known` and again {cite:p}`known`. See {ref}`a section <below>`.

$$
x^2 = 4
$$ (eq-wave)

```{prf:theorem} Waves
:label: thm-wave
As {eq}`eq-wave` says, $y > 1$.
```

```{figure} wave.svg
:name: fig-wave
A wave of height $h$.
```

(below)=
## Below

```{bibliography}
:filter: docname in docnames
```
"""
TWO = """\
# Two

Before stand {prf:ref}`thm-wave` and {eq}`eq-wave`, and a figure, {numref}`fig-wave`. Also
{ref}`a section <below>`.
"""
# Axe cannot tell the ground of what lies over other text.
ALONE = """() => {
  const box = document.querySelector(".popup-box");
  box.popover = null;
  box.style.position = "static";
  document.querySelector("article").replaceChildren(box);
}"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9"><path d="M0 0H90"/></svg>\n'


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small book in which one page refers to another."""
    book = SmallBook(tmp_path_factory.mktemp("popups"))
    shared = Path(__file__).parents[2] / "book" / "_static"
    for name in ("popups.js", "references.css", "theme.css", "content.css"):
        book.write(f"_static/{name}", (shared / name).read_text(encoding="utf-8"))
    book.write("references.bib", BIB)
    book.write("part/wave.svg", SVG)
    book.write("part/one.md", ONE)
    book.write("part/two.md", TWO)
    run = book.press("html")
    assert run.returncode == 0, run.stdout
    return book.root / "_build" / "html"


@pytest.fixture(params=["one", "two"])
def opened(request: pytest.FixtureRequest, blank: Opened, small_site: Path) -> Opened:
    """Each page in turn, as a file: what it refers to stands on it, or on the other one."""
    blank.page.goto((small_site / f"part/{request.param}.html").as_uri())
    return blank


@pytest.fixture
def page(blank: Opened, small_site: Path) -> Page:
    """The page that cites, and refers to what stands on it."""
    blank.page.goto((small_site / "part/one.html").as_uri())
    return blank.page


@pytest.fixture
def phone(browser: Browser, small_site: Path) -> Iterator[Page]:
    """The same page on a telephone."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    opened = new_page(context, "one")
    opened.page.goto((small_site / "part/one.html").as_uri())
    yield opened.page
    context.close()


def link(page: Page, text: str) -> Locator:
    return page.locator("article p > a, article p > span > a").filter(has_text=text).first


def popup(page: Page) -> Locator:
    return page.locator(".popup-box")


THINGS = {"(1.1)": "x", "Theorem 1.1": "As (1.1) says", "Fig. 1.1": "A wave of height"}


@pytest.mark.parametrize("name", THINGS)
def test_the_mouse_shows_what_a_reference_leads_to(opened: Opened, name: str):
    page = opened.page
    link(page, name).hover()
    expect(popup(page)).to_contain_text(THINGS[name])
    expect(popup(page).locator("mjx-container").first).to_be_visible()
    assert "\\(" not in popup(page).inner_text()
    for image in popup(page).locator("img").all():
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 90
    popup(page).hover()
    page.wait_for_timeout(600)  # the mouse may go on into the pop-up
    expect(popup(page)).to_be_visible()
    page.mouse.move(2, 2)
    expect(popup(page)).to_have_count(0)
    assert opened.complaints == []
    assert opened.outside == []


def test_a_link_in_a_pop_up_leads_where_it_led_on_its_own_page(opened: Opened):
    link(opened.page, "Theorem 1.1").hover()
    popup(opened.page).locator("a").click()
    assert opened.page.url.endswith("part/one.html#equation-eq-wave")


def test_the_keyboard_shows_reads_and_leaves_a_citation(page: Page):
    cited = link(page, "2001")
    page.keyboard.press("Tab")  # so that the keyboard is what is used
    cited.focus()
    expect(popup(page)).to_contain_text("Ada Known")
    expect(popup(page)).to_have_role("dialog")
    expect(cited).to_have_accessible_description(re.compile("Ada Known"))
    page.keyboard.press("Tab")
    expect(popup(page).locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(popup(page)).to_have_count(0)
    expect(cited).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#cite-known")


def test_the_next_reference_closes_the_pop_up_of_the_last(page: Page):
    page.keyboard.press("Tab")
    link(page, "(1.1)").focus()
    expect(popup(page)).to_have_role("tooltip")
    link(page, "Fig. 1.1").focus()
    expect(popup(page)).to_contain_text("A wave")
    page.locator(".page-actions a").first.focus()
    expect(popup(page)).to_have_count(0)


def test_a_first_tap_shows_and_a_second_follows(phone: Page):
    before = phone.url
    link(phone, "2001").tap()
    expect(popup(phone)).to_contain_text("Ada Known")
    assert phone.url == before
    link(phone, "2001").tap()
    expect(popup(phone)).to_have_count(0)
    assert phone.url.endswith("#cite-known")


def test_a_tap_elsewhere_closes_and_one_inside_follows(phone: Page):
    link(phone, "2001").tap()
    expect(popup(phone)).to_be_visible()
    phone.locator("h1").first.tap()
    expect(popup(phone)).to_have_count(0)
    link(phone, "Theorem 1.1").tap()
    popup(phone).locator("a").tap()
    assert phone.url.endswith("#equation-eq-wave")


def test_other_links_are_followed_at_the_first_tap(phone: Page):
    link(phone, "a section").tap()
    assert phone.url.endswith("#below")
    expect(popup(phone)).to_have_count(0)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_pop_ups_fit_a_phone_and_are_accessible(phone: Page, mode: str):
    phone.emulate_media(color_scheme=mode)
    for name in [*THINGS, "2001"]:
        link(phone, name).tap()
        expect(popup(phone)).to_be_visible()
        box = popup(phone).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert phone.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
        phone.evaluate(AXE)
        phone.evaluate(ALONE)
        assert phone.evaluate(RUN, {"within": ".popup-box", "rules": WCAG}) == []
        phone.reload()


def test_each_work_has_ways_back_to_where_it_is_cited(page: Page):
    entry = page.locator("#cite-known")
    ways = entry.locator(".ways-back a").all()
    assert [way.inner_text() for way in ways] == ["(1)", "(2)"]
    for way in ways:
        way.click()
        cited = page.locator(f"[id='{page.url.partition('#')[2]}']")
        expect(cited).to_contain_text("2001")
    assert entry.inner_text().startswith("Ada Known")
    expect(entry.locator("mjx-container")).to_have_count(1)
    assert "$" not in entry.inner_text()


def test_real_pages_show_what_they_refer_to(blank: Opened, site: Path):
    name = "fundamentals/automatic-differentiation"
    number = 1 + [entry.docname for entry in toc.chapters()].index(name)
    blank.page.goto((site / f"{name}.html").as_uri())
    for kind, text in {"cite": "Paszke", "equation": f"({number}."}.items():
        blank.page.locator(f"article p a[href^='#{kind}-']").first.hover()
        expect(popup(blank.page)).to_contain_text(text)
    assert blank.complaints == []
