"""A translation that is typed is checked as the file would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.rules.drafting import DraftChecker
from editions.rules.registry import Context
from editions.rules.running import Options, check_catalogs
from editions.rules.waivers import message_key
from tests.catalogs import write_catalog

HEADER = 'msgid ""\nmsgstr "Language: fr_CA\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
OTHER = 'msgid "Harbour rules"\nmsgstr "Règlement"\n\nmsgid "a “b”"\nmsgstr "un « b »"\n'
MESSAGE = "It fell by 3% in 2009, says `Harbour rules`_."
DRAFTS = (
    "Il a baissé de 3 % en 2009, dit `Harbour rules`_.",
    "Il a baissé de 3 % en 2008 , dit `Harbour rules`_.",
    "Il a baissé de 3\u00a0% en 2009, dit `Règlement`_.",
    "Il il a baissé, dit “Harbour rules”.",
    "1994. Il a baissé.",
    "",
)


@pytest.mark.parametrize("draft", DRAFTS)
def test_findings_are_those_of_the_whole_check(tmp_path: Path, draft: str) -> None:
    write_catalog(tmp_path / "b.po", OTHER, HEADER)
    entries = f'msgid "in 2009"\nmsgstr "en 2008"\n\nmsgid "{MESSAGE}"\nmsgstr "@"\n'
    path = write_catalog(tmp_path / "a.po", entries, HEADER)
    options = Options(Context("fr_CA"), root=tmp_path, cache=tmp_path / "cache", jobs=1)
    paths = [path, tmp_path / "b.po"]
    check_catalogs(paths, options)  # what is known of the others
    data = (HEADER + entries.replace("@", draft)).encode()
    found = DraftChecker(paths, options).check(path, data, message_key(MESSAGE))
    path.write_bytes(data)
    wanted = check_catalogs(paths, options)
    assert list(found) == [
        f for f in wanted.findings if wanted.keys.get(f) == message_key(MESSAGE)
    ]  # fmt: skip
    assert bool(found) == (draft not in (DRAFTS[0], DRAFTS[2], ""))


def test_broken_neighbour_and_termbase_keep_nothing_from_being_checked(tmp_path: Path) -> None:
    path = write_catalog(tmp_path / "a.po", 'msgid "in 2009"\nmsgstr "en"\n', HEADER)
    (tmp_path / "b.po").write_text("<<<<<<<", encoding="utf-8")
    (tmp_path / "terms.csv").write_text("x;y", encoding="utf-8")
    options = Options(Context("fr_CA", terms=tmp_path / "terms.csv"), root=tmp_path)
    checker = DraftChecker([path, tmp_path / "b.po", tmp_path / "none.po"], options)
    found = checker.check(path, path.read_bytes(), message_key("in 2009"))
    assert [finding.rule for finding in found] == ["numbers-missing"]
