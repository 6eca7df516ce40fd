"""Only regular files are catalogs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from editions.catalogs.files import (
    MAX_FOLDER_BYTES,
    find_catalogs,
    language_folders,
    locale_folder,
    shown_name,
)
from editions.findings import FindingsError


def test_catalogs_are_found_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    for name in ("b.po", "a.po", "deep/c.po", ".git/d.po", "a.mo", "e.po.bak"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    files, findings = find_catalogs(folder, tmp_path)
    assert [file.domain for file in files] == ["a", "b", "deep/c"]
    assert findings == []


def test_links_to_folders_and_reserved_names_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "out").symlink_to("/etc")
    (folder / "sphinx.po").touch()
    (folder / "sphinx.mo").symlink_to("/etc/passwd")
    (folder / "x\x1b[31m.po").symlink_to("/etc/passwd")
    files, findings = find_catalogs(folder, tmp_path)
    # The link is refused when it is read.
    assert [file.path.name for file in files] == ["sphinx.po", "x\x1b[31m.po"]
    assert [(f.file, f.rule) for f in findings] == [
        ("fr/LC_MESSAGES/out", "po-file"),
        ("fr/LC_MESSAGES/sphinx.mo", "reserved-catalog"),
    ]


@pytest.mark.parametrize("link", ["fr", "fr/LC_MESSAGES"])
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path, link: str) -> None:
    (tmp_path / "elsewhere" / "LC_MESSAGES").mkdir(parents=True)
    place = tmp_path / "locale" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path / "elsewhere" / ("LC_MESSAGES" if "/" in link else ""))
    files, findings = find_catalogs(tmp_path / "locale/fr/LC_MESSAGES", tmp_path)
    assert files == []
    assert [(f.file, f.rule) for f in findings] == [(f"locale/{link}", "po-file")]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("fr", "fr_FR"),
        ("fr", "./fr_FR/../fr_FR/"),
        ("fr/LC_MESSAGES", "../fr_FR/LC_MESSAGES"),
        ("fr", "also"),  # a link itself
    ],
)
def test_a_link_to_another_language_is_that_language(
    tmp_path: Path, link: str, target: str
) -> None:
    locale = tmp_path / "locale"
    (locale / "fr_FR/LC_MESSAGES").mkdir(parents=True)
    (locale / "fr_FR/LC_MESSAGES/a.po").touch()
    (locale / "also").symlink_to("fr_FR")
    (locale / link).parent.mkdir(exist_ok=True)
    (locale / link).symlink_to(target)
    files, findings = find_catalogs(locale / "fr/LC_MESSAGES", tmp_path)
    assert ([file.domain for file in files], findings) == (["a"], [])
    assert list(language_folders(locale)) == [locale / "fr_FR/LC_MESSAGES"]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        *(("fr", "."), ("fr", ".."), ("fr", "../outside"), ("fr", "fr_FR/LC_MESSAGES/more")),
        *(("fr", "fr"), ("fr", "out"), ("fr", "gone")),
        *(("fr/LC_MESSAGES", "../fr_FR"), ("fr/LC_MESSAGES", "../../outside/LC_MESSAGES")),
    ],
)
def test_a_link_to_anything_else_is_refused(tmp_path: Path, link: str, target: str) -> None:
    locale = tmp_path / "locale"
    for folder in (locale / "fr_FR/LC_MESSAGES/more/LC_MESSAGES", tmp_path / "outside/LC_MESSAGES"):
        folder.mkdir(parents=True)
        (folder / "a.po").touch()
    (locale / "LC_MESSAGES").mkdir()
    (locale / "out").symlink_to("../outside")
    (locale / link).parent.mkdir(exist_ok=True)
    (locale / link).symlink_to(target)
    files, findings = find_catalogs(locale / "fr/LC_MESSAGES", tmp_path)
    assert files == []
    assert [(f.file, f.rule) for f in findings] == [(f"locale/{link}", "po-file")]


def test_too_much_for_a_publication_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.po").touch()
    os.truncate(tmp_path / "a.po", MAX_FOLDER_BYTES + 1)
    files, (finding,) = find_catalogs(tmp_path, tmp_path)
    assert files == []
    assert "200,000,000 bytes together" in finding.message


def test_names_are_safe_to_print(tmp_path: Path) -> None:
    (tmp_path / "x\x1b[31m\udcff.po").mkdir()
    (tmp_path / "sphinx.mo").symlink_to("nowhere")
    _, findings = find_catalogs(tmp_path, tmp_path)
    assert [str(f).isprintable() for f in findings] == [True]


def test_locale_folder_of_conf_py(tmp_path: Path) -> None:
    folder = tmp_path / "locale"
    (folder / "fr" / "LC_MESSAGES").mkdir(parents=True)
    assert locale_folder(folder) == str(folder)
    (folder / "fr" / "LC_MESSAGES" / "sphinx.po").touch()
    (folder / "fr" / "LC_MESSAGES" / "sphinx.mo").touch()
    assert locale_folder(folder) == str(folder)
    (folder / "fr" / "LC_MESSAGES" / "sphinx.mo").unlink()
    (folder / "fr" / "LC_MESSAGES" / "sphinx.mo").symlink_to(tmp_path / "precious")
    with pytest.raises(FindingsError, match=r"locale/fr/LC_MESSAGES/sphinx\.mo"):
        locale_folder(folder)


def test_name_is_shown_as_it_is_but_for_what_cannot_be_printed(tmp_path: Path) -> None:
    assert shown_name(tmp_path / "a" / "é b.po", tmp_path) == "a/é b.po"
    assert shown_name(tmp_path / "a\n\x1b.po", tmp_path) == "a\\n\\x1b.po"


def test_catalogs_may_hold_so_much_together_and_findings_name_no_line(tmp_path: Path) -> None:
    for name, size in (("a.po", 1), ("b.po", MAX_FOLDER_BYTES - 1)):
        (tmp_path / name).touch()
        os.truncate(tmp_path / name, size)
    assert len(find_catalogs(tmp_path, tmp_path)[0]) == 2
    os.truncate(tmp_path / "a.po", 2)
    files, (finding,) = find_catalogs(tmp_path, tmp_path)
    assert (files, finding.line) == ([], 0)


def test_what_conf_py_finds_is_about_a_file_and_no_line(tmp_path: Path) -> None:
    place = tmp_path / "locale" / "fr" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "sphinx.mo").symlink_to("nowhere")
    with pytest.raises(FindingsError) as caught:
        locale_folder(tmp_path / "locale")
    assert [finding.line for finding in caught.value.findings] == [0]
