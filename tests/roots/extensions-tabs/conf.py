"""A project with sphinx-tabs, whose directive sphinx-inline-tabs has, too."""

project = "Ferry tables"
author = "A. Pilot"
extensions = ["sphinx_tabs.tabs", "editions"]
