"""What docutils takes a text for, compared with docutils itself."""

from __future__ import annotations

import random

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import Reporter, new_document

from editions.catalogs import paragraphs
from editions.catalogs.paragraphs import block_kind

KINDS = {
    "1994. La mer.": "an item of a numbered list",
    "M. Marée est sorti.": "an item of a numbered list",
    "(a) La mer.": "an item of a numbered list",
    "- La mer.": "an item of a list",
    "| La mer.": "a line of a poem",
    ":mer: Elle": "a field",
    "-a  La mer.": "an option of a command",
    ">>> mer": "an example of Python",
    ".. mer": "a directive or a comment",
    "__ mer": "the address of a link",
    " La mer.": "a quotation",
    "La mer\n======": "a heading",
    "La mer\n  est basse.": "a definition",
    "La mer.\n\nElle revient.": "more than one paragraph",
    "======": "a line between two parts",
    "=== ===": "a table",
    " \n": "nothing",
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_what_is_no_paragraph(text: str, kind: str) -> None:
    assert block_kind(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "1994\\. La mer.",
        "M.\u00a0Marée",
        "M.\nMarée",
        "-a",
        "...",
        "La mer\nest basse.",
        "Mer ::",
        "\u00a0La mer",
        "Mer\n\u00a0basse",
    ],
)
def test_what_is_one(text: str) -> None:
    assert block_kind(text) is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [("Ab\n==", True), ("Abc\n==", False), ("A\n=", True), ("La mer\n====", True),
     ("La mer\n===", False), ("日本\n====", True), ("日本\n===", False)],
)  # fmt: skip
def test_short_line_makes_a_heading_of_what_is_not_longer(text: str, heading: bool) -> None:
    assert (block_kind(text) == "a heading") is heading


def test_a_number_in_a_title_begins_no_list() -> None:
    assert block_kind("1994. La mer", title=True) is None
    assert block_kind("- La mer", title=True) is not None


PIECES = (
    *(
        "1",
        "A",
        "M",
        ".",
        ")",
        "(",
        "- ",
        "* ",
        "• ",
        "|",
        "| ",
        ":x:",
        ", ",
        " ",
        "\n",
        "====",
        "=",
    ),
    *(
        "--",
        "-a",
        "--opt",
        ">>> ",
        ".. ",
        "..",
        "__ ",
        "+---+",
        "=== ==",
        "i",
        "IV",
        "#",
        "foo",
        "é",
        "\u00a0",
    ),
    *("10", "\n\n", "::", "~", "...", "/V", "  ", "\t"),
)


def test_random_texts_are_taken_for_what_docutils_makes_of_them() -> None:
    settings = get_default_settings(Parser)
    settings.report_level, settings.halt_level = (
        Reporter.SEVERE_LEVEL + 1,
        Reporter.SEVERE_LEVEL + 2,
    )
    rng = random.Random(1)  # noqa: S311
    for _ in range(3000):
        text = "".join(rng.choices(PIECES, k=rng.randrange(1, 6)))
        if text.rstrip().endswith("::") or "=== ==" in text[1:]:
            continue  # Sphinx adds a literal block; a table that is broken is an error
        document = new_document("", settings)
        Parser().parse(text, document)
        found = [n for n in document.children if not isinstance(n, nodes.system_message)]
        is_one = len(found) == 1 and isinstance(found[0], nodes.paragraph)
        assert (block_kind(text) is None) is is_one, text


@pytest.mark.parametrize("word", ["a", "I", "iv", "XL", "auto", "la", "mer", "é"])
@pytest.mark.parametrize("behind", [" ", ", ", " - ", " :: ", " | ", " ===", " 1. "])
def test_no_block_begins_with_a_word_that_goes_on(word: str, behind: str) -> None:
    text = f"{word}{behind}b) c"
    assert paragraphs._SENTENCE.match(text)
    assert not [name for name, p in paragraphs._PATTERNS.items() if p.match(text)]
