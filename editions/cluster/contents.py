"""Which files a publication's builds need, and so which of them travel.

They are those in the folders that it names, those that its ``conf.py`` reads or imports, and those
that earlier builds have read.  What is hidden never travels unless ``editions_extra_files`` names
it: keys and passwords lie in such files, and so does the history of a repository.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os.path import commonpath, normpath
from pathlib import Path, PurePosixPath

from editions.cluster.archives import Member
from editions.findings import Finding, FindingsError, real_path
from editions.languages import Publication
from editions.settings.conf import CONF, Conf
from editions.settings.declarations import Settings
from editions.workflows.identity import PAGE_FOLDERS
from editions.workflows.inputs import is_installed
from editions.workflows.links import is_inside, top_of

RULE = "travel"
#: What catalogs are; what else lies beside them belongs to no build.
_CATALOGS = frozenset((".po", ".mo"))
#: Settings of docutils, which it looks for beside ``conf.py``.
_DOCUTILS = "docutils.conf"
#: Where a machine has what is its own, and no project's.
_SYSTEM = ("/bin/", "/etc/", "/lib/", "/opt/", "/proc/", "/sys/", "/usr/")


@dataclass(frozen=True)
class Contents:
    """What a publication's builds need."""

    #: The folder that all of it lies in; names in archives are relative to it.
    base: Path
    #: The folder of ``conf.py``, in *base*.
    root: PurePosixPath
    #: What lies in the publication's own folder.
    own: tuple[Member, ...]
    #: What lies elsewhere, for the most part for several publications.
    shared: tuple[Member, ...]
    #: What is read and does not travel, in sentences.
    notices: tuple[str, ...] = ()


def contents_of(
    publication: Publication, conf: Conf, settings: Settings, read: Iterable[str], around: Path
) -> Contents:
    """Return what the builds of *publication* need, with these *settings* in its *conf*.

    *read* are absolute paths that ``conf.py`` or earlier builds have read: those count that lie in
    the publication's repository or in *around*, the folder of the series that it belongs to.

    Raises:
        FindingsError: what is to travel is not there, or is a link that leads elsewhere.
    """
    root = publication.root
    tops = (top_of(root), real_path(around))
    named = {_place(root, name) for name in settings.editions_extra_files}
    found = dict.fromkeys((root / CONF, *_files(publication, conf, settings, tops)), False)
    found |= _named(named, root)
    made = (publication.build, *({publication.build.parent} - {root}))
    for folder in (publication.source, *_folders(root, conf)):
        found |= _walk(folder, (*made, *map(_normal, publication.catalog_roots)))
    for edition in publication.editions:
        for folder in map(_normal, publication.catalog_folders(edition)):
            walked = _walk(folder, (publication.build,))
            found |= {p: kind for p, kind in walked.items() if kind or p.suffix in _CATALOGS}
    notices = []
    own = (path for path in map(Path, read) if not is_of_machine(path, tops))  # of many modules
    for path in sorted({path for path in own if path.is_file()} - found.keys()):
        if path.is_relative_to(publication.build):
            continue
        if any(path.is_relative_to(top) and not _is_hidden(path, top) for top in tops):
            found[path] = False
        else:
            notices.append(f"{path} is read and does not travel; editions_extra_files can name it")
    _check_links(found, (*tops, *named), root)
    return _arranged(root, found, notices)


def _arranged(root: Path, found: Mapping[Path, bool], notices: Iterable[str]) -> Contents:
    base = Path(commonpath([root, *(path.parent for path in found)]))
    filled = {parent for path in found for parent in path.parents}
    members = [
        Member(PurePosixPath(path.relative_to(base).as_posix()), path, is_folder)
        for path, is_folder in sorted(found.items())
        if path not in filled
    ]
    return Contents(
        base,
        PurePosixPath(root.relative_to(base).as_posix()),
        tuple(member for member in members if member.path.is_relative_to(root)),
        tuple(member for member in members if not member.path.is_relative_to(root)),
        tuple(notices),
    )


