"""Write a termbase for translators' tools: TBX (ISO 12200 and 30042, as of 2002), or CSV."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from editions.catalogs.termbase import RULE, Term, read_termbase
from editions.files.csv import csv_bytes, harmless
from editions.findings import Finding, FindingsError
from editions.phrases import phrase

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TBX = '<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">'


@dataclass(frozen=True)
class GlossaryTerm:
    """A term in two languages."""

    source: str
    target: str
    #: Other forms that a translation may take, and what the termbase says about the term.
    note: str = ""


def read_glossary(path: Path, source: str, target: str, shown: str = "") -> list[GlossaryTerm]:
    """Return the terms of the termbase at *path* that both languages, by their locales, have.

    *shown* is the name of the file in findings.

    Raises:
        FindingsError: there is no termbase, it cannot be read, or has no column for a language.
    """
    shown = shown or str(path)
    if not os.path.lexists(path):
        raise FindingsError.for_file(
            shown, phrase("there is no termbase; write one, a CSV file"), RULE
        )
    terms = read_termbase(path, source, shown)
    column = terms.column(target)
    if column is None:
        raise FindingsError(
            [Finding(shown, 1, phrase("has no column {column!r}; add it", column=target), RULE)]
        )
    return [
        GlossaryTerm(term.name(terms.source), term.name(column), _note(term, column))
        for term in terms.within(column).terms
    ]


def _note(term: Term, column: str) -> str:
    forms = "; ".join(term.forms[column][1:])
    parts = (term.kind, f"also: {forms}" if forms else "", term.note)
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
        if term.note:  # before the terms, as the standard has it
            etree.SubElement(entry, "descrip", {"type": "explanation"}).text = term.note
        for language, text in ((source_lang, term.source), (target_lang, term.target)):
            form = etree.SubElement(entry, "langSet", {_LANG: language})
            etree.SubElement(etree.SubElement(form, "tig"), "term").text = text
    return etree.tostring(
        root, encoding="utf-8", xml_declaration=True, doctype=_TBX, pretty_print=True
    )


def write_csv(terms: Iterable[GlossaryTerm]) -> bytes:
    """Return a glossary as Weblate reads it: a column each for source, target and note.

    People open it in spreadsheets: an apostrophe stands before what these would run, as in
    Weblate's own files.
    """
    head = ("source", "target", "translator_comments")
    rows = (map(harmless, (term.source, term.target, term.note)) for term in terms)
    return csv_bytes([head, *rows], "\n")
