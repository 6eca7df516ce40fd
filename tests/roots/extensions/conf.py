"""Somebody's project that uses much of what others have written for Sphinx."""

from pathlib import Path

project = "Harbour handbook"
author = "A. Pilot"
extensions = [
    "editions",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.graphviz",
    "sphinx.ext.inheritance_diagram",
    "sphinx.ext.todo",
    "sphinx.ext.viewcode",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_inline_tabs",
    "sphinx_togglebutton",
    "sphinxcontrib.bibtex",
    "sphinxcontrib.mermaid",
    "sphinxcontrib.plantuml",
    "sphinxcontrib.video",
    "sphinxcontrib.youtube",
]
bibtex_bibfiles = ["works.bib"]
todo_include_todos = True

# Programs that draw, as the machine might have them: each draws the same square.
_draw = str(Path(__file__).resolve().parent / "draw")
graphviz_dot = _draw
graphviz_output_format = "svg"
plantuml = _draw
plantuml_output_format = "svg_img"
mermaid_cmd = _draw
mermaid_output_format = "svg"
