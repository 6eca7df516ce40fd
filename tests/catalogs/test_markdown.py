"""Inline markup of Markdown is found as MyST finds it, each piece in its place; nothing runs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.borrowed.myst import MarkdownOptions, create_parser
from editions.catalogs.markdown import exact_markdown, parse_markdown
from editions.catalogs.markup import OBJECT, Inline, InlineKind

EXTENSIONS = ("attrs_inline", "dollarmath", "linkify", "strikethrough", "substitution")
#: Older versions of MyST know notes that the document holds alone.
OPTIONS = replace(MarkdownOptions.of({"enable_extensions": EXTENSIONS}), notes=(":n",))
DEFINED = MarkdownOptions.of({}).of_document('x[^n]\n\n[a b]: https://a.example "T"\n\n[^n]: y\n')


def only(text: str, options: MarkdownOptions = OPTIONS) -> Inline:
    """Return the markup of a text, or the outer one of two."""
    inline, *inner = parse_markdown(text, options).inlines
    assert all(inline.start < other.start < other.end < inline.end for other in inner)
    return inline


@pytest.mark.parametrize(
    ("text", "kind", "role", "shown", "target"),
    [
        ("a *b c* d", InlineKind.EMPHASIS, "", "b c", ""),
        ("a __b__ d", InlineKind.STRONG, "", "b", ""),
        ("a ~~b~~ d", InlineKind.EMPHASIS, "", "b", ""),
        ("a ``b\\`c`` d", InlineKind.LITERAL, "", "b\\`c", ""),
        ("a {func}`~os.path` d", InlineKind.ROLE, "func", "~os.path", "~os.path"),
        ("a {REF}`the title <tar-get>` d", InlineKind.ROLE, "ref", "the title", "tar-get"),
        ("a $x^2$ d", InlineKind.ROLE, "math", "x^2", "x^2"),
        ("a {{ b }} d", InlineKind.SUBSTITUTION, "", "b", ""),
        ("a [^n] d", InlineKind.FOOTNOTE, "", "n", ""),
        ("a [b *c*](https://e.org/ 'T') d", InlineKind.LINK, "", "b c", "https://e.org/"),
        ("a [b](map.md#x) d", InlineKind.LINK, "", "b", "map.md#x"),
        ("a [](#x) d", InlineKind.LINK, "", "", "#x"),
        ("a <project:#x> d", InlineKind.LINK, "", "", "project:#x"),
        ("a [b](data.csv) d", InlineKind.ROLE, "download", "b", "data.csv"),
        ("a [b](notes.txt#x.md) d", InlineKind.ROLE, "download", "b", "notes.txt#x.md"),
        ("a <path:conf.py> d", InlineKind.ROLE, "download", "path:conf.py", "path:conf.py"),
        ("a <https://e.org> d", InlineKind.URL, "", "https://e.org", "https://e.org"),
        ("a https://e.org/b. D", InlineKind.URL, "", "https://e.org/b", "https://e.org/b"),
        ("a e.org/b d", InlineKind.URL, "", "e.org/b", "http://e.org/b"),
        ("a me@e.org d", InlineKind.URL, "", "me@e.org", "mailto:me@e.org"),
        ("a ![b](c.png) d", InlineKind.IMAGE, "", "b", "c.png"),
        ("a <b class='x'> d", InlineKind.HTML, "", "<b class='x'>", ""),
        ("a <!-- b --> d", InlineKind.HTML, "", "<!-- b -->", ""),
        ("a [b]{.x #y} d", InlineKind.ATTRIBUTES, "", '{class="x" id="y"}', ""),
    ],
)
def test_kinds(text: str, kind: InlineKind, role: str, shown: str, target: str) -> None:
    inline = only(text)
    assert (inline.kind, inline.role, inline.text, inline.target) == (kind, role, shown, target)


@pytest.mark.parametrize("text", ["a [b][a b] d", "a [A  B] d", "a [b]( <https://a.example> ) d"])
def test_definitions_of_the_document_are_known(text: str) -> None:
    assert only(text, DEFINED).target == "https://a.example"


@pytest.mark.parametrize(
    "text",
    [
        *("Plain text, 10:30.", "a_b_c", "2 * 3", "\\*a\\*", "5 $ & co", "[a]", "{a} {{", "a < b"),
        *("[x](javascript:alert)", "<javascript:x>", "{a}\\`b\\`", "", "`a"),
    ],
)
def test_plain_text_has_no_markup(text: str) -> None:
    assert parse_markdown(text, OPTIONS).inlines == ()


@pytest.mark.parametrize(
    ("text", "masked", "plain"),
    [
        ("a *b* c", "a #b# c", "a b c"),
        ("a **b [c](d) *e*** f", "a ##b #c#### #e### f", "a b c e f"),
        ("a `b` c", "a ### c", "a # c"),
        ("a {ref}`b c <d>` e", "a ######b c##### e", "a b c e"),
        ("a {ref}`d` e", "a ######## e", "a # e"),
        ("a \\*b &amp; c", "a #*b ####& c", "a *b & c"),
        ("a<br>b", "a####b", "a#b"),
        ("2{sup}`8`", "2######8#", "2#8"),
        ("![a b](c)", "##a b####", "a b"),
    ],
)
def test_prose_is_told_from_markup(text: str, masked: str, plain: str) -> None:
    markup = parse_markdown(text, OPTIONS)
    assert markup.masked == masked.replace("#", OBJECT)
    assert markup.plain == plain.replace("#", OBJECT)


def test_attributes_may_lead_a_link_elsewhere() -> None:
    markup = parse_markdown('[a](https://b.example){href="https://c.example"}', OPTIONS)
    assert [i.target for i in markup.of(InlineKind.LINK)] == ["https://c.example"]


@pytest.mark.parametrize(
    ("settings_of_myst", "kind"),
    [({}, InlineKind.LINK), ({"all_links_external": True}, InlineKind.LINK)],
)
def test_settings_say_what_a_link_is(settings_of_myst: dict[str, object], kind: InlineKind) -> None:
    inline = only("[a](b.md)", MarkdownOptions.of(settings_of_myst))
    assert inline.kind is kind
    assert bool(inline.name) is not bool(settings_of_myst)


def test_settings_say_what_markup_there_is() -> None:
    for text in ("{{ a }}", "$a$", "e.org", "~~a~~", "[a]{.b}"):
        assert parse_markdown(text, MarkdownOptions()).inlines == ()
        assert parse_markdown(text, OPTIONS).inlines != ()
    assert parse_markdown("{ref}`a`", MarkdownOptions.of({"commonmark_only": True})).of(
        InlineKind.LITERAL
    )


PIECES = st.sampled_from(
    [
        *("*", "**", "_", "`", "``", "~~", "[", "]", "](", ")", "![", "(a.md)", "[^n]", "{", "}"),
        *("{ref}`", "{{", "}}", "$", "$$", "<", ">", "<b>", "</b>", "<!--", "-->", "\\", "&amp;"),
        *("https://a.b/", "a.org", "me@a.org", "{.x}", "{#y z=1}", "a", " ", "é", "图", ".", "\n"),
    ]
)


@settings(derandomize=True, max_examples=400)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_every_piece_has_its_place(text: str) -> None:
    markup = exact_markdown(text, OPTIONS)
    assert parse_markdown(text, OPTIONS).inlines == markup.inlines
    for inline in markup.inlines:
        assert 0 <= inline.start < inline.end <= len(text)
        begin, end = inline.prose
        assert (begin, end) == (0, 0) or inline.start <= begin <= end <= inline.end
    assert len(markup.masked) == len(text)


@settings(derandomize=True, max_examples=400)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_nothing_that_acts_is_overlooked(text: str) -> None:
    """Whatever markdown-it makes of a text, there is a piece of markup for each of it."""
    parser = create_parser(OPTIONS.config())
    tokens = parser.parseInline(text, OPTIONS.env())[0].children or []
    markup = exact_markdown(text, OPTIONS)
    targets = [i.target for i in markup.inlines if i.target]
    wanted = [str(t.attrs["href"]) for t in tokens if t.type == "link_open"]
    wanted += [str(t.attrs["src"]) for t in tokens if t.type == "image"]
    assert [target for target in wanted if target and target not in targets] == []
    for kind, name in (
        (InlineKind.HTML, "html_inline"),
        (InlineKind.SUBSTITUTION, "substitution_inline"),
        (InlineKind.FOOTNOTE, "footnote_ref"),
        (InlineKind.IMAGE, "image"),
    ):
        assert sum(t.type == name for t in tokens) == sum(1 for _ in markup.of(kind))
    roles = sum(t.type == "myst_role" for t in tokens)
    own = [i for i in markup.of(InlineKind.ROLE) if text[i.start] == "{"]
    assert len(own) == roles
