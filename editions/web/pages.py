"""Web editions: what the theme's templates know of each page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util.images import get_image_size

from editions.catalogs.lines import join_lines
from editions.citations.publication import publication_work
from editions.dates import written_day
from editions.files.identity import META, SETTING
from editions.findings import FindingsError
from editions.interface import template_interface
from editions.languages import ACCESSIBILITY, DOWNLOADS, Edition
from editions.translations.block_ids import FOR_PAIRS
from editions.translations.configuration import conf_of, settings_of
from editions.translations.edition import compiled_folder, current_edition
from editions.web.addresses import alternates, language_links
from editions.web.contents_beside import ContentsBeside
from editions.web.declared import published_day
from editions.web.downloads import fill_pages, find_downloads
from editions.web.lighter import setup_lighter
from editions.web.metadata import (
    LONGEST_BEGINNING,
    Image,
    PageFacts,
    linked_data,
    meta_elements,
    shorten,
)
from editions.web.theme import THEME, is_left_to_sphinx, uses_this_theme
from editions.web.wrapping import Unbroken

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The class of the paragraph that says what the whole publication is about.
ABSTRACT = "abstract"
#: Scripts that Sphinx gives to every page, for its own themes.
_SPHINX_SCRIPTS = tuple(
    f"_static/{name}.js"
    for name in ("documentation_options", "doctools", "sphinx_highlight", "translations")
)


def add_edition_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give this theme's templates the edition, the language links and the words."""
    if not uses_this_theme(app.builder):
        return
    edition = current_edition(app.config)
    editions = settings_of(app.config).editions or (edition,)
    page = app.builder.get_target_uri(pagename)
    up = "../" * page.count("/")
    context["edition"] = edition
    context["sphinx_scripts"] = _SPHINX_SCRIPTS
    context["language_links"] = language_links(editions, edition, page, up)
    context["downloads_page"] = DOWNLOADS if has_downloads_page(app) else ""
    context["accessibility_page"] = ACCESSIBILITY if has_statement(app) else ""
    context["interface_text"] = template_interface(compiled_folder(app.doctreedir), edition)
    context["on_one_line"] = Unbroken.of(edition.cldr).keep_lightly
    cover = pagename == app.config.root_doc
    site = site_address(app, edition)
    context["alternates"] = alternates(editions, page, up, site, cover=cover)
    if doctree is None:
        if pagename not in (DOWNLOADS, ACCESSIBILITY):
            context["pageurl"] = None  # made for readers, not to be found
        return
    work = publication_work(app.env, edition)
    stated = stated_description(doctree)
    if cover:
        description = stated or shorten(abstract(app.env))
    else:
        description = stated or shorten(first_paragraph(doctree), LONGEST_BEGINNING)
    title = next((node.astext() for node in doctree.findall(nodes.title)), edition.title)
    facts = PageFacts(
        edition=edition,
        editions=editions,
        work=work,
        release=app.config.release,
        title=work.title if cover else title,
        description=description,
        page=page,
        up=up,
        site=site,
        cover=cover,
        image=card(app, edition, site),
    )
    context["metadata"] = list(meta_elements(facts))
    context["linked_data"] = linked_data(facts)
    context["description"] = "" if stated else description


def site_address(app: Sphinx, edition: Edition) -> str:
    """Return the address of the folder that holds the editions, or an empty text."""
    return str(app.config.html_baseurl).removesuffix(f"{edition.code}/")


def card(app: Sphinx, edition: Edition, site: str) -> Image | None:
    """Return the picture for social networks, which want its whole address and its size.

    Raises:
        ConfigError: there is no such picture, or it cannot be read.
    """
    name = settings_of(app.config).editions_card
    if not name or not site:
        return None
    name = name.replace("{code}", edition.code)
    for folder in app.config.html_static_path:
        path = Path(app.confdir, folder, name)
        if path.is_file():
            size = get_image_size(path)
            if size is not None:
                return Image(f"{site}{edition.code}/_static/{name}", *size)
            message = f"it names {name!r}, which is no picture; use a PNG file"
            break
    else:
        message = f"it names {name!r}, which is in no folder of html_static_path"
    error = FindingsError([conf_of(app.confdir, app.config).finding("editions_card", message)])
    raise ConfigError(str(error)) from error


def stated_description(doctree: nodes.document) -> str:
    """Return what ``.. meta:: :description:`` says, or an empty text."""
    found = (n["content"] for n in doctree.findall(nodes.meta) if n.get("name") == "description")
    return str(next(found, ""))


def first_paragraph(doctree: nodes.document) -> str:
    """Return the first paragraph of the text itself, or an empty text."""
    for node in doctree.findall(nodes.paragraph):
        if isinstance(node.parent, (nodes.section, nodes.document)) and not node["classes"]:
            return plain_text(node)
    return ""


