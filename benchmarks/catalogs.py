"""Measure work on large catalogs against gettext and sphinx-lint, in one run and in alternation.

    .venv/bin/python benchmarks/catalogs.py --documents 1000 --messages 120 --rounds 3

A project with so many documents and messages is generated, with a French catalog a document: most
messages are translated, some translations are outdated or missing, and then some of the source
changes.  Measured are

``update``        ``editions update`` after that change, extraction by Sphinx included;
``nothing``       the same again, with nothing changed;
``status``        ``editions status``;
``brief``         ``editions brief``;
``gettext``       the extraction by Sphinx alone, without this package;
``msgmerge``      GNU gettext's, a process a catalog, over the templates and catalogs of ``update``;
``check``         ``editions check --no-cache --no-spelling`` of the catalogs;
``sphinx-lint``   the same catalogs, with all its checks;
``duplicates``    ``editions check`` of one catalog that holds each of its messages twice;
``distinct``      the same of a catalog as large, without duplicates;
``help``          ``editions --help``;
``python``        ``python -c pass``.

The last three pairs are ratios of their own.  A tool that is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Where the tools of this environment lie.
BIN = Path(sys.executable).parent
#: What is compared with what.
ANCHORS = {
    "update": "msgmerge",
    "nothing": "msgmerge",
    "status": "msgmerge",
    "brief": "msgmerge",
    "gettext": "msgmerge",
    "check": "sphinx-lint",
    "duplicates": "distinct",
    "help": "python",
}

_ENGLISH = (
    "the folder file page value result server table list module function that holds returns"
    " reads writes every second first large small new old before after when while because"
    " between number name line of with without"
)
_FRENCH = (
    "le dossier fichier page valeur résultat serveur tableau liste module fonction qui contient"
    " renvoie lit écrit chaque deuxième premier grand petit nouveau ancien avant après quand"
    " pendant car entre nombre nom ligne de avec sans"
)
#: The words of both languages, in the same order.
_WORDS = [text.split() for text in (_ENGLISH, _FRENCH)]
_MARKUP = (
    "*{word}*",
    "``{word}()``",
    ":ref:`{word} <index>`",
    "`{word} <https://example.org/{word}>`__",
    "{number}",
)
_HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Large 1\\n"
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


@dataclass(frozen=True)
class Measurement:
    """What one run used."""

    #: User and system time of all its processes, in seconds.
    cpu: float
    #: Wall-clock time, in seconds.
    wall: float
    #: The most memory that any one of its processes held, in megabytes.
    peak: float


@dataclass(frozen=True)
class Task:
    """One thing that is measured."""

    commands: Sequence[Sequence[str]]
    #: What must stand before each run.
    prepare: Callable[[], None] = lambda: None
    folder: Path | None = None


def sentence(chance: random.Random) -> tuple[str, str]:
    """Return a message and its translation: some words, and some markup among them."""
    length = chance.choices((3, 8, 20, 45), (2, 4, 4, 1))[0]
    picks = [chance.randrange(len(_WORDS[0])) for _ in range(length)]
    texts = []
    for words in _WORDS:
        texts.append([words[pick % len(words)] for pick in picks])
    for at in range(0, length, 9):
        form = chance.choice(_MARKUP)
        inline = form.format(word=f"item{chance.randrange(900)}", number=chance.randrange(2, 900))
        for text in texts:
            text.insert(at, inline)
    serial = chance.randrange(10**6)
    english, french = (" ".join(text) for text in texts)
    return f"Case {serial} {english}.", f"Cas {serial} {french}."


def documents(count: int, size: int, seed: int) -> dict[str, list[tuple[str, str]]]:
    """Return the paragraphs of *count* documents, *size* each, with their translations."""
    chance = random.Random(seed)  # noqa: S311  # the same project each time
    return {
        f"part{number % 20}/page{number}": [sentence(chance) for _ in range(size)]
        for number in range(count)
    }


def source_text(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Return a document."""
    title = f"About {name}"
    paragraphs = "\n\n".join(english for english, _ in pairs)
    return f"{title}\n{'=' * len(title)}\n\n{paragraphs}\n"


