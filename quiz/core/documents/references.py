"""Which sections of a document name where it has its facts from, and state none themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quiz.core.text import fold

_LISTS_OF_SOURCES = """
    references, reference list, list of references, references and notes, bibliography, works cited, literature cited,
    cited literature, further reading, suggested reading, recommended reading,
    literaturverzeichnis, quellenverzeichnis, quellenangaben, quellennachweise, einzelnachweise, referenzen,
    bibliographie, bibliografie, weiterführende literatur,
    références, références bibliographiques, bibliografía, referencias, referencias bibliográficas, bibliografia,
    riferimenti bibliografici, referências, referências bibliográficas, referenties, literatuurlijst, bronvermelding,
    referenser, källförteckning, referanser, litteraturliste, kildeliste, lähteet, kaynakça, kaynaklar, piśmiennictwo,
    список литературы, библиография, список використаних джерел, βιβλιογραφία, المراجع, ביבליוגרפיה, संदर्भ ग्रंथ सूची,
    参考文献, 參考文獻, 참고문헌, 참고 문헌
"""
_PERHAPS = """
    sources, literature, reading list, links, external links, web links, literatur, quellen, weblinks, sources et liens,
    lectures complémentaires, fuentes, enlaces externos, fonti, letture consigliate, fontes, literatuur, bronnen,
    källor, litteratur, kilder, kirjallisuus, literatura, źródła, литература, источники, ссылки, джерела, література,
    πηγές, المصادر, מקורות, स्रोत, संदर्भ, 资料来源, 延伸阅读, 出典, 외부 링크
"""
"""Titles under which facts may stand as well: "Sources" in a text on vitamins."""

_NUMBER = r"(?:[\divx.]+\)?\s+)?"
# A year, an address, or what catalogues go by.
_SOURCE = r"\b(?:1[5-9]|20)\d\d\b|https?://|www\.|\bdoi\b|\bisbn\b|\bpmid\b|\bet al\b"


def lists_sources(title: str, entries: Iterable[str]) -> bool:
    """Whether a section of that title is a list of sources; `entries` are its paragraphs and list items.

    Under a title that is not only used for such lists, most of the entries must look like a source, with a year or an
    address.
    """
    name = re.sub(rf"^{_NUMBER}", "", fold(title)).rstrip(" :.")
    if name in _names(_LISTS_OF_SOURCES):
        return True
    if name not in _names(_PERHAPS):
        return False
    looks = [re.search(_SOURCE, fold(entry)) is not None for entry in entries]
    return 2 * sum(looks) > len(looks)


def _names(titles: str) -> frozenset[str]:
    return frozenset(fold(title) for title in titles.split(","))
