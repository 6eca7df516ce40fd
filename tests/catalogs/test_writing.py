"""Interrupted at any point, each file is the old one or the new one, and whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from editions.catalogs.blocks import EntryLines
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.merging import write_merges
from editions.catalogs.reading import parse_catalog
from editions.catalogs.writing import (
    EntryText,
    Layout,
    assemble,
    replace_files,
    rewrite_entries,
)
from editions.findings import FindingsError
from tests.catalogs.projects import Documents

FILES = {f"{folder}/{name}.po": f"new {name}\n".encode() for folder in "xy" for name in "abc"}
#: Opened, written, synchronised and renamed.
STEPS = 4 * len(FILES)


class Interruption(BaseException):
    """As from Ctrl-C."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in list(FILES)[1:]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"old\n")
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def put(folder: Path) -> None:
    """Write the new files where the old ones stand."""
    files = {folder / name: data for name, data in FILES.items()}
    replace_files(files, {path: path.read_bytes() for path in files if path.exists()})


def interrupt_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Raise at one of the steps by which files come into place."""
    steps: Iterator[int] = iter(range(STEPS))

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            if "rb" not in (*arguments, *keywords.values()) and next(steps) == step:
                raise Interruption
            return function(*arguments, **keywords)

        return call

    monkeypatch.setattr(Path, "open", counted(Path.open))
    monkeypatch.setattr(Path, "mkdir", counted(Path.mkdir))
    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    monkeypatch.setattr(os, "replace", counted(os.replace))


@pytest.mark.parametrize("step", range(STEPS))
def test_interruption(folder: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    before = content(folder)
    with monkeypatch.context() as patch:
        interrupt_at(step, patch)
        with pytest.raises(Interruption):
            put(folder)
    after = content(folder)
    assert set(after) <= set(FILES)
    renamed = max(0, step - (STEPS - len(FILES)))
    assert after == before | dict(list(FILES.items())[:renamed])
    put(folder)
    assert content(folder) == FILES


KILLED = """
import os, signal, sys
from pathlib import Path
from editions.catalogs.blocks import EntryLines
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.reading import parse_catalog
from editions.catalogs.writing import (
    EntryText,
    Layout,
    assemble,
    replace_files,
    rewrite_entries,
)

replace, left = os.replace, int(sys.argv[2])

def die(*arguments):
    global left
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    replace(*arguments)

os.replace = die
folder = Path(sys.argv[1])
files = sorted(folder.glob("*/*.po"))
replace_files(dict.fromkeys(files, b"new\\n"), dict.fromkeys(files, b"old\\n"))
"""


@pytest.mark.parametrize("renamed", [0, 3])
def test_killed_process_leaves_whole_files_and_its_rest_is_cleared_away(
    folder: Path, renamed: int
) -> None:
    command = [sys.executable, "-c", KILLED, str(folder), str(renamed)]
    result = subprocess.run(command, check=False, capture_output=True)
    assert (result.returncode, result.stderr) == (-9, b"")
    after = content(folder)
    leftovers = [name for name in after if not name.endswith(".po")]
    assert len(leftovers) == 5 - renamed
    catalogs = sorted(name for name in after if name.endswith(".po"))
    assert [after[name] for name in catalogs] == [b"new\n"] * renamed + [b"old\n"] * (5 - renamed)
    put(folder)
    assert content(folder) == FILES


@pytest.mark.parametrize("name", ["x/a.po", "y/b.po"])
@pytest.mark.parametrize("data", [b"saved meanwhile\n", None])
def test_what_was_saved_meanwhile_is_not_written_over(
    folder: Path, name: str, data: bytes | None
) -> None:
    """One appears, one changes, or one goes: none of the others is written either."""
    path = folder / name
    read = {folder / n: (folder / n).read_bytes() for n in FILES if (folder / n).exists()}
    if data is not None:
        path.write_bytes(data)
    elif path.exists():
        path.unlink()
    else:
        path.write_bytes(b"")
    before = content(folder)
    with pytest.raises(FindingsError, match="nothing was written"):
        replace_files({folder / n: d for n, d in FILES.items()}, read)
    assert content(folder) == before


def test_interrupted_update_leaves_every_language_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = Documents(tmp_path, "es", "fr")
    documents.update(a=["One", "Two"], b=["Three"])
    before = documents.bytes
    documents.source(a=["One"], b=["Three", "Two"])
    merges = documents.prepare()
    wanted = {p.relative_to(tmp_path).as_posix(): d for m in merges for p, d in m.files.items()}
    assert len(wanted) == 4
    for step in range(4 * len(wanted)):
        with monkeypatch.context() as patch:
            interrupt_at(step, patch)
            with pytest.raises(Interruption):
                write_merges(merges)
        after = documents.bytes
        for name, data in before.items():
            (tmp_path / name).write_bytes(data)
        assert set(after) == set(before)
        assert all(data in (before[name], wanted[name]) for name, data in after.items())


HEAD = '# mine\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
BODY = """

