"""Measure how many defects the check of catalogs finds, by spoiling translations that it passes.

    .venv/bin/python benchmarks/recall.py path/to/python-docs-fr --locale fr --seed 7

Of each catalog in the folder, a few translations that no rule complains about are spoilt, each in
one of the ways of `spoiling.py` or by changing places with its neighbour.  A defect is found if
the check then complains about that translation.  The same seed makes the same defects; nothing is
written into the folder.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

from spoiling import MISSPELT, Spoil, spoils

from editions.catalogs.blocks import split_block, translation_lines
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.reading import parse_catalog
from editions.catalogs.writing import EntryText, Layout, assemble
from editions.findings import FindingsError, Severity
from editions.rules.examining import make_pairs
from editions.rules.registry import Context, MessagePair
from editions.rules.running import Checked, Options, check_catalogs, find_catalogs
from editions.rules.waivers import message_key

#: Name of the defect that takes two translations.
SWAPPED = "neighbours swapped"
#: Of so many translations, one is spoilt: the others show what the catalog's habits are.
SPARSE = 8
#: So many translations are tried for one that can be spoilt in a rare way.
TRIES = 60


@dataclass(frozen=True)
class Defect:
    """One translation that was spoilt."""

    #: The catalog, relative to the folder.
    file: str
    kind: str
    #: Keys of the messages; a finding on one of them is enough.
    keys: tuple[str, ...]
    msgid: str
    msgstr: str


@dataclass
class Score:
    """How many defects of one kind were found."""

    made: int = 0
    found: int = 0
    #: Found by a rule whose findings are errors.
    errors: int = 0


def key(entry: Entry) -> str:
    """Return the key that findings name a message by."""
    return message_key(entry.msgid, entry.msgctxt)


def read_catalogs(paths: Iterable[Path], folder: Path) -> dict[str, Catalog]:
    """Return the catalogs that can be read, by their names; say which cannot."""
    catalogs = {}
    for path in paths:
        name = str(path.relative_to(folder))
        try:
            catalogs[name] = parse_catalog(path, path.read_bytes(), name)
        except FindingsError as error:
            print(f"left out: {error.findings[0]}", file=sys.stderr)
    return catalogs


def spoil(
    file: str,
    catalog: Catalog,
    accused: set[tuple[str, str]],
    ways: Mapping[str, Spoil],
    most: int,
    random: Random,
    made: Counter[str],
) -> tuple[dict[int, str], list[Defect]]:
    """Choose translations of a catalog and spoil them.

    Returns the new translations by their entries' positions, and what was done.  *accused* are
    files and keys that a rule complains about already; of the *ways*, those that were *made* least
    often come first.
    """
    positions = {id(entry): n for n, entry in enumerate(catalog.entries)}
    pairs = [
        (positions[id(pair.entry)], pair)
        for pair in make_pairs(catalog)
        if pair.entry.msgid_plural is None
    ]
    new: dict[int, str] = {}
    defects: list[Defect] = []
    for kind in sorted([*ways, SWAPPED], key=lambda kind: (made[kind], kind)):
        if len(defects) >= min(most, len(pairs) // SPARSE):
            break
        for index in random.sample(range(len(pairs)), min(TRIES, len(pairs))):
            neighbours = pairs[index : index + 2]
            if any((file, key(pair.entry)) in accused or n in new for n, pair in neighbours):
                continue
            changed = swap(neighbours) if kind == SWAPPED else {}
            position, pair = pairs[index]
            text = ways[kind](pair, random) if kind != SWAPPED else None
            if text is not None and text != pair.target:
                changed = {position: text}
            if changed:
                new |= changed
                made[kind] += 1
                keys = tuple(key(catalog.entries[n]) for n in changed)
                defects.append(Defect(file, kind, keys, pair.entry.msgid, changed[position]))
                break
    return new, defects


def swap(neighbours: list[tuple[int, MessagePair]]) -> dict[int, str]:
    """Return two sentences in each other's place, or nothing where they are no sentences."""
    if len(neighbours) < 2 or any(len(pair.source.split()) < 6 for _, pair in neighbours):
        return {}
    (one, first), (other, second) = neighbours
    return {one: second.target, other: first.target} if first.target != second.target else {}


