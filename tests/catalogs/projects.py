"""Projects whose templates and catalogs are written by hand."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import escape

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.merging import Merge, merge_language, write_merges
from editions.catalogs.projects import Language, Project
from editions.catalogs.templates import read_templates
from tests.catalogs import HEADER, write_catalog


class Documents:
    """A project of several documents in one language, with catalogs."""

    def __init__(self, root: Path, *codes: str) -> None:
        self.root = root
        self.templates = root / "build" / "gettext"
        (root / "source").mkdir(exist_ok=True)

        def language(code: str) -> Language:
            return Language(code, code, code, (root / "locale" / code / "LC_MESSAGES",))

        languages = tuple(language(code) for code in codes or ("es",))
        self.project = Project(
            root,
            root / "source",
            root / "build",
            "Shores",
            "Shores",
            language("en"),
            languages,
            root / "locale" / "terms.csv",
        )

    def source(self, **documents: list[str]) -> None:
        """Write a template for each document, and remove every other one."""
        for path in self.templates.glob("*.pot"):
            path.unlink()
        for name, messages in documents.items():
            (self.root / "source" / f"{name}.rst").touch()
            text = "".join(
                f'#: ../../source/{name}.rst:{line}\nmsgid {escape(message)}\nmsgstr ""\n\n'
                for line, message in enumerate(messages, 1)
            )
            write_catalog(self.templates / f"{name}.pot", text)

    def standing(self, **catalogs: dict[str, str] | str) -> None:
        """Write the catalogs of the first language: messages and translations, or lines."""
        for name, entries in catalogs.items():
            if isinstance(entries, dict):
                entries = "\n".join(
                    f"msgid {escape(msgid)}\nmsgstr {escape(msgstr)}\n"
                    for msgid, msgstr in entries.items()
                )
            write_catalog(self.path(name), entries, HEADER)

    def path(self, name: str) -> Path:
        return self.project.languages[0].path(name)

    def prepare(self) -> list[Merge]:
        source = read_templates(self.templates)
        return [merge_language(self.project, lang, source) for lang in self.project.languages]

    def update(self, **documents: list[str]) -> Merge:
        """Merge today's documents; return what happened in the first language."""
        self.source(**documents)
        merges = self.prepare()
        write_merges(merges)
        before = self.bytes
        assert [merge.files for merge in self.prepare()] == [{} for _ in merges]
        assert self.bytes == before
        return merges[0]

    @property
    def bytes(self) -> dict[str, bytes]:
        """The content of every catalog by its path."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted((self.root / "locale").rglob("*"))
            if path.is_file()
        }

    @property
    def catalogs(self) -> dict[str, Catalog]:
        return self.project.languages[0].read(self.root)

    def entry(self, name: str, msgid: str) -> Entry:
        (found,) = (e for e in self.catalogs[name].entries if e.msgid == msgid)
        return found
