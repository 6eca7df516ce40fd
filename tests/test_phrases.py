"""What the command says: in English for programs, and in the language of whoever reads it."""

from __future__ import annotations

import ast
import json
import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from string import Formatter

import pytest

import editions
from editions.catalogs.reading import read_catalog
from editions.cli import main
from editions.findings import Finding
from editions.interface import LOCALE
from editions.phrases import (
    COMMAND,
    VARIABLES,
    LocalText,
    did_you_mean,
    listed,
    local_words,
    localized,
    packed,
    phrase,
    phrases,
    spoken,
    unpacked,
)
from editions.settings.declarations import SETTINGS
from tests.catalogs import write_catalog

PACKAGE = Path(__file__).parent.parent / "editions"
Output = pytest.CaptureFixture[str]
#: Languages that the command speaks besides English; a region says what differs.
SPOKEN = ("es", "fr")


def speak(patch: pytest.MonkeyPatch, **variables: str) -> None:
    for name in VARIABLES:
        patch.delenv(name, raising=False)
    for name, value in variables.items():
        patch.setenv(name, value)


def test_a_phrase_is_its_english_text() -> None:
    made = phrase("{path} is not a file", path=Path("a/b"))
    assert made == "a/b is not a file"
    assert f"{made}!" == "a/b is not a file!"
    assert hash(made) == hash("a/b is not a file")
    assert json.dumps(made) == '"a/b is not a file"'
    assert sorted([made, "a"]) == ["a", made]


@pytest.mark.parametrize(
    ("variables", "text"),
    [
        ({}, "Nothing is missing."),
        ({"LANG": "es_MX.UTF-8"}, "No falta nada."),
        ({"LC_MESSAGES": "fr_CA.UTF-8", "LANG": "es_MX.UTF-8"}, "Il ne manque rien."),
        ({"LC_ALL": "es", "LC_MESSAGES": "fr_CA"}, "No falta nada."),
        ({"LANGUAGE": "fr_CA:es", "LC_ALL": "en_CA.UTF-8"}, "Il ne manque rien."),
        ({"LANGUAGE": "", "LC_ALL": "fr_BE@euro"}, "Il ne manque rien."),
        ({"LANGUAGE": "eo:es"}, "No falta nada."),
        ({"LANGUAGE": "en:es"}, "Nothing is missing."),
        ({"LANGUAGE": "C", "LANG": "es"}, "Nothing is missing."),
        ({"LC_ALL": "POSIX", "LANG": "es"}, "Nothing is missing."),
        ({"LANGUAGE": "../../etc:../es/LC_MESSAGES"}, "Nothing is missing."),
    ],
)
def test_language_is_taken_as_gettext_takes_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], text: str
) -> None:
    speak(monkeypatch, **variables)
    assert localized(phrase("Nothing is missing.")) == text


def test_a_region_says_what_it_says_in_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    hint = did_you_mean("buidl", ["build", "brief"])
    assert hint == "; did you mean 'build'?"
    speak(monkeypatch, LANGUAGE="fr_FR")
    assert localized(hint) == "\u202f; vouliez-vous dire 'build'\u202f?"
    speak(monkeypatch, LANGUAGE="fr_CA")
    assert localized(hint) == "; vouliez-vous dire 'build'?"
    assert localized(phrase("error")) == "erreur"  # from French without a region


def test_values_are_localized_too(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, LANGUAGE="es")
    inner = phrases(2, "{number} edition", "{number} editions")
    made = phrase("{editions} and {pages}", editions=inner, pages="x")
    assert (made, localized(made)) == ("2 editions and x", "2 ediciones y x")
    assert localized(listed([phrase("error"), "y"])) == "error, y"
    assert localized("as it is") == "as it is"
    assert localized(made, "fr_CA") == "2 éditions et x"  # whoever reads it, as at a desk
    assert spoken("no verb is called {name!r}{hint}", name="{x}", hint="") == (
        "ningún comando se llama '{x}'"
    )


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (0, "0 errors", "0 erreur"), (1, "1 error", "1 erreur"),
        (1234, "1,234 errors", "1\u202f234 erreurs"),
    ],
)  # fmt: skip
def test_numbers_choose_the_form_and_are_written_as_the_language_does(
    monkeypatch: pytest.MonkeyPatch, number: int, english: str, french: str
) -> None:
    made = phrases(number, "{number:,} error", "{number:,} errors")
    speak(monkeypatch, LANGUAGE="fr")
    assert (str(made), localized(made)) == (english, french)
    took = phrase("{done} in {seconds:.1f} s: {page}", done="a", seconds=2.25, page="3.5")
    assert localized(took) == "a en 2,2 s\u00a0: 3.5"


