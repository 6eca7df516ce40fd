"""How a release is cited: ``CITATION.cff`` for people and GitHub, DataCite's for archives."""

from __future__ import annotations

import re
from typing import Any

from editions.findings import as_json
from editions.references.works import Author, Work
from editions.releases.facts import Release, ReleasedEdition
from editions.releases.validation import validate

CFF, DATACITE = "CITATION.cff", "datacite.json"

#: What CSL's types of works are called there; what is not named is of the last kind.
_CFF_TYPES = {
    "article-journal": "article",
    "book": "book",
    "dataset": "data",
    "report": "report",
    "thesis": "thesis",
    "webpage": "website",
}
_DATACITE_TYPES = {
    "article-journal": "JournalArticle",
    "book": "Book",
    "dataset": "Dataset",
    "report": "Report",
    "thesis": "Dissertation",
}
_NO_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", re.IGNORECASE)


def render_cff(release: Release) -> bytes:
    """Return the Citation File Format, 1.2.0, of a release.

    The original is what is to be cited; the translations are among the references.

    Raises:
        FindingsError: the publication says of itself what the format does not allow.
    """
    import yaml

    first = release.original
    content: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this publication, please cite it in the language that you read.",
        "type": "dataset",  # of the two that there are, the one that is no software
        "title": first.work.title,
        "authors": _cff_authors(release, first.work),
        "version": release.version,
        "date-released": release.day.isoformat(),
        **_cff_places(release, first),
        "preferred-citation": _cff_work(release, first),
    }
    translations = [_cff_work(release, edition) for edition in release.editions[1:]]
    if translations:
        content["references"] = translations
    validate(content, "citation-cff", CFF)
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100).encode()


def _cff_places(release: Release, edition: ReleasedEdition) -> dict[str, str]:
    doi = _doi(edition.work)
    address = edition.address or edition.work.url
    places = {"doi": doi, "url": address, "license": release.license}
    return {name: value for name, value in places.items() if value}


def _cff_authors(release: Release, work: Work) -> list[dict[str, str]]:
    return [_cff_author(author) for author in _people(release, work)]


def _cff_author(author: Author) -> dict[str, str]:
    if author.literal:
        return {"name": author.literal}
    given = {"given-names": author.given} if author.given else {}
    return {"family-names": author.family, **given}


def _cff_work(release: Release, edition: ReleasedEdition) -> dict[str, Any]:
    work = edition.work
    content: dict[str, Any] = {
        "type": _CFF_TYPES.get(work.type, "generic"),
        "title": work.title,
        "authors": _cff_authors(release, work),
        "languages": [edition.edition.cldr.language],
        **_cff_places(release, edition),
    }
    if work.publisher:
        content["publisher"] = {"name": work.publisher}
    year, _, month = work.issued.partition("-")
    if year:
        content["year"] = int(year)
    if month:
        content["month"] = int(month[:2])
    if release.copyright:
        content["copyright"] = release.copyright
    content["version"] = release.version
    content["date-released"] = release.day.isoformat()
    if edition is not release.original:
        title = release.original.work.title
        content["notes"] = f"Translation into {edition.edition.lang} of: {title}"
    return content


def render_datacite(release: Release) -> bytes:
    """Return the metadata of DataCite, 4.5, of a release, which name its translations.

    Raises:
        FindingsError: the publication says of itself what the format does not allow.
    """
    first, work = release.original, release.original.work
    issued = work.issued or release.day.isoformat()
    kind = _DATACITE_TYPES.get(work.type, "Text")
    titles = [{"title": work.title, "lang": first.edition.lang}]
    titles += [
        {"title": other.work.title, "titleType": "TranslatedTitle", "lang": other.edition.lang}
        for other in release.editions[1:]
    ]
    doi, address = _doi(work), first.address or work.url
    content: dict[str, Any] = {
        **({"doi": doi} if doi else {}),
        **({"url": address} if address else {}),
        "creators": [_datacite_creator(author) for author in _people(release, work)],
        "titles": titles,
        "publisher": {"name": work.publisher or ", ".join(p.name for p in _people(release, work))},
        "publicationYear": issued[:4],
        "types": {
            "resourceTypeGeneral": kind,
            **({"resourceType": work.genre} if work.genre else {}),
        },
        "language": first.edition.lang,
        "version": release.version,
        "dates": [
            {"date": issued, "dateType": "Issued"},
            {"date": release.day.isoformat(), "dateType": "Updated"},
        ],
        "relatedItems": [_datacite_item(edition, kind) for edition in release.editions[1:]],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    rights = _datacite_rights(release)
    if rights:
        content["rightsList"] = [rights]
    validate(content, "datacite", DATACITE)
    return as_json(content).encode()


def _people(release: Release, work: Work) -> tuple[Author, ...]:
    """Return the authors; where nobody is named, who publishes stands for them."""
    return work.authors or (Author(literal=work.publisher or release.original.edition.title),)


def _datacite_creator(author: Author) -> dict[str, str]:
    if author.literal:
        return {"name": author.literal, "nameType": "Organizational"}
    given = {"givenName": author.given} if author.given else {}
    return {"name": author.inverted, "nameType": "Personal", "familyName": author.family, **given}


def _datacite_item(edition: ReleasedEdition, kind: str) -> dict[str, Any]:
    """Return a translation; "original form of" is what 4.5 calls its relation to the original."""
    item: dict[str, Any] = {
        "relatedItemType": kind,
        "relationType": "IsOriginalFormOf",
        "titles": [{"title": edition.work.title, "lang": edition.edition.lang}],
    }
    doi = _doi(edition.work)
    if doi or edition.address:
        item["relatedItemIdentifier"] = {
            "relatedItemIdentifier": doi or edition.address,
            "relatedItemIdentifierType": "DOI" if doi else "URL",
        }
    return item


def _datacite_rights(release: Release) -> dict[str, str]:
    rights = {"rights": f"© {release.copyright}"} if release.copyright else {}
    if release.license:
        rights |= {"rightsIdentifier": release.license, "rightsIdentifierScheme": "SPDX"}
    return rights


def _doi(work: Work) -> str:
    """Return the DOI alone, as both formats want it."""
    return _NO_DOI.sub("", work.doi)
