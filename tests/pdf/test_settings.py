"""The settings of the PDF edition, without Sphinx."""

from __future__ import annotations

from pathlib import Path

from editions.pdf.settings import SETTINGS, assigned_lines, check_settings

NAMES = [setting.name for setting in SETTINGS]


def test_good_settings_raise_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.css").touch()
    values = {"pdf_stylesheets": ("a.css",), "pdf_system_fonts": False, "pdf_contents_depth": 6}
    assert check_settings(values, NAMES, [tmp_path], None) == []
    assert check_settings({"project": "x"}, NAMES, [], None) == []


def test_every_mistake_is_found_at_once(tmp_path: Path) -> None:
    conf = tmp_path / "conf.py"
    conf.write_text("import os\npdf_system_font = True\npdf_contents_depth = 9\n", encoding="utf-8")
    values = {"pdf_system_font": True, "pdf_contents_depth": 9}
    found = check_settings(values, NAMES, [], conf)
    assert [(f.file, f.line, f.rule) for f in found] == [
        ("conf.py", 2, "setting"),
        ("conf.py", 3, "setting"),
    ]


def test_lines_of_what_is_not_python(tmp_path: Path) -> None:
    conf = tmp_path / "conf.py"
    conf.write_text("this is (", encoding="utf-8")
    assert assigned_lines(conf) == {}
    assert assigned_lines(tmp_path / "gone.py") == {}


def test_defaults_have_the_types_that_are_asked_for() -> None:
    assert all(isinstance(setting.default, setting.types) for setting in SETTINGS)
