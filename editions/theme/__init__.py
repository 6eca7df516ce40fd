"""The theme alone, for a project that names it and has not the extension: ``html_theme``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import editions
from editions.search.site import setup_search
from editions.translations.block_ids import setup_block_ids
from editions.translations.configuration import check_settings, register_settings
from editions.web.pages import setup_theme
from editions.web.theme import uses_this_theme
from editions.web.translator import setup_translator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the theme; Sphinx calls this where no extension has brought it."""
    register_settings(app)
    check_settings(app, app.config)  # its own time is over when a theme is loaded
    setup_block_ids(app, uses_this_theme)
    setup_translator(app)
    setup_theme(app)
    setup_search(app)
    return {
        "version": editions.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
