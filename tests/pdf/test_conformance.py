"""What veraPDF says: every file passes its standards, and every damage is noticed.

Of PDF 1.7 these are PDF/UA-1 and PDF/A-3a; of PDF 2.0 PDF/UA-2, both levels of Well-Tagged PDF
1.0, and PDF/A-4f, or PDF/A-4 where no other file is in it.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.pdf.damage import DAMAGES, Damage
from tests.pdf.verapdf import Failure, read_report

pytestmark = pytest.mark.early

FILES = (
    "canada-mexico-relationship-en",
    "canada-mexico-relationship-es",
    "canada-mexico-relationship-fr",
    "canada-mexico-relationship-en-es",
    "canada-mexico-relationship-en-fr",
    "canada-mexico-relationship-es-fr",
    "two-shores-en",
    "two-shores-fr",
    "two-shores-in-part-fr",
    "ferry-tables-en",
    "harbour-handbook-en",
    "kitchen-sink-en",
    "kitchen-sink-twice",
    "sample",
    "canada-mexico-relationship-en-fr-ua-2",
    "kitchen-sink-en-ua-2",
    "sample-ua-2",
)


def test_no_file_is_forgotten(built: dict[str, Path]) -> None:
    assert set(built) == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_file_conforms(verdicts: dict[str, tuple[Failure, ...]], name: str) -> None:
    assert [str(failure) for failure in verdicts[name]] == []


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("canada-mexico-relationship-fr", ["fr-CA"]),
        ("canada-mexico-relationship-en-es", ["en-CA", "es-MX"]),
        ("two-shores-en", ["en-GB"]),
        ("canada-mexico-relationship-en-fr-ua-2", ["en-CA", "fr-CA"]),
    ],
)
def test_metadata_name_languages_and_each_author(
    built: dict[str, Path], name: str, languages: list[str]
) -> None:
    with pikepdf.open(built[name]) as pdf, pdf.open_metadata() as metadata:
        found = metadata["dc:language"]
        authors = list(metadata["dc:creator"])
    assert sorted(found) == languages
    assert len(authors) == (2 if name.startswith("canada") else 1)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_damage_is_noticed(verdicts: dict[str, tuple[Failure, ...]], damage: Damage) -> None:
    named = {f"{failure.flavour} {failure.rule}" for failure in verdicts[damage.name]}
    assert damage.rules <= named


def test_report_of_the_official_program_is_read() -> None:
    report = """<report><jobs>
      <job><item><name>/a.pdf</name></item><validationReport isCompliant="false"><details>
        <rule specification="ISO 14289-1:2014" clause="7.1" testNumber="3" status="failed">
          <description>Content is marked</description>
          <check status="failed"><context>root/page[0]</context></check>
        </rule></details></validationReport></job>
      <job><item><name>/b.pdf</name></item><validationReport isCompliant="true"/></job>
    </jobs></report>"""
    assert read_report(report, "ua1") == [
        (Path("/a.pdf"), Failure("ua1", "7.1-3", "Content is marked", "root/page[0]"))
    ]


def test_file_that_the_official_program_cannot_read_is_named() -> None:
    report = """<report><jobs><job><item><name>/a.pdf</name></item>
      <taskException><exceptionMessage>broken</exceptionMessage></taskException></job></jobs></report>"""
    with pytest.raises(RuntimeError, match=r"/a\.pdf"):
        read_report(report, "ua1")
