"""Works of reference managers, field by field."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from typing import Any

import pytest

from editions.findings import FindingsError
from editions.references.bibtex import read_bibtex
from editions.references.csl_json import read_csl_json
from editions.references.fields import iso_date, known_keys, make_key
from editions.references.importing import READERS
from editions.references.ris import read_ris
from editions.references.works import Author, Work
from tests.references.samples import EN


def bibtex(text: str) -> Work:
    (work,) = read_bibtex(text, "x.bib", EN)
    return work


def ris(*lines: str) -> Work:
    (work,) = read_ris("\n".join([*lines, "ER  - ", ""]), "x.ris", EN)
    return work


def csl(**fields: Any) -> Work:
    item = {name.replace("_", "-"): value for name, value in fields.items()}
    (work,) = read_csl_json(json.dumps([item]), "x.json", EN)
    return work


def test_article_of_bibtex() -> None:
    work = bibtex(
        "@ARTICLE{k, title={T}, journal={J}, volume=3, number=4, pages={5--6}, doi={10.1/x},"
        " issn={1}, langid={french}, year=2009, month={February}, day=7}"
    )
    assert (work.type, work.container, work.volume, work.issue, work.number) == (
        "article-journal", "J", "3", "4", "",
    )  # fmt: skip
    assert (work.page, work.doi, work.language, work.issued) == (
        "5–6",
        "10.1/x",
        "fr",
        "2009-02-07",
    )


def test_report_of_bibtex() -> None:
    work = bibtex(
        "@techreport{k, title={T}, shorttitle={S}, number=4, institution={I}, location={L},"
        " type={Paper}, date={2009-05}, url={http://e.org/a_b%20c}, urldate={2010-01-02},"
        " isbn={9}, chapter=2, venue={V}, booktitle={B}, booktitleaddon={BA}, titleaddon={TA}}"
    )
    assert (work.type, work.number, work.issue, work.genre) == ("report", "4", "", "Paper")
    assert (work.publisher, work.publisher_place, work.event_place) == ("I", "L", "V")
    assert (work.issued, work.accessed, work.url) == (
        "2009-05", "2010-01-02", "http://e.org/a_b%20c",
    )  # fmt: skip
    assert (work.title_short, work.title_translation) == ("S", "TA")
    assert (work.container, work.container_translation, work.chapter) == ("B", "BA", "2")
    assert (work.isbn, work.language, bibtex("@unheard{k, title={T}}").type) == (
        "9", "en-CA", "document",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("{Bank of Rome}", Author(literal="Bank of Rome")),
        ("Hall, Ann Mary", Author("Hall", "Ann Mary")),
        ("Ann de la Cruz", Author("de la Cruz", "Ann")),
        ("Plato", Author("Plato", "")),
        (r"N{\'u}{\~n}ez, Jos{\'e}", Author("Núñez", "José")),
        ("{X} Corp", Author("Corp", "X")),
    ],
)
def test_author_of_bibtex(author: str, expected: Author) -> None:
    assert bibtex(f"@book{{k, title={{T}}, author={{{author}}}}}").authors == (expected,)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"A \& B", "A & B"),
        (r"\emph{A} {B}C", "A BC"),
        (r"\textbraceleft{}a\textbraceright{}", "{a}"),
        (r"50\$ \textasciitilde{}\textasciicircum{}\textbackslash{}x", "50$ ~^\\x"),
        ("a~b\n  c", "a\u00a0b c"),
    ],
)
def test_latex_becomes_text(latex: str, text: str) -> None:
    assert bibtex(f"@book{{k, title={{{latex}}}}}").title == text


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year=2009", "2009"),
        ("year=2009, month=dec", "2009-12"),
        ("year=2009, month=1, day=31", "2009-01-31"),
        ("year=2009, month=2, day=30", "2009-02"),
        ("year=2009, month=13", "2009"),
        ("year={in press}", ""),
        ("date={2009-12-07}", "2009-12-07"),
        ("date={2009/2010}, year=2009", "2009"),
        ("month=dec", ""),
    ],
)
def test_date_of_bibtex(fields: str, issued: str) -> None:
    assert bibtex(f"@book{{k, title={{T}}, {fields}}}").issued == issued


def test_article_of_ris() -> None:
    work = ris(
        "TY  - JOUR", "ID  - Some Key", "TI  - A  title", "T2  - J", "AU  - Hall, Ann",
        "AU  - The Bank", "VL  - 3", "IS  - 4", "SP  - 5", "EP  - 6", "PY  - 2009", "SN  - 1234",
        "DA  - 2009/02/07/", "LA  - fr", "DO  - 10.1/x", "UR  - http://e.org", "ST  - Short",
        "Y2  - 2010/01/02/", "CY  - Rome",
    )  # fmt: skip
    assert (work.key, work.type, work.title) == ("some-key", "article-journal", "A title")
    assert work.authors == (Author("Hall", "Ann"), Author(literal="The Bank"))
    assert (work.container, work.volume, work.issue, work.number, work.page) == (
        "J", "3", "4", "", "5–6",
    )  # fmt: skip
    assert (work.issued, work.accessed, work.language) == ("2009-02-07", "2010-01-02", "fr")
    assert (work.isbn, work.doi, work.url, work.title_short) == (
        "", "10.1/x", "http://e.org", "Short",
    )  # fmt: skip
    assert (work.publisher_place, work.event_place) == ("", "Rome")


def test_book_of_ris() -> None:
    work = ris("TY  - BOOK", "TI  - T", "PB  - P", "CY  - Rome", "SN  - 99", "PY  - 2009",
               "SP  - 7", "AU  - The Bank", "M3  - Novel", "N1  - 12")  # fmt: skip
    assert (work.publisher, work.publisher_place, work.event_place) == ("P", "Rome", "")
    assert (work.isbn, work.issued, work.page, work.key) == ("99", "2009", "7", "the-bank-2009")
    assert (work.genre, ris("TY  - ODD", "TI  - A Title").type) == ("Novel", "document")
    assert ris("TY  - ODD", "TI  - A Title").key == "a-title"
    assert ris("TY  - BOOK", "AU  - Doe, Jo", "PY  - 19990512").key == "doe-1999"


def test_fields_of_ris_may_have_several_lines() -> None:
    work = ris("TY  - RPRT", "", "TI  - One", "title", "", " in lines", "PY  - 2009", "ER  - ", "x")
    assert (work.title, work.issued) == ("One title in lines", "2009")
    again = ("TY  - RPRT", "PY  - 2009", "PY  - 2010", "more", "TI  - A", "ER  - ")
    assert ris(*again).title == "A"


def test_article_of_csl() -> None:
    work = csl(
        id="K 1", type="article-newspaper", title="A <i>b</i> <span class='x'>c</span> 1 < 2",
        author=[{"family": "Hall", "given": "Ann"}, {"literal": "The Bank"}, {"given": "Jo"}, "x"],
        issued={"date-parts": [["2009", 12, 7]]}, accessed={"raw": "2010-1-2"},
        page="1-2", number=7, issue=8.5, volume=["no"], language="fr_CA",
    )  # fmt: skip
    assert (work.key, work.type, work.title) == ("k-1", "article-newspaper", "A b c 1 < 2")
    assert work.authors == (Author("Hall", "Ann"), Author(literal="The Bank"), Author("", "Jo"))
    assert (work.issued, work.accessed, work.language) == ("2009-12-07", "2010-01-02", "fr-CA")
    assert (work.page, work.number, work.issue, work.volume) == ("1-2", "7", "8.5", "")


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2009, 2, 30]]}, "2009-02"),
        ({"date-parts": [[]], "raw": "2009-03"}, "2009-03"),
        ({"date-parts": []}, ""),
        ({}, ""),
        ("2009", ""),
        (None, ""),
    ],
)
def test_date_of_csl(issued: object, date: str) -> None:
    assert csl(title="T", issued=issued).issued == date


def test_work_of_csl_without_an_id_is_named_by_its_title() -> None:
    work = csl(title="One Title", author=None, type="song")
    assert (work.key, work.authors, work.type) == ("one-title", (), "document")


@pytest.mark.parametrize(
    ("form", "text", "line", "message"),
    [
        ("bibtex", "@book{a,\ntitle = {x}\n\nb", 4, "is not BibTeX"),
        ("bibtex", "@book{b, title={x}}\n@book{a,\ntitle = {y\\}}", 2, "'a' is not LaTeX"),
        ("ris", "\nhello", 1, "no line begins with 'TY  - '"),
        ("ris", "TY  - BOOK\nER  - \n\nTY  - BOOK\nTI  - x\n", 4, "2 works begin, but 1 end"),
        ("ris", "TY  - BOOK\nPY  - 2009\nER  - \nTY  - BOOK\n\nx\nER  - \n", 6, "without a tag"),
        ("csl", "[\n{]", 2, "is not JSON"),
        ("csl", '[{"id": "a"}, 1]', 1, "is not CSL-JSON"),
        ("csl", '"a"', 1, "is not CSL-JSON"),
    ],
)
def test_what_is_not_of_the_format_is_refused(
    form: str, text: str, line: int, message: str
) -> None:
    with pytest.raises(FindingsError) as caught:
        READERS[form](text, "x", EN)
    (finding,) = caught.value.findings
    assert (finding.line, finding.rule) == (line, "import")
    assert message in finding.message
    assert finding.message.endswith("; nothing was added")


@pytest.mark.parametrize(
    ("text", "language"),
    [("EN", "en"), ("fr_CA", "fr-CA"), ("es-MX", "es-MX"), ("Spanish", "es"), ("ngerman", "de"),
     ("français québécois", "en-CA"), ("", "en-CA"), ("e", "en-CA")],
)  # fmt: skip
def test_language_of_a_work(text: str, language: str) -> None:
    assert csl(title="T", language=text).language == language


@pytest.mark.parametrize(
    ("text", "key"),
    [("a" * 60, "a" * 48), ("a" * 47 + "-b", "a" * 47), ("9 lives", "work-9-lives"), ("?", "work")],
)
def test_key_is_short_and_begins_with_a_letter(text: str, key: str) -> None:
    assert make_key(text) == key


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        (["2009", "3", "4"], "2009-03-04"),
        ([" 987 "], "0987"),
        (["2009", "x", "12"], "2009"),
        (["2009", "13", "12"], "2009"),
        (["2009", "2", "30"], "2009-02"),
        ([], ""),
    ],
)
def test_date_ends_where_the_calendar_does(parts: list[str], date: str) -> None:
    assert iso_date(parts) == date


def test_names_are_known_by_all_their_forms() -> None:
    forms = [("bank", {"en": "Bank", "fr": "Banque"}), ("rome", "Roma"), ("other", "BANK")]
    assert known_keys(forms) == {"bank": "bank", "banque": "bank", "roma": "rome"}


def test_control_characters_and_breaks_are_dropped() -> None:
    assert csl(title="a\x07b\u2028 c\u00a0d ").title == "ab c\u00a0d"


BOMB = '@string{a = "0123456789"}\n' + "".join(
    f"@string{{{new} = {' # '.join([old] * 10)}}}\n" for old, new in pairwise("abcdefghij")
)


@pytest.mark.parametrize(
    ("form", "text", "line", "message"),
    [
        ("bibtex", f"{BOMB}@book{{k, title = j}}", 5, "is too long, its strings written out"),
        (
            "bibtex",
            '@string{a="' + "x" * 9000 + '"}\n@book{k, title=' + "a#" * 9000 + "a}",
            1,
            "long",
        ),
        ("bibtex", "\n@book{k, title={" + "x" * 20_001 + "}}", 2, "'title' has more than 20,000"),
        ("bibtex", "\n@book{k, author={" + "a and " * 9000 + "b}}", 2, "'author' has more than"),
        ("bibtex", "@book{a, title={b}}\n" * 10_001, 10_001, "holds more than 10,000 works"),
        ("bibtex", "@book{a, title=" + '"x"#' * 50_001 + '"x"}', 0, "50,000 signs '#'"),
        ("bibtex", "@book(k, " + 'a = "x",\n' * 200_000 + "b = 1)", 194_731, "values in quotes"),
        ("bibtex", "@book{k, title=" + "{" * 10_000, 1, "too many nested braces"),
        ("bibtex", '@book{k, t = "' + "{a}" * 300_000 + '"}', 1, "braces in a value in quotes"),
        ("bibtex", '@Preamble ("' + "{a}" * 300_000 + '")', 1, "braces in a value in quotes"),
        ("bibtex", '@string{k = 1 # "' + "{a}" * 300_000 + '"}', 1, "braces in a value in quotes"),
        ("ris", "TY  - BOOK\nTI  - " + "x" * 20_001 + "\nER  - \n", 2, "more than 20,000 letters"),
        ("ris", "TY  - BOOK\nTI  - a\n" + "more\n" * 1001 + "ER  - \n", 1003, "20,000 letters"),
        ("ris", "TY  - BOOK\nER  - \n" * 10_001, 20_001, "holds more than 10,000 works"),
        ("ris", "TY  - BOOK\n" + "AU  - x\n" * 100_000 + "ER  - \n", 100_001, "100,000 lines"),
        ("csl", '[{"title":\n"' + "x" * 20_001 + '"}]', 1, "more than 20,000 letters"),
        ("csl", "[" + "{},\n" * 10_000 + "{}]", 10_001, "holds more than 10,000 works"),
        ("csl", '[{"title":\n"\\ud800"}]', 2, "half a character"),
        ("csl", "[" * 100_000, 1, "nested more than 40 deep"),
    ],
)
def test_what_would_never_end_is_refused_at_its_line(
    form: str, text: str, line: int, message: str
) -> None:
    start = time.process_time()
    with pytest.raises(FindingsError) as caught:
        READERS[form](text, "x", EN)
    assert time.process_time() - start < 5
    (finding,) = caught.value.findings
    assert (finding.file, finding.rule) == ("x", "import")
    assert message in finding.message
    assert finding.line in (line, line + 1)  # of a member: where its value stands


def test_strings_of_bibtex_are_put_together() -> None:
    text = '@string{a = "Sea"}\n@string{b = a # " and " # a}\n@book{k, title = b # { x}}'
    assert bibtex(text).title == "Sea and Sea x"


@pytest.mark.parametrize(
    "issued",
    [
        {"date-parts": 5}, {"date-parts": [5]}, {"date-parts": [["²"]]}, {"date-parts": [{}]},
        {"date-parts": [["9" * 5000]]}, {"raw": ["x"]}, [], "2009", {"date-parts": [[None, 1]]},
    ],
)  # fmt: skip
def test_a_date_that_is_none_is_left_out(issued: object) -> None:
    assert csl(title="T", issued=issued).issued == ""
