"""Load any Sphinx project with catalogs, whether its ``conf.py`` declares editions or not.

Of a project without declaration, the languages are the folders of catalogs that stand, and
those that are asked for; what Sphinx warns of is its own business, and stops nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from babel import Locale, UnknownLocaleError

from editions.catalogs.projects import Language, Project, project_of
from editions.findings import Finding, FindingsError, Severity, UsageError, described
from editions.languages import CODE, Edition, Publication
from editions.settings.conf import Conf
from editions.settings.reading import LOCALE_DIRS, read_publication, read_settings, slug_of
from editions.settings.values import UnexpectedValueError, read_paths
from editions.workflows.sphinx_run import call_sphinx, read_conf, remove_tree, source_of
from editions.workflows.update import extract_messages


@dataclass(frozen=True)
class UndeclaredPublication(Publication):
    """A project of which nothing but its source is known."""

    @property
    def build(self) -> Path:
        """Folder for everything that can be made again, where such projects have it."""
        return self.root / ("_build" if self.root == self.source else "build") / "editions"


@dataclass(frozen=True)
class LoadedProject:
    """A project, ready for work on its catalogs."""

    publication: Publication
    project: Project

    def extract(self) -> tuple[Path, tuple[Finding, ...]]:
        """Extract every message; return the folder of ``.pot`` files, and what Sphinx warned of.

        Raises:
            FindingsError: the source has errors; of a declared publication, warnings, too.
        """
        publication = self.publication
        if not isinstance(publication, UndeclaredPublication):
            return extract_messages(publication), ()
        templates = publication.build / "gettext"
        remove_tree(templates)
        doctrees = publication.build / "doctrees"
        found = call_sphinx(publication, publication.original, "gettext", templates, doctrees)
        return templates, tuple(replace(f, severity=Severity.WARNING) for f in found)


def load_project(
    root: Path, codes: Sequence[str] = (), languages: Sequence[str] = ()
) -> LoadedProject:
    """Load the project whose ``conf.py`` lies in *root*.

    *codes* choose among its languages; *languages* are added, where none are declared.

    Raises:
        FindingsError: there is no ``conf.py``, or it cannot be used.
        UsageError: there is no such language, or it cannot be added.
    """
    root = root.resolve()
    conf = read_conf(root)
    if _is_ours(conf) and read_settings(conf).editions:
        if languages:
            raise UsageError("conf.py declares the editions; add a record there, not --language")
        publication = read_publication(root, source_of(root), conf)
        return LoadedProject(publication, project_of(publication, publication.select(codes)))
    return _undeclared(root, conf, codes, languages)


def _is_ours(conf: Conf) -> bool:
    """Tell whether the names of our settings mean them, and not something of the project's."""
    extensions, editions = conf.values.get("extensions"), conf.values.get("editions")
    if isinstance(extensions, (list, tuple)) and "editions" in extensions:
        return True
    return isinstance(editions, (list, tuple)) and any(isinstance(e, Edition) for e in editions)


def _undeclared(
    root: Path, conf: Conf, codes: Sequence[str], languages: Sequence[str]
) -> LoadedProject:
    settings = conf.values
    root_doc = str(settings.get("root_doc") or settings.get("master_doc") or "index")
    source = root if any(root.glob(f"{root_doc}.*")) else root / "source"
    if not source.is_dir():
        raise FindingsError.for_file(
            "conf.py", f"neither {root_doc}.rst nor source/ stands beside it", "conf"
        )
    named = settings.get("locale_dirs", LOCALE_DIRS)
    try:
        # As Sphinx does: relative to the source.
        folders = tuple((source / name).resolve() for name in read_paths(named))
    except UnexpectedValueError:
        folders = ()
    if not folders:
        message = f"it is {described(named)}; expected a list of one folder or more"
        raise FindingsError([conf.finding("locale_dirs", message)])
    known = {
        place.name for f in folders for place in f.glob("*") if (place / "LC_MESSAGES").is_dir()
    }
    code = str(settings.get("language") or "en")
    chosen = _choose(known, codes, languages)
    title = str(settings.get("project") or root.name)
    original = Edition(code if CODE.fullmatch(code) else "en", "en", "English", title)
    slug = slug_of(title) or "project"
    publication = UndeclaredPublication(root, source, folders[0], (original,), slug)
    project = Project(
        root,
        source,
        publication.build,
        title,
        title,
        _language(code, ()),
        tuple(_language(name, folders) for name in chosen),
        folders[0] / "terms.csv",
    )
    return LoadedProject(publication, project)


def _choose(known: set[str], codes: Sequence[str], languages: Sequence[str]) -> Iterable[str]:
    for name in languages:
        if "/" in name or _parse(name) is None:
            raise UsageError(f"--language {name}: not a language of CLDR; write one such as pt_BR")
    unknown = sorted(set(codes) - known - set(languages))
    if unknown:
        names = ", ".join(sorted(known)) or "none"
        raise UsageError(f"there are no catalogs for {', '.join(unknown)}, only for: {names}")
    every = sorted(known | set(languages))
    if not every:
        raise UsageError("there are no catalogs yet; name the languages: --language es fr")
    wanted = {*codes, *languages}
    return [name for name in every if not wanted or name in wanted]


def _parse(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


def _language(code: str, folders: Sequence[Path]) -> Language:
    locale = _parse(code)
    name = locale.get_display_name(locale) if locale else None
    places = tuple(folder / code / "LC_MESSAGES" for folder in folders)
    return Language(code, code.replace("-", "_"), (name or code).capitalize(), places)
