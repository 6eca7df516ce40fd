"""What pandoc is given, and what is read from its answer; pandoc itself is run but once."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from editions.references.formatting import STYLE
from editions.references.pandoc import FormattingError, find_pandoc, run_pandoc
from editions.references.pandoc_json import make_document, read_document
from editions.references.richtext import plain
from editions.references.works import Author, Work
from tests.references.samples import EN, FR, marked

BOOK = Work("shore", "book", "en-CA", False, (Author("Smith", "Jo"),), "Sand", issued="2001")


def fields(work: Work) -> dict[str, str]:
    """Return the metadata of *work*, by name, as `shown` writes them."""
    (reference,) = make_document([work], FR)["meta"]["references"]["c"]
    return {name: shown(value) for name, value in reference["c"].items()}


def shown(value: Any) -> str:
    """Return pandoc's metadata on one line: D[…] and S[…] are quotations, and {…} are spans."""
    if isinstance(value, list):
        return "".join(map(shown, value))
    kind, content = value["t"], value.get("c")
    if kind in ("MetaString", "Str"):
        return str(content)
    if kind in ("MetaInlines", "MetaList"):
        return shown(content)
    if kind == "MetaMap":
        return "/".join(f"{name}={shown(part)}" for name, part in content.items())
    if kind == "Quoted":
        return f"{content[0]['t'][0]}[{shown(content[1])}]"
    if kind == "Span":
        (_, classes, pairs), inner = content
        return f"{{{','.join([*classes, *(f'{k}={v}' for k, v in pairs)])}:{shown(inner)}}}"
    assert kind == "Space"
    return " "


def test_pandoc_reads_what_it_is_given() -> None:
    document = json.dumps(make_document([BOOK], EN))
    (work,) = read_document(run_pandoc(find_pandoc(), document, STYLE), 1)
    assert (work.key, work.label) == ("shore", "Smith 2001")


# What pandoc is given.


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Sand  and\tmud", "Sand and mud"),
        ("No\u00a0break", "No\u00a0break"),
        ("Say “go ‘home’ now”", "Say D[go S[home] now]"),
        ("‘a’ and “b”", "S[a] and D[b]"),
        ("“a “b” c” d", "D[a D[b] c] d"),
        ("«\u00a0a\u202f» b", "D[a] b"),
        ("L’été d’un ‘homme’", "L’été d’un S[homme]"),
        ("‘don’t’", "S[don’t]"),
        ("an‘b’", "an‘b’"),
        ("Unclosed “quotation", "Unclosed “quotation"),
        ("a” b", "a” b"),
        ("*a* <b>c</b> [d](e) $f$", "*a* <b>c</b> [d](e) $f$"),
    ],
)
def test_text_is_words_and_quotations(title: str, expected: str) -> None:
    assert fields(replace(BOOK, title=title))["title"] == expected


def test_fields_have_the_names_of_csl_and_say_their_language() -> None:
    work = replace(
        BOOK,
        foreign=True,
        title_translation="Sable",
        title_short="S",
        container="Shores",
        container_translation="Rives",
        publisher="Press",
        untranslated=frozenset({"publisher", "editor"}),
        original="en",
        editors=(Author(literal="Harbour Office"), Author("Roy")),
        url="https://example.org/",
        accessed="2010-01",
    )
    assert fields(work) == {
        "id": "shore",
        "type": "book",
        "title": "{lang=en-CA:Sand}",
        "annote": "20019999000000",
        "author": "family=Smith/given=Jo",
        "editor": "literal={untranslated,lang=en:Harbour Office}family=Roy",
        "title-short": "{lang=en-CA:S}",
        "original-title": "{title-translation:[Sable]}",
        "container-title": "{lang=en-CA:Shores}",
        "reviewed-title": "{title-translation:[Rives]}",
        "publisher": "{untranslated,lang=en:Press}",
        "issued": "2001",
        "accessed": "2010-01",
        "URL": "https://example.org/",
    }


def test_works_of_one_author_are_ordered_by_date_then_as_they_come() -> None:
    dates = ["2001-02-03", "2001-02-10", "2001-02", "2001-11", "2001", "2001", "2002", ""]
    made = make_document([replace(BOOK, issued=date) for date in dates], EN)
    keys = [shown(work["c"]["annote"]) for work in made["meta"]["references"]["c"]]
    assert keys == sorted(set(keys))


