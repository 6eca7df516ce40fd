"""The manifest and the checksums of a release."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from editions.findings import FindingsError
from editions.releases.manifest import media_type, read_files, render_manifest, render_sums
from editions.releases.validation import FOLDER
from tests.building import empty_pdf
from tests.releases.examples import FR, release, released


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files, one of them a PDF."""
    place = tmp_path / "release"
    (place / "site/fr").mkdir(parents=True)
    (place / "site/fr/index.html").write_text("<p>Le phare</p>", encoding="utf-8")
    (place / "site/fr.pdf").write_bytes(empty_pdf(3))
    (place / "notes é.md").write_bytes(b"")
    return place


def test_every_file_is_named_with_what_can_be_counted(folder: Path) -> None:
    files = read_files(folder)
    assert [file.path for file in files] == ["notes é.md", "site/fr.pdf", "site/fr/index.html"]
    assert [file.pages for file in files] == [None, 3, None]
    content = json.loads(render_manifest(release(released(FR, percent=90)), files))
    schema = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(content, schema)
    assert content["files"][2] == {
        "path": "site/fr/index.html",
        "mediaType": "text/html",
        "size": 15,
        "sha256": hashlib.sha256(b"<p>Le phare</p>").hexdigest(),
    }
    assert content["editions"][0]["completeness"] == {
        "percent": 90,
        "words": {"current": 90, "outdated": 10, "missing": 0},
    }
    assert content["madeWith"]["packages"] == {"editions": "0.1", "sphinx": "9.0"}


def test_a_manifest_that_is_not_of_its_schema_is_refused(folder: Path) -> None:
    with pytest.raises(FindingsError, match="revision"):
        render_manifest(release(revision="today"), read_files(folder))


def test_the_system_reads_the_checksums(folder: Path) -> None:
    tool = shutil.which("sha256sum")
    assert tool
    sums = folder / "SHA256SUMS"
    sums.write_bytes(render_sums(read_files(folder)))
    command = [tool, "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=folder, check=False).returncode == 0
    (folder / "site/fr.pdf").write_bytes(b"")
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True)
    assert done.returncode != 0


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.PDF", "application/pdf"),
        ("a/b.xhtml", "application/xhtml+xml"),
        ("CITATION.cff", "application/yaml"),
        ("x.nobody-knows", "application/octet-stream"),
        ("SHA256SUMS", "application/octet-stream"),
        (".nojekyll", "application/octet-stream"),
    ],
)
def test_media_types_are_those_of_endings(name: str, kind: str) -> None:
    assert media_type(name) == kind
