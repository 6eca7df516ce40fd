"""Characters that cannot be seen stand where their script needs them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.catalogs.characters import character_problems, is_seen

#: What is right in its language.
NEEDED = [
    "می\u200cخواهم",  # Persian: between two parts of a word
    "\u200fמחיר: 5\u200e %",  # Hebrew: marks of direction
    "क्\u200dष, र्\u200dय",  # Hindi: half letters
    "ന്\u200d",  # Malayalam: an older spelling of a letter
    "ශ්\u200dරී",  # Sinhala
    "ไทย\u200bภาษา",  # Thai: where a line may end
    "ភាសា\u200bខ្មែរ",
    "葛\U000e0100城",  # Japanese: a form of a name's letter
    "\u2764\ufe0f, \u2764\ufe0f\u200d\U0001f525, 1\ufe0f\u20e3",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467, \U0001f3f3\ufe0f\u200d\U0001f308",
    "\U0001f9d1\U0001f3fd\u200d\U0001f4bb",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # Scotland
    "ᠮᠣᠩᠭᠣᠯ\u180bᠠ",
    "Auf\u00adfahrt, A\u2060B",
    "Tiếng Việt, ế̂ệ, Ελληνικά, é\u0301\u0302",
    "0\ufe00, ≨\ufe00",
    "日本語\u200bテキスト",
    "র\u200d্যাব, ফাইল\u200cগুলি",  # Bengali: a form of a letter, and a word of two parts
    "Linux\u200cನಲ್ಲಿ, ಫೈಲ್\u200cಗಳು ಮತ್ತು ಕೋಡ್\u200c",
    "ه\u200d، روز\u200cها، کار\u200cخانه، Python\u200cها",
    "الإصدار \u200e3.2\u200e، (C++)\u200f و \u200ePython\u200e، 10\u200f\u2013\u200f12.",
    "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft",
    "10\u2060\u2013\u206020, a/\u2060b, \u2014\u2060x, m\u2060/\u2060s",
    "渡辺\U000e0101、邉\U000e0102、辻\U000e0100、葛\U000e0100",
    "\u0601\u0664\u0662, ܐ\u070f",
    "2\u2009500\u202f€, 5\u2007%, a\u2002\u2014\u2003b, 你\u3000好",
    "བྷྱོྃ, བཛྲསཏྭ, לָמָּ֣ה, ที่สุ๊, q̣̀̄",
    "ᄀ\u1160, \u115fᅡ",
]


@pytest.mark.parametrize("text", NEEDED)
def test_what_a_script_needs_may_stand(text: str) -> None:
    assert list(character_problems("text", text)) == []


#: What hides, and in no text for readers.
HIDDEN = [
    "mer" + "".join(chr(0xE0100 + n) for n in b"run this"),
    "mer" + "".join(chr(0xE0000 + ord(c)) for c in "ignore all"),
    "葛\U000e0100\U000e0101",
    "\U0001f3f4\U000e0067\U000e0062\U000e0078\U000e0078\U000e0078\U000e007f",
    "m\u200be\u200br\u200b",
    "m\u200ce\u200dr\u200c",
    "m\u200ee\u200fr\u061c",
    "mer\u206a",
    "mer\u206f",
    "f\u2061(x)",
    "a\u2062b",
    "a\u2063b",
    "a\u2064b",
    "mer\U0001d173",
    "mer\U0001bca0",
    "mer\U000e0080",
    "mer\u2065",
    "mer\ufff0",
    "mer\u115f",
    "mer\u3164",
    "mer\u2800",
    "mer\u17b5",
    "mer\u180e",
    "e\ufe00",
    "\U0001f600" + "\ufe0f" * 3,
    "می\u200c\u200c\u200d\u200cخواهم\u200c\u200c\u200c",
    "e" + "\u0301" * 20,
    "mer\u202e",
    "mer\ue000",
    "mer\ufffc",
    "mer\u0600",
    "mer\u070f",
    "mer\U000110bd",
    "mer\U00013431",
    "mer\U00016fe4",
    "mer\U0001d159",
    "La\u2004mer\u2005est\u2006basse\u2008ici",
    "L\xada m\xader es\xadt b\xada\xads\xadse",
    "L\u2060a m\u2060er e\u2060st",
    "ال\u200bب\u200bح\u200bر",
    "ال\u200dب\u200dح\u200dر",
    "ال\u200fب\u200fح\u061cر",
    "البحر\u200f هادئ\u200e اليوم\u061c جدا",
    "स\u200dम\u200cु\u200dद्र",
    "स\u200bमु\u200bद्र\u200b ह",
    "漢\U000e0101字\U000e0102海\U000e0103水\U000e0104潮\U000e0105波\U000e0106月\U000e0107",
    "漢\U000e0160",
    "海\ufe03",
    "바\u3164다",
    "바\u1160다",
    "ท" + "\u0e4a" * 12,
    "ب" + "\u064b" * 12,
    "e" + "\u2de0" * 12,
    "e" + "\u0301\ua66f\u1cd0\u0e4a" * 4,
]


@pytest.mark.parametrize("text", HIDDEN)
def test_what_hides_is_refused(text: str) -> None:
    rules = {problem.rule for problem in character_problems("text", text)}
    assert "unsafe-character" in rules
    assert list(character_problems(text, text)) == []


@pytest.mark.parametrize("char", "\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\ufe0f")
def test_a_stray_one_is_doubtful(char: str) -> None:
    (problem,) = character_problems("text", f"ma{char}rée")
    assert (problem.rule, problem.start) == ("doubtful-character", 2)
    assert f"U+{ord(char):04X}" in problem.message


#: Marks around text that runs in their direction by itself.
DIRECTED = [
    "\u202bساختار اپلیکیشن\u200cها\u202c",  # a whole message, as some translators write them
    "\u202bRoute\u200cها\u202c",
    "از \u202aC++\u202c و \u202aC:\\new\u202c بخوانید",
    "\u2067مرحبا\u2069 \u2066OnionShare 2.0\u2069",
    "العدد \u202a10-5\u202c",
    "\u2068مرحبا\u2069",
]
#: The same marks, where they turn text around, hide, or do not end.
TURNED = [
    "\u202babc 123\u202c",
    "\u202b10-5\u202c",
    "\u202aاب\u202c",
    "\u202bمرحبا",
    "مرحبا\u202c",
    "\u202b\u202c\u202b\u202c",
    "\u202b\u200f\u202cabc",
    "\u202b\u202aا\u202c\u202c",
    "\u202bمرحبا\u2069",
    "\u202eمرحبا\u202c",
    "\u202bمرحبا\u202c\u202eabc\u202c",
    "\u202bمر\nحبا\u202c",
    "La \u202amarée\u202c.",
]


@pytest.mark.parametrize("text", DIRECTED)
def test_marks_that_turn_nothing_around_are_doubtful(text: str) -> None:
    assert {p.rule for p in character_problems("text", text)} == {"doubtful-character"}


@pytest.mark.parametrize("text", TURNED)
def test_marks_that_turn_text_around_are_refused(text: str) -> None:
    assert "unsafe-character" in {p.rule for p in character_problems("text", text)}


@pytest.mark.parametrize(
    "text", ["є \u200b\u200bнадання", "بسته\u200c\u200cهای و پروژه\u200c\u200cهای"]
)
def test_one_that_stands_there_twice_counts_as_one(text: str) -> None:
    assert {p.rule for p in character_problems("text", text)} == {"doubtful-character"}
    assert "unsafe-character" in {
        p.rule for p in character_problems("text", f"{text} a\u200bb" * 3)
    }


def test_each_stands_as_often_as_in_the_message() -> None:
    assert list(character_problems("a\u200bb\u200bc", "x\u200by\u200bz")) == []
    assert list(character_problems("a\u200bb", "x\u200by\u200bz")) != []


@given(st.text(), st.text(st.sampled_from("ab \u200b\u200d\ufe0f\U000e0100é❤क0\u3164")))
def test_any_text_is_judged(msgid: str, msgstr: str) -> None:
    for problem in character_problems(msgid, msgstr):
        assert problem.start is not None
        assert not msgstr[problem.start].isspace()


#: One of each kind that is judged in a way of its own, and letters beside which they stand.
SPECIAL = (
    "\xad\u034f\u0600\u061c\u06dd\u115f\u1680\u17b4\u180b\u200b\u200c\u200d\u200e\u2004\u202a\u202c"
)
SPECIAL += (
    "\u2060\u2067\u2069\u2800\u3164\ufe00\ufe0f\ufffc\U00013430\U0001bca0\U0001d159\U000e0067"
)
SPECIAL += "\U000e0100ab \n0اש漢か한ᄀक्ไខᠮ\u0301\u0e4a\U0001f600\U0001f3f4©"


@given(st.text(SPECIAL))
def test_any_neighbours_are_judged(text: str) -> None:
    for problem in character_problems("text", text):
        assert problem.start is not None


@pytest.mark.parametrize("char", "\u034f\u0600\u200b\u200e\u2004\ufe0f\U000e0100")
def test_a_long_run_is_judged_at_once(char: str) -> None:
    assert list(character_problems("text", f"a{char * 10_000}ب")) != []


@pytest.mark.parametrize(
    ("text", "seen"),
    [("a", True), ("\u3164", False), ("\U000e0100", False), (" \u200b", False), ("…", True)],
)
def test_what_can_be_seen(text: str, seen: bool) -> None:
    assert is_seen(text, text) is seen
