"""What the command says, in English and in the language of whoever reads it.

A phrase is its English text, which programs, caches and comparisons take for what it is, and
remembers from which message and values it was made.  `localized` is for people.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

#: The words of the command: ``locale/<language>/LC_MESSAGES/command.po`` beside this file.
COMMAND = "command"
FOLDER = Path(__file__).parent / "locale"
#: Variables that name a person's languages, the first one that is set; as gettext has them.
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
#: In these the messages are written.
_ENGLISH = frozenset(("en", "C", "POSIX"))
#: A line of a catalog: its keyword, if it has one, and a string.
_LINE = re.compile(r'^(?:(msgid|msgid_plural|msgstr(?:\[\d\])?) )?"(.*)"$')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t"}
#: How much alike two words are of which one is most likely meant for the other, from 0 to 1.
_ALIKE = 0.65


class LocalText(str):
    """An English text, and the message and values that it was made from."""

    def __new__(
        cls, message: str, plural: str, number: int, values: Mapping[str, object]
    ) -> LocalText:
        """Make the text; values that are neither texts nor numbers are shown as ``str()`` does."""
        kept = {k: v if isinstance(v, (str, int, float)) else str(v) for k, v in values.items()}
        made = super().__new__(cls, _filled(message if number == 1 else plural, kept))
        made.parts = (message, plural, number, kept)
        return made

    #: The message, in which ``{name}`` stands for a value, its plural or nothing, the number that
    #: it is about, and the values.
    parts: tuple[str, str, int, Mapping[str, str | float]]

    def __getnewargs__(self) -> tuple[str, str, int, Mapping[str, str | float]]:  # type: ignore[override]  # str has one
        return self.parts


def phrase(message: str, /, **values: object) -> LocalText:
    """Return a *message* with its *values*; without any, nothing in it is a place of one."""
    return LocalText(message, "", 1, values)


def phrases(number: int, message: str, plural: str, /, **values: object) -> LocalText:
    """Return a *message* about a *number*, which is one of its values, or its *plural*."""
    return LocalText(message, plural, number, {"number": number, **values})


def indented(text: str) -> LocalText:
    """Return *text* as a line that belongs to the one before it."""
    return LocalText("  {text}", "", 1, {"text": text})


def listed(texts: Iterable[str], between: str = ", ") -> LocalText:
    """Return *texts* side by side, each in the language of whoever reads it."""
    values = {f"text{number}": text for number, text in enumerate(texts)}
    return LocalText(between.join(f"{{{name}}}" for name in values), "", 1, values)


def alternatives(texts: Iterable[str]) -> LocalText:
    """Return *texts* of which one is to be chosen."""
    first, *others = texts
    made = listed([first])
    for other in others:
        made = phrase("{one} or {other}", one=made, other=other)
    return made


def told(error: BaseException) -> str:
    """Return what an error says, a phrase where it was made of one; ``str()`` forgets that."""
    (*_, text) = error.args or ("",)
    return text if isinstance(text, LocalText) and len(error.args) == 1 else str(error)


def counts(errors: int, warnings: int) -> Iterator[str]:
    """Yield how many errors and warnings there are, if there are any."""
    if errors:
        yield phrases(errors, "{number:,} error", "{number:,} errors")
    if warnings:
        yield phrases(warnings, "{number:,} warning", "{number:,} warnings")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return what to say at the end of a sentence about a *word* that is none of the *known*."""
    from difflib import get_close_matches

    by_name = {name.lstrip("-"): name for name in known}
    near = get_close_matches(word[:80].lstrip("-"), by_name, 1, _ALIKE)
    return phrase("; did you mean {name!r}?", name=by_name[near[0]]) if near else ""


def packed(text: str) -> object:
    """Return a text for JSON, from which `unpacked` makes it again."""
    if not isinstance(text, LocalText):
        return text
    message, plural, number, values = text.parts
    own = {key: packed(v) if isinstance(v, str) else v for key, v in values.items()}
    return [message, plural, number, own]


def unpacked(data: object) -> str:
    """Return the text that `packed` has made JSON of.

    Raises:
        ValueError: it has not.
    """
    if isinstance(data, str):
        return data
    if not isinstance(data, list):
        raise ValueError("neither a text nor the parts of one")
    message, plural, number, values = data
    if not isinstance(values, dict):
        raise ValueError("the values of a text have no names")
    own = {k: unpacked(v) if isinstance(v, (str, list)) else v for k, v in values.items()}
    return LocalText(message, plural, number, own)


