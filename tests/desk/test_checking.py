"""What a draft would do to a build."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editions.catalogs.entries import Catalog
from editions.catalogs.policy import Policy
from editions.catalogs.reading import read_catalog
from editions.catalogs.safety import SafetyCheck
from editions.desk.checking import DraftJudge
from editions.findings import Finding
from editions.rules.drafting import DraftChecker
from editions.rules.registry import Context
from editions.rules.running import Options
from tests.catalogs import write_catalog

ENTRIES = (
    'msgid "First"\nmsgstr "1994. Un"\n\n'
    '# a note\n#, fuzzy\n#| msgid "The old tide"\nmsgid "The tide"\nmsgstr "La marée"\n\n'
    'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] ""\nmsgstr[1] ""\n'
)


def nothing(_domain: str, _catalog: Catalog) -> Iterator[Finding]:
    return iter(())


def found(
    folder: Path, number: int, *msgstrs: str, gentle: bool = False, **settings: object
) -> list[tuple[str, int, bool]]:
    """Return rule, form and refusal of what is wrong with a draft for an entry."""
    path = write_catalog(folder / "fr/LC_MESSAGES/a.po", ENTRIES)
    catalog = read_catalog(path, folder)
    safety = SafetyCheck(Policy(gentle=gentle))
    options = Options(Context("fr_CA", safety=safety), "fr_CA", folder)
    judge = DraftJudge(safety, DraftChecker([path], options), frozenset, nothing)
    judge = replace(judge, **settings)  # type: ignore[arg-type]  # a test may set any of them
    old = list(catalog)[number]
    new = replace(old, msgstrs=msgstrs)
    return [(f.finding.rule, f.form, f.is_refused) for f in judge.judge("a", catalog, old, new)]


@pytest.mark.parametrize(
    ("msgstr", "wanted"),
    [
        ("La marée", []),  # judged as it would be published, though it is fuzzy
        ("La  marée ?", [("question", 0, False)]),
        ("`La marée <javascript:x>`_", [("unsafe-link", 0, True)]),
        (":raw-html:`la marée`", [("unsafe-role", 0, True)]),
        ("La ``marée", [("inline-markup", 0, True)]),
        ("1994. La marée", [("dropped", 0, True)]),
        ("", []),
    ],
)
def test_draft_is_judged_alone(
    tmp_path: Path, msgstr: str, wanted: list[tuple[str, int, bool]]
) -> None:
    refused = [item for item in found(tmp_path, 1, msgstr) if item[2]]
    assert refused == [item for item in wanted if item[2]]
    assert bool(found(tmp_path, 1, msgstr)) == bool(wanted)


def test_gentle_project_publishes_what_is_only_doubtful(tmp_path: Path) -> None:
    for text, rule in (("1994. La marée", "dropped"), ("La ``marée", "inline-markup")):
        assert (rule, 0, False) in found(tmp_path, 1, text, gentle=True)
    assert ("unsafe-link", 0, True) in found(
        tmp_path, 1, "`La marée <javascript:x>`_", gentle=True
    )  # fmt: skip


def test_finding_names_its_form(tmp_path: Path) -> None:
    assert ("doubled-word", 1, False) in found(tmp_path, 2, "{n} jour", "{n} jours jours")


def test_other_checks_stop_a_build_too(tmp_path: Path) -> None:
    def pattern(domain: str, catalog: Catalog) -> Iterator[Finding]:
        for entry in catalog:
            yield Finding(f"{domain}.po", entry.line, "lost", "table-pattern")

    assert found(tmp_path, 1, "La marée", others=pattern) == [("table-pattern", 0, True)]
