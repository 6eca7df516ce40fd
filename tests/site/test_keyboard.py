"""With the keyboard alone: the focus is seen at every stop, and the place in the text is kept."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser import visiting

#: Widths and heights of windows, in pixels.
WINDOWS = {320: 640, 375: 812, 768: 1024, 1280: 720}
#: Sizes of the font that a reader has set, in pixels.
FONTS = (16, 24, 32)
#: A page of each kind, shared out among the windows and fonts.
PAGES = (
    "en/economy.html",
    "fr/figures.html",
    "es-en/governance.html",
    "es/bibliography.html",
    "fr/index.html",
    "en-fr/figures.html",
    "es/search.html?q=comercio",
    "fr/downloads.html",
)
STATES = [
    (width, font, PAGES[(row * len(FONTS) + column) % len(PAGES)])
    for row, width in enumerate(WINDOWS)
    for column, font in enumerate(FONTS)
]

#: What has the focus: none of it hidden, or as much of it as the window holds.
_STOP = """
    () => {
      const stop = document.activeElement;
      if (!stop || stop === document.body) return null;
      const name = stop.ariaLabel || stop.title || stop.textContent || stop.id;
      const tall = (box) => box.height > innerHeight / 2;
      const shown = (box) =>
        box.left >= -1 && box.right <= innerWidth + 1 &&
        (tall(box)
          ? Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) > innerHeight / 3
          : box.top >= -1 && box.bottom <= innerHeight + 1);
      const onTop = (x, y) => {
        const found = document.elementFromPoint(x, y);
        return found && (stop.contains(found) || found.contains(stop));
      };
      const boxes = [...stop.getClientRects()];
      const box = boxes.find(shown);
      const middle = box && (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
      const last = box && Math.min(box.bottom, innerHeight);
      return {
        name: `${stop.tagName} ${name.trim().replace(/\\s+/g, " ").slice(0, 60)}`,
        seen: Boolean(box) && onTop(middle, (Math.max(box.top, 0) + last) / 2) &&
          (tall(box) || (onTop(middle, box.top + 2) && onTop(middle, last - 2))),
        outline: getComputedStyle(stop).outlineStyle !== "none" || stop.matches("main, nav"),
      };
    }
"""


def set_font(page: Page, pixels: int) -> CDPSession:
    """Give the browser another size of its font, as in its settings."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": pixels, "fixed": pixels}})
    return session


def stops(page: Page, key: str) -> list[dict[str, Any]]:
    """Press *key* until the page has been gone through; return what had the focus."""
    found: list[dict[str, Any]] = []
    while len(found) < 500:
        page.keyboard.press(key)
        stop = page.evaluate(_STOP)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError("no end of stops")


def test_focus_is_seen_at_every_stop_in_both_directions(browser: Browser, address: str) -> None:
    wrong = []
    with visiting(browser, reduced_motion="reduce") as visit:
        for width, font, name in STATES:
            visit.page.set_viewport_size({"width": width, "height": WINDOWS[width]})
            set_font(visit.page, font)
            visit.page.goto(address + name)
            for key in ("Tab", "Shift+Tab"):
                found = stops(visit.page, key)
                assert len(found) > 12, (name, key)
                faults = [stop for stop in found if not (stop["seen"] and stop["outline"])]
                wrong += [(width, font, name, key, stop) for stop in faults]
        assert visit.complaints == []
    assert wrong == []


def test_a_stop_under_the_header_is_noticed(browser: Browser, address: str) -> None:
    with visiting(browser, reduced_motion="reduce") as visit:
        visit.page.goto(f"{address}en/economy.html")
        style = ".frame * { scroll-margin: 0 !important } header.site { top: 0 !important }"
        visit.page.add_style_tag(content=style)
        stops(visit.page, "Tab")
        assert not all(stop["seen"] for stop in stops(visit.page, "Shift+Tab"))