def test_every_work_is_cited_with_its_author_and_without() -> None:
    made = make_document([BOOK, replace(BOOK, key="dune")], FR)
    cited = [
        (cite["c"][0][0]["citationId"], cite["c"][0][0]["citationMode"]["t"])
        for paragraph in made["blocks"]
        for cite in paragraph["c"]
    ]
    modes = ("NormalCitation", "SuppressAuthor")
    assert cited == [(key, mode) for key in ("shore", "dune") for mode in modes]
    assert shown(made["meta"]["lang"]) == "fr-CA"


# What its answer is read as.


def words(text: str) -> list[dict[str, Any]]:
    return [{"t": "Str", "c": text}]


def answer(label: str, date: str, *content: dict[str, Any]) -> dict[str, Any]:
    """Return pandoc's answer for one work."""
    cited = [
        {"t": "Para", "c": [{"t": "Cite", "c": [[{"citationId": "shore"}], words(text)]}]}
        for text in (label, date)
    ]
    entry = {"t": "Div", "c": [["ref-shore", [], []], [{"t": "Para", "c": list(content)}]]}
    return {"blocks": [*cited, {"t": "Div", "c": [["refs", [], []], [entry]]}]}


@pytest.mark.parametrize(
    ("label", "date", "expected"),
    [
        ("Smith 2001", "2001", ("Smith 2001", "Smith", "2001")),
        ("Smith,\u00a02001", "2001", ("Smith,\u00a02001", "Smith", "2001")),
        ("(Smith 2001)", "(2001)", ("Smith 2001", "Smith", "2001")),
        ("Smith (2001)", "(2001)", ("Smith (2001)", "Smith", "2001")),
        ("(Smith) (2001)", "(2001)", ("(Smith) (2001)", "(Smith)", "2001")),
        ("(Smith (ed.) 2001)", "(2001)", ("Smith (ed.) 2001", "Smith (ed.)", "2001")),
    ],
)
def test_citation_is_parted_into_author_and_date(
    label: str, date: str, expected: tuple[str, str, str]
) -> None:
    (work,) = read_document(answer(label, date, *words("Sand")), 1)
    assert (work.label, work.author, work.date) == expected
    assert (work.key, plain(work.content)) == ("shore", "Sand")


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        ({"t": "Space"}, "a b"),
        ({"t": "SoftBreak"}, "a b"),
        ({"t": "Emph", "c": words("sand")}, "a*sand*b"),
        ({"t": "SmallCaps", "c": words("sand")}, "asandb"),
        ({"t": "Link", "c": [["", [], []], words("sand"), ["https://e.org/", ""]]}, "a<sand>b"),
        ({"t": "Span", "c": [["", [], [["lang", "fr"]]], words("sable")]}, "a{fr:sable}b"),
        ({"t": "Span", "c": [["", ["untranslated"], [["lang", "en"]]], words("sand")]},
         "a{en:sand}b"),
        ({"t": "Span", "c": [["", ["other"], [["id", "x"]]], words("sand")]}, "asandb"),
    ],
)  # fmt: skip
def test_inlines_are_read_as_rich_text(inline: dict[str, Any], expected: str) -> None:
    (work,) = read_document(answer("Smith 2001", "2001", *words("a"), inline, *words("b")), 1)
    assert marked(work.content) == expected


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"blocks": []},
        answer("Smith 2001", "2001", {"t": "Math", "c": words("x")}),
        answer("Smith 2001", "2001", {"t": "Link"}),
        answer("Smith 2001", "2001", {"t": "Link", "c": [1]}),
        {"blocks": answer("Smith 2001", "2001")["blocks"][1:]},
    ],
)
def test_answer_in_another_form_is_an_error(document: dict[str, Any]) -> None:
    with pytest.raises(FormattingError, match="a form that is not known"):
        read_document(document, 1)


def test_answer_without_some_of_the_works_is_an_error() -> None:
    with pytest.raises(FormattingError, match="formatted 1 of 2 works"):
        read_document(answer("Smith 2001", "2001", *words("Sand")), 2)
