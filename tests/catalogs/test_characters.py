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


@pytest.mark.parametrize(
    ("text", "seen"),
    [("a", True), ("\u3164", False), ("\U000e0100", False), (" \u200b", False), ("…", True)],
)
def test_what_can_be_seen(text: str, seen: bool) -> None:
    assert is_seen(text, text) is seen
