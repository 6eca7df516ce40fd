"""What is found on a page, and where it leads."""

from __future__ import annotations

import pytest

from editions.search.passages import SearchedPage, read_page


def page(main: str) -> SearchedPage:
    found = read_page(f"<html><body><main>{main}</main></body></html>".encode(), "x.html")
    assert found is not None
    return found


def passages(main: str) -> list[tuple[str, str]]:
    parts = page(f"<section id=s><h1>Title</h1>{main}</section>").parts
    return [(passage.target, passage.text) for part in parts for passage in part.passages]


PASSAGES = {
    "paragraph": ("<p id=p>One\n  <em>two</em></p>", [("p", "One two")]),
    "without an id": ("<p>One</p>", [("s", "One")]),
    "id inside": ("<p><span id=ref></span>One</p>", [("ref", "One")]),
    "its own id first": ("<p id=p><span id=ref></span>One</p>", [("p", "One")]),
    "text around a block": ("a<p id=p>b</p>c", [("s", "a"), ("p", "b"), ("s", "c")]),
    "list": ("<ul><li id=i>a<ul><li>b</li></ul></li></ul>", [("i", "a"), ("i", "b")]),
    "definition": ("<dl><dt id=t>a</dt><dd><p>b</p></dd></dl>", [("t", "a"), ("s", "b")]),
    "verse": (
        "<div class=line-block><div class=line>a</div><div class=line>b</div></div>",
        [("s", "a · b")],
    ),
    "break": ("<p>a<br>b</p>", [("s", "a b")]),
    "picture": ("<p>a<img alt=b>c</p>", [("s", "a b c")]),
    "no-break space": ("<p>1&nbsp;457</p>", [("s", "1\u00a0457")]),
    "marks alone": ("<p>———</p>", []),
    "links of the page": (
        "<p>a<a class=headerlink>¶</a></p><nav>b</nav><div class=toctree-wrapper><p>c</p></div>"
        "<p class='data-pointer'>d</p><p hidden>e</p><span aria-hidden=true>f</span>",
        [("s", "a")],
    ),
    "comment": ("<p>a<!-- b -->c</p>", [("s", "ac")]),
    "script": ("<p>a</p><script>b</script><style>c</style>", [("s", "a")]),
}


@pytest.mark.parametrize(("main", "expected"), PASSAGES.values(), ids=PASSAGES)
def test_passages(main: str, expected: list[tuple[str, str]]) -> None:
    assert passages(main) == expected


def test_sections_and_tables_are_parts() -> None:
    found = page(
        "<section id=a><h1>A</h1><p>one</p>"
        "<table id=t><caption>T</caption><tr><th>x</th><td><p>1</p></td></tr></table>"
        "<p>two</p>"
        "<section id=b><h2>B <em>c</em></h2><p>three</p></section>"
        "<p>four</p></section>"
    )
    assert (found.address, found.title) == ("x.html", "A")
    assert [
        (part.target, part.title, [passage.text for passage in part.passages])
        for part in found.parts
    ] == [
        ("a", "A", ["one", "two", "four"]),
        ("t", "T", ["x · 1"]),
        ("b", "B c", ["three"]),
    ]


@pytest.mark.parametrize(
    "content", ["<p>a</p>", "<main><p>a</p></main>", "<main><h1> </h1></main>"]
)
def test_page_without_a_heading_holds_nothing(content: str) -> None:
    assert read_page(content.encode(), "x.html") is None


def test_main_part_of_another_theme() -> None:
    found = read_page("<div role=main><h1>É</h1></div>".encode(), "x.html")
    assert found is not None
    assert found.title == "É"
