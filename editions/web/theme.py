"""Whether a run of Sphinx makes pages with this package's theme."""

from __future__ import annotations

from pathlib import Path

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

#: The theme's folder.
THEME = Path(__file__).parents[1] / "theme"


def uses_this_theme(builder: Builder) -> bool:
    """Tell whether *builder* has the theme, or one that inherits from it."""
    if not isinstance(builder, StandaloneHTMLBuilder):
        return False
    return any(THEME.samefile(folder) for folder in builder.theme.get_theme_dirs())
