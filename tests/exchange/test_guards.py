"""What tools do to a translation without meaning it does not become current."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.catalogs.link_names import no_meanings
from editions.catalogs.restructuredtext import parse_rst
from editions.exchange.guards import lost_markup, restore_spaces, torn_codes

OPEN, CLOSE, ALONE = "open", "close", "alone"


@pytest.mark.parametrize(
    ("codes", "problem"),
    [
        ([], ""),
        ([(OPEN, "1"), (ALONE, "2"), (CLOSE, "1")], ""),
        ([(OPEN, "1"), (OPEN, "2"), (CLOSE, "2"), (CLOSE, "1")], ""),
        ([(OPEN, "2"), (CLOSE, "2"), (OPEN, "1"), (CLOSE, "1")], ""),
        ([(OPEN, "1")], "code 1 begins and does not end"),
        ([(CLOSE, "1")], "code 1 ends where it has not begun"),
        ([(CLOSE, "1"), (OPEN, "1")], "code 1 ends where it has not begun"),
        ([(OPEN, "1"), (OPEN, "2"), (CLOSE, "1"), (CLOSE, "2")], "code 1 crosses"),
        ([(OPEN, "1"), (OPEN, "2"), (CLOSE, "2")], "code 1 begins"),
    ],
)
def test_codes_that_are_torn(codes: list[tuple[str, str]], problem: str) -> None:
    found = torn_codes(codes)
    assert problem in found
    assert bool(problem) == bool(found)


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("See *a* :ref:`b`.", "Voir :ref:`b`.", False),  # emphasis may go
        ("See :ref:`b`.", "Voir b.", True),
        ("See :ref:`b`.", "Voir :ref:`la baie <b>`.", False),
        ("See `b <https://x.org>`_.", "Voir b.", True),
        ("See `b <https://x.org>`_.", "Voir `b <https://x.org/fr>`_.", False),  # refused elsewhere
        ("See https://x.org.", "Voir.", True),
        ("Type ``ls`` now.", "Tapez maintenant.", True),
        ("Type ``ls`` now.", "Tapez ``ls``.", False),
        ("About {amount}.", "Environ.", True),
        ("About {amount}.", "{amount}, environ.", False),
        ("A note [#]_.", "Une note.", True),
        ("A term.", "Un :term:`mot", True),
        ("A term.", "Un mot.", False),
    ],
)
def test_markup_that_is_lost(source: str, target: str, lost: bool) -> None:
    found = lost_markup(parse_rst(source), parse_rst(target), no_meanings)
    assert bool(found) is lost


@pytest.mark.parametrize(
    ("target", "lost"),
    [
        ("Voir.", "of 2 links, 2 are missing"),
        ("Voir `b <https://x.org>`_.", "of 2 links, 1 is missing"),
    ],
)
def test_links_that_are_lost_are_counted(target: str, lost: str) -> None:
    source = parse_rst("See `b <https://x.org>`_ and `c <https://y.org>`_.")
    assert lost_markup(source, parse_rst(target), no_meanings) == lost


@pytest.mark.parametrize(
    ("text", "known", "restored"),
    [
        ("21 300 $ ici.", ["21\u202f300\u00a0$ là."], "21\u202f300\u00a0$ ici."),
        ("« oui », dit-il.", ["«\u00a0oui\u00a0», dit-elle."], "«\u00a0oui\u00a0», dit-il."),
        ("M. X a dit 3 fois.", ["M.\u00a0X dit."], "M.\u00a0X a dit 3 fois."),
        ("C$21.3 billion", ["", "C$21.3\u00a0billion"], "C$21.3\u00a0billion"),
        ("aM. Xb", ["M.\u00a0X"], "aM. Xb"),  # within longer words they say nothing
        ("12 %, et 5 $", ["12\u00a0%, et\u00a05 $"], "12\u00a0%, et\u00a05 $"),
        ("5\u00a0$ et 12 %", ["12\u00a0%"], "5\u00a0$ et 12 %"),  # the tool keeps them
        ("a b", ["c\u00a0d"], "a b"),
        (" a ", ["a\u00a0"], " a "),
        ("a\\1 b", ["a\\1\u00a0b c"], "a\\1\u00a0b"),
    ],
)  # fmt: skip
def test_spaces_that_were_made_plain(text: str, known: list[str], restored: str) -> None:
    assert restore_spaces(text, *known) == restored


WORDS = st.text("ab \u00a0\u202f\n", max_size=12)


@given(WORDS, WORDS)
def test_restored_spaces_stand_between_the_words_that_they_stood_between(
    text: str, known: str
) -> None:
    restored = restore_spaces(text, known)
    assert re.sub("[\u00a0\u202f]", " ", restored) == re.sub("[\u00a0\u202f]", " ", text)
    if restored not in (text, known):
        found = re.findall(r"(?<!\S)(?=(\S+[\u00a0\u202f]\S+))", restored)
        assert found
        assert all(pair in known for pair in found)


def test_many_spaces_are_restored_in_one_pass() -> None:
    """Each of them would search the whole text."""
    known = "".join(f"a{number}\u00a0" for number in range(50_000))
    began = time.process_time()
    plain = known.replace("\u00a0", " ")
    restored = restore_spaces(f"b {plain}c", known)
    assert restored == f"b {known[:-1]} c"
    assert time.process_time() - began < 2
