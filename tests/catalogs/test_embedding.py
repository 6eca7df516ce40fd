"""A translation embeds what its message embeds, and tags begin and end in pairs."""

from __future__ import annotations

import pytest

from editions.borrowed.myst import MarkdownOptions
from editions.catalogs.embedding import Tag, embedded_problems, read_tag, tag_addresses
from editions.catalogs.markdown import parse_markdown

OPTIONS = MarkdownOptions.of({"enable_extensions": ("attrs_inline",)})


@pytest.mark.parametrize(
    ("msgid", "msgstr", "rules"),
    [
        ("a", "<b>a</b>", []),
        ("a", "a<br/>b", []),
        ("a", "<B>a</b>", []),
        ("a", "<b>a", ["unsafe-html"]),
        ("a", "a</b>", ["unsafe-html"]),
        ("a", "<b><i>a</b></i>", ["unsafe-html"]),
        ("a", "<b id=x>a</b>", ["unsafe-html"]),
        ("a", "<div>a</div>", ["unsafe-html"]),
        ("a", "a <!-- b -->", ["unsafe-html"]),
        ("a <!-- b -->", "<!-- b --> a", []),
        ("<div class='x'>a</div>", '<div class="x">b</div>', []),
        ("<div class='x'>a</div>", "<div class='y'>b</div>", ["unsafe-html"]),
        ("<div class='x'>a</div>", "<div class='x'>b", ["unsafe-html"]),
        ("<p>a", "<p>b", []),  # as careless as the message
        ("a</p>", "<p>b</p>", ["unsafe-html"]),
        ("<img src=a alt=b>", "<img alt='c d' src='a'>", []),
        ("<img src=a>", "<img src=b>", ["unsafe-html"]),
        ("<img src=a>", "<img src=a onerror=b>", ["unsafe-html"]),
        ("<a href=x>a</a>", "<a href=y>b</a>", []),  # judged as an address
        ("<a href=x>a</a>", "<a href=x onclick=y>b</a>", ["unsafe-html"]),
        ("![a](b)", "![c](b) ![d](b)", []),
        ("![a](b)", "![a](c)", ["unsafe-target"]),
        ("a", "![a](c)", ["unsafe-target"]),
        ("[a]{.x}", "[b]{.x}", []),
        ("[a]{.x #y}", "[b]{#y .x}", []),
        ("[a]{.x}", "[b]{.x} [c]{.x}", ["unsafe-name"]),
        ("[a]{.x}", "[b]{.y}", ["unsafe-name"]),
        ("a", "`b`{l=x}", ["unsafe-name"]),
    ],
)
def test_problems(msgid: str, msgstr: str, rules: list[str]) -> None:
    wanted, found = (parse_markdown(text, OPTIONS) for text in (msgid, msgstr))
    assert [problem.rule for problem in embedded_problems(wanted, found)] == rules


def test_tags_are_read_as_browsers_do() -> None:
    kept = frozenset({("class", "x"), ("hidden", "")})
    assert read_tag("<SPAN class=x title='y' CLASS=z hidden>") == Tag("span", kept)
    assert read_tag("</p >") == Tag("p", is_end=True)
    assert read_tag('<a href="java&#115;cript:x">') == Tag("a", address="javascript:x")
    assert read_tag("<!-- x -->") is None


def test_addresses_of_tags_are_addresses() -> None:
    markup = parse_markdown("<a href='https://a.example'>b</a> <a name=c>d</a>", OPTIONS)
    assert list(tag_addresses(markup)) == ["https://a.example"]
