"""How grave it is to leave the markup of a message."""

from __future__ import annotations

import pytest

from editions.catalogs.grading import STRICT_RULES, Grade, Refusal, grade
from editions.catalogs.markdown import parse_markdown
from editions.catalogs.policy import Policy, safety_problems
from editions.rules.registry import all_rules

GENTLE = Policy(gentle=True, default_role="any")
LINK = "See `the tide <https://en.example.org/tide>`_."

#: Message, translation, and the rules that find something in it.
GRADED = [
    (LINK, "Voir `la marée <https://fr.example.org/maree>`_.", {"doubtful-link"}),
    (LINK, "Voir `la marée <https://example.org/old/tide>`_.", {"doubtful-link"}),
    (LINK, "Voir `la marée <maree.html>`_.", {"doubtful-link"}),
    (LINK, "Voir `la marée <http://en.example.org/tide>`_.", {"doubtful-link"}),
    ("See http://en.example.org/tide.", "Voir https://en.example.org/tide.", set()),
    ("The tide.", "La mar\u200bée.", {"doubtful-character"}),
    ("The tide.", "L\u200ba m\u200bar\u200bée.", {"unsafe-character"}),
    (LINK, "Voir `la marée <https://evil.example>`_.", {"unsafe-link"}),
    (LINK, "Voir `la marée <https://en.example.org@evil.example/tide>`_.", {"unsafe-link"}),
    (LINK, "Voir `la marée <javascript:alert(1)>`_.", {"unsafe-link"}),
    (LINK, "Écrire à tide@example.org.", {"unsafe-link"}),
    ("See https://project.github.io.", "Voir https://evil.github.io.", {"unsafe-link"}),
    ("See https://example.org/ferry/.", "参见 https://example.org/ferry/。", set()),
    ("See `tide`_.", "Voir `marée`_ et `port`_.", set()),  # the rule on links says which is lost
    ("See the tide.", "Voir la `marée`_.", {"doubtful-link"}),
    ("See `tide`__.", "Voir `marée`__ et `port`__.", {"unsafe-link"}),
    ("See :ref:`tide`.", "Voir :ref:`maree`.", {"doubtful-target"}),
    ("See :py:func:`tide`.", "Voir :py:func:`maree`.", {"doubtful-target"}),
    ("See :download:`a.csv`.", "Voir :download:`b.csv`.", {"unsafe-target"}),
    ("A :raw-html:`<br>`.", "Une :raw-html:`<hr>`.", {"unsafe-target"}),
    ("A :external:ref:`a`.", "Une :external:ref:`b`.", {"unsafe-target"}),
    ("The tide.", "La :term:`marée`, :doc:`ici <tide>`, `là`.", {"doubtful-role"}),
    ("The tide.", "La :download:`marée <tide.csv>`.", {"unsafe-role"}),
    ("The tide.", "La :evil:ref:`marée`.", {"unsafe-role"}),
    ("The tide.", "La :index:`marée`.", {"unsafe-role"}),
    (":index:`T <see: tide; sea>`.", ":index:`M <voir: marée; mer>`.", {"doubtful-role"}),
    (":index:`T <pair: tide; sea>`.", ":index:`M <paire: a, b>`.", {"unsafe-role"}),
    (":index:`T <single: tide>`.", ":index:`M <voir: a>` :index:`M <b>`.", {"unsafe-role"}),
    (":index:`T <pair: tide; sea>`.", ":index:`M <see: a; b>`.", {"unsafe-role"}),
    ("The tide [1]_ [Sea]_.", "La marée [1]_ [1]_ [Sea]_ [Sea]_.", set()),
    ("The tide [1]_.", "La marée [2]_ [2]_.", {"unsafe-name"}),
    ("The tide [#]_.", "La marée [#]_ [#]_.", {"unsafe-name"}),
    ("The tide.", "La |marée|.", {"unsafe-name"}),
    ("|screen-en|", "|screen-fr|", {"doubtful-name"}),
    ("|a| and |b|.", "|b| et |c|.", {"doubtful-name"}),
    ("|a| and |b|.", "|a|, |b| et |c|.", {"unsafe-name"}),
    ("|a|", "|b| et |c|", {"doubtful-name", "unsafe-name"}),
    ("A note [a]_.", "Une note [b]_.", {"unsafe-name"}),
    ("The tide.", "La \u202amarée\u202c.", {"unsafe-character"}),
    ("The tide.", "<script>x</script>", {"unsafe-html"}),
    ("The tide.", r":math:`\href{javascript:x}{y}`", {"unsafe-math"}),
]


@pytest.mark.parametrize(("msgid", "msgstr", "rules"), GRADED)
def test_a_guest_is_refused_what_harms_alone(msgid: str, msgstr: str, rules: set[str]) -> None:
    found = {problem.rule for problem in safety_problems(msgid, msgstr, GENTLE)}
    assert found == rules
    harmful = {rule for rule in rules if rule.startswith("unsafe-")}
    assert {rule for rule in found if GENTLE.refuses(rule)} == harmful


@pytest.mark.parametrize(("msgid", "msgstr", "rules"), GRADED)
def test_a_publication_is_refused_both(msgid: str, msgstr: str, rules: set[str]) -> None:
    strict = Policy(default_role="any")
    found = {problem.rule for problem in safety_problems(msgid, msgstr, strict)}
    assert found == {STRICT_RULES.get(rule, rule) for rule in rules}
    assert all(map(strict.refuses, found))


@pytest.mark.parametrize(
    ("msgid", "msgstr", "rules"),
    [
        ("See [the map](map.md).", "Voir [la carte](./map.md).", set()),
        ("See [the map](map.md#sea).", "Voir [la carte](map.md#mer).", set()),
        ("See [a](a.md) and [b](b.md).", "Voir [b](b.md) et [a](a.md).", set()),
        ("See [the map](map.md).", "Voir [la carte](gone.md).", {"doubtful-target"}),
        ("See [the map](map.md#sea).", "Voir [la carte](gone.md#sea).", {"doubtful-target"}),
        ("See <project:map.md>.", "Voir <project:gone.md>.", {"doubtful-target"}),
        ("Go [down](#below).", "Allez [là](gone.md#below).", {"doubtful-target"}),
        ("The tide.", "La [marée](tide.md).", {"doubtful-link"}),
    ],
)
def test_a_link_of_markdown_leads_into_a_document_of_the_message(
    msgid: str, msgstr: str, rules: set[str]
) -> None:
    found = {problem.rule for problem in safety_problems(msgid, msgstr, GENTLE, parse_markdown)}
    assert found == rules


def test_every_doubtful_rule_is_a_warning_and_has_a_strict_one() -> None:
    rules = all_rules()
    for doubtful, strict in STRICT_RULES.items():
        assert (grade(doubtful), grade(strict)) == (Grade.DOUBT, Grade.HARM)
        assert rules[doubtful].severity.value == "warning"
        assert rules[strict].severity.value == "error"
    assert grade("something-new") is Grade.HARM


def test_the_default_depends_on_declared_editions() -> None:
    assert Refusal.of("", declared=True) is Refusal.ERROR
    assert Refusal.of(None, declared=False) is Refusal.HARM
    assert Refusal.of("error", declared=False) is Refusal.ERROR
    assert Refusal.of("harm", declared=True).publishes_doubtful
    assert not Refusal.of("fallback", declared=False).publishes_doubtful
    with pytest.raises(ValueError, match="gentle"):
        Refusal.of("gentle", declared=False)
