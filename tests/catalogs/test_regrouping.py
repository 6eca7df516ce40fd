"""Paragraphs that are split or merged carry their translation sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from editions.catalogs.agreement import facts_agree
from editions.catalogs.entries import Entry
from editions.catalogs.regrouping import Regrouping, regroup
from editions.catalogs.templates import Message
from tests.catalogs.test_merging_properties import BOUNDED

AGREE = facts_agree(Locale("en"), Locale("es"))
#: Sentences with their translations.
TIDE = ("The tide is out since nine.", "La marea está baja desde las nueve.")
NOON = ("It comes back at noon, or later.", "Vuelve a mediodía, o más tarde.")
FERRY = ("The ferry takes 40 people along.", "El transbordador lleva a 40 personas.")
MAIL = ("See :ref:`mail` for all of its letters.", "Véase :ref:`mail` para todas sus cartas.")
Sentences = Sequence[tuple[str, str]]


def source(*sentences: tuple[str, str]) -> str:
    return " ".join(text for text, _ in sentences)


def entry(*sentences: tuple[str, str], fuzzy: bool = False, previous: str | None = None) -> Entry:
    translation = " ".join(text for _, text in sentences)
    flags = frozenset({"fuzzy"} if fuzzy else ())
    return Entry(1, source(*sentences), (translation,), flags=flags, previous=previous)


def run(entries: Sequence[Entry], *messages: str) -> Regrouping:
    return regroup(entries, {n: Message(text) for n, text in enumerate(messages)}, AGREE)


def results(found: Regrouping) -> dict[int, tuple[str, bool, str | None]]:
    return {m.message: (m.entry.msgstr, m.entry.fuzzy, m.entry.previous) for m in found.messages}


def test_each_half_gets_its_own_sentences() -> None:
    found = run([entry(TIDE, NOON, FERRY)], source(TIDE), source(NOON, FERRY))
    assert results(found) == {
        0: (TIDE[1], False, None),
        1: (f"{NOON[1]} {FERRY[1]}", False, None),
    }
    assert found.spent == {0}


def test_markup_in_the_wrong_half_leaves_the_split_to_a_human() -> None:
    first = ("Changes can be seen at any time here.", "Se ven en :guilabel:`Cambios` siempre.")
    second = ("Open :guilabel:`Changes` for a list of them.", "Ahí hay una lista de ellos.")
    found = run([entry(first, second)], source(first), source(second))
    assert [m.entry.fuzzy for m in found.messages] == [True, True]
    # What stands in the translation alone tells nothing.
    plain = ("Open them for a list of what there is.", second[1])
    found = run([entry(first, plain)], source(first), source(plain))
    assert [m.entry.fuzzy for m in found.messages] == [False, False]


def test_merged_paragraph_gets_both_halves() -> None:
    found = run([entry(TIDE, NOON), entry(FERRY)], source(TIDE, NOON, FERRY))
    assert results(found) == {0: (f"{TIDE[1]} {NOON[1]} {FERRY[1]}", False, None)}
    assert found.spent == {0, 1}


def test_sentence_that_moves_to_the_next_paragraph_takes_its_translation_along() -> None:
    found = run([entry(TIDE, NOON), entry(FERRY, MAIL)], source(TIDE), source(NOON, FERRY, MAIL))
    assert results(found) == {
        0: (TIDE[1], False, None),
        1: (f"{NOON[1]} {FERRY[1]} {MAIL[1]}", False, None),
    }


def test_half_that_sphinx_would_read_as_a_list_waits_for_a_human() -> None:
    doctor = ("Mr. Paz did not come along.", "M. Paz n’est pas venu.")
    found = run([entry(TIDE, doctor)], source(TIDE), source(doctor))
    assert results(found) == {0: (TIDE[1], False, None), 1: (doctor[1], True, None)}
    bound = (doctor[0], doctor[1].replace(". ", ".\u00a0"))
    found = run([entry(TIDE, bound)], source(TIDE), source(bound))
    assert results(found) == {0: (TIDE[1], False, None), 1: (bound[1], False, None)}


def test_half_that_was_changed_as_well_waits_for_a_human() -> None:
    changed = NOON[0].replace("noon", "one")
    found = run([entry(TIDE, NOON, FERRY)], source(TIDE), f"{changed} {FERRY[0]}")
    assert results(found) == {
        0: (TIDE[1], False, None),
        1: (f"{NOON[1]} {FERRY[1]}", True, source(NOON, FERRY)),
    }


def test_new_sentence_in_a_half_is_left_to_a_human() -> None:
    found = run([entry(TIDE, NOON)], source(TIDE), f"{NOON[0]} Nobody knew that before.")
    assert results(found)[1] == (NOON[1], True, NOON[0])


def test_merge_with_a_paragraph_without_translation_is_half_of_one() -> None:
    empty = Entry(1, FERRY[0], ("",))
    found = run([entry(TIDE, NOON), empty], source(TIDE, NOON, FERRY))
    assert results(found) == {}  # no sentence of another: what merely changed


@pytest.mark.parametrize(
    "translation",
    [
        f"{TIDE[1]} {NOON[1][:-1]}; {FERRY[1]}",  # two sentences for three
        f"{TIDE[1]} {FERRY[1]} {NOON[1]}",  # the number stands in another sentence
    ],
)
def test_translation_of_which_it_is_not_certain_what_is_whose(translation: str) -> None:
    old = Entry(1, source(TIDE, NOON, FERRY), (translation,))
    found = run([old], source(TIDE), source(NOON, FERRY))
    assert all(fuzzy for _, fuzzy, _ in results(found).values())


def test_merge_of_whole_paragraphs_needs_no_sentences() -> None:
    odd = Entry(1, source(TIDE, NOON), ("Todo en una sola frase",))
    found = run([odd, entry(FERRY)], source(TIDE, NOON, FERRY))
    assert results(found) == {0: (f"Todo en una sola frase {FERRY[1]}", False, None)}


def test_outdated_paragraph_makes_the_merged_one_outdated() -> None:
    old = entry(TIDE, NOON, fuzzy=True, previous="The tide was out.")
    found = run([old, entry(FERRY)], source(TIDE, NOON, FERRY))
    assert results(found) == {0: (f"{TIDE[1]} {NOON[1]} {FERRY[1]}", True, None)}


def test_order_that_changed_is_looked_at() -> None:
    found = run([entry(TIDE, NOON, FERRY), entry(MAIL)], source(NOON, TIDE, MAIL), FERRY[0])
    text = f"{NOON[1]} {TIDE[1]} {MAIL[1]}"
    assert results(found)[0] == (text, True, None)


@pytest.mark.parametrize(
    "messages",
    [
        [source(TIDE, NOON).replace("nine", "ten")],  # merely changed
        [source(TIDE)],  # a sentence was deleted
        ["Something else was written here.", "And nothing is left of it."],
    ],
)
def test_what_merely_changed_is_no_split(messages: list[str]) -> None:
    assert run([entry(TIDE, NOON)], *messages) == Regrouping()


def test_comments_and_flags_come_along() -> None:
    one = Entry(1, TIDE[0], (TIDE[1],), flags=frozenset({"no-wrap"}), comments=("mine", "ours"))
    two = Entry(1, NOON[0], (NOON[1],), comments=("ours", "theirs"))
    (found,) = run([one, two], source(TIDE, NOON)).messages
    assert found.entry.comments == ("mine", "ours", "theirs")
    assert found.entry.flags == {"no-wrap"}


def test_messages_with_plural_forms_or_line_breaks_around_them_are_left_alone() -> None:
    plural = Entry(1, TIDE[0], (TIDE[1], ""), msgid_plural="Tides")
    assert run([plural, entry(NOON)], source(TIDE, NOON)).messages == ()
    edged = Entry(1, f"{TIDE[0]}\n", (f"{TIDE[1]}\n",))
    assert run([edged, entry(NOON)], source(TIDE, NOON)).messages == ()


# Whatever is split and merged.

WORDS = st.sampled_from(
    ["ferry", "shore", "noon", "water", "mail", "doctor", "isle", "boat", "crossing", "letters"]
)
CLAUSES = st.tuples(st.lists(WORDS, min_size=3, max_size=9), st.integers(2, 999)).map(
    lambda parts: f"The {' '.join(parts[0])} is {parts[1]}"
)
#: Paragraphs, each a list of the numbers of its sentences.
BOOK = st.tuples(
    st.lists(CLAUSES, min_size=1, max_size=12, unique=True),
    st.lists(st.integers(1, 5), min_size=12, max_size=12),
    st.lists(st.integers(1, 5), min_size=12, max_size=12),
)


def translated(clause: str) -> str:
    return f"El {clause[4:].replace(' is ', ' es ').replace('e', 'é').replace('o', 'óo')}."


def paragraphs(sentences: Sequence[str], sizes: Sequence[int]) -> list[list[str]]:
    """Return *sentences* in paragraphs of these sizes."""
    left, found = list(sentences), []
    for size in sizes:
        if left:
            found.append(left[:size])
            left = left[size:]
    return found


@BOUNDED
@given(BOOK)
def test_however_paragraphs_are_split_and_merged_every_sentence_keeps_its_translation(
    book: tuple[list[str], list[int], list[int]],
) -> None:
    clauses, before, after = book
    old, new = paragraphs(clauses, before), paragraphs(clauses, after)
    gone = [part for part in old if part not in new]
    come = [part for part in new if part not in old]
    entries = [
        Entry(1, " ".join(f"{c}." for c in part), (" ".join(map(translated, part)),))
        for part in gone
    ]
    found = run(entries, *(" ".join(f"{c}." for c in part) for part in come))
    assert {m.message for m in found.messages} == set(range(len(come)))
    for m in found.messages:
        assert m.entry.msgstr == " ".join(map(translated, come[m.message]))
    # Lengths of neighbours may leave a doubt; without any, all is valid.
    if all(len(part) == 1 for part in gone):
        assert not any(m.entry.fuzzy for m in found.messages)
    assert found.spent == set(range(len(gone)))


@BOUNDED
@given(BOOK, st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["drop", "edit", "swap"]))))
def test_nothing_is_valid_that_is_not_the_translation_of_its_sentences(
    book: tuple[list[str], list[int], list[int]], edits: list[tuple[int, str]]
) -> None:
    clauses, before, after = book
    entries = [
        Entry(1, " ".join(f"{c}." for c in part), (" ".join(map(translated, part)),))
        for part in paragraphs(clauses, before)
    ]
    edited = list(clauses)
    for place, kind in edits:
        if edited:
            at = place % len(edited)
            if kind == "drop":
                del edited[at]
            elif kind == "edit":
                edited[at] = edited[at].replace("The", "No", 1)
            else:
                edited[at], edited[-1] = edited[-1], edited[at]
    new = paragraphs(edited, after)
    for m in run(entries, *(" ".join(f"{c}." for c in part) for part in new)).messages:
        if not m.entry.fuzzy:
            assert m.entry.msgstr == " ".join(map(translated, new[m.message]))
            assert all(clause in clauses for clause in new[m.message])
        elif m.entry.previous is not None:
            pieces = m.entry.previous.removesuffix(".").split(". ")
            assert m.entry.msgstr == " ".join(map(translated, pieces))
            assert all(clause in clauses for clause in pieces)
