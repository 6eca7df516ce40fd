"""Every attack under ``hostile``, built for the web and for print: nothing of it succeeds."""

from __future__ import annotations

import http.server
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from editions.catalogs.compiling import read_catalogs
from editions.findings import Finding, FindingsError, Severity
from editions.rules.registry import Context
from editions.rules.running import Options, check_catalogs
from editions.workflows.check import project_safety
from tests.catalogs.attacks import FOLDER, Attack, Project, load_attacks, make_project
from tests.catalogs.effects import FILE_EFFECTS, Effect, find_effects
from tests.conftest import locked
from tests.reading import read_warnings

ATTACKS = load_attacks()
#: A build may have this much memory, in bytes.
MEMORY = 500_000_000


@dataclass(frozen=True)
class Outcome:
    """What became of a build."""

    status: int
    #: What Sphinx said.
    said: str
    #: Addresses that the server was asked for.
    heard: list[str]
    #: What was opened among the secrets, connected to or run.
    seen: list[str]
    #: Most memory, in bytes.
    peak: int
    #: Documents that were read.
    read: list[str]

    def findings(self, root: Path) -> tuple[Finding, ...]:
        """Return what Sphinx said as findings."""
        return read_warnings(self.said, root)


def build(
    folder: Path, attacks: Iterable[Attack], builder: str, refused: str, *, themed: bool
) -> Outcome:
    """Build a project of *attacks* in *folder*; with our extension unless *refused* is empty."""
    protected = bool(refused)
    heard: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Note who asks."""
            heard.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Keep quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        project = make_project(folder, attacks, f"http://127.0.0.1:{server.server_port}")
        report = folder / "report.json"
        command = [sys.executable, "-m", "tests.catalogs.attacked", str(report)]
        command += [str(project.secret.parent), "--", "-b", builder, "-q"]
        if protected:
            command += ["-D", "extensions=editions", "-D", f"editions_refused={refused}"]
        if themed:
            command += ["-D", "html_theme=editions"]
        command += [str(project.root), str(folder / "out")]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        server.shutdown()
    noted = json.loads(report.read_text("utf-8"))
    read = folder / "out" / ".read"
    docs = json.loads(read.read_text("utf-8")) if read.is_file() else []
    return Outcome(run.returncode, run.stderr, heard, noted["seen"], noted["peak"], docs)


#: Builds by name: attacks, builder, ``editions_refused``, whether the theme is ours.
BUILDS: dict[str, tuple[tuple[Attack, ...], str, str, bool]] = {
    "clean-html": ((), "html", "fallback", False),
    "clean-themed": ((), "html", "fallback", True),
    "clean-pdf": ((), "pdf", "fallback", False),
    "clean-plain": ((), "html", "", False),
    "clean-epub": ((), "epub", "fallback", False),
    "clean-latex": ((), "latex", "fallback", False),
    "epub": (ATTACKS, "epub", "fallback", False),
    "latex": (ATTACKS, "latex", "fallback", False),
    "gentle-epub": (ATTACKS, "epub", "harm", False),
    "gentle-latex": (ATTACKS, "latex", "harm", False),
    "html": (ATTACKS, "html", "fallback", False),
    "gentle": (ATTACKS, "html", "harm", False),
    "gentle-themed": (ATTACKS, "html", "harm", True),
    "gentle-pdf": (ATTACKS, "pdf", "harm", False),
    "themed": (ATTACKS, "html", "fallback", True),
    "pdf": (ATTACKS, "pdf", "fallback", False),
    "plain": (tuple(attack for attack in ATTACKS if attack.plain), "html", "", False),
    "stopped": (ATTACKS, "html", "error", False),
}

Made = Callable[[str], tuple[Path, Outcome]]


@pytest.fixture(scope="session")
def made(shared: Path) -> Made:
    """Make one of `BUILDS`, once for all test processes; return its folder and outcome."""

    def make(name: str) -> tuple[Path, Outcome]:
        folder = shared / f"hostile-{name}"
        kept = folder / "outcome.json"
        with locked(shared / f"hostile-{name}.lock"):
            if not kept.is_file():
                folder.mkdir()
                attacks, builder, refused, themed = BUILDS[name]
                outcome = build(folder, attacks, builder, refused, themed=themed)
                kept.write_text(json.dumps(asdict(outcome)), encoding="utf-8")
        return folder, Outcome(**json.loads(kept.read_text("utf-8")))

    return make


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


@pytest.mark.parametrize(
    "name",
    [
        *("html", "themed", "pdf", "epub", "latex"),
        *("gentle", "gentle-themed", "gentle-pdf", "gentle-epub", "gentle-latex"),
    ],
)
def test_nothing_succeeds(made: Made, name: str) -> None:
    folder, outcome = made(name)
    gentle = name.startswith("gentle")
    name = name.removeprefix("gentle").removeprefix("-") or "html"
    clean, before = made(f"clean-{name}")
    assert outcome.status == 0, outcome.said[-2000:]
    assert set(outcome.read) == documents(ATTACKS)
    effects: set[Effect] = set()
    if name in ("pdf", "epub", "latex"):
        (path,) = (folder / "out").glob(f"*.{name.replace('latex', 'tex')}")
        (before_path,) = (clean / "out").glob(path.name)
        effects |= FILE_EFFECTS[name](path, before_path)
    else:
        effects |= find_effects(folder / "out", clean / "out")
    # Another line to the same site is a doubt, which a guest's project publishes.
    doubts = {effect for effect in effects if gentle and effect[0] == "downgrade"}
    assert effects - doubts == set()
    assert outcome.heard == []
    assert set(outcome.seen) <= set(before.seen)
    assert outcome.peak < MEMORY
    secrets = {path.name for path in (folder / "secret").iterdir()}
    assert secrets == {"canary.txt", "canary.png"}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: str(attack.name))
def test_attack_is_refused_at_its_line(made: Made, attack: Attack) -> None:
    folder, outcome = made("html")
    project = Project(folder / "project", "")
    path = project.catalog(attack).relative_to(project.root).as_posix()
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in path)
    assert shown.isprintable()
    source = f"{attack.name}.rst"
    found = [f for f in outcome.findings(project.root) if f.file in (shown, source)]
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
    folder, outcome = made("html")
    project = Project(folder / "project", "")
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
    refused = [f for f in outcome.findings(project.root) if f.rule == "editions.refused"]
    assert len(refused) > 100
    for finding in refused:
        lines = [line for file, line in errors if file == finding.file]
        if finding.file.endswith(".po"):  # all else is no catalog
            assert any(line >= finding.line for line in lines), finding


def test_a_guest_is_warned_once(made: Made) -> None:
    """Whatever could do harm is counted; `editions check` names it (tests/rules)."""
    folder, outcome = made("gentle")
    root = folder / "project"
    found = [f for f in outcome.findings(root) if f.rule.startswith("editions.")]
    assert [f.rule for f in found] == ["editions.refused"]
    counted = r"\d\d catalogs and [12]\d\d translations are not published in 'fr'"
    assert re.match(counted, found[0].message)


def test_a_build_that_may_not_fall_back_stops_and_names_everything(made: Made) -> None:
    folder, outcome = made("stopped")
    assert outcome.status == 2
    assert not list((folder / "out").glob("*.html"))
    for attack in ATTACKS:
        if attack.expect.startswith(("po-", "unsafe-", "reserved-", "inline-")):
            name = attack.domain or attack.name
            place = rf"locale/fr/LC_MESSAGES/{re.escape(name)}\.po(:\d+)?: .*\({attack.expect}"
            assert re.search(place, outcome.said), attack.name


def test_the_control_shows_that_plain_sphinx_falls_for_them(made: Made) -> None:
    folder, outcome = made("plain")
    clean, _ = made("clean-plain")
    effects = find_effects(folder / "out", clean / "out")
    effects |= {("fetch", address.strip("/")) for address in outcome.heard}
    wanted = {(attack.plain, attack.name) for attack in BUILDS["plain"][0]}
    assert len(wanted) >= 40
    assert {kind for kind, _ in wanted} >= {"read", "fetch", "script", "copy", "object", "link"}
    assert wanted - effects == set()
