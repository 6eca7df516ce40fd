"""Editions and publications: what is declared, and what derives from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editions.findings import FindingsError, UsageError
from editions.languages import (
    Edition,
    Publication,
    is_in_cldr,
    nearest_locale,
    normal_locale,
    undeclared_edition,
)

EN = Edition("en", "en_GB", "English", "Two Shores")
FR = Edition("fr", "fr_FR", "Français", "Deux rives", "Essai")
AR = Edition("ar", "ar_EG", "العربية", "ضفتان")


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    return Publication(tmp_path, tmp_path / "source", tmp_path / "locale", (EN, FR, AR), "shores")


def test_language_is_named_in_that_of_the_reader() -> None:
    brazil = Edition("pt_BR", "pt_BR", "Português", "Duas margens")
    portugal = Edition("pt", "pt_PT", "Português", "Duas margens")
    assert [FR.name_in(EN), EN.name_in(FR), AR.name_in(FR)] == ["French", "anglais", "arabe"]
    assert brazil.name_in(EN) == "Portuguese"
    assert brazil.name_in(portugal) == "português (Brasil)"


@pytest.mark.parametrize("code", ["", "EN", "e", "../en", "en/gb", "en-", "en_", "1n"])
def test_code_that_cannot_name_a_folder_is_refused(code: str) -> None:
    with pytest.raises(FindingsError, match=r"^conf\.py: edition code .* \(conf\)$"):
        Edition(code, "en_GB", "English", "Two Shores")


@pytest.mark.parametrize("code", ["en-gb", "pt_BR", "zh_Hans", "zh_Hant_TW", "es_419", "lzh"])
def test_code_may_be_one_of_sphinx(code: str) -> None:
    edition = Edition(code, "en_GB", "English", "Two Shores")
    assert (edition.code, edition.language) == (code, code)


@pytest.mark.parametrize("locale", ["", "xx_YY", "en-GB", "en_GB.UTF-8", "ca_ES@valencia", "fr_"])
def test_locale_that_is_not_in_cldr_is_refused(locale: str) -> None:
    with pytest.raises(FindingsError, match=r"^conf\.py: edition 'en': .* is not a CLDR locale"):
        Edition("en", locale, "English", "Two Shores")


@pytest.mark.parametrize("outdated", ["", "fuzzy", None, True])
def test_outdated_text_that_cannot_be_shown_is_refused(outdated: Any) -> None:
    with pytest.raises(FindingsError, match="use 'original' or 'translation'"):
        Edition("en", "en_GB", "English", "Two Shores", outdated=outdated)


@pytest.mark.parametrize(
    ("locale", "lang", "direction"),
    [
        ("es_MX", "es-MX", "ltr"),
        ("fr", "fr", "ltr"),
        ("zh_Hans_CN", "zh-Hans-CN", "ltr"),
        ("es_419", "es-419", "ltr"),
        ("ar_EG", "ar-EG", "rtl"),
        ("he", "he", "rtl"),
    ],
)
def test_language_tag_and_direction_come_from_the_locale(
    locale: str, lang: str, direction: str
) -> None:
    edition = Edition("xx-test", locale, "name", "title")
    assert (edition.lang, edition.direction) == (lang, direction)


@pytest.mark.parametrize(("edition", "title"), [(EN, "Two Shores"), (FR, "Deux rives — Essai")])
def test_full_title(edition: Edition, title: str) -> None:
    assert edition.full_title == title


@pytest.mark.parametrize(
    ("codes", "selected"),
    [
        ([], (EN, FR, AR)),
        (["fr"], (FR,)),
        (["ar", "en"], (EN, AR)),
        (["fr", "fr"], (FR,)),
    ],
)
def test_selection_keeps_the_declared_order(
    publication: Publication, codes: list[str], selected: tuple[Edition, ...]
) -> None:
    assert publication.select(codes) == selected


@pytest.mark.parametrize("codes", [["de"], ["en", "de"], [""], ["EN"]])
def test_unknown_edition_is_a_wrong_call(publication: Publication, codes: list[str]) -> None:
    with pytest.raises(UsageError, match=r"declares en, fr, ar$"):
        publication.select(codes)


def test_first_edition_is_the_original(publication: Publication) -> None:
    assert publication.original == EN
    assert publication.translations == (FR, AR)


def test_names_derive_from_the_code(publication: Publication) -> None:
    assert publication.pdf_name(FR) == "shores-fr.pdf"
    assert publication.catalog_folders(FR) == (publication.root / "locale/fr/LC_MESSAGES",)
    assert publication.build == publication.root / "build"


@pytest.mark.parametrize("name", ["code", "locale", "name", "title", "subtitle"])
@pytest.mark.parametrize(
    "value", [None, 3, b"en", ["en"], "a\nb", "\x1b[2J", "a\x85", "a\u2028b", "\ud800"]
)
def test_words_of_an_edition_are_texts_in_one_line(name: str, value: object) -> None:
    words: dict[str, Any] = {"code": "en", "locale": "en_GB", "name": "E", "title": "T"}
    words[name] = value
    with pytest.raises(
        FindingsError, match=rf"^conf\.py: edition .*: {name} is .* a text in one line \(conf"
    ):
        Edition(**words)


@pytest.mark.parametrize(
    ("language", "code", "lang", "cldr", "known"),
    [
        ("fr", "fr", "fr", "fr", True),
        ("pt_BR", "pt-br", "pt-BR", "pt_BR", True),
        ("pt_br", "pt-br", "pt-BR", "pt_BR", True),
        ("PT-br", "pt-br", "pt-BR", "pt_BR", True),
        ("en_GB.UTF-8", "en-gb", "en-GB", "en_GB", True),
        ("sr@latin", "sr-latn", "sr-Latn", "sr_Latn", True),
        ("sr_RS.UTF-8@latin", "sr-latn-rs", "sr-Latn-RS", "sr_Latn_RS", True),
        ("ca@valencia", "ca", "ca", "ca", True),
        ("zh_hant", "zh-hant", "zh-Hant", "zh_Hant", True),
        ("zh_Hans_XX", "zh-hans-xx", "zh-Hans-XX", "zh_Hans", False),
        ("es_419", "es-419", "es-419", "es_419", True),
        ("lzh", "lzh", "lzh", "root", False),
        ("frc", "frc", "frc", "root", False),
        ("C", "und", "und", "root", False),
        ("../fr", "und", "und", "root", False),
        ("", "und", "und", "root", False),
    ],
)
def test_any_language_of_sphinx_is_an_edition(
    language: str, code: str, lang: str, cldr: str, known: bool
) -> None:
    edition = undeclared_edition(language, "Shores")
    assert (edition.code, edition.lang, str(edition.cldr)) == (code, lang, cldr)
    assert (edition.language, edition.title) == (language, "Shores")
    assert is_in_cldr(edition.locale) is known
    assert edition.direction in ("ltr", "rtl")
    assert edition.name


def test_the_nearest_locale_of_a_nearest_locale_is_itself() -> None:
    for language in ("lzh", "zh_Hans_XX", "en_ZZ_POSIX", "ar-xx"):
        nearest = nearest_locale(normal_locale(language))
        assert nearest_locale(str(nearest)) == nearest
