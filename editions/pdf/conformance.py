"""Declare in a file what it conforms to: PDF/A-3a and PDF/UA-1 at once.

WeasyPrint writes the metadata of one standard.  The other's identifier needs, inside the same
``rdf:RDF``, a description of its schema (ISO 19005-3, 6.6.2.3.3): a second one is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import pydyf

#: WeasyPrint's name of the variant that this module completes.
VARIANT = "pdf/a-3a"

_PDFUA = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
 <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


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


def declare_pdfua(pdf: Any) -> None:
    """Add the identifier of PDF/UA-1 to the metadata of a file that declares PDF/A-3a."""
    _add_to_metadata(pdf, _PDFUA)


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
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    (xmp,) = metadata.stream
    before, end, after = xmp.rpartition(b"</rdf:RDF>")
    metadata.stream = [before + description.encode() + end + after]


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
