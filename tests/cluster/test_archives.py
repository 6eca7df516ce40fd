"""Archives: the same bytes for the same files, and nothing that leads elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
from pathlib import Path, PurePosixPath

import pytest

from editions.cluster.archives import (
    ArchiveError,
    Member,
    members_under,
    unpack_archive,
    write_archive,
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    (folder / "empty").mkdir(parents=True)
    (folder / "sub").mkdir()
    (folder / "plain.txt").write_text("plain")
    (folder / "sub" / ("ñ" * 80 + ".txt")).write_text("a long name")
    (folder / "run").write_text("#!/bin/sh\n")
    (folder / "run").chmod(0o700)
    return folder


def made_by_hand(path: Path, *entries: tuple[tarfile.TarInfo, bytes]) -> str:
    """Write an archive of whatever entries; return its name."""
    buffer = io.BytesIO()
    with tarfile.open(mode="w", fileobj=buffer) as archive:
        for entry, data in entries:
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    path.write_bytes(gzip.compress(buffer.getvalue()))
    return hashlib.sha256(buffer.getvalue()).hexdigest()


def entry(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.linkname = kind, target
    return found


def test_the_same_files_are_the_same_bytes(tree: Path, tmp_path: Path) -> None:
    members = list(members_under(tree))
    name = write_archive(members, tmp_path / "one")
    (tree / "plain.txt").touch()
    os.utime(tree / "run", (5, 5))
    assert write_archive(reversed(members), tmp_path / "two") == name
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    (tree / "plain.txt").write_text("other")
    assert write_archive(members, tmp_path / "three") != name


def test_what_is_unpacked_is_what_was_packed(tree: Path, tmp_path: Path) -> None:
    name = write_archive(members_under(tree), tmp_path / "archive")
    unpack_archive(tmp_path / "archive", tmp_path / "there", name)
    there = {member.name: member for member in members_under(tmp_path / "there")}
    here = {member.name: member for member in members_under(tree)}
    assert there.keys() == here.keys()
    assert there[PurePosixPath("empty")].is_folder
    for path, member in here.items():
        if not member.is_folder:
            assert there[path].path.read_bytes() == member.path.read_bytes()
    assert os.access(tmp_path / "there/run", os.X_OK)
    assert not os.access(tmp_path / "there/plain.txt", os.X_OK)
    times = {path.stat().st_mtime for path in (tmp_path / "there").rglob("*") if path.is_file()}
    assert max(times) < 400_000_000  # or a build would take its inputs for changed meanwhile
    unpack_archive(tmp_path / "archive", tmp_path / "site", name, old=False)
    assert (tmp_path / "site/run").stat().st_mtime > 1_000_000_000  # servers tell readers


@pytest.mark.parametrize(
    "bad",
    [
        entry("/etc/editions"),
        entry("../outside"),
        entry("sub/../../outside"),
        entry("link", tarfile.SYMTYPE, "/etc/passwd"),
        entry("link", tarfile.SYMTYPE, "plain.txt"),
        entry("link", tarfile.LNKTYPE, "../outside"),
        entry("pipe", tarfile.FIFOTYPE),
        entry("device", tarfile.CHRTYPE),
        entry("."),
        entry("twice"),
        entry("twice/below"),
    ],
    ids=lambda bad: f"{bad.name} {bad.type!r}",
)
def test_nothing_leads_elsewhere(tmp_path: Path, bad: tarfile.TarInfo) -> None:
    archive = tmp_path / "archive"
    name = made_by_hand(archive, (entry("twice"), b"1"), (bad, b""))
    with pytest.raises(ArchiveError):
        unpack_archive(archive, tmp_path / "a/b", name)
    assert {path.name for path in tmp_path.rglob("*")} <= {"archive", "a", "b", "twice"}


def test_damage_is_seen(tree: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    name = write_archive(members_under(tree), archive)
    data = archive.read_bytes()
    for damaged in (data[:-20], data[: len(data) // 2], b"", data[:40] + b"\0\0\0" + data[43:]):
        archive.write_bytes(damaged)
        with pytest.raises(ArchiveError, match="damaged"):
            unpack_archive(archive, tmp_path / f"there{len(damaged)}", name)
    archive.write_bytes(data)
    with pytest.raises(ArchiveError, match="not what its name says"):
        unpack_archive(archive, tmp_path / "other", "0" * 64)


def test_a_site_with_a_link_does_not_travel(tree: Path) -> None:
    (tree / "sub/out").symlink_to("/etc")
    with pytest.raises(ArchiveError, match="is a link"):
        list(members_under(tree))


def test_a_member_that_grows_stays_as_long_as_it_was_begun(tree: Path, tmp_path: Path) -> None:
    """A file is as long as when it was opened, or the archive would be another one."""
    grown = [Member(PurePosixPath("a"), tree / "plain.txt")]
    name = write_archive(grown, tmp_path / "archive")
    unpack_archive(tmp_path / "archive", tmp_path / "there", name)
    assert (tmp_path / "there/a").read_text() == "plain"


def test_no_more_is_unpacked_than_there_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeros = made_by_hand(tmp_path / "zeros", (entry("a"), bytes(3_000_000)))
    many = made_by_hand(tmp_path / "many", *((entry(f"{n}"), b"") for n in range(20)))
    monkeypatch.setattr("editions.cluster.archives.MAX_UNPACKED", 2_000_000)
    monkeypatch.setattr("editions.cluster.archives.MAX_MEMBERS", 10)
    for name, digest, said in (("zeros", zeros, "2,000,000 bytes"), ("many", many, "10 files")):
        with pytest.raises(ArchiveError, match=said):
            unpack_archive(tmp_path / name, tmp_path / f"{name}-out", digest)


def test_what_is_said_of_a_file_is_no_larger_than_it_needs(tmp_path: Path) -> None:
    talking = entry("a")
    talking.pax_headers = {"comment": "x" * 20_000_000}
    name = made_by_hand(tmp_path / "talking", (talking, b"a"))
    with pytest.raises(ArchiveError, match="a name and a time"):
        unpack_archive(tmp_path / "talking", tmp_path / "out", name)
    large = made_by_hand(tmp_path / "large", *((entry(n), bytes(9_000_000)) for n in "ab"))
    unpack_archive(tmp_path / "large", tmp_path / "large-out", large)
    assert (tmp_path / "large-out" / "b").stat().st_size == 9_000_000
