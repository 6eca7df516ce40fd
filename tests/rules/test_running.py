"""Many catalogs: side by side, remembered, excused by one another and by waivers."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from editions.catalogs.grading import STRICT_RULES
from editions.findings import Severity, UsageError
from editions.rules import running
from editions.rules.caching import Cache
from editions.rules.examining import MAX_PROBLEMS, examine
from editions.rules.registry import Context
from editions.rules.running import Checked, Options, check_catalogs, find_catalogs
from editions.rules.waivers import Waiver, message_key
from tests.catalogs import write_catalog

HEADER = 'msgid ""\nmsgstr "Language: fr_CA\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
BAD = 'msgid "in 2009"\nmsgstr "en 2008"\n'
GOOD = 'msgid "in 2009"\nmsgstr "en 2009"\n'


def write(path: Path, entries: str) -> Path:
    return write_catalog(path, entries, HEADER)


def check(folder: Path, **settings: object) -> Checked:
    options = Options(Context("fr_CA"), root=folder, jobs=1)
    return check_catalogs(find_catalogs([folder]), replace(options, **settings))  # type: ignore[arg-type]  # a test may set any of them


def lines(checked: Checked) -> list[str]:
    return [f"{f.file}:{f.line}:{f.column} {f.rule}" for f in checked.findings]


# Which catalogs.


def test_folders_are_searched(tmp_path: Path) -> None:
    one = write(tmp_path / "b/c/one.po", GOOD)
    two = write(tmp_path / "a.po", GOOD)
    write(tmp_path / ".tox/three.po", GOOD)
    assert find_catalogs([tmp_path]) == [two, one]
    assert find_catalogs([two, tmp_path, two]) == [two, one]


@pytest.mark.parametrize("name", ["nowhere", "nowhere.txt", "empty"])
def test_nothing_to_check_is_a_wrong_call(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=name):
        find_catalogs([tmp_path / name])


def test_findings_have_their_place(tmp_path: Path) -> None:
    write(tmp_path / "x.po", GOOD + "\n" + BAD.replace("in", "since"))
    checked = check(tmp_path)
    assert lines(checked) == ["x.po:8:12 numbers"]
    assert checked.findings[0].severity is Severity.ERROR
    assert (checked.catalogs, checked.translations) == (1, 2)


def test_a_file_that_is_no_catalog_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "x.po").write_bytes(b"\xff\xfe")
    (tmp_path / "y.po").symlink_to(write(tmp_path / "z.po", BAD))
    assert lines(check(tmp_path)) == ["x.po:1:0 po-file", "y.po:0:0 po-file", "z.po:5:12 numbers"]


def test_what_can_be_read_of_a_broken_catalog_is_checked(tmp_path: Path) -> None:
    write(tmp_path / "x.po", 'msgid "a"\nmsgstr "b\n\n' + BAD)
    assert lines(check(tmp_path)) == ["x.po:5:0 po-syntax", "x.po:8:12 numbers"]


@pytest.mark.parametrize("unit", ["é", "5 mai ", "a: ", "« a ", "1\u202f000 ", "cinq mille "])
def test_a_message_of_any_length_is_looked_at_or_told(tmp_path: Path, unit: str) -> None:
    text = (unit * 18_000)[:18_000].strip()
    write(tmp_path / "a.po", f'msgid "0 {text}"\nmsgstr "1 {text}"\n')
    found = [finding.rule for finding in check(tmp_path).findings]
    assert ("size" in found) is (unit in ("é", "a: "))
    assert all(found.count(rule) <= MAX_PROBLEMS for rule in found)


def test_processes_find_the_same(tmp_path: Path) -> None:
    for n in range(8):
        write(tmp_path / f"{n}.po", BAD * 1 + f'\nmsgid "{n} x"\nmsgstr "{n + 1} x"\n')
    heard: list[tuple[int, int]] = []
    options = Options(Context("fr_CA"), root=tmp_path, jobs=2)
    together = check_catalogs(find_catalogs([tmp_path]), options, lambda *n: heard.append(n))
    assert together == check(tmp_path)
    assert len(together.findings) == 16
    assert heard[-1] == (8, 8)


# Locales.


@pytest.mark.parametrize(
    ("name", "header", "locale", "found"),
    [
        ("x.po", "Language: de", "", True),
        ("x.po", "Language: de", "fr", False),
        ("fr/LC_MESSAGES/x.po", "Language:", "", False),
        ("fr_CA/LC_MESSAGES/deep/x.po", "Language: nonsense", "", False),
        ("de/LC_MESSAGES/x.po", "X-Generator: me", "", True),
        ("locale/fr.po", "X-Generator: me", "", False),
        ("x.po", "Language: fr-CA", "", False),
    ],
)
def test_locale(tmp_path: Path, name: str, header: str, locale: str, found: bool) -> None:
    head = f'msgid ""\nmsgstr "{header}\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    write_catalog(tmp_path / name, 'msgid "3 items"\nmsgstr "trois choses"\n', head)
    rules = [f.rule for f in check(tmp_path, locale=locale).findings]
    assert ("numbers-missing" in rules) == found


def test_unknown_locale_is_an_error(tmp_path: Path) -> None:
    write_catalog(tmp_path / "os.po", GOOD)
    (finding,) = check(tmp_path).findings
    assert (finding.rule, finding.severity) == ("locale", Severity.ERROR)
    assert "--locale" in finding.message


# Excuses.


def test_a_term_is_looked_up_in_all_catalogs(tmp_path: Path) -> None:
    write(tmp_path / "a.po", 'msgid "A :term:`bond`."\nmsgstr "Une :term:`obligation`."\n')
    assert lines(check(tmp_path)) == ["a.po:5:13 references"]
    write(tmp_path / "glossary.po", 'msgid "Bond"\nmsgstr "Obligation"\n')
    assert lines(check(tmp_path)) == []


@pytest.mark.parametrize("mark", ["#.", "#"])
def test_comments_excuse(tmp_path: Path, mark: str) -> None:
    write(tmp_path / "x.po", f"{mark} editions: ignore numbers a misprint of the paper\n{BAD}")
    assert lines(check(tmp_path)) == []


@pytest.mark.parametrize(
    ("comment", "entry", "rules"),
    [
        ("# editions: ignore numbers", BAD, ["waiver", "numbers"]),
        ("# editions: ignore nonsense because", BAD, ["waiver", "numbers"]),
        ("# editions: ignore because", BAD, ["waiver", "numbers"]),
        ("# editions: ignore literals because", BAD, ["waiver-unused", "numbers"]),
        ("# editions: ignore numbers because", GOOD, ["waiver-unused"]),
        ("# the editions ignore numbers", BAD, ["numbers"]),
    ],
)
def test_bad_comments_are_found(tmp_path: Path, comment: str, entry: str, rules: list[str]) -> None:
    write(tmp_path / "x.po", f"{comment}\n{entry}")
    assert [finding.rule for finding in check(tmp_path).findings] == rules


def test_a_comment_excuses_its_entry_alone(tmp_path: Path) -> None:
    write(tmp_path / "x.po", f"# editions: ignore numbers because\n{BAD}")
    write(tmp_path / "y.po", BAD)
    assert lines(check(tmp_path)) == ["y.po:5:12 numbers"]


def test_a_waiver_of_a_rule_that_is_off_is_not_unused(tmp_path: Path) -> None:
    write(tmp_path / "x.po", f"# editions: ignore numbers because\n{GOOD}")
    context = Context("fr_CA", skipped=frozenset(["numbers"]))
    assert lines(check(tmp_path, context=context)) == []


def test_skipped_rules_find_nothing(tmp_path: Path) -> None:
    write(tmp_path / "x.po", BAD)
    context = Context("fr_CA", skipped=frozenset(["numbers"]))
    assert lines(check(tmp_path, context=context)) == []


def test_waivers_from_a_file(tmp_path: Path) -> None:
    write(tmp_path / "x.po", BAD)
    write(tmp_path / "y.po", BAD)
    key = message_key("in 2009")
    one = Waiver("w.toml", 1, "numbers", "because", key, "y.po")
    assert lines(check(tmp_path, waivers=(one,))) == ["x.po:5:12 numbers"]
    assert lines(check(tmp_path, waivers=(replace(one, file="*"),))) == []
    lost = replace(one, file="z.po")
    assert lines(check(tmp_path, waivers=(lost,)))[0] == "w.toml:1:0 waiver-unused"


# Memory.


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The catalogs that were looked at, as they are."""
    seen: list[str] = []

    def note(path: Path, *rest: object) -> object:
        seen.append(path.name)
        return examine(path, *rest)  # type: ignore[arg-type]  # whatever it takes

    monkeypatch.setattr("editions.rules.running.examine", note)
    return seen


