"""Plant small mistakes in modules, one at a time, and see whether their mirrored tests notice.

Cosmic Ray makes the mutants; each is tried in a fork of a process that has its tests collected,
with the tests that run the function it stands in, the quickest first.  What is settled when a
module is imported, such as a constant, is tried in a fork that imports the package anew.  Settings
stand in pyproject.toml, under ``tool.mutation``.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import gc
import importlib
import importlib.machinery
import importlib.util
import json
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
import tomllib
import traceback
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from editions.catalogs.keeping import KeptFunction  # noqa: E402  (stands where ROOT leads)
from tests.mirrors import modules, tests_of  # noqa: E402

#: What takes long to import, and stays the same: forks find it done.
PRELOADED = (
    "sphinx.application", "sphinx.builders.html", "docutils.core", "babel.messages.pofile",
    "lxml.html", "weasyprint", "jsonschema", "translate.storage.xliff", "pikepdf", "pybtex",
)  # fmt: skip

#: A mutant may take so many times the processor time of its tests, and so many seconds more.
CPU_FACTOR, CPU_MARGIN = 10, 10
#: The same for the time that passes, on a machine with other work: a mutant may wait for ever.
WAIT_FACTOR, WAIT_MARGIN = 50, 60
#: Seconds of processor time that pytest takes to import the package.
IMPORT = 3


#: The classes of functions that remember what they have returned.
CACHES = (type(cache(len)), KeptFunction)


@dataclass(frozen=True)
class Settings:
    """What ``tool.mutation`` in pyproject.toml says."""

    #: Rooms of the package, or single modules.
    rooms: tuple[str, ...]
    #: Names of Cosmic Ray's operators.
    operators: tuple[str, ...]
    #: Lines that match it bear no mutant.
    skipped_lines: re.Pattern[str]
    #: Mutants a module.
    sample: int
    seed: int
    #: Per cent of the mutants that tests must notice.
    at_least: int
    #: Tests that take longer, in seconds of processor time, are left out.
    slowest_test: float
    #: Tests with one of these fixtures are left out.
    skipped_fixtures: frozenset[str]
    #: A file that lists mutants which change nothing that could be noticed.
    equivalents: Path


@dataclass(frozen=True)
class Mutant:
    """A module with one small mistake."""

    module: str
    path: Path
    #: Where the mistake is, and the line as it stands and as it would be.
    line: int
    before: str
    after: str
    #: The whole text of the module with the mistake.
    source: str = field(repr=False)

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.before}  ->  {self.after}"


@dataclass(frozen=True)
class Timing:
    """What is known of one test."""

    #: Seconds of processor time.
    cpu: float
    #: First lines of the module's functions that it runs.
    functions: frozenset[int]


def read_settings() -> Settings:
    """Read the settings."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        table = tomllib.load(file)["tool"]["mutation"]
    return Settings(
        tuple(table["rooms"]),
        tuple(table["operators"]),
        re.compile(table["skipped-lines"]),
        table["sample"],
        table["seed"],
        table["at-least"],
        table["slowest-test"],
        frozenset(table["skipped-fixtures"]),
        ROOT / table["equivalents"],
    )


def read_equivalents(path: Path) -> set[tuple[str, str, str]]:
    """Return the mutants that nothing could notice: module, line as it stands and as it would be.

    Raises:
        SystemExit: one names a line that its module no longer has.
    """
    with path.open("rb") as file:
        rows = tomllib.load(file).get("equivalent", [])
    for row in rows:
        source = (ROOT / "editions" / f"{row['module'].replace('.', '/')}.py").read_text("utf-8")
        if row["before"] not in map(str.strip, source.splitlines()):
            raise SystemExit(f"{path.name}: {row['module']} has no line {row['before']!r}; drop it")
    return {(row["module"], row["before"], row["after"]) for row in rows}


# --- mutants -------------------------------------------------------------------------------------


def sample_mutants(module: str, settings: Settings) -> list[Mutant]:
    """Return mutants of a module, the same ones for the same seed and text."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.operators.provider import OperatorProvider

    path = ROOT / "editions" / f"{module.replace('.', '/')}.py"
    source = path.read_text(encoding="utf-8")
    provider = OperatorProvider()
    tree = get_ast(source)
    places = [
        (name, number)
        for name in settings.operators
        for number in range(
            sum(len(list(provider[name]().mutation_positions(n))) for n in ast_nodes(tree))
        )
    ]
    random.Random(f"{settings.seed} {module}").shuffle(places)  # noqa: S311 (no secret)
    found: list[Mutant] = []
    seen = {meaning(source)}
    for name, number in places:
        if len(found) >= settings.sample:
            break
        mutated = mutate_code(source, provider[name](), number)
        try:
            now = meaning(mutated)
        except SyntaxError:
            continue
        line, before, after = changed_line(source, mutated)
        if now not in seen and not settings.skipped_lines.search(before):
            seen.add(now)
            found.append(Mutant(module, path, line, before, after, mutated))
    return found


def meaning(source: str) -> str:
    """Return the program that stands in *source*.

    Annotations and docstrings do nothing in it, nor does ``strict``, which states what holds.
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(value=None)
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.keyword) and node.arg == "strict":
            node.value = ast.Constant(value=None)
    return ast.dump(tree)


