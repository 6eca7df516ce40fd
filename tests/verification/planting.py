"""Plant single defects in the pages of a good site, as values; nothing on disk changes."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import html
from lxml.html import HtmlElement

from editions.findings import Finding
from editions.verification.facts import Page
from editions.verification.pages import read_page
from editions.verification.site import BuiltSite
from editions.verification.verifying import verify_site
from tests.reading import select


def narrow(good: BuiltSite, name: str, changed: dict[str, Page | None]) -> BuiltSite:
    """Return the pages called *name* of all editions and pairs, some of them *changed*."""
    found = BuiltSite(good.root, good.languages, {}, {n: ["html"] for n in good.pairs})
    found.__dict__ |= {"base": good.base, "identities": good.identities}
    found.printed_pages = good.printed_pages
    pages = {path: page for path, page in good.pages.items() if page.name == name}
    for path, page in changed.items():
        if page is None:
            del pages[path]
        else:
            pages[path] = page
    found.__dict__["pages"] = pages
    return found


def plant(
    good: BuiltSite, folder: str, name: str, change: Callable[[HtmlElement], object]
) -> tuple[Finding, ...]:
    """Return what is found once one page has been changed."""
    path = good.root / folder / name
    root = html.document_fromstring(
        path.read_bytes(), html.HTMLParser(encoding="utf-8", huge_tree=True)
    )
    change(root)
    data = html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
    assert isinstance(data, bytes)
    page = read_page(data, f"{folder}/{name}", name)
    return verify_site(narrow(good, name, {f"{folder}/{name}": page}))


def replace(
    xpath: str, old: str, new: str | Callable[[re.Match[str]], str]
) -> Callable[[HtmlElement], None]:
    """Return what changes the first *old*, a regular expression, in the first such element."""

    def change(root: HtmlElement) -> None:
        for element in select(root, xpath):
            for item in element.iter():
                for attribute in ("text", "tail"):
                    words = getattr(item, attribute) or ""
                    if item is element and attribute == "tail":
                        continue
                    if re.search(old, words):
                        setattr(item, attribute, re.sub(old, new, words, count=1))
                        return
        raise AssertionError(f"{old} is not there")

    return change


def drop(xpath: str) -> Callable[[HtmlElement], None]:
    def change(root: HtmlElement) -> None:
        select(root, xpath)[0].drop_tree()

    return change


def swap(xpath: str) -> Callable[[HtmlElement], None]:
    """Return what exchanges the first two such elements."""

    def change(root: HtmlElement) -> None:
        first, second = select(root, xpath)[:2]
        mark = html.Element("span")
        first.getparent().replace(first, mark)
        second.getparent().replace(second, first)
        mark.getparent().replace(mark, second)

    return change


def put(xpath: str, attribute: str, value: str | None) -> Callable[[HtmlElement], None]:
    def change(root: HtmlElement) -> None:
        element = select(root, xpath)[0]
        if value is None:
            del element.attrib[attribute]
        else:
            element.set(attribute, value)

    return change


def retag(xpath: str, tag: str) -> Callable[[HtmlElement], None]:
    def change(root: HtmlElement) -> None:
        select(root, xpath)[0].tag = tag

    return change


def add(xpath: str, markup: str) -> Callable[[HtmlElement], None]:
    def change(root: HtmlElement) -> None:
        select(root, xpath)[0].addnext(html.fragment_fromstring(markup))

    return change


def retext(xpath: str, words: str) -> Callable[[HtmlElement], None]:
    """Return what leaves nothing but *words* in the first such element."""

    def change(root: HtmlElement) -> None:
        element = select(root, xpath)[0]
        for child in element:
            element.remove(child)
        element.text = words

    return change
