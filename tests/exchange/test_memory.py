"""Translation memories and glossaries."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from translate.storage.tbx import tbxfile
from translate.storage.tmx import tmxfile

from editions.exchange.applying import pretranslated
from editions.exchange.glossary import read_glossary, write_csv, write_tbx
from editions.exchange.memory import pairs_of, read_tmx, write_tmx
from editions.exchange.xliff import names_language, parse_xml
from editions.findings import FindingsError
from tests.exchange.test_round_trip import EVERY_KIND, catalog_of


def test_memory_holds_what_is_current() -> None:
    pairs = pairs_of([catalog_of(EVERY_KIND), catalog_of(EVERY_KIND)])
    assert [source for source, _ in pairs] == [
        "One *word* & <tag>", "One *word* & <tag>", 'a\tb \\ "c"\n',
    ]  # fmt: skip
    data = write_tmx(pairs, "en-GB", "fr-FR")
    parse: Any = tmxfile.parsestring  # has no types
    store = parse(data, "en-GB", "fr-FR")
    assert [(str(unit.source), str(unit.target)) for unit in store.units] == pairs
    memory = read_tmx(parse_xml(data, "x.tmx"), "en-GB", "fr-FR")
    assert memory['a\tb \\ "c"\n'] == 'd\te \\ "f"\n'


def test_memory_fills_in_what_is_missing_for_review() -> None:
    catalog = catalog_of(EVERY_KIND)
    memory = {"Three": "Trois", "Two :ref:`isle`": "no", "One *word* & <tag>": "no"}
    applied = pretranslated({"x": catalog}, memory, "x.tmx", lambda domain, entry: ())
    before, after = 'msgid "Three"\nmsgstr ""\n', '#, fuzzy\nmsgid "Three"\nmsgstr "Trois"\n'
    assert applied.texts == {"x": catalog.text.replace(before, after)}
    refused = pretranslated({"x": catalog}, memory, "x.tmx", lambda domain, entry: ["bad"])
    assert refused.texts == {}
    assert [finding.rule for finding in refused.findings] == ["import-refused"]


def test_memory_of_another_tool_is_read() -> None:
    data = b"""<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4">
      <header srclang="en"/><body>
      <tu><tuv xml:lang="EN-gb"><seg>A <bpt i="1">*</bpt>b<ept i="1">*</ept></seg></tuv>
          <tuv xml:lang="fr"><seg>Un *b*</seg></tuv><tuv xml:lang="de"><seg>Ein</seg></tuv></tu>
      <tu><tuv xml:lang="en"><seg>C</seg></tuv><tuv xml:lang="fr-CA"><seg>no</seg></tuv></tu>
      <tu><tuv lang="en"><seg>D</seg></tuv><tuv lang="fr"><seg>rare</seg></tuv></tu>
      <tu><tuv lang="en"><seg>D</seg></tuv><tuv lang="fr"><seg>often</seg></tuv></tu>
      <tu><tuv lang="en"><seg>D</seg></tuv><tuv lang="fr"><seg>often</seg></tuv></tu>
      <tu><tuv lang="en"><seg>E</seg></tuv><tuv lang="fr"><seg> </seg></tuv></tu>
      </body></tmx>"""
    memory = read_tmx(parse_xml(data, "x.tmx"), "en-GB", "fr-FR")
    assert memory == {"A *b*": "Un *b*", "D": "often"}


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("fr-FR", "fr-FR", True), ("fr_fr", "fr-FR", True), ("fr", "fr-FR", True),
        ("fr-CA", "fr-FR", False), ("en", "fr-FR", False), ("", "fr-FR", False),
        ("zh-CN", "zh-Hans-CN", True),
    ],
)  # fmt: skip
def test_languages(found: str, wanted: str, same: bool) -> None:
    assert names_language(found, wanted) is same


TERMS = """en,es,fr,kind,en_forms,es_forms,fr_forms,note
isle,isla,île,concept,islet,,îlot | îles,"usage, of the sea"
tide,,marée,concept,,,,
"""


def test_glossary(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(TERMS, encoding="utf-8")
    terms = read_glossary(path, "en", "fr")
    rows = list(csv.DictReader(StringIO(write_csv(terms).decode())))
    assert [(row["source"], row["target"]) for row in rows] == [("isle", "île"), ("tide", "marée")]
    assert rows[0]["translator_comments"] == "concept. also: îlot; îles. usage, of the sea"
    parse: Any = tbxfile.parsestring  # has no types
    store = parse(write_tbx(terms, "en-GB", "fr-FR"), "en-GB", "fr-FR")
    assert [(str(unit.source), str(unit.target)) for unit in store.units] == [
        ("isle", "île"), ("tide", "marée"),
    ]  # fmt: skip
    assert len(read_glossary(path, "en", "es")) == 1


def test_glossary_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FindingsError, match="there is no termbase"):
        read_glossary(tmp_path / "terms.csv", "en", "fr")
    (tmp_path / "terms.csv").write_text(TERMS, encoding="utf-8")
    with pytest.raises(FindingsError, match="has no column 'de'"):
        read_glossary(tmp_path / "terms.csv", "en", "de")
