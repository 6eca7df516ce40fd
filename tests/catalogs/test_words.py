"""What may stand among Sphinx's own words."""

from __future__ import annotations

import pytest
from markupsafe import escape

from editions.catalogs.entries import Entry
from editions.catalogs.policy import Policy
from editions.catalogs.safety import SafetyCheck
from editions.catalogs.words import escape_word, is_plain, word_problems


@pytest.mark.parametrize(
    ("msgid", "msgstr", "rules"),
    [
        ("Search", "Rechercher", set()),
        ("Search", "100 % sûr, 50 %(x", set()),
        ("%s (in %s)", "%s (dans %s)", set()),
        ("%s (in %s)", "dans %s", {"unsafe-place"}),
        ("%s (in %d)", "%d (dans %s)", {"unsafe-place"}),
        ("%s %%", "%s %%", set()),
        ("%s", "%s 100 %", {"unsafe-place"}),
        ("by %(who)s on %(day)s", "%(day)s, %(who)s", set()),
        ("by %(who)s on %(day)s", "%(who)s", set()),
        ("by %(who)s", "par %(evil)s", {"unsafe-place"}),
        ("by %(who)s", "par %(who)d", {"unsafe-place"}),
        ("by %(who)s", "par %s", {"unsafe-place"}),
        ("by {who}", "par {who.__class__}", {"unsafe-place"}),
        ("Go", "x\\", {"unsafe-character"}),
        ("Go", "x\ny", {"unsafe-character"}),
        ("Go", "^^5cinput", {"unsafe-character"}),
        ("Go", "@include x", {"unsafe-character"}),
        ("a@b.example", "a@b.example !", set()),
        ("https://a.example/", " JavaScript:alert(1)", {"unsafe-link"}),
        ("Go", "data:text/html,x", {"unsafe-link"}),
        ("Note", "Note : voir", set()),
    ],
)
def test_problems(msgid: str, msgstr: str, rules: set[str]) -> None:
    assert {problem.rule for problem in word_problems(msgid, msgstr)} == rules


@pytest.mark.parametrize(
    ("one", "many", "refused"),
    [
        ("un bateau", "%d bateaux", False),
        ("%d bateau", "%d bateaux", False),
        ("%s bateau", "%d bateaux", True),
        ("un bateau", "%d bateaux sur %d", True),
        ("100 %d’eau, %s", "%d bateaux", True),
    ],
)
def test_both_forms_are_filled(one: str, many: str, refused: bool) -> None:
    entry = Entry(1, "one boat", (one, many), msgid_plural="%d boats")
    assert SafetyCheck(Policy()).refuses("sphinx", entry) is refused
    assert not SafetyCheck(Policy()).refuses("boats", entry)


@pytest.mark.parametrize(
    ("msgid", "msgstr", "plain", "html"),
    [
        ("Index", "Index’", True, "Index’"),
        ("Index", 'x" onclick="y', False, "x&#34; onclick=&#34;y"),
        ("Index", "<b>", False, "&lt;b&gt;"),
        ("A & B", "B & A", True, "B &amp; A"),
        ("A & B", "B < A", False, "B &lt; A"),
        ("&copy; <a href='x'>me</a>", "<a href='x'>moi</a> &copy;", True,
         "<a href='x'>moi</a> &copy;"),
        ("&copy; <a href='x'>me</a>", "<a href='y'>moi</a>", False,
         "&lt;a href=&#39;y&#39;&gt;moi</a>"),
        ("<a><a b>", "<a b><a c>", False, "<a b>&lt;a c&gt;"),
    ],
)  # fmt: skip
def test_as_html(msgid: str, msgstr: str, plain: bool, html: str) -> None:
    assert is_plain(msgid, msgstr) is plain
    assert escape_word(msgid, msgstr, lambda text: str(escape(text))) == html
