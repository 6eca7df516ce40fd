"""Measure the rules on catalogs by entries that people have judged.

``python benchmarks/precision.py FOLDER`` looks in ``FOLDER/PROJECT`` for the catalogs of each
project of ``tests/rules/data/labels.csv``, finds the judged translations by their hashes, checks
the catalogs, and prints for each rule how many of the judged translations it still reports: those
that are wrong, and those that are right.  The texts themselves belong to their translators and are
not kept here.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from editions.catalogs.entries import Entry
from editions.catalogs.reading import examine_catalog
from editions.rules.examining import path_locale
from editions.rules.registry import Context
from editions.rules.running import Options, check_catalogs, find_catalogs
from editions.rules.waivers import message_key

DATA = Path(__file__).parent.parent / "tests" / "rules" / "data"
LABELS = DATA / "labels.csv"
#: A termbase for these catalogs, by which the findings on terms were judged.
TERMS = DATA / "terms.csv"


@dataclass(frozen=True)
class Label:
    """What a person said of one finding."""

    project: str
    locale: str
    rule: str
    #: Whether the translation is wrong, as the rule says.
    wrong: bool
    #: SHA-256 of the message, a NUL character and the translation.
    sha256: str
    why: str


@dataclass
class Score:
    """How one rule fares with the translations that were judged."""

    #: Wrong and right ones that were found in the catalogs.
    wrong: int = 0
    right: int = 0
    #: Those of them that the rule reports.
    wrong_reported: int = 0
    right_reported: int = 0

    @property
    def precision(self) -> float:
        """The share of wrong ones among those reported; 1 where none is."""
        reported = self.wrong_reported + self.right_reported
        return self.wrong_reported / reported if reported else 1.0


def digest(entry: Entry) -> str:
    """Return the hash by which a translation is found."""
    return hashlib.sha256(f"{entry.msgid}\0{entry.msgstr}".encode()).hexdigest()


def read_labels(path: Path) -> list[Label]:
    """Return the labels in a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Label(
                row["project"],
                row["locale"],
                row["rule"],
                row["verdict"] == "true",
                row["sha256"],
                row["why"],
            )
            for row in csv.DictReader(file, strict=True)
        ]


def own_catalogs(folder: Path, locale: str, others: Iterable[str]) -> list[Path]:
    """Return the catalogs of a project in one locale; those whose path tells none belong to it.

    *others* are the locales of the project that have labels as well.
    """
    paths = find_catalogs([folder])
    named = {path: path_locale(path.relative_to(folder)) for path in paths}
    alone = not set(others) - {locale}
    return [path for path in paths if named[path] == locale or (alone and not named[path])]


def reported(paths: list[Path], folder: Path, locale: str) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the hashes of all translations, and those reported with their rules."""
    hashes: dict[tuple[str, str], str] = {}
    for path in paths:
        catalog, _ = examine_catalog(path, path.read_bytes(), str(path.relative_to(folder)))
        for entry in catalog or ():
            key = (str(path.relative_to(folder)), message_key(entry.msgid, entry.msgctxt))
            hashes[key] = digest(entry)
    checked = check_catalogs(paths, Options(Context(locale, terms=TERMS), locale, folder))
    found = {
        (hashes[finding.file, checked.keys[finding]], finding.rule)
        for finding in checked.findings
        if (finding.file, checked.keys.get(finding, "")) in hashes
    }
    return set(hashes.values()), found


def measure(labels: list[Label], folder: Path) -> Iterator[tuple[str, dict[str, Score]]]:
    """Yield the scores of the rules, project by project; an absent project has none."""
    groups: dict[str, dict[str, list[Label]]] = defaultdict(lambda: defaultdict(list))
    for label in labels:
        groups[label.project][label.locale].append(label)
    for project, by_locale in groups.items():
        scores: dict[str, Score] = defaultdict(Score)
        if (folder / project).is_dir():
            for locale, own in by_locale.items():
                paths = own_catalogs(folder / project, locale, by_locale)
                present, found = reported(paths, folder, locale)
                for label in own:
                    if label.sha256 in present:
                        add(scores[label.rule], label, (label.sha256, label.rule) in found)
        yield project, scores


def add(score: Score, label: Label, is_reported: bool) -> None:
    """Count one judged translation."""
    if label.wrong:
        score.wrong += 1
        score.wrong_reported += is_reported
    else:
        score.right += 1
        score.right_reported += is_reported


def table(scores: Mapping[str, Score]) -> Iterator[str]:
    """Yield the lines of the result."""
    yield f"{'rule':20}{'wrong':>14}{'right':>14}{'precision':>12}"
    for rule, score in sorted(scores.items()):
        wrong = f"{score.wrong_reported}/{score.wrong}"
        right = f"{score.right_reported}/{score.right}"
        yield f"{rule:20}{wrong:>14}{right:>14}{score.precision:>12.0%}"


def main() -> int:
    """Measure, and print the table: reported of judged, wrong ones and right ones."""
    parser = argparse.ArgumentParser(description="Measure the rules by judged translations.")
    parser.add_argument("folder", type=Path, help="holds a folder of catalogs for each project")
    parser.add_argument("--labels", type=Path, default=LABELS, help="what people said")
    options = parser.parse_args()
    total: dict[str, Score] = defaultdict(Score)
    for project, scores in measure(read_labels(options.labels), options.folder):
        count = sum(score.wrong + score.right for score in scores.values())
        print(f"{project}: {count} judged translations found", file=sys.stderr)
        for rule, score in scores.items():
            sum_ = total[rule]
            sum_.wrong += score.wrong
            sum_.right += score.right
            sum_.wrong_reported += score.wrong_reported
            sum_.right_reported += score.right_reported
    print("\n".join(table(total)))
    return 0 if total else 1


if __name__ == "__main__":
    sys.exit(main())
