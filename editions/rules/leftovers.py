"""Rules on what was left behind: untranslated words, doubled words, traces of tools."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from editions.catalogs.markup import OBJECT, InlineKind
from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.lexicon import WORD, common_foreign_words, foreign_words, lexicon
from editions.rules.registry import Context, MessagePair, Problem, entry_rule

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|‘[^’]*’|(?<!\w)'[^']*'(?!\w)")
#: What ends a run of words that belong together.
_BREAK = re.compile(r"[.,:;!?/\"=<>|()\[\]{}\\]|\s[-–—]+\s")
#: How far two words may stand apart, in words, and still belong to one phrase.
_REACH = 4


def _own_words(pair: MessagePair) -> str:
    """Return the words of the translation that ought to be in its language.

    Quotations, emphasis, labels of programs and titles of other pages may be in any; they are
    masked.
    """
    text = pair.target_markup.masked
    pieces = list(text)
    for inline in pair.target_markup.inlines:
        start, end = inline.prose
        if inline.kind is InlineKind.ROLE:
            foreign = inline.role not in _PROSE_TITLES
        elif inline.kind is InlineKind.EMPHASIS:
            foreign = inline.end - inline.start < len(text)
        else:
            foreign = inline.kind in (InlineKind.LINK, InlineKind.TARGET)
        if foreign:
            pieces[start:end] = OBJECT * (end - start)
    text = "".join(pieces)
    if any(mark in text for mark in "\"“«‘'"):
        text = _QUOTED.sub(lambda match: OBJECT * len(match[0]), text)
    return _IDENTIFIER.sub(lambda match: OBJECT * len(match[0]), text)


#: Roles whose titles are prose; those of others name objects, buttons or works.
_PROSE_TITLES = frozenset(
    ("any", "doc", "numref", "ref", "std:doc", "std:ref", "term", "abbr", "dfn", "strong")
)


def _is_sentence(text: str, known: frozenset[str], foreign: frozenset[str]) -> bool:
    """Tell whether a text has several plain words, of which none is of the other language."""
    words = [word[0] for word in WORD.finditer(text)]
    plain = {word for word in words if word.islower() and len(word) > 1}
    many = len(plain) >= 4 and len(plain) * 2 > len(words)
    return many and bool(plain & known) and not plain & foreign


def _is_name(words: list[re.Match[str]], known: frozenset[str], grammar: re.Pattern[str]) -> bool:
    """Tell whether words are a name, such as “Out of the Box”: capitals but for the grammar."""
    others = [word[0] for word in words if not grammar.fullmatch(word[0].lower())]
    return len(others) > 1 and all(w[0].isupper() and w.lower() not in known for w in others)


#: An address of mail, hidden from machines.
_SPELLED_OUT = re.compile(r"\w at [\w.-]+ dot \w")
#: What tells an entry of a bibliography from a sentence.
_WORK = re.compile(r"\bpp?\.? ?\d|\beds?\.\)|\bISBN\b|\bdoi:")
#: A name of a program, such as ``last_value``, and what looks like a pattern.
_IDENTIFIER = re.compile(
    r"[\w.]*(?:[_%\d]|\(\)|\w[.:/*]\w)[\w.]*|\$\w+|\{[^}]*\}|\[[^]]*\](?:\([^)\s]*\))?"
)


#: What `_finder` takes for a word by itself.
_WORD_RUN = re.compile(r"[\w’'-]+")


@cache
def _finder(source: str, target: str) -> re.Pattern[str] | None:
    """Return what finds words of the one language that the other has not."""
    words = "|".join(sorted(foreign_words(source, target)))
    return re.compile(rf"(?<![\w’'-])(?:{words})(?![\w’'-])") if words else None


def _phrases(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield the words of each run that no mark or markup interrupts."""
    at = 0
    for piece in re.split(rf"({OBJECT}+|{_BREAK.pattern})", text):
        words = list(WORD.finditer(text, at, at + len(piece)))
        if words:
            yield words
        at += len(piece)


