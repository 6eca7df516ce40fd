"""What roles do: set words apart, lead to places of the project, or anything else."""

from __future__ import annotations

import re

from editions.catalogs.markup import PROSE_ROLES, Inline, is_prose

#: Roles that do nothing but set their text apart: translators may add them.
HARMLESS_ROLES = (PROSE_ROLES - {""}).union(
    ("code", "command", "file", "kbd", "literal", "mailheader", "makevar", "mimetype"),
    ("newsgroup", "program", "regexp", "samp"),
)
#: Roles whose target is words of the message, translated with it.
TRANSLATED_ROLES = (PROSE_ROLES - {""}) | {"index", "term"}
#: The roles of citations hold words around their keys, which the citation domain compares.
CITATION_ROLES = frozenset({"cite", "cite:p", "cite:t"})
#: Roles of Sphinx and docutils that lead to places of the project, in any project.  Those that
#: also make entries of the index (``envvar``, ``index``, ``pep`` …) are none of them.
_REFERENCE_NAMES = """
    any attr class const data doc exc func keyword macro member meth mod numref obj option ref
    term token type var
"""
_REFERENCE_ROLES = frozenset(_REFERENCE_NAMES.split())
#: Sphinx's own domains; another one's roles may do anything.
_DOMAINS = frozenset(("", "std", "py", "c", "cpp", "js", "rst", "math"))


#: How the target of ``:index:`` names a kind of entry; Sphinx takes any other for single ones.
_ENTRY_KIND = re.compile(r"!?\s*(single|pair|double|triple|see|seealso):")


def is_harmless(role: str) -> bool:
    """Tell whether a role sets its whole text apart, and does nothing else."""
    return role in HARMLESS_ROLES or is_prose(role)


def is_reference(role: str) -> bool:
    """Tell whether a role leads to another place of the project, and does nothing else."""
    domain, _, name = role.rpartition(":")
    return name in _REFERENCE_ROLES and domain in _DOMAINS


def entry_kinds(inline: Inline) -> list[str]:
    """Return the kinds of the entries that an ``:index:`` makes, one each."""
    target = inline.target.strip()
    kind = _ENTRY_KIND.match(target) if inline.explicit else None
    if kind:
        return [kind[1]]
    return ["single"] * (len(target.split(",")) if inline.explicit else 1)
