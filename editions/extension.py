"""The Sphinx extension: registration, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import editions
from editions.blocks import setup_blocks
from editions.citations.pages import setup_citations
from editions.epub.builder import setup_epub
from editions.exhibits import setup_exhibits
from editions.marks import setup_marks
from editions.markup import setup_markup
from editions.parallel.links import setup_parallel
from editions.pdf.builder import setup_pdf
from editions.search.site import setup_search
from editions.translation import setup_translation
from editions.web.feeds import setup_feed
from editions.web.pages import setup_web

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part of the toolkit with Sphinx."""
    translations = setup_translation(app)
    setup_blocks(app)
    setup_citations(app, translations)
    setup_exhibits(app, translations)
    setup_web(app)
    setup_feed(app)
    setup_parallel(app)
    setup_marks(app, translations)
    setup_search(app)
    setup_markup(app)
    setup_pdf(app)
    setup_epub(app)
    return {
        "version": editions.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
