"""The termbase: one grammar for every verb, and a line for whatever is no termbase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from editions.catalogs.termbase import Term, Termbase, read_termbase
from editions.cli import main
from editions.findings import FindingsError
from tests.building import edit

GOOD = """\
en,fr_CA,kind,en_forms,fr_CA_forms,note
neap tide,marée de morte-eau,concept,neap|spring tide ,morte-eau | vive-eau||,"of the sea, here"

"the ""A"" pier",jetée « A »,place,,,
ferry,,,,,
,,,,,
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "terms.csv"


def read(path: Path, content: str | bytes, source: str = "en_GB") -> Termbase:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_termbase(path, source, "terms.csv")


def test_terms_and_their_forms(path: Path) -> None:
    base = read(path, GOOD)
    assert (base.source, base.columns) == ("en", ("en", "fr_CA"))
    assert [dict(term.forms) for term in base.terms] == [
        {
            "en": ("neap tide", "neap", "spring tide"),
            "fr_CA": ("marée de morte-eau", "morte-eau", "vive-eau"),
        },
        {"en": ('the "A" pier',), "fr_CA": ("jetée « A »",)},
        {"en": ("ferry",)},
    ]
    tide, pier, ferry = base.terms
    assert (tide.kind, tide.note) == ("concept", "of the sea, here")
    assert (pier.name("fr_CA"), ferry.name("fr_CA")) == ("jetée « A »", "")
    assert base.within("fr_CA").terms == (tide, pier)


@pytest.mark.parametrize(
    "write",
    [
        lambda text: text.encode("utf-8-sig"),  # as spreadsheets do
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.replace("fr_CA", "fr-ca").encode(),
    ],
)
def test_what_spreadsheets_write_is_read_the_same(
    path: Path, write: Callable[[str], bytes]
) -> None:
    found = read(path, write(GOOD))
    wanted = read(path, GOOD)
    assert [list(t.forms.values()) for t in found.terms] == [
        list(t.forms.values()) for t in wanted.terms
    ]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("", 0, "is empty"),
        ("\ufeff", 0, "is empty"),
        ("\n,,\n", 0, "is empty"),
        (b"en,fr\nca\xe9,x\n", 2, "not UTF-8"),
        ("en,fr\nx,y\n".encode("utf-16"), 1, "not UTF-8"),
        ("en;fr\nx;y\n", 1, "separated by ';' or tabs"),
        ("en\tfr\nx\ty\n", 1, "separated by ';' or tabs"),
        ("es,fr\na,b\n", 1, "no column for the messages' language; add 'en_GB'"),
        ("en,fr,FR\na,b,c\n", 1, "two columns 'fr'"),
        ("en,fr,,\na,b,c,d\n", 1, "two columns without a name"),
        ("en,fr,es_forms\na,b,c\n", 1, "a column 'es_forms' and none 'es'"),
        ("en,fr,notes\na,b,c\n", 1, "a column 'notes'; columns are languages"),
        ("en,fr,en_form\na,b,c\n", 1, "a column 'en_form'; columns are languages"),
        ("tide,marée\n", 1, "a column 'tide'"),
        ('en,fr\na,b\n"c,d\ne,f\n', 3, "a quotation mark is never closed"),
        ('en,fr\n"a" x,b\n', 2, "this is no CSV"),
        ("en,fr\na,b\nc\n", 3, "has 1 cells for 2 columns"),
        ("en,fr\n\na,b,c\n", 3, "has 3 cells for 2 columns"),
        ('en,fr\n"a\nx",b\nc\n', 4, "has 1 cells for 2 columns"),
        ("en,fr\n,b\n", 2, "no term in 'en', the language of the messages"),
        ("en,fr,fr_forms\na,,c\n", 2, "forms in 'fr_forms' and no term in 'fr'"),
        ("en,fr\na\0,b\n", 2, "control character"),
        ("en,fr\na\x1b[2J,b\n", 2, "control character"),
        (f"en,fr\n{'x' * 200_000},b\n", 2, "this is no CSV"),
        (f"en,fr\na,b\n{'x' * 5001},b\n", 3, "a cell has more than 5,000 letters"),
        (f"en,fr\na,b\n{'x ' * 31},b\n", 3, "a term has more than 30 words"),
        (f"en{',fr' * 600}\n", 1, "there are 601 columns"),
        ("en,fr\n" + "a,b\n" * 200_000, 200001, "has more than 200,000 lines"),
    ],
)
def test_what_is_no_termbase_is_named_with_its_line(
    path: Path, content: str | bytes, line: int, message: str
) -> None:
    with pytest.raises(FindingsError) as caught:
        read(path, content)
    finding, *others = caught.value.findings
    assert line == 1 or others == []
    assert (finding.file, finding.line, finding.rule) == ("terms.csv", line, "termbase")
    assert message in finding.message


