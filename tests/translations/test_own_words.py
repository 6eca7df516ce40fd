"""What Sphinx and its extensions translate themselves."""

from __future__ import annotations

import gettext

import pytest
import sphinx.locale

from editions.catalogs.syntax import MYST, RST
from editions.translations.own_words import OwnWords, is_wordless


class Catalog(gettext.NullTranslations):
    """A catalog as gettext keeps it once it has read one."""

    def __init__(self, **texts: str) -> None:
        super().__init__()
        self._catalog = texts


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> OwnWords:
    extension = Catalog(copy="Copier")
    extension.add_fallback(Catalog(paste="Coller"))
    translators = {
        ("general", "sphinx"): Catalog(
            p="Paramètres", b="Bases : %s", m="%s (%s)", e="", s="Voir %s", a="Vue %s"
        ),
        ("general", "extension"): extension,
        ("general", "chapter"): Catalog(t="Rive"),
        ("console", "sphinx"): Catalog(d="fertig"),
    }
    known = sphinx.locale.translators
    for key in list(known):
        monkeypatch.delitem(known, key)
    for key, catalog in translators.items():
        monkeypatch.setitem(known, key, catalog)
    return OwnWords({"chapter", "sphinx"})


@pytest.mark.parametrize(
    ("message", "own"),
    [
        ("Paramètres", True),
        ("Copier", True),
        ("Coller", True),
        ("Bases : objet", True),
        ("Voir quai", True),
        ("Vue du quai", False),  # three letters say too little
        ("", False),
        ("Quay (north)", False),
        ("Rive", False),
        ("fertig", False),
        ("Paramètres du bac", False),
    ],
)
def test_words_are_known(words: OwnWords, message: str, own: bool) -> None:
    assert (message in words) == own


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("|release|", True),
        ("|a| – |b|.", True),
        (":math:`x + y`", True),
        (":ref:`quay`", True),
        (":doc:`guide` [1]_", True),
        (":ref:`The quay <quay>`", False),
        (":term:`ferry`", False),
        (":guilabel:`Open`", False),
        ("``code``", False),
        ("|a| and", False),
        ("|a| 12", False),
        ("*Quay*", False),
        ("Quay", False),
        ("12", False),
        ("", False),
    ],
)
def test_messages_without_words_of_their_own(message: str, expected: bool) -> None:
    assert is_wordless(message, RST.parse) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [("[](quay.md)", True), ("[→](quay.md)", False), ("![](boat.png)", True), ("→", False)],
)
def test_messages_without_words_in_markdown(message: str, expected: bool) -> None:
    assert is_wordless(message, MYST.parse) == expected
