"""What is kept weighs no more than it may, and what is asked for again is not read again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editions.catalogs.keeping import KeptFunction, kept

#: Weight that the functions below keep.
MOST = 40


def weigh(text: str) -> int:
    """Return the weight of a result."""
    return len(text)


def counted() -> tuple[KeptFunction[[str], str], list[str]]:
    """Return a function that keeps, and the arguments with which it has really run."""
    run: list[str] = []

    @kept(weigh, MOST)
    def double(text: str) -> str:
        """Return a text twice."""
        run.append(text)
        return text * 2

    return double, run


@given(st.lists(st.text("ab", max_size=30), max_size=60))
def test_results_are_those_of_the_function_and_weigh_no_more(texts: list[str]) -> None:
    double, _ = counted()
    for text in texts:
        assert double(text) == text * 2
        heaviest = max(map(len, (*double.young.values(), *double.old.values())), default=0)
        assert sum(map(len, double.young.values())) <= max(MOST // 2, heaviest)
        assert sum(map(len, double.old.values())) <= max(MOST // 2, heaviest)


def test_what_was_asked_for_last_is_not_read_again() -> None:
    double, run = counted()
    for text in ("abc", "def", "abc", "def"):
        double(text)
    assert run == ["abc", "def"]


def test_what_is_asked_for_again_outlives_what_is_not() -> None:
    double, run = counted()
    for text in ("abc", *(t for n in range(40) for t in (f"{n:05}", "abc"))):
        double(text)
    assert run.count("abc") == 1
    double("00000")
    assert run.count("00000") == 2


def test_names_of_arguments_count() -> None:
    run = []

    @kept(weigh, MOST)
    def join(*texts: str, by: str = "-") -> str:
        run.append(texts)
        return by.join(texts)

    assert join("a", "b", by="+") == join("a", "b", by="+") == "a+b"
    assert join("a", "b") == "a-b"
    assert len(run) == 2


def test_all_of_it_can_be_forgotten() -> None:
    double, run = counted()
    double("abc")
    double.cache_clear()
    double("abc")
    assert run == ["abc", "abc"]
    assert double.__doc__ == "Return a text twice."
