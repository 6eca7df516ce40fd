"""The rule on spelling, by the Hunspell dictionaries of this machine.

Where the catalogs come with a list of words of their own, each word must be in the dictionary or
in the list.  Without a list, manuals are full of words that no dictionary has: only a rare word
that differs from a known one by a slip of the finger is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from editions.catalogs.markup import OBJECT, InlineKind
from editions.extras import install_command, missing_packages
from editions.files.reading import read_text
from editions.findings import Finding, Severity
from editions.phrases import phrase
from editions.rules.alignment import fold
from editions.rules.lexicon import WORD
from editions.rules.registry import Context, Convention, MessagePair, Usage, convention_rule
from editions.system.installing import MANAGERS
from editions.system.needs import dictionary_folders, find_dictionary

#: A word that stands in more places than this is meant.
_RARE = 2
#: A word shorter than this is an abbreviation as often as a slip.
_SHORT = 5
#: Letters of the longest compound; a dictionary takes a time that grows with their square.
_LONGEST = 100
#: Addresses, patterns, names of files and of programs.
_PLACE = re.compile(r"\{[^{}]*\}")
_UNBROKEN = re.compile(r"\S+")
_NO_PROSE = re.compile(r"[_\d/\\%$#<>=+~]|\S@\S")
_ADDRESS = re.compile(r"www\.\S+\Z")
_FILE = re.compile(r"(?<!\w)\w+\.\w[\w.]*")
#: Name of the rule.
RULE = "spelling"
_ALPHABET = "abcdefghijklmnopqrstuvwxyzáàâäéèêëíîïñóôöúùûüçœ"


#: Languages in which no space parts the words, so that no dictionary tells one from the next.
_UNSPACED = frozenset(("bo", "dz", "gan", "hak", "ja", "km", "lo", "lzh", "my", "nan", "th")).union(
    ("wuu", "yue", "zh")
)
#: Debian's packages of dictionaries that are not named after a language alone.
_DEBIAN_NAMES = {
    "de": "hunspell-de-de",
    "en": "hunspell-en-us",
    "eo": "myspell-eo",
    "et": "myspell-et",
    "nb": "hunspell-no",
    "nn": "hunspell-no",
    "pt": "hunspell-pt-pt",
    "pt_BR": "hunspell-pt-br",
}


@cache
def find_for(locale: str) -> Path | None:
    """Return the dictionary of a locale, or of its language where it has none of its own.

    There is none where nothing could read it.
    """
    if missing_packages("spelling"):
        return None
    language = locale.partition("_")[0]
    own = find_dictionary(locale) or find_dictionary(language)
    if own is None:
        found = (p for f in dictionary_folders() for p in sorted(f.glob(f"{language}_*.dic")))
        own = next(found, None)
    return own


def missing_dictionary(locale: str, file: str) -> Finding | None:
    """Return what to say where the spelling of a locale cannot be checked.

    *file* is a catalog of that locale.
    """
    language = locale.partition("_")[0]
    if language in _UNSPACED or find_for(locale) is not None:
        return None
    if missing_packages("spelling"):
        message = phrase(
            "spelling is not checked, since what reads dictionaries is not installed:"
            " {command}; or --no-spelling",
            command=install_command("spelling"),
        )
        return Finding(file, 0, message, "spelling", Severity.WARNING)
    usual = f"hunspell-{language}"
    names = {"apt-get": _DEBIAN_NAMES.get(locale) or _DEBIAN_NAMES.get(language, usual)}
    commands = "; ".join(
        f"{manager.systems}: {' '.join((*manager.install, names.get(manager.program, usual)))}"
        for manager in MANAGERS
        if manager.needs_root
    )
    message = phrase(
        "no dictionary for {locale}, so its spelling is not checked; {commands}; or --no-spelling",
        locale=locale,
        commands=commands,
    )
    return Finding(file, 0, message, "spelling", Severity.WARNING)


class Speller:
    """One dictionary."""

    def __init__(self, path: Path) -> None:
        from hunspell import Hunspell

        self._dictionary = Hunspell(path.stem, hunspell_data_dir=str(path.parent))
        self._cache: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Tell whether a word, or each part of a compound or an elision, is known."""
        known = self._cache.get(word)
        if known is None:
            known = self._cache[word] = self._look_up(word)
        return known

    def _look_up(self, word: str) -> bool:
        if self.spells(word):
            return True
        parts = re.split(r"['’‑-]", word)
        return len(parts) > 1 and all(self._is_part(part) for part in parts if len(part) > 1)

    def spells(self, word: str) -> bool:
        """Tell whether the dictionary itself has a word, with either apostrophe."""
        return bool(self._dictionary.spell(word) or self._dictionary.spell(word.replace("’", "'")))

    def _is_part(self, part: str) -> bool:
        return self.knows(part) or self.spells(part.lower()) or part.casefold() in _PREFIXES

    def derives(self, word: str) -> bool:
        """Tell whether a word is a known one with a prefix or ending of its own."""
        stems = {word}
        stems.update(word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))
        for stem in tuple(stems):
            match = _ENDINGS.fullmatch(stem)
            if match:
                bare = match[1]
                stems.update({bare, fold(bare), bare + "o", bare + "e", bare + "er", bare + "ar"})
            adverb = _ADVERBS.fullmatch(stem)
            if adverb and adverb[1][-1] in "aeiouéíúln":
                stems.add(adverb[1])
        return any(len(stem) > 2 and self.knows(stem) for stem in stems - {word})

    def near(self, word: str) -> str:
        """Return a known word that one slip turns into *word*; empty for none."""
        ligatures = (word.replace(two, one) for two, one in (("oe", "œ"), ("ae", "æ")))
        for other in (*(other for other in ligatures if other != word), *_slips(word)):
            if self._dictionary.spell(other):
                return other
        return ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


