from editions import Edition

project = "Lights"
author = "The Keepers"
extensions = ["editions", "myst_parser"]
source_suffix = {".md": "markdown"}
editions = [
    Edition(code="en", locale="en_GB", name="English", title="Lights"),
    Edition(code="fr", locale="fr_FR", name="Français", title="Feux"),
]
editions_slug = "lights"
locale_dirs = ["../locale"]
gettext_compact = False
html_theme = "editions"
myst_enable_extensions = ["substitution"]
myst_heading_anchors = 2
