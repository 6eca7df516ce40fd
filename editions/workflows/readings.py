"""Documents of an edition that are read once, whatever is written from them.

Sphinx reads a document in the same way for every builder, unless an extension asks which one it is.
The first job of an edition reads the documents; the others wait for that, and write from what it
has read.  Where somebody has asked, or where there was something to warn of, each job reads apart.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from editions.borrowed.sphinx_application import depends_on_builder
from editions.borrowed.sphinx_log import LogRecord
from editions.files.kept import read_kept
from editions.files.locking import locked
from editions.files.replacing import replace_file
from editions.files.trees import remove_tree
from editions.languages import Edition, Publication
from editions.workflows.inputs import Circumstances, Disk, Inputs, inputs_of
from editions.workflows.outdated import can_stand, read_again, sources
from editions.workflows.reads import Reads, listening, note_files
from editions.workflows.sphinx_run import OutdatedReadingError
from editions.workflows.undeclared import UndeclaredPublication

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: What Sphinx has found out of all documents.
_ENVIRONMENT = "environment.pickle"
#: When everybody else has answered to an event.
_LAST = 10_000


@dataclass(frozen=True)
class ReadingRecord:
    """What documents were read from, and for whom."""

    #: All that was read until they were; they need not be read again as long as it stands.
    basis: Inputs
    #: What was read of that for the documents alone: whatever is written from them depends on it.
    inputs: Inputs
    #: Nobody has asked which builder it is.
    independent: bool
    #: There was something to warn of, which Sphinx says only once.
    warned: bool

    def write(self, path: Path) -> None:
        """Keep the record at *path*."""
        replace_file(path, json.dumps(asdict(self)).encode())

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return the record kept at *path*, or None."""
        try:
            held = read_kept(path)
            basis, inputs = (Inputs.from_json(held[name]) for name in ("basis", "inputs"))
            return cls(basis, inputs, bool(held["independent"]), bool(held["warned"]))
        except (KeyError, TypeError, ValueError):
            return None


@dataclass(frozen=True)
class ReadingFolder:
    """Where the documents of an edition lie for all its formats, parsed."""

    path: Path

    @property
    def doctrees(self) -> Path:
        """Folder of Sphinx's."""
        return self.path / "doctrees"

    @property
    def record(self) -> Path:
        """File that says what they were read from."""
        return self.path / "reading.json"

    @property
    def lock(self) -> Path:
        """File that is locked while they are read."""
        return self.path / ".lock"

    def keep(self) -> None:
        """Keep what Sphinx has found out, which runs change, and do away with when they fail."""
        replace_file(self.path / _ENVIRONMENT, (self.doctrees / _ENVIRONMENT).read_bytes())

    def restore(self) -> bool:
        """Bring back what has been kept, if it has."""
        try:
            replace_file(self.doctrees / _ENVIRONMENT, (self.path / _ENVIRONMENT).read_bytes())
        except OSError:
            return False
        return True


@dataclass
class SharedReading:
    """The documents of an edition as a job finds them, to write from them."""

    folder: ReadingFolder
    #: What they were read from; None where it is not known.
    inputs: Inputs | None

    @property
    def doctrees(self) -> Path:
        """Folder of Sphinx's."""
        return self.folder.doctrees

    def found_again(self) -> SharedReading:
        """Return the same documents for a further run of the job."""
        return SharedReading(self.folder, self.inputs)

    def watch(self, app: Sphinx, _records: Sequence[LogRecord]) -> None:
        """Make sure that Sphinx finds nothing to read; call it when *app* is set up."""

        def refuse(_app: Sphinx, _env: BuildEnvironment, *found: Iterable[str]) -> list[str]:
            if any(found):
                raise OutdatedReadingError
            return []

        app.connect("env-get-outdated", refuse, priority=_LAST)
        app.connect("env-before-read-docs", refuse, priority=_LAST)


@dataclass
class FreshReading(SharedReading):
    """The documents of an edition that a job reads, while the others wait."""

    publication: Publication
    job: JobReads
    #: What the documents that stand were read from, if any do.
    before: ReadingRecord | None
    #: What is not as it was then.
    changed: Collection[str]
    #: Lets the others go on.
    release: contextlib.ExitStack

    def watch(self, app: Sphinx, records: Sequence[LogRecord]) -> None:
        """Take note of what is read for the documents; call it when *app* is set up."""
        read_again(self.publication, self.changed, app)
        heard = len(records)
        window = self.release.enter_context(contextlib.ExitStack())
        own = window.enter_context(listening())

        def finish(app: Sphinx, _builder: object) -> None:
            note_files(sources(app))
            window.close()
            everything, documents = self.job.reads.so_far(modules=True), own.so_far()
            if self.before is not None:
                everything.add(self.before.basis.reads)
                documents.add(self.before.inputs.reads)
            basis, self.inputs = self.job.inputs(everything), self.job.inputs(documents)
            if basis is None or self.inputs is None:
                return  # changed meanwhile: the others wait until the job ends
            independent, warned = not depends_on_builder(app), len(records) > heard
            self.folder.keep()
            ReadingRecord(basis, self.inputs, independent, warned).write(self.folder.record)
            self.release.close()

        app.connect("write-started", finish, priority=_LAST)


@dataclass(frozen=True)
class JobReads:
    """What a job reads, and since when."""

    reads: Reads
    #: Nanoseconds of the clock.
    begin: int
    circumstances: Circumstances
    root: Path

    def inputs(self, reads: Reads) -> Inputs | None:
        """Return *reads* as inputs; None where something has been changed meanwhile."""
        return inputs_of(reads, self.begin, self.circumstances, self.root)


@contextlib.contextmanager
def shared_reading(
    publication: Publication, edition: Edition, job: JobReads
) -> Iterator[SharedReading | None]:
    """Give a job the documents of *edition*, or let it read them for all; None: each reads apart.

    The extensions of a project that declares no editions may do anything, and its readers are used
    to what Sphinx warns of: there, each job reads apart.
    """
    if isinstance(publication, UndeclaredPublication):
        yield None
        return
    folder = ReadingFolder(publication.cache(edition, "reading"))
    folder.path.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        held.enter_context(locked(folder.lock, lambda: None))
        record = ReadingRecord.read(folder.record)
        changed: set[str] = set()
        if record is not None:
            changed = set(record.basis.changes(job.circumstances.facts, Disk()))
            seen = can_stand(publication, record.basis, changed)
            shared = record.independent and not record.warned
            if not shared and (not changed or (seen and not record.independent)):
                yield None
                return
            kept = shared and seen and folder.restore()
            if kept and not changed:
                held.close()
                yield SharedReading(folder, record.inputs)
                return
            record = record if kept else None
        if record is None:
            changed = set()
            remove_tree(folder.doctrees)
        folder.record.unlink(missing_ok=True)
        yield FreshReading(folder, None, publication, job, record, changed, held)
