"""The words of the desk, in the language of the edition that is translated."""

from __future__ import annotations

from collections.abc import Mapping

from editions.interface import DESK, package_words


def desk_text(message: str) -> str:
    """Mark a message of the desk, which `editions.interface` extracts; return it as it is."""
    return message


#: By the names that the script of the page knows.
_WORDS: Mapping[str, str] = {
    "desk": desk_text("Translation desk"),
    "edit-short": desk_text("Edit"),
    "edit": desk_text("Edit the translation"),
    "close": desk_text("Close the desk"),
    "previous-message": desk_text("Previous message"),
    "next-message": desk_text("Next message"),
    "next": desk_text("Next"),
    "nothing-left": desk_text("Nothing else wants work."),
    "original": desk_text("Original"),
    "translation": desk_text("Translation"),
    "translation-for": desk_text("Translation for {numbers}"),
    "translation-form": desk_text("Translation, form {number}"),
    "changed": desk_text("What changed in the original"),
    "earlier": desk_text("The earlier translation"),
    "notes": desk_text("Notes on the original"),
    "waivers": desk_text("Excused from rules"),
    "terms": desk_text("Terms"),
    "similar": desk_text("Similar messages"),
    "use": desk_text("Use this translation"),
    "findings": desk_text("Findings"),
    "no-findings": desk_text("The rules find nothing."),
    "refused-mark": desk_text("A build refuses this"),
    "error": desk_text("Error"),
    "warning": desk_text("Warning"),
    "comments": desk_text("Comments, for translators and editors"),
    "fuzzy": desk_text("Needs another look (fuzzy)"),
    "protect": desk_text("Protect the markup"),
    "save": desk_text("Save"),
    "save-anyway": desk_text("Save mine over it"),
    "undo-short": desk_text("Undo"),
    "undo": desk_text("Undo the last save"),
    "discard-short": desk_text("Discard"),
    "discard": desk_text("Discard changes"),
    "saved": desk_text("Saved in {file}."),
    "unchanged": desk_text("Nothing to save: {file} says the same."),
    "undone": desk_text("The last save is undone."),
    "nothing": desk_text("There is nothing to undo."),
    "changed-meanwhile": desk_text("Nothing was saved: {file} has changed meanwhile."),
    "gone": desk_text("Nothing was saved: {file} holds this message no more."),
    "read-only": desk_text("Nothing was saved: {file} is read-only."),
    "broken": desk_text("The catalog cannot be read. Nothing was saved."),
    "refused": desk_text(
        "Nothing was saved: a build would refuse this translation. Correct it, "
        "or mark it as needing another look."
    ),
    "unanswered": desk_text("The preview does not answer."),
    "current": desk_text("Translated"),
    "outdated": desk_text("Outdated"),
    "missing": desk_text("Missing"),
    "source": desk_text("Source"),
    "source-edition": desk_text(
        "This is the source edition. Each label leads to the line where its text is written."
    ),
    "no-break-space": desk_text("No-break space"),
    "narrow-no-break-space": desk_text("Narrow no-break space"),
    "quotes": desk_text("Quotation marks {text}"),
    "apostrophe": desk_text("Apostrophe {text}"),
    "mark": desk_text("Mark {text}"),
    "dash": desk_text("Dash {text}"),
    "code": desk_text("Markup {text}"),
    "insert": desk_text("Insert"),
    "insert-term": desk_text("Insert the term {text}"),
    "all-messages": desk_text("All messages in two columns"),
    "show-page": desk_text("Show it in the page"),
    "catalog": desk_text("Catalog"),
    "edition": desk_text("Whole edition"),
    "progress": desk_text("{name}: {percent}% translated"),
    "show": desk_text("Show"),
    "want-all": desk_text("All"),
    "want-work": desk_text("What wants work"),
    "want-missing": desk_text("Missing"),
    "want-outdated": desk_text("Outdated"),
    "want-current": desk_text("Translated"),
    "want-findings": desk_text("With findings"),
    "want-comments": desk_text("With comments"),
    "search": desk_text("Search"),
    "count": desk_text("Messages: {count}"),
    "more": desk_text("The first {count} are shown."),
    "state": desk_text("State"),
    "keys": desk_text("Keyboard"),
    "key-save": desk_text("Ctrl+Enter: save"),
    "key-save-next": desk_text("Ctrl+Shift+Enter: save, and go to the next that wants work"),
    "key-undo": desk_text("Ctrl+Shift+Backspace: undo the last save"),
    "key-move": desk_text("Alt+Down, Alt+Up: next and previous message"),
    "key-insert": desk_text("Ctrl+I, then a sign: insert what bears it"),
    "key-close": desk_text("Escape: close the desk"),
    "preview": desk_text("Preview"),
    "building": desk_text("Building …"),
    "waiting": desk_text("Waiting for the next save"),
    "up-to-date": desk_text("Up to date"),
    "edition-findings": desk_text("Findings in the edition: {count}"),
    "ended": desk_text("The preview has ended. It comes back when it is started again."),
    "copied": desk_text("copied"),
    "opened": desk_text("opened"),
    "cannot-be-opened": desk_text("cannot be opened"),
    "file-and-line": desk_text("File and line"),
    "last-good-page": desk_text("This is the last good page: the edition cannot be built."),
    "refused-in-catalogs": desk_text("Refused in the catalogs"),
    "warnings": desk_text("Warnings of the build: {count}"),
    "in-this-catalog": desk_text("In this catalog"),
}


def desk_words(locale: str) -> dict[str, str]:
    """Return the words of the desk in a locale; English where the package does not bring it."""
    words = package_words(locale, DESK)
    return {name: words.gettext(message) for name, message in _WORDS.items()}
