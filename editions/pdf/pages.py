"""A printed edition before its pages are laid out, kept so that another can be set beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from editions.settings.declarations import PdfStandard

#: Folder of the package's own style sheets in the document's address space.
OWN = "_editions"

#: The style sheet that sets two languages side by side, read after a publication's own.
BILINGUAL = Path(__file__).with_name("bilingual.css")

#: Name of the ``<meta>`` element with the languages of the document, in the order of its columns.
LANGUAGES = "dcterms.language"

#: Name of the file that a build keeps it in, beside the PDF.
PRINTED = "printed.json"


@dataclass(frozen=True)
class PrintedPage:
    """What `editions.pdf.layout.write_pdf` needs, but for the date."""

    #: The whole edition as one page of HTML.
    html: str
    #: Files that it may use, by their addresses.
    files: Mapping[str, Path]
    #: Addresses of the files that go into the PDF, and what each is to it.
    attachments: Mapping[str, str]
    #: The fonts of the machine may be used.
    system_fonts: bool
    #: What the PDF conforms to.
    standard: PdfStandard = "ua-1"
    #: What those that are attached are called, by their addresses; others go by their names.
    titles: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return it as text; its files stay where they are."""
        files = {name: str(path) for name, path in self.files.items()}
        return json.dumps(
            {
                "html": self.html,
                "files": files,
                "attachments": dict(self.attachments),
                "system_fonts": self.system_fonts,
                "standard": self.standard,
                "titles": dict(self.titles),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> PrintedPage:
        """Return what `to_json` has written."""
        values = json.loads(text)
        files = {name: Path(path) for name, path in values.pop("files").items()}
        return cls(files=files, **values)
