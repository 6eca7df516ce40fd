"""Markup, references, links and literals are kept, however the sentence turns."""

from __future__ import annotations

import pytest

from editions.catalogs.restructuredtext import parse_rst
from editions.rules.inline import left_over
from editions.rules.registry import Context, all_rules
from tests.rules.pairs import make_pair, problems, rules_broken

#: Rule, message, translation that breaks it; in French.
BROKEN = [
    # Markup that does not parse, or is not seen.
    ("inline-markup", "Call ``run`` twice.", "Appelez``run`` deux fois."),
    ("inline-markup", "Call ``run`` twice.", "Appelez ``run``deux fois."),
    ("inline-markup", "Call ``run`` twice.", "Appelez ``run` deux fois."),
    ("inline-markup", "Call ``run`` twice.", "Appelez `` run`` deux fois."),
    ("inline-markup", "The *end*.", "La *fin."),
    ("inline-markup", "The *end*.", "La* fin*."),
    ("inline-markup", "The *end*.", "La * fin *."),
    ("inline-markup", "The **end**.", "La **fin*."),
    ("inline-markup", "The **end**.", "La ** fin **."),
    ("inline-markup", "The end.", "La *fin."),
    ("inline-markup", "See :ref:`x`.", "Voir :ref:`x."),
    ("inline-markup", "See :ref:`x`.", "Voir :ref:x`."),
    ("inline-markup", "See :ref:`x`.", "Voir:ref:`x`."),
    ("inline-markup", "See :ref:`x`.", "Voir :ref :`x`."),
    ("inline-markup", "See |x|.", "Voir |x."),
    ("inline-markup", "`x <http://e.org/>`_", "`x <http://e.org/>`_s"),
    ("inline-markup", "See :ref:`x`.", "Voir :ref:`x`:ref:."),
    # References.
    ("references", "See :ref:`intro`.", "Voir :ref:`présentation`."),
    ("references", "See :ref:`intro`.", "Voir l’introduction."),
    ("references", "See :ref:`text <intro>`.", "Voir :ref:`texte <introduction>`."),
    ("references", "See :doc:`/guide`.", "Voir :doc:`/guía`."),
    ("references", "See :doc:`/guide`.", "Voir :ref:`/guide`."),
    ("references", "See :func:`a.b`.", "Voir :func:`a.c`."),
    ("references", "See :attr:`os.curdir`.", "Voir :data:`os.curdir`."),
    ("references", "Call :func:`a.b`.", "Appelez :meth:`a.b`."),
    ("references", "See :ref:`intro`.", "Voir :doc:`intro`."),
    ("inline-markup", "See :ref:`a` and :ref:`b`.", "Voir :ref:`a` et ref:`b`."),
    ("inline-markup", "See :ref:`a` and :ref:`a`.", "Voir :ref:`a` et :ref: `a`."),
    ("literals", "From ``0`` to ``9``", "De 0 à 9"),
    ("literals", "Use ``foo.bar``.", "Utilisez ``foo.bars``."),
    ("literals", "It is ``-->``.", "C’est ``-->s``."),
    ("literals", "Set ``width`` here.", "Réglez ``widths`` ici."),
    ("literals", "Set ``width`` here.", "Réglez ``wdith`` ici."),
    ("literals", "Set ``width`` and ``x``", "Réglez ``wixdth`` et ``x``"),
    ("literals", "the ipaddress module", "le module ``ipadress``"),
    ("literals", "for ``volts * seconds``", "pour ``volts * secondes``"),
    ("references", "See :func:`a` and :func:`b`.", "Voir :func:`a` et :func:`a`."),
    ("references", "See :meth:`a`.", "Voir ``a``."),
    ("references", "Use :math:`x^2`.", "Utilisez :math:`x^3`."),
    ("references", "See :pep:`8`.", "Voir :pep:`9`."),
    ("references", "As in :cite:`a, 12`.", "Comme dans :cite:`b, 12`."),
    ("references", "A :term:`bond`.", "Une :term:`obligation`."),
    ("references", "The :abbr:`FIFO (first in)` list.", "La liste."),
    ("references", "Click :guilabel:`OK`.", "Cliquez sur OK."),
    ("references", "Press :kbd:`Tab`.", "Appuyez sur Tab."),
    ("references", "Run :program:`make all`.", "Lancez :program:`make tout`."),
    ("references", "See :c:func:`f`.", "Voir :func:`f`."),
    ("references", "See :download:`x <a.csv>`.", "Voir :download:`x <b.csv>`."),
    # Substitutions, footnotes, citations.
    ("substitutions", "Since |version|", "Depuis |versión|"),
    ("substitutions", "Since |version|", "Depuis la version"),
    ("substitutions", "Since then", "Depuis |then|"),
    ("footnotes", "It grew. [1]_", "Il crût. [2]_"),
    ("footnotes", "It grew. [1]_", "Il crût."),
    ("footnotes", "It grew. [#a]_", "Il crût. [#b]_"),
    ("footnotes", "One [#]_ two [#]_", "Un [#]_ deux"),
    ("citations", "As in [Tur50]_.", "Comme dans [Tur51]_."),
    ("citations", "As in [Tur50]_.", "Comme on sait."),
    # Links.
    ("links", "See https://e.org/guide.", "Voir https://e.org/guía."),
    ("links", "See https://e.org/guide.", "Voir le guide."),
    ("links", "`x <https://e.org/a>`_", "`x <https://e.org/b>`_"),
    ("links", "`x <https://e.org/a>`_", "`x <https://evil.example/a>`_"),
    ("links", "`x <https://e.org/a>`_", "`x <https://e.org/a>`"),
    ("links", "`x <https://e.org/a#b>`_", "`x <https://e.org/a#c>`_"),
    ("links", "`x <https://e.org/?a=1>`_", "`x <https://e.org/?a=2>`_"),
    ("links", "https://e.org/en/a", "https://f.org/fr/a"),
    ("links", "https://e.org/en/a", "https://e.org/fr/b"),
    ("links", "mailto:a@e.org", "mailto:b@e.org"),
    ("links", "See `One`_ and `Two`_.", "Voir `Un`_ et deux."),
    ("links", "See the guide.", "Voir `le guide`_."),
    ("links", "See `One`_.", "Voir un."),
    ("links", "See `One`_ and two_.", "Voir `One`_."),
    # Literals.
    ("literals", "Set ``width`` first.", "Réglez d’abord ``largeur``."),
    ("literals", "It is ``None``.", "Il est ``Aucun``."),
    ("literals", "It is ``None``.", "Il est nul."),
    ("literals", "If ``x is not None``:", "Si ``x no es Ninguno`` :"),
    ("literals", "Use ``with f() as g``.", "Utilisez ``avec f() comme g``."),
    ("literals", "Use ``'r'``.", "Utilisez ``’r’``."),
    ("literals", "Use ``__init__``.", "Utilisez ``__init_``."),
    ("literals", "Use ``a`` or ``--bc``.", "Utilisez ``a`` ou ``—bc``."),
    # What is new.
    ("references-added", "See the guide.", "Voir :doc:`/guide`."),
    ("links-added", "See the guide.", "Voir https://example.com/."),
]

