"""Spelling by the dictionaries, with and without a list of words."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from editions.findings import Severity
from editions.rules import spelling
from editions.rules.registry import Context
from tests.rules.pairs import habit_problems


def unknown(source: str, target: str, context: Context) -> list[str]:
    return [message for _, message in habit_problems("spelling", [(source, target)], context)]


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.txt"
    path.write_text("ALENA\nTechBa\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("target", "locale", "near"),
    [
        ("la educasión pública", "es_MX", "educación"),
        ("una relacion larga", "es_MX", "relación"),
        ("el gobeirno de hoy", "es_MX", "gobierno"),
        ("les relatoins entre nous", "fr_CA", "relations"),
        ("le gouvernemment parle", "fr_CA", "gouvernement"),
        ("l’ecole du village", "fr_CA", "école"),
        ("L’environement change.", "fr_CA", "environnement"),
        ("le gouvernment parle", "fr_CA", "gouvernent"),
        ("Gobeirnos que caen. Relacion rota.", "es_MX", "gobiernos"),
    ],
)
def test_slips_are_found(target: str, locale: str, near: str) -> None:
    message = unknown("x", target, Context(locale))[0]
    assert f"is it “{near}”?" in message


def test_a_slip_is_none_the_less_one_because_english_is_near() -> None:
    (message,) = unknown("an analog clock, an application", "una clave analoga", Context("es_MX"))
    assert "is it “análoga”?" in message
    (message,) = unknown("an application", "una applicación", Context("es_MX"))
    assert "is it “aplicación”?" in message


def test_the_first_word_of_a_sentence_has_a_capital_and_is_no_name() -> None:
    assert len(unknown("x", "Gobeirno. Otro gobeirno. Un Gobeirno.", Context("es_MX"))) == 2


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("the bytecode", "el bytecode", "es_MX"),
        ("two tuples", "deux tuples", "fr_CA"),
        ("x", "preinstalado y desinstalador", "es_MX"),
        ("x", "l’entrainement apparait", "fr_CA"),
        ("x", "el señor Gonzálezx vino", "es_MX"),
        ("x", "``relasión`` y :ref:`a <relasión>`", "es_MX"),
        ("x", "https://relasión.example/ y relasion@a.example", "es_MX"),
        ("x", "la valeur de mi_relasion", "fr_CA"),
        ("x", "un sous-système", "fr_CA"),
        ("x", "ambassadeur·rice", "fr_CA"),
        ("x", "une oeuvre", "fr_CA"),
        ("x", "un guión bajo", "es_MX"),
        ("it indents the line", "se indenta la línea", "es_MX"),
        ("hexals and trilbals", "los trilbales", "es_MX"),
        ("parsing and resetting", "parsear y resetear", "es_MX"),
        ("x", "una casa sencillamente blanca", "es_MX"),
        ("Zelnar is a name", "Zelnar es un nombre", "es_MX"),
    ],
)
def test_without_a_list_only_slips_count(source: str, target: str, locale: str) -> None:
    assert unknown(source, target, Context(locale)) == []


def test_what_stands_often_is_meant() -> None:
    texts = [("x", "la funsión"), ("y", "la funsión"), ("z", "otra funsión")]
    assert habit_problems("spelling", texts, Context("es_MX")) == []


def test_with_a_list_every_word_counts(words: Path) -> None:
    context = Context("fr_CA", spelling_lists=(words,))
    assert unknown("x", "l’ALENA et TechBa", context) == []
    (message,) = unknown("x", "une oeuvre", context)
    assert message.startswith("“oeuvre” is in no dictionary; is it “œuvre”?")
    (message,) = unknown("x", "la société Zzyx", context)
    assert message == "“Zzyx” is in no dictionary; correct it or add it to the list of words"


def test_the_dictionary_of_the_language_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DICPATH", str(tmp_path))
    for name in ("xx.dic", "yy_AA.dic"):
        (tmp_path / name).write_text("1\nword\n", encoding="utf-8")
    find = spelling.find_for.__wrapped__
    assert find("xx_YY") == tmp_path / "xx.dic"
    assert find("yy_BB") == tmp_path / "yy_AA.dic"
    assert find("zz") is None


def test_a_missing_dictionary_is_said_with_what_to_install() -> None:
    finding = spelling.missing_dictionary("zz_ZZ", "x.po")
    assert finding is not None
    assert finding.severity is Severity.WARNING
    assert str(finding).startswith("x.po: no dictionary for zz_ZZ")
    assert "apt-get install -y --no-install-recommends hunspell-zz" in finding.message
    assert "--no-spelling" in finding.message
    assert spelling.missing_dictionary("fr_CA", "x.po") is None


@pytest.mark.parametrize("locale", ["zh_CN", "ja", "th_TH"])
def test_no_dictionary_is_missed_where_no_space_parts_words(locale: str) -> None:
    assert spelling.missing_dictionary(locale, "x.po") is None


@pytest.mark.parametrize(
    ("locale", "package"), [("de_AT", "hunspell-de-de"), ("pt_BR", "hunspell-pt-br")]
)
def test_packages_of_dictionaries_bear_their_names(
    locale: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling, "find_for", lambda locale: None)
    finding = spelling.missing_dictionary(locale, "x.po")
    assert finding is not None
    assert f"Debian/Ubuntu: apt-get install -y --no-install-recommends {package};" in (
        finding.message
    )


def test_nothing_is_checked_without_a_dictionary() -> None:
    assert unknown("x", "relasión", Context("sw")) == []


def test_spelling_without_what_reads_dictionaries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "missing_packages", lambda extra: ["chunspell"])
    find = spelling.find_for.__wrapped__
    monkeypatch.setattr(spelling, "find_for", find)
    assert find("es_MX") is None
    finding = spelling.missing_dictionary("es_MX", "locale/es/LC_MESSAGES/x.po")
    assert finding is not None
    assert finding.severity is Severity.WARNING
    assert "pip install 'editions[spelling]'" in finding.message


@pytest.mark.parametrize("unit", ["é", "…", "é-", "é,", "é.", "{", "(", "\u0301"])
def test_a_text_without_a_space_takes_no_more_than_its_time(unit: str) -> None:
    start = time.process_time()
    habit_problems("spelling", [(unit * 1_500, unit * 9_000)], Context("fr_CA"))
    assert time.process_time() - start < 5
