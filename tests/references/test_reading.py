"""A file of references is read strictly: every problem has its line, entry and cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.findings import FindingsError, Severity
from editions.languages import Publication
from editions.references.checks import url_problem
from editions.references.reading import (
    MAX_NAMES,
    check_references,
    check_text,
    parse,
    read_references,
    schema,
)
from tests.references.samples import EDITIONS, EN

GOOD = """\
names:
  bank:
    en: Bank
    es: Banco
    fr: Banque
  rome: Roma

references:
  - id: one
    type: report
    language: en-CA
    author:
      - bank
    title: A title
    title-translation:
      es: Un título
      fr: Un titre
    genre:
      en: Report
      es: Informe
      fr: Rapport
    number: "7"
    publisher: bank
    publisher-place: rome
    issued: "2009-12-07"
    URL: http://example.org/one
    accessed: "2010-01-02"
"""


def findings_of(text: str) -> list[tuple[int, str, str]]:
    _references, findings = check_text(text, Path("refs.yaml"), "refs.yaml", EDITIONS)
    return [(finding.line, finding.rule, finding.message) for finding in findings]


def test_sound_file_has_no_findings() -> None:
    assert findings_of(GOOD) == []


def test_the_publication_has_no_findings(project: Publication) -> None:
    assert project.references is not None
    references, findings = check_references(project.references, project.root, project.editions)
    assert findings == ()
    assert references is not None
    assert len(references.entries) == 26


@pytest.mark.parametrize(
    ("old", "new", "line", "rule", "message"),
    [
        ("number:", "nummer:", 22, "references-schema", "unknown key 'nummer'; did you mean 'nu"),
        ("references:", "colour: red\nreferences:", 8, "references-schema",
         "colour: unknown key 'colour'"),
        ("    title: A", "    colour: red\n    title: A", 14, "references-schema", "known are id"),
        ('"2009-12-07"', "2009-12-07", 25, "yaml-type", 'a date of its own by YAML; write "2009-'),
        ('"2009-12-07"', "2009", 25, "yaml-type", "is read as a number by YAML"),
        ('number: "7"', "number: 7", 22, "yaml-type", "'number' is read as a number"),
        ("title: A title", "title: yes", 14, "yaml-type", "true or false"),
        ("title: A title", "title:", 14, "yaml-type", "nothing"),
        ('"2009-12-07"', '"2009-13-07"', 25, "date", "no date of the calendar"),
        ('"2009-12-07"', '"Dec. 7, 2009"', 25, "references-schema", "must be a date in quotes"),
        ("    title: A title\n", "", 9, "references-schema", "'title' is missing, which a report"),
        ("type: report", "type: chapter", 9, "references-schema", "'container-title' is missing"),
        ("type: report", "type: novel", 10, "references-schema", "'type' is 'novel'; known are"),
        ("    title: A title", "    title: A\n    title: B", 14, "duplicate-key",
         "again in line 15"),
        ("publisher: bank", "publisher: banc", 23, "unknown-name", "not declared under 'names'"),
        ("    - bank", "    - name: Bank", 13, "references-schema", "unknown key 'name'"),
        ("    - bank", "    - given: Ann", 13, "references-schema", "'family' is missing"),
        ("http://example.org/one", "ftp://example.org", 26, "references-schema", "http"),
        ("http://example.org/one", "http://example.org/one.", 26, "url", "ends in '.'"),
        ("    URL: http://example.org/one\n", "", 26, "references-schema", "without 'URL'"),
        ("      fr: Un titre\n", "", 15, "missing-translation", "no translation for fr"),
        ("    fr: Banque\n", "", 2, "missing-translation", "no form for fr"),
        ("      fr: Rapport\n", "", 18, "missing-translation", "no form for fr"),
        ("      fr: Un", "      de: Ein\n      fr: Un", 17, "unknown-language",
         "'de' is no edition"),
        ("      fr: Un", "      en: One\n      fr: Un", 15, "needless-translation", "work itself"),
        ("  rome: Roma", "  rome: Roma\n  oslo: Oslo", 7, "unused-name", "is used by no entry"),
        ("references:", "references: [", 9, "yaml-syntax", "is not YAML"),
        (GOOD, "", 0, "yaml-syntax", "is empty"),
        (GOOD, "references: &a [*a]\n", 1, "yaml-depth", "contains itself"),
    ],
)  # fmt: skip
def test_problem_has_line_entry_and_cure(
    old: str, new: str, line: int, rule: str, message: str
) -> None:
    assert old in GOOD
    found = findings_of(GOOD.replace(old, new, 1))
    assert any(rule == r and line == n and message in m for n, r, m in found), found


def test_finding_reads_file_line_entry_problem() -> None:
    _, findings = check_text(GOOD.replace("number:", "nummer:"), Path(), "refs.yaml", EDITIONS)
    assert str(findings[0]).startswith("refs.yaml:22: one: unknown key 'nummer'; did you mean")


def test_what_has_no_line_is_looked_for_in_the_nearest_thing_around_it() -> None:
    tree = parse(GOOD, "refs.yaml")
    assert tree.line(("references", 0, "author", 0)) == 13
    assert tree.line(("references", 0, "author", 1)) == tree.line(("references", 0, "author")) == 12
    assert tree.line(("references", 0, "genre", "de", "x")) == 18
    assert tree.line(("references", 9, "title")) == 8
    assert tree.line(("elsewhere",)) == 1


def test_doubles_are_found() -> None:
    entry = GOOD[GOOD.index("  - id") :]
    assert [(n, r) for n, r, _ in findings_of(GOOD + entry)] == [(28, "duplicate-id")]
    again = findings_of(GOOD + entry.replace("id: one", "id: two").replace("A title", "A TITLE"))
    assert [(n, r) for n, r, _ in again] == [(28, "duplicate-work"), (45, "duplicate-url")]


def test_alias_bomb_ends() -> None:
    lines = ["a0: &a0 [x, x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert findings_of("\n".join(lines) + "\n")


def test_errors_stop_the_reading_and_missing_translations_do_not(tmp_path: Path) -> None:
    path = tmp_path / "refs.yaml"
    path.write_text(GOOD.replace("      fr: Un titre\n", ""), encoding="utf-8")
    references = read_references(path, tmp_path, EDITIONS)
    assert [work.title_translation for work in references.works(EDITIONS[2])] == [""]
    path.write_text(GOOD.replace("publisher: bank", "publisher: banc"), encoding="utf-8")
    with pytest.raises(FindingsError, match=r"refs.yaml:23: one: 'publisher' names 'banc'"):
        read_references(path, tmp_path, EDITIONS)


def test_missing_or_broken_file_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "refs.yaml"
    _, (finding,) = check_references(path, tmp_path, EDITIONS)
    assert "is not there; 'references_file' in conf.py" in finding.message
    path.write_bytes(b"references: \xff")
    _, (finding,) = check_references(path, tmp_path, EDITIONS)
    assert finding.message.startswith("is not UTF-8: the line holds the byte 0xff")
    assert finding.severity is Severity.ERROR


def test_one_edition_needs_no_translation(tmp_path: Path) -> None:
    entry = "  - id: a\n    type: report\n    language: en\n    title: T\n    genre: Report\n"
    text = f"references:\n{entry}"
    _, findings = check_text(text, tmp_path, "refs.yaml", [EN])
    assert findings == ()


def test_schema_describes_every_field_that_it_checks() -> None:
    for name, definition in schema()["$defs"].items():
        assert definition["description"], name


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://example.org/a?b=c&d=%20#e", ""),
        ("https://example.org/a_(b)", ""),
        ("http://example.org/a)", "bracket"),
        ("http://example.org/a b", "space"),
        ("http://example.org/é", "%20"),
        ("http://localhost/a", "localhost"),
        ("http:///a", "host"),
        ("http://example.org:port/", "is no address"),
        ("http://example.org,", "ends in ','"),
    ],
)
def test_dead_form_of_an_address(url: str, fault: str) -> None:
    found = url_problem(url)
    assert fault in found
    assert bool(found) == bool(fault)


@pytest.mark.parametrize("where", ["author: [bank]", "title-translation: {}"])
def test_more_names_than_anybody_cites_are_refused_at_once(where: str) -> None:
    key, _, content = where.partition(": ")
    item = "bank" if content == "[bank]" else "k: v"
    many = ", ".join(item.replace("k:", f"k{n}:") for n in range(MAX_NAMES + 1))
    lines = ["references:", "  - id: one", f"    {key}: {content[0]}{many}{content[-1]}"]
    ((line, _rule, message),) = findings_of("\n".join(lines))
    assert (line, message[:22]) == (2, "holds more than 40,000")