#: Message, translation: right, however different.
RIGHT = [
    ("Hold ``Shift`` and ``Right-click``.", "Maintenez ``Maj`` et ``Clic droit``."),
    ("``re.match('some words')``", "``re.match('des mots')``"),
    ("It raises :exc:`OSError`.", "Lève :class:`OSError`."),
    ("`x <https://e.org/manual-en_4.pdf>`_", "`x <https://e.org/manual-fr_4.pdf>`_"),
    ("a multiset", "un `multiensemble <https://fr.wikipedia.org/wiki/Multiensemble>`_"),
    ("Call ``run`` twice.", "Appelez deux fois ``run``."),
    ("The *end*.", "La fin."),
    ("The end.", "La *fin*."),
    ("*One* and *two*.", "*Un et deux*."),
    ("The **end**.", "La *fin*."),
    ("n items", "*n* éléments"),
    ("5 * 3 * 2", "5 * 3 * 2"),
    ("2 \\* 3", "2 \\* 3"),
    ("\\*args", "\\*args"),
    ("a note*", "une note*"),
    ("The ``list``'s end", "La fin de la ``list``"),
    ("Call ``a``, ``b``", "Appelez ``a`` et ``b``"),
    ("Of :class:`x`", "De l’:class:`x`"),
    ("The «:class:`x`»", "La «\u00a0:class:`x`\u00a0»"),
    ("The class :class:`x`'s", "L’:class:`x`\\ s"),
    ("See :ref:`intro`.", "Voir :ref:`la présentation <intro>`."),
    ("See :ref:`text <intro>`.", "Voir :ref:`intro`."),
    ("See :ref:`Text <Intro>`.", "Voir :ref:`le texte <intro>`."),
    ("See :ref:`a` and :ref:`b`.", "Voir :ref:`b` et :ref:`a`."),
    ("See :ref:`a`, then :ref:`a`.", "Voir :ref:`a`, puis le même."),
    ("See :func:`a.b`.", "Voir :func:`~a.b`."),
    ("See :func:`~a.b`.", "Voir :func:`a.b`."),
    ("See :func:`a`.", "Voir :func:`a()`."),
    ("See :func:`!a`.", "Voir :func:`a`."),
    ("See :py:func:`a`.", "Voir :func:`a`."),
    ("See :func:`a`.", "Voir :func:`la fonction <a>`."),
    ("A :term:`bond`.", "Une :term:`obligation <bond>`."),
    ("A :term:`Bond`.", "Une :term:`obligation <bond>`."),
    ("The :abbr:`FIFO (first in, first out)`", "Le :abbr:`PEPS (premier entré, premier sorti)`"),
    ("A :dfn:`bond` is", "Une :dfn:`obligation` est"),
    ("Click :guilabel:`&Save`.", "Cliquez sur :guilabel:`&Enregistrer`."),
    (":menuselection:`File --> Open`", ":menuselection:`Fichier --> Ouvrir`"),
    ("Press :kbd:`Enter`.", "Appuyez sur :kbd:`Entrée`."),
    ("Type :samp:`cd {folder}`.", "Tapez :samp:`cd {dossier}`."),
    ("Run :program:`make <target>`.", "Lancez :program:`make <cible>`."),
    ("See :file:`Tools/x/`.", "Voir :file:`Tools/x`."),
    ("the 2nd", "la 2\\ :sup:`e`"),
    ("H\\ :sub:`2`\\ O", "H\\ :sub:`2`\\ O"),
    ("the word", ":lang-en:`word`"),
    ("A ``name``", "Un :func:`name`"),
    ("Since |version|", "Depuis |version|"),
    ("|a| and |b|", "|b| et |a|"),
    ("It grew. [1]_", "Il crût [1]_."),
    ("One [#a]_ two [#b]_", "Deux [#b]_ un [#a]_"),
    ("As in [Tur50]_.", "[Tur50]_ le dit."),
    ("`x <https://e.org/en/a>`_", "`y <https://e.org/fr/a>`_"),
    ("`x <https://e.org/en-US/docs/a>`_", "`y <https://e.org/fr/docs/a>`_"),
    ("`x <https://e.org/a>`_", "`y <https://e.org/fr/a>`_"),
    ("`x <https://e.org/a.html>`_", "`y <https://e.org/a.fr.html>`_"),
    ("`x <https://e.org/a?lang=en>`_", "`y <https://e.org/a?lang=fr>`_"),
    ("`x <https://en.wikipedia.org/wiki/A_B>`_", "`y <https://fr.wikipedia.org/wiki/C_D>`_"),
    ("`x <https://www.e.org/docs/a.html#b>`_", "`y <https://docs.e.fr/13/a.html#b>`_"),
    ("[x](https://e.org) (y)", "[x](https://e.org)(y)"),
    ("Press ``Backspace``.", "Appuyez sur ``Retour arrière``."),
    ("`x <http://e.org/a/>`_", "`y <https://www.e.org/a>`_"),
    ("`x <https://e.org/%C3%A9>`_", "`y <https://e.org/é>`_"),
    ("`x <https://e.org/>`_", "`y <https://e.org/>`__"),
    ("https://e.org/", "`le site <https://e.org/>`_"),
    ("See `Title`_.", "Voir `Titre`_."),
    ("See `One`_ and `Two`_.", "Voir `Un`_ et `Deux`_."),
    (":index:`Work <work; general>`", ":index:`Travail <travail; général>`"),
    (":badge:`Logged in users`", ":badge:`Personnes inscrites`"),
    ("See name_.", "Voir `le nom <name_>`_."),
    ("Write to a@e.org.", "Écrivez à a@e.org."),
    ("Use ``[1, 2]``.", "Utilisez ``[1,2]``."),
    ("Use ``'a'``.", 'Utilisez ``"a"``.'),
    ("Use ``cd <folder>``.", "Utilisez ``cd <dossier>``."),
    ("Say ``17 Feb 2007``.", "Dites ``17 février 2007``."),
    ("In ``miles * hours^2``", "En ``milles * heures^2``"),
    ("Say ``the rest``. Well", "Dites ``le reste``. Le reste"),
    ("Use ``path.to.it``.", "Utilisez ``chemin.vers.lui``."),
    ("Use ``foo.bar``.", "Utilisez ``truc.machin``."),
    ("It returns ``(language code, encoding)``.", "Renvoie ``(code de langue, encodage)``."),
    ("It is None.", "Il vaut ``None``."),
    ("Set ``width`` here.", "Réglez *width* ici."),
    ("def f(*args, **kw):\n    pass", "def f(*args, **kw):\n    pass"),
    ("It was :ref:`x`. # noqa", "C’était :ref:`x`. # noqa"),
    ("A reference: `x`", "Une référence : `y`"),
    ("time 10:30:15", "heure 10:30:15"),
    ("a_b and c_d", "a_b et c_d"),
    ("snake_case_", "snake_case_"),
    ("\\`a\\`", "\\`a\\`"),
]


