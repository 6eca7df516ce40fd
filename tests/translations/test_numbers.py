"""Titles of references by number in LaTeX: text, but for their places."""

from __future__ import annotations

import contextlib
from types import SimpleNamespace
from typing import Any, cast

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.util import texescape
from sphinx.writers.latex import LaTeXTranslator

from editions.translations.numbers import visit_number_reference

LINK = r"\hyperref[\detokenize{index:quay}]{%s}"
NUMBER, NAME = r"\ref{\detokenize{index:quay}}", r"\nameref{\detokenize{index:quay}}"


def written(title: str, engine: str = "pdflatex", visit: Any = visit_number_reference) -> str:
    """Return what LaTeX is given for a reference."""
    texescape.init()
    translator = cast(Any, LaTeXTranslator.__new__(LaTeXTranslator))
    translator.config = SimpleNamespace(latex_engine=engine)
    translator.body, translator.curfilestack = [], ["index"]
    node = addnodes.number_reference("", "", refid="quay", title=title)
    with contextlib.suppress(nodes.SkipNode):
        visit(translator, node)
    (text,) = translator.body
    return str(text)


@pytest.mark.parametrize("title", ["Figure %s", "Figure {number}", "fig. {number}: {name}", "%s."])
@pytest.mark.parametrize("engine", ["pdflatex", "xelatex"])
def test_titles_are_written_as_sphinx_writes_them(title: str, engine: str) -> None:
    assert written(title, engine) == written(title, engine, LaTeXTranslator.visit_number_reference)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("l'image {number}", rf"l\textquotesingle{{}}image {NUMBER}"),
        ("{number} - {name}", rf"{NUMBER} \sphinxhyphen{{}} {NAME}"),
        ("[{number}]", f"{{[}}{NUMBER}{{]}}"),
        ("100 %s {number}", rf"100 \%s {NUMBER}"),
        ("fig. {number} {0} {", rf"fig.\@ {NUMBER} \{{0\}} \{{"),
    ],
)
def test_what_is_no_place_is_text(title: str, text: str) -> None:
    assert written(title) == LINK % text


@given(st.text("{}%s~^'[]-\\<>é€ .", max_size=20), st.text("{}%s~^'[]-\\<>é€ .", max_size=20))
def test_any_title_is_written(before: str, after: str) -> None:
    text = written(f"{before}{{number}}{after}")
    assert text.startswith(LINK[:-4])
    assert NUMBER in text
