"""The tree of structure elements, without a PDF: elements in, nodes out."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from editions.pdf.structure import StructureBuilder
from editions.pdf.tree import LinkObject, MarkedContent, Node


def build(markup: str, *, pages: int = 1) -> Node:
    """Return the structure of *markup*, each element's text being one run on every page."""
    return read(markup, pages=pages).document


def read(markup: str, *, pages: int = 1, style: str = "disc") -> StructureBuilder:
    """Return what has built the structure of *markup*, with labels of *style*."""
    root = fromstring(f"<html>{markup}</html>")  # noqa: S314  # written here
    builder = StructureBuilder(root, "en")
    numbers = iter(range(1000))

    def walk(element: Element, page: int) -> None:
        if element.tag == "li" and not page and element.get("class") != "plain":
            builder.label(element, style).kids.append(MarkedContent(page, next(numbers)))
        if (element.text or "").strip() or element.tag == "img":
            builder.target(element).kids.append(MarkedContent(page, next(numbers)))
        for child in element:
            walk(child, page)
            if (child.tail or "").strip():
                builder.target(element).kids.append(MarkedContent(page, next(numbers)))

    for page in range(pages):
        walk(root, page)
    builder.finish()
    return builder


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
        ('<figure><img alt="x"/><figcaption>c</figcaption></figure>', "Sect(Figure(.) Caption(.))"),
        ('<blockquote><p>a</p><p class="attribution">b</p></blockquote>', "BlockQuote(P(.) P(.))"),
        ('<div class="line-block"><div class="line">a</div></div>', "Div(P(.))"),
        ('<p><span role="math" aria-label="x">x</span></p>', "P(Formula(.))"),
        ('<div role="math" aria-label="x">x</div>', "P(Formula(.))"),
        ('<p><a href="#x">a</a></p>', "P(Link(.))"),
        ('<p><a id="x">a</a></p>', "P(.)"),
        ('<nav role="doc-toc"><ul><li>a</li></ul></nav>', "Sect(TOC(TOCI(Lbl(.) P(.))))"),
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
        ("<nav><ol><li>a</li></ol></nav>", "Sect(TOC(TOCI(Lbl(.) P(.))))"),
        ("<p><q>a</q></p>", "P(Quote(.))"),
        ("<table><tfoot><tr><td>a</td></tr></tfoot></table>", "Table(TFoot(TR(TD(.))))"),
        ("<div>a<em>b</em><p>c</p></div>", "Div(P(. .) P(.))"),
    ],
)
def test_roles_of_what_is_rare(markup: str, expected: str) -> None:
    assert inside(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        # A flat list that says how deep it would stand.
        (
            '<nav><ol><li aria-level="1" class="plain">a</li>'
            '<li aria-level="2" class="plain">b</li><li aria-level="2" class="plain">c</li>'
            '<li aria-level="1" class="plain">d</li></ol></nav>',
            "Sect(TOC(TOCI(P(.)) TOC(TOCI(P(.)) TOCI(P(.))) TOCI(P(.))))",
        ),
        (
            '<nav><ol><li aria-level="3" class="plain">a</li></ol></nav>',
            "Sect(TOC(TOC(TOC(TOCI(P(.))))))",
        ),
        # A nested one.
        (
            '<nav><ul><li class="plain"><a href="#a">a</a><ul><li class="plain">b</li></ul></li>'
            '<li class="plain">c</li></ul></nav>',
            "Sect(TOC(TOCI(Reference(Link(.))) TOC(TOCI(P(.))) TOCI(P(.))))",
        ),
        # The number of the page belongs to the entry, and not to its link.
        (
            '<nav><ol><li class="plain"><a href="#a">a</a><span>3</span></li></ol></nav>',
            "Sect(TOC(TOCI(Reference(Link(.)) P(.))))",
        ),
    ],
)
def test_contents_are_nested_as_the_headings_are(markup: str, expected: str) -> None:
    assert inside(markup) == expected


