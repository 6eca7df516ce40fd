"""Phrases that a translation leaves in the message's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs.policy import Policy
from editions.catalogs.safety import SafetyCheck
from editions.rules.registry import Context, all_rules
from tests.rules.pairs import make_pair

STRICT, GUEST = SafetyCheck(Policy()), SafetyCheck(Policy(gentle=True))
SOURCE = (
    "It is the “Buy Local” clause, or the Buy Local provision of Tide Airlines,"
    " which gave the harbour of Tide a level playing field for all."
)
TERMS = "en,fr_CA,fr_CA_forms\nTide Airlines,Tide Airlines,\n"


def found(target: str, context: Context) -> list[tuple[str, str]]:
    """Return the words that are reported, and those in the place that is named."""
    check = all_rules()["foreign-phrase"].check_entry
    assert check is not None
    problems = list(check(make_pair(SOURCE, target), context))
    return [(p.message.split("”")[0][1:], target[p.start : p.end]) for p in problems]


@pytest.mark.parametrize(
    "target",
    [
        "la clause «\u00a0Buy Local\u00a0»",
        "la clause « Buy Local »",
        "la clause “Buy Local”",
        'la clause "Buy Local"',
        "la clause ‘Buy Local’",
        "la clause «\u00a0*Buy Local*\u00a0»",
        "l’article «\u00a0Buy\u00a0Local\u00a0»",
        "un «\u00a0accord\u00a0» et la clause «\u00a0Buy Local.\u00a0»",
    ],
)
def test_a_phrase_without_its_language_is_reported(target: str) -> None:
    ((words, place),) = found(target, Context("fr_CA", safety=STRICT))
    assert words == "Buy Local"
    assert place.replace("\u00a0", " ").rstrip(".") == "Buy Local"


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("un accord, a level playing field for all, a été offert", "a level playing field for all"),
        ("on a offert a level\u00a0playing field aux autres", "a level playing field"),
        ("which gave the harbour l’occasion de croître", "which gave the harbour"),
        ("cela, *et gave the harbour of Tide*", "gave the harbour of Tide"),
    ],
)
def test_words_of_the_message_that_are_left_are_reported(target: str, words: str) -> None:
    assert [found for found, _ in found(target, Context("fr_CA", safety=STRICT))] == [words]


@pytest.mark.parametrize(
    "target",
    [
        "on a offert :lang-en:`a level playing field for all`",
        "on a offert ``a level playing field``",
        "on a offert un playing field level",  # other words, in another order
        "la clause Buy Local provision",  # a name, perhaps
        "la a level. Playing field",  # no phrase of the message
    ],
)
def test_words_that_are_marked_or_of_no_phrase_are_not_reported(target: str) -> None:
    assert found(target, Context("fr_CA", safety=STRICT)) == []


@pytest.mark.parametrize(
    "target",
    [
        "la clause «\u00a0:lang-en:`Buy Local`\u00a0»",
        "la clause «\u00a0Achetez local\u00a0»",
        "la clause «\u00a0Local\u00a0»",  # one word may be of both languages
        "la clause Buy Local",  # a name, perhaps
        "la clause «\u00a0``Buy Local``\u00a0»",
        "le «\u00a0Local de Buy\u00a0»",
        "«\u00a0Tide Airlines\u00a0»",
    ],
)
def test_what_is_marked_translated_or_a_name_is_not(tmp_path: Path, target: str) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text(TERMS, encoding="utf-8")
    assert found(target, Context("fr_CA", terms=terms, safety=STRICT)) == []


@pytest.mark.parametrize(
    "context",
    [Context("fr_CA"), Context("fr_CA", safety=GUEST), Context("en_CA", safety=STRICT)],
)
def test_only_a_publication_has_the_roles(context: Context) -> None:
    assert found("la clause «\u00a0Buy Local\u00a0»", context) == []
