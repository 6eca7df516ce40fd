"""Merge extracted messages into the translators' catalogs, losing and churning nothing.

Templates are read by sphinx-intl, strings wrapped and plurals known by Babel; their own merge
would write every entry anew and forget what it was made from.  Here an entry that stays keeps
its bytes, and one that changes keeps those of its translation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from editions.borrowed.babel import escape
from editions.catalogs.agreement import Agree, facts_agree
from editions.catalogs.blocks import EntryLines, split_block
from editions.catalogs.composing import (
    compose,
    compose_new,
    compose_obsolete,
    compose_regrouped,
    stands,
)
from editions.catalogs.entries import Catalog, Entry, Key
from editions.catalogs.files import shown_name
from editions.catalogs.headers import complete_header, new_header
from editions.catalogs.locations import Style, find_style
from editions.catalogs.matching import How, Origin, Plan, match
from editions.catalogs.projects import Language, Project
from editions.catalogs.templates import Message
from editions.catalogs.wrapping import GETTEXT, Manner
from editions.catalogs.writing import EntryText, Layout, assemble
from editions.files.replacing import replace_files
from editions.findings import EditionsError, quoted
from editions.phrases import phrase


class MergeOutcome(Enum):
    """What a merge does to one catalog."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class MergedCatalog:
    """One catalog before and after a merge."""

    domain: str
    #: What stands in the file, or None where there is no file.
    before: Catalog | None
    after: Catalog

    @property
    def path(self) -> Path:
        """The file."""
        return self.after.path

    @property
    def outcome(self) -> MergeOutcome:
        """What the merge does to the file."""
        if self.before is None:
            return MergeOutcome.CREATED
        return (
            MergeOutcome.UNCHANGED if self.before.text == self.after.text else MergeOutcome.UPDATED
        )

    @property
    def is_header_only(self) -> bool:
        """Tell whether the merge changes the header of the file, and no entry."""
        if self.before is None or self.outcome is MergeOutcome.UNCHANGED:
            return False
        return Layout(self.before).body == Layout(self.after).body


@dataclass(frozen=True)
class Merge:
    """The catalogs of one language before and after a merge; nothing is written yet."""

    language: Language
    plan: Plan
    catalogs: tuple[MergedCatalog, ...]
    #: Catalogs whose document the source no longer has; they are left as they stand.
    orphans: tuple[Catalog, ...]

    @property
    def files(self) -> dict[Path, bytes]:
        """The files to be written, and their content."""
        return {
            catalog.path: catalog.after.text.encode()
            for catalog in self.catalogs
            if catalog.outcome is not MergeOutcome.UNCHANGED
        }


def write_merges(merges: Iterable[Merge]) -> None:
    """Put the catalogs of all languages into place.

    Raises:
        FindingsError: somebody has saved one of them since it was read; none is written.
    """
    catalogs = [
        catalog
        for merge in merges
        for catalog in merge.catalogs
        if catalog.outcome is not MergeOutcome.UNCHANGED
    ]
    replace_files(
        {catalog.path: catalog.after.text.encode() for catalog in catalogs},
        {c.path: None if c.before is None else c.before.text.encode() for c in catalogs},
    )


def merge_language(
    project: Project,
    language: Language,
    source: Mapping[str, Sequence[Message]],
    standing: Mapping[str, Catalog] | None = None,
    agree: Agree | None = None,
) -> Merge:
    """Merge the messages of the *source*, by domain, into the catalogs of *language*.

    *standing* are these catalogs as they stand; they are read where it is None.  *agree* tells
    whether a sentence and its translation state the same facts; numbers and markup do without it.

    Raises:
        FindingsError: a standing catalog is broken.
    """
    if standing is None:
        standing = language.read(project.root)
    agree = agree or facts_agree(project.original.cldr, language.cldr)
    plan = match({name: catalog.entries for name, catalog in standing.items()}, source, agree)
    writer = _CatalogWriter(project, language, standing)
    catalogs = tuple(
        MergedCatalog(name, standing.get(name), writer.merge(name, source[name], plan))
        for name in source
    )
    orphans = tuple(catalog for name, catalog in standing.items() if name not in source)
    merge = Merge(language, plan, catalogs, orphans)
    _refuse_loss(merge)
    return merge


