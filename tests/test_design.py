"""The package's rooms: imports go one way, and there is no cycle."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import editions
from tests import mirrors

PACKAGE = mirrors.PACKAGE

DECLARATIONS = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
PYPROJECT = DECLARATIONS["project"]
#: The optional parts of the package.
EXTRAS = sorted(set(PYPROJECT["optional-dependencies"]) - {"all", "editable", "test"})
#: What Sphinx and the command load before they know what is wanted.
LOADED = (
    "editions.extension",
    "editions.cli",
    "editions.workflows.build",
    "editions.workflows.check",
)

#: The rooms of the package, a folder or a loose module each, from the ground up: a module imports
#: from its own room and from those before it.
ROOMS = (
    "phrases",
    "findings",
    "extras",
    "borrowed",
    "files",
    "dates",
    "languages",
    "settings",
    "system",
    "quantities",
    "catalogs",
    "interface",
    "changes",
    "exchange",
    "rules",
    "desk",
    "verification",
    "references",
    "translations",
    "citations",
    "tables",
    "charts",
    "web",
    "search",
    "pdf",
    "bilingual",
    "epub",
    "releases",
    "series",
    "scaffolding",
    "workflows",
    "cluster",
    "live",
    "arguments",
    "commands",
    "cli",
    "__main__",
    "extension",
    "theme",
)

#: What a project brings that uses it; the package does without.
OF_PROJECTS = {"markdown_it", "myst_parser", "weblate"}

#: More loose modules than this hide the order.
MOST_LOOSE = 8

#: What knows Sphinx: whole rooms, and modules of the others.  All else is pure.
GLUE = {
    "borrowed.sphinx",
    "borrowed.sphinx_application",
    "borrowed.sphinx_log",
    "translations",
    "citations",
    "tables.abbreviations",
    "tables.environment",
    "tables.directives",
    "charts.directives",
    "web.contents_beside",
    "web.declared",
    "web.deferred",
    "web.extensions",
    "web.feeds",
    "web.print_files",
    "web.lighter",
    "web.lines",
    "web.notebooks",
    "web.pages",
    "web.pictures",
    "web.switcher",
    "web.theme",
    "web.translator",
    "web.unseen",
    "search.site",
    "pdf.builder",
    "pdf.registration",
    "pdf.writer",
    "bilingual.links",
    "epub.builder",
    "epub.description",
    "epub.errors",
    "epub.registration",
    "workflows",
    "live",
    "extension",
    "theme",
}

#: Pure modules that may know docutils.
DOCUTILS_ALLOWED = {
    "borrowed.docutils",
    "borrowed.words",
    "catalogs.paragraphs",
    "catalogs.policy",
    "catalogs.restructuredtext",
    "catalogs.tokens",
    "pdf.assembly",
    "pdf.direction",
    "pdf.formulas",
}


#: Which packages bring which libraries; to look through all that is installed takes long.
distributions = cache(packages_distributions)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


#: How borrowed parts are named: ``sphinx.config:Config``.
PLACE = re.compile(r"(?P<module>[a-z_]\w*(\.\w+)*):[A-Za-z_][\w.]*")


@cache
def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif (
            path.parent == PACKAGE / "borrowed"
            and isinstance(node, ast.Constant)
            and (place := PLACE.fullmatch(str(node.value)))
        ):
            found.add(place["module"])  # looked up by name
    return found


MODULES = {module_name(path): path for path in PACKAGE.rglob("*.py")}
PACKAGES = {module_name(path) for path in PACKAGE.rglob("__init__.py")}
NAMES = sorted(MODULES.keys() - {"__init__"})


def room(name: str) -> str:
    return name.partition(".")[0]


def imported(name: str) -> set[str]:
    """Return what a module imports; it is read when a test asks, not by whoever collects them."""
    return imports(MODULES[name])


def inner(name: str) -> set[str]:
    """Return the package's own modules that a module imports."""
    own = {found.removeprefix("editions.") for found in imported(name) if "editions." in found}
    return own & MODULES.keys() - {"__init__"}