#: The page has been scrolled, and stands still again.
_STANDS = """
    () => {
      const still = window.lastScroll === scrollY && scrollY > 0;
      window.lastScroll = scrollY;
      return still;
    }
"""


def test_the_page_stays_where_it_is_when_keys_reach_the_header(
    browser: Browser, address: str
) -> None:
    with visiting(browser, reduced_motion="reduce") as visit:
        page = visit.page
        page.goto(f"{address}en/economy.html")
        page.keyboard.press("PageDown")
        page.wait_for_function(_STANDS)
        at = page.evaluate("() => scrollY")
        for _ in range(6):
            page.keyboard.press("Tab")
            assert page.evaluate("() => scrollY") == at
        page.keyboard.press("Shift+Tab")
        # To the text, and to the place in it that is being read.
        skip = page.locator(".skip").first
        skip.focus()
        target = page.evaluate("() => document.activeElement.hash")
        assert target.startswith("#b-")
        page.keyboard.press("Enter")
        top = page.locator(target).evaluate("e => e.getBoundingClientRect().top")
        assert 0 <= top < 200
        page.keyboard.press("Tab")
        inside = "t => document.querySelector(t).contains(document.activeElement)"
        assert page.evaluate(inside, target)


@pytest.mark.parametrize("name", ["en/economy.html", "fr-es/economy.html"])
def test_the_switcher_leads_to_what_had_the_focus(
    browser: Browser, address: str, name: str
) -> None:
    with visiting(browser, reduced_motion="reduce") as visit:
        page = visit.page
        page.goto(address + name)
        link = page.locator("main p[id^='b-'] > .headerlink").nth(8)
        block = link.evaluate("e => e.parentElement.id")
        link.focus()
        switch = page.locator("nav.languages a[hreflang='es-MX']")
        switch.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/es/economy.html#{block}")
        # Named there, and on the way back, wherever it stands in the window.
        page.mouse.wheel(0, -300)
        page.wait_for_function(
            "b => document.getElementById(b).getBoundingClientRect().top > 200", arg=block
        )
        page.locator("nav.languages a[hreflang='fr-CA']").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/fr/economy.html#{block}")
        # What is no longer seen is no longer read.
        page.keyboard.press("End")
        page.wait_for_function(
            "b => document.getElementById(b).getBoundingClientRect().bottom < 0", arg=block
        )
        switch.focus()
        assert page.evaluate("() => document.activeElement.hash") not in ("", f"#{block}")


@pytest.mark.parametrize("name", ["en/economy.html", "en/figures.html"])
def test_contents_are_two_keys_away(browser: Browser, address: str, name: str) -> None:
    with visiting(browser, viewport={"width": 1280, "height": 720}) as visit:
        page = visit.page
        page.goto(address + name)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.textContent") == (
            "Skip to table of contents"
        )
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "site--contents"
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.matches('nav.contents a')")


def test_the_menu_of_a_block_is_reached_and_left_with_keys(browser: Browser, address: str) -> None:
    with visiting(browser, reduced_motion="reduce") as visit:
        page = visit.page
        page.goto(f"{address}en/economy.html")
        link = page.locator("main p[id^='b-'] > .headerlink").nth(3)
        block = link.evaluate("e => e.parentElement.id")
        link.focus()
        page.keyboard.press("Tab")
        menu = page.get_by_role("toolbar", name="Side by side")
        names = ["English · Español: this passage", "English · Français: this passage"]
        for name in names:
            assert menu.get_by_role("link", name=name, exact=True).is_visible()
        assert page.evaluate("() => document.activeElement.ariaLabel") == names[0]
        page.keyboard.press("ArrowRight")
        assert page.evaluate("() => document.activeElement.ariaLabel") == names[1]
        page.keyboard.press("Tab")
        assert not page.evaluate("() => document.activeElement.matches('.beside-block a')")
        link.focus()
        page.keyboard.press("Escape")
        assert menu.count() == 0
        link.blur()
        link.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/en-es/economy.html#{block}")


