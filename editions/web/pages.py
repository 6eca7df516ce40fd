"""Web editions: what the theme's templates are told of each page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from editions.languages import DOWNLOADS, check_editions
from editions.translation import compiled_folder, current_edition
from editions.web.addresses import language_links
from editions.words import template_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_edition_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Give the theme's templates the edition, the language links and the words."""
    edition = current_edition(app.config)
    editions = check_editions(app.config.editions) if app.config.editions else (edition,)
    page = app.builder.get_target_uri(pagename)
    up = "../" * page.count("/")
    slug = app.config.editions_slug
    context["edition"] = edition
    context["language_links"] = language_links(editions, edition, page, up)
    context["pdf_href"] = f"{up}../{DOWNLOADS}/{slug}-{edition.code}.pdf" if slug else None
    context["word"] = template_words(compiled_folder(app.doctreedir), edition.code)


def drop_translated_mark(app: Sphinx, doctree: nodes.document) -> None:
    """Remove the attribute that Sphinx leaves on ``<meta>`` elements that it translates."""
    for node in doctree.findall(nodes.meta):
        node.attributes.pop("translated", None)


def setup_theme(app: Sphinx) -> None:
    """Register the theme and what its templates need."""
    app.add_html_theme("editions", str(Path(__file__).parent.parent / "theme"))
    app.connect("html-page-context", add_edition_context)


def setup_web(app: Sphinx) -> None:
    """Register the web editions of a publication."""
    setup_theme(app)
    app.connect("doctree-read", drop_translated_mark)
