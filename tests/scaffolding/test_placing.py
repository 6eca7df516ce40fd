from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from editions.findings import FindingsError
from editions.scaffolding.placing import place_files

FILES = {"a.txt": b"a", "sub/deep/b.txt": b"b", ".dot/c.txt": b"c"}


def contents(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("target", [".", "new", "new/deeper"])
def test_files_are_put_into_place(tmp_path: Path, target: str) -> None:
    place_files(tmp_path / target, FILES)
    found = contents(tmp_path / target)
    assert {name: data for name, data in found.items() if data is not None} == FILES


def file(path: Path) -> None:
    path.write_bytes(b"mine")


def link(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("make", [file, link, Path.mkdir])
@pytest.mark.parametrize("name", sorted(FILES))
def test_nothing_is_written_where_one_file_stands(
    tmp_path: Path, name: str, make: Callable[[Path], object]
) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    make(tmp_path / name)
    before = contents(tmp_path)
    with pytest.raises(FindingsError, match=f"{name}: stands already"):
        place_files(tmp_path, FILES)
    assert contents(tmp_path) == before


def test_nothing_is_written_where_a_file_stands_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").write_bytes(b"mine")
    with pytest.raises(FindingsError, match="sub: stands already"):
        place_files(tmp_path, FILES)
    assert contents(tmp_path) == {"sub": b"mine"}


def test_who_was_stopped_in_the_middle_goes_on(tmp_path: Path) -> None:
    place_files(tmp_path, dict(list(FILES.items())[:2]))
    place_files(tmp_path, FILES)
    assert {n: d for n, d in contents(tmp_path).items() if d is not None} == FILES


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/mine.txt").write_bytes(b"mine")
    place_files(tmp_path, FILES)
    assert (tmp_path / "sub/mine.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("number", range(1, len(FILES) + 1))
def test_a_failure_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    opened: list[Path] = []
    ordinary = Path.open

    def fail(path: Path, mode: str) -> IO[Any]:
        opened.append(path)
        if len(opened) == number:
            raise OSError(28, "No space left on device", str(path))
        return ordinary(path, mode)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", fail)
        with pytest.raises(OSError, match="No space"):
            place_files(tmp_path / "new", FILES)
    assert contents(tmp_path) == {"mine": b"mine"}
