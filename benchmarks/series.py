"""Measure the build of many publications: one process, all cores, a cluster of Dask, a cache.

    .venv/bin/python benchmarks/series.py --papers 10 --json report.json
    .venv/bin/python benchmarks/series.py --small --papers 20 --stand-ins 100 1000 --ways unchanged

Papers are generated: three languages, translated throughout, of varied length or small ones, with
a style sheet and a termbase that all of them share.  Measured are

``one``        one core, sites built from nothing;
``cores``      as many processes as there are cores, and finished sites go into a cache;
``unchanged``  the same command again;
``pages``      again, with another description of the series, whose pages are made anew;
``termbase``   again, with one term changed, which builds do not read;
``cached``     all sites removed, and taken from the cache;
``cluster``    ``dask scheduler`` and two ``dask worker``, a thread each, on this machine.

Of each: wall-clock and CPU time, both for a paper too, the greatest memory of one process, and the
ratio of CPU time to that of ``one`` or ``cores``.  Of the cluster besides: the bytes of what
travels, as archives and as files.

With ``--stand-ins`` copies of the papers, with their sites and the records of their builds, stand
for more, and ``unchanged`` and ``pages`` are measured again: they build nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

BIN = Path(sys.executable).parent
#: Of ``prctl``, in ``<linux/prctl.h>``.
_SUBREAPER = 36
#: Words of the generated text, in the languages of the papers.
WORDS = {
    code: tuple(words.split())
    for code, words in {
        "en": "river ferry shore tide bridge harbour rain market lock mill stone road",
        "es": "río barca orilla marea puente puerto lluvia mercado esclusa molino piedra vía",
        "fr": "fleuve bac rive marée pont port pluie marché écluse moulin pierre route",
    }.items()
}
LOCALES = {"en": "en_CA", "es": "es_MX", "fr": "fr_CA"}
#: Chapters of a paper, the least and the most, and paragraphs of a chapter; and of a small one.
VARIED, SMALL = ((1, 6), (3, 20)), ((1, 2), (1, 3))

CONF = '''"""A generated paper."""

from pathlib import Path

from editions import Edition, locale_folder

editions = [
    Edition(code="en", locale="en_CA", name="English", title="Paper {number}"),
    Edition(code="es", locale="es_MX", name="Español", title="Cuaderno {number}"),
    Edition(code="fr", locale="fr_CA", name="Français", title="Cahier {number}"),
]
editions_slug = "paper-{number}"
extensions = ["editions"]
html_theme = "editions"
html_static_path = ["../../shared"]
html_css_files = ["house.css"]
html_use_index = False
locale_dirs = [locale_folder(Path(__file__).resolve().parent / "locale")]
gettext_compact = False
author = "A Generator"
'''


SERIES = """members = ["papers/*"]
html_baseurl = "https://example.org/"
[languages.en]
title = "Papers"
description = "{about}"
[languages.es]
title = "Cuadernos"
[languages.fr]
title = "Cahiers"
"""
#: Where the sites of the series lie in it.
SITES = Path("build/series/papers")
WAYS = ("one", "cores", "unchanged", "pages", "termbase", "cached", "cluster")


@dataclass(frozen=True)
class Measurement:
    """What one run used."""

    #: How many papers there were.
    papers: int

    #: Seconds of the clock.
    wall: float
    #: User and system time of all processes of it, workers included, in seconds.
    cpu: float
    #: The greatest memory of one process, in MB.
    memory: float


def sentence(numbers: Sequence[int], words: Sequence[str]) -> str:
    """Return a sentence of the words with these numbers."""
    text = " ".join(words[number] for number in numbers)
    return f"{text[0].upper()}{text[1:]}."


def write_paper(root: Path, number: int, luck: random.Random, small: bool) -> None:
    """Write one paper of varied length, translated throughout."""
    few_chapters, few_paragraphs = SMALL if small else VARIED
    (root / "source").mkdir(parents=True)
    (root / "conf.py").write_text(CONF.format(number=number), encoding="utf-8")
    chapters = [f"chapter{index}" for index in range(1, luck.randint(*few_chapters) + 1)]
    documents: dict[str, list[tuple[str, list[int]]]] = {}
    for name in chapters:
        count = luck.randint(*few_paragraphs)
        lengths = [luck.randint(8, 60) for _ in range(count)]
        documents[name] = [
            (f"p{index}", [luck.randrange(12) for _ in range(length)])
            for index, length in enumerate(lengths)
        ]
    index = f"Paper {number}\n{'=' * 20}\n\nAbout this paper.\n\n.. toctree::\n\n"
    index += "".join(f"   {name}\n" for name in chapters)
    (root / "source/index.rst").write_text(index, encoding="utf-8")
    for place, name in enumerate(chapters, 1):
        body = "\n\n".join(sentence(numbers, WORDS["en"]) for _, numbers in documents[name])
        text = f"Chapter {place}\n{'=' * 20}\n\n{body}\n"
        (root / "source" / f"{name}.rst").write_text(text, encoding="utf-8")
    heads = {
        "es": ("Cuaderno", "Sobre este cuaderno.", "Capítulo"),
        "fr": ("Cahier", "À propos de ce cahier.", "Chapitre"),
    }
    for code, (title, about, chapter) in heads.items():
        folder = root / "locale" / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        write_catalog(
            folder / "index.po",
            code,
            {f"Paper {number}": f"{title} {number}", "About this paper.": about},
        )
        for place, name in enumerate(chapters, 1):
            pairs = {f"Chapter {place}": f"{chapter} {place}"}
            for _, numbers in documents[name]:
                pairs[sentence(numbers, WORDS["en"])] = sentence(numbers, WORDS[code])
            write_catalog(folder / f"{name}.po", code, pairs)


def write_catalog(path: Path, code: str, pairs: dict[str, str]) -> None:
    """Write a catalog of these messages and translations."""
    head = f"Language: {LOCALES[code]}\\nContent-Type: text/plain; charset=UTF-8\\n"
    entries = [f'msgid ""\nmsgstr "{head}"\n']
    entries += [f'msgid "{message}"\nmsgstr "{text}"\n' for message, text in pairs.items()]
    path.write_text("\n".join(entries), encoding="utf-8")


def write_series(folder: Path, count: int, small: bool) -> None:
    """Write so many papers into *folder*, the same for the same number, and what they share."""
    luck = random.Random(count)  # noqa: S311  # any text will do
    (folder / "shared").mkdir(parents=True)
    (folder / "shared/house.css").write_text("p { hyphens: auto; }\n", encoding="utf-8")
    for number in range(1, count + 1):
        write_paper(folder / "papers" / f"{number:05}", number, luck, small)
    describe(folder, "Short papers.")
    write_terms(folder, "ferry,barca,bac")


def describe(folder: Path, about: str) -> None:
    """Say what the series is about."""
    (folder / "series.toml").write_text(SERIES.format(about=about), encoding="utf-8")


def write_terms(folder: Path, line: str) -> None:
    """Write one termbase into all papers."""
    for place in (folder / "papers").glob("*/locale"):
        (place / "terms.csv").write_text(f"en,es,fr\n{line}\n", encoding="utf-8")


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Yield the address of a scheduler with two workers, which end with the block."""
    before = children()
    file = folder / "scheduler.json"
    common = ("--no-dashboard", "--scheduler-file", str(file))
    processes = [start("scheduler", *common, "--host", "127.0.0.1", "--port", "0", log=folder)]
    try:
        while not file.exists():
            time.sleep(0.05)
        for name in ("one", "two"):
            (folder / name).mkdir()
            options = ("--nthreads", "1", "--local-directory", str(folder / name))
            processes.append(start("worker", *common, *options, log=folder))
        address = str(json.loads(file.read_text(encoding="utf-8"))["address"])
        from distributed import Client

        # Dask's client is typed in parts.
        with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(2, timeout=120)
        yield address
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGTERM)
        for process in processes:
            process.wait()
        wait_for_others(before)


