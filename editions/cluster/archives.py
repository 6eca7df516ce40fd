"""Archives of files that are the same bytes for the same files, and are unpacked with care.

An archive is a compressed tar file of plain files and folders: no links, no owners, no times.
Its name is the SHA-256 of the tar file before it is compressed, since two machines may compress
the same bytes in different ways.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from editions.files.walking import walk
from editions.findings import EditionsError

#: What inputs bear once they are unpacked, in seconds since 1970: a time that is long over, or a
#: build would take them for changed while it ran.
_OLD = 315_532_800  # the first day of 1980, the earliest that ZIP files know
#: Of zlib: most of the gain at a fraction of the time.
_LEVEL = 1
#: In bytes; what is read or written at once.  `tarfile` copies the rest of a block with each of its
#: own reads, of 512 bytes.
_BLOCK = 1 << 16
#: Bytes and files of one archive, unpacked: several times those of a large documentation.
MAX_UNPACKED, MAX_MEMBERS = 8_000_000_000, 400_000
#: Bytes that say what a file is, which `tarfile` reads at once, and blocks read in advance.
MAX_HEAD = 4 << 20


class ArchiveError(EditionsError):
    """An archive is damaged, or holds what none of ours does."""


@dataclass(frozen=True, order=True)
class Member:
    """A file or an empty folder of an archive."""

    #: Its name in the archive, relative.
    name: PurePosixPath
    #: Where it stands now.
    path: Path
    is_folder: bool = False


class _Hashing:
    """Passes on what is written, and knows its digest."""

    def __init__(self, target: IO[bytes]) -> None:
        self.target = target
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.target.write(data)


class _Checking:
    """Passes on what is read, a block at a time, and knows its digest.

    Raises ArchiveError where more is read than there may be.
    """

    def __init__(self, source: IO[bytes], name: str) -> None:
        self.source = source
        self.name = name
        self.digest = hashlib.sha256()
        #: Bytes that may still come, of all and of what stands between two files.
        self.rest = MAX_UNPACKED
        self.rest_of_head = MAX_HEAD

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.digest.update(data)
        self.rest -= len(data)
        self.rest_of_head -= len(data)
        if self.rest < 0:
            raise ArchiveError(f"{self.name} unpacks to more than {MAX_UNPACKED:,} bytes")
        if self.rest_of_head < 0:
            raise ArchiveError(f"{self.name} says more of a file than a name and a time")
        return data

    def begin_head(self, size: int) -> None:
        """Expect what stands before the next file, after *size* bytes of this one."""
        self.rest_of_head = MAX_HEAD + size


def write_archive(members: Iterable[Member], target: Path) -> str:
    """Write *members* into an archive at *target*; return its name.

    Raises:
        OSError: a file cannot be read, or the archive cannot be written.
    """
    with (
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed,
    ):
        hashing = _Hashing(cast(IO[bytes], packed))
        with tarfile.open(
            mode="w|", fileobj=cast(IO[bytes], hashing), format=tarfile.PAX_FORMAT, bufsize=_BLOCK
        ) as archive:
            for member in sorted(set(members)):
                _add(archive, member)
    return hashing.digest.hexdigest()


def _add(archive: tarfile.TarFile, member: Member) -> None:
    entry = tarfile.TarInfo(member.name.as_posix())
    if member.is_folder:
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
        archive.addfile(entry)
        return
    with member.path.open("rb") as file:
        status = os.fstat(file.fileno())
        entry.size = status.st_size
        entry.mode = 0o755 if status.st_mode & stat.S_IXUSR else 0o644
        archive.addfile(entry, file)


def unpack_archive(source: Path, folder: Path, name: str, *, old: bool = True) -> None:
    """Unpack the archive at *source*, called *name*, into *folder*, which there need not be.

    Nothing is written outside of *folder*, and nothing over what stands in it.  Files are *old*,
    or bear the time of today.

    Raises:
        ArchiveError: it is damaged, is not the one of that name, or holds a link, a device, or a
            name that leads elsewhere, or more than it may; *folder* may hold part of it.
        OSError: it cannot be read, or *folder* cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with gzip.open(source, "rb") as packed:
            checking = _Checking(cast(IO[bytes], packed), source.name)
            with tarfile.open(
                mode="r|", fileobj=cast(IO[bytes], checking), bufsize=_BLOCK
            ) as archive:
                for number, entry in enumerate(archive):
                    if number >= MAX_MEMBERS:
                        raise ArchiveError(f"{source.name} holds more than {MAX_MEMBERS:,} files")
                    checking.begin_head(entry.size)
                    _unpack(archive, entry, folder, old)
            checking.begin_head(MAX_HEAD)
            while checking.read(_BLOCK):  # to its end, which is part of the digest
                pass
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ArchiveError(f"{source.name} is damaged: {error}") from error
    if checking.digest.hexdigest() != name:
        raise ArchiveError(f"{source.name} is damaged: it is not what its name says")


def _unpack(archive: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path, old: bool) -> None:
    target = folder.joinpath(*_safe_parts(entry))
    try:
        if entry.isdir():
            target.mkdir(parents=True, exist_ok=True)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        content = archive.extractfile(entry)
        assert content is not None  # noqa: S101  # of a plain file there is one
        with target.open("xb") as file:
            while data := content.read(_BLOCK):
                file.write(data)
    except (FileExistsError, NotADirectoryError) as error:
        raise ArchiveError(f"an archive holds {entry.name!r} twice") from error
    target.chmod(0o755 if entry.mode & stat.S_IXUSR else 0o644)
    if old:
        os.utime(target, (_OLD, _OLD))


def _safe_parts(entry: tarfile.TarInfo) -> tuple[str, ...]:
    """Return the parts of an entry's name.

    Raises:
        ArchiveError: it is neither a plain file nor a folder, or its name leads elsewhere.
    """
    if not (entry.isreg() or entry.isdir()) or entry.issparse():
        raise ArchiveError(f"an archive holds {entry.name!r}, which is no plain file")
    parts = PurePosixPath(entry.name).parts
    if not parts or entry.name.startswith("/") or ".." in parts or "\0" in entry.name:
        raise ArchiveError(f"an archive holds {entry.name!r}, which would lie outside of it")
    return parts


def members_under(folder: Path) -> Iterator[Member]:
    """Yield every file and every empty folder under *folder*, by its name in it.

    Raises:
        ArchiveError: there is a link or a device, which no build makes.
    """
    for here, folders, names in walk(folder):
        for name in names:
            path = here / name
            if path.is_symlink() or not path.is_file():
                raise ArchiveError(f"{path} is a link or a device, and cannot travel")
            yield Member(PurePosixPath(path.relative_to(folder).as_posix()), path)
        for name in folders:
            path = here / name
            if path.is_symlink():
                raise ArchiveError(f"{path} is a link, and cannot travel")
            if not any(path.iterdir()):
                yield Member(PurePosixPath(path.relative_to(folder).as_posix()), path, True)
