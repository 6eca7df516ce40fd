"""Somebody else's project with a bit of everything; a test adds the extension, and a theme."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Harbour"
author = copyright = "The harbour master"
release = "2.1"
source_suffix = ".rst"  # as most projects have it; Sphinx makes a mapping of it
extensions = ["sphinx.ext.autodoc", "sphinx.ext.todo", "sphinx.ext.viewcode"]
todo_include_todos = True
numfig = True
templates_path = ["templates"]
html_context = {"edition": "second", "marks": 3, "feed": "none", "metadata": {"kind": "guest"}}
rst_prolog = ".. |boat| replace:: boat\n"
locale_dirs = ["locale"]
gettext_compact = False
