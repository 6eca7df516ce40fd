"""Keep other processes out, by a file that nobody can have put in another's place."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from editions.phrases import phrase


@contextlib.contextmanager
def locked(path: Path, wait: Callable[[], None] | None) -> Iterator[None]:
    """Hold the lock of the file at *path*, which is made where it is missing.

    *wait* is called where another process holds it, before it is waited for; None is not to
    wait.  The file is never written to, and never a link: what it names would be opened.

    Raises:
        BlockingIOError: another process holds it, and it is not to be waited for.
        OSError: it cannot be opened, or is something else than a file.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        handle = os.open(path, flags, 0o644)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(
                errno.ELOOP, phrase("a lock must not be a link; remove it"), str(path)
            ) from error
        raise
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, phrase("a lock must be a file; remove it"), str(path))
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if wait is None:
                raise
            wait()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
