"""Load any Sphinx project with catalogs, whether its ``conf.py`` declares editions or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError

from editions.catalogs.projects import Language, Project, merged_by, project_of
from editions.catalogs.reading import Parse
from editions.findings import Finding, UsageError
from editions.languages import Publication, undeclared_edition
from editions.phrases import phrase
from editions.workflows.sphinx_run import load_publication
from editions.workflows.undeclared import UndeclaredPublication, known_languages
from editions.workflows.update import extract


@dataclass(frozen=True)
class LoadedProject:
    """A project, ready for work on its catalogs."""

    publication: Publication
    project: Project

    def extract(self) -> tuple[Path, tuple[Finding, ...]]:
        """Extract every message; return the folder of ``.pot`` files, and what Sphinx warned of.

        Raises:
            FindingsError: the source has errors, or warnings that stop the publication.
        """
        return extract(self.publication)


def load_project(
    root: Path, codes: Sequence[str] = (), languages: Sequence[str] = ()
) -> LoadedProject:
    """Load the project whose ``conf.py`` lies in *root*.

    *codes* choose among its languages; *languages* are added, where none are declared.

    Raises:
        FindingsError: there is no ``conf.py``, or it cannot be used.
        UsageError: there is no such language, or it cannot be added.
    """
    publication = load_publication(root, languages)
    if isinstance(publication, UndeclaredPublication):
        return _undeclared(publication, codes, languages)
    if languages:
        raise UsageError(
            phrase("conf.py declares the editions; add a record there, not --language")
        )
    return LoadedProject(publication, project_of(publication, publication.select(codes)))


def _undeclared(
    publication: UndeclaredPublication, codes: Sequence[str], languages: Sequence[str]
) -> LoadedProject:
    folders, original = publication.folders, publication.original
    parse = merged_by(publication)
    chosen = _choose(known_languages(folders), codes, languages)
    project = Project(
        publication.root,
        publication.source,
        publication.build,
        original.title,
        original.title,
        _language(original.language, (), parse),
        tuple(_language(name, folders, parse) for name in chosen),
        publication.terms,
    )
    return LoadedProject(publication, project)


def _choose(known: set[str], codes: Sequence[str], languages: Sequence[str]) -> Iterable[str]:
    for name in languages:
        if "/" in name or not _is_known(name):
            raise UsageError(
                phrase(
                    "--language {name}: not a language of CLDR; write one such as pt_BR", name=name
                )
            )
    every = sorted(known | set(languages))
    by_code = {undeclared_edition(name, "").code: name for name in every}
    wanted = {by_code.get(code, code) for code in codes}
    unknown = sorted(wanted - set(every))
    if unknown:
        names = ", ".join(sorted(known)) or "none"
        raise UsageError(
            phrase(
                "there are no catalogs for {unknown}, only for: {names}",
                unknown=", ".join(unknown),
                names=names,
            )
        )
    if not every:
        raise UsageError(phrase("there are no catalogs yet; name the languages: --language es fr"))
    wanted.update(languages)
    return [name for name in every if not wanted or name in wanted]


def _is_known(name: str) -> bool:
    try:
        Locale.parse(name.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return False
    return True


def _language(code: str, folders: Sequence[Path], parse: Parse) -> Language:
    edition = undeclared_edition(code, "")
    places = tuple(folder / code / "LC_MESSAGES" for folder in folders)
    return Language(code, edition.locale, edition.name, places, parse)
