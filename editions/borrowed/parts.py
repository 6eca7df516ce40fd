"""Parts of libraries that nobody has promised to keep: looked up, checked, substituted."""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import inspect
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from editions.findings import EditionsError


class MovedError(EditionsError):
    """A private part of a library is no longer what it was."""


@dataclass(frozen=True)
class BorrowedLibrary:
    """A library some of whose private parts are used."""

    #: Its name, as a person writes it.
    name: str
    #: Beginnings of the versions in which every part was seen: ``9.1``.
    seen: tuple[str, ...]
    #: Name of the distribution that brings it; empty for Python's own library.
    distribution: str = ""

    @property
    def version(self) -> str:
        """The version that is installed."""
        if not self.distribution:
            return platform.python_version()
        return importlib.metadata.version(self.distribution)

    @property
    def is_seen(self) -> bool:
        """The installed version is one of those in which every part was seen."""
        return any(f"{self.version}.".startswith(f"{version}.") for version in self.seen)

    def moved(self, place: str, what: str, use: str) -> MovedError:
        """Return the error that says that the part at *place* is not what it was."""
        return MovedError(
            f"{self.name} {self.version}: {place} {what}; it is needed to {use}, and was seen in"
            f" {self.name} {', '.join(self.seen)}. Install one of these versions, or a newer"
            " version of editions."
        )

    def attribute(self, owner: object, name: str, use: str, kind: type = object) -> Any:
        """Return the attribute called *name* of an object, which must be of a *kind*.

        Raises:
            MovedError: it is not there, or something else.
        """
        place = f"{type(owner).__qualname__}.{name}"
        try:
            value = getattr(owner, name)
        except AttributeError as error:
            raise self.moved(place, "is gone", use) from error
        if not isinstance(value, kind):
            raise self.moved(place, f"is no {kind.__name__} any more", use)
        return value


@dataclass(frozen=True)
class BorrowedPart:
    """Something in a module of a library."""

    library: BorrowedLibrary
    #: Module and name: ``sphinx.config:Config.read``.
    place: str
    #: What it is needed to do: an infinitive.
    use: str
    #: What it must be.
    kind: type = object
    #: Names of parameters that it must take, where it is called or replaced.
    parameters: tuple[str, ...] = ()

    def get(self) -> Any:
        """Return the part, which is looked for once.

        Raises:
            MovedError: it is not there, or something else.
        """
        return self._found

    @cached_property
    def _found(self) -> Any:
        return self.find()

    def find(self) -> Any:
        """Return the part as it is at this moment.

        Raises:
            MovedError: it is not there, or something else.
        """
        module, _, names = self.place.partition(":")
        try:
            part: Any = importlib.import_module(module)
            for name in names.split("."):
                part = getattr(part, name)
        except (ImportError, AttributeError) as error:
            raise self.library.moved(self.place, "is gone", self.use) from error
        found: object = part
        if not isinstance(found, self.kind):
            raise self.library.moved(self.place, f"is no {self.kind.__name__} any more", self.use)
        if self.parameters:
            if not callable(found):
                raise self.library.moved(self.place, "cannot be called any more", self.use)
            known = inspect.signature(found).parameters
            lost = [name for name in self.parameters if name not in known]
            if lost:
                message = f"takes no {', '.join(map(repr, lost))} any more"
                raise self.library.moved(self.place, message, self.use)
        return found

    @contextlib.contextmanager
    def replaced(self, replacement: Any) -> Iterator[None]:
        """Let *replacement* stand in the place of this part of a module.

        Raises:
            MovedError: the part is not what it was, or somebody else has replaced it.
        """
        original = self.find()
        module, _, name = self.place.partition(":")
        owner = importlib.import_module(module)
        setattr(owner, name, replacement)
        try:
            yield
        finally:
            if vars(owner).get(name) is not replacement:
                message = "was replaced by somebody else, too"
                raise self.library.moved(self.place, message, self.use)
            setattr(owner, name, original)
