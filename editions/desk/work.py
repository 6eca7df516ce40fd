"""Which messages want work, in the order of their catalogs, and how far the work has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.states import Progress, measure_entry, state_of
from editions.exchange.segments import message_id

#: Returns how many findings there are on an entry of a catalog.
Count = Callable[[Catalog, Entry], int]


class Want(Enum):
    """Which messages somebody asks for."""

    ALL = "all"
    #: What is not current, and what has findings.
    WORK = "work"
    MISSING = "missing"
    OUTDATED = "outdated"
    CURRENT = "current"
    FINDINGS = "findings"
    COMMENTS = "comments"


@dataclass(frozen=True)
class Query:
    """Which messages somebody asks for, and where."""

    want: Want = Want.ALL
    #: A catalog; empty for all.
    domain: str = ""
    #: Letters in the message, its translation or a comment, in any case.
    search: str = ""


@dataclass(frozen=True)
class MessageRow:
    """One message in a list."""

    domain: str
    id: str
    line: int
    source: str
    target: str
    state: str
    #: How many findings there are.
    findings: int
    #: There are comments of translators.
    has_comments: bool

    @property
    def place(self) -> tuple[str, str]:
        """What names the message among all of an edition."""
        return self.domain, self.id


def find_rows(catalogs: Mapping[str, Catalog], query: Query, count: Count) -> Iterator[MessageRow]:
    """Yield the messages of the *catalogs*, by name, that *query* asks for."""
    letters = query.search.casefold()
    for domain, catalog in catalogs.items():
        if query.domain in ("", domain):
            for entry in catalog:
                if _holds(entry, letters):
                    row = _row(domain, entry, count(catalog, entry))
                    if _is_wanted(row, query.want):
                        yield row


def find_next(
    catalogs: Mapping[str, Catalog], query: Query, count: Count, domain: str, id_: str
) -> MessageRow | None:
    """Return the first message after another one that *query* asks for; then from the beginning.

    The other one itself is never returned.
    """
    first: MessageRow | None = None
    is_after = False
    asked = {row.place for row in find_rows(catalogs, query, count)}
    for row in find_rows(catalogs, Query(domain=query.domain), count):
        if row.place == (domain, id_):
            is_after = True
        elif row.place in asked:
            if is_after:
                return row
            first = first or row
    return first


def find_beside(
    catalogs: Mapping[str, Catalog], count: Count, domain: str, id_: str, by: int
) -> MessageRow | None:
    """Return the message that stands *by* places after one in its catalog; None for none."""
    rows = list(find_rows(catalogs, Query(domain=domain), count))
    places = [row.place for row in rows]
    at = places.index((domain, id_)) + by if (domain, id_) in places else -1
    return rows[at] if 0 <= at < len(rows) else None


def _row(domain: str, entry: Entry, findings: int) -> MessageRow:
    return MessageRow(
        domain,
        message_id(entry),
        entry.line,
        entry.msgid,
        entry.msgstr,
        state_of(entry),
        findings,
        bool(entry.comments),
    )


def _is_wanted(row: MessageRow, want: Want) -> bool:
    if want is Want.WORK:
        return row.state != "current" or row.findings > 0
    if want is Want.FINDINGS:
        return row.findings > 0
    if want is Want.COMMENTS:
        return row.has_comments
    return want is Want.ALL or row.state == want.value


def _holds(entry: Entry, letters: str) -> bool:
    texts = (entry.msgid, entry.msgid_plural or "", *entry.msgstrs, *entry.comments)
    return not letters or any(letters in text.casefold() for text in texts)


def describe_row(row: MessageRow) -> dict[str, Any]:
    """Return a row, ready for JSON."""
    return asdict(row)


def measure_catalogs(catalogs: Mapping[str, Catalog]) -> list[Progress]:
    """Return how far each catalog has come, by its own messages."""
    return [
        sum((measure_entry(domain, e.msgid, e) for e in catalog), Progress(domain))
        for domain, catalog in catalogs.items()
    ]


def describe_progress(progress: Progress) -> dict[str, Any]:
    """Return the progress of a catalog, ready for JSON."""
    return {
        "domain": progress.domain,
        "messages": progress.messages,
        "translated": progress.translated,
        "outdated": progress.outdated,
        "percent": progress.percent,
    }
