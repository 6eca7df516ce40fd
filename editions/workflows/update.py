"""Extract messages from the source and bring the catalogs up to date with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from editions.catalogs.agreement import Agree
from editions.catalogs.changes import changes_of, count_changes
from editions.catalogs.domains import INTERFACE
from editions.catalogs.entries import Catalog
from editions.catalogs.files import shown_name
from editions.catalogs.merging import Merge, MergeOutcome, merge_language, write_merges
from editions.catalogs.projects import Language, Project, project_of
from editions.catalogs.templates import read_templates
from editions.files.replacing import replace_file
from editions.findings import Finding, FindingsError, shown_path
from editions.interface import interface_template, wanted_messages
from editions.languages import Edition, Publication
from editions.phrases import listed, phrase
from editions.system.commands import own_command
from editions.workflows.agreement import project_agreement
from editions.workflows.extraction import Extraction
from editions.workflows.outdated import read_again
from editions.workflows.sphinx_run import run_sphinx
from editions.workflows.undeclared import UndeclaredPublication


def extract_messages(publication: Publication) -> Path:
    """Extract every message; return the folder of ``.pot`` files.

    Raises:
        FindingsError: as `extract`.
    """
    return extract(publication)[0]


def extract(publication: Publication) -> tuple[Path, tuple[Finding, ...]]:
    """Extract every message; return the folder of ``.pot`` files, and what Sphinx warned of.

    Where nothing has changed since they were extracted, they stand there already.

    Raises:
        FindingsError: the source has errors, or a document bears the name of the
            templates' words.
    """
    extraction = Extraction(publication)
    found = extraction.standing()
    if found is None:
        found = extraction.made(partial(_extract, publication, extraction))
    return extraction.templates, found


def _extract(
    publication: Publication, extraction: Extraction, changed: Collection[str]
) -> tuple[Finding, ...]:
    folders = (extraction.templates, extraction.doctrees)
    prepare = partial(read_again, publication, changed)
    found = run_sphinx(publication, publication.original, "gettext", *folders, prepare=prepare)
    if isinstance(publication, UndeclaredPublication):
        return found  # whose pages are not made of this package's words
    words = extraction.templates / f"{INTERFACE}.pot"
    if words.exists():
        document = shown_path(publication.source / f"{INTERFACE}.rst", publication.root)
        message = phrase(
            "the name is taken by the catalog of the theme's words; rename the document"
        )
        raise FindingsError.for_file(document, message, "reserved-name")
    replace_file(words, interface_template())
    return found


@dataclass(frozen=True)
class Standing:
    """The catalogs of a language as they stand, and what is known of the language."""

    language: Language
    #: By domain.
    catalogs: Mapping[str, Catalog]
    agree: Agree


def read_standing(project: Project) -> tuple[Standing, ...]:
    """Read the catalogs of every language.

    What is broken is refused here, before anybody has waited for the messages of the source.

    Raises:
        FindingsError: a standing catalog is broken, or the termbase.
    """
    found: list[Standing] = []
    findings: list[Finding] = []
    for language in project.languages:
        try:
            agree = project_agreement(project, language)
            found.append(Standing(language, language.read(project.root), agree))
        except FindingsError as error:
            findings.extend(error.findings)
    if findings:
        raise FindingsError(findings)
    return tuple(found)


def merge_catalogs(
    project: Project, templates: Path, standing: Sequence[Standing] | None = None
) -> tuple[Merge, ...]:
    """Merge the messages under *templates* into the catalogs of every language; write nothing.

    *standing* are these catalogs; they are read where it is None.

    Raises:
        FindingsError: a standing catalog is broken, or the termbase.
    """
    if standing is None:
        standing = read_standing(project)
    source = read_templates(templates)
    return tuple(
        merge_language(
            project,
            one.language,
            wanted_messages(source, one.language.locale, one.catalogs),
            one.catalogs,
            one.agree,
        )
        for one in standing
    )


_MISSING = phrase("is missing{changes}; {command!r} begins it")
_OLD = phrase("is not up to date{changes}; {command!r} brings it up to date with the source")


def stale_catalogs(project: Project, merges: Iterable[Merge]) -> list[Finding]:
    """Return a finding for each catalog that an update would write for its messages.

    A header alone says nothing of the source: tools such as Weblate write theirs at every save.
    """
    findings = []
    update = own_command("update", root=project.root)
    for merge in merges:
        changes = changes_of(merge)
        for catalog in merge.catalogs:
            if catalog.outcome is not MergeOutcome.UNCHANGED and not catalog.is_header_only:
                own = count_changes(change for change in changes if change.domain == catalog.domain)
                counts = listed(
                    phrase("{number:,} {state}", number=number, state=kind.value)
                    for kind, number in own.items()
                )
                message = phrase(
                    _MISSING if catalog.before is None else _OLD,
                    changes=phrase(" ({changes})", changes=counts) if counts else "",
                    command=update,
                )
                shown = shown_name(catalog.path, project.root)
                findings.append(Finding(shown, 0, message, "stale-catalog"))
    return findings


def update_catalogs(publication: Publication, selected: Iterable[Edition]) -> tuple[Merge, ...]:
    """Bring the catalogs of *selected* editions up to date with the source.

    All of them are merged before the first one is written.

    Raises:
        FindingsError: the source or a standing catalog has errors.
    """
    project = project_of(publication, selected)
    standing = read_standing(project)
    merges = merge_catalogs(project, extract_messages(publication), standing)
    write_merges(merges)
    return merges
