"""The package's layers: imports go one way, and there is no cycle."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "editions"

#: Lowest layer first; a module imports from its own layer or a lower one.
LAYERS = (
    ("findings", "dates", "languages", "system"),
    (
        "catalogs.entries",
        "catalogs.markup",
        "catalogs.parsing",
        "catalogs.reading",
        "catalogs.paragraphs",
        "catalogs.files",
        "catalogs.tex",
        "catalogs.policy",
        "catalogs.gate",
        "catalogs.compiling",
        "catalogs.templates",
        "catalogs.locations",
        "catalogs.similarity",
        "catalogs.matching",
        "catalogs.blocks",
        "catalogs.projects",
        "catalogs.headers",
        "catalogs.composing",
        "catalogs.writing",
        "catalogs.merging",
        "catalogs.states",
        "catalogs.changes",
        "catalogs.confirming",
        "catalogs.termbase",
        "briefs.differences",
        "briefs.brief",
        "briefs.terminal",
        "briefs.page",
        "briefs.history",
        "exchange.codes",
        "exchange.segments",
        "exchange.xliff",
        "exchange.memory",
        "exchange.glossary",
        "exchange.applying",
        "references.adding",
        "references.checks",
        "references.citing",
        "references.exporting",
        "references.formatting",
        "references.importing",
        "references.reading",
        "references.richtext",
        "references.works",
        "numbers",
        "words",
        "web.addresses",
        "web.covers",
        "web.chooser",
        "web.slots",
        "web.downloads",
        "web.sitemap",
        "web.site",
        "web.metadata",
        "web.versions",
        "tables.positions",
        "tables.wording",
        "tables.periods",
        "tables.descriptor",
        "tables.reading",
        "tables.formatting",
        "tables.views",
        "tables.messages",
        "tables.export",
        "tables.statements",
        "parallel.elements",
        "parallel.tables",
        "parallel.merging",
        "parallel.addresses",
        "parallel.pages",
        "parallel.printed",
        "pdf.pages",
        "pdf.assembly",
        "pdf.checks",
        "pdf.conformance",
        "pdf.formulas",
        "pdf.index",
        "pdf.settings",
        "pdf.structure",
        "pdf.tagging",
        "pdf.layout",
        "epub.book",
        "epub.pages",
        "epub.styles",
        "epub.cover",
        "search.passages",
        "search.index",
        "rules.registry",
        "rules.syntax",
        "rules.safety",
        "rules.places",
        "rules.punctuation",
        "rules.waivers",
        "rules.examining",
        "rules.dropped",
        "rules.inline",
        "rules.links",
        "rules.literals",
        "rules.numberwords",
        "rules.composing",
        "rules.figures",
        "rules.quantities",
        "rules.units",
        "rules.currencies",
        "rules.swapping",
        "rules.comparing",
        "rules.numbers",
        "rules.conventions",
        "rules.lexicon",
        "rules.surface",
        "rules.typography",
        "rules.leftovers",
        "rules.alignment",
        "rules.consistency",
        "rules.termbase",
        "rules.spelling",
        "rules.caching",
        "rules.running",
        "rules.reports",
    ),
    (
        "blocks",
        "messageparser",
        "admission",
        "translation",
        "web.ownership",
        "search.site",
        "marks",
        "web.pages",
        "web.feeds",
        "web.theme",
        "markup",
        "datasource",
        "exhibits",
        "citations.library",
        "citations.domain",
        "citations.pages",
        "parallel.links",
        "pdf.writer",
        "pdf.builder",
        "epub.builder",
    ),
    (
        "running",
        "updating",
        "projects",
        "briefing",
        "carrying",
        "pairing",
        "jobs",
        "building",
        "checking",
        "exchanging",
        "live.places",
        "live.preview",
        "live.hub",
        "live.server",
        "live.watching",
        "live.session",
    ),
    (
        "extension",
        "commands.options",
        "commands.printing",
        "commands.build",
        "commands.update",
        "commands.brief",
        "commands.carry",
        "commands.check",
        "commands.status",
        "commands.live",
        "commands.exchange",
        "commands.references",
        "cli",
    ),
)

#: Modules of the lowest two layers that may know docutils; none may know Sphinx.
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
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def inner(name: str) -> set[str]:
    """Return the package's own modules that a module imports, layers known."""
    own = {found.removeprefix("editions.") for found in MODULES[name] if "editions." in found}
    return own & set(RANK)


def test_every_module_has_a_layer() -> None:
    packages = {module_name(path) for path in PACKAGE.rglob("__init__.py")}
    assert set(MODULES) - packages == set(RANK)


@pytest.mark.parametrize("name", sorted(RANK))
def test_imports_go_down_only(name: str) -> None:
    assert [found for found in inner(name) if RANK[found] > RANK[name]] == []


def test_there_is_no_cycle() -> None:
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name not in done:
            for found in inner(name):
                visit(found, (*path, name))
            done.add(name)

    for name in RANK:
        visit(name, ())


@pytest.mark.parametrize("name", [*LAYERS[0], *LAYERS[1]])
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
