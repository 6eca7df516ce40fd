"""Tell whether a text is in the language of its edition, or in that of another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from editions.extras import require_extra
from editions.phrases import phrase
from editions.rules.identifying import identifier_among
from editions.rules.lexicon import WORD
from editions.verification.facts import Page

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Letters of a sentence whose language can be identified; shorter ones go with their neighbours.
#: Of 1,136 passages and sentences of this length in three languages, all were identified.
TELLING = 40
#: How sure the identifier must be, of 1; below it, nothing is said.
_SURE = 0.9
_END = re.compile(r"(?<=[.!?…»”])\s+(?=[\W\d]{0,40}[^\W\d_a-zß-öø-ÿ])|[;:]\s+")
#: Addresses, names of files and of parts of programs, which are in no language.
_NO_WORD = re.compile(r"://|[/\\_@=<>{}]|\w\.\w|\(\)")
_RUN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: Words of a sentence; fewer are a name or a title.
_WORDS = 6
#: And so many of them are no names, as those of an address are.
_COMMON = 2


class Identifier:
    """Knows the languages of a site."""

    def __init__(self, languages: Sequence[str]) -> None:
        """Take the languages of the editions, without countries: ``en``, ``fr``.

        Raises:
            MissingExtraError: what tells languages is not installed.
        """
        require_extra("verify", phrase("telling languages (other-language)"))
        self.languages = tuple(dict.fromkeys(languages))

    @cached_property
    def _known(self) -> LanguageIdentifier | None:
        """The identifier among these languages alone; None where it could not choose."""
        return identifier_among(self.languages)

    def foreign_sentences(self, text: str, language: str) -> Iterator[tuple[str, str]]:
        """Yield sentences of *text* that are in another language, with that language.

        What is in a language that the identifier does not know is passed over.
        """
        model = self._known
        if model is None or language not in model.labels:
            return
        for sentence in telling_sentences(text):
            found, probability = model.classify(sentence)
            if found != language and probability >= _SURE:
                yield sentence, str(found)


def without_names(text: str) -> str:
    """Return *text* without addresses, names of files and parts of programs."""
    return _RUN.sub(lambda run: " " if _NO_WORD.search(run[0]) else run[0], text)


def is_prose(text: str) -> bool:
    """Tell whether a text has words enough to be of one language, and not names alone."""
    words = WORD.findall(without_names(text))
    return len(words) >= _WORDS and sum(not word[0].isupper() for word in words) >= _COMMON


def telling_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of *text*, short ones together with what follows, that tell anything."""
    pending = ""
    for part in _END.split(without_names(text)):
        pending = f"{pending} {part}".strip()
        if len(pending) >= TELLING:
            # Chinese and Japanese have no spaces between words.
            if len(_WORD.findall(pending)) >= _WORDS or " " not in pending:
                yield pending
            pending = ""


def identifier_of(pages: Sequence[Page]) -> Identifier:
    """Return what knows the languages that *pages* say they are in."""
    return Identifier(sorted({page.lang.partition("-")[0].lower() for page in pages if page.lang}))
