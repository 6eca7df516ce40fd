"""Sphinx's own words in a build: Sphinx's, and in their place those of a project's ``sphinx.po``.

Sphinx compiles that catalog and takes its words before it loads any extension, and puts them
into pages without escaping them.  Here they are taken back, and read strictly.
"""

from __future__ import annotations

import gettext
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from sphinx.domains import ObjType
from sphinx.util.docfields import Field

from editions.borrowed.gettext import known_words
from editions.borrowed.sphinx import speak_own_words, translators
from editions.catalogs.compiling import compile_entries
from editions.catalogs.domains import SPHINX
from editions.catalogs.entries import Catalog
from editions.catalogs.words import escape_word, is_plain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Where Sphinx keeps its own words.
_PLACE = ("general", SPHINX)
#: Attributes of modules and classes that hold such words, and tables of them.
_NAMES = frozenset(("index_template", "indextemplate", "label", "lname", "localname", "shortname"))
_TABLES = frozenset(("admonitionlabels", "versionlabels"))


class ProjectWords(gettext.NullTranslations):
    """The words of a project where they can stand in HTML as they are, else Sphinx's own."""

    def __init__(self, catalog: Catalog, own: gettext.NullTranslations) -> None:
        super().__init__()
        entries = [entry for entry in catalog if entry.usable]
        self.words = gettext.GNUTranslations(BytesIO(compile_entries(catalog)))
        self.keys = {entry.key for entry in entries}
        self.add_fallback(own)

    def shown(self, msgid: str, msgstr: str) -> str | None:
        """Return a word of the project as it is used, or None where it is not."""
        return msgstr if is_plain(msgid, msgstr) else None

    def _find(self, context: str | None, msgid: str, msgstr: str) -> str | None:
        return self.shown(msgid, msgstr) if (context, msgid) in self.keys else None

    def gettext(self, message: str) -> str:
        """Return the translation of a message."""
        found = self._find(None, message, self.words.gettext(message))
        return super().gettext(message) if found is None else found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation of a message with a number."""
        found = self._find(None, msgid1, self.words.ngettext(msgid1, msgid2, n))
        return super().ngettext(msgid1, msgid2, n) if found is None else found

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation of a message in a context."""
        found = self._find(context, message, self.words.pgettext(context, message))
        return super().pgettext(context, message) if found is None else found

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation of a message with a number in a context."""
        found = self._find(context, msgid1, self.words.npgettext(context, msgid1, msgid2, n))
        return super().npgettext(context, msgid1, msgid2, n) if found is None else found


class HtmlText(str):
    """Text that is HTML already, so that a template's ``|e`` leaves it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class PageWords(ProjectWords):
    """The words of a project for templates, which do not escape what they print."""

    def shown(self, msgid: str, msgstr: str) -> str | None:
        """Return a word of the project as HTML."""
        return HtmlText(escape_word(msgid, msgstr, lambda text: str(escape(text))))


def restore_own_words(app: Sphinx) -> Mapping[str, set[str]]:
    """Let Sphinx speak its own words, whatever a catalog made of them before we came.

    Return the words that it has heard, with the messages that they stand for.
    """
    heard: dict[str, set[str]] = defaultdict(set)
    for message, word in known_words(speak_own_words(app)):
        heard[word].add(message)
    return heard


def use_words(app: Sphinx, catalog: Catalog) -> None:
    """Use the words of *catalog*, which has passed the safety check."""
    own = app.translator
    translators()[_PLACE] = ProjectWords(catalog, own)
    app.translator = PageWords(catalog, own)


def replace_heard(app: Sphinx, heard: Mapping[str, set[str]]) -> None:
    """Replace words that were taken when modules were imported, by those that are used now."""
    speaks = translators()[_PLACE].gettext

    def said(word: object) -> str | None:
        """Return what should stand for *word*, or None where it may stay."""
        if not isinstance(word, str) or word not in heard:
            return None
        wanted = sorted(speaks(message) for message in heard[word])
        return None if word in wanted else wanted[0]

    if all(said(word) is None for word in heard):
        return
    for holder in _holders(app):
        for name in _NAMES & vars(holder).keys():
            found = said(vars(holder)[name])
            if found is not None:
                setattr(holder, name, found)
        for name in _TABLES & vars(holder).keys():
            table = vars(holder)[name]
            table.update({key: found for key, word in table.items() if (found := said(word))})


def _holders(app: Sphinx) -> Iterator[Any]:
    """Yield what may hold words: modules of Sphinx and its extensions, classes, their fields."""
    roots = {"sphinx", *app.extensions}
    for name, module in list(sys.modules.items()):
        if module is None or roots.isdisjoint(_packages(name)):
            continue
        yield module
        for value in list(vars(module).values()):
            if isinstance(value, type) and value.__module__ == name:
                yield value
                yield from _fields(vars(value).values())
    yield from _fields(app.registry.domain_object_types.values())


def _packages(name: str) -> Iterator[str]:
    """Yield the name of a module, and those of the packages that it is in."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def _fields(values: Iterable[object]) -> Iterator[ObjType | Field]:
    for value in list(values):
        items = value.values() if isinstance(value, dict) else value
        if isinstance(items, Iterable) and not isinstance(items, str):
            yield from (item for item in items if isinstance(item, (ObjType, Field)))