def test_every_room_has_a_floor() -> None:
    assert {room(name) for name in NAMES} == set(ROOMS)


def test_few_modules_are_loose() -> None:
    loose = [name for name in NAMES if "." not in name and name not in {*PACKAGES, "__main__"}]
    assert len(loose) <= MOST_LOOSE


def test_imports_go_down_only() -> None:
    floor = {name: ROOMS.index(room(name)) for name in NAMES}
    assert [(n, found) for n in NAMES for found in inner(n) if floor[found] > floor[n]] == []


def test_a_folder_says_what_it_is_for() -> None:
    trees = {n: ast.parse(MODULES[n].read_text(encoding="utf-8")) for n in PACKAGES - {"__init__"}}
    assert [name for name, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_there_is_no_cycle() -> None:
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name not in done:
            for found in inner(name):
                visit(found, (*path, name))
            done.add(name)

    for name in NAMES:
        visit(name, ())


def test_the_core_does_not_know_sphinx() -> None:
    knows = {}
    for name in (n for n in NAMES if not {n, room(n)} & GLUE):
        allowed = {"docutils", "sphinx"} if name in DOCUTILS_ALLOWED else set()
        found = {n.removeprefix("editions.borrowed.").partition(".")[0] for n in imported(name)}
        knows[name] = (found & {"sphinx", "sphinx_log", "docutils"}) - allowed
    assert {name: found for name, found in knows.items() if found} == {}


def test_what_is_borrowed_knows_findings_alone() -> None:
    """What leans on other people's code leans on nothing of ours."""
    rooms = {room(found) for name in NAMES if room(name) == "borrowed" for found in inner(name)}
    assert rooms == {"borrowed", "findings"}


#: What other people keep to themselves: looked up in the room of borrowed parts alone.
PRIVATE = re.compile(
    r"\b(config|page|box|stream|roles|gettext|app|env|registry|sphinx|builder)\._(?!_)\w+"
    r"|\bunittest|\beval_config_file|\bsphinx\.locale\.translators|\bimport Inliner"
)


def test_private_parts_of_libraries_are_borrowed_in_one_room() -> None:
    texts = {n: MODULES[n].read_text(encoding="utf-8") for n in NAMES if room(n) != "borrowed"}
    assert {n: match[0] for n, text in texts.items() if (match := PRIVATE.search(text))} == {}


def test_package_does_not_know_the_publication() -> None:
    for path in PACKAGE.rglob("*"):
        if path.suffix in {".py", ".html", ".css"}:
            content = path.read_text(encoding="utf-8")
            for word in ("FOCAL", "Canada", "México"):
                assert word not in content, path


def test_what_is_imported_is_installed_by_make_alone() -> None:
    """What only the tests' lock file brings would be missing in a build."""
    lock = (PACKAGE.parent / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))
    tops = {found.partition(".")[0] for name in MODULES for found in imported(name)}
    brought = distributions()
    missing = {
        top
        for top in tops - set(sys.stdlib_module_names) - {"editions"}
        if not {re.sub("[_.]+", "-", name).lower() for name in brought.get(top, [top])} & locked
    }
    assert missing == OF_PROJECTS


def tops(path: Path) -> set[str]:
    """Return the names of the libraries that a module imports."""
    names = {name.partition(".")[0] for name in imports(path)}
    return names - set(sys.stdlib_module_names) - {"editions"}


def declared(*groups: str) -> set[str]:
    """Return the packages that ``pyproject.toml`` declares in *groups*: extras, or ``""``."""
    names: set[str] = set()
    for group in groups:
        lines = PYPROJECT["optional-dependencies"][group] if group else PYPROJECT["dependencies"]
        names |= {canonicalize_name(Requirement(line).name) for line in lines}
    return names - {PYPROJECT["name"]}


