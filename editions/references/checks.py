"""What a schema cannot say of references: names, translations, addresses, doubles."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from editions.findings import Severity, described
from editions.languages import Edition
from editions.phrases import phrase
from editions.references.works import DeclaredWork, References, same_language

#: Fields that hold the key of a name.
NAMED = ("publisher", "publisher-place", "event-place")

#: What an address may hold (RFC 3986); everything else stands as %20 and the like.
_URL_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*", re.IGNORECASE)


#: Letters of the longest name of a host (RFC 1035).
_LONGEST_HOST = 253


@dataclass(frozen=True)
class DataProblem:
    """One thing that is wrong, at a path into the file."""

    path: tuple[str | int, ...]
    #: What is wrong, and what to do next.
    message: str
    rule: str
    severity: Severity = Severity.ERROR


def check_entries(references: References, editions: Sequence[Edition]) -> Iterator[DataProblem]:
    """Yield what is wrong with references whose form is right."""
    used: set[str] = set()
    for key, forms in references.names.items():
        yield from _complete(("names", key), phrase("the name"), forms, editions)
    placed: list[tuple[tuple[str | int, ...], DeclaredWork]] = [
        (("references", index), entry) for index, entry in enumerate(references.entries)
    ]
    if references.publication is not None:
        placed.append((("publication",), references.publication))
    for path, entry in placed:
        yield from _names(path, entry, references.names, used)
        yield from _translations(path, entry, editions)
        yield from _dates_and_addresses(path, entry.fields)
    yield from _doubles(placed)
    for key in references.names:
        if key not in used:
            message = phrase("is used by no entry; use it or remove it")
            yield DataProblem(("names", key), message, "unused-name", Severity.WARNING)


def _complete(
    path: tuple[str | int, ...], what: str, forms: object, editions: Sequence[Edition]
) -> Iterator[DataProblem]:
    if not isinstance(forms, Mapping):
        return
    codes = [edition.code for edition in editions]
    missing = [code for code in codes if code not in forms]
    if missing:
        yield DataProblem(
            path,
            phrase(
                "{what} has no form for {missing}; add it", what=what, missing=", ".join(missing)
            ),
            "missing-translation",
            Severity.WARNING,
        )
    yield from _foreign_codes(path, forms, codes)


def _foreign_codes(
    path: tuple[str | int, ...], forms: Mapping[str, Any], codes: Sequence[str]
) -> Iterator[DataProblem]:
    for code in forms:
        if code not in codes:
            message = phrase(
                "{code!r} is no edition; conf.py declares {codes}",
                code=code,
                codes=", ".join(codes),
            )
            yield DataProblem((*path, code), message, "unknown-language")


def _names(
    path: tuple[str | int, ...], entry: DeclaredWork, names: Mapping[str, Any], used: set[str]
) -> Iterator[DataProblem]:
    wanted: list[tuple[str, str]] = [
        (field, entry.fields[field]) for field in NAMED if field in entry.fields
    ]
    for field in ("author", "editor"):
        people = entry.fields.get(field, ())
        wanted += [(field, person) for person in people if isinstance(person, str)]
    for field, key in wanted:
        used.add(key)
        if key not in names:
            message = phrase(
                "{field!r} names {key!r}, which is not declared under 'names'; add it there",
                field=field,
                key=key,
            )
            yield DataProblem((*path, field), message, "unknown-name")


def _translations(
    path: tuple[str | int, ...], entry: DeclaredWork, editions: Sequence[Edition]
) -> Iterator[DataProblem]:
    fields = entry.fields
    for field in ("title", "title-short", "genre", "container-title"):
        if field in fields:
            yield from _complete((*path, field), f"{field!r}", fields[field], editions)
    genre = fields.get("genre")
    if isinstance(genre, str) and len(editions) > 1:
        known = ", ".join(edition.code for edition in editions)
        message = phrase(
            "'genre' is one text for all languages; give it a form for {known}", known=known
        )
        yield DataProblem((*path, "genre"), message, "missing-translation", Severity.WARNING)
    if "language" not in fields:
        return
    codes = [edition.code for edition in editions]
    variants = fields.get("variant", {})
    yield from _foreign_codes((*path, "variant"), variants, codes)
    # The name of a journal stays what it is.
    journal = fields["type"] in ("article-journal", "article-newspaper")
    for field in ("title",) if journal else ("title", "container-title"):
        if not isinstance(fields.get(field), str):
            continue
        given = fields.get(f"{field}-translation", {})
        yield from _foreign_codes((*path, f"{field}-translation"), given, codes)
        for edition in editions:
            own = same_language(fields["language"], edition)
            if own and (edition.code in given or edition.code in variants):
                name = f"{field}-translation" if edition.code in given else "variant"
                message = phrase(
                    "{code!r} is the language of the work itself; remove it", code=edition.code
                )
                yield DataProblem((*path, name), message, "needless-translation")
            covered = edition.code in given or (field == "title" and edition.code in variants)
            if not own and not covered:
                message = phrase(
                    "{field!r} has no translation for {code}; add it to '{field}-translation'",
                    field=field,
                    code=edition.code,
                )
                place = (*path, f"{field}-translation" if given else field)
                yield DataProblem(place, message, "missing-translation", Severity.WARNING)


def _dates_and_addresses(
    path: tuple[str | int, ...], fields: Mapping[str, Any]
) -> Iterator[DataProblem]:
    variants = fields.get("variant", {})
    places = [(path, fields)] + [((*path, "variant", code), variants[code]) for code in variants]
    for place, values in places:
        for field in ("issued", "accessed"):
            if field in values and not is_date(values[field]):
                message = phrase(
                    "{field!r} is {value!r}, which is no date of the calendar",
                    field=field,
                    value=values[field],
                )
                yield DataProblem((*place, field), message, "date")
        problem = url_problem(values["URL"]) if "URL" in values else ""
        if problem:
            message = phrase(
                "'URL' {address} {problem}", address=described(values["URL"]), problem=problem
            )
            yield DataProblem((*place, "URL"), message, "url")


def is_date(value: str) -> bool:
    """Tell whether ``2009``, ``2009-12`` or ``2009-12-07`` is in the calendar."""
    year, month, day = (*value.split("-"), "01", "01")[:3]
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def url_problem(url: str) -> str:
    """Say why an address can lead nowhere; an empty text if it has the form of one."""
    if not _URL_CHARACTERS.fullmatch(url):
        return phrase("holds a space or a letter that addresses write as %20 and the like")
    if url[-1] in ".,;:":
        return phrase(
            "ends in {url!r}, which the sentence around it has left there; remove it", url=url[-1]
        )
    if url.count("(") < url.count(")"):
        return phrase("ends in a bracket that the sentence around it has left there; remove it")
    try:
        host = urlsplit(url).hostname or ""
        _ = urlsplit(url).port
    except ValueError as error:
        return phrase("is no address: {error}", error=error)
    if len(host) > _LONGEST_HOST or not _HOST.fullmatch(host):
        return phrase("names the host {host}, which the web cannot know", host=described(host))
    return ""


def _doubles(placed: Sequence[tuple[tuple[str | int, ...], DeclaredWork]]) -> Iterator[DataProblem]:
    keys: dict[str, DeclaredWork] = {}
    works: dict[tuple[str, ...], DeclaredWork] = {}
    addresses: dict[str, DeclaredWork] = {}
    for path, entry in placed:
        first = keys.setdefault(entry.key, entry)
        if first is not entry:
            message = phrase(
                "the id stands in line {line} already; choose another one", line=first.line
            )
            yield DataProblem((*path, "id"), message, "duplicate-id")
            continue
        fields = entry.fields
        work = (fold(str(fields["title"])), repr(fields.get("author")), fields.get("issued", ""))
        twin = works.setdefault(work, entry)
        if twin is not entry:
            message = phrase(
                "is the work of {key!r} (line {line}) again; keep one of them",
                key=twin.key,
                line=twin.line,
            )
            yield DataProblem(path, message, "duplicate-work", Severity.WARNING)
        if "URL" in fields:
            twin = addresses.setdefault(fields["URL"].rstrip("/"), entry)
            if twin is not entry:
                message = phrase(
                    "has the address of {key!r} (line {line}); is it one work?",
                    key=twin.key,
                    line=twin.line,
                )
                yield DataProblem((*path, "URL"), message, "duplicate-url", Severity.WARNING)


def fold(title: str) -> str:
    """Return the letters and digits of a title, to compare it with another one."""
    return "".join(char for char in title.casefold() if char.isalnum())
