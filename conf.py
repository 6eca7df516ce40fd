"""The publication: its editions, its look, its Sphinx settings."""

from pathlib import Path

from editions import Edition, locale_folder

HERE = Path(__file__).resolve().parent

# The source language first. A further language is one more record here and
# one more folder under locale/, which "make update" creates.
editions = [
    Edition(
        code="en",
        locale="en_CA",
        name="English",
        title="The Canada-Mexico Relationship",
        subtitle="A Backgrounder",
    ),
    Edition(
        code="es",
        locale="es_MX",
        name="Español",
        title="La relación Canadá-México",
        subtitle="Documento de antecedentes",
    ),
    Edition(
        code="fr",
        locale="fr_CA",
        name="Français",
        title="La relation Canada-Mexique",
        subtitle="Document d’information",
    ),
]
editions_slug = "canada-mexico-relationship"

author = "FOCAL, COMEXI"
version = release = "1.0"
project_copyright = "2010, FOCAL, COMEXI"

extensions = ["editions"]
root_doc = "index"
# Sphinx reads a relative folder against the source, not against this file.
locale_dirs = [locale_folder(HERE / "locale")]
gettext_compact = False  # one catalog a document
smartquotes = False  # the text is typed with its own quotes and dashes
nitpicky = True

html_theme = "editions"
html_static_path = [str(HERE / "_static")]
html_favicon = str(HERE / "_static" / "favicon.svg")
html_theme_options = {"touch_icon": "icon.png"}
html_copy_source = False
html_show_sourcelink = False
html_use_index = False

editions_card = "card-{code}.png"
editions_accessibility_contact = "focal@focal.ca"  # as the publication prints it
versions_file = "versions.yaml"
references_file = "references.yaml"

epub_show_urls = "no"  # links are links in a reading system, too

pdf_stylesheets = ["print-fonts.css", "publication.css", "print.css"]
pdf_system_fonts = False
