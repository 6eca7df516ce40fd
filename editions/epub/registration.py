"""The EPUB builder as Sphinx knows it before it is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from editions.borrowed.sphinx import drop_epub_checks
from editions.epub import THEME
from editions.web.deferred import deferred_builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


def load_builder() -> type[Builder]:
    """Import the builder, and with it what cuts fonts and draws covers."""
    from editions.epub.builder import EpubBuilder

    return EpubBuilder


def setup_epub(app: Sphinx) -> None:
    """Register the builder, in the place of Sphinx's, and its theme."""
    app.add_builder(deferred_builder("epub", load_builder), override=True)
    app.add_html_theme(THEME, str(Path(__file__).with_name("theme")))
    # Its demands are those of Sphinx's package, which this builder does not write.
    drop_epub_checks(app)
