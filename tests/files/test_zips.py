"""ZIP files of anybody: what is damaged, encrypted or too large is one error, and nothing else."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest

from editions.files.zips import ZipError, check_members, open_zip, read_member


def zipped(*members: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", how) as archive:
        warnings.simplefilter("ignore")  # names may stand twice
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def read_all(data: bytes) -> dict[str, bytes]:
    with open_zip(data) as archive:
        check_members(archive)
        return {m.filename: read_member(archive, m, 1_000) for m in archive.infolist()}


def test_a_sound_file_is_read() -> None:
    assert read_all(zipped(("a", b"1"), ("b/c", b""))) == {"a": b"1", "b/c": b""}


def changed(data: bytes, local: int, central: int, value: int) -> bytes:
    """Return an archive of one member with a byte of both its headers changed."""
    spoilt = bytearray(data)
    spoilt[data.index(b"PK\3\4") + local] = value
    spoilt[data.index(b"PK\1\2") + central] = value
    return bytes(spoilt)


STORED = zipped(("a", b"text"), how=zipfile.ZIP_STORED)
SPOILT = {
    "no archive": b"PK",
    "nothing": b"",
    "cut off": STORED[:-4],
    "encrypted": changed(STORED, 6, 8, 1),
    "an unknown way to pack": changed(STORED, 8, 10, 99),
    "LZMA, which takes memory as it likes": zipped(("a", b"x"), how=zipfile.ZIP_LZMA),
    "another checksum": STORED.replace(b"text", b"test"),
    "no deflated data": changed(STORED, 8, 10, zipfile.ZIP_DEFLATED),
    "a large member": zipped(("a", b"x" * 1_001)),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_file_is_an_error(name: str) -> None:
    with pytest.raises(ZipError):
        read_all(SPOILT[name])


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editions.files.zips.MAX_UNPACKED", 100)
    monkeypatch.setattr("editions.files.zips.MAX_MEMBERS", 5)
    with pytest.raises(ZipError, match="100 bytes"):
        read_all(zipped(("a", bytes(60)), ("b", bytes(60))))
    with pytest.raises(ZipError, match="5 files"):
        read_all(zipped(*((f"{n}", b"") for n in range(6))))
