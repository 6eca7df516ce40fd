"""The few words of each language that rules must know.

A language without a record here is checked by all rules that need none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

#: A word of running text, with its apostrophes and hyphens.
WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*")


@dataclass(frozen=True)
class Lexicon:
    """What rules know of a language's words."""

    #: Words that carry grammar, so that hardly a sentence does without; lower case.
    function_words: frozenset[str]
    #: Words that may stand twice in a row, such as French “nous nous”; None for none.
    doubles: re.Pattern[str] | None = None
    #: Other frequent words that translators of manuals hardly ever keep; lower case.
    common_words: frozenset[str] = frozenset()
    #: Those of the function words that tell the language even where they stand alone.
    telling_words: frozenset[str] = frozenset()


def _lexicon(
    function_words: str, doubles: str = "", common_words: str = "", telling_words: str = ""
) -> Lexicon:
    return Lexicon(
        frozenset(function_words.split()),
        re.compile(rf"(?:{doubles})\b") if doubles else None,
        frozenset(common_words.split()),
        frozenset(telling_words.split()),
    )


#: Lexicons by language.
LEXICONS: Mapping[str, Lexicon] = {
    "en": _lexicon(
        "a about after against all also although an and any are as at be because been before being"
        " below between both but by can cannot could did do does during each either even every for"
        " from had has have he her here him his how however i if in instead into is it its itself"
        " just may me might more most must my neither no nor not now of on once one only onto or"
        " other our out over own per same see she should since so some such than that the their"
        " them then there therefore these they this those through thus to too under unless until"
        " up upon us used using very was we were what when where whereas whether which while who"
        " whom whose why will with within without would yet you your",
        r"(that|had|is|do)\s+\1",
        "above according actually add added adding adds again already along amount another anything"
        " apply asked avoid back based become been being better bottom building built called"
        " calling calls came chapter chosen choose closed coming comes containing contains contents"
        " country created creates creating currently deal deals described describes did different"
        " directly displayed does doing done down each easier easily else enabled entire equal"
        " especially everything exactly examples exists expected fewer find first fixed following"
        " follows found four frequently full further generally gets getting give given gives giving"
        " goes going good great grew handling having held help here higher highest holds include"
        " included includes including increase increased indicates keep keeps kept know known"
        " largest last later least less let like longer look lower made make makes making many"
        " means much must need needed needs never new number obtain often our overview people"
        " please prevent previous probably provide provided provides raised raises rather reached"
        " read reads related remains remove removed required requires result return returned"
        " returning returns rose run running runs said saved saw say says send sent several shown"
        " shows simply since slowly small something sometimes specified specifies specify started"
        " starting starts states still stored sure take taken takes taking things think three times"
        " together took try turn two typically updated use used useful uses using usually value"
        " want wanted wants way ways well went work working works write writing written wrong year"
        " years",
        "about after and are because been before between cannot could did does from have how"
        " however into many much must should some than that the their then these they those through"
        " was were when where which who whose why without would yes your",
    ),
    "es": _lexicon(
        "a al algo algunos ante antes aquí así aun aunque bajo bien cada como con contra cual"
        " cuando cuya cuyo de debe del desde después donde durante e el ella ellas ellos en entre"
        " era es esa ese eso esta este esto está están fue ha han has hasta hay he la las le les"
        " lo los me mi mientras muy más ni no nos nosotros o otra otro para pero por porque pue"
        " puede que quien qué se sea ser si sido sin sino so sobre solo son su sus sí sólo también"
        " tan te tiene todo todos tras tu tus un una unas uno unos usted y ya yo él",
        r"(muy|sí|casi)\s+\1",
    ),
    "fr": _lexicon(
        "a afin ai ainsi alors an après as au aucun aucune aussi autre autres aux avant avec avoir"
        " bien but car ce ceci cela celle celui ces cet cette ceux chaque chez comme comment contre"
        " dans de depuis des deux dit doit donc dont du durant elle elles en encore entre est et"
        " eu eux fait il ils j je jusque la le les leur leurs lors lorsque lui là ma mais me mes"
        " moi moins mon même ne ni non nos notre nous on ont or ou où par parce pas pendant peu"
        " peut plus pour pourquoi puis qu quand que quel quelle qui quoi rien sa sans se selon ses"
        " si sinon soit son sont sous sur ta te tel tes ton toujours tous tout toute toutes trop"
        " très tu un une vers voici vos votre vous y à été être",
        r"(nous|vous|très|si|faire)\s+\1|en\s+en\s+\w+ant",
    ),
}


@cache
def common_foreign_words(source: str, target: str) -> frozenset[str]:
    """Return `foreign_words` and the other frequent words of language *source*."""
    grammar = foreign_words(source, target)
    return grammar | LEXICONS[source].common_words if grammar else grammar


@cache
def foreign_words(source: str, target: str) -> frozenset[str]:
    """Return function words of language *source* that are no words of *target*.

    Empty where either language is unknown, since a word might belong to both.
    """
    if source == target or source not in LEXICONS or target not in LEXICONS:
        return frozenset()
    words = LEXICONS[source].function_words - LEXICONS[target].function_words
    return frozenset(word for word in words if len(word) > 1)
