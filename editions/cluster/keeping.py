"""Papers whose finished sites are kept: found where they have been built before, kept where not."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from editions.cluster.archives import ArchiveError, members_under, write_archive
from editions.cluster.assignments import AnswerError, describe_result
from editions.cluster.cache import (
    DamagedEntryError,
    absolute_place,
    open_store,
    read_entry,
    write_entry,
)
from editions.cluster.contents import is_of_machine
from editions.cluster.preparing import Machine, Prepared, asked_variables, place, prepare
from editions.files.kept import read_kept
from editions.series.papers import Outcome, Paper, PaperResult
from editions.workflows.inputs import Inputs, just_before
from editions.workflows.paper_actions import BuildPaper
from editions.workflows.records import last_build
from editions.workflows.separate import SeparateProcesses

#: Name of the archive of a site, in the folder of a paper that is under way.
_SITE = "site"
#: Variables that Sphinx itself asks for, to know whether it may print in colours.
_OF_SPHINX = frozenset(("CI", "FORCE_COLOUR", "NO_COLOUR"))
#: Modules that what is done here with a paper imports.
PRELOADED = ("editions.cluster.preparing", "editions.workflows.build", "editions.extension")


@dataclass(frozen=True)
class KeptBuild:
    """Build a paper on this machine, unless its site is kept in a cache."""

    build: BuildPaper
    #: A folder, or a URL for fsspec.
    cache: str
    #: Folder of archives, for as long as papers are built.
    folder: Path
    machine: Machine

    def __call__(self, paper: Paper, workers: int) -> PaperResult:
        """Do it with *paper*."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            folder = Path(name)
            prepared = prepare(paper, self.build.order_for(paper), folder, self.machine)
            found, notices = find(prepared, self.cache, folder)
            if found is not None:
                return found
            result = self.build(paper, workers)
            # What there was to say of this build, the next one might not have.
            if result.outcome is Outcome.DONE and result.site and not result.notices:
                record = read_record(paper.root)
                if is_covered(prepared, record):
                    described = describe_result(result, record, prepared.base)
                    archive = write_archive(members_under(result.site), folder / _SITE)
                    notices += keep(self.cache, prepared, described, folder / _SITE, archive)
            return replace(result, notices=(*notices, *result.notices))


class KeepingProcesses(SeparateProcesses):
    """Builds papers on this machine, each in a process of its own, unless a cache has them."""

    def __init__(self, workers: int, cache: str) -> None:
        """Take so many papers at once; *cache* is a folder, or a URL for fsspec.

        Raises:
            EditionsError: the cache cannot be reached.
        """
        self._cache = absolute_place(cache)
        open_store(self._cache)
        super().__init__(workers, PRELOADED)
        self._folder = Path(tempfile.mkdtemp(prefix="editions-kept-"))
        self._machine = Machine.this()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Take a paper; the call is that of `run_papers`."""
        action, *rest = args
        kept = KeptBuild(action, self._cache, self._folder, self._machine)
        return super().submit(fn, kept, *rest, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more papers; with *cancel_futures*, end those that are being built."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            shutil.rmtree(self._folder, ignore_errors=True)


def find(
    prepared: Prepared, cache: str | None, folder: Path
) -> tuple[PaperResult | None, tuple[str, ...]]:
    """Put the site of a packed paper into place, if the *cache* has it, by way of *folder*.

    Return what became of the paper, None if the cache has nothing, and what there is to say of it.

    Raises:
        EditionsError, OSError: the site cannot be put into its place.
    """
    if cache is None or prepared.order.fresh:
        return None, ()
    if prepared.variables:
        names = ", ".join(prepared.variables)
        return None, (f"not kept in the cache, since conf.py asks for {names}",)
    start = time.monotonic()
    try:
        entry = read_entry(open_store(cache), prepared.assignment.key)
    except DamagedEntryError as error:
        return None, (f"its entry in the cache is damaged, and made anew: {error}",)
    except OSError as error:
        return None, (f"the cache cannot be read: {error}",)
    if entry is None:
        return None, ()
    held, content = entry
    (folder / _SITE).write_bytes(content)
    try:
        result = place(prepared, held["described"], folder / _SITE, str(held["name"]))
    except (ArchiveError, AnswerError, KeyError) as error:
        return None, (f"its entry in the cache is damaged, and made anew: {error}",)
    return replace(result, seconds=time.monotonic() - start, jobs=()), ()


def keep(
    cache: str | None, prepared: Prepared, described: Mapping[str, Any], archive: Path, name: str
) -> tuple[str, ...]:
    """Keep a site, an *archive* called *name*; return what there is to say if that does not go."""
    if cache is None or prepared.variables or _asks_for_more(described.get("record")):
        return ()
    held = {"described": dict(described), "name": name}
    try:
        write_entry(open_store(cache), prepared.assignment.key, held, archive.read_bytes())
    except OSError as error:
        return (f"the cache cannot be written: {error}",)
    return ()


def is_covered(prepared: Prepared, record: Mapping[str, Any] | None) -> bool:
    """Tell whether a build made here has read nothing but what is packed, and as it was packed.

    Else other machines, or this one later, would take its site for that of other inputs.
    """
    if record is None:
        return False
    latest = just_before(prepared.begin)
    read = Inputs.from_json(record["inputs"]).files
    paths = (Path(path) for path, found in read.items() if found)
    there = {path for path in paths if not is_of_machine(path, (prepared.base,))}
    try:
        return there <= prepared.packed and all(
            path.stat().st_mtime_ns < latest for path in prepared.packed
        )
    except OSError:
        return False


def _asks_for_more(record: Mapping[str, Any] | None) -> bool:
    """Tell whether a build has asked for variables of the environment that are no part of the key.

    Extensions do, of which ``conf.py`` knows nothing.
    """
    variables = {} if record is None else Inputs.from_json(record["inputs"]).variables
    return not _OF_SPHINX.issuperset(asked_variables(variables))


def read_record(root: Path) -> dict[str, Any] | None:
    """Return the record of the last build of the project in *root* as it is kept."""
    kept = last_build(root)
    if kept is None:
        return None
    held = read_kept(kept[1])
    return held if isinstance(held, dict) else None
