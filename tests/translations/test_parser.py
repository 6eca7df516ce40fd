"""The parser of translations: what it is given, what it makes of it, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.translations.parser import first_paragraph, title_of, unwrapped, without_mark
from tests.reading import read_page, select, text
from tests.translations.guest import run, write_guest

#: Messages, their translations, and what a project shows of them that wants nothing doubtful.
STRICT = {
    "The tide is out.": ("La mer\nest *basse*.", "La mer est basse."),
    "A :ref:`quay <guest>`.": ("Un :std:ref:`quai <guest>`.", "Un quai."),
    "A :ref:`pier <guest>`.": ("Une :ref:`jetée <port>`.", "A pier."),
    "A mast.": ("Un :ref:`mât <guest>`.", "A mast."),
    "A boat.": ("Un :sub:`bac`.", "Un bac."),
    "A ferry.": ("Un :download:`bac`.", "A ferry."),
    "A rope.": ("Une corde.\n\nOutil.", "A rope."),
    "Sum of it.": ("1. Somme", "Sum of it."),
    "An oar *here*.": ("Une rame *ici.", "An oar here."),
    "Sand; ``mud``.": ("Sable ; ``boue``.", "Sable ; boue."),
    "Type `now`.": ("Tapez `ici <javascript:x>`_.", "Type now."),
}
#: The same where what is doubtful is published, as far as it differs.
GENTLE = {
    "A :ref:`pier <guest>`.": "Une jetée.",
    "A mast.": "Un mât.",
    "A rope.": "Une corde.",
    "An oar *here*.": "Une rame *ici.",
}
OTHERS = """two
===

::

   x = 1  # the *tide*

.. parsed-literal::

   *tide* = :sub:`1`

Term : noun
   Prices::

      12

.. _guest:

three
-----
"""
TRANSLATED = {
    "two": "Les *deux*",
    "x = 1  # the *tide*": "x = 1  # la *marée*",
    "*tide* = :sub:`1`": "*marée* = :sub:`2`",
    "Term": "*Mot* : nom",
    "Prices::": "Prix\uff1a::",
    "three": "- trois",
}
SETTINGS = """
smartquotes = False
gettext_additional_targets = ["literal-block"]
suppress_warnings = ["i18n.inconsistent_references", "ref.ref", "docutils", "editions.refused"]
"""


def built(folder: Path, refused: str) -> Path:
    """Return a project that treats what is *refused* in one way or the other, once it is built."""
    texts = {msgid: msgstr for msgid, (msgstr, _) in STRICT.items()}
    settings = f'{SETTINGS}editions_refused = "{refused}"\n'
    root = write_guest(folder, settings, one=texts, two=TRANSLATED)
    (root / "two.rst").write_text(OTHERS, encoding="utf-8")
    assert run(root) == (0, ())
    return root / "out"


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("strict"), "fallback")


@pytest.fixture(scope="module")
def gentle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("gentle"), "harm")


def paragraphs(out: Path) -> dict[str, str]:
    """Return what stands for each message."""
    found = select(read_page(out / "one.html"), "//section/p")
    return dict(zip(STRICT, map(text, found), strict=True))


def test_a_translation_is_one_paragraph_with_the_markup_of_its_message(strict: Path) -> None:
    assert paragraphs(strict) == {msgid: shown for msgid, (_, shown) in STRICT.items()}


def test_what_is_only_doubtful_is_published_where_a_project_wants_that(gentle: Path) -> None:
    assert paragraphs(gentle) == {msgid: shown for msgid, (_, shown) in STRICT.items()} | GENTLE


@pytest.mark.parametrize("refused", ["strict", "gentle"])
def test_titles_terms_and_what_is_set_as_typed(
    refused: str, request: pytest.FixtureRequest
) -> None:
    page = read_page(request.getfixturevalue(refused) / "two.html")
    headings = [text(h).rstrip("¶") for h in select(page, "//section/h1 | //section/h2")]
    assert headings == ["Les deux", "three"]
    assert [text(e) for e in select(page, "//h1/em")] == ["deux"]
    code, parsed, _ = select(page, "//pre")
    assert code.text_content() == "x = 1  # la *marée*\n"
    assert parsed.text_content() == "marée = 2"
    assert [text(e) for e in select(page, "//dt//em")] == ["Mot"]
    assert text(select(page, "//dt")[0]) == "Mot : nomnoun"  # a classifier is no message
    assert text(select(page, "//dd/p")[0]) == "Prix\uff1a"  # which Sphinx alone would double


@pytest.mark.parametrize(
    ("given", "content"),
    [
        ("La mer.", "La mer."),
        ("La mer ::\n\n   dummy literal", "La mer ::"),
        ("::\n\n   x = 1\n\n     y = 2", "x = 1\n\n  y = 2"),
        ("La mer\n============", "La mer"),
        ("La mer\n======", "La mer\n======"),  # a title that somebody has typed
    ],
)
def test_a_translation_is_known_without_what_sphinx_puts_around_it(
    given: str, content: str
) -> None:
    assert unwrapped(given) == content


def test_a_title_has_a_line_of_twice_its_length() -> None:
    assert title_of("La mer\n============") == "La mer"
    assert title_of("La mer\n======") is None
    assert title_of("La mer") is None


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Prices::", "Prices:"),
        ("Prix ::", "Prix"),
        ("Prix\n:: ", "Prix"),
        ("Prix\u00a0::", "Prix\u00a0:"),
        ("价格\uff1a::", "价格\uff1a"),
    ],
)
def test_what_announces_code_shows_one_colon(given: str, shown: str) -> None:
    assert without_mark(given) == shown


@pytest.mark.parametrize(
    ("given", "first"), [("a\nb\n \t\nc", "a\nb"), ("\n\na\n\nb\n\nc", "a"), ("a", "a")]
)
def test_a_guest_s_first_paragraph_is_all_that_counts(given: str, first: str) -> None:
    assert first_paragraph(given) == first
