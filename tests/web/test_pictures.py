"""Words in the place of pictures."""

from __future__ import annotations

from docutils import nodes

from editions.web.pictures import replace_picture

FAR = "https://example.org/badge.svg"


def words_for(node: nodes.Element, image: nodes.image) -> nodes.Element:
    """Return *node*, in which *image* stands, with words in its place."""
    root = nodes.section("", node)
    replace_picture(image)
    return root


def test_words_stand_for_a_picture_that_lies_elsewhere() -> None:
    image = nodes.image(uri=FAR, alt="Built: passing")
    root = words_for(image, image)
    assert isinstance(root[0], nodes.paragraph)
    (link,) = root.findall(nodes.reference)
    assert (link.astext(), link["refuri"]) == ("Built: passing", FAR)


def test_a_picture_that_is_a_link_stays_one() -> None:
    image = nodes.image(uri=FAR, alt="")
    link = nodes.reference("", "", image, refuri="https://example.org/")
    root = words_for(link, image)
    assert isinstance(root[0], nodes.paragraph)
    assert list(root.findall(nodes.reference)) == [link]
    assert (link.astext(), link["refuri"]) == ("badge.svg", "https://example.org/")


def test_a_picture_in_a_line_leaves_its_words_there() -> None:
    image = nodes.image(uri="missing.png", alt="A boat")
    root = words_for(nodes.paragraph("", "", nodes.Text("See "), image), image)
    assert root.astext() == "See A boat"
    assert list(root.findall(nodes.reference)) == []
    assert len(list(root.findall(nodes.paragraph))) == 1
