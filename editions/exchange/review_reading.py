"""Read a reviewer's table as Word or LibreOffice saves it; see `editions.exchange.review`.

Nothing of a row is passed over in silence: what cannot be read is a problem of that row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.syntax import syntax_of
from editions.exchange.codes import CodeLetters
from editions.exchange.docx import Docx, W, lost_formats, lost_object, standing, text_of
from editions.exchange.guards import plain, torn_codes
from editions.exchange.review import COLUMNS, entries_by_id, fill_codes, shown_text
from editions.exchange.segments import Returned
from editions.exchange.xliff import RULE
from editions.findings import FindingsError, described
from editions.phrases import phrase

_NAME = re.compile(
    r"(?<!\S)(?P<domain>\S{1,1000})#(?P<id>[0-9a-f]{12}\.\d\.[0-9a-f]{8})(?:@(?P<lang>[\w-]+))?"
)
_NUMBER, _ORIGINAL, _TRANSLATION, _STATE, _COMMENT = COLUMNS
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


def review_languages(file: Docx) -> set[str]:
    """Return the BCP 47 tags of the languages that the rows of a table are in."""
    rows = map(text_of, file.document.iter(f"{W}tr"))
    found = {match["lang"] for row in rows for match in _NAME.finditer(row)} - {None}
    return found or {file.language} - {""}


def read_review(
    file: Docx, catalogs: Mapping[str, Catalog], shown: str, lang: str
) -> Iterator[Returned]:
    """Yield the messages of the tables in the file *shown*; codes are those of *catalogs*.

    A row of another language than *lang* is a problem.
    ``line`` is the number of the row in the whole file, heads included.

    Raises:
        FindingsError: no row says which message it is.
    """
    entries = entries_by_id(catalogs)
    rows: dict[etree._Element | None, list[etree._Element]] = defaultdict(list)
    for row in file.document.iter(f"{W}tr"):
        rows[_table_of(row)].append(row)
    heads = {table: _head_of(of_table) for table, of_table in rows.items()}
    unknown = []
    remarks = dict(file.comments)
    letters = CodeLetters()
    is_ours = False
    for number, row in enumerate(file.document.iter(f"{W}tr"), 1):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        head = heads[_table_of(row)]
        cells = list(_cells(row))
        names = {found[0]: found for cell in cells for found in _NAME.finditer(text_of(cell))}
        is_ours |= bool(names)
        for id_ in _remarks(row) if names else ():
            remarks.pop(id_, None)
        for name, match in names.items():
            if problem := _name_problem(match, names, lang):
                yield _nameless(number, problem, name)
            else:
                yield _returned(file, row, cells, head, match, entries, number, letters)
        if names:
            continue
        if unnamed := _unnamed(cells, head, number):
            unknown.append(unnamed)
    if outside := _outside(file.document):
        unknown.append(outside)
    unknown += [
        _nameless(
            0,
            phrase(
                "the comment {text} is at no message; write it to one", text=described(text[:40])
            ),
        )
        for text in remarks.values()
        if text.strip()
    ]
    if not is_ours and not outside:
        message = phrase(
            "holds no row that names its message, in hidden text in the column "
            "{number!r}; export again, and keep that column",
            number=_NUMBER,
        )
        raise FindingsError.for_file(shown, message, RULE)
    yield from unknown


def _name_problem(match: re.Match[str], names: Mapping[str, object], lang: str) -> str:
    """Return why a row is not that of the message it names, or an empty text."""
    if match["lang"] not in (None, lang):
        return phrase(
            "the row is of a table for {lang}, not for {wanted}; import that file on its own",
            lang=match["lang"],
            wanted=lang,
        )
    if len(names) > 1:
        return phrase(
            "the row names {number} messages; undo what merged them, and import again",
            number=len(names),
        )
    return ""


def _outside(document: etree._Element) -> Returned | None:
    """Return how many messages stand in no table any more, as some programs save large ones."""
    names = [
        name
        for paragraph in document.iter(f"{W}p")
        if next(paragraph.iterancestors(f"{W}tr"), None) is None
        for name in _NAME.findall(text_of(paragraph))
    ]
    if not names:
        return None
    message = phrase(
        "{number} messages stand outside of a table, so that nobody can tell which"
        " translation is whose; save it as DOCX, and in no older form",
        number=len(names),
    )
    return _nameless(0, message)


def _table_of(row: etree._Element) -> etree._Element | None:
    """Return the table that a row stands in; a file that no program writes may have none."""
    return next(row.iterancestors(f"{W}tbl"), None)


def _head_of(rows: Iterable[etree._Element]) -> _Head:
    """Return the columns of a table; those of every table of ours, where its head is gone."""
    for row in rows:
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
    message = phrase(
        "the row does not say which message {text} translates; write it into the row of that"
        " message",
        text=described(text[:40]),
    )
    return _nameless(number, message)


def _nameless(number: int, problem: str, name: str = "") -> Returned:
    """Return a problem of a row, or of the file for 0, that is of no one message."""
    id_ = name or f"{number} {problem}"
    return Returned("", id_, "", None, None, (), number, problem, "import-row")


def _remarks(row: etree._Element) -> list[str]:
    """Return the ids of the remarks that the program shows beside a row."""
    marks = (mark for mark in standing(row) if mark.tag == f"{W}commentReference")
    return [mark.get(f"{W}id", "") for mark in marks]


def _returned(
    file: Docx,
    row: etree._Element,
    cells: list[etree._Element],
    head: _Head,
    match: re.Match[str],
    entries: Mapping[tuple[str, str], Entry],
    number: int,
    letters: CodeLetters,
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

    target = _folded(_text(cells, head, _TRANSLATION), source)
    try:
        target, codes = fill_codes(target, entry, form, letters)
        problem = torn_codes(codes)
    except LookupError as error:
        problem = error.args[0]
    # Spaces at the ends of a cell are nobody's work.
    if target == _folded(entry.msgstrs[form], source):
        target = entry.msgstrs[form]
    state = _text(cells, head, _STATE).strip(" \t\n.")
    fuzzy = _STATES.get(state.casefold())
    if fuzzy and entry.fuzzy and target not in entry.msgstrs:
        fuzzy = None  # it was so, and somebody has worked on it
    beside = (file.comments.get(id_, "") for id_ in _remarks(row))
    remarks = (_text(cells, head, _COMMENT), *beside)
    comments = tuple(line for remark in remarks for line in remark.splitlines() if line.strip())
    return Returned(
        domain,
        name,
        source,
        target or None,
        fuzzy,
        comments,
        number,
        problem,
        warning="; ".join(_warnings(cells, head, entry, source)),
    )


def _folded(text: str, source: str) -> str:
    """Return a text without what a cell makes of it: lines that its message has not, edges."""
    lines = text if "\n" in source else " ".join(filter(None, text.split("\n")))
    return lines.strip(" ")


def _warnings(cells: list[etree._Element], head: _Head, entry: Entry, source: str) -> Iterator[str]:
    """Yield what a row says that is not taken back, and keeps nothing of the rest back."""
    state = _text(cells, head, _STATE).strip(" \t\n.")
    if state.casefold() not in _STATES:
        yield (
            phrase(
                "the state {state} is not known, and changes nothing; write 'current' or "
                "'outdated', and remarks into the comment",
                state=described(state),
            )
        )
    original = shown_text(source, syntax_of(entry.references))
    kept, written = (
        "".join(plain(text).split()) for text in (_text(cells, head, _ORIGINAL), original)
    )
    if entry.previous is not None:
        kept = kept[: len(written)]  # what changed in it is shown behind it
    if _ORIGINAL in head.places and kept != written:
        yield phrase(
            "the original was changed, which changes nothing; write remarks into the comment"
        )
    yield from lost_formats(cells[head.places[_TRANSLATION]])
    place = head.places.get(_COMMENT)
    if place is not None and (found := lost_object(cells[place])):
        yield phrase(
            "the comment holds {found}, which is not taken back; write text in its place",
            found=found,
        )


def _text(cells: list[etree._Element], head: _Head, column: str) -> str:
    """Return what a row has in a column; nothing where its table has no such column."""
    return text_of(cells[head.places[column]]) if column in head.places else ""


def _row_problem(cells: list[etree._Element], head: _Head) -> str:
    """Return why the cells of a row do not tell what its translation is, or an empty text."""
    if len(cells) != head.width or _TRANSLATION not in head.places:
        return phrase(
            "the row has {number} cells, where its table has {width}; undo what "
            "merged or split them, and import again",
            number=len(cells),
            width=head.width,
        )
    cell = cells[head.places[_TRANSLATION]]
    if cell.find(f"{W}tcPr/{W}vMerge") is not None:
        return phrase(
            "the cell of the translation is merged with that of another row; split it again"
        )
    if found := lost_object(cell):
        return phrase(
            "the translation holds {found}, which no catalog can; write text in its place",
            found=found,
        )
    return ""
