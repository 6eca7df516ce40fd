"""Terms in any inflection, the longest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.rules.registry import Context, all_rules
from editions.rules.running import Options, check_catalogs
from tests.rules.pairs import make_pair

TERMS = """\
en,es,fr_CA,en_forms,es_forms,fr_CA_forms
trade,comercio,commerce,,,échanges
trade agreement,tratado comercial,accord commercial,,,
bilateral relationship,relación bilateral,relation bilatérale,,,
Green Plan,Plan Verde,Plan vert,GP,,
billion,mil millones,milliard,,millones,
"""


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "terms.csv"
    path.write_text(TERMS, encoding="utf-8")
    return path


def messages(terms: Path, source: str, target: str, locale: str) -> list[str]:
    check = all_rules()["term"].check_entry
    assert check is not None
    return [p.message for p in check(make_pair(source, target), Context(locale, terms=terms))]


@pytest.mark.parametrize(
    ("source", "target", "locale", "term"),
    [
        ("Trade grew.", "El negocio creció.", "es_MX", "Trade"),
        ("the trade agreement", "el acuerdo mercantil", "es_MX", "trade agreement"),
        ("two trade agreements", "deux ententes", "fr_CA", "trade agreements"),
        ("a bilateral relationship", "una relación mutua", "es_MX", "bilateral relationship"),
        ("the Green Plan", "le Plan des forêts", "fr_CA", "Green Plan"),
        ("C$3 billion", "3 billones", "es_MX", "billion"),
        ("Click :guilabel:`New` for trade.", "Haga clic en :guilabel:`Nuevo`.", "es_MX", "trade"),
        ("a trade", "un trade y la «venta»", "es_MX", "trade"),
        ("it (a *bilateral relationship*)", "(une *liaison*)", "fr_CA", "bilateral relationship"),
    ],
)
def test_another_word_is_reported(
    terms: Path, source: str, target: str, locale: str, term: str
) -> None:
    (message,) = messages(terms, source, target, locale)
    assert message.startswith(f"“{term}” is to be “")


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("Trade grew.", "Les échanges ont augmenté.", "fr_CA"),
        ("the trade agreement", "los tratados comerciales", "es_MX"),
        ("trade agreements", "les accords commerciaux", "fr_CA"),
        ("bilateral relationships", "las relaciones políticas bilaterales", "es_MX"),
        ("the bilateral relationship", "la relation bilatérale", "fr_CA"),
        ("the GP and the Green Plan", "el Plan Verde", "es_MX"),
        ("a green plan", "un projet vert", "fr_CA"),
        ("the trademark", "la marca", "es_MX"),
        ("C$3 billion", "3,000 millones", "es_MX"),
        ("Trade", "Handel", "de"),
        ("Trade", "Trade", "es"),
        ("Open :menuselection:`Trade --> New`.", "Abra :menuselection:`Trade --> New`.", "es_MX"),
        ("Click :guilabel:`Trade`.", "Haga clic en :guilabel:`Alta`.", "es_MX"),
        ("the Fair Trade label", "la etiqueta «Fair Trade»", "es_MX"),
        ("the field *trade*", "le champ *trade*", "fr_CA"),
    ],
)
def test_the_term_in_any_form_is_right(terms: Path, source: str, target: str, locale: str) -> None:
    assert messages(terms, source, target, locale) == []


def test_a_term_counts_once(terms: Path) -> None:
    assert len(messages(terms, "trade, trade and trade", "negocios", "es")) == 1


def test_without_a_termbase_there_are_no_terms() -> None:
    check = all_rules()["term"].check_entry
    assert check is not None
    assert list(check(make_pair("trade", "negocio"), Context("es"))) == []


def test_the_termbase_of_a_country_wins(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("en,fr,fr-CA\nemail,e-mail,courriel\n", encoding="utf-8")
    assert messages(path, "an email", "un e-mail", "fr_CA") == [
        "“email” is to be “courriel” by the termbase"
    ]
    assert messages(path, "an email", "un e-mail", "fr_FR") == []


def test_a_language_without_a_column_has_no_terms(terms: Path) -> None:
    assert messages(terms, "the trade", "der Handel", "de") == []


def test_a_change_of_the_termbase_is_seen_by_a_process_that_goes_on(
    terms: Path, tmp_path: Path
) -> None:
    catalog = tmp_path / "es.po"
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalog.write_text(f'{header}msgid "the trade"\nmsgstr "el negocio"\n', encoding="utf-8")
    options = Options(Context("es", terms=terms), "es", tmp_path, jobs=1)

    def found() -> list[str]:
        findings = check_catalogs([catalog], options).findings
        return [finding.message for finding in findings if finding.rule == "term"]

    assert len(found()) == 1
    terms.write_text("en,es\ntrade,negocio\n", encoding="utf-8")
    assert found() == []
