"""Write and read TMX 1.4, the exchange form of translation memories.

https://www.gala-global.org/tmx-14b
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from lxml import etree

import editions
from editions.catalogs.entries import Catalog
from editions.exchange.xliff import names_language

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def pairs_of(catalogs: Iterable[Catalog]) -> list[tuple[str, str]]:
    """Return the messages that have a current translation, with it, each pair once."""
    return list(
        dict.fromkeys(
            (entry.msgid, entry.msgstr)
            for catalog in catalogs
            for entry in catalog
            if entry.usable and entry.msgid_plural is None
        )
    )


def write_tmx(pairs: Iterable[tuple[str, str]], source_lang: str, target_lang: str) -> bytes:
    """Return a memory of *pairs*; languages are BCP 47 tags, markup stands as plain text.

    Raises:
        ValueError: a text holds what XML cannot: a control character.
    """
    root = etree.Element("tmx", {"version": "1.4"})
    about = {
        "creationtool": "editions",
        "creationtoolversion": editions.__version__,
        "segtype": "paragraph",
        "o-tmf": "gettext",
        "adminlang": "en",
        "srclang": source_lang,
        "datatype": "plaintext",
    }
    etree.SubElement(root, "header", about)
    body = etree.SubElement(root, "body")
    for pair in pairs:
        unit = etree.SubElement(body, "tu")
        for language, text in zip((source_lang, target_lang), pair, strict=True):
            variant = etree.SubElement(unit, "tuv", {_LANG: language})
            etree.SubElement(variant, "seg").text = text
    return etree.tostring(
        root,
        encoding="utf-8",
        xml_declaration=True,
        doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        pretty_print=True,
    )


def read_tmx(root: etree._Element, source_lang: str, target_lang: str) -> Mapping[str, str]:
    """Return the translation of each message in a memory; of several, the most frequent one."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in root.iter("{*}tu"):
        texts: dict[str, str] = {}
        for variant in unit.findall("{*}tuv"):
            language = variant.get(_LANG) or variant.get("lang") or ""
            segment = variant.find("{*}seg")
            text = "".join(map(str, segment.itertext())) if segment is not None else ""
            for wanted in (source_lang, target_lang):
                if names_language(language, wanted):
                    texts.setdefault(wanted, text)
        if texts.get(source_lang, "").strip() and texts.get(target_lang, "").strip():
            found[texts[source_lang]][texts[target_lang]] += 1
    return {source: counter.most_common(1)[0][0] for source, counter in found.items()}