def write_source(folder: Path, content: dict[str, list[tuple[str, str]]]) -> None:
    """Write the documents of a project; a file that holds the same is left as it is."""
    entries = "\n".join(f"   {name}" for name in content)
    texts = {"index": f"Large\n=====\n\n.. toctree::\n\n{entries}\n"}
    texts |= {name: source_text(name, pairs) for name, pairs in content.items()}
    for name, text in texts.items():
        path = folder / "source" / f"{name}.rst"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def quoted(keyword: str, text: str) -> str:
    """Return a string of a catalog."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'{keyword} "{escaped}"\n'


def entries(content: Sequence[tuple[str, str]], place: str, chance: random.Random) -> Iterator[str]:
    """Yield the entries of a catalog: one in fifty missing, one in fifty outdated."""
    for english, french in content:
        state = chance.randrange(50)
        flags = f"#, fuzzy\n{quoted('#| msgid', english + ' Now.')}" if state == 1 else ""
        message = quoted("msgid", english) + quoted("msgstr", "" if state == 0 else french)
        yield f"#: {place}\n{flags}{message}\n"


def changed(content: dict[str, list[tuple[str, str]]]) -> dict[str, list[tuple[str, str]]]:
    """Return the documents after somebody rewrote one paragraph in a hundred."""
    chance = random.Random(2)  # noqa: S311  # the same changes each time
    return {
        name: [
            (english.replace(" ", " really ", 2), french)
            if chance.randrange(100) == 0
            else (english, french)
            for english, french in pairs
        ]
        for name, pairs in content.items()
    }


def unique(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return *pairs* without a message twice."""
    return list(dict(pairs).items())


def measure(task: Task) -> Measurement:
    """Run the commands of a task one after the other; a failure of ours ends the benchmark."""
    task.prepare()
    cpu = peak = 0.0
    start = time.perf_counter()
    for command in task.commands:
        process = subprocess.Popen(
            command,
            cwd=task.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(command[:4])} failed: {process.returncode}")
        cpu += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss / 1024)
    return Measurement(cpu, time.perf_counter() - start, peak)


class Project:
    """The generated project, before and after its source changed."""

    def __init__(self, scratch: Path, count: int, size: int) -> None:
        self.folder = scratch / "project"
        self.locale = self.folder / "locale" / "fr" / "LC_MESSAGES"
        self.kept = scratch / "catalogs"
        self.scratch = scratch
        content = {n: unique(pairs) for n, pairs in documents(count, size, seed=1).items()}
        write_source(self.folder, content)
        (self.folder / "source" / "conf.py").write_text(
            "project = 'Large'\nlocale_dirs = ['../locale']\ngettext_compact = False\n",
            encoding="utf-8",
        )
        chance = random.Random(3)  # noqa: S311  # the same states each time
        for name, pairs in content.items():
            path = self.locale / f"{name}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            title = [(f"About {name}", f"De {name}")]
            place = f"../../source/{name}.rst"
            path.write_text(
                _HEADER + "".join(entries([*title, *pairs], place, chance)), encoding="utf-8"
            )
        shutil.copytree(self.locale, self.kept)
        write_source(self.folder, changed(content))
        twice = [pair for pairs in content.values() for pair in pairs][:18_000]
        self.duplicates = scratch / "duplicates" / "fr" / "LC_MESSAGES" / "twice.po"
        self.distinct = scratch / "distinct" / "fr" / "LC_MESSAGES" / "once.po"
        again = [(f"Again {english}", f"Encore {french}") for english, french in twice]
        for path, second in ((self.duplicates, twice), (self.distinct, again)):
            path.parent.mkdir(parents=True)
            lines = (
                quoted("msgid", english[:40]) + quoted("msgstr", french[:40]) + "\n"
                for english, french in [*twice, *second]
            )
            path.write_text(_HEADER + "".join(lines), encoding="utf-8")

    def restore(self) -> None:
        """Put the catalogs back as they were before the update."""
        shutil.copytree(self.kept, self.locale, dirs_exist_ok=True)


