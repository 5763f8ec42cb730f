"""What a report is about and what it tells, as words that can be compared with another's.

A word says little where every report of its language uses it («reveals», «trailer»): those are the words of the
language's own file. The others, where they follow each other, are names. Romanised words have one spelling.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from aggregator.base.names import CJK, is_cjk
from aggregator.base.reports import Report
from aggregator.base.titles import ordinal, read_title, spelled_word
from aggregator.base.vocabulary import language, table

MIN_NAME = 3
"""Letters that a name must have to be looked for in another text."""
PLAYED = ("live_action", "stage", "game", "music")
"""What is another thing than the series of the same name."""
ROUNDUP = 3
"""Works in a headline that make a list of it."""

KEPT = 1024
"""Reports of which what is compared is kept for the next ones."""

_NUMBER = re.compile(r"([sp])(\d+|final)")
_WORD = re.compile(r"[^\W_]+")
_WORD_OWNED = re.compile(r"([^\W_]+)(['’]s\b)?")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
_HAS_CJK = re.compile(f"[{CJK}]")
_QUOTED = re.compile(
    r"(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)|‘([^’]+(?:’\w[^’]*)*)’|“([^”]+)”|\"([^\"]+)\"|«([^»]+)»|»([^«]+)«|„([^“”]+)[“”]"
    r"|「([^」]+)」|『([^』]+)』|《([^》]+)》"
)
_NTH = re.compile(r"第(\d{1,2})[弾話]|#(\d{1,3})\b")
_EPISODE = frozenset("episode episodes episodio episódio épisode folge ep".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its one spelling, whether it is a name's (not common and, after the headline, not small), and
    whether it is an owner's last one («Aoi Kumo's»).
    """

    text: str
    name: bool
    owner: bool = False


Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Signs:
    """A report as it is compared, the same one object as long as it is kept.

    ``title_names`` and ``lede_names`` are the words of names that stand there, each with which time it is; ``told`` all
    words. ``names`` are the works that it is about, as words; ``numbering`` the season and part that it speaks of,
    ``pieces`` the numbers of trailers and pictures, ``episodes`` those of episodes; ``scripts`` whether the names of
    its people are in kanji or kana; ``roundup`` whether it tells of many works at once, so that it is no announcement:
    its headline names three.
    """

    report: Report
    title: Words
    lede: Words
    title_names: frozenset[tuple[str, int]]
    lede_names: frozenset[tuple[str, int]]
    title_told: frozenset[str]
    told: frozenset[str]
    letters: str
    names: frozenset[tuple[str, ...]]
    main: frozenset[str]
    works: frozenset[str]
    medium: str | None
    numbering: Mapping[str, str]
    pieces: Mapping[str, frozenset[int]]
    episodes: frozenset[str]
    people: frozenset[str]
    scripts: frozenset[bool]
    roundup: bool


@lru_cache(maxsize=KEPT)
def signs_of(report: Report) -> Signs:
    """What of a report is compared."""
    people = frozenset(word for name in report.named for word in spelled(name))
    title = tuple(_words(report.title, report.language, people, headline=True))
    lede = tuple(_words(report.lede, report.language, people, headline=False))
    works = [work for work in report.works if not any(_owns(spelled(name), title) for name in work.names)]
    main = [work for work in works if _stands_in(work.names, title)] or works[:1]
    quoted = [part for match in _QUOTED.findall(report.title) for part in match if part]
    names = {spelled(name) for name in (*quoted, *(name for work in main for name in work.names))}
    numbering = read_title(report.title).numbering or next(
        (found for work in main[:1] for name in work.names if (found := read_title(name).numbering)), ""
    )
    return Signs(
        report=report,
        title=title,
        lede=lede,
        title_names=_numbered(title),
        lede_names=_numbered(lede),
        title_told=frozenset(word.text for word in title),
        told=frozenset(word.text for word in (*title, *lede)),
        letters="".join(word.text for word in (*title, *lede)),
        names=frozenset(name for name in names if _tells(name, report.language, people) and not _owns(name, title)),
        main=frozenset(work.family for work in main[:1]),
        works=frozenset(work.family for work in report.works),
        medium=_medium(report) or next((work.type for work in main if work.type), None),
        numbering=dict(_NUMBER.findall(numbering)),
        pieces=_by_kind(_pieces(report)),
        episodes=frozenset(_episodes(report.title)),
        people=people,
        scripts=frozenset(is_cjk(name[0]) for name in report.named if name),
        roundup=_is_roundup(report),
    )


@lru_cache(maxsize=4096)
def spelled(text: str) -> tuple[str, ...]:
    """The words of a text in one case, width and romanisation, possessives left out."""
    text = _POSSESSIVE.sub(" ", text.replace("&", " and "))
    return tuple(spelled_word(word) for word in _WORD.findall(unicodedata.normalize("NFKC", text)))


def is_common(word: str, tag: str) -> bool:
    """Whether a word tells no name in a language: every report may use it, or it is a number or a letter."""
    return len(word) < 2 or word[0].isdigit() or word in _common(tag)


