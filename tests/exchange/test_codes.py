"""Which parts of a message a tool must not touch."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.catalogs.syntax import MYST
from editions.exchange.codes import MAX_LETTERS, Code, CodeLetters, Piece, renumber, split_codes
from editions.exchange.guards import torn_codes

SPLIT = [
    ("Plain words.", ["Plain words."]),
    ("", []),
    ("See :ref:`isle`.", ["See ", "1|:ref:`isle`", "."]),
    (
        "See :ref:`the isle <isle>`.",
        ["See ", "1<:ref:`", "the isle", "1> <isle>`", "."],
    ),
    ("It *always* is.", ["It ", "1<*", "always", "1>*", " is."]),
    ("**Two** ``x``", ["1<**", "Two", "1>**", " ", "2|``x``"]),
    (
        "`here <http://e.org>`_",
        ["1<`", "here", "1> <http://e.org>`_"],
    ),
    ("At http://e.org now", ["At ", "1|http://e.org", " now"]),
    (":lang-fr:`la mer`", ["1<:lang-fr:`", "la mer", "1>`"]),
    (":cite:`see a2009, 12`", ["1<:cite:`", "see a2009, 12", "1>`"]),
    (":cite:`a2009`", ["1|:cite:`a2009`"]),
    ("C${scaled} a", ["C$", "1|{scaled}", " a"]),
    ("*{n}* |x| [#f]_", ["1<*", "2|{n}", "1>*", " ", "3||x|", " ", "4|[#f]_"]),
    ("A *broken", ["A ", "1|*", "broken"]),
    (r"2009\. one", [r"2009\. one"]),
]
_SIGNS = {"open": "<", "close": ">", "alone": "|"}


def shape(pieces: tuple[Piece, ...]) -> list[str]:
    return [
        piece if isinstance(piece, str) else f"{piece.number}{_SIGNS[piece.kind]}{piece.text}"
        for piece in pieces
    ]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_split(text: str, expected: list[str]) -> None:
    assert shape(split_codes(text)) == expected


MARKUP = st.lists(
    st.sampled_from(
        ["a", " ", "é ", "*b*", "**c**", ":ref:`d`", ":ref:`e <f>`", "``g``", "`h <http://i>`_",
         "|j|", "[#k]_", "{l}", "\\*", "\n", "`", ":cite:`see m, 1`", "*", "<&>", "1994. "]
    )
).map("".join)  # fmt: skip


@given(MARKUP | st.text())
def test_nothing_is_lost(text: str) -> None:
    pieces = split_codes(text)
    assert "".join(p if isinstance(p, str) else p.text for p in pieces) == text


@given(MARKUP, MARKUP)
def test_codes_are_paired_and_have_numbers_of_their_own(source: str, target: str) -> None:
    for pieces in (split_codes(source), renumber(split_codes(target), split_codes(source))):
        codes = [piece for piece in pieces if isinstance(piece, Code)]
        heads = [code.number for code in codes if code.kind != "close"]
        assert len(heads) == len(set(heads))
        opened = [code.number for code in codes if code.kind == "open"]
        assert opened == [code.number for code in codes if code.kind == "close"]


def test_codes_of_a_translation_have_the_numbers_of_the_message() -> None:
    source = split_codes("See :ref:`a` and :ref:`b`.")
    target = renumber(split_codes("Voir :ref:`b`, :ref:`c` et :ref:`a`."), source)
    assert shape(target) == [
        "Voir ", "2|:ref:`b`", ", ", "3|:ref:`c`", " et ", "1|:ref:`a`", ".",
    ]  # fmt: skip


def test_codes_that_the_message_has_not_are_numbered_from_the_first_free_one() -> None:
    assert shape(renumber(split_codes(":ref:`a` {b}"), split_codes("none"))) == [
        "1|:ref:`a`", " ", "2|{b}",
    ]  # fmt: skip
    assert (Code("a").kind, Code("a").number) == ("alone", 0)


def test_codes_of_markdown_may_stand_in_each_other() -> None:
    text = "See **[the *map*](map.md), `a`** {ref}`b` and $x$ <br> [c](d.md){.e}."
    pieces = split_codes(text, MYST)
    assert "".join(piece if isinstance(piece, str) else piece.text for piece in pieces) == text
    codes = [(piece.kind, piece.text) for piece in pieces if isinstance(piece, Code)]
    assert codes == [
        ("open", "**"),
        ("open", "["),
        ("open", "*"),
        ("close", "*"),
        ("close", "](map.md)"),
        ("alone", "`a`"),
        ("close", "**"),
        ("alone", "{ref}`b`"),
        ("alone", "<br>"),
        ("open", "["),
        ("close", "](d.md)"),
    ]
    opened = [piece.number for piece in pieces if isinstance(piece, Code) and piece.kind == "open"]
    closed = [piece.number for piece in pieces if isinstance(piece, Code) and piece.kind == "close"]
    assert sorted(opened) == sorted(closed)


@given(st.lists(st.text(max_size=9)))
def test_codes_make_no_more_letters_than_they_may(codes: list[str]) -> None:
    most = sum(map(len, codes))
    letters = CodeLetters(most)
    assert [letters.take(code) for code in codes] == codes
    with pytest.raises(LookupError, match=f"more than {MAX_LETTERS:,} letters"):
        letters.take("a")


def test_many_codes_are_split_and_numbered_in_one_pass() -> None:
    """Each of them would look at all others."""
    began = time.process_time()
    pieces = split_codes("*a* `b <c>`_ {d} " * 5_000)
    assert renumber(pieces, pieces) == pieces
    nested = [("open", str(n)) for n in range(20_000)] + [
        ("close", str(n)) for n in reversed(range(20_000))
    ]
    assert torn_codes(nested) == ""
    assert time.process_time() - began < 4
