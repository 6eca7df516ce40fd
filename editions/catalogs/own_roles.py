"""Roles that the documents of a project define themselves: ``.. role:: red``.

Their definitions stand in the source, which no translation can change.  They are found by name,
since translations are judged before any document is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from editions.catalogs.markup import Inline, InlineKind, Markup, is_prose
from editions.catalogs.roles import is_harmless, is_reference
from editions.catalogs.sources import document_text, find_files
from editions.findings import real_path

#: A name as docutils reads those of roles.
_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
#: The directive, in reStructuredText and between the fences of Markdown; what it defines stands
#: behind it, or in the next line that is not blank.
_DEFINITION = re.compile(
    r"^(?:.*?(?<!\S)\.\.[ \t]+role[ ]?::|[ >\t]*(?:`{3,}|~{3,}|:{3,})\{role\})"
    rf"[ \t]*(?:\n[\s>]*)?(?P<name>{_NAME})[ \t]*(?:\([ \t]*(?P<base>{_NAME})[ \t]*\))?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_INCLUDE = re.compile(
    r"^.*?(?:(?<!\S)\.\.[ \t]+include::|\{include\})[ \t]+(?P<file>[^<\s].*?)[ \t]*$", re.MULTILINE
)
#: Roles of docutils and Sphinx that do more than the others of `editions.catalogs.roles`.
_BUILT_IN = frozenset(
    ("cite", "cve", "cwe", "download", "envvar", "eq", "index", "manpage", "math", "pep", "raw")
).union(("pep-reference", "rfc", "rfc-reference"))


@dataclass(frozen=True)
class OwnRoles:
    """Roles that set their text apart, by their definitions, and do nothing else."""

    #: Those whose text is written for readers.
    prose: frozenset[str] = frozenset()
    #: These, and those whose text is code or the like.
    harmless: frozenset[str] = frozenset()

    def without(self, names: Collection[str]) -> OwnRoles:
        """Return the roles that do not bear any of *names*."""
        return OwnRoles(self.prose - set(names), self.harmless - set(names))


def read_own_roles(folder: Path, ends: Collection[str], texts: Iterable[object] = ()) -> OwnRoles:
    """Return what the documents in *folder* define, and *texts* that stand in each of them.

    The names of documents have one of the *ends*; files that these include belong to them.  A name
    counts only where every definition of it is harmless.
    """
    bases: dict[str, set[str]] = {}
    for text in (*(text for text in texts if isinstance(text, str)), *_sources(folder, ends)):
        for match in _DEFINITION.finditer(text) if "role" in text.lower() else ():
            base = (match["base"] or "").lower()
            bases.setdefault(match["name"].lower(), set()).add(base)
    for name in [n for n in bases if n in _BUILT_IN or is_reference(n)]:
        del bases[name]
    return OwnRoles(_made_of(bases, is_prose), _made_of(bases, _is_harmless))


def _is_harmless(base: str) -> bool:
    return not base or is_harmless(base)


def _made_of(
    bases: Mapping[str, Collection[str]], is_good: Callable[[str], bool]
) -> frozenset[str]:
    """Return the roles all of whose *bases* are good, or made of good ones."""
    found: set[str] = set()
    while True:
        more = {
            name
            for name, its in bases.items()
            if all(is_good(base) or (base in found and base != name) for base in its)
        }
        if more == found:
            return frozenset(found)
        found = more


def with_prose(markup: Markup, roles: Collection[str]) -> Markup:
    """Return *markup* where the text of some more *roles* is written for readers."""
    if not any(inline.role in roles for inline in markup.of(InlineKind.ROLE)):
        return markup
    inlines = tuple(
        replace(inline, prose=_text_of(markup, inline))
        if inline.role in roles and not inline.explicit
        else inline
        for inline in markup.inlines
    )
    return replace(markup, inlines=inlines)


def _text_of(markup: Markup, inline: Inline) -> tuple[int, int]:
    """Return where the text of interpreted text begins and ends, its backquotes left out."""
    raw = markup.written(inline)
    begin = raw.index("`")
    marks = len(raw[begin:]) - len(raw[begin:].lstrip("`"))
    return inline.start + begin + marks, inline.start + raw.rindex("`") + 1 - marks


def _sources(folder: Path, ends: Collection[str]) -> Iterator[str]:
    """Yield the documents in *folder*, and what they include."""
    seen: set[Path] = set()
    waiting = list(find_files(folder, ends))
    while waiting:
        path = waiting.pop()
        if path in seen or not path.is_file():
            continue
        seen.add(path)
        text = document_text(path.read_text(encoding="utf-8", errors="replace"))
        yield text
        for match in _INCLUDE.finditer(text) if "include" in text else ():
            name = match["file"]
            place = folder / name.lstrip("/") if name.startswith("/") else path.parent / name
            waiting.append(real_path(place))
