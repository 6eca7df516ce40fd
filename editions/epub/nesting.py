"""Style rules within others, which EPUB 3 and many reading systems do not know, written out.

See https://drafts.csswg.org/css-nesting-1/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import tinycss2
from tinycss2.ast import Node

#: Rules for a condition, which hold others.
CONDITIONS = frozenset(("container", "document", "layer", "media", "scope", "supports"))
_RULES = frozenset(("qualified-rule", "at-rule"))


def flatten(rule: Node) -> str:
    """Return a rule of a style sheet without rules within style rules; any other as it is."""
    if not is_nested(rule):
        return str(tinycss2.serialize([rule]))
    return "".join(_flat(rule, ()))


def is_nested(rule: Node) -> bool:
    """Tell whether a style rule, here or under a condition, holds other rules."""
    if rule.type not in _RULES or not any(part.type == "{} block" for part in rule.content or ()):
        return False
    inner = [one for one in _contents(rule) if one.type in _RULES]
    if rule.type == "qualified-rule":
        return bool(inner)
    return rule.lower_at_keyword in CONDITIONS and any(map(is_nested, inner))


def _contents(rule: Node) -> list[Node]:
    parts = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return list(parts)


def _flat(rule: Node, parents: Sequence[str]) -> Iterator[str]:
    """Yield a rule that stands within style rules of the selectors *parents*, if any."""
    if rule.type == "qualified-rule":
        yield from _block(_contents(rule), list(_selectors(rule.prelude, parents)))
    elif rule.content is None or rule.lower_at_keyword not in CONDITIONS:
        yield f"{tinycss2.serialize([rule])}\n"
    else:
        inner = "".join(_block(_contents(rule), parents))
        yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{\n{inner}}}\n"


def _block(parts: Iterable[Node], selectors: Sequence[str]) -> Iterator[str]:
    """Yield what a block holds: its declarations and rules in their order, each for itself."""
    declared: list[Node] = []
    for part in parts:
        if part.type == "declaration":
            declared.append(part)
        elif part.type in _RULES:
            yield from _written(declared, selectors)
            declared = []
            yield from _flat(part, selectors)
    yield from _written(declared, selectors)


def _written(declared: Sequence[Node], selectors: Sequence[str]) -> Iterator[str]:
    if declared and selectors:
        values = "; ".join(map(_declaration, declared))
        yield f"{', '.join(selectors)} {{ {values} }}\n"


def _declaration(declared: Node) -> str:
    important = " !important" if declared.important else ""
    return f"{declared.name}: {tinycss2.serialize(declared.value).strip()}{important}"


def _selectors(prelude: Iterable[Node], parents: Sequence[str]) -> Iterator[str]:
    """Yield the selectors of a rule, each below each of *parents*."""
    for selector in parted(prelude):
        if not parents:
            yield tinycss2.serialize(selector).strip()
        for parent in parents:
            yield _below(selector, parent)


def parted(prelude: Iterable[Node]) -> Iterator[list[Node]]:
    """Yield what stands between commas, such as selectors, without the spaces before it."""
    found: list[list[Node]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            found.append([])
        elif token.type != "comment" and (found[-1] or token.type != "whitespace"):
            found[-1].append(token)
    return (selector for selector in found if selector)


def _below(selector: Sequence[Node], parent: str) -> str:
    """Return a selector in which ``&`` is *parent*, before it where it has none."""
    places = [n for n, part in enumerate(selector) if part == "&"]
    text = [tinycss2.serialize([part]) for part in selector]
    if not places:
        return f"{parent} {''.join(text)}".strip()
    # Within other selectors, what has ancestors of its own may have any of them.
    whole = parent if len(parent.split()) == 1 else f":is({parent})"
    for n in places:
        text[n] = parent if n == 0 else whole
        if n + 1 < len(selector) and selector[n + 1].type == "ident":  # a name stands first
            text[n], text[n + 1] = text[n + 1], f":is({parent})"
    return "".join(text).strip()