def test_braces_without_values_are_braces() -> None:
    assert phrase("by {catalog}") == localized(phrase("by {catalog}")) == "by {catalog}"


def sent(text: str) -> str:
    made: str = pickle.loads(pickle.dumps(text))  # noqa: S301  # ours
    return made


def kept(text: str) -> str:
    return unpacked(json.loads(json.dumps(packed(text))))


@pytest.mark.parametrize("keep", [sent, kept])
def test_what_is_kept_or_sent_is_still_a_phrase(
    monkeypatch: pytest.MonkeyPatch, keep: Callable[[str], str]
) -> None:
    errors = phrases(3, "{number:,} error", "{number:,} errors")
    made = keep(phrase("Checked {what}: {summary}.", what="a", summary=errors))
    assert made == "Checked a: 3 errors."
    speak(monkeypatch, LANGUAGE="es")
    assert localized(made) == "Se verificó: a. Resultado: 3 errores."
    assert keep("plain") == "plain"
    assert not isinstance(keep("plain"), LocalText)


@pytest.mark.parametrize("data", [3, None, ["a"], ["a", "", 1, {"b": 1}, 2]])
def test_what_is_no_phrase_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"parts of one|unpack"):
        unpacked(data)


def test_a_finding_is_english_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = Finding("a.po", 3, phrase("{path} is not a file", path="x"), "rule")
    speak(monkeypatch, LANGUAGE="es")
    assert str(finding) == "a.po:3: x is not a file (rule)"
    assert finding.localized() == "a.po:3: x no es un archivo (rule)"
    assert finding == Finding("a.po", 3, "x is not a file", "rule")
    machine = Finding(phrase("this machine"), 0, phrase("all right"), "doctor")
    assert (str(machine), machine.localized()) == (
        "this machine: all right (doctor)", "esta máquina: todo bien (doctor)"
    )  # fmt: skip


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_programs_are_told_the_same_in_every_language(
    two_shores: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output, form: str
) -> None:
    monkeypatch.chdir(two_shores)
    catalog = two_shores / "locale/fr/LC_MESSAGES/shore.po"
    catalog.write_text(
        catalog.read_text("utf-8") + '\nmsgid "In 2009"\nmsgstr "En 2010"\n', "utf-8"
    )
    reports = []
    for language in ("en", "es"):
        speak(monkeypatch, LANGUAGE=language)
        assert main(["check", "--format", form]) == 1
        reports.append(capsys.readouterr().out)
    assert reports[0] == reports[1]
    assert "2009" in reports[0]


def test_what_rules_find_is_localized_also_when_it_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = write_catalog(tmp_path / "fr/a.po", 'msgid "In 2009"\nmsgstr "Alors"\n')
    said = {}
    for language in ("en", "fr", "es"):  # two of them from the cache
        speak(monkeypatch, LANGUAGE=language)
        assert main(["check", str(path), "--locale", "fr", "--no-spelling"]) in (0, 1)
        said[language] = capsys.readouterr().out
    assert ": the number 2009 is missing (numbers-missing)" in said["en"]
    assert ": il manque le nombre 2009 (numbers-missing)" in said["fr"]
    assert ": falta el número 2009 (numbers-missing)" in said["es"]


# The catalogs.


def catalog(name: str) -> Path:
    return LOCALE / name / "LC_MESSAGES" / f"{COMMAND}.po"


def places(text: str) -> set[str]:
    named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return named | set(re.findall(r"%(?:\(\w+\))?[srd]", text))


@pytest.mark.parametrize("language", [*SPOKEN, "fr_CA"])
def test_translations_have_the_places_of_the_message(language: str) -> None:
    for entry in read_catalog(catalog(language), LOCALE):
        own = [places(text) for text in (entry.msgid, entry.msgid_plural) if text is not None]
        for text in entry.msgstrs:
            assert places(text) in own, entry.msgid


@pytest.mark.parametrize("language", [*SPOKEN, "fr_CA"])
def test_the_fast_reader_reads_what_the_strict_one_does(language: str) -> None:
    words = local_words(language)
    entries = list(read_catalog(catalog(language), LOCALE))
    assert len(entries) > 50
    for entry in entries:
        if entry.msgid_plural is None:
            assert words.gettext(entry.msgid) == entry.msgstrs[0]
        else:
            forms = [words.ngettext(entry.msgid, entry.msgid_plural, n) for n in (1, 2)]
            assert forms == list(entry.msgstrs)