def plain_text(paragraph: nodes.paragraph) -> str:
    """Return a paragraph without its references to notes."""
    copy = paragraph.deepcopy()
    for note in list(copy.findall(nodes.footnote_reference)):
        note.parent.remove(note)
    return join_lines(copy.astext().strip())


def note_abstract(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the paragraph that is the publication's abstract with what Sphinx knows of documents."""
    if is_left_to_sphinx(app):
        return
    for node in doctree.findall(nodes.paragraph):
        if ABSTRACT in node["classes"]:
            app.env.metadata[app.env.docname][ABSTRACT] = plain_text(node)


def abstract(env: BuildEnvironment) -> str:
    """Return the publication's abstract, or else the first paragraph of its cover."""
    root = env.config.root_doc
    for docname in [root, *env.collect_relations()]:
        found = env.metadata.get(docname, {}).get(ABSTRACT)
        if found:
            return str(found)
    return first_paragraph(env.get_doctree(root))


def has_downloads_page(app: Sphinx) -> bool:
    """Tell whether the edition has a list of the files that go with it.

    It has where the theme is this package's, and no document of the publication is called so.
    """
    own = bool(app.config.editions) and uses_this_theme(app.builder)
    own = own and FOR_PAIRS not in app.tags
    return own and DOWNLOADS not in app.env.found_docs


def collect_downloads_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page that lists the files."""
    if has_downloads_page(app):
        yield DOWNLOADS, {"version_line": version_line(app)}, "downloads.html"


def version_line(app: Sphinx) -> str:
    """Return the version of the publication and its day, as the edition writes them."""
    edition = current_edition(app.config)
    date = published_day(app.config, Path(app.srcdir), Path(app.confdir))
    day = written_day(date, edition.cldr) if date else ""
    version = f"{template_interface(compiled_folder(app.doctreedir), edition)('Version')} "
    parts = [f"{version}{app.config.release}" if app.config.release else "", day]
    return " · ".join(filter(None, parts))


def has_statement(app: Sphinx) -> bool:
    """Tell whether the edition says how accessible it is, and where a reader can complain.

    It does where somebody can be written to, the theme is this package's, and no document of the
    publication is called so.
    """
    stated = bool(settings_of(app.config).editions_accessibility_contact)
    own = stated and uses_this_theme(app.builder) and FOR_PAIRS not in app.tags
    return own and ACCESSIBILITY not in app.env.found_docs


def collect_statement(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the statement on accessibility."""
    if has_statement(app):
        contact = settings_of(app.config).editions_accessibility_contact
        context = {
            "version_line": version_line(app),
            "contact": contact,
            "contact_address": contact_address(contact),
        }
        yield ACCESSIBILITY, context, "accessibility.html"


def contact_address(contact: str) -> str:
    """Return the address of a link to *contact*; empty where it is no address."""
    if urlsplit(contact).scheme in ("http", "https", "mailto"):
        return contact
    return f"mailto:{contact}" if re.fullmatch(r"[^@\s:/]+@[^@\s/]+\.\w+", contact) else ""


def list_own_files(app: Sphinx, exception: Exception | None) -> None:
    """List the files that this run has made; a whole site lists what all runs have made."""
    if exception is not None or not has_downloads_page(app):
        return
    edition = current_edition(app.config)
    settings = settings_of(app.config)
    fill_pages(
        Path(app.outdir),
        find_downloads(Path(app.outdir, DOWNLOADS), settings.editions_slug, settings.editions),
        edition,
        settings.editions,
        prefix=f"{DOWNLOADS}/",
        address="",
        interface_text=template_interface(compiled_folder(app.doctreedir), edition),
    )


def drop_translated_mark(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Remove the attribute that Sphinx leaves on ``<meta>`` elements that it translates."""
    if is_left_to_sphinx(app):
        return
    for node in doctree.findall(nodes.meta):
        node.attributes.pop("translated", None)


def setup_theme(app: Sphinx) -> None:
    """Register the theme and what its templates need."""
    app.add_html_theme("editions", str(THEME))
    app.connect("html-page-context", add_edition_context)
    setup_lighter(app)
    contents = ContentsBeside()
    app.connect("env-updated", contents.forget)
    app.connect("html-page-context", contents.offer)
    # Before the marks of what is not current (400) come behind the text.
    app.connect("doctree-read", note_abstract, priority=395)


def bear_identity(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let every page, of whatever theme, say which build has made it."""
    identity = app.config[SETTING]
    if identity and app.builder.name in ("html", "dirhtml"):
        meta = f'<meta name="{META}" content="{identity}">'
        context["metatags"] = f"{context.get('metatags') or ''}{meta}\n"


def setup_web(app: Sphinx) -> None:
    """Register the web editions of a publication."""
    setup_theme(app)
    app.connect("doctree-resolved", drop_translated_mark)
    app.connect("html-page-context", bear_identity)
    app.connect("html-collect-pages", collect_downloads_page)
    app.connect("html-collect-pages", collect_statement)
    # After the files of the references and of the data (500).
    app.connect("build-finished", list_own_files, priority=900)
