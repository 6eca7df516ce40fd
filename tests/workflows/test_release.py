"""A release is whole, proved and the same wherever it is made; or there is none."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import bagit
import pytest
from lxml import html

from editions.cli import main
from editions.findings import FindingsError
from editions.languages import Publication
from editions.workflows import release as subject
from editions.workflows.release import ReleasePlan, check_content, check_fitness, make_release
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import load_publication, read_conf
from tests.building import edit
from tests.conftest import ROOTS
from tests.git import commit_all
from tests.reading import pdf_pages, read_page, select, text

DATE = "1773500966"
WHOLE = {"en": 100, "fr": 100}


def copied(target: Path) -> Path:
    shutil.copytree(ROOTS / "release", target)
    (target / ".gitignore").write_text("build/\n", encoding="utf-8")
    commit_all(target)
    return target


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The tiny publication in a repository of its own."""
    return copied(tmp_path / "lighthouse")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of one version, released in two places."""
    base = tmp_path_factory.mktemp("releases")
    folders = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DATE)
        origin = copied(base / "origin")
        for name in ("one", "deep/er/two"):
            root = Path(shutil.copytree(origin, base / name))
            assert main(["release", "1.1", "--project", str(root), "-f", "html", "pdf"]) == 0
            folders.append(root / "build/release/1.1")
    return folders[0], folders[1]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_releases_in_two_places_are_the_same_bytes(released: tuple[Path, Path]) -> None:
    one, two = map(contents, released)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_a_release_is_whole(released: tuple[Path, Path], tmp_path: Path) -> None:
    folder = released[0]
    assert {path.name for path in folder.iterdir()} == {
        *("CITATION.cff", "datacite.json", "bom.cdx.json", "manifest.json", "SHA256SUMS"),
        *("manifest.schema.json", "site", "downloads", "notes", "lighthouse-1.1.zip"),
    }
    assert {path.name for path in folder.parent.iterdir()} == {".lock", "1.1"}
    assert (
        (folder / "notes/fr.md")
        .read_text("utf-8")
        .endswith(
            "- La lampe se voit à 40 kilomètres, non à 14.\n"
            "  - Corrigé en anglais le 10\u00a0mars 2026\n  - Pas encore corrigé en français\n"
        )
    )
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for edition in manifest["editions"]:
        assert edition["completeness"]["percent"] == 100
        assert edition["completeness"]["words"]["missing"] == 0
        assert all((folder / path).is_file() for path in edition["formats"].values())
    listed = {item["path"]: item for item in manifest["files"]}
    assert listed["site/downloads/lighthouse-fr.pdf"]["pages"] >= 2
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    summed = {line.partition("  ")[2] for line in lines}
    assert summed == contents(folder).keys() - {"SHA256SUMS"}
    assert listed.keys() < summed
    with zipfile.ZipFile(folder / "lighthouse-1.1.zip") as archive:
        archive.extractall(tmp_path)
    bag = tmp_path / "lighthouse-1.1"
    bagit.Bag(str(bag)).validate()
    for path, item in listed.items():
        assert (bag / "data" / path).stat().st_size == item["size"]
    page = html.parse(str(bag / "data/site/index.html"))
    addresses = [address for address in page.xpath("//main//a/@href") if "://" not in address]
    assert addresses
    assert all((bag / "data/site" / address).exists() for address in addresses)


def test_a_correction_is_told_of_in_each_edition(released: tuple[Path, Path]) -> None:
    """On the page of versions, in the feed and in the imprint of the PDF."""
    site = released[0] / "site"
    states = ["Corrigé en anglais le 10\u00a0mars 2026", "Pas encore corrigé en français"]
    page = read_page(site / "fr/versions.html")
    assert [text(item) for item in select(page, "//ul[@class='corrections']/li/ul/li")] == states
    (link,) = select(read_page(site / "fr/keepers.html"), "//footer//a[@href='versions.html']")
    assert text(link) == "Versions"
    feed = (site / "fr/feed.xml").read_text("utf-8")
    assert "; ".join(states) in feed
    assert "fr/versions.html" in feed
    printed = " ".join(" ".join(pdf_pages(site / "downloads/lighthouse-fr.pdf")).split())
    assert " ".join("; ".join(states).split()) in printed


def test_a_version_is_released_once(
    released: tuple[Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    root = released[0].parents[2]
    before = contents(released[0])
    assert main(["release", "1.1", "--project", str(root)]) == 1
    assert "is released already" in capfd.readouterr().err
    assert contents(released[0]) == before


def planned(root: Path, version: str = "1.1", key: Path | None = None) -> ReleasePlan:
    return ReleasePlan(load_publication(root), version, WHOLE, ("html",), key)


def refusals(plan: ReleasePlan) -> set[tuple[str, str]]:
    with pytest.raises(FindingsError) as caught:
        check_fitness(plan, read_conf(plan.publication.root))
    return {(finding.file, finding.rule) for finding in caught.value.findings}


def test_what_is_not_fit_is_refused_all_at_once(place: Path) -> None:
    conf = read_conf(place)
    version, revision = check_fitness(planned(place), conf)
    assert (version.number, len(revision)) == ("1.1", 40)
    assert refusals(planned(place, "../1.1")) == {("VERSION", "release")}
    edit(place / "source/versions.yaml", "      fr: La portée de la lampe est corrigée.\n", "")
    (place / "notes.txt").write_text("", encoding="utf-8")
    (place / "build/release/1.2").mkdir(parents=True)
    assert refusals(planned(place, "1.2", place / "no-key")) == {
        ("build/release/1.2", "release"),
        ("conf.py", "setting"),
        ("source/versions.yaml", "release-notes"),
        ("source/versions.yaml", "release-source"),
        ("notes.txt", "release-source"),
        (str(place / "no-key"), "release-signature"),
    }
    edit(place / "conf.py", 'versions_file = "versions.yaml"', "")
    assert ("conf.py", "setting") in refusals(planned(place))


def test_a_translation_that_is_not_whole_is_refused(place: Path) -> None:
    edit(place / "source/keepers.rst", "with their families", "alone")
    plan = planned(place)
    with pytest.raises(FindingsError, match="% of the words are current, not 100 %"):
        check_content(plan, Reporter())
    lower = ReleasePlan(plan.publication, "1.1", {"en": 100, "fr": 40}, ("html",))
    found = check_content(lower, Reporter())
    assert {edition.code: total.percent < 100 for edition, total in found.items()} == {
        "en": False,
        "fr": True,
    }


def test_an_error_of_a_check_is_refused(place: Path) -> None:
    edit(place / "locale/fr/LC_MESSAGES/keepers.po", "en 1987.", "en 1978.")
    with pytest.raises(FindingsError) as caught:
        check_content(planned(place), Reporter())
    assert {finding.rule for finding in caught.value.findings} == {"numbers"}


@pytest.fixture
def standing(
    place: Path, released: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> ReleasePlan:
    """A plan whose build takes the site that stands already."""

    def build(publication: Publication, *_: object, **__: object) -> Path:
        output = publication.build / "release/.1.1.new/whole/site"
        shutil.copytree(released[0] / "site", output)
        return output

    monkeypatch.setattr(subject, "build_site", build)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DATE)
    return planned(place)


def left(plan: ReleasePlan) -> set[str]:
    return {path.name for path in plan.folder.iterdir()}


@pytest.mark.parametrize(
    ("part", "error"),
    [
        ("citation.render_cff", KeyboardInterrupt()),
        ("archive.zip_folder", OSError(28, "No space left")),
        ("manifest.render_sums", SystemExit(1)),
    ],
)
def test_an_interrupted_release_leaves_nothing(
    standing: ReleasePlan,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    error: BaseException,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(f"editions.releases.{part}", fail)
    with pytest.raises((KeyboardInterrupt, SystemExit, FindingsError)):
        make_release(standing, Reporter())
    assert left(standing) == {".lock"}


def test_what_a_killed_release_left_is_no_matter(standing: ReleasePlan) -> None:
    (standing.staging / "whole/site").mkdir(parents=True)
    (standing.staging / "whole/half").write_text("", encoding="utf-8")
    folder = make_release(standing, Reporter())
    assert left(standing) == {".lock", "1.1"}
    assert not (folder / "half").exists()


def test_editions_that_do_not_agree_are_not_released(
    standing: ReleasePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = vars(subject)["build_site"]

    def spoilt(*arguments: object, **more: object) -> Path:
        site: Path = build(*arguments, **more)
        edit(site / "fr/keepers.html", "1987", "1978")
        return site

    monkeypatch.setattr(subject, "build_site", spoilt)
    with pytest.raises(FindingsError) as caught:
        make_release(standing, Reporter())
    assert "figures" in {finding.rule for finding in caught.value.findings}
    assert left(standing) == {".lock"}


def test_the_checksums_are_signed(standing: ReleasePlan, tmp_path: Path) -> None:
    key = tmp_path / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
    subprocess.run(command, check=True)
    plan = ReleasePlan(standing.publication, "1.1", WHOLE, ("html",), key)
    folder = make_release(plan, Reporter())
    command = ["ssh-keygen", "-Y", "check-novalidate", "-n", "file", "-s"]
    with (folder / "SHA256SUMS").open("rb") as sums:
        subprocess.run([*command, str(folder / "SHA256SUMS.sig")], stdin=sums, check=True)


def test_a_release_waits_for_its_packages(
    standing: ReleasePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = {"release": ["bagit"]}
    monkeypatch.setattr("editions.extras.missing_packages", lambda extra: missing.get(extra, []))
    with pytest.raises(
        Exception, match=r"a release needs packages .* bagit; .*editions\[release\]"
    ):
        make_release(standing, Reporter())