def test_a_hidden_column_stays_hidden_on_the_next_page(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{address}en-es/economy.html")
        second = page.locator("main p.second").nth(2)
        assert second.is_visible()
        page.get_by_role("checkbox").focus()
        page.keyboard.press("Space")
        assert not second.is_visible()
        # The chapter in the contents is this page of the pair, the next one is of it, too.
        current = page.locator("nav.contents a[aria-current='page']")
        assert current.evaluate("e => e.pathname").endswith("/en-es/economy.html")
        page.locator(".turn [rel='next']").press("Enter")
        page.wait_for_url("**/en-es/governance.html")
        assert page.get_by_role("checkbox").is_checked()
        assert not page.locator("main p.second").nth(2).is_visible()
        page.goto(f"{address}en-fr/economy.html")  # another column, which nobody has hidden
        assert not page.get_by_role("checkbox").is_checked()
        assert visit.complaints == []


#: Links and buttons that are alone: not in a sentence, nor in a list of them on one line.
_ALONE = """
    () => {
      const text = (node) => (node?.nodeType === 3 ? node.data : node?.textContent ?? "").trim();
      const found = [];
      const targets = "a[href], button, input, summary, [type=checkbox] + label";
      for (const target of document.querySelectorAll(targets)) {
        const style = getComputedStyle(target);
        if (!target.getClientRects().length || style.opacity === "0") continue;
        if (target.matches("p > .headerlink, .skip")) continue;
        const block = target.closest("p, li, td, th, dd, dt, figcaption, summary, .line-block");
        const bar = target.closest("header, footer, .turn");
        if (block && text(block) !== text(target) && !bar) continue;
        const box = target.getBoundingClientRect();
        const both = target.matches("[type=checkbox], label"); // either one is for both
        const tall = both ? target.parentElement.getBoundingClientRect().height : box.height;
        if (tall < 43.9 || (box.width < 43.9 && !both && text(target).length < 2)) {
          const name = text(target) || target.className || target.id;
          found.push(`${name}: ${box.width} x ${box.height}`);
        }
      }
      return found;
    }
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_what_stands_alone_is_large_enough(browser: Browser, address: str, width: int) -> None:
    small = []
    window = {"width": width, "height": 800}
    with visiting(browser, reduced_motion="reduce", viewport=window) as visit:
        for name in (*PAGES, "en/about.html", "index.html?choose", "404.html"):
            visit.page.goto(address + name)
            small += [(name, found) for found in visit.page.evaluate(_ALONE)]
    assert small == []


#: What readers may set for themselves: https://www.w3.org/TR/WCAG22/#text-spacing
SPACING = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }
"""
_CUT = """
    () => [...document.querySelectorAll("body *")].filter((e) => {
      const style = getComputedStyle(e);
      const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
      if (!hides || e.matches("input") || style.clipPath !== "none") return false;
      return e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
    }).map((e) => e.outerHTML.slice(0, 80))
"""


@pytest.mark.parametrize(("width", "font"), [(320, 16), (320, 32), (768, 32), (1280, 24)])
def test_nothing_is_cut_and_no_page_scrolls_sideways(
    browser: Browser, address: str, width: int, font: int
) -> None:
    wrong = []
    with visiting(browser, viewport={"width": width, "height": 800}) as visit:
        page = visit.page
        set_font(page, font)
        for name in (*PAGES, "es/index.html", "en-es/index.html", "fr/about.html", "404.html"):
            page.goto(address + name)
            for sheet in ("", SPACING):
                if sheet:
                    page.add_style_tag(content=sheet)
                beyond = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
                wrong += [(name, bool(sheet), beyond)] if beyond > 0 else []
                wrong += [(name, bool(sheet), cut) for cut in page.evaluate(_CUT)]
    assert wrong == []
