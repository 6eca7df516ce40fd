"""Let a file or a folder take another one's place at once."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from editions.findings import Finding, FindingsError, shown_path
from editions.phrases import phrase


class _Renaming(NamedTuple):
    """A call of a system that renames in other ways than ``rename``."""

    name: str
    #: As for ``openat`` and its kin: names are relative to where the process is.
    here: int
    #: Both names stay, and what they name is exchanged.
    exchange: int
    #: Nothing is renamed where the new name is taken.
    exclusive: int


#: By ``<linux/fs.h>``, and ``<sys/stdio.h>`` of macOS.
_RENAMINGS = (_Renaming("renameat2", -100, 2, 1), _Renaming("renameatx_np", -2, 2, 4))
#: What a system says that cannot do so at all, or not in this kind of file system.
_UNABLE = frozenset((errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP))
#: What one says where a file cannot have a second name: FAT, shares of networks, Android.
_UNABLE_TO_LINK = _UNABLE | {errno.EPERM, errno.EACCES, errno.EMLINK}


CHANGED_RULE = "changed-meanwhile"
_CHANGED = phrase("it has been saved since it was read, and nothing was written; try again")
#: Longest name, in bytes, that stands in that of the file beside it; file systems take 255.
_MOST_BYTES = 230


@contextlib.contextmanager
def written(path: Path, data: bytes, *, durable: bool = False) -> Iterator[Path]:
    """Yield a file beside *path* that holds *data*, with the rights of what stands there.

    It is gone afterwards where it has not been renamed.  What processes that were killed have
    left beside *path* is removed.  *durable* is to wait for the disk: else a machine that is
    switched off may leave a new name without its data.

    Raises:
        OSError: the folder cannot be written to; names *path*.
    """
    temporary = _beside(path)
    try:
        with _naming(path, temporary):
            path.parent.mkdir(parents=True, exist_ok=True)
            _clear_leftovers(temporary)
            with temporary.open("xb") as file:  # never through a link that somebody has put there
                file.write(data)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            _keep_rights(path, temporary)
            yield temporary
    finally:
        discard(temporary)


def _beside(path: Path) -> Path:
    """Return the name of this process's file beside *path*."""
    name = path.name
    if len(os.fsencode(name)) > _MOST_BYTES:
        name = sha256(os.fsencode(name)).hexdigest()
    return path.with_name(f".{name}.{os.getpid()}")


def _keep_rights(path: Path, temporary: Path) -> None:
    try:
        rights = path.stat().st_mode & 0o7777
    except OSError:
        return  # there is no such file yet
    if temporary.stat().st_mode & 0o7777 != rights:
        temporary.chmod(rights)


@contextlib.contextmanager
def _naming(path: Path, temporary: Path) -> Iterator[None]:
    """Name a file in an error of the system that names none, or one that nobody knows."""
    try:
        yield
    except OSError as error:
        # One with words of its own would lose them.
        if error.errno is not None and error.filename in (None, str(temporary)):
            error.filename, error.filename2 = str(path), None
        raise


def replace_file(path: Path, data: bytes) -> None:
    """Let *data* take the place of a file at once: there is never half a file."""
    with written(path, data) as temporary:
        temporary.replace(path)


def replace_unless_changed(path: Path, old: bytes, new: bytes) -> bool:
    """Let *new* take the place of a file that holds *old*; tell whether it did.

    A file that somebody has saved meanwhile stays as it is.  Where the system can exchange two
    names, no moment is left for that between the last look and the new name.

    Raises:
        OSError: the file cannot be read, or the folder cannot be written to.
    """
    if path.read_bytes() != old:
        return False
    with written(path, new, durable=True) as temporary:
        if not exchange(temporary, path):
            if path.read_bytes() != old:
                return False
            temporary.replace(path)
        elif not _holds(temporary, old):
            exchange(temporary, path)
            return False
    return True


def replace_files(files: Mapping[Path, bytes], standing: Mapping[Path, bytes | None]) -> None:
    """Write all *files* beside their places, and only then rename them, one after the other.

    Whatever happens, each file is the old one or the new one, and whole.  Where one of them, or
    another, no longer holds what was read of it (*standing*; None for no file), none is written:
    somebody has saved it meanwhile.

    Raises:
        FindingsError: a file has changed since it was read.
    """
    with contextlib.ExitStack() as stack:
        temporary = {
            path: stack.enter_context(written(path, data, durable=True))
            for path, data in files.items()
        }
        read = {**dict.fromkeys(files), **standing}
        if changed := [path for path in read if _content(path) != read[path]]:
            raise changed_meanwhile(changed)
        for path in files:
            temporary[path].replace(path)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if os.path.lexists(path) else None


