"""Whether a sentence and its translation agree, by all that a project knows of its languages."""

from __future__ import annotations

from editions.catalogs.agreement import Agree, facts_agree
from editions.catalogs.markup import OBJECT, Markup
from editions.catalogs.projects import Language, Project
from editions.catalogs.termbase import read_termbase
from editions.findings import shown_path
from editions.rules.alignment import fold
from editions.rules.termbase import TermPairs


def project_agreement(project: Project, language: Language) -> Agree:
    """Return what tells whether a sentence and its translation have the same facts and terms.

    Raises:
        FindingsError: the termbase cannot be read.
    """
    same_facts = facts_agree(project.original.cldr, language.cldr)
    shown = shown_path(project.terms, project.root)
    terms = read_termbase(project.terms, project.original.locale, shown)
    column = terms.column(language.locale)
    if column is None:
        return same_facts
    pairs = TermPairs(terms.within(column), column, language.locale.partition("_")[0])

    def agree(source: Markup, target: Markup) -> bool:
        text = fold(target.plain.replace(OBJECT, " "))
        found = pairs.terms.find(source.plain.replace(OBJECT, " "))
        return same_facts(source, target) and all(pairs.holds(text, place.term) for place in found)

    return agree
