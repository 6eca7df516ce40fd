"""A reader's ways through the site: with keys, without script, without a server."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import visiting
from tests.reading import chapters, read_page, select, text
from tests.site.kinds import pages_of_all_kinds
from tests.site.pages import CODES, all_pages

_HREFS = """
    () => [...Array.from(document.links, link => link.href),
           ...Array.from(document.forms, form => form.action)]
"""
#: Ids of those of the elements that a reader cannot see, as Playwright defines it.
_UNSEEN = """
    elements => elements.filter(element => {
      const { width, height } = element.getBoundingClientRect();
      return !(width && height) || getComputedStyle(element).visibility !== 'visible';
    }).map(element => element.id)
"""
_BOX = "e => { const r = e.getBoundingClientRect(); return [r.top, r.height, r.width]; }"


#: Pages that no link leads to: a host shows the one for what is not there.
UNLINKED = {"404.html"}


def pages_linked(page: Page, root: str) -> set[str]:
    """Return the pages of the site at *root* that links and forms of *page* lead to."""
    found = {urldefrag(href)[0].removeprefix(root) for href in page.evaluate(_HREFS)}
    return {name for name in found if name.endswith(".html") and "://" not in name}


def pages_named(site: Path, name: str) -> set[str]:
    """Return the pages that the links and forms of a page lead to, as its file has them."""
    page, root = read_page(site / name), f"{site.as_uri()}/"
    attributes = page.xpath("//a/@href | //area/@href | //form/@action")
    assert isinstance(attributes, list)
    found = {urldefrag(urljoin(root + name, str(href)))[0] for href in attributes}
    return {href.removeprefix(root) for href in found if href.startswith(root)} & {*all_pages(site)}


def reachable(site: Path) -> set[str]:
    """Return the pages that links and forms lead to, from the root page on."""
    seen, waiting = {"index.html"}, deque(["index.html"])
    while waiting:
        new = pages_named(site, waiting.popleft()) - seen
        seen |= new
        waiting.extend(new)
    return seen


def test_every_page_is_reachable(site: Path) -> None:
    """By the links of the files, which a browser follows without script and from a disk, too."""
    assert reachable(site) == set(all_pages(site)) - UNLINKED


def test_everything_is_readable_without_script(browser: Browser, address: str, site: Path) -> None:
    read = {f"{code}/{name}.html" for code in CODES for name in chapters(site, code)}
    assert len(read) > 30
    with visiting(browser, java_script_enabled=False) as visit:
        # Playwright's own look at the page works without the page's scripts.
        for name in sorted(read):
            visit.page.goto(address + name)
            assert pages_linked(visit.page, address) == pages_named(site, name), name
            paragraphs = visit.page.locator("main section p[id^='b-']")
            assert paragraphs.evaluate_all(_UNSEEN) == [], name


def test_everything_works_without_a_server(browser: Browser, site: Path) -> None:
    """On pages of all kinds; that every file is there that a page names is for another test."""
    root = f"{site.as_uri()}/"
    with visiting(browser) as visit:
        for name in sorted(pages_of_all_kinds(site) - UNLINKED):
            visit.page.goto(f"{root}{name}{'?choose' if name == 'index.html' else ''}")
            assert pages_linked(visit.page, root) >= pages_named(site, name), name
            assert pages_linked(visit.page, root) <= set(all_pages(site)), name
        assert visit.complaints == []
        assert visit.foreign == []


@pytest.mark.parametrize("code", CODES)
def test_fonts_arrive(browser: Browser, address: str, code: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{address}{code}/economy.html")
        statuses = visit.page.evaluate(
            "() => document.fonts.ready.then(fonts => Array.from(fonts, font => font.status))"
        )
        assert "loaded" in statuses
        assert "error" not in statuses


@pytest.mark.parametrize(("code", "other"), [("en", "es"), ("es", "fr"), ("fr", "en")])
def test_another_language_keeps_the_paragraph(
    browser: Browser, address: str, site: Path, code: str, other: str
) -> None:
    name = "economy.html"
    blocks = [e.attrib["id"] for e in select(read_page(site / code / name), "//main//p[@id]")]
    target = blocks[len(blocks) // 2]
    with visiting(browser, reduced_motion="reduce") as visit:
        page = visit.page
        page.goto(f"{address}{code}/{name}#{target}")
        link = page.locator(f"nav.languages a[hreflang|='{other}']")
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}{other}/{name}#*")
        landed = page.url.partition("#")[2]
        top, height, _ = page.locator(f"[id='{target}']").evaluate(_BOX)
        assert landed == target
        assert -height < top < 400


def test_keys_lead_past_the_header_into_the_text(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{address}en/economy.html")
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "site--main"


def tab_until(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until what has the focus matches *selector*; it must be seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            style = "() => getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(style) != "none", selector
            return
    raise AssertionError(f"no Tab leads to {selector}")


@pytest.mark.parametrize("code", CODES)
def test_keys_reach_languages_and_search(browser: Browser, address: str, code: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{address}{code}/economy.html")
        other = next(one for one in CODES if one != code)
        tab_until(page, "form[role='search'] input[name='q']")
        tab_until(page, f"nav.languages a[hreflang|='{other}']")
        page.keyboard.press("/")
        assert page.evaluate("() => document.activeElement.id") == "site--search"
        page.keyboard.type("comercio" if code == "es" else "commerce")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=*")
        page.locator("#search-results a").first.wait_for()
        tab_until(page, "#search-results a")
        assert visit.complaints == []


@pytest.mark.parametrize("script", [True, False])
def test_search_stands_in_the_header_where_a_field_has_no_room(
    browser: Browser, address: str, script: bool
) -> None:
    narrow = {"width": 320, "height": 640}
    with visiting(browser, viewport=narrow, java_script_enabled=script) as visit:
        page = visit.page
        page.goto(f"{address}fr/economy.html")
        button = page.locator("header form[role='search'] button")
        assert button.is_visible()
        assert not page.locator("header input[name='q']").is_visible()
        if script:
            page.locator("main").focus()
            page.keyboard.press("/")
        else:
            button.click()
        page.wait_for_url("**/fr/search.html?q=*")
        assert page.locator("#search-query").is_visible()


def test_stroke_in_a_field_is_a_letter(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{address}en/economy.html")
        page.keyboard.press("/")
        page.keyboard.type("1/2")
        assert page.locator("#site--search").input_value() == "1/2"


#: The left and top edges of captions and drawings of each chart, and of headings of columns.
_CHARTS = """
    () => {
      const edges = e => { const r = e.getBoundingClientRect(); return [r.left, r.top]; };
      const all = (of, which) => [...of.querySelectorAll(which)].map(edges);
      return {
        columns: all(document, '.headings h2, .headings .like-h2').map(([left]) => left),
        charts: [...document.querySelectorAll('main figure')].map(figure => ({
          captions: all(figure, 'figcaption p'),
          drawings: all(figure, '.drawing'),
        })),
      };
    }
