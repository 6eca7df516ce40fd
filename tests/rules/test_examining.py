"""A finding points at the character that it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs import restructuredtext
from editions.catalogs.policy import Policy
from editions.catalogs.restructuredtext import exact_rst, parse_rst
from editions.catalogs.safety import SafetyCheck
from editions.catalogs.tokens import MarkupToken, cut_tokens
from editions.rules.examining import examine, locate
from editions.rules.registry import Context
from tests.catalogs import HEADER

CATALOG = r"""# a comment
msgid "one"
msgid_plural ""
"two"
msgstr[0] "uno"
msgstr[1] ""
"do\"s\n"
"tres"

msgid "msgstr"
msgstr ""
"""


@pytest.mark.parametrize(
    ("line", "form", "start", "expected"),
    [
        (2, 0, 0, (5, 12)),
        (2, 0, 2, (5, 14)),
        (2, 0, 3, (5, 15)),
        (2, 1, 0, (7, 2)),
        (2, 1, 2, (7, 4)),
        (2, 1, 3, (7, 6)),
        (2, 1, 4, (7, 7)),
        (2, 1, 5, (8, 2)),
        (2, 1, 99, (8, 6)),
        (10, 0, 0, (11, 9)),
    ],
)
def test_place(line: int, form: int, start: int, expected: tuple[int, int]) -> None:
    assert locate(CATALOG.split("\n"), line, form, start) == expected


GENTLE, STRICT = SafetyCheck(Policy(gentle=True)), SafetyCheck(Policy())


def rules_of(msgid: str, msgstr: str, safety: SafetyCheck | None) -> set[str]:
    data = f'{HEADER}msgid "{msgid}"\nmsgstr "{msgstr}"\n'.encode()
    found = examine(Path("fr/LC_MESSAGES/x.po"), data, "x.po", Context("fr", safety=safety), "fr")
    return {problem.rule for problem in found.problems}


@pytest.mark.parametrize(
    ("msgid", "msgstr", "rule"),
    [
        ("See :ref:`x`.", "Voir.", "references"),
        ("See.", "Voir :ref:`x`.", "references-added"),
        ("See `x`_.", "Voir.", "links"),
        ("See [1]_.", "Voir.", "footnotes"),
        ("See [A1]_.", "Voir.", "citations"),
        ("See |x|.", "Voir.", "substitutions"),
    ],
)
def test_noqa_excuses_references_where_doubtful_ones_are_published(
    msgid: str, msgstr: str, rule: str
) -> None:
    for safety in (None, GENTLE, STRICT):
        assert rule in rules_of(msgid, msgstr, safety)
    for mark in ("# noqa", " #noqa", "  #  noqa "):
        for safety in (None, GENTLE):
            assert rule not in rules_of(msgid, msgstr + mark, safety)
        assert rule in rules_of(msgid, msgstr + mark, STRICT)
    for text in ("# noqa: yes", "\\\\# noqa", "# NOQA", " noqa"):
        assert rule in rules_of(msgid, msgstr + text, GENTLE)


def test_noqa_excuses_nothing_that_harms() -> None:
    harm = "Voir `x <https://evil.example/>`_. # noqa"
    assert "unsafe-link" in rules_of("See it.", harm, GENTLE)


def test_a_message_that_stands_twice_is_examined_once(tmp_path: Path) -> None:
    entry = 'msgid "See :ref:`x`."\nmsgstr "Voir."\n\n'
    other = 'msgctxt "menu"\n' + entry
    content = (HEADER + entry + other + entry * 3).encode()
    found = examine(tmp_path / "x.po", content, "x.po", Context("fr"), "fr").problems
    assert [problem.rule for problem in found].count("references") == 2
    assert [problem.rule for problem in found].count("po-duplicate") == 3


def test_each_text_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rule, the guard and the titles of a catalog ask for the same texts."""
    parsed: list[str] = []

    def cut(text: str) -> list[MarkupToken]:
        parsed.append(text)
        return cut_tokens(text)

    monkeypatch.setattr(restructuredtext, "cut_tokens", cut)
    monkeypatch.setattr(exact_rst, "most", 40_000)  # fewer than there are
    entries = (
        f'msgid "{n} `a`_ \\\\* |b| {n + 2}"\nmsgstr "{n} `à`_ \\\\* |c| {n + 3} [1]_"\n\n'
        for n in range(100)
    )
    data = (HEADER + "\n" + "".join(entries)).encode()
    for kept, most in ((parse_rst, 100_000_000), (parse_rst, 10_000)):
        for function in (parse_rst, exact_rst):
            function.cache_clear()
        monkeypatch.setattr(kept, "most", most)
        parsed.clear()
        found = examine(tmp_path / "a.po", data, "a.po", Context("fr_CA"), "fr_CA")
        assert len({p.rule for p in found.problems}) > 3
        assert len(set(parsed)) == 200
        # Where not all can be kept, titles are read once more.
        assert len(parsed) <= (200 if most > 10_000 else 400)


@pytest.mark.parametrize("line", ["msgstr", "msgstr x", 'msgstr"a"', "msgstr[0]", '"msgstr"'])
def test_a_broken_line_is_no_translation(tmp_path: Path, line: str) -> None:
    entry = f'msgid "See :ref:`x`."\n{line}\nmsgstr "<script>"\n'
    found = examine(tmp_path / "x.po", (HEADER + entry).encode(), "x.po", Context("fr"), "fr")
    begins = (HEADER + entry).split("\n").index('msgstr "<script>"') + 1
    unsafe = [problem for problem in found.problems if problem.rule == "unsafe-html"]
    assert [(problem.line, problem.column) for problem in unsafe] == [(begins, 9)]
