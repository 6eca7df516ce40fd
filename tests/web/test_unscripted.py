"""HTML for what runs no script."""

from __future__ import annotations

import pytest
from lxml import etree, html

from editions.web.unscripted import contain, end_tags, remove, settle, unwrap

XHTML = "http://www.w3.org/1999/xhtml"


def settled(source: str) -> str:
    root = html.fragment_fromstring(source, create_parent="x")
    settle(root, lambda address: address if address == "a.svg" else "")
    text = html.tostring(root, encoding="unicode")
    return str(text).removeprefix("<x>").removesuffix("</x>")


LINK = '<a class="reference external player" href="{}">{}</a>'
SETTLED = {
    "script": ("a<script>b</script>c", "ac"),
    "no script": ("a<noscript><b>b</b></noscript>c", "a<b>b</b>c"),
    "box that is ticked": ('<input type="checkbox" checked> a', "[x]  a"),
    "box that is not": ("<input type=checkbox>a", "[ ] a"),
    "field": ("a<input name=q>b", "ab"),
    "details": (
        "<details open><summary>a</summary>b</details>",
        '<div class="details"><p class="summary">a</p>b</div>',
    ),
    "label of clicks alone": (
        "<details><summary><span class='collapsed'>Show</span><span class='expanded'>Hide</span>"
        "</summary>b</details>",
        '<div class="details">b</div>',
    ),
    "button": ("<button onclick='x()'><i>a</i>b</button>c", "<i>a</i>bc"),
    "handler": ('<p onclick="x()" class="k">a</p>', '<p class="k">a</p>'),
    "hidden": ("<p hidden>a</p>", "<p>a</p>"),
    "film": (
        '<video title="T"><source src="https://e.org/v.mp4">x</video>y',
        LINK.format("https://e.org/v.mp4", "T") + "y",
    ),
    "film at home": ('<video src="v/film.mp4"></video>y', "film.mp4y"),
    "player": (
        '<iframe src="https://www.youtube-nocookie.com/embed/ab-c?start=1"></iframe>',
        LINK.format("https://www.youtube.com/watch?v=ab-c", "https://www.youtube.com/watch?v=ab-c"),
    ),
    "player without a scheme": (
        '<iframe src="//player.vimeo.com/video/12?x"></iframe>',
        LINK.format("https://vimeo.com/12", "https://vimeo.com/12"),
    ),
    "address of a script": ('<iframe src="javascript:x()" title="T"></iframe>', "T"),
    "drawing": (
        '<object data="a.svg" type="image/svg+xml"><p>W w</p></object>b',
        '<img src="a.svg" alt="W w">b',
    ),
    "drawing that is not there": ('<object data="b.svg" type="image/svg+xml">W</object>', "W"),
    "tabs of buttons": (
        '<div role="tablist"><button role="tab" aria-controls="p1" id="t1">One</button>'
        '<button role="tab" aria-controls="p2">Two</button></div>'
        '<div id="p1" role="tabpanel" hidden>1</div><div id="p2" role="tabpanel">2</div>',
        '<p class="tab-name" id="t1">One</p><div id="p1" class="tab-text">1</div>'
        '<p class="tab-name">Two</p><div id="p2" class="tab-text">2</div>',
    ),
    "tabs of labels": (
        '<div><input type="radio" checked><label for="x">One</label><div class="c">1</div>'
        '<input type="radio"><label>Two</label><div class="c">2</div></div>',
        '<div class="tabs"><p class="tab-name">One</p><div class="tab-text">1</div>'
        '<p class="tab-name">Two</p><div class="tab-text">2</div></div>',
    ),
    "what is right": (
        '<p class="a">b <a href="c">d</a></p>',
        '<p class="a">b <a href="c">d</a></p>',
    ),
}


@pytest.mark.parametrize(("before", "after"), SETTLED.values(), ids=SETTLED)
def test_settled(before: str, after: str) -> None:
    assert settled(before) == after


def test_tags_have_a_namespace() -> None:
    root = etree.fromstring(
        f"<x xmlns='{XHTML}'>a<button>b</button><details><summary>c</summary></details></x>"
    )
    settle(root, lambda _address: "", f"{{{XHTML}}}")
    assert [child.tag for child in root.iter()] == [f"{{{XHTML}}}{n}" for n in ("x", "div", "p")]
    assert root.text == "ab"


@pytest.mark.parametrize(
    ("source", "removed", "unwrapped"),
    [
        ("<x>a<i>b</i>c</x>", "<x>ac</x>", "<x>abc</x>"),
        ("<x><b>a</b><i>b<u>c</u>d</i>e</x>", "<x><b>a</b>e</x>", "<x><b>a</b>b<u>c</u>de</x>"),
        ("<x><i></i></x>", "<x></x>", "<x></x>"),
    ],
)
def test_what_follows_stays(source: str, removed: str, unwrapped: str) -> None:
    for change, after in ((remove, removed), (unwrap, unwrapped)):
        root = html.fragment_fromstring(source)
        (element,) = root.iter("i")
        change(element)
        assert html.tostring(root, encoding="unicode") == after
        change(root)  # stands in nothing


@pytest.mark.parametrize(
    ("source", "ends"),
    [("<div><b>a", "</b></div>"), ("<p>a<br><img>", "</p>"), ("<i>a</i></u>", ""), ("a", "")],
)
def test_ends_of_what_is_open(source: str, ends: str) -> None:
    assert end_tags(source) == ends


@pytest.mark.parametrize(
    ("source", "contained"),
    [
        ("<p>a</p>", "<p>a</p>"),
        ("<div><b>a", "<div><b>a"),
        ("</div>", "</div>"),
        ("a<!-- b --> c", "a<!-- b --> c"),
        ("a<!-- b --> c <!-- d", "a<!-- b --> c "),
        ("<textarea>a", "<textarea>a</textarea>"),
        ("<Style>a", "<Style>a</style>"),
        ("<script>a</script>", "<script>a</script>"),
        ("a<a href='b", "a"),
        ("a < b", "a < b"),
        ("<!DOCTYPE html><html><body class='c'>a</body></html>b", "ab"),
    ],
)
def test_raw_html_takes_in_nothing_of_the_page(source: str, contained: str) -> None:
    assert contain(source) == contained