def test_unchanged_catalogs_are_not_looked_at_again(tmp_path: Path, examined: list[str]) -> None:
    write(tmp_path / "po/x.po", BAD)
    write(tmp_path / "po/y.po", 'msgid "Bond"\nmsgstr "Obligation"\n')
    cache = tmp_path / "cache"
    first = check(tmp_path / "po", cache=cache)
    assert check(tmp_path / "po", cache=cache) == first
    assert sorted(examined) == ["x.po", "y.po"]
    write(tmp_path / "po/x.po", GOOD)
    assert lines(check(tmp_path / "po", cache=cache)) == []
    assert sorted(examined) == ["x.po", "x.po", "y.po"]


@pytest.mark.parametrize("change", ["locale", "skipped", "words", "contents"])
def test_whatever_matters_makes_results_stale(
    tmp_path: Path, examined: list[str], change: str
) -> None:
    write(tmp_path / "po/x.po", BAD)
    words = tmp_path / "words.txt"
    words.write_text("a\n", encoding="utf-8")
    context = Context("fr_CA", spelling_lists=(words,))
    cache, folder = tmp_path / "cache", tmp_path / "po"
    check(folder, cache=cache, context=context)
    locale = ""
    if change == "locale":
        locale = "es"
    elif change == "skipped":
        context = replace(context, skipped=frozenset(["numbers"]))
    elif change == "words":
        context = replace(context, spelling_lists=())
    else:
        words.write_text("b\n", encoding="utf-8")
    check(folder, cache=cache, context=context, locale=locale)
    assert examined == ["x.po", "x.po"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff", b"[]", b"{}", b'{"locale": 1}', b"null"],
)
def test_a_corrupt_result_is_none(tmp_path: Path, examined: list[str], content: bytes) -> None:
    write(tmp_path / "po/x.po", BAD)
    cache = tmp_path / "cache"
    first = check(tmp_path / "po", cache=cache)
    (kept,) = cache.rglob("*.json")
    kept.write_bytes(content)
    assert check(tmp_path / "po", cache=cache) == first
    assert len(examined) == 2
    assert json.loads(kept.read_bytes())["locale"] == "fr_CA"


