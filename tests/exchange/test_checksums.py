"""Weblate's names of messages."""

from __future__ import annotations

import pytest

from editions.exchange.checksums import siphash, weblate_checksum


def test_hash_is_that_of_its_authors() -> None:
    """The example of the paper, and the first of its reference code."""
    key = bytes(range(16))
    assert siphash(key, bytes(range(15))) == 0xA129CA6149BE45E5
    assert siphash(key, b"") == 0x726FDB47DD0E0E31


@pytest.mark.parametrize(
    ("msgid", "plural", "context", "checksum"),
    [
        # What siphashc, which Weblate uses, says of them with Weblate's key.
        ("test", None, None, "77008627767ed728"),
        ("a", "b", "ctx", "5fe9cd57e2feee7b"),
        ("Été à l’île", None, "", "a7eda07c8dac662b"),
        ("a" * 300, None, None, "c4da9cd468e31644"),  # longer than a byte can count
    ],
)
def test_checksum_is_weblates(
    msgid: str, plural: str | None, context: str | None, checksum: str
) -> None:
    assert weblate_checksum(msgid, plural, context) == checksum
