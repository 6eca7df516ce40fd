"""Folders are removed with what is in them, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from editions.files.trees import discard_tree, remove_tree


def test_what_a_link_names_is_not_removed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    tree = tmp_path / "tree"
    (tree / "inner").mkdir(parents=True)
    (tree / "inner/link").symlink_to(kept)
    (tree / "dangling").symlink_to(tmp_path / "nowhere")
    remove_tree(tree)
    link = tmp_path / "link"
    link.symlink_to(kept)
    remove_tree(link)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (kept / "file").is_file()


@pytest.mark.parametrize("make", [lambda path: path.touch(), lambda path: None])
def test_file_in_the_place_of_a_tree_is_removed(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(tmp_path / "tree")
    remove_tree(tmp_path / "tree")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_discarded_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> None:
        raise OSError(5, "Input/output error", str(path))

    (tmp_path / "tree").mkdir()
    monkeypatch.setattr("shutil.rmtree", fail)
    discard_tree(tmp_path / "tree")
    assert (tmp_path / "tree").is_dir()
    with pytest.raises(OSError, match="tree"):
        remove_tree(tmp_path / "tree")
