"""Commas, periods and brackets close to their words."""

from __future__ import annotations

import pytest

from tests.rules.pairs import problems


@pytest.mark.parametrize(
    ("target", "locale", "fault"),
    [
        ("El puerto , también, es viejo.", "es_MX", "a space before it"),
        ("El puerto es viejo .", "es_MX", "a space before it"),
        ("El puerto es viejo .La isla no.", "es_MX", "a space before it"),
        ("Le mot ``x`` , puis rien.", "fr", "a space before it"),
        ("El puerto,la isla y el faro.", "es_MX", "no space behind it"),
        ("El puerto es viejo.La isla no.", "es_MX", "no space behind it"),
        ("¿Es viejo?Sí.", "es_MX", "no space behind it"),
        ("Le port est vieux..", "fr", "twice the same"),
        ("Le port,, est vieux.", "fr", "twice the same"),
        ("Le port ( en bois ) est vieux.", "fr", "a space inside the bracket"),
        ("L’ île est vieille.", "fr_CA", "stands apart from its word"),
        ("Ils ne l' ont pas vue.", "fr", "stands apart from its word"),
        ("La mer d’aujourd’ hui.", "fr", "stands apart from its word"),
    ],
)
def test_marks_away_from_their_words(target: str, locale: str, fault: str) -> None:
    (problem,) = problems("punctuation", "The port is old.", target, locale)
    assert fault in problem.message
    assert problem.start is not None


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("Is it old? Yes, 1,200 years.", "¿Es viejo? Sí, 1,200 años.", "es_MX"),
        ("And so on...", "Y así sucesivamente...", "es_MX"),
        ("the file .profile", "el archivo .profile", "es_MX"),
        ("uses .NET and Node.Js", "usa .NET y Node.Js", "es_MX"),
        ("uses .NET here", "ici, on se sert de .NET.", "fr"),
        ("Give true,false here.", "Indique true,false aquí.", "es_MX"),
        ("a , b and c", "a , b y c", "es_MX"),
        ("``a , b`` is one", "``a , b`` es uno", "es_MX"),
        ("(in wood)", "(en bois)", "fr"),
        ("in Washington, D.C., etc.", "en Washington, D.C., etc.", "es_MX"),
        ("the U.S. coast", "la costa de EE.UU. y más", "es_MX"),
        ("the parent '..'", "le dossier parent '..'", "fr"),
        ("../harbour", "../port", "fr"),
        ("the letter 'l' follows", "la lettre 'l' suit", "fr"),
        ("l' comes first", "l' vient d’abord", "fr"),
        ("the captain's", "les capitaines' y", "es_MX"),
        ("x", "x", "fr"),
        ("Usage: $num(number,length)", "Uso: $num(número,longitud)", "es_MX"),
        ("Use asyncio for it.", "Use asyncio.Barrier para eso.", "es_MX"),
        ("a.b.C is gone", "class:`~a.bb.Cc` está en ab.cd.Ef", "es_MX"),
        ("ending with 'm'", "commençant par 'm' ou par 'l' ou", "fr"),
    ],
)
def test_marks_in_their_places(source: str, target: str, locale: str) -> None:
    assert problems("punctuation", source, target, locale) == []
