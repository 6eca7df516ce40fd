"""Declare in a file what it conforms to, for people and for archives at once.

WeasyPrint writes the metadata of the standard for archives; the other's identifier goes inside
the same ``rdf:RDF``: a second one is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import pydyf

from editions.pdf.standards import Standard

_LANGUAGES = """
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <dc:language><rdf:Bag>{}</rdf:Bag></dc:language>
</rdf:Description>
"""


#: A version of the standards' own, so that no description of a schema is needed.
_IDENTITY = """
<rdf:Description rdf:about="" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
 <xmpMM:VersionID>{}</xmpMM:VersionID>
</rdf:Description>
"""
#: What says that a file of PDF/A-4 has others in it.
_WITH_FILES = b' pdfaid:conformance="F"'


def declare_standard(pdf: Any, standard: Standard) -> None:
    """Add the identifier of a standard to the metadata of a file.

    A file of PDF/A-4f must have another one in it; without any, it conforms to PDF/A-4.
    """
    _add_to_metadata(pdf, standard.identifier)
    if standard.is_pdf2 and "EmbeddedFiles" not in pdf.catalog.get("Names", {}):
        metadata = _metadata(pdf)
        metadata.stream = [metadata.stream[0].replace(_WITH_FILES, b"")]


def declare_languages(pdf: Any, languages: Sequence[str]) -> None:
    """Add the BCP 47 tags of the languages of the text to the metadata."""
    items = "".join(f"<rdf:li>{escape(tag)}</rdf:li>" for tag in languages)
    if items:
        _add_to_metadata(pdf, _LANGUAGES.format(items))


def declare_identity(pdf: Any, identity: str) -> None:
    """Add the identity of a build, or those of two, to the metadata, unless it is empty."""
    if identity:
        _add_to_metadata(pdf, _IDENTITY.format(escape(identity)))


def _add_to_metadata(pdf: Any, description: str) -> None:
    metadata = _metadata(pdf)
    (xmp,) = metadata.stream
    before, end, after = xmp.rpartition(b"</rdf:RDF>")
    metadata.stream = [before + description.encode() + end + after]


def _metadata(pdf: Any) -> Any:
    return pdf.objects[int(pdf.catalog["Metadata"].split()[0])]


def associate_once(pdf: Any) -> None:
    """Name each associated file once; WeasyPrint 70 names each twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def show_outline(pdf: Any) -> None:
    """Let a reader's program show the outline when it opens the file."""
    if "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"


def forbid_interpolation(pdf: Any) -> None:
    """Let no picture ask to be smoothed, which PDF/A forbids (ISO 19005-3, 6.2.8)."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and "Interpolate" in item.extra:
            item.extra["Interpolate"] = "false"


def label_pages(pdf: Any, front: int) -> None:
    """Label the first *front* pages in small roman numerals, and the others from 1."""
    labels = pydyf.Array([0, pydyf.Dictionary({"S": "/r"})] if front else [])
    labels.extend([front, pydyf.Dictionary({"S": "/D"})])
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})
