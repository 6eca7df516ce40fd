"""Metadata for those who cite and keep a release, held to their schemas."""

from __future__ import annotations

import json

import pytest
import yaml

from editions.findings import FindingsError
from editions.references.works import Author
from editions.releases.citation import render_cff, render_datacite
from tests.releases.examples import EN, FR, release, released

ADDRESS = "https://example.org/lighthouse"


def test_the_original_is_to_be_cited_and_translations_are_named() -> None:
    whole = release(
        released(EN, address=f"{ADDRESS}/en/", doi="https://doi.org/10.5555/abc"),
        released(FR, address=f"{ADDRESS}/fr/"),
        license="CC-BY-4.0",
    )
    content = yaml.safe_load(render_cff(whole))
    assert (content["title"], content["version"]) == ("The Lighthouse", "1.1")
    assert (content["doi"], content["license"]) == ("10.5555/abc", "CC-BY-4.0")
    cited = content["preferred-citation"]
    assert cited["type"] == "report"
    assert (cited["languages"], cited["year"], cited["month"]) == (["en"], 2025, 11)
    assert cited["authors"] == [
        {"family-names": "Halvorsen", "given-names": "Ane"},
        {"name": "The Keepers"},
    ]
    (translation,) = content["references"]
    assert (translation["title"], translation["languages"]) == ("Le phare", ["fr"])
    assert translation["url"] == f"{ADDRESS}/fr/"
    assert translation["notes"] == "Translation into fr-CA of: The Lighthouse"
    archived = json.loads(render_datacite(whole))
    assert (archived["doi"], archived["publicationYear"]) == ("10.5555/abc", "2025")
    assert archived["titles"][1] == {
        "title": "Le phare",
        "titleType": "TranslatedTitle",
        "lang": "fr-CA",
    }
    (item,) = archived["relatedItems"]
    assert item["titles"] == [{"title": "Le phare", "lang": "fr-CA"}]
    assert item["relatedItemIdentifier"]["relatedItemIdentifier"] == f"{ADDRESS}/fr/"
    (rights,) = archived["rightsList"]
    assert (rights["rights"], rights["rightsIdentifier"]) == ("© 2026, The Keepers", "CC-BY-4.0")


def test_what_is_not_known_is_left_out() -> None:
    bare = release(released(EN, issued="", publisher=""), copyright="")
    content = yaml.safe_load(render_cff(bare))
    assert content.keys().isdisjoint({"doi", "url", "license", "references"})
    assert content["preferred-citation"].keys().isdisjoint({"year", "month", "publisher"})
    archived = json.loads(render_datacite(bare))
    assert (archived["publicationYear"], archived["relatedItems"]) == ("2026", [])
    assert "rightsList" not in archived
    assert archived["publisher"] == {"name": "Ane Halvorsen, The Keepers"}


def test_without_authors_the_publisher_or_the_title_stands_for_them() -> None:
    nobody = released(EN, authors=())
    content = yaml.safe_load(render_cff(release(nobody)))
    assert content["authors"] == [{"name": "The Keepers"}]
    content = yaml.safe_load(render_cff(release(released(EN, authors=(), publisher=""))))
    assert content["authors"] == [{"name": "The Lighthouse"}]


@pytest.mark.parametrize("render", [render_cff, render_datacite])
def test_what_a_schema_does_not_allow_is_refused(render: object) -> None:
    assert callable(render)
    with pytest.raises(FindingsError, match=r"doi is '10\.x"):
        render(release(released(EN, doi="10.x")))


def test_a_licence_must_be_one_of_spdx() -> None:
    with pytest.raises(FindingsError, match="'ours', which the format does not allow"):
        render_cff(release(license="ours"))


def test_a_work_of_another_type_is_generic() -> None:
    speech = release(released(EN, type="speech", authors=(Author("Plato"),)))
    content = yaml.safe_load(render_cff(speech))
    assert content["authors"] == [{"family-names": "Plato"}]
    assert content["preferred-citation"]["type"] == "generic"
    assert json.loads(render_datacite(speech))["types"]["resourceTypeGeneral"] == "Text"
