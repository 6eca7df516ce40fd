"""Whatever a translation of Markdown holds: what is let through is nothing but text.

The examples are the same in every run; a new one that fails belongs into the corpus of attacks.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import Reporter, new_document
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.parsers import RSTParser

from editions.borrowed.myst import MarkdownOptions
from editions.catalogs.embedding import read_tag
from editions.catalogs.policy import Policy, safety_problems
from editions.catalogs.syntax import Markdown
from editions.translations.refusals import RefusedError
from tests.catalogs.test_fuzzing import Parser
from tests.fuzzing import patience

EXTENSIONS = (
    *("amsmath", "attrs_inline", "dollarmath", "html_admonition", "html_image", "linkify"),
    *("strikethrough", "substitution"),
)
SYNTAX = Markdown(MarkdownOptions.of({"enable_extensions": EXTENSIONS}))
MESSAGE = "The tide is out."

#: What translations are made of.
PIECES = st.sampled_from(
    [
        *("*", "**", "_", "`", "``", "~~", "[", "]", "](", ")", "![", "x", "la marée", " ", "\n"),
        *("(https://evil.example/)", "(conf.py)", "(#x)", "(javascript:x)", "(<//x>)", "][x]"),
        *("{sup}`", "{ref}`", "{raw}`", "{download}`", "{math}`", "{{", "}}", "env", "$", "$$"),
        *("<b>", "</b>", "<br>", "<script>", "<img src=x>", "<b onclick=x>", "<!--", "-->", "<a "),
        *("href=x>", "</div>", "<https://evil.example>", "<path:x>", "www.evil.com", "a@evil.com"),
        *("{.x}", "{#y}", '{href="x"}', "[^n]", "\\", "&lt;", "&#x202e;", "&colon;", "&#92;("),
        *("```", "{include} x", "# ", "- ", "(x)=", "% ", ":::", "---", "| a |", "\\href{", "§1.1"),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


#: What does more than to show words.
_ACTING = (
    *(nodes.image, nodes.target, nodes.math, nodes.math_block, nodes.footnote_reference),
    *(nodes.reference, addnodes.pending_xref, addnodes.download_reference),
)


class Environment:
    """What MyST asks of Sphinx where there is no project."""

    docname = "x"
    srcdir = ""
    config = SimpleNamespace(suppress_warnings=["myst"], show_warning_types=False)

    def __init__(self, folder: Path) -> None:
        self.path = folder / "x.md"
        self.path.write_text("# X\n", encoding="utf-8")
        self.temp_data: dict[str, Any] = {}
        self.metadata: dict[str, dict[str, Any]] = defaultdict(dict)
        self.myst_config = SYNTAX.options.config()

    def doc2path(self, _docname: str) -> Path:
        """Return the only document."""
        return self.path


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A document without a project."""
    return Environment(tmp_path_factory.mktemp("fuzzing"))


def parse(msgstr: str, environment: Environment) -> nodes.Element:
    """Return what the parser makes of a translation."""
    options: Any = get_default_settings(RSTParser)
    options.report_level, options.halt_level = Reporter.SEVERE_LEVEL + 1, Reporter.SEVERE_LEVEL + 1
    options.env = environment
    document = new_document("x.md:1:<translated>", options)
    found, _ = Parser().parse_inline(msgstr, MESSAGE, document, SYNTAX)
    return nodes.inline("", "", *found)


def acts(node: nodes.Element) -> bool:
    """Tell whether a node does anything but show words."""
    if isinstance(node, nodes.raw):
        tag = read_tag(node.astext().strip())
        return tag is None or not tag.is_harmless
    return isinstance(node, _ACTING) or bool(node["ids"] or node["names"])


@settings(derandomize=True, deadline=None, max_examples=400)
@given(TEXTS)
def test_what_the_policy_lets_through_is_nothing_but_text(
    environment: Environment, msgstr: str
) -> None:
    with patience():
        problems = list(safety_problems(MESSAGE, msgstr, Policy(), SYNTAX.exact))
        assert all(problem.rule.startswith("unsafe-") for problem in problems)
        if not problems:
            found = parse(msgstr, environment)
            assert [node for node in found.findall(nodes.Element) if acts(node)] == []


@settings(derandomize=True, deadline=None, max_examples=400)
@given(TEXTS)
def test_the_parser_alone_lets_nothing_through_that_acts(
    environment: Environment, msgstr: str
) -> None:
    with patience():
        try:
            found = parse(msgstr, environment)
        except RefusedError:
            return
    assert [node for node in found.findall(nodes.Element) if acts(node)] == []


@settings(derandomize=True, deadline=None, max_examples=400)
@given(TEXTS, TEXTS)
def test_any_message_and_translation_can_be_read(msgid: str, msgstr: str) -> None:
    with patience():
        list(safety_problems(msgid, msgstr, Policy(gentle=True), SYNTAX.parse))
        SYNTAX.block_kind(msgstr)
