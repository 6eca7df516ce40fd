"""Export and import of a publication from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editions.cli import main
from editions.findings import FindingsError
from editions.languages import Edition
from editions.workflows.check import project_safety
from editions.workflows.exchange import edition_of
from editions.workflows.sphinx_run import load_publication
from tests.building import edit, in_part

Output = pytest.CaptureFixture[str]
SHORE = "locale/fr/LC_MESSAGES/shore.po"


def catalogs(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "locale").rglob("*.po")}


def run(root: Path, verb: str, *options: str) -> int:
    return main([verb, "--project", str(root), *options])


def test_edition_leaves_and_comes_back(two_shores: Path, capsys: Output) -> None:
    in_part(two_shores)
    before = catalogs(two_shores)
    assert run(two_shores, "export") == 0
    file = two_shores / "build/exchange/two-shores-fr.xlf"
    assert capsys.readouterr().out.endswith("two-shores-fr.xlf\n")
    assert run(two_shores, "import", str(file)) == 0
    assert "unchanged, 0 catalogs written" in capsys.readouterr().out
    assert catalogs(two_shores) == before
    edit(file, "<target/>", "<target>Puis la pluie.</target>")
    assert run(two_shores, "import", str(file)) == 0
    assert "1 changed" in capsys.readouterr().out
    after = catalogs(two_shores)
    assert {name for name in after if after[name] != before[name]} == {"shore.po"}
    assert "Puis la pluie." in (two_shores / SHORE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--memory", "--split"], "--split is for XLIFF or --review; leave it out"),
        (["--glossary", "-c", "shore"], "--catalog is for XLIFF or --review or --memory"),
        (["--memory", "--only", "missing"], "--only is for XLIFF or --review"),
        (["--review", "--xliff", "2.1"], "--xliff is for XLIFF; leave it out"),
        (["--push", "x", "--license", "MIT"], "--push is for --weblate"),
        (["--weblate", "x", "--split"], "--split is for XLIFF or --review"),
    ],
)
def test_no_option_is_passed_over(
    two_shores: Path, capsys: Output, options: list[str], message: str
) -> None:
    assert run(two_shores, "export", *options) == 2
    assert message in capsys.readouterr().err
    assert not (two_shores / "build/exchange").exists()


def test_tables_for_reviewers_catalog_by_catalog(two_shores: Path) -> None:
    in_part(two_shores)
    assert run(two_shores, "export", "--review", "--split", "--only", "missing", "current") == 0
    names = sorted(path.name for path in (two_shores / "build/exchange").iterdir())
    assert "two-shores-shore-review-fr.docx" in names
    assert len(names) > 1
    tables = [str(two_shores / "build/exchange" / name) for name in names]
    before = catalogs(two_shores)
    assert run(two_shores, "import", *tables) == 0
    assert catalogs(two_shores) == before


@pytest.mark.parametrize("data", [b"Words.", b"", b"\xff\xfeW\0", b"{}", b"\x89PNG"])
def test_file_of_another_kind_is_said_to_be_none(
    two_shores: Path, tmp_path: Path, capsys: Output, data: bytes
) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(data)
    assert run(two_shores, "import", str(path)) == 1
    assert "is neither XLIFF, TMX, a catalog (.po) nor a DOCX; export it" in capsys.readouterr().err


def test_office_file_is_known_by_its_content(
    two_shores: Path, tmp_path: Path, capsys: Output
) -> None:
    in_part(two_shores)
    assert run(two_shores, "export", "--quiet", "--review", "-c", "shore") == 0
    table = (two_shores / "build/exchange/two-shores-review-fr.docx").read_bytes()
    (tmp_path / "Table.DOCX.bak").write_bytes(table)
    assert run(two_shores, "import", str(tmp_path / "Table.DOCX.bak")) == 0
    assert "unchanged, 0 catalogs written" in capsys.readouterr().out
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99)
    assert run(two_shores, "import", str(tmp_path / "old.doc")) == 1
    assert "the form of Word up to 2003; save it as DOCX" in capsys.readouterr().err


def test_harm_is_left_out_and_told(two_shores: Path, capsys: Output) -> None:
    in_part(two_shores)
    before = catalogs(two_shores)
    assert run(two_shores, "export", "--quiet", "--only", "missing") == 0
    file = two_shores / "build/exchange/two-shores-fr.xlf"
    bad = "`ici &lt;http://elsewhere.example&gt;`_"
    edit(file, "<target/>", f"<target>{bad}</target>")
    assert run(two_shores, "import", str(file)) == 1
    out = capsys.readouterr().out
    assert "(import-refused)" in out
    assert "1 refused, 0 catalogs written" in out
    assert catalogs(two_shores) == before


def test_rules_speak_of_what_was_imported(two_shores: Path, capsys: Output) -> None:
    in_part(two_shores)
    assert run(two_shores, "export", "--quiet", "--only", "missing") == 0
    file = two_shores / "build/exchange/two-shores-fr.xlf"
    edit(file, "<target/>", "<target>1994. Puis la pluie.</target>")
    assert run(two_shores, "import", str(file)) == 1
    out = capsys.readouterr().out
    assert f"{SHORE}:" in out or "(import-refused)" in out


def test_choice_of_what_leaves(two_shores: Path, capsys: Output) -> None:
    in_part(two_shores)
    folder = two_shores / "here"
    choice = ["--split", "-c", "shore", "index", "--output", str(folder)]
    assert run(two_shores, "export", "-e", "fr", *choice) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "two-shores-index-fr.xlf", "two-shores-shore-fr.xlf",
    ]  # fmt: skip
    only = ["--only", "outdated", "missing", "-c", "shore"]
    assert run(two_shores, "export", *only) == 0
    file = two_shores / "build/exchange/two-shores-fr.xlf"
    assert file.read_text(encoding="utf-8").count("<trans-unit") == 2
    capsys.readouterr()
    assert run(two_shores, "export", "--only", "missing", "-c", "index") == 0
    assert capsys.readouterr().out == "fr: nothing to export, missing\n"


def test_memory_comes_back_for_review(two_shores: Path, capsys: Output) -> None:
    assert run(two_shores, "export", "--memory") == 0
    in_part(two_shores)
    assert run(two_shores, "import", str(two_shores / "build/exchange/two-shores-fr.tmx")) == 0
    assert "1 changed, 1 catalog written" in capsys.readouterr().out
    text = (two_shores / SHORE).read_text(encoding="utf-8")
    assert '#, fuzzy\nmsgid "Then the water."\nmsgstr "Puis l’eau."' in text


def test_glossary_leaves_in_two_forms(two_shores: Path) -> None:
    terms = "en,fr,kind,en_forms,fr_forms,note\ntide,marée,,,,\n"
    (two_shores / "locale/terms.csv").write_text(terms, encoding="utf-8")
    assert run(two_shores, "export", "--glossary", "--quiet") == 0
    names = sorted(path.name for path in (two_shores / "build/exchange").iterdir())
    assert names == ["two-shores-glossary-fr.csv", "two-shores-glossary-fr.tbx"]


def test_components_of_weblate(two_shores: Path) -> None:
    assert run(two_shores, "export", "--quiet", "--weblate", "https://host.example/paper.git") == 0
    content = (two_shores / "build/exchange/weblate.json").read_text(encoding="utf-8")
    components = json.loads(content)
    assert [c["repo"] for c in components] == [
        "https://host.example/paper.git", *["weblate://two-shores/crossing"] * 3,
    ]  # fmt: skip
    for component in components:
        (path,) = two_shores.glob(component["filemask"])
        assert path.stem == component["slug"]
        assert component["source_language"] == {"code": "en_GB"}
        assert component["file_format_params"] == {"po_set_language_team": False}
    assert {c["slug"]: c["check_flags"] for c in components}["theme"] == "python-brace-format"
    assert {c["slug"]: c["name"] for c in components}["shore"] == "Shore"
    assert not any("push" in c for c in components)


def test_weblate_pushes_to_a_branch_of_its_own(two_shores: Path) -> None:
    address = "ssh://git@host.example/paper.git"
    options = ("--push", address, "--license", "CC-BY-4.0")
    assert run(two_shores, "export", "-q", "--weblate", "https://host.example/p.git", *options) == 0
    content = (two_shores / "build/exchange/weblate.json").read_text(encoding="utf-8")
    first, *others = json.loads(content)
    assert (first["push"], first["push_branch"], first["license"]) == (
        address, "weblate", "CC-BY-4.0",
    )  # fmt: skip
    assert not any("push" in component for component in others)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "No such file"),
        ("<po/>", "is for no language"),
        ('<xliff version="1.2"><file target-language="de"/></xliff>', "is for de"),
        ('<html><file target-language="fr"/></html>', "neither XLIFF, TMX, a catalog"),
    ],
)
def test_file_that_cannot_come_in(
    two_shores: Path, capsys: Output, content: str | None, words: str
) -> None:
    file = two_shores / "x.xlf"
    if content is not None:
        file.write_text(content)
    before = catalogs(two_shores)
    assert run(two_shores, "import", str(file)) == 1
    assert words in capsys.readouterr().err
    assert catalogs(two_shores) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "-e", "en"], "has no catalogs"),
        (["export", "-c", "isle"], "no catalog 'isle'"),
    ],
)
def test_wrong_calls(two_shores: Path, capsys: Output, arguments: list[str], words: str) -> None:
    assert run(two_shores, *arguments) == 2
    assert words in capsys.readouterr().err


def test_control_character_is_named(two_shores: Path, capsys: Output) -> None:
    edit(two_shores / SHORE, "Puis l’eau.", "Puis\u0001 l’eau.")
    assert run(two_shores, "export") == 1
    assert f"{SHORE}:33: holds a control character" in capsys.readouterr().err


def test_policy_comes_from_the_settings(two_shores: Path) -> None:
    conf = two_shores / "conf.py"
    assert project_safety(two_shores).policy.counterparts == {}
    with conf.open("a") as file:
        file.write('editions_counterparts = {"http://a.example/en": "http://a.example/fr"}\n')
    assert project_safety(two_shores).policy.counterparts == {
        "http://a.example/en": ("http://a.example/fr",)
    }
    with conf.open("a") as file:
        file.write('editions_refused = "perhaps"\n')
    with pytest.raises(FindingsError, match=r"^conf\.py:23: editions_refused: it is 'perhaps'"):
        project_safety(two_shores)


@pytest.mark.parametrize(
    ("tag", "code"), [("pt", "pt"), ("pt-PT", "pt-pt"), ("pt_BR", "pt-br"), ("sr-Latn", "sr")]
)
def test_a_file_is_for_the_edition_that_it_names(two_shores: Path, tag: str, code: str) -> None:
    publication = load_publication(two_shores)
    locales = ("pt", "pt_PT", "pt_BR", "sr_Latn_RS")
    codes = ("pt", "pt-pt", "pt-br", "sr")
    editions = [Edition(c, locale, c, c) for c, locale in zip(codes, locales, strict=True)]
    path = two_shores / "x.xlf"
    path.write_text(f'<xliff version="1.2"><file target-language="{tag}"/></xliff>')
    assert edition_of(path, publication, editions).code == code
