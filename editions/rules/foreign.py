"""The rule that a phrase in the message's language is marked as such in a translation."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from editions.catalogs.markup import OBJECT
from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.identifying import identifier_among
from editions.rules.lexicon import WORD, lexicon
from editions.rules.registry import Context, MessagePair, Problem, entry_rule
from editions.rules.termbase import read_pairs

#: What stands between quotation marks, with no others in it.
_QUOTED = re.compile(
    r"“([^“”]+)”|«[\s\u00a0\u202f]*([^«»]+?)[\s\u00a0\u202f]*»|(?<!\w)‘([^‘’]+)’(?!\w)"
    r'|(?<!\w)"([^"]+)"(?!\w)'
)
#: Words alone: a phrase with anything else is a name of a program, an address or a number.
_PHRASE = re.compile(rf"{WORD.pattern}(?:[ \u00a0\u202f]{WORD.pattern})+[.!?]?")
#: What may stand between two words of a phrase.
_SPACE = re.compile(r"[ \u00a0\u202f\n]+")
#: Words that a translation shares with its message, in their order, to be looked at as a phrase.
_SHARED = 3
#: So many of them begin with small letters, else they are a name.
_SMALL = 2
#: How sure the identifier must be, of 1.  In Spanish and French phrases of three to eight words of
#: a publication it was never wrong above it, and knew a third of three English words, two thirds
#: of five, nine tenths of eight.
_SURE = 0.99


@entry_rule("foreign-phrase", Severity.WARNING)
def check_foreign_phrases(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """A phrase that a translation leaves in the message's language is marked as of that language.

    Known as such are phrases between quotation marks, and, where the extra ``verify`` is
    installed, three and more words of the message that its identifier finds to be of its language.

    Bad: msgid "the “Buy Local” clause" msgstr "la clause «\u00a0Buy Local\u00a0»"
    Good: msgid "the “Buy Local” clause" msgstr "la clause «\u00a0:lang-en:`Buy Local`\u00a0»"
    """
    # Only a publication has the roles.
    if not context.is_strict or context.source_language == context.language:
        return
    for start, end in (*_quoted(pair, context), *_left(pair, context)):
        words = " ".join(pair.target_markup.masked[start:end].split()).rstrip(".!?")
        if not _is_marked(pair, start) and not _is_name(words, context):
            tag = context.source_language
            message = phrase(
                "“{words}” is not translated; mark its language with the role lang-{tag}",
                words=words,
                tag=tag,
            )
            yield Problem(message, start, end)


def _quoted(pair: MessagePair, context: Context) -> Iterator[tuple[int, int]]:
    """Yield the places of phrases of the message that stand between quotation marks."""
    source = " ".join(pair.source_markup.masked.split())
    own = lexicon(context.language)
    known = own.function_words if own else frozenset[str]()
    for match in _QUOTED.finditer(pair.target_markup.masked):
        left = next(filter(None, match.groups())).strip(f"{OBJECT} \u00a0\u202f")
        if not _PHRASE.fullmatch(left):
            continue
        start = match.start() + match[0].index(left)
        words = " ".join(left.split()).rstrip(".!?")
        if not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", source, re.IGNORECASE):
            continue  # translated
        if not all(word.lower() in known for word in words.split()):
            yield start, start + len(left)


def _left(pair: MessagePair, context: Context) -> Iterator[tuple[int, int]]:
    """Yield the places of phrases of the message that are of its language, between no marks."""
    masked = pair.target_markup.masked
    source = [match[0].casefold() for match in WORD.finditer(pair.source_markup.masked)]
    shared = {tuple(source[n : n + _SHARED]) for n in range(len(source) - _SHARED + 1)}
    quoted = [match.span() for match in _QUOTED.finditer(masked)]
    for run in _runs(list(WORD.finditer(masked)), masked, shared):
        start, end = run[0].start(), run[-1].end()
        if any(begin <= start and end <= stop for begin, stop in quoted):
            continue
        if sum(word[0][0].islower() for word in run) < _SMALL:
            continue
        model = identifier_among((context.source_language, context.language))
        if model is None:
            return
        found, probability = model.classify(" ".join(masked[start:end].split()))
        if found == context.source_language and probability > _SURE:
            yield start, end


def _runs(
    words: Sequence[re.Match[str]], text: str, shared: Container[tuple[str, ...]]
) -> Iterator[Sequence[re.Match[str]]]:
    """Yield the longest rows of *words* of which all parts of three are *shared*."""
    begin = end = 0
    for n in range(len(words) - _SHARED + 1):
        part = words[n : n + _SHARED]
        joined = (
            all(_SPACE.fullmatch(text, a.end(), b.start()) for a, b in pairwise(part))
            and tuple(word[0].casefold() for word in part) in shared
        )
        if joined and n + _SHARED - 1 <= end and end > begin:
            end = n + _SHARED
        elif joined:
            if end > begin:
                yield words[begin:end]
            begin, end = n, n + _SHARED
    if end > begin:
        yield words[begin:end]


def _is_marked(pair: MessagePair, start: int) -> bool:
    """Tell whether the place *start* stands in a role that names its language."""
    return any(
        inline.start <= start < inline.end and inline.role.startswith("lang-")
        for inline in pair.target_markup.inlines
    )


def _is_name(words: str, context: Context) -> bool:
    """Tell whether *words* are what the termbase calls something in the language, first of all."""
    if context.terms is None:
        return False
    pairs = read_pairs(context.terms, context.source_locale, context.locale)
    names = (term.name(pairs.column) for term in pairs.terms.terms) if pairs else ()
    return words.casefold() in map(str.casefold, names)
