"""What a file says of itself, to either standard."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pikepdf
import pytest

from editions.pdf.standards import STANDARDS
from editions.settings.declarations import PdfStandard

DECLARED = "http://pdfa.org/declarations/wtpdf#"


def test_every_value_of_the_setting_is_a_standard() -> None:
    assert list(STANDARDS) == list(get_args(PdfStandard))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sample", ("1.7", "3", "A", "1")),
        ("sample-ua-2", ("2.0", "4", None, "2")),
        ("kitchen-sink-en-ua-2", ("2.0", "4", "F", "2")),  # another file is in it
    ],
)
def test_a_file_says_what_it_conforms_to(
    built: dict[str, Path], name: str, expected: tuple[str, ...]
) -> None:
    with pikepdf.open(built[name]) as pdf:
        # PDF/A-4 has no other metadata.
        assert ("/Info" in pdf.trailer) is (pdf.pdf_version == "1.7")
        with pdf.open_metadata() as metadata:
            found = [metadata.get(f"pdfaid:{key}") for key in ("part", "conformance")]
            part = metadata.get("{http://www.aiim.org/pdfua/ns/id/}part")
            assert metadata["dc:title"]
        declared = pdf.Root.Metadata.read_bytes().decode().count(DECLARED)
        assert (pdf.pdf_version, *found, part) == expected
        assert declared == (2 if pdf.pdf_version == "2.0" else 0)
