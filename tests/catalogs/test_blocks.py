"""The lines of an entry, sorted by what they are and put together again."""

from __future__ import annotations

import pytest

from editions.catalogs.blocks import (
    WIDTH,
    EntryLines,
    comment_line,
    flag_lines,
    message_lines,
    split_block,
    to_active,
    to_obsolete,
    translation_lines,
    wrapped_lines,
)

ENTRY = """\
# mine
#. theirs
#: a.rst:1
#, fuzzy, no-wrap
#| msgctxt "menu"
#| msgid ""
#| "Old"
msgctxt "menu"
msgid ""
"New"
msgid_plural "News"
msgstr[0] ""
"Neuf"
msgstr[1] "Neufs"
""".splitlines()
PARTS = EntryLines(
    comments=("# mine",),
    extracted=("#. theirs",),
    references=("#: a.rst:1",),
    flags=("#, fuzzy, no-wrap",),
    previous=('#| msgctxt "menu"', '#| msgid ""', '#| "Old"'),
    message=('msgctxt "menu"', 'msgid ""', '"New"', 'msgid_plural "News"'),
    translation=('msgstr[0] ""', '"Neuf"', 'msgstr[1] "Neufs"'),
)


def test_every_line_has_its_part_and_its_place() -> None:
    assert split_block(ENTRY) == PARTS
    assert PARTS.lines == ENTRY


def test_lines_are_told_by_their_marks_alone() -> None:
    scattered = split_block(["  #: b.rst\r", "#", "#flag", "\r", "", 'msgid "a"\r', '\t"b"', "# c"])
    assert scattered == EntryLines(
        comments=("#", "#flag", "# c"), references=("#: b.rst",), message=('msgid "a"', '"b"')
    )


def test_obsolete_entry_loses_what_is_the_source_s() -> None:
    obsolete = to_obsolete(PARTS)
    assert obsolete.lines == [
        "# mine",
        "#, fuzzy, no-wrap",
        '#~| msgctxt "menu"', '#~| msgid ""', '#~| "Old"',
        '#~ msgctxt "menu"', '#~ msgid ""', '#~ "New"', '#~ msgid_plural "News"',
        '#~ msgstr[0] ""', '#~ "Neuf"', '#~ msgstr[1] "Neufs"',
    ]  # fmt: skip
    assert split_block(obsolete.lines) == obsolete


def test_marks_are_taken_off_once() -> None:
    # The text of an entry may look like a mark itself.
    texts = EntryLines(
        previous=('#| msgid "#| #~| x"',), message=('msgid "#~ a"',), translation=('msgstr "#~ b"',)
    )
    assert to_active(to_obsolete(texts)) == texts
    assert to_active(split_block(['#~msgid "a"', '#~\tmsgstr "b"'])).lines == [
        'msgid "a"',
        'msgstr "b"',
    ]


def test_message_has_context_and_plural_only_if_it_has_them() -> None:
    assert message_lines("a", None, None) == ('msgid "a"',)
    assert message_lines("a", "", "") == ('msgctxt ""', 'msgid "a"', 'msgid_plural ""')


def test_translation_has_its_forms() -> None:
    assert translation_lines(("a", "b"), plural=False) == ('msgstr "a"',)
    assert translation_lines(("a", "b"), plural=True) == ('msgstr[0] "a"', 'msgstr[1] "b"')


@pytest.mark.parametrize(
    ("text", "line"), [("mine", "# mine"), ("", "#"), ("# old", "## old"), ("  in", "#   in")]
)
def test_comment(text: str, line: str) -> None:
    assert comment_line(text) == line


def test_words_are_wrapped_and_kept_whole() -> None:
    name = "a-" * WIDTH + ".rst:1"
    assert wrapped_lines("#:", f"b.rst {name} c.rst") == ("#: b.rst", f"#: {name}", "#: c.rst")
    assert wrapped_lines("#:", "w" * WIDTH + " x") == ("#: " + "w" * WIDTH, "#: x")
    assert wrapped_lines("#:", "") == ()


def test_flags_stand_in_order_or_not_at_all() -> None:
    assert flag_lines({"no-wrap", "fuzzy"}) == ("#, fuzzy, no-wrap",)
    assert flag_lines(()) == ()