@entry_rule("untranslated", Severity.WARNING)
def check_untranslated(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """A sentence is translated, not copied.

    Bad: msgid "The file is read by the server." msgstr "The file is read by the server."
    Good: msgid "Apache License" msgstr "Apache License"
    """
    if pair.target.lstrip()[:1] != pair.source.lstrip()[:1]:
        return  # as most are
    if "".join(pair.target.split()) != "".join(pair.source.split()):
        return
    known = common_foreign_words(context.source_language, context.language)
    finder = _finder(context.source_language, context.language)
    if finder is None or _WORK.search(pair.source):
        return
    text = _own_words(pair)
    if _SPELLED_OUT.search(pair.source):
        return
    if _is_sentence(text, known, foreign_words(context.language, context.source_language)):
        yield Problem(phrase("the message is copied, not translated"))
        return
    for words in _phrases(text):
        frequent = [word[0] for word in words if word[0].lower() in known]
        grammar = any(finder.fullmatch(word) for word in frequent)
        shouted = any(word.isupper() and len(word) > 1 for word in frequent)  # as a name is
        if (
            len({word.lower() for word in frequent}) > 1
            and len(frequent) > len(words) * (0.35 if grammar else 0.5)
            and any(word.islower() for word in frequent[1:])
            and not shouted
            and not _is_name(words, known, finder)
        ):
            yield Problem(phrase("the message is copied, not translated"))
            return


@entry_rule("source-words", Severity.WARNING)
def check_source_words(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """No words of the message's language are left among the translated ones.

    Bad: msgid "Open the file with care." msgstr "Ouvrez le fichier with the greatest care."
    Good: msgid "Read “The Art of War”." msgstr "Lisez «\u00a0The Art of War\u00a0»."
    """
    finder = _finder(context.source_language, context.language)
    if finder is None or pair.target == pair.source:
        return
    words = _WORD_RUN.findall(pair.target[:1].lower() + pair.target[1:])
    if foreign_words(context.source_language, context.language).isdisjoint(words):
        return
    text = _own_words(pair)
    if _WORK.search(pair.source):
        return
    known = common_foreign_words(context.source_language, context.language)
    source_words = lexicon(context.source_language)
    telling = source_words.telling_words if source_words else frozenset()
    alone = {inline.prose for inline in pair.target_markup.inlines}
    for words in _phrases(text):
        for n, word in enumerate(words):
            said = word[0] if text[: word.start()].strip() else word[0].lower()
            # A word that is marked by itself is spoken of.
            if not finder.fullmatch(said) or word.span() in alone:
                continue
            near = words[n + 1 : n + 1 + _REACH]
            also = next((w for w in near if finder.fullmatch(w[0])), None) or next(
                (w for w in (*words[max(0, n - 1) : n], *near[:1]) if w[0] in known), None
            )
            if also is None and said not in telling:
                continue
            around = words[max(0, n - 1) : n + _REACH] if also else words[max(0, n - 1) : n + 2]
            capitals = sum(w[0][0].isupper() for w in around) - (said != word[0])
            if capitals > (1 if also else 0):
                continue  # a name
            first, last = sorted((word, also or word), key=lambda w: w.start())
            found = pair.target[first.start() : last.end()]
            message = phrase(
                "“{found}” is left in the message’s language; translate it", found=found
            )
            yield Problem(message, first.start(), last.end())
            return


_DOUBLED = re.compile(r"(?<![\w’'.\-–])([^\W\d_]+)[\s\u00a0]+(\1)(?![\w’'\-–])", re.IGNORECASE)


#: Two or three words in small letters that stand again at once: “de la de la”.
_DOUBLED_PHRASE = re.compile(
    r"(?<![\w’'.\-–])((?:[^\W\d_]+[\s\u00a0]+){1,2}[^\W\d_]+)[\s\u00a0]+\1(?![\w’'\-–])"
)


def _has_doubles(text: str) -> bool:
    """Tell quickly whether any two words in a row are the same, or two of two or three."""
    words = text.lower().split()
    bare = [word.rstrip(".,:;!?)") for word in words]
    if any(map(operator.eq, words, bare[1:])):
        return True
    return any(
        any(map(operator.eq, bare, bare[size:]))
        and any(map(operator.eq, pairwise(bare), pairwise(bare[size:])))
        for size in (2, 3)
    )


@entry_rule("doubled-word", Severity.WARNING)
def check_doubled_words(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """No word stands twice in a row by mistake.

    Bad: msgid "in the house" msgstr "dans la la maison"
    Good: msgid "where we find ourselves" msgstr "où nous nous trouvons"
    """
    if not _has_doubles(pair.target):
        return
    own = lexicon(context.language)
    legitimate = own.doubles if own else None
    source = pair.source.casefold()
    in_source = {match[1].casefold() for match in _DOUBLED.finditer(pair.source_markup.masked)}
    for match in _DOUBLED.finditer(pair.target_markup.masked):
        first, second = match[1], match[2]
        word = first.casefold()
        # One of them a letter of another kind, as in “the A a class” or “axes X, Y y Z”.
        before = pair.target[: match.start()].rsplit(None, 1)[-1:]
        names_letter = len(word) == 1 and (
            first != second or any(len(other.strip("*`,")) == 1 for other in before)
        )
        # Names: “New York New York”, or a label before its sentence.
        starts_anew = second[0].isupper() and (first != second or word in source)
        around = pair.target[match.start() : match.end() + 30].casefold()
        if names_letter or starts_anew or word in in_source:
            continue
        if legitimate is not None and legitimate.match(around):
            continue
        yield Problem(
            phrase("“{words}” stands twice; delete one", words=match[0]), match.start(), match.end()
        )
    grammar = own.function_words if own else frozenset[str]()
    for match in _DOUBLED_PHRASE.finditer(pair.target_markup.masked):
        words = match[1].split()
        # Step by step by step, the file of the file of all: the phrase is not whole; neither nor.
        is_meant = words[-1] in grammar or words[0] in ("ni", "o", "ou")
        if not is_meant and not _DOUBLED_PHRASE.search(pair.source_markup.masked):
            yield Problem(
                phrase("“{words}” stands twice; delete one", words=match[1]),
                match.start(),
                match.end(),
            )


#: What tools and their users leave in translations, in lower case; one of `_SIGNS` is in each,
#: and one of `_HINTS`.
_RESIDUE = re.compile(
    r"(?<![\w/.])\d{1,4}\s?/\s?[35]000(?![\w/])"
    r"|(?:^|\s)(?:<{7}|>{7}|={7})(?:\s|$)"
    r"|\bmymemory warning\b"
    r"|\btranslated (?:with|by) (?:www\.)?(?:deepl|google)"
    r"|\btradui(?:t|te|ction)s? [^.]{0,70}\b(?:deepl|google)"
    r"|\btraduc(?:ido|ida|ción) [^.]{0,70}\b(?:deepl|google)"
    r"|\bas an ai (?:language )?model\b"
    r"|\ben tant que (?:modèle de langage|modèle linguistique|ia)\b"
    r"|\bcomo (?:un )?modelo de lenguaje\b"
    r"|^(?:here is|here's) the (?:\w+ )?translation[^.]{0,20}:"
    r"|^voici la traduction[^.]{0,20}:"
    r"|^(?:aquí está|aquí tiene|esta es) la traducción[^.]{0,20}:"
    r"|\b(?:resultados de traducción|résultats de traduction|translation results)\s*\Z"
    r"|\bmsg(?:id|str|ctxt)\s+\""
    r"|&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});"
    # Tags of web pages and of translators' tools, and what machines put in the place of markup.
    r"|</?(?:b|br|div|em|font|i|p|span|strong|u)(?: [^<>]*)?/?>"
    r"|</?(?:bpt|bx|ept|ex|g|it|mrk|ph|x)(?: [^<>]*=[^<>]*)?/?>"
    r"|__[a-z]{1,12}_?\d+__|@@\d+@@|[⟦⟧]|\{\{(?:review|todo|translate|fixme)\}\}"
    r"|^(?:traducción|traduction|translation)(?: [^\W\d_]+){0,2} ?:",
    re.MULTILINE,
)
_HINTS = re.compile(
    "&[a-z#]|</?(?:[bgiux]|div|e[mpx]|font|it|mrk|ph|sp|st)|[⟦⟧]|__[a-z]|@@|\\{\\{|[35]000"
    "|<<<<|>>>>|====|mymemory|deepl|google|model|modèl|tra(?:du|ns)|msg|ia\\b"
)
_SIGNS = (
    *("&", "<", ">>>>", "====", "⟦", "⟧", "__", "@@", "{{", "3000", "5000", "mymemory", "deepl"),
    *("google", "model", "modèl", "tradu", "trans", "msg", "en tant que ia"),
)


@entry_rule("residue", Severity.ERROR)
def check_residue(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """A translation holds no counters, markers or polite phrases of the tools it came from.

    Bad: msgid "Trade grew." msgstr "Le commerce a augmenté. 108/5000"
    Good: msgid "Trade grew." msgstr "Le commerce a augmenté."
    """
    text = pair.target.lower()
    if not any(sign in text for sign in _SIGNS):
        return
    if not _HINTS.search(text) or len(text) != len(pair.target):
        return
    source = pair.source.lower()
    for found in _RESIDUE.finditer(text):
        trace = found[0].strip()
        is_target = trace[0] == "<" and pair.target_markup.masked[found.start()] == OBJECT
        is_word = trace.startswith("tra") and "transl" in source
        if trace not in source and not is_target and not is_word:
            yield Problem(
                phrase("“{trace}” is a trace of a tool; delete it", trace=trace),
                found.start(),
                found.end(),
            )
            return


#: The same in words, in brackets.
_NOTE = re.compile(
    r"[\[(]\s*(?:[àa] (?:traduire|revoir|relire|vérifier|confirmer)|traduire|non traduit"
    r"|traduction (?:automatique|[àa] \w+)|(?:por|sin) (?:traducir|revisar|confirmar)"
    r"|traducir|revisar|traducción automática|pendiente de \w+|machine translat(?:ed|ion)"
    r"|(?:un|not |not yet )(?:translated|reviewed)|(?:needs|to|to be|please) "
    r"(?:translat|review|check|confirm)(?:e|ed|ion|ing)?|check translation)\b[^\])]{0,20}[\])]",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"\b(?:TODO|FIXME|XXX|TBD|À TRADUIRE|A TRADUIRE|POR TRADUCIR|TRADUCIR|PENDIENTE|À FAIRE|"
    r"UNTRANSLATED|TRANSLATE ME)\b|\?{3,}"
)
#: One of these is in each of them.
_MARKS = (*("TODO", "FIXME", "XXX", "TBD", "TRADU", "PENDIENTE", "FAIRE", "TRANSLATE", "???"),)


@entry_rule("unfinished", Severity.WARNING)
def check_unfinished(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """A translation that is published holds no note that it is to be finished.

    Bad: msgid "Trade grew." msgstr "TODO Le commerce a augmenté."
    Good: msgid "Trade grew." msgstr "Le commerce a augmenté."
    """
    note = _NOTE.search(pair.target) if "(" in pair.target or "[" in pair.target else None
    if note and not re.search("transl|review|pending", pair.source, re.IGNORECASE):
        message = phrase(
            "“{note}” says that the translation is not finished; finish it", note=note[0]
        )
        yield Problem(message, note.start(), note.end())
    if not any(mark in pair.target for mark in _MARKS) or not _UNFINISHED.search(pair.target):
        return
    masked = pair.target_markup.masked
    for match in _UNFINISHED.finditer(masked):
        if match[0] not in pair.source:
            message = phrase(
                "“{words}” says that the translation is not finished; finish it", words=match[0]
            )
            yield Problem(message, match.start(), match.end())


#: UTF-8 that was read as another encoding, and what stands for bytes that could not be read.
_MISREAD = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ\u009d“”¦˜]|ï¿½|\ufffd")


_SPOILED = ("Ã", "Â", "â€", "ï¿½", "\ufffd")


@entry_rule("encoding", Severity.ERROR)
def check_encoding(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """No letter was spoiled by a wrong encoding.

    Bad: msgid "population" msgstr "poblaciÃ³n"
    Good: msgid "population" msgstr "población"
    """
    if not any(sign in pair.target for sign in _SPOILED):
        return
    for match in _MISREAD.finditer(pair.target_markup.masked):
        if match[0] not in pair.source and not _is_word_end(pair.target, match):
            message = phrase(
                "“{words}” is a letter in a wrong encoding; type the letter again", words=match[0]
            )
            yield Problem(message, match.start(), match.end())
            return


def _is_word_end(text: str, match: re.Match[str]) -> bool:
    """Tell whether a capital letter is followed by a quotation mark or space of the text."""
    return match[0][0] in "ÃÂ" and match[0][1] in "\u00a0»”’–—…" and not text[match.end() :].strip()
