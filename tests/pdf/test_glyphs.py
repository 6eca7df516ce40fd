"""Letters that no font has."""

from __future__ import annotations

import pytest

from editions.pdf.glyphs import MissingText, group_by_font, script_name, script_of


@pytest.mark.parametrize(
    ("letter", "script", "package"),
    [
        ("漢", "Hani", "fonts-noto-cjk"),
        ("ア", "Kana", "fonts-noto-cjk"),
        ("한", "Hang", "fonts-noto-cjk"),
        ("。", "Wide", "fonts-noto-cjk"),
        ("（", "Wide", "fonts-noto-cjk"),
        ("ا", "Arab", "fonts-noto-core"),
        ("ש", "Hebr", "fonts-noto-core"),
        ("अ", "Deva", "fonts-noto-core"),
        ("ᐃ", "Cans", "fonts-noto-core"),
        ("я", "Cyrl", "fonts-dejavu-core"),
        ("🤓", "Emoji", "fonts-noto-color-emoji"),
        ("🇫", "Emoji", "fonts-noto-color-emoji"),
        ("→", "", "fonts-noto-core"),
    ],
)
def test_script_says_where_fonts_are(letter: str, script: str, package: str) -> None:
    assert script_of(letter) == script
    (font,) = group_by_font([MissingText(letter, "a.rst", 1, letter)])
    assert font.package == package


def test_one_font_is_one_message() -> None:
    texts = [
        *(MissingText(letter, "a.rst", 3, "港の本。") for letter in "港の本。"),
        MissingText("→", "a.rst", 4, "a → b"),
        MissingText("港", "b.rst", 5, "港"),
        MissingText("⇒", "b.rst", 6, "a ⇒ b"),
    ]
    fonts = group_by_font(texts)
    assert [font.letters for font in fonts] == [("港", "の", "本", "。"), ("→",), ("⇒",)]
    message = fonts[0].message(system_fonts=True)
    assert message.startswith(
        "no font has '港' (U+6E2F), which “港の本。” needs, nor 3 more of Han,"
    )
    assert "Hiragana, wide signs (の 本 。), in 2 texts;" in message
    assert "install fonts for it, such as Debian's fonts-noto-cjk" in message
    assert "pdf_stylesheets" in message
    alone = fonts[1].message(system_fonts=True)
    assert alone.startswith("no font has '→' (U+2192), which “a → b” needs; write it otherwise")


def test_fonts_of_the_machine_may_be_forbidden() -> None:
    (font,) = group_by_font([MissingText("ا", "a.rst", 1, "ا")])
    message = font.message(system_fonts=False)
    assert "fonts-noto" not in message
    assert "pdf_system_fonts = True" in message


@pytest.mark.parametrize(
    ("letter", "name"), [("ᐃ", "Canadian Aboriginal"), ("→", ""), ("🤓", "emoji")]
)
def test_scripts_have_names(letter: str, name: str) -> None:
    assert script_name(letter) == name
