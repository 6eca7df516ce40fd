"""Read a reviewer's table as Word or LibreOffice saves it; see `editions.exchange.review`.

Nothing of a row is passed over in silence: what cannot be read is a problem of that row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from editions.catalogs.entries import Catalog, Entry
from editions.exchange.docx import Docx, W, lost_object, text_of
from editions.exchange.guards import torn_codes
from editions.exchange.review import COLUMNS, entries_by_id, fill_codes
from editions.exchange.segments import Returned
from editions.exchange.xliff import RULE
from editions.findings import FindingsError, described

_NAME = re.compile(r"(?<!\S)(?P<domain>\S{1,1000})#(?P<id>[0-9a-f]{12}\.\d\.[0-9a-f]{8})")
_NUMBER, _, _TRANSLATION, _STATE, _COMMENT = COLUMNS
#: What may stand between a row and its cells.
_AROUND = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml"))
#: What the column of states may say, and whether the translation wants a human then.
_STATES = {"current": False, "outdated": True, "missing": None, "": None}


@dataclass(frozen=True)
class _Head:
    """The columns of one table, as its head names them."""

    #: Positions by name; a reviewer may have removed some, and added others.
    places: Mapping[str, int]
    #: How many cells a row has.
    width: int


def read_review(file: Docx, catalogs: Mapping[str, Catalog], shown: str) -> Iterator[Returned]:
    """Yield the messages of the tables in the file *shown*; codes are those of *catalogs*.

    ``line`` is the number of the row in the whole file, heads included.

    Raises:
        FindingsError: no row says which message it is.
    """
    entries = entries_by_id(catalogs)
    heads: dict[etree._Element, _Head] = {}
    unknown = []
    is_ours = False
    for number, row in enumerate(file.document.iter(f"{W}tr"), 1):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        table = next(row.iterancestors(f"{W}tbl"))
        if table not in heads:
            heads[table] = _head_of(table)
        cells = list(_cells(row))
        match = next(filter(None, (_NAME.search(text_of(cell)) for cell in cells)), None)
        if match is not None:
            is_ours = True
            yield _returned(file, row, cells, heads[table], match, entries, number)
        elif unnamed := _unnamed(cells, heads[table], number):
            unknown.append(unnamed)
    if not is_ours:
        message = (
            f"holds no row that names its message, in hidden text in the column {_NUMBER!r};"
            " export again, and keep that column"
        )
        raise FindingsError.for_file(shown, message, RULE)
    yield from unknown


def _head_of(table: etree._Element) -> _Head:
    """Return the columns of a table; those of every table of ours, where its head is gone."""
    for row in table.iter(f"{W}tr"):
        titles = [text_of(cell).strip() for cell in _cells(row)]
        if {_NUMBER, _TRANSLATION} <= {*titles}:
            return _Head({title: titles.index(title) for title in titles}, len(titles))
    return _Head({title: at for at, title in enumerate(COLUMNS)}, len(COLUMNS))


def _cells(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _AROUND:
            yield from _cells(child)


def _unnamed(cells: list[etree._Element], head: _Head, number: int) -> Returned | None:
    """Return what is wrong with a row that names no message, if it has a translation."""
    place = head.places.get(_TRANSLATION, len(cells))
    text = text_of(cells[place]).strip() if place < len(cells) == head.width else ""
    if not text or text == _TRANSLATION:
        return None
    message = f"the row does not say which message {described(text[:40])} translates"
    problem = f"{message}; write it into the row of that message"
    return Returned("", str(number), "", None, None, (), number, problem, "import-row")


def _returned(
    file: Docx,
    row: etree._Element,
    cells: list[etree._Element],
    head: _Head,
    match: re.Match[str],
    entries: Mapping[tuple[str, str], Entry],
    number: int,
) -> Returned:
    """Return what a row says of its message."""
    domain, name = match["domain"], match["id"]
    entry = entries.get((domain, name.partition(".")[0]))
    form = int(name.split(".")[1])
    if entry is None or form >= len(entry.msgstrs):
        return Returned(domain, name, "", None, None, (), number)
    plural = entry.msgid_plural if form else None
    source = entry.msgid if plural is None else plural
    if problem := _row_problem(cells, head):
        return Returned(domain, name, source, None, None, (), number, problem, "import-row")

    def text(column: str) -> str:
        return text_of(cells[head.places[column]]) if column in head.places else ""

    target = text(_TRANSLATION)
    if "\n" not in source:
        target = " ".join(filter(None, target.split("\n")))
    try:
        target, codes = fill_codes(target, entry, form)
        problem = torn_codes(codes)
    except LookupError as error:
        problem = str(error.args[0])
    state = text(_STATE).strip(" \t\n.")
    fuzzy = _STATES.get(state.casefold())
    if fuzzy and entry.fuzzy and target not in entry.msgstrs:
        fuzzy = None  # it was so, and somebody has worked on it
    warning = ""
    if state.casefold() not in _STATES:
        warning = (
            f"the state {described(state)} is not known, and changes nothing; write 'current' or"
            " 'outdated', and remarks into the comment"
        )
    ids = (mark.get(f"{W}id", "") for mark in row.iter(f"{W}commentReference"))
    remarks = (text(_COMMENT), *(file.comments.get(id_, "") for id_ in ids))
    comments = tuple(line for remark in remarks for line in remark.splitlines() if line.strip())
    return Returned(
        domain,
        name,
        source,
        target.strip(" ") or None,
        fuzzy,
        comments,
        number,
        problem,
        warning=warning,
    )


def _row_problem(cells: list[etree._Element], head: _Head) -> str:
    """Return why the cells of a row do not tell what its translation is, or an empty text."""
    if len(cells) != head.width or _TRANSLATION not in head.places:
        return (
            f"the row has {len(cells)} cells, where its table has {head.width}; undo what merged"
            " or split them, and import again"
        )
    cell = cells[head.places[_TRANSLATION]]
    if cell.find(f"{W}tcPr/{W}vMerge") is not None:
        return "the cell of the translation is merged with that of another row; split it again"
    if found := lost_object(cell):
        return f"the translation holds {found}, which no catalog can; write text in its place"
    return ""
