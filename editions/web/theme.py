"""The theme alone, for a project that names it and has not the extension: ``html_theme``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import editions
from editions.blocks import setup_blocks
from editions.markup import setup_markup
from editions.search.site import setup_search
from editions.translation import declare_editions
from editions.web.pages import setup_theme

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the theme; Sphinx calls this where no extension has brought it."""
    declare_editions(app)
    setup_blocks(app)
    setup_markup(app)
    setup_theme(app)
    setup_search(app)
    return {
        "version": editions.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
