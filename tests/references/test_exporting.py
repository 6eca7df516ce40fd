"""Exports, read back by other programs, and by our own import; losses are those declared."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import convert_to_unicode

from editions.references.bibtex import read_bibtex
from editions.references.csl_json import read_csl_json
from editions.references.exporting import FORMATS, to_bibtex, to_coins, to_csl_json, to_ris
from editions.references.pandoc import find_pandoc
from editions.references.reading import read_references
from editions.references.ris import read_ris
from editions.references.works import Author, Work
from tests.references.samples import EDITIONS, EN, FR, PROJECT

READERS = {"bib": read_bibtex, "ris": read_ris, "json": read_csl_json}

FULL = Work(
    "full", "report", "es-MX", True, (Author("Núñez", "Ana María"), Author(literal="Bank & Sons")),
    "50 % of {all} $ & #1_a ~ ^ \\ “x”", "Short", "Translated", genre="Informe",
    number="7", volume="2", publisher="Press & Co.", publisher_place="Ciudad de México",
    issued="2009-12-07", url="http://example.org/a_b?c=%20&d=1#e", doi="10.1000/1_2",
    isbn="978-3-16-148410-0", accessed="2010-01-02", event_place="Lima",
)  # fmt: skip
CHAPTER = replace(FULL, key="part", type="chapter", chapter="3", container="A Book", genre="",
                  page="11–20", editors=(Author("Roy", "Jean"), Author(literal="The Desk")),
                  number="", container_translation="Un libro", issued="2009-12")  # fmt: skip
ARTICLE = replace(FULL, key="article", type="article-journal", container="Journal", issue="4",
                  genre="", number="", publisher="", publisher_place="", event_place="",
                  page="5", isbn="")  # fmt: skip
SPEECH = replace(FULL, key="speech", type="speech", publisher="", publisher_place="",
                 event_place="Ottawa", number="", issued="2009")  # fmt: skip
SAMPLES = [FULL, CHAPTER, ARTICLE, SPEECH]


def real_works() -> list[Work]:
    references = read_references(PROJECT / "source" / "references.yaml", PROJECT, EDITIONS)
    return [work for edition in EDITIONS for work in references.works(edition)]


def exported(works: list[Work], end: str) -> str:
    return FORMATS[end][1](works)


def test_csl_json_is_laid_out_for_people_too() -> None:
    assert to_csl_json([SPEECH]).startswith('[\n  {\n    "id": "speech",\n')


#: Fields of a work that a format has no place for, and what becomes of them.
LOSSES = {
    "bib": {
        "type": "speeches, pages, data sets and documents are all @misc",
    },
    "ris": {
        "type": "speeches and documents are both GEN",
        "container_translation": "left out",
        "event_place": "left out where there is a place of publication; else it stands as CY",
    },
    "json": {
        "title_translation": "left out: CSL 1.0.2 has no such variable",
        "container_translation": "left out: CSL 1.0.2 has no such variable",
    },
}


@pytest.mark.parametrize("end", FORMATS)
@pytest.mark.parametrize("works", [SAMPLES, real_works()], ids=["samples", "paper"])
def test_import_gives_back_all_but_the_declared_losses(works: list[Work], end: str) -> None:
    lost = {*LOSSES[end], "foreign", "untranslated", "original"}
    for work in works:
        (found,) = READERS[end](exported([work], end), f"x.{end}", EN)
        for field in fields(Work):
            if field.name not in lost:
                assert getattr(found, field.name) == getattr(work, field.name), (work.key, field)


def test_declared_losses_are_losses() -> None:
    for end, losses in LOSSES.items():
        gone = set()
        for work in SAMPLES:
            (found,) = READERS[end](exported([work], end), f"x.{end}", EN)
            gone |= {name for name in asdict(work) if getattr(found, name) != getattr(work, name)}
        assert gone - {"foreign", "untranslated", "original"} == set(losses), end


def test_bibtex_is_read_by_bibtexparser() -> None:
    works = {work.key: work for work in [*SAMPLES, *real_works()]}
    parser = BibTexParser(common_strings=True, customization=convert_to_unicode)
    entries = bibtexparser.loads(to_bibtex(works.values()), parser).entries
    assert {entry["ID"] for entry in entries} == set(works)
    for entry in entries:
        work = works[entry["ID"]]
        title = re.sub(r"text(brace|backslash|ascii)(left|right|tilde|circum)?", "", entry["title"])
        assert re.sub(r"\W", "", title) == re.sub(r"\W", "", work.title)
        assert entry.get("year", "") == work.issued[:4]
        assert entry.get("url", "") == work.url
        assert len(entry.get("author", "").split(" and ")) == max(len(work.authors), 1)


def test_bibtex_is_read_by_pandoc(tmp_path: Path) -> None:
    works = {work.key: work for work in [*SAMPLES, *real_works()]}
    path = tmp_path / "x.bib"
    path.write_text(to_bibtex(works.values()), encoding="utf-8")
    command = [str(find_pandoc()), "-f", "biblatex", "-t", "csljson", str(path)]
    run = subprocess.run(command, capture_output=True, check=True)
    assert run.stderr == b""
    items: list[dict[str, Any]] = json.loads(run.stdout)
    assert {item["id"] for item in items} == set(works)
    for item in items:
        work = works[item["id"]]
        names = [name.get("literal") or name["family"] for name in item.get("author", ())]
        assert names == [author.literal or author.family for author in work.authors]
        assert item.get("URL", "") == work.url
        parts = item.get("issued", {}).get("date-parts", [[]])[0]
        assert "-".join(f"{part:02}" for part in parts) == work.issued


def test_ris_is_read_by_rispy() -> None:
    works = {work.key: work for work in [*SAMPLES, *real_works()]}
    text = to_ris(works.values())
    records = rispy.loads(text)
    assert {record["id"] for record in records} == set(works)
    for record in records:
        work = works[record["id"]]
        assert record["title"] == work.title
        assert record.get("authors", []) == [author.inverted for author in work.authors]
        assert record.get("urls", []) == ([work.url] if work.url else [])
        assert record.get("publisher", "") == work.publisher
        assert "unknown_tag" not in record
    assert all(line.endswith("\r") for line in text.split("\n")[:-1])


def test_csl_json_is_read_by_pandoc(tmp_path: Path) -> None:
    works = {work.key: work for work in [*SAMPLES, *real_works()]}
    path = tmp_path / "x.json"
    path.write_text(to_csl_json(works.values()), encoding="utf-8")
    command = [str(find_pandoc()), "-f", "csljson", "-t", "csljson", str(path)]
    items = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert {item["id"] for item in items} == set(works)
    for item in items:
        assert item["type"] == works[item["id"]].type
        assert item.get("publisher-place", "") == works[item["id"]].publisher_place
        assert "original-title" not in item


def test_each_edition_exports_its_own_names() -> None:
    references = read_references(PROJECT / "source" / "references.yaml", PROJECT, EDITIONS)
    names = {item["author"][0]["literal"] for item in json.loads(to_csl_json(references.works(FR)))
             if "literal" in item["author"][0]}  # fmt: skip
    assert names == {"Gouvernement du Canada", "Gouvernement du Mexique"}


def test_coins_name_the_work() -> None:
    book = parse_qs(to_coins(CHAPTER))
    assert book["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:book"]
    assert (book["rft.genre"], book["rft.btitle"]) == (["bookitem"], ["A Book"])
    assert book["rft.atitle"] == [FULL.title]
    assert (book["rft.aulast"], book["rft.aucorp"]) == (["Núñez"], ["Bank & Sons"])
    core = parse_qs(to_coins(SPEECH))
    assert core["rft.creator"] == ["Núñez, Ana María", "Bank & Sons"]
    assert core["rft.date"] == ["2009"]
    assert core["rft.identifier"] == [FULL.url]


MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@pytest.mark.parametrize(
    ("issued", "month"),
    [("2009", None), *((f"2009-{n:02}-07", name) for n, name in enumerate(MONTHS, 1))],
)
def test_month_of_bibtex_is_a_word_of_its_own(issued: str, month: str | None) -> None:
    lines = to_bibtex([replace(FULL, issued=issued)]).splitlines()
    assert [line for line in lines if line.startswith("  month")] == (
        [f"  month = {month},"] if month else []
    )
    assert "  year = {2009}," in lines


def ris_tags(work: Work) -> dict[str, str]:
    return dict(line.split("  - ", 1) for line in to_ris([work]).splitlines())


@pytest.mark.parametrize(
    ("issued", "date"),
    [("2009", "2009///"), ("2009-12", "2009/12//"), ("2009-12-07", "2009/12/07/")],
)
def test_date_of_ris_keeps_its_bars(issued: str, date: str) -> None:
    assert ris_tags(replace(FULL, issued=issued))["DA"] == date
    assert "DA" not in ris_tags(replace(FULL, issued=""))


@pytest.mark.parametrize(
    ("page", "first", "last"), [("11–20", "11", "20"), ("11-20", "11", "20"), ("5", "5", None)]
)
def test_pages_of_ris(page: str, first: str, last: str | None) -> None:
    tags = ris_tags(replace(CHAPTER, page=page))
    assert (tags["SP"], tags.get("EP")) == (first, last)


def test_value_of_ris_is_one_line_and_its_words_stay() -> None:
    tags = ris_tags(replace(FULL, title="Two\nlines\tand a tab"))
    assert tags["TI"] == "Two lines\tand a tab"
    assert to_ris([FULL]).endswith("ER  - \r\n")


def test_letters_of_csl_stand_as_they_are() -> None:
    text = to_csl_json([FULL])
    assert "Núñez" in text
    assert text.endswith("]\n")
    (item,) = json.loads(text)
    assert item["issued"] == {"date-parts": [[2009, 12, 7]]}
    assert item["author"] == [
        {"family": "Núñez", "given": "Ana María"}, {"literal": "Bank & Sons"},
    ]  # fmt: skip
