"""Menus, and what is copied."""

from pathlib import Path

import pytest
from axe import AXE, RUN, WCAG
from browsing import PHONE, Opened
from press import address


def test_what_is_copied_to_fetch_the_book_can_be_typed_as_it_stands(blank: Opened, site: Path):
    blank.page.goto((site / "setup.html").as_uri())
    block = blank.page.locator(".highlight-sh").first
    blank.page.evaluate(
        "document.addEventListener('copy', (e) => (window.copied = e.target.value))"
    )
    block.locator("button.copybtn").click()
    where = address.repository()
    commands = [f"git clone {where.url}.git", f"cd {where.name}", "make html"]
    assert blank.page.evaluate("window.copied").splitlines() == commands


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_open_menus_fit_a_phone_and_are_accessible(blank: Opened, site: Path, mode: str):
    blank.page.set_viewport_size(PHONE)
    blank.page.emulate_media(color_scheme=mode)
    blank.page.goto((site / "status.html").as_uri())
    blank.page.evaluate(AXE)
    menus = blank.page.locator(".article-header-buttons .dropdown").all()
    assert len(menus) == 3  # launch, sources, download
    for menu in menus:
        menu.locator("button.dropdown-toggle").click()
        box = menu.locator(".dropdown-menu").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        inside = {"within": ".article-header-buttons", "rules": WCAG}
        assert blank.page.evaluate(RUN, inside) == []
