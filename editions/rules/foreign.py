"""The rule that a phrase in the message's language is marked as such in a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editions.catalogs.markup import OBJECT
from editions.findings import Severity
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


@entry_rule("foreign-phrase", Severity.WARNING)
def check_foreign_phrases(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """A phrase that a translation quotes in the message's language is marked as of that language.

    Bad: msgid "the “Buy Local” clause" msgstr "la clause «\u00a0Buy Local\u00a0»"
    Good: msgid "the “Buy Local” clause" msgstr "la clause «\u00a0:lang-en:`Buy Local`\u00a0»"
    """
    # Only a publication has the roles.
    if not context.is_strict or context.source_language == context.language:
        return
    source = " ".join(pair.source_markup.masked.split())
    own = lexicon(context.language)
    known = own.function_words if own else frozenset[str]()
    for match in _QUOTED.finditer(pair.target_markup.masked):
        phrase = next(filter(None, match.groups())).strip(f"{OBJECT} \u00a0\u202f")
        if not _PHRASE.fullmatch(phrase):
            continue
        start = match.start() + match[0].index(phrase)
        words = " ".join(phrase.split()).rstrip(".!?")
        if not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", source, re.IGNORECASE):
            continue  # translated
        if all(word.lower() in known for word in words.split()) or _is_marked(pair, start):
            continue
        if not _is_name(words, context):
            tag = context.source_language
            message = f"“{words}” is not translated; mark its language with the role lang-{tag}"
            yield Problem(message, start, start + len(phrase))


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
