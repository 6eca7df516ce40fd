"""A run of Sphinx on a project of one page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from editions.borrowed.sphinx_application import Run


def make_project(root: Path, conf: str = "") -> Path:
    root.mkdir(exist_ok=True)
    (root / "conf.py").write_text(conf)
    (root / "index.rst").write_text("Shore\n=====\n\nSand.\n")
    return root


def run(root: Path, *, read: bool = False, **settings: Any) -> Run:
    app = Run(
        root, root, root / "out", root / "doctrees", "html",
        confoverrides=settings, status=None, warning=None,
    )  # fmt: skip
    if read:
        app.build()
    return app