def start(kind: str, *options: str, log: Path) -> subprocess.Popen[bytes]:
    """Start a part of a cluster in a group of processes of its own."""
    with (log / "log").open("ab") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", kind, *options],
            start_new_session=True,
            stdout=file,
            stderr=file,
        )


def run(series: Path, formats: Sequence[str], *options: str) -> float:
    """Build the series with the command; return seconds of the clock."""
    file = str(series / "series.toml")
    command = [str(BIN / "editions"), "build", file, "--quiet", "--format", *formats, *options]
    before = children()
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - begin
    if done.returncode:
        raise SystemExit(f"editions build failed:\n{done.stdout}{done.stderr}")
    wait_for_others(before)
    return wall


def add_stand_ins(series: Path, built: int, count: int) -> None:
    """Add copies of the papers that are *built* until there are so many.

    Files are links to those of the papers, which a build only replaces.
    """
    from editions.workflows.records import last_build, site_digest

    there = len(list((series / "papers").iterdir()))
    for number in range(there + 1, count + 1):
        model, name = f"{(number - 1) % built + 1:05}", f"{number:05}"
        for folder in (series / "papers", series / SITES):
            shutil.copytree(folder / model, folder / name, copy_function=os.link)
        _, path = last_build(series / "papers" / name) or sys.exit("a paper has no record")
        text = path.read_text(encoding="utf-8").replace(f"papers/{model}", f"papers/{name}")
        path.unlink()
        path.write_text(text, encoding="utf-8")
        last, _ = last_build(series / "papers" / name) or sys.exit("a copy has no record")
        replace(last, files=site_digest(series / SITES / name), marks="").write(path)


