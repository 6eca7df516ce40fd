from __future__ import annotations

from pathlib import Path

import pytest

from editions.findings import FindingsError
from editions.series.declaration import Series, own_name, read_series

GOOD = """members = ["papers/*"]
exclude = ["papers/draft-*"]
html_baseurl = "https://example.org/papers"

[languages.en]
title = "Shore Papers"
subtitle = "On rivers"
description = '''
title = "not the title"
'''

[languages.es]
title = "Cuadernos"
locale = "es_MX"
"""


def read(folder: Path, text: str) -> Series:
    path = folder / "series.toml"
    path.write_text(text, encoding="utf-8")
    return read_series(path, "series.toml")


def findings(folder: Path, text: str) -> list[str]:
    with pytest.raises(FindingsError) as error:
        read(folder, text)
    return str(error.value).splitlines()


def test_a_series_is_read(tmp_path: Path) -> None:
    series = read(tmp_path, GOOD)
    english, spanish = series.editions
    assert (english.full_title, english.lang, english.name) == (
        "Shore Papers — On rivers", "en", "English",
    )  # fmt: skip
    assert (spanish.code, spanish.locale, spanish.name) == ("es", "es_MX", "Español")
    assert series.descriptions["es"] == ""
    assert (series.members, series.exclude) == (("papers/*",), ("papers/draft-*",))
    assert series.output == tmp_path / "build/series"
    assert series.address == "https://example.org/papers/"
    assert (series.slug, series.root, series.line) == (tmp_path.name, tmp_path, 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("exclude", "excluded", 2, "'excluded' is unknown"),
        ("subtitle", "sub-title", 7, "'sub-title' is unknown; [languages.en] holds title"),
        ('["papers/*"]', '"papers/*"', 1, "members must be a list"),
        ('["papers/*"]', "[]", 1, "members must be a list"),
        ('["papers/*"]', '["papers/*", 3]', 1, "members must be a list"),
        ('"papers/*"', '"../papers"', 1, "leads out of the folder"),
        ('"papers/draft-*"', '"/papers"', 2, "leads out of the folder"),
        ('"papers/*"', '"."', 1, "leads out of the folder"),
        ('"papers/*"', '"./"', 1, "leads out of the folder"),
        ('"papers/*"', '"papers/**-old"', 1, "has ** beside other letters"),
        ('"papers/draft-*"', '"**draft"', 2, "has ** beside other letters"),
        ('"papers/*"', r'"papers\u0000"', 1, "no folder is called"),
        ('"https://example.org/papers"', '"papers"', 3, "must be an address"),
        ('"https://example.org/papers"', '"https://[::1"', 3, "must be an address"),
        ('"https://example.org/papers"', '"https://[x]/"', 3, "must be an address"),
        ('"https://example.org/papers"', '"https://example.org/#papers"', 3, "must be an address"),
        ('"https://example.org/papers"', r'"https://example.org\nUser-agent: *"', 3, "an address"),
        ('"https://example.org/papers"', "7", 3, "html_baseurl is 7; expected a text"),
        ('locale = "es_MX"', 'locale = "xx_YY"', 14, "no locale that CLDR knows"),
        ('locale = "es_MX"', "locale = 3", 14, "locale is 3; expected a text"),
        ('locale = "es_MX"', "name = []", 14, "name is []; expected a text"),
        ('title = "Cuadernos"', r'title = "Cua\u0001dernos"', 13, "which is no letter"),
        ("html_baseurl", 'output = "a\\u0000"\nslug', 3, "which is no letter"),
        ('title = "Cuadernos"', "", 12, "lacks the title"),
        ('title = "Cuadernos"', "title = 5", 13, "title is 5; expected a text"),
        (
            "[languages.es]",
            "[languages.pt-BR]\ntitle = 'A'\n[languages.pt-br]\ntitle = 'B'\n[languages.es]",
            14,
            "'pt-br' would have one folder with 'pt-BR'; name one of them otherwise",
        ),
        ("[languages.es]", "[languages.Es]", 12, "cannot name a folder"),
        ("[languages.es]", '[languages.qqq]\ntitle = "Q"\n[languages.es]', 12, "no locale that"),
        ("[languages.es]", "[language.es]", 12, "'language' is unknown"),
        ("html_baseurl", 'output = "."\nslug', 3, "would take in the series"),
        ("html_baseurl", 'output = "../.."\nslug', 3, "would take in the series"),
        ("members", "members = 1\nmembers", 2, "cannot be read as TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in GOOD
    found = findings(tmp_path, GOOD.replace(old, new, 1))
    assert any(f.startswith(f"series.toml:{line}: ") and words in f for f in found), found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "members must be a list"),
        ('members = ["a"]', "declare each language"),
        ('members = ["a"]\nlanguages = "en"', "declare each language"),
        ('members = ["a"]\n[languages]\nen = "English"', "must be a table"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, text: str, words: str) -> None:
    assert any(words in found for found in findings(tmp_path, text))


def test_all_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    text = 'members = []\nmore = 1\n[languages.en]\ntitel = "x"\n'
    lines = [found.split(": ")[0] for found in findings(tmp_path, text)]
    assert lines == ["series.toml:1", "series.toml:2", "series.toml:3", "series.toml:4"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("es", "Español"),
        ("fr-CA", "Français"),
        ("zh_Hant", "中文"),
        ("ka", "ქართული"),
        ("xx", "Xx"),
    ],
)
def test_a_language_has_its_own_name(code: str, name: str) -> None:
    assert own_name(code) == name
