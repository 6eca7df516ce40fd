"""In a process of its own on a worker: unpack a paper, build it, and pack the site."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from editions.cluster.archives import members_under, unpack_archive, write_archive
from editions.cluster.assignments import Assignment, describe_result
from editions.cluster.keeping import read_record
from editions.dates import SOURCE_DATE
from editions.series.papers import Paper
from editions.workflows.paper_actions import BuildPaper
from editions.workflows.series import perform

#: Where a job works, in its folder.
TREE, SITE, TEMPORARY = "tree", "site.archive", "tmp"
#: Keeps git from looking for a repository around the folder of a job.
_CEILING = "GIT_CEILING_DIRECTORIES"


def build_paper(
    assignment: Assignment, archives: Mapping[str, Path], work: Path, processes: int
) -> tuple[dict[str, Any], str]:
    """Build what is *assigned* in the folder *work*, in so many *processes* at once.

    Return what became of it and the name of the archive of the site, which lies in *work*; the
    name is empty where no site was made.

    Raises:
        ArchiveError: an archive is damaged.
        FileNotFoundError: an archive is not there.
        OSError: the disk is full, say.
    """
    base = work / TREE
    for name in assignment.archives:
        unpack_archive(archives[name], base, name)
    paper = Paper(base / assignment.root, assignment.name)
    site = paper.root / assignment.build / "site"
    if assignment.site:
        unpack_archive(archives[assignment.site], site, assignment.site)
    (work / TEMPORARY).mkdir()
    tempfile.tempdir = os.environ["TMPDIR"] = str(work / TEMPORARY)
    os.environ[_CEILING] = str(base)
    os.environ.pop(SOURCE_DATE, None)
    if assignment.date:
        os.environ[SOURCE_DATE] = assignment.date
    result = perform(BuildPaper(assignment.order), paper, processes)
    described = describe_result(result, read_record(paper.root), base)
    if result.site is None:
        return described, ""
    return described, write_archive(members_under(result.site), work / SITE)
