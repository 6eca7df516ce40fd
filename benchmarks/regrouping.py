"""Split the paragraphs of real catalogs at random, and show how their translations are carried.

    .venv/bin/python benchmarks/regrouping.py path/to/python-docs-es --locale es --show 100

The folder is any tree of .po files.  Every translated paragraph of two sentences or more is cut
into two; it is counted how many pairs of halves are carried as valid, as outdated, or not at all
(both halves then keep the whole translation, as outdated).  Of the valid ones some are shown,
around the cut, for a person to read: a half is wrong where it has a sentence of the other one.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from editions.catalogs.agreement import Agree, facts_agree
from editions.catalogs.entries import Entry
from editions.catalogs.reading import parse_catalog
from editions.catalogs.regrouping import regroup
from editions.catalogs.sentences import split_sentences
from editions.catalogs.syntax import syntax_of
from editions.catalogs.templates import Message, SourcePlace
from editions.findings import FindingsError

#: Letters that are shown on each side of a cut.
_AROUND = 75


@dataclass(frozen=True)
class Cut:
    """A paragraph in two halves, and what they were given."""

    halves: tuple[str, str]
    #: The translation of each half; none where the paragraph was not taken for one that was split.
    translations: tuple[str, ...]
    outdated: bool

    @property
    def outcome(self) -> str:
        """What became of the translation."""
        if len(self.translations) < 2:
            return "kept whole"
        return "outdated" if self.outdated else "valid"


def entries_of(folder: Path) -> Iterator[Entry]:
    """Yield the current translations of every catalog under *folder*."""
    for path in sorted(folder.rglob("*.po")):
        try:
            catalog = parse_catalog(path, path.read_bytes(), str(path))
        except FindingsError:
            continue
        yield from (entry for entry in catalog if entry.usable and entry.msgid_plural is None)


def cut(entry: Entry, agree: Agree, dice: random.Random) -> Cut | None:
    """Return a paragraph that was split somewhere, or None for one of a single sentence."""
    sentences = split_sentences(syntax_of(entry.references).parse(entry.msgid))
    if len(sentences) < 2:
        return None
    at = dice.randrange(1, len(sentences))
    first, second = (
        "".join(sentence.text + sentence.gap for sentence in part).strip()
        for part in (sentences[:at], sentences[at:])
    )
    places = tuple(SourcePlace(name) for name in entry.references)
    messages = {n: Message(text, places=places) for n, text in enumerate((first, second))}
    found = regroup([entry], messages, agree).messages
    return Cut(
        (first, second),
        tuple(one.entry.msgstr for one in found),
        any(one.entry.fuzzy for one in found),
    )


def main() -> None:
    """Split, count and show."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--locale", required=True)
    parser.add_argument("--source-locale", default="en")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311  # a sample, no secret
    agree = facts_agree(Locale.parse(options.source_locale), Locale.parse(options.locale))
    cuts = [found for entry in entries_of(options.folder) if (found := cut(entry, agree, dice))]
    outcomes = Counter(found.outcome for found in cuts)
    print(f"{len(cuts)} paragraphs:", ", ".join(f"{n} {what}" for what, n in outcomes.items()))
    valid = [found for found in cuts if found.outcome == "valid"]
    for found in dice.sample(valid, min(options.show, len(valid))):
        for half, translation in zip(found.halves, found.translations, strict=True):
            end = half == found.halves[0]
            for text in (half, translation):
                print(f"… {text[-_AROUND:]}" if end else f"  {text[:_AROUND]}")
        print()


if __name__ == "__main__":
    main()