@pytest.mark.parametrize(("rule", "source", "target"), BROKEN)
def test_broken(rule: str, source: str, target: str) -> None:
    assert problems(rule, source, target)


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_right(source: str, target: str) -> None:
    own = {
        *("inline-markup", "references", "references-added", "substitutions", "footnotes"),
        *("citations", "links", "links-added", "literals", "dropped"),
    }
    assert rules_broken(source, target, "fr_CA") & own == set()


@pytest.mark.parametrize(
    ("rule", "source", "target", "part"),
    [
        ("references", ":ref:`a`", "Voir :ref:`b`.", ":ref:`b`"),
        ("links", "https://e.org/a", "Voir https://e.org/b.", "https://e.org/b"),
        ("literals", "``width``", "La ``largeur``.", "``largeur``"),
        ("inline-markup", "a ``b``", "l ``b", "``"),
        ("substitutions", "|a|", "un |b|", "|b|"),
    ],
)
def test_place(rule: str, source: str, target: str, part: str) -> None:
    (problem,) = problems(rule, source, target)
    assert target[problem.start : problem.end] == part


def test_a_term_may_be_excused_by_its_own_translation() -> None:
    (problem,) = problems("references", "A :term:`bond`.", "Une :term:`Obligation`.")
    assert ("bond", "obligation") in problem.unless
    (problem,) = problems("references", ":term:`bonds <bond>`", ":term:`obligation`")
    assert set(problem.unless) == {("bond", "obligation"), ("bonds", "obligation")}


