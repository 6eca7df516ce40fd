"""Let a file or a folder take another one's place at once."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import glob
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

#: Of ``renameat2``, in ``<linux/fs.h>``: both names stay, and what they name is exchanged.
_EXCHANGE = 2
#: Of ``renameatx_np``, in ``<sys/stdio.h>`` of macOS.
_SWAP = 2
#: Of ``openat`` and its kin: names are relative to where the process is.
_HERE = {"renameat2": -100, "renameatx_np": -2}
#: What a system says that cannot exchange at all, or not in this kind of file system.
_UNABLE = frozenset((errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP))


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name a file in an error of the system that names none, as where the disk is full."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def replace_file(path: Path, data: bytes) -> None:
    """Write *data* beside *path*, then rename: there is never half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    try:
        with (
            naming(path),
            temporary.open("xb") as file,
        ):  # never through a link that somebody has put there
            file.write(data)
        temporary.replace(path)
    finally:
        discard(temporary)


def replace_unless_changed(path: Path, old: bytes, new: bytes) -> bool:
    """Let *new* take the place of a file that holds *old*; tell whether it did.

    A file that somebody has saved meanwhile stays as it is.  Where the system can exchange two
    names, no moment is left for that between the last look and the new name.

    Raises:
        OSError: the file cannot be read, or the folder cannot be written to.
    """
    if path.read_bytes() != old:
        return False
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    clear_leftovers(path)
    try:
        with naming(path), temporary.open("xb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())  # else a crash may leave the new name without its data
        temporary.chmod(path.stat().st_mode & 0o7777)
        if not exchange(temporary, path):
            if path.read_bytes() != old:
                return False
            temporary.replace(path)
        elif not _holds(temporary, old):
            exchange(temporary, path)
            return False
        return True
    finally:
        discard(temporary)


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a file holds *data*; one that cannot be read may hold anything."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def clear_leftovers(path: Path) -> None:
    """Remove what processes that were killed have left beside *path*."""
    for leftover in path.parent.glob(f".{glob.escape(path.name)}.*"):
        if leftover.suffix[1:].isdecimal() and not _runs(int(leftover.suffix[1:])):
            discard(leftover)


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

    Raises:
        OSError: the folder cannot be written to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    try:
        with naming(path), temporary.open("xb") as file:
            file.write(data)
        path.hardlink_to(temporary)
    except FileExistsError:
        return False
    finally:
        discard(temporary)
    return True


def exchange(one: Path, other: Path) -> bool:
    """Exchange two files or folders of one file system in a single step; tell whether that went.

    There is no time at which either name is missing, however the process ends.  It does not go
    on kernels before Linux 3.15, nor in file systems such as NFS; nothing has changed then.

    Raises:
        OSError: one of them is missing, or they may not be renamed.
    """
    call = _call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _call() -> Callable[[bytes, bytes], int] | None:
    """Return what exchanges two names on this system; None where nothing does."""
    library = ctypes.CDLL(None, use_errno=True)
    for name, flag in (("renameat2", _EXCHANGE), ("renameatx_np", _SWAP)):
        function = getattr(library, name, None)
        if function is None:
            continue
        here = _HERE[name]
        function.argtypes = (
            *(ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint),
        )
        function.restype = ctypes.c_int
        return lambda one, other: int(function(here, one, here, other, flag))
    return None


def make_build_folder(folder: Path) -> None:
    """Make a folder for what can be made again; git does not show it, wherever it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        replace_file(ignore, b"*\n")
