"""Style sheets and fonts of an EPUB: what they load, and fonts cut down to the book's letters."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from urllib.parse import quote

import tinycss2
import uharfbuzz
from fontTools.ttLib import TTFont

from editions.epub.declarations import is_outside, resolve, sound_rule, tokens
from editions.epub.nesting import flatten, is_nested

#: Ends of the names of fonts.
FONTS = (".ttf", ".otf", ".woff", ".woff2")
_FORMAT = re.compile(r"""\s*\bformat\(\s*["']?[\w-]+["']?\s*\)""")
#: Bits of OS/2 fsType by which a font forbids to be embedded, and to be cut down.
_RESTRICTED, _WHOLE = 0x0002, 0x0100


def loaded_files(name: str, data: bytes) -> set[str]:
    """Return the names of the files that the style sheet called *name* loads."""
    if not name.endswith(".css"):
        return set()
    return {resolve(name, address) for address in _addresses(data) if not is_outside(address)}


def _addresses(data: bytes) -> list[str]:
    rules, _encoding = tinycss2.parse_stylesheet_bytes(data)
    found = []
    for rule in rules:
        imports = rule.type == "at-rule" and rule.lower_at_keyword == "import"
        for token in tokens(rule):
            if token.type == "url" or (token.type == "string" and imports):
                found.append(str(token.value))
    return found


def adapt_styles(
    data: bytes,
    renamed: Mapping[str, str],
    name: str,
    is_held: Callable[[str], bool] = lambda _name: True,
) -> bytes:
    """Return a style sheet with the files in it called otherwise: old names to new ones.

    *name* is the old name of the style sheet itself; *is_held* tells whether the package has a
    file of an old name.  What loads a file that it has not, its new name empty, is left out.
    """
    rules, _encoding = tinycss2.parse_stylesheet_bytes(data)

    def has(file: str) -> bool:
        return renamed.get(file, file) != "" and is_held(file)

    kept = []
    for rule in rules:
        flat = tinycss2.parse_stylesheet(flatten(rule)) if is_nested(rule) else [rule]
        kept += [sound_rule(one, name, has) for one in flat]
    text = "".join(kept)
    folder = posixpath.dirname(renamed.get(name, name))
    for address in sorted(set(_addresses(text.encode())), key=len, reverse=True):
        target = resolve(name, address)
        new = renamed.get(target, target if name in renamed else "")
        if new and not is_outside(address):
            text = text.replace(address, quote(posixpath.relpath(new, folder or ".")))
    # There is one file a face by now, and it says itself what it is.
    return _FORMAT.sub("", text).encode()


def cut_font(data: bytes, letters: Set[str]) -> tuple[str, bytes] | None:
    """Return a font with the glyphs of *letters* alone, and the end of its new name.

    A font that may not be cut down stays whole; None for one that may not be embedded.
    """
    font = _unpack(data)
    if font.permission & _RESTRICTED and not font.permission & 0x000C:
        return None
    return font.end, font.data if font.permission & _WHOLE else _subset(font.data, letters)


@dataclass(frozen=True)
class _Font:
    """A font that is not compressed."""

    data: bytes
    #: End of its name.
    end: str
    #: What may be done with it: OS/2 fsType.
    permission: int


@lru_cache(maxsize=32)
def _unpack(data: bytes) -> _Font:
    """Unpack a font; that takes longer than to cut it down, and books have the same ones."""
    with TTFont(BytesIO(data), recalcTimestamp=False) as font:
        permission = font["OS/2"].fsType if "OS/2" in font else 0
        end = ".otf" if "CFF " in font or "CFF2" in font else ".ttf"
        if font.flavor is not None:
            font.flavor = None
            buffer = BytesIO()
            font.save(buffer, reorderTables=False)
            data = buffer.getvalue()
    return _Font(data, end, permission)


def _subset(data: bytes, letters: Set[str]) -> bytes:
    """Return a font without the glyphs that no text of *letters* can ask for."""
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update(map(ord, letters))
    for kept in (wanted.layout_feature_tag_set, wanted.name_id_set):  # all there are
        kept.clear()
        kept.invert()
    return bytes(uharfbuzz.subset(uharfbuzz.Face(data), wanted).blob.data)
