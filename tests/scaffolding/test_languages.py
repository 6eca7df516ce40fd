from __future__ import annotations

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from editions.findings import UsageError
from editions.scaffolding.languages import choose_editions, likely_script, page_size


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["en", "fr"], [("en", "English"), ("fr", "Français")]),
        (["fr-ca", "en_CA"], [("fr_CA", "Français"), ("en_CA", "English")]),
        # Two forms of one language say which they are.
        (["pt", "pt-br"], [("pt", "Português"), ("pt_BR", "Português (Brasil)")]),
        (["zh-hant", "zh_Hans"], [("zh_Hant", "中文 (繁體)"), ("zh_Hans", "中文 (简体)")]),
        (["sr@latin"], [("sr_Latn", "Srpski (latinica)")]),
        (["fa", "HE", "ka"], [("fa", "فارسی"), ("he", "עברית"), ("ka", "ქართული")]),
        (["zu"], [("zu", "IsiZulu")]),
    ],
)
def test_languages_as_people_write_them(names: list[str], expected: list[tuple[str, str]]) -> None:
    editions = choose_editions(names, {}, "Title")
    assert [(edition.locale, edition.name) for edition in editions] == expected
    assert [edition.code for edition in editions] == [edition.locale for edition in editions]


@pytest.mark.parametrize(
    ("names", "word"),
    [
        ([], "--languages en fr"),
        (["klingon"], "'klingon'"),
        (["en", "xx"], "'xx'"),
        (["../en"], "'../en'"),
        (["und"], "'und'"),
        (["en", "fr", "EN"], "en is named twice"),
        (["pt_BR", "pt-br"], "pt_BR is named twice"),
    ],
)
def test_what_is_no_choice_of_languages_is_said(names: list[str], word: str) -> None:
    with pytest.raises(UsageError, match=word.replace(".", r"\.")):
        choose_editions(names, {}, "Title")


def test_every_language_of_the_cldr_can_be_an_edition() -> None:
    for name in locale_identifiers():
        (edition,) = choose_editions([name], {}, "Title")
        assert edition.name
        assert len(likely_script(edition.cldr)) == 4
        assert page_size(edition.cldr) in ("A4", "letter")


@pytest.mark.parametrize(
    ("locale", "script", "size"),
    [
        ("en", "Latn", "letter"),
        ("en_GB", "Latn", "A4"),
        ("es_MX", "Latn", "letter"),
        ("fr", "Latn", "A4"),
        ("ar", "Arab", "A4"),
        ("ja", "Hani", "A4"),
        ("zh_Hant", "Hani", "A4"),
        ("uz_Arab", "Arab", "A4"),
        ("ru", "Cyrl", "A4"),
    ],
)
def test_script_and_paper_of_a_language(locale: str, script: str, size: str) -> None:
    cldr = Locale.parse(locale)
    assert (likely_script(cldr), page_size(cldr)) == (script, size)
