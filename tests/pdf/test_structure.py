"""The tree of structure elements, without a PDF: elements in, nodes out."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from editions.pdf.structure import (
    LinkObject,
    MarkedContent,
    Node,
    StructureBuilder,
    is_decoration,
    link_text,
)


def build(markup: str, *, pages: int = 1) -> Node:
    """Return the structure of *markup*, each element's text being one run on every page."""
    root = fromstring(f"<html>{markup}</html>")  # noqa: S314  # written here
    builder = StructureBuilder(root, "en")
    numbers = iter(range(1000))

    def read(element: Element, page: int) -> None:
        if element.tag == "li" and not page and element.get("class") != "plain":
            builder.label(element).kids.append(MarkedContent(page, next(numbers)))
        if (element.text or "").strip() or element.tag == "img":
            builder.target(element).kids.append(MarkedContent(page, next(numbers)))
        for child in element:
            read(child, page)
            if (child.tail or "").strip():
                builder.target(element).kids.append(MarkedContent(page, next(numbers)))

    for page in range(pages):
        read(root, page)
    return builder.finish()


def shape(node: Node) -> str:
    """Return the roles below *node*; a dot is content."""
    kids = [
        "." if isinstance(kid, MarkedContent) else shape(kid)
        for kid in node.kids
        if not isinstance(kid, LinkObject)
    ]
    return f"{node.role}({' '.join(kids)})"


def inside(markup: str) -> str:
    """Return the shape of what *markup* becomes."""
    return " ".join(shape(kid) for kid in build(markup).nodes())


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a</p>", "P(.)"),
        ("<p>a <em>b</em> c</p>", "P(. . .)"),
        ("<div>a</div>", "Div(P(.))"),
        ("<div>a<p>b</p>c</div>", "Div(P(.) P(.) P(.))"),
        ("<p></p><div><p> </p></div>", ""),
        ("<pre>x = 1</pre>", "P(Code(.))"),
        ("<p><code>x</code></p>", "P(Code(.))"),
        ("<ul><li>a</li></ul>", "L(LI(Lbl(.) LBody(.)))"),
        ('<ul><li class="plain">a</li></ul>', "L(LI(LBody(.)))"),
        (
            "<ol><li>a<ul><li>b</li></ul></li></ol>",
            "L(LI(Lbl(.) LBody(. L(LI(Lbl(.) LBody(.))))))",
        ),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "L(LI(Lbl(.) LBody(.)))"),
        ("<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl>", "L(LI(Lbl(.) Lbl(.) LBody(.)))"),
        (
            "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>",
            "L(LI(Lbl(.) LBody(.)) LI(Lbl(.) LBody(.)))",
        ),
        (
            "<table><caption>c</caption><thead><tr><th>h</th></tr></thead>"
            "<tbody><tr><td>d</td></tr></tbody></table>",
            "Table(Caption(.) THead(TR(TH(.))) TBody(TR(TD(.))))",
        ),
        ("<table><tr><td></td><td>a</td></tr></table>", "Table(TR(TD() TD(.)))"),
        ("<table><tr><td/></tr><tr><td>a</td></tr></table>", "Table(TR(TD()) TR(TD(.)))"),
        ('<table role="presentation"><tr><td>a</td></tr></table>', "P(.)"),
        ('<figure><img alt="x"/><figcaption>c</figcaption></figure>', "Div(Figure(.) Caption(.))"),
        ('<blockquote><p>a</p><p class="attribution">b</p></blockquote>', "BlockQuote(P(.) P(.))"),
        ('<div class="line-block"><div class="line">a</div></div>', "Div(P(.))"),
        ('<p><span role="math" aria-label="x">x</span></p>', "P(Formula(.))"),
        ('<div role="math" aria-label="x">x</div>', "P(Formula(.))"),
        ('<p><a href="#x">a</a></p>', "P(Link(.))"),
        ('<p><a id="x">a</a></p>', "P(.)"),
        ('<nav role="doc-toc"><ul><li>a</li></ul></nav>', "Sect(TOC(TOCI(Lbl(.) .)))"),
        (
            '<div role="list"><div role="doc-biblioentry"><span class="label">a</span>'
            "<p>b</p></div></div>",
            "L(LI(Lbl(.) LBody(P(.))))",
        ),
    ],
)
def test_elements_become_roles(markup: str, expected: str) -> None:
    assert inside(markup) == expected


def test_what_crosses_pages_is_one_element() -> None:
    tree = build("<p>a</p><ul><li>b</li></ul>", pages=3)
    assert shape(tree) == "Document(P(. . .) L(LI(Lbl(.) LBody(. . .))))"
    assert [kid.page for kid in next(tree.nodes()).kids if isinstance(kid, MarkedContent)] == [
        0,
        1,
        2,
    ]


def test_note_stands_behind_its_first_reference() -> None:
    tree = build(
        '<p>a<a href="#n" role="doc-noteref">1</a>b</p>'
        '<p>c<a href="#n" role="doc-noteref">1</a></p>'
        '<aside><aside id="n" role="doc-footnote"><span class="label">1</span><p>d</p></aside>'
        "</aside>"
    )
    note = "Note(Lbl(.) P(.))"
    assert shape(tree) == f"Document(P(. Reference(Link(.)) {note} .) P(. Reference(Link(.))))"
    assert [node.id for node in tree.walk() if node.role == "Note"] == ["n"]


