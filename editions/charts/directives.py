"""``.. data-chart:: NAME``: a table of the data as a chart, and how builders write it.

What plans and draws is loaded with the first chart: most projects have none.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator
from sphinx.writers.html5 import HTML5Translator

from editions.catalogs.domains import INTERFACE
from editions.catalogs.patterns import fill
from editions.extras import require_extra
from editions.files.replacing import replace_file
from editions.findings import EditionsError, shown_path
from editions.interface import load_interface
from editions.phrases import phrase
from editions.tables.directives import DataDirective, names_in
from editions.tables.environment import FOLDER, Exhibits, has_downloads
from editions.tables.figures import Table
from editions.tables.formatting import Forms
from editions.tables.wording import DOWNLOAD
from editions.translations.edition import compiled_folder, current_edition, original_language
from editions.translations.guards import UNTRANSLATED
from editions.translations.marks import translation_mark

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from editions.charts.making import Drawings
    from editions.charts.planning import ChartOptions
    from editions.charts.plans import ChartPlan

logger = logging.getLogger(__name__)

#: The fonts of a drawing in print after the one of the web, which a publication may have.
PRINTED = "Chart Sans, sans-serif"
#: A narrow drawing that is taller than this, in its own unit, fits no page that is printed.
TALL_FROM = 800.0
#: Class of the figure of such a chart, which stands below its counterpart and not beside it.
TALL = "tall"
#: What Sphinx knows of a document whose charts have words of the pages.
WORDED = "charts"


class chart_figure(nodes.figure):  # noqa: N801  # as docutils calls nodes
    """A chart below its caption, where docutils writes that of a picture under it."""


class chart_drawing(nodes.General, nodes.Element):  # noqa: N801  # as docutils calls nodes
    """A chart: SVG of two widths, and its words.

    A text of an editor's that stands for it is a paragraph in it, for translators' sake.
    """


class chart_name(nodes.inline):  # noqa: N801  # as docutils calls nodes
    """The caption of a chart once more, for those who hear a link without what is around it."""


class NameCharts(SphinxTransform):
    """Fill in the names of charts, now that their captions are translated."""

    default_priority = 30

    def apply(self, **_options: Any) -> None:
        """Put the words of the caption, and the mark of their language, in each place."""
        for figure in self.document.findall(chart_figure):
            caption = figure[0]
            languages = [
                name
                for inline in caption.findall(nodes.inline)
                if UNTRANSLATED in inline["classes"]
                for name in inline["classes"]
                if name != UNTRANSLATED
            ]
            text = f": {caption.astext()}"
            for place in list(figure.parent.findall(chart_name)):
                place.replace_self(nodes.inline("", text, classes=["unseen", *languages]))


@dataclass(frozen=True)
class ChartSubject:
    """What a chart shows, and how it is drawn."""

    #: What stands for it, with a place for its caption; empty where an editor says it.
    text: str
    description: str
    sources: list[str]
    draw: Callable[[], Drawings]


class DataChart(DataDirective):
    """One table of the data, or some of its rows, as a chart."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "kind": directives.unchanged_required,
        "x": names_in,
        "y": names_in,
        "group": directives.unchanged_required,
        "order": names_in,
        "rows": names_in,
        "spec": directives.path,
        "alt": directives.unchanged_required,
        "caption": directives.unchanged_required,
        "notes": directives.unchanged_required,
        "source": directives.unchanged_required,
        "name": directives.unchanged_required,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        from editions.charts.drawing import DrawingError
        from editions.charts.plans import ChartError

        try:
            return super().run()
        except (ChartError, DrawingError, EditionsError) as error:
            message = f"the chart of {self.arguments[0]!r}: {error}"
            logger.error(message, location=self.get_location(), type="editions", subtype="chart")
            return []

    def make(self, forms: Forms) -> list[nodes.Node]:
        name = self.arguments[0]
        table = self.table_called(name, forms)
        words = self.words()
        subject = self.subject(table, forms, words)
        box = nodes.container(classes=["data-chart"])
        figure = chart_figure(classes=self.options.get("class", []))
        self.set_source_info(figure)
        label = nodes.fully_normalize_name(self.options.get("name", f"chart-{name}"))
        figure["names"].append(label)
        self.state.document.note_explicit_target(figure, figure)
        caption = forms.label(table.resource.caption.text)
        figure += [self.caption(nodes.caption, caption), self.drawing(subject, figure)]
        box += figure
        box += self.notes(())
        box += self.sources(subject.sources, forms)
        interface_text = words.gettext
        table_link = self.to_table(name, forms, must_stand=False)
        box += self.origin(interface_text("Drawn from: {tables}"), table_link)
        file = f"{FOLDER}/{figure['ids'][0]}"
        box += self.downloads(
            (interface_text("Drawing (SVG)"), f"{file}.svg"),
            (interface_text("Picture (PNG)"), f"{file}.png"),
            (forms.label(DOWNLOAD.text).text, f"{FOLDER}/{name}.csv"),
        )
        return [box]

    def chosen(self) -> ChartOptions:
        """Return what the options say."""
        from editions.charts.planning import ChartOptions

        own = self.options
        return ChartOptions(
            kind=own.get("kind", ""),
            x=tuple(own.get("x", ())),
            y=tuple(own.get("y", ())),
            group=own.get("group", ""),
            order=tuple(own.get("order", ())),
            rows=tuple(own.get("rows", ())),
        )

    def words(self) -> gettext.NullTranslations:
        """Return the words of the edition's pages; the chart is drawn anew when they change."""
        path = words_file(self.config, self.env.doctreedir)
        self.env.metadata[self.env.docname][WORDED] = True
        if path.is_file():  # Sphinx would take it for one that is gone
            self.env.note_dependency(str(path))
        return load_interface(
            compiled_folder(Path(self.env.doctreedir)), current_edition(self.config)
        )

    def subject(self, table: Table, forms: Forms, words: gettext.NullTranslations) -> ChartSubject:
        """Return what is drawn: a plan of ours, or an editor's own specification."""
        from editions.charts.describing import long_text, short_text
        from editions.charts.making import draw_plan
        from editions.charts.planning import ChartOptions, make_plan
        from editions.charts.plans import ChartError
        from editions.charts.specs import draw_specification, read_specification

        original = original_language(self.config)
        edition = current_edition(self.config)
        chosen = self.chosen()
        if "spec" not in self.options:
            plan = make_plan(table, forms, chosen)
            return ChartSubject(
                short_text(plan, "{caption}", words),
                long_text(plan, words),
                sources_of(plan),
                lambda: draw_plan(plan, words, edition.direction, original),
            )
        if chosen != ChartOptions() or "alt" not in self.options:
            raise ChartError(
                "with ':spec:', the file says what is drawn, and ':alt:' what stands for it;"
                " give ':alt:', and none of ':kind:', ':x:', ':y:', ':group:', ':order:', ':rows:'"
            )
        relative, path = self.env.relfn2path(self.options["spec"])
        self.env.note_dependency(relative)
        shown = shown_path(Path(path), self.exhibits.root)
        spec = read_specification(Path(path), shown, table, forms)
        return ChartSubject(
            "", "", list(table.sources), lambda: draw_specification(spec, edition.lang)
        )

    def drawing(self, subject: ChartSubject, figure: chart_figure) -> chart_drawing:
        """Return the drawing; none is made where only messages are wanted."""
        node = chart_drawing(
            text=subject.text, description=subject.description, name=figure["ids"][0]
        )
        self.set_source_info(node)
        if not self.exhibits.is_extracting:
            require_extra("charts", phrase("a chart"))
            drawn = subject.draw()
            node["wide"], node["narrow"] = drawn.wide, drawn.narrow
        own = self.options.get("alt")
        if own is not None:
            text = nodes.paragraph(own, "", *self.inline(own))
            self.set_source_info(text)
            node += text
        return node

    def origin(self, pattern: str, link: nodes.Node) -> nodes.paragraph:
        """Return the line that leads to the table."""
        before, _, after = pattern.partition("{tables}")
        return self.paragraph("data-source", [nodes.Text(before), link, nodes.Text(after)])

    def downloads(self, *files: tuple[str, str]) -> nodes.paragraph:
        """Return the line of files to download, each for the name of the chart to be added."""
        links = []
        for text, file in files:
            link = nodes.reference("", "", internal=True, refuri="", download=file)
            link += [nodes.Text(text), chart_name()]
            links.append(link)
        return self.paragraph("data-download", self.joined(links))


