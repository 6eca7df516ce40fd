"""What the gate refuses is found by the check: at its place, and once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from editions.catalogs.policy import Policy
from editions.catalogs.safety import SafetyCheck
from editions.cli import main
from editions.findings import Finding, Severity
from editions.languages import Publication
from editions.rules.registry import Context, all_rules
from editions.rules.running import Checked, Options, check_catalogs, find_catalogs
from editions.rules.safety import SAME_FAULT
from editions.workflows.check import check_publication
from editions.workflows.sphinx_run import loads_extension
from tests.catalogs.attacks import load_attacks, make_project

STRICT = SafetyCheck(Policy(), patterns={"theme"})


def check(folder: Path, gate: SafetyCheck | None, **texts: tuple[str, str]) -> list[Finding]:
    """Return what is found in a catalog of each pair of texts, named after it."""
    for name, (source, target) in texts.items():
        catalog = polib.POFile()
        catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "fr"}
        catalog.append(polib.POEntry(msgid=source, msgstr=target))
        catalog.save(str(folder / f"{name}.po"))
    return list(run(folder, gate).findings)


def run(folder: Path, gate: SafetyCheck | None) -> Checked:
    skipped = frozenset(("spelling", "length", "end-mark", "wrong-entry", "untranslated"))
    context = Context("fr", skipped=skipped, safety=gate)
    return check_catalogs(find_catalogs([folder]), Options(context, "fr", folder, jobs=1))


@pytest.mark.parametrize(
    ("rule", "source", "target", "part"),
    [
        ("unsafe-role", "the tide", "la :ref:`marée`", ":ref:"),
        ("unsafe-role", "the tide", "la :raw-html:`marée`", ":raw"),
        ("unsafe-target", "a :func:`x` or :func:`x`", "un :func:`x` ou :func:`xyz`", ":func:`xyz"),
        ("unsafe-link", "the tide", "la `marée <https://b.example>`_", "`mar"),
        ("unsafe-link", "the ``tide``", "la ``marée https://b.example``", "https"),
        ("unsafe-name", "the tide", "la _`marée`", "_`"),
        ("unsafe-math", ":math:`x` is", "c’est :math:`\\href{x}{y}`", ":math"),
        ("unsafe-html", "the tide", "la marée <img src=x>", "<img"),
        ("unsafe-character", "the tide", "la mar\ue000ée", "\ue000"),
        ("unsafe-place", "in {number}", "en {number.x}", "{number.x"),
    ],
)
def test_it_is_an_error_at_its_place(
    tmp_path: Path, rule: str, source: str, target: str, part: str
) -> None:
    found = [f for f in check(tmp_path, STRICT, theme=(source, target)) if f.rule == rule]
    assert [f.severity for f in found] == [Severity.ERROR]
    line = (tmp_path / "theme.po").read_text(encoding="utf-8").splitlines()[found[0].line - 1]
    assert line[found[0].column - 1 :].startswith(part.replace("\\", "\\\\"))


def test_every_rule_of_the_gate_is_explained() -> None:
    names = {name for name in all_rules() if name.startswith("unsafe-")}
    assert names == {
        *("unsafe-role", "unsafe-target", "unsafe-link", "unsafe-name", "unsafe-math"),
        *("unsafe-html", "unsafe-place", "unsafe-length", "unsafe-character", "unsafe-markup"),
    }
    assert {rule for same in SAME_FAULT.values() for rule in same} <= all_rules().keys()


@pytest.mark.parametrize(
    ("source", "target", "rules"),
    [
        ("See :ref:`a`.", "Voir :ref:`b`.", ["references"]),
        ("|a| tide", "marée |b|", ["substitutions"]),
        ("the tide", "la mar\u202eée", ["control-character"]),
        # What is but a warning elsewhere stops a build here.
        ("the tide", "la :ref:`marée`", ["unsafe-role"]),
        ("the tide", "la marée https://b.example", ["unsafe-link"]),
    ],
)
def test_a_fault_is_reported_once(
    tmp_path: Path, source: str, target: str, rules: list[str]
) -> None:
    assert [f.rule for f in check(tmp_path, STRICT, x=(source, target))] == rules


@pytest.mark.parametrize(
    ("source", "target", "rules"),
    [
        ("the tide", "la :ref:`marée`", {"references-added"}),
        ("the tide :badge:`of all`", "la marée :badge:`de tous`", set()),
        (
            "`tide <https://en.wikipedia.org/wiki/T>`_",
            "`marée <https://fr.wikipedia.org/wiki/M>`_",
            set(),
        ),
        ("the ``<tide>`` tag", "la balise ``<tide x='y'>``", set()),
        ("the `tide`", "la `marée`", set()),
        ("the tide", "la :evil:`marée`", {"unsafe-role"}),
        ("the tide", "`la marée <javascript:x>`_", {"unsafe-link"}),
        (":download:`a.csv`", ":download:`b.csv`", {"references"}),
        ("the tide", "la marée <script>", {"unsafe-html"}),
    ],
)
def test_where_no_project_says_only_harm_is_found(
    tmp_path: Path, source: str, target: str, rules: set[str]
) -> None:
    assert {f.rule for f in check(tmp_path, None, x=(source, target))} == rules


def test_settings_of_the_project_count(tmp_path: Path) -> None:
    texts = ("`a <https://a.example/en/x>`_", "`b <https://a.example/fr/y>`_")
    policy = Policy({"https://a.example/en/": ("https://a.example/fr/",)}, frozenset(("term2",)))
    assert "unsafe-link" not in {f.rule for f in check(tmp_path, SafetyCheck(policy), x=texts)}
    found = check(tmp_path, STRICT, x=texts)
    assert {"links", "unsafe-link"} & {f.rule for f in found}


def test_whatever_stops_a_build_is_found_before(tmp_path: Path) -> None:
    attacks = [attack for attack in load_attacks() if not attack.make and not attack.domain]
    project = make_project(tmp_path, attacks, "http://127.0.0.1:9")
    refused = STRICT.admit(project.catalogs, project.catalogs).findings
    checked = run(project.catalogs, STRICT)
    errors = {f.file for f in checked.findings if f.severity is Severity.ERROR}
    assert len(refused) > 80
    assert {f.file for f in refused} - errors == set()


def test_the_publication_asks_its_own_gate(
    two_shores: Path, load: Callable[[Path], Publication]
) -> None:
    path = next((two_shores / "locale").rglob("fr/LC_MESSAGES/*.po"))
    catalog = polib.pofile(str(path))
    entry = next(e for e in catalog if e.msgstr and not e.fuzzy and "`" not in e.msgid)
    entry.msgstr += " https://b.example/"
    catalog.save(str(path))
    publication = load(two_shores)
    findings, _ = check_publication(publication, publication.select([]), cached=False)
    assert "unsafe-link" in {f.rule for f in findings}


def test_catalogs_in_the_project_go_by_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    check(tmp_path, None, x=("the tide", "la :ref:`marée`"))
    arguments = ["check", "x.po", "--no-cache", "--no-spelling", "--format", "github"]
    conf = tmp_path / "conf.py"
    for text, severity in (
        ('extensions = ["sphinx.ext.todo"]\nraise SystemExit\n', "::warning"),
        ('extensions = [\n  "sphinx.ext.todo",\n  "editions",\n]\n', "::warning"),
        ('extensions = ["editions"]\neditions_refused = "error"\n', "::error"),
        ('extensions = ["editions"]\neditions_harmless_roles = ["ref"]\n', "::warning"),
    ):
        conf.write_text(text, encoding="utf-8")
        assert loads_extension(tmp_path) is ('"editions"' in text)
        main(arguments)
        assert capsys.readouterr().out.startswith(severity)
    shutil.copy("x.po", tmp_path.parent / "elsewhere.po")
    main(["check", "../elsewhere.po", *arguments[2:]])
    assert capsys.readouterr().out.startswith("::warning")


def test_a_guest_is_told_what_is_refused_and_warned_of_what_is_doubtful(tmp_path: Path) -> None:
    guest = SafetyCheck(Policy(gentle=True))
    attacks = [attack for attack in load_attacks() if not attack.make and not attack.domain]
    project = make_project(tmp_path, attacks, "http://127.0.0.1:9")
    refused = guest.admit(project.catalogs, project.catalogs).findings
    found = run(project.catalogs, guest).findings
    errors = {f.file for f in found if f.severity is Severity.ERROR}
    assert len(refused) > 80
    assert {f.file for f in refused} - errors == set()
    doubtful = {f.rule: f.severity for f in found if f.rule.startswith("doubtful-")}
    assert set(doubtful.values()) <= {Severity.WARNING}


@pytest.mark.parametrize(
    ("source", "target", "rules"),
    [
        ("See :ref:`a`.", "Voir :ref:`b`.", ["doubtful-target"]),
        ("the tide", "la :ref:`marée`", ["doubtful-role"]),
        ("`t <https://a.example/x>`_", "`m <https://fr.a.example/y>`_", ["doubtful-link"]),
        ("`t <https://a.example/x>`_", "`m <http://a.example/x>`_", ["doubtful-link"]),
        ("`t <http://a.example/x>`_", "`m <https://a.example/x>`_", []),
        ("the tide", "la mar\u200bée", ["doubtful-character"]),
        ("the tide", "la **marée", ["inline-markup"]),
        ("`t <https://a.example/x>`_", "`m <https://b.example/x>`_", ["links"]),
        ("the tide [1]_", "la marée [1]_ [1]_", []),
        (
            "`t <https://a.example/x>`_",
            "`m <blob:https://a.example/y>`_",
            ["unsafe-link", "doubtful-link"],
        ),
    ],
)
def test_a_doubt_is_reported_once(
    tmp_path: Path, source: str, target: str, rules: list[str]
) -> None:
    found = check(tmp_path, SafetyCheck(Policy(gentle=True)), x=(source, target))
    assert [f.rule for f in found] == rules


def test_words_of_sphinx_that_it_cannot_use(tmp_path: Path) -> None:
    found = check(tmp_path, STRICT, sphinx=("the tide", 'la "marée"'))
    assert [f.rule for f in found if f.rule == "sphinx-words"] == ["sphinx-words"]
    assert check(tmp_path, STRICT, sphinx=("the tide", "la marée")) == []
