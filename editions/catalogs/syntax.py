"""The markup languages of messages, and which of them a message is written in.

Sphinx reads a translation as it reads its document: reStructuredText, or Markdown by MyST.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from editions.borrowed.myst import MarkdownOptions, is_installed
from editions.catalogs.entries import Entry
from editions.catalogs.linked_files import LinkingDocument, with_places
from editions.catalogs.markdown import exact_markdown, link_path, parse_markdown
from editions.catalogs.markdown_kinds import markdown_kind
from editions.catalogs.markup import Markup
from editions.catalogs.own_roles import with_prose
from editions.catalogs.paragraphs import NUMBERED, block_kind
from editions.catalogs.restructuredtext import exact_rst, parse_rst
from editions.catalogs.sources import document_text, find_files

#: Ends of the names of documents in Markdown, notebooks among them, where no project says.
MARKDOWN = (".md", ".markdown", ".myst", ".ipynb")
#: Markup language of a document that nothing is said of.
_KIND = "restructuredtext"
_RST = (".rst", ".rest", ".txt", ".inc")
#: Ends of names that extensions add to those of a project.
_REGISTERED = {
    frozenset(("myst_parser",)): (".md",),
    frozenset(("myst_nb", "nbsphinx", "jupyter_book")): (".md", ".ipynb", ".myst"),
}
#: What a document says of its own Markdown, and the definitions of its links and notes.
_OWN_SETTINGS = re.compile(r"\A---.*?^(?:---|\.\.\.)", re.DOTALL | re.MULTILINE)
_DEFINITION = re.compile(r"^[ >\t]*\[[^\]]+\]:.*(?:\n.*)?", re.MULTILINE)
#: reStructuredText in Markdown, and Markdown that reStructuredText includes.
_EVAL_RST = re.compile(
    r"^[ >\t]*(?P<mark>`{3,}|~{3,})\{eval-rst\}[ \t]*\n(?P<content>(?:.*\n)*?)[ >\t]*(?P=mark)",
    re.MULTILINE,
)
_INCLUDE = re.compile(
    r"^(?P<margin>[ \t]*)\.\. include::(?P<file>.+)\n(?:(?P=margin)[ \t]+:.*\n)*?"
    r"(?P=margin)[ \t]+:parser:[ \t]*myst",
    re.MULTILINE,
)
_LINE = re.compile(r":\d+\Z")


class Syntax(Protocol):
    """How messages are read."""

    def parse(self, text: str) -> Markup:
        """Return the inline markup of a message."""

    def exact(self, text: str) -> Markup:
        """Return the same as the parser of documents itself reads it, without a short cut."""

    def block_kind(self, text: str, *, title: bool = False) -> str | None:
        """Return what a document takes *text* for, or None where it reads as one paragraph."""


@dataclass(frozen=True)
class RestructuredText:
    """reStructuredText, as docutils reads it."""

    #: Roles of the project's own whose text is written for readers.
    prose_roles: frozenset[str] = field(default=frozenset(), compare=False)

    def parse(self, text: str) -> Markup:
        """Return the inline markup of a message."""
        return with_prose(parse_rst(text), self.prose_roles)

    def exact(self, text: str) -> Markup:
        """Return the same as docutils itself reads it, without a short cut."""
        return with_prose(exact_rst(text), self.prose_roles)

    def block_kind(self, text: str, *, title: bool = False) -> str | None:
        """Return what docutils takes *text* for, or None where it reads as one paragraph."""
        return block_kind(text, title=title)


@dataclass(frozen=True)
class Markdown:
    """Markdown, as MyST reads it with the settings of a project or document."""

    options: MarkdownOptions = field(default_factory=MarkdownOptions)
    #: Roles of the project's own whose text is written for readers.
    prose_roles: frozenset[str] = field(default=frozenset(), compare=False)
    #: The document; where it is not known, each link to what may be a file counts as one.
    document: LinkingDocument | None = None

    def parse(self, text: str) -> Markup:
        """Return the inline markup of a message."""
        return self._known(parse_markdown(text, self.options))

    def exact(self, text: str) -> Markup:
        """Return the same as MyST itself reads it, without a short cut."""
        return self._known(exact_markdown(text, self.options))

    def _known(self, markup: Markup) -> Markup:
        """Return *markup* with what is known of the project."""
        if self.document is not None:
            path_of = partial(link_path, options=self.options)
            markup = with_places(markup, self.document, path_of)
        return with_prose(markup, self.prose_roles)

    def block_kind(self, text: str, *, title: bool = False) -> str | None:
        """Return what MyST takes *text* for, or None where it reads as one paragraph.

        As a *title* stands behind its mark, a number at its beginning is no list.
        """
        kind = markdown_kind(text, self.options)
        return None if title and kind == NUMBERED else kind


RST = RestructuredText()
#: Markdown of a project that nobody knows.
MYST = Markdown()


def syntax_of(places: Iterable[str]) -> Syntax:
    """Return the syntax of a message, as far as its places tell: ``docs/map.md:12``."""
    names = (_LINE.sub("", word) for word in places)
    return MYST if any(name.lower().endswith(MARKDOWN) for name in names) else RST


def document_suffixes(value: str | Iterable[str] | Mapping[str, str | None]) -> dict[str, str]:
    """Return the markup language by the end of a name, of ``source_suffix`` in any form."""
    if isinstance(value, Mapping):
        return {str(end): str(kind or _KIND) for end, kind in value.items()}
    return {str(end): _KIND for end in ([value] if isinstance(value, str) else value)}


@dataclass(frozen=True)
class SourceSyntax:
    """The syntax of each document of a project."""

    #: Folder of the documents, or None where they are not known.
    folder: Path | None = None
    #: What Markdown is in this project.
    options: MarkdownOptions = field(default_factory=MarkdownOptions)
    #: Ends of the names of documents: in Markdown, and in reStructuredText.
    markdown: tuple[str, ...] = MARKDOWN
    rst: tuple[str, ...] = _RST
    #: Roles of the project's own whose text is written for readers.
    prose_roles: frozenset[str] = frozenset()

    @classmethod
    def of_project(cls, folder: Path, settings: Mapping[str, Any]) -> SourceSyntax:
        """Return that of a project by its *settings*, named as in ``conf.py``."""
        known = document_suffixes(settings.get("source_suffix") or ".rst")
        for names, ends in _REGISTERED.items():
            if not names.isdisjoint(settings.get("extensions") or ()):
                known = dict.fromkeys(ends, "markdown") | known
        rst = tuple(name for name, kind in known.items() if kind == _KIND) or _RST
        own = tuple(name for name in known if name not in rst)
        options = MarkdownOptions.of_project(settings)
        return cls(folder, replace(options, documents=tuple(known) or _RST[:1]), own, rst)

    @property
    def plain(self) -> RestructuredText:
        """That of documents in reStructuredText."""
        return RestructuredText(self.prose_roles)

    def _markdown(self, options: MarkdownOptions, path: Path | None = None) -> Markdown:
        known = None if path is None or self.folder is None else LinkingDocument(self.folder, path)
        return Markdown(options, self.prose_roles, known)

    def of(self, domain: str, entry: Entry) -> tuple[Syntax, ...]:
        """Return each syntax that a message of a catalog is read by; most have one."""
        if not self.markdown:
            return (self.plain,)
        files = [path for word in entry.references if (path := self._file(_LINE.sub("", word)))]
        if not files and self.folder is not None and not entry.references:
            ends = (*self.markdown, *self.rst)
            places = (self.folder / f"{domain}{end}" for end in ends)
            files = [path for path in places if path.is_file()]
        if not files:
            named = any(
                _LINE.sub("", word).lower().endswith(self.markdown) for word in entry.references
            )
            return (self._markdown(self.options) if named else self.plain,)
        return tuple(dict.fromkeys(self.of_message(path, entry.msgid) for path in files))

    def of_file(self, path: Path) -> Syntax:
        """Return the syntax of a document."""
        if not path.name.lower().endswith(self.markdown):
            return self.plain
        known = _document_options(path, self.options) if is_installed() else self.options
        return self._markdown(known, path)

    def of_message(self, path: Path, msgid: str) -> Syntax:
        """Return the syntax of a message in a document, of which a part may be in another one.

        Markdown holds reStructuredText in fences, and that includes files in Markdown.
        """
        if self.markdown and path.is_file():
            wanted = " ".join(msgid.split())
            for syntax, text in self._foreign(path):
                if wanted in text:
                    return syntax
        return self.of_file(path)

    def _foreign(self, path: Path) -> Iterator[tuple[Syntax, str]]:
        """Yield the parts of a document that are in another syntax than the document."""
        if path.name.lower().endswith(self.markdown):
            for text in _embedded_rst(path, path.stat().st_mtime_ns):
                yield self.plain, text
            return
        for file in _included_markdown(path, path.stat().st_mtime_ns):
            if file.is_file():
                options = self.options
                known = _document_options(file, options) if is_installed() else options
                yield self._markdown(known, path), _normal_text(file, file.stat().st_mtime_ns)

    def fingerprint(self) -> str:
        """Return what reading depends on, of the settings and in the documents."""
        digest = hashlib.sha256()
        if self.folder is not None and is_installed():
            for path in find_files(self.folder):  # links lead to any of them
                own: object = ""
                if path.suffix.lower() in self.markdown:
                    text = document_text(path.read_text(encoding="utf-8", errors="replace"))
                    own = _OWN_SETTINGS.findall(text), _DEFINITION.findall(text)
                digest.update(f"\0{path.relative_to(self.folder)}\0{own}".encode(errors="replace"))
        known = (self.options, self.markdown, self.rst, sorted(self.prose_roles))
        return repr((*known, digest.hexdigest()))

    def _file(self, name: str) -> Path | None:
        """Return the document that *name*, in whatever form of places, ends with."""
        if self.folder is None:
            return None
        if name not in self._found:
            self._found[name] = _find(self.folder, name)
        return self._found[name]

    @cached_property
    def _found(self) -> dict[str, Path | None]:
        return {}


@lru_cache(maxsize=256)
def _embedded_rst(path: Path, _changed: int) -> tuple[str, ...]:
    """Return the reStructuredText in a document in Markdown, its lines joined."""
    text = document_text(path.read_text(encoding="utf-8", errors="replace"))
    return tuple(" ".join(match["content"].split()) for match in _EVAL_RST.finditer(text))


@lru_cache(maxsize=256)
def _included_markdown(path: Path, _changed: int) -> tuple[Path, ...]:
    """Return the files in Markdown that a document in reStructuredText includes."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return tuple(path.parent / match["file"].strip() for match in _INCLUDE.finditer(text))


@lru_cache(maxsize=256)
def _normal_text(path: Path, _changed: int) -> str:
    return " ".join(path.read_text(encoding="utf-8", errors="replace").split())


def _find(folder: Path, name: str) -> Path | None:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    tails = (folder.joinpath(*parts[at:]) for at in range(len(parts)) if parts[at] != "..")
    return next((path for path in tails if path.is_file()), None)


def _document_options(path: Path, options: MarkdownOptions) -> MarkdownOptions:
    """Return what Markdown is in the document at *path*."""
    return _kept_options(path, path.stat().st_mtime_ns, options) if path.is_file() else options


@lru_cache(maxsize=1024)
def _kept_options(path: Path, _changed: int, options: MarkdownOptions) -> MarkdownOptions:
    return options.of_document(document_text(path.read_text(encoding="utf-8", errors="replace")))