def localized(text: str, language: str = "") -> str:
    """Return a phrase in a *language*, or that of whoever reads it; any other text as it is."""
    if not isinstance(text, LocalText):
        return text
    message, plural, number, values = text.parts
    words = local_words(language) if language else _words()
    marks = _marks(words)
    form = words.ngettext(message, plural, number) if plural else words.gettext(message)
    shown = {
        key: localized(value, language) if isinstance(value, str) else _Number(value, marks)
        for key, value in values.items()
    }
    return _filled(form, shown)


def spoken(message: str, /, **values: object) -> str:
    """Return a `phrase` in the language of whoever reads it, for what takes no more than texts."""
    return localized(LocalText(message, "", 1, values))


def libraries_words() -> tuple[Callable[[str], str], Callable[[str, str, int], str]]:
    """Return what libraries call that speak by gettext: ``gettext`` and ``ngettext``."""
    return _words().gettext, _words().ngettext


class _Number:
    """A number as it is written in a language, where it is shown in parts."""

    def __init__(self, value: float, marks: Mapping[int, str]) -> None:
        self.value = value
        self.marks = marks

    def __repr__(self) -> str:
        return repr(self.value)

    def __format__(self, form: str) -> str:
        return format(self.value, form).translate(self.marks)


def _marks(words: gettext.NullTranslations) -> Mapping[int, str]:
    """Return what a language writes between the thousands, and before the tenths."""
    sample = words.gettext(_NUMBER)
    return {ord(","): sample[1], ord("."): sample[-2]}


def _filled(message: str, values: Mapping[str, object]) -> str:
    return message.format_map(values) if values else message


def _words() -> gettext.NullTranslations:
    return local_words(next(filter(None, map(os.environ.get, VARIABLES)), ""))


@cache
def local_words(wanted: str) -> gettext.NullTranslations:
    """Return the words of the first of the languages in *wanted* that has each."""
    words: gettext.NullTranslations = gettext.NullTranslations()
    for path in reversed(list(_catalogs(wanted))):
        nearer = _Catalog(path)
        nearer.add_fallback(words)
        words = nearer
    return words


def _catalogs(wanted: str) -> Iterator[Path]:
    """Yield the catalogs of the languages in *wanted*, such as ``fr_CA.UTF-8:es``."""
    for name in wanted.split(":"):
        locale = re.split("[.@]", name)[0].replace("-", "_")
        language = locale.partition("_")[0]
        if language in _ENGLISH:
            return
        for folder in dict.fromkeys((locale, language)):
            path = FOLDER / folder / "LC_MESSAGES" / f"{COMMAND}.po"
            if re.fullmatch(r"\w+", folder) and path.is_file():
                yield path


class _Catalog(gettext.NullTranslations):
    """A catalog of this package, read as fast as a person waits for help.

    Tests hold these catalogs to the strict reader's form.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.entries: dict[str, list[str]] = {}
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            texts = dict(_strings(block))
            forms = [text for key, text in texts.items() if key.startswith("msgstr")]
            if "msgid" in texts and all(forms):
                self.entries[texts["msgid"]] = forms
        rule = re.search(r"plural=(.*);", self.entries.pop("", [""])[0])
        self.form: Callable[[int], int] = gettext.c2py(rule[1] if rule else "n != 1")

    def gettext(self, message: str) -> str:
        """Return the translation of a message."""
        forms = self.entries.get(message)
        return forms[0] if forms else super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation of a message about a number."""
        forms = self.entries.get(msgid1)
        return forms[self.form(n)] if forms else super().ngettext(msgid1, msgid2, n)


def _strings(block: str) -> Iterator[tuple[str, str]]:
    """Yield the strings of an entry that is translated, by their keywords."""
    if re.search("^#,.*fuzzy", block, re.MULTILINE):
        return
    keyword, parts = "", list[str]()
    for line in block.splitlines():
        if found := _LINE.match(line):
            if found[1]:
                if keyword:
                    yield keyword, "".join(parts)
                keyword, parts = found[1], []
            parts.append(_ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), found[2]))
    if keyword:
        yield keyword, "".join(parts)


#: A number as a language writes it.
_NUMBER = phrase("1,234.5")
