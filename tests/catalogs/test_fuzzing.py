"""Whatever a catalog holds: no traceback, no hang, and the same for every tool.

The examples are the same in every run; a new one that fails belongs into the tests of its module.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import Reporter, new_document
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.parsers import RSTParser

from editions.catalogs.entries import Catalog
from editions.catalogs.paragraphs import block_kind
from editions.catalogs.policy import SCHEMES, Policy, safety_problems
from editions.catalogs.reading import read_catalog
from editions.catalogs.restructuredtext import exact_rst, parse_rst
from editions.catalogs.safety import SafetyCheck
from editions.catalogs.syntax import RST, Syntax
from editions.catalogs.tex import tex_problem
from editions.findings import FindingsError
from editions.rules.examining import examine
from editions.rules.registry import Context
from editions.translations.parser import MessageParser
from editions.translations.refusals import RefusedError
from tests.catalogs import HEADER
from tests.catalogs.test_reading import as_polib_reads, as_read, check_msgfmt
from tests.fuzzing import patience


def check_catalog(data: bytes, *, compiled: bool) -> Catalog | None:
    """Read *data* as a catalog; where it is accepted, every tool must read the same."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.po")
        path.write_bytes(data)
        with patience():
            try:
                catalog = read_catalog(path, path.parent)
            except FindingsError:
                return None
            SafetyCheck(Policy(), patterns={"x"}).examine("x", catalog, path.parent)
        assert as_read(catalog) == as_polib_reads(path)
        if compiled:
            check_msgfmt(path, catalog)
        return catalog


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    check_catalog(data, compiled=False)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_after_a_header(data: bytes) -> None:
    check_catalog(HEADER.encode() + data, compiled=False)


#: What lines of catalogs are made of.
STRINGS = st.text(st.sampled_from("ab \u00e9\u2028\u0085\u200f:_*`{}#~|,.é"), max_size=12).map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
) | st.sampled_from(['""', '"\\n"', '"a\\tb"', '"\\\\"', '"\\""', '"\\r"', '"\\q"', '"a" "b"', '"'])
KEYWORDS = st.sampled_from(
    ["msgid ", "msgstr ", "msgctxt ", "msgid_plural ", "msgstr[0] ", "msgstr[1] ", "", " ", "msgid"]
)
PREFIXES = st.sampled_from(
    ["", "", "", "", "#~ ", "#| ", "#~| ", "# ", "#, ", "#: ", "#. ", "#,", "#"]
)
LINES = st.builds(lambda prefix, word, text: prefix + word + text, PREFIXES, KEYWORDS, STRINGS)
OTHER_LINES = st.sampled_from(
    ["", "#, fuzzy", "#, fuzzy, no-wrap", "# x", "#: a:1", "\t", "\r", "\x0c"]
)
#: Entries that are mostly right, so that many are accepted.
ENTRIES = st.builds(
    lambda comment, msgid, msgstr: [comment, f"msgid {msgid}", f"msgstr {msgstr}", ""],
    OTHER_LINES,
    STRINGS,
    STRINGS,
)
DOCUMENTS = st.lists(
    ENTRIES | ENTRIES | ENTRIES | st.lists(LINES | OTHER_LINES, max_size=2), max_size=4
).map(lambda blocks: "\n".join(line for block in blocks for line in block))


@settings(derandomize=True, deadline=None, max_examples=600)
@given(DOCUMENTS, st.sampled_from(["\n", "\n", "\n", "\r\n"]))
def test_lines_of_catalogs(text: str, end: str) -> None:
    data = (HEADER + text + "\n").replace("\n", end).encode()
    check_catalog(data, compiled=False)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(ENTRIES, max_size=4).map(lambda blocks: "\n".join("\n".join(b) for b in blocks)))
def test_what_is_accepted_msgfmt_reads_the_same(text: str) -> None:
    check_catalog((HEADER + text + "\n").encode(), compiled=True)


def test_the_strategies_make_catalogs_that_are_accepted_and_others() -> None:
    seen: set[bool] = set()

    @settings(derandomize=True, deadline=None, max_examples=100, database=None)
    @given(DOCUMENTS)
    def run(text: str) -> None:
        seen.add(check_catalog((HEADER + text + "\n").encode(), compiled=False) is not None)

    run()
    assert seen == {True, False}


#: What translations are made of.
PIECES = st.sampled_from(
    [
        *("*", "**", "`", "``", "|", "_", "__", "[", "]_", "[1]_", "[#n]_", "_`", ":", "::"),
        *("<", ">", ":ref:`", ":sup:`", ":math:`", ":raw-html:`", ":download:`", ":code:`"),
        *(":evil:`", ":pep:`", ":index:`", ":abbr:`", ":rfc:`", ":lang-fr:`", "`:sup:", "` <"),
        *(" <x>`", "`_", "`__", "\\", "https://a.example/", "javascript:", "mailto:", "a@b.c"),
        *("data:text/html,", "//x", "\\ ", "mer", "la marée", "x", "8", " ", " ", "\n", "\t"),
        *("\r", "\0", "\x85", "\u2028", "\u202e", "\ud800", "\U0001f30a", "é", "<script>"),
        *("</b>", "<a href=x>", "\\href{", "\\(", "$$", "%", "^^", ".. include:: x", ".. _x: y"),
        *("- ", "1. ", "=====", "# noqa", "{x}", "|x|", "(", ")", "'", '"'),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=3), st.sampled_from(["fr_CA", "es_MX", "en_GB"]))
