"""What a machine and a project lack, each with what brings it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from editions.catalogs.domains import INTERFACE
from editions.extras import install_command, missing_packages
from editions.findings import EditionsError, Finding, FindingsError, Severity, quoted
from editions.interface import interface_messages
from editions.languages import Edition, Publication
from editions.pdf.glyphs import package_of
from editions.rules.spelling import missing_dictionary
from editions.scaffolding.languages import likely_script
from editions.settings.conf import CONF
from editions.system.commands import own_command, run
from editions.system.installing import advice
from editions.system.needs import missing
from editions.workflows.projects import LoadedProject, load_project
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import load_publication
from editions.workflows.undeclared import UndeclaredPublication
from editions.workflows.update import read_standing
from editions.workflows.whole_update import update_project

#: Rule of the findings.
RULE = "doctor"
#: What stands for a file where the machine is meant.
MACHINE = "this machine"
#: The optional parts that a publication is built and checked with, and what each is for.
PARTS = {
    "pdf": "PDFs are not built",
    "epub": "EPUBs are not built",
    "charts": "charts are not drawn",
    "references": "works cited are not written",
    "live": "there is no preview",
}


class State(Enum):
    """How far a folder has come."""

    #: There is no ``conf.py``.
    EMPTY = "empty"
    #: A Sphinx project that declares no editions.
    FOREIGN = "foreign"
    #: A publication without a site.
    UNBUILT = "unbuilt"
    #: A publication with a site.
    BUILT = "built"


def state_of(root: Path) -> State:
    """Return how far the folder *root* has come.

    Raises:
        FindingsError: its ``conf.py`` cannot be used.
    """
    if not (root / CONF).is_file():
        return State.EMPTY
    publication = load_publication(root)
    if isinstance(publication, UndeclaredPublication):
        return State.FOREIGN
    return State.BUILT if (publication.build / "site").is_dir() else State.UNBUILT


def examine_machine() -> Iterator[Finding]:
    """Yield what the machine lacks, whatever the project is."""
    for extra, effect in PARTS.items():
        packages = missing_packages(extra)
        if packages:
            names = ", ".join(packages)
            yield _of_machine(f"{effect} without {names}: {install_command(extra)}")
    needs = missing(["print"])
    if needs:
        yield _of_machine(f"PDFs are not built; {advice(needs)}")


def examine_project(root: Path, reporter: Reporter) -> Iterator[Finding]:
    """Yield what the project in *root* lacks, and what the machine lacks for its languages."""
    try:
        loaded = load_project(root)
        yield from examine_languages(loaded.publication)
        yield from _examine_catalogs(loaded, reporter)
    except FindingsError as error:
        yield from error.findings
    except EditionsError as error:
        for line in error.lines:
            yield Finding(CONF, 0, line, RULE)


def examine_languages(publication: Publication) -> Iterator[Finding]:
    """Yield the fonts and dictionaries that the machine lacks for the editions.

    Only translations are spelled.
    """
    for edition in publication.editions:
        if lacks_letters(edition):
            package = package_of(likely_script(edition.cldr))
            yield _of_machine(
                f"no font has the letters of {edition.name}: install one, such as Debian’s"
                f" {package}, unless a style sheet that pdf_stylesheets names brings it"
            )
    for edition in publication.translations:
        finding = missing_dictionary(edition.locale, MACHINE)
        if finding is not None:
            yield finding


def lacks_letters(edition: Edition) -> bool:
    """Tell whether no font has all letters of an edition's name; not where nobody can say."""
    program = shutil.which("fc-list")
    if program is None:
        return False
    letters = "".join(f" {ord(letter):x}" for letter in edition.name if not letter.isspace())
    listed = run([program, f":charset={letters.strip()}", "family"])
    return listed.returncode == 0 and not listed.stdout.strip()


def _examine_catalogs(loaded: LoadedProject, reporter: Reporter) -> Iterator[Finding]:
    project = loaded.project
    for standing in read_standing(project):
        catalog = standing.catalogs.get(INTERFACE)
        done = {entry.msgid for entry in catalog or () if entry.usable}
        waiting = set(interface_messages(standing.language.locale, ())) - done
        if waiting and not isinstance(loaded.publication, UndeclaredPublication):
            file = standing.language.path(INTERFACE).relative_to(project.root)
            yield Finding(
                file.as_posix(),
                0,
                f"the toolkit does not bring {len(waiting)} words of pages in"
                f" {standing.language.name}, so that they stay in English; translate them in this"
                f" file, which {quoted(own_command('update', root=project.root))} begins",
                RULE,
                Severity.WARNING,
            )
    yield from update_project(loaded, reporter, dry=True).stale


def _of_machine(message: str) -> Finding:
    return Finding(MACHINE, 0, message, RULE, Severity.WARNING)
