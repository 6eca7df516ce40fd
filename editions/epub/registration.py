"""The EPUB builder as Sphinx knows it before it is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from editions.borrowed.sphinx import drop_epub_checks
from editions.epub import THEME
from editions.epub.errors import EpubError
from editions.extras import install_command, missing_packages, require_extra
from editions.findings import MissingExtraError
from editions.phrases import phrase
from editions.web.deferred import deferred_builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


logger = logging.getLogger(__name__)


def load_builder(app: Sphinx) -> type[Builder]:
    """Import the builder, and with it what cuts fonts and draws covers.

    Where a project declares no editions and what ours needs is not installed, Sphinx's own builder
    goes on writing what it wrote before.

    Raises:
        EpubError: editions are declared, and packages are not installed.
    """
    if app.config.editions:
        try:
            require_extra("epub", phrase("the EPUB edition"))
        except MissingExtraError as error:
            raise EpubError(str(error)) from error
    elif missing := missing_packages("epub"):
        from sphinx.builders.epub3 import Epub3Builder

        logger.warning(
            "the EPUB is that of Sphinx, since ours needs packages that are not installed: %s;"
            " install them with: %s",
            ", ".join(missing),
            install_command("epub"),
            type="editions",
            subtype="extra",
        )
        return Epub3Builder
    from editions.epub.builder import EpubBuilder

    # Its demands are those of Sphinx's package, which this builder does not write.
    drop_epub_checks(app)
    return EpubBuilder


def setup_epub(app: Sphinx) -> None:
    """Register the builder, in the place of Sphinx's, and its theme."""
    app.add_builder(deferred_builder("epub", load_builder), override=True)
    app.add_html_theme(THEME, str(Path(__file__).with_name("theme")))
