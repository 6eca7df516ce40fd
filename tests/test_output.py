"""What verbs print of names and texts from outside: nothing that a terminal or a runner obeys."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest

from editions.arguments.verbs import VERBS
from editions.cli import main
from editions.findings import printable
from tests.building import edit
from tests.mirrors import PACKAGE

#: Names that a pull request may bring, as bytes: not all are UTF-8.
NAMES = [
    b"a\n::error::fake",
    b"::warning::fake",
    b"\x1b[2Jcleared",
    "left\u202etfel".encode(),
    b"caf\xe9",
    b"##[error]fake",
    "a\u2028b".encode(),
]
EVIL = "\x1b]0;title\x07 \n::error::fake\n ##[error] \u202e \x9b31m"


XLIFF = """\
<xliff version="1.2"><file original="{original}" target-language="{language}"><body>
<trans-unit id="{id}"><source>a</source><target>b</target></trans-unit>
</body></file></xliff>
"""
FAKE = "fr&#10;::error::fake&#x202e;##[error]"

#: An annotation that the format ``github`` makes.
OUR_OWN = re.compile(r"::(error|warning) (file|title)=[^:]*::")


def is_harmless(text: str) -> bool:
    """Tell whether every line of an output is one that only shows."""
    lines = text.split("\n")
    return all(
        not {unicodedata.category(c) for c in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
        and "##[" not in line
        and (not line.lstrip().startswith("::") or OUR_OWN.match(line))
        for line in lines
    )


def test_the_test_tells_one_from_the_other() -> None:
    assert is_harmless("a.po:1: wrong\n::error file=a.po::fake\n")
    for name in NAMES:
        assert not is_harmless(f"{os.fsdecode(name)}: wrong")


def orphan(root: Path, name: str) -> Path:
    """Put a catalog of a document that there is not, with an error in it; return its place."""
    folder = root / "locale/fr/LC_MESSAGES"
    text = (folder / "shore.po").read_text(encoding="utf-8")
    path = folder / f"{name}.po"
    path.write_text(f'{text}\nmsgid "A {{x}}"\nmsgstr "Un {{y}} :evil:`x`"\n', encoding="utf-8")
    return path


def hostile(root: Path, verb: str) -> list[Path]:
    """Let what a *verb* reads be called, and hold, what would be obeyed; return the catalogs."""
    paths = [orphan(root, os.fsdecode(name)) for name in NAMES]
    edit(root / "source/shore.rst", "The tide is out.", "The tide is out! ##[error] \u202e")
    if verb == "references":  # others would go no further
        edit(root / "conf.py", "editions = [", 'references_file = "works.yaml"\neditions = [')
    text = json.dumps(EVIL).replace("\x9b", "\\u009b")
    (root / "source/works.yaml").write_text(f"references:\n  - id: {text}\n    title: {text}\n")
    (root / "series.toml").write_text(f"title = {text}\npapers = [{text}, '::error::x']\n")
    (root / "works.bib").write_text(f"@book{{{EVIL[-9:]}, title = {{{EVIL}}}, year = {{x}}}}")
    (root / "x.xlf").write_text(XLIFF.format(language=FAKE, original=FAKE, id=FAKE))
    for folder in ("en", "fr"):
        for name in NAMES:
            page = root / "build/site" / folder / f"{os.fsdecode(name)}.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"<html lang={folder}><main><h1>{EVIL}</h1><a href='{EVIL}'>1</a>")
    return paths


#: How each verb is called in a folder of such files.  A new verb is to be here, too.
CALLS: dict[str, list[list[str]]] = {
    "init": [["--here", "--languages", "en", EVIL], [EVIL, "--languages", "en"]],
    "build": [["--edition", EVIL], ["series.toml"], ["--output", "::error::x", EVIL]],
    "update": [[]],
    "brief": [[], ["--since", EVIL]],
    "carry": [[]],
    "rename": [["shore", EVIL], [EVIL, "shore"]],
    "check": [
        *([], ["series.toml"], [EVIL]),
        *(["--format", form] for form in ("json", "sarif", "github")),
    ],
    "status": [[], ["."], ["--format", "json"], ["--at-least", EVIL]],
    "verify": [*(["--format", form] for form in ("text", "json", "sarif", "github")), [EVIL]],
    "release": [[EVIL], ["1.0"]],
    "live": [["--edition", EVIL], ["--memory", EVIL], ["--editor", f"{EVIL} {{x}}"]],
    "export": [
        *(["--split"], ["--memory"], ["--review"], ["--glossary"], ["--catalog", EVIL]),
        ["--weblate", f"https://example.org/{EVIL}"],
    ],
    "import": [["x.xlf"], [EVIL]],
    "references": [["check"], ["add", "--bibtex", "works.bib"], ["add", "--ris", EVIL]],
    "completion": [[EVIL], ["--codes"]],
    "doctor": [[]],
}


def called(
    root: Path,
    arguments: list[str],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[str, str]:
    """Return what a verb writes, and writes as errors, in the folder of a publication."""
    monkeypatch.chdir(root)
    try:
        status = main(arguments)
    except SystemExit as end:
        status = int(str(end.code))
    out, err = capfd.readouterr()
    assert is_harmless(out + err), out + err
    assert "Traceback" not in out + err
    assert status in (0, 1, 2)
    return out, err


def test_every_verb_is_called() -> None:
    assert CALLS.keys() == VERBS.keys()


@pytest.mark.parametrize(
    "arguments",
    [[verb, *call] for verb, calls in CALLS.items() for call in calls],
    ids=lambda arguments: " ".join(arguments).replace(EVIL, "EVIL"),
)
def test_what_a_verb_prints_is_shown_and_not_obeyed(
    two_shores: Path,
    arguments: list[str],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paths = hostile(two_shores, arguments[0])
    out, err = called(two_shores, arguments, capfd, monkeypatch)
    read = json.loads(out) if arguments[-1] in ("json", "sarif") and out else None
    if arguments in (["update"], ["check"]) or (arguments[0] == "check" and read):
        plain = json.dumps(read, ensure_ascii=False).replace("\\\\", "\\") if read else out + err
        for path in paths:  # they name each file
            assert printable(path.name)[4:-3] in unquote(plain), path


@pytest.mark.parametrize("verb", CALLS)
def test_wrong_settings_are_shown_and_not_obeyed(
    two_shores: Path,
    verb: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ("editions_slug", "references_file", "editions_refused", "pdf_stylesheets", "language")
    lines = [f"{name} = {EVIL!a}" for name in names]
    edit(two_shores / "conf.py", "gettext_compact", "\n".join([*lines, "gettext_compact"]))
    called(two_shores, [verb, *CALLS[verb][0]], capfd, monkeypatch)


@pytest.mark.parametrize("decodable", [True, False])
def test_a_document_may_have_any_name(
    two_shores: Path, decodable: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    names = [name for name in map(os.fsdecode, NAMES) if ("\udce9" in name) != decodable]
    for name in names:
        shutil.copy(two_shores / "source/shore.rst", two_shores / "source" / f"{name}.rst")
    for verb in (["check", "--no-spelling"], ["build", "-f", "html", "-e", "en"], ["update"]):
        main([*verb, "--project", str(two_shores)])
        captured = capfd.readouterr()
        said = captured.out + captured.err
        assert is_harmless(said), said
        assert "Traceback" not in said
        if verb[0] == "build":
            assert any(printable(name)[4:] in said for name in names)
            assert decodable or "its name is not UTF-8; give it another" in said


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("terms.csv", f'en,"{EVIL}"\na,b\n'),
        (
            "waivers.toml",
            '[[waiver]]\nrule = "\\u001b[2J\\n::error::fake"\nkey = "x"\nreason = "y"\n',
        ),
        ("waivers.toml", f"[[waiver]]\nrule = {EVIL}"),
        ("fr/words.txt", "caf\udce9"),
    ],
)
def test_what_files_hold_is_shown_and_not_obeyed(
    two_shores: Path, file: str, content: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (two_shores / "locale" / file).write_bytes(content.encode("utf-8", "surrogateescape"))
    for form in ("text", "json", "sarif", "github"):
        assert main(["check", "--format", form, "--project", str(two_shores)]) == 1
        captured = capfd.readouterr()
        assert Path(file).name in captured.out
        assert is_harmless(captured.out + captured.err), captured


@pytest.mark.parametrize(
    "fields",
    [
        {"language": FAKE},
        {"original": FAKE},
        {"id": FAKE},
        {"version": FAKE},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_xliff_holds_is_shown_and_not_obeyed(
    two_shores: Path, fields: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    text = XLIFF.format(**{"language": "fr", "original": "shore", "id": "a.0.b", **fields})
    path = two_shores / "x.xlf"
    path.write_text(text.replace('version="1.2"', f'version="{fields.get("version", "1.2")}"'))
    assert main(["import", str(path), "--project", str(two_shores)]) == 1
    captured = capfd.readouterr()
    assert "x.xlf" in captured.out + captured.err
    assert is_harmless(captured.out + captured.err), captured


@pytest.mark.parametrize("form", ["id", "title", "key"])
def test_what_references_hold_is_shown_and_not_obeyed(
    two_shores: Path, form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    evil = json.dumps(EVIL).replace("\x9b", "\\u009b")
    entry = {"id": f"id: {evil}", "title": f"id: a\n    title: {evil}", "key": f"{evil}: a"}[form]
    (two_shores / "source/references.yaml").write_text(f"references:\n  - {entry}\n", "utf-8")
    edit(
        two_shores / "conf.py", "editions = [", 'references_file = "references.yaml"\neditions = ['
    )
    assert main(["references", "check", "--project", str(two_shores)]) == 1
    captured = capfd.readouterr()
    assert "source/references.yaml:2" in captured.out
    assert is_harmless(captured.out + captured.err), captured


@pytest.mark.parametrize(
    "arguments",
    [
        [f"--{EVIL}"],
        ["--format", EVIL],
        ["--jobs", EVIL],
        ["--edition", EVIL],
        ["--locale", EVIL],
        ["--skip", EVIL],
        ["--terms", EVIL],
        ["--project", EVIL],
        [EVIL],
    ],
    ids=lambda arguments: str(arguments[0]).strip(EVIL),
)
def test_arguments_are_shown_and_not_obeyed(
    two_shores: Path, arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    """A shell puts names of files among them."""
    try:
        status = main(["check", "--project", str(two_shores), *arguments])
    except SystemExit as end:
        status = int(str(end.code))
    said = "".join(capfd.readouterr())
    assert said
    assert is_harmless(said), said
    assert status in (1, 2)


def test_verbs_print_in_one_place() -> None:
    """A line that is printed elsewhere would not pass the one function."""
    for path in [PACKAGE / "cli.py", *(PACKAGE / "commands").glob("*.py")]:
        if path.name == "printing.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("print", "sys.stdout.write", "sys.stderr.write"), path


LOOPS = {
    "locale/terms.csv": ["check", "--no-spelling"],
    "locale/waivers.toml": ["check", "--no-spelling"],
    "locale/fr/words.txt": ["check"],
    "locale/fr/LC_MESSAGES/loop.po": ["update"],
    "source/loop.rst": ["update"],
    "loop.po": ["import", "loop.po"],
    "loop.xlf": ["import", "loop.xlf"],
    "loop": ["check", "loop"],
}


@pytest.mark.parametrize("name", LOOPS)
def test_a_link_that_leads_to_itself_is_named(
    two_shores: Path, name: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = two_shores / name
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(path.name)
    monkeypatch.chdir(two_shores)
    main([*LOOPS[name]])
    said = "".join(capfd.readouterr())
    assert path.name in said
    assert "Traceback" not in said


def test_no_path_is_resolved_where_a_loop_would_end_it() -> None:
    """Python before 3.13 raises an error that is not one of the system."""
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name != "system":  # which is alone, and sees nothing from outside
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(?<!__file__\))\.resolve\(\)", text), path
