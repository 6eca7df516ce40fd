"""What Sphinx has promised nobody: its catalogs in memory, its reading of conf.py, its builders."""

from __future__ import annotations

import contextlib
import inspect
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx.locale
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util.docutils import docutils_namespace
from sphinx.util.nodes import extract_messages
from sphinx.util.tags import Tags

from editions.borrowed.gettext import contents, forget_catalogs, parts_of
from editions.borrowed.parts import BorrowedLibrary, BorrowedPart

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment
    from sphinx.search import SearchLanguage
    from sphinx.writers.html5 import HTML5Translator

SPHINX = BorrowedLibrary("Sphinx", ("7.4", "8.0", "8.1", "8.2", "9.0", "9.1", "9.2"), "sphinx")

_TRANSLATORS = BorrowedPart(
    SPHINX, "sphinx.locale:translators", "keep the words of two editions apart", dict
)
_INIT = BorrowedPart(
    SPHINX,
    "sphinx.locale:init",
    "let Sphinx speak its own words",
    parameters=("locale_dirs", "language", "catalog", "namespace"),
)
_EVAL = BorrowedPart(
    SPHINX,
    "sphinx.config:eval_config_file",
    "read conf.py without building",
    parameters=("filename", "tags"),
)
_PATCH_DOCUTILS = BorrowedPart(
    SPHINX, "sphinx.util.docutils:patch_docutils", "run Sphinx", parameters=("confdir",)
)
_EPUB_CHECKS = BorrowedPart(
    SPHINX,
    "sphinx.builders.epub3:validate_config_values",
    "build an EPUB without the demands of Sphinx's own package",
    parameters=("app",),
)
_INDEX_BUILDER = BorrowedPart(
    SPHINX,
    "sphinx.search:IndexBuilder",
    "find words in all their forms",
    parameters=("env", "lang", "options", "scoring"),
)
_STEMMER = BorrowedPart(
    SPHINX, "sphinx.search:IndexBuilder.get_js_stemmer_code", "find words in all their forms"
)
_RAW_CODE = BorrowedPart(
    SPHINX, "sphinx.search:SearchLanguage.js_stemmer_rawcode", "find words in all their forms"
)
_TERM = BorrowedPart(
    SPHINX, "sphinx.domains.std:split_term_classifiers", "read a term as Sphinx does"
)
_NOQA = BorrowedPart(
    SPHINX,
    "sphinx.transforms.i18n:parse_noqa",
    "read a msgstr as Sphinx does",
    parameters=("source",),
)

_MARKUP = BorrowedPart(
    SPHINX,
    "sphinx.util.nodes:repr_domxml",
    "read documents without writing each node for a log that nobody sees",
    parameters=("node", "length"),
)

_NODES_LOG = BorrowedPart(
    SPHINX, "sphinx.util.nodes:logger", "find messages without a log of what is none"
)

_FREEZE = BorrowedPart(SPHINX, "sphinx.search:IndexBuilder.freeze", "write no tags into the search")

PARTS = (
    *(_TRANSLATORS, _INIT, _EVAL, _PATCH_DOCUTILS, _EPUB_CHECKS, _INDEX_BUILDER),
    *(_STEMMER, _RAW_CODE, _TERM, _NOQA, _FREEZE, _MARKUP, _NODES_LOG),
)

#: What writes the start of a node, and what writes its end, if anything.
NodeHandler = tuple[Callable[..., None], Callable[..., None] | None]

#: Returns the text of a term, and the first of its classifiers or None.
split_term_classifiers: Callable[[str], tuple[str, str | None]] = _TERM.get()
#: Splits a msgstr from the mark that keeps Sphinx from comparing it with its message.
parse_noqa: Callable[[str], tuple[str, bool]] = _NOQA.get()


# conf.py


def run_conf(path: Path) -> dict[str, Any]:
    """Return what ``conf.py`` at *path* sets, by running it.

    Raises:
        ConfigError: it cannot be run; the cause is the error in it.
    """
    evaluate = _EVAL.get()
    as_text = inspect.signature(evaluate).parameters["filename"].annotation == "str"  # before 8.2
    settings: dict[str, Any] = evaluate(str(path) if as_text else path, Tags())
    return settings


def given_settings(config: Config) -> Mapping[str, object]:
    """Return what ``conf.py`` sets, defaults left out."""
    given: Mapping[str, object] = SPHINX.attribute(
        config, "_raw_config", "tell what conf.py sets from a default", dict
    )
    return given


# Words

#: Where Sphinx keeps its own words, by kind and domain.
_OWN = ("general", "sphinx")
#: A kind that nothing else uses.
_ASIDE = "editions"


def forget_translations() -> None:
    """Drop the catalogs of an earlier run.

    Sphinx adds each edition's catalogs to those of the edition built before it in the same
    process, and gettext keeps a catalog for ever, even when its file has changed.
    """
    _TRANSLATORS.get().clear()
    forget_catalogs()


def forget_catalog(domain: str) -> None:
    """Drop one catalog, which an earlier run has read for another project or language."""
    _TRANSLATORS.get().pop(("general", domain), None)


def translators() -> dict[tuple[str, str], NullTranslations]:
    """Return the words of this run, by kind and domain: ``("general", "sphinx")``."""
    found: dict[tuple[str, str], NullTranslations] = _TRANSLATORS.get()
    return found


