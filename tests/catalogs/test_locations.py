"""The form in which a catalog names the places of its messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs.entries import Entry
from editions.catalogs.locations import Folders, Style, find_style
from editions.catalogs.templates import SourcePlace

UUID = "0123456789abcdef" * 2


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    source = tmp_path / "docs" / "source"
    for name in ("a.rst", "part/b.rst"):
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return Folders(tmp_path, source)


def entry(*references: str) -> Entry:
    return Entry(1, "a", ("b",), references=references)


@pytest.mark.parametrize(
    ("references", "style"),
    [
        (["docs/source/a.rst"], Style("docs/source", False)),
        (["../../source/part/b.rst:12"], Style("../../source", True)),
        (["a.rst:1"], Style("", True)),
        (["part/b.rst"], Style("", False)),  # the longest end that is a file
        (["gone.rst:4"], Style(None, True)),
        (["a.rst:1", "part/b.rst"], Style("", False)),  # half of them have no line
        (["a.rst:1", "part/b.rst:2", "a.rst"], Style("", True)),
        (["docs/source/a.rst", "x/a.rst", "x/part/b.rst"], Style("x", False)),
        ([UUID], None),
        ([UUID, "a.rst:3"], Style("", True)),
        ([], None),
    ],
)
def test_most_places_decide(folders: Folders, references: list[str], style: Style | None) -> None:
    assert find_style([entry(name) for name in references], folders) == style


def test_places_are_named_in_the_style(folders: Folders) -> None:
    places = [
        SourcePlace("x", 7, folders.source / "part" / "b.rst"),
        SourcePlace("x", 2, folders.source / "a.rst"),
        SourcePlace("x", 3, folders.source / "a.rst"),
        SourcePlace("x", 0, folders.root / "code.py"),
        SourcePlace("<generated>", 5),
    ]
    assert Style().words(places, folders) == (
        "<generated>", "code.py", "docs/source/a.rst", "docs/source/part/b.rst",
    )  # fmt: skip
    assert Style("../src", lines=True).words(places, folders) == (
        "../src/part/b.rst:7", "../src/a.rst:2", "../src/a.rst:3", "../../code.py", "<generated>:5",
    )  # fmt: skip
