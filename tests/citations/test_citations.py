"""Citations in a built publication: texts, links both ways, incremental and parallel builds."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path
from unittest import mock
from urllib.parse import parse_qs

import pikepdf
import polib
import pytest
from lxml.html import HtmlElement
from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from editions.cli import main
from editions.findings import EditionsError, FindingsError
from editions.interface import extract_interface
from editions.workflows.build import build_site
from editions.workflows.sphinx_run import load_publication
from editions.workflows.update import extract_messages
from tests.building import build, edit, set_translation
from tests.reading import one, pdf_pages, read_page, select, text

REFERENCES = """\
names:
  bank:
    en: Bank of Rome
    fr: Banque de Rome
references:
  - id: bank2009
    type: webpage
    language: en-GB
    author: [bank]
    title: Money & <b>more</b>
    title-translation:
      fr: L’argent et le reste
    issued: "2009"
    URL: http://example.org/?a=1&b=2
  - id: smith2001
    type: book
    language: fr-FR
    author:
      - family: Smith
        given: Jo
    title: La marée
    title-translation:
      en: The Tide
    publisher: bank
    issued: "2001"
  - id: uncited
    type: document
    language: en-GB
    title: Alone
    title-translation:
      fr: Seul
"""
SENTENCE = "High :cite:`see smith2001, 12; bank2009`, says :cite:t:`smith2001, 3`."
TRANSLATED = "Haute :cite:`bank2009; voir smith2001, p. 12`, dit :cite:t:`smith2001, p. 3`."


def add_message(root: Path, domain: str, msgid: str, msgstr: str) -> None:
    path = root / "locale" / "fr" / "LC_MESSAGES" / f"{domain}.po"
    catalog = polib.pofile(str(path)) if path.exists() else polib.POFile()
    if not path.exists():
        catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "fr"}
    catalog.append(polib.POEntry(msgid=msgid, msgstr=msgstr))
    catalog.save(str(path))


@pytest.fixture
def cited_shores(two_shores: Path) -> Path:
    """The tiny publication with works, citations and a list."""
    source = two_shores / "source"
    with (two_shores / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('references_file = "references.yaml"\n')
    (source / "references.yaml").write_text(REFERENCES, encoding="utf-8")
    (source / "works.rst").write_text(
        ".. _works:\n\nWorks\n=====\n\n.. bibliography::\n", encoding="utf-8"
    )
    edit(source / "index.rst", "   crossing", "   crossing\n   works")
    with (source / "shore.rst").open("a", encoding="utf-8") as shore:
        shore.write(f"\n{SENTENCE}\n\nSource: :cite:link:`the bank <bank2009>`\n")
    add_message(two_shores, "works", "Works", "Ouvrages")
    add_message(two_shores, "shore", SENTENCE, TRANSLATED)
    add_message(two_shores, "shore", "Source: :cite:link:`the bank <bank2009>`",
                "Source : :cite:link:`la banque <bank2009>`")  # fmt: skip
    for word, translation in (
        ("Back to citation {number} of {work}", "Retour à {number}, {work}"),
        ("For reference managers", "Pour"),
    ):
        add_message(two_shores, "theme", word, translation)
    return two_shores


def citing(page: HtmlElement) -> list[str]:
    return [text(node.getparent()) for node in select(page, "//main//p/span[@class='citation'][1]")]


def sphinx(
    root: Path, *, jobs: int = 1, builder: str = "html", code: str = "en"
) -> tuple[Path, str]:
    """Run Sphinx as a user of the extension does, its doctrees kept; return output and warnings."""
    output, warnings = root / f"plain-{builder}-{code}", StringIO()
    with patch_docutils(str(root)), docutils_namespace():
        app = Sphinx(
            root / "source", root, output, root / f"dt-{code}", builder, {"language": code},
            status=None, warning=warnings, parallel=jobs,
        )  # fmt: skip
        app.build()
    return output, warnings.getvalue()


@pytest.mark.parametrize(
    ("code", "sentence", "source"),
    [
        ("en", "High (see Smith 2001, 12; Bank of Rome 2009), says Smith (2001, 3).",
         "Source: the bank"),
        ("fr", "Haute (Banque de Rome 2009; voir Smith 2001, p. 12), dit Smith (2001, p. 3).",
         "Source : la banque"),
    ],
)  # fmt: skip
def test_citations_have_the_edition_s_text(
    cited_shores: Path, code: str, sentence: str, source: str
) -> None:
    page = read_page(build(cited_shores, code) / "shore.html")
    assert citing(page) == [sentence, source]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_links_lead_to_entries_and_back(cited_shores: Path, code: str) -> None:
    output = build(cited_shores, code)
    page, works = read_page(output / "shore.html"), read_page(output / "works.html")
    links = select(page, "//span[@class='citation']//a")
    assert len(links) == 5  # the textual form has two: author and year
    for link in links:
        target, _, anchor = link.attrib["href"].partition("#")
        entry = one(works, f"//li[@id='{anchor}']")
        assert target == "works.html"
        assert text(entry).startswith(link.attrib["title"])
    ids = [node.attrib["id"] for node in select(page, "//span[starts-with(@id, 'cite-')]")]
    assert sorted(ids) == ["cite-bank2009-1", "cite-bank2009-2", "cite-smith2001-1",
                           "cite-smith2001-2"]  # fmt: skip
    back = [link.attrib["href"] for link in select(works, "//span[@class='back-links']/a")]
    assert sorted(back) == sorted(f"shore.html#{anchor}" for anchor in ids)
    assert select(works, "//li[@id='ref-uncited']//span[@class='back-links']") == []


def test_entries_are_safe_and_carry_languages(cited_shores: Path) -> None:
    works = read_page(build(cited_shores, "fr") / "works.html")
    assert "uncited" in [i.removeprefix("ref-") for i in works.xpath("//li/@id")]
    bank = one(works, "//li[@id='ref-bank2009']")
    assert text(one(bank, ".//span[@lang='en-GB']")) == "Money & <b>more</b>"
    assert select(bank, ".//b") == []
    assert (
        one(bank, ".//a[starts-with(@href, 'http')]").attrib["href"]
        == "http://example.org/?a=1&b=2"
    )
    smith = one(works, "//li[@id='ref-smith2001']")
    assert select(smith, ".//*[@lang]") == []
    coins = parse_qs(one(bank, ".//span[@class='Z3988']").attrib["title"])
    assert coins["rft.title"] == ["Money & <b>more</b>"]


def test_cited_filter_leaves_out_the_others(cited_shores: Path) -> None:
    edit(cited_shores / "source/works.rst", "bibliography::", "bibliography::\n   :filter: cited")
    works = read_page(build(cited_shores, "en") / "works.html")
    assert [i for i in works.xpath("//main//li/@id")] == ["ref-bank2009", "ref-smith2001"]  # noqa: C416


def test_entries_reach_no_catalog(cited_shores: Path) -> None:
    with mock.patch("pypandoc.get_pandoc_path", side_effect=OSError("not wanted")):
        templates = extract_messages(load_publication(cited_shores))
    assert [entry.msgid for entry in polib.pofile(str(templates / "works.pot"))] == ["Works"]
    assert SENTENCE in [entry.msgid for entry in polib.pofile(str(templates / "shore.pot"))]


@pytest.mark.parametrize(
    ("translation", "message"),
    [
        ("Haute, dit :cite:t:`smith2001, 3`.", "lacks"),
        (TRANSLATED.replace("12", "13"), "has :cite:`smith2001, 13` instead"),
        (TRANSLATED.replace("bank2009", "smith2001"), "lacks :cite:`bank2009` and has"),
        (TRANSLATED + " :cite:t:`bank2009`", "adds :cite:t:`bank2009`"),
    ],
)
def test_translation_that_changes_a_citation_names_its_line(
    cited_shores: Path, translation: str, message: str
) -> None:
    line = set_translation(cited_shores, "shore", SENTENCE, translation)
    with pytest.raises(FindingsError) as caught:
        build(cited_shores, "fr")
    (finding,) = (f for f in caught.value.findings if f.rule == "editions.translated-citation")
    assert (finding.file, finding.line) == ("locale/fr/LC_MESSAGES/shore.po", line)
    assert message in finding.message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("bank2009`,", "bank2010`,", "is called 'bank2010'; did you mean 'bank2009'?"),
        ("see smith2001, 12", "Smith", "'Smith' is not of the form 'see key, 12'"),
        ("the bank <bank2009>", "the bank", "is not of the form 'text <key>'"),
    ],
)
def test_wrong_citation_is_reported(cited_shores: Path, old: str, new: str, message: str) -> None:
    edit(cited_shores / "source/shore.rst", old, new)
    with pytest.raises(FindingsError) as caught:
        build(cited_shores, "en")
    assert any(message in f.message and f.file == "source/shore.rst" and f.line
               for f in caught.value.findings), str(caught.value)  # fmt: skip


def test_list_is_missing_or_stands_twice(cited_shores: Path) -> None:
    edit(cited_shores / "source/crossing.rst", "Later\n-----", "Later\n-----\n\n.. bibliography::")
    with pytest.raises(FindingsError, match="there is a list of works in 'crossing' already"):
        build(cited_shores, "en")
    edit(cited_shores / "source/crossing.rst", ".. bibliography::", "")
    edit(cited_shores / "source/works.rst", ".. bibliography::", "None.")
    with pytest.raises(FindingsError, match=r"add '\.\. bibliography::'"):
        build(cited_shores, "en")


def test_parallel_build_is_the_same(cited_shores: Path) -> None:
    for number in range(8):  # Sphinx reads side by side from six documents on
        name = f"page{number}"
        (cited_shores / "source" / f"{name}.rst").write_text(
            f":orphan:\n\nPage {number}\n======\n\nAs :cite:`smith2001` says.\n", encoding="utf-8"
        )
    pages = {}
    for jobs in (1, 2):
        shutil.rmtree(cited_shores / "dt-en", ignore_errors=True)
        shutil.rmtree(cited_shores / "plain-html-en", ignore_errors=True)
        output, warnings = sphinx(cited_shores, jobs=jobs)
        assert warnings == ""
        pages[jobs] = {path.name: path.read_bytes() for path in output.glob("*.html")}
    assert pages[1] == pages[2]
    assert len(select(read_page(output / "works.html"), "//span[@class='back-links']/a")) == 12


def test_incremental_build_follows_citations_and_works(cited_shores: Path) -> None:
    output, _ = sphinx(cited_shores)
    works = output / "works.html"

    def back() -> int:
        return len(select(read_page(works), "//span[@class='back-links']/a"))

    assert back() == 4
    before = works.stat().st_mtime_ns
    sphinx(cited_shores)
    assert works.stat().st_mtime_ns == before  # nothing changed, nothing is written
    edit(cited_shores / "source/crossing.rst", "comes back.", "comes back :cite:`uncited`.")
    sphinx(cited_shores)
    assert back() == 5
    (cited_shores / "source/crossing.rst").write_text(
        ".. _crossing:\n\nCrossing\n========\n\nNothing.\n", encoding="utf-8"
    )
    sphinx(cited_shores)
    assert back() == 4
    edit(cited_shores / "source/references.yaml", "Bank of Rome", "Bank of Milan")
    sphinx(cited_shores)
    assert "Bank of Milan 2009" in text(read_page(output / "shore.html"))
    assert "Bank of Milan" in text(read_page(works))


def test_inventory_names_the_entries(cited_shores: Path) -> None:
    output, _ = sphinx(cited_shores)
    from sphinx.util.inventory import InventoryFile

    with (output / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda base, uri: uri)
    assert set(inventory["cite:entry"]) == {"bank2009", "smith2001", "uncited"}
    assert inventory["cite:entry"]["smith2001"].uri == "works.html#ref-smith2001"


def test_wrong_references_stop_the_build_and_leave_the_site(
    cited_shores: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publication = load_publication(cited_shores)
    site = build_site(publication, publication.editions, ["html"], cited_shores / "build/site")
    before = (site / "en/works.html").read_bytes()
    edit(cited_shores / "source/references.yaml", "publisher: bank", "publisher: banc")
    assert main(["build", "--project", str(cited_shores), "--format", "html", "-q"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("source/references.yaml:24: smith2001: 'publisher' names 'banc'")
    assert (site / "en/works.html").read_bytes() == before


def test_missing_pandoc_stops_the_build(cited_shores: Path) -> None:
    with (
        mock.patch("pypandoc.get_pandoc_path", side_effect=OSError("none")),
        pytest.raises(EditionsError, match=r"pip install 'editions\[references\]'"),
    ):
        build(cited_shores, "en")


def test_exports_lie_in_the_edition_and_in_the_site(cited_shores: Path) -> None:
    publication = load_publication(cited_shores)
    site = build_site(publication, publication.editions, ["html"], cited_shores / "build/site")
    names = {f"two-shores-references-{code}.{end}" for code in ("en", "fr")
             for end in ("bib", "ris", "json")}  # fmt: skip
    assert {path.name for path in (site / "downloads").iterdir()} == {*names, "SHA256SUMS"}
    for code in ("en", "fr"):
        line = one(read_page(site / code / "works.html"), "//p[@class='exports']")
        links = select(line, ".//a")
        forms = [text(link).partition(" (")[0] for link in links]  # heard with their language
        assert forms == ["BibTeX", "RIS", "CSL-JSON"]
        for link in links:
            path = site / code / link.attrib["href"]
            assert path.read_bytes() == (site / "downloads" / path.name).read_bytes()


def test_project_without_references_is_as_before(two_shores: Path) -> None:
    output = build(two_shores, "en")
    assert not (output / "downloads").exists()
    assert select(read_page(output / "index.html"), "//aside") == []


def test_pdf_links_both_ways(cited_shores: Path) -> None:
    with (cited_shores / "source/crossing.rst").open("a", encoding="utf-8") as crossing:
        crossing.write("\n:cite:t:`smith2001`\n")
    add_message(cited_shores, "crossing", ":cite:t:`smith2001`", ":cite:t:`smith2001`")
    path = build(cited_shores, "fr", "pdf") / "two-shores-fr.pdf"
    content = "".join(pdf_pages(path))
    assert "(Banque de Rome 2009; voir Smith 2001, p. 12)" in " ".join(content.split())
    targets = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for note in page.get("/Annots", pikepdf.Array()):
                if "/Dest" in note:
                    targets.append(str(note["/Dest"]))
    assert set(targets) >= {"ref-bank2009", "ref-smith2001"}  # one or more for each line
    back = {target for target in targets if "cite-" in target}
    assert back == {"cite-bank2009-1", "cite-bank2009-2", "cite-smith2001-1", "cite-smith2001-2",
                    "crossing-cite-smith2001-1"}  # fmt: skip


DIRECTIVE = """

