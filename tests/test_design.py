"""The package's rooms: imports go one way, and there is no cycle."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "editions"

#: The rooms of the package, a folder or a loose module each, from the ground up: a module imports
#: from its own room and from those before it.
ROOMS = (
    "findings",
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
    "references",
    "translations",
    "citations",
    "tables",
    "web",
    "search",
    "pdf",
    "bilingual",
    "epub",
    "workflows",
    "live",
    "commands",
    "cli",
    "extension",
    "theme",
)

#: More loose modules than this hide the order.
MOST_LOOSE = 8

#: What knows Sphinx: whole rooms, and modules of the others.  All else is pure.
GLUE = {
    "translations",
    "citations",
    "tables.environment",
    "tables.directives",
    "web.feeds",
    "web.pages",
    "web.theme",
    "web.translator",
    "search.site",
    "pdf.builder",
    "pdf.writer",
    "bilingual.links",
    "epub.builder",
    "workflows",
    "live",
    "extension",
    "theme",
}

#: Pure modules that may know docutils.
DOCUTILS_ALLOWED = {
    "catalogs.markup",
    "catalogs.paragraphs",
    "catalogs.policy",
    "pdf.assembly",
    "pdf.formulas",
}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


MODULES = {module_name(path): imports(path) for path in PACKAGE.rglob("*.py")}
PACKAGES = {module_name(path) for path in PACKAGE.rglob("__init__.py")}
NAMES = sorted(MODULES.keys() - {"__init__"})


def room(name: str) -> str:
    return name.partition(".")[0]


def inner(name: str) -> set[str]:
    """Return the package's own modules that a module imports."""
    own = {found.removeprefix("editions.") for found in MODULES[name] if "editions." in found}
    return own & set(NAMES)


def test_every_room_has_a_floor() -> None:
    assert {room(name) for name in NAMES} == set(ROOMS)


def test_few_modules_are_loose() -> None:
    loose = [name for name in NAMES if "." not in name and name not in PACKAGES]
    assert len(loose) <= MOST_LOOSE


@pytest.mark.parametrize("name", NAMES)
def test_imports_go_down_only(name: str) -> None:
    floor = ROOMS.index(room(name))
    assert [found for found in inner(name) if ROOMS.index(room(found)) > floor] == []


@pytest.mark.parametrize("folder", sorted(PACKAGES - {"__init__"}))
def test_a_folder_says_what_it_is_for(folder: str) -> None:
    tree = ast.parse(
        PACKAGE.joinpath(*folder.split("."), "__init__.py").read_text(encoding="utf-8")
    )
    assert ast.get_docstring(tree)


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


@pytest.mark.parametrize("name", [n for n in NAMES if not {n, room(n)} & GLUE])
def test_the_core_does_not_know_sphinx(name: str) -> None:
    allowed = {"docutils", "sphinx"} if name in DOCUTILS_ALLOWED else set()
    tops = {found.partition(".")[0] for found in MODULES[name]}
    assert tops & {"sphinx", "docutils"} <= allowed


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
    tops = {name.partition(".")[0] for names in MODULES.values() for name in names}
    brought = packages_distributions()
    missing = {
        top
        for top in tops - set(sys.stdlib_module_names) - {"editions"}
        if not {re.sub("[_.]+", "-", name).lower() for name in brought.get(top, [top])} & locked
    }
    assert missing == set()
