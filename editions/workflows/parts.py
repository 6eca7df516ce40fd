"""The parts of a site: editions and pairs, each known by what it was made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from editions.languages import DOWNLOADS, Edition, Pair, Publication
from editions.phrases import phrase
from editions.workflows.inputs import digest
from editions.workflows.jobs import PAIRED, Job, JobResult, PairJob
from editions.workflows.unchanged import PairKeys, part_of

#: The format of which editions are paired in the site, after all jobs.
PAGES = "html"


@dataclass(frozen=True)
class PairedPages:
    """The web pages of two editions side by side, in both orders."""

    pair: Pair

    def __str__(self) -> str:
        return f"{self.pair} {PAGES}"


BuildPart = Job | PairJob | PairedPages


@dataclass(frozen=True)
class SiteParts:
    """What a build comes to, of which the site may hold some already."""

    publication: Publication
    #: What each part was made from, or is to be made from, by the part.
    made: Mapping[BuildPart, str]
    #: The web editions of this build.
    current: frozenset[Edition]

    @classmethod
    def of(
        cls,
        publication: Publication,
        results: Iterable[JobResult],
        keys: PairKeys,
        held: Mapping[str, str],
        output: Path,
        *,
        pairs: bool,
    ) -> SiteParts:
        """Return the parts that *results* come to, with the pages of *pairs* or without.

        *held* is what the parts of the site at *output* were made from, by name.
        """
        made: dict[BuildPart, str] = {result.job: part_of(result, keys) for result in results}
        jobs = [job for job in made if isinstance(job, Job)]
        current = frozenset(job.edition for job in jobs if job.format == PAGES)
        if pairs:
            known = {**held, **{str(part): name for part, name in made.items()}}
            for pages in paired_pages(publication, current, output):
                made[pages] = _pages_part(pages, known)
        return cls(publication, made, current)

    @property
    def names(self) -> dict[str, str]:
        """What each part was made from, by its name."""
        return {str(part): name for part, name in self.made.items()}

    def new(self, held: Mapping[str, str]) -> list[BuildPart]:
        """Return the parts that a site with *held* does not hold as they are now."""
        return [part for part, name in self.made.items() if held.get(str(part)) != name]


def paired_pages(
    publication: Publication, current: Collection[Edition], output: Path
) -> Iterator[PairedPages]:
    """Yield what the web editions *current* have a part in, where the other half is there."""

    def is_there(edition: Edition) -> bool:
        return edition in current or (output / edition.code / "index.html").is_file()

    for pair in publication.pairs:
        if any(half in current for half in pair.halves) and all(map(is_there, pair.halves)):
            yield PairedPages(pair)


def _pages_part(pages: PairedPages, known: Mapping[str, str]) -> str:
    """Return a name for what *pages* would be made from: both editions."""
    return digest([known.get(f"{half.code} {PAGES}") for half in pages.pair.halves])


def explain_left_pairs(
    publication: Publication,
    jobs: Sequence[Job],
    keys: PairKeys,
    held: Mapping[str, str],
    output: Path,
) -> list[str]:
    """Say which pairs of *jobs* are not of today in the site at *output*, with *held* in it."""
    of_web = {job.edition for job in jobs if job.format == PAGES}
    of_print = {job.edition for job in jobs if job.format == PAIRED}
    old: list[str] = []
    missing: list[str] = []
    for pages in paired_pages(publication, of_web, output):
        if not (output / pages.pair.folder).is_dir():
            missing.append(str(pages))
        elif held.get(str(pages)) != _pages_part(pages, held):
            old.append(str(pages))
    for job in map(PairJob, publication.pairs):
        if not of_print.intersection(job.pair.halves):
            continue
        if not (output / DOWNLOADS / publication.pdf_name(job.pair)).is_file():
            missing.append(str(job))
        elif str(job) not in held or held[str(job)] != keys.key(job):
            old.append(str(job))
    found: list[str] = []
    if old:
        found.append(
            phrase(
                "{names}: as an earlier build left them, and maybe old, because pairs were left"
                " out of this build",
                names=", ".join(old),
            )
        )
    if missing:
        found.append(
            phrase(
                "{names}: not made, because pairs were left out of this build",
                names=", ".join(missing),
            )
        )
    return found
