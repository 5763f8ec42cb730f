"""Full-text search that finds Japanese: text is cut into terms before it reaches FTS5.

SQLite's ``unicode61`` takes a run of kana and kanji for one word, and ``trigram`` finds nothing shorter than three
characters, but 葬送 and 斎藤 have two. So a run of CJK characters becomes its overlapping pairs and its last
character alone; a search for a run is a phrase of its pairs, and for one character a prefix. Other scripts are left
to ``unicode61``, which folds case and accents. Kept in a contentless table: the old terms are handed back to FTS5
when an article changes, computed anew from the stored text.
"""

from __future__ import annotations

import re
import unicodedata

_CJK = "\u3005-\u3007\u3040-\u309f\u30a0-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3"
_CJK_RUN = re.compile(f"[{_CJK}]+")
_WORD = re.compile(rf"[{_CJK}]+|[^\W{_CJK}]+")
_QUOTED = re.compile(r'"([^"]+)"')
MAX_TERMS = 32
"""Words of a query that are looked at."""


def terms(text: str | None) -> str:
    """The text as FTS5 is to index it."""
    if not text:
        return ""
    text = unicodedata.normalize("NFKC", text)
    return text if text.isascii() else _CJK_RUN.sub(lambda run: f" {_pairs(run.group())} ", text)


def match_query(query: str) -> str | None:
    """A person's words as an FTS5 query that can't fail: every word must occur, a quoted part as a phrase, the last
    word also as the beginning of one. None where the query holds no letter or digit.
    """
    query = unicodedata.normalize("NFKC", query)
    phrases = [_phrase(part) for part in _QUOTED.findall(query)]
    words = [_phrase(word) for word in _WORD.findall(_QUOTED.sub(" ", query))]
    if words and not words[-1].endswith("*") and " " not in words[-1] and len(words[-1]) > 4:
        words[-1] += "*"
    wanted = [part for part in phrases + words if part][:MAX_TERMS]
    return " AND ".join(wanted) or None


def _phrase(text: str) -> str:
    parts: list[str] = []
    for word in _WORD.findall(text):
        if not _CJK_RUN.fullmatch(word):
            parts.append(word)
        elif len(word) == 1:
            return f'"{word}"*' if word == text else _phrase(text.replace(word, " "))
        else:
            parts.extend(word[n : n + 2] for n in range(len(word) - 1))
    return f'"{" ".join(parts)}"' if parts else ""


def _pairs(run: str) -> str:
    return " ".join([*(run[n : n + 2] for n in range(len(run) - 1)), run[-1]])
