"""A project that has the theme and nothing else of the toolkit."""

project = "Plain"
language = "pt_BR"
html_theme = "editions"
html_theme_options = {"contents_depth": 1}
