"""The identity of a build changes with what it is made from, and with nothing else."""

from __future__ import annotations

from pathlib import Path

from editions.files.identity import IDENTITY, files_under, identity_of


def written(path: Path, content: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_each_part_depends_on_its_own_files(tmp_path: Path) -> None:
    text, catalog = written(tmp_path / "a.rst"), written(tmp_path / "a.po")
    first = IDENTITY.fullmatch(identity_of([("a", text)], [("b", catalog)]))
    assert first
    catalog.write_text("y", encoding="utf-8")
    second = IDENTITY.fullmatch(identity_of([("a", text)], [("b", catalog)]))
    assert second
    assert (first["shared"], first["own"] == second["own"]) == (second["shared"], False)
    text.write_text("y", encoding="utf-8")
    third = IDENTITY.fullmatch(identity_of([("a", text)], [("b", catalog)]))
    assert third
    assert (third["shared"] == second["shared"], third["own"]) == (False, second["own"])


def test_names_count_and_places_do_not(tmp_path: Path) -> None:
    one, other = written(tmp_path / "one/a"), written(tmp_path / "two/a")
    assert identity_of([("a", one)], []) == identity_of([("a", other)], [])
    assert identity_of([("a", one)], []) != identity_of([("b", one)], [])
    again = [("a", one), ("b", other)]
    assert identity_of(again, []) == identity_of(again[::-1], [])


def test_hidden_and_made_files_are_left_out(tmp_path: Path) -> None:
    for name in ("b.rst", "data/a.csv", ".git/x", "__pycache__/x", "build/x", "env/pyvenv.cfg"):
        written(tmp_path / name)
    found = files_under(tmp_path, "source", [tmp_path / "build"])
    assert [name for name, _ in found] == ["source/b.rst", "source/data/a.csv"]
    assert files_under(tmp_path / "gone", "") == []