def changed_line(source: str, mutated: str) -> tuple[int, str, str]:
    """Return the number of the first line that differs, and the line in each."""
    old, new = source.splitlines(), mutated.splitlines()
    changes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    _, begin, end, start, stop = next(change for change in changes if change[0] != "equal")
    before, after = old[begin:end], new[start:stop]
    return begin + 1, " ".join(map(str.strip, before)), " ".join(map(str.strip, after))


def changed_function(mutant: Mutant) -> tuple[CodeType, CodeType] | None:
    """Return the code of the one function that differs, as it stands and with the mistake.

    None where the module or a class differs beyond that: it must be imported anew.
    """
    old = compile(mutant.path.read_text("utf-8"), str(mutant.path), "exec", dont_inherit=True)
    new = compile(mutant.source, str(mutant.path), "exec", dont_inherit=True)
    while not old.co_flags & 1:  # CO_OPTIMIZED: a function's
        if own_part(old) != own_part(new):
            return None
        pairs = zip(inner_codes(old), inner_codes(new), strict=True)
        changed = [pair for pair in pairs if pair[0] != pair[1]]
        if len(changed) != 1:
            return None
        old, new = changed[0]
    return (old, new) if old.co_freevars == new.co_freevars else None


def inner_codes(code: CodeType) -> list[CodeType]:
    """Return the code of the functions and classes that *code* makes."""
    return [constant for constant in code.co_consts if isinstance(constant, CodeType)]


def own_part(code: CodeType) -> tuple[object, ...]:
    """Return what *code* does itself."""
    own = [constant for constant in code.co_consts if not isinstance(constant, CodeType)]
    return code.co_code, code.co_names, own, len(inner_codes(code))


# --- trials --------------------------------------------------------------------------------------


def in_fork(work: Callable[[], Any], cpu: float | None = None) -> Any:
    """Return what *work* returns in a fork, or None where the fork does not get to its end."""
    reader, writer = os.pipe()
    sys.stdout.flush()
    with warnings.catch_warnings():  # of threads, which a fork leaves behind; it needs none
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        os.close(reader)
        if cpu is not None:
            limit = int(CPU_FACTOR * cpu) + CPU_MARGIN
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            signal.alarm(int(WAIT_FACTOR * cpu) + WAIT_MARGIN)
        try:
            answer = json.dumps(work()).encode()
            with open(writer, "wb") as file:  # noqa: PTH123 (a descriptor)
                file.write(answer)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, "rb") as file:  # noqa: PTH123 (a descriptor)
        answer = file.read()
    os.waitpid(pid, 0)
    return json.loads(answer) if answer else None


def silence() -> None:
    """Let nobody hear what the tests of a mutant print."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def fails(session: pytest.Session, item: pytest.Item, following: pytest.Item | None) -> bool:
    """Run one test, and tell whether it fails."""
    before = session.testsfailed
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    return session.testsfailed > before


class Trials:
    """A plugin of pytest: instead of a run of the collected tests, one for each mutant."""

    def __init__(self, mutants: Sequence[Mutant], settings: Settings) -> None:
        self.mutants = mutants
        self.settings = settings
        #: For each mutant: whether it was noticed; None where the package must be imported anew.
        self.noticed: list[bool | None] = []
        #: By test, the quickest first.
        self.timings: dict[str, Timing] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure the tests, then try each mutant."""
        skipped = self.settings.skipped_fixtures
        items = [i for i in session.items if not skipped & set(getattr(i, "fixturenames", ()))]
        measured = in_fork(lambda: self._measure(session, items)) or {}
        self.timings = {
            name: Timing(cpu, frozenset(lines))
            for name, (cpu, lines) in sorted(measured.items(), key=lambda pair: pair[1][0])
            if cpu <= self.settings.slowest_test
        }
        by_name = {item.nodeid: item for item in items}
        kept = [by_name[name] for name in self.timings]
        self.noticed = [self._try(session, kept, mutant) for mutant in self.mutants]
        return True

    def _measure(
        self, session: pytest.Session, items: Sequence[pytest.Item]
    ) -> dict[str, tuple[float, list[int]]]:
        """Return what each test that passes takes, and which functions of the module it runs."""
        silence()
        found = {}
        functions: set[int] = set()
        path = str(self.mutants[0].path)
        # What one test has cached, the next would not run.
        caches = [item for item in gc.get_objects() if isinstance(item, CACHES)]
        own = [item for item in caches if item.__module__.startswith("editions.")]

        def watch(frame: FrameType, _event: str, _argument: object) -> None:
            if frame.f_code.co_filename == path:
                functions.add(frame.f_code.co_firstlineno)

        for item, following in zip(items, [*items[1:], None], strict=True):
            functions.clear()
            for known in own:
                known.cache_clear()
            began = time.process_time()
            sys.settrace(watch)
            failed = fails(session, item, following)
            sys.settrace(None)
            if not failed:
                found[item.nodeid] = (time.process_time() - began, sorted(functions))
        return found

    def _try(
        self, session: pytest.Session, items: Sequence[pytest.Item], mutant: Mutant
    ) -> bool | None:
        codes = changed_function(mutant)
        if codes is None:
            return None
        old, new = codes
        suited = [i for i in items if old.co_firstlineno in self.timings[i.nodeid].functions]
        if not suited:
            return False
        live = [f for f in gc.get_objects() if isinstance(f, FunctionType) and f.__code__ == old]
        if not live:
            return None

        def work() -> bool:
            silence()
            for function in live:
                function.__code__ = new
            following = [*suited[1:], None]
            return any(fails(session, *pair) for pair in zip(suited, following, strict=True))

        cpu = sum(self.timings[item.nodeid].cpu for item in suited)
        return in_fork(work, cpu) is not False


