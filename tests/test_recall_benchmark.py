"""The measure of recall spoils what it says, the same each time, and counts what is found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import polib
import pytest
from recall import rewrite, spoil, swap
from spoiling import scale_words, spoils

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.reading import parse_catalog, read_catalog
from editions.rules.registry import MessagePair
from tests.conftest import PROJECT

TEXTS = (
    ("See :ref:`the map <map>` of 12 bays.", "Voir :ref:`la carte <map>` des 12 baies."),
    ("Set ``depth`` to ``deep``.", "Réglez ``depth`` à ``deep``."),
    ("It cost 3 million dollars (much).", "Cela a coûté 3 millions de dollars (beaucoup)."),
    ("Read `this <https://a.example/x>`_ now.", "Lisez `ceci <https://a.example/x>`_ vite."),
    ("Since |tide| it is **high** [1]_ here.", "Depuis |tide| elle est **haute** [1]_ ici."),
    ("Who goes? Not one of them", "Qui va\u00a0? Pas un seul\u00a0: «\u00a0non\u00a0»"),
    ("Ask: is it you?", "¿Eres tú?"),
    (" ".join(["the tide comes and goes"] * 6), " ".join(["la marée monte et descend"] * 6)),
)


def seeded() -> Random:
    return Random(4)  # noqa: S311  # the same choices each time


def make_pair(source: str, target: str) -> MessagePair:
    entry = Entry(1, source, (target,))
    return MessagePair(entry, Catalog(Path("x.po"), {}, (entry,)))


@pytest.mark.parametrize("kind", spoils("fr"))
def test_each_way_spoils_something_and_the_same_each_time(kind: str) -> None:
    way = spoils("fr")[kind]
    results = [way(make_pair(*texts), seeded()) for texts in TEXTS]
    assert results == [way(make_pair(*texts), seeded()) for texts in TEXTS]
    spoilt = [
        new for new, (_, target) in zip(results, TEXTS, strict=True) if new not in (None, target)
    ]
    assert spoilt


def test_scale_words_are_those_of_the_language() -> None:
    assert {"million", "millions", "milliards"} <= set(scale_words("fr"))


def test_sentences_change_places_and_short_texts_do_not() -> None:
    long = ("one two three four five six", "un deux trois quatre cinq six")
    other = ("it is time to go to bed", "il est temps d’aller au lit")
    pairs = [make_pair(*long), make_pair(*other)]
    assert swap(list(enumerate(pairs))) == {0: other[1], 1: long[1]}
    assert swap(list(enumerate([pairs[0], make_pair("Yes", "Oui")]))) == {}
    assert swap([(0, pairs[0])]) == {}


def write(path: Path, count: int) -> None:
    catalog = polib.POFile()
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "fr"}
    for n in range(count):
        catalog.append(polib.POEntry(msgid=f"the ``x{n}`` ship", msgstr=f"le navire ``x{n}``"))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.save(str(path))


def test_a_catalog_is_spoilt_sparsely_and_nothing_else_changes(tmp_path: Path) -> None:
    write(tmp_path / "x.po", 24)
    catalog = read_catalog(tmp_path / "x.po", tmp_path)
    new, defects = spoil("x.po", catalog, set(), spoils("fr"), 8, seeded(), Counter())
    assert len(defects) == len(new) == 24 // 8
    after = parse_catalog(catalog.path, rewrite(catalog, new), "x.po")
    for position, (old, now) in enumerate(zip(catalog.entries, after.entries, strict=True)):
        assert now.msgid == old.msgid
        assert now.msgstr == new.get(position, old.msgstr)
    keys = {("x.po", key) for defect in defects for key in defect.keys}
    _, others = spoil("x.po", catalog, keys, spoils("fr"), 8, seeded(), Counter())
    assert not {("x.po", key) for defect in others for key in defect.keys} & keys


def test_recall_is_measured(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    write(folder / "a.po", 40)
    write(folder / "b" / "c.po", 40)
    before = {path: path.read_bytes() for path in folder.rglob("*.po")}
    missed = tmp_path / "missed.json"
    command = [sys.executable, str(PROJECT / "benchmarks" / "recall.py"), str(folder)]
    command += ["--locale", "fr", "--no-spelling", "--jobs", "1", "--missed", str(missed)]
    results = [
        subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2)
    ]
    assert results[0].returncode == 0, results[0].stderr
    assert results[0].stdout == results[1].stdout
    name, count, *_ = results[0].stdout.splitlines()[-1].split()
    found, made = map(int, count.split("/"))
    assert name == "all"
    assert made == 10
    assert 5 <= found <= made
    assert len(json.loads(missed.read_text(encoding="utf-8"))) == made - found
    assert {path: path.read_bytes() for path in folder.rglob("*.po")} == before
