"""Ways to break a good file, each with the rule that veraPDF must then name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Pdf


@dataclass(frozen=True)
class Damage:
    """One way to break a file."""

    #: What is wrong then; also the name of the file.
    name: str
    #: Breaks the open file.
    apply: Callable[[Pdf], None]
    #: Rules that veraPDF must name: flavour, clause and number of the test.
    rules: frozenset[str]
    #: Name of the good file.
    of: str = "sample"

    @property
    def flavours(self) -> tuple[str, ...]:
        """What veraPDF is asked: the flavours of the rules."""
        return tuple(sorted({rule.split()[0] for rule in self.rules}))


def elements(pdf: Pdf, role: str) -> Iterator[Dictionary]:
    """Yield the structure elements of *role*."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/S") == Name("/" + role) and "/P" in item:
            yield item


def first(pdf: Pdf, role: str) -> Dictionary:
    """Return the first structure element of *role*."""
    return next(elements(pdf, role))


def remove_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def remove_alternative(pdf: Pdf) -> None:
    del first(pdf, "Figure").Alt


def untag_content(pdf: Pdf) -> None:
    page = pdf.pages[0]
    instructions = []
    open_marks: list[bool] = []
    dropped = False
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            drop = operator == "BDC" and not dropped
            dropped = dropped or drop
            open_marks.append(drop)
            if drop:
                continue
        elif operator == "EMC" and open_marks.pop():
            continue
        instructions.append(instruction)
    assert dropped
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def remove_scope(pdf: Pdf) -> None:
    for cell in elements(pdf, "TH"):
        del cell.A


def remove_font_files(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor:
            for key in ("/FontFile2", "/FontFile3"):
                if key in item:
                    del item[key]


def remove_unicode_map(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Subtype") == Name.Type0:
            del item.ToUnicode


def skip_heading(pdf: Pdf) -> None:
    first(pdf, "H2").S = Name.H3


def put_paragraph_into_list(pdf: Pdf) -> None:
    first(pdf, "LI").S = Name.P


def put_paragraph_into_table(pdf: Pdf) -> None:
    first(pdf, "TR").S = Name.P


def remove_link_text(pdf: Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if "/Contents" in annotation:
                del annotation.Contents


def untag_link(pdf: Pdf) -> None:
    first(pdf, "Link").S = Name.Span


def remove_note_id(pdf: Pdf) -> None:
    del first(pdf, "Note").ID


def hide_title(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def remove_structure(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def remove_output_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def remove_identifiers(pdf: Pdf) -> None:
    content = pdf.Root.Metadata.read_bytes()
    assert b"pdfuaid:part" in content
    assert b"pdfaid:part" in content
    kept = content.replace(b"pdfuaid:part", b"pdfuaid:other").replace(b"pdfaid:part", b"pdfaid:o")
    pdf.Root.Metadata.write(kept)


def add_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def forget_chapters(pdf: Pdf) -> None:
    for entry in elements(pdf, "TOCI"):
        del entry.Ref


def forget_references(pdf: Pdf) -> None:
    del first(pdf, "FENote").Ref


def forget_elements_of_links(pdf: Pdf) -> None:
    for _, place in pikepdf.NameTree(pdf.Root.Names.Dests).items():
        del place.SD


def uncount_lists(pdf: Pdf) -> None:
    for item in elements(pdf, "L"):
        del item.A


def leave_namespace(pdf: Pdf) -> None:
    del first(pdf, "Title").NS


def withdraw_declarations(pdf: Pdf) -> None:
    content = pdf.Root.Metadata.read_bytes()
    assert content.count(b"/declarations/wtpdf#") == 2
    pdf.Root.Metadata.write(content.replace(b"/declarations/wtpdf#", b"/declarations/none#"))


def conform_to_nothing(pdf: Pdf) -> None:
    content = pdf.Root.Metadata.read_bytes()
    assert b"<pdfuaid:rev>" in content
    assert b"<pdfaid:rev>" in content
    pdf.Root.Metadata.write(content.replace(b">2024<", b">2023<").replace(b">2020<", b">2019<"))


DAMAGES_OF_SECOND = (
    (forget_chapters, "ua2 8.2.5.8-1, wt1a 8.2.5.8-1, wt1r 8.2.5.8-1"),
    (forget_references, "ua2 8.2.5.14-2"),
    (forget_elements_of_links, "ua2 8.8-1, wt1a 8.8-1"),
    (uncount_lists, "ua2 8.2.5.25-1"),
    (leave_namespace, "ua2 8.2.4-1"),
    (withdraw_declarations, "wt1a 6.1.3-1, wt1r 6.1.2-1"),
    (conform_to_nothing, "ua2 5-5, 4 6.7.3-5"),
)

DAMAGES = tuple(
    Damage(apply.__name__, apply, frozenset(rules.split(", ")))
    for apply, rules in (
        (remove_language, "ua1 7.2-34"),
        (remove_alternative, "ua1 7.3-1"),
        (untag_content, "ua1 7.1-3"),
        (remove_scope, "ua1 7.5-1"),
        (remove_font_files, "ua1 7.21.4.1-1, 3a 6.2.11.4.1-1"),
        (remove_unicode_map, "ua1 7.21.7-1"),
        (skip_heading, "ua1 7.4.2-1"),
        (put_paragraph_into_list, "ua1 7.2-18"),
        (put_paragraph_into_table, "ua1 7.2-36"),
        (remove_link_text, "ua1 7.18.5-2"),
        (untag_link, "ua1 7.18.5-1"),
        (remove_note_id, "ua1 7.9-1"),
        (hide_title, "ua1 7.1-10"),
        (remove_structure, "ua1 7.1-11, 3a 6.7.3.3-1"),
        (remove_output_intent, "3a 6.2.4.3-2"),
        (remove_identifiers, "ua1 5-2, 3a 6.6.4-2"),
        (add_script, "3a 6.5.1-1"),
    )
) + tuple(
    Damage(apply.__name__, apply, frozenset(rules.split(", ")), of="sample-ua-2")
    for apply, rules in DAMAGES_OF_SECOND
)