# one
msgid "A"
msgstr "B"
msgid "C"
msgstr "D"



#~ msgid "E"
#~ msgstr "F"

"""


@pytest.fixture(params=["\n", "\r\n"], ids=["LF", "CRLF"])
def catalog(request: pytest.FixtureRequest) -> Catalog:
    text = (HEAD + BODY).replace("\n", str(request.param))
    return parse_catalog(Path("a.po"), text.encode(), "a.po")


def test_layout_is_what_stands_and_what_lies_between(catalog: Catalog) -> None:
    layout = Layout(catalog)

    def plain(lines: list[str]) -> list[str]:
        assert {line[-1:] == "\r" for line in lines if line} <= {layout.end == "\r"}
        return [line.removesuffix("\r") for line in lines]

    assert "\n".join(plain(layout.header)) + "\n" == HEAD
    assert plain(layout.entry(0)) == ["# one", 'msgid "A"', 'msgstr "B"']
    assert plain(layout.entry(2)) == ['#~ msgid "E"', '#~ msgstr "F"']
    assert [len(layout.gap(at)) for at in (-1, 0, 1, 2)] == [2, 0, 3, 2]
    assert layout.tail == layout.gap(2)


def test_nothing_changes_where_nothing_is_changed(catalog: Catalog) -> None:
    assert rewrite_entries(catalog, lambda _entry, _block: None) == catalog.text


def test_only_what_is_changed_changes_and_obsolete_entries_are_not_asked_for(
    catalog: Catalog,
) -> None:
    asked = []

    def change(entry: Entry, block: EntryLines) -> EntryLines | None:
        asked.append(entry.msgid)
        return replace(block, translation=('msgstr "X"',)) if entry.msgid == "C" else None

    text = rewrite_entries(catalog, change)
    assert text == catalog.text.replace('msgstr "D"', 'msgstr "X"')
    assert asked == ["A", "C"]


def test_neighbours_stay_and_others_are_parted_by_one_line(catalog: Catalog) -> None:
    layout = Layout(catalog)

    def piece(position: int) -> EntryText:
        return EntryText(tuple(layout.entry(position)), position, untouched=True)

    def assembled(*pieces: EntryText) -> list[str]:
        text = assemble(layout, ["HEADER"], pieces)
        return [line.removesuffix("\r") for line in text.split("\n")]

    a = ["# one", 'msgid "A"', 'msgstr "B"']
    c, e = ['msgid "C"', 'msgstr "D"'], ['#~ msgid "E"', '#~ msgstr "F"']
    tail = ["", ""]
    assert assembled(piece(0), piece(1)) == ["HEADER", "", "", *a, *c, *tail]
    assert assembled(piece(1), piece(0)) == ["HEADER", "", *c, "", *a, *tail]
    assert assembled(piece(1), piece(2)) == ["HEADER", "", *c, "", "", "", *e, *tail]
    new = EntryText(("new",))
    assert assembled(piece(0), new, piece(1)) == [
        *("HEADER", "", "", *a, "", "new", "", *c, *tail)
    ]  # fmt: skip
    assert assembled() == ["HEADER", *tail]


def test_new_catalog_has_a_line_between_entries() -> None:
    pieces = [EntryText(("a", "b")), EntryText(("c",))]
    assert assemble(None, ["HEADER"], pieces) == "HEADER\n\na\nb\n\nc\n"


def test_catalog_of_a_header_alone_ends_where_its_lines_end() -> None:
    catalog = parse_catalog(Path("a.po"), f"{HEAD}\n\n".encode(), "a.po")
    layout = Layout(catalog)
    assert ("\n".join(layout.header) + "\n", layout.tail) == (HEAD, ["", "", ""])
