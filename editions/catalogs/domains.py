"""Domains of messages that belong to no document; a project translates them in ``NAME.po``."""

from __future__ import annotations

#: The words that this package adds to pages.
INTERFACE = "theme"
#: The words of the tables.
TABLES = "tables"
#: Sphinx's own words.
SPHINX = "sphinx"

#: Domains of this package; programs fill the patterns in them.
SHARED_DOMAINS = (INTERFACE, TABLES)
