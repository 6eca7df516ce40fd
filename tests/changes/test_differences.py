"""What two wordings of a message have in common, and what that asks of a translation."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import pytest
from babel import Locale

from editions.catalogs.termbase import Term, Termbase
from editions.changes.differences import Comparer, Difference, DiffMark, DiffPiece, Side, is_slight

TERMS = Termbase(
    [
        Term({"en": ("ferry", "ferries"), "es": ("transbordador",)}),
        Term({"en": ("ferry line",), "es": ("línea",)}),
    ],
    "en",
    ("en", "es"),
)
JUDGE = Comparer(Locale.parse("en_CA"), TERMS)


def marked(difference: Difference) -> str:
    """Return the pieces in a row, with the usual marks."""
    forms = {Side.OLD: "[-{}-]", Side.NEW: "{{+{}+}}", Side.BOTH: "{}"}
    sides = groupby(difference.pieces, key=lambda piece: piece.side)
    return "".join(forms[side].format("".join(p.text for p in found)) for side, found in sides)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It leaves at noon.", "It leaves at nine.", "It leaves at [-noon-]{+nine+}."),
        ("The ship", "The ship sails", "The ship {+sails+}"),
        ("The ship sails", "The sails", "The [-ship -]sails"),
        ("a b", "a b", "a b"),
        ("", "a", "{+a+}"),
        ("a", "", "[-a-]"),
        ("", "", ""),
        ("C$21.3 billion", "C$22.3 billion", "C$[-21.3-]{+22.3+} billion"),
        ("the ferry’s bell", "the ship’s bell", "the [-ferry’s-]{+ship’s+} bell"),
        ("One  space", "One space", "One space"),
    ],
)
def test_words_are_compared(old: str, new: str, expected: str) -> None:
    difference = JUDGE.compare(old, new)
    assert marked(difference) == expected
    for side, text in ((Side.OLD, old), (Side.NEW, new)):
        joined = "".join(p.text for p in difference.pieces if p.side in (side, Side.BOTH))
        assert joined.split() == text.split()


def test_numbers_are_compared_by_value() -> None:
    same = JUDGE.compare("2,580 people, 21.3 billion", "2580 people and 21,300 million")
    assert not same.numbers
    other = JUDGE.compare("It was the fourth of 12 ferries.", "It was the fifth of 12 ferries.")
    assert other.reasons == ("numbers changed: “fourth” → “fifth”",)
    assert DiffPiece("fourth", Side.OLD, DiffMark.NUMBER) in other.pieces
    assert DiffPiece("fifth", Side.NEW, DiffMark.NUMBER) in other.pieces
    assert not JUDGE.compare("a ferry", "the ferry").numbers
    assert JUDGE.compare("12 and 12", "12").reasons == ("numbers changed: 12 → none",)


def test_number_that_came_is_marked_where_it_came() -> None:
    old = "Since 2008 it fell. In 2009 it ended."
    new = "Since 2008 it fell in 2009. In 2009 it ended."
    assert marked(there := JUDGE.compare(old, new)).startswith("Since 2008 it fell {+in 2009+}.")
    assert DiffPiece("2009", Side.NEW, DiffMark.NUMBER) in there.pieces
    assert there.numbers.new[0].start == new.index("2009")
    back = JUDGE.compare(new, old)
    assert DiffPiece("2009", Side.OLD, DiffMark.NUMBER) in back.pieces


def test_terms_are_compared_whatever_their_form() -> None:
    assert not JUDGE.compare("The ferry left.", "All Ferries left.").terms
    spelled = Termbase([Term({"en": ("harbour organisation",), "es": ("puerto",)})], "en", ("en",))
    judge = Comparer(Locale.parse("en_CA"), spelled)
    assert not judge.compare("A harbour organisation.", "A harbor organization.").terms
    assert judge.compare("A harbour organisation.", "An organization.").terms
    other = JUDGE.compare("The ferry left.", "The ferry line closed.")
    assert other.reasons == ("terms changed: “ferry” → “ferry line”",)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("`a <http://x.org>`_", "`b <http://x.org>`_", None),
        ("`a <http://x.org>`_", "`a <http://y.org>`_", "`a <http://x.org>`_ → `a <http://y.org>`_"),
        (":ref:`one`", ":ref:`two`", ":ref:`one` → :ref:`two`"),
        ("*shore*", "*coast*", None),
        ("*shore*", "shore", "*shore* → none"),
        (":sup:`a`", ":sup:`b`", None),
        ("``a``", "``b``", "``a`` → ``b``"),
        ("|a|", "|b|", "|a| → |b|"),
    ],
)
def test_markup_is_compared_by_what_it_does(old: str, new: str, reason: str | None) -> None:
    expected = (f"markup changed: {reason}",) if reason else ()
    assert JUDGE.compare(old, new).reasons == expected


SOURCE = Counter({"we": 1, "receive": 2, "increase": 1, "decrease": 2, "labour": 2, "import": 1})


@pytest.mark.parametrize(
    ("old", "new", "slight"),
    [
        ("Yes, we can", "Yes; We can.", True),
        ("the wharf", "the  wharf", True),
        ("to recieve", "to receive", True),
        ("to receve", "to receive", True),
        ("labor", "labour", True),
        ("to organise", "to organize", True),
        ("to decrease", "to increase", False),  # both are words of the source
        ("to import", "to export", False),
        ("xmport", "import", False),  # seen once only: where it stands now
        ("we can", "we can’t", False),
        ("it is", "it was", False),
        ("one word", "one more word", False),
        ("not now", "now not", False),
    ],
)
def test_slight_changes(old: str, new: str, slight: bool) -> None:
    assert is_slight(old, new, SOURCE) is slight


def test_spellings_of_english_are_no_matter_of_another_language() -> None:
    assert not is_slight("la réponse programme", "la réponse program", SOURCE, "fr")
