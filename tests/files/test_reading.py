"""Whatever lies in the place of a file: read as it is, or refused with its place."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from editions.files.reading import (
    MAX_FINDINGS,
    NotRegularError,
    TooLargeError,
    decode,
    first_surrogate,
    limited,
    line_at,
    read_bytes,
    read_given,
    read_regular,
    read_text,
)
from editions.findings import Finding, FindingsError


def test_regular_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(b"abc")
    assert read_regular(path, 3) == b"abc"
    with pytest.raises(TooLargeError):
        read_regular(path, 2)


def test_what_is_no_regular_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"abc")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "zero").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        for name in ("link", "zero", "pipe", "folder", "socket"):
            with pytest.raises(NotRegularError):
                read_regular(tmp_path / name, 10)
    with pytest.raises(NotRegularError):
        read_regular(Path("/dev/zero"), 10)
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "missing", 10)


def test_a_link_is_followed_where_that_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("target")
    (tmp_path / "loop").symlink_to("loop")
    assert read_regular(tmp_path / "link", 3, links=True) == b"abc"
    with pytest.raises(NotRegularError, match="leads to itself"):
        read_regular(tmp_path / "loop", 3, links=True)


def test_a_file_without_a_size_has_a_limit_all_the_same() -> None:
    """Those of the system say that they are empty."""
    with pytest.raises(TooLargeError):
        read_regular(Path("/proc/self/status"), 20)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "x: cannot be read: No such file or directory (rule)"),
        ("folder", "x: cannot be read: it is a folder; put a file there (rule)"),
        ("pipe", "x: cannot be read: it is a pipe; put a file there (rule)"),
        ("socket", "x: cannot be read: it is a socket; put a file there (rule)"),
        ("device", "x: cannot be read: it is a device; put a file there (rule)"),
        ("loop", "x: cannot be read: it is a link that leads to itself; put a file there (rule)"),
        ("large", "x: cannot be read: it is larger than 10 bytes; split it (rule)"),
        ("a\0b", "x: cannot be read: no file can have such a name (rule)"),
        ("a" * 300, "x: cannot be read: File name too long (rule)"),
        ("latin", "x:3: is not UTF-8: the line holds the byte 0xe9; save it as UTF-8 (rule)"),
        ("half", "x:1: is not UTF-8: the line holds the byte 0xed; save it as UTF-8 (rule)"),
        ("utf16", "x:1: is not UTF-8 but UTF-16; save it as UTF-8 (rule)"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "large").write_bytes(b"x" * 11)
    (tmp_path / "latin").write_bytes(b"a\nb\n\xe9")
    (tmp_path / "half").write_bytes(b"\xed\xa0\x80")
    (tmp_path / "utf16").write_bytes("ab".encode("utf-16"))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        with pytest.raises(FindingsError) as caught:
            read_text(tmp_path / name, "x", "rule", most=10)
    assert str(caught.value) == message


def test_text_is_read_without_its_mark(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xef\xbb\xbfa\r\nb")
    assert read_text(tmp_path / "x", "x", "rule") == "a\r\nb"
    assert read_bytes(tmp_path / "x", "x", "rule") == b"\xef\xbb\xbfa\r\nb"
    assert decode(b"", "x", "rule") == ""


def test_places_in_a_text() -> None:
    assert [line_at("a\nb\n", n) for n in range(5)] == [1, 1, 2, 2, 3]
    assert first_surrogate("a\ud800\udc00") == "\\ud800"
    assert first_surrogate("a\ue000") == ""


def test_problems_are_named_up_to_a_number() -> None:
    findings = [Finding("x", n, "wrong", "rule") for n in range(1, MAX_FINDINGS + 4)]
    assert limited(findings[:MAX_FINDINGS]) == findings[:MAX_FINDINGS]
    assert limited(findings)[:-1] == findings[:MAX_FINDINGS]
    assert str(limited(findings)[-1]) == "x: and 3 more problems (rule)"


@pytest.mark.parametrize(
    ("target", "followed"), [("b.po", True), ("sub/b.po", True), ("../b.po", False)]
)
def test_what_somebody_names_is_no_link_to_elsewhere(
    tmp_path: Path, target: str, followed: bool
) -> None:
    link = tmp_path / "sent/a.po"
    place = link.parent / target
    place.parent.mkdir(parents=True, exist_ok=True)
    link.parent.mkdir(exist_ok=True)
    place.write_bytes(b"secret")
    link.symlink_to(target)
    if followed:
        assert read_given(link, "a.po", "import") == b"secret"
    else:
        with pytest.raises(FindingsError, match=r"a\.po: is a link that leads elsewhere"):
            read_given(link, "a.po", "import")
