"""The files that go with a site: their checksums, the tables' data, and the lists of works."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

from babel import Locale

from editions.files.json import parse_json
from editions.files.zips import ZipError, check_members, open_zip, read_member
from editions.findings import Finding, FindingsError
from editions.phrases import phrase
from editions.quantities.reading import find_quantities
from editions.verification.facts import BuiltTable, Page, letters, shortened
from editions.verification.opening import MAX_PAGE, SiteFiles

CHECKSUMS = "SHA256SUMS"
#: Bytes of the list of checksums, and digits of a number in data.
_LONGEST_LIST, _DIGITS = 1_000_000, 100
#: Fields of a work in BibTeX and in RIS.
_BIBTEX = re.compile(r"^\s{0,9}(\w{1,40})\s{0,9}=(.*)$", re.MULTILINE)
_RIS = re.compile(r"^([A-Z]\w)  - (.*)$", re.MULTILINE)
_UNKNOWN_DIGIT = re.compile(r"(?<=\d)X")
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_PLAIN = re.compile(r"(?:(?<!\d)-)?\d+(?:\.\d+)?")


def check_checksums(files: SiteFiles, folder: Path, shown: str) -> Iterator[Finding]:
    """Yield files of *folder*, which findings call *shown*, that are not what its list says."""
    content = files.read_text(folder / CHECKSUMS, _LONGEST_LIST)
    if content is None:
        return
    listed: set[str] = set()
    for number, line in enumerate(content.splitlines(), 1):
        match = _LINE.fullmatch(line)
        place = f"{shown}/{CHECKSUMS}"
        if match is None:
            yield Finding(place, number, phrase("the line is no checksum"), "checksum")
            continue
        listed.add(match[2])
        file = folder / match[2]
        if not files.is_file(file):
            yield Finding(place, number, phrase("{name} is not there", name=match[2]), "checksum")
        elif (facts := files.facts(file)) is not None and facts.digest != match[1]:
            message = phrase("it is not the file of its checksum")
            yield Finding(f"{shown}/{match[2]}", 0, message, "checksum")
    for file in sorted(folder.iterdir()) if listed else ():
        if file.is_file() and file.name not in listed | {CHECKSUMS}:
            yield Finding(f"{shown}/{file.name}", 0, phrase("it has no checksum"), "checksum")


def check_data(page: Page, table: BuiltTable, content: str, file: str) -> Iterator[Finding]:
    """Yield figures of *table* that its data, a CSV file, do not hold, in whatever unit.

    Where both have as many rows, a row is held against its own.
    """
    records = [" ".join(row) for row in list(csv.reader(StringIO(content)))[1:]]
    body = [row for row in table.rows if any(cell.kind == "td" for cell in row)]
    aligned = dict(zip(map(id, body), records, strict=True)) if len(body) == len(records) else {}
    for number, row in enumerate(table.rows, 1):
        held = _plain_numbers(aligned.get(id(row), content))
        for column, cell in enumerate(row, 1):
            if cell.kind == "th":
                continue
            for values in _values(cell.text, page.locale):
                if values and not any(_is_held(value, held) for value in values):
                    message = phrase(
                        "the table {id!r}, row {number}, column {column}: {text} is not in {file}",
                        id=table.id,
                        number=number,
                        column=column,
                        text=shortened(cell.text),
                        file=file,
                    )
                    yield Finding(page.file, table.line, message, "table-data")


def _plain_numbers(text: str) -> set[Fraction]:
    return {Fraction(number) for number in _PLAIN.findall(text) if len(number) <= _DIGITS}


def check_package(data: bytes, shown: str, files: Mapping[str, str]) -> Iterator[Finding]:
    """Yield files of data, by their names, whose numbers an archive of all of them has otherwise.

    Its words may be in another language.
    """
    try:
        with open_zip(data) as package:
            check_members(package)
            held = {
                member.filename: read_member(package, member, MAX_PAGE).decode("utf-8", "replace")
                for member in package.infolist()
            }
    except ZipError as error:
        yield Finding(shown, 0, phrase("the file is broken: {error}", error=error), "unreadable")
        return
    # A row may take its number from another file, and a decade is 198X.
    numbers = _plain_numbers(_UNKNOWN_DIGIT.sub("0", " ".join(held.values())))
    for path, content in files.items():
        name = path.rpartition("/")[2]
        if name not in held:
            yield Finding(shown, 0, phrase("{path} is not in it", path=path), "data-package")
        elif not all(_is_held(number, numbers) for number in _plain_numbers(content)):
            yield Finding(
                shown, 0, phrase("{path} has numbers that it lacks", path=path), "data-package"
            )


def _values(text: str, locale: Locale) -> Iterator[list[Fraction]]:
    for quantity in find_quantities(text, locale):
        if quantity.firm and len(quantity.values) == 1:
            yield [Fraction(v) for v in quantity.values if isinstance(v, (int, Fraction))]


def _is_held(value: Fraction, held: set[Fraction]) -> bool:
    scales = (1, 100, 10**3, 10**6, 10**9)
    return any(value * scale in held or value / scale in held for scale in scales)


@dataclass(frozen=True)
class ExportedWork:
    """A work, as a file for reference managers has it."""

    id: str
    title: str
    #: Empty where it has none.
    year: str


def check_references(page: Page, exports: Mapping[str, str]) -> Iterator[Finding]:
    """Yield exports of the list of works in *page* that do not hold its works.

    *exports* are their texts by the names of files.
    """
    entries = {block.id.removeprefix("ref-"): block for block in page.blocks if block.is_work}
    for file, content in sorted(exports.items()):
        works = read_works(file, content)
        if works is None:
            yield Finding(file, 0, phrase("it cannot be read"), "exports")
            continue
        if len(works) != len(entries):
            message = phrase(
                "it holds {number} works, and {file} {wanted}",
                number=len(works),
                file=page.file,
                wanted=len(entries),
            )
            yield Finding(file, 0, message, "exports")
        for work in works:
            entry = entries.get(work.id)
            if entry is None or letters(work.title) not in letters(entry.text):
                message = phrase(
                    "{title} is not in {file}", title=shortened(work.title), file=page.file
                )
                yield Finding(file, 0, message, "exports")
            elif work.year not in entry.text:
                message = phrase(
                    "{title} is of {year} in it, but not in {file}:{line}",
                    title=shortened(work.title),
                    year=work.year,
                    file=page.file,
                    line=entry.line,
                )
                yield Finding(file, 0, message, "exports")


def check_own_work(first: Page, exports: Mapping[str, str]) -> Iterator[Finding]:
    """Yield files by which *first*, an edition's first page, is cited, that are of another title.

    *exports* are their texts by the names of files.
    """
    title = letters(first.head.site)
    for file, content in exports.items():
        works = read_works(file, content)
        if works is None or len(works) != 1:
            yield Finding(file, 0, phrase("it cannot be read"), "exports")
        elif title and letters(works[0].title) not in title:
            message = phrase(
                "{title} is not the title of {file}",
                title=shortened(works[0].title),
                file=first.file,
            )
            yield Finding(file, 0, message, "exports")


def read_works(file: str, content: str) -> list[ExportedWork] | None:
    """Return the works that an export holds; None where it is broken."""
    try:
        if file.endswith(".json"):
            items, _ = parse_json(content, file, "exports")
            return [_from_json(item) for item in items]
        if file.endswith(".ris"):
            records = content.split("\nER  -")
            if records.pop().strip() or any(not r.lstrip().startswith("TY  - ") for r in records):
                return None
            return [
                _from_fields(dict(_RIS.findall(record)), "ID", "TI", "PY") for record in records
            ]
    except (FindingsError, AttributeError, TypeError, LookupError):
        return None
    if content.count("{") != content.count("}"):
        return None
    entries = re.split(r"^@(?!comment|string|preamble)\w+\{", content, flags=re.MULTILINE | re.I)
    return [
        _from_fields(
            {"id": entry.partition(",")[0], **dict(_BIBTEX.findall(entry))}, "id", "title", "year"
        )
        for entry in entries[1:]
    ]


def _from_json(item: Mapping[str, Any]) -> ExportedWork:
    parts = item.get("issued", {}).get("date-parts", [[""]])
    return ExportedWork(str(item["id"]), str(item.get("title", "")), str(parts[0][0]))


def _from_fields(fields: Mapping[str, str], name: str, title: str, year: str) -> ExportedWork:
    values = (fields.get(key, "").strip().strip('{}",') for key in (name, title, year))
    work, called, date = values
    return ExportedWork(work, called, date[:4])
