"""Every attack under ``hostile``, built for the web and for print: nothing of it succeeds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from editions.catalogs.compiling import read_catalogs
from editions.findings import FindingsError, Severity
from editions.rules.registry import Context
from editions.rules.running import Options, check_catalogs
from editions.workflows.check import project_safety
from tests.catalogs.attacking import MEMORY, Family, Outcome, outcome_of
from tests.catalogs.attacks import FOLDER, Attack, Project, load_attacks, make_project
from tests.catalogs.effects import FILE_EFFECTS, Effect, find_effects

ATTACKS = load_attacks()
#: What plain Sphinx falls for.
PLAIN = tuple(attack for attack in ATTACKS if attack.plain)
THEMED = ("-D", "html_theme=editions")


def family(
    attacks: Iterable[Attack] | Callable[[Path], Iterable[Attack]],
    refused: str,
    *names: str,
    prefix: str = "",
) -> Family:
    """Return builds of a project of *attacks*; with our extension unless *refused* is empty.

    Which *attacks* they are may depend on other builds, which are in a folder of their own.
    """
    arguments = ("-D", "extensions=editions", "-D", f"editions_refused={refused}")

    def write(folder: Path, server: str) -> object:
        chosen = attacks(folder.parent) if callable(attacks) else attacks
        return make_project(folder, chosen, server)

    return Family(
        write,
        arguments if refused else (),
        {
            prefix + name: ("-b", "html", *THEMED) if name == "themed" else ("-b", name)
            for name in names
        },
    )


def let_in(shared: Path, prefix: str = "") -> list[Attack]:
    """Return the attacks of which the pages of the web were given a translation, and a few more.

    The others are gone before a document is read: one format shows that as well as another.  A
    file that is no catalog of a document may act without being one.
    """
    outcome = outcome_of(FAMILIES, f"{prefix}html", shared, "hostile")
    return [a for a in ATTACKS if a.domain or a.make or a.name in outcome.let_in]


#: The formats that are built of what was let in.
OTHERS = ("themed", "latex", "epub", "pdf")
FORMATS = ("html", *OTHERS)
FAMILIES = (
    family((), "fallback", *FORMATS, prefix="clean-"),
    family((), "", "html", prefix="clean-plain-"),
    family(ATTACKS, "fallback", "html"),
    family(let_in, "fallback", *OTHERS),
    family(ATTACKS, "harm", "html", prefix="gentle-"),
    family(lambda shared: let_in(shared, "gentle-"), "harm", *OTHERS, prefix="gentle-"),
    family(PLAIN, "", "html", prefix="plain-"),
    family(ATTACKS, "error", "html", prefix="stopped-"),
)

Made = Callable[[str], Outcome]


@pytest.fixture(scope="session")
def made(shared: Path) -> Made:
    """Return what became of a build, made once for all test processes."""
    return lambda name: outcome_of(FAMILIES, name, shared, "hostile")


def test_the_manifest_tells_of_every_file() -> None:
    files = {path.stem: path.read_bytes() for path in FOLDER.glob("*.po")}
    names = [attack.name for attack in ATTACKS]
    assert len(names) == len(set(names)) >= 330
    assert {a.name for a in ATTACKS if not a.make and not a.translation} == set(files)
    for attack in ATTACKS:
        assert attack.tries
        assert (
            attack.make
            or attack.translation
            or f"# Tries {attack.tries}\n".encode() in files[attack.name]
        )


def documents(attacks: Iterable[Attack]) -> set[str]:
    return {"index", *(attack.name for attack in attacks if not attack.domain)}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("prefix", ["", "gentle-"])
def test_nothing_succeeds(made: Made, shared: Path, prefix: str, name: str) -> None:
    outcome, before = made(prefix + name), made(f"clean-{name}")
    assert outcome.status == 0, outcome.said[-2000:]
    tried = ATTACKS if name == "html" else let_in(shared, prefix)
    assert set(outcome.read) == documents(tried)
    assert len(tried) >= 100
    assert outcome.let_in == made(f"{prefix}html").let_in
    effects: set[Effect] = set()
    if name in ("pdf", "epub", "latex"):
        (path,) = outcome.out.glob(f"*.{name.replace('latex', 'tex')}")
        (before_path,) = before.out.glob(path.name)
        effects |= FILE_EFFECTS[name](path, before_path)
    else:
        effects |= find_effects(outcome.out, before.out)
    # Another line to the same site is a doubt, which a guest's project publishes.
    doubts = {effect for effect in effects if prefix and effect[0] == "downgrade"}
    assert effects - doubts == set()
    assert outcome.heard == []
    assert set(outcome.seen) <= set(before.seen)
    assert outcome.peak < MEMORY
    assert {path.name for path in outcome.secret.iterdir()} == {"canary.txt", "canary.png"}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: str(attack.name))
def test_attack_is_refused_at_its_line(made: Made, attack: Attack) -> None:
    outcome = made("html")
    project = Project(outcome.root, "")
    path = project.catalog(attack).relative_to(project.root).as_posix()
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in path)
    assert shown.isprintable()
    source = f"{attack.name}.rst"
    found = [f for f in outcome.findings if f.file in (shown, source)]
    if attack.expect == "harmless":
        assert attack.domain or [f for f in found if f.file == shown] == []
        return
    if attack.expect == "warning":
        assert [f.rule for f in found] == ["docutils"]
        return
    messages = [f.message for f in found if f.file == shown]
    rules = [f.rule for f in found if f.file == shown]
    if attack.expect == "dropped":
        assert any("does not read as one paragraph" in message for message in messages)
    elif attack.expect == "unknown-catalog":
        assert rules == ["editions.unknown-catalog"]
    else:
        assert any(re.search(rf"\({attack.expect}[\w-]*\)$", m) for m in messages), messages
    assert all(f.line >= 1 for f in found)


def test_the_check_finds_whatever_a_build_refuses(made: Made) -> None:
    outcome = made("html")
    project = Project(outcome.root, "")
    options = Options(Context("fr", safety=project_safety(project.root)), "fr", project.root)
    paths = sorted(path for path in project.catalogs.rglob("*.po") if path.is_file())
    checked = check_catalogs(paths, options).findings
    with pytest.raises(FindingsError) as caught:  # what the check of a publication reads first
        read_catalogs([project.catalogs], project.root)
    errors = [
        (f.file, max(f.line, 1))
        for f in (*caught.value.findings, *checked)
        if f.severity is Severity.ERROR
    ]
    refused = [f for f in outcome.findings if f.rule == "editions.refused"]
    assert len(refused) > 100
    for finding in refused:
        lines = [line for file, line in errors if file == finding.file]
        if finding.file.endswith(".po"):  # all else is no catalog
            assert any(line >= finding.line for line in lines), finding


def test_a_guest_is_warned_once(made: Made) -> None:
    """Whatever could do harm is counted; `editions check` names it (tests/rules)."""
    found = [f for f in made("gentle-html").findings if f.rule.startswith("editions.")]
    assert [f.rule for f in found] == ["editions.refused"]
    counted = r"\d\d catalogs and [23]\d\d translations are not published in 'fr'"
    assert re.match(counted, found[0].message)


def test_a_build_that_may_not_fall_back_stops_and_names_everything(made: Made) -> None:
    outcome = made("stopped-html")
    assert outcome.status == 2
    assert not list(outcome.out.glob("*.html"))
    for attack in ATTACKS:
        if attack.expect.startswith(("po-", "unsafe-", "reserved-", "inline-")):
            name = attack.domain or attack.name
            place = rf"locale/fr/LC_MESSAGES/{re.escape(name)}\.po(:\d+)?: .*\({attack.expect}"
            assert re.search(place, outcome.said), attack.name


def test_the_control_shows_that_plain_sphinx_falls_for_them(made: Made) -> None:
    outcome = made("plain-html")
    effects = find_effects(outcome.out, made("clean-plain-html").out)
    effects |= {("fetch", address.strip("/")) for address in outcome.heard}
    wanted = {(attack.plain, attack.name) for attack in PLAIN}
    assert len(wanted) >= 40
    assert {kind for kind, _ in wanted} >= {"read", "fetch", "script", "copy", "object", "link"}
    assert wanted - effects == set()
