"""The files that go with a site: their checksums, the tables' data, and the lists of works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from babel import Locale

from editions.files.json import parse_json
from editions.findings import Finding, FindingsError
from editions.quantities.reading import find_quantities
from editions.verification.facts import BuiltTable, Page, letters, shortened
from editions.verification.opening import SiteFiles

CHECKSUMS = "SHA256SUMS"
#: Bytes of the list of checksums, and digits of a number in data.
_LONGEST_LIST, _DIGITS = 1_000_000, 100
_BIBTEX = re.compile(r"^@(?!comment|string|preamble)\w+\{", re.MULTILINE | re.IGNORECASE)
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
            yield Finding(place, number, "the line is no checksum", "checksum")
            continue
        listed.add(match[2])
        file = folder / match[2]
        if not files.is_file(file):
            yield Finding(place, number, f"{match[2]} is not there", "checksum")
        elif (facts := files.facts(file)) is not None and facts.digest != match[1]:
            message = "it is not the file of its checksum"
            yield Finding(f"{shown}/{match[2]}", 0, message, "checksum")
    for file in sorted(folder.iterdir()) if listed else ():
        if file.suffix in (".pdf", ".epub") and file.name not in listed:
            yield Finding(f"{shown}/{file.name}", 0, "it has no checksum", "checksum")


def check_data(page: Page, table: BuiltTable, content: str, file: str) -> Iterator[Finding]:
    """Yield figures of *table* that its data, a CSV file, do not hold, in whatever unit."""
    held = {Fraction(text) for text in _PLAIN.findall(content) if len(text) <= _DIGITS}
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row, 1):
            if cell.kind == "th":
                continue
            for values in _values(cell.text, page.locale):
                if values and not any(_is_held(value, held) for value in values):
                    message = (
                        f"the table {table.id!r}, row {number}, column {column}:"
                        f" {shortened(cell.text)} is not in {file}"
                    )
                    yield Finding(page.file, table.line, message, "table-data")


def _values(text: str, locale: Locale) -> Iterator[list[Fraction]]:
    for quantity in find_quantities(text, locale):
        if quantity.firm and len(quantity.values) == 1:
            yield [Fraction(v) for v in quantity.values if isinstance(v, (int, Fraction))]


def _is_held(value: Fraction, held: set[Fraction]) -> bool:
    scales = (1, 100, 10**3, 10**6, 10**9)
    return any(value * scale in held or value / scale in held for scale in scales)


def check_references(page: Page, exports: Mapping[str, str]) -> Iterator[Finding]:
    """Yield exports of the list of works in *page* that do not hold its works.

    *exports* are their texts by the names of files.
    """
    works = [block for block in page.blocks if block.id.startswith("ref-")]
    text = letters(" ".join(block.text for block in works))
    for file, content in sorted(exports.items()):
        count, titles = _works(file, content)
        if count is None:
            yield Finding(file, 0, "it cannot be read", "exports")
        elif count != len(works):
            message = f"it holds {count} works, and {page.file} {len(works)}"
            yield Finding(file, 0, message, "exports")
        for title in titles:
            if letters(title) not in text:
                message = f"{shortened(title)} is not in {page.file}"
                yield Finding(file, 0, message, "exports")


def _works(file: str, content: str) -> tuple[int | None, list[str]]:
    """Return how many works an export holds, None where it is broken, and their titles."""
    if file.endswith(".json"):
        try:
            items, _ = parse_json(content, file, "exports")
            return len(items), [str(item.get("title", "")) for item in items]
        except (FindingsError, AttributeError, TypeError):
            return None, []
    if file.endswith(".ris"):
        begun = re.findall(r"^TY  - ", content, re.MULTILINE)
        ended = re.findall(r"^ER  -", content, re.MULTILINE)
        return (len(begun) if len(begun) == len(ended) else None), []
    entries = _BIBTEX.findall(content)
    whole = content.count("{") == content.count("}")
    return (len(entries) if whole else None), []