class Selection:
    """A plugin of pytest: only some of the collected tests, in a given order."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the chosen tests."""
        by_name = {item.nodeid: item for item in items}
        items[:] = [by_name[name] for name in self.names if name in by_name]


class Changed(importlib.machinery.SourceFileLoader):
    """Imports a module as a mutant has it."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(f"editions.{mutant.module}", str(mutant.path))
        self.mutant = mutant

    def find_spec(
        self, name: str, _path: object, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return how to import the module; others are imported as ever."""
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def get_code(self, _name: str) -> CodeType:
        """Return the code with the mistake, whatever has been compiled before."""
        return compile(self.mutant.source, self.path, "exec", dont_inherit=True)


def run_pytest(module: str, *plugins: object, stop: bool = False) -> int:
    """Run pytest on the mirrored tests of *module*; return its exit status."""
    hypothesis.settings.register_profile(
        "mutation",
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )
    files = [str(ROOT / path) for path in tests_of(module)]
    options = [
        *("-q", "-n0", "-pno:cacheprovider", "--hypothesis-profile=mutation"),
        "-Wignore::pytest.PytestAssertRewriteWarning",
    ]
    if stop:
        options.append("-x")
    return pytest.main([*options, *files], plugins=list(plugins))


def try_mutants(module: str, mutants: Sequence[Mutant], settings: Settings) -> list[bool]:
    """Return for each mutant of a module whether its mirrored tests notice it."""

    def try_functions() -> tuple[list[bool | None], dict[str, float]]:
        silence()
        trials = Trials(mutants, settings)
        run_pytest(module, trials)
        return trials.noticed, {name: timing.cpu for name, timing in trials.timings.items()}

    noticed, tests = in_fork(try_functions) or ([], {})
    if not tests:
        print(f"{module}: none of its tests is quick and passes", file=sys.stderr)
        return [False] * len(mutants)

    def try_import(mutant: Mutant) -> bool:
        silence()
        sys.meta_path.insert(0, Changed(mutant))
        return run_pytest(module, Selection(tests), stop=True) != 0

    return [
        in_fork(partial(try_import, mutant), sum(tests.values()) + IMPORT) is not False
        if known is None
        else known
        for mutant, known in zip(mutants, noticed, strict=True)
    ]


# --- the report ----------------------------------------------------------------------------------


def chosen_modules(rooms: Iterable[str]) -> list[str]:
    """Return the modules of *rooms*, which may be single modules."""
    return [
        module
        for module in modules()
        if any(module == room or module.startswith(f"{room}.") for room in rooms)
    ]


def row(name: str, noticed: Sequence[bool]) -> str:
    """Return a line of the table."""
    killed = sum(noticed)
    share = f"{100 * killed / len(noticed):5.0f} %" if noticed else "      -"
    return f"{name:32}{len(noticed):8}{killed:8}{len(noticed) - killed:10}{share:>10}"


def main() -> int:
    """Try mutants of all modules; return 1 where tests notice too few of them."""
    settings = read_settings()
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("rooms", nargs="*", help="rooms of the package, or single modules")
    parser.add_argument("--sample", type=int, default=settings.sample, help="mutants a module")
    parser.add_argument("--seed", type=int, default=settings.seed)
    options = parser.parse_args()
    settings = replace(settings, sample=options.sample, seed=options.seed)
    equivalents = read_equivalents(settings.equivalents)
    for name in PRELOADED:
        importlib.import_module(name)
    print(f"{'module':32}{'mutants':>8}{'killed':>8}{'survived':>10}{'per cent':>10}")
    total: list[bool] = []
    survivors: list[Mutant] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder  # leave the folders of other runs alone
        for module in chosen_modules(options.rooms or settings.rooms):
            mutants = [
                mutant
                for mutant in sample_mutants(module, settings)
                if (mutant.module, mutant.before, mutant.after) not in equivalents
            ]
            noticed = try_mutants(module, mutants, settings) if mutants else []
            print(row(module, noticed), flush=True)
            total += noticed
            survivors += [m for m, known in zip(mutants, noticed, strict=True) if not known]
    print(row("all", total))
    for mutant in survivors:
        print(mutant)
    return int(100 * sum(total) < settings.at_least * len(total))


if __name__ == "__main__":
    sys.exit(main())
