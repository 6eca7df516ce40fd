"""The words that templates add."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po

from editions.interface import extract_interface, load_interface

PACKAGE = Path(__file__).parent.parent / "editions"


def test_every_word_of_the_templates_is_a_message() -> None:
    catalog = read_po(extract_interface().splitlines())
    messages = {message.id for message in catalog if message.id}
    calls = sum(
        path.read_text(encoding="utf-8").count("word(")
        for pattern in ("theme/*.html", "templates/*.html", "**/*.py")
        for path in PACKAGE.glob(pattern)
    )
    uses = sum(len(message.locations) for message in catalog if message.id)
    assert {"Contents", "Read online", "Search"} <= messages
    assert 0 < uses <= calls


def test_extraction_is_the_same_every_time() -> None:
    assert extract_interface().splitlines()[20:] == extract_interface().splitlines()[20:]


def test_words_without_catalog_are_english(tmp_path: Path) -> None:
    assert load_interface(tmp_path, "fr").gettext("Contents") == "Contents"