def test_any_translation_can_be_checked(entries: list[tuple[str, str]], locale: str) -> None:
    lines = [f'msgid "{escaped(msgid)}"\nmsgstr "{escaped(msgstr)}"\n' for msgid, msgstr in entries]
    data = (HEADER + "\n".join(lines)).encode("utf-8", "replace")
    with patience():
        examined = examine(Path("x.po"), data, "x.po", Context(locale), locale)
    assert all(flaw.message for flaw in examined.problems)


def escaped(text: str) -> str:
    for char, name in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(char, name)
    return text


class Origins:
    """Lets translators add what is harmless."""

    def message_of(self, docname: str, msgstr: str) -> str | None:
        """Know no message."""
        return None

    def has_markup(self, docname: str, msgid: str | None) -> bool:
        """Know no message that is set as it is typed."""
        return False

    def refuse(self, docname: str, msgid: str | None, reason: str) -> bool:
        """Hear nothing."""
        return True

    def syntax_of(self, docname: str, msgid: str) -> Syntax:
        """Know no documents."""
        return RST

    policy = Policy()


class Parser(MessageParser, RSTParser):
    """The parser of translations, outside of Sphinx."""

    origins = Origins()


def parse(msgstr: str, msgid: str) -> list[nodes.Node]:
    """Return what the parser makes of a translation."""
    options: Any = get_default_settings(RSTParser)
    options.report_level, options.halt_level = Reporter.SEVERE_LEVEL + 1, Reporter.SEVERE_LEVEL + 1
    document = new_document("x.rst:1:<translated>", options)
    found, _ = Parser().parse_inline(msgstr, msgid, document)
    return found


@settings(derandomize=True, deadline=None, max_examples=1500)
@given(TEXTS, TEXTS)
def test_any_translation(msgid: str, msgstr: str) -> None:
    with patience():
        assert all(r.rule.startswith("unsafe-") for r in safety_problems(msgid, msgstr, Policy()))
        block_kind(msgstr)
        if "\0" not in msgstr:  # docutils' own mark of an escape
            assert parse_rst(msgstr).inlines == exact_rst(msgstr).inlines


@settings(derandomize=True, deadline=None, max_examples=800)
@given(TEXTS)
def test_what_the_policy_lets_through_is_nothing_but_text(msgstr: str) -> None:
    msgid = "The tide is out."
    if any(safety_problems(msgid, msgstr, Policy())):
        return
    with patience():
        found = parse(msgstr, msgid)
    for node in nodes.inline("", "", *found).findall(nodes.Element):
        assert isinstance(node, nodes.Inline)
        assert not isinstance(node, nodes.raw | nodes.image | nodes.target | nodes.math)
        assert node.get("refuri") is None
        assert node.get("refname") is None


#: What may slip between a place that was judged and the one that is published.
SLIPPERY = st.sampled_from(
    [
        *("|vessel|", "|vessel|_", r"|\ \ vessel|_", r"|\ve\ssel|__", r"\`", "`", ":math:`x`", " "),
        *(r":math:`\href{javascript:alert(1)}{x}`", r"`\input{x}`:math:", r":math:`a\`b`", "yyyyy"),
        *(
            r"\href{a}{b}",
            ":math:`",
            "`:math:",
            r"\ ",
            "*a*",
            "**",
            "``",
            "a@b.c",
            "_`",
            "x_",
            "\\",
        ),
        *("https://tides.example/", "[#]_", "\n", "é", "(", ")"),
    ]
)


@settings(derandomize=True, deadline=None, max_examples=1000)
@given(st.lists(SLIPPERY, max_size=12).map("".join))
def test_the_formula_that_is_published_is_the_one_that_was_judged(msgstr: str) -> None:
    msgid = "The |vessel| draws :math:`x` fathoms."
    if any(safety_problems(msgid, msgstr, Policy())):
        return
    with patience():
        found = parse(msgstr, msgid)
    for node in nodes.inline("", "", *found).findall(nodes.math):
        assert tex_problem(["x"], node.astext()) is None


@settings(derandomize=True, deadline=None, max_examples=800)
@given(TEXTS)
def test_the_parser_alone_lets_nothing_through_that_acts(msgstr: str) -> None:
    with patience():
        try:
            found = parse(msgstr, "The tide is out.")
        except RefusedError:
            return
    for node in nodes.inline("", "", *found).findall(nodes.Element):
        assert not isinstance(node, nodes.raw | nodes.image | nodes.math)
        scheme = str(node.get("refuri", "")).partition(":")[0].lower()
        assert scheme in {"", *SCHEMES} or ":" not in node["refuri"]
