"""Files of waivers say what they excuse, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.findings import FindingsError
from editions.rules.waivers import Waiver, message_key, read_waivers


def read(folder: Path, text: str) -> list[Waiver]:
    path = folder / "waivers.toml"
    path.write_text(text, encoding="utf-8")
    return read_waivers(path, "waivers.toml")


def test_waivers(tmp_path: Path) -> None:
    first, second = read(
        tmp_path,
        '[[waiver]]\nrule = "numbers"\nmessage = "It cost 12."\nreason = " a misprint "\n\n'
        '[[waiver]]\nrule = "links"\nkey = "00ff"\nfile = "fr/*.po"\nreason = "gone"\n',
    )
    key = message_key("It cost 12.")
    assert first == Waiver("waivers.toml", 1, "numbers", "a misprint", key)
    assert second == Waiver("waivers.toml", 6, "links", "gone", "00ff", "fr/*.po")
    assert first.covers("any.po", key, "numbers")
    assert not first.covers("any.po", key, "links")
    assert not second.covers("es/x.po", "00ff", "links")


def test_contexts_tell_messages_apart() -> None:
    assert message_key("a", "b") != message_key("a") != message_key("a", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[waiver", "TOML"),
        ("[other]", r"\[\[waiver\]\]"),
        ('waiver = "x"', r"\[\[waiver\]\]"),
        ('[[waiver]]\nrule = "numbers"\n', "message and key"),
        ('[[waiver]]\nmessage = "a"\nkey = "b"\n', "message and key"),
        ("[[waiver]]\nmessage = 1\n", "all text"),
        ('[[waiver]]\nmessage = "a"\nwhy = "b"\n', "reason"),
    ],
)
def test_other_forms_are_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(FindingsError, match=words) as caught:
        read(tmp_path, text)
    (finding,) = caught.value.findings
    assert finding.file.startswith("waivers.toml")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FindingsError, match="cannot be read"):
        read_waivers(tmp_path / "none.toml", "none.toml")
