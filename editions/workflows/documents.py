"""The documents of a project by their names, and the names that one may be given."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import normalize

from sphinx.util.matching import Matcher

from editions.catalogs.domains import SHARED_DOMAINS, SPHINX
from editions.catalogs.sources import find_files, may_hold_source
from editions.catalogs.syntax import MARKDOWN
from editions.findings import UsageError, shown_path
from editions.languages import Publication
from editions.phrases import phrase
from editions.settings.conf import Conf

#: What no name may hold: the end of a file's name is Sphinx's to add, and some characters mean
#: something in a ``toctree``, a role or an address.
_NAME = re.compile(r"(?:[^/\\<>\s:*?\"|#`\[\].][^/\\<>\s:*?\"|#`\[\]]*(?:/(?!\Z)|\Z))+")
#: Files that documents may include.
_INCLUDED = (".rst", ".rest", ".txt", ".inc", *MARKDOWN)


@dataclass(frozen=True)
class Documents:
    """The files that names of documents stand in."""

    #: Files of documents, by the names of the documents.
    paths: Mapping[str, Path]
    #: All files, those that documents include among them, in order.
    files: tuple[Path, ...]


def find_documents(publication: Publication, conf: Conf) -> Documents:
    """Return the documents of a project; of two files with one name, the one that Sphinx takes."""
    declared: Any = conf.values.get("source_suffix") or ()
    suffixes = [declared] if isinstance(declared, str) else list(declared)
    ends = tuple(dict.fromkeys((*(suffixes or [".rst"]), *MARKDOWN)))
    files = tuple(find_files(publication.source, {*_INCLUDED, *map(str.lower, ends)}))
    found: dict[str, Path] = {}
    for end in ends:
        for path in files:
            if path.name.endswith(end):
                found.setdefault(name_of(path, publication, end), path)
    return Documents(found, files)


def name_of(path: Path, publication: Publication, end: str = "") -> str:
    """Return the name of a file as that of a document; *end* is the end of its name."""
    relative = path.relative_to(publication.source).as_posix()
    return relative.removesuffix(end or path.suffix)


def check_document(documents: Mapping[str, Path], publication: Publication, name: str) -> None:
    """Make sure that there is a document called *name*.

    Raises:
        UsageError: there is none.
    """
    if name in documents:
        return
    folder = shown_path(publication.source, publication.root)
    within = [known for known in documents if known.startswith(f"{name.rstrip('/')}/")]
    if within:
        raise UsageError(
            phrase(
                "{name!r} is a folder; rename its documents one by one, such as {within!r}",
                name=name,
                within=within[0],
            )
        )
    wanted = name.removeprefix(f"{folder}/")
    bare = posixpath.splitext(wanted)[0]
    near = [bare] if bare in documents else get_close_matches(wanted, documents, 1)
    hint = (
        phrase("did you mean {name!r}?", name=near[0])
        if near
        else phrase("write its name as in a toctree")
    )
    raise UsageError(
        phrase("{folder} has no document {name!r}; {hint}", folder=folder, name=name, hint=hint)
    )


def check_new_name(
    documents: Mapping[str, Path], publication: Publication, conf: Conf, old: str, new: str
) -> None:
    """Make sure that the document *old* may be called *new*.

    Raises:
        UsageError: it may not.
    """
    root = conf.values.get("root_doc") or conf.values.get("master_doc") or "index"
    if old == root:
        raise UsageError(
            phrase("{old!r} is the root document; its name is a setting, 'root_doc'", old=old)
        )
    if not (_NAME.fullmatch(new) and new.isprintable()) or posixpath.normpath(new) != new:
        raise UsageError(
            phrase("{new!r} cannot name a document; write one such as 'annex/people'", new=new)
        )
    if Path(new).suffix in _INCLUDED:
        raise UsageError(
            phrase(
                "write {new!r} without {suffix}, as in a toctree", new=new, suffix=Path(new).suffix
            )
        )
    if new in {*SHARED_DOMAINS, SPHINX}:
        raise UsageError(
            phrase("{new!r} is the name of a catalog of the toolkit; choose another", new=new)
        )
    if new == old:
        raise UsageError(phrase("{old!r} has that name", old=old))
    _check_found(publication, conf, new, documents[old].suffix)
    _check_alike(documents, old, new)


def _check_found(publication: Publication, conf: Conf, new: str, suffix: str) -> None:
    """Make sure that Sphinx, and an update, will find a document of this name."""
    file = f"{new}{suffix}"
    excluded: Any = conf.values.get("exclude_patterns") or ()
    included: Any = conf.values.get("include_patterns") or ("**",)
    parts = ["/".join(file.split("/")[: n + 1]) for n in range(file.count("/") + 1)]
    if not Matcher(included)(file) or any(map(Matcher(excluded), parts)):
        raise UsageError(
            phrase(
                "conf.py leaves {file!r} out ('exclude_patterns'); choose another name", file=file
            )
        )
    for folder in PurePosixPath(new).parts[:-1]:
        if not may_hold_source(folder):
            raise UsageError(
                phrase(
                    "no source is looked for in a folder {folder!r}; choose another name",
                    folder=folder,
                )
            )


def _check_alike(documents: Iterable[str], old: str, new: str) -> None:
    """Make sure that no disk takes two names for one.

    Those of macOS and Windows do so where only capitals, or the forms of accents, differ.
    """
    known = {
        folded: path
        for name in documents
        if name != old
        for path in (name, *map(str, PurePosixPath(name).parents))
        for folded in [_folded(path)]
    }
    for path in (new, *map(str, PurePosixPath(new).parents)):
        other = known.get(_folded(path), path)
        if other != path:
            raise UsageError(
                phrase(
                    "{path!r} differs from {other!r} in capitals or accents alone, and many disks"
                    " take both for one; choose another name",
                    path=path,
                    other=other,
                )
            )


def _folded(name: str) -> str:
    return normalize("NFC", normalize("NFC", name).casefold())
