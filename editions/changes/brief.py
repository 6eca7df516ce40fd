"""A change brief: what translators of each language must know and do, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from babel import Locale

from editions.catalogs.changes import Change, ChangeKind, count_changes, words_to_do
from editions.catalogs.entries import Catalog
from editions.catalogs.projects import Language
from editions.catalogs.syntax import Syntax, syntax_of
from editions.changes.differences import Comparer, Difference, DiffMark, DiffPiece, Side, quantities
from editions.phrases import listed, phrase, phrases


@dataclass(frozen=True)
class Item:
    """One message that is not what it was."""

    change: Change
    #: How the message differs from the one that the translation was made for.
    difference: Difference | None
    #: The translation; numbers and terms that the message no longer has are marked.
    translation: tuple[DiffPiece, ...]


@dataclass(frozen=True)
class Chapter:
    """What changed in one catalog."""

    domain: str
    #: The document's own title; empty where the catalog does not tell.
    title: str
    items: tuple[Item, ...]

    @property
    def words(self) -> int:
        """Words of the source to translate or to look at again."""
        return words_to_do([item.change for item in self.items])


@dataclass(frozen=True)
class LanguageBrief:
    """What changed for one language."""

    language: Language
    chapters: tuple[Chapter, ...]

    @property
    def changes(self) -> list[Change]:
        """All changes."""
        return [item.change for chapter in self.chapters for item in chapter.items]

    @property
    def summary(self) -> str:
        """The changes in numbers: ``2 changed, 1 new; 64 words to do``."""
        return summarise(self.changes)


def summarise(changes: Sequence[Change]) -> str:
    """Return *changes* in numbers."""
    if not changes:
        return phrase("nothing changed")
    found = listed(
        phrase("{number:,} {state}", number=number, state=kind.value)
        for kind, number in count_changes(changes).items()
    )
    words = words_to_do(changes)
    if not words:
        return found
    return phrases(
        words,
        "{changes}; {number:,} word to do",
        "{changes}; {number:,} words to do",
        changes=found,
    )


def make_brief(
    language: Language,
    changes: Iterable[Change],
    catalogs: Mapping[str, Catalog],
    comparer: Comparer,
) -> LanguageBrief:
    """Return the brief of one language; *catalogs* are those of today."""
    items: dict[str, list[Item]] = {}
    for change in changes:
        items.setdefault(change.domain, []).append(_item(change, language, comparer))
    return LanguageBrief(
        language,
        tuple(
            Chapter(domain, _title(domain, catalogs.get(domain)), tuple(found))
            for domain, found in items.items()
        ),
    )


def _title(domain: str, catalog: Catalog | None) -> str:
    """Return the first message of a document's own catalog: its title."""
    first = next(iter(catalog or ()), None)
    name = PurePosixPath(domain).name
    of_document = first and any(PurePosixPath(r).stem == name for r in first.references)
    return first.msgid if first and of_document else ""


def _item(change: Change, language: Language, comparer: Comparer) -> Item:
    if change.kind is not ChangeKind.CHANGED or change.previous is None:
        return Item(change, None, (DiffPiece(change.msgstr),))
    syntax = syntax_of(change.places)
    difference = comparer.compare(change.previous, change.msgid, syntax)
    marked = marked_translation(change.msgstr, language.code, language.cldr, difference, syntax)
    return Item(change, difference, tuple(marked))


def marked_translation(
    text: str, column: str, locale: Locale, difference: Difference, syntax: Syntax
) -> Iterable[DiffPiece]:
    """Yield a translation in pieces, what stands for something that went marked.

    *column* is that of the language in the termbase, *locale* its own.
    """
    marks: dict[int, DiffMark] = {}
    for term in difference.terms.old:
        for form in term.term.forms.get(column, ()):
            start = text.casefold().find(form.casefold())
            if start >= 0:
                marks |= dict.fromkeys(range(start, start + len(form)), DiffMark.TERM)
                break
    values = {value for number in difference.numbers.old for value in number.values}
    for number in quantities(text, locale, syntax):
        if not values.isdisjoint(number.values):
            marks |= dict.fromkeys(range(number.start, number.end), DiffMark.NUMBER)
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marks.get(at) is not marks.get(start):
            yield DiffPiece(text[start:at], Side.BOTH, marks.get(start))
            start = at
