"""Editions and publications: what is declared, and what derives from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editions.findings import FindingsError, UsageError
from editions.languages import (
    Edition,
    Publication,
    check_editions,
    check_pairs,
    publication_from_settings,
)

EN = Edition("en", "en_GB", "English", "Two Shores")
FR = Edition("fr", "fr_FR", "Français", "Deux rives", "Essai")
AR = Edition("ar", "ar_EG", "العربية", "ضفتان")


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    return Publication(tmp_path, tmp_path / "source", tmp_path / "locale", (EN, FR, AR), "shores")


@pytest.mark.parametrize("code", ["", "EN", "e", "en_GB", "../en", "en/gb", "en-", "1n", "en\n"])
def test_code_that_cannot_name_a_folder_is_refused(code: str) -> None:
    with pytest.raises(FindingsError, match=r"^conf\.py: edition code .* \(conf\)$"):
        Edition(code, "en_GB", "English", "Two Shores")


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
    assert publication.catalogs(FR) == publication.root / "locale/fr/LC_MESSAGES"
    assert publication.build == publication.root / "build"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "at least one Edition"),
        ([], "at least one Edition"),
        ("en", "at least one Edition"),
        ({"en": EN}, "at least one Edition"),
        ([EN, "fr"], "holds 'fr'"),
        ([EN, FR, EN], "'en' is declared twice"),
    ],
)
def test_wrong_declaration_is_refused(value: object, message: str) -> None:
    with pytest.raises(FindingsError, match=message):
        check_editions(value)


def test_declaration_may_be_a_list_or_a_tuple() -> None:
    assert check_editions([EN, FR]) == check_editions((EN, FR)) == (EN, FR)


def settings(**changed: object) -> dict[str, object]:
    return {"editions": [EN, FR], "locale_dirs": ["../locale"], **changed}


def test_source_is_the_folder_of_that_name_or_the_root(tmp_path: Path) -> None:
    assert publication_from_settings(tmp_path, settings()).source == tmp_path
    (tmp_path / "source").mkdir()
    found = publication_from_settings(tmp_path, settings())
    assert found.source == tmp_path / "source"
    assert found.locale.resolve() == tmp_path / "locale"
    assert found.slug == "source"


def test_stylesheets_are_the_names_among_the_settings(tmp_path: Path) -> None:
    files = ["a.css", ("b.css", {"media": "print"})]
    found = publication_from_settings(tmp_path, settings(html_css_files=files))
    assert found.stylesheets == ("a.css",)


@pytest.mark.parametrize("folders", [None, [], "locale", ["a", "b"], {"a"}])
def test_one_folder_must_hold_the_catalogs(tmp_path: Path, folders: object) -> None:
    with pytest.raises(FindingsError, match=r"^conf\.py: 'locale_dirs' must name one folder"):
        publication_from_settings(tmp_path, settings(locale_dirs=folders))


@pytest.mark.parametrize("slug", ["a/b", "../a", ".hidden", "two shores", "-x"])
def test_slug_must_be_able_to_name_a_file(tmp_path: Path, slug: str) -> None:
    with pytest.raises(FindingsError, match=r"^conf\.py: 'editions_slug'"):
        publication_from_settings(tmp_path, settings(editions_slug=slug))


PAIRED = tuple(Edition(code, "en_CA", code, code) for code in ("aa", "bb", "cc"))


@pytest.mark.parametrize(
    ("value", "folders"),
    [
        (True, ["aa-bb", "aa-cc", "bb-cc"]),
        (False, []),
        ([], []),
        ([("cc", "aa"), ["aa", "bb"], ("bb", "aa")], ["aa-bb", "aa-cc"]),
    ],
)
def test_pairs_stand_once_and_in_declared_order(value: object, folders: list[str]) -> None:
    assert [str(pair) for pair in check_pairs(value, PAIRED)] == folders


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("aa-bb", "must be True, False or a list"),
        (["aa-bb"], "holds 'aa-bb', which is not two of the editions; there are aa-bb, aa-cc"),
        ([("aa", "aa")], "is not two of the editions"),
        ([("aa", "xx")], "is not two of the editions"),
        ([("aa", "bb", "cc")], "is not two of the editions"),
    ],
)
def test_wrong_pairs(value: object, message: str) -> None:
    with pytest.raises(FindingsError, match=message):
        check_pairs(value, PAIRED)


def test_a_pair_may_not_lie_where_an_edition_does() -> None:
    editions = (*PAIRED, Edition("bb-aa", "en_CA", "x", "x"))
    with pytest.raises(FindingsError, match="folder of another edition"):
        check_pairs(True, editions)
    assert check_pairs([("aa", "cc")], editions)
