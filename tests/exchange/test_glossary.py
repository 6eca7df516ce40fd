"""Glossaries for translators' tools, term by term."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from editions.exchange.glossary import GlossaryTerm, read_glossary, write_csv, write_tbx

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TERMS = (GlossaryTerm("isle", "île", "also: îlot"), GlossaryTerm("A & <B>", "C, «D»"))


def test_tbx_holds_both_languages_and_a_note_where_there_is_one() -> None:
    data = write_tbx(TERMS, "en-GB", "fr-FR")
    root = etree.fromstring(data)
    assert (root.tag, root.get("type"), root.get(LANG)) == ("martif", "TBX", "en-GB")
    entries = [
        ([(form.get(LANG), form.findtext("tig/term")) for form in entry.iter("langSet")],
         [note.text for note in entry.iterfind("descrip[@type='explanation']")])
        for entry in root.iter("termEntry")
    ]  # fmt: skip
    assert entries == [
        ([("en-GB", "isle"), ("fr-FR", "île")], ["also: îlot"]),
        ([("en-GB", "A & <B>"), ("fr-FR", "C, «D»")], []),
    ]
    first = next(root.iter("termEntry"))
    assert [child.tag for child in first] == ["descrip", "langSet", "langSet"]
    assert data.startswith(b"<?xml")
    assert data.count(b"\n") > 20  # a line an element, for people who compare two of them


def test_csv_has_the_columns_of_weblate() -> None:
    assert write_csv(TERMS).decode() == (
        'source,target,translator_comments\nisle,île,also: îlot\nA & <B>,"C, «D»",\n'
    )


def test_note_says_what_the_termbase_says(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(
        "en,fr,kind,en_forms,fr_forms,note\nisle,île,concept,islet,îlot | îles,of the sea\n"
        "tide,marée,,,,\nreef,,,,,\n",
        encoding="utf-8",
    )
    assert [(term.source, term.target, term.note) for term in read_glossary(path, "en", "fr")] == [
        ("isle", "île", "concept. also: îlot; îles. of the sea"),
        ("tide", "marée", ""),
    ]
