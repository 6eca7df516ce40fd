"""A document is renamed wherever it stands, in one step or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.cli import main
from editions.files.replacing import remove_unless_changed
from editions.findings import FindingsError, UsageError
from editions.workflows.rename import Rename, prepare_rename, write_rename
from editions.workflows.sphinx_run import load_publication, read_conf
from tests.building import edit
from tests.catalogs import HEADER, write_catalog
from tests.tables.packages import changed, write_package

FOLDER = "locale/fr/LC_MESSAGES"


def prepare(root: Path, old: str, new: str) -> Rename:
    return prepare_rename(load_publication(root), read_conf(root), old, new)


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("source", "locale")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


@pytest.fixture
def shores(two_shores: Path) -> Path:
    """The tiny publication, with a document that another one names in its text."""
    edit(two_shores / "source/crossing.rst", "\n\n", "\n\nSee :doc:`the shore <shore>`.\n\n")
    catalog = two_shores / FOLDER / "crossing.po"
    entry = (
        "\n#: source/crossing.rst\n"
        'msgid "See :doc:`the shore <shore>`."\nmsgstr "Voir :doc:`la rive <shore>`."\n'
    )
    catalog.write_text(catalog.read_text(encoding="utf-8") + entry, encoding="utf-8")
    write_package(two_shores / "source/data")
    (two_shores / "locale/waivers.toml").write_text(
        f'[[waiver]]\nfile = "{FOLDER}/shore.po"\n', encoding="utf-8"
    )
    return two_shores


def test_everything_that_names_the_document_is_written_anew(shores: Path) -> None:
    before = contents(shores)
    write_rename(prepare(shores, "shore", "far/coast"))
    after = contents(shores)
    gone = {"source/shore.rst", f"{FOLDER}/shore.po"}
    assert before.keys() - after.keys() == gone
    assert after.keys() - before.keys() == {"source/far/coast.rst", f"{FOLDER}/far/coast.po"}
    assert after["source/far/coast.rst"] == before["source/shore.rst"]
    assert b"\n   far/coast\n" in after["source/index.rst"]
    assert b":doc:`the shore <far/coast>`" in after["source/crossing.rst"]
    assert b'msgid "See :doc:`the shore <far/coast>`."' in after[f"{FOLDER}/crossing.po"]
    assert b'msgstr "Voir :doc:`la rive <far/coast>`."' in after[f"{FOLDER}/crossing.po"]
    places = after[f"{FOLDER}/far/coast.po"]
    assert places == before[f"{FOLDER}/shore.po"].replace(b"/shore.rst", b"/far/coast.rst")
    assert b'"chapter": "far/coast"' in after["source/data/datapackage.json"]
    assert after["source/data/fares.csv"] == before["source/data/fares.csv"]
    assert f"{FOLDER}/far/coast.po".encode() in after["locale/waivers.toml"]
    write_rename(prepare(shores, "far/coast", "shore"))
    assert contents(shores) == before


def test_column_of_a_table_that_names_the_document(shores: Path) -> None:
    column = changed("resources", 0, "chapter", value={"field": "precision"})
    fares = 'key,shore,fare,precision,stated\r\na,"A, b",1,shore,\r\nb,B,2,crossing,\r\n'
    write_package(shores / "source/data", datapackage=column, fares=fares)
    write_rename(prepare(shores, "shore", "coast"))
    written = (shores / "source/data/fares.csv").read_bytes().decode()
    assert written == fares.replace(",shore,\r", ",coast,\r")


def test_catalog_that_documents_share_stays(shores: Path) -> None:
    edit(shores / "conf.py", "gettext_compact = False", "gettext_compact = 'all'")
    write_catalog(shores / FOLDER / "all.po", 'msgid "Shore"\nmsgstr "Rive"\n', HEADER)
    rename = prepare(shores, "shore", "coast")
    assert [path.name for path in rename.removed] == ["shore.rst"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("shor", "coast", "no document 'shor'; did you mean 'shore'"),
        ("nothing", "coast", "no document 'nothing'"),
        ("index", "coast", "root document"),
        ("shore", "shore", "has that name"),
        ("shore", "crossing", "is there already"),
        ("shore", "coast.rst", "without .rst"),
        ("shore", "../coast", "cannot name a document"),
        ("shore", "/coast", "cannot name a document"),
        ("shore", "a//b", "cannot name a document"),
        ("shore", "a b", "cannot name a document"),
        ("shore", ".coast", "cannot name a document"),
        ("shore", "coast/", "cannot name a document"),
        ("shore", "c[oa]st", "cannot name a document"),
        ("shore", "a#b", "cannot name a document"),
        ("shore", "\u202e", "cannot name a document"),
        ("shore", "co\u200bast", "cannot name a document"),
        ("shore", "Crossing", "differs from 'crossing' in capitals or accents alone"),
        ("shore", "crossing.rst/a", "source/crossing.rst is a file, and no folder"),
        ("shore", "_build/coast", "no source is looked for in a folder '_build'"),
        ("shore", "locale/coast", "no source is looked for in a folder 'locale'"),
        ("shore.rst", "coast", "no document 'shore.rst'; did you mean 'shore'"),
        ("source/shore.rst", "coast", "did you mean 'shore'"),
        ("shore", "theme", "catalog of the toolkit"),
    ],
)
def test_name_that_cannot_be_given(shores: Path, old: str, new: str, message: str) -> None:
    before = contents(shores)
    with pytest.raises(UsageError, match=message):
        prepare(shores, old, new)
    assert contents(shores) == before


@pytest.mark.parametrize(
    ("new", "setting"),
    [
        ("drafts/coast", 'exclude_patterns = ["drafts"]'),
        ("coast.old", 'exclude_patterns = ["**/*.old.rst"]'),
        ("coast", 'include_patterns = ["index*", "shore*", "crossing*"]'),
    ],
)
def test_name_that_sphinx_would_leave_out(shores: Path, new: str, setting: str) -> None:
    with (shores / "conf.py").open("a", encoding="utf-8") as file:
        file.write(f"{setting}\n")
    with pytest.raises(UsageError, match=r"conf.py leaves 'coast|conf.py leaves 'drafts/coast"):
        prepare(shores, "shore", new)


def test_folder_is_no_document(shores: Path) -> None:
    write_rename(prepare(shores, "shore", "far/coast"))
    with pytest.raises(UsageError, match=r"'far' is a folder; rename .*, such as 'far/coast'"):
        prepare(shores, "far", "near")
    with pytest.raises(UsageError, match="'Far' differs from 'far'"):
        prepare(shores, "crossing", "Far/crossing")


def test_disk_that_takes_two_names_for_one(shores: Path) -> None:
    # What a disk without capitals says of them: both names are the same file.
    (shores / "source/Shore.rst").hardlink_to(shores / "source/shore.rst")
    before = contents(shores)
    with pytest.raises(UsageError, match=r"takes source/shore\.rst and source/Shore\.rst for one"):
        prepare(shores, "shore", "Shore")
    assert contents(shores) == before


def test_file_with_the_name_of_a_document_is_not_taken_for_it(shores: Path) -> None:
    (shores / "source/shore.txt").write_bytes(b"Caf\xe9, not in UTF-8.\r\n")
    rename = prepare(shores, "shore", "coast")
    assert shores / "source/coast.rst" in rename.files
    assert not [path for path in rename.files if path.suffix == ".txt"]


def test_names_in_what_is_included_count_from_the_document_that_includes_it(shores: Path) -> None:
    parts = shores / "source/parts"
    parts.mkdir()
    (parts / "note.inc").write_bytes("See :doc:`shore`, café.\r\n".encode("latin-1"))
    edit(shores / "source/crossing.rst", "\n\n", "\n\n.. include:: parts/note.inc\n\n")
    catalog = shores / FOLDER / "crossing.po"
    entry = '\n#: source/parts/note.inc:1\nmsgid "On :doc:`shore`"\nmsgstr "Sur :doc:`shore`"\n'
    catalog.write_text(catalog.read_text(encoding="utf-8") + entry, encoding="utf-8")
    write_rename(prepare(shores, "shore", "coast"))
    assert (parts / "note.inc").read_bytes() == "See :doc:`coast`, café.\r\n".encode("latin-1")
    assert 'msgstr "Sur :doc:`coast`"' in catalog.read_text(encoding="utf-8")


def test_catalogs_of_languages_without_an_edition_go_along(shores: Path) -> None:
    other = shores / "locale/pt/LC_MESSAGES"
    other.mkdir(parents=True)
    text = (shores / FOLDER / "shore.po").read_bytes().replace(b"\n", b"\r\n")
    (other / "shore.po").write_bytes(text)
    write_rename(prepare(shores, "shore", "coast"))
    assert not (other / "shore.po").exists()
    assert (other / "coast.po").read_bytes() == text.replace(b"/shore.rst", b"/coast.rst")


@pytest.mark.parametrize("gone", [0, 1])
def test_stopped_in_between_the_same_command_goes_on(
    shores: Path, monkeypatch: pytest.MonkeyPatch, gone: int
) -> None:
    """All new files stand, and *gone* of the two old ones have been removed."""
    removed: list[Path] = []

    def stop(path: Path, old: bytes) -> bool:
        if len(removed) == gone:
            raise KeyboardInterrupt
        removed.append(path)
        return remove_unless_changed(path, old)

    with monkeypatch.context() as patch:
        patch.setattr("editions.workflows.rename.remove_unless_changed", stop)
        with pytest.raises(KeyboardInterrupt):
            write_rename(prepare(shores, "shore", "coast"))
    assert len(removed) == gone
    assert (shores / "source/coast.rst").is_file()
    write_rename(prepare(shores, "shore", "coast"))
    assert not (shores / "source/shore.rst").exists()
    assert not (shores / FOLDER / "shore.po").exists()
    assert (shores / "source/coast.rst").is_file()
    assert b"\n   coast\n" in (shores / "source/index.rst").read_bytes()


def test_what_was_saved_meanwhile_stays(shores: Path) -> None:
    """In any file that was read: one that is not rewritten may name the document now."""
    rename = prepare(shores, "shore", "coast")
    before = contents(shores)
    for path in (shores / "source/shore.rst", shores / "source/crossing.rst"):
        edit(path, "\n\n", "\n\nSaved.\n\n")
        changed = contents(shores)
        with pytest.raises(FindingsError, match="nothing was written"):
            write_rename(rename)
        assert contents(shores) == changed
        path.write_bytes(before[path.relative_to(shores).as_posix()])


def test_failed_write_changes_nothing(shores: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(shores)

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("editions.workflows.rename.replace_files", fail)
    with pytest.raises(OSError, match=r"^$"):
        write_rename(prepare(shores, "shore", "coast"))
    assert contents(shores) == before


def test_configuration_that_may_name_it_is_shown(shores: Path) -> None:
    with (shores / "conf.py").open("a", encoding="utf-8") as file:
        file.write('html_sidebars = {"shore": []}\n')
    (note,) = prepare(shores, "shore", "coast").notes
    lines = (shores / "conf.py").read_text(encoding="utf-8").splitlines()
    assert (note.file, note.line) == ("conf.py", len(lines))


def test_command_says_what_it_wrote(shores: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (shores / "conf.py").open("a", encoding="utf-8") as file:
        file.write('html_sidebars = {"shore": []}\n')
    assert main(["rename", "--project", str(shores), "shore", "coast"]) == 0
    out = capsys.readouterr().out
    assert "source/coast.rst\n" in out
    assert f"{FOLDER}/coast.po\n" in out
    assert "may name the document 'shore'" in out
    assert out.splitlines()[-1].startswith("shore is coast now")
    assert main(["update", "--project", str(shores), "--check", "--quiet"]) in (0, 1)
    assert "coast.po" not in capsys.readouterr().out  # its catalog is up to date
    assert main(["rename", "--project", str(shores), "shore", "coast"]) == 2
