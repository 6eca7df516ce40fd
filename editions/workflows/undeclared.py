"""Projects whose ``conf.py`` declares no editions: what can be known of them.

Their languages are the folders of catalogs that stand, and those that are asked for; what Sphinx
warns of is their own business, and stops nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from editions.catalogs.files import language_folders
from editions.findings import FindingsError, described, real_path
from editions.languages import Edition, Publication, undeclared_edition
from editions.phrases import phrase
from editions.settings.conf import Conf
from editions.settings.declarations import Settings
from editions.settings.reading import LOCALE_DIRS, read_settings, slug_of
from editions.settings.values import UnexpectedValueError, read_paths


@dataclass(frozen=True)
class UndeclaredPublication(Publication):
    """A project of which nothing but its source and its catalogs is known."""

    #: Folders that hold ``<language>/LC_MESSAGES/*.po``, first things first.
    folders: tuple[Path, ...] = ()
    #: What its ``conf.py`` loads.
    extensions: tuple[str, ...] = ()

    @property
    def build(self) -> Path:
        """Folder for everything that can be made again, where such projects have it."""
        return self.root / ("_build" if self.root == self.source else "build") / "editions"

    @property
    def catalog_roots(self) -> tuple[Path, ...]:
        """The folders that hold the catalogs of all languages."""
        return self.folders

    def catalog_folders(self, edition: Edition) -> tuple[Path, ...]:
        """Return the folders that hold catalogs of *edition*, or the one that would."""
        places = tuple(folder / edition.language / "LC_MESSAGES" for folder in self.folders)
        return tuple(place for place in places if place.is_dir()) or places[:1]


def known_languages(folders: Iterable[Path]) -> set[str]:
    """Return the languages that have catalogs in *folders*, as Sphinx calls them."""
    return {place.parent.name for folder in folders for place in language_folders(folder)}


def is_ours(conf: Conf) -> bool:
    """Tell whether the names of our settings mean them, and not something of the project's."""
    extensions, editions = conf.values.get("extensions"), conf.values.get("editions")
    if isinstance(extensions, (list, tuple)) and "editions" in extensions:
        return True
    return isinstance(editions, (list, tuple)) and any(isinstance(e, Edition) for e in editions)


def undeclared_publication(
    root: Path, conf: Conf, languages: Iterable[str] = ()
) -> UndeclaredPublication:
    """Return what the ``conf.py`` in *root* tells of a project; add *languages*.

    Raises:
        FindingsError: a setting cannot be used.
    """
    values = conf.values
    settings = read_settings(conf) if is_ours(conf) else Settings()
    root_doc = str(values.get("root_doc") or values.get("master_doc") or "index")
    source = root if any(root.glob(f"{root_doc}.*")) else root / "source"
    if not source.is_dir():
        raise FindingsError.for_file(
            "conf.py",
            phrase("neither {file} nor source/ stands beside it", file=f"{root_doc}.rst"),
            "conf",
        )
    title = str(values.get("project") or root.name)
    extensions = values.get("extensions")
    folders = _catalog_folders(conf, source)
    known = known_languages(folders)
    # Many a project names the language to be built here: then the source is in another one.
    declared = str(values.get("language") or "en")
    original = declared if declared not in known or "en" in known else "en"
    editions: dict[str, Edition] = {}
    for language in dict.fromkeys((original, *sorted(known | set(languages)))):
        edition = undeclared_edition(language, title)
        if edition.code in editions:  # "pt_BR" and "pt-br" are two folders of catalogs
            edition = replace(edition, code=language)
        editions[edition.code] = edition
    return UndeclaredPublication(
        root,
        source,
        folders[0],
        tuple(editions.values()),
        settings.editions_slug or slug_of(title) or "project",
        falls_back=settings.editions_refused != "error",
        reports_warnings=settings.editions_warnings != "error",
        folders=folders,
        extensions=tuple(extensions) if isinstance(extensions, (list, tuple)) else (),
    )


def _catalog_folders(conf: Conf, source: Path) -> tuple[Path, ...]:
    """Return the folders of catalogs, as Sphinx finds them: relative to the source."""
    named = conf.values.get("locale_dirs", LOCALE_DIRS)
    try:
        folders = tuple(real_path(source / name) for name in read_paths(named))
    except UnexpectedValueError:
        folders = ()
    if not folders:
        message = phrase(
            "it is {value}; expected a list of one folder or more", value=described(named)
        )
        raise FindingsError([conf.finding("locale_dirs", message)])
    return folders
