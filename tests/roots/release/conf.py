"""A tiny publication that is fit to be released, in two languages."""

from pathlib import Path

from editions import Edition, locale_folder

editions = [
    Edition(code="en", locale="en_CA", name="English", title="The Lighthouse"),
    Edition(code="fr", locale="fr_CA", name="Français", title="Le phare"),
]
editions_slug = "lighthouse"
editions_license = "CC-BY-4.0"
extensions = ["editions"]
html_theme = "editions"
html_baseurl = "https://example.org/lighthouse/"
html_static_path = []
html_use_index = False
locale_dirs = [locale_folder(Path(__file__).resolve().parent / "locale")]
gettext_compact = False
smartquotes = False
author = "The Keepers"
project_copyright = "2026, The Keepers"
release = "1.1"
references_file = "references.yaml"
references_style = "plain.csl"
versions_file = "versions.yaml"
