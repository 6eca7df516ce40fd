"""The PDF builder as Sphinx knows it before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editions.web.deferred import deferred_builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


def load_builder() -> type[Builder]:
    """Import the builder, and with it what lays out pages."""
    from editions.pdf.builder import PdfBuilder

    return PdfBuilder


def setup_pdf(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(deferred_builder("pdf", load_builder))
