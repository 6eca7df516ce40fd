"""Measure whole builds against other ways from the same text to the same formats.

    .venv/bin/python benchmarks/build.py                       every scenario, three rounds
    .venv/bin/python benchmarks/build.py cold msgstr --rounds 5
    .venv/bin/python benchmarks/build.py growth --sizes 1 4 --peers latex
    .venv/bin/python benchmarks/build.py cold --python peers/bin/python

Every candidate has a copy of the publication in a temporary folder, and no run touches anything
else.  In every round the candidates take turns, each run in processes of its own, so that a busy
machine weighs on all; what is printed are medians, and the medians of the ratios of each round.

Scenarios

``cold``        every edition as HTML and PDF, from nothing; ``whole`` is all that ``make`` builds
``unchanged``   the same again, nothing changed
``msgstr``      one translation changed: HTML of its edition, then its PDF
``cell``        one number of the data changed: every edition as HTML and PDF
``growth``      the chapters 1, 4 and 16 times: HTML, then PDF, of one translation from nothing
``languages``   1, 3, 8 and 20 languages: HTML from nothing; ``whole`` with pairs and the site
``charts``      HTML and PDF from nothing, with the charts of the data and without

Candidates

``editions``    ``editions build`` without pairs, which peers have not
``whole``       ``editions build`` as it is
``sphinx``      ``sphinx-build -b html``, where HTML alone is made
``latex``       the same and ``-b latex``, latexmk and XeLaTeX
``simplepdf``   the same and sphinx-simplepdf
``typst``       the same and typsphinx, without the packages that it fetches from the network

Peers have the same text and catalogs, tables and references as plain text, no charts, and Sphinx's
own theme.  They build one language after the other, as a Makefile does, so that their wall-clock
time is about that of one core.  A peer that is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from live import Message, choose_message
from measuring import FailedError, Measurement, growth_table, ratio_table
from peers import PEERS, Candidate, Peer, commands, make_plain, stand_in_packages
from scaling import add_languages, changed_cell, countries, grow, without_directive

from editions.languages import Publication
from editions.workflows.sphinx_run import load_publication

PROJECT = Path(__file__).resolve().parent.parent
OURS, WHOLE, PLAIN = "editions", "whole", "sphinx"
BOTH = ("html", "pdf")
#: What no copy of a publication needs.
UNWANTED = shutil.ignore_patterns(".*", "build", "_build", "tests", "node_modules", "__pycache__")

Results = dict[str, list[Measurement]]


def compiled_once() -> dict[str, str]:
    """Return this environment, in which Python keeps what it has compiled, as it is wont to.

    Peers are installed and compiled; this package may be run from where it is written.
    """
    return {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


@dataclass
class Benchmark:
    """What is measured, where, and what came of it."""

    project: Publication
    work: Path
    #: Python of the environment that the peers are installed in.
    python: str
    peers: Sequence[Peer]
    rounds: int
    #: The measurements by scenario and candidate.
    results: dict[str, dict[str, list[Measurement]]] = field(default_factory=dict)
    _copies: int = 0

    @property
    def codes(self) -> list[str]:
        """The codes of the editions, the original first."""
        return [edition.code for edition in self.project.editions]

    @property
    def translation(self) -> str:
        """The code of the edition that is measured where one is."""
        return self.codes[min(1, len(self.codes) - 1)]

    def copy(self, times: int = 1, languages: int = 0) -> Path:
        """Return the folder of a new copy of the publication, as large as that."""
        self._copies += 1
        root = self.work / f"copy-{self._copies}"
        shutil.copytree(self.project.root, root, ignore=UNWANTED)
        if times > 1:
            catalogs = [path for path in root.glob("locale/*/LC_MESSAGES") if path.is_dir()]
            grow(
                root / self.project.source.relative_to(self.project.root), "index", catalogs, times
            )
        if languages:
            add_languages(root, self.codes, languages)
        return root

    def ours(self, root: Path, name: str = OURS) -> Candidate:
        """Return this package as a candidate in *root*; all that it makes, if it is the whole."""
        command = [sys.executable, "-m", "editions", "build", "--quiet", "--project", str(root)]

        def build(codes: Sequence[str], formats: Sequence[str]) -> list[list[str]]:
            selected = [*command, "--edition", *codes]
            if name == WHOLE:  # EPUBs too, where more than pages is wanted
                return [selected if "pdf" in formats else [*selected, "--format", *formats]]
            return [[*selected, "--format", *formats, "--no-pairs"]]

        environment = {
            **compiled_once(), "PYTHONPATH": str(PROJECT), "SOURCE_DATE_EPOCH": "1700000000"
        }  # fmt: skip
        return Candidate(name, root, build, environment)

    def others(self, formats: Sequence[str], times: int = 1, languages: int = 0) -> list[Candidate]:
        """Return the peers that make *formats*, each in a plain copy."""
        wanted: list[Peer | None] = list(self.peers) if "pdf" in formats else [None]
        programs = os.pathsep.join((str(Path(self.python).parent), os.environ.get("PATH", "")))
        packages = self.work / "packages"
        if not packages.exists():
            stand_in_packages(packages)
        environment = {**compiled_once(), "PATH": programs, "XDG_DATA_HOME": str(packages)}
        return [self._other(peer, environment, times, languages) for peer in wanted]

    def _other(
        self, peer: Peer | None, environment: Mapping[str, str], times: int, languages: int
    ) -> Candidate:
        root = self.copy(times, languages)
        make_plain(root, self.project.original.title, self.project.slug, "index")

        def build(codes: Sequence[str], formats: Sequence[str]) -> list[list[str]]:
            return commands(peer, self.python, root, codes, formats)

        return Candidate(peer.name if peer else PLAIN, root, build, environment)

    def take_turns(
        self,
        scenario: str,
        candidates: Sequence[Candidate],
        run: Callable[[Candidate], Measurement],
        before: Callable[[Candidate], object] = lambda candidate: None,
    ) -> Results:
        """Measure every candidate in every round, after what has to happen *before*."""
        found: Results = {candidate.name: [] for candidate in candidates}
        for number in range(self.rounds):
            for candidate in candidates:
                if candidate.name not in found:
                    continue
                before(candidate)
                try:
                    measured = run(candidate)
                except FailedError as error:
                    self.leave_out(scenario, candidate, error)
                    del found[candidate.name]
                    continue
                found[candidate.name].append(measured)
                print(
                    f"{scenario}, round {number + 1}: {candidate.name}"
                    f" {measured.cpu:.2f} CPU s, {measured.wall:.2f} s",
                    file=sys.stderr,
                    flush=True,
                )
        self.results[scenario] = found
        return found

    def prepared(
        self, scenario: str, candidates: Sequence[Candidate], formats: Sequence[str]
    ) -> list[Candidate]:
        """Return those of *candidates* that can build all editions, and have."""
        found = []
        for candidate in candidates:
            try:
                candidate.run(self.codes, formats)
                found.append(candidate)
            except FailedError as error:
                self.leave_out(scenario, candidate, error)
        return found

    def leave_out(self, scenario: str, candidate: Candidate, error: FailedError) -> None:
        """Say that a peer cannot build this text; that this package cannot ends all."""
        if candidate.name not in {PLAIN, *(peer.name for peer in self.peers)}:
            raise SystemExit(str(error)) from error
        print(f"{candidate.name} is left out of {scenario}: {error}", file=sys.stderr, flush=True)

    # The scenarios; each yields the lines of its report.

    def cold(self) -> Iterator[str]:
        """Build from nothing, and then nothing changed."""
        yield from self._cold_and_again("cold")

    def unchanged(self) -> Iterator[str]:
        """Build where nothing has changed."""
        yield from self._cold_and_again("unchanged")

    def _cold_and_again(self, scenario: str) -> Iterator[str]:
        candidates = [self.ours(self.copy()), self.ours(self.copy(), WHOLE), *self.others(BOTH)]
        if scenario == "cold":
            results = self.take_turns(
                scenario, candidates, lambda one: one.run_from_nothing(self.codes, BOTH)
            )
        else:
            ready = self.prepared(scenario, candidates, BOTH)
            results = self.take_turns(scenario, ready, lambda one: one.run(self.codes, BOTH))
        yield f"{len(self.codes)} editions as HTML and PDF, {scenario}"
        yield from ratio_table(results, OURS)

    def msgstr(self) -> Iterator[str]:
        """Change one translation of one edition."""
        for form in BOTH:
            candidates = [self.ours(self.copy()), *self.others([form])]
            candidates = self.prepared("msgstr", candidates, [form])
            messages: dict[str, Message] = {}
            for candidate in candidates:
                folder = candidate.root / "locale" / self.translation / "LC_MESSAGES"
                messages[candidate.name] = choose_message(folder)
            results = self.take_turns(
                f"msgstr, {form}",
                candidates,
                lambda one, form=form: one.run([self.translation], [form]),  # type: ignore[misc]  # a default of a loop
                lambda one, messages=messages: messages[one.name].change(),  # type: ignore[misc]  # the same
            )
            yield f"one msgstr changed: {form.upper()} of {self.translation}"
            yield from ratio_table(results, OURS)

    def cell(self) -> Iterator[str]:
        """Change one number of the data."""
        candidates = [self.ours(self.copy()), *self.others(BOTH)]
        candidates = self.prepared("cell", candidates, BOTH)
        place = self.project.data.parent.relative_to(self.project.root)

        def change(candidate: Candidate) -> None:
            for path in sorted((candidate.root / place).glob("*.csv")):
                text = path.read_text(encoding="utf-8")
                if changed_cell(text) != text:
                    path.write_text(changed_cell(text), encoding="utf-8")
                    return
            raise SystemExit(f"no table in {place} has a number with a decimal point")

        results = self.take_turns("cell", candidates, lambda one: one.run(self.codes, BOTH), change)
        yield f"one number of the data changed: {len(self.codes)} editions as HTML and PDF"
        yield from ratio_table(results, OURS)

    def growth(self, sizes: Sequence[int]) -> Iterator[str]:
        """Build one translation of a publication with its chapters several times."""
        for form in BOTH:
            by_size: dict[str, dict[int, list[Measurement]]] = {}
            for size in sizes:
                candidates = [self.ours(self.copy(size)), *self.others([form], size)]
                results = self.take_turns(
                    f"growth, {form} of {size} times",
                    candidates,
                    lambda one, form=form: one.run_from_nothing([self.translation], [form]),  # type: ignore[misc]  # a default of a loop
                )
                for name, measured in results.items():
                    by_size.setdefault(name, {})[size] = measured
                for candidate in candidates:
                    shutil.rmtree(candidate.root)
            yield f"{form.upper()} of {self.translation}, the chapters several times"
            yield from growth_table(by_size, "times")

    def languages(self, counts: Sequence[int]) -> Iterator[str]:
        """Build the web editions of several languages."""
        by_count: dict[str, dict[int, list[Measurement]]] = {}
        sizes: dict[int, float] = {}
        for count in counts:
            codes = list(countries(self.codes, count))
            whole = self.ours(self.copy(languages=count), WHOLE)
            ours = self.ours(self.copy(languages=count))
            candidates = [ours, whole, *self.others(["html"], languages=count)]
            results = self.take_turns(
                f"languages, {count}",
                candidates,
                lambda one, codes=codes: one.run_from_nothing(codes, ["html"]),  # type: ignore[misc]  # a default of a loop
            )
            for name, measured in results.items():
                by_count.setdefault(name, {})[count] = measured
            files = [path for path in (whole.root / "build/site").rglob("*") if path.is_file()]
            sizes[count] = sum(path.stat().st_size for path in files) / (1 << 20)
            for candidate in candidates:
                shutil.rmtree(candidate.root)
        yield "HTML of several languages"
        yield from growth_table(by_count, "lang.")
        shown = ", ".join(f"{count} lang. {size:.1f}" for count, size in sizes.items())
        yield f"the site with pairs, in MiB: {shown}"

    def charts(self) -> Iterator[str]:
        """Build with the charts and without."""
        with_charts, without = (
            self.ours(self.copy(), "with charts"),
            self.ours(self.copy(), "without"),
        )
        count = 0
        for path in without.root.rglob("*.rst"):
            text = path.read_text(encoding="utf-8")
            count += text.count(".. data-chart::")
            path.write_text(without_directive(text, "data-chart"), encoding="utf-8")
        results = self.take_turns(
            "charts", [with_charts, without], lambda one: one.run_from_nothing(self.codes, BOTH)
        )
        yield f"{count} charts in {len(self.codes)} editions as HTML and PDF, from nothing"
        yield from ratio_table(results, with_charts.name)


#: What can be measured, in the order in which it is.
SCENARIOS = ("cold", "unchanged", "msgstr", "cell", "growth", "languages", "charts")


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    summary, _, rest = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "scenarios",
        nargs="*",
        metavar="SCENARIO",
        help=f"what to measure (default: all): {', '.join(SCENARIOS)}",
    )
    parser.add_argument(
        "--project", type=Path, default=PROJECT, help="folder of the publication (default: ours)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="runs of each candidate (default: 3)")
    names = [peer.name for peer in PEERS]
    parser.add_argument(
        "--peers", nargs="*", choices=names, default=names, help="ways to a PDF (default: all)"
    )
    parser.add_argument(
        "--python",
        default=sys.executable,
        help="Python of the environment that the peers are installed in (default: this one)",
    )
    parser.add_argument(
        "--sizes", nargs="+", type=int, default=[1, 4, 16], help="of growth (default: 1 4 16)"
    )
    parser.add_argument(
        "--counts", nargs="+", type=int, default=[1, 3, 8, 20],
        help="of languages (default: 1 3 8 20)",
    )  # fmt: skip
    parser.add_argument("--json", type=Path, help="file for every single measurement")
    options = parser.parse_args()
    unknown = set(options.scenarios) - set(SCENARIOS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known are {', '.join(SCENARIOS)}")
    if min(options.rounds, *options.sizes, *options.counts) < 1:
        parser.error("rounds, sizes and counts begin at 1")
    return options


def main() -> None:
    """Measure and report."""
    options = parse_arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # which removes the copies
    peers = []
    for peer in PEERS:
        if peer.name in options.peers and options.scenarios != ["charts"]:
            missing = peer.missing(options.python)
            if missing:
                print(f"{peer.name} is left out, because {missing} cannot be found")
            else:
                peers.append(peer)
    project = load_publication(options.project.resolve())
    with tempfile.TemporaryDirectory() as folder:
        benchmark = Benchmark(project, Path(folder), options.python, peers, options.rounds)
        for name in SCENARIOS:
            if options.scenarios and name not in options.scenarios:
                continue
            run = getattr(benchmark, name)
            more = {"growth": (options.sizes,), "languages": (options.counts,)}.get(name, ())
            print("\n" + "\n".join(run(*more)), flush=True)
        if options.json:
            found = {
                scenario: {name: [asdict(one) for one in each] for name, each in results.items()}
                for scenario, results in benchmark.results.items()
            }
            options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
