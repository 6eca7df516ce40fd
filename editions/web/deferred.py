"""Builders whose modules, and what these need, are imported when a build of that kind begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sphinx.builders import Builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def deferred_builder(name: str, load: Callable[[Sphinx], type[Builder]]) -> type[Builder]:
    """Return what stands for the builder called *name* until Sphinx makes one; *load* imports it.

    Every build of a project imports the extension, and most of them are no PDF and no EPUB.
    """

    class Deferred(Builder):
        def __new__(cls, app: Sphinx, env: BuildEnvironment) -> Builder:  # type: ignore[misc]
            # The type checker expects one of this class: there never is any.
            return load(app)(app, env)

    Deferred.name = name
    return Deferred
