"""When two spellings of a person's name are one reading, and when they may be.

A reading is a name in any order of its words, without case, width and accents, and in one romanisation: Hepburn without
«m» before p and b and without the «w» of «wo», a long vowel marked. «Ōno», «Ohno», «Oono» and «Ouno» are one reading:
all of them say that the vowel is long. «Ono» is another: it may be the same name, of which the writer leaves long
vowels unmarked, or one whose vowel is short, and both people exist. Which it is, only articles can tell
(:mod:`aggregator.group.people`).

What it holds true: who marks one long vowel of a name marks all. Only a name of which every word could be Japanese in
Latin letters is respelled, so that «Jérôme» and «Jerome» are one, as they are without accents, and «Kuhn» stays.
Known exceptions: Chinese names of syllables that could be Japanese; of them short words are left as they are. Roads not
taken: distances between spellings, which make one of «Kato» and «Sato».
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from aggregator.base.names import CJK, fold, words
from aggregator.base.titles import BEFORE_LIPS, ROMAJI

LONG = "\u0304"
"""The mark of a long vowel in a reading: a combining macron."""
_CIRCUMFLEX = "\u0302"
_HAS_CJK = re.compile(f"[{CJK}]")
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30ff・･ー]+")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")
_QUIET = re.compile(r"(?<=\w)['’`´‘](?=\w)")
_LONG_O = re.compile(f"o{LONG}?h(?![aiueoy])|ou(?!e$)|oo")
"""Not in «Inoue», which ends in «ue»; nor is the «uu» of «Matsuura», where «ura» begins, a long one."""
_LONG_U = re.compile("uu(?!ra$)")
_ALWAYS_WRITTEN = re.compile(f"([aie]){LONG}")
_SHORTENED = re.compile(r"([aiueo])\1+")
_KUNREI = (("sy", "sh"), ("ty", "ch"), ("si", "shi"), ("tu", "tsu"))
"""Respelled in words of three letters or more; of shorter ones («Si», «Tu») many are Chinese."""


@lru_cache(maxsize=4096)
def reading(name: str) -> str:
    """The reading of a person's name, or its characters where it is in kanji or kana; empty where it has no letter."""
    folded = words(_QUIET.sub("", name))
    if _HAS_CJK.search(folded):
        return folded.replace(" ", "")
    spelled = [_spelled(word) for word in folded_words(name)]
    if spelled and all(ROMAJI.fullmatch(plain) for plain, _ in spelled):
        return " ".join(sorted((_respelled(marked) for _, marked in spelled), key=lambda word: (unmarked(word), word)))
    return " ".join(sorted(folded.split()))


def folded_words(name: str) -> list[str]:
    """The words of a name in one case and width, with their accents."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", _QUIET.sub("", name)).casefold())
    return re.findall(r"[^\W_]+", text)


def unmarked(read: str) -> str:
    """A reading with all its vowels short: what all readings share that may be one name."""
    plain = read.replace(LONG, "")
    return _SHORTENED.sub(r"\1", plain) if all(map(ROMAJI.fullmatch, plain.split())) else plain


def is_marked(read: str) -> bool:
    """Whether a reading says that an o or u is long, which many leave out; «Keiichi» is written so by all."""
    return LONG in read


@lru_cache(maxsize=4096)
def person_key(name: str) -> str:
    """What all spellings share that may be one person's name, to a person who types it: the unmarked reading."""
    return unmarked(reading(name))


def script_class(read: str) -> str:
    """Which names stand beside each other as spellings of one person: in Latin letters (``latin``), in kanji, with kana
    or without (``kanji``), in kana alone (``kana``) or in Hangul (``hangul``).
    """
    if _HANGUL.search(read):
        return "hangul"
    if not _HAS_CJK.search(read):
        return "latin"
    return "kana" if _KANA.fullmatch(read) else "kanji"


def could_be_japanese(read: str) -> bool:
    """Whether a reading in Latin letters is a whole name of which every word could be Japanese."""
    parts = unmarked(read).split()
    return len(parts) > 1 and all(ROMAJI.fullmatch(part) for part in parts)


def _spelled(word: str) -> tuple[str, str]:
    """A word without accents, and with long vowels marked; a word with other accents is no romanisation."""
    apart = unicodedata.normalize("NFD", word)
    if not any(unicodedata.combining(char) for char in apart):
        return word, word
    marks = {char for char in apart if unicodedata.combining(char)}
    plain = fold(word)
    return (plain, apart.replace(_CIRCUMFLEX, LONG)) if marks <= {LONG, _CIRCUMFLEX} else ("", plain)


def _respelled(word: str) -> str:
    """A romanised word in the one spelling of its reading."""
    if len(word) > 2:
        for kunrei, hepburn in _KUNREI:
            word = word.replace(kunrei, hepburn)
    word = BEFORE_LIPS.sub("n", word.replace("wo", "o"))
    word = _LONG_U.sub(f"u{LONG}", _LONG_O.sub(f"o{LONG}", word))
    return _ALWAYS_WRITTEN.sub(r"\1\1", word)
