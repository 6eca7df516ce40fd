"""What MyST takes the beginning of a text for: a paragraph, or a block of another kind."""

from __future__ import annotations

from editions.borrowed.myst import MarkdownOptions
from editions.catalogs.markdown import markdown_parser
from editions.catalogs.paragraphs import NUMBERED, SEVERAL
from editions.phrases import phrase


def markdown_kind(text: str, options: MarkdownOptions) -> str | None:
    """Return what MyST takes *text* for, or None where it reads as one paragraph.

    Raises:
        NoMarkdownError: MyST is not installed.
    """
    if not text.strip():
        return "nothing"
    kinds = markdown_parser(options).blocks(text)
    if kinds == ["paragraph"]:
        return None
    if not kinds:
        return phrase("a definition, or attributes of a block")
    return (
        SEVERAL
        if kinds[0] == "paragraph"
        else _BLOCKS.get(kinds[0], phrase("a {kind}", kind=kinds[0]))
    )


#: Names of what a text is that begins so, for people.
_BLOCKS = {
    "heading": "a heading",
    "bullet_list": phrase("an item of a list"),
    "ordered_list": NUMBERED,
    "blockquote": "a quotation",
    "fence": phrase("a directive or a block of code"),
    "colon_fence": phrase("a directive or a block of code"),
    "code_block": phrase("a block of code"),
    "hr": phrase("a line between two parts"),
    "html_block": phrase("a block of HTML"),
    "myst_target": phrase("the name of a place"),
    "myst_line_comment": "a comment",
    "myst_block_break": phrase("a line between two parts"),
    "front_matter": phrase("the settings of a document"),
    "table": "a table",
    "dl": "a definition",
    "field_list": "a field",
    "math_block": phrase("a formula of its own"),
    "math_block_label": phrase("a formula of its own"),
    "amsmath": phrase("a formula of its own"),
    "substitution_block": phrase("a substitution of its own"),
    "footnote_reference": phrase("the text of a note"),
}
