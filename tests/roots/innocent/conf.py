"""A project whose translations are right, and tricky; each is published."""

project = "Tides"
extensions = ["editions"]
language = "fr"
locale_dirs = ["locale", "more"]
gettext_compact = False
gettext_additional_targets = ["index", "literal-block", "doctest-block", "raw", "image"]
numfig = True
rst_prolog = ".. |boat| replace:: boat\n"
editions_counterparts = {"https://en.wikipedia.org/wiki/": "https://fr.wikipedia.org/wiki/"}
# Sphinx compares the names of links and terms, which are translated.
suppress_warnings = ["i18n.inconsistent_references"]
