"""The values of a ``conf.py``, and where they stand in it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from editions.files.reading import read_regular
from editions.findings import Finding
from editions.phrases import phrase

#: Rule of the findings about settings.
RULE = "setting"
CONF = "conf.py"
#: None that people write is larger; Python takes a thousand times as much to read it.
MOST_BYTES = 400_000


@dataclass(frozen=True)
class Conf:
    """The values of a ``conf.py``, and where they stand in it."""

    #: By name; what is not set is left out.
    values: Mapping[str, object]
    #: Line at which a name gets its value last, where the file itself says so.
    lines: Mapping[str, int] = field(default_factory=dict)
    #: Names that the file sets and does not use.
    unused: frozenset[str] = frozenset()
    #: Names whose value the command line has given: ``-D``.
    overridden: frozenset[str] = frozenset()

    @classmethod
    def of_file(
        cls, path: Path, values: Mapping[str, object], overridden: Iterable[str] = ()
    ) -> Conf:
        """Return the *values* that the file at *path* gave when it was run."""
        tree = parsed(path)
        if tree is None:
            return cls(values, overridden=frozenset(overridden))
        lines = dict(sorted(_assignments(tree.body), key=lambda found: found[1]))
        used = {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)
        }
        return cls(values, lines, frozenset(lines) - used, frozenset(overridden))

    def finding(self, name: str, message: str) -> Finding:
        """Return what is wrong with a setting, at its place."""
        said = phrase("{place}: {problem}", place=name, problem=message)
        if name in self.overridden:
            return Finding(phrase("command line"), 0, said, RULE)
        return Finding(CONF, self.lines.get(name, 0), said, RULE)


def parsed(path: Path) -> ast.Module | None:
    """Return a ``conf.py`` as Python reads it, without running it; None where that cannot be."""
    try:
        return ast.parse(read_regular(path, MOST_BYTES, links=True))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _assignments(body: Iterable[ast.stmt]) -> Iterator[tuple[str, int]]:
    """Yield the names that statements of a module set, each with its line."""
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            for alias in statement.names:
                yield (alias.asname or alias.name).partition(".")[0], statement.lineno
            continue
        for child in ast.iter_child_nodes(statement):
            if isinstance(child, ast.stmt):
                yield from _assignments([child])
            elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
                yield from _assignments(child.body)
            else:
                for node in ast.walk(child):
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                        yield node.id, node.lineno
