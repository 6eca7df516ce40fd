"""Downloads: each table as CSV in the words of an edition, and all of them as one package."""

from __future__ import annotations

import io
import zipfile

from editions.dates import NO_BREAK
from editions.files.csv import csv_bytes, harmless
from editions.tables.figures import Data, Table
from editions.tables.formatting import Forms
from editions.tables.views import Cell, View
from editions.tables.wording import PRECISION_HEAD

#: The time that files in an archive bear, the earliest that the format knows.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def export_view(view: View, forms: Forms) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8): heads and labels of the edition, plain numbers.

    A number is counted in the unit that its head or its row names, with a point and no
    groups; how exact it is stands in a column of its own.  An empty cell is empty.
    """
    with_precision = {
        cell.field.name
        for row in view.rows
        for cell in row
        if cell.figure and cell.figure.precision
    }
    heads = []
    for head in view.heads:
        heads.append(" ".join(filter(None, (head.label.text, head.unit.text))))
        if head.field.name in with_precision:
            heads.append(forms.wording.text(PRECISION_HEAD, title=head.label.text))
    rows = []
    for row in view.rows:
        cells = []
        for cell in row:
            cells.append(_plain(cell, forms))
            if cell.field.name in with_precision:
                precise = cell.figure is None
                word = "" if precise or not cell.figure else forms.qualified("", cell.figure)
                cells.append(harmless(word.strip()))
        rows.append(cells)
    return csv_bytes([[harmless(head) for head in heads], *rows])


def _plain(cell: Cell, forms: Forms) -> str:
    if cell.empty:
        return ""
    if cell.figure is not None:
        return format(forms.shown_value(cell.figure)[0], "f")
    text = cell.label.text
    return harmless(text.replace(NO_BREAK, " ") if cell.field.role == "period" else text)


def export_package(data: Data) -> bytes:
    """Return the description and all tables as a ZIP archive, the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "datapackage.json", data.package.path.read_bytes())
        for table in data.tables.values():
            _add(archive, table.resource.path.name, _export_source(table))
    return buffer.getvalue()


def _export_source(table: Table) -> bytes:
    """Return a table as its description has it, formulas made harmless."""
    fields = table.resource.fields
    texts = {field.name for field in fields if field.type == "string"}
    rows = (
        [harmless(row.cells[f.name]) if f.name in texts else row.cells[f.name] for f in fields]
        for row in table.rows
    )
    return csv_bytes([[field.name for field in fields], *rows])


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)
