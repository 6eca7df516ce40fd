"""Whatever a catalog is called, an update loses nothing that stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from editions.cli import main

#: Documents, the names of this package's own catalogs and of Sphinx's among them.
DOCUMENTS = ("index", "theme", "tables", "sphinx", "search", "guide/start", "guide/sphinx", "a/b/c")
FOOTER = '{% extends "!layout.html" %}{% block footer %}{{ _("Timetables") }}{% endblock %}'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name in DOCUMENTS:
        path = root / f"{name}.rst"
        path.parent.mkdir(parents=True, exist_ok=True)
        title = f"Title of {name}"
        text = f"{title}\n{'=' * len(title)}\n\nText of {name}.\n\nMore of {name}.\n"
        path.write_text(text, encoding="utf-8")
    with (root / "index.rst").open("a", encoding="utf-8") as file:
        file.write("\n.. toctree::\n   :glob:\n\n   *\n   guide/*\n   a/b/c\n")
    (root / "_templates").mkdir()
    (root / "_templates" / "layout.html").write_text(FOOTER, encoding="utf-8")
    return root


def configure(root: Path, compact: object, extensions: str = "[]") -> None:
    (root / "conf.py").write_text(
        f'project = "Names"\nlocale_dirs = ["locale", "more"]\ntemplates_path = ["_templates"]\n'
        f"gettext_compact = {compact!r}\nextensions = {extensions}\n",
        encoding="utf-8",
    )


def catalogs(root: Path) -> dict[str, polib.POFile]:
    found = (*(root / "locale").rglob("*.po"), *(root / "more").rglob("*.po"))
    return {path.relative_to(root).as_posix(): polib.pofile(str(path)) for path in sorted(found)}


def update(root: Path) -> None:
    assert main(["update", "--quiet", "--project", str(root), "--language", "fr"]) == 0


def translate(root: Path) -> None:
    """Write a translation, a comment and a name into every catalog that stands."""
    for name, catalog in catalogs(root).items():
        for entry in catalog:
            entry.msgstr = entry.msgstr or f"« {entry.msgid} » de {name}"
            entry.tcomment = entry.tcomment or f"Note de {name}"
        catalog.metadata["Last-Translator"] = f"Jeanne de {name}"
        catalog.header = f"Traductions de la maison, {name}."
        catalog.save()


def strings(root: Path) -> set[str]:
    def each() -> Iterator[str]:
        for name, catalog in catalogs(root).items():
            yield f"{name}: {catalog.header.strip()}"
            yield f"{name}: {catalog.metadata['Last-Translator']}"
            for entry in catalog:
                yield entry.msgstr
                yield from entry.tcomment.splitlines()

    return {string for string in each() if string.strip()}


def add_strays(root: Path) -> None:
    """Put catalogs where no document wants any."""
    for name in ("gone", "guide/gone", "deep/sphinx", "theme/tables", "Sphinx", "é t é"):
        for folder in ("locale", "more"):
            path = root / folder / "fr" / "LC_MESSAGES" / f"{name}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            stray = polib.POFile()
            stray.metadata = {"Language": "fr", "Content-Type": "text/plain; charset=UTF-8"}
            stray.append(polib.POEntry(msgid=f"Old text of {name}"))
            stray.save(str(path))


@pytest.mark.parametrize("compact", [True, False, "all"])
@pytest.mark.parametrize("extensions", ["[]", '["editions"]'])
def test_nothing_is_lost(project: Path, compact: object, extensions: str) -> None:
    configure(project, compact, extensions)
    update(project)
    names = {name.rpartition("LC_MESSAGES/")[2] for name in catalogs(project)}
    assert "sphinx.po" in names
    add_strays(project)
    translate(project)
    before = strings(project)
    assert len(before) > 3 * len(names)
    files = {path: path.read_bytes() for path in (project / "locale").rglob("*.po")}
    update(project)
    assert {path: path.read_bytes() for path in files} == files
    # Everything changes, goes or comes at once.
    (project / "guide" / "sphinx.rst").unlink()
    (project / "theme.rst").unlink()
    (project / "_templates" / "layout.html").write_text(
        FOOTER.replace("Timetables", "Fares"), encoding="utf-8"
    )
    for name in ("index", "sphinx", "tables"):
        path = project / f"{name}.rst"
        path.write_text(path.read_text("utf-8").replace("More", "Much more"), encoding="utf-8")
    configure(project, "all" if compact is False else compact is not True, extensions)
    update(project)
    assert before - strings(project) == set()
    words = catalogs(project)["locale/fr/LC_MESSAGES/sphinx.po"]
    assert "Fares" in {entry.msgid for entry in words}
