"""Taking the joined document apart."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from editions.pdf.assembly import (
    NUMBER,
    drop_title_backlinks,
    lead_to_cover,
    make_ids_unique,
    number_nodes,
    split_front_matter,
    unlink_what_leads_nowhere,
    walk_sections,
)


def section(title: str, *ids: str, content: tuple[nodes.Node, ...] = ()) -> nodes.section:
    return nodes.section("", nodes.title("", title), *content, ids=list(ids))


def joined() -> nodes.document:
    """A root document with a picture and two chapters, both of which hold an id1."""
    tree = new_document("joined")
    parts = []
    for name in ("one", "two"):
        note = nodes.paragraph("", "", ids=["id1"], backrefs=["id2"])
        link = nodes.reference("", "here", refid="id1")
        mark = nodes.reference("", "back", ids=["id2"], refuri=f"#document-{name}#id1")
        body = (note, nodes.paragraph("", "", link, mark))
        inner = section("Part", f"{name}-part")
        parts.append(
            addnodes.start_of_file("", section(name, name, content=(*body, inner)), docname=name)
        )
    wrapper = addnodes.compact_paragraph("", "", *parts)
    tree += section("Title", "title", content=(nodes.image(uri="x"), wrapper))
    return tree


def test_front_matter_ends_at_the_first_chapter() -> None:
    front, chapters = split_front_matter(joined())
    assert [type(node).__name__ for node in front] == ["image"]
    assert [s["ids"][0] for level, s in walk_sections(chapters) if level == 1] == ["one", "two"]
    assert [s["ids"][0] for level, s in walk_sections(chapters) if level == 2] == [
        "one-part",
        "two-part",
    ]


def test_single_document_has_chapters_too() -> None:
    tree = new_document("single")
    tree += section("Title", "title", content=(nodes.paragraph(), section("One", "one")))
    front, chapters = split_front_matter(tree)
    assert (len(front), [s["ids"] for _, s in walk_sections(chapters)]) == (1, [["one"]])


def test_documents_that_are_listed_before_the_title_are_printed() -> None:
    """As where a hidden table of contents begins the document, and a file is included after it."""
    tree = new_document("joined")
    two = addnodes.start_of_file("", section("Two", "two"), docname="two")
    label = nodes.target("", "", ids=["label"])
    tree += [nodes.paragraph("", "before"), addnodes.compact_paragraph("", "", two), label]
    tree += section("Title", "title", content=(nodes.paragraph("", "words"), section("One", "one")))
    front, chapters = split_front_matter(tree)
    assert [node.astext() for node in front] == ["before", "words"]
    assert [s["ids"][0] for _, s in walk_sections(chapters)] == ["one", "two"]
    assert lead_to_cover(tree, "cover") == {"label", "title"}


def test_a_root_document_without_a_section_lists_documents_all_the_same() -> None:
    tree = new_document("joined")
    two = addnodes.start_of_file("", section("Two", "two"), docname="two")
    tree += [nodes.paragraph("", "before"), addnodes.compact_paragraph("", "", two)]
    front, chapters = split_front_matter(tree)
    assert [node.astext() for node in front] == ["before"]
    assert [s["ids"][0] for _, s in walk_sections(chapters)] == ["two"]
    assert lead_to_cover(tree, "cover") == set()


def test_what_follows_the_first_section_is_printed() -> None:
    """Notes that MyST puts at the end of a document, and more sections than one."""
    tree = new_document("notes")
    tree += [section("Title", "title", content=(nodes.paragraph(),))]
    tree += [nodes.transition(), nodes.footnote("", ids=["note"])]
    front, chapters = split_front_matter(tree)
    assert [type(node) for node in front] == [nodes.paragraph, nodes.footnote]
    assert chapters == []
    tree += [section("Two", "two"), nodes.footnote("", ids=["other"])]
    front, chapters = split_front_matter(tree)
    assert [node["ids"] for node in chapters if isinstance(node, nodes.Element)] == [
        ["two"],
        ["other"],
    ]
    assert len(front) == 2


def test_name_of_an_address_elsewhere_is_no_anchor() -> None:
    tree = joined()
    one, two = (
        next(iter(start.findall(nodes.section))) for start in tree.findall(addnodes.start_of_file)
    )
    one += nodes.target("", "", ids=["tool"], refuri="https://example.org/")
    two += section("Tool", "tool")
    two += nodes.target("", "", ids=["here"], refid="here")
    assert ("two", "tool") not in make_ids_unique(tree, "index")
    assert [s["ids"] for s in two.findall(nodes.section)][-1] == ["tool"]


def test_ids_become_unique_and_references_follow() -> None:
    tree = joined()
    make_ids_unique(tree, "index")
    ids = [id_ for node in tree.findall(nodes.Element) for id_ in node["ids"]]
    assert len(ids) == len(set(ids))
    first, second = tree.findall(addnodes.start_of_file)
    for start, target, back in ((first, "id1", "id2"), (second, "two-id1", "two-id2")):
        link, mark = start.findall(nodes.reference)
        note = next(iter(start.findall(nodes.paragraph)))
        assert note["ids"] == [target]
        assert note["backrefs"] == [back]
        assert link["refid"] == target
        assert mark["ids"] == [back]
        assert mark["refuri"] in (f"#{target}", "#document-one#id1")


def test_numbers_are_those_of_each_document() -> None:
    tree = joined()
    figure = nodes.figure("", nodes.caption("", "A figure"), ids=["id9"])
    second = next(s for s in tree.findall(nodes.section) if s["ids"] == ["two"])
    second += figure
    sections: dict[str, dict[str, tuple[int, ...] | None]]
    sections = {"one": {"": (1,), "#one-part": (1, 1)}, "two": {"": (2,), "#two-part": None}}
    exhibits: dict[str, dict[str, dict[str, tuple[int, ...]]]]
    exhibits = {"one": {"figure": {"id9": (7,)}}, "two": {"figure": {"id9": (2, 1)}}}
    number_nodes(tree, "index", sections, exhibits)
    titles = {t.astext(): t.get("secnumber") for t in tree.findall(nodes.title)}
    assert titles == {"Title": None, "one": (1,), "Part": None, "two": (2,)}
    parts = [t.get("secnumber") for t in tree.findall(nodes.title) if t.astext() == "Part"]
    assert parts == [(1, 1), None]
    assert figure[NUMBER] == (2, 1)


def test_links_that_paper_cannot_follow_become_text() -> None:
    tree = joined()
    targets = ("#document-one#id1", "#gone", "annex.zip", "https://example.org", "#document-index")
    paragraph = nodes.paragraph("", "", *(nodes.reference("", t, refuri=t) for t in targets))
    tree += paragraph
    removed = unlink_what_leads_nowhere(tree, {"document-index"})
    assert [target for _node, target in removed] == ["#gone", "annex.zip"]
    assert paragraph.astext() == "".join(targets)
    assert len(list(paragraph.findall(nodes.reference))) == 3


def test_references_to_the_title_of_the_whole_lead_to_the_cover() -> None:
    """Labels before it, its own ids, and places in its words; no others."""
    tree = joined()
    tree.insert(0, nodes.target("", "", ids=["label"]))
    title = next(iter(tree.findall(nodes.title)))
    title += nodes.inline("", "word", ids=["word"])
    links = [
        nodes.reference("", "", refid="title"),
        nodes.reference("", "", refuri="#document-index#label"),
        nodes.reference("", "", refuri="#word"),
        nodes.reference("", "", refid="one"),
        nodes.reference("", "", refuri="https://a.example/#title"),
    ]
    tree += nodes.paragraph("", "", *links)
    assert lead_to_cover(tree, "cover") == {"label", "title", "word"}
    assert [link.get("refid") or link["refuri"] for link in links] == [
        "cover",
        "#cover",
        "#cover",
        "one",
        "https://a.example/#title",
    ]
    assert lead_to_cover(new_document("empty"), "cover") == set()


def test_headings_do_not_lead_back() -> None:
    tree = joined()
    for title in tree.findall(nodes.title):
        title["refid"] = "toc-entry"
    drop_title_backlinks(tree)
    assert not any("refid" in title for title in tree.findall(nodes.title))