def sources_of(plan: ChartPlan) -> list[str]:
    """Return where the numbers of a chart come from, in order."""
    sources = (mark.figure.source for mark in plan.marks if mark.figure is not None)
    return list(filter(None, dict.fromkeys(sources)))


def words_of(node: chart_drawing) -> tuple[str, str]:
    """Return what stands for a chart: a text in one line, and the description."""
    texts = {}
    captions = [child for child in node.parent if isinstance(child, nodes.caption)]
    for name, elements in (("own", list(node)), ("caption", captions)):
        copy = nodes.inline("", "", *(child.deepcopy() for child in elements))
        for mark in list(copy.findall(translation_mark)):
            mark.parent.remove(mark)
        texts[name] = copy.astext().strip()
    return texts["own"] or fill(node["text"], {"caption": texts["caption"]}), node["description"]


def visit_figure(translator: HTML5Translator, node: chart_figure) -> None:
    """Begin a chart."""
    translator.body.append(translator.starttag(node, "figure"))


def visit_printed_figure(translator: HTML5Translator, node: chart_figure) -> None:
    """Begin a chart for print: a tall one keeps its caption beside one of another language."""
    from editions.charts.drawing import height_of

    tall = any(height_of(item["narrow"]) > TALL_FROM for item in node.findall(chart_drawing))
    translator.body.append(translator.starttag(node, "figure", CLASS=TALL if tall else ""))


