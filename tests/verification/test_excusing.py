"""Waivers excuse findings on sites as they do findings on catalogs."""

from __future__ import annotations

from pathlib import Path

from editions.findings import Disagreement, Finding, Reading
from editions.rules.waivers import read_waivers
from editions.verification.excusing import excuse, finding_key

HERE, THERE = Reading("fr/a.html", 7, "12,9 %", "fr"), Reading("en/a.html", 9, "12.7 %", "en")


def test_a_key_does_not_depend_on_lines() -> None:
    one = Disagreement("fr/a.html", 7, "'12,9' for '12.7' of en/a.html:9", "figures", here=HERE)
    moved = Disagreement("fr/a.html", 8, "'12,9' for '12.7' of en/a.html:4", "figures", here=HERE)
    assert finding_key(one) == finding_key(moved)
    assert finding_key(Finding("a", 1, "as in en/a.html:9", "x")) == finding_key(
        Finding("a", 2, "as in en/a.html:12", "x")
    )
    assert finding_key(one) != finding_key(Disagreement("fr/a.html", 7, "", "links", here=HERE))


def test_waivers_excuse_and_are_themselves_looked_at(tmp_path: Path) -> None:
    finding = Disagreement("fr/a.html", 7, "…", "figures", here=HERE, there=THERE)
    other = Finding("fr/b.html", 1, "…", "dead-link")
    path = tmp_path / "verify.toml"
    entries = [
        ("figures", finding_key(finding), "fr/*", "as the paper has it"),
        ("table-cell", finding_key(finding), "*", "nothing of the kind"),
        ("figurs", finding_key(finding), "*", "a slip"),
        ("dead-link", finding_key(other), "*", ""),
    ]
    path.write_text(
        "".join(
            f'[[waiver]]\nrule = "{rule}"\nkey = "{key}"\nfile = "{file}"\nreason = "{reason}"\n'
            for rule, key, file, reason in entries
        ),
        encoding="utf-8",
    )
    waivers = read_waivers(path, "verify.toml")
    kept, keys = excuse([finding, other], waivers)
    assert keys[finding] == finding_key(finding)
    assert [(f.file, f.line, f.rule) for f in kept] == [
        ("verify.toml", 11, "waiver"),
        ("verify.toml", 16, "waiver"),
        ("fr/b.html", 1, "dead-link"),
        ("verify.toml", 6, "waiver-unused"),
    ]
    assert [f.rule for f in excuse([finding, other], waivers, ["table-cell"])[0]][-1] == "dead-link"
