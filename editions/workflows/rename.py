"""Give a document another name, wherever it stands: in one step, or not at all.

Its file, the references of other documents and of messages, the data that it states, its catalogs
and the places that catalogs name are written anew together.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sphinx.util.i18n import docname_to_domain
from sphinx.util.matching import patmatch

from editions.catalogs.blocks import (
    EntryLines,
    message_lines,
    split_block,
    translation_lines,
    wrapped_lines,
)
from editions.catalogs.docnames import Renaming, included_files
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import language_folders, shown_name
from editions.catalogs.locations import Folders, find_style
from editions.catalogs.reading import read_catalog
from editions.catalogs.syntax import MARKDOWN
from editions.catalogs.wrapping import Manner
from editions.catalogs.writing import EntryText, Layout, assemble
from editions.files.replacing import CHANGED_RULE, remove_unless_changed, replace_files
from editions.files.walking import paths_below
from editions.findings import Finding, FindingsError, UsageError, real_path, shown_path
from editions.languages import Publication
from editions.phrases import phrase
from editions.settings.conf import Conf
from editions.tables.chapters import rename_chapter
from editions.workflows.documents import (
    Documents,
    check_document,
    check_new_name,
    find_documents,
    name_of,
)


@dataclass(frozen=True)
class Rename:
    """What a new name of a document changes; nothing is written yet."""

    #: New content, by file.
    files: dict[Path, bytes]
    #: What was read of every file; None for no file.
    standing: dict[Path, bytes | None]
    #: Files that go.
    removed: tuple[Path, ...]
    #: Where else the old name may stand, for a person to look at.
    notes: tuple[Finding, ...]


def prepare_rename(publication: Publication, conf: Conf, old: str, new: str) -> Rename:
    """Return what it takes to call the document *old* by the name *new*.

    Raises:
        FindingsError: a catalog or the description of the data is broken.
        UsageError: there is no such document, or the new name cannot be given.
    """
    documents = find_documents(publication, conf)
    paths = documents.paths
    check_document(paths, publication, old)
    check_new_name(paths, publication, conf, old, new)
    suffix = paths[old].name.removeprefix(posixpath.basename(old))
    renaming = Renaming(old, new, suffix, frozenset(paths), patmatch)
    moved = {paths[old]: publication.source / (new + suffix)}
    files: dict[Path, bytes] = {}
    sources = _read_sources(publication, documents)
    places = _including_documents(sources)
    for source in sources:
        text = renaming.rewrite(
            source.text, places.get(source.file, source.name), markdown=source.is_markdown
        )
        files[source.path] = text.encode(errors="surrogateescape")
    if publication.data.is_file():
        files |= rename_chapter(publication.data, publication.root, old, new)
    compact: Any = conf.values.get("gettext_compact", True)
    others = {docname_to_domain(name, compact) for name in paths if name not in (old, new)}
    domains = (docname_to_domain(old, compact), docname_to_domain(new, compact))
    for domain, catalog in _catalogs(publication):
        files[catalog.path] = _rewritten(catalog, renaming, publication, places).encode()
        if domain == domains[0] and domain not in others and domains[1] not in others:
            end = Path(f"{domains[0]}.po").parts
            root = Path(*catalog.path.parts[: -len(end)])  # the folder of the language
            moved[catalog.path] = root / f"{domains[1]}.po"
    if publication.waivers.is_file():
        text = publication.waivers.read_bytes().decode()
        waivers = text.replace(f"LC_MESSAGES/{domains[0]}.po", f"LC_MESSAGES/{domains[1]}.po")
        files[publication.waivers] = waivers.encode()
    standing: dict[Path, bytes | None] = {path: path.read_bytes() for path in files}
    changed = {path: data for path, data in files.items() if data != standing[path]}
    for path, goal in moved.items():
        _check_goal(path, goal, publication)
        data = changed.pop(path, files[path])
        if goal.exists() and goal.read_bytes() != data:
            shown = shown_path(goal, publication.root)
            raise UsageError(
                phrase("{path} is there already; choose another name, or remove it", path=shown)
            )
        changed[goal] = data
        standing[goal] = data if goal.exists() else None
    return Rename(changed, standing, tuple(moved), tuple(_mentions(publication, conf, old)))


def write_rename(rename: Rename) -> None:
    """Put all files into their places, and remove those that have new names.

    The document is the last: whoever was stopped can rename it again.
    """
    replace_files(rename.files, rename.standing)
    for path in reversed(rename.removed):
        if not remove_unless_changed(path, rename.standing[path] or b""):
            message = phrase(
                "it has been saved since it was read, and stands beside its new name; put what is"
                " new in it there, and remove it"
            )
            raise FindingsError.for_file(shown_path(path, Path()), message, CHANGED_RULE)


@dataclass(frozen=True)
class _Source:
    """A file that is a document, or that documents may include."""

    path: Path
    #: From the folder of the source.
    file: str
    #: The same without its end, as the name of a document.
    name: str
    #: What is no UTF-8 in it is kept.
    text: str

    @property
    def is_markdown(self) -> bool:
        """Whether it is written in Markdown."""
        return self.path.suffix.lower() in MARKDOWN


def _read_sources(publication: Publication, documents: Documents) -> list[_Source]:
    names = {path: name for name, path in documents.paths.items()}
    return [
        _Source(
            path,
            path.relative_to(publication.source).as_posix(),
            names.get(path) or name_of(path, publication),
            path.read_bytes().decode(errors="surrogateescape"),
        )
        for path in documents.files
    ]


def _including_documents(sources: Iterable[_Source]) -> dict[str, str]:
    """Return, by a file that is included, a document from which its names are counted.

    Sphinx counts relative names from the document that includes them.  A file that documents of
    several folders include can name others only from the root folder.
    """
    found: dict[str, list[str]] = {}
    for source in sources:
        for file in included_files(source.text, source.name):
            found.setdefault(file, []).append(source.name)
    return {
        file: names[0]
        for file, names in found.items()
        if len({posixpath.dirname(name) for name in names}) == 1
    }


def _check_goal(path: Path, goal: Path, publication: Publication) -> None:
    """Make sure that a file can have its new name.

    Raises:
        UsageError: it cannot.
    """
    shown = shown_path(goal, publication.root)
    if goal.exists() and goal.samefile(path):
        raise UsageError(
            phrase(
                "this disk takes {path} and {other} for one; rename it to a third name first",
                path=shown_path(path, publication.root),
                other=shown,
            )
        )
    file = next((folder for folder in goal.parents if folder.exists()), goal.parent)
    if not file.is_dir():
        raise UsageError(
            phrase(
                "{path} is a file, and no folder that {other} could stand in; choose another name",
                path=shown_path(file, publication.root),
                other=shown,
            )
        )


def _catalogs(publication: Publication) -> Iterator[tuple[str, Catalog]]:
    """Yield the catalogs of all languages, those that conf.py does not name too, by domain."""
    for root in publication.catalog_roots:
        for folder in language_folders(root):
            for path in paths_below(folder, ".po"):
                domain = path.relative_to(folder).with_suffix("").as_posix()
                yield domain, read_catalog(path, publication.root)


def _rewritten(
    catalog: Catalog, renaming: Renaming, publication: Publication, places: Mapping[str, str]
) -> str:
    """Return the text of a catalog; entries without the name keep their bytes."""
    folders = Folders(real_path(publication.root), real_path(publication.source))
    style = find_style(catalog.entries, folders)
    head = style.head if style and style.head is not None else ""
    layout = Layout(catalog)
    pieces = []
    for position, entry in enumerate(catalog.entries):
        lines = layout.entry(position)
        block = split_block(lines)
        document = _document(entry, head, renaming, places)
        changed = _entry(entry, block, renaming, head, document, layout.manner)
        same = changed == block
        pieces.append(EntryText(tuple(lines if same else changed.lines), position, untouched=same))
    return assemble(layout, layout.header, pieces)


def _entry(
    entry: Entry, block: EntryLines, renaming: Renaming, head: str, document: str, manner: Manner
) -> EntryLines:
    start = f"{head}/" if head else ""
    old = f"{start}{renaming.old}{renaming.suffix}"
    new = posixpath.normpath(f"{start}{renaming.new}{renaming.suffix}")
    words = [
        re.sub(rf"\A{re.escape(old)}(?=:\d+\Z|\Z)", lambda _: new, w) for w in entry.references
    ]
    if words != list(entry.references):
        block = replace(block, references=wrapped_lines("#:", " ".join(words)))

    def texts(*found: str | None) -> tuple[str | None, ...]:
        return tuple(text and renaming.rewrite_roles(text, document) for text in found)

    prefix, bar = ("#~ ", "#~| ") if entry.obsolete else ("", "#| ")
    message, plural, previous = texts(entry.msgid, entry.msgid_plural, entry.previous)
    msgstrs = tuple(text or "" for text in texts(*entry.msgstrs))
    if (message, plural) != (entry.msgid, entry.msgid_plural):
        lines = message_lines(message or "", entry.msgctxt, plural, manner, prefix)
        block = replace(block, message=lines)
    if previous != entry.previous and previous is not None:
        block = replace(block, previous=manner.lines("msgid", previous, bar))
    if msgstrs != entry.msgstrs:
        forms = entry.msgid_plural is not None
        lines = translation_lines(msgstrs, plural=forms, manner=manner, prefix=prefix)
        block = replace(block, translation=lines)
    return block


def _document(entry: Entry, head: str, renaming: Renaming, places: Mapping[str, str]) -> str:
    """Return the document of a message, as far as its places tell."""
    start = f"{head}/" if head else ""
    for word in entry.references:
        file = re.sub(r":\d+\Z", "", word)
        if file.startswith(start):
            name = file[len(start) :]
            return places.get(name, posixpath.splitext(name)[0])
    return renaming.old


def _mentions(publication: Publication, conf: Conf, old: str) -> Iterator[Finding]:
    """Yield the lines of ``conf.py`` that may name the document, too."""
    path = publication.root / "conf.py"
    shown = shown_name(path, publication.root)
    word = re.compile(rf"[\"']/?{re.escape(old)}(?:\.\w+)?[\"']")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if word.search(line):
            message = phrase("may name the document {old!r}; look at it", old=old)
            yield Finding(shown, number, message, "rename")