"""


def test_charts_stand_in_their_columns_each_under_its_caption(
    browser: Browser, address: str
) -> None:
    with visiting(browser) as visit:
        for width in (320, 1280):
            visit.page.set_viewport_size({"width": width, "height": 900})
            visit.page.goto(f"{address}en-es/agreements.html")
            found = visit.page.evaluate(_CHARTS)
            assert len(found["charts"]) == 2
            columns = sorted(set(found["columns"]))
            for chart in found["charts"]:
                pairs = list(zip(chart["captions"], chart["drawings"], strict=True))
                assert all(caption[1] < drawing[1] for caption, drawing in pairs)
                lefts = [[place[0] for place in pair] for pair in zip(*pairs, strict=True)]
                if width == 320:
                    assert pairs[0][1][1] < pairs[1][0][1]
                else:
                    assert lefts == [columns, columns]


#: How many tables scroll, and what stands in more than one line in tables.
_BROKEN_IN_TABLES = """
    () => [document.querySelectorAll('.scroll[tabindex]').length,
           Array.from(document.querySelectorAll('.scroll .dashed'))
             .filter(name => name.getClientRects().length > 1).map(name => name.textContent)]
"""


#: How many tables scroll that would have room, did they not.
_SCROLLING_IN_VAIN = """
    () => Array.from(document.querySelectorAll('.scroll[tabindex]')).filter(box => {
      box.removeAttribute('tabindex');
      return box.scrollWidth <= box.clientWidth;
    }).length
