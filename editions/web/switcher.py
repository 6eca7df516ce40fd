"""The language switcher as a fragment of a template, for the themes of others.

A project puts ``editions/languages.html`` where its theme takes fragments, such as
``html_sidebars``; the guide to editing gives the line for each theme.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from editions.interface import template_interface
from editions.translations.configuration import settings_of
from editions.translations.edition import compiled_folder, current_edition
from editions.web.addresses import language_links
from editions.web.theme import uses_this_theme

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Holds the fragments, under the names by which templates include them.
FRAGMENTS = Path(__file__).with_name("fragments")


def offer_fragments(_app: Sphinx, config: Config) -> None:
    """Let templates of a publication find the fragments, after what it has of its own."""
    if config.editions:
        config.templates_path = [*config.templates_path, str(FRAGMENTS)]


def add_switcher_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Give the fragments what they show."""
    if not app.config.editions or uses_this_theme(app.builder):
        return
    edition = current_edition(app.config)
    page = app.builder.get_target_uri(pagename)
    context["editions_switcher"] = {
        "links": language_links(
            settings_of(app.config).editions, edition, page, "../" * page.count("/")
        ),
        "interface_text": template_interface(compiled_folder(app.doctreedir), edition),
    }


def setup_switcher(app: Sphinx) -> None:
    """Register the fragments."""
    app.connect("config-inited", offer_fragments)
    app.connect("html-page-context", add_switcher_context)
