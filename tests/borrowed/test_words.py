"""Words of Sphinx and docutils."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.borrowed.words import borrowed_words


@pytest.mark.parametrize(
    ("locales", "contents", "version"),
    [
        (["ar_EG", "ar"], "قائمة المحتويات", "نسخة"),  # Sphinx's, docutils'
        (["ja"], "目次", "バージョン"),  # not what is contained, "コンテンツ"
        (["uk"], "Зміст", "Версія"),  # docutils' alone
        (["zh_TW", "zh"], "目錄", "版本"),
        (["pt_BR", "pt"], "Tabela de Conteúdo", "Versão"),
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


def test_a_folder_called_like_a_language_is_not_taken_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As ``conf.py`` may put one that holds the pages of each language on Python's path."""
    (tmp_path / "sn").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert borrowed_words(["sn"]).gettext("Contents") == "Contents"
