"""Translations of the neighbour, and translations that lost or gained something."""

from __future__ import annotations

import pytest

from tests.rules.pairs import catalog_problems, problems

ECONOMY = ("Economy and markets", "Economía y mercados")
SECURITY = ("Security of persons", "Seguridad de las personas")
TRADE = (
    "Bilateral trade in ``goods`` grew by 12.",
    "El comercio bilateral de ``goods`` creció 12.",
)
VISITS = ("The minister visited Ottawa in 1994.", "El ministro visitó Ottawa en 1994.")


LONG = (
    "The ferry leaves the northern shore twice a day and takes the mail along. The doctor comes"
    " over on Mondays. Not in rough water."
)


def crossed(one: tuple[str, str], other: tuple[str, str]) -> list[tuple[str, str]]:
    return [(one[0], other[1]), (other[0], one[1])]


@pytest.mark.parametrize(
    ("one", "other"), [(ECONOMY, SECURITY), (TRADE, VISITS), (VISITS, ECONOMY)]
)
def test_swapped_translations_are_both_reported(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    found = catalog_problems("wrong-entry", crossed(one, other))
    assert set(found) == {one[1], other[1]}
    assert "line 20" in found[other[1]]


def test_translations_in_order_are_left_alone() -> None:
    assert catalog_problems("wrong-entry", [ECONOMY, SECURITY, TRADE, VISITS]) == {}


def test_a_translation_that_stands_twice_is_reported_where_it_does_not_fit() -> None:
    texts = [TRADE, VISITS, ("The ambassador of Canada spoke in 2009.", VISITS[1])]
    found = catalog_problems("wrong-entry", texts)
    assert "line 20" in found[VISITS[1]]


def test_one_translation_for_neighbours_that_share_no_word_is_reported() -> None:
    ferries = ("Ferries leave at dawn.", "Los transbordadores zarpan al amanecer.")
    texts = [ferries, ("Museums close on Mondays.", ferries[1])]
    assert list(catalog_problems("wrong-entry", texts)) == [ferries[1]]


@pytest.mark.parametrize(
    "messages",
    [
        ("Takes two optional arguments:", "Takes two optional parameters:"),
        ("Supports a :term:`path object`.", "Accepts a :term:`path object`."),
        ("The returned socket is closed.", "The returned sockets are closed."),
    ],
)
def test_two_messages_that_say_the_same_may_have_one_translation(messages: tuple[str, str]) -> None:
    texts = [(message, "Une traduction pour les deux, dite ici.") for message in messages]
    assert catalog_problems("wrong-entry", texts) == {}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Trade grew. Most of it was in cars.", "El comercio creció."),
        (
            "Return the value of the field. If there is none, return what was given instead.",
            "Devuelve el valor del campo.",
        ),
        ("Hold the key to keep the tool from moving to the nearest edge.", "Mantener"),
        ("A word about what this all may mean.", "Una palabra. " * 20),
        ("No.", "Una palabra. " * 10),
        (LONG, "渡轮离开北岸。"),
        (LONG, "フェリーは北の岸から出発します。"),
        (
            LONG,
            "تغادر العبّارة.",
        ),
    ],
)
def test_length(source: str, target: str) -> None:
    assert len(problems("length", source, target, "es")) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Trade grew.", "El comercio creció."),
        ("Another way to deal with this::", "Otra vía::"),
        ("e.g. this one, i.e. that one. And more.", "p. ej. este, o sea aquel; y más."),
        ("See :ref:`the whole of the long introduction <intro>`.", "Véase :ref:`intro`."),
        ("on/off", "activado o desactivado, según se quiera"),
        (LONG, "渡轮每天两次离开北岸，并带走邮件。医生每周一过来。水太急时除外。"),
        (LONG, "渡轮每天两次离开北岸，并带走邮件，医生每周一过来，水太急时除外，不来。"),
        (
            LONG,
            "フェリーは一日に二度、北の岸を出て郵便を運びます。医者は月曜日に来ます。荒れた日は別です。",
        ),
        (
            LONG,
            "페리는 하루 두 번 북쪽 해안을 떠나 우편을 나릅니다. "
            "의사는 월요일에 옵니다. 험한 날 빼고.",
        ),
        (LONG, "تغادر العبّارة الشاطئ مرتين وتأخذ البريد. يأتي الطبيب كل اثنين. إلا إذا هاج الماء."),
        ("港" * 20 + "。", "The ferry leaves the northern shore twice a day and takes the mail."),
    ],
)
def test_right_length(source: str, target: str) -> None:
    assert problems("length", source, target, "es") == []
