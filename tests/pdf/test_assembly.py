"""Taking the joined document apart."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from editions.pdf.assembly import make_ids_unique, split_front_matter, walk_sections


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