def speak_own_words(app: Sphinx) -> NullTranslations | None:
    """Let Sphinx speak its own words and those of its extensions, and none of the project's.

    Return those that it has spoken before, if any.
    """
    before = translators().pop(_OWN, None)
    language, init = app.config.language, _INIT.get()
    own, _ = init([None, Path(sphinx.locale.__file__).parent], language)
    folders = [Path(app.srcdir, folder) for folder in app.config.locale_dirs]
    project, _ = init(folders, language, namespace=_ASIDE)
    del translators()[_ASIDE, "sphinx"]
    known = [contents(part) for whole in (own, project) for part in parts_of(whole)]
    for part in parts_of(before):
        if contents(part) in known:
            continue
        if type(own) is NullTranslations:  # Sphinx knows nothing of the language
            own = part
        else:
            own.add_fallback(part)
    translators()[_OWN] = app.translator = own
    return before


def standard_domain(env: BuildEnvironment) -> StandardDomain:
    """Return the domain of labels and terms; before 8.1 it has no attribute of its own."""
    domain: Any = env.get_domain("std")
    return domain  # type: ignore[no-any-return]  # Sphinx knows it as any domain


@contextlib.contextmanager
def docutils_of_its_own(confdir: Path) -> Iterator[None]:
    """Let Sphinx change docutils for one run, and put it back.

    What it writes of nodes into its log of debugging is left out, which takes longer than to parse.
    """
    silent = _MARKUP.replaced(_name_of)
    with _PATCH_DOCUTILS.get()(str(confdir)), docutils_namespace(), silent:
        yield


def _name_of(node: nodes.Node, length: int = 80) -> str:
    return type(node).__name__


# Messages

#: In the place of a log that says of every node why it is no message.
_SILENCE = logging.Logger("silence", logging.CRITICAL + 1)


def messages_of(doctree: nodes.Element) -> list[tuple[nodes.Element, str]]:
    """Return the nodes of a document that hold messages, each with its message.

    Sphinx would write why any other node holds none, which takes longer than to find those.
    """
    with _MARKUP.replaced(_name_of), _NODES_LOG.replaced(_SILENCE):
        return list(extract_messages(doctree))


# Builders


class SingleFileBuilder(SingleFileHTMLBuilder):
    """A builder of one file, which `write_documents` writes in every version of Sphinx."""

    if not hasattr(Builder, "write_documents"):  # before 8.1

        def write(self, *_ignored: Any) -> None:  # type: ignore[misc]  # final from 8.1 on
            """Write the file."""
            self.events.emit("write-started", self)  # from 7.4 on
            self.write_documents(set(self.env.all_docs))

        def fix_refuris(self, tree: nodes.Node) -> None:
            """Leave both anchors of an address that has two, as later versions do."""


def page_path(builder: StandaloneHTMLBuilder, docname: str) -> Path:
    """Return the file of a page."""
    if hasattr(builder, "get_output_path"):
        return Path(builder.get_output_path(docname))
    return Path(builder.get_outfilename(docname))  # before 8.2


def node_handlers(builder: Builder) -> Mapping[str, Mapping[str, NodeHandler]]:
    """Return what extensions have registered to write nodes: by builder or format, by node."""
    app = vars(builder).get("_app") or builder.app  # the latter warns from 9.0 on
    handlers = SPHINX.attribute(
        app.registry, "translation_handlers", "write the nodes of other extensions", dict
    )
    return {name: handlers.get(name, {}) for name in (builder.name, builder.format)}


def drop_epub_checks(app: Sphinx) -> None:
    """Take out the demands of Sphinx's own package, which another builder does not write."""
    check = _EPUB_CHECKS.get()
    listeners = SPHINX.attribute(app.events, "listeners", _EPUB_CHECKS.use, dict)
    for listener in list(listeners["builder-inited"]):
        if listener.handler is check:
            app.disconnect(listener.id)


def count_rows_anew(translator: HTML5Translator) -> None:
    """Let a writer of HTML count the rows of a table that it begins."""
    rows = SPHINX.attribute(translator, "_table_row_indices", "write tables for the web", list)
    rows.append(0)


# Search


@dataclass(frozen=True)
class KnownLanguage:
    """What Sphinx's search knows of a language."""

    #: The script; leaves a class ``Stemmer``.
    script: str
    #: The language has one; else the script does nothing.
    stems: bool
    stopwords: Sequence[str]


#: What Sphinx's script calls the stemmer, and the classes in it.
_CHOSEN = re.compile(r"(?<=Stemmer = )\w+Stemmer(?=;)")
_CLASS = re.compile(r"\b(\w+Stemmer)\s*=\s*function|\bclass\s+(\w+Stemmer)\b")


def _with_stemmer(script: str) -> str:
    """Return the script of a stemmer, which must be there: Sphinx 9.0 has no ChineseStemmer."""
    known = [name for match in _CLASS.finditer(script) for name in match.groups() if name]
    others = [name for name in known if name != "BaseStemmer"]
    return _CHOSEN.sub(lambda found: found[0] if found[0] in known else others[-1], script)


def search_language(
    env: BuildEnvironment, code: str, options: dict[str, str]
) -> KnownLanguage | None:
    """Return what Sphinx knows of the language *code*; None of one that it does not know."""
    builder = _INDEX_BUILDER.get()(env, code.replace("-", "_"), options, "")
    language: SearchLanguage = SPHINX.attribute(builder, "lang", _INDEX_BUILDER.use)
    if not code.startswith(language.lang):  # Sphinx would have English for it
        return None
    return KnownLanguage(
        _with_stemmer(builder.get_js_stemmer_code()),
        bool(language.js_stemmer_rawcode),
        sorted(language.stopwords),
    )


def rewrite_index(builder: Builder, rewrite: Callable[[Any], Any]) -> None:
    """Let *rewrite* have the index of Sphinx's search before *builder* writes it, if it does."""
    index = getattr(builder, "indexer", None)
    if index is not None:
        _FREEZE.get()
        freeze = index.freeze
        vars(index)["freeze"] = lambda: rewrite(freeze())
