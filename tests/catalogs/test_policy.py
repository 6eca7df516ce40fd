"""What a translation may hold, message by message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editions.catalogs.places import placeholder_problems
from editions.catalogs.policy import Policy, safety_problems
from editions.catalogs.sizes import LONGEST
from editions.catalogs.tex import tex_problem

DOCS = Policy(
    counterparts={
        "https://en.example.org/wiki/": ("https://fr.example.org/wiki/",),
        "https://docs.example.org/en/": ("https://docs.example.org/fr/", "https://docs.example.fr"),
    },
    roles=frozenset({"product"}),
)

#: Message and translation that may stand in its place.
ALLOWED = [
    ("The sea.", "La mer."),
    ("The sea.", "La *mer*, **basse**, ``x`` :sup:`e` :lang-en:`sea` :strong:`a` :product:`P`"),
    ("See :ref:`the sea <sea>`.", "Voir :ref:`la mer <sea>`, :ref:`encore <sea>`."),
    ("See :ref:`sea`.", "Voir :ref:`la mer <sea>`."),
    ("See :func:`~os.path`.", "Voir :func:`os.path()`."),
    ("See :std:ref:`sea`.", "Voir :ref:`la mer <sea>`."),
    ("See :term:`tide`.", "Voir :term:`marée`."),
    ("See :py:term:`tide`.", "Voir :py:term:`marée`."),
    ("See :index:`tide`.", "Voir :index:`marée`."),
    ("See ``(2)``.", r"Voir \(2)."),
    ("See :abbr:`T (tide)`.", "Voir :abbr:`M (marée)`."),
    ("See :cite:`see sea2009, 12`.", "Voir :cite:`voir sea2009, 12`."),
    ("See `sea <https://a.example/x>`_.", "Voir la `mer <https://a.example/x>`__."),
    ("See `sea <http://A.example/x/>`_.", "Voir la `mer <https://a.example/x>`_."),
    ("See https://a.example/x.", "Voir « https://a.example/x »."),
    ("See `sea`_ and tide__.", "Voir `la mer`_ et marée__."),
    ("See `the sea`_.", "Voir `la mer <the sea_>`_."),
    ("Write to a@b.example.", "Écrire à a@b.example."),
    ("|release| [1]_ [#]_ [Sea09]_ _`here`", "[Sea09]_ |release| |release| [#]_ [1]_ _`here`"),
    ("See https://en.example.org/wiki/Sea.", "Voir https://fr.example.org/wiki/Mer."),
    ("See `d <https://docs.example.org/en/>`_", "Voir `d <https://docs.example.fr>`_"),
    ("If a < b.", "Si a < b et <nom>."),
    ("See https://a.example/x.", "参照：https://a.example/x：次、https://a.example/x。"),
    ("The sea.", "第１．２節：Ｐｙｔｈｏｎ．ｐｙ、時刻：／１２．５"),
    ("<script>alert(1)</script>", "<script>alert(1)</script> !"),
    (r"Two :math:`\alpha + b`.", r"Deux :math:`\alpha + \text{b et}`."),
    (r"Two :math:`\href{https://a.example}{b}`.", r"Deux :math:`\href{https://a.example}{b}`."),
    ("|boat|", "|boat|"),
    ("\u200b", "."),
    ("\u2026", "."),
    ("zwj \u200d", "zwj \u200d, a\u00a0\u202fb\u2060c"),
    ("bidi \u202ex", "bidi \u202ey"),
]


@pytest.mark.parametrize(("msgid", "msgstr"), ALLOWED)
def test_allowed(msgid: str, msgstr: str) -> None:
    assert list(safety_problems(msgid, msgstr, DOCS)) == []


#: Message, translation, and the rule that refuses it.
REFUSED = [
    ("The sea.", ":raw-html:`<b>`", "unsafe-role"),
    ("The sea.", ":ref:`sea`", "unsafe-role"),
    ("See :term:`sea`.", ":evil:term:`sea`", "unsafe-role"),
    ("The sea.", ":product:`P` `default`", "unsafe-role"),
    ("The sea.", ":download:`/etc/passwd`", "unsafe-role"),
    ("A :download:`f <a.csv>`.", ":download:`f </etc/passwd>`", "unsafe-target"),
    ("A :ref:`sea`.", ":ref:`other`", "unsafe-target"),
    ("A :ref:`b <sea>`.", ":ref:`b <other> c <sea>`", "unsafe-target"),
    ("The :index:`moon`.", ":index:`lune <pair: evil; b> <lune>`", "unsafe-role"),
    ("A :raw-html:`<br>`.", ":raw-html:`<hr>`", "unsafe-target"),
    ("A `default`.", "`x <img src=x onerror=alert(1)>`", "unsafe-html"),
    ("A :RAW-html:`<br>`.", ":Raw-HTML:`<hr>`", "unsafe-target"),
    ("The sea.", "`mer <https://evil.example>`_", "unsafe-link"),
    ("The sea.", "mer evil.\uff43om", "unsafe-link"),
    ("The sea.", "mer evil.c\xadom", "unsafe-link"),
    ("The sea.", "mer evil\uff0ecom", "unsafe-link"),
    ("The sea.", "mer 𝐞𝐯𝐢𝐥.𝐜𝐨𝐦", "unsafe-link"),
    ("The sea.", "mer https\uff1a\uff0f\uff0fevil.example", "unsafe-link"),
    ("The sea.", "`mer <https://evil.example>`__", "unsafe-link"),
    ("The sea.", "`mer <javascript:alert(1)>`_", "unsafe-link"),
    ("The sea.", "`mer <java\\script:alert(1)>`_", "unsafe-link"),
    ("The sea.", "`mer <//evil.example>`_", "unsafe-link"),
    ("The sea.", "`mer <data:text/html,x>`_", "unsafe-link"),
    ("The sea.", "`mer <vbscript:msgbox>`_", "unsafe-link"),
    ("The sea.", "file:///etc/passwd", "unsafe-link"),
    ("The sea.", "a@evil.example", "unsafe-link"),
    ("The sea.", "``https://evil.example``", "unsafe-link"),
    ("The sea.", "url=https://evil.example", "unsafe-link"),
    ("See `a <https://a.example>`_.", "`a <https://a.example@evil.example>`_", "unsafe-link"),
    ("See `a <https://a.example/x>`_.", "`a <https://a.example/y>`_", "unsafe-link"),
    (
        "See https://en.example.org/wiki/Sea.",
        "https://fr.example.org.evil.example/wiki/",
        "unsafe-link",
    ),
    ("See https://other.example.org/", "https://fr.example.org/wiki/Mer", "unsafe-link"),
    ("The sea.", "mer_", "unsafe-link"),
    ("The sea.", "`mer`__", "unsafe-link"),
    ("A tide__.", "`a`__ et `b`__", "unsafe-link"),
    ("5; url=https://a.example/", "0; url=javascript:x", "unsafe-link"),
    ("The sea.", "|release|", "unsafe-name"),
    ("The sea.", "[1]_", "unsafe-name"),
    ("A [#]_.", "[#]_ [#]_", "unsafe-name"),
    ("The sea.", "[Sea09]_", "unsafe-name"),
    ("The sea.", "_`anchor`", "unsafe-name"),
    ("The sea.", "<img src=x onerror=alert(1)>", "unsafe-html"),
    ("The sea.", "``<img src=x onerror=alert(1)>``", "unsafe-html"),
    ("The sea.", "<SCRIPT>", "unsafe-html"),
    ("The sea.", r"<\img src=x onerror=alert(1)>", "unsafe-html"),
    ("The sea.", "<*img* src=x>", "unsafe-html"),
    ("The sea.", "<``script`` src=x>", "unsafe-html"),
    ("The sea.", ":strong:`x <img src=x onerror=alert(1)>`", "unsafe-html"),
    ("A :ref:`sea`.", ":ref:`<svg onload=alert(1)> <sea>`", "unsafe-html"),
    ("The sea.", "<x onclick=alert(1)", "unsafe-html"),
    ("A <b>.", "<b onclick=alert(1)>", "unsafe-html"),
    ("The sea.", ":math:`x`", "unsafe-math"),
    ("The sea.", r"\\(\\href{javascript:x}{y}\\)", "unsafe-math"),
    ("The sea.", r"$$\\href{javascript:x}{y}$$", "unsafe-math"),
    ("A :math:`x`.", r":math:`\href{javascript:alert(1)}{x}`", "unsafe-math"),
    ("A :math:`x`.", r":math:`\newfangled{x}`", "unsafe-math"),
    (r"A :math:`\href{https://a}{b}`.", r":math:`\href{https://c}{b}`", "unsafe-math"),
    ("A :math:`x`.", ":math:`^^5cinput`", "unsafe-math"),
    ("The sea.", "mer\x1b[31m", "unsafe-character"),
    ("The sea.", "\u200b\u2060", "unsafe-character"),
    ("The sea.", r"\ ", "unsafe-character"),
    ("The sea.", "*\u3164*", "unsafe-character"),
    ("The sea.", "mer\r", "unsafe-character"),
    ("The sea.", "\u202eerm", "unsafe-character"),
    ("The sea.", "mer\u2028", "unsafe-character"),
    ("The sea.", "mer\ue000", "unsafe-character"),
    ("The sea.", "mer\U000e0041", "unsafe-character"),
    ("The sea.", "mer " * 200, "unsafe-length"),
    ("The sea. " * 400, "* " * 400, "unsafe-length"),
    ("The sea. " * 400, "-a" * 1500, "unsafe-length"),
    ("The sea. " * 1000, "mer " * LONGEST, "unsafe-length"),
    (".. image:: a.png", ".. image:: /etc/passwd", "unsafe-target"),
]


@pytest.mark.parametrize(("msgid", "msgstr", "rule"), REFUSED)
def test_refused(msgid: str, msgstr: str, rule: str) -> None:
    found = list(safety_problems(msgid, msgstr, DOCS))
    assert rule in {problem.rule for problem in found}
    assert all(problem.message for problem in found)


@pytest.mark.parametrize("msgid", ["*" * 30_000, "a:b " * 10_000, "x" * 30_000, "`a <b>`_" * 4_000])
def test_a_message_that_no_source_can_have_is_not_parsed(msgid: str) -> None:
    assert list(safety_problems(msgid, "La *mer*.", DOCS)) == []
    assert list(safety_problems(msgid, ":raw:`mer`", DOCS)) != []


def test_single_backquotes_hold_what_the_default_role_may() -> None:
    math, any_, unknown = (Policy(default_role=role) for role in ("math", "any", ""))
    titles = Policy(default_role="title-reference")
    for policy in (math, any_, unknown, titles):
        assert list(safety_problems("A `sea`.", "Une `sea`.", policy)) == []
    script = r"Une `\href{javascript:alert(1)}{x}`."
    assert [r.rule for r in safety_problems("A `sea`.", script, math)] == ["unsafe-math"]
    assert [r.rule for r in safety_problems("A sea.", "Une `sea`.", math)] == ["unsafe-math"]
    for policy in (any_, unknown):
        assert [r.rule for r in safety_problems("A `sea`.", "Une `mer`.", policy)] == [
            "unsafe-target"
        ]
        assert [r.rule for r in safety_problems("A sea.", "Une `sea`.", policy)] == ["unsafe-role"]
    assert list(safety_problems("A sea.", "Une `mer`.", titles)) == []


def test_an_address_is_refused_once() -> None:
    assert len(list(safety_problems("The sea.", "``https://evil.example``", Policy()))) == 1


def test_places_of_patterns() -> None:
    assert list(placeholder_problems("about {number}", "environ {number}")) == []
    assert list(placeholder_problems("a", "{number.__class__} %(x)s {")) != []
    found = [r.message for r in placeholder_problems("{a}", "{a.__init__} {b} %(c)s {")]
    assert [message.split("'")[1] for message in found] == ["{a.__init__}", "{b}", "%(c)s", "{"]


def test_formulas() -> None:
    assert tex_problem(["x"], "x") is None
    assert tex_problem([r"\alpha"], r"\alpha\,\text{où}") is None
    assert tex_problem([r"\def\x{y}"], r"\def\x{y}") is None
    for found in (r"\def\x{y}", r"\beta", "a % b", r"\)", r"\unicode{60}", "$"):
        assert tex_problem([r"\alpha"], found) is not None


@pytest.mark.parametrize(
    ("msgid", "msgstr", "rule"),
    [
        ("See https://a.com/x.", "Voir a.com.", ""),
        ("See https://a.com/x.", "Voir b.a.com.", "doubtful-link"),
        ("See https://a.com/x.", "Voir b.com.", "unsafe-link"),
        ("See www.a.example.", "Voir www.b.example.", "unsafe-link"),
        ("See www.a.example.", "Voir https://www.a.example/b.", "doubtful-link"),
        ("See https://docs.example.org/en/x.", "Voir docs.example.fr.", ""),
        ("The sea.", "Voir docs.example.fr, www.docs.example.fr.", "unsafe-link"),
        (r"See https\://a.com.", "Voir https://a.com.", ""),
        ("The sea.", r"Voir a\@b.example.", "unsafe-link"),
    ],
)
def test_an_address_without_a_scheme_is_near_or_not(msgid: str, msgstr: str, rule: str) -> None:
    gentle = replace(DOCS, gentle=True)
    assert [p.rule for p in safety_problems(msgid, msgstr, gentle)] == [rule] * bool(rule)
