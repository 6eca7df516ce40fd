"""The entry of a message, made from the entry that its translation comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from editions.catalogs.blocks import EntryLines, split_block, to_obsolete
from editions.catalogs.composing import compose, compose_new
from editions.catalogs.entries import Entry
from editions.catalogs.matching import How, Origin
from editions.catalogs.templates import Message

UUID, OTHER = "0123456789abcdef" * 2, "f" * 32

#: An entry as a translator's tool has left it, wrapped in its own way.
LINES = """\
# mine
#. A
#.  heading.
#: a.rst
#, no-wrap
msgid ""
"The isle"
msgstr ""
"L’île"
""".splitlines()
ENTRY = Entry(
    1, "The isle", ("L’île",), flags=frozenset({"no-wrap"}), comments=("mine",),
    extracted=("A", "heading."), references=("a.rst",),
)  # fmt: skip
MESSAGE = Message("The isle", extracted=("A heading.",))


def composed(
    message: Message = MESSAGE,
    entry: Entry = ENTRY,
    *,
    how: How = How.SAME,
    lines: Sequence[str] = LINES,
    places: Sequence[str] = ("a.rst",),
    own: bool = True,
    doubtful: bool = False,
    others: tuple[str, ...] = (),
) -> EntryLines:
    origin = Origin("a", entry, how, doubtful, others)
    return compose(message, origin, split_block(lines), places, own=own)


def test_new_entry_says_what_the_template_says() -> None:
    message = Message("day", "menu", "days", ("One.", "Two."), uuids=(UUID,))
    assert compose_new(message, ("a.rst", "b.rst")).lines == [
        "#. One. Two.", f"#: a.rst b.rst {UUID}", 'msgctxt "menu"', 'msgid "day"',
        'msgid_plural "days"', 'msgstr[0] ""', 'msgstr[1] ""',
    ]  # fmt: skip
    assert compose_new(Message("a"), ()).lines == ['msgid "a"', 'msgstr ""']


def test_what_means_the_same_keeps_its_bytes() -> None:
    assert composed().lines == LINES


def test_only_what_differs_is_written_anew() -> None:
    extracted = composed(replace(MESSAGE, extracted=("A title.",)))
    assert extracted.lines == [LINES[0], "#. A title.", *LINES[3:]]
    moved = composed(places=("b.rst", "c.rst"))
    assert moved.lines == [*LINES[:3], "#: b.rst c.rst", *LINES[4:]]
    assert composed(places=()).lines == LINES  # a project may name no places


def test_places_in_another_order_stay_as_they_stand() -> None:
    entry = replace(ENTRY, references=("b.rst", "a.rst"))
    lines = [line.replace("#: a.rst", "#: b.rst a.rst") for line in LINES]
    assert composed(entry=entry, lines=lines, places=("a.rst", "b.rst")).lines == lines


def test_identifiers_that_stand_are_kept_and_new_ones_are_added_where_none_stand() -> None:
    message = replace(MESSAGE, uuids=(UUID,))
    assert composed(message).references == (f"#: a.rst {UUID}",)
    entry = replace(ENTRY, references=("a.rst", OTHER))
    lines = [line.replace("#: a.rst", f"#: a.rst {OTHER}") for line in LINES]
    assert composed(message, entry, lines=lines).references == (f"#: a.rst {OTHER}",)


def test_translation_from_elsewhere_has_the_places_of_its_message() -> None:
    block = composed(places=("b.rst",), own=False, how=How.MOVED)
    assert (block.references, block.extracted) == (("#: b.rst",), ("#. A heading.",))
    assert (block.comments, block.translation) == (("# mine",), ('msgstr ""', '"L’île"'))


def test_obsolete_entry_comes_back_without_its_marks() -> None:
    lines = to_obsolete(split_block(LINES)).lines
    entry = replace(ENTRY, obsolete=True, extracted=(), references=())
    assert composed(entry=entry, lines=lines, how=How.BACK).lines == [
        LINES[0], "#. A heading.", *LINES[3:],
    ]  # fmt: skip


def test_changed_message_keeps_its_translation_for_a_human() -> None:
    block = composed(replace(MESSAGE, msgid="The isles"), how=How.CHANGED)
    assert (block.flags, block.previous) == (("#, fuzzy, no-wrap",), ('#| msgid "The isle"',))
    assert (block.message, block.translation) == (
        ('msgid "The isles"',), ('msgstr ""', '"L’île"'),
    )  # fmt: skip


def fuzzy(previous: str | None) -> tuple[Entry, list[str]]:
    entry = replace(ENTRY, flags=frozenset({"fuzzy", "no-wrap"}), previous=previous)
    mark = [] if previous is None else [f'#| msgid "{previous}"']
    return entry, [*LINES[:4], "#, fuzzy, no-wrap", *mark, *LINES[5:]]


@pytest.mark.parametrize("previous", ["An isle", None])
def test_message_that_changes_again_remembers_what_was_approved(previous: str | None) -> None:
    entry, lines = fuzzy(previous)
    block = composed(replace(MESSAGE, msgid="Isles"), entry, how=How.CHANGED, lines=lines)
    assert block.flags == ("#, fuzzy, no-wrap",)
    assert block.previous == (() if previous is None else ('#| msgid "An isle"',))


def test_message_that_is_taken_back_is_approved_again() -> None:
    entry, lines = fuzzy("An isle")
    block = composed(replace(MESSAGE, msgid="An isle"), entry, how=How.BACK, lines=lines)
    assert (block.flags, block.previous) == (("#, no-wrap",), ())


def test_fuzzy_entry_whose_message_stays_keeps_its_state() -> None:
    entry, lines = fuzzy("An isle")
    assert composed(entry=entry, lines=lines).lines == lines
    assert composed(entry=entry, lines=lines, how=How.BACK).lines == lines


def test_doubtful_translation_wants_a_human_and_was_made_for_no_other_message() -> None:
    block = composed(how=How.MOVED, own=False, doubtful=True)
    assert (block.flags, block.previous) == (("#, fuzzy, no-wrap",), ())


@pytest.mark.parametrize("how", [How.SAME, How.CHANGED])
def test_entry_without_a_translation_has_nothing_to_look_at(how: How) -> None:
    entry = replace(ENTRY, msgstrs=("",))
    lines = [*LINES[:-2], 'msgstr ""']
    block = composed(replace(MESSAGE, msgid="Isles"), entry, how=how, lines=lines)
    assert (block.flags, block.previous) == (("#, no-wrap",), ())


def test_forms_that_the_source_no_longer_has_are_noted() -> None:
    entry = Entry(1, "day", ("jour", "jours", ""), msgid_plural="days")
    lines = ['msgid "day"', 'msgid_plural "days"', 'msgstr[0] "jour"', 'msgstr[1] "jours"']
    block = composed(Message("day"), entry, lines=lines, places=())
    assert block.lines == [
        '# msgstr[1] "jours"', "#, fuzzy", 'msgid "day"', 'msgstr "jour"',
    ]  # fmt: skip


def test_message_that_gets_forms_has_its_translation_as_the_first() -> None:
    message = replace(MESSAGE, msgid_plural="The isles")
    block = composed(message)
    assert block.translation == ('msgstr[0] "L’île"', 'msgstr[1] ""')
    assert (block.flags, block.message[-1]) == (
        ("#, fuzzy, no-wrap",), 'msgid_plural "The isles"',
    )  # fmt: skip


def test_translations_that_give_way_are_noted_once() -> None:
    block = composed(others=("Une île", "L’isle"))
    assert block.comments == (
        "# mine", '# earlier translation: "Une île"', '# earlier translation: "L’isle"',
    )  # fmt: skip
    known = replace(ENTRY, comments=("mine", 'earlier translation: "Une île"'))
    assert composed(entry=known, others=("Une île",)).comments == ("# mine",)
