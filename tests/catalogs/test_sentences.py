"""Sentences of messages, in any script; put together they are the message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.catalogs.restructuredtext import parse_rst
from editions.catalogs.sentences import Sentence, join_sentences, split_sentences
from tests.catalogs.test_merging_properties import BOUNDED


def texts(message: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(parse_rst(message))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The tide is out.", "It comes back at noon!", "(So they say.)", "“Who?”", "I."],
        ["See :ref:`the shore. Or the isle <shore>`.", "``a. B``.", "Then."],
        ["*One. Two.* Three."],  # markup is not cut
        ["It cost 3.50 $ in the U.S. Congress, e.g. for boats, i.e. two."],
        ["¿Dónde está?", "¡Aquí!", "Élla no lo sabe…", "«Sí»."],
        ["潮は引いた。", "正午に戻る！", "「九時。」", "船。"],
        ["المد خارج.", "يعود ظهراً؟", "نعم."],
        ["Done.", "**Bold** begins.", ":ref:`x` too.", "|name| is last."],
        ["no end"],
        ["Mr. Ames met Dr. Obi, e.g. Monday, cf. Table 2.", "Mrs. Ames did not."],
        ["Habló el Sr. Paz de EE. UU. Congreso, p. ej. Trigo.", "La Dra. Paz, no."],
        ["It rose in 2009. [#a]_", "It fell. [1]_ [Ames09]_", "The end. :cite:`ames09`"],
        ["It rose.", "[Ames09]_ says so.", ":cite:t:`ames09` does not."],
        ["M. Paz (M. Roy, “J. Fox”) l’a dit.", "C’est à lui."],
        ["Відплив почався о шостій.", "У полудень вода повернеться!", "Її багато."],
        ["Η άμπωτη άρχισε.", "Άλλη."],
        ["Je odliv.", "Čeká se.", "„Ano,“ řekl.", "Żaden.", "Őr áll."],
        ["ზღვა დაიცალა.", "ის დაბრუნდება."],
        ["Ծովը հեռու է։", "Այն կգա։"],
        ["Лист М. Паза прибув.", "Його читали."],
        ["He said so to Mr. Paz.", "“No, Sir.”", "Was it the col?", "No."],
    ],
)
def test_sentences_are_found(sentences: list[str]) -> None:
    close = "。" in sentences[0]
    message = ("" if close else "  ").join(sentences)
    assert texts(message) == sentences
    assert texts(message.replace("  ", "\n")) == [t.replace("  ", "\n") for t in sentences]


@BOUNDED
@given(st.text(st.sampled_from('aB .!?«»"()*`:\n\u00a0潮。'), max_size=60))
def test_sentences_are_the_message(message: str) -> None:
    sentences = split_sentences(parse_rst(message))
    assert "".join(sentence.text + sentence.gap for sentence in sentences) == message
    assert all(not sentence.gap.strip() for sentence in sentences)


def test_sentences_that_meet_are_parted_as_their_script_is() -> None:
    assert (
        join_sentences([Sentence("A."), Sentence("B.", "\n"), Sentence("C.", " ")]) == "A. B.\nC."
    )
    assert (
        join_sentences([Sentence("潮は引いた。"), Sentence("正午に戻る。")])
        == "潮は引いた。正午に戻る。"
    )
    assert join_sentences([]) == ""
