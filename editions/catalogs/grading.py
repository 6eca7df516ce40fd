"""How grave it is that a translation leaves the markup of its message, rule by rule.

What could do harm is never published.  What is only doubtful stops a publication that declares its
editions; in any other project it is published, as Sphinx does, and a check reports it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum


class Grade(Enum):
    """What a translation may do to readers."""

    #: It may run code, show files, lead to somebody else's site, or keep a build from ending.
    HARM = "harm"
    #: It stays within the project, or on the site of the message's own link.
    DOUBT = "doubt"


#: The rules whose problems are only doubtful, and the one under which each of them is refused
#: where nothing doubtful is published.
STRICT_RULES: Mapping[str, str] = {
    "doubtful-role": "unsafe-role",
    "doubtful-target": "unsafe-target",
    "doubtful-link": "unsafe-link",
    "doubtful-name": "unsafe-name",
    "doubtful-character": "unsafe-character",
}

#: The rules on references that a translation loses, or that lead elsewhere in the project.
REFERENCE_RULES = frozenset(("citations", "footnotes", "links", "references", "substitutions"))
#: The rule on markup that does not end, of which pages show the marks.
UNREAD = "inline-markup"


#: What Sphinx takes for a translator's word that references differ on purpose.
_NOQA = re.compile(r"(?<!\\)#\s*noqa\s*\Z")


def excuses_references(msgstr: str) -> bool:
    """Tell whether a translation says itself that its references are not those of its message.

    It ends with ``# noqa``, which Sphinx does not print.
    """
    return _NOQA.search(msgstr) is not None


def grade(rule: str) -> Grade:
    """Return how grave the problems of a *rule* are; a rule that nobody graded means harm."""
    is_doubtful = rule in STRICT_RULES or rule in REFERENCE_RULES or rule == UNREAD
    return Grade.DOUBT if is_doubtful else Grade.HARM


class Refusal(Enum):
    """What is done with what a translation may not hold: ``editions_refused``."""

    #: Harmful and doubtful translations stop the build.
    ERROR = "error"
    #: They are left out, and each is a warning.
    FALLBACK = "fallback"
    #: Harmful ones are left out, and one warning counts them; doubtful ones are published.
    HARM = "harm"

    @property
    def publishes_doubtful(self) -> bool:
        """Whether what is only doubtful is published."""
        return self is Refusal.HARM

    @classmethod
    def of(cls, value: object, *, declared: bool) -> Refusal:
        """Return what the setting *value* asks for; where it is empty, the default.

        That is strict where the project has *declared* its editions, and gentle elsewhere.

        Raises:
            ValueError: the setting holds something else.
        """
        if value in ("", None):
            return cls.ERROR if declared else cls.HARM
        return cls(value)