def depart_figure(translator: HTML5Translator, _node: chart_figure) -> None:
    """End a chart, whose caption has ended."""
    translator.body.append("</figure>\n")


def write_drawings(translator: HTML5Translator, *drawings: str) -> None:
    """Write drawings behind their caption, which docutils leaves open."""
    translator.body.append(f'</figcaption>\n<div class="drawing">{"".join(drawings)}</div>\n')


def visit_page(translator: HTML5Translator, node: chart_drawing, *, has_styles: bool) -> None:
    """Write a chart into a page of the web.

    Of its two widths, the style sheet of our theme shows one; where that is not, there is one.
    """
    from editions.charts.drawing import SVG, described, picture, standalone

    drawings = [described(node["wide"], "wide", node["name"], words_of(node))]
    if has_styles:
        is_long = bool(node["description"])
        drawings.append(described(node["narrow"], "narrow", node["name"], is_long=is_long))
    # HTML knows the names of SVG.
    write_drawings(translator, *(svg.replace(f' xmlns="{SVG}"', "", 1) for svg in drawings))
    builder = translator.builder
    if has_downloads(builder):
        path = Path(builder.outdir, FOLDER, node["name"])
        lang = current_edition(builder.config).lang
        svg = standalone(node["wide"], words_of(node)[0], lang)
        replace_file(path.with_name(f"{path.name}.svg"), svg)
        replace_file(path.with_name(f"{path.name}.png"), picture(node["wide"]))
    raise nodes.SkipNode


def visit_printed(translator: HTML5Translator, node: chart_drawing) -> None:
    """Write a chart for print: the narrow drawing is for columns of two languages."""
    from editions.charts.drawing import described
    from editions.charts.measuring import FAMILY

    fonts = f"{FAMILY}, {PRINTED}"
    drawings = []
    for name in ("wide", "narrow"):
        drawing = described(node[name], name, f"{node['name']}-{name}", words_of(node))
        # No style sheet reaches into a drawing that is printed.
        drawings.append(drawing.replace("<svg ", f'<svg font-family="{fonts}" ', 1))
    write_drawings(translator, *drawings)
    raise nodes.SkipNode


def visit_book(translator: HTML5Translator, node: chart_drawing) -> None:
    """Write a chart for reading systems, whose windows are narrow."""
    from editions.charts.drawing import described

    write_drawings(translator, described(node["narrow"], "narrow", node["name"], words_of(node)))
    raise nodes.SkipNode


def visit_as_figure(translator: Any, node: chart_figure) -> None:
    """Begin a chart as the builder begins figures."""
    translator.visit_figure(node)


def depart_as_figure(translator: Any, node: chart_figure) -> None:
    """End it."""
    translator.depart_figure(node)


def visit_words(translator: SphinxTranslator, node: chart_drawing) -> None:
    """Write what stands for a chart, where nothing is drawn."""
    text = nodes.paragraph("", "", nodes.Text(" ".join(words_of(node))))
    node += text  # LaTeX asks for the place of a paragraph in what it stands in
    text.walkabout(translator)
    raise nodes.SkipNode


def words_file(config: Config, doctrees: str | os.PathLike[str]) -> Path:
    """Return where the project's own words for the edition's pages are compiled, if it has any."""
    code = current_edition(config).code
    return compiled_folder(Path(doctrees)) / code / "LC_MESSAGES" / f"{INTERFACE}.mo"


def find_newly_worded(
    app: Sphinx, env: BuildEnvironment, added: set[str], *_: set[str]
) -> list[str]:
    """Return the documents whose charts were drawn before there were such words."""
    path = words_file(app.config, app.doctreedir)
    drawn = (name for name in env.found_docs - added if WORDED in env.metadata[name])
    return [n for n in drawn if path.is_file() and str(path) not in map(str, env.dependencies[n])]


def setup_charts(
    app: Sphinx, exhibits: Exhibits, uses_this_theme: Callable[[Builder], bool]
) -> None:
    """Register the directive and what it writes; *uses_this_theme* tells whose pages are ours."""

    def visit(translator: HTML5Translator, node: chart_drawing) -> None:
        visit_page(translator, node, has_styles=uses_this_theme(translator.builder))

    app.add_transform(NameCharts)
    app.connect("env-get-outdated", find_newly_worded)
    app.add_directive("data-chart", type("DataChart", (DataChart,), {"exhibits": exhibits}))
    as_figure = (visit_as_figure, depart_as_figure)
    others = ("latex", "text", "man", "texinfo")
    app.add_enumerable_node(
        chart_figure,
        "figure",
        html=(visit_figure, depart_figure),
        pdf=(visit_printed_figure, depart_figure),
        **dict.fromkeys(others, as_figure),  # type: ignore[arg-type]  # by name of a builder
    )
    app.add_node(
        chart_drawing,
        html=(visit, None),
        pdf=(visit_printed, None),
        epub=(visit_book, None),
        **dict.fromkeys(others, (visit_words, None)),  # type: ignore[arg-type]  # as above
    )
