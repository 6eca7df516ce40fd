"""The content model of HTML."""

from __future__ import annotations

import pytest
from lxml import etree, html

from editions.web.content import SVG, XHTML, conform, nest


def conformed(source: str) -> str:
    root = etree.fromstring(f"<html xmlns='{XHTML}'><head/><body>{source}</body></html>")
    conform(root)
    text = etree.tostring(root[1], encoding="unicode")
    return text.replace(f' xmlns="{XHTML}"', "").removeprefix("<body>").removesuffix("</body>")


CONFORMED = {
    "block in a paragraph": ("<p>a<div>b</div>c</p>", "<div>a<div>b</div>c</div>"),
    "block in a line": ("<p><em>a<p>b</p></em></p>", "<div><div>a<p>b</p></div></div>"),
    "block in a link": (
        "<p><a href='#x'><div>b</div></a></p>",
        '<div><a href="#x"><div>b</div></a></div>',
    ),
    "block in a heading": ("<h2>a<p>b</p></h2>", "<h2>a<span>b</span></h2>"),
    "link in a link": ("<a href='a'>b<a href='c'>d</a></a>", '<a href="a">bd</a>'),
    "id twice": ("<p id='a'>b</p><p id='a'>c</p>", '<p id="a">b</p><p>c</p>'),
    "id with a space": ("<p id='a b'>c</p>", "<p>c</p>"),
    "reference to no id": (
        "<p aria-describedby='x y' id='y'>c</p>",
        '<p aria-describedby="y" id="y">c</p>',
    ),
    "looks": ("<p align='Center'>a</p>", '<p style="text-align: center">a</p>'),
    "size": (
        "<img src='a' alt='' width='50%' height='3'/>",
        '<img src="a" alt="" height="3" style="width: 50%"/>',
    ),
    "size of a cell": (
        "<table><tr><td width='30'>a</td></tr></table>",
        '<table><tr><td style="width: 30px">a</td></tr></table>',
    ),
    "style and looks": (
        "<p style='color: red;' align='left'>a</p>",
        '<p style="color: red; text-align: left">a</p>',
    ),
    "size that is none": ("<img src='a' width='expression(1)'/>", '<img src="a"/>'),
    "attribute of nobody": (
        "<p foo='a' data-x='b' aria-label='c'>d</p>",
        '<p data-x="b" aria-label="c">d</p>',
    ),
    "element of nobody": ("<my-own>a<b>b</b></my-own>c", "a<b>b</b>c"),
    "element of yesterday": ("<acronym title='a'>b</acronym>", '<abbr title="a">b</abbr>'),
    "no item in a list": (
        "<ul>a<p>b</p>c<li>d</li></ul>",
        "<ul><li>a</li><li><p>b</p>c</li><li>d</li></ul>",
    ),
    "item in no list": ("<li value='2'>a</li>", "<div>a</div>"),
    "definition in no list": ("<dd>a</dd>", "<div>a</div>"),
    "cell in no table": ("<td colspan='2'>a</td>", "<div>a</div>"),
    "direction": ("<p dir='up'>a<b dir='rtl'>b</b></p>", '<p>a<b dir="rtl">b</b></p>'),
    "language": ("<p lang='a_b'>a<b lang='zh-Hans'>b</b></p>", '<p>a<b lang="zh-Hans">b</b></p>'),
    "number": (
        "<ol start='x'><li value='y'>a</li><li value='-2'>b</li></ol>",
        '<ol><li>a</li><li value="-2">b</li></ol>',
    ),
    "time": (
        "<time datetime='2026-11-28'>a</time><time datetime='x'>b</time><time>14:30</time>",
        '<time datetime="2026-11-28">a</time><span>b</span><time>14:30</time>',
    ),
    "term without a definition": ("<dl><dt>a</dt></dl>", "<dl><dt>a</dt><dd/></dl>"),
    "address without a host": ("<a href='https://a b.org/'>a</a>", "<a>a</a>"),
    "address with a wrong port": ("<a href='https://a.org:80a/'>a</a>", "<a>a</a>"),
    "address with a bracket": ("<a href='https://[a/'>a</a>", "<a>a</a>"),
    "style in the text": ("a<style>b</style>c", "ac"),
    "address of a file": (
        "<a href='file:///etc'>a</a><a href='file://$(x)'>b</a>",
        "<a>a</a><a>b</a>",
    ),
    "address that is none": ("<a href='http://[x'>a</a>", "<a>a</a>"),
    "address in the file": ("<a href='b.xhtml#c'>a</a>", '<a href="b.xhtml#c">a</a>'),
    "address with spaces": ("<a href=' a b|c%20 '>d</a>", '<a href="a%20b%7Cc%20">d</a>'),
}


@pytest.mark.parametrize(("before", "after"), CONFORMED.values(), ids=CONFORMED)
def test_conformed(before: str, after: str) -> None:
    assert conformed(before) == after
    assert conformed(after) == after


def test_drawing_is_one() -> None:
    root = etree.fromstring(
        f"<html xmlns='{XHTML}'><head/><body><svg foo='a'><g/></svg></body></html>"
    )
    conform(root)
    assert [element.tag for element in root[1].iter()][1:] == [f"{{{SVG}}}svg", f"{{{SVG}}}g"]


def test_html_without_a_namespace_is_nested() -> None:
    root = html.document_fromstring("<html><body><td>a</td><ul><p>b</p></ul></body></html>")
    root[0].append(html.fragment_fromstring("<li>c</li>"))
    nest(root)
    assert [element.tag for element in root[0].iter()][-1] == "div"
    assert [element.tag for element in root.iter("ul", "li", "p")] == ["ul", "li", "p"]
