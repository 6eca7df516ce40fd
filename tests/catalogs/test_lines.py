"""Lines of scripts that are written without spaces."""

from __future__ import annotations

import pytest

from editions.catalogs.lines import breaks, close_gaps, fold_lines, join_lines

JOINED = {
    "Chinese": ("最好\n用三行写。", "最好用三行写。"),
    "after a comma": ("比较长，\n用一行", "比较长，用一行"),
    "spaces around": ("最好 \n  用三", "最好用三"),
    "kana": ("フェリー\nは毎朝", "フェリーは毎朝"),
    "quotes": ("他说\n“好”\n了", "他说“好”了"),
    "wide letters": ("ＡＢ\nＣ", "ＡＢＣ"),
    "rare letters": ("𠮷\n𠮷", "𠮷𠮷"),
    "English beside it": ("word\n中文\nword", "word\n中文\nword"),
    "Korean": ("페리는\n매일", "페리는\n매일"),
    "quotes of English": ("says\n“yes”\nnow", "says\n“yes”\nnow"),
    "space that is written": ("最好 用三", "最好 用三"),
    "number": ("第\n3 章", "第\n3 章"),
    "emoji": ("好\n🙂", "好\n🙂"),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("text", "joined"), JOINED.values(), ids=JOINED)
def test_lines_are_joined(text: str, joined: str) -> None:
    assert join_lines(text) == joined
    for start, end in reversed(breaks(text)):
        text = text[:start] + text[end:]
    assert text == joined


@pytest.mark.parametrize(("text", "joined"), JOINED.values(), ids=JOINED)
def test_folded_lines_are_joined_later(text: str, joined: str) -> None:
    folded = fold_lines(f" {text} \n")
    assert folded.count("\n") == len(breaks(text))
    assert join_lines(folded) == joined.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("最好 用三行写， 但是\n短。", "最好用三行写，但是短。"),
        ("用 word 写 字", "用 word 写字"),
        ("페리는 매일", "페리는 매일"),
        ("no such letters", "no such letters"),
    ],
)
def test_gaps_are_closed(text: str, closed: str) -> None:
    assert close_gaps(text) == closed
