"""HTML becomes well-formed XML."""

from __future__ import annotations

import pytest
from lxml import etree

from editions.epub.repair import well_formed

REPAIRED = {
    "element that holds nothing": ("<p>a<br>b<hr>c</p>", "<p>a<br/>b</p><hr/>c"),
    "value without quotes": ("<p class=x hidden>a</p>", '<p class="x" hidden="hidden">a</p>'),
    "capitals": ("<P>a<BR>b</P>", "<p>a<br/>b</p>"),
    "ampersands": ("<p>a & b &x AT&T</p>", "<p>a &amp; b &amp;x AT&amp;T</p>"),
    "entities": ("<p>&nbsp;&copy;&#233;&lt;</p>", "<p>\xa0©é&lt;</p>"),
    "address": ("<a href='?a=1&b=2'>a</a>", '<a href="?a=1&amp;b=2">a</a>'),
    "left open": ("<p>a<p>b", "<p>a</p><p>b</p>"),
    "items": ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
    "cells": (
        "<table><tr><td>a<td>b<tr><th>c</table>",
        "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>",
    ),
    "terms": ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
    "in the wrong order": ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b>c"),
    "end of nothing": ("a</div>b", "ab"),
    "script": ("<script>a < b && c</script>", "<script>a &lt; b &amp;&amp; c</script>"),
    "attributes of programs": ('<p @click="a" v-on:b="c" data-x="d">a</p>', '<p data-x="d">a</p>'),
    "twice": ("<p id=a id=b>a</p>", '<p id="a">a</p>'),
    "drawing": (
        '<SVG viewBox="0 0 1 1"><linearGradient x1=0 /></SVG>',
        '<svg viewBox="0 0 1 1"><linearGradient x1="0"/></svg>',
    ),
    "character that XML has not": ("a\x0bb&#11;", "ab"),
    "comparison": ("<p>1 < 2</p>", "<p>1 &lt; 2</p>"),
    "right": ('<p class="a">b<br/><em>c</em></p>', '<p class="a">b<br/><em>c</em></p>'),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), REPAIRED.values(), ids=REPAIRED)
def test_repaired(before: str, after: str) -> None:
    assert well_formed(before).content == after
    etree.fromstring(f"<x>{after}</x>")


@pytest.mark.parametrize(
    ("page", "faults"),
    [
        ("<div><b>a</div>", ("<b> has no end",)),
        ("a</i></i>", ("</i> has no beginning",)),
        ("<p>a<br>b<ul><li>c<li>d</ul></p>", ()),
        ("<div><script>if (a <b> c) d = '<u>' + '</i>';</script></div>", ()),
    ],
)
def test_faults_are_those_of_html(page: str, faults: tuple[str, ...]) -> None:
    assert well_formed(page).faults == faults


def test_namespaces_and_doctype_stay() -> None:
    page = (
        "<?xml version='1.0'?><!DOCTYPE html><html xmlns:epub='http://www.idpf.org/2007/ops'>"
        "<p epub:type='x'>a<br></p></html>"
    )
    root = etree.fromstring(well_formed(page).content.encode())
    assert root[0].get("{http://www.idpf.org/2007/ops}type") == "x"
