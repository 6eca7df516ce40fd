"""axe-core finds nothing on any page, in light and dark, at the widths that readers have.

Each rule judges every page, and each kind of element is judged in every state of a page.  A page
that has no kind of its own is judged in one state, and these take turns: what else it has are
words, which break a page by their length alone, and no page is wider than its window anywhere.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from itertools import cycle, product
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from tests.browser import visiting
from tests.reading import read_page
from tests.site.kinds import kinds, pages_of_all_kinds
from tests.site.pages import GROUPS, all_pages, pages_of

AXE = (Path(sys.prefix) / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
#: WCAG 2.2, what a program can tell of Level AAA too, and what axe knows beyond it.
ALL = {
    "type": "tag",
    "values": [
        *("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
    ],
}
#: What a dark scheme can break: it changes colours alone.
COLOURS = {"type": "rule", "values": ["color-contrast-enhanced", "link-in-text-block"]}
WIDTHS = (320, 768, 1280)
Scheme: TypeAlias = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
#: How a page can be seen: the width of the window, the scheme of colours.
STATES = tuple(product(WIDTHS, SCHEMES))

#: One rule for Level AA and for AAA: axe's for AAA leaves what fails AA to the other one, and both
#: look for what lies behind each word.
_RUN = """
    async runOnly => {
      const contrastRatio = {
        normal: { expected: 7, minThreshold: null },
        large: { expected: 4.5, minThreshold: null },
      };
      const result = await axe.run(document, {
        runOnly,
        resultTypes: ['violations'],
        rules: { 'color-contrast': { enabled: false } },
        checks: { 'color-contrast-enhanced': { options: { contrastRatio } } },
      });
      return result.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]);
    }
"""
#: How far a page goes beyond its window, once its scripts have heard how wide that is.
_OVERFLOW = """
    async () => {
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
      return document.documentElement.scrollWidth - document.documentElement.clientWidth;
    }
"""


def violations(page: Page, rules: dict[str, Any] = ALL) -> list[Any]:
    """Return what axe-core finds on *page*, by rule."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(_RUN, rules)
    assert isinstance(found, list)
    return found


def faults(page: Page, states: Collection[tuple[int, Scheme]] = STATES) -> list[Any]:
    """Return what is wrong with *page* in *states*; it must fit at every width."""
    wrong: list[Any] = []
    now = page.viewport_size
    for width in WIDTHS if now and now["width"] == WIDTHS[0] else reversed(WIDTHS):
        page.set_viewport_size({"width": width, "height": 900})
        beyond = page.evaluate(_OVERFLOW)
        if beyond:
            wrong.append((width, f"{beyond} px too wide"))
        rules = ALL
        for scheme in SCHEMES:
            if (width, scheme) in states:
                page.emulate_media(color_scheme=scheme)
                wrong += [(width, scheme, *found) for found in violations(page, rules)]
                rules = COLOURS
    return wrong


@pytest.mark.parametrize("group", GROUPS)
def test_every_page_is_accessible_and_fits(
    browser: Browser, address: str, site: Path, group: str
) -> None:
    whole = pages_of_all_kinds(site)
    turns = dict(zip(all_pages(site), cycle(STATES), strict=False))
    wrong = []
    with visiting(browser, reduced_motion="reduce") as visit:
        visit.page.add_init_script(AXE)
        for name in pages_of(site, group):
            visit.page.goto(address + name)
            states = STATES if name in whole else (turns[name],)
            wrong += [(name, *fault) for fault in faults(visit.page, states)]
        assert visit.complaints == []
        assert visit.foreign == []
    assert wrong == []


def test_every_kind_of_element_is_judged_in_every_state(site: Path) -> None:
    whole = pages_of_all_kinds(site)
    of_page = {name: set(kinds(read_page(site / name))) for name in all_pages(site)}
    assert set().union(*of_page.values()) == set().union(*(of_page[name] for name in whole))
    assert len(whole) < len(of_page) / 2


@pytest.mark.parametrize(
    "other",
    [
        "<p>Words</p>",  # elsewhere
        "<main><div>Words</div></main>",  # another element
        "<main><p class=pale>Words</p></main>",
        "<main><p hidden>Words</p></main>",
        "<main><p style='color: red'>Words</p></main>",
        "<main><p></p></main>",  # nothing to be read
        "<main><p>Words <em>more</em></p></main>",
    ],
)
def test_another_look_is_another_kind(other: str) -> None:
    one = "<main><p style='color: blue'>Words</p><p>Mots</p><!-- --></main>"
    seen = set(kinds(html.fragment_fromstring(one)))
    assert len(seen) == 3
    assert not set(kinds(html.fragment_fromstring(other))) <= seen
    assert set(kinds(html.fragment_fromstring("<main><p>Palabras</p></main>"))) < seen


def test_faults_are_noticed(browser: Browser) -> None:
    with visiting(browser) as visit:
        visit.page.set_viewport_size({"width": 320, "height": 900})
        visit.page.set_content(
            "<html><title>x</title><body><img src='data:,'>"
            "<p style='color: #ccc; width: 40rem'>Fails AA<p style='color: #666'>Fails AAA"
            "<p style='color: #888; font-size: 24px'>Large<p style='color: #555'>Dark enough"
        )
        found = {rule for rule, _ in violations(visit.page)}
        assert {"html-has-lang", "image-alt", "color-contrast-enhanced"} <= found
        ((rule, pale),) = violations(visit.page, COLOURS)
        assert rule == "color-contrast-enhanced"
        assert [line.partition(">")[2] for line in pale] == [
            *("Fails AA</p>", "Fails AAA</p>", "Large</p>")
        ]
        wrong = faults(visit.page)
        assert {(width, state) for width, state, *_ in wrong} >= set(STATES)
        assert [width for width, what, *_ in wrong if what.endswith("too wide")] == [320]
