"""What decides which bytes a build makes, besides its inputs, compared between machines."""

from __future__ import annotations

import hashlib
import platform
import re
import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from shutil import which

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from editions.files.identity import toolkit_digest
from editions.workflows.inputs import system_fonts, system_libraries

#: The extras that builds use; the others serve checks, releases and translators.
_EXTRAS = ("", "charts", "epub", "pdf", "references")
#: What Sphinx fetches with, and builds fetch nothing.
_NETWORK = frozenset(("certifi", "charset-normalizer", "idna", "requests", "urllib3"))
#: What is not there.
MISSING = "–"
#: Bytes at the beginning of a font: with its directory of tables, and so their checksums.
_HEAD = 4096
_LIBRARY = re.compile(r"lib(?P<name>[\w-]+?)(-\d+\.\d+)?\.(so\.|(?=\d))(?P<version>\d[\d.]*)")


@lru_cache
def own_versions() -> Mapping[str, str]:
    """Return what builds in this process depend on, by name; it takes tenths of a second."""
    found = {
        "toolkit": toolkit_digest(),
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "processor": platform.machine(),
        "fonts": _fonts(),
        **_libraries(),
    }
    if pandoc := which("pandoc"):
        found["pandoc"] = f"{Path(pandoc).stat().st_size} bytes"
    return found | versions_of(_needed())


def versions_of(distributions: Iterable[str]) -> dict[str, str]:
    """Return the versions of Python packages, by their names."""
    found = {}
    for name in sorted(set(distributions)):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = MISSING
    return found


def distributions_of(modules: Iterable[str], known: Container[str] = ()) -> set[str]:
    """Return the names of the Python packages that bring *modules*, such as extensions.

    Those that these need in turn are among them, but for what is *known* already.  What belongs to
    Sphinx or to this package, or to the project itself, is left out.
    """
    found = set()
    for top in {name.partition(".")[0] for name in modules} - {"", "editions", "sphinx"}:
        names = [top] if versions_of([top])[top] != MISSING else _brought().get(top, ())
        found |= {str(canonicalize_name(name)) for name in names}
    found = {name for name in found if name not in known}
    return (found | _needed_by(((name, "") for name in found), known)) - {"editions"}


@lru_cache
def _brought() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()


def differences(
    here: Mapping[str, str], there: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, ...]]:
    """Return a table of what is not the same *here* and on the workers *there*.

    Its first row is the heads of the columns; there is no row where nothing differs.
    """
    unlike = {name: found for name, found in there.items() if _unlike(here, found)}
    rows = sorted({row for found in unlike.values() for row in _unlike(here, found)})
    if not rows:
        return []
    body = [
        (row, here.get(row, MISSING), *(found.get(row, MISSING) for found in unlike.values()))
        for row in rows
    ]
    return [("", "here", *unlike), *body]


def _unlike(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    return [
        name
        for name in here.keys() | there.keys()
        if here.get(name, MISSING) != there.get(name, MISSING)
    ]


def as_lines(table: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a table as lines of text in which columns stand below each other."""
    rows = list(table)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _needed() -> set[str]:
    """Return the packages that builds of this installation use, by name, without extensions."""
    # The content of editions is compared.
    return _needed_by(("editions", extra) for extra in _EXTRAS) - {"editions"}


def _needed_by(packages: Iterable[tuple[str, str]], known: Container[str] = ()) -> set[str]:
    """Return what packages with extras need, and what that needs, but for what is *known*."""
    needed: set[str] = set()
    waiting = list(packages)
    seen = set(waiting)
    while waiting:
        name, extra = waiting.pop()
        for wanted in _requirements(name):
            if wanted.marker is not None and not wanted.marker.evaluate({"extra": extra}):
                continue
            if (canonical := str(canonicalize_name(wanted.name))) in known:
                continue
            needed.add(canonical)
            steps = {(wanted.name, further) for further in ("", *wanted.extras)} - seen
            seen |= steps
            waiting += sorted(steps)
    return needed - _NETWORK


def _requirements(name: str) -> Iterator[Requirement]:
    try:
        yield from map(Requirement, metadata.requires(name) or ())
    except metadata.PackageNotFoundError:
        return


def _libraries() -> dict[str, str]:
    """Return the versions of the libraries that lay out pages, as names of files bear them."""
    found: dict[str, set[str]] = {}
    for path in system_libraries():
        match = _LIBRARY.match(path.name)
        if match:
            found.setdefault(match["name"], set()).add(match["version"])
    return {name: max(versions, key=len) for name, versions in sorted(found.items())}


def _fonts() -> str:
    """Return a digest of the fonts of the system, wherever a system has them."""
    digests = set()
    for path, size, _ in system_fonts():
        try:
            with Path(path).open("rb") as file:
                head = file.read(_HEAD)
        except OSError:
            continue
        digests.add(f"{Path(path).name} {size} {hashlib.sha256(head).hexdigest()}")
    return (
        f"{len(digests)} files, {hashlib.sha256(repr(sorted(digests)).encode()).hexdigest()[:16]}"
    )
