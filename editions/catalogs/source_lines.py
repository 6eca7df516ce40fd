"""What the lines of a source are, as far as names of documents in them are concerned.

Nothing is parsed: a ``toctree`` and code that is shown are found by how they are laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOCTREE = re.compile(
    r"^(?P<margin>[ \t]*(?:[*+-][ \t]+)?)(?:\.\.[ ]+toctree::|(?P<fence>[`~:]{3,})\{toctree\})"
)
#: The option that lets entries of a ``toctree`` be patterns.
_GLOB = re.compile(r"\s*:glob:\s*")
_MAGIC = re.compile(r"[*?\[]")
#: What shows code: a directive, or a paragraph that ends in two colons.
_CODE = re.compile(
    r"^(?P<margin>[ \t]*+)(?:\.\.[ ]+(?:code|code-block|sourcecode)::"
    r"|(?!.*(?<!\S)\.\.[ ]).*::[ \t]*$)"
)
_FENCE = re.compile(r"^[ >\t]*(?P<fence>`{3,}|~{3,})(?!\{)")


@dataclass(frozen=True)
class Toctree:
    """The entries of one ``toctree``."""

    #: Positions of the lines that name a document, from 0.
    names: tuple[int, ...]
    #: Positions of those that are patterns of names.
    patterns: tuple[int, ...] = ()


def find_toctrees(lines: Sequence[str]) -> Iterator[Toctree]:
    """Yield every ``toctree`` in *lines*, which have no ends."""
    at = 0
    while at < len(lines):
        match = _TOCTREE.match(lines[at])
        at += 1
        if not match:
            continue
        margin, fence = len(match["margin"].expandtabs()), match["fence"]
        entries, globs = [], False
        while at < len(lines):
            line = lines[at]
            if fence and line.strip().startswith(fence):
                break
            indent = len(line.expandtabs()) - len(line.expandtabs().lstrip())
            if not fence and line.strip() and indent <= margin:
                break
            globs = globs or bool(_GLOB.fullmatch(line))
            if line.strip() and not line.strip().startswith(":"):
                entries.append(at)
            at += 1
        patterns = tuple(n for n in entries if globs and _MAGIC.search(lines[n]))
        yield Toctree(tuple(n for n in entries if n not in patterns), patterns)


def shown_lines(lines: Sequence[str]) -> set[int]:
    """Return the positions of the lines of code that is shown."""
    kept: set[int] = set()
    at = 0
    while at < len(lines):
        code, fence = _CODE.match(lines[at]), _FENCE.match(lines[at])
        start = at
        at += 1
        if fence:
            mark = fence["fence"]
            while at < len(lines) and not lines[at].strip().startswith(mark):
                at += 1
            kept.update(range(start, at + 1))
            at += 1
        elif code:
            margin = len(code["margin"].expandtabs())
            while at < len(lines):
                line = lines[at].expandtabs()
                if line.strip() and len(line) - len(line.lstrip()) <= margin:
                    break
                kept.add(at)
                at += 1
    return kept
