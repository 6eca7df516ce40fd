"""Read the works of a RIS file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import rispy

from editions.languages import Edition
from editions.phrases import phrase
from editions.references.fields import (
    MAX_LETTERS,
    check_number,
    clean,
    iso_date,
    language_of,
    make_key,
    refused,
    too_long,
)
from editions.references.works import Author, Work

TYPES = {
    "BOOK": "book",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "DATA": "dataset",
    "ELEC": "webpage",
    "JOUR": "article-journal",
    "NEWS": "article-newspaper",
    "RPRT": "report",
    "THES": "thesis",
}
#: Lines of a RIS file, and lines without a tag in one another's wake.
MAX_LINES = 100_000
MAX_UNTAGGED = 1_000
_TAG = re.compile(r"[A-Z][A-Z0-9]  -")
_ENTRY = re.compile(r"^TY  - ", re.MULTILINE)


def read_ris(text: str, file: str, edition: Edition) -> list[Work]:
    """Return the works of a RIS file.

    Raises:
        FindingsError: the file is not RIS, or ends within a work.
    """
    text = text.lstrip("\ufeff")
    check_number(_ENTRY.finditer(text), text, file)
    records = rispy.loads("\n".join(_whole_lines(text, file)))
    begun = [number for number, line in enumerate(text.splitlines(), 1) if line[:6] == "TY  - "]
    if not begun:
        raise refused(file, 1, phrase("is not RIS: no line begins with 'TY  - '"))
    if len(records) != len(begun):
        message = phrase(
            "{number} works begin, but {number_records} end with 'ER  - '",
            number=len(begun),
            number_records=len(records),
        )
        raise refused(file, begun[-1], message)
    return [_work(record, edition) for record in records]


def _work(record: Mapping[str, Any], edition: Edition) -> Work:
    def first(*names: str) -> str:
        values = (record.get(name) for name in names)
        texts = (value[0] if isinstance(value, list) else value for value in values if value)
        return next((clean(str(text)) for text in texts), "")

    kind = TYPES.get(first("type_of_reference"), "document")
    in_series = kind.startswith("article")
    authors = tuple(
        _written_author(clean(name))
        for name in (*record.get("first_authors", ()), *record.get("authors", ()))
    )
    title = first("title", "primary_title")
    year = first("year", "publication_year")
    key = first("id", "label") or "-".join(
        part for part in (authors[0].family or authors[0].literal if authors else title, year[:4])
    )
    return Work(
        key=make_key(key),
        type=kind,
        language=language_of(first("language"), edition),
        foreign=False,
        authors=authors,
        editors=tuple(
            _written_author(clean(name))
            for name in (*record.get("secondary_authors", ()), *record.get("editors", ()))
        ),
        title=title,
        title_short=first("short_title"),
        title_translation=first("translated_title"),
        container=first("secondary_title", "journal_name", "alternate_title3"),
        chapter=first("section"),
        genre=first("type_of_work"),
        number="" if in_series else first("note", "number"),
        volume=first("volume"),
        issue=first("number") if in_series else "",
        page="–".join(part for part in (first("start_page"), first("end_page")) if part),
        publisher=first("publisher"),
        publisher_place=first("place_published") if first("publisher") else "",
        event_place="" if first("publisher") else first("place_published"),
        issued=iso_date((first("date") or year).split("/")),
        url=first("urls"),
        doi=first("doi"),
        isbn="" if in_series else first("issn"),
        accessed=iso_date(first("access_date").split("/")),
    )


def _written_author(name: str) -> Author:
    family, comma, given = name.partition(",")
    return Author(family.strip(), given.strip()) if comma else Author(literal=name)


def _whole_lines(text: str, file: str) -> list[str]:
    """Return the fields, each in one line: rispy loses its way in those of several.

    Raises:
        FindingsError: a work begins with a line that belongs to no field, or rispy would read
            for minutes.
    """
    fields: list[str] = []
    untagged = 0
    for number, line in enumerate(text.splitlines(), 1):
        tagged = bool(_TAG.match(line))
        untagged = 0 if tagged else untagged + 1
        if len(line) > MAX_LETTERS or untagged > MAX_UNTAGGED:
            raise too_long(file, number)
        if number > MAX_LINES:
            raise refused(
                file, number, phrase("has more than {max_lines:,} lines", max_lines=MAX_LINES)
            )
        if tagged:
            fields.append(line)
        elif fields and line.strip() and fields[-1][:2] != "ER":
            if fields[-1][:2] == "TY":
                raise refused(
                    file, number, phrase("is not RIS: a work begins with a line without a tag")
                )
            fields[-1] += f" {line.strip()}"
    return fields
