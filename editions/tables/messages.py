"""Every text of the tables as a message for translators, once, in the order of the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.pofile import write_po

from editions.catalogs.entries import Catalog
from editions.catalogs.patterns import has_words
from editions.findings import Finding, quoted, shown_path
from editions.phrases import phrase
from editions.tables.descriptor import TableMessage
from editions.tables.figures import Data, Table
from editions.tables.views import is_message
from editions.tables.wording import PHRASES

#: Where the words of this package stand.
_OWN = "editions/tables/wording.py"
_PLACE = re.compile(r"\{(\w+)\}")


def extract_tables(data: Data) -> bytes:
    """Return a ``.pot`` with every message of the tables.

    A message that stands in several places is one message with several references and
    comments.  Numbers, periods, keys and names are no messages.
    """
    catalog = BabelCatalog()
    for message in table_messages(data):
        catalog.add(
            message.text,
            locations=[(message.file, message.line)],
            auto_comments=[message.comment],
        )
    buffer = BytesIO()
    write_po(buffer, catalog, width=76)
    return buffer.getvalue()


def table_messages(data: Data) -> Iterator[TableMessage]:
    """Yield every message of the tables, then those of the package's own words."""
    return (message for message in _texts(data) if has_words(message.text))


def _texts(data: Data) -> Iterator[TableMessage]:
    for table in data.tables.values():
        yield from _messages_of(table)
    for institution in data.package.institutions.values():
        yield institution.title
    for unit in data.package.units.values():
        yield from filter(None, (unit.amount, unit.scaled, unit.header, unit.scaled_header))
    for own in PHRASES:
        yield TableMessage(own.text, _OWN, 0, own.comment)


def _messages_of(table: Table) -> Iterator[TableMessage]:
    resource = table.resource
    yield resource.caption
    yield from (field.title for field in resource.fields if field.title is not None)
    fields = [field for field in resource.fields if is_message(field)]
    caption = resource.caption.text
    for row in table.rows:
        for field in fields:
            if row.cells[field.name]:
                what = "Head of a row" if field.role == "heading" else "Cell"
                comment = f"{what} in the table “{caption}”."
                yield TableMessage(row.cells[field.name], resource.shown, row.line, comment)
    yield from resource.notes


def pattern_findings(data: Data, catalog: Catalog, root: Path) -> Iterator[Finding]:
    """Find translations that would lose a number or make two units look alike."""
    shown = shown_path(catalog.path, root)
    entries = {entry.msgid: entry for entry in catalog if entry.usable}
    for message in {message.text: message for message in table_messages(data)}.values():
        entry = entries.get(message.text)
        if entry is None:
            continue
        wanted, found = (sorted(_PLACE.findall(t)) for t in (entry.msgid, entry.msgstr))
        if wanted != found:
            text = phrase(
                "expected {places} in the translation, got {translation}",
                places=_places(wanted),
                translation=quoted(entry.msgstr),
            )
            yield Finding(shown, entry.line, text, "table-pattern")
    for kind in ("amount", "scaled", "header", "scaled_header"):
        seen: dict[str, str] = {}
        for unit in data.package.units.values():
            pattern: TableMessage | None = getattr(unit, kind)
            entry = entries.get(pattern.text) if pattern else None
            if entry is None:
                continue
            other = seen.setdefault(entry.msgstr, unit.name)
            if other != unit.name:
                said = quoted(entry.msgstr)
                text = phrase(
                    "{said} stands for {unit} and for {other}; tell them apart",
                    said=said,
                    unit=other,
                    other=unit.name,
                )
                yield Finding(shown, entry.line, text, "table-pattern")


def _places(names: Sequence[str]) -> str:
    """Return the places of a pattern, as a finding names them."""
    if not names:
        return phrase("no place in braces")
    made: str
    made, *others = (f"{{{name}}}" for name in names)
    for other in others:
        made = phrase("{one} and {other}", one=made, other=other)
    return made


def missing_patterns(data: Data, catalog: Catalog | None, shown: str) -> Iterator[Finding]:
    """Find units that have no pattern in a language."""
    usable = {entry.msgid for entry in catalog or () if entry.usable}
    used = {
        figure.unit
        for table in data.tables.values()
        for row in table.rows
        for figure in row.figures.values()
    }
    for unit in data.package.units.values():
        patterns = filter(None, (unit.amount, unit.scaled, unit.header, unit.scaled_header))
        for pattern in patterns:
            if unit.name in used and has_words(pattern.text) and pattern.text not in usable:
                text = phrase(
                    "unit {unit} has no pattern: translate {text}",
                    unit=unit.name,
                    text=quoted(pattern.text),
                )
                yield Finding(shown, 0, text, "unit-pattern")
