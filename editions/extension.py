"""The Sphinx extension: registration, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import editions
from editions.bilingual.links import setup_bilingual
from editions.charts.directives import setup_charts
from editions.citations.pages import setup_citations
from editions.epub.registration import setup_epub
from editions.pdf.registration import setup_pdf
from editions.search.site import setup_search, setup_sphinx_search
from editions.tables.abbreviations import setup_abbreviations
from editions.tables.directives import setup_exhibits
from editions.translations.block_ids import setup_block_ids
from editions.translations.conditions import setup_conditions
from editions.translations.configuration import setup_settings
from editions.translations.guards import setup_translation
from editions.translations.marks import setup_marks
from editions.translations.numbers import setup_numbers
from editions.translations.problems import setup_problems
from editions.web.feeds import setup_feed
from editions.web.lines import setup_lines
from editions.web.pages import setup_web
from editions.web.print_files import setup_print_files
from editions.web.switcher import setup_switcher
from editions.web.theme import uses_this_theme
from editions.web.translator import setup_translator
from editions.web.unseen import setup_unseen

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part of the toolkit with Sphinx."""
    # What another version has read may hold nodes and classes that this one does not know.
    app.add_config_value("_editions_version", editions.__version__, "env", frozenset({str}))
    setup_settings(app)
    translations = setup_translation(app)
    setup_block_ids(app, uses_this_theme)
    setup_conditions(app)
    setup_numbers(app)
    setup_problems(app)
    setup_citations(app, translations)
    exhibits = setup_exhibits(app, translations)
    setup_charts(app, exhibits, uses_this_theme)
    setup_abbreviations(app, exhibits)
    setup_web(app)
    setup_switcher(app)
    setup_print_files(app)
    setup_feed(app)
    setup_bilingual(app)
    setup_marks(app, translations)
    setup_search(app)
    setup_sphinx_search(app, translations)
    setup_translator(app)
    setup_lines(app)
    setup_unseen(app)
    setup_pdf(app)
    setup_epub(app)
    return {
        "version": editions.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