#: What stands before words in many languages, with and without a hyphen.
_PREFIXES = _words(
    """
    anti auto bi co contra contre des dés dé ex extra hiper hyper inter intra macro mega meta méta
    micro mini mono multi méga no non nano para pluri poly poli post pre pro pré pseudo re ré retro
    rétro semi sin sobre sous sub super supra sur tele télé trans tri ultra uni vice
    """
)
#: Endings and pronouns that dictionaries do not have with every word.
_ENDINGS = re.compile(
    r"(\w{3,}?)(?:s|es|lo|la|los|las|le|les|me|te|se|nos|selo|sela|ables?|ibles?"
    r"|eurs?|euses?|trices?|teurs?|ations?|ador(?:a|es|as)?|ción|ciones|ismes?|ismos?)"
)
#: The ending of adverbs, which stands behind an adjective as it is.
_ADVERBS = re.compile(r"(\w{3,})mente?")
_ROWS = ("qwertyuiop", "asdfghjklñ", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn")
#: Letters that sound alike.
_SOUNDS = ("aeiou", "scz", "bv", "gj", "ckq", "iy", "mn")


def _neighbours() -> dict[str, str]:
    """Return the letters that a finger or an ear confuses with each."""
    found: dict[str, set[str]] = {letter: set() for letter in "abcdefghijklmnopqrstuvwxyzñ"}
    for block in (_ROWS[:3], _ROWS[3:]):
        for above, row in zip((None, *block), block, strict=False):
            for at, letter in enumerate(row):
                near = {*row[max(0, at - 1) : at + 2]}
                if above:
                    near |= {*above[max(0, at - 1) : at + 2]}
                for other in near - {letter}:
                    found[letter].add(other)
                    found[other].add(letter)
    for group in _SOUNDS:
        for letter in group:
            found[letter] |= {*group} - {letter}
    return {letter: "".join(sorted(near)) for letter, near in found.items()}


_NEIGHBOURS = _neighbours()
_GROUPS = ("aáàâä", "eéèêë", "iíîï", "oóôö", "uúùûü", "nñ", "cç")
_ACCENTS = {letter: group.replace(letter, "") for group in _GROUPS for letter in group}


def _slips(word: str) -> Iterator[str]:
    """Yield the words that one slip turns into *word*, the likeliest first.

    A slip is a wrong accent, two letters that changed places, a letter too many or too few, or
    one for its neighbour on the keyboard.  Beginnings and ends are left alone, where words differ
    because they are others.
    """
    splits = [(word[:at], word[at:]) for at in range(len(word))]
    for left, right in splits:
        for letter in _ACCENTS.get(right[0], ""):
            yield left + letter + right[1:]
    inner = splits[1:-2]
    for left, right in splits[:-1]:
        if right[0] != right[1]:
            yield left + right[1] + right[0] + right[2:]
    for left, right in inner:
        yield left + right[1:]
    for left, right in inner:
        for letter in _ALPHABET:
            yield left + letter + right
    for left, right in inner:
        for letter in _NEIGHBOURS.get(right[0], ""):
            yield left + letter + right[1:]


@cache
def speller_of(path: Path) -> Speller:
    """Return the speller of a dictionary, read once."""
    return Speller(path)


@cache
def read_words(path: Path, shown: str = "") -> frozenset[str]:
    """Return the words of a list, a word a line; *shown* is the name of the file in findings.

    Raises:
        FindingsError: the file cannot be read.
    """
    return frozenset(read_text(path, shown or str(path), RULE).split())


def evaluate_words(
    choice: str, variants: Mapping[str, Usage], context: Context
) -> Mapping[str, str]:
    """Return what is wrong with a word that no dictionary knows."""
    path = find_for(context.locale)
    if path is None:
        return {}
    speller, strict = speller_of(path), bool(context.spelling_lists)
    total = sum(usage.count for usage in variants.values())
    if not strict and (total > _RARE or len(choice) < _SHORT or speller.derives(choice)):
        return {}
    near = speller.near(choice)
    if not strict and (not near or _is_variant(choice, near)):
        return {}
    return {variant: _unknown_word(variant, near, strict=strict) for variant in variants}


def _unknown_word(word: str, near: str, *, strict: bool) -> str:
    if near and strict:
        return phrase(
            "“{word}” is in no dictionary; is it “{near}”?; correct it or add it to the list of"
            " words",
            word=word,
            near=near,
        )
    if near:
        return phrase("“{word}” is in no dictionary; is it “{near}”?", word=word, near=near)
    return phrase(
        "“{word}” is in no dictionary; correct it or add it to the list of words", word=word
    )


#: Words of which the Academy took the accent in 2010, and many writers did not.
_OLDER = frozenset(("guión", "guiones", "prión", "truhán"))


def _is_variant(word: str, near: str) -> bool:
    """Tell whether a word is another spelling of a known one, not a slip.

    The spelling of 1990 leaves out what the older one requires: “apparait”, “entrainement”;
    keyboards leave out the ligature: “oeuvre”.
    """
    plain = near.replace("î", "i").replace("û", "u").replace("œ", "oe").replace("æ", "ae")
    return plain == word or word in _OLDER


@convention_rule(RULE, Severity.WARNING, evaluate_words)
def find_unknown_words(pair: MessagePair, context: Context) -> Iterator[Convention]:
    """Words are spelled as the dictionary of the locale, or a list of words, has them.

    Bad: msgid "the relationship" msgstr "la relasión"
    Good: msgid "the relationship" msgstr "la relación"
    """
    path = find_for(context.locale)
    if path is None or pair.target == pair.source:
        return
    speller = speller_of(path)
    lists = [read_words(path) for path in context.spelling_lists]
    kept: frozenset[str] | None = None
    text = _prose(pair, emphasis=bool(context.spelling_lists))
    for match in WORD.finditer(text):
        word = match[0]
        bare = re.split(r"['’]", word)[-1]
        if (
            not 2 <= len(word) <= _LONGEST
            or speller.knows(word)
            or speller.knows(word[:1].lower() + word[1:])
        ):
            continue
        forms = {word, word[:1].lower() + word[1:], bare, bare.lower()}
        if any(forms & listed for listed in lists):
            continue
        if kept is None:
            words = frozenset(map(str.casefold, WORD.findall(pair.source)))
            kept = words | {word.removesuffix("s") for word in words}
        if not context.spelling_lists and (
            not _is_common(bare, text, match.end() - len(bare))
            or _comes_from_message(word, kept)
            or _is_formed_after(bare.casefold(), kept, speller)
        ):
            continue
        yield Convention(bare.casefold(), bare, match.start(), match.end())


_SENTENCE_BEGINS = re.compile(r"(?:\A|[.!?…] )\W*(?:[ldnmtscjLDNMTSCJ]['’]|[Qq]u['’])?\Z")


def _is_common(word: str, text: str, start: int) -> bool:
    """Tell whether a word is no name: in small letters, or with a capital at a beginning."""
    if word.islower():
        return True
    return word.istitle() and _SENTENCE_BEGINS.search(text[:start]) is not None


#: Endings that a verb of the message may get, and those that it may have there.
_VERB_ENDINGS = _words(
    "a an ando ar ado ada ados adas ea ear eado eada eados eadas eando ir e er é ée és ées ent ant"
)
_ENGLISH_ENDINGS = ("", "s", "e", "es", "ed", "d", "r", "ing", "ting")
#: The stem of such a verb has as many letters.
_STEM = 4


def _is_formed_after(word: str, kept: frozenset[str], speller: Speller) -> bool:
    """Tell whether a word is one of the message in a dress of the language: “indenta”."""
    endings = ("", *(ending for ending in _VERB_ENDINGS if word.endswith(ending)))
    stems = (word.removesuffix(ending) for ending in endings)
    like = any(
        len(stem) >= _STEM and any(stem + ending in kept for ending in _ENGLISH_ENDINGS)
        for stem in stems
    )
    return like and fold(speller.near(word)) != fold(word)


def _comes_from_message(word: str, kept: frozenset[str]) -> bool:
    """Tell whether a word was taken over from the message, perhaps in the plural."""
    folded = word.casefold()
    parts = re.split(r"['’‑-]", folded)
    return any(
        {part, part.removesuffix("s"), part.removesuffix("es")} & kept for part in (folded, *parts)
    )


def _prose(pair: MessagePair, *, emphasis: bool) -> str:
    """Return the translation, masked where words may be in any language."""
    text = pair.target_markup.masked
    pieces = list(text)
    for inline in pair.target_markup.inlines:
        start, end = inline.prose
        foreign = inline.role.startswith("lang-") or inline.role in ("kbd", "samp", "file")
        if foreign or (inline.kind in (InlineKind.EMPHASIS, InlineKind.LINK) and not emphasis):
            pieces[start:end] = OBJECT * (end - start)
    return _UNBROKEN.sub(_masked, _PLACE.sub(_mask, "".join(pieces)))


def _mask(match: re.Match[str]) -> str:
    return OBJECT * len(match[0])


def _masked(unbroken: re.Match[str]) -> str:
    """Return a text without spaces, masked where it is no prose, up to the call of a program."""
    text = unbroken[0]
    if _NO_PROSE.search(text):
        return _mask(unbroken)
    text = _ADDRESS.sub("", text)
    bracket = text.rfind("(", 1)
    end = bracket + 1 + text.startswith("()", bracket) if bracket > 0 else 0
    prose = OBJECT * end + _FILE.sub(_mask, text[end:])
    return prose + OBJECT * (len(unbroken[0]) - len(text))
