"""What need not be built again, because nothing has changed that it depends on."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from editions.files.kept import read_kept
from editions.files.replacing import replace_file
from editions.languages import Edition, Publication
from editions.workflows.inputs import Circumstances, Disk, Inputs, digest, inputs_of, just_before
from editions.workflows.jobs import PAIRED, Job, JobFolders, JobResult, PairJob
from editions.workflows.pairing import pair_pdf_path
from editions.workflows.reads import Reads
from editions.workflows.records import (
    LastBuild,
    Record,
    SiteRecord,
    last_path,
    marks_of,
    site_digest,
)

_SEEN = "made-from.json"


def standing_jobs(
    publication: Publication, jobs: Iterable[Job], facts: Mapping[str, str]
) -> list[JobResult]:
    """Return the results of those *jobs* that would make what they have made already."""
    disk = Disk()
    found = []
    for job in jobs:
        folders = JobFolders.of(publication, job)
        record = Record.read(folders.record) if folders.output.is_dir() else None
        if record is not None and record.inputs.change(facts, disk) is None:
            found.append(JobResult(job, 0, (), record.warnings, inputs=record.inputs))
    return found


@dataclass(frozen=True)
class PairKeys:
    """From what the PDFs of pairs are made: the printed pages of their halves, and the facts."""

    publication: Publication
    circumstances: Circumstances

    def key(self, job: PairJob) -> str | None:
        """Return a name for what *job* would be made from now; None if that is not known."""
        halves = [self._half(edition) for edition in job.pair.halves]
        return None if None in halves else digest(self.circumstances.facts, halves)

    def _half(self, edition: Edition) -> str | None:
        record = Record.read(JobFolders.of(self.publication, Job(edition, PAIRED)).record)
        return None if record is None else record.inputs.digest

    def stands(self, job: PairJob) -> bool:
        """Tell whether the PDF is there, and made from what it would be made from now."""
        kept = read_kept(self._path(job))
        made = pair_pdf_path(self.publication, job.pair).is_file()
        return made and kept is not None and kept == self.key(job)

    def keep(self, job: PairJob) -> None:
        """Note what the PDF has been made from."""
        replace_file(self._path(job), json.dumps(self.key(job)).encode())

    def _path(self, job: PairJob) -> Path:
        return self.publication.cache(job.pair, PAIRED) / _SEEN


@dataclass(frozen=True)
class StandingSite:
    """The site at *output*, and what in it is of today."""

    publication: Publication
    output: Path

    @property
    def record_path(self) -> Path:
        """Where the record of the site is kept."""
        return self.publication.build / "cache" / f"site-{digest(str(self.output))}.json"

    def parts(self) -> Mapping[str, str]:
        """Return the parts of the site by the names of their jobs; none if it was touched."""
        record = SiteRecord.read(self.record_path)
        return record.parts if record is not None and record.holds(self.output) else {}

    def keep(self, parts: Mapping[str, str]) -> None:
        """Note that *parts* are in the site now, besides those that stood there."""
        SiteRecord(dict(parts), site_digest(self.output)).write(self.record_path)


def part_of(result: JobResult, keys: PairKeys) -> str:
    """Return a name for what a job has made; one of its own where that is not known."""
    if isinstance(result.job, PairJob):
        key = keys.key(result.job)
    else:
        key = None if result.inputs is None else result.inputs.digest
    return key or f"unknown {time.time_ns()}"


def keep_last_build(
    publication: Publication,
    built: LastBuild,
    jobs: Iterable[Job],
    circumstances: Circumstances,
    reads: Reads,
    begin: int,
) -> None:
    """Keep what was *built* by *jobs*, with what it was built from and what stands in the site.

    *reads* is what was read for the declaration of the publication, since *begin*.
    """
    path = last_path(publication.build)
    records = [Record.read(JobFolders.of(publication, job).record) for job in jobs]
    inputs = [record.inputs for record in records if record is not None]
    own = inputs_of(reads, begin, circumstances, publication.root)
    if own is None or len(inputs) < len(records):
        path.unlink(missing_ok=True)
        return
    before = LastBuild.read(path)
    place = os.path.realpath(built.output)
    joined = Inputs.joined([own, *inputs])
    # What stood already took nothing this time.
    seconds = max(built.seconds, before.seconds if before is not None else 0)
    marks = marks_of(joined, just_before(time.time_ns()))
    if joined.change(circumstances.facts, Disk()) is not None:
        marks = ""
    files = site_digest(Path(place))
    replace(built, inputs=joined, output=place, files=files, seconds=seconds, marks=marks).write(
        path
    )
