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
from operator import add

_CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # without marks and the dot
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\U00020000-\U000323af"
)
_ACCENTS = "\u0300-\u036f"
_CJK_RUN = re.compile(f"[{_CJK}]+")
_NOISE = re.compile(rf"[^\w{_CJK}{_ACCENTS}\x00-\x7f]+")  # of ASCII, unicode61 knows best
_WORD = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}](?:[^\W_{_CJK}]|[{_ACCENTS}])*")
_QUOTED = re.compile(r'"([^"]+)"')
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


def match_query(query: str) -> str | None:
    """A person's words as an FTS5 query that can't fail: every word must occur, a quoted part as a phrase, the last
    word also as the beginning of one. None where the query holds no letter or digit.
    """
    query = unicodedata.normalize("NFKC", query[:MAX_QUERY])
    phrases = [_phrase(_WORD.findall(part)) for part in _QUOTED.findall(query)]
    words = [_phrase([word]) for word in _WORD.findall(_QUOTED.sub(" ", query))]
    if words and not words[-1].endswith("*") and " " not in words[-1] and len(words[-1]) > 4:
        words[-1] += "*"
    wanted = [part for part in phrases + words if part][:MAX_TERMS]
    return " AND ".join(wanted) or None


def _phrase(words: list[str]) -> str:
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


def _pairs(run: str) -> str:
    """A run's pairs, and its last character, where the run ends."""
    return " ".join([*map(add, run, run[1:]), run[-1]])
