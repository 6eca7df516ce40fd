"""Builds with warnings, and builds that keep going after an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from editions.cli import main
from editions.findings import Finding, FindingsError
from editions.languages import Edition, Publication
from editions.workflows import jobs
from editions.workflows.build import build_site
from editions.workflows.sphinx_run import load_publication
from tests.building import edit
from tests.reading import read_page, text
from tests.translations.guest import write_guest
from tests.workflows.test_build import Inline, content, fake_sphinx

WARNED = Finding("source/shore.rst", 4, "undefined label", "ref.ref")
BROKEN = Finding("source/shore.rst", 9, "cannot be read", "sphinx")


@pytest.fixture
def build(two_shores: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Build the tiny publication; Sphinx warns of some editions, and gives up on others."""
    edit(two_shores / "conf.py", "editions_slug", "editions_pairs = False\neditions_slug")

    def make(warned: str = "", broken: str = "", *, keep_going: bool, title: str = "") -> Path:
        def run(
            publication: Publication,
            edition: Edition,
            builder: str,
            output: Path,
            doctrees: Path,
            *,
            tolerant: bool = False,
            **_options: object,
        ) -> tuple[Finding, ...]:
            fake_sphinx(publication, edition, builder, output, doctrees)
            page = output / "index.html"
            page.write_text(page.read_text("utf-8").replace("<title>", f"<title>{title}"), "utf-8")
            if edition.code in broken or (edition.code in warned and not tolerant):
                raise FindingsError([BROKEN if edition.code in broken else WARNED])
            return (WARNED,) if edition.code in warned else ()

        monkeypatch.setattr(jobs, "run_sphinx", run)
        publication = load_publication(two_shores)
        site = two_shores / "site"
        build_site(
            publication,
            publication.editions,
            ["html"],
            site,
            executor=Inline(),
            keep_going=keep_going,
        )
        return site

    return make


def titles(site: Path) -> dict[str, str]:
    return {
        code: read_page(site / code / "index.html").findtext(".//title") for code in ("en", "fr")
    }


def test_a_warning_stops_a_build_that_does_not_keep_going(build: Callable[..., Path]) -> None:
    site = build(keep_going=False)
    before = content(site)
    with pytest.raises(FindingsError) as caught:
        build(warned="fr", keep_going=False, title="New: ")
    assert caught.value.findings == (WARNED,)
    assert content(site) == before


def test_what_is_made_with_warnings_is_published_and_they_are_errors(
    build: Callable[..., Path],
) -> None:
    site = build(keep_going=True)
    with pytest.raises(FindingsError) as caught:
        build(warned="fr", keep_going=True, title="New: ")
    assert caught.value.findings == (WARNED,)
    assert titles(site) == {"en": "New: Two Shores", "fr": "New: Deux rives"}


def test_what_fails_stays_as_it_stood_and_stops_nothing_else(build: Callable[..., Path]) -> None:
    site = build(keep_going=True)
    with pytest.raises(FindingsError) as caught:
        build(broken="fr", warned="en", keep_going=True, title="New: ")
    assert set(caught.value.findings) == {WARNED, BROKEN}
    assert titles(site) == {"en": "New: Two Shores", "fr": "Deux rives"}


def test_where_nothing_is_made_nothing_changes(build: Callable[..., Path]) -> None:
    site = build(keep_going=True)
    before = content(site)
    with pytest.raises(FindingsError):
        build(broken="en fr", keep_going=True, title="New: ")
    assert content(site) == before


@pytest.mark.parametrize(
    ("setting", "options", "status", "built"),
    [
        ("", [], 0, True),
        ('editions_warnings = "report"', ["--keep-going"], 0, True),
        ('editions_warnings = "error"', [], 1, False),
        ('editions_warnings = "error"', ["--keep-going"], 1, True),
    ],
)
def test_a_foreign_project_with_warnings(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    setting: str,
    options: list[str],
    status: int,
    built: bool,
) -> None:
    root = write_guest(tmp_path, setting, one={"The tide. See :ref:`nowhere`.": "La marée."})
    with (root / "one.rst").open("a", encoding="utf-8") as file:
        file.write("\nA *boat.\n\nA :ref:`quay`.\n")
    command = ["build", "--format", "html", "--edition", "en", "--project", str(root), *options]
    assert main(command) == status
    said = capsys.readouterr()
    assert "one.rst:4: undefined label" in said.err
    assert "one.rst:6: " in said.err
    assert ("3 warnings" in said.out) == (status == 0)
    page = root / "_build/editions/site/en/one.html"
    assert page.is_file() == built
    assert not built or "The tide." in text(read_page(page))
