"""Take works from reference managers: a reader for each format."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from editions.languages import Edition
from editions.references.bibtex import read_bibtex
from editions.references.csl_json import read_csl_json
from editions.references.ris import read_ris
from editions.references.works import Work

#: Readers by the name of the format on the command line.
READERS: Mapping[str, Callable[[str, str, Edition], list[Work]]] = {
    "bibtex": read_bibtex,
    "ris": read_ris,
    "csl": read_csl_json,
}
