"""The parts of a site: which are new, and which pairs a build has left."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from editions.languages import DOWNLOADS, Edition, Pair, Publication
from editions.workflows.jobs import Job, JobResult, PairJob
from editions.workflows.parts import SiteParts, explain_left_pairs
from editions.workflows.unchanged import PairKeys

EN, FR, ES = (Edition(code, "en_CA", code, code) for code in ("en", "fr", "es"))


class Keys:
    """Says of each pair's PDF that it would be made from *name*."""

    def __init__(self, name: str | None = "today") -> None:
        self.name = name

    def key(self, job: PairJob) -> str | None:
        return self.name


def keys(name: str | None = "today") -> PairKeys:
    return cast("PairKeys", Keys(name))


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    pairs = (Pair(EN, FR), Pair(EN, ES))
    return Publication(tmp_path, tmp_path, tmp_path, (EN, FR, ES), "x", pairs=pairs)


def site_of(root: Path, *names: str) -> Path:
    """Make a site with the folders and downloads of these *names*."""
    for name in names:
        path = root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return root / "site"


def parts(publication: Publication, site: Path, held: dict[str, str], *codes: str) -> SiteParts:
    """Return what web editions come to, with parts of unknown origin."""
    jobs = [Job(edition, "html") for edition in publication.editions if edition.code in codes]
    results = [JobResult(job, 0) for job in jobs]
    return SiteParts.of(publication, results, keys(), held, site, pairs=True)


def test_pairs_of_the_web_are_parts_where_both_editions_are_there(
    publication: Publication, tmp_path: Path
) -> None:
    site = site_of(tmp_path, "en/index.html")
    assert set(parts(publication, site, {}, "fr").names) == {"fr html", "en-fr html"}
    assert set(parts(publication, site, {}, "es").names) == {"es html", "en-es html"}
    assert set(parts(publication, tmp_path, {}, "fr").names) == {"fr html"}
    every = parts(publication, tmp_path, {}, "en", "fr", "es")
    assert {str(part) for part in every.new({})} == set(every.names)
    assert every.new(every.names) == []


def test_a_pair_of_the_web_is_new_where_one_of_its_editions_is(
    publication: Publication, tmp_path: Path
) -> None:
    site = site_of(tmp_path, "en/index.html", "es/index.html")
    first = parts(publication, site, {}, "en", "fr", "es").names
    later = parts(publication, site, first, "fr")
    assert {str(part) for part in later.new(first)} == {"fr html", "en-fr html"}


def test_pairs_that_were_left_are_named_once_as_what_they_are(
    publication: Publication, tmp_path: Path
) -> None:
    pdf = f"{DOWNLOADS}/{publication.pdf_name(Pair(EN, FR))}"
    site = site_of(tmp_path, "en/index.html", "fr/index.html", "en-fr/index.html", pdf)
    web = [Job(EN, "html"), Job(FR, "html")]
    held = parts(publication, site, {}, "en", "fr").names | {"en-fr pdf": "today"}

    def left(jobs: list[Job], held: dict[str, str], name: str | None = "today") -> list[str]:
        return explain_left_pairs(publication, jobs, keys(name), held, site)

    assert left(web, held) == []
    assert left([Job(FR, "pdf")], held) == []
    assert left([Job(FR, "epub")], {}) == []
    (old,) = left([Job(FR, "pdf")], held, "tomorrow")
    assert old.startswith("en-fr pdf: as an earlier build left them")
    assert left([Job(FR, "pdf")], {}, None) == [old]  # nothing is known of it, or of its editions
    (old,) = left(web, {**held, "fr html": "tomorrow"})
    assert old.startswith("en-fr html: as an earlier build left them")
    old, missing = left([*web, Job(ES, "pdf")], {**held, "fr html": "tomorrow"})
    assert old.startswith("en-fr html: ")
    assert missing.startswith("en-es pdf: not made")
