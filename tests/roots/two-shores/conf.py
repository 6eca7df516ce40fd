"""A tiny publication: two chapters, two languages, nothing of the real one."""

from pathlib import Path

# What the package opens to other projects, and nothing else of it.
from editions import Edition, locale_folder

editions = [
    Edition(code="en", locale="en_GB", name="English", title="Two Shores"),
    Edition(code="fr", locale="fr_FR", name="Français", title="Deux rives", subtitle="Essai"),
]
editions_slug = "two-shores"
extensions = ["editions"]
html_theme = "editions"
html_static_path = []
html_use_index = False
html_permalinks = False
locale_dirs = [locale_folder(Path(__file__).resolve().parent / "locale")]
gettext_compact = False
smartquotes = False
author = "The Ferry Company"
