"""What Sphinx drops is found by what docutils makes of the first line."""

from __future__ import annotations

import pytest

from tests.rules.pairs import problems

#: Message, translation that Sphinx leaves out, in whole or in part.
DROPPED = [
    ("Harper was there.", "M. Harper était là."),
    ("Ames was there.", "A. Ames était là."),
    ("no date", "s. o."),
    ("no date", "n. d."),
    ("In 1994, it began.", "1994. C’est le début."),
    ("First, this.", "(a) D’abord ceci."),
    ("Then Mexico.", "- México después."),
    ("Then Mexico.", "* México después."),
    ("Then Mexico.", "• México después."),
    ("Or not.", "| O no."),
    ("Note this.", ":nota: esto."),
    ("See below.", ".. nota:: esto"),
    ("See below.", ".. un comentario"),
    ("A title", "Un titre\n========"),
    ("A title", "Un titre\n--------"),
    ("A list.", "#. Une liste."),
    ("Help", "--help  aide"),
    ("A session", ">>> print()"),
    ("A link", "__ https://example.org/"),
    ("A line", "--------"),
    ("Text", " Texte"),
    ("Text", "\tTexte"),
    ("Text", "Mot\n   et sa définition"),
    ("Two. Sentences.", "Une phrase.\n\nUne autre."),
    ("Two. Sentences.", "Une phrase.\n  \nUne autre."),
    ("Text", "Voici le texte ::"),
]

#: Message, translation that is published as it is.
KEPT = [
    ("Harper was there.", "M.\u00a0Harper était là."),
    ("Harper was there.", "M.\\ Harper était là."),
    ("Harper was there.", "Mme Harper était là."),
    ("Mr. Ames", "Sr. Ames"),
    ("In 1994, it began.", "1994\\. C’est le début."),
    ("In 1994, it began.", "1994, c’est le début."),
    ("3.5 percent", "3.5 por ciento"),
    ("A-list", "-liste"),
    ("See :ref:`x`.", ":ref:`x`: vea."),
    ("*Emphasis* first", "*Énfasis* primero"),
    ("**Strong** first", "**Fuerte** primero"),
    ("|sub| first", "|sub| primero"),
    ("... and so on", "... etcétera"),
    ("(see below)", "(ver abajo)"),
    ("mid-1994", "mil. 1994"),
    ("Example::", "Exemple ::"),
    ("Text", "Voici le texte::"),
    ("Example:", "Exemple\u00a0::"),
    ("- item", "- élément"),
    ("--help", "--help"),
    ("x = 1\n\ny = 2", "x = 1\n\ny = 2"),
    ("A line", "Une ligne\net la suite"),
    ("A line", "Une ligne\n"),
    ("A line", "\u00a0Une ligne"),
    ("no.", "n.º"),
    ("--", "—"),
    ("Etc.", "etc. et al."),
]


@pytest.mark.parametrize(("source", "target"), DROPPED)
def test_dropped(source: str, target: str) -> None:
    assert len(problems("dropped", source, target)) == 1


@pytest.mark.parametrize(("source", "target"), KEPT)
def test_kept(source: str, target: str) -> None:
    assert problems("dropped", source, target) == []
