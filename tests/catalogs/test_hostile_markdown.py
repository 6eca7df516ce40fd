"""Every attack in Markdown, built for the web and for print: nothing of it succeeds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from editions.findings import Finding, Severity
from editions.rules.registry import Context
from editions.rules.running import Options, check_catalogs
from editions.workflows.check import project_safety
from tests.catalogs.effects import find_effects, find_pdf_effects
from tests.catalogs.markdown_attacks import Attack, Outcome, build, load_attacks
from tests.conftest import locked
from tests.reading import read_warnings

ATTACKS = load_attacks()
#: A build may have this much memory, in bytes.
MEMORY = 500_000_000
#: Builds by name: attacks, builder, ``editions_refused``.
BUILDS: dict[str, tuple[tuple[Attack, ...], str, str]] = {
    "clean": ((), "html", "fallback"),
    "html": (ATTACKS, "html", "fallback"),
    "gentle": (ATTACKS, "html", "harm"),
    "gentle-pdf": (ATTACKS, "pdf", "harm"),
    "stopped": (ATTACKS[::8], "html", "error"),
    "plain": (tuple(attack for attack in ATTACKS if attack.plain), "html", ""),
}

Made = Callable[[str], tuple[Path, Outcome]]


@pytest.fixture(scope="session")
def made(shared: Path) -> Made:
    """Make one of `BUILDS`, once for all test processes; return its folder and outcome."""

    def make(name: str) -> tuple[Path, Outcome]:
        folder = shared / f"hostile-markdown-{name}"
        kept = folder / "outcome.json"
        with locked(shared / f"hostile-markdown-{name}.lock"):
            if not kept.is_file():
                folder.mkdir()
                attacks, builder, refused = BUILDS[name]
                outcome = build(folder, attacks, builder, refused, themed=False)
                kept.write_text(json.dumps(asdict(outcome)), encoding="utf-8")
        return folder, Outcome(**json.loads(kept.read_text("utf-8")))

    return make


def test_the_corpus_is_large_and_each_attack_is_told_apart() -> None:
    names = [attack.name for attack in ATTACKS]
    assert len(names) == len(set(names)) >= 230
    assert len({(attack.msgid, attack.text("")) for attack in ATTACKS}) == len(names)
    assert all(attack.tries for attack in ATTACKS)


@pytest.mark.parametrize("name", ["html", "gentle", "gentle-pdf"])
def test_nothing_succeeds(made: Made, name: str) -> None:
    folder, outcome = made(name)
    clean, _ = made("clean")
    assert outcome.status == 0, outcome.said[-2000:]
    assert set(outcome.read) == {"index", *(attack.name for attack in ATTACKS)}
    if name.endswith("pdf"):
        (path,) = (folder / "out").glob("*.pdf")
        assert find_pdf_effects(path) == set()
    else:
        assert find_effects(folder / "out", clean / "out") == set()
    assert outcome.heard == []
    assert [seen for seen in outcome.seen if "canary" in seen or "connect" in seen] == []
    assert outcome.peak < MEMORY


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: str(attack.name))
def test_attack_is_refused_at_its_line(made: Made, attack: Attack) -> None:
    folder, outcome = made("html")
    found = findings(outcome, folder / "project", attack)
    rules = {rule_of(finding) for finding in found}
    expected = set(attack.expect.split("|"))
    assert rules & expected or (not rules and "harmless" in expected), found
    assert all(finding.line >= 1 for finding in found)


def findings(outcome: Outcome, root: Path, attack: Attack) -> list[Finding]:
    """Return what was said of the catalog of an attack."""
    name = f"locale/fr/LC_MESSAGES/{attack.name}.po"
    return [found for found in read_warnings(outcome.said, root) if found.file == name]


def rule_of(finding: Finding) -> str:
    """Return the rule by which a translation was refused."""
    if "does not read as one paragraph" in finding.message:
        return "dropped"
    match = re.search(r"\(([\w-]+)\)$", finding.message)
    return match[1] if match else finding.rule


def test_the_check_finds_whatever_a_build_refuses(made: Made) -> None:
    folder, outcome = made("html")
    root = folder / "project"
    options = Options(Context("fr", safety=project_safety(root)), "fr", root)
    paths = sorted((root / "locale").rglob("*.po"))
    errors = {f.file for f in check_catalogs(paths, options).findings if is_error(f)}
    refused = {f.file for f in read_warnings(outcome.said, root) if f.rule.startswith("editions.")}
    assert len(refused) > 200
    assert refused - errors == set()


def is_error(finding: Finding) -> bool:
    """Tell whether a finding fails a check."""
    return finding.severity is Severity.ERROR


def test_a_guest_is_warned_once(made: Made) -> None:
    folder, outcome = made("gentle")
    found = [
        f for f in read_warnings(outcome.said, folder / "project") if f.rule == "editions.refused"
    ]
    assert len(found) == 1
    assert re.match(r"[12]\d\d translations are not published in 'fr'", found[0].message)


def test_a_build_that_may_not_fall_back_stops_and_names_everything(made: Made) -> None:
    folder, outcome = made("stopped")
    assert outcome.status == 2
    assert not list((folder / "out").glob("*.html"))
    for attack in BUILDS["stopped"][0]:
        if attack.expect.startswith("unsafe-") and "|" not in attack.expect:
            place = rf"locale/fr/LC_MESSAGES/{re.escape(attack.name)}\.po:\d+: .*\(unsafe-"
            assert re.search(place, outcome.said), attack.name


def test_the_control_shows_that_plain_sphinx_falls_for_them(made: Made) -> None:
    folder, _ = made("plain")
    clean, _ = made("clean")
    effects = find_effects(folder / "out", clean / "out")
    wanted = {(attack.plain, attack.name) for attack in BUILDS["plain"][0]}
    assert len(wanted) >= 60
    assert {kind for kind, _ in wanted} >= {"script", "copy", "link"}
    assert wanted - effects == set()
