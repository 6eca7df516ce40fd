"""A run of Sphinx that another may follow in the same process, and whether it asked for whom."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.tags import Tags

from editions.borrowed.parts import BorrowedPart
from editions.borrowed.sphinx import SPHINX

_INIT_I18N = BorrowedPart(
    SPHINX, "sphinx.application:Sphinx._init_i18n", "keep the words of two editions apart"
)
_BUILTIN = BorrowedPart(
    SPHINX,
    "sphinx.application:builtin_extensions",
    "keep the words of two editions apart",
    tuple,
)

PARTS = (_INIT_I18N, _BUILTIN)

#: Builders that may write from the same documents.
_WRITERS = frozenset(("epub", "html", "pdf"))


def import_builtin_extensions() -> None:
    """Import Sphinx's own extensions, as long as it speaks no language."""
    for name in _BUILTIN.get():
        importlib.import_module(name)


class _RecordedAttribute:
    """An attribute of a run that records which modules read it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, run: Run, _owner: type[Run]) -> Any:
        run.readers.add(str(sys._getframe(1).f_globals.get("__name__")))
        try:
            return vars(run)[self.name]
        except KeyError:
            raise AttributeError(self.name) from None

    def __set__(self, run: Run, value: Any) -> None:
        vars(run)[self.name] = value


class _RecordedTags(_RecordedAttribute):
    """The tags of a run, which ``conf.py`` holds as well as the run itself."""

    def __set__(self, run: Run, value: Tags) -> None:
        # Those of the gettext builder are of a kind of their own, for which every condition holds.
        super().__set__(run, _Tags(run, value) if type(value) is Tags else value)


class _Tags(Tags):
    """Tags that record which modules read them, once the builder has added its own."""

    def __init__(self, run: Run, tags: Iterable[str]) -> None:
        super().__init__(list(tags))
        self._run = run

    def _record(self) -> None:
        if "builder" in vars(self._run):
            self._run.readers.add(str(sys._getframe(2).f_globals.get("__name__")))

    def __iter__(self) -> Iterator[str]:
        self._record()
        return super().__iter__()

    def __contains__(self, tag: str) -> bool:
        self._record()
        return super().__contains__(tag)

    def has(self, tag: str) -> bool:
        self._record()
        return super().has(tag)

    def eval_condition(self, condition: str) -> bool:
        self._record()
        return super().eval_condition(condition)


class Run(Sphinx):
    """A run of Sphinx after which another one, for another language, may follow in this process.

    What a module says of itself in the language of the run, such as the titles of indices, stays
    so for ever where the module is loaded after the language is chosen.  Here all are loaded
    before, and then what they say is looked up whenever it is written.
    """

    #: Names of the modules that have read what is written, or where to.
    readers: set[str]
    builder = _RecordedAttribute("builder")
    outdir = _RecordedAttribute("outdir")
    tags = _RecordedTags("tags")

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        self.readers = set()
        super().__init__(*arguments, **settings)

    def _init_i18n(self) -> None:
        import_builtin_extensions()
        for name in self.config.extensions:
            with contextlib.suppress(Exception):  # Sphinx says so when it loads the extension
                importlib.import_module(name)
        _INIT_I18N.get()(self)


def depends_on_builder(app: Sphinx) -> bool:
    """Return whether another builder of ours may have read other documents than this run.

    It may where an extension has asked which builder this is, or where its files go.  Sphinx itself
    asks only whether the builder keeps quotation marks as they are, and this package, where
    editions are declared, whether messages are extracted.
    """
    if not isinstance(app, Run) or _WRITERS.intersection(
        app.config.smartquotes_excludes.get("builders", ())
    ):
        return True
    own = type(vars(app)["builder"]).__module__
    return not all(map(_is_known, (own, *app.readers)))


def _is_known(module: str) -> bool:
    package, _, rest = module.partition(".")
    return package == "editions" or (package == "sphinx" and not rest.startswith("ext."))
