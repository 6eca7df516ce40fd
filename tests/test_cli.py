"""The command: arguments in, findings and exit status out."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.arguments.verbs import VERBS, make_parser
from editions.cli import main
from editions.commands import status as status_verb
from editions.commands.printing import Printer
from editions.workflows import build as building
from editions.workflows.build import build_lock
from editions.workflows.jobs import Job
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import load_publication
from tests.building import PATIENCE, edit

Output = pytest.CaptureFixture[str]


@pytest.fixture
def here(two_shores: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny publication as the working folder."""
    monkeypatch.chdir(two_shores)
    return two_shores


def spoil(root: Path) -> None:
    with (root / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write("\nOne *two.\n")


# Wrong calls, and help.


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["frobnicate"], "frobnicate"),
        (["build", "--nonsense"], "--nonsense"),
        (["brief", "extra"], "extra"),
        (["build", "--edition"], "--edition"),
        (["build", "--format", "mobi"], "mobi"),
        (["build", "--output"], "--output"),
        (["update", "--format", "html"], "--format"),
        (["status", "--output", "x"], "--output"),
    ],
)
def test_wrong_call(here: Path, capsys: Output, arguments: list[str], word: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert word in err
    assert not (here / "build").exists()


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["biuld"], "build"),
        (["references", "chek"], "check"),
        (["build", "--editoin", "en"], "--edition"),
        (["build", "--formats=pdf"], "--format"),
        (["update", "--chekc"], "--check"),
        (["build", "-f", "html", "pfd"], "pdf"),
        (["check", "--format", "jsno"], "json"),
        (["export", "--only", "outdate"], "outdated"),
        (["frobnicate"], None),
        (["build", "-z"], None),
        (["build", "--frobnicate"], None),
    ],
)
def test_wrong_call_names_what_was_meant(
    capsys: Output, arguments: list[str], meant: str | None
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1].partition("did you mean ")[2]
    assert said == (f"{meant!r}?" if meant else "")


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["build", "-e", "fre"], "fr"),
        (["check", "--skip", "speling"], "spelling"),
        (["verify", "--skip", "frobnicate"], None),
    ],
)
def test_unknown_name_is_compared_with_those_that_are_known(
    here: Path, capsys: Output, arguments: list[str], meant: str | None
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.partition("did you mean ")[2] == (
        f"{meant!r}?\n" if meant else ""
    )


@pytest.mark.parametrize("verb", ["build", "update", "status"])
def test_unknown_edition_is_a_wrong_call(here: Path, capsys: Output, verb: str) -> None:
    assert main([verb, "--edition", "en", "de"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "editions: no edition is called 'de'; conf.py declares en, fr\n"
    assert not (here / "build").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--help"], ["build", "update", "status", "Exit status: 0", "2 wrong"]),
        (["build", "--help"], ["--edition", "--format", "--output", "--no-pairs", "--project"]),
        (["update", "--help"], ["--edition", "--project", "--quiet", "Translations"]),
        (["status", "-h"], ["--edition", "--project", "--quiet"]),
        (["--version"], ["editions 0."]),
    ],
)
def test_help(capsys: Output, arguments: list[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 0
    out, err = capsys.readouterr()
    assert err == ""
    for word in words:
        assert word in out


#: Prints, for each line of arguments that it reads, the modules that the command imported for it.
IMPORTED = """
import io, json, sys
from contextlib import redirect_stdout
known = set(sys.modules)
lines = []
for arguments in json.load(sys.stdin):
    from editions.cli import main
    try:
        with redirect_stdout(io.StringIO()):
            main(arguments)
    except SystemExit:
        pass
    lines.append(sorted(set(sys.modules) - known))
    known.update(sys.modules)
print(json.dumps(lines))
"""
#: What nobody waits for who asks for help, and what takes longer to import than all the rest.
SLOW = {"dataclasses", "inspect", "secrets", "subprocess", "typing", "unicodedata"}
SLOW |= {"babel", "docutils", "jinja2", "lxml", "sphinx", "yaml"}


def test_help_imports_nothing_that_the_verb_does_not_need() -> None:
    asked = [["--help"], ["--version"], *([verb, "--help"] for verb in VERBS)]
    process = subprocess.run(
        [sys.executable, "-c", IMPORTED],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    imported = json.loads(process.stdout)
    assert len(imported) == len(asked)
    common = {"editions", "editions.cli", "editions.phrases", "editions.borrowed"}
    common |= {"editions.borrowed.argparse", "editions.arguments"}
    common |= {f"editions.arguments.{name}" for name in ("options", "parser", "verbs")}
    for arguments, modules in zip(asked, imported, strict=True):
        if arguments[0] in VERBS:
            place = VERBS[arguments[0]][0].partition(":")[0]
            common.add(f"editions.arguments.{place}")
        own = {name for name in modules if name.partition(".")[0] == "editions"}
        assert own <= common, arguments
        assert not {name.partition(".")[0] for name in modules} & SLOW, arguments


def test_each_verb_has_its_arguments_and_something_to_run() -> None:
    every = make_parser().format_help()
    for verb, (_, purpose) in VERBS.items():
        assert verb in every
        assert purpose in " ".join(every.split())
    assert callable(make_parser(["check"]).parse_args(["check", "--list"]).run)
    with pytest.raises(SystemExit):  # it has no arguments here: only `check` is wanted
        make_parser(["check"]).parse_args(["build", "--fresh"])


# Building.


def test_build_says_what_it_does(here: Path, capsys: Output) -> None:
    assert main(["build", "--format", "html", "html", "-e", "fr", "-e", "fr"]) == 0
    out, err = capsys.readouterr()
    first, second, last = out.splitlines()
    assert first == "Building 1 edition of two-shores as html …"
    assert second.startswith("[1/1] fr html: built in ")
    assert last.endswith(": build/site/index.html")
    assert err == ""
    assert (here / "build/site/fr/index.html").is_file()
    assert not (here / "build/site/en").exists()


@pytest.mark.parametrize(
    ("arguments", "jobs"),
    [
        ([], {f"{code} {form}" for code in ("en", "fr") for form in ("html", "pdf", "epub")}),
        (["-f", "pdf", "-e", "en"], {"en pdf"}),
        (["-f", "pdf", "html", "-e", "en"], {"en html", "en pdf"}),
        (
            ["-f", "pdf", "-f", "html", "-e", "fr", "-e", "en"],
            {"en html", "en pdf"} | {"fr html", "fr pdf"},
        ),
    ],
)
def test_arguments_choose_the_jobs(
    here: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], jobs: set[str]
) -> None:
    asked: list[str] = []

    def run_jobs(
        publication: object, wanted: list[Job], *args: object, **options: object
    ) -> list[object]:
        asked.extend(str(job) for job in wanted)
        return []

    monkeypatch.setattr(building, "run_jobs", run_jobs)
    monkeypatch.setattr(building, "publish", lambda *args, **options: ())
    assert main(["build", *arguments]) == 0
    assert set(asked) == jobs
    assert len(asked) == len(jobs)


def test_quiet_build_says_nothing(here: Path, capsys: Output) -> None:
    assert main(["build", "--quiet", "--format", "html", "--output", "out"]) == 0
    assert capsys.readouterr() == ("", "")
    assert (here / "out/index.html").is_file()


def test_project_may_lie_elsewhere(
    two_shores: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--project", "two-shores", "-f", "html", "-e", "en"]) == 0
    assert capsys.readouterr().out.endswith(": two-shores/build/site/index.html\n")


@pytest.mark.parametrize("arguments", [["-f", "html"], ["-f", "html", "-q"]])
def test_findings_go_to_stderr(here: Path, capsys: Output, arguments: list[str]) -> None:
    spoil(here)
    assert main(["build", *arguments]) == 1
    out, err = capsys.readouterr()
    assert err == (
        "source/shore.rst:18: Inline emphasis start-string without end-string. (docutils)\n"
    )
    assert ("failed" in out) == ("-q" not in arguments)
    assert "\x1b" not in out + err


@pytest.mark.parametrize(
    ("change", "arguments", "beginning"),
    [
        (lambda root: (root / "conf.py").unlink(), [], "/"),
        (lambda root: edit(root / "conf.py", "editions = [", "editions = (["), [], "conf.py:"),
        (lambda root: None, ["--project", "nowhere"], "/"),
        (lambda root: None, ["--output", "source"], "/"),
        (lambda root: None, ["--output", "conf.py/site"], "/"),
        (lambda root: None, ["--output", "/proc/x"], "/proc/x: cannot be written"),
    ],
)
def test_failure_is_one_line(
    here: Path,
    capsys: Output,
    change: Callable[[Path], object],
    arguments: list[str],
    beginning: str,
) -> None:
    change(here)
    assert main(["build", "-q", "-f", "html", *arguments]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert line.startswith(beginning)
    assert line.endswith(")")


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "x.po"), 1, "x.po: No space left on dev"),
        (OSError(errno.EIO, "Input/output error"), 1, "editions: Input/output error (system)"),
        (KeyboardInterrupt(), 130, "editions: stopped"),
    ],
)
def test_what_stops_the_command_is_said(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Output,
    error: BaseException,
    status: int,
    line: str,
) -> None:
    def stop(options: object) -> int:
        raise error

    monkeypatch.setattr(status_verb, "run", stop)
    assert main(["status"]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(line)
    assert err.count("\n") == 1


# Colour.


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "no_color", "colour"),
    [
        (Terminal(), None, True),
        (Terminal(), "", True),
        (Terminal(), "1", False),
        (io.StringIO(), None, False),
    ],
)
def test_colour_is_for_terminals(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    stream: io.StringIO,
    no_color: str | None,
    colour: bool,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    assert (Printer(stream).paint("x", "red") != "x") == colour
    spoil(here)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", stream)
    assert main(["build", "-f", "html", "-e", "en"]) == 1
    written = stream.getvalue()
    assert ("\x1b[31mfailed\x1b[0m" in written) == colour
    assert ("\x1b[31msource/shore.rst:18: " in written) == colour
    assert "source/shore.rst:18: " in written


# The other verbs.


def test_update_says_what_changed(here: Path, capsys: Output) -> None:
    main(["update", "--quiet"])  # the words of the theme may be newer than the publication
    edit(here / "source/shore.rst", "First the sand.", "First the sand.\n* Then a shell.")
    assert main(["update"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Extracting messages …", "fr: Français: 1 new; 3 words to do"]
    assert lines[2] == "  locale/fr/LC_MESSAGES/shore.po: 1 new; 3 words to do"
    assert lines[3].endswith(": new: Then a shell.")
    assert lines[4] == "Page for translators: build/brief/index.html"
    page = (here / "build/brief/index.html").read_bytes()
    assert main(["update"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["fr: Français: nothing changed"]
    assert (here / "build/brief/index.html").read_bytes() == page
    assert main(["update", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_update_check_says_which_catalogs_are_stale(here: Path, capsys: Output) -> None:
    main(["update", "--quiet"])
    assert main(["update", "--check"]) == 0
    catalog = here / "locale/fr/LC_MESSAGES/shore.po"
    before = catalog.read_bytes()
    edit(here / "source/shore.rst", "First the sand.", "First the sand.\n* Then a shell.")
    capsys.readouterr()
    assert main(["update", "--check", "--quiet"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("locale/fr/LC_MESSAGES/shore.po: is not up to date (1 new); ")
    assert out.endswith("brings it up to date with the source (stale-catalog)\n")
    assert catalog.read_bytes() == before
    catalog.unlink()
    assert main(["update", "--check", "--quiet"]) == 1
    assert "shore.po: is missing" in capsys.readouterr().out
    assert not catalog.exists()


def test_header_that_a_tool_wrote_is_not_stale_and_is_put_right(here: Path, capsys: Output) -> None:
    main(["update", "--quiet"])
    catalog = here / "locale/fr/LC_MESSAGES/shore.po"
    before = catalog.read_text(encoding="utf-8")
    edit(catalog, '"Language: fr_FR\\n"', '"Language: fr\\n"\n"X-Generator: A tool\\n"')
    capsys.readouterr()
    assert main(["update", "--check", "--quiet"]) == 0
    assert main(["update"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "fr: Français: nothing changed",
        "locale/fr/LC_MESSAGES/shore.po: only its header was put right",
    ]
    after = catalog.read_text(encoding="utf-8")
    assert after.replace('"X-Generator: A tool\\n"\n', "") == before


def test_carry_lists_refuses_and_carries(here: Path, capsys: Output) -> None:
    edit(here / "source/shore.rst", "The tide is out.", "The tide is out!")
    before = (here / "locale/fr/LC_MESSAGES/shore.po").read_bytes()
    assert main(["carry"]) == 0
    out = capsys.readouterr().out
    assert "The tide is out[-.-]{+!+}" in out
    assert "safe" in out
    assert (here / "locale/fr/LC_MESSAGES/shore.po").read_bytes() == before
    assert main(["carry", "The tide", "--force"]) == 2
    assert "--reason" in capsys.readouterr().err
    assert main(["carry", "--all-safe", "--reason", "a joke"]) == 0
    assert "1 of 1 carried over" in capsys.readouterr().out
    assert "a joke" in (here / "locale/fr/LC_MESSAGES/shore.po").read_text(encoding="utf-8")
    assert main(["carry"]) == 0
    assert capsys.readouterr().out == "No translation waits for a message that changed.\n"
    edit(here / "source/shore.rst", "It comes back at noon", "It comes back at 7")
    assert main(["carry", "The tide"]) == 1
    assert capsys.readouterr().err.startswith("source/shore.rst:")
    assert main(["carry", "--all-safe"]) == 0
    *_, counted, left, why = capsys.readouterr().out.splitlines()
    assert "0 of 1 carried over, 1 left" in counted
    assert left.endswith(": left")
    assert why.strip().startswith("numbers changed")


def test_brief_says_what_waits(here: Path, capsys: Output) -> None:
    main(["update", "--quiet"])
    edit(here / "source/shore.rst", "First the sand.", "First the sand and 2 stones.")
    main(["update", "--quiet"])
    assert main(["brief", "--edition", "fr"]) == 0
    out = capsys.readouterr().out
    assert "First the sand {+and 2 stones+}." in out
    assert (here / "build/brief/index.html").is_file()
    assert main(["brief", "--since", "nowhere"]) in (1, 2)


def test_status_counts_what_is_left(here: Path, capsys: Output) -> None:
    assert main(["status"]) == 0
    head, _, *rows = capsys.readouterr().out.splitlines()
    assert head.startswith("fr: Français, ")
    assert [row.split()[0] for row in rows] == ["crossing", "index", "shore", "theme", "all"]
    assert rows[2].split() == ["shore", "26", "0", "0", "26", "100", "%"]
    edit(here / "locale/fr/LC_MESSAGES/shore.po", "Puis l’eau.", "")
    edit(here / "locale/fr/LC_MESSAGES/shore.po", 'msgid "Shore"', '#, fuzzy\nmsgid "Shore"')
    assert main(["status", "--edition", "fr"]) == 0
    (shore,) = (row for row in capsys.readouterr().out.splitlines() if "shore" in row)
    assert shore.split()[1:] == ["22", "1", "3", "26", "84", "%"]


def test_status_fails_below_a_threshold(here: Path, capsys: Output) -> None:
    edit(here / "locale/fr/LC_MESSAGES/shore.po", "Puis l’eau.", "")
    assert main(["status", "--format", "json"]) == 0
    percent = json.loads(capsys.readouterr().out)["editions"][0]["percent"]
    assert 0 < percent < 100
    for wanted, status in (
        ([f"{percent}"], 0),
        ([f"{percent + 1}"], 1),
        (["100", f"fr={percent}"], 0),
        ([f"fr={percent + 1}"], 1),
        (["en=100", f"{percent}"], 0),
    ):
        assert main(["status", "--quiet", "--at-least", *wanted]) == status, wanted
        _, err = capsys.readouterr()
        assert err == (f"fr: {percent} % of the words are current, not {percent + 1} %\n" * status)


@pytest.mark.parametrize("share", ["", "101", "-1", "=95", "much", "9.5"])
def test_share_that_is_none_is_a_wrong_call(here: Path, capsys: Output, share: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["status", f"--at-least={share}"])
    assert caught.value.code == 2
    assert "95" in capsys.readouterr().err


def test_share_of_an_unknown_edition_is_a_wrong_call(here: Path, capsys: Output) -> None:
    assert main(["status", "--at-least", "de=95"]) == 2
    assert "'de'" in capsys.readouterr().err


def test_status_for_programs(here: Path, capsys: Output) -> None:
    edit(here / "locale/fr/LC_MESSAGES/shore.po", "Puis l’eau.", "")
    edit(here / "locale/fr/LC_MESSAGES/shore.po", 'msgid "Shore"', '#, fuzzy\nmsgid "Shore"')
    assert main(["status", "--format", "json"]) == 0
    (french,) = json.loads(capsys.readouterr().out)["editions"]
    assert (french["code"], french["language"], french["name"]) == ("fr", "fr-FR", "Français")
    (shore,) = (chapter for chapter in french["chapters"] if chapter["name"] == "shore")
    assert shore["words"] == {"current": 22, "outdated": 1, "missing": 3}
    assert shore["messages"] == {"current": 3, "outdated": 1, "missing": 1}
    assert french["words"]["outdated"] == 1


@pytest.mark.parametrize("verb", ["update", "status"])
def test_mistakes_in_catalogs_are_named(here: Path, capsys: Output, verb: str) -> None:
    edit(here / "locale/fr/LC_MESSAGES/shore.po", '"Rive"', '"Rive')
    assert main([verb, "--quiet"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("locale/fr/LC_MESSAGES/shore.po:18: ")


@pytest.mark.parametrize("arguments", [["update"], ["status"], ["build", "-f", "html"]])
def test_verbs_wait_for_one_another(here: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "editions.cli", *arguments]
    with build_lock(load_publication(here), Reporter()):
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert any("Waiting for another build" in line for line in lines)
        assert process.poll() is None
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


# Streams that cannot take everything.


def run(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "editions.cli", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


def test_terminal_without_the_letters(here: Path) -> None:
    result = run(["build", "-f", "html", "-e", "en"], PYTHONIOENCODING="ascii")
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.startswith(b"Building 1 edition of two-shores as html ?")


def test_reader_that_goes_away(here: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "editions.cli", "status"]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    result = subprocess.run(
        command, env=buffered, stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert (result.returncode, result.stderr) == (1, b"")


# Checking.


def test_check_of_the_publication(here: Path, capsys: Output) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == (
        "Checked catalogs, data, figures, translations: all right.\n"
    )
    edit(here / "locale/fr/LC_MESSAGES/shore.po", "Puis l’eau.", "Puis 30 eaux et ``l’eau.")
    assert main(["check", "--edition", "fr"]) == 1
    warning, error, last = capsys.readouterr().out.splitlines()
    assert warning.startswith("locale/fr/LC_MESSAGES/shore.po:34:14: warning: ")
    assert error.startswith("locale/fr/LC_MESSAGES/shore.po:34:25: error: ")
    assert error.endswith("(inline-markup)")
    assert last == "Checked catalogs, data, figures, translations: 1 error, 1 warning."
    assert main(["check", "--skip", "inline-markup", "numbers-added", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_waivers_of_the_publication(here: Path, capsys: Output) -> None:
    edit(here / "locale/fr/LC_MESSAGES/shore.po", "Puis l’eau.", "Puis 30 eaux.")
    waiver = '[[waiver]]\nrule = "numbers-added"\nmessage = "Then the water."\nreason = "Ha."\n'
    (here / "locale/waivers.toml").write_text(waiver, encoding="utf-8")
    assert main(["check", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_check_of_any_catalog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    text = header + 'msgid "in 2009"\nmsgstr "en 2008"\n'
    Path("x.po").write_text(text, encoding="utf-8")
    assert main(["check", "--locale", "es-MX", "."]) == 1
    line = "x.po:5:12: error: 2008 stands for 2009 (numbers)"
    assert capsys.readouterr().out == f"{line}\nChecked 1 catalog with 1 translation: 1 error.\n"
    assert list((tmp_path / "cache/editions/check").glob("??/*.json"))
    assert main(["check", "x.po", "--locale", "es", "--no-cache", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=x.po,line=5,col=12,title=numbers::")
    assert main(["check", "x.po", "--locale", "es", "--skip", "numbers", "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["check", "x.po"]) == 1
    assert "its language is unknown" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nowhere"], "nowhere"),
        (["--locale", "fr"], "--locale"),
        ([".", "--locale", "xx"], "'xx'"),
        ([".", "--source-locale", "xx"], "'xx'"),
        ([".", "--terms", "none.csv"], "none.csv"),
        ([".", "--waivers", "none.toml"], "none.toml"),
        ([".", "--words", "none.txt"], "none.txt"),
        (["--skip", "nonsense"], "'nonsense'"),
    ],
)
def test_wrong_calls_of_check(here: Path, capsys: Output, arguments: list[str], word: str) -> None:
    assert main(["check", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert word in err


def test_list_of_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--list"]) == 0
    assert "numbers (error)\n" in capsys.readouterr().out


def test_progress_is_for_terminals(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["check"]) == 0
    assert "4 of 4 catalogs" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    assert "catalogs …" not in capsys.readouterr().out
