"""Whether a run of Sphinx makes pages with this package's theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from editions.translations.block_ids import OWN_BUILDERS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

#: The theme's folder.
THEME = Path(__file__).parents[1] / "theme"


def uses_this_theme(builder: Builder) -> bool:
    """Tell whether *builder* has the theme, or one that inherits from it."""
    if not isinstance(builder, StandaloneHTMLBuilder):
        return False
    return any(THEME.samefile(folder) for folder in builder.theme.get_theme_dirs())


def is_left_to_sphinx(app: Sphinx) -> bool:
    """Tell whether a run writes pages for the web in which nobody has asked for anything of ours.

    Such pages are what they would be without this package, but for their translations.
    """
    builder = app.builder
    web = isinstance(builder, StandaloneHTMLBuilder) and builder.name not in OWN_BUILDERS
    return web and not app.config.editions and not uses_this_theme(builder)