def numberings(markup: str, style: str = "disc") -> list[str | None]:
    return [node.numbering for node in read(markup, style=style).document.walk() if node.numbering]


@pytest.mark.parametrize(
    ("markup", "style", "expected"),
    [
        ("<ul><li>a</li></ul>", "disc", "Disc"),
        ("<ul><li>a</li></ul>", "square", "Square"),
        ("<ul><li>a</li></ul>", "disclosure-open", "Unordered"),
        ("<ol><li>a</li></ol>", "decimal", "Decimal"),
        ("<ol><li>a</li></ol>", "lower-latin", "LowerAlpha"),
        ("<ol><li>a</li></ol>", "upper-roman", "UpperRoman"),
        ("<ol><li>a</li></ol>", "hebrew", "Ordered"),
        ('<ul><li class="plain">a</li></ul>', "disc", "None"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "disc", "Description"),
        (
            '<div role="list"><div role="doc-biblioentry"><span class="label">a</span>'
            "<p>b</p></div></div>",
            "disc",
            "Description",
        ),
    ],
)
def test_every_list_says_how_it_is_counted(markup: str, style: str, expected: str) -> None:
    assert numberings(markup, style) == [expected]


def test_lists_in_lists_are_counted_each_for_itself() -> None:
    markup = "<ol><li>a<ul><li class='plain'>b</li></ul></li></ol>"
    assert numberings(markup, "decimal") == ["Decimal", "None"]


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        (
            '<body><section class="cover"><div><p class="title">a</p></div></section></body>',
            "Title",
        ),
        ('<body><section class="imprint"><p class="title">a</p></section></body>', "P"),
        ('<body><main><section class="cover"><p class="title">a</p></section></main></body>', "P"),
    ],
)
def test_title_stands_on_the_cover(cover: str, expected: str) -> None:
    found = [node.role for node in build(cover).walk() if node.first_mark()]
    assert found[-1] == expected


@pytest.mark.parametrize(
    ("markup", "role"),
    [
        ('<p id="x">a</p>', "P"),
        ('<section id="x"><h1>a</h1></section>', "Sect"),
        ('<p>a <em id="x">b</em></p><p>c</p>', "P"),
        # An anchor without content stands for what follows it.
        ('<section><span id="x"></span><h1>a</h1></section>', "H1"),
        ('<p>a</p><div id="x"></div><ul><li>b</li></ul>', "L"),
        # And at the end for what holds it.
        ('<p>a<span id="x"></span></p>', "P"),
        ("<p>a</p>", "Document"),
    ],
)
def test_link_leads_to_an_element(markup: str, role: str) -> None:
    builder = read(markup)
    found = builder.destination("x")
    assert found.role == role
    assert found in builder.document.walk()


def test_entry_of_the_contents_names_its_chapter() -> None:
    builder = read(
        '<nav><ol><li class="plain"><a href="#x">a</a><a href="#y">b</a></li>'
        '<li class="plain"><a href="https://example.org">c</a><ol><li class="plain">'
        '<a href="#y">e</a></li></ol></li></ol></nav>'
        '<section id="x"><h1 id="y">d</h1></section>'
    )
    entries = [node for node in builder.document.walk() if node.role == "TOCI"]
    assert [[node.role for node in entry.refs] for entry in entries] == [["Sect", "H1"], [], ["H1"]]


def test_note_and_all_its_references_name_each_other() -> None:
    tree = build(
        '<p><a href="#n" role="doc-noteref">1</a> and <a href="#n" role="doc-noteref">1</a></p>'
        '<aside id="n" role="doc-footnote"><p>d</p></aside>'
    )
    (note,) = (node for node in tree.walk() if node.role == "Note")
    references = [node for node in tree.walk() if node.role == "Reference"]
    assert note.refs == references
    assert len(references) == 2
    assert all(reference.refs == [note] for reference in references)