def setup(app):
    from docutils import nodes
    from sphinx.util.docutils import SphinxDirective

    from editions.citations.domain import cite_entry

    class Source(SphinxDirective):
        has_content = True

        def run(self):
            link = cite_entry("smith2001", nodes.Text("the tide tables"))
            self.set_source_info(link)
            return [nodes.paragraph("", "", nodes.Text("After "), link)]

    app.add_directive("source", Source)
"""


def test_other_directives_cite(cited_shores: Path) -> None:
    with (cited_shores / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(DIRECTIVE)
    edit(cited_shores / "source/crossing.rst", "Later\n-----", "Later\n-----\n\n.. source::\n")
    output = build(cited_shores, "en")
    link = one(read_page(output / "crossing.html"), "//span[@class='citation']//a")
    assert (text(link), link.attrib["href"]) == ("the tide tables", "works.html#ref-smith2001")
    works = read_page(output / "works.html")
    assert select(works, "//a[@href='crossing.html#cite-smith2001-1']")


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "man", "dirhtml", "singlehtml"])
def test_other_builders_take_the_list(cited_shores: Path, builder: str) -> None:
    output, warnings = sphinx(cited_shores, builder=builder, code="fr")
    assert [line for line in warnings.splitlines() if "cite" in line or "biblio" in line] == []
    if builder == "text":
        assert "«\u00a0Money & <b>more</b>\u00a0»" in (output / "works.txt").read_text("utf-8")
    elif builder == "latex":
        tex = (output / "deuxrives.tex").read_text("utf-8")
        assert tex.count("\\phantomsection\\label{\\detokenize{works:ref-smith2001}}") == 1
        assert "{\\hyperref[\\detokenize{works:ref-smith2001}]" in tex
    elif builder == "dirhtml":
        works = read_page(output / "works" / "index.html")
        for link in select(works, "//p[@class='exports']/a"):
            assert (output / "works" / link.attrib["href"]).resolve().is_file()


def test_words_of_the_list_are_messages() -> None:
    words = polib.pofile(extract_interface().decode("utf-8"))
    assert {
        "Back to citation {number} of {work}",
        "For reference managers:",
        "How to cite this publication",
    } <= {entry.msgid for entry in words}


#: An extension that sees to citations itself, as sphinxcontrib-bibtex does.
OTHER = """
from docutils import nodes
from sphinx.domains import Domain
from sphinx.util.docutils import SphinxDirective, SphinxRole


