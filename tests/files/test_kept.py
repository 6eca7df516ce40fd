"""What programs have kept as JSON, and what may lie in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import editions
from editions.files.kept import parse_kept, read_kept

#: What is no JSON that anybody keeps.
TRAPS = [b"", b"{", b"[" * 100_000, b'{"a":' * 100_000, b"1" * 5_000, b"\xff", b"\0", b"nul"]


@pytest.mark.parametrize("data", TRAPS)
def test_what_cannot_be_read_says_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "kept.json"
    path.write_bytes(data)
    assert read_kept(path) is None
    assert parse_kept(data) is None


def test_what_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert read_kept(tmp_path / "none") is None
    assert read_kept(tmp_path) is None


def test_the_rest_is_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_text('{"é": [1, null]}', encoding="utf-8")
    assert read_kept(path) == {"é": [1, None]}


#: They read what the package itself brings or what a program of this machine has just said, or
#: name the traps themselves, as each has an answer of its own.
ELSEWHERE = {
    *("charts/engine.py", "charts/vega.py", "files/json.py", "files/kept.py", "live/answers.py"),
    *("references/pandoc.py", "references/reading.py"),
    *("releases/validation.py", "tables/descriptor.py", "verification/books.py"),
    *("verification/validators.py", "pdf/pages.py", "live/provenance.py", "system/virtualenv.py"),
}


def test_json_is_read_in_one_way() -> None:
    package = Path(editions.__file__).parent
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"\bjson\.loads?\(", path.read_text(encoding="utf-8"))
    }
    assert found == ELSEWHERE
