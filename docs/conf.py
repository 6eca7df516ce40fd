"""The guides: a publication of their own, built with the toolkit that they are about."""

from pathlib import Path

from editions import Edition, locale_folder

HERE = Path(__file__).resolve().parent

editions = [
    Edition(code="en", locale="en", name="English", title="The Guides to Editions"),
    Edition(code="es", locale="es_MX", name="Español", title="Las guías de Editions"),
    Edition(code="fr", locale="fr_CA", name="Français", title="Les guides d’Editions"),
]
editions_slug = "editions-guides"
project = "The Guides to Editions"
author = "The Editions developers"
project_copyright = "2026, The Editions developers"

extensions = ["editions", "myst_parser"]
# "toolkit.md" is what an index shows of the package.
exclude_patterns = ["build", "toolkit.md"]
locale_dirs = [locale_folder(HERE / "locale")]
gettext_compact = False
smartquotes = False
nitpicky = True
myst_heading_anchors = 3
# A block of CSV is shown as it is: nothing knows its colours.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "editions"
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
html_static_path = [str(HERE / "_static")]
pdf_stylesheets = ["guides-print.css"]
epub_show_urls = "no"  # links are links in a reading system, too
pdf_page_size = "letter"
