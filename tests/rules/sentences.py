"""Sentences with faithful translations, ways to spoil them, and some that only look wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

NBSP = "\u00a0"

#: English, Mexican Spanish, Canadian French.
SENTENCES = (
    (
        "The ferry carried 1,200 passengers in 2009, and nearly 80% of them came back.",
        "El transbordador llevó a 1,200 pasajeros en 2009, y casi 80 % de ellos volvieron.",
        "Le traversier a transporté 1 200 passagers en 2009, et près de 80 % sont revenus.",
    ),
    (
        "Trade between both harbours came to C$3.5 billion, as :ref:`the annex <annex>` shows.",
        "El comercio entre ambos puertos llegó a 3,500 millones de dólares canadienses, como"
        " muestra :ref:`el anexo <annex>`.",
        "Le commerce entre les deux ports s’est élevé à 3,5 milliards de dollars canadiens,"
        " comme le montre :ref:`l’annexe <annex>`.",
    ),
    (
        "Who keeps the lighthouse at night?",
        "¿Quién cuida el faro por la noche?",
        "Qui garde le phare la nuit?",
    ),
    (
        "What a storm that was! Nobody slept.",
        "¡Qué tormenta fue aquella! Nadie durmió.",
        "Quelle tempête ce fut! Personne n’a dormi.",
    ),
    (
        "Set ``speed`` to ``slow`` before the ship enters the harbour.",
        "Ponga ``speed`` en ``slow`` antes de que el barco entre en el puerto.",
        "Réglez ``speed`` à ``slow`` avant que le navire n’entre dans le port.",
    ),
    (
        "The crew reads the `tide tables <https://tides.example/north>`_ every morning.",
        "La tripulación lee las `tablas de mareas <https://tides.example/north>`_ cada mañana.",
        "L’équipage lit les `tables des marées <https://tides.example/north>`_ chaque matin.",
    ),
    (
        "Since |release| the bell rings by itself. The old keeper retired in May 1987.",
        "Desde |release| la campana suena sola. El viejo guardián se retiró en mayo de 1987.",
        "Depuis |release|, la cloche sonne toute seule. Le vieux gardien a pris sa retraite en"
        " mai 1987.",
    ),
    (
        "The bilateral relationship between the two islands is older than their bridge [1]_.",
        "La relación bilateral entre las dos islas es más antigua que su puente [1]_.",
        "La relation bilatérale entre les deux îles est plus ancienne que leur pont [1]_.",
    ),
    (
        "Each captain signs the protocol (in two copies) before departure.",
        "Cada capitán firma el protocolo (en dos ejemplares) antes de la salida.",
        "Chaque capitaine signe le protocole (en deux exemplaires) avant le départ.",
    ),
    (
        "The museum has three parts: the maps, the models and the letters.",
        "El museo tiene tres partes: los mapas, las maquetas y las cartas.",
        "Le musée compte trois parties : les cartes, les maquettes et les lettres.",
    ),
    (
        "See :doc:`/history` for the plan of 1994. It was never carried out.",
        "Consulte :doc:`/history` para conocer el plan de 1994. Nunca se llevó a cabo.",
        "Consultez :doc:`/history` pour connaître le plan de 1994. Il n’a jamais été réalisé.",
    ),
    (
        "The minister visited Halifax and Veracruz, then opened the new port authority.",
        "El ministro visitó Halifax y Veracruz, y después inauguró la nueva autoridad portuaria.",
        "Le ministre a visité Halifax et Veracruz, puis a inauguré la nouvelle autorité portuaire.",
    ),
    (
        "The new pier is 212 metres long and rests on 48 columns of granite.",
        "El nuevo muelle mide 212 metros y descansa sobre 48 columnas de granito.",
        "La nouvelle jetée mesure 212 mètres et repose sur 48 colonnes de granit.",
    ),
    (
        "Fishing is forbidden from June to August; the fine is US$450.",
        "La pesca está prohibida de junio a agosto; la multa es de 450 dólares estadounidenses.",
        "La pêche est interdite de juin à août; l’amende est de 450 dollars américains.",
    ),
    (
        "Call :func:`tides.read` once. It returns the height of the water.",
        "Llame a :func:`tides.read` una vez. Devuelve la altura del agua.",
        "Appelez :func:`tides.read` une fois. Elle renvoie la hauteur de l’eau.",
    ),
    (
        "The old harbour was built in the nineteenth century and closed for good in 1956.",
        "El viejo puerto se construyó en el siglo XIX y cerró para siempre en 1956.",
        "Le vieux port a été construit au XIXe siècle et a fermé pour de bon en 1956.",
    ),
)

#: A termbase for these sentences.
TERMS = """\
en,es,fr
trade,comercio,commerce
bilateral relationship,relación bilateral,relation bilatérale
port authority,autoridad portuaria,autorité portuaire
"""

COLUMNS = {"es_MX": 1, "fr_CA": 2}


def faithful(locale: str) -> list[tuple[str, str]]:
    """Return the sentences and their translations into the language of *locale*."""
    return [
        (row[0], row[COLUMNS[locale]].replace(" %", f"{NBSP}%").replace(" : ", f"{NBSP}: "))
        for row in SENTENCES
    ]


@dataclass(frozen=True)
class Defect:
    """One translation that was spoiled."""

    #: What was done to it.
    kind: str
    #: The rules of which one must find it.
    rules: tuple[str, ...]
    locale: str
    #: The entries of its catalog, the spoiled one first.
    texts: tuple[tuple[str, str], ...]


_Spoil = Callable[[str, str, Random], str | None]


def _replace(pattern: str, new: str) -> _Spoil:
    """Return what replaces the first match of a pattern."""

    def spoil(source: str, target: str, random: Random) -> str | None:
        changed = re.sub(pattern, new, target, count=1)
        return changed if changed != target else None

    return spoil


def _other_digit(source: str, target: str, random: Random) -> str | None:
    places = [match.start() for match in re.finditer(r"(?<![\[\d])\d(?!\])", target)]
    if not places:
        return None
    place = random.choice(places)
    digit = random.choice([d for d in "123456789" if d != target[place]])
    return target[:place] + digit + target[place + 1 :]


def _insert(text: str) -> _Spoil:
    """Return what puts a text into the middle of a word."""

    def spoil(source: str, target: str, random: Random) -> str | None:
        words = list(re.finditer(r"(?<![`\w:/<|])[^\W\d_]{6,}(?![\w`>|])", target))
        if not words:
            return None
        word = random.choice(words)
        middle = (word.start() + word.end()) // 2
        return target[:middle] + text + target[middle:]

    return spoil


def _double(source: str, target: str, random: Random) -> str | None:
    words = list(re.finditer(r"(?<=\s)(?:el|la|las|los|de|del|en|le|les|du|des|un)(?=\s)", target))
    if not words:
        return None
    word = random.choice(words)
    return f"{target[: word.end()]} {word[0]}{target[word.end() :]}"


def _misread(source: str, target: str, random: Random) -> str | None:
    letters = list(re.finditer("[áéíóñèêàâç]", target))
    if not letters:
        return None
    letter = random.choice(letters)
    wrong = letter[0].encode().decode("cp1252", "replace")
    return target[: letter.start()] + wrong + target[letter.end() :]


def _swap_letters(source: str, target: str, random: Random) -> str | None:
    words = list(re.finditer(r"(?<![`\w:/<|’])[^\W\d_]{8,}(?![\w`>|])", target))
    for word in random.sample(words, len(words)):
        at = word.start() + 3
        if target[at] != target[at + 1]:
            return target[:at] + target[at + 1] + target[at] + target[at + 2 :]
    return None


def _drop_sentence(source: str, target: str, random: Random) -> str | None:
    sentences = re.split(r"(?<=[.!]) (?=[A-ZÉ])", target)
    return min(sentences, key=len) if len(sentences) > 1 else None


def _english(source: str, target: str, random: Random) -> str | None:
    words = source.split()
    grammar = [n for n, word in enumerate(words[:-3]) if word in ("the", "and", "of", "of", "is")]
    if not grammar:
        return None
    begin = max(0, grammar[0] - 1)
    return " ".join([*target.split()[:3], *words[begin : begin + 4], *target.split()[6:]])


_SPOILS: tuple[tuple[str, tuple[str, ...], _Spoil], ...] = (
    ("another digit", ("numbers", "numbers-missing"), _other_digit),
    ("a number left out", ("numbers", "numbers-missing"), _replace(r"\b(212|48|450|1987) ", "")),
    ("a billion of another size", ("numbers", "term"), _replace("millones|milliards", "billones")),
    ("a role left out", ("references",), _replace(r":\w+:`[^`<]*( <\w+>)?`", "eso")),
    ("another target", ("references",), _replace(r"<annex>|/history|tides\.read", "anejo")),
    ("another address", ("links",), _replace("tides.example/north", "tides.example/norte")),
    ("a translated literal", ("literals",), _replace("``slow``", "``lento``")),
    ("markup that does not end", ("inline-markup",), _replace("``([ .])", r"`\1")),
    ("markup glued to a word", ("inline-markup",), _replace(" ``", "``")),
    ("a space in a role", ("inline-markup", "references"), _replace(r":(ref|doc|func):", r":\1: ")),
    ("a substitution left out", ("substitutions",), _replace(r"\|release\|", "2.0")),
    ("another footnote", ("footnotes",), _replace(r"\[1\]_", "[2]_")),
    ("another term", ("term",), _replace("comercio|commerce", "tráfico")),
    ("another term", ("term",), _replace("bilateral|bilatérale", "mutua")),
    ("words left in English", ("source-words",), _english),
    ("the message itself", ("untranslated",), lambda source, target, random: source),
    ("no opening mark", ("opening-mark",), _replace("[¿¡]", "")),
    ("a space too many", ("spacing",), _replace("([a-zé])([;?!])", f"\\1{NBSP}\\2")),
    ("a space too few", ("spacing",), _replace(f"{NBSP}:", ":")),
    ("a word doubled", ("doubled-word",), _double),
    ("a counter", ("residue",), _replace(r"\Z", " 108/5000")),
    ("a polite machine", ("residue",), _replace(r"\Z", " (Traducido con DeepL)")),
    ("a note", ("unfinished",), _replace(r"\A", "TODO: ")),
    ("a wrong encoding", ("encoding",), _misread),
    ("a space of no width", ("invisible-character",), _insert("\u200b")),
    ("a turned direction", ("control-character",), _insert("\u202e")),
    ("a bracket left open", ("unbalanced",), _replace(r"\)", "")),
    ("a space at the end", ("edge-space",), _replace(r"\Z", " ")),
    ("another end", ("end-mark",), _replace(r"\?\Z", ".")),
    ("a sentence left out", ("length", "references", "substitutions"), _drop_sentence),
    ("two letters swapped", ("spelling",), _swap_letters),
    ("an item of a list", ("dropped",), _replace(r"\A", "1994. ")),
    ("a second paragraph", ("dropped",), _replace(r"\. ", ".\n\n")),
    ("a leading space", ("dropped",), _replace(r"\A", " ")),
)


def make_defects(seed: int, each: int) -> Iterator[Defect]:
    """Yield defects, up to so many of *each* kind in each language."""
    random = Random(seed)  # noqa: S311  # the same ones each time
    for locale in COLUMNS:
        texts = faithful(locale)
        for kind, rules, spoil in _SPOILS:
            count = 0
            for source, target in random.sample(texts, len(texts)):
                spoiled = spoil(source, target, random)
                if spoiled is not None and spoiled != target and count < each:
                    count += 1
                    yield Defect(kind, rules, locale, ((source, spoiled),))
        for number in range(0, len(texts) - 1, 3):
            one, other = texts[number], texts[number + 1]
            crossed = ((one[0], other[1]), (other[0], one[1]), *texts)
            rules = ("wrong-entry", "references", "numbers", "literals", "links", "substitutions")
            yield Defect("the neighbour's translation", rules, locale, crossed[:2])


#: Right translations that a hasty check takes for wrong.
TRICKY = (
    # Numbers written otherwise.
    ("es_MX", "It cost C$21.3 billion.", "Costó 21,300 millones de dólares canadienses."),
    ("es_MX", "It cost US$2.5 million.", "Costó 2.5 millones de dólares estadounidenses."),
    ("es_MX", "Two of the three ships sank.", "Se hundieron 2 de los 3 barcos."),
    ("es_MX", "the 1980s", "la década de 1980"),
    ("es_MX", "in the 19th century", "en el siglo XIX"),
    ("es_MX", "the second of 12 bells", "la segunda de doce campanas"),
    ("es_MX", "One million people came.", "Vino un millón de personas."),
    ("es_MX", "It grew by 12.5%.", "Creció 12.5 por ciento."),
    ("es_MX", "on December 6, 2009", "el 6 de diciembre de 2009"),
    ("es_MX", "from 1993 to 2010", "entre 1993 y 2010"),
    ("es_MX", "a three-year plan", "un plan trienal de 3 años"),
    ("es_MX", "a dozen boats", "una docena de barcas"),
    ("es_MX", "third-party ships", "barcos de terceros"),
    ("es_MX", "at 9 a.m.", "a las 9 de la mañana"),
    ("fr_CA", "It cost C$21.3 billion.", "Il a coûté 21,3 milliards de dollars canadiens."),
    ("fr_CA", "1,457,500 people", "1\u00a0457\u00a0500 personnes"),
    ("fr_CA", "It fell by 0.5%.", "Il a baissé de 0,5\u00a0%."),
    ("fr_CA", "the 1980s", "les années 1980"),
    ("fr_CA", "in the 21st century", "au XXIe siècle"),
    ("fr_CA", "the first of May", "le 1er mai"),
    ("fr_CA", "two thirds of them", "les deux tiers"),
    ("fr_CA", "over one million", "plus d’un million"),
    ("fr_CA", "on September 11, 2001", "le 11 septembre 2001"),
    ("fr_CA", "third-party libraries", "bibliothèques tierces"),
    ("fr_CA", "between 10 and 15 knots", "de 10 à 15 nœuds"),
    ("fr_CA", "0.5 to 1.25 m", "de 0,5 à 1,25\u00a0m"),
    ("fr_CA", "at 2 p.m.", "à 14 h"),
    # Markup in another order, with other words.
    ("es_MX", "``a`` before ``b``", "``b`` después de ``a``"),
    ("es_MX", ":ref:`one <x>` and :ref:`two <y>`", ":ref:`dos <y>` y :ref:`uno <x>`"),
    ("es_MX", "the *whole* story", "la historia completa"),
    ("es_MX", "the whole story", "la historia *completa*"),
    ("es_MX", ":abbr:`ETA (time of arrival)`", ":abbr:`ETA (hora de llegada)`"),
    ("es_MX", "the 1\\ :sup:`st` ship", "el 1\\ :sup:`er` barco"),
    ("es_MX", "see `here <https://a.example/x>`_", "véase `aquí <https://a.example/x>`_"),
    ("es_MX", "Press :kbd:`Enter`.", "Pulse :kbd:`Intro`."),
    ("es_MX", ":guilabel:`Save` it", "Pulse :guilabel:`Guardar`"),
    ("fr_CA", ":func:`run` calls ``x``", "``x`` est appelé par :func:`run`"),
    ("fr_CA", "[1]_ and [2]_", "[2]_ et [1]_"),
    ("fr_CA", "|name| |release|", "|release| de |name|"),
    ("fr_CA", ":ref:`annex`", ":ref:`l’annexe <annex>`"),
    ("fr_CA", "`One`_ is here.", "Voici `Un`_."),
    (
        "fr_CA",
        "`Tides <https://en.wikipedia.org/wiki/Tide>`_",
        "`Marées <https://fr.wikipedia.org/wiki/Mar%C3%A9e>`_",
    ),
    ("fr_CA", "https://e.example/en/tides", "https://e.example/fr/tides"),
    ("fr_CA", "**Note** the wind.", "**Notez** le vent."),
    ("fr_CA", "The ship's ``log``", "Le ``log`` du navire"),
    ("fr_CA", "Use ``--all``.", "Utilisez l’option ``--all``."),
    ("fr_CA", "10 * 3 and 2*4", "10 * 3 et 2*4"),
    ("fr_CA", "a_ship and b", "a_ship et b"),
    ("es_MX", "Type ``x`` (twice).", "Escriba ``x`` (dos veces)."),
    ("es_MX", "5 > 3 and 2 < 4", "5 > 3 y 2 < 4"),
    # What need not be translated.
    ("es_MX", "Halifax", "Halifax"),
    ("es_MX", "``read()``", "``read()``"),
    ("es_MX", "Port Authority of Halifax Inc.", "Port Authority of Halifax Inc."),
    ("es_MX", "GNU General Public License", "GNU General Public License"),
    ("es_MX", "Error 404", "Error 404"),
    ("fr_CA", "Introduction", "Introduction"),
    ("fr_CA", "Description", "Description"),
    ("fr_CA", "Table 3", "Table 3"),
    ("fr_CA", "https://tides.example/", "https://tides.example/"),
    ("fr_CA", ":pep:`8`", ":pep:`8`"),
    ("fr_CA", "{number} / {total}", "{number} / {total}"),
    ("fr_CA", "J. Smith and A. Roy", "J. Smith and A. Roy"),
    ("fr_CA", "Read *The Old Man and the Sea*.", "Lisez *The Old Man and the Sea*."),
    ("es_MX", "the film “Out of Africa”", "la película “Out of Africa”"),
    ("es_MX", "the “Buy American” rule", "la regla “Buy American”"),
    ("es_MX", "Click *Save and close*.", "Haga clic en *Save and close*."),
    # Doubles and letters.
    ("fr_CA", "where we find ourselves", "où nous nous trouvons"),
    ("fr_CA", "what you ask yourself", "ce que vous vous demandez"),
    ("fr_CA", "by making it a list", "tout en en faisant une liste"),
    ("fr_CA", "New York New York", "New York New York"),
    ("es_MX", "the axes X, Y and Z", "los ejes X, Y y Z"),
    ("es_MX", "from A to B", "de la A a la B"),
    ("es_MX", "very, very far", "muy, muy lejos"),
    ("es_MX", "it was he who knew", "fue él el que sabía"),
    ("es_MX", "São Paulo", "São Paulo"),
    ("fr_CA", "A castle", "Un château"),
    ("fr_CA", "the heart of the work", "le cœur de l’œuvre"),
    # Marks.
    ("es_MX", "Why? Because.", "¿Por qué? Porque."),
    ("es_MX", "If so, who knows?", "Si es así, ¿quién sabe?"),
    ("es_MX", "What?!", "¿¡Qué!?"),
    ("es_MX", "the mark ``?``", "el signo ``?``"),
    ("es_MX", "prints “Hello world!”", "imprime “Hello world!”"),
    ("es_MX", "a) one; b) two", "a) uno; b) dos"),
    ("es_MX", "in [0, 1)", "en [0, 1)"),
    ("es_MX", "1) the bow, 2) the stern", "1) la proa, 2) la popa"),
    ("es_MX", "the ship (and its crew)", "el barco —y su tripulación—"),
    ("es_MX", 'the "tide"', "la “marea”"),
    ("fr_CA", 'the "tide"', "la «\u00a0marée\u00a0»"),
    ("fr_CA", "at 10:45", "à 10:45"),
    ("fr_CA", "Who? Nobody!", "Qui? Personne!"),
    ("fr_CA", "one; two: three", "un; deux\u00a0: trois"),
    ("fr_CA", "It said: “Why?”", "On y lisait\u00a0: «\u00a0Pourquoi?\u00a0»"),
    ("fr_CA", "``a: b``", "``a: b``"),
    ("fr_CA", "today's tide", "la marée d’aujourd’hui"),
    ("fr_CA", "What the keeper does", "Que fait le gardien?"),
    ("fr_CA", "and so on...", "et ainsi de suite…"),
    # Length.
    ("es_MX", "See below::", "Véase más abajo::"),
    ("es_MX", "It is this, e.g. this one. Or that.", "Es esto, p. ej. este o aquel."),
    ("fr_CA", "The tide is out.", "La marée est basse."),
    ("fr_CA", "Up", "Vers le haut"),
    ("fr_CA", "It rains. It pours.", "Il pleut, et à verse."),
    ("fr_CA", "onboarding", "accueil et intégration du nouveau personnel"),
    # Terms in other forms.
    ("es_MX", "their bilateral relationships", "sus relaciones bilaterales"),
    ("es_MX", "two port authorities", "dos autoridades portuarias"),
    ("fr_CA", "bilateral relationships", "les relations politiques bilatérales"),
    ("fr_CA", "the trademark", "la marque"),
    ("fr_CA", "port authorities", "des autorités portuaires"),
    # Initials and the like at the beginning.
    ("fr_CA", "Mr. Roy came.", "M.\u00a0Roy est venu."),
    ("es_MX", "1994 was a good year.", "1994 fue un buen año."),
    ("es_MX", "A. Roy came.", "Vino A. Roy."),
)