class Role(SphinxRole):
    def run(self):
        return [nodes.emphasis("", f"cited {self.text}")], []


class Works(SphinxDirective):
    def run(self):
        return [nodes.paragraph("", "Their works")]


class Cite(Domain):
    name = "cite"
    label = "theirs"
    roles = {"p": Role()}


def setup(app):
    app.add_domain(Cite)
    app.add_role("cite", Role())
    app.add_directive("bibliography", Works)
    return {"parallel_read_safe": True}
"""


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "others_citations.py").write_text(OTHER, encoding="utf-8")
    (root / "conf.py").write_text("project = 'Other'\n", encoding="utf-8")
    text = "Other\n=====\n\nSee :cite:`a` and :cite:p:`b`.\n\n.. bibliography::\n"
    (root / "index.rst").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(root))
    return root


def build_with_other(root: Path, builder: str, extensions: list[str], **settings: str) -> Path:
    warnings = StringIO()
    output = root / builder
    with patch_docutils(str(root)), docutils_namespace():
        Sphinx(
            root, root, output, root / "doctrees", builder, freshenv=True,
            confoverrides={"extensions": extensions, **settings}, status=None, warning=warnings,
        ).build()  # fmt: skip
    assert warnings.getvalue() == ""
    return output


@pytest.mark.parametrize("builder", ["html", "pdf", "epub"])
@pytest.mark.parametrize("first", [True, False])
def test_citations_of_another_extension_are_its_own(other: Path, builder: str, first: bool) -> None:
    extensions = ["editions", "others_citations"] if first else ["others_citations", "editions"]
    output = build_with_other(other, builder, extensions)
    if builder == "html":
        page = text(one(read_page(output / "index.html"), "//section"))
        assert "See cited a and cited b." in page
        assert "Their works" in page
    else:
        assert list(output.glob(f"*.{builder}"))


def test_two_extensions_cannot_see_to_the_same_citations(other: Path) -> None:
    extensions = ["editions", "others_citations"]
    with pytest.raises(ConfigError, match=r"references_file: .*another extension.*'cite'"):
        build_with_other(other, "html", extensions, references_file="references.yaml")
