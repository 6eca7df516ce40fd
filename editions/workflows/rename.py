"""Give a document another name, wherever it stands: in one step, or not at all.

Its file, the references of other documents and of messages, the data that it states, its catalogs
and the places that catalogs name are written anew together.
"""

from __future__ import annotations

import csv
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Any

from sphinx.util.i18n import docname_to_domain

from editions.catalogs.blocks import (
    EntryLines,
    message_lines,
    split_block,
    translation_lines,
    wrapped_lines,
)
from editions.catalogs.docnames import Renaming
from editions.catalogs.domains import SHARED_DOMAINS, SPHINX
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import shown_name
from editions.catalogs.locations import Folders, find_style
from editions.catalogs.reading import read_catalog
from editions.catalogs.sources import find_files
from editions.catalogs.syntax import MARKDOWN
from editions.catalogs.wrapping import Manner
from editions.catalogs.writing import EntryText, Layout, assemble, replace_files
from editions.findings import Finding, UsageError, shown_path
from editions.languages import Publication
from editions.settings.conf import Conf
from editions.tables.descriptor import Resource, read_package

#: What may be asked for, and what no name may hold: the end of a file's name is Sphinx's to add.
_NAME = re.compile(r"(?!/)(?:[^/\\<>\s:*?\"|]+/)*[^/\\<>\s:*?\"|]+")
#: Files that may be documents.
_ENDS = (".rst", ".rest", ".txt", ".inc", *MARKDOWN)


@dataclass(frozen=True)
class Rename:
    """What a new name of a document changes; nothing is written yet."""

    #: New content, by file.
    files: dict[Path, bytes]
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
    paths = {_name(path, publication): path for path in find_files(publication.source, _ENDS)}
    suffix = _suffix(paths, old, publication)
    _check_name(publication, conf, old, new)
    renaming = Renaming(old, new, suffix, frozenset(paths))
    moved = {paths[old]: publication.source / (new + suffix)}
    files: dict[Path, bytes] = {}
    for name, path in paths.items():
        text = path.read_bytes().decode()
        markdown = path.suffix.lower() in MARKDOWN
        files[path] = renaming.rewrite(text, name, markdown=markdown).encode()
    files |= _data(publication, old, new)
    compact: Any = conf.values.get("gettext_compact", True)
    others = {docname_to_domain(name, compact) for name in paths if name not in (old, new)}
    domains = (docname_to_domain(old, compact), docname_to_domain(new, compact))
    for catalog in _catalogs(publication):
        files[catalog.path] = _rewritten(catalog, renaming, publication).encode()
        domain = _domain(catalog, publication)
        if domain == domains[0] and domain not in others and domains[1] not in others:
            end = Path(f"{domains[0]}.po").parts
            root = Path(*catalog.path.parts[: -len(end)])  # the folder of the language
            moved[catalog.path] = root / f"{domains[1]}.po"
    if publication.waivers.is_file():
        text = publication.waivers.read_bytes().decode()
        waivers = text.replace(f"LC_MESSAGES/{domains[0]}.po", f"LC_MESSAGES/{domains[1]}.po")
        files[publication.waivers] = waivers.encode()
    changed = {path: data for path, data in files.items() if data != path.read_bytes()}
    for path, goal in moved.items():
        data = changed.pop(path, files[path])
        if goal.exists() and goal.read_bytes() != data:
            shown = shown_path(goal, publication.root)
            raise UsageError(f"{shown} is there already; choose another name, or remove it")
        changed[goal] = data
    return Rename(changed, tuple(moved), tuple(_mentions(publication, conf, old)))


def write_rename(rename: Rename) -> None:
    """Put all files into their places, and remove those that have new names."""
    replace_files(rename.files)
    for path in rename.removed:
        path.unlink()


def _name(path: Path, publication: Publication) -> str:
    return path.relative_to(publication.source).with_suffix("").as_posix()


