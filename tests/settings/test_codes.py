"""The codes of the editions, read from ``conf.py`` without running it."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.settings.codes import declared_codes


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
