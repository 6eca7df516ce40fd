"""The Python packages that a release is made with, as their own metadata tell."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from editions.findings import EditionsError
from editions.phrases import phrase
from editions.releases.facts import PythonPackage

#: The toolkit with the parts that write what is released.
TOOLKIT = Requirement("editions[epub,pdf,references]")
_OSI = "License :: OSI Approved :: "
#: A longer licence is its text.
_LONGEST = 80


def installed_packages(root: Requirement = TOOLKIT) -> tuple[PythonPackage, ...]:
    """Return *root* and all that it requires on this machine, by name.

    Raises:
        EditionsError: it is not installed, so that nobody knows what it requires.
    """
    found: dict[str, set[str]] = {}
    done: set[tuple[str, str]] = set()
    todo = [(root.name, extra) for extra in ("", *root.extras)]
    while todo:
        name, extra = todo.pop()
        key = canonicalize_name(name)
        if (key, extra) in done:
            continue
        done.add((key, extra))
        wanted = list(_requirements(name, extra))
        found.setdefault(key, set()).update(canonicalize_name(one.name) for one in wanted)
        todo += [(one.name, part) for one in wanted for part in ("", *one.extras)]
    return tuple(
        _package(name, tuple(sorted(needs - {name}))) for name, needs in sorted(found.items())
    )


def _requirements(name: str, extra: str) -> Iterator[Requirement]:
    try:
        lines = metadata.requires(name) or ()
    except metadata.PackageNotFoundError as error:
        raise EditionsError(
            phrase(
                "the package {name} is not installed, so that nothing can be said of "
                "what a release is made with; install the toolkit: python -m pip install "
                "editions",
                name=name,
            )
        ) from error
    for line in lines:
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
            yield wanted


def _package(name: str, requires: tuple[str, ...]) -> PythonPackage:
    held = metadata.distribution(name)
    return PythonPackage(name, held.version, _license(held.metadata), requires)


def _license(fields: metadata.PackageMetadata) -> str:
    for field in ("License-Expression", "License"):
        text = str((fields.get_all(field) or [""])[0])
        if text and "\n" not in text and len(text) <= _LONGEST and text != "UNKNOWN":
            return text
    classifiers = fields.get_all("Classifier") or []
    return next((c.removeprefix(_OSI) for c in classifiers if c.startswith(_OSI)), "")


def python_version() -> str:
    """Return the version of the Python that runs."""
    return platform.python_version()
