"""The optional parts of the toolkit: whether their packages are installed, and how to do it."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

from editions.findings import MissingExtraError
from editions.phrases import phrase

if TYPE_CHECKING:
    from packaging.requirements import Requirement


def install_command(extra: str) -> str:
    """Return the command that installs an optional part of the toolkit, such as ``pdf``."""
    return f"python -m pip install 'editions[{extra}]'"


def missing_packages(extra: str) -> list[str]:
    """Return the Python packages of an optional part that are not installed, by name.

    The package's own metadata say what belongs to the part: ``pyproject.toml`` declares it.
    """
    found = []
    try:
        declared = [_requirement(line) for line in metadata.requires("editions") or ()]
    except metadata.PackageNotFoundError:  # run from a folder that nobody has installed
        return []
    for wanted in declared:
        if wanted.name == "editions":  # an extra made of others
            wanted_now = wanted.marker is not None and wanted.marker.evaluate({"extra": extra})
            found += [p for e in wanted.extras if wanted_now for p in missing_packages(e)]
            continue
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            continue  # belongs to every installation
        if wanted.marker.evaluate({"extra": extra}):
            try:
                metadata.distribution(wanted.name)
            except metadata.PackageNotFoundError:
                found.append(wanted.name)
    return sorted(set(found))


@cache
def _requirement(line: str) -> Requirement:
    """Return what a line of the metadata asks for; there are a hundred of them."""
    from packaging.requirements import Requirement  # it takes a while, and few builds ask

    return Requirement(line)


def require_extra(extra: str, purpose: str) -> None:
    """Make sure that the packages of an optional part are installed.

    Raises:
        MissingExtraError: they are not; says how to install what *purpose* needs.
    """
    packages = missing_packages(extra)
    if packages:
        raise MissingExtraError(
            phrase(
                "{purpose} needs packages that are not installed: {packages}; install them"
                " with: {command}",
                purpose=purpose,
                packages=", ".join(packages),
                command=install_command(extra),
            )
        )
