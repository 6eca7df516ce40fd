"""The patterns of a description: which are taken, and that none of them takes long."""

from __future__ import annotations

import pytest

from editions.findings import MissingExtraError
from editions.tables.forms import FormError, compile_form

#: For a matcher that goes back and tries again, each takes time or memory without end.
BOMBS = {
    "the same twice": r"(a|aa)+c",
    "repeated in repeated": r"(a+)+b",
    "many that may be left out": r"(a?){400}a{400}",
    "what follows": r"(.*,){12}P",
}


@pytest.fixture(autouse=True)
def _forget_forms() -> None:
    compile_form.cache_clear()


def test_a_pattern_is_of_the_whole_cell() -> None:
    form = compile_form(r"[A-Z]{2}-\d+")
    assert form.fullmatch("CA-17")
    assert not form.fullmatch("CA-17b")
    assert not form.fullmatch("in CA-17")


def test_letters_of_every_script_are_letters() -> None:
    assert compile_form(r"\p{Lu}\p{Ll}+").fullmatch("Élan")


@pytest.mark.parametrize("pattern", BOMBS.values(), ids=BOMBS)
def test_no_pattern_takes_long(pattern: str) -> None:
    # A matcher that tries again would need more steps than any machine can do.
    assert not compile_form(pattern).fullmatch("a" * 300 + "!")


@pytest.mark.parametrize(
    "pattern", ["(a", "a{2,1}", r"(a)\1", "(?=a)a", "((a{900}){900}){900}", "*", "[z-a]"]
)
def test_what_is_no_pattern_of_table_schema_says_so(
    pattern: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(FormError, match=r"^the pattern is no regular expression: (?!b')[a-z]"):
        compile_form(pattern)
    assert capfd.readouterr() == ("", "")


def test_a_pattern_without_its_extra_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(extra: str, purpose: str) -> None:
        raise MissingExtraError(f"{purpose} needs {extra}")

    monkeypatch.setattr("editions.tables.forms.require_extra", missing)
    with pytest.raises(FormError, match="a pattern needs patterns"):
        compile_form("a")
