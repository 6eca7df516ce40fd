"""The index at the end of a printed edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

#: Id of the index, which ``:ref:`genindex` `` leads to.
INDEX = "document-genindex"


@dataclass(frozen=True)
class IndexEntry:
    """One entry of the index."""

    #: What is looked up, as plain text.
    term: str
    #: Ids of the places, in reading order.
    targets: tuple[str, ...]
    #: Entries below this one.
    entries: tuple[IndexEntry, ...] = ()


#: An address in Sphinx's index, and whether it is the main one.
IndexLink = tuple[str | None, str | bool]


def read_index(
    groups: Iterable[tuple[str, Iterable[Any]]], resolve: Callable[[str], str | None]
) -> tuple[IndexEntry, ...]:
    """Return the entries of Sphinx's index, whose addresses *resolve* turns into ids."""

    def entry(term: str, links: Iterable[IndexLink], below: Iterable[Any] = ()) -> IndexEntry:
        addresses = (address for _main, address in links if isinstance(address, str))
        targets = dict.fromkeys(id_ for address in addresses if (id_ := resolve(address)))
        return IndexEntry(term, tuple(targets), tuple(entry(name, to) for name, to in below))

    return tuple(
        entry(term, links, below)
        for _letter, entries in groups
        for term, (links, below, _key) in entries
    )


def index_html(title: str, entries: Sequence[IndexEntry]) -> str:
    """Return the HTML of the index; the style sheet puts the numbers of the pages."""
    return f'<section class="index" id="{INDEX}"><h1>{escape(title)}</h1>{_list(entries)}</section>'


def _list(entries: Sequence[IndexEntry], above: str = "") -> str:
    return f"<ul>{''.join(_item(entry, above) for entry in entries)}</ul>" if entries else ""


def _item(entry: IndexEntry, above: str) -> str:
    name = above + entry.term
    links = "".join(
        f', <a href="#{escape(id_)}" aria-label="{escape(name)}">'
        f'<span class="page" data-target="#{escape(id_)}"></span></a>'
        for id_ in entry.targets
    )
    return f"<li>{escape(entry.term)}{links}{_list(entry.entries, f'{name}, ')}</li>"