def _words(text: str, tag: str, people: frozenset[str], *, headline: bool) -> Iterator[Word]:
    text = unicodedata.normalize("NFKC", text.replace("&", " and "))
    for match in _WORD_OWNED.finditer(text):
        word = spelled_word(match[1])
        small = not headline and match[1][0].islower()
        yield Word(word, not (small or word in people or is_common(word, tag)), match[2] is not None)


def _is_roundup(report: Report) -> bool:
    title = spelled(report.title)
    told = {work.family for work in report.works if any(_within(spelled(name), title) for name in work.names)}
    return len(told) >= ROUNDUP


def _numbered(words: Words) -> frozenset[tuple[str, int]]:
    """The words of names, each with which time it is, so that a name of the same word twice counts as two."""
    times: Counter[str] = Counter()
    found: set[tuple[str, int]] = set()
    for word in words:
        if word.name:
            found.add((word.text, times[word.text]))
            times[word.text] += 1
    return frozenset(found)


def _stands_in(names: tuple[str, ...], title: Words) -> bool:
    told = tuple(word.text for word in title)
    return any(_within(spelled(name), told) for name in names)


def _owns(name: tuple[str, ...], title: Words) -> bool:
    """Whether a headline names somebody as whose work it is («Aoi Kumo's Velvet Comet»)."""
    size = len(name)
    return any(
        title[at + size - 1].owner and tuple(word.text for word in title[at : at + size]) == name
        for at in range(len(title) - size + 1)
    )


def _within(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a name stands in words, one after the other; one in kanji or kana also within a word."""
    if not name:
        return False
    if _HAS_CJK.search(name[0]):
        return "".join(name) in "".join(words)
    return any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1) if words[at] == name[0])


def _tells(name: tuple[str, ...], tag: str, people: frozenset[str]) -> bool:
    if sum(map(len, name)) < MIN_NAME:
        return False
    return any(word not in people and not is_common(word, tag) for word in name)


def _medium(report: Report) -> str | None:
    """What a headline says that it is about: the animation, or by words of several parts another thing."""
    title, letters = spelled(report.title), "".join(spelled(report.title))
    types: dict[str, list[str]] = language(report.language).get("grammar", {}).get("type", {})
    for medium in PLAYED:
        for phrase in map(spelled, types.get(medium, ())):
            if len(phrase) > 1 and _within(phrase, title):
                return medium
            if phrase and _HAS_CJK.match(phrase[0]) and phrase[0] in letters:
                return medium
    drawn = [
        word for phrase in types.get("anime", ()) for word in spelled(phrase) if "anim" in word or "アニメ" in word
    ]
    return "anime" if any(word in title or (_HAS_CJK.match(word) and word in letters) for word in drawn) else None


def _by_kind(pieces: Iterable[tuple[str, int]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for kind, number in pieces:
        found[kind].add(number)
    return {kind: frozenset(numbers) for kind, numbers in found.items()}


def _pieces(report: Report) -> Iterator[tuple[str, int]]:
    """The numbers of trailers and pictures that a headline tells: «Second Promo», «PV第2弾»."""
    words, kinds = spelled(report.title), _kind_words(report.language)
    for at, word in enumerate(words):
        number = ordinal(word)
        for following in words[at + 1 : at + 3] if number is not None else ():
            if following in kinds:
                yield kinds[following], number or 0
    for nth, _ in _NTH.findall(report.title):
        if nth:
            yield "nth", int(nth)


def _episodes(title: str) -> Iterator[str]:
    words = spelled(title)
    for word, following in pairwise(words):
        if word in _EPISODE and following.isdecimal():
            yield following
    for match in re.finditer(r"第(\d{1,3})話", unicodedata.normalize("NFKC", title)):
        yield match[1]


@cache
def _kind_words(tag: str) -> dict[str, str]:
    """The words of trailers and pictures in a language, each with its kind."""
    kinds: dict[str, list[str]] = language(tag).get("kinds", {})
    return {word: kind for kind in ("trailer", "visual") for phrase in kinds.get(kind, ()) for word in spelled(phrase)}


@cache
def _common(tag: str) -> frozenset[str]:
    """The words of a language's file and of regions, and the stations, services and studios of one word."""
    told = [word for source in (language(tag), table("regions")) for text in _texts(source) for word in spelled(text)]
    for name in ("platforms", "studios"):
        unsure = set(table(name)["common"])
        names = (spelled(text) for text in _texts(table(name)) if text not in unsure)
        told += [words[0] for words in names if len(words) == 1]
    return frozenset(told)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def keys_of(signs: Signs) -> frozenset[int]:
    """Numbers that two reports share if they can be linked: of the titles of the works that they are about, of other
    names, and of two words of names that follow each other.
    """
    told = {read_title(name).base for work in signs.report.works if work.family in signs.main for name in work.names}
    told |= {"".join(name) for name in signs.names}
    for words in (signs.title, signs.lede):
        names = [word.text for word in words if word.name]
        told |= {f"{one} {other}" for one, other in pairwise(names)}
    return frozenset(map(key_of, told))


def key_of(text: str) -> int:
    """The number of a text."""
    return zlib.crc32(text.encode())