def tasks(project: Project) -> dict[str, Task]:
    """Return what is measured, as far as the tools are installed; name the others."""
    ours = [sys.executable, "-m", "editions"]
    at = ["--project", str(project.folder / "source"), "--quiet"]
    check = [*ours, "check", "--no-cache", "--no-spelling", "--quiet"]
    out = project.scratch / "gettext"
    extraction = [sys.executable, "-m", "sphinx", "-b", "gettext", "-q", "-E"]
    found = {
        "update": Task([[*ours, "update", *at]], project.restore),
        "nothing": Task([[*ours, "update", *at]]),
        "status": Task([[*ours, "status", *at]]),
        "brief": Task([[*ours, "brief", *at]]),
        "gettext": Task([[*extraction, str(project.folder / "source"), str(out)]]),
    }
    msgmerge, lint = shutil.which("msgmerge"), shutil.which("sphinx-lint", path=_path())
    if msgmerge:
        merge = [msgmerge, "--quiet", "--previous", "-o", os.devnull]
        names = sorted(path.relative_to(project.kept) for path in project.kept.rglob("*.po"))
        commands = [
            [*merge, str(project.kept / name), str(out / name.with_suffix(".pot"))]
            for name in names
        ]
        found["msgmerge"] = Task(commands)
    found["check"] = Task([[*check, str(project.kept), "--locale", "fr"]])
    if lint:
        found["sphinx-lint"] = Task([[lint, "--enable", "all", str(project.kept)]])
    found |= {
        "duplicates": Task([[*check, str(project.duplicates)]]),
        "distinct": Task([[*check, str(project.distinct)]]),
        "help": Task([[*ours, "--help"]] * 10),
        "python": Task([[sys.executable, "-c", "pass"]] * 10),
    }
    for name in ("msgmerge", "sphinx-lint"):
        if name not in found:
            print(f"{name} is not installed; left out")
    return found


def _path() -> str:
    return f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"


def main() -> None:
    """Measure, and print the median of each task and its ratio to its anchor."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=1000, help="documents of the project")
    parser.add_argument("--messages", type=int, default=120, help="messages of a document")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each task")
    parser.add_argument("--only", nargs="+", default=[], metavar="TASK", help="measure only these")
    options = parser.parse_args()
    results: dict[str, list[Measurement]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        project = Project(Path(scratch), options.documents, options.messages)
        chosen = tasks(project)
        if options.only:
            chosen = {name: task for name, task in chosen.items() if name in options.only}
        for number in range(options.rounds):
            for name, task in chosen.items():
                results.setdefault(name, []).append(found := measure(task))
                shown = f"{found.cpu:.2f} s CPU, {found.wall:.2f} s, {found.peak:.0f} MB"
                print(f"round {number + 1}: {name} {shown}", flush=True)
    print(f"\n{'':14}{'cpu s':>9}{'wall s':>9}{'MB':>7}  cpu by that of its anchor")
    for name, found_ in results.items():
        cpu, wall, peak = (
            statistics.median(getattr(m, part) for m in found_) for part in ("cpu", "wall", "peak")
        )
        anchor = ANCHORS.get(name, "")
        ratios = [m.cpu / a.cpu for m, a in zip(found_, results.get(anchor, ()), strict=False)]
        shown = f"{statistics.median(ratios):.2f} of {anchor}" if ratios else ""
        print(f"{name:14}{cpu:>9.2f}{wall:>9.2f}{peak:>7.0f}  {shown}")


if __name__ == "__main__":
    main()
