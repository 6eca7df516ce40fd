"""Messages of the source that were extracted before, and need not be once more."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from editions.dates import SOURCE_DATE
from editions.files.trees import remove_tree
from editions.findings import Finding
from editions.languages import Publication
from editions.workflows.inputs import Circumstances, Disk, current_facts, inputs_of
from editions.workflows.outdated import can_stand
from editions.workflows.reads import recorded_reads
from editions.workflows.records import Record, SiteRecord, site_digest


@dataclass(frozen=True)
class Extraction:
    """Where the messages of a publication are extracted to, and what is known of them."""

    publication: Publication

    @property
    def templates(self) -> Path:
        """Folder of the ``.pot`` files."""
        return self.publication.build / "gettext"

    @property
    def doctrees(self) -> Path:
        """Folder of the documents as Sphinx has read them."""
        return self.publication.build / "cache" / "gettext" / "doctrees"

    @property
    def _inputs(self) -> Path:
        return self.doctrees.with_name("inputs.json")

    @property
    def _made(self) -> Path:
        return self.doctrees.with_name("templates.json")

    def standing(self) -> tuple[Finding, ...] | None:
        """Return what there was to say of the templates that stand, if they are those of today."""
        record, made = Record.read(self._inputs), SiteRecord.read(self._made)
        if record is None or made is None or not made.holds(self.templates):
            return None
        return record.warnings if record.inputs.change(_facts(), Disk()) is None else None

    def made(
        self, extract: Callable[[Collection[str]], tuple[Finding, ...]]
    ) -> tuple[Finding, ...]:
        """Let *extract* make the templates; return what it warned of, and keep from what they are.

        It is given what has changed since the documents that stand were read, to read only that
        again: what was read before is an input still.
        """
        before = Record.read(self._inputs) if self.doctrees.is_dir() else None
        changed = set(before.inputs.changes(_facts(), Disk())) if before else set()
        if before is None or not can_stand(self.publication, before.inputs, changed):
            before, changed = None, set()
            remove_tree(self.doctrees)
        for path in (self._inputs, self._made):
            path.unlink(missing_ok=True)
        begin = time.time_ns()
        with recorded_reads() as reads:
            found = extract(changed)
        if before is not None:
            reads.files |= before.inputs.files.keys()
            reads.folders |= before.inputs.folders.keys()
        circumstances = Circumstances(_facts(), (self.publication.build,))
        inputs = inputs_of(reads, begin, circumstances, self.publication.root)
        if inputs is not None:
            Record(inputs, found).write(self._inputs)
            SiteRecord({}, site_digest(self.templates)).write(self._made)
        return found


def _facts() -> dict[str, str]:
    return current_facts(os.environ.get(SOURCE_DATE))
