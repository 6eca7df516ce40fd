"""What Sphinx is told of the extension."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

import editions


def read_documents(root: Path) -> list[str]:
    """Build the pages; return the documents that Sphinx has read for that."""
    read: list[str] = []
    with docutils_namespace():
        app = Sphinx(root, root, root / "out", root / "trees", "html", status=None)
        app.connect("source-read", lambda _app, name, _content: read.append(name))
        app.build()
    return read


def test_another_version_reads_all_documents_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["editions"]\n', encoding="utf-8")
    (tmp_path / "index.rst").write_text("Title\n=====\n", encoding="utf-8")
    assert read_documents(tmp_path) == ["index"]
    assert read_documents(tmp_path) == []
    monkeypatch.setattr(editions, "__version__", "17.2.30")
    assert read_documents(tmp_path) == ["index"]