def test_note_without_reference_stays() -> None:
    assert inside('<p>a</p><aside role="doc-footnote" id="n"><p>b</p></aside>') == "P(.) Note(P(.))"


def test_entry_of_the_contents_refers_to_its_place() -> None:
    assert (
        inside('<nav role="doc-toc"><ol><li class="plain"><a href="#x">a</a></li></ol></nav>')
        == "Sect(TOC(TOCI(Reference(Link(.)))))"
    )


@pytest.mark.parametrize(
    ("markup", "langs"),
    [
        ('<p lang="en">a</p>', [None]),
        ('<p lang="fr">a</p>', ["fr"]),
        ('<p>a <em lang="fr">b <i lang="fr">c</i></em></p>', [None, "fr"]),
        ('<p lang="fr">a <em lang="en">b</em></p>', ["fr", "en"]),
    ],
)
def test_language_is_given_where_it_changes(markup: str, langs: list[str | None]) -> None:
    assert [node.lang for node in build(markup).walk()][1:] == langs


def test_cells_know_their_spans_and_scopes() -> None:
    tree = build(
        '<table><thead><tr><th colspan="2">a</th></tr></thead>'
        '<tbody><tr><th scope="row" rowspan="3">b</th><td>c</td></tr></tbody></table>'
    )
    cells = [node for node in tree.walk() if node.role in ("TH", "TD")]
    assert [(c.scope, c.colspan, c.rowspan) for c in cells] == [
        ("Column", 2, 1),
        ("Row", 1, 3),
        (None, 1, 1),
    ]


def test_texts_that_stand_for_something() -> None:
    tree = build(
        '<p><img alt="a cat"/><abbr title="North">N.</abbr>'
        '<span role="math" aria-label="x^2">x</span></p>'
    )
    found = {node.role: node for node in tree.walk()}
    assert found["Figure"].alt == "a cat"
    assert found["Span"].expansion == "North"
    assert found["Formula"].alt == "x^2"


def test_text_of_a_link_holds_the_texts_of_its_pictures() -> None:
    link = fromstring('<a href="x">see <b>the\n</b> <img alt="cat"/> here</a>')  # noqa: S314
    assert link_text(link) == "see the cat here"


def test_each_link_of_an_entry_has_one_reference_of_its_own() -> None:
    tree = build(
        '<nav role="doc-toc"><ol><li class="plain"><a href="#x">a</a><a href="#y">b</a></li></ol>'
        '</nav><p><a href="#n" role="doc-noteref">1</a><a href="#k" role="doc-biblioref">2</a></p>'
    )
    references = [node for node in tree.walk() if node.role == "Reference"]
    assert [[shape(kid) for kid in node.nodes()] for node in references] == [["Link(.)"]] * 4
    assert all(len(node.kids) == 1 for node in references)


def test_first_content_is_that_of_the_first_element_that_has_any() -> None:
    tree = build("<div><p>a</p><p>b</p></div>")
    assert tree.first_mark() == MarkedContent(0, 0)
    assert [node.first_mark() for node in tree.walk() if node.role == "P"] == [
        MarkedContent(0, 0),
        MarkedContent(0, 1),
    ]
    assert Node("P", [Node("Span")]).first_mark() is None


def test_note_without_an_id_is_numbered() -> None:
    tree = build(
        '<aside role="doc-footnote" id="n"><p>a</p></aside>'
        '<aside role="doc-footnote"><p>b</p></aside>'
    )
    assert [node.id for node in tree.walk() if node.role == "Note"] == ["n", "note-2"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p><abbr>N.</abbr></p>", "P(.)"),
        ('<p><span class="label">a</span></p>', "P(.)"),
        ('<p class="line">a</p>', "P(.)"),
        ('<p class="label">a</p>', "P(.)"),
        (
            '<aside role="doc-footnote" id="n"><span class="label">1</span><p>a</p></aside>',
            "Note(Lbl(.) P(.))",
        ),
        ('<table role="none"><tr><td>a</td></tr></table>', "P(.)"),
        ("<nav><ol><li>a</li></ol></nav>", "Sect(TOC(TOCI(Lbl(.) .)))"),
        ("<p><q>a</q></p>", "P(Quote(.))"),
        ("<table><tfoot><tr><td>a</td></tr></tfoot></table>", "Table(TFoot(TR(TD(.))))"),
        ("<div>a<em>b</em><p>c</p></div>", "Div(P(. .) P(.))"),
    ],
)
def test_roles_of_what_is_rare(markup: str, expected: str) -> None:
    assert inside(markup) == expected


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<a aria-label="the cat">see</a>', "the cat"),
        ("<a>see</a>", "see"),
        ('<a><img alt=""/>see</a>', "see"),
    ],
)
def test_what_a_link_says(markup: str, text: str) -> None:
    assert link_text(fromstring(markup)) == text  # noqa: S314  # written here


@pytest.mark.parametrize(
    ("markup", "decoration"),
    [('<img alt=""/>', True), ('<img alt="a"/>', False), ("<img/>", False), ('<p alt=""/>', False)],
)
def test_picture_without_a_text_says_nothing(markup: str, decoration: bool) -> None:
    assert is_decoration(fromstring(markup)) is decoration  # noqa: S314  # written here