def test_a_language_need_not_be_known(path: Path) -> None:
    assert read(path, "en,frc,es_419,zh_Hant\na,b,c,d\n").columns[1:] == (
        "frc",
        "es_419",
        "zh_Hant",
    )


def test_every_line_is_named_at_once(path: Path) -> None:
    with pytest.raises(FindingsError) as caught:
        read(path, "en,fr\na\n,b\nc,d\ne,f,g\n")
    assert [finding.line for finding in caught.value.findings] == [2, 3, 5]


def test_a_folder_is_no_termbase(path: Path) -> None:
    path.mkdir()
    with pytest.raises(FindingsError, match=r"^terms\.csv: cannot be read: it is a folder"):
        read_termbase(path, "en", "terms.csv")


def test_there_need_not_be_one(path: Path) -> None:
    assert read_termbase(path, "en").terms == ()


@pytest.mark.parametrize(
    ("columns", "locale", "column"),
    [
        (("en", "fr"), "fr_CA", "fr"),
        (("fr", "fr_CA"), "fr_CA", "fr_CA"),
        (("fr", "fr_CA"), "fr-ca", "fr_CA"),
        (("fr_CA",), "fr", None),
        (("zh", "zh_Hant"), "zh_Hant_TW", "zh_Hant"),
        (("en",), "de", None),
    ],
)
def test_the_column_of_a_locale(columns: tuple[str, ...], locale: str, column: str | None) -> None:
    assert Termbase((), "en", columns).column(locale) == column


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a ferry", ["ferry"]),
        ("Ferrys and ferries", ["Ferrys", "ferries"]),
        ("the ferry line", ["ferry line"]),
        ("ferry-line", ["ferry-line"]),
        ("ferryman", []),
        ("the Board, a board", ["Board"]),
        ("", []),
    ],
)
def test_terms_are_found_in_a_message(text: str, found: list[str]) -> None:
    base = Termbase(
        [Term({"en": forms}) for forms in (("ferry", "ferries"), ("ferry line",), ("Board",))],
        "en",
    )
    assert [text[place.start : place.end] for place in base.find(text)] == found


# Every verb reads the one grammar.

VERBS = [
    ["brief"],
    ["carry", "--all-safe"],
    ["update"],
    ["check"],
    ["export", "--glossary"],
]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_a_broken_termbase_is_named_by_every_verb(
    two_shores: Path, verb: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (two_shores / "locale/terms.csv").write_bytes(b"en,fr\nTide,mar\xe9e\n")
    # Something to carry, and a catalog that an update would change.
    edit(two_shores / "source/shore.rst", "The tide is out.", "The tide is out!")
    before = (two_shores / "locale/fr/LC_MESSAGES/shore.po").read_bytes()
    assert main([*verb, "--quiet", "--project", str(two_shores)]) == 1
    captured = capsys.readouterr()
    message = "locale/terms.csv:2: is not UTF-8: the line holds the byte 0xe9; save it as UTF-8"
    assert message in (captured.out + captured.err).replace("error: ", "")
    assert (two_shores / "locale/fr/LC_MESSAGES/shore.po").read_bytes() == before


def test_check_of_a_path_names_it_too(two_shores: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terms = two_shores / "terms.csv"
    terms.write_text("en,fr\ntide\n", encoding="utf-8")
    catalogs = str(two_shores / "locale/fr")
    assert main(["check", catalogs, "--terms", str(terms), "--quiet", "--no-cache"]) == 1
    assert "terms.csv:2: error: the line has 1 cells for 2 columns" in capsys.readouterr().out
