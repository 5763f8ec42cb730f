"""When two spellings are one title: what all instalments of a work share, and which instalment a title names.

What it holds true: a season's or part's number belongs to the work, however it is written («Season 2», «2nd Season»,
«II», «第2期»), and nothing joins two that differ in it; romanisations differ in long vowels (ou, ō, oo, oh) and the
particle wo. Known exceptions: a lone digit at the end is taken for a season («Kumo 2»), so «Kumo No. 8» is the eighth
«Kumo No.», which joins nothing; a word that could be Japanese in Latin letters is folded in other languages, too
(«moon» and «mon» are one), which short titles alone would notice. Roads not taken: distances between spellings, which
make one of «Season 2» and «Season 3».
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from aggregator.base.names import CJK, fold, words
from aggregator.base.vocabulary import table

MIN_JOINING = 4
"""Letters of a name by which works may be joined; of a name in kanji or kana, half as many."""

WORD = re.compile(f"[{CJK}]|[^\\W_{CJK}]+")
"""A word of a text; of scripts without spaces each letter."""

_SYLLABLE = "(?:[kgsztdnhbpmyrwjfv]|[kgsztdnhbpmr]y|sh|ch|ts|dz)?[aiueo]"
ROMAJI = re.compile(rf"(?:{_SYLLABLE}|n(?![aiueo])|k(?=k)|s(?=s)|t(?=[tc])|p(?=p)|m(?=[bpm])|h(?![aiueoy]))+")
_LONG_O = re.compile("oh(?![aiueoy])|ou|oo")
BEFORE_LIPS = re.compile("m(?=[bpm])")
_NTH = re.compile(r"(\d\d?)(?:st|nd|rd|th)")
_HAS_CJK = re.compile(f"[{CJK}]")
_UNSPACED = re.compile(f"[{CJK}]+")


@dataclass(frozen=True, slots=True)
class Title:
    """A title cut in two: ``base`` is what the spellings of all its instalments share, ``numbering`` names the
    instalment: ``s2``, ``s4p2``, ``final`` …, empty for a work without a number and for its first season.
    """

    base: str
    numbering: str


@dataclass(frozen=True, slots=True)
class ListedWork:
    """A work as a list that others keep has it: which list, its id there, its title and type, all its names with their
    languages (BCP 47, where the list tells them), and its ids in other databases.
    """

    source: str
    entry: str
    title: str
    type: str | None
    names: tuple[tuple[str, str | None], ...]
    ids: tuple[tuple[str, str], ...]


@lru_cache(maxsize=2048)
def read_title(title: str) -> Title:
    """A title's base and numbering. A title that is nothing but a number («Part 2») is its own base."""
    folded = words(title.replace("&", " and ").replace("＆", " and "))
    rest, found = folded, dict[str, str]()
    for kind, pattern in _patterns() if _numbered().search(folded) else ():
        match = pattern.search(rest)
        if match is None or kind in found or not (cut := _without(rest, match)):
            continue
        rest, found[kind] = cut, _number(match)
    if found.get("s") == "1":
        del found["s"]
    return Title(
        _letters(rest) or _letters(folded) or fold(title),
        "".join(f"{k}{found[k]}" for k in sorted(found, reverse=True)),
    )


def joining_base(title: str, other: str) -> str | None:
    """The base of another name, where a text that calls the work of a title by it may make one of both: they name the
    same instalment, and neither is a mere part of the other or too short to tell works apart.
    """
    one, two = read_title(title), read_title(other)
    if one.base == two.base and one.numbering == two.numbering:
        return two.base
    apart = one.base in two.base or two.base in one.base or not (tells(one.base) and tells(two.base))
    return None if apart or one.numbering != two.numbering else two.base


def tells(base: str) -> bool:
    """Whether a title's base is long enough to tell works apart."""
    return len(base) >= (MIN_JOINING // 2 if _HAS_CJK.search(base) else MIN_JOINING)


def _without(text: str, match: re.Match[str]) -> str:
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())


def _letters(folded: str) -> str:
    """The letters and digits of a folded text, romanised words in one spelling."""
    return "".join(romanised(word) for word in folded.split())


def title_words(text: str) -> list[str]:
    """The words of a name in one case, width and romanisation; of kanji and kana each letter is one."""
    return [spelled_word(word) for word in WORD.findall(unicodedata.normalize("NFKC", text))]


@lru_cache(maxsize=1 << 14)
def spelled_word(word: str) -> str:
    """A word in one case, width and romanisation."""
    return romanised(fold(word))


def romanised(word: str) -> str:
    """A folded word in the one spelling that its romanisations share; any other word as it is."""
    if word == "wo":
        return "o"
    if not word.isascii() or not ROMAJI.fullmatch(word):
        return word
    short = _LONG_O.sub("o", word).replace("uu", "u").replace("du", "zu")
    return BEFORE_LIPS.sub("n", short)


def ordinal(word: str) -> int | None:
    """The number that a folded word says: «2nd», «second», «二»."""
    if match := _NTH.fullmatch(word):
        return int(match[1])
    return _numbers().get(word)


def _number(match: re.Match[str]) -> str:
    said = next(part for part in match.groups() if part)
    if said.isdecimal():
        return str(int(said))
    return "final" if said in map(fold, table("numbering")["final"]) else str(_numbers()[said])


@cache
def _numbers() -> dict[str, int]:
    numbering = table("numbering")
    return {fold(word): value for word, value in {**numbering["ordinals"], **numbering["roman"]}.items()}


@cache
def _numbered() -> re.Pattern[str]:
    """What a title holds that has a number of any kind."""
    numbering = table("numbering")
    said = [*numbering["season"], *numbering["part"], *numbering["roman"]]
    return re.compile("|".join([r"\d", *(re.escape(fold(word)) for word in said)]))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For season and part the ways to number them in folded words, each with the number as its one group."""
    words_of = table("numbering")
    ordinals = "|".join(map(re.escape, sorted(map(fold, [*words_of["ordinals"], *words_of["final"]]), reverse=True)))
    between = f"(?:(?:{'|'.join(words_of['between'])}) )?"
    found: list[tuple[str, re.Pattern[str]]] = []
    for kind, name in (("s", "season"), ("p", "part")):
        spaced = "|".join(w for w in map(fold, words_of[name]) if not _UNSPACED.fullmatch(w))
        packed = "|".join(w for w in map(fold, words_of[name]) if _UNSPACED.fullmatch(w))
        found += [
            (kind, re.compile(rf"\b(?:{spaced}) (\d\d?)(?:st|nd|rd|th)?\b")),
            (kind, re.compile(rf"\b(\d\d?)(?:st|nd|rd|th|a|ª)? {between}(?:{spaced})\b")),
            (kind, re.compile(rf"\b(?:the )?({ordinals}) {between}(?:{spaced})\b")),
            (kind, re.compile(rf"第? ?(\d\d?|[一二三四五六七八九])(?:st|nd|rd|th)? ?(?:{packed})(?![間生待])")),
            (kind, re.compile(rf"({ordinals}) ?(?:{packed})")),
            (kind, re.compile(rf"(?:{packed}) ?(\d\d?)(?!\d)")),
        ]
    roman = "|".join(words_of["roman"])
    return (
        *found,
        ("s", re.compile(r"\bs(\d\d?)$")),
        ("s", re.compile(rf"(?<=\w) ({roman})$")),
        ("s", re.compile(r"(?<=\w) ([2-9])$")),
    )
