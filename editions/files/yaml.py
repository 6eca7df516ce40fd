"""Look for traps in YAML before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from editions.findings import Finding
from editions.phrases import phrase

#: libyaml's parser is ten times as fast; the other one reads the same.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Lists and mappings in one another.
MAX_DEPTH = 8
#: Values when every alias is written out.
MAX_VALUES = 200_000
#: Letters of one value.
MAX_LETTERS = 20_000


def yaml_traps(text: str, file: str) -> list[Finding]:
    """Return what would make a reader of YAML fail, or never end; nothing of what is sound.

    Raises:
        yaml.YAMLError: it is not YAML.
    """
    traps = _traps(yaml.parse(text, LOADER))
    return [Finding(file, line, message, rule) for line, message, rule in traps][:1]


def _traps(events: Iterator[yaml.Event]) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and rule; nothing after the first is to be trusted."""
    #: Values below each anchor, aliases written out; None as long as it is not at its end.
    sizes: dict[str, int | None] = {}
    #: The collections around: their anchors, and the values in them so far.
    around: list[tuple[str | None, int]] = []
    total = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 0
        added = 1
        if isinstance(event, yaml.CollectionStartEvent):
            around.append((event.anchor, 0))
            if event.anchor is not None:
                sizes[event.anchor] = None
            if len(around) > MAX_DEPTH:
                yield (
                    line,
                    phrase("is nested more than {max_depth} deep", max_depth=MAX_DEPTH),
                    "yaml-depth",
                )
                return
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, inside = around.pop()
            added += inside
            if anchor is not None:
                sizes[anchor] = added
        elif isinstance(event, yaml.AliasEvent):
            size = sizes.get(str(event.anchor), 1)  # of an unknown one the composer says so
            if size is None:
                message = phrase(
                    "*{anchor} is nested too deeply, or contains itself", anchor=event.anchor
                )
                yield line, message, "yaml-depth"
                return
            added = size
        elif isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None:
                sizes[event.anchor] = 1
            if len(event.value) > MAX_LETTERS:
                message = phrase(
                    "a text has more than {max_letters:,} letters", max_letters=MAX_LETTERS
                )
                yield line, message, "yaml-length"
        else:
            continue
        if around:
            anchor, inside = around[-1]
            around[-1] = (anchor, inside + added)
        total = added if not around else around[-1][1]
        if total > MAX_VALUES:
            yield (
                line,
                phrase("holds more than {max_values:,} values", max_values=MAX_VALUES),
                "yaml-length",
            )
            return
