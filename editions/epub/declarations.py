"""Style rules without what no EPUB may say, and without files that its package does not hold.

See https://www.w3.org/TR/epub-33/#sec-css; browsers pass over all of it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote, unquote, urlsplit

import tinycss2
from tinycss2.ast import Node

from editions.epub.nesting import CONDITIONS, parted

#: Properties whose values the pages have as attributes.
_FORBIDDEN = frozenset(("direction", "unicode-bidi"))
#: What rules hold that may be at fault; others are not taken apart.
_SUSPECT = re.compile(
    r"(?i)url\(|@import|\bdirection\s*:|unicode-bidi|:\s*(?:[;}]|$)|[;{]\s*[^\s\w@}/&.#:\[-]|[;{]\s*:"
)
#: What may stand in an address of data besides letters and digits.
_OF_DATA = "!$&'()*+,;=:@/?%-._~"


def sound_rule(rule: Node, name: str, is_held: Callable[[str], bool]) -> str:
    """Return a rule of the style sheet called *name* without what is at fault; maybe nothing.

    *is_held* tells whether the package has a file of a name.
    """
    text = serialise([rule])
    if not _SUSPECT.search(text):
        return text
    for token in list(_walk(rule)):
        _quote_data(token)
    text = serialise([rule])

    def loads(node: Node) -> bool:
        return all(
            token.type != "error"
            and (token.type != "url" or _is_loaded(token.value, name, is_held))
            for token in tokens(node)
        )

    if rule.type == "at-rule" and rule.lower_at_keyword == "import":
        strings = [token.value for token in rule.prelude if token.type == "string"]
        known = loads(rule) and all(_is_loaded(value, name, is_held) for value in strings)
        return text if known else ""
    if rule.type not in ("qualified-rule", "at-rule") or rule.content is None:
        return text if rule.type != "error" else ""
    if rule.type == "at-rule" and rule.lower_at_keyword in CONDITIONS:
        inner = tinycss2.parse_rule_list(rule.content)
        kept = "".join(sound_rule(one, name, is_held) for one in inner)
        return text if kept == serialise(inner) else _block(rule, kept)
    parts = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    is_face = rule.type == "at-rule" and rule.lower_at_keyword == "font-face"
    kept_parts = [
        part for part in parts if _is_sound(part, loads) or (is_face and _is_source(part))
    ]
    if all(map(loads, parts)) and kept_parts == parts:
        return text
    if is_face:
        kept_parts = _keep_held_sources(kept_parts, loads)
    return _block(rule, serialise(kept_parts))


def sound_style(text: str, name: str, is_held: Callable[[str], bool]) -> str:
    """Return the declarations of a ``style`` attribute without what is at fault."""
    if not _SUSPECT.search(f"{{{text}"):
        return text
    rules = tinycss2.parse_rule_list(f"a {{{text}}}")
    made = sound_rule(rules[0], name, is_held) if len(rules) == 1 else ""
    return made.partition("{")[2].rpartition("}")[0].strip()


def sound_sheet(text: str, name: str, is_held: Callable[[str], bool]) -> str:
    """Return a whole style sheet without what is at fault."""
    rules = tinycss2.parse_stylesheet(text)
    return "".join(sound_rule(rule, name, is_held) for rule in rules)


def serialise(nodes: Sequence[Node]) -> str:
    """Return parts of a style sheet as they are written."""
    return str(tinycss2.serialize(nodes))


def resolve(name: str, address: str) -> str:
    """Return the name of the file at *address*, as the style sheet called *name* writes it."""
    path = unquote(urlsplit(address).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def is_outside(address: str) -> bool:
    """Tell whether an address is none of another file in the package."""
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc or not parts.path)


def tokens(node: Node) -> Iterator[Node]:
    """Yield *node* and everything in it; the text of ``url("…")`` as an address, too."""
    for item in _walk(node):
        yield item
        for text in _quoted_address(item):
            yield tinycss2.ast.URLToken(text.source_line, text.source_column, text.value, "")


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for part in ("prelude", "content", "arguments", "value"):
        inner = getattr(node, part, None)
        for child in inner if isinstance(inner, list) else ():
            yield from _walk(child)


def _quoted_address(node: Node) -> list[Node]:
    if node.type != "function" or node.lower_name != "url":
        return []
    return [item for item in node.arguments if item.type == "string"]


def _is_loaded(address: str, name: str, is_held: Callable[[str], bool]) -> bool:
    if is_outside(address):
        parts = urlsplit(address)
        return parts.scheme == "data" or not (parts.scheme or parts.netloc)
    return is_held(resolve(name, address))


def _quote_data(node: Node) -> None:
    """Write an address of data as addresses are written."""
    for item in [node] if node.type == "url" else _quoted_address(node):
        safe = quote(item.value, safe=_OF_DATA)
        if item.value.startswith("data:") and safe != item.value:
            item.value = safe
            item.representation = f'url("{safe}")' if item is node else f'"{safe}"'


def _keep_held_sources(face: Sequence[Node], loads: Callable[[Node], bool]) -> list[Node]:
    """Return the declarations of a font, with the sources that the package has; maybe none."""
    kept = []
    for part in face:
        if _is_source(part):
            held = [source for source in parted(part.value) if all(map(loads, source))]
            if not held:
                continue
            comma = tinycss2.ast.LiteralToken(0, 0, ",")
            part.value = [token for source in held for token in (*source, comma)][:-1]
        kept.append(part)
    return kept if any(map(_is_source, kept)) else []


def _is_source(part: Node) -> bool:
    return bool(part.type == "declaration" and part.lower_name == "src")


def _is_sound(part: Node, loads: Callable[[Node], bool]) -> bool:
    if part.type == "error":
        return False
    if part.type != "declaration":
        return loads(part)
    empty = all(token.type in ("whitespace", "comment") for token in part.value)
    if empty and not part.name.startswith("--"):
        return False
    return part.lower_name not in _FORBIDDEN and loads(part)


def _block(rule: Node, content: str) -> str:
    if not content.strip():
        return ""
    keyword = f"@{rule.at_keyword}" if rule.type == "at-rule" else ""
    return f"{keyword}{serialise(rule.prelude)}{{ {content} }}"
