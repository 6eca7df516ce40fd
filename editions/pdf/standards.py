"""The standards of which a file conforms to one: what each asks for beside the other."""

from __future__ import annotations

from dataclasses import dataclass

from editions.settings.declarations import PdfStandard

#: Namespaces of structure types: PDF 2.0's, and PDF 1.7's, which is that of an element without.
PDF2 = "http://iso.org/pdf2/ssn"
#: Roles that PDF 2.0 has dropped, and that stay in the namespace of PDF 1.7.
DROPPED = frozenset({"Art", "BlockQuote", "Code", "Quote", "Reference", "TOC", "TOCI"})
#: Numberings that PDF 2.0 has added.
NEW_NUMBERINGS = frozenset({"Description", "Ordered", "Unordered"})


@dataclass(frozen=True)
class Standard:
    """A standard for accessible files, and the one for archives that goes with it."""

    name: PdfStandard
    #: WeasyPrint's name of the variant that is completed.
    variant: str
    #: It is one of PDF 2.0: elements have namespaces, links lead to elements.
    is_pdf2: bool
    #: Description of it in the metadata of a file, in RDF.
    identifier: str
    #: Names of roles that it calls otherwise.
    names: dict[str, str]
    #: Roles that it does not know, and what they are to be taken for.
    role_map: dict[str, str]

    def role(self, role: str) -> str:
        """Return the name of a role."""
        return self.names.get(role, role)

    def numbering(self, numbering: str) -> str:
        """Return the name of a numbering."""
        return "None" if numbering in NEW_NUMBERINGS and not self.is_pdf2 else numbering


#: The identifier, and a description of its schema, which PDF/A-3 wants (ISO 19005-3, 6.6.2.3.3).
_UA1 = """
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

#: The identifier, and the declarations of Well-Tagged PDF 1.0 (6.1).
_UA2 = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
 <pdfuaid:part>2</pdfuaid:part>
 <pdfuaid:rev>2024</pdfuaid:rev>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfd="http://pdfa.org/declarations/">
 <pdfd:declarations><rdf:Bag>
  <rdf:li rdf:parseType="Resource">
   <pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo>
  </rdf:li>
  <rdf:li rdf:parseType="Resource">
   <pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#reuse1.0</pdfd:conformsTo>
  </rdf:li>
 </rdf:Bag></pdfd:declarations>
</rdf:Description>
"""

STANDARDS: dict[PdfStandard, Standard] = {
    standard.name: standard
    for standard in (
        Standard(
            name="ua-1",
            variant="pdf/a-3a",
            is_pdf2=False,
            identifier=_UA1,
            names={},
            role_map={"Title": "P"},
        ),
        Standard(
            name="ua-2",
            variant="pdf/a-4f",
            is_pdf2=True,
            identifier=_UA2,
            names={"Note": "FENote"},
            role_map={},
        ),
    )
}
