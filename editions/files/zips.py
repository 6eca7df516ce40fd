"""Read ZIP files from outside, such as EPUB and DOCX, within limits of what they unpack to."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from editions.phrases import phrase

#: Files in one another's place: their number, their names included, takes memory.
MAX_MEMBERS = 20_000
#: Bytes of all of them, unpacked.
MAX_UNPACKED = 1_000_000_000

#: The ways to pack that EPUB and DOCX know; others take memory as their files tell them to.
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
#: What a file that is none, or was spoiled or encrypted, may raise.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError,
    OSError, ValueError,
)  # fmt: skip
_BLOCK = 1 << 20


class ZipError(ValueError):
    """A file is no ZIP file, is damaged or encrypted, or holds more than it may."""


@contextlib.contextmanager
def open_zip(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP file in memory, of which no more than the limits can be unpacked.

    Raises:
        ZipError: it cannot be read, here or in the block, or is larger than the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise ZipError(
                    phrase("it holds more than {max_members:,} files", max_members=MAX_MEMBERS)
                )
            # What a member says is what it is cut off at when it is read.
            if sum(member.file_size for member in members) > MAX_UNPACKED:
                raise ZipError(
                    phrase(
                        "it unpacks to more than {max_unpacked:,} bytes", max_unpacked=MAX_UNPACKED
                    )
                )
            if any(member.compress_type not in _METHODS for member in members):
                raise ZipError(phrase("it is packed in a way that is not read"))
            yield archive
    except ZipError:
        raise
    except _UNREADABLE as error:
        raise ZipError(str(error)) from error


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Return the content of *member*, of at most *most* bytes, within `open_zip`.

    Raises:
        ZipError: it is larger.
    """
    if member.file_size > most:
        raise ZipError(
            phrase(
                "{filename} in it is larger than {most:,} bytes",
                filename=member.filename,
                most=most,
            )
        )
    with archive.open(member) as file:
        return file.read()


def check_members(archive: zipfile.ZipFile) -> None:
    """Read every member to its end, a block at a time, within `open_zip`.

    Raises:
        zipfile.BadZipFile: one of them is not what its checksum says.
    """
    for member in archive.infolist():
        with archive.open(member) as file:
            while file.read(_BLOCK):
                pass
