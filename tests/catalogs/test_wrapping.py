"""Strings are broken into lines as gettext's own tools break them, and as a file has them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from unicodedata import category, combining, east_asian_width

import pytest
from babel.messages.pofile import escape, normalize
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.catalogs import wrapping
from editions.catalogs.blocks import split_block
from editions.catalogs.reading import parse_catalog
from editions.catalogs.wrapping import _NARROW, BABEL, GETTEXT, Breaker, Manner, find_manner
from editions.catalogs.writing import Layout
from tests.catalogs import write_catalog
from tests.catalogs.test_merging_properties import BOUNDED

#: A paragraph for each of the places where gettext breaks lines, and where it does not.
TEXTS = [
    "The ferry of the U.S. line e.g. leaves at 12,000:30; it is well-known (or so) — or is it? "
    * 3,
    "See :ref:`the shore <shore>`, :term:`tide`: ``--long-option=value/with/slashes`` *always*. "
    * 3,
    "https://example.org/a/very/long/path-with-hyphens/and_underscores?query=1&other=2#fragment"
    * 2,
    "Il dit : « Est-ce vrai ? » ; oui, à 100 % et 5 $ près – l’île… ¿Sí? ¡No! 21\u202f300 €. " * 3,
    "潮は引いた。正午に戻る、フェリーは「九時」に出ます。ァィゥの・ー例です！？ABC と数字123。" * 3,
    "조수가 빠졌습니다. 정오에 돌아옵니다. (아홉 시) 나룻배는 떠납니다. " * 4,
    "Прилив отступил, «вернётся» в полдень; לֵב הים שקט־מאוד; المد عاد ظهراً، نعم؟ " * 4,
    'Quotes "inside" and back\\slashes\tand tabs {amount} %(name)s |version| [1]_ a_b ~x~ = <b> '
    * 3,
    "w" * 90,
    "w" * 60 + " " + "x" * 90,
    "line one\nline two that is long enough to be broken by itself, as it has many words\n" * 2,
    "ends with a break\n",
    "e\u0301" * 50 + " combining " + "e\u0301" * 60,
    "soft\u00adhyphen and zero\u200bwidth, number №5, ±3 °C, 5 ‰, §7, * x * y / z = - 3 " * 3,
]
SIGNS = (
    'word|a|12|3,5|«|»|“|”|’|…|–|—|-|--|/|:|;|,|.|?|!|(|)|[|]|{|}|`|``|*|"|\\|%|$|€|°|#|&|+|=|~|<|>'
    "|_|¿|¡|潮|は|。|、|「|」|ー|ァ|조|수|לב|é|e\u0301|\u00a0|\u202f|:ref:|http://x.y"
)
PIECES = st.sampled_from(SIGNS.split("|"))
MESSAGES = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", "\n"])), max_size=70).map(
    lambda pairs: "x" + "".join(piece + space for piece, space in pairs)
)


def as_msgcat_writes(folder: Path, texts: list[str]) -> list[tuple[str, ...]]:
    """Return the lines that GNU gettext gives to each of *texts*, as a msgid."""
    entries = "".join(
        f'{chr(10).join(Manner(width=None).lines("msgid", t))}\nmsgstr ""\n\n' for t in texts
    )
    path = write_catalog(folder / "a.po", entries)
    written = subprocess.run(["msgcat", path], capture_output=True, check=True).stdout
    catalog = parse_catalog(path, written, "a.po")
    layout = Layout(catalog)
    assert [entry.msgid for entry in catalog.entries] == texts
    return [split_block(layout.entry(at)).message for at in range(len(texts))]


@pytest.mark.skipif(shutil.which("msgcat") is None, reason="GNU gettext is not installed")
def test_gettext_breaks_lines_at_the_same_places(tmp_path: Path) -> None:
    assert [GETTEXT.lines("msgid", text) for text in TEXTS] == as_msgcat_writes(tmp_path, TEXTS)


@pytest.mark.skipif(shutil.which("msgcat") is None, reason="GNU gettext is not installed")
@settings(BOUNDED, max_examples=12)
@given(st.lists(MESSAGES, min_size=1, max_size=12, unique=True))
def test_gettext_breaks_whatever_comes_at_the_same_places(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    written = as_msgcat_writes(tmp_path_factory.mktemp("po"), texts)
    assert [GETTEXT.lines("msgid", text) for text in texts] == written


@BOUNDED
@given(
    st.text(st.sampled_from('ab "\\\t\n#~|—é\u00a0\u2028潮。'), max_size=200), st.integers(20, 90)
)
def test_lines_are_the_text(text: str, width: int) -> None:
    for manner in (GETTEXT, BABEL, Manner(width=None), Manner(width=width)):
        lines = manner.lines("msgid", text, "#| ")
        assert all(line.startswith("#| ") and "\n" not in line for line in lines)
        strings = [line.removeprefix("#| ").removeprefix("msgid ") for line in lines]
        assert all(string[0] == string[-1] == '"' for string in strings)
        assert "".join(string[1:-1] for string in strings) == escape(text)[1:-1]


def test_babel_breaks_lines_as_babel_does() -> None:
    for text in TEXTS:
        written = f"msgid {normalize(text, width=76)}".split("\n")
        assert BABEL.lines("msgid", text) == tuple(written)


@pytest.mark.parametrize(
    "manner",
    [
        GETTEXT,
        BABEL,
        Manner(width=None),
        Manner(Breaker.BABEL, None),
        Manner(width=100),
        Manner(width=60),
    ],
)
def test_manner_of_a_file_is_found(manner: Manner) -> None:
    strings = [("msgid", text, manner.lines("msgid", text)) for text in TEXTS]
    found = find_manner(strings)
    assert found is not None
    assert [found.lines("msgid", text) for text in TEXTS] == [lines for *_, lines in strings]


def test_mixed_file_has_the_manner_of_most() -> None:
    manners = [BABEL, *[GETTEXT] * 4, BABEL] * 2
    strings = [("msgid", t, m.lines("msgid", t)) for t, m in zip(TEXTS, manners, strict=False)]
    assert find_manner(strings) == GETTEXT


def test_short_strings_do_not_tell() -> None:
    assert find_manner([("msgid", "Shore", ('msgid "Shore"',))]) is None


def test_narrow_characters_take_a_column_each() -> None:
    narrow = [chr(code) for code in range(0x3000) if _NARROW.fullmatch(chr(code))]
    assert {"a", "é", "’", "—", "\u202f", "€"} <= set(narrow)
    for char in narrow:
        assert not combining(char)
        assert category(char) not in ("Mn", "Me", "Cf", "Cc")
        assert east_asian_width(char) not in "WF"


@given(st.text(alphabet=st.sampled_from('ab é\\n"-–/1,.(）漢\u00a0')))
@settings(BOUNDED)
def test_letters_are_passed_over_as_if_each_were_looked_at(text: str) -> None:
    one_by_one = re.compile(".", re.DOTALL)
    with pytest.MonkeyPatch.context() as patch:
        found = list(wrapping._find_breaks(escape(text)[1:-1]))
        patch.setattr(wrapping, "_RUN", one_by_one)
        assert found == list(wrapping._find_breaks(escape(text)[1:-1]))