#: What a person reads: these rooms and modules mark every sentence.
READ = (
    "arguments/*.py", "commands/*.py", "cli.py", "changes/terminal.py", "series/report.py",
    "workflows/doctor.py", "workflows/joining.py", "workflows/starting.py",
    "workflows/shares.py", "workflows/projects.py", "workflows/publishing.py",
    "scaffolding/placing.py", "scaffolding/languages.py",
    "verification/*.py", "catalogs/*.py", "references/*.py", "tables/*.py", "settings/*.py",
    "files/*.py", "exchange/*.py", "languages.py", "dates.py",
)  # fmt: skip
#: Modules there whose sentences are for the readers of pages and guides.
UNREAD = (
    "verification/rules.py", "tables/wording.py", "catalogs/composing.py", "exchange/review.py",
    "settings/declarations.py",
)  # fmt: skip
#: What looks like a sentence there, and is typed or written into files as it is: commands, notes
#: for translators, words of libraries, classes of UAX #14, markup and names of formats.
TYPED = re.compile(
    r"(cd \{\} && )?editions( |$)|cd \{\}$|init |live --|completion |"
    r"the (meaning|last update|schema requires)|each transl|this machine$|\{\}\{\} s$|"
    r"(more than|Name of a source\.|strong emphasis|unexpected end|id \{\}|Table Grid)$|"
    r"a word such as|Caption of|(Head of|Note under|\{\} in the|unit in the|\{\w+\} is a) |"
    r"\n    |([A-Z]{2} ){2}|YEAR-MO|<|.*ancestor-or-self| \?\\\(at|A termbase, exported"
)
_MARKS = ("phrase", "phrases", "spoken")
_SENTENCE = re.compile(r"[A-Za-z]{2}[,:]? [A-Za-z]{2}|\w+ \{\}|\{\} \w+")


def unmarked(path: Path) -> Iterator[str]:
    """Yield the sentences in a module that are neither marked nor documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _MARKS:
            for argument in node.args:
                assert not isinstance(argument, ast.JoinedStr), f"{path}:{argument.lineno}"
                known.update(ast.walk(argument))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)) and ast.get_docstring(
            node
        ):
            known.update(ast.walk(node.body[0]))
    for node in ast.walk(tree):
        if node in known:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = [str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values]
            known.update(ast.walk(node))
            text = "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if _SENTENCE.search(text) and not TYPED.match(text):
            yield f"{path.name}:{node.lineno}: {text}"


def test_every_sentence_that_a_person_reads_is_marked() -> None:
    unread = {PACKAGE / name for name in UNREAD}
    paths = [path for pattern in READ for path in sorted(PACKAGE.glob(pattern))]
    assert len(paths) > 150
    assert [text for path in paths if path not in unread for text in unmarked(path)] == []


#: Which of their arguments a person reads; errors say what their first one says.
SAID = {"Finding": 2, "Disagreement": 2, "for_file": 1, "one_problem": 0}
#: Rooms whose errors are for those who run clusters or change the toolkit itself.
OPERATED = {"cluster", "borrowed"}


def errors_of_people(trees: Iterable[ast.Module]) -> set[str]:
    """Return the names of all errors whose text is meant for the user."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    known = {"EditionsError"}
    while more := {name for name, own in bases.items() if own & known} - known:
        known |= more
    return known


def test_no_finding_and_no_error_says_what_no_catalog_can_hold() -> None:
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] not in OPERATED
    }
    said = dict.fromkeys(errors_of_people(trees.values()), 0) | SAID
    assert len(said) > 10
    plain = []
    for path, tree in trees.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            for text in call.args[said.get(name, 99) :][:1]:
                constant = isinstance(text, ast.Constant) and isinstance(text.value, str)
                if constant or isinstance(text, (ast.JoinedStr, ast.BinOp)):
                    plain.append(f"{path.relative_to(PACKAGE)}:{call.lineno}")
    assert plain == []


def test_what_settings_expect_is_said_in_the_language_of_whoever_reads_it() -> None:
    assert {type(setting.expected) for setting in SETTINGS.values()} == {LocalText}


def test_each_message_is_given_what_it_names() -> None:
    wrong = []
    for path in sorted(Path(editions.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            given = {keyword.arg for keyword in node.keywords}
            if node.func.id not in ("phrase", "phrases") or not given or None in given:
                continue  # filled in elsewhere
            texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
            for text in (text for text in texts if isinstance(text, str)):
                fields = [field for _, field, _, _ in Formatter().parse(text) if field]
                names = {re.split(r"[.\[]", field)[0] for field in fields}
                if names - given - {"number"}:
                    wrong.append(f"{path.name}:{node.lineno}: {text}")
    assert wrong == []
