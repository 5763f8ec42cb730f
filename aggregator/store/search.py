"""Full-text search that finds Japanese: text is cut into terms before it reaches FTS5.

SQLite's ``unicode61`` takes a run of kana and kanji for one word, and ``trigram`` finds nothing shorter than three
characters, but 葬送 and 斎藤 have two. So a run of CJK characters becomes its overlapping pairs and its last
character alone; a search for a run is a phrase of its pairs, and for one character a prefix. Words of other scripts
are handed on as they are, for ``unicode61`` folds case and accents; what is no letter or digit is not (that table is
Unicode 6.1's, and takes later emoji for letters). Kept in a contentless table: the old terms are handed back to FTS5
when an article changes, computed anew from the stored text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import add

from aggregator.base.names import words
from aggregator.base.titles import romanised
from aggregator.store.ids import content_number

_CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # without marks and the dot
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\U00020000-\U000323af"
)
_ACCENTS = "\u0300-\u036f"
_CJK_RUN = re.compile(f"[{_CJK}]+")
_NOISE = re.compile(rf"[^\w{_CJK}{_ACCENTS}\x00-\x7f]+")  # of ASCII, unicode61 knows best
_WORD = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}](?:[^\W_{_CJK}]|[{_ACCENTS}])*")
_QUOTED = re.compile(r'"([^"]+)"')
_LOAN = re.compile("[\u30a1-\u30fa\u30fc]{4,24}")
"""Katakana in which a middle dot may be left out: «ルミナスアーカイブ» for «ルミナス・アーカイブ»."""
MAX_CUTS = 60
"""Ways in which such a run is cut."""
MAX_QUERY = 1000
"""Characters of a query that are looked at."""
MAX_TERMS = 32
"""Words and quoted parts of a query that are looked at."""


def terms(text: str | None) -> str:
    """The text as FTS5 is to index it."""
    if not text:
        return ""
    text = unicodedata.normalize("NFKC", text)
    return text if text.isascii() else _CJK_RUN.sub(lambda run: f" {_pairs(run[0])} ", _NOISE.sub(" ", text))


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a quoted part of a query: its words, and what matches it in FTS5."""

    words: tuple[str, ...]
    match: str


def units(query: str, *, beginnings: bool = True, dots: bool = False) -> list[Unit]:
    """The parts of a person's query, quoted ones first: a quoted part as a phrase, the last word also as the beginning
    of one, if ``beginnings`` are wanted; with ``dots`` also what has middle dots within a word of katakana.
    """
    query = unicodedata.normalize("NFKC", query[:MAX_QUERY])
    found = [tuple(_WORD.findall(part)) for part in _QUOTED.findall(query)]
    loose = [(word,) for word in _WORD.findall(_QUOTED.sub(" ", query))]
    match = dotted if dots else phrase
    parts = [Unit(part, match(part)) for part in found + loose if part]
    if beginnings and loose and not (last := parts[-1].match).endswith("*") and " " not in last and len(last) > 4:
        parts[-1] = Unit(parts[-1].words, f"{last}*")
    return parts[:MAX_TERMS]


def both(parts: Iterable[str]) -> str:
    """An FTS5 query for all of the parts."""
    return " AND ".join(parts)


def match_query(query: str) -> str | None:
    """A person's words as an FTS5 query that can't fail: every word must occur. None where the query holds no letter
    or digit.
    """
    return both(unit.match for unit in units(query)) or None


def name_terms(name: str) -> str:
    """A name of a work as the search of names is to index it: as written, and in the one spelling of romanisations."""
    return f"{terms(name)} | {terms(' '.join(_plain(name)))}"


def name_query(asked: Sequence[str]) -> str:
    """An FTS5 query over names for words one after the other, in any romanisation."""
    plain = _WORD.findall(" ".join(_plain(" ".join(asked))))
    return " OR ".join(dict.fromkeys(filter(None, (dotted(asked), phrase(plain)))))


def name_number(work_id: str, name: str) -> int:
    """The row id of a work's name in the search of names."""
    return content_number("name", work_id, name)


def _plain(name: str) -> list[str]:
    return [romanised(word) for word in words(name).split()]


def phrase(words: Sequence[str]) -> str:
    """The words one after the other. A run that another word follows ends there; the last one may go on."""
    if not words:
        return ""
    *before, last = words
    tokens = [_pairs(word) if _CJK_RUN.fullmatch(word) else word for word in before]
    if not _CJK_RUN.fullmatch(last):
        return f'"{" ".join([*tokens, last])}"'
    if len(last) == 1:
        return f'"{" ".join([*tokens, last])}"*'
    return f'"{" ".join([*tokens, _pairs(last)[:-2]])}"'


def dotted(words: Sequence[str]) -> str:
    """The same, and where it is one word of katakana, that word with a middle dot or two anywhere within: in the index
    each part of it ends for itself.
    """
    cuts = _cuts(words[0]) if len(words) == 1 and _LOAN.fullmatch(words[0]) else []
    return f"({' OR '.join(map(phrase, [words, *cuts]))})" if cuts else phrase(words)


def _cuts(run: str) -> list[list[str]]:
    """A run in two or three parts of two or more characters each."""
    places = range(2, len(run) - 1)
    twice = [(a, b) for a in places for b in places if b - a > 1]
    cuts = [[run[:a], run[a:]] for a in places]
    return [*cuts, *([run[:a], run[a:b], run[b:]] for a, b in twice)][:MAX_CUTS]


def _pairs(run: str) -> str:
    """A run's pairs, and its last character, where the run ends."""
    return " ".join([*map(add, run, run[1:]), run[-1]])
