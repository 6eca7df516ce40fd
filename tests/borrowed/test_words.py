"""Words of Sphinx and docutils."""

from __future__ import annotations

import pytest

from editions.borrowed.words import borrowed_words


@pytest.mark.parametrize(
    ("locales", "contents", "version"),
    [
        (["ar_EG", "ar"], "المحتوى", "نسخة"),  # Sphinx's, docutils'
        (["uk"], "Зміст", "Версія"),  # docutils' alone
        (["zh_TW", "zh"], "內容", "版本"),
        (["pt_BR", "pt"], "Conteúdos", "Versão"),
        (["iu"], "Contents", "Version"),
        (["en_CA", "en"], "Contents", "Version"),
        ([], "Contents", "Version"),
    ],
)
def test_nearest_words_are_found(locales: list[str], contents: str, version: str) -> None:
    words = borrowed_words(locales)
    assert (words.gettext("Contents"), words.gettext("Version")) == (contents, version)


def test_what_nobody_knows_stays() -> None:
    assert borrowed_words(["ja"]).gettext("Nobody translates this.") == "Nobody translates this."
