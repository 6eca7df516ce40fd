"""Only checked translations are compiled, and nothing is written without need."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from editions.catalogs.compiling import compile_catalogs, read_catalogs
from editions.files.replacing import replace_file
from editions.findings import FindingsError
from tests.catalogs import HEADER, write_catalog

MIXED = (
    'msgid "good"\nmsgstr "bon"\n\n'
    'msgid "two\\nlines\\n"\nmsgstr "deux\\nlignes\\n"\n\n'
    'msgctxt "menu"\nmsgid "good"\nmsgstr "bien"\n\n'
    '#, fuzzy\n#| msgid "bed"\nmsgid "bad"\nmsgstr "lit"\n\n'
    'msgid "empty"\nmsgstr ""\n\n'
    'msgid "blank"\nmsgstr " "\n\n'
    'msgid "day"\nmsgid_plural "days"\nmsgstr[0] "jour"\nmsgstr[1] "jours"\n\n'
    '#~ msgid "gone"\n#~ msgstr "parti"\n'
)


def compile_folder(folder: Path, target: Path) -> None:
    compile_catalogs(read_catalogs([folder], folder), target)


def load(path: Path) -> gettext.GNUTranslations:
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def test_only_usable_translations_are_compiled(tmp_path: Path) -> None:
    write_catalog(tmp_path / "po" / "x.po", MIXED)
    compile_folder(tmp_path / "po", tmp_path / "mo")
    words = load(tmp_path / "mo" / "x.mo")
    assert words.gettext("good") == "bon"
    assert words.gettext("two\nlines\n") == "deux\nlignes\n"
    assert words.pgettext("menu", "good") == "bien"
    for msgid in ("bad", "bed", "empty", "blank", "gone"):
        assert words.gettext(msgid) == msgid


def test_plurals_follow_the_rule_of_the_catalog(tmp_path: Path) -> None:
    header = HEADER[:-1] + (
        '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 ||'
        ' n%100>14) ? 1 : 2);\\n"\n\n'
    )
    entry = (
        'msgid "day"\nmsgid_plural "days"\nmsgstr[0] "dzień"\nmsgstr[1] "dni"\nmsgstr[2] "dnia"\n'
    )
    write_catalog(tmp_path / "po" / "x.po", entry, header)
    compile_folder(tmp_path / "po", tmp_path / "mo")
    words = load(tmp_path / "mo" / "x.mo")
    found = [words.ngettext("day", "days", count) for count in (1, 2, 5, 22, 12)]
    assert found == ["dzień", "dni", "dnia", "dni", "dnia"]


def test_domains_follow_the_folders(tmp_path: Path) -> None:
    for name in ("a.po", "part/b.po", "part/c.d.po"):
        write_catalog(tmp_path / "po" / name, MIXED)
    assert list(read_catalogs([tmp_path / "po"], tmp_path)) == ["a", "part/b", "part/c.d"]
    compile_folder(tmp_path / "po", tmp_path / "mo")
    found = {path.relative_to(tmp_path / "mo").as_posix() for path in tmp_path.rglob("*.mo")}
    assert found == {"a.mo", "part/b.mo", "part/c.d.mo"}


def test_unchanged_file_is_left_alone(tmp_path: Path) -> None:
    source = write_catalog(tmp_path / "po" / "x.po", MIXED)
    compiled = tmp_path / "mo" / "x.mo"
    compile_folder(source.parent, compiled.parent)
    os.utime(compiled, (1, 1))
    write_catalog(source, f"# a comment\n{MIXED}")
    compile_folder(source.parent, compiled.parent)
    assert compiled.stat().st_mtime == 1
    write_catalog(source, MIXED.replace("bon", "bonne"))
    compile_folder(source.parent, compiled.parent)
    assert compiled.stat().st_mtime > 1
    assert load(compiled).gettext("good") == "bonne"


def test_stale_files_are_removed(tmp_path: Path) -> None:
    write_catalog(tmp_path / "po" / "x.po", MIXED)
    stale = tmp_path / "mo" / "part" / "old.mo"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"old")
    compile_folder(tmp_path / "po", tmp_path / "mo")
    assert [path.name for path in tmp_path.rglob("*.mo")] == ["x.mo"]


def test_compiled_file_beside_the_catalog_is_not_used(tmp_path: Path) -> None:
    source = write_catalog(tmp_path / "po" / "x.po", MIXED)
    source.with_suffix(".mo").write_bytes(b"planted")
    compile_folder(source.parent, tmp_path / "mo")
    assert load(tmp_path / "mo" / "x.mo").gettext("good") == "bon"


def test_words_of_sphinx_are_a_catalog_like_any_other(tmp_path: Path) -> None:
    path = write_catalog(tmp_path / "sphinx.po", MIXED)
    path.with_suffix(".mo").write_bytes(b"whatever Sphinx has made of them")
    assert list(read_catalogs([tmp_path], tmp_path)) == ["sphinx"]


def test_compiled_words_without_a_catalog_are_refused(tmp_path: Path) -> None:
    write_catalog(tmp_path / "x.po", MIXED)
    (tmp_path / "sphinx.mo").write_bytes(b"planted")
    with pytest.raises(FindingsError) as caught:
        read_catalogs([tmp_path], tmp_path)
    (finding,) = caught.value.findings
    assert (finding.file, finding.rule) == ("sphinx.mo", "reserved-catalog")


def test_missing_folder_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FindingsError) as caught:
        read_catalogs([tmp_path / "locale"], tmp_path)
    (finding,) = caught.value.findings
    assert (finding.file, finding.rule) == ("locale", "no-catalogs")
    assert "editions update' creates it" in finding.message
    (tmp_path / "Makefile").write_text("update:\n\teditions update\n")
    with pytest.raises(FindingsError, match="'make update' creates it"):
        read_catalogs([tmp_path / "locale"], tmp_path)


def test_every_broken_catalog_is_named(tmp_path: Path) -> None:
    for name in ("a.po", "b.po"):
        write_catalog(tmp_path / name, "junk\n")
    write_catalog(tmp_path / "c.po", MIXED)
    with pytest.raises(FindingsError) as caught:
        read_catalogs([tmp_path], tmp_path)
    assert [(finding.file, finding.line) for finding in caught.value.findings] == [
        ("a.po", 4),
        ("b.po", 4),
    ]


def test_writing_follows_no_link(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"old")
    path = tmp_path / "x"
    path.symlink_to(precious)
    (tmp_path / f".x.{os.getpid()}").symlink_to(precious)
    replace_file(path, b"new")
    assert (path.is_symlink(), path.read_bytes(), precious.read_bytes()) == (False, b"new", b"old")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["precious", "x"]


def test_interrupted_writing_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    replace_file(path, b"old")

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space left"):
        replace_file(path, b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("x", b"old")]
