"""What is heard: Chromium's accessibility tree says what the pages say, in their order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Browser, Page

from tests.browser import visiting
from tests.reading import one, read_page, select
from tests.site.pages import CODES

#: One page of each kind in each language, and two side by side.
NAMES = ("economy", "figures", "bibliography", "index", "about")
PAGES = [f"{code}/{name}.html" for code in CODES for name in NAMES]
PAGES += [f"{pair}/{name}.html" for pair in ("en-es", "fr-en") for name in NAMES]
OTHERS = ["index.html?choose", "404.html", *(f"{code}/downloads.html" for code in CODES)]

#: Roles that are compared: by their names, by the text in them, or as they stand.
_NAMED = {"heading", "table", "link"}
_WORDED = {"paragraph", "columnheader", "rowheader", "cell"}
_PLAIN = {"list", "listitem"}
_TAGS = {"p": "paragraph", "a": "link", "ul": "list", "ol": "list", "li": "listitem"}
_TAGS |= {"th": "", "td": "cell"}
_TAGS |= {f"h{level}": "heading" for level in range(1, 7)} | {"table": "table"}


#: What is not of the text, and lines in a cell, which are heard as its text.
_APART = "ancestor-or-self::*[@data-furniture] | self::p[ancestor::td or ancestor::th]"
_ONLY_TEXT = "() => document.querySelectorAll('[data-furniture]').forEach(e => e.remove())"


class Tree:
    """The accessibility tree of a page."""

    def __init__(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Accessibility.enable")
        found = session.send("Accessibility.getFullAXTree")["nodes"]
        self.nodes: dict[str, dict[str, Any]] = {node["nodeId"]: node for node in found}
        self.root = found[0]["nodeId"]
        session.detach()

    def walk(self, name: str | None = None) -> Iterator[dict[str, Any]]:
        """Yield the nodes in their order, those left out that nobody hears."""
        node = self.nodes[name or self.root]
        if not node.get("ignored"):
            yield node
        for child in node.get("childIds", ()):
            if child in self.nodes:
                yield from self.walk(child)

    def text(self, name: str) -> str:
        """Return what is heard of the text in a node."""
        node = self.nodes[name]
        if role(node) == "StaticText" and not node.get("ignored"):
            return said(node)
        if role(node) == "link" and re.match(r"Link to|Enlace a|Lien vers", said(node)):
            return ""
        return "".join(
            self.text(child) for child in node.get("childIds", ()) if child in self.nodes
        )


def role(node: dict[str, Any]) -> str:
    return str(node["role"]["value"]) if "role" in node else ""


def said(node: dict[str, Any], field: str = "name") -> str:
    return str(node.get(field, {}).get("value", ""))


def address_of(node: dict[str, Any]) -> str:
    values = {item["name"]: item["value"].get("value") for item in node.get("properties", ())}
    return str(values.get("url"))


def folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


def heard(tree: Tree) -> list[tuple[str, str]]:
    """Return the roles of the main part of a page, each with its name or its text."""
    (main,) = (node for node in tree.walk() if role(node) == "main")
    found = []
    inside: set[str] = set()  # what stands in cells
    for node in tree.walk(main["nodeId"]):
        kind, key = role(node), node["nodeId"]
        if kind in _WORDED - {"paragraph"}:
            inside.update(below["nodeId"] for below in tree.walk(key))
        if kind in _NAMED:
            found.append((kind, folded(said(node))))
        elif kind in _WORDED and not (kind == "paragraph" and key in inside):
            found.append((kind, folded(tree.text(key))))
        elif kind in _PLAIN:
            found.append((kind, ""))
    return found


def shown(page: HtmlElement) -> list[tuple[str, str]]:
    """Return the same, as the document has it."""
    found = []
    for element in one(page, "//main").iter(*_TAGS):
        if select(element, _APART) or is_not_displayed(element):
            continue
        scope = {"col": "columnheader", "row": "rowheader"}.get(element.get("scope", ""), "")
        kind = _TAGS[str(element.tag)] or scope
        if kind in ("list", "listitem"):
            found.append((kind, ""))
        elif kind == "table":
            captions = select(element, "./caption")
            found.append((kind, folded("".join(map(spoken, captions)))))
        else:
            found.append((kind, folded(element.get("aria-label") or spoken(element))))
    return found


def is_not_displayed(element: HtmlElement) -> bool:
    """Tell whether the style sheet shows nothing of *element*, which stands once for two."""
    second = "ancestor-or-self::*[contains(concat(' ', @class, ' '), ' second ')]"
    return element.get("class") == "headerlink" and bool(select(element, second))


def spoken(element: HtmlElement) -> str:
    """Return the text of an element without signs for the eye alone and links to itself."""
    pieces = [element.text or ""]
    for child in element:
        silent = (
            not isinstance(child.tag, str)  # a comment
            or child.get("aria-hidden") == "true"
            or child.get("class") == "headerlink"
        )
        pieces += ["" if silent else spoken(child), child.tail or ""]
    return "".join(pieces)


def check_links(tree: Tree, name: str) -> list[tuple[str, ...]]:
    """Return links without a name, and names of several targets."""
    targets = defaultdict(set)
    wrong: list[tuple[str, ...]] = []
    for node in tree.walk():
        if role(node) == "link":
            targets[said(node)].add(address_of(node))
        if said(node) and said(node) == said(node, "description"):
            wrong.append((name, "said twice", said(node)))
    wrong += [(name, "no name", address) for address in targets.pop("", ())]
    return wrong + [(name, link, *urls) for link, urls in targets.items() if len(urls) > 1]


def test_pages_are_heard_as_they_are_written(browser: Browser, address: str, site: Path) -> None:
    wrong = []
    with visiting(browser, reduced_motion="reduce") as visit:
        for name in PAGES:
            visit.page.goto(address + name)
            wrong += check_links(Tree(visit.page), name)
            visit.page.evaluate(_ONLY_TEXT)
            assert heard(Tree(visit.page)) == shown(read_page(site / name)), name
        for name in OTHERS:
            visit.page.goto(address + name)
            wrong += check_links(Tree(visit.page), name)
    assert wrong == []


def test_faults_are_noticed(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(
        "<!DOCTYPE html><html lang=en><title>x</title><main><h1>A<a href='#'>sign</a></h1>"
        "<p>One<a href='a'>more</a> <a href='b'>more</a><a href='c'></a></main>",
        encoding="utf-8",
    )
    with visiting(browser) as visit:
        visit.page.goto(path.as_uri())
        tree = Tree(visit.page)
        found = heard(tree)
        assert found[:3] == [("heading", "Asign"), ("link", "sign"), ("paragraph", "Onemoremore")]
        wrong = check_links(tree, "index")
        assert [fault[1] for fault in wrong] == ["no name", "more"]


#: The state of the button for light and dark, as it is said when it changes.
STATES = {
    "en": ["Appearance: light", "Appearance: dark"],
    "es": ["Apariencia: clara", "Apariencia: oscura"],
    "fr": ["Apparence\u00a0: claire", "Apparence\u00a0: sombre"],
}


@pytest.mark.parametrize("code", CODES)
def test_the_button_for_light_and_dark_says_what_it_has_done(
    browser: Browser, address: str, code: str
) -> None:
    with visiting(browser, forced_colors="active") as visit:
        page = visit.page
        page.goto(f"{address}{code}/economy.html")
        button = page.locator("button.scheme")
        for state in STATES[code]:
            button.press("Enter")
            (node,) = (n for n in Tree(page).walk() if role(n) == "status")
            assert page.locator("header [role='status']").text_content() == state
            assert said(button_of(page)) == state
            assert said(button_of(page), "description") == ""
            assert role(node) == "status"
        # In forced colours, its sign is drawn in the colour of the text of buttons.
        border = "e => getComputedStyle(e, '::before').borderTopColor"
        paper = "e => getComputedStyle(e).backgroundColor"
        assert button.evaluate(border) != button.evaluate(paper)


def button_of(page: Page) -> dict[str, Any]:
    """Return the node of the button for light and dark."""
    words = "Appearance|Apariencia|Apparence"
    return next(
        node for node in Tree(page).walk() if role(node) == "button" and re.match(words, said(node))
    )


@pytest.mark.parametrize("name", ["en/economy.html", "es-fr/economy.html"])
def test_the_contents_say_where_the_reader_is(browser: Browser, address: str, name: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto(address + name)
        current = visit.page.locator("nav.contents [aria-current='page']")
        assert current.count() == 1
        assert current.evaluate("e => new URL(e.href).pathname === location.pathname")
