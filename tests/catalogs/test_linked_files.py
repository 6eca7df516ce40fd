"""A link of Markdown is one to a file exactly where MyST copies the file that it names."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import Reporter, new_document
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.parsers import RSTParser
from sphinx.project import Project

from editions.borrowed.myst import MarkdownOptions
from editions.catalogs.linked_files import LinkingDocument
from editions.catalogs.markup import InlineKind
from editions.catalogs.policy import Policy, safety_problems
from editions.catalogs.syntax import Markdown, SourceSyntax
from editions.translations.markdown import run_markdown
from editions.translations.refusals import RefusedError

# MyST's own, with the newest Sphinx.
pytestmark = pytest.mark.filterwarnings("ignore:'myst_parser")

#: Files of the project, beside the document ``book/page.md``; the last one lies outside of it.
FILES = ("book/page.md", "book/guide.md", "book/data.csv", "book/LICENSE", "book/a b.txt", "top.md")
OUTSIDE = "../canary.txt"
ENDS = {".md": "markdown", ".rst": "restructuredtext"}

#: What links are made of: names of files, of documents without their end, and of nothing.
NAMES = st.sampled_from(
    (
        *("guide", "guide.md", "GUIDE.md", "data.csv", "data", "LICENSE", "a%20b.txt", "top"),
        *("canary.txt", ".md", "book", "nobody.md", "", ".", "%2E%2E", "x:y", "img.png", "n" * 300),
    )
)
BEFORE = st.sampled_from(("", "./", "../", "../../", "/", "//", "missing/../", "book/", "../book/"))
BEHIND = st.sampled_from(("", "", "#x", "?q", "/", "#../data.csv", "%00"))
SCHEMES = st.sampled_from(("",) * 8 + ("path:", "project:", "https:", "javascript:"))
HREFS = st.builds(
    "".join, st.tuples(SCHEMES, st.lists(BEFORE, max_size=3).map("".join), NAMES, BEHIND)
)


class Environment:
    """What MyST asks of Sphinx, of a project that nobody has read."""

    docname = "book/page"
    config = SimpleNamespace(suppress_warnings=["myst"], show_warning_types=False)
    relfn2path = BuildEnvironment.relfn2path

    def __init__(self, folder: Path) -> None:
        self.srcdir = folder
        self.project = Project(folder, ENDS)
        self.project.discover()
        self.temp_data: dict[str, Any] = {}
        self.metadata: dict[str, dict[str, Any]] = defaultdict(dict)
        self.myst_config = MarkdownOptions().config()

    def doc2path(self, docname: str, base: bool = True) -> Any:
        """Return where a document stands."""
        return self.project.doc2path(docname, base)

    def path2doc(self, path: str) -> str | None:
        """Return the name of a document."""
        return self.project.path2doc(path)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A project with a document in a folder, and a file outside of it."""
    folder = tmp_path_factory.mktemp("linking") / "source"
    for name in (*FILES, OUTSIDE):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("# X\n", encoding="utf-8")
    return Environment(folder)


def syntax(environment: Environment) -> Markdown:
    """Return how the document is read."""
    known = LinkingDocument(environment.srcdir, environment.srcdir / "book/page.md")
    return Markdown(MarkdownOptions(documents=tuple(ENDS)), document=known)


def render(text: str, environment: Environment) -> nodes.Element | None:
    """Return what MyST makes of *text*, or None where it fails."""
    options: Any = get_default_settings(RSTParser)
    options.report_level, options.halt_level = Reporter.SEVERE_LEVEL + 1, Reporter.SEVERE_LEVEL + 1
    options.env = environment
    document = new_document("page.md:1:<translated>", options)
    try:
        return run_markdown(text, lambda _: True, document, syntax(environment), silent=True)
    except RefusedError:
        return None


def files_of(node: nodes.Element) -> list[str]:
    """Return the files that a page would have copied."""
    return [str(n["reftarget"]) for n in node.findall(addnodes.download_reference)]


@settings(derandomize=True, deadline=None, max_examples=250)
@given(HREFS)
def test_links_lead_to_files_where_those_of_myst_do(environment: Environment, href: str) -> None:
    text = f"a [b]({href}) d"
    found = render(text, environment)
    roles = [i.role for i in syntax(environment).parse(text).of(InlineKind.ROLE)]
    if found is None or files_of(found):
        assert roles == ["download"]
    elif not href.startswith("project:"):  # a document that is not there: no place, nor a file
        assert roles == []


@settings(derandomize=True, deadline=None, max_examples=250)
@given(HREFS, st.sampled_from(("guide.md", "data.csv", "#x", "guide")), st.booleans())
def test_no_file_is_copied_that_the_message_does_not_name(
    environment: Environment, href: str, wanted: str, gentle: bool
) -> None:
    policy, parse = Policy(gentle=gentle), syntax(environment).parse
    msgid, msgstr = f"a [b]({wanted}) d", f"un [mot]({href})"
    found = safety_problems(msgid, msgstr, policy, parse)
    if not any(policy.refuses(problem.rule) for problem in found):
        node = render(msgstr, environment)
        assert node is not None
        assert set(files_of(node)) <= ({wanted} if wanted == "data.csv" else set())


@pytest.mark.parametrize(
    "href", ["guide", "./guide", "guide#x", "../top", "/top", "/top.md", "img.png", "../img.png"]
)
def test_what_is_no_file_is_a_place_of_the_project(environment: Environment, href: str) -> None:
    (inline,) = syntax(environment).parse(f"a [b]({href}) d").inlines
    assert (inline.kind, inline.name, inline.text) == (InlineKind.LINK, href, "b")
    found = safety_problems(
        "a [b](guide.md)", f"un [mot]({href})", Policy(gentle=True), syntax(environment).parse
    )
    is_other = "guide" not in href
    assert [problem.rule for problem in found] == ["doubtful-target"] * is_other


@pytest.mark.parametrize(
    "href",
    ["data.csv", "./data.csv#x", "LICENSE", "/book/LICENSE", "../../canary.txt", "a%20b.txt"],
)
def test_files_are_files(environment: Environment, href: str) -> None:
    (inline,) = syntax(environment).parse(f"a [b]({href}) d").inlines
    assert (inline.kind, inline.role, inline.target) == (InlineKind.ROLE, "download", href)


def test_a_new_file_makes_another_check(environment: Environment, tmp_path: Path) -> None:
    source = SourceSyntax(tmp_path)
    before = source.fingerprint()
    (tmp_path / "guide").write_text("a file", encoding="utf-8")
    assert source.fingerprint() != before
