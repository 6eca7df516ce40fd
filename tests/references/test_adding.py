"""Works come into the file of references, and what is there stays as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editions.cli import main
from editions.findings import FindingsError
from editions.references.adding import add_file
from editions.references.bibtex import read_bibtex
from editions.references.csl_json import read_csl_json
from editions.references.exporting import FORMATS
from editions.references.fields import make_key
from editions.references.reading import check_references, read_references
from editions.references.ris import read_ris
from tests.references.samples import EDITIONS, EN
from tests.references.test_exporting import SAMPLES, real_works
from tests.references.test_reading import GOOD

BIBTEX = r"""
@techreport{Smith2001,
  author = {Smith, John and {Bank of Rome}},
  title = {The Great {Report} on \emph{Trade} \& Growth},
  institution = {BANK}, address = {Roma}, type = {Working Paper}, number = {12},
  year = 2001, month = mar, url = {http://example.org/a_b}, urldate = {2010-01-02},
  langid = {english}
}
"""
COMMENTED = f"# Kept by hand.\n{GOOD}\n# The end.\n"


def add(folder: Path, text: str, form: str = "bibtex", before: str | None = COMMENTED) -> str:
    path, source = folder / "refs.yaml", folder / "new"
    if before is not None:
        path.write_text(before, encoding="utf-8")
    source.write_text(text, encoding="utf-8")
    add_file(path, folder, EDITIONS, source, form)
    return path.read_text(encoding="utf-8")


def test_entry_is_added_and_nothing_else_is_touched(tmp_path: Path) -> None:
    after = add(tmp_path, BIBTEX)
    lines = iter(after.splitlines())
    assert all(line in lines for line in COMMENTED.splitlines())  # each after the one before
    assert after.endswith("\n# The end.\n")
    references = read_references(tmp_path / "refs.yaml", tmp_path, EDITIONS)
    work = references.works(EN)[1]
    assert work.title == "The Great Report on Trade & Growth"
    assert [author.inverted for author in work.authors] == ["Smith, John", "Bank of Rome"]
    assert (work.publisher, work.publisher_place) == ("Bank", "Roma")  # names known already
    assert (work.key, work.issued, work.language) == ("smith2001", "2001-03", "en")
    assert references.names["bank-of-rome"] == {"en": "Bank of Rome"}


def test_names_that_would_share_a_key_are_counted(tmp_path: Path) -> None:
    entry = "@book{{w{0}, title={{T{0}}}, publisher={{{1}}}, author={{A, B}}, year=2001}}\n"
    names = ("Bank!", "Bank?", "Rome (Bank)", "Rome Bank")
    add(tmp_path, "".join(entry.format(n, name) for n, name in enumerate(names)))
    found = read_references(tmp_path / "refs.yaml", tmp_path, EDITIONS)
    assert {key: forms for key, forms in found.names.items() if key not in ("bank", "rome")} == {
        "bank-2": {"en": "Bank!"},
        "bank-3": {"en": "Bank?"},
        "rome-bank": {"en": "Rome (Bank)"},
        "rome-bank-2": {"en": "Rome Bank"},
    }


def test_what_is_left_to_do_is_said(tmp_path: Path) -> None:
    add(tmp_path, BIBTEX)
    _, findings = check_references(tmp_path / "refs.yaml", tmp_path, EDITIONS)
    assert {finding.rule for finding in findings} == {"missing-translation"}
    assert any("'bank-of-rome'" in f.message or "bank-of-rome" in f.message for f in findings)


@pytest.mark.parametrize("end", FORMATS)
def test_all_samples_and_works_of_the_paper_can_be_added(tmp_path: Path, end: str) -> None:
    samples = [replace(work, title=f"{work.title} ({work.key})") for work in SAMPLES]
    works = [*samples, *real_works()[:26]]
    form = {"bib": "bibtex", "ris": "ris", "json": "csl"}[end]
    add(tmp_path, FORMATS[end][1](works), form, before=None)
    found = read_references(tmp_path / "refs.yaml", tmp_path, EDITIONS).works(EN)
    assert [(work.key, work.title) for work in found] == [(w.key, w.title) for w in works]


@pytest.mark.parametrize(
    ("text", "form", "message"),
    [
        ("@book{a, title = {x", "bibtex", "new:1: is not BibTeX"),
        ("@book{a, title = {x}}\n@book{a, title = {y}}", "bibtex", "is not BibTeX: repeated"),
        ("hello", "bibtex", "holds no works"),
        ("hello", "ris", "is not RIS"),
        ("TY  - BOOK\nTI  - x\n", "ris", "1 works begin, but 0 end"),
        ("{", "csl", "is not JSON"),
        ('{"a": 1}', "csl", "a list of works"),
        ("@book{a, author = {A, B}, title = {x}, year = 2001}", "bibtex", "'publisher' is missing"),
        ("@misc{one, title = {Another}}", "bibtex", "one: stands in refs.yaml:10 already"),
        ("@misc{two, title = {A TITLE}, date = {2009-12-07}}", "bibtex", "refs.yaml:10 already"),
        ("@misc{b, title = {T}}\n@misc{c, title = {T}}", "bibtex", "c: stands twice"),
        ("@misc{b, title = {T}, url = {javascript:alert(1)}}", "bibtex", "'URL' must be"),
    ],
)
def test_bad_import_writes_nothing(tmp_path: Path, text: str, form: str, message: str) -> None:
    with pytest.raises(FindingsError) as caught:
        add(tmp_path, text, form)
    assert message in str(caught.value)
    assert "nothing was added" in str(caught.value)
    assert (tmp_path / "refs.yaml").read_text(encoding="utf-8") == COMMENTED


@pytest.mark.parametrize(
    "before",
    [
        *("references: []\n", "other: 1\n", "- a\n", "references:\n- a\n", "references: {a: b}\n"),
        *("references:\n- [a]\n", "references:\n- {id: [a]}\n", "references: a\n"),
        *("names: []\nreferences:\n- {id: a}\n", "names: {a: [b]}\nreferences:\n- {id: a}\n"),
        "references: !!python/object/apply:os.system ['true']\n",
    ],
)
def test_layout_without_place_is_refused(tmp_path: Path, before: str) -> None:
    with pytest.raises(FindingsError, match=r"refs\.yaml:[1-3]: "):
        add(tmp_path, BIBTEX, before=before)
    assert (tmp_path / "refs.yaml").read_text(encoding="utf-8") == before


def test_file_without_a_last_line_end_or_names(tmp_path: Path) -> None:
    before = "references:\n- id: a\n  type: document\n  language: en\n  title: 'x: y'"
    after = add(tmp_path, BIBTEX, before=before)
    assert after.startswith(before + "\n\n- id: smith2001\n  type: report\n")
    references = read_references(tmp_path / "refs.yaml", tmp_path, EDITIONS)
    assert [work.key for work in references.works(EN)] == [
        "a", "smith2001"]  # fmt: skip


def test_capitals_and_accents_survive() -> None:
    (work,) = read_bibtex(
        r"@misc{m, title={Econom{\'\i}a y {NAFTA}: L\'Ann\'ee}, pages={1--2}}", "", EN
    )
    assert (work.title, work.page) == ("Economía y NAFTA: L’Année".replace("L’A", "LÁ"), "1–2")


def test_ris_of_other_programs_is_read() -> None:
    text = (
        "TY  - JOUR\nA1  - Doe, Jane\nT1  - Title\nJO  - Journal\nY1  - 1999/05\n"
        "SP  - 1\nEP  - 9\nER  - \n"
    )
    (work,) = read_ris("\ufeff" + text, "x.ris", EN)
    assert (work.key, work.title, work.container) == ("doe-1999", "Title", "Journal")
    assert (work.issued, work.page, work.language) == ("1999-05", "1–9", "en-CA")


def test_csl_of_zotero_is_read() -> None:
    text = (
        '[{"id": "http://zotero.org/1/AB", "type": "motion_picture", "title": "A <i>b</i> C",'
        ' "page": 3,'
        ' "author": [{"family": "X"}], "issued": {"raw": "2001-02-30"}, "accessed": null}]'
    )
    (work,) = read_csl_json(text, "x.json", EN)
    assert (work.key, work.type, work.title) == ("http-zotero-org-1-ab", "document", "A b C")
    assert (work.issued, work.accessed, work.page) == ("2001-02", "", "3")


def test_keys_are_plain() -> None:
    assert [make_key(t) for t in ("Núñez 2001", "2001", "ألف", "A_b")] == [
        "nunez-2001", "work-2001", "work", "a-b"]  # fmt: skip


def test_command_line(tmp_path: Path, two_shores: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = tmp_path / "new.bib"
    new.write_text(BIBTEX, encoding="utf-8")
    project = ["--project", str(two_shores)]
    assert main(["references", "check", *project]) == 1
    assert "'references_file' names no file" in capsys.readouterr().err
    conf = two_shores / "conf.py"
    conf.write_text(conf.read_text() + "\nreferences_file = 'refs.yaml'\n", encoding="utf-8")
    assert main(["references", "add", *project, "--bibtex", str(new)]) == 0
    out = capsys.readouterr().out
    assert "added smith2001" in out
    assert "source/refs.yaml" in out
    assert "missing-translation" in out
    assert main(["references", "check", *project]) == 0
    assert main(["references", "add", *project, "--bibtex", str(new)]) == 1
    assert "already; nothing was added" in capsys.readouterr().err
    path = two_shores / "source" / "refs.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title:", "titel:"), encoding="utf-8")
    assert main(["references", "check", *project]) == 1
    assert "unknown key 'titel'; did you mean 'title'?" in capsys.readouterr().out
    assert main(["references", "add", *project, "--ris", str(tmp_path / "none.ris")]) == 1
    assert "none.ris" in capsys.readouterr().err


def test_entries_stand_where_the_list_has_its_own(tmp_path: Path) -> None:
    work = "@misc{b, title = {Ünïted: a}, langid = {fr}}"
    for indent in ("", "  ", "    "):
        entry = f"{indent}- id: a\n{indent}  type: document\n{indent}  language: en\n"
        before = f"references:\n{entry}{indent}  title: T\n\n# The end.\n"
        after = add(tmp_path, work, before=before)
        assert after == before.replace(
            "\n# The end",
            f"\n{indent}- id: b\n{indent}  type: document\n{indent}  language: fr\n"
            f'{indent}  title: "Ünïted: a"\n\n# The end',
        )


def test_entry_that_ends_in_a_block_of_text_is_not_cut(tmp_path: Path) -> None:
    before = (
        "references:\n  - id: a\n    type: document\n    language: en\n    title: |-\n"
        "      T\nnames:\n  x: X\n"
    )
    after = add(tmp_path, "@misc{b, title = {B}}", before=before)
    assert after.splitlines()[5:8] == ["      T", "", "  - id: b"]


def test_double_names_no_line_of_the_source(tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as caught:
        add(tmp_path, "@misc{one, title = {Another}}")
    assert [(f.line, f.rule) for f in caught.value.findings] == [(0, "duplicate-work")]


def test_language_of_a_work_that_says_none_is_the_original_s(tmp_path: Path) -> None:
    assert "  language: en-CA\n" in add(tmp_path, "@misc{b, title = {B}}")
