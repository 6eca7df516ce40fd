"""Letters that no font has: which script they are of, and where fonts for it come from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

#: What is no script of its own: emoji, and signs of East Asian texts.
EMOJI, WIDE = "Emoji", "Wide"
#: Debian's packages of fonts by the scripts that `DEFAULT` has not.
PACKAGES = {
    EMOJI: "fonts-noto-color-emoji",
    **dict.fromkeys((WIDE, "Bopo", "Hang", "Hani", "Hira", "Kana", "Yiii"), "fonts-noto-cjk"),
    **dict.fromkeys(("Cyrl", "Grek", "Latn"), "fonts-dejavu-core"),
}
#: Debian's package with fonts for most scripts.
DEFAULT = "fonts-noto-core"
#: What Unicode says of signs that belong to no script.
_SHARED = ("Zinh", "Zyyy", "Zzzz")
_EMOJI_FROM = 0x1F000
#: Examples that a message quotes.
_EXAMPLES = 3


@dataclass(frozen=True)
class MissingText:
    """A text with a letter that no font has."""

    letter: str
    file: str
    line: int
    #: The words around it.
    words: str


@dataclass(frozen=True)
class MissingFont:
    """The texts that want letters which the same package of fonts has."""

    #: Debian's package.
    package: str
    texts: tuple[MissingText, ...]

    @property
    def letters(self) -> tuple[str, ...]:
        """Every letter once, in reading order."""
        return tuple(dict.fromkeys(text.letter for text in self.texts))

    def message(self, *, system_fonts: bool) -> str:
        """Say what is missing, where first, and what to do; fonts of the machine may be used."""
        first = self.texts[0]
        more = ""
        if others := self.letters[1:]:
            names = ", ".join(dict.fromkeys(filter(None, map(script_name, self.letters))))
            shown = " ".join(others[:_EXAMPLES]) + (" …" if len(others) > _EXAMPLES else "")
            more = f", nor {len(others)} more{names and f' of {names}'} ({shown})"
        count = len({(text.file, text.line, text.words) for text in self.texts})
        more += f", in {count} texts" if count > 1 else ""
        own = "let a style sheet that pdf_stylesheets names bring one (@font-face)"
        todo = f"install fonts for it, such as Debian's {self.package}, or {own}"
        if not system_fonts:
            todo = f"{own}, or allow the fonts of the machine: pdf_system_fonts = True"
        return (
            f"no font has {first.letter!r} (U+{ord(first.letter):04X}), which “{first.words}”"
            f" needs{more}; write it otherwise, {todo}"
        )


def group_by_font(texts: Iterable[MissingText]) -> tuple[MissingFont, ...]:
    """Return *texts* by what has their letters, in reading order.

    A sign that belongs to no script, such as an arrow, is a group of its own.
    """
    groups: dict[tuple[str, str], list[MissingText]] = {}
    for text in texts:
        script = script_of(text.letter)
        key = (package_of(script), "" if script else text.letter)
        groups.setdefault(key, []).append(text)
    return tuple(MissingFont(key[0], tuple(found)) for key, found in groups.items())


def package_of(script: str) -> str:
    """Return Debian's package of fonts for a script."""
    return PACKAGES.get(script, DEFAULT)


def script_of(letter: str) -> str:
    """Return the code of the script that *letter* belongs to, ISO 15924's or ours; "" for none."""
    from fontTools import unicodedata as scripts

    script = str(scripts.script(letter))
    if script not in _SHARED:
        return script
    if ord(letter) >= _EMOJI_FROM and unicodedata.category(letter) in ("So", "Sk"):
        return EMOJI
    return WIDE if unicodedata.east_asian_width(letter) in ("W", "F") else ""


def script_name(letter: str) -> str:
    """Return the name of the script that *letter* belongs to; "" for none."""
    from fontTools import unicodedata as scripts

    names = {EMOJI: "emoji", WIDE: "wide signs", "": ""}
    script = script_of(letter)
    return names.get(script, str(scripts.script_name(script, "")).replace("_", " "))
