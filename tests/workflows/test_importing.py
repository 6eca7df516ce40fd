"""Imports into a publication from the command line, of what it has exported too."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.cli import main
from editions.findings import FindingsError
from editions.languages import Edition
from editions.workflows.check import project_safety
from editions.workflows.importing import edition_of
from editions.workflows.sphinx_run import load_publication
from tests.building import edit, in_part
from tests.translations.guest import write_guest

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


def test_memory_comes_back_for_review(two_shores: Path, capsys: Output) -> None:
    assert run(two_shores, "export", "--memory") == 0
    in_part(two_shores)
    assert run(two_shores, "import", str(two_shores / "build/exchange/two-shores-fr.tmx")) == 0
    assert "1 changed, 1 catalog written" in capsys.readouterr().out
    text = (two_shores / SHORE).read_text(encoding="utf-8")
    assert '#, fuzzy\nmsgid "Then the water."\nmsgstr "Puis l’eau."' in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "No such file"),
        ("<po/>", "is for no language; the editions to choose from are fr-FR; choose one with"),
        (
            '<xliff version="1.2"><file target-language="de"/></xliff>',
            "is for de; the editions to choose from are fr-FR; import it where that is an edition",
        ),
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


def test_edition_that_was_chosen_is_for_a_file_that_names_none(
    two_shores: Path, capsys: Output
) -> None:
    text = (two_shores / "locale/fr/LC_MESSAGES/shore.po").read_text(encoding="utf-8")
    file = two_shores / "shore.po"
    file.write_text(text.replace('"Language: fr_FR\\n"\n', ""), encoding="utf-8")
    assert run(two_shores, "import", "-q", str(file)) == 1
    assert "choose one with --edition CODE" in capsys.readouterr().err
    assert run(two_shores, "import", "-q", "--edition", "fr", str(file)) == 0  # before the file


def test_what_a_guest_publishes_leaves_and_comes_back(tmp_path: Path, capsys: Output) -> None:
    """A message that stands twice stays out, its lines and all others as they were."""
    root = write_guest(tmp_path, tides={"The tide.": "La marée.", "The ferry.": "Le bac."})
    path = root / "locale/fr/LC_MESSAGES/tides.po"
    twice = "".join(f'\n#: {n}\nmsgid "Salt."\nmsgstr "{n}"\n' for n in ("sel", "Sel"))
    text = path.read_text(encoding="utf-8").replace(
        '\nmsgid "The ferry."', f'{twice}\nmsgid "The ferry."'
    )
    text = text.replace('"Content-Type', '"no field\\n"\n"Content-Type')
    path.write_text(text, encoding="utf-8")
    for option, name in (
        ("--review", "guest-review-fr.docx"),
        ("--memory", "guest-fr.tmx"),
        ("--only=current", "guest-fr.xlf"),
    ):
        assert run(root, "export", option) == 0
        file = root / "_build/editions/exchange" / name
        assert run(root, "import", "--edition", "fr", str(file)) == 0
        assert path.read_text(encoding="utf-8") == text
    assert "Salt." not in file.read_text(encoding="utf-8")
    edit(file, "Le bac.", "Le traversier.")
    assert run(root, "import", str(file)) == 0, capsys.readouterr()
    assert path.read_text(encoding="utf-8") == text.replace("Le bac.", "Le traversier.")


def test_what_is_published_strictly_is_exported_strictly(two_shores: Path, capsys: Output) -> None:
    path = two_shores / SHORE
    path.write_bytes(path.read_bytes() + b'\nmsgid "Salt."\nmsgstr ""\n' * 2)
    assert run(two_shores, "export") == 1
    assert "the message stands already" in capsys.readouterr().err
