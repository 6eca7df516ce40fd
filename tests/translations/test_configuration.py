"""The settings in a run of Sphinx, with the command and without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.cmd.build import main as sphinx_build
from sphinx.util.docutils import docutils_namespace, patch_docutils

from editions.findings import FindingsError
from editions.settings.declarations import SETTINGS, Settings
from editions.translations.configuration import settings_of
from editions.workflows.sphinx_run import load_publication, run_sphinx
from tests.building import build, edit

#: A value that each setting takes on the command line, and what becomes of it.
GIVEN: dict[str, tuple[str, object]] = {
    "editions_slug": ("mine", "mine"),
    "editions_card": ("card.png", "card.png"),
    "editions_epub_evaluator": ("The Ferry Company", "The Ferry Company"),
    "editions_epub_evaluated": ("2026-11-27", "2026-11-27"),
    "editions_accessibility_contact": ("ferry@example.org", "ferry@example.org"),
    "editions_license": ("CC-BY-4.0", "CC-BY-4.0"),
    "editions_pairs": ("0", False),
    "editions_refused": ("fallback", "fallback"),
    "editions_warnings": ("report", "report"),
    "editions_extra_files": ("data/a.txt,.b", ("data/a.txt", ".b")),
    "editions_harmless_roles": ("product,brand", frozenset(["brand", "product"])),
    "tables_package": ("t.json", "t.json"),
    "references_file": ("", ""),
    "references_style": ("s.csl", "s.csl"),
    "versions_file": ("", ""),
    "pdf_stylesheets": ("a.css,b.css", ("a.css", "b.css")),
    "pdf_system_fonts": ("0", False),
    "pdf_contents_depth": ("4", 4),
    "pdf_page_size": ("A4", "A4"),
    "pdf_standard": ("ua-2", "ua-2"),
}
#: What nobody can write there.
NOT_GIVEN = {"editions": "en,fr", "editions_counterparts": "x"}


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A project that loads the extension, and no more."""
    root = tmp_path / "guide"
    root.mkdir()
    (root / "conf.py").write_text('extensions = ["editions"]\n', encoding="utf-8")
    (root / "index.rst").write_text("Guide\n=====\n\nText.\n", encoding="utf-8")
    return root


@contextmanager
def running(root: Path, **given: str) -> Iterator[tuple[Sphinx, StringIO]]:
    """Give a run of Sphinx that has read its settings, and what it warned of."""
    warnings = StringIO()
    with patch_docutils(str(root)), docutils_namespace():
        folders = (str(root), str(root), str(root / "out"), str(root / "trees"))
        yield Sphinx(*folders, "dummy", given, status=None, warning=warnings), warnings


def settings(root: Path, **given: str) -> Settings:
    with running(root, **given) as (app, warnings):
        assert warnings.getvalue() == ""
        return settings_of(app.config)


