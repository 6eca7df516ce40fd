"""What a piece of work reads: files, folders and variables of the environment, as it reads them.

Python tells audit hooks of each file that it opens and each folder that it lists (PEP 578), whoever
asks for it: this package, Sphinx, a theme, ``conf.py`` and what it imports.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_LISTINGS = frozenset(("os.listdir", "os.scandir"))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass
class Reads:
    """What has been read so far, by absolute paths and by names of variables."""

    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    #: The variables' values; None where one was not set.
    variables: dict[str, str | None] = field(default_factory=dict)

    def add(self, others: Reads) -> None:
        """Take in what was read elsewhere."""
        self.files |= others.files
        self.folders |= others.folders
        self.variables = {**others.variables, **self.variables}

    def so_far(self, *, modules: bool = False) -> Reads:
        """Return a copy, with all *modules* that are loaded, whenever that was."""
        files = {_source(path) for path in (*self.files, *(_modules() if modules else ()))}
        return Reads(files, set(self.folders), dict(self.variables))

    def note(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take note of an event that Python tells its audit hooks."""
        name = arguments[0]
        if event in _LISTINGS:
            if not isinstance(name, int):
                self.folders.add(_absolute(name or "."))
        elif not isinstance(name, int) and not (arguments[2] or 0) & _WRITING:
            self.files.add(_absolute(name))


def _absolute(path: Any) -> str:
    return os.path.abspath(os.fsdecode(path))  # noqa: PTH100  # a link is not what it leads to


#: Those who listen, in the process.
_listening: list[Reads] = []
_lock = threading.Lock()


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    # A hook is called for everything, and can never be taken away again.
    if _listening and (event == "open" or (event in _LISTINGS and not _is_import())):
        for reads in tuple(_listening):
            reads.note(event, arguments)


def note_files(paths: Iterable[Path]) -> None:
    """Count files as read, of which somebody has kept what is in them."""
    for path in paths:
        for reads in _listening:
            reads.files.add(_absolute(path))


def _is_import() -> bool:
    """Tell whether it is Python itself that looks where there are modules."""
    return "importlib" in sys._getframe(2).f_code.co_filename


class _Variables(dict[Any, Any]):
    """The content of ``os.environ``, which takes note of what is asked for.

    Who hands all variables on to another program asks for none.
    """

    def __init__(self, content: dict[Any, Any]) -> None:
        super().__init__(content)
        #: Names that somebody is going through, and those of them that have been asked for.
        self.ahead: set[Any] = set()
        self.asked: list[Any] = []

    def __iter__(self) -> Iterator[Any]:
        self.settle()
        self.ahead = set(self.keys())
        return super().__iter__()

    def __getitem__(self, key: Any) -> Any:
        if key in self.ahead:
            self.ahead.remove(key)
            self.asked.append(key)
            if not self.ahead:
                self.asked.clear()
        else:
            self.note(key)
        return super().__getitem__(key)

    def settle(self) -> None:
        """Take note of what was asked for, if it was not everything."""
        for key in self.asked:
            self.note(key)
        self.asked.clear()
        self.ahead.clear()

    def note(self, key: Any) -> None:
        """Take note of one variable, and of its first value: the work may set it for itself."""
        name, value = os.fsdecode(key), self.get(key)
        known = [reads.variables[name] for reads in _listening if name in reads.variables]
        first = known[0] if known else None if value is None else os.fsdecode(value)
        for reads in _listening:
            reads.variables.setdefault(name, first)


@contextmanager
def recorded_reads() -> Iterator[Reads]:
    """Record what is read meanwhile in this process, by whatever thread.

    Of modules that were imported before, the files are as good as read.
    """
    with _lock:
        if not hasattr(sys, _HOOKED):
            sys.addaudithook(_hook)
            setattr(sys, _HOOKED, True)
    reads = Reads()
    environment: Any = os.environ
    # Nothing public tells what is looked up.
    variables = environment._data = _Variables(environment._data)
    _listening.append(reads)
    try:
        yield reads
    finally:
        variables.settle()
        _forget(reads)
        environment._data = dict(variables.items())
        reads.files = reads.so_far(modules=True).files


@contextmanager
def listening() -> Iterator[Reads]:
    """Record a part of what `recorded_reads` records, without modules that are loaded already."""
    reads = Reads()
    _listening.append(reads)
    try:
        yield reads
    finally:
        _forget(reads)


def _forget(reads: Reads) -> None:
    """Let one of the listeners go, and not another that has heard the same."""
    _listening[:] = [others for others in _listening if others is not reads]


#: Attribute of `sys` that says that the hook is there.
_HOOKED = "_editions_reads_hook"


def _modules() -> Iterator[str]:
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str):
            yield _absolute(path)


def _source(path: str) -> str:
    """Return the source of a compiled module, and any other path as it is."""
    if path.endswith(".pyc"):
        try:
            return importlib.util.source_from_cache(path)
        except ValueError:
            return path
    return path
