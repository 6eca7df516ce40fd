"""Styles of projects: what is read, and what would fetch, never end, or take the machine."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from editions.findings import FindingsError
from editions.references.formatting import STYLE
from editions.references.styles import MOST_BYTES, read_style

OWN = STYLE.read_text(encoding="utf-8")
_LAYOUT = re.search(r"<bibliography.*?<layout[^>]*>", OWN, re.DOTALL)
assert _LAYOUT


def styled(part: str, macros: str = "") -> str:
    """Return the style with a part at the beginning of each entry, and more macros."""
    assert _LAYOUT
    text = OWN[: _LAYOUT.end()] + part + OWN[_LAYOUT.end() :]
    return text.replace("<bibliography", f"{macros}<bibliography", 1)


def doubling(times: int, call: str = "macro") -> str:
    """Return macros each of which uses the next one twice."""
    uses = [f'<text {call}="m{n + 1}"/>' * 2 for n in range(times)]
    parts = [f'<macro name="m{n}">{use}</macro>' for n, use in enumerate(uses)]
    return styled('<text macro="m0"/>', "".join(parts) + f'<macro name="m{times}"/>')


@pytest.mark.parametrize(
    "text",
    [
        OWN,
        f"\ufeff{OWN}",
        styled('<text macro="none"/>'),
        doubling(10),
        styled("<choose>" + '<if type="book"><text value="x"/></if>' * 15_000 + "</choose>"),
    ],
    ids=["own", "marked", "unknown macro", "doubling", "choice"],
)
def test_a_style_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.csl"
    path.write_text(text, encoding="utf-8")
    assert read_style(path, "s.csl").decode() == text.removeprefix("\ufeff")


LONG = "x" * 90_000
PARENT = '<link href="http://127.0.0.1:9/x.csl" rel="independent-parent"/>'
ITSELF = '<macro name="a"><text macro="b"/></macro><macro name="b"><group><text macro="a"/></group>'
REFUSED = {
    "parent": (OWN.replace("<info>", f"<info>{PARENT}", 1), r"^s\.csl:\d+: .*leads to another"),
    "itself": (styled("", f"{ITSELF}</macro>"), r"^s\.csl:\d+: the macro '[ab]' uses itself"),
    "doubled": (doubling(40), r"^s\.csl:\d+: .*more than 20,000 steps"),
    "doubled forever": (doubling(3_000), "more than 20,000 steps"),
    "other names": (doubling(40, 'xmlns:x="y" x:macro'), "more than 20,000 steps"),
    "long": (
        styled(
            '<text macro="v"/>' * 100, f'<macro name="v"><text value="{"x" * 90_000}"/></macro>'
        ),
        "more than 20,000 steps",
    ),
    "deep": (styled("<group>" * 400 + "</group>" * 400), "is no XML: Excessive depth"),
    "large": (OWN + " " * MOST_BYTES, "larger than 1,000,000 bytes"),
    "open": ("<style", r"^s\.csl:1: is no XML"),
    "empty": ("", r"^s\.csl:1: is no XML"),
    "bomb": ('<!DOCTYPE s [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><s>&c;&d;</s>', "is no XML"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_style_that_acts_or_does_not_end_is_refused(tmp_path: Path, case: str) -> None:
    text, problem = REFUSED[case]
    path = tmp_path / "s.csl"
    path.write_text(text, encoding="utf-8")
    begin = time.process_time()
    with pytest.raises(FindingsError, match=problem):
        read_style(path, "s.csl")
    assert time.process_time() - begin < 5


def test_what_is_no_file_of_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "s.csl"
    os.mkfifo(path)
    with pytest.raises(FindingsError, match="a pipe"):
        read_style(path, "s.csl")
    with pytest.raises(FindingsError, match="No such file"):
        read_style(tmp_path / "none.csl", "none.csl")
    path.unlink()
    path.write_bytes(OWN.encode("utf-16"))
    with pytest.raises(FindingsError, match="is not UTF-8"):
        read_style(path, "s.csl")
