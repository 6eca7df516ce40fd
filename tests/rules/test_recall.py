"""All rules together: nearly all defects are found, and hardly a right translation is accused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polib
import pytest

from editions.rules.registry import Context
from editions.rules.running import Options, check_catalogs
from tests.rules.sentences import COLUMNS, TERMS, TRICKY, faithful, make_defects

#: What the project promises.
LEAST_FOUND, MOST_ACCUSED = 0.95, 0.05

Texts = Sequence[tuple[str, str]]


def write(path: Path, texts: Texts, locale: str) -> None:
    catalog = polib.POFile()
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": locale}
    catalog.extend(polib.POEntry(msgid=source, msgstr=target) for source, target in texts)
    catalog.save(str(path))


def check(folder: Path, catalogs: Mapping[str, Texts], locale: str) -> dict[str, set[str]]:
    """Return the rules that each catalog breaks, checked among faithful ones."""
    (folder / "terms.csv").write_text(TERMS, encoding="utf-8")
    write(folder / "faithful.po", faithful(locale), locale)
    for name, texts in catalogs.items():
        write(folder / f"{name}.po", texts, locale)
    # What differs from the faithful translation of the same message would be found too easily.
    context = Context(locale, terms=folder / "terms.csv", skipped=frozenset(("inconsistent",)))
    paths = sorted(folder.glob("*.po"))
    checked = check_catalogs(paths, Options(context, locale, folder, jobs=1))
    broken: dict[str, set[str]] = {name: set() for name in (*catalogs, "faithful")}
    for finding in checked.findings:
        broken[Path(finding.file).stem].add(finding.rule)
    assert broken.pop("faithful") == set()
    return broken


@pytest.mark.parametrize("seed", [2010, 1867])
def test_defects_are_found(tmp_path: Path, seed: int) -> None:
    defects = list(make_defects(seed, each=2))
    assert len(defects) >= 100
    missed = []
    for locale in COLUMNS:
        folder = tmp_path / locale
        folder.mkdir()
        own = {f"d{n}": d for n, d in enumerate(defects) if d.locale == locale}
        broken = check(folder, {name: defect.texts for name, defect in own.items()}, locale)
        missed += [
            (defect.kind, defect.texts[0], broken[name])
            for name, defect in own.items()
            if not broken[name].intersection(defect.rules)
        ]
    assert len(missed) <= (1 - LEAST_FOUND) * len(defects), missed


def test_right_translations_are_left_alone(tmp_path: Path) -> None:
    assert len(TRICKY) >= 100
    accused = []
    for locale in COLUMNS:
        folder = tmp_path / locale
        folder.mkdir()
        own = {f"t{n}": row[1:] for n, row in enumerate(TRICKY) if row[0] == locale}
        broken = check(folder, {name: [texts] for name, texts in own.items()}, locale)
        accused += [(own[name], rules) for name, rules in broken.items() if rules]
    assert len(accused) <= MOST_ACCUSED * len(TRICKY), accused
