"""Every rule knows the markup of a message by its source file."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import escape

from editions.catalogs import markdown
from editions.rules.examining import examine
from editions.rules.registry import Context
from tests.catalogs import HEADER


def rules(msgid: str, msgstr: str, place: str = "../../a.md:3") -> list[str]:
    """Return the rules that find something in a French translation."""
    text = f"{HEADER}#: {place}\nmsgid {escape(msgid)}\nmsgstr {escape(msgstr)}\n"
    skipped = frozenset({"spelling", "length", "spacing", "untranslated"})
    examined = examine(Path("x.po"), text.encode(), "x.po", Context("fr", skipped=skipped), "fr")
    return [problem.rule for problem in examined.problems]


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Run `make` *now*.", "Lancez `make` *ici*."),
        ("See [the map](map.md).", "Voir [la carte](map.md)."),
        ("See [the map](map.md).", "Voir [la carte](./map.md)."),
        ("See [the map](map.md#sea).", "Voir [la carte](map.md#mer)."),
        ("See [a](a.md) and [b](b.md).", "Voir [b](b.md) et [a](a.md)."),
        ("A [site](https://a.example/).", "Un [site](https://a.example/)."),
        ("Use {ref}`a <b>` here.", "Utilisez {ref}`c <b>` ici."),
        ("A note[^a].", "Une note[^a]."),
        ("Since {{ version }}.", "Depuis {{ version }}."),
        ("**Bold:** text", "**Gras :** texte"),
        ("Use `a_b_` and `*c`.", "Utilisez `a_b_` et `*c`."),
        ("A |pipe| and a_ word.", "Un |tube| et un_ mot."),
        ("2 * 3 * 4 \\* 5", "2 * 3 * 4 \\* 5"),
        ("Press <kbd>F1</kbd>.", "Tapez <kbd>F1</kbd>."),
        ("What: a `list`::", "Quoi : une `liste`::"),
    ],
)
def test_right_markdown_is_right(msgid: str, msgstr: str) -> None:
    assert set(rules(msgid, msgstr)) <= {"literals"}


@pytest.mark.parametrize(
    ("msgid", "msgstr", "rule"),
    [
        ("A **bold** word.", "Un **mot gras.", "inline-markup"),
        ("A **bold** word.", "Un ** gras** mot.", "inline-markup"),
        ("图**很**好。", "图**“很”**好。", "inline-markup"),
        ("Run `make` now.", "Lancez `make ici.", "inline-markup"),
        ("Use {ref}`a <b>`.", "Utilisez {ref} `a <b>`.", "inline-markup"),
        ("See [the map](map.md).", "Voir [la carte] (map.md).", "inline-markup"),
        ("See [the map](map.md).", "Voir la carte.", "links"),
        ("A [site](https://a.example/).", "Un [site](https://a.example/é).", "links"),
        ("A site.", "Un [site](https://a.example/).", "links-added"),
        ("Use {ref}`a <b>`.", "Utilisez {ref}`a <c>`.", "references"),
        ("Use `a`.", "Utilisez {ref}`a <c>`.", "references-added"),
        ("As {cite:p}`one` says.", "Comme le dit {cite:p}`two`.", "references"),
        ("As {cite:p}`one` says.", "Comme on le dit.", "references"),
        ("A note[^a].", "Une note.", "footnotes"),
        ("A note[^a].", "Une note[^b].", "unsafe-name"),
        ("A word.", "- Un mot.", "dropped"),
        ("A word.", "Un mot.\n\nEt un autre.", "dropped"),
        ("A word.", "Un <script>mot</script>.", "unsafe-html"),
        ("A word.", "Un ![mot](/etc/passwd).", "unsafe-target"),
        ("Has 12 words.", "A **13** mots.", "numbers"),
        ("Use `make`.", "Utilisez `faire`.", "literals"),
    ],
)
def test_faulty_markdown_is_found(msgid: str, msgstr: str, rule: str) -> None:
    assert rule in rules(msgid, msgstr)


def test_the_same_is_read_as_its_file_is() -> None:
    """A link of Markdown is no markup in reStructuredText, nor the other way."""
    assert "inline-markup" in rules("Use ``a``.", "Utilisez ``a``s.", "a.rst:1")
    assert rules("Use ``a``.", "Utilisez ``a``s.", "a.md:1") == []
    assert "references" in rules("Use :ref:`a`.", "Utilisez :ref:`b`.", "a.rst:1")
    assert "references" not in rules("Use :ref:`a`.", "Utilisez :ref:`b`.", "a.md:1")


def test_without_myst_a_catalog_of_markdown_is_said_to_be_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(markdown, "is_installed", lambda: False)
    markdown.markdown_parser.cache_clear()
    markdown.exact_markdown.cache_clear()
    assert rules("Use *a*.", "Utilisez *b*.") == ["markdown"]
    assert rules("Use *a*.", "Utilisez *b*.", "a.rst:1") == []
