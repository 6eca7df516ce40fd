"""The settings of a project, read: what is right, and what is said of all else."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from editions.findings import FindingsError
from editions.languages import Edition
from editions.settings.conf import Conf
from editions.settings.declarations import SETTINGS
from editions.settings.reading import (
    misspelt_settings,
    read_publication,
    read_settings,
    slug_of,
)

EN = Edition("en", "en_GB", "English", "Two Shores")
EN_CA = Edition("en-CA", "en_CA", "English", "Two Shores")
FR = Edition("fr", "fr_FR", "Français", "Deux rives")


class Odd:
    """Something that nobody expects."""


#: One of each kind of value that Python has.
VALUES: list[object] = [
    None,
    True,
    False,
    3,
    -1,
    2.5,
    "a text\nin lines",
    b"bytes",
    [],
    [3],
    [None],
    ["text", b"bytes"],
    [["en"]],
    [("en", "fr", "de")],
    [EN, "fr"],
    (3,),
    {3},
    {},
    {3: "x"},
    {"https://a.example": "https://b.example/"},
    {"https://a.example/": 3},
    {"https://a.example/": ["https://b.example/", None]},
    OrderedDict(a=1),
    Path("a/b"),
    PurePosixPath("a"),
    Path("a\0b"),
    print,
    lambda: "x",
    Odd,
    Odd(),
    [Odd()],
    math,
    EN,
]

#: The values of that list that a setting takes, by their places in it.
RIGHT: dict[str, set[int]] = {
    "editions": {8},
    "editions_slug": set(),
    "editions_card": {6, 23, 24},
    "editions_epub_evaluator": set(),
    "editions_epub_evaluated": set(),
    "editions_accessibility_contact": set(),
    "editions_license": set(),
    "editions_pairs": {1, 2, 8},
    "editions_refused": set(),
    "editions_warnings": set(),
    "editions_counterparts": {17},
    "editions_harmless_roles": {8},
    "tables_package": {6, 23, 24},
    "references_file": {6, 23, 24},
    "references_style": {6, 23, 24},
    "versions_file": {6, 23, 24},
    "pdf_stylesheets": {8},
    "editions_extra_files": {8},
    "pdf_system_fonts": {1, 2},
    "pdf_contents_depth": {3},
    "pdf_page_size": set(),
    "pdf_standard": set(),
}


def error(conf: Conf) -> str:
    with pytest.raises(FindingsError) as caught:
        read_settings(conf)
    return str(caught.value)


@pytest.mark.parametrize("name", SETTINGS)
def test_each_value_is_taken_or_named_with_its_line(name: str) -> None:
    for number, value in enumerate(VALUES):
        conf = Conf({name: value}, {name: 7})
        if number in RIGHT[name]:
            read_settings(conf)
            continue
        text = error(conf)
        assert text.startswith(f"conf.py:7: {name}: it "), value
        assert text.endswith(f"; expected {SETTINGS[name].expected} (setting)"), value
        assert len(text.splitlines()) == 1
        assert " at 0x" not in text


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("references_file", 3, "it is 3"),
        ("references_file", None, "it is None"),
        ("references_file", print, "it is <builtin_function_or_method print>"),
        ("references_file", Odd(), "it is <Odd>"),
        ("pdf_stylesheets", ["a.css", 3], "it holds 3"),
        ("pdf_stylesheets", "a.css", "it is 'a.css'"),
        ("editions", [EN, "fr"], "it holds 'fr'"),
        ("editions", [EN, EN], "it holds 'en', which is declared twice"),
        (
            "editions",
            [EN_CA, replace(EN_CA, code="en-ca")],
            "it holds 'en-ca', which is declared twice",
        ),
        ("editions", {"en": EN}, "it is {'en': <Edition>}"),
        ("editions_slug", "two shores", "it is 'two shores'"),
        ("editions_pairs", [("en", "fr")], "it holds ('en', 'fr'), which is not two of the"),
        ("editions_pairs", ["en-fr"], "it holds 'en-fr'"),
        ("editions_pairs", "translations", "it is 'translations'"),
        ("editions_counterparts", {"https://a": "https://b/"}, "it holds 'https://a'"),
        ("editions_harmless_roles", "product", "it is 'product'"),
        ("editions_harmless_roles", [":"], "it holds ':'"),
        ("editions_epub_evaluated", "2026-11-31", "it is '2026-11-31', which is no day"),
        ("editions_epub_evaluated", "20261127", "it is '20261127'"),
        ("editions_epub_evaluated", "27 Nov 2026", "it is '27 Nov 2026'"),
        ("pdf_contents_depth", 7, "it is 7"),
        ("pdf_page_size", "a4", "it is 'a4'"),
        ("pdf_standard", "ua-3", "it is 'ua-3'"),
        ("tables_package", "x" * 500, None),
        ("editions_refused", "x" * 500, "it is 'xxxx"),
    ],
)
def test_what_is_wrong_is_shown(name: str, value: object, shown: str | None) -> None:
    if shown is None:
        read_settings(Conf({name: value}))
    else:
        text = error(Conf({name: value}))
        assert f": {shown}" in text
        assert len(text) < 350


@pytest.mark.parametrize("slug", ["a/b", "../a", ".hidden", "two shores", "-x", "x\n"])
def test_slug_must_be_able_to_name_a_file(slug: str) -> None:
    assert error(Conf({"editions_slug": slug})).startswith("conf.py: editions_slug: it is ")


def test_everything_wrong_is_said_at_once() -> None:
    conf = Conf({"pdf_page_size": 3, "references_file": 3, "editions": 3}, {"editions": 9})
    assert [line.partition(": it")[0] for line in error(conf).splitlines()] == [
        "conf.py:9: editions",
        "conf.py: references_file",
        "conf.py: pdf_page_size",
    ]


def test_values_have_one_form() -> None:
    settings = read_settings(
        Conf(
            {
                "editions": (EN, FR),
                "editions_pairs": [["fr", "en"]],
                "editions_harmless_roles": {"b", "a"},
                "editions_counterparts": {"https://a.example/": "https://b.example/"},
                "references_file": Path("a") / "b.yaml",
                "pdf_stylesheets": [Path("a.css"), "b.css"],
            }
        )
    )
    assert settings.editions == (EN, FR)
    assert settings.editions_pairs == (("fr", "en"),)
    assert settings.editions_harmless_roles == {"a", "b"}
    assert settings.editions_counterparts == {"https://a.example/": ("https://b.example/",)}
    assert settings.references_file == "a/b.yaml"
    assert settings.pdf_stylesheets == ("a.css", "b.css")


# The first part of the names of downloads.


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Two Shores", "two-shores"),
        ("Crème brûlée — le guide", "creme-brulee-le-guide"),
        ("C++ & more: 2.0", "c-more-2-0"),
        ("東京ガイド", "東京ガイド"),
        ("हिन्दी मार्गदर्शिका", "हिन्दी-मार्गदर्शिका"),
        ("Größe", "größe"),
        ("../../etc", "etc"),
        ("!?", ""),
        ("word " * 40, "-".join(["word"] * 12)),
    ],
)
def test_slug_is_made_of_the_letters_of_a_title(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("values", "slug"),
    [
        ({"editions_slug": "mine", "project": "Other"}, "mine"),
        ({"project": "The Ferry"}, "the-ferry"),
        ({"project": "The Ferry", "editions": [EN]}, "the-ferry"),
        ({"editions": [EN, FR]}, "two-shores"),
        ({"project": "!?"}, "folder"),
        ({"project": None}, "folder"),
        ({}, "folder"),
    ],
)
def test_files_are_named_after_the_project(values: dict[str, object], slug: str) -> None:
    assert read_settings(Conf(values), "folder").editions_slug == slug


def test_there_is_always_a_name() -> None:
    assert read_settings(Conf({}), "…").editions_slug == "publication"


# The publication.


def publication_conf(**changed: object) -> Conf:
    return Conf({"editions": [EN, FR], "locale_dirs": ["../locale"], **changed}, {"locale_dirs": 2})


def test_publication_derives_from_the_settings(tmp_path: Path) -> None:
    conf = publication_conf(
        html_css_files=["a.css", ("b.css", {"media": "print"})],
        html_baseurl="https://example.org/x",
        references_file="r.yaml",
        editions_refused="fallback",
        editions_pairs=False,
    )
    found = read_publication(tmp_path, tmp_path / "source", conf)
    assert found.locale.resolve() == tmp_path / "locale"
    assert (found.editions, found.slug, found.pairs) == ((EN, FR), "two-shores", ())
    assert found.stylesheets == ("a.css",)
    assert found.references == tmp_path / "source" / "r.yaml"
    assert found.address == "https://example.org/x/"
    assert found.falls_back


def test_catalogs_lie_where_sphinx_looks_for_them(tmp_path: Path) -> None:
    found = read_publication(tmp_path, tmp_path, Conf({"editions": [EN]}))
    assert found.locale == tmp_path / "locales"
    found = read_publication(tmp_path, tmp_path, publication_conf(locale_dirs=(Path("po"),)))
    assert found.locale == tmp_path / "po"


@pytest.mark.parametrize("folders", [None, [], "locale", ["a", "b"], {"a"}, [3], 3])
def test_one_folder_must_hold_the_catalogs(tmp_path: Path, folders: object) -> None:
    message = r"^conf\.py:2: locale_dirs: it is .*; expected a list of one folder"
    with pytest.raises(FindingsError, match=message):
        read_publication(tmp_path, tmp_path, publication_conf(locale_dirs=folders))


@pytest.mark.parametrize("address", [3, "example.org", "ftp://x/", "https://", "https://x/?a", " "])
def test_address_is_that_of_a_folder(tmp_path: Path, address: Any) -> None:
    with pytest.raises(FindingsError, match=r"^conf\.py: html_baseurl: it is "):
        read_publication(tmp_path, tmp_path, publication_conf(html_baseurl=address))


def test_a_publication_has_an_edition(tmp_path: Path) -> None:
    empty: tuple[dict[str, object], ...] = ({}, {"editions": []})
    for values in empty:
        with pytest.raises(FindingsError, match=r"^conf\.py: editions: there must be at least one"):
            read_publication(tmp_path, tmp_path, Conf(values))


# Names that nobody knows.


def unknown(name: str, **changed: object) -> list[str]:
    conf = Conf({name: 1, **changed}, {name: 4}, frozenset([name]))
    return [str(found) for found in misspelt_settings(conf, ["author", *SETTINGS])]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("editions_slugg", "editions_slug"),
        ("edition_slug", "editions_slug"),
        ("editions_Slug", "editions_slug"),
        ("editionslug", "editions_slug"),
        ("editons", "editions"),
        ("edition", "editions"),
        ("pdf_stylesheet", "pdf_stylesheets"),
        ("pdf_style_sheets", "pdf_stylesheets"),
        ("pdf_pagesize", "pdf_page_size"),
        ("tables_pakage", "tables_package"),
        ("refrences_file", "references_file"),
        ("references_stile", "references_style"),
        ("version_file", "versions_file"),
        ("editions_refuse", "editions_refused"),
    ],
)
def test_misspelt_name_is_found(name: str, meant: str) -> None:
    message = f"conf.py:4: {name}: there is no such setting; did you mean {meant}? (setting)"
    assert unknown(name) == [message]


def test_unknown_name_that_begins_like_ours_is_found() -> None:
    (found,) = unknown("editions_colour")
    assert "there are editions_slug, editions_card" in found
    (found,) = unknown("pdf_quality", editions=[EN])
    assert "there are pdf_stylesheets" in found


@pytest.mark.parametrize(
    "name",
    [
        "author",  # Sphinx's
        "version",
        "pdf_documents",  # of an extension that is not loaded
        "pdf_style_path",
        "pdf_page_template",
        "pdf_use_index",
        "bibtex_references_file",
        "html_css_files",
        "_editions_slug",  # put aside
        "title",
        "language",
        "release",
    ],
)
def test_names_of_others_are_left_alone(name: str) -> None:
    assert unknown(name) == []


def test_what_another_extension_registers_or_conf_uses_is_left_alone() -> None:
    conf = Conf({"edition": 1, "editions_home": 1}, {"edition": 1, "editions_home": 2}, frozenset())
    assert misspelt_settings(conf, []) == []
    conf = Conf({"edition": 1}, {"edition": 1}, frozenset(["edition"]))
    assert misspelt_settings(conf, ["edition"]) == []
