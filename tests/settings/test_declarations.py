"""The declarations of the settings, and the tables of the guides that are held to them."""

from __future__ import annotations

import re

import pytest
from reference import setting_row

from editions.languages import Edition
from editions.settings.declarations import SETTINGS, Setting, Settings
from editions.settings.values import Pairs, UnexpectedValueError
from tests.conftest import PROJECT

_ROW = re.compile(r"^\| `(\w+)` \| (.*) \| (.*) \|$", re.MULTILINE)


def table(guide: str) -> dict[str, tuple[str, str]]:
    """Return default and purpose of each setting in the one table of settings of a guide."""
    content = (PROJECT / guide).read_text(encoding="utf-8")
    (found,) = re.findall(r"^\| setting[^\n]*\n\|[-|]+\|\n((?:\|[^\n]*\n)+)", content, re.MULTILINE)
    rows = {name: (default, purpose) for name, default, purpose in _ROW.findall(found)}
    assert len(rows) == found.count("\n")
    return rows


def test_the_guide_to_safety_says_the_same() -> None:
    rows = table("docs/explanation/safety.md")
    assert len(rows) >= 3
    for name, found in rows.items():
        assert found == setting_row(SETTINGS[name])


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda setting: setting.name)
def test_a_default_is_right_and_stays_what_it_is(setting: Setting) -> None:
    assert setting.read(setting.sphinx_default) == setting.default
    assert getattr(Settings(), setting.name) == setting.default
    assert isinstance(setting.sphinx_default, setting.types)
    assert not isinstance(setting.sphinx_default, tuple)  # Sphinx could not set it with -D


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda setting: setting.name)
def test_a_value_that_was_read_is_read_the_same_again(setting: Setting) -> None:
    """Other code may ask Sphinx for it, and Sphinx compares it with that of the last run."""
    values = {
        "editions": [Edition("en", "en_GB", "English", "Two Shores")],
        "editions_pairs": [["en", "fr"]],
        "editions_counterparts": {"https://a.example/": "https://b.example/"},
        "editions_harmless_roles": {"b", "a"},
        "pdf_stylesheets": ["a.css"],
    }
    once = setting.read(values.get(setting.name, setting.default))
    assert setting.read(once) == once
    assert isinstance(once, setting.types)


PAIRED = tuple(Edition(code, "en_CA", code, code) for code in ("aa", "bb", "cc"))


@pytest.mark.parametrize(
    ("value", "folders"),
    [
        (True, ["aa-bb", "aa-cc", "bb-cc"]),
        (False, []),
        ((), []),
        ("", ["aa-bb", "aa-cc", "bb-cc"]),
        ("original", ["aa-bb", "aa-cc"]),
        ((("cc", "aa"), ("aa", "bb"), ("bb", "aa")), ["aa-bb", "aa-cc"]),
    ],
)
def test_pairs_stand_once_and_in_declared_order(value: Pairs, folders: list[str]) -> None:
    settings = Settings(editions=PAIRED, editions_pairs=value)
    assert [str(pair) for pair in settings.pairs] == folders


@pytest.mark.parametrize("count", range(8))
def test_pairs_of_many_editions_grow_as_these_do(count: int) -> None:
    codes = [2 * letter for letter in "abcdefgh"[:count]]
    editions = tuple(Edition(code, "en_CA", code, code) for code in codes)
    default, every = Settings(editions=editions), Settings(editions=editions, editions_pairs=True)
    assert len(every.pairs) == count * (count - 1) // 2
    if count <= 3:
        assert default.pairs == every.pairs
    else:
        assert [pair.halves for pair in default.pairs] == [(editions[0], e) for e in editions[1:]]


@pytest.mark.parametrize("pair", [("aa", "aa"), ("aa", "xx")])
def test_pairs_are_two_of_the_editions(pair: tuple[str, str]) -> None:
    with pytest.raises(UnexpectedValueError) as caught:
        _ = Settings(editions=PAIRED, editions_pairs=(pair,)).pairs
    assert "which is not two of the editions; there are aa-bb, aa-cc" in caught.value.shown


def test_a_pair_may_not_lie_where_an_edition_does() -> None:
    editions = (*PAIRED, Edition("bb-aa", "en_CA", "x", "x"))
    with pytest.raises(UnexpectedValueError) as caught:
        _ = Settings(editions=editions).pairs
    assert "folder of another edition" in caught.value.shown
    assert Settings(editions=editions, editions_pairs=(("aa", "cc"),)).pairs
