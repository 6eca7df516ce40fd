"""Write a termbase for translators' tools: TBX (ISO 12200 and 30042, as of 2002), or CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from lxml import etree

from editions.findings import FindingsError

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TBX = '<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">'


@dataclass(frozen=True)
class GlossaryTerm:
    """A term in two languages."""

    source: str
    target: str
    #: Other forms that a translation may take, and what the termbase says about the term.
    note: str = ""


def read_glossary(path: Path, source: str, target: str) -> list[GlossaryTerm]:
    """Return the terms of the termbase at *path* that both languages, by their codes, have.

    Raises:
        FindingsError: there is no termbase, or it has no column for a language.
    """
    if not path.is_file():
        raise FindingsError.for_file(
            str(path), "there is no termbase; write one, a CSV file", "terms"
        )
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for code in (source, target):
            if code not in (reader.fieldnames or ()):
                raise FindingsError.for_file(str(path), f"has no column {code!r}; add it", "terms")
        rows = list(reader)
    return [
        GlossaryTerm(row[source], row[target], _note(row, target))
        for row in rows
        if row[source] and row[target]
    ]


def _note(row: dict[str, str], target: str) -> str:
    forms = (row.get(f"{target}_forms") or "").replace(" | ", "; ")
    parts = (row.get("kind") or "", f"also: {forms}" if forms else "", row.get("note") or "")
    return ". ".join(part for part in parts if part)


def write_tbx(terms: Iterable[GlossaryTerm], source_lang: str, target_lang: str) -> bytes:
    """Return a glossary as TBX; languages are BCP 47 tags."""
    root = etree.Element("martif", {"type": "TBX", _LANG: source_lang})
    described = etree.SubElement(etree.SubElement(root, "martifHeader"), "fileDesc")
    about = etree.SubElement(etree.SubElement(described, "sourceDesc"), "p")
    about.text = "A termbase, exported by editions"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for term in terms:
        entry = etree.SubElement(body, "termEntry")
        for language, text in ((source_lang, term.source), (target_lang, term.target)):
            form = etree.SubElement(entry, "langSet", {_LANG: language})
            etree.SubElement(etree.SubElement(form, "tig"), "term").text = text
        if term.note:
            etree.SubElement(entry, "note").text = term.note
    return etree.tostring(
        root, encoding="utf-8", xml_declaration=True, doctype=_TBX, pretty_print=True
    )


def write_csv(terms: Iterable[GlossaryTerm]) -> bytes:
    """Return a glossary as Weblate reads it: a column each for source, target and note."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("source", "target", "translator_comments"))
    writer.writerows((term.source, term.target, term.note) for term in terms)
    return text.getvalue().encode()
