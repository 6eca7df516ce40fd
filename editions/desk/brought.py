"""Words that the package brings, which a publication may say in another way.

They stand in no catalog of the publication until a translator changes one; what is written then is
what an update would leave: the entry in its place, in a catalog with a header of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from editions.catalogs.blocks import split_block
from editions.catalogs.entries import Catalog, Entry, Key
from editions.catalogs.merging import merge_language
from editions.catalogs.projects import Language, Project
from editions.catalogs.reading import parse_catalog
from editions.catalogs.templates import Message
from editions.catalogs.translating import translated_block
from editions.catalogs.writing import Layout, entry_lines, with_lines


@dataclass(frozen=True)
class BroughtWords:
    """The words of one domain that the package brings in a language."""

    domain: str
    project: Project
    language: Language
    #: All messages of the domain, in their order.
    messages: Sequence[Message]
    #: Those that the package brings, with its translations.
    entries: Mapping[Key, Entry]

    @property
    def path(self) -> Path:
        """The publication's own catalog, which need not exist."""
        return self.language.path(self.domain)

    def listed(self, own: Catalog | None) -> Catalog:
        """Return the publication's *own* catalog, with the words that it does not have."""
        standing = own or Catalog(self.path, {}, ())
        keys = {entry.key for entry in standing}
        # They stand in no line of this file.
        more = (replace(e, line=0, span=(0, 0)) for k, e in self.entries.items() if k not in keys)
        return replace(standing, entries=(*standing.entries, *more))

    def adopt(self, own: Catalog | None, key: Key) -> Catalog:
        """Return the *own* catalog with the package's translation of one more message."""
        standing = {} if own is None else {self.domain: own}
        keys = {key} if own is None else {key, *(entry.key for entry in own)}
        wanted = [message for message in self.messages if message.key in keys]
        (merged,) = merge_language(
            self.project, self.language, {self.domain: wanted}, standing
        ).catalogs
        catalog = merged.after
        entry = next(entry for entry in catalog if entry.key == key)
        brought = self.entries[key]
        block = split_block(entry_lines(catalog, entry))
        new = replace(entry, msgstrs=brought.msgstrs)
        lines = translated_block(block, entry, new, Layout(catalog).manner).lines
        text = with_lines(catalog, entry, lines)
        return parse_catalog(catalog.path, text.encode(), catalog.path.name)
