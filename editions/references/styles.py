"""Read a CSL style of a project: one that asks for nothing, and ends.

Pandoc fetches a style that is named as the parent of another, follows a macro that uses itself
for ever, and takes the time and memory that macros within macros multiply to.
"""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

from editions.files.reading import decode, read_bytes
from editions.findings import Finding, FindingsError, quoted, shortened
from editions.phrases import phrase

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Rule of the findings about styles, as of the works themselves.
RULE = "references"
#: The largest of the 2,858 styles of the CSL project has 246,037.
MOST_BYTES = 1_000_000
#: The most that one work may take: an element is one, and 100 letters are another.  Of the same
#: styles, the longest takes 3,212.
MOST_STEPS = 20_000


def read_style(path: Path, shown: str) -> bytes:
    """Return the style at *path*, which findings call *shown*.

    Raises:
        FindingsError: it cannot be read, is no XML, names another style, or would not end.
    """
    from lxml import etree

    style = decode(read_bytes(path, shown, RULE, most=MOST_BYTES), shown, RULE).encode()
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(style, parser)
    except etree.XMLSyntaxError as error:
        message = phrase("is no XML: {problem}", problem=error.msg)
        raise FindingsError([Finding(shown, error.lineno or 1, message, RULE)]) from error
    for link in root.iter("{*}link"):
        if "independent-parent" in _values(link, "rel"):
            message = phrase("the style leads to another one; download that, and name it")
            raise FindingsError([Finding(shown, _line(link), message, RULE)])
    _check_size(root, shown)
    return style


def _check_size(root: _Element, shown: str) -> None:
    """Make sure that what the style does for one work ends, and soon."""
    macros: dict[str, list[_Element]] = {}
    for macro in root.iter("{*}macro"):
        for name in _values(macro, "name"):
            macros.setdefault(name, []).append(macro)
    used = {
        name: {call for part in parts for item in part.iter("{*}*") for call in _calls(item)}
        for name, parts in macros.items()
    }
    steps: dict[str, int] = {}
    try:
        for name in TopologicalSorter(used).static_order():
            steps[name] = sum(_steps(part, steps) for part in macros.get(name, ()))
    except CycleError as error:
        name = error.args[1][0]
        message = phrase("the macro {name} uses itself", name=quoted(shortened(name)))
        raise FindingsError([Finding(shown, _line(macros[name][0]), message, RULE)]) from error
    for part in root.iter("{*}citation", "{*}bibliography"):
        if _steps(part, steps) > MOST_STEPS:
            message = phrase(
                "the style takes more than {most:,} steps for one work", most=MOST_STEPS
            )
            raise FindingsError([Finding(shown, _line(part), message, RULE)])


def _steps(part: _Element, macros: Mapping[str, int]) -> int:
    """Return the most steps that a part takes for one work; *macros* have those of each."""
    steps: dict[_Element, int] = {}
    for item in reversed([*part.iter("{*}*")]):
        inner = [steps[child] for child in item.iterchildren("{*}*")]
        own = 1 + sum(map(len, item.attrib.values())) // 100
        own += sum(macros.get(name, 0) for name in _calls(item))
        is_choice = str(item.tag).endswith("choose")
        steps[item] = own + (max(inner, default=0) if is_choice else sum(inner))
    return steps[part]


def _line(item: _Element) -> int:
    line = item.sourceline
    return line if isinstance(line, int) else 1


def _calls(item: _Element) -> list[str]:
    return _values(item, "macro")


def _values(item: _Element, name: str) -> list[str]:
    """Return the values of the attributes of a name, in any namespace: pandoc looks at none."""
    return [str(value) for key, value in item.attrib.items() if str(key).rpartition("}")[2] == name]
