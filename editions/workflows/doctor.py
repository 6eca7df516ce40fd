"""What a machine and a project lack, each with what brings it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from editions.catalogs.domains import INTERFACE
from editions.extras import install_command, missing_packages
from editions.findings import EditionsError, Finding, FindingsError, Severity
from editions.interface import interface_messages
from editions.languages import Edition, Publication
from editions.pdf.glyphs import package_of
from editions.phrases import phrase, phrases
from editions.rules.spelling import missing_dictionary
from editions.scaffolding.languages import likely_script
from editions.settings.conf import CONF
from editions.system.commands import own_command, run
from editions.system.installing import commands
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
MACHINE = phrase("this machine")
#: The optional parts that a publication is built and checked with, and what each is for.
PARTS = {
    "pdf": phrase("PDFs are not built without {names}: {command}"),
    "epub": phrase("EPUBs are not built without {names}: {command}"),
    "charts": phrase("charts are not drawn without {names}: {command}"),
    "references": phrase("works cited are not written without {names}: {command}"),
    "live": phrase("there is no preview without {names}: {command}"),
}


class State(Enum):
    """How far a folder has come."""

    #: There is no ``conf.py``.
    EMPTY = "empty"
    #: A Sphinx project without catalogs.
    UNTRANSLATED = "untranslated"
    #: A Sphinx project that has catalogs, and declares no editions.
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
        return State.FOREIGN if publication.translations else State.UNTRANSLATED
    return State.BUILT if (publication.build / "site").is_dir() else State.UNBUILT


def examine_machine() -> Iterator[Finding]:
    """Yield what the machine lacks, whatever the project is."""
    for extra, effect in PARTS.items():
        packages = missing_packages(extra)
        if packages:
            names = ", ".join(packages)
            yield _of_machine(phrase(effect, names=names, command=install_command(extra)))
    needs = missing(["print"])
    if needs:
        yield _of_machine(
            phrase(
                "PDFs are not built without {names}; install with {commands}",
                names=", ".join(need.name for need in needs),
                commands=commands(needs),
            )
        )


def examine_project(root: Path, reporter: Reporter) -> Iterator[Finding]:
    """Yield what the project in *root* lacks, and what the machine lacks for its languages."""
    try:
        loaded = load_project(root)
        yield from examine_languages(loaded.publication)
        yield from _examine_catalogs(loaded, reporter)
    except FindingsError as error:
        yield from error.findings
    except EditionsError as error:
        yield Finding(CONF, 0, error.text, RULE)


def examine_languages(publication: Publication) -> Iterator[Finding]:
    """Yield the fonts and dictionaries that the machine lacks for the editions.

    Only translations are spelled.
    """
    for edition in publication.editions:
        if lacks_letters(edition):
            package = package_of(likely_script(edition.cldr))
            yield _of_machine(
                phrase(
                    "no font has the letters of {name}: install one, such as Debian’s {package},"
                    " unless a style sheet that pdf_stylesheets names brings it",
                    name=edition.name,
                    package=package,
                )
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
                phrases(
                    len(waiting),
                    "the toolkit does not bring {number} word of pages in {language}, so that it"
                    " stays in English; translate it in this file, which {command!r} begins",
                    "the toolkit does not bring {number} words of pages in {language}, so that"
                    " they stay in English; translate them in this file, which {command!r} begins",
                    language=standing.language.name,
                    command=own_command("update", root=project.root),
                ),
                RULE,
                Severity.WARNING,
            )
    yield from update_project(loaded, reporter, dry=True).stale


def _of_machine(message: str) -> Finding:
    return Finding(MACHINE, 0, message, RULE, Severity.WARNING)
