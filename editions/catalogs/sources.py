"""What catalogs do not say of their messages, read quickly from the source.

A formula, a word for machines and a paragraph are messages alike; builds, which know the
documents, ask more of some of them.  Nothing is parsed: directives are found by their names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from os import walk
from pathlib import Path
from textwrap import dedent

#: Last words in the names of metadata that are for readers: ``description``, ``og:title``.
#: All other metadata, and all of HTTP, steer browsers and search engines.
METADATA = frozenset(
    ("abstract", "alt", "author", "caption", "copyright", "coverage", "creator", "description")
).union(("keywords", "publisher", "section", "site_name", "subject", "summary", "tag", "title"))

#: Files that may be documents, or parts of some.
_SUFFIXES = frozenset((".rst", ".rest", ".txt", ".inc"))
#: Folders that hold no source.
_NO_SOURCE = frozenset(("build", "locale", "locales", "node_modules"))
#: A directive, at the beginning of a line or of an item of a list.
_DIRECTIVE = re.compile(
    r"(?P<before>.*?)(?<!\S)\.\.[ ]+(?P<name>meta|math|default-role)::(?:[ ]+(?P<argument>.*))?"
)
_FIELD = re.compile(
    r"^:(?P<name>(?:[^:\\]|:(?!\s|$))+):[ \t]*(?P<text>.*(?:\n[ \t]+.*)*)", re.MULTILINE
)
_OPTION = re.compile(r"\A(?:[ \t]*:[\w-]+:.*\n)+")


@dataclass(frozen=True)
class SourceFacts:
    """What is known of the messages of a project."""

    #: Messages that no reader sees: what a page tells browsers and search engines.
    metadata: frozenset[str] = frozenset()
    #: Messages that are formulas.
    formulas: frozenset[str] = frozenset()
    #: Documents that say themselves what single backquotes stand for.
    default_roles: frozenset[str] = frozenset()

    def sets_default_role(self, domain: str) -> bool:
        """Tell whether a document of a *domain* says what single backquotes stand for."""
        return any(f"{name}/".startswith(f"{domain}/") for name in self.default_roles)


def is_for_readers(name: str) -> bool:
    """Tell whether metadata of a *name*, as ``og:title``, is written for readers."""
    return re.split(r"[.:]", name.lower())[-1] in METADATA


def read_facts(folder: Path) -> SourceFacts:
    """Return what the files under *folder* say of their messages."""
    metadata: set[str] = set()
    formulas: set[str] = set()
    documents: set[str] = set()
    for path in find_files(folder, _SUFFIXES):
        text = path.read_text(encoding="utf-8", errors="replace")
        for name, argument, content in _directives(text.expandtabs().splitlines()):
            if name == "default-role":
                documents.add(path.relative_to(folder).with_suffix("").as_posix())
            elif name == "meta":
                metadata.update(_metadata(content))
            else:
                body = dedent(_OPTION.sub("", content)).strip("\n")
                formulas.add("\n\n".join(filter(None, (argument, body))))
    return SourceFacts(frozenset(metadata), frozenset(formulas), frozenset(documents))


def find_files(folder: Path, ends: Collection[str]) -> Iterator[Path]:
    """Yield the files under *folder* that may be source and have one of the *ends*, in order."""
    for place, folders, names in walk(folder):
        folders[:] = [n for n in sorted(folders) if n not in _NO_SOURCE and n[0] not in "._"]
        for name in sorted(names):
            if Path(name).suffix.lower() in ends:
                yield Path(place, name)


def _directives(lines: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield name, argument and content of the directives among *lines*."""
    for number, line in enumerate(lines):
        match = _DIRECTIVE.fullmatch(line) if ".. " in line else None
        if match is None:
            continue
        margin = len(match["before"])
        deeper = re.compile(rf" {{{margin + 1}}}|\s*$")
        inside = takewhile(deeper.match, lines[number + 1 :])
        yield match["name"], (match["argument"] or "").strip(), dedent("\n".join(inside)) + "\n"


def _metadata(content: str) -> Iterator[str]:
    for field in _FIELD.finditer(content):
        attribute, sign, value = field["name"].split()[0].partition("=")
        name = value if sign else attribute
        if attribute.lower() == "http-equiv" or not is_for_readers(name):
            yield " ".join(field["text"].split())
