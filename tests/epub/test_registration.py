"""Which builder ``epub`` is: ours, or Sphinx's where a guest lacks what ours needs."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from editions.epub import registration


def write_project(folder: Path, conf: str = "") -> Path:
    folder.mkdir()
    (folder / "conf.py").write_text(f'extensions = ["editions"]\nepub_uid = "tides"\n{conf}')
    (folder / "index.rst").write_text("Tides\n=====\n\nThe tide comes in.\n")
    return folder


def run(source: Path, output: Path) -> tuple[Sphinx, str]:
    warnings = StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            source, source, output, output.with_name("doctrees"), "epub",
            status=None, warning=warnings,
        )  # fmt: skip
        app.build()
    return app, warnings.getvalue()


def test_a_guest_that_lacks_what_ours_needs_has_the_book_of_sphinx(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registration, "missing_packages", lambda _extra: ["fonttools", "pydyf"])
    # Sphinx's own demands are made again.
    source = write_project(tmp_path / "source", 'version = ""\n')
    _, warnings = run(source, tmp_path / "out")
    (book,) = (tmp_path / "out").glob("*.epub")
    with ZipFile(book) as archive:
        assert {"content.opf", "index.xhtml"} <= set(archive.namelist())
    assert "the EPUB is that of Sphinx" in warnings
    assert "fonttools, pydyf; install them with: python -m pip install" in warnings
    assert 'conf value "version" should not be empty' in warnings


def test_a_publication_of_ours_is_never_written_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(registration, "missing_packages", asked.append)
    declared = (
        "from editions.languages import Edition\n"
        'editions = [Edition(code="en", locale="en_CA", name="English", title="Tides")]\n'
    )
    source = write_project(tmp_path / "source", declared)
    app, _ = run(source, tmp_path / "out")
    assert (type(app.builder).__module__, asked) == ("editions.epub.builder", [])