def brought_by(top: str) -> set[str]:
    """Return the packages that bring the library called *top*."""
    return {str(canonicalize_name(name)) for name in distributions().get(top, [top])}


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    """What another package happens to bring may be gone with its next version."""
    imported = set().union(*(tops(path) for path in PACKAGE.rglob("*.py")))
    parts = declared("", *EXTRAS)
    assert {top for top in imported if not brought_by(top) & parts} == OF_PROJECTS
    assert parts - set().union(*map(brought_by, imported)) == set()


def test_what_tests_and_scripts_import_is_declared() -> None:
    folders = ("tests", "docs", "scripts", "benchmarks")
    paths = [p for folder in folders for p in (PACKAGE.parent / folder).rglob("*.py")]
    own = {path.stem for path in paths} | {*folders, "conf"}
    imported = set().union(*(tops(path) for path in paths)) - own
    parts = declared("", *EXTRAS, "test", "editable")
    for lines in DECLARATIONS["dependency-groups"].values():
        parts |= {canonicalize_name(Requirement(line).name) for line in lines}
    assert {top for top in imported if not brought_by(top) & parts} == set()


def test_all_is_all_extras() -> None:
    (line,) = PYPROJECT["optional-dependencies"]["all"]
    assert Requirement(line).extras == set(EXTRAS)


def test_extras_are_imported_only_where_they_are_used() -> None:
    """Without them, the extension loads, and every verb says what it can do."""
    optional = declared(*EXTRAS) - declared("")
    blocked = sorted(
        top
        for top, names in distributions().items()
        if {canonicalize_name(name) for name in names} & optional
    )
    script = (
        "import sys, importlib\n"
        f"sys.modules.update(dict.fromkeys({blocked!r}))\n"  # None: no such module
        f"for name in {LOADED!r}: importlib.import_module(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


def test_the_door_is_light() -> None:
    """``import editions`` loads no library, and knows its public names all the same."""
    script = (
        "import sys; before = set(sys.modules); import editions\n"
        "libraries = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(libraries - set(sys.stdlib_module_names)))\n"
        "print(editions.Edition.__module__, set(editions.__all__) <= set(dir(editions)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["['editions']", "editions.languages True"]


def test_earlier_door_leads_to_the_same_room() -> None:
    """``from editions.languages import Edition`` stands in projects of before 0.2."""
    from editions import Edition, languages

    assert languages.Edition is Edition
    with pytest.raises(AttributeError, match="no attribute 'Editon'"):
        getattr(editions, "Editon")  # noqa: B009  # a slip that mypy would see


def test_every_module_has_tests() -> None:
    """A mirrored file, or others that `mirrors` names, with tests in them."""
    files = {module: mirrors.tests_of(module) for module in mirrors.modules()}
    untested = [
        f"add tests/{module.replace('.', '/test_', 1)}.py, or name others in mirrors.py"
        for module, paths in files.items()
        if not paths
    ]
    assert untested == []
    assert [
        path for path in {p for paths in files.values() for p in paths} if not named_tests(path)
    ] == []


def named_tests(path: Path) -> list[str]:
    """Return the names of the tests in a file."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = [node.name for node in nodes if isinstance(node, ast.FunctionDef)]
    return [name for name in names if name.startswith("test_")]


def test_mirrors_name_what_has_no_file_of_its_own() -> None:
    assert set(mirrors.ELSEWHERE) <= set(mirrors.modules())
    assert [module for module in mirrors.ELSEWHERE if mirrors.mirror(module).is_file()] == []


def test_no_name_of_a_class_or_type_stands_twice() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(module_name(path))
            targets = node.targets if isinstance(node, ast.Assign) else []
            for name in (target.id for target in targets if isinstance(target, ast.Name)):
                if re.match(r"[A-Z]\w*[a-z]", name):
                    places[name].append(module_name(path))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
