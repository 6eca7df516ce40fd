"""Read the works of a CSL-JSON file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from editions.files.json import parse_json
from editions.findings import FindingsError
from editions.languages import Edition
from editions.phrases import phrase
from editions.references import bibtex, ris
from editions.references.fields import (
    MAX_LETTERS,
    MAX_WORKS,
    RULE,
    clean,
    iso_date,
    language_of,
    make_key,
    refused,
    too_long,
)
from editions.references.works import Author, Work

#: Kinds of works that CSL knows and we do.
TYPES = {*bibtex.TYPES.values(), *ris.TYPES.values(), "document", "speech"}
_TAGS = re.compile(r"</?(?:i|b|sup|sub|span)(?:\s[^<>]*)?>")


def read_csl_json(text: str, file: str, edition: Edition) -> list[Work]:
    """Return the works of a CSL-JSON file.

    Raises:
        FindingsError: the file is not CSL-JSON.
    """
    try:
        items, lines = parse_json(text, file, RULE)
    except FindingsError as error:
        (finding,) = error.findings
        raise refused(file, finding.line, finding.message) from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise refused(file, 1, phrase("is not CSL-JSON, which is a list of works"))
    if len(items) > MAX_WORKS:
        raise refused(
            file,
            lines[MAX_WORKS,],
            phrase("holds more than {max_works:,} works", max_works=MAX_WORKS),
        )
    for index, item in enumerate(items):
        for name, value in item.items():
            if isinstance(value, str) and len(value) > MAX_LETTERS:
                raise too_long(file, lines[index, name])
    return [_work(item, edition) for item in items]


def _people(names: object) -> Iterator[Author]:
    """Yield the people of a field; what is no name is left out."""
    for name in names if isinstance(names, list) else ():
        if not isinstance(name, Mapping):
            continue
        if name.get("literal"):
            yield Author(literal=clean(str(name["literal"])))
        else:
            yield Author(clean(str(name.get("family", ""))), clean(str(name.get("given", ""))))


def _work(item: Mapping[str, Any], edition: Edition) -> Work:
    def text(name: str) -> str:
        value = item.get(name, "")
        return clean(_TAGS.sub("", str(value))) if isinstance(value, (str, int, float)) else ""

    def date(name: str) -> str:
        value = item.get(name)
        value = value if isinstance(value, Mapping) else {}
        dates = value.get("date-parts")
        first = dates[0] if isinstance(dates, list) and dates else ()
        parts = [str(part) for part in first] if isinstance(first, list) else []
        return iso_date(parts) or iso_date(str(value.get("raw", "")).split("-"))

    kind = text("type")
    return Work(
        key=make_key(text("id") or text("title")),
        type=kind if kind in TYPES else "document",
        language=language_of(text("language"), edition),
        foreign=False,
        authors=tuple(_people(item.get("author"))),
        editors=tuple(_people(item.get("editor"))),
        title=text("title"),
        title_short=text("title-short"),
        container=text("container-title"),
        chapter=text("chapter-number"),
        genre=text("genre"),
        number=text("number"),
        volume=text("volume"),
        issue=text("issue"),
        page=text("page"),
        publisher=text("publisher"),
        publisher_place=text("publisher-place"),
        event_place=text("event-place"),
        issued=date("issued"),
        url=text("URL"),
        doi=text("DOI"),
        isbn=text("ISBN"),
        accessed=date("accessed"),
    )