def _suffix(paths: dict[str, Path], old: str, publication: Publication) -> str:
    if old in paths:
        return paths[old].suffix
    near = get_close_matches(old, paths, 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    folder = shown_path(publication.source, publication.root)
    raise UsageError(f"{folder} has no document {old!r}{hint}")


def _check_name(publication: Publication, conf: Conf, old: str, new: str) -> None:
    root = conf.values.get("root_doc") or conf.values.get("master_doc") or "index"
    if old == root:
        raise UsageError(f"{old!r} is the root document; its name is a setting, 'root_doc'")
    if not _NAME.fullmatch(new) or posixpath.normpath(new) != new or ".." in new.split("/"):
        raise UsageError(f"{new!r} cannot name a document; write one such as 'annex/people'")
    if Path(new).suffix in _ENDS:
        raise UsageError(f"write {new!r} without {Path(new).suffix}, as in a toctree")
    if new in {*SHARED_DOMAINS, SPHINX}:
        raise UsageError(f"{new!r} is the name of a catalog of the toolkit; choose another")
    if new == old:
        raise UsageError(f"{old!r} has that name")


def _catalogs(publication: Publication) -> Iterator[Catalog]:
    for edition in publication.translations:
        for folder in publication.catalog_folders(edition):
            for path in sorted(folder.rglob("*.po")):
                yield read_catalog(path, publication.root)


def _domain(catalog: Catalog, publication: Publication) -> str:
    for edition in publication.translations:
        for folder in publication.catalog_folders(edition):
            if catalog.path.is_relative_to(folder):
                return catalog.path.relative_to(folder).with_suffix("").as_posix()
    raise AssertionError(catalog.path)  # it was found in one of them


def _rewritten(catalog: Catalog, renaming: Renaming, publication: Publication) -> str:
    """Return the text of a catalog; entries without the name keep their bytes."""
    folders = Folders(publication.root.resolve(), publication.source.resolve())
    style = find_style(catalog.entries, folders)
    head = style.head if style and style.head is not None else ""
    layout = Layout(catalog)
    pieces = []
    for position, entry in enumerate(catalog.entries):
        lines = layout.entry(position)
        block = split_block(lines)
        changed = _entry(entry, block, renaming, head, layout.manner)
        same = changed == block
        pieces.append(EntryText(tuple(lines if same else changed.lines), position, untouched=same))
    return assemble(layout, layout.header, pieces)


def _entry(
    entry: Entry, block: EntryLines, renaming: Renaming, head: str, manner: Manner
) -> EntryLines:
    start = f"{head}/" if head else ""
    old = f"{start}{renaming.old}{renaming.suffix}"
    new = posixpath.normpath(f"{start}{renaming.new}{renaming.suffix}")
    words = [
        re.sub(rf"\A{re.escape(old)}(?=:\d+\Z|\Z)", lambda _: new, w) for w in entry.references
    ]
    if words != list(entry.references):
        block = replace(block, references=wrapped_lines("#:", " ".join(words)))
    document = _document(entry, start, renaming)

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


def _document(entry: Entry, start: str, renaming: Renaming) -> str:
    """Return the document of a message, as far as its places tell."""
    for word in entry.references:
        file = re.sub(r":\d+\Z", "", word)
        if file.startswith(start):
            return posixpath.splitext(file[len(start) :])[0]
    return renaming.old


def _data(publication: Publication, old: str, new: str) -> dict[Path, bytes]:
    """Return the files of the data that say which document states their figures."""
    if not publication.data.is_file():
        return {}
    package = read_package(publication.data, publication.root)
    text = publication.data.read_bytes().decode()
    pattern = re.compile(rf'("chapter"\s*:\s*"){re.escape(old)}(")')
    files = {publication.data: pattern.sub(lambda m: m[1] + new + m[2], text).encode()}
    for resource in package.resources:
        if resource.chapter.field is not None:
            files[resource.path] = _table(resource, old, new)
    return files


def _table(resource: Resource, old: str, new: str) -> bytes:
    """Return a table with the new name in the column that says the document of each row."""
    data = resource.path.read_bytes()
    text = data.decode()
    end = "\r\n" if "\r\n" in text else "\n"
    rows = list(csv.reader(StringIO(text, newline="")))
    column = rows[0].index(resource.chapter.field or "") if rows else 0
    if not any(len(row) > column and row[column] == old for row in rows[1:]):
        return data
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator=end)
    for row in rows:
        if len(row) > column and row[column] == old:
            row = [*row[:column], new, *row[column + 1 :]]
        writer.writerow(row)
    return written.getvalue().encode()


def _mentions(publication: Publication, conf: Conf, old: str) -> Iterator[Finding]:
    """Yield the lines of ``conf.py`` that may name the document, too."""
    path = publication.root / "conf.py"
    shown = shown_name(path, publication.root)
    word = re.compile(rf"[\"']/?{re.escape(old)}(?:\.\w+)?[\"']")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if word.search(line):
            yield Finding(shown, number, f"may name the document {old!r}; look at it", "rename")
