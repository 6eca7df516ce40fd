"""What may be read for a PDF: listed files by their names, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.pdf.fetching import ListedFiles, UnreadableAddressError

BASE = "https://shore.invalid/"


@pytest.mark.parametrize(
    ("name", "address", "kind"),
    [
        ("style.css", "style.css", "text/css"),
        ("images/été 1.svg", "images/%C3%A9t%C3%A9%201.svg", "image/svg+xml"),
        ("words", "words?version=2#top", "application/octet-stream"),
    ],
)
def test_listed_file_is_read(tmp_path: Path, name: str, address: str, kind: str) -> None:
    path = tmp_path / Path(name).name
    path.write_bytes(b"sand")
    answer = ListedFiles(BASE, {name: path}).fetch(BASE + address)
    assert answer.read() == b"sand"
    assert answer.content_type == kind


@pytest.mark.parametrize(
    "address",
    [
        f"{BASE}other.css",
        f"{BASE}../style.css",
        "https://shore.invalid.example.org/style.css",
        "http://shore.invalid/style.css",
        "file:///style.css",
        "data:text/css,p{}",
    ],
)
def test_other_address_is_refused(tmp_path: Path, address: str) -> None:
    path = tmp_path / "style.css"
    path.write_bytes(b"")
    with pytest.raises(UnreadableAddressError, match="not a part of the publication"):
        ListedFiles(BASE, {"style.css": path}).fetch(address)


def test_file_that_is_gone_says_so(tmp_path: Path) -> None:
    fetcher = ListedFiles(BASE, {"style.css": tmp_path / "style.css"})
    with pytest.raises(UnreadableAddressError) as caught:
        fetcher.fetch(f"{BASE}style.css")
    assert caught.value.args == (f"{BASE}style.css", "No such file or directory")
