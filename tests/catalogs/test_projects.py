"""What a merge knows of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs.projects import Language, project_of
from editions.findings import FindingsError
from editions.workflows.sphinx_run import load_publication
from tests.catalogs import write_catalog


def language(*folders: Path, locale: str = "es_MX") -> Language:
    return Language("es", locale, "Español", folders)


def test_first_folder_has_a_new_catalog_and_any_the_standing_one(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write_catalog(two / "a.po", 'msgid "A"\nmsgstr "two"\n')
    both = language(one, two)
    assert both.path("a") == two / "a.po"
    assert both.path("b") == one / "b.po"
    one.mkdir()
    (one / "a.po").symlink_to("nowhere")
    assert both.path("a") == one / "a.po"  # to be refused, not hidden


def test_catalogs_of_all_folders_are_read_and_the_first_wins(tmp_path: Path) -> None:
    write_catalog(tmp_path / "one" / "a.po", 'msgid "A"\nmsgstr "one"\n')
    write_catalog(tmp_path / "two" / "a.po", 'msgid "A"\nmsgstr "two"\n')
    write_catalog(tmp_path / "two" / "b.po", 'msgid "B"\nmsgstr "two"\n')
    (tmp_path / "two" / "sphinx.mo").symlink_to("nowhere")  # Sphinx's own affair
    found = language(tmp_path / "one", tmp_path / "two").read(tmp_path)
    assert {name: c.entries[0].msgstr for name, c in found.items()} == {"a": "one", "b": "two"}


def test_every_broken_catalog_is_named(tmp_path: Path) -> None:
    for name in "ab":
        write_catalog(tmp_path / f"{name}.po", "junk\n")
    with pytest.raises(FindingsError) as caught:
        language(tmp_path).read(tmp_path)
    assert [(finding.file, finding.line) for finding in caught.value.findings] == [
        ("a.po", 4),
        ("b.po", 4),
    ]


def test_tag_and_data_of_a_locale() -> None:
    assert language(Path(), locale="pt_BR").lang == "pt-BR"
    assert language(Path(), locale="pt_BR").cldr.territory == "BR"
    assert str(language(Path(), locale="xx_XX").cldr) == "root"
    assert str(language(Path(), locale="no locale").cldr) == "root"


def test_project_of_a_publication(two_shores: Path) -> None:
    publication = load_publication(two_shores)
    project = project_of(publication, publication.editions)
    assert project.original.code == publication.original.code
    codes = [edition.code for edition in publication.editions]
    assert [project.original.code, *(lang.code for lang in project.languages)] == codes
    assert project.folders.source == (two_shores / "source").resolve()
    assert all(lang.folders[0].name == "LC_MESSAGES" for lang in project.languages)
