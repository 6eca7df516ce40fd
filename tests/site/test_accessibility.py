"""axe-core finds nothing on any page, in light and dark, at the widths that readers have."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import visiting
from tests.site.pages import GROUPS, pages_of

AXE = (Path(sys.prefix) / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
#: WCAG 2.2, what a program can tell of Level AAA too, and what axe knows beyond it.
ALL = {
    "type": "tag",
    "values": [
        *("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
    ],
}
#: What a dark scheme can break: it changes colours alone.
COLOURS = {
    "type": "rule",
    "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"],
}
WIDTHS = (320, 768, 1280)

_RUN = """
    async runOnly => {
      const result = await axe.run(document, {runOnly, resultTypes: ['violations']});
      return result.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]);
    }
"""
_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Page, rules: dict[str, Any] = ALL) -> list[Any]:
    """Return what axe-core finds on *page*, by rule."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(_RUN, rules)
    assert isinstance(found, list)
    return found


def faults(page: Page) -> list[Any]:
    """Return what is wrong with *page* at each width, in light and in dark."""
    wrong: list[Any] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        beyond = page.evaluate(_OVERFLOW)
        if beyond:
            wrong.append((width, f"{beyond} px too wide"))
        page.emulate_media(color_scheme="light")
        wrong += [(width, "light", *found) for found in violations(page)]
        page.emulate_media(color_scheme="dark")
        wrong += [(width, "dark", *found) for found in violations(page, COLOURS)]
    return wrong


@pytest.mark.parametrize("group", GROUPS)
def test_every_page_is_accessible_and_fits(
    browser: Browser, address: str, site: Path, group: str
) -> None:
    wrong = []
    with visiting(browser, reduced_motion="reduce") as visit:
        for name in pages_of(site, group):
            visit.page.goto(address + name)
            wrong += [(name, *fault) for fault in faults(visit.page)]
        assert visit.complaints == []
        assert visit.foreign == []
    assert wrong == []


def test_faults_are_noticed(browser: Browser) -> None:
    with visiting(browser) as visit:
        visit.page.set_viewport_size({"width": 320, "height": 900})
        visit.page.set_content(
            "<html><title>x</title><body><img src='data:,'>"
            "<p style='color: #ccc; width: 40rem'>Pale words"
        )
        found = {rule for rule, _ in violations(visit.page)}
        assert {"html-has-lang", "image-alt", "color-contrast"} <= found
        assert visit.page.evaluate(_OVERFLOW) > 0
        assert [rule for rule, _ in violations(visit.page, COLOURS)] == ["color-contrast"]
