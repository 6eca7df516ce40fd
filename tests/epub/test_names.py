"""Names in a package that every system can take, and links that follow them."""

from __future__ import annotations

from lxml import etree

from editions.epub.names import portable_names, rename_address, rename_links
from editions.epub.pages import Draft


def test_names_that_every_system_can_take_stay() -> None:
    assert portable_names(["a.xhtml", "_static/A-1_b.css", "deep/x.y.png"]) == {}


def test_others_become_plain_and_none_are_the_same() -> None:
    renamed = portable_names(
        ["été.xhtml", "ete.xhtml", "a b.png", "a+b.png", "A-b.png", "北/東.svg"]
    )
    assert renamed["été.xhtml"] == "ete-2.xhtml"
    assert renamed["北/東.svg"] == "-/-.svg"
    assert sorted([renamed["a b.png"], renamed["a+b.png"]]) == ["a-b-2.png", "a-b-3.png"]


def test_names_that_differ_by_case_alone_are_told_apart() -> None:
    renamed = portable_names(
        ["Shore.xhtml", "shore.xhtml", "shore-2.xhtml", "SHORE.xhtml", "b.png"]
    )
    assert renamed == {"Shore.xhtml": "Shore-3.xhtml", "shore.xhtml": "shore-4.xhtml"}


def test_an_address_leads_to_the_new_name() -> None:
    renamed = {"a b.xhtml": "a-b.xhtml"}
    assert rename_address("a%20b.xhtml#c%20d", renamed) == "a-b.xhtml#c%20d"
    assert rename_address("c.xhtml#d", renamed) == "c.xhtml#d"


def test_links_and_pictures_of_a_page_follow() -> None:
    text = (
        '<body xmlns="http://www.w3.org/1999/xhtml"><a href="../c.xhtml#d">c</a><a href="#e">e</a>'
        '<a href="b%20c.xhtml#f">f</a><a href="https://example.org/a b">g</a><img src="p%25.png"/>'
        "</body>"
    )
    draft = Draft("été/a.xhtml", etree.fromstring(text), ())
    renamed = {
        "été/a.xhtml": "ete/a.xhtml",
        "été/b c.xhtml": "ete/b-c.xhtml",
        "été/p%.png": "ete/p-.png",
    }
    moved = rename_links(draft, renamed)
    assert moved.name == "ete/a.xhtml"
    addresses = [element.get("href") or element.get("src") for element in moved.root]
    assert addresses == [
        "../c.xhtml#d",
        "#e",
        "b-c.xhtml#f",
        "https://example.org/a b",
        "p-.png",
    ]
