"""Pages that Sphinx has written become content documents."""

from __future__ import annotations

import pytest
from lxml import etree

from editions.epub.book import Accessibility
from editions.epub.pages import (
    Draft,
    drop_lists_of_documents,
    drop_lost_pictures,
    find_accessibility,
    finish,
    gather_resources,
    read_draft,
    unlink_lost,
)
from editions.findings import FindingsError


def draft(body: str, name: str = "a/page.xhtml", head: str = "") -> Draft:
    page = (
        f"<html xmlns='http://www.w3.org/1999/xhtml' lang='fr'><head>{head}</head>"
        f"<body>{body}</body></html>"
    )
    return read_draft(name, page.encode(), "a/page.rst")


def body(made: Draft) -> str:
    text = etree.tostring(made.root[1], encoding="unicode")
    return text.replace(' xmlns="http://www.w3.org/1999/xhtml"', "").removeprefix("<body>")[:-7]


CLEANED = {
    "script": ("a<script>x</script>b", "ab"),
    "after an element": ("<i>a</i><script>x</script>b", "<i>a</i>b"),
    "script in a form": ("<form><script>x</script></form>b", "b"),
    "comment": ("a<!-- x -->b", "ab"),
    "picture elsewhere": ("a<img src='https://x.org/y.png' alt='b'/>c", "abc"),
    "checksum": ("<img src='../y.png?v=1' alt=''/>", '<img src="../y.png" alt=""/>'),
    "role given up": ("<div role='doc-biblioentry'>a</div>", "<div>a</div>"),
    "role": ("<aside role='doc-footnote'>a</aside>", '<aside role="doc-footnote">a</aside>'),
}


@pytest.mark.parametrize(("before", "after"), CLEANED.values(), ids=CLEANED)
def test_pages_are_cleaned(before: str, after: str) -> None:
    assert body(draft(before)) == after


def test_code_runs_from_left_to_right_in_every_language() -> None:
    source = "<p>a <code>b(1)</code> <span class='link-target'>[c]</span></p>"
    page = (
        f"<html xmlns='http://www.w3.org/1999/xhtml' dir='{{}}'><head/><body>{source}</body></html>"
    )
    for direction, count in (("rtl", 2), ("ltr", 0)):
        made = read_draft("a.xhtml", page.format(direction).encode(), "a.rst")
        assert body(made).count('dir="ltr"') == count


def test_resources_are_named_from_the_package() -> None:
    made = draft(
        "<img src='../_images/a%20b.png' alt=''/>",
        head="<link rel='stylesheet' href='../s.css?v=2'/><link rel='next' href='b.xhtml'/>",
    )
    assert set(made.resources) == {"_images/a b.png", "s.css"}
    assert len(made.root[0]) == 1


def test_page_that_is_no_xml_is_repaired_and_named() -> None:
    made = draft("<p>a<br><b>b</p></i>")
    assert "<b> has no end; </i> has no beginning" in made.flaw
    assert "raw HTML" in made.flaw
    assert body(made) == "<p>a<br/><b>b</b></p>"


@pytest.mark.parametrize("page", ["<p>a<br/>b</p>", "<p>a<br>b</p>", "<ul><li>a<li>b</ul>"])
def test_html_that_is_right_has_no_flaw(page: str) -> None:
    assert draft(page).flaw == ""


def test_page_that_cannot_be_made_xml_is_an_error() -> None:
    with pytest.raises(FindingsError, match=r"^a/page\.rst: .*raw HTML"):
        draft("<p>a</html>b</p>")


def test_links_that_lead_nowhere_become_text() -> None:
    pages = {
        "a/page.xhtml": draft(
            "<a href='../b.xhtml#x'>1</a><a href='../b.xhtml#y'>2</a><a href='#z' class='c'>3</a>"
            "<a href='../data.csv'>4</a><a href='https://example.org/#y'>5</a><a id='z2'>6</a>"
            "<a href='mailto:a@example.org'>7</a><a href=''>8</a>"
        ),
        "b.xhtml": draft("<p id='x'>x</p>", "b.xhtml"),
    }
    assert unlink_lost(pages) == [
        ("a/page.xhtml", "../b.xhtml#y"),
        ("a/page.xhtml", "#z"),
        ("a/page.xhtml", "../data.csv"),
    ]
    assert '<span class="c">3</span>' in body(pages["a/page.xhtml"])
    assert unlink_lost(pages) == []


def test_first_page_loses_its_lists_of_documents() -> None:
    made = draft("<p>a</p><div class='toctree-wrapper compound'><ul/></div><p>b</p>")
    drop_lists_of_documents(made)
    assert body(made) == "<p>a</p><p>b</p>"


def test_pictures_that_are_not_in_the_package_are_words() -> None:
    made = draft("<p>a<img src='x.png' alt='X'/>b<img src='../y%20z.png' alt='Y'/>c</p>")
    drop_lost_pictures(made, {"y z.png"}.__contains__)
    assert body(made) == '<p>aXb<img src="../y%20z.png" alt="Y"/>c</p>'


def test_finished_page() -> None:
    math = "<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math>"
    page = finish(draft(f"<div class='bibliography notranslate'>{math}</div>"))
    assert page.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html>")
    assert b'xml:lang="fr"' in page.content
    assert b'type="bibliography"' in page.content
    assert page.properties == ("mathml",)


FOUND = {
    "nothing": ("<p/>", Accessibility()),
    "described": ("<img src='a.png' alt='A'/>", Accessibility(pictures=True)),
    "decoration": ("<img src='a.png' alt=''/>", Accessibility(pictures=True)),
    "name of the file": (
        "<img src='_images/a.png' alt='pictures/a.png'/>",
        Accessibility(pictures=True, described=False),
    ),
    "none": ("<img src='a.png'/>", Accessibility(pictures=True, described=False)),
}


@pytest.mark.parametrize(("content", "expected"), FOUND.values(), ids=FOUND)
def test_accessibility(content: str, expected: Accessibility) -> None:
    assert find_accessibility({"a": draft(content)}) == expected


def test_resources_of_resources() -> None:
    files = {"a.css": b"b.css", "b.css": b"a.css", "c.png": b""}
    found = gather_resources(
        iter(["a.css", "gone.css"]), files.get, lambda _name, data: {data.decode()} - {""}
    )
    assert found == {"a.css": b"b.css", "b.css": b"a.css"}