def _normal(path: Path) -> Path:
    """Return *path* without ``..``, which names the same place unless there are links."""
    return Path(normpath(path))


def _place(folder: Path, name: str) -> Path:
    return _normal(folder / name)


def _files(
    publication: Publication, conf: Conf, settings: Settings, tops: Iterable[Path]
) -> Iterator[Path]:
    """Yield the single files that settings name, of this package's or of anybody's."""
    own = (settings.references_file, settings.references_style, settings.versions_file)
    names = [publication.data, *(publication.source / name for name in own if name)]
    if publication.data.is_file():  # which describes the files beside it
        yield from (path for path, kind in _walk(publication.data.parent).items() if not kind)
    names.append(publication.root / _DOCUTILS)
    for text in _texts(conf.values):
        names += [publication.root / text, publication.source / text]
    for path in map(_normal, names):
        if (
            path.is_file()
            and not _is_hidden(path, publication.root)
            and not is_of_machine(path, tops)
        ):
            yield path


def _texts(value: object, depth: int = 3) -> Iterator[str]:
    """Yield the texts in a setting's value that may be names of files."""
    if isinstance(value, str):
        if 0 < len(value) < 256 and "\n" not in value and "\0" not in value:
            yield value
    elif depth and isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item, depth - 1)
    elif depth and isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item, depth - 1)


def _folders(root: Path, conf: Conf) -> Iterator[Path]:
    """Yield the folders that settings of Sphinx name, but for those of installed packages."""
    for setting in PAGE_FOLDERS:
        names = conf.values.get(setting) or ()
        for name in names if isinstance(names, (list, tuple)) else ():
            folder = _place(root, str(name))
            if not is_installed(str(folder)):
                yield folder


def _named(places: Iterable[Path], root: Path) -> dict[Path, bool]:
    """Return what ``editions_extra_files`` names, hidden or not."""
    found: dict[Path, bool] = {}
    for path in places:
        if path.is_dir():
            found |= _walk(path)
        elif path.is_file():
            found[path] = False
        else:
            message = f"editions_extra_files: {path} is not there"
            raise FindingsError.for_file(CONF, message, RULE)
    return found


def _walk(folder: Path, left_out: Iterable[Path] = ()) -> dict[Path, bool]:
    """Return files and empty folders under *folder*, with whether each is a folder.

    The files are those that the identity of an edition is made from: neither hidden ones, nor
    what Python has made for itself.
    """
    found: dict[Path, bool] = {}
    unwanted = frozenset(left_out)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith((".", "__pycache__")) or path in unwanted:
            continue
        if path.is_dir():
            loops = path.is_symlink() and real_path(folder).is_relative_to(real_path(path))
            if not loops and not (path / "pyvenv.cfg").exists():
                found |= _walk(path, unwanted)
        elif path.is_file():
            found[path] = False
    return found or ({folder: True} if folder.is_dir() else {})


def _is_hidden(path: Path, top: Path) -> bool:
    parts = path.relative_to(top).parts if path.is_relative_to(top) else path.parts
    return any(part.startswith(".") or part == "__pycache__" for part in parts)


def is_of_machine(path: Path, own: Iterable[Path]) -> bool:
    """Tell whether a file belongs to the system, to Python or to a package.

    What lies in one of the project's *own* folders is not the system's, wherever these lie: many
    services check out into ``/opt``.
    """
    text = str(path)
    if is_installed(text):
        return True
    return text.startswith(_SYSTEM) and not any(path.is_relative_to(folder) for folder in own)


def _check_links(found: Iterable[Path], tops: Iterable[Path], root: Path) -> None:
    """Make sure that nothing travels which a link has brought in from elsewhere.

    Raises:
        FindingsError: a link leads out of the project.
    """
    places = tuple(tops)
    findings = [
        Finding(str(path), 0, "is a link that leads out of the project; put the file there", RULE)
        for path in found
        if real_path(path) != path and not any(is_inside(path, top) for top in places)
    ]
    if findings:
        raise FindingsError(findings)
