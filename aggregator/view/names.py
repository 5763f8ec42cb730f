"""When two spellings are one name to a person who types it: case, accents, width, punctuation and order of names."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]")
_WORDS = re.compile(r"[^\W_]+")
CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\U00020000-\U000323af"
)
"""The characters, as a class of a regular expression, of scripts that are searched without word boundaries."""
_CJK = re.compile(f"[{CJK}]")


def fold(text: str) -> str:
    """The text without differences of case, width and Latin accents. Kana keep their voicing marks."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))


def words(text: str) -> str:
    """The words of a folded text, one space between two."""
    return " ".join(_WORDS.findall(fold(text)))


def person_key(name: str) -> str:
    """What the spellings of one person's name share: its words in any order, or its characters where it is in kanji
    or kana. Romanisations that write a long vowel with another letter (Ono, Ohno) stay apart.
    """
    folded = words(name)
    return folded.replace(" ", "") if _CJK.search(folded) else " ".join(sorted(folded.split()))


def same_title(name: str, wanted: str) -> bool:
    """Whether two titles differ only in case, accents, width, spaces and punctuation."""
    return bool(wanted) and words(name).replace(" ", "") == words(wanted).replace(" ", "")


def holds_title(name: str, wanted: str) -> bool:
    """Whether a title holds all of another one as whole words, or as characters where it is in kanji or kana."""
    inner, outer = words(wanted), words(name)
    return bool(inner) and (inner in outer if _CJK.search(inner) else f" {inner} " in f" {outer} ")


def is_cjk(char: str) -> bool:
    """Whether a character is of such a script."""
    return _CJK.match(char) is not None