def stopped(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a plain ``sphinx-build`` said before it gave up."""
    assert sphinx_build(["-q", "-b", "html", str(root), str(root / "out"), *arguments]) == 2
    return capsys.readouterr().err


def test_every_setting_is_tried_on_the_command_line() -> None:
    assert GIVEN.keys() | NOT_GIVEN.keys() == SETTINGS.keys()


@pytest.mark.parametrize(
    ("value", "expected"), [("0", False), ("1", True), ("original", "original"), ("", "")]
)
def test_a_choice_of_pairs_may_be_given_on_the_command_line(
    plain: Path, value: str, expected: object
) -> None:
    assert settings(plain, editions_pairs=value).editions_pairs == expected


@pytest.mark.parametrize("name", GIVEN)
def test_settings_may_be_given_on_the_command_line(plain: Path, name: str) -> None:
    value, expected = GIVEN[name]
    assert getattr(settings(plain, **{name: value}), name) in (expected, expected or "guide")


def test_counterparts_may_be_given_one_by_one(plain: Path) -> None:
    found = settings(plain, **{"editions_counterparts.https://a/": "https://b/"})
    assert found.editions_counterparts == {"https://a/": ("https://b/",)}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("editions", "en,fr", "editions: it holds 'en'; expected a list of Edition"),
        ("editions_refused", "perhaps", "editions_refused: it is 'perhaps'; expected 'error', "),
        ("editions_pairs", "en-fr", "editions_pairs: it is 'en-fr'; expected True, False"),
        ("pdf_contents_depth", "9", "pdf_contents_depth: it is 9; expected a whole"),
        ("pdf_system_fonts", "maybe", "'pdf_system_fonts' must be '0' or '1'"),
    ],
)
def test_a_wrong_value_on_the_command_line_is_named(
    plain: Path, capsys: pytest.CaptureFixture[str], name: str, value: str, message: str
) -> None:
    error = stopped(plain, capsys, "-D", f"{name}={value}")
    assert message in error
    assert "conf.py:" not in error


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("value", ["{3: print}", "None"])
def test_a_wrong_value_stops_every_run_in_the_same_words(
    two_shores: Path, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    with (two_shores / "conf.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{name} = {value}\n")
    with pytest.raises(FindingsError) as caught:
        load_publication(two_shores)
    assert str(caught.value).startswith(f"conf.py:23: {name}: it ")
    source = two_shores / "source"
    output = str(two_shores / "out")
    assert sphinx_build(["-q", "-b", "html", "-c", str(two_shores), str(source), output]) == 2
    assert str(caught.value) in capsys.readouterr().err


def test_everything_wrong_is_said_at_once(plain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (plain / "conf.py").open("a", encoding="utf-8") as file:
        file.write("references_file = 3\npdf_page_size = 'A3'\n")
    error = stopped(plain, capsys)
    assert "conf.py:2: references_file: it is 3;" in error
    assert "conf.py:3: pdf_page_size: it is 'A3';" in error
    assert "Handler" not in error


def test_paths_may_be_paths(plain: Path) -> None:
    with (plain / "conf.py").open("a", encoding="utf-8") as file:
        file.write("from pathlib import Path\ntables_package = Path(__file__).parent / 't.json'\n")
    assert settings(plain).tables_package == str(plain / "t.json")
    with running(plain) as (app, warnings):
        app.build()
        assert warnings.getvalue() == ""
    with running(plain) as (app, _):
        assert app.env.config_status == 1  # nothing has changed since  # CONFIG_OK


def test_settings_that_changed_are_noticed(plain: Path) -> None:
    with running(plain) as (app, _):
        app.build()
    with running(plain, editions_harmless_roles="product") as (app, _):
        assert app.env.config_status == 3  # CONFIG_CHANGED


def test_misspelt_name_is_a_warning_with_its_line(plain: Path) -> None:
    with (plain / "conf.py").open("a", encoding="utf-8") as file:
        file.write("\neditions_slugg = 'x'\nauthor = 'x'\nedition = 1\nprint(edition)\n")
    with running(plain) as (_, warnings):
        (line,) = warnings.getvalue().splitlines()
    assert "conf.py:3: WARNING: editions_slugg: there is no such setting" in line
    assert "did you mean editions_slug?" in line
    assert "[editions.setting]" in line
    assert settings(plain, suppress_warnings="editions.setting")


@pytest.mark.parametrize(
    ("given", "place"), [({}, "conf.py:1"), ({"editions_slugg": "y"}, "command line:1")]
)
def test_misspelt_name_is_a_warning_wherever_it_is(
    plain: Path, given: dict[str, str], place: str
) -> None:
    conf = plain / "conf.py"
    conf.write_text(f"editions_slugg = 'x'\n{conf.read_text('utf-8')}", encoding="utf-8")
    with running(plain, **given) as (_, warnings):
        said = [line for line in warnings.getvalue().splitlines() if "no such setting" in line]
    assert [f"{place}: WARNING: editions_slugg:" in line for line in said] == [True]


def test_misspelt_name_stops_a_publication_again_and_again(two_shores: Path) -> None:
    edit(two_shores / "conf.py", "html_use_index", "tables_pakage = 'x'\nhtml_use_index")
    for _ in range(2):
        with pytest.raises(FindingsError, match=r"^conf\.py:16: tables_pakage: .*tables_package\?"):
            build(two_shores, "en")


def test_settings_of_other_extensions_are_left_alone(plain: Path) -> None:
    (plain / "conf.py").write_text(
        "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
        'extensions = ["editions", "shelf"]\neditions_shelf = 1\nversion_file = "v"\n',
        encoding="utf-8",
    )
    (plain / "shelf.py").write_text(
        "def setup(app):\n    app.add_config_value('editions_shelf', 0, '')\n"
        "    app.add_config_value('version_file', '', '')\n    return {}\n",
        encoding="utf-8",
    )
    assert settings(plain)


def test_files_of_a_guest_are_named_after_the_project(plain: Path) -> None:
    with (plain / "conf.py").open("a", encoding="utf-8") as file:
        file.write("project = 'The Crème Ferry'\n")
    assert settings(plain).editions_slug == "the-creme-ferry"
    for builder, name in (("epub", "the-creme-ferry-en.epub"), ("pdf", "the-creme-ferry-en.pdf")):
        target = plain / builder
        assert sphinx_build(["-q", "-b", builder, str(plain), str(target)]) == 0
        assert (target / name).is_file()


def test_files_are_named_after_the_project_of_the_command_line_too(plain: Path) -> None:
    assert settings(plain, project="The Crème Ferry").editions_slug == "the-creme-ferry"
    assert settings(plain).editions_slug == "guide"  # its folder's name


def test_files_of_a_publication_are_named_alike_in_all_editions(two_shores: Path) -> None:
    edit(two_shores / "conf.py", 'editions_slug = "two-shores"', 'html_title = "x"')
    edit(two_shores / "conf.py", 'title="Two Shores"', 'title="The Two Shores"')
    edit(two_shores / "source/index.rst", "Two Shores\n====", "The Two Shores\n========")
    publication = load_publication(two_shores)
    assert publication.slug == "the-two-shores"
    output = two_shores / "out"
    run_sphinx(publication, publication.edition("en"), "epub", output, two_shores / "trees")
    assert (output / publication.download_name(publication.original, "epub")).is_file()


def test_what_builds_make_is_no_document(plain: Path) -> None:
    """Nor is a licence of a font, nor a copy of a source; other files keep their names."""
    declared = 'editions = [Edition(code="en", locale="en", name="English", title="Guide")]\n'
    edit(plain / "conf.py", "\n", f"\nfrom editions import Edition\n{declared}")
    for name in ("cache/en/html/pairs/_static/LICENSE", "site/en/_sources/index", "page"):
        path = plain / "build" / f"{name}.rst"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Page\n====\n", encoding="utf-8")
    with running(plain) as (app, _):
        app.project.discover(app.config.exclude_patterns)
        assert app.project.docnames == {"index", "build/page"}
