"""Which addresses stand in a text, and how near one is to another."""

from __future__ import annotations

import pytest

from editions.catalogs.addresses import (
    find_addresses,
    find_bare_addresses,
    holds_host,
    is_known_place,
    is_near,
    may_hold_address,
    normal_address,
    site_of,
)


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("http://A.example/x/", "http://a.example/x"),
        ("https://a.example/X?y#Z", "https://a.example/X?y#Z"),
        ("mailto:A@b.example", "mailto:A@b.example"),
        ("https://[bad", "https://[bad"),
    ],
)
def test_normal_address(address: str, normal: str) -> None:
    assert normal_address(address) == normal


TIDES = "https://tides.example/table"


@pytest.mark.parametrize(
    "after",
    [
        *(
            ".",
            ")",
            ").",
            "]",
            "。",
            "，",
            "、",
            "！",
            "？",
            "；",
            "：",
            "）",
            "」",
            "』",
            "】",
            "》",
        ),
        *(
            "〉",
            "〕",
            "．",
            "」。",
            "）。",
            "」を見る",
            "»",
            "”",
            "’",
            "›",
            "“",
            "…",
            "،",
            "؟",
            "؛",
        ),
        *("।", "՝", "።", "\u00a0»", "\u202f!", "を見る"),
    ],
)
def test_what_follows_an_address_is_no_part_of_it(after: str) -> None:
    (found,) = find_addresses(f"（{TIDES}{after}")
    assert is_known_place(found, [TIDES + "/"]) or after == "を見る"
    # Where the path is complete, letters may follow without a space.
    (found,) = find_addresses(f"{TIDES}/{after}")
    assert is_known_place(found, [TIDES + "/"])


@pytest.mark.parametrize(
    "address",
    [
        "https://fr.tides.example/wiki/Marée_(mer",
        "https://tides.example。evil.example/x",
        "https://tides.example．evil.example",
        "https://tides.example․evil.example/",
        "https://例え.jp/潮",
    ],
)
def test_letters_and_the_dots_of_hosts_are_part_of_it(address: str) -> None:
    assert list(find_addresses(f"Voir {address} ici")) == [address]


def test_texts_without_addresses() -> None:
    assert list(find_addresses("tides: //here, and a:b")) == []


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://ja.tides.example.org/x", "example.org"),
        ("http://EXAMPLE.org:8080/x?y#z", "example.org"),
        ("https://www.example.co.uk/", "example.co.uk"),
        ("https://tides.github.io/x", "tides.github.io"),
        ("https://github.io/", "github.io"),
        ("https://docs.tides.readthedocs.io/", "tides.readthedocs.io"),
        ("https://192.0.2.7/x", "192.0.2.7"),
        ("http://localhost:8000/", "localhost"),
        ("https://example.org@evil.example/", ""),
        ("https://evil.example\\@example.org/", ""),
        ("https://evil.example\\.example.org/", ""),
        ("https://example.org。evil.example/", ""),
        ("https://ｅxample.org/", ""),
        ("https:///evil.example", ""),
        ("https://[bad", ""),
        ("//example.org/x", ""),
        ("ftp://www.example.org/x", "example.org"),
        ("svn+ssh://example.org/x", "example.org"),
        ("git://example.org@evil.example/", ""),
        ("chrome://example.org/x", ""),
        ("mailto:a@example.org", ""),
        ("javascript://example.org/%0aalert(1)", ""),
    ],
)
def test_site(address: str, site: str) -> None:
    assert site_of(address) == site


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("https://ja.example.org/tide", True),
        ("https://old.example.org/", True),
        ("http://example.org/tide", True),
        ("other.html#place", True),
        ("../shore/", True),
        ("/fr/tide?x=y", True),
        ("https://example.com/tide", False),
        ("https://example.org.evil.example/", False),
        ("https://notexample.org/", False),
        ("https://evil.github.io/", False),
        ("//evil.example/x", False),
        ("/\\evil.example", False),
        ("\\\\evil.example", False),
        ("javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ("mailto:a@example.org", False),
        ("192.0.2.8:80/x", False),
        ("git://git.example.net/projet", True),
        ("git://evil.example/project", False),
        ("svn://git.example.net/project", False),
        ("https://git.example.net/project", False),
        ("git://example.org/tide", False),
    ],
)
def test_near(address: str, near: bool) -> None:
    known = [
        "git://git.example.net/project",
        "https://example.org/tide",
        "https://project.github.io/",
        "a name",
        "http://[bad",
    ]
    assert is_near(address, known) is near


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://t.example/x»voir", "https://t.example/x"),
        ("https://t.example/x」を見る", "https://t.example/x"),
        ("https://t.example/été।y", "https://t.example/été"),
        ("https://t。example/x", "https://t。example/x"),
        ("https://t.example。/x", "https://t.example"),
        ("https://t.example。次", "https://t.example"),
    ],
)
def test_punctuation_of_another_script_ends_an_address(text: str, address: str) -> None:
    assert list(find_addresses(text)) == [address]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See www.a.example.", ["www.a.example"]),
        ("WWW.A.example/x?y", ["WWW.A.example"]),
        ("(www.é-è.example)", ["www.é-è.example"]),
        ("海www.a.example海", ["www.a.example"]),
        ("www.海.example", ["www.海.example"]),
        ("Tides.com, tides.co.org/x", ["Tides.com", "tides.co.org"]),
        ("海tides.com海", ["tides.com"]),
        ("a.b+c@d-e.example.", ["a.b+c@d-e.example"]),
        ("https://a.com/b.com x://c.org", []),  # these have a scheme
        ("./a.com ../b.org /c.net", []),
        ("Voir:a.com ...b.org -c.net +d.com", ["a.com", "b.org", "c.net", "d.com"]),
        ("example.com and www.example.org", ["www.example.org"]),
        ("Node.js setup.py conf.sh p.ex. fin.Le a.b", []),
        ("x@1.2 1.2.3 @a.com", []),
        ("wwwa.example www..a www.", []),
    ],
)
def test_bare_addresses(text: str, found: list[str]) -> None:
    assert list(find_bare_addresses(text)) == found
    assert may_hold_address(text) or not found


def test_a_text_without_end_holds_no_bare_address_and_takes_no_time() -> None:
    for piece in ("a.", "a-", "a@", "www.", "."):
        assert len(list(find_bare_addresses(piece * 100_000 + "!"))) <= 1


@pytest.mark.parametrize(
    ("text", "address", "holds"),
    [
        ("See https://www.a.com/x.", "a.com", True),
        ("See a.com.", "www.A.com", True),
        ("海a.com海", "a.com", True),
        ("to b@a.com", "B@a.com", True),
        ("to b@a.com", "a.com", False),
        ("See b.a.com", "a.com", False),
        ("See b-a.com", "a.com", False),
        ("See a.com.mx", "a.com", False),
        ("See a.community", "a.com", False),
        ("See a.community or a.com", "a.com", True),
    ],
)
def test_a_text_holds_a_host(text: str, address: str, holds: bool) -> None:
    assert holds_host(text, address) is holds
