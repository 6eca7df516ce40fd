"""What roles do."""

from __future__ import annotations

import pytest

from editions.catalogs.roles import (
    CITATION_ROLES,
    HARMLESS_ROLES,
    TRANSLATED_ROLES,
    is_harmless,
    is_reference,
)


@pytest.mark.parametrize(
    ("role", "harmless", "reference"),
    [
        ("emphasis", True, False), ("kbd", True, False), ("lang-fr", True, False),
        ("code", True, False), ("samp", True, False), ("lang", False, False), ("raw", False, False),
        ("download", False, False), ("index", False, False), ("pep", False, False),
        ("ref", False, True), ("std:ref", False, True), ("py:func", False, True),
        ("cpp:any", False, True), ("math:numref", False, True), ("bio:ref", False, False),
        ("cite", False, False), ("py:download", False, False),
        ("bdg", True, False), ("bdg-info", True, False), ("bdg-primary-line", True, False),
        ("bdg-link-info", False, False), ("bdg-ref-info-line", False, False),
        ("bdgs", False, False),
    ],
)  # fmt: skip
def test_what_a_role_may_do(role: str, harmless: bool, reference: bool) -> None:
    assert (is_harmless(role), is_reference(role)) == (harmless, reference)


def test_no_role_is_of_two_kinds() -> None:
    for roles in (HARMLESS_ROLES, CITATION_ROLES):
        assert not any(map(is_reference, roles))
    assert not any(map(is_harmless, CITATION_ROLES))
    assert "" not in HARMLESS_ROLES | TRANSLATED_ROLES