def test_a_title_may_be_part_of_a_label() -> None:
    target = ":ref:`guide:Nuevo título`"
    (problem,) = problems("references", "See :ref:`guide:New Title`.", f"Ver {target}.")
    assert ("new title", "nuevo título") in problem.unless


def test_left_over_marks() -> None:
    texts = [m[0] for m in left_over(parse_rst("a\\*b *c* d*e `f`` :x:`g`"))]
    assert texts == ["*", "`"]


def literals(*texts: tuple[str, str]) -> list[str]:
    rule = all_rules()["literals"]
    assert rule.check_catalog is not None
    pairs = [make_pair(source, target) for source, target in texts]
    return [problem.message for problem in rule.check_catalog(pairs, Context("fr_CA"))]


def test_a_literal_that_is_kept_elsewhere_is_no_example() -> None:
    many = [(f"``word{'s' * n}``", f"``word{'s' * n}``") for n in range(12)]
    changed = ("Say ``deed``.", "Dites ``acte``.")
    assert literals(changed) == ["``acte`` stands for ``deed``"]
    assert literals(changed, *many) == []
    assert literals(changed, ("A ``deed``", "Un ``deed``"), *many) != []
    assert literals(("Say ``Deed``.", "Dites ``Acte``."), *many) != []
    assert literals(("Say ``author``.", "Dites ``autor``."), *many) != []


def test_a_literal_that_is_always_translated_is_an_example() -> None:
    changed = ("Say ``Deed``.", "Dites ``Acte``.")
    assert literals(changed, ("A ``Deed``", "Un ``Acte``")) == []