"""


def test_no_name_is_broken_in_a_table(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        for width in (320, 375):
            visit.page.set_viewport_size({"width": width, "height": 812})
            for path in ("es/acronyms", "fr/agreements", "fr/figures"):
                visit.page.goto(f"{address}{path}.html")
                boxes, broken = visit.page.evaluate(_BROKEN_IN_TABLES)
                assert boxes
                assert broken == []
                assert visit.page.evaluate(_SCROLLING_IN_VAIN) == 0


BUTTON = "button.scheme"
#: The names of the choices, in the order in which the button offers them.
APPEARANCES = {
    "en": ["Appearance: as on your device", "Appearance: light", "Appearance: dark"],
    "es": ["Apariencia: según el dispositivo", "Apariencia: clara", "Apariencia: oscura"],
    "fr": [
        "Apparence\u00a0: selon l’appareil",
        "Apparence\u00a0: claire",
        "Apparence\u00a0: sombre",
    ],
}


def background(page: Page) -> str:
    """Return the colour of the page's background."""
    colour = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert isinstance(colour, str)
    return colour


@pytest.mark.parametrize("code", CODES)
def test_a_reader_chooses_the_colours(browser: Browser, address: str, code: str) -> None:
    with visiting(browser, color_scheme="light") as visit:
        page = visit.page
        page.goto(f"{address}{code}/economy.html")
        light = background(page)
        tab_until(page, BUTTON)
        names, colours = [], []
        for _ in range(4):
            names.append(page.locator(BUTTON).get_attribute("title"))
            colours.append(background(page))
            page.keyboard.press("Enter")
        assert names == [*APPEARANCES[code], APPEARANCES[code][0]]
        dark = colours[2]
        assert colours == [light, light, dark, light]
        assert dark != light
        page.emulate_media(color_scheme="dark")  # the choice is "light" now, and stays
        assert background(page) == light
        page.keyboard.press("Enter")
        page.emulate_media(color_scheme="light")
        assert visit.complaints == []
        for other in ("en/security.html", "en-fr/economy.html", "index.html?choose"):
            page.goto(address + other)
            assert background(page) == dark, other


def test_chosen_colours_are_there_before_the_text(browser: Browser, site: Path) -> None:
    with visiting(browser, color_scheme="light") as visit:
        page = visit.page
        page.goto((site / "en/economy.html").as_uri())
        page.locator(BUTTON).click()
        page.locator(BUTTON).click()
        page.add_init_script("""
            new MutationObserver((_, observer) => {
              if (!document.body) return;
              window.atFirst = document.documentElement.dataset.scheme;
              observer.disconnect();
            }).observe(document, {childList: true, subtree: true});
        """)
        page.reload()
        assert page.evaluate("() => window.atFirst") == "dark"


def test_no_button_is_offered_that_does_nothing(browser: Browser, address: str) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        visit.page.goto(f"{address}en/economy.html")
        assert not visit.page.locator(BUTTON).is_visible()


def test_pages_say_their_names(site: Path) -> None:
    titles = [text(select(read_page(site / name), "//title")[0]) for name in all_pages(site)]
    assert all(titles)


def test_what_pages_ask_of_other_hosts_is_noticed_and_comes_to_nothing(browser: Browser) -> None:
    addresses = ["http://elsewhere.invalid/a.png", "http://192.0.2.1/b.png"]
    with visiting(browser) as visit:
        visit.page.set_content("".join(f"<img src='{address}'>" for address in addresses))
        visit.page.wait_for_function("() => [...document.images].every(image => image.complete)")
        assert visit.foreign == addresses
        refused = "Failed to load resource: net::ERR_NAME_NOT_RESOLVED"
        assert visit.complaints == [f"error: {refused}"] * len(addresses)


#: Whether what stands at the end of a table is half hidden, at its beginning and at its end.
_FADES = """
    async () => {
      const box = document.querySelector('.scroll[tabindex]');
      const masked = () => getComputedStyle(box).maskImage !== 'none';
      const fades = [masked()];
      box.scrollLeft = box.scrollWidth;
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
      fades.push(masked());
      return fades;
    }
"""


def test_no_figure_is_cut_into_a_smaller_one(browser: Browser, address: str) -> None:
    """What stands at the edge of a table that goes on is faint, not 25 of 250,000."""
    with visiting(browser, viewport={"width": 320, "height": 800}) as visit:
        visit.page.goto(f"{address}es/figures.html")
        assert visit.page.evaluate(_FADES) == [True, False]
