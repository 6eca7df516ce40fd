"""The codes of the editions, read from ``conf.py`` without running it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from editions.settings.codes import declared_codes
from editions.settings.conf import MOST_BYTES


@pytest.mark.parametrize(
    ("conf", "codes"),
    [
        ('editions = [Edition("en", "en_CA"), Edition("fr")]', ["en", "fr"]),
        ('import editions\nx = [editions.Edition(locale="pt_BR", code="pt-br")]', ["pt-br"]),
        ("raise SystemExit(Edition(code='es'), Edition(name), Edition())", ["es"]),
        ("editions = [", []),
        ("\0", []),
        ("language = 'de'", ["ja", "zh_CN"]),
    ],
)  # fmt: skip
def test_codes_are_those_that_stand_there(tmp_path: Path, conf: str, codes: list[str]) -> None:
    for name in ("zh_CN", "ja"):
        (tmp_path / "locales" / name / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    assert declared_codes(tmp_path) == codes


def test_a_folder_without_conf_has_none(tmp_path: Path) -> None:
    assert declared_codes(tmp_path) == []


#: What bash would run, or take for several words, when it completes a code.
HOSTILE = [
    "$(touch ran)",
    "`touch ran`",
    "fr;touch ran",
    "fr$(touch ran)",
    "fr\n$(touch ran)",
    "${x}",
]


def test_nothing_that_a_shell_would_run_is_a_code(tmp_path: Path) -> None:
    for name in (*HOSTILE, "fr", "sr@latin", "en_GB.UTF-8"):
        (tmp_path / "locale" / name / "LC_MESSAGES").mkdir(parents=True)
    conf = tmp_path / "conf.py"
    conf.touch()
    assert declared_codes(tmp_path) == ["en_GB.UTF-8", "fr", "sr@latin"]
    conf.write_text("".join(f"Edition({name!r})\n" for name in (*HOSTILE, "fr")), encoding="utf-8")
    assert declared_codes(tmp_path) == ["fr"]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "a" + ".b" * 60_000,
        "-" * 60_000 + "1",
        "#" * MOST_BYTES + "\nEdition('fr')",  # 24 MB of commas would take 14 GB
    ],
)
def test_what_python_cannot_read_has_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "conf.py").write_text(text, encoding="utf-8")
    assert declared_codes(tmp_path) == []


def test_a_pipe_keeps_no_shell_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "conf.py")
    assert declared_codes(tmp_path) == []
