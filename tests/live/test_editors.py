"""Where labels lead."""

from __future__ import annotations

import re

import pytest

from editions.exchange.checksums import weblate_checksum
from editions.findings import UsageError
from editions.live.editors import EditingPlace, check_editor, fill_editor, launcher

PLACE = EditingPlace(
    "é.po", "/a b/é.po", 7, "current", "guide/map", "0a", "See & go?", None, "the menu"
)
SOURCE = EditingPlace("x.rst", "/a b/x.rst", 12, "source")


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("vscode://file/{path}:{line}", "vscode://file/a%20b/%C3%A9.po:7"),
        ("vscode://file{path}:{line}", "vscode://file/a%20b/%C3%A9.po:7"),
        ("idea://open?file={path}&line={line}", "idea://open?file=/a%20b/%C3%A9.po&line=7"),
        ("txmt://open?url=file://{path}&line={line}",
         "txmt://open?url=file:///a%20b/%C3%A9.po&line=7"),
        ("https://w.example/translate/p/{catalog}/fr/?checksum={checksum}",
         "https://w.example/translate/p/guide-map/fr/?checksum="
         + weblate_checksum("See & go?", None, "the menu")),
        ("https://w.example/?q={msgid}&c={context}",
         "https://w.example/?q=See%20%26%20go%3F&c=the%20menu"),
    ],
)  # fmt: skip
def test_address_is_filled(template: str, address: str) -> None:
    assert fill_editor(template, PLACE) == address


def test_source_has_no_address_in_a_tool_for_messages() -> None:
    assert fill_editor("https://w.example/{catalog}", SOURCE) == ""
    assert fill_editor("vscode://file/{path}", SOURCE) == "vscode://file/a%20b/x.rst"


def test_what_stands_in_a_message_is_no_place() -> None:
    place = EditingPlace("x.po", "/x.po", 1, "current", "x", "0a", "{path}")
    assert fill_editor("https://w.example/{msgid}", place) == "https://w.example/%7Bpath%7D"


@pytest.mark.parametrize("text", ["vscode://{file}", "https://w/{checksum}/{}", "gvim {Path}"])
def test_unknown_place_is_a_wrong_call(text: str) -> None:
    with pytest.raises(UsageError, match=re.escape("it knows {path}, {line}, {catalog}, {msgid}")):
        check_editor(text)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([], ["+12", "/a b/x.rst"]),
        (["--goto", "{path}:{line}"], ["--goto", "/a b/x.rst:12"]),
    ],
)
def test_editor_is_called(
    given: list[str], wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr("subprocess.Popen", lambda command, **_: called.append(command))
    launcher(" ".join(["'my editor'", *given]))(SOURCE)
    assert called == [["my editor", *wanted]]


@pytest.mark.parametrize("command", ["'open", " ", "open {where}"])
def test_editor_that_cannot_be_read_is_a_wrong_call(command: str) -> None:
    with pytest.raises(UsageError, match="--editor"):
        launcher(command)
