"""``editions doctor``, and ``editions`` alone: what is missing, and what to do next."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from editions.cli import main
from editions.findings import FindingsError
from editions.languages import Edition
from editions.system.needs import Need
from editions.workflows import doctor
from tests.conftest import ROOTS

Output = pytest.CaptureFixture[str]


def shores(folder: Path) -> Path:
    """Return a copy of a small publication in English and French."""
    return shutil.copytree(ROOTS / "two-shores", folder / "shores")


def test_alone_it_says_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def advice(folder: Path) -> str:
        monkeypatch.chdir(folder)
        assert main([]) == 0
        return capsys.readouterr().out

    said = advice(tmp_path)
    assert "no publication in this folder" in said
    assert "editions init demo --languages en fr" in said
    root = shores(tmp_path)
    said = advice(root)
    assert "has not been built" in said
    assert "editions build" in said
    (root / "build/site").mkdir(parents=True)
    assert "editions update" in advice(root)
    assert "cd ..  " in advice(root / "source")
    assert "cd shores  " not in advice(tmp_path)  # it may be anybody's
    root = root.rename(tmp_path / "docs")
    assert "cd docs  " in advice(tmp_path)
    (root / "conf.py").write_text('project, locale_dirs = "Guest", ["../locale"]\n')
    said = advice(root)
    assert "has no translations yet" not in said
    assert "editions init --here  " in said
    shutil.rmtree(root / "locale")
    said = advice(root)
    assert "has no translations yet" in said
    assert "editions init --here  " not in said


def test_a_conf_that_cannot_be_used_is_reported(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("editions = [\n")
    with pytest.raises(FindingsError, match=r"conf\.py"):
        doctor.state_of(tmp_path)


def test_it_names_what_the_project_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    root = shores(tmp_path)
    monkeypatch.setattr(doctor, "examine_machine", lambda: iter(()))
    monkeypatch.setattr(doctor, "lacks_letters", lambda edition: edition.code == "fr")
    monkeypatch.setattr(doctor, "missing_dictionary", lambda locale, file: None)
    source = root / "source/shore.rst"
    source.write_text(source.read_text() + "\nThis sentence is new.\n")
    before = {path: path.read_bytes() for path in root.rglob("*.po")}
    assert main(["doctor", "--project", str(root), "--quiet"]) == 1
    out = capsys.readouterr().out
    assert "no font has the letters of Français" in out
    assert "shore.po: is not up to date" in out
    assert {path: path.read_bytes() for path in root.rglob("*.po")} == before


def test_words_of_pages_that_nobody_has_translated_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr(doctor, "examine_machine", lambda: iter(()))
    monkeypatch.setattr(doctor, "lacks_letters", lambda edition: False)
    monkeypatch.setattr(doctor, "missing_dictionary", lambda locale, file: None)
    root = tmp_path / "demo"
    assert main(["init", str(root), "--quiet", "--languages", "en", "fr", "ja"]) == 0
    assert main(["doctor", "--project", str(root), "--quiet"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("locale/ja/LC_MESSAGES/theme.po: the toolkit does not bring ")


def test_it_names_what_the_machine_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Need("Pango", lambda: False, {"apt-get": ("pango",), "dnf": (), "brew": ()})
    monkeypatch.setattr(doctor, "missing", lambda kinds: [lost])
    monkeypatch.setattr(doctor, "missing_packages", lambda extra: ["x"] * (extra == "charts"))
    chart, pango = map(str, doctor.examine_machine())
    assert "charts are not drawn without x: python -m pip install 'editions[charts]'" in chart
    assert "PDFs are not built without Pango; install with Debian/Ubuntu: " in pango
    assert pango.endswith(" pango (doctor)")
    monkeypatch.setattr(doctor, "missing", lambda kinds: [])
    monkeypatch.setattr(doctor, "missing_packages", lambda extra: [])
    assert list(doctor.examine_machine()) == []


def test_letters_are_looked_for_in_the_fonts_of_the_machine() -> None:
    assert not doctor.lacks_letters(Edition("fr", "fr_CA", "Français", "Titre"))
    # Private Use: no font of a distribution draws its last letter.
    assert doctor.lacks_letters(Edition("fr", "fr_CA", "\U0010fffd", "Titre"))


def test_without_fontconfig_nothing_is_said_of_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert not doctor.lacks_letters(Edition("zh", "zh", "中文", "标题"))
