"""Some of the inputs that ``make fuzz`` tries, the same ones in every run."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.findings import Finding, FindingsError
from tests import fuzzing
from tests.catalogs import HEADER
from tests.fuzzing import SUBJECTS, Subject, flaw_of, make_input, try_inputs

#: Inputs of each subject.
NUMBER = 150


@pytest.mark.parametrize("name", SUBJECTS)
def test_what_is_sound_is_read(name: str, tmp_path: Path) -> None:
    subject = SUBJECTS[name]
    for text in subject.sound:
        path = tmp_path / subject.file
        path.write_text(text, encoding="utf-8")
        if text == fuzzing.TMX:  # a memory is no XLIFF
            with pytest.raises(FindingsError, match=r"XLIFF 1\.4; save it as"):
                subject.read(path)
        else:
            subject.read(path)


@pytest.mark.parametrize("name", SUBJECTS)
def test_no_input_ends_in_a_traceback_or_never(name: str) -> None:
    flaws: list[str] = []
    count = try_inputs(
        SUBJECTS[name],
        1,
        range(NUMBER),
        lambda number, data, flaw: flaws.append(f"{number}: {flaw}"),
    )
    assert count == NUMBER
    assert flaws == []


#: What begins something, or could: the readers look for the end of each.
PIECES = (
    *("<a ", "<a b=c ", "<a b='", "</a", "<!--", "a:", ":a:`b` ", ":a:`", "`a <b>`_ ", "`a`__ "),
    *(
        "``a`` ",
        "``",
        "`",
        "*a* ",
        "**a** ",
        "*",
        "|a| ",
        "|",
        "[#a]_ ",
        "[a",
        "a_ ",
        "_",
        "(",
        "{",
    ),
    *("{a} ", "%(a)s ", "%", "$a$ ", "\\", "&a", "&", "www.a", "a@", "a.", "http://a ", "://"),
    *(
        "1 ",
        "1,",
        "1.",
        "1 000 ",
        "1\u00a0",
        "\u00a0",
        "\u202f",
        "é",
        "漢",
        "\u0301",
        '"',
        "’",
        "-",
    ),
)


@pytest.mark.parametrize("around", ["{}", ":ref:`pier{} <pier>`"])
@pytest.mark.parametrize("piece", [*PIECES, " "])
def test_a_catalog_of_one_piece_takes_no_longer_than_any(
    piece: str, around: str, tmp_path: Path
) -> None:
    """At most 4 seconds for 100 kB, however the piece is read."""
    text = around.format(piece * (1900 // len(piece)))
    shown = text.replace("\\", "\\\\").replace('"', '\\"')
    entries = (f'msgid "T{n} {shown}"\nmsgstr "L{n} {shown}"\n' for n in range(5))
    path = tmp_path / SUBJECTS["catalogs"].file
    path.write_text("\n".join([HEADER, *entries]), encoding="utf-8")
    began = time.process_time()
    SUBJECTS["catalogs"].read(path)
    assert time.process_time() - began < 2


def test_an_input_is_the_same_again_and_others_are_others() -> None:
    subject = SUBJECTS["csl"]
    inputs = {make_input(subject, seed, number) for seed in (1, 2) for number in range(20)}
    assert len(inputs) > 35
    assert make_input(subject, 1, 7) == make_input(subject, 1, 7)


def refuse(_path: Path) -> None:
    raise FindingsError([Finding("x", 1, "", "rule")])


def hang(_path: Path) -> None:
    while True:
        pass


def stumble(_path: Path) -> None:
    raise KeyError("x")


@pytest.mark.parametrize(
    ("read", "flaw"),
    [(stumble, "KeyError: 'x'"), (hang, "TooSlowError"), (refuse, "no line that can be printed")],
)
def test_what_must_not_be_is_noticed(
    read: Callable[[Path], object], flaw: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzzing, "PATIENCE", 0.1)
    assert flaw in flaw_of(Subject("x", ["a"], ["b"], read), b"a", tmp_path)
