"""Progress counts what a build of today's source would show."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs.compiling import read_catalogs
from editions.catalogs.entries import Entry
from editions.catalogs.states import Progress, count_words, fits, measure
from editions.catalogs.syntax import RST
from editions.catalogs.templates import read_templates
from tests.catalogs import write_catalog

TEMPLATE = "".join(f'msgid "{text}"\nmsgstr ""\n\n' for text in ("One", "Two words", "a b c", "z"))

STATES = {
    "nothing": ("", Progress("x", missing=4, words=7)),
    "translated": (
        'msgid "Two words"\nmsgstr "Deux mots"\n',
        Progress("x", translated=1, missing=3, translated_words=2, words=7),
    ),
    "fuzzy": (
        '#, fuzzy\n#| msgid "Two"\nmsgid "Two words"\nmsgstr "Deux"\n',
        Progress("x", outdated=1, missing=3, words=7, outdated_words=2),
    ),
    "fuzzy and empty": (
        '#, fuzzy\nmsgid "Two words"\nmsgstr ""\n',
        Progress("x", missing=4, words=7),
    ),
    "blank": ('msgid "One"\nmsgstr " "\n', Progress("x", missing=4, words=7)),
    "obsolete": ('#~ msgid "One"\n#~ msgstr "Un"\n', Progress("x", missing=4, words=7)),
    "another context": (
        'msgctxt "c"\nmsgid "One"\nmsgstr "Un"\n',
        Progress("x", missing=4, words=7),
    ),
    "plural": (
        'msgid "One"\nmsgid_plural "Ones"\nmsgstr[0] "Un"\nmsgstr[1] "Uns"\n',
        Progress("x", translated=1, missing=3, translated_words=1, words=7),
    ),
    "plural without one of its forms": (
        'msgid "One"\nmsgid_plural "Ones"\nmsgstr[0] "Un"\nmsgstr[1] ""\n',
        Progress("x", missing=4, words=7),
    ),
    "no longer in the source": ('msgid "Old"\nmsgstr "Vieux"\n', Progress("x", missing=4, words=7)),
}


@pytest.mark.parametrize(("entries", "expected"), STATES.values(), ids=STATES)
def test_states(tmp_path: Path, entries: str, expected: Progress) -> None:
    write_catalog(tmp_path / "pot" / "x.pot", TEMPLATE)
    write_catalog(tmp_path / "po" / "x.po", entries)
    catalogs = read_catalogs([tmp_path / "po"], tmp_path)
    assert measure(read_templates(tmp_path / "pot"), catalogs) == [expected]
    assert expected.messages == 4


def test_every_template_is_measured(tmp_path: Path) -> None:
    for name in ("b.pot", "a/c.pot"):
        write_catalog(tmp_path / name, TEMPLATE)
    rows = measure(read_templates(tmp_path), {})
    assert rows == [Progress("a/c", missing=4, words=7), Progress("b", missing=4, words=7)]


PERCENT = {
    Progress("x"): 100,
    Progress("x", translated=2, translated_words=5, words=5): 100,
    Progress("x", translated=999, missing=1, translated_words=9999, words=10_000): 99,
    # What is left has no words of its own, such as a number's sign.
    Progress("x", translated=1, missing=1, translated_words=5, words=5): 99,
    Progress("x", translated=1, outdated=1, translated_words=1, words=3): 33,
    Progress("x", missing=1): 0,
}


@pytest.mark.parametrize(("progress", "percent"), PERCENT.items())
def test_percent_is_rounded_down(progress: Progress, percent: int) -> None:
    assert progress.percent == percent


def test_sum_keeps_the_name_and_adds_the_rest() -> None:
    one, ten = Progress("all", 1, 2, 3, 4, 15, 5), Progress("x", 10, 20, 30, 40, 150, 50)
    assert one + ten == Progress("all", 11, 22, 33, 44, 165, 55)
    assert (one + ten).missing_words == 66


WORDS = {"": 0, "—": 0, "One": 1, "non-partisan think-tank": 2, "It’s 2,580 firms.": 3, "a — b": 2}


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("msgid", "msgstr", "good"),
    [
        ("See the isle.", "Voir l’île.", True),
        ("See :ref:`a` and [#]_.", "Voir [#]_ et :ref:`a`.", True),
        ("See *it* again.", "Le voir.", True),  # words set apart lead nowhere
        ("See :ref:`a`.", "Voir :ref:`b`.", False),
        ("See :ref:`a`.", "Voir :ref:`a` et :ref:`a`.", False),
        ("See :ref:`it <a>`.", "Voir :ref:`elle <a>`.", True),
        ("See |x|.", "Voir.", False),
        ("See `a <http://e.org>`__.", "Voir `b <http://e.org>`__.", True),
        ("See http://e.org/a.", "Voir http://e.org/b.", False),
        ("See.", "Voir ``a.", False),  # cannot be read
    ],
)
def test_outdated_translation_fits_where_it_refers_to_the_same(
    msgid: str, msgstr: str, good: bool
) -> None:
    assert fits(Entry(1, msgid, (msgstr,)), RST) is good