def adopt_orphans() -> None:
    """Become the parent of processes whose own parents end before they do.

    Servers of forks do, and what they have used would be counted nowhere.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0):
        raise SystemExit(f"prctl: {os.strerror(ctypes.get_errno())}")


def children() -> set[int]:
    """Return the processes whose parent this one is."""
    return set(map(int, Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()))


def wait_for_others(known: set[int]) -> None:
    """Wait until there is no child but those *known*, which live on."""
    while others := children() - known:
        for process in others:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(process, os.WNOHANG)
        time.sleep(0.02)


def usage() -> tuple[float, float]:
    """Return the CPU time of all processes that have ended, and the greatest memory, in MB."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime, ended.ru_maxrss / 1024


def forget(series: Path) -> None:
    """Remove what was built."""
    for folder in (*series.glob("build"), *series.glob("papers/*/build")):
        shutil.rmtree(folder)


class Measuring:
    """Builds a series in every way, and keeps what each used."""

    def __init__(self, folder: Path, formats: Sequence[str]) -> None:
        self.folder = folder
        self.series = folder / "series"
        self.formats = formats
        self.found: dict[str, Measurement] = {}

    def take(self, name: str, *options: str, cores: int = 0) -> None:
        """Build once, on so many *cores*, all of them where that is 0."""
        count = len(list((self.series / "papers").iterdir()))
        before = usage()
        kept = os.sched_getaffinity(0)
        if cores:
            os.sched_setaffinity(0, sorted(kept)[:cores])
        try:
            wall = run(self.series, self.formats, *options)
        finally:
            os.sched_setaffinity(0, kept)
        after = usage()
        self.found[name] = Measurement(count, wall, after[0] - before[0], after[1])
        print(f"{name}: {wall:.1f} s", flush=True)

    def take_standing(self, ways: Sequence[str], *options: str, suffix: str = "") -> None:
        """Measure what builds nothing."""
        if "unchanged" in ways:
            self.take(f"unchanged{suffix}", *options)
        if "pages" in ways:
            describe(self.series, f"Papers{suffix}.")
            self.take(f"pages{suffix}", *options)

    def take_cluster(self) -> None:
        """Measure a cluster with its workers, which have to end for that."""
        before = usage()
        with cluster(self.folder) as address:
            self.take("cluster", "--scheduler", address)
            travelled(self.series, self.folder)
        after = usage()
        one = self.found["cluster"]
        self.found["cluster"] = replace(one, cpu=after[0] - before[0], memory=after[1])


