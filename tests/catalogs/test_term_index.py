"""Terms are found as one pattern of all of them would find them, in a time that is linear."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.catalogs.term_index import TermIndex


def word_pattern(word: str) -> str:
    first, rest = word[0], re.escape(word[1:])
    return f"[{first}{first.upper()}]{rest}" if first.islower() else f"{re.escape(first)}{rest}"


def found_by_pattern(forms: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Find *forms* by one pattern, as slowly as there are many."""
    words = (
        r"[\s-]+".join(map(word_pattern, form.replace("-", " ").split()))
        for form in sorted(set(forms), key=lambda form: (-len(form), form))
    )
    patterns = [rf"(?<!\w){joined}(?:e?s)?(?!\w)" for joined in words]
    return [match.span() for match in re.finditer("|".join(patterns), text)] if patterns else []


#: Pieces in which words begin, end and go on in every manner.
PIECES = st.sampled_from(
    [
        "a",
        "A",
        "as",
        "es",
        "b",
        "B",
        "ab",
        "s",
        " ",
        "-",
        "  ",
        ".",
        "'",
        "é",
        "É",
        "c.",
        "(a)",
        "1",
    ]
)
FORMS = st.lists(PIECES, min_size=1, max_size=5).map("".join).filter(lambda t: t.strip(" -"))


@given(st.lists(FORMS, max_size=6), st.lists(PIECES, max_size=14).map("".join))
def test_what_is_found_is_what_a_pattern_finds(forms: list[str], text: str) -> None:
    assert list(TermIndex(forms).find(text)) == found_by_pattern(forms, text)


@pytest.mark.parametrize(
    ("forms", "text", "found"),
    [
        ([], "a", []),
        (["  ", "-"], "a - b", []),
        (["sea", "sea wall"], "Sea  -walls, sea wally", ["Sea  -walls", "sea"]),
        (["the Board"], "The Board, the board", ["The Board"]),
        (["U.S."], "the U.S. and U.S.A", ["U.S."]),
        (["class"], "classes classs class", ["classes", "classs", "class"]),
        (["a b", "b c d"], "a b c d", ["a b"]),
    ],
)
def test_terms_in_a_text(forms: list[str], text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in TermIndex(forms).find(text)] == found


@pytest.mark.parametrize(
    "form", [lambda n: f"program {n}", lambda n: f"w{n} sea", lambda n: f"{'x' * (n % 50)}{n}"]
)
def test_sixty_thousand_terms_take_no_longer_than_they_are_read(form: object) -> None:
    assert callable(form)
    start = time.process_time()
    index = TermIndex(form(number) for number in range(60_000))
    found = list(index.find(f"The {form(77)} of the sea. " * 2000))
    assert len(found) == 2000
    assert time.process_time() - start < 5


def test_a_text_of_words_that_all_begin_a_term_takes_no_longer() -> None:
    index = TermIndex("a " * length + "b" for length in range(1, 30))
    start = time.process_time()
    assert list(index.find("a " * 10_000)) == []
    assert time.process_time() - start < 5