def _refuse_loss(merge: Merge) -> None:
    """Stop before anything is written if a translation would disappear."""
    before = {
        string: catalog.before.path
        for catalog in merge.catalogs
        if catalog.before and catalog.before is not catalog.after
        for entry in catalog.before.entries
        for string in entry.msgstrs
        if string.strip()
    }
    entries = [entry for catalog in merge.catalogs for entry in catalog.after.entries]
    kept = {string for entry in entries for string in entry.msgstrs}
    kept |= {s for c in merge.orphans for entry in c.entries for s in entry.msgstrs}
    notes = "\n".join(comment for entry in entries for comment in entry.comments)
    for string, path in before.items():
        if string not in kept and escape(string) not in notes:
            raise EditionsError(
                phrase(
                    "{path}: the update would lose the translation {string}, so nothing was "
                    "written; this is a bug in the toolkit, please report it",
                    path=path,
                    string=quoted(string[:60]),
                )
            )


@dataclass(frozen=True)
class _LaidOut:
    """The lines of a catalog as it stands, and where its entries are among them."""

    layout: Layout
    #: By context and message.
    positions: Mapping[Key, int]

    @classmethod
    def of(cls, catalog: Catalog) -> _LaidOut:
        """Return those of *catalog*."""
        return cls(Layout(catalog), {entry.key: at for at, entry in enumerate(catalog.entries)})


class _CatalogWriter:
    """Writes the catalogs of one language."""

    def __init__(
        self, project: Project, language: Language, standing: Mapping[str, Catalog]
    ) -> None:
        self.project = project
        self.language = language
        self.folders = project.folders
        self.standing = standing
        #: Of a few catalogs at a time: most entries come from the one that is being written.
        self.laid_out = lru_cache(8)(lambda name: _LaidOut.of(standing[name]))
        found = {name: find_style(c.entries, self.folders) for name, c in standing.items()}
        self.styles = {name: style for name, style in found.items() if style}
        common = Counter(self.styles.values()).most_common(1)
        #: The form of places in catalogs that show none yet.
        self.style = common[0][0] if common else Style()

    def merge(self, domain: str, messages: Sequence[Message], plan: Plan) -> Catalog:
        """Return the catalog of *domain* as it is to be written."""
        old = self.standing.get(domain)
        layout = self.laid_out(domain).layout if old else None
        pieces = [
            self._active(domain, *pair) for pair in zip(messages, plan.origins[domain], strict=True)
        ]
        active = {message.key for message in messages}
        for position, entry in enumerate(old.entries if old else ()):
            if entry.obsolete and entry.key not in active:
                pieces.append(self._untouched(domain, position))
        for entry in plan.gone[domain]:
            if entry.translated or entry.comments:
                position = self.laid_out(domain).positions[entry.key]
                block = compose_obsolete(entry, self._block(domain, entry), self._manner(domain))
                pieces.append(EntryText(tuple(block.lines), position))
        if old and layout:
            header = complete_header(layout.header, old.header, self.language)
        else:
            header = new_header(self.project, self.language)
        text = assemble(layout, header, pieces)
        if old and text == old.text:
            return old
        path = old.path if old else self.language.path(domain)
        return self.language.parse(path, text.encode(), shown_name(path, self.project.root))

    def _untouched(self, domain: str, position: int) -> EntryText:
        return EntryText(
            tuple(self.laid_out(domain).layout.entry(position)), position, untouched=True
        )

    def _manner(self, domain: str) -> Manner:
        return self.laid_out(domain).layout.manner if domain in self.standing else GETTEXT

    def _block(self, domain: str, entry: Entry) -> EntryLines:
        laid_out = self.laid_out(domain)
        return split_block(laid_out.layout.entry(laid_out.positions[entry.key]))

    def _active(self, domain: str, message: Message, origin: Origin | None) -> EntryText:
        style = self.styles.get(domain, self.style)
        places = style.words(message.places, self.folders)
        if origin is None:
            return EntryText(tuple(compose_new(message, places, self._manner(domain)).lines))
        if origin.how is How.REGROUPED:
            block = compose_regrouped(message, origin.entry, places, self._manner(domain))
            return EntryText(tuple(block.lines))
        own = origin.domain == domain
        position = self.laid_out(domain).positions[origin.entry.key] if own else None
        if position is not None and stands(message, origin, places):
            return self._untouched(domain, position)
        old = self._block(origin.domain, origin.entry)
        block = compose(message, origin, old, places, own=own, manner=self._manner(domain))
        if block == old and position is not None:
            return self._untouched(domain, position)
        return EntryText(tuple(block.lines), position)