def measure(
    folder: Path, count: int, formats: Sequence[str], ways: Sequence[str], more: Sequence[int]
) -> dict[str, Measurement]:
    """Build *count* papers in every way, and *more* where nothing is built."""
    measuring = Measuring(folder, formats)
    series = measuring.series
    cache = ("--cache", str(folder / "cache"))
    if "one" in ways:
        measuring.take("one", cores=1)
        forget(series)
    if "cluster" in ways:
        measuring.take_cluster()
        forget(series)
    measuring.take("cores", *cache)
    if "cached" in ways:
        forget(series)
        measuring.take("cached", *cache)
    measuring.take_standing(ways, *cache)
    if "termbase" in ways:
        write_terms(series, "ferry,transbordador,traversier")
        measuring.take("termbase", *cache)
    for number in more:
        add_stand_ins(series, count, number)
        run(series, formats, *cache)  # looks into the copies once, and at their times from then on
        measuring.take_standing(ways, *cache, suffix=f" {number}")
    return measuring.found


def travelled(series: Path, folder: Path) -> None:
    """Print how many bytes went to the workers and came back."""
    archives = list(folder.glob("*/dask-scratch-space/*/editions/archives/*"))
    sent = sum(path.stat().st_size for path in archives)
    inputs = (p for p in (series / "papers").rglob("*") if "build" not in p.parts and p.is_file())
    sites = (p for p in (series / SITES).rglob("*") if p.is_file())
    total, back = (sum(path.stat().st_size for path in paths) for paths in (inputs, sites))
    print(
        f"sent: {len(archives)} archives, {sent / 1e6:.2f} MB, of files of {total / 1e6:.2f} MB;"
        f" came back: sites of {back / 1e6:.2f} MB before they are packed"
    )


def main() -> None:
    """Measure, and print times, times a paper, and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--papers", type=int, default=10, help="how many (default: 10)")
    parser.add_argument("--small", action="store_true", help="papers of a chapter or two")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS), help="default: all")
    parser.add_argument(
        "--stand-ins", nargs="+", type=int, default=[], help="so many papers, most of them copies"
    )
    parser.add_argument(
        "--format", nargs="+", default=["html"], dest="formats", help="formats (default: html)"
    )
    parser.add_argument("--folder", type=Path, help="work in this one, on a disk in memory, say")
    parser.add_argument("--json", type=Path, help="write the measurements into this file")
    options = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1750000000")
    adopt_orphans()
    if options.folder:
        options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="editions-series-", dir=options.folder) as scratch:
        write_series(Path(scratch, "series"), options.papers, options.small)
        found = measure(
            Path(scratch), options.papers, options.formats, options.ways, options.stand_ins
        )
    heads = ("papers", "wall s", "cpu s", "wall ms/p", "cpu ms/p", "cpu / one", "MB")
    print(f"\n{'':16}" + "".join(f"{head:>10}" for head in heads))
    first = found.get("one", found["cores"])
    for name, one in found.items():
        wall, cpu = (number / one.papers * 1000 for number in (one.wall, one.cpu))
        numbers = (one.wall, one.cpu, wall, cpu, cpu / (first.cpu / first.papers * 1000))
        line = f"{name:16}{one.papers:>10}" + "".join(f"{n:>10.2f}" for n in numbers)
        print(f"{line}{one.memory:>10.0f}")
    if "cluster" in found:
        overhead = found["cluster"].cpu - first.cpu
        share = overhead / first.cpu
        print(f"cluster - one: {overhead / options.papers:.2f} CPU s a paper, {share:.0%}")
    if options.json:
        report = {name: asdict(one) for name, one in found.items()}
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