def rewrite(catalog: Catalog, new: Mapping[int, str]) -> bytes:
    """Return the catalog's file with *new* translations at some positions."""
    layout = Layout(catalog)
    pieces = []
    for position in range(len(catalog.entries)):
        lines = tuple(layout.entry(position))
        if position in new:
            block = split_block(lines)
            translation = translation_lines((new[position],), plural=False)
            lines = tuple(replace(block, translation=translation).lines)
        pieces.append(EntryText(lines, position, untouched=position not in new))
    return assemble(layout, layout.header, pieces).encode()


def complaints(checked: Checked) -> Iterator[tuple[tuple[str, str], Severity]]:
    """Yield the file and key of each finding on a translation, and how bad it is."""
    for finding in checked.findings:
        if finding in checked.keys:
            yield (finding.file, checked.keys[finding]), finding.severity


def measure(
    folder: Path, context: Context, seed: int, most: int, jobs: int
) -> tuple[dict[str, Score], list[Defect]]:
    """Return how many defects of each kind are found, and those that are not."""
    catalogs = read_catalogs(find_catalogs([folder]), folder)
    options = Options(context, context.locale, folder, jobs=jobs)
    original = check_catalogs([catalog.path for catalog in catalogs.values()], options)
    accused = {place for place, _ in complaints(original)}
    ways = spoils(context.locale)
    if "spelling" in context.skipped:
        del ways[MISSPELT]
    made: Counter[str] = Counter()
    defects = []
    with tempfile.TemporaryDirectory() as scratch:
        for file, catalog in catalogs.items():
            random = Random(f"{seed} {file}")  # noqa: S311  # the same defects each time
            new, own = spoil(file, catalog, accused, ways, most, random, made)
            defects += own
            path = Path(scratch, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(rewrite(catalog, new))
        mutants = [Path(scratch, file) for file in catalogs]
        spoilt = check_catalogs(mutants, replace(options, root=Path(scratch)))
    worst: dict[tuple[str, str], Severity] = {}
    for place, severity in complaints(spoilt):
        worst[place] = Severity.ERROR if severity is Severity.ERROR else worst.get(place, severity)
    scores: dict[str, Score] = {}
    missed = []
    for defect in defects:
        found = [worst[defect.file, k] for k in defect.keys if (defect.file, k) in worst]
        score = scores.setdefault(defect.kind, Score())
        score.made += 1
        score.found += bool(found)
        score.errors += Severity.ERROR in found
        if not found:
            missed.append(defect)
    return scores, missed


def table(scores: Mapping[str, Score]) -> Iterator[str]:
    """Yield the lines of the result: found of made by kind, and how many of them as errors."""
    yield f"{'':22}{'found':>12}{'':>6}{'as error':>10}"
    for kind, score in [*sorted(scores.items()), ("all", total(scores.values()))]:
        share = score.found / score.made if score.made else 0
        count = f"{score.found}/{score.made}"
        yield f"{kind:22}{count:>12}{share:>6.0%}{score.errors:>10}"


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of some scores."""
    result = Score()
    for score in scores:
        result.made += score.made
        result.found += score.found
        result.errors += score.errors
    return result


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="tree of .po files in one language")
    parser.add_argument("--locale", required=True, help="of the translations")
    parser.add_argument("--seed", type=int, default=1, help="of the choice of defects")
    parser.add_argument("--most", type=int, default=12, help="defects in one catalog")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--no-spelling", action="store_true", help="switch the spelling off")
    parser.add_argument("--missed", type=Path, help="file for the defects not found, as JSON")
    options = parser.parse_args()
    skipped = frozenset(["spelling"] if options.no_spelling else [])
    context = Context(options.locale, skipped=skipped)
    scores, missed = measure(options.folder, context, options.seed, options.most, options.jobs)
    print("\n".join(table(scores)))
    if options.missed:
        content = json.dumps([asdict(defect) for defect in missed], ensure_ascii=False, indent=1)
        options.missed.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
