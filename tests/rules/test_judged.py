"""Sentences in all four locales, most of them written before their writer had seen the rules.

``data/judged.csv`` holds translations with one fault each, and the rules of which one must find it,
and right ones that a hasty check takes for wrong.  Characters that nobody sees have a sign there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from editions.rules.registry import Context
from editions.rules.running import Options, check_catalogs

DATA = Path(__file__).parent / "data"
#: What the project promises.
LEAST_FOUND, MOST_ACCUSED = 0.95, 0.05
#: The signs of no-break spaces, a space without a width, a turned direction and a new line.
SIGNS = str.maketrans("␣⍽␢⇄⏎", "\u00a0\u202f\u200b\u202e\n")


@dataclass(frozen=True)
class Judged:
    """A translation, and what is wrong with it."""

    locale: str
    #: The rules of which one must find it; none where it is right.
    rules: frozenset[str]
    message: str
    translation: str


def judged() -> Iterator[Judged]:
    with (DATA / "judged.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            rules = frozenset(row["rules"].split())
            translation = row["translation"].translate(SIGNS)
            yield Judged(row["locale"], rules, row["message"], translation)


def broken(folder: Path, text: Judged) -> set[str]:
    """Return the rules that a translation breaks, alone in its catalog."""
    catalog = polib.POFile()
    catalog.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": text.locale,
    }
    catalog.append(polib.POEntry(msgid=text.message, msgstr=text.translation))
    path = folder / "one.po"
    catalog.save(str(path))
    context = Context(text.locale, terms=DATA / "judged-terms.csv")
    checked = check_catalogs([path], Options(context, text.locale, folder, jobs=1))
    return {finding.rule for finding in checked.findings}


def test_faults_are_found(tmp_path: Path) -> None:
    faulty = [text for text in judged() if text.rules]
    assert len(faulty) >= 100
    missed = [text for text in faulty if not text.rules & broken(tmp_path, text)]
    assert len(missed) <= (1 - LEAST_FOUND) * len(faulty), missed


def test_right_translations_are_left_alone(tmp_path: Path) -> None:
    right = [text for text in judged() if not text.rules]
    assert len(right) >= 170
    accused = [(text, rules) for text in right if (rules := broken(tmp_path, text))]
    assert len(accused) <= MOST_ACCUSED * len(right), accused
