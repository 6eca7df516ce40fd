"""Every attack in Markdown, built for the web and for print: nothing of it succeeds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from editions.findings import Finding, Severity
from editions.rules.registry import Context
from editions.rules.running import Options, check_catalogs
from editions.workflows.check import project_safety
from tests.catalogs.attacking import MEMORY, Family, Outcome, outcome_of
from tests.catalogs.effects import find_effects, find_pdf_effects
from tests.catalogs.markdown_attacks import Attack, load_attacks, make_project

ATTACKS = load_attacks()
#: What plain Sphinx falls for, and a part that stops a build.
PLAIN, STOPPED = tuple(attack for attack in ATTACKS if attack.plain), ATTACKS[::8]


def family(
    attacks: Sequence[Attack] | Callable[[Path], Sequence[Attack]],
    refused: str,
    name: str,
    prefix: str = "",
) -> Family:
    """Return a build of a project of *attacks*; with our extension unless *refused* is empty.

    Which *attacks* they are may depend on other builds, which are in a folder of their own.
    """
    arguments = ("-D", "extensions=myst_parser,editions", "-D", f"editions_refused={refused}")

    def write(folder: Path, server: str) -> object:
        chosen = attacks(folder.parent) if callable(attacks) else attacks
        return make_project(folder, chosen, server)

    return Family(write, arguments if refused else (), {prefix + name: ("-b", name)})


def let_in(shared: Path) -> list[Attack]:
    """Return the attacks of which the pages of the web were given a translation.

    The others are gone before a document is read: one format shows that as well as another.
    """
    outcome = outcome_of(FAMILIES, "gentle-html", shared, "hostile-markdown")
    return [attack for attack in ATTACKS if attack.name in outcome.let_in]


FAMILIES = (
    family((), "fallback", "html", prefix="clean-"),
    family(ATTACKS, "fallback", "html"),
    family(ATTACKS, "harm", "html", prefix="gentle-"),
    family(let_in, "harm", "pdf", prefix="gentle-"),
    family(STOPPED, "error", "html", prefix="stopped-"),
    family(PLAIN, "", "html", prefix="plain-"),
)

Made = Callable[[str], Outcome]


@pytest.fixture(scope="session")
def made(shared: Path) -> Made:
    """Return what became of a build, made once for all test processes."""
    return lambda name: outcome_of(FAMILIES, name, shared, "hostile-markdown")


def test_the_corpus_is_large_and_each_attack_is_told_apart() -> None:
    names = [attack.name for attack in ATTACKS]
    assert len(names) == len(set(names)) >= 230
    assert len({(attack.msgid, attack.text("")) for attack in ATTACKS}) == len(names)
    assert all(attack.tries for attack in ATTACKS)


@pytest.mark.parametrize("name", ["html", "gentle-html", "gentle-pdf"])
def test_nothing_succeeds(made: Made, shared: Path, name: str) -> None:
    outcome = made(name)
    assert outcome.status == 0, outcome.said[-2000:]
    tried = let_in(shared) if name.endswith("pdf") else ATTACKS
    assert set(outcome.read) == {"index", *(attack.name for attack in tried)}
    assert len(tried) >= 50
    if name.endswith("pdf"):
        (path,) = outcome.out.glob("*.pdf")
        assert find_pdf_effects(path) == set()
    else:
        assert find_effects(outcome.out, made("clean-html").out) == set()
    assert outcome.heard == []
    assert [seen for seen in outcome.seen if "canary" in seen or "connect" in seen] == []
    assert outcome.peak < MEMORY


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: str(attack.name))
def test_attack_is_refused_at_its_line(made: Made, attack: Attack) -> None:
    found = findings(made("html"), attack)
    rules = {rule_of(finding) for finding in found}
    expected = set(attack.expect.split("|"))
    assert rules & expected or (not rules and "harmless" in expected), found
    assert all(finding.line >= 1 for finding in found)


def findings(outcome: Outcome, attack: Attack) -> list[Finding]:
    """Return what was said of the catalog of an attack."""
    name = f"locale/fr/LC_MESSAGES/{attack.name}.po"
    return [found for found in outcome.findings if found.file == name]


def rule_of(finding: Finding) -> str:
    """Return the rule by which a translation was refused."""
    if "does not read as one paragraph" in finding.message:
        return "dropped"
    match = re.search(r"\(([\w-]+)\)$", finding.message)
    return match[1] if match else finding.rule


def test_the_check_finds_whatever_a_build_refuses(made: Made) -> None:
    outcome = made("html")
    root = outcome.root
    options = Options(Context("fr", safety=project_safety(root)), "fr", root)
    paths = sorted((root / "locale").rglob("*.po"))
    errors = {f.file for f in check_catalogs(paths, options).findings if is_error(f)}
    refused = {f.file for f in outcome.findings if f.rule.startswith("editions.")}
    assert len(refused) > 200
    assert refused - errors == set()


def is_error(finding: Finding) -> bool:
    """Tell whether a finding fails a check."""
    return finding.severity is Severity.ERROR


def test_a_guest_is_warned_once(made: Made) -> None:
    outcome = made("gentle-html")
    found = [f for f in outcome.findings if f.rule == "editions.refused"]
    assert len(found) == 1
    assert re.match(r"[12]\d\d translations are not published in 'fr'", found[0].message)


def test_a_build_that_may_not_fall_back_stops_and_names_everything(made: Made) -> None:
    outcome = made("stopped-html")
    assert outcome.status == 2
    assert not list(outcome.out.glob("*.html"))
    for attack in STOPPED:
        if attack.expect.startswith("unsafe-") and "|" not in attack.expect:
            place = rf"locale/fr/LC_MESSAGES/{re.escape(attack.name)}\.po:\d+: .*\(unsafe-"
            assert re.search(place, outcome.said), attack.name


def test_the_control_shows_that_plain_sphinx_falls_for_them(made: Made) -> None:
    effects = find_effects(made("plain-html").out, made("clean-html").out)
    wanted = {(attack.plain, attack.name) for attack in PLAIN}
    assert len(wanted) >= 60
    assert {kind for kind, _ in wanted} >= {"script", "copy", "link"}
    assert wanted - effects == set()
