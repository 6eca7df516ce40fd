"""Catalogs let in without what could do harm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editions.catalogs import sizes
from editions.catalogs.entries import Entry
from editions.catalogs.policy import Policy
from editions.catalogs.reading import parse_catalog
from editions.catalogs.safety import MAX_REFUSED, SafetyCheck
from editions.catalogs.sizes import reading_work
from editions.findings import Finding
from tests.catalogs import HEADER, write_catalog

CHECK = SafetyCheck(Policy(), patterns=("theme",))
BAD = "<script>"


def examined(entries: str, domain: str = "a", check: SafetyCheck = CHECK) -> tuple[
    tuple[Entry, ...], list[Finding]
]:  # fmt: skip
    catalog = parse_catalog(Path("a.po"), (HEADER + entries).encode(), "a.po")
    passed, findings = check.examine(domain, catalog, Path())
    return passed.entries, findings


def test_what_is_refused_counts_as_not_translated() -> None:
    entries, findings = examined(
        'msgid "A"\nmsgstr "Be"\n\n'
        f'msgid "B"\nmsgid_plural "C"\nmsgstr[0] "ok"\nmsgstr[1] "{BAD}"\n'
    )
    assert [entry.msgstrs for entry in entries] == [("Be",), ("", "")]
    assert [(f.file, f.line, f.rule) for f in findings] == [("a.po", 7, "unsafe-html")]


@pytest.mark.parametrize(
    "entry",
    [
        f'#, fuzzy\nmsgid "A"\nmsgstr "{BAD}"\n',
        f'#~ msgid "A"\n#~ msgstr "{BAD}"\n',
        f'msgid "A"\nmsgid_plural "B"\nmsgstr[0] "{BAD}"\nmsgstr[1] ""\n',
    ],
)
def test_what_is_not_published_is_not_judged(entry: str) -> None:
    entries, findings = examined(entry)
    assert (entries[0].msgstr, findings) == (BAD, [])


@pytest.mark.parametrize(("fuzzy", "msgstrs", "count"), [(True, "", 1), (False, BAD, 0)])
def test_fuzzy_translations_are_judged_where_they_are_published(
    tmp_path: Path, fuzzy: bool, msgstrs: str, count: int
) -> None:
    text = 'msgid "A"\nmsgstr "Be"\n\n#, fuzzy\nmsgid "B"\nmsgstr "%s"\n'
    write_catalog(tmp_path / "a.po", "#, fuzzy, no-wrap\n" + text % BAD)
    admitted = SafetyCheck(Policy(), fuzzy=fuzzy).admit(tmp_path, tmp_path)
    good, bad = admitted.catalogs["a"].entries
    assert (good.msgstr, good.fuzzy, "no-wrap" in good.flags) == ("Be", not fuzzy, True)
    assert (bad.msgstr, len(admitted.findings), admitted.refused) == (msgstrs, count, count)


def test_form_may_hold_what_either_message_holds() -> None:
    forms = 'msgid "A day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} jour"\nmsgstr[1] "%s"\n'
    assert examined(forms % "{n} jours", "theme")[1] == []
    (finding,) = examined(forms % "{m} jours", "theme")[1]
    assert finding.rule == "unsafe-place"
    assert examined(forms % "{m} jours", "economy")[1] == []  # no program fills it


def test_list_of_refusals_ends() -> None:
    def refused(number: int) -> list[Finding]:
        return examined("".join(f'msgid "{n}"\nmsgstr "{BAD}"\n\n' for n in range(number)))[1]

    assert {finding.rule for finding in refused(MAX_REFUSED)} == {"unsafe-html"}
    assert MAX_REFUSED == 50
    *listed, last = refused(MAX_REFUSED + 2)
    assert len(listed) == MAX_REFUSED
    assert (last.line, last.message) == (0, "2 more reasons to refuse translations")


def test_catalog_that_takes_too_long_is_read_up_to_there(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "*a* " * 10
    monkeypatch.setattr(sizes, "MAX_WORK", 4 * reading_work(text))
    two = "".join(f'msgid "{text}{n}"\nmsgstr "{text}"\n\n' for n in range(3))
    entries, findings = examined(two)
    assert [bool(entry.msgstr) for entry in entries] == [True, False, False]
    assert [finding.rule for finding in findings] == ["unsafe-length"] * 2
    assert examined(two.replace(f'msgstr "{text}"', 'msgstr ""'))[1] == []
    assert examined(two.replace("msg", "#~ msg"))[1] == []  # nobody reads what is obsolete


def test_folder_is_read_as_far_as_it_may_be(tmp_path: Path) -> None:
    write_catalog(tmp_path / "a.po", 'msgid "A"\nmsgstr "Be"\n')
    write_catalog(tmp_path / "b.po", "junk\n")
    write_catalog(tmp_path / "c.po", f'msgid "A"\nmsgstr "{BAD}"\n')
    (tmp_path / "d.po").symlink_to("a.po")
    admitted = CHECK.admit(tmp_path, tmp_path)
    assert sorted(admitted.catalogs) == ["a", "c"]
    assert {finding.file for finding in admitted.findings} == {"b.po", "c.po", "d.po"}


@pytest.mark.parametrize(
    ("msgid", "msgstr", "refused"),
    [
        ("See :ref:`a`.", "Voir.", True),
        ("See :ref:`a`.", "Voir :ref:`a`.", False),
        ("See.", "Voir.", False),
    ],
)
def test_reference_that_is_lost_is_refused(msgid: str, msgstr: str, refused: bool) -> None:
    text = f'msgid "{msgid}"\nmsgstr "{msgstr}"\n'
    entries, findings = examined(text)
    assert (not entries[0].msgstr, bool(findings)) == (refused, refused)
    rules = {finding.rule for finding in findings}
    waived = replace(CHECK, waived=lambda _entry: rules)
    assert examined(text, check=waived)[1] == []
    assert examined(text, "theme")[1] == []  # patterns of programs hold no references