def changed_meanwhile(paths: Iterable[Path]) -> FindingsError:
    """Return the error that names files which somebody has saved since they were read."""
    return FindingsError(
        Finding(shown_path(path, Path()), 0, _CHANGED, CHANGED_RULE) for path in paths
    )


def remove_unless_changed(path: Path, old: bytes) -> bool:
    """Remove a file that holds *old*, in one step; tell whether it did.

    Raises:
        OSError: the file cannot be read, or the folder cannot be written to.
    """
    if path.read_bytes() != old:
        return False
    path.unlink()
    return True


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a file holds *data*; one that cannot be read may hold anything."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _clear_leftovers(temporary: Path) -> None:
    """Remove what this process, or one that was killed, has left at the place of a file."""
    temporary.unlink(missing_ok=True)
    for name in _numbered(temporary.parent):
        stem, _, number = name.rpartition(".")
        if stem == temporary.stem and not _runs(int(number)):
            discard(temporary.with_name(name))


@lru_cache(maxsize=100)
def _numbered(folder: Path) -> tuple[str, ...]:
    """Return the names in a folder that may be leftovers, as they were at first: it is large."""
    return tuple(
        entry.name
        for entry in os.scandir(folder)
        if entry.name.startswith(".") and entry.name.rpartition(".")[2].isdecimal()
    )


def _runs(pid: int) -> bool:
    """Tell whether a process of this machine may still write its file."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass  # it is somebody else's
    return True


def discard(temporary: Path) -> None:
    """Remove a file that is not needed; where that fails, what was written stands nevertheless."""
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)


def create_file(path: Path, data: bytes) -> bool:
    """Let a file that is not there hold *data*, all of it; tell whether it was not there.

    Where a file system has no second names, such as that of a memory stick or a share of a
    network, the name is taken by renaming, and where it cannot do that without writing over a
    file, by an empty file that the finished one replaces.

    Raises:
        OSError: the folder cannot be written to.
    """
    with written(path, data, durable=True) as temporary:
        try:
            if not _linked(temporary, path) and not _renamed(temporary, path, exchange=False):
                _take(path, temporary)
        except FileExistsError:
            return False
    return True


def _take(path: Path, temporary: Path) -> None:
    """Take a free name by an empty file, and let a finished one replace it."""
    path.open("xb").close()
    try:
        temporary.replace(path)
    except BaseException:
        discard(path)
        raise


def _linked(file: Path, name: Path) -> bool:
    """Give a file a second name; tell whether its file system knows such."""
    try:
        name.hardlink_to(file)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno in _UNABLE_TO_LINK:
            return False
        raise
    return True


def exchange(one: Path, other: Path) -> bool:
    """Exchange two files or folders of one file system in a single step; tell whether that went.

    There is no time at which either name is missing, however the process ends.  It does not go
    on kernels before Linux 3.15, nor in file systems such as NFS; nothing has changed then.

    Raises:
        OSError: one of them is missing, or they may not be renamed.
    """
    return _renamed(one, other, exchange=True)


def _renamed(old: Path, new: Path, *, exchange: bool) -> bool:
    """Rename in one step, by an exchange or never over a file; tell whether the system can."""
    call = _call()
    if call is None:
        return False
    if call(os.fsencode(old), os.fsencode(new), exchange) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(old), None, str(new))


@cache
def _call() -> Callable[[bytes, bytes, bool], int] | None:
    """Return what renames in a single step on this system; None where nothing does."""
    library = ctypes.CDLL(None, use_errno=True)
    for way in _RENAMINGS:
        function = getattr(library, way.name, None)
        if function is None:
            continue
        function.argtypes = (
            *(ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint),
        )
        function.restype = ctypes.c_int
        return lambda old, new, exchange: int(
            function(way.here, old, way.here, new, way.exchange if exchange else way.exclusive)
        )
    return None


def make_build_folder(folder: Path) -> None:
    """Make a folder for what can be made again; git does not show it, wherever it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        replace_file(ignore, b"*\n")