def test_a_corrupt_problem_is_none(tmp_path: Path) -> None:
    write(tmp_path / "po/x.po", BAD)
    cache = tmp_path / "cache"
    first = check(tmp_path / "po", cache=cache)
    (kept,) = cache.rglob("*.json")
    content = json.loads(kept.read_bytes())
    content["problems"][0]["line"] = "five"
    kept.write_text(json.dumps(content), encoding="utf-8")
    assert check(tmp_path / "po", cache=cache) == first


def test_runs_may_share_a_cache(tmp_path: Path) -> None:
    for n in range(6):
        write(tmp_path / f"po/{n}.po", BAD)
    results: list[Checked] = []
    threads = [
        threading.Thread(
            target=lambda: results.append(check(tmp_path / "po", cache=tmp_path / "cache"))
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert all(result == results[0] for result in results)
    assert not list((tmp_path / "cache").rglob(".*"))


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    write(tmp_path / "po/x.po", BAD)
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    assert len(check(tmp_path / "po", cache=tmp_path / "cache").findings) == 1


def test_old_results_are_deleted(tmp_path: Path) -> None:
    old, new = tmp_path / "ab/1.json", tmp_path / "ab/2.json"
    for path in (old, new):
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}", encoding="utf-8")
    os.utime(old, (0, 0))
    Cache(tmp_path, Context("fr"), ()).tidy()
    assert not old.exists()
    assert new.exists()


class _Asked(frozenset[str]):
    """Counts how often somebody asks what is in it."""

    times = 0

    def __contains__(self, item: object) -> bool:
        _Asked.times += 1
        return super().__contains__(item)


def test_problems_of_one_file_are_not_compared_with_one_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time for a catalog in which everything stands twice grows with its size alone."""
    count = 300
    entries = "".join(f'msgid "Message {n}"\nmsgstr "Traduction {n}"\n\n' for n in range(count))
    write(tmp_path / "x.po", entries * 2)
    monkeypatch.setattr(running, "STRICT_RULES", _Asked(STRICT_RULES))
    checked = check(tmp_path)
    assert [f.rule for f in checked.findings].count("po-duplicate") == count
    assert checked.translations == count  # no rule looks at what stands there already
    assert _Asked.times <= 4 * len(checked.findings)
