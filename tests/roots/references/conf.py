"""References of every kind, which the translation puts in another order and other words."""

project = "Ferry"
extensions = ["editions", "sphinx.ext.autosectionlabel"]
autosectionlabel_prefix_document = True
language = "fr"
locale_dirs = ["locale"]
exclude_patterns = ["locale"]
gettext_compact = False
gettext_additional_targets = ["literal-block"]
