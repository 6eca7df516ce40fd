"""One message, one translation."""

from __future__ import annotations

from pathlib import Path

from editions.catalogs.entries import Catalog, Entry
from editions.rules.consistency import find_translations
from editions.rules.registry import Context, MessagePair
from tests.rules.pairs import habit_problems

SOURCE = "See the next chapter for all of it."


def found(*targets: str, source: str = SOURCE) -> list[tuple[str, str]]:
    return habit_problems("inconsistent", [(source, target) for target in targets], Context("es"))


def test_the_rarer_translation_is_reported_with_a_place_of_the_other() -> None:
    usual = "Véase todo en el siguiente capítulo."
    ((target, message),) = found(usual, "Vea el próximo capítulo.", usual)
    assert target == "Vea el próximo capítulo."
    assert message == "another translation stands in x.po:10 and 1 more place; translate alike"


def test_spaces_marks_and_capitals_do_not_count() -> None:
    assert found("Véase todo\u00a0: aquí", "véase todo: Aquí.") == []


def test_a_word_may_be_two_things() -> None:
    assert found("Total", "En total", source="Total") == []


def test_titles_are_translated_alike() -> None:
    ((target, _),) = found(
        "Historia del puerto", "Los puertos", "Historia del puerto", source="A b"
    )
    assert target == "Los puertos"


def test_gender_and_number_of_few_words_go_by_what_they_are_about() -> None:
    assert found("No permitido", "No permitidas", source="Not allowed") == []
    long = "These are not allowed in any harbour."
    assert found("No están permitidos aquí", "No están permitidas aquí", source=long) != []


def test_the_context_of_few_words_tells_them_apart() -> None:
    texts = (("menu", "Guardar como"), ("title", "Copia del archivo"))
    entries = [
        Entry(n, "Save as", (text,), msgctxt=context) for n, (context, text) in enumerate(texts)
    ]
    catalog = Catalog(Path("x.po"), {}, tuple(entries))
    conventions = [
        convention
        for entry in entries
        for convention in find_translations(MessagePair(entry, catalog), Context("es"))
    ]
    assert len({convention.choice for convention in conventions}) == 2
