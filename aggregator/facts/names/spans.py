"""The known names and dates of one text: where each begins and ends, and what is known of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise

from aggregator.base.vocabulary import shared_words, table
from aggregator.facts.dates.find import DateMention, find_dates
from aggregator.facts.names import gazetteer
from aggregator.facts.names.people import is_romaji
from aggregator.facts.words.dubs import dub_words
from aggregator.facts.words.folding import fold
from aggregator.facts.words.lexicon import UNSPACED, lexicon
from aggregator.facts.words.tokens import Token
from aggregator.facts.words.trie import trie

_REGION_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_OPENING = frozenset("+-'’/&")
"""Marks that a name may begin with."""
_HYPHENS = frozenset("-/&'’")
"""Marks within a name, with which none ends."""
_GENITIVES = frozenset({"'s", "’s"})
MAX_SHORT = 3
"""Letters of a name that is known only in capitals where it is not written as listed («Ab 1. April» is no AB1)."""
_KATAKANA = re.compile("[ァ-ヺー]")
_ISSUE = re.compile(r"(?:\d{4}年)?\d{1,2}(?:・\d{1,2})?(?:月|合併)?号|号|誌|編集部")
"""What follows the name of a magazine that is a common word, too («LaLa10月号»)."""
_KATAKANA_ON = re.compile("[・･](?=[ァ-ヺ])|[ァ-ヺー]")
MAX_WORDS = 6
"""Words of a company's name."""
IN_LANGUAGE = shared_words("names", "in_language")
"""Small words behind which an adjective names a language and no country («doblada al español»)."""
IN_COUNTRY = shared_words("names", "in_country")
"""Small words behind which a country is named although its name is a person's or a word, too («in India»)."""
GIVEN = shared_words("names", "months_given")
"""Months that are given names, too."""
IN_MONTH = shared_words("names", "in_month")
"""Small words that stand before a month and no person."""
LONGEST_GIVEN = 8
"""Letters of a month."""
_NEXT = re.compile(r" ([^\W\d_a-z][\w'’-]+)")
"""A word with a capital behind one space."""
PARTICLES = shared_words("titles", "japanese")
"""Small words that only titles in Japanese have."""
GATHERINGS = shared_words("sentences", "gatherings")
"""Words that end the names of fairs and awards."""
SHORT = 4
"""Letters of a region's name that has no capital only by mistake, and then may be another word."""
MAX_REGION = 4
"""Words of a region's name."""


_Companies = dict[str, tuple[str, gazetteer.Platform | gazetteer.Studio]]
"""Companies by their folded names: S (studio) or K (platform), and what is known of them."""
_NONE: tuple[tuple[int, ...], _Companies] = ((), {})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a work comes out: the name as written, the platform's id and kinds (``data/platforms.toml``); ``listed`` is
    false for what only its sentence tells to be one.
    """

    name: str
    id: str
    kinds: tuple[str, ...]
    listed: bool = True


class KnownSpans:
    """The dates and companies of a text."""

    def __init__(self, text: str, tag: str) -> None:
        self.text = text
        self.tag = tag.partition("-")[0]
        self.openings = _japanese_names().keys()
        found = (mention for mention in find_dates(text, tag) if not self._is_given(mention))
        self.dates = {mention.start: mention for mention in found}

    def _is_given(self, mention: DateMention) -> bool:
        """Whether a month is a given name before a Japanese surname: «Mai Nakahara», in a language whose nouns have
        capitals.
        """
        if mention.end - mention.start > LONGEST_GIVEN or self.text[mention.start : mention.end].lower() not in GIVEN:
            return False
        before = self.text[max(0, mention.start - LONGEST_GIVEN) : mention.start].lower().split()[-1:]
        if not IN_MONTH.isdisjoint(before):
            return False  # «im Mai Kenji Moritas neuer Film»
        words = lexicon(self.tag)
        follows = _NEXT.match(self.text, mention.end)
        if not words.noun_capitals or follows is None or not is_romaji(follows[1]):
            return False
        low = follows[1].lower()
        return low not in words.words and words.single(low) is None and not self.begins_company(follows[1])

    def date_at(self, offset: int) -> tuple[int, DateMention] | None:
        """The end of a date that begins at an offset, and the date."""
        mention = self.dates.get(offset)
        return (mention.end, mention) if mention is not None else None

    @staticmethod
    @lru_cache(maxsize=4096)
    def begins_company(word: str) -> bool:
        """Whether a known company's name may begin with a word or mark."""
        key = _folded(word)
        return key in _beginnings() if key else word in _OPENING

    def company_at(self, tokens: Sequence[Token], at: int) -> tuple[int, str, object] | None:
        """The company whose name begins at a token: the index after it, S (studio) or K (platform), and what it is."""
        if not self.begins_company(tokens[at].raw):
            return None
        start, key, found = tokens[at].start, "", None
        beginnings = _beginnings()
        for index in range(at, min(len(tokens), at + MAX_WORDS)):
            token = tokens[index]
            if not token.word and not _goes_within(tokens, index, first=at):
                break
            key += _folded(token.raw)
            if key not in beginnings:
                break
            known = _company(self.text[start : token.end], key) if key in _keys() else None
            if known is not None and token.raw not in _HYPHENS:
                found = index + 1, known[0], known[1]
        return None if found and self._goes_on(tokens, at, found[0]) else found

    def _goes_on(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether a name in two words ends the name of a happening («Jump Special Anime Festa» is no AnimeFesta), or a
        lone one begins a Japanese title («Sangatsu no Lion»).
        """
        after = tokens[end : end + 2]
        if end == at + 1 and len(after) > 1 and after[0].low in PARTICLES and self.tag != "pt":
            return after[1].capital and is_romaji(tokens[at].raw)
        if len(after) > 1 and len(tokens[end - 1].raw) == len(after[0].raw) == len(after[1].raw) == 1:
            return after[0].raw == "." and tokens[end - 1].end + 1 == after[1].start  # «A.I.C.O.»
        before, first = tokens[at - 1] if at else None, tokens[at]
        beside = before is not None and before.word and before.capital and before.end + 1 == first.start
        name = self.text[first.start : tokens[end - 1].end]
        return beside and end > at + 1 and tokens[end - 1].low in GATHERINGS and name not in _exact_names()

    def company_in(self, low: str, at: int) -> tuple[int, str, object] | None:
        """The same in a text without spaces, folded: the end of the name."""
        sizes, names = _japanese_names().get(low[at : at + 2], _NONE)
        for size in sizes:
            name = low[at : at + size]
            if name in names:
                code, known = names[name]
                end = at + len(name)
                airs = isinstance(known, gazetteer.Platform) and "broadcaster" in known.kinds
                station = airs and self.text[at:end].isupper()  # «CBC»
                if known.common and name.isascii() and not station and _ISSUE.match(low, end) is None:
                    continue
                if (
                    name[-1].isascii()
                    and name[-1].isalnum()
                    and end < len(low)
                    and low[end].isascii()
                    and low[end].isalpha()
                ):
                    continue
                if name[0].isascii() and at and low[at - 1].isascii() and low[at - 1].isalnum():
                    continue
                if _KATAKANA.match(name[-1]) and self._is_longer(low, end):
                    continue
                if isinstance(known, gazetteer.Platform):
                    return end, code, Place(self.text[at:end], known.id, known.kinds)
                return end, code, known
        return None

    def _is_longer(self, low: str, end: int) -> bool:
        """Whether a name in katakana goes on («ディズニー|・チャンネル»), and no other company begins there."""
        longer = _KATAKANA_ON.match(low, end)
        return longer is not None and not (longer[0] in "・･" and self.company_in(low, end + 1) is not None)

    def common_place(self, name: str) -> Place | None:
        """The platform whose name this is although it is a common word, too."""
        platform = gazetteer.platforms().get(_folded(name))
        usable = platform is not None and platform.common and name in _exact_names()
        return Place(name, platform.id, platform.kinds) if usable and platform is not None else None

    def is_known(self, name: str) -> bool:
        """Whether a name is a known company's or region's, however common a word it is."""
        key = _folded(name)
        return key in gazetteer.platforms() or key in gazetteer.studios() or key in gazetteer.regions(self.tag)

    def is_region(self, name: str) -> bool:
        """Whether a name is a region's, however common a word it is."""
        return _folded(name) in gazetteer.regions(self.tag)

    def region_in(self, start: int, end: int) -> tuple[str, str] | None:
        """The first region that a stretch of the text names: as written, and its code."""
        stretch = self.text[start:end]
        if self.tag in UNSPACED:
            match = _region_pattern(self.tag).search(stretch)
            return (match.group(), gazetteer.regions(self.tag)[gazetteer.fold(match.group())].code) if match else None
        region = self._first_region(stretch)
        spoken = list(dub_words(self.tag).finditer(fold(stretch))) if region is not None else []
        for match in spoken:  # «English dub» names no region
            stretch = stretch[: match.start()] + "." * len(match[0]) + stretch[match.end() :]
        return self._first_region(stretch) if spoken else region

    def _first_region(self, stretch: str) -> tuple[str, str] | None:
        """The first region of a stretch without phrases that name a language."""
        before = ""
        for word in _REGION_WORD.finditer(stretch):
            spoken = word[0][0].islower() and before.lower() in IN_LANGUAGE
            within, before = before in IN_COUNTRY, word[0]
            named = not spoken and _begins_region(before, self.tag)
            if named and (region := self._region(stretch, word.start(), within=within)):
                return region
        return None

    def _region(self, stretch: str, start: int, *, within: bool) -> tuple[str, str] | None:
        """The region whose name begins with the word at a place: the longest that is one in this spelling. A common
        word is one ``within`` («in India»).
        """
        known, beginnings = gazetteer.regions(self.tag), _region_beginnings(self.tag)
        key, reached, found = "", start, None
        for word in islice(_REGION_WORD.finditer(stretch, start), MAX_REGION):
            end = word.end()
            key, name, reached = key + _folded(stretch[reached:end]), stretch[start:end], end
            if key not in beginnings:
                break
            region = known.get(key)
            spelt = region is not None and (region.form != "short" or name.replace(".", "").isupper())
            spelt = spelt and (name[0].isupper() or len(name) > SHORT)  # «irá» is no Iran
            if region is not None and spelt and (not region.common or (within and name[0].isupper())):
                found = name.rstrip("."), region.code
        return found


def _goes_within(tokens: Sequence[Token], at: int, *, first: int) -> bool:
    """Whether a number or mark may be a part of a company's name that begins with the token ``first``."""
    token = tokens[at]
    if token.raw in ".!" and not (at > first and tokens[at - 1].end == token.start):
        return False
    attached = at + 1 < len(tokens) and tokens[at + 1].start == token.end
    if token.raw == "." and not attached and len(tokens[at - 1].raw) > 1:
        return False
    return token.raw[0].isdigit() or token.raw in "+!.-'’/&°" or token.low in _GENITIVES


def _listed(file: str) -> Iterator[str]:
    """All names of a list, as it writes them."""
    data = table(file)
    for names in (data["names"],) if file == "studios" else (group["names"] for group in data["group"]):
        for listed in names.values():
            yield from listed


@cache
def _exact_names() -> frozenset[str]:
    """The names just as the lists write them, for those without capitals («feel.», «ufotable»)."""
    return frozenset(name for file in ("platforms", "studios") for name in _listed(file))


def _unaccented(name: str) -> str:
    """A name without its accents («Kôdansha», «Kōdansha»)."""
    return "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))


@cache
def _spaced_names() -> frozenset[str]:
    """The names of several words in small letters."""
    return frozenset(name.casefold() for name in _exact_names() if " " in name)


def _is_spaced(name: str) -> bool:
    """Whether the words of a name are no words of the text that look like one («der Film in …» is no Filmin)."""
    return name.casefold() in _spaced_names() or not any(word.islower() for word in name.split())


@cache
def _region_beginnings(tag: str) -> frozenset[str]:
    """All beginnings of regions' folded names."""
    return frozenset(name[:end] for name in gazetteer.regions(tag) for end in range(len(name) + 1))


@lru_cache(maxsize=8192)
def _begins_region(word: str, tag: str) -> bool:
    """Whether a region's name may begin with a word."""
    return _folded(word) in _region_beginnings(tag)


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    return gazetteer.fold(name)


@cache
def _beginnings() -> frozenset[str]:
    """All beginnings of folded names."""
    return frozenset(name[:end] for name in _keys() for end in range(len(name) + 1))


@cache
def _keys() -> frozenset[str]:
    """All folded names."""
    return frozenset((*gazetteer.platforms(), *gazetteer.studios()))


@lru_cache(maxsize=4096)
def _company(name: str, key: str) -> tuple[str, object] | None:
    """What a name stands for: S and the studio, or K and the platform; None for what is written like no name."""
    platform, studio = gazetteer.platforms().get(key), gazetteer.studios().get(key)
    if platform is None and studio is None:
        return None
    spellings = {name, name[:1].lower() + name[1:], name if name.isascii() else _unaccented(name)}
    if _exact_names().isdisjoint(spellings):  # «Altraverse» begins a sentence
        if (" " in name and not _is_spaced(name)) or (len(key) <= MAX_SHORT and not name.isupper()):
            return None
        plain = not any(char.isupper() or char.isdigit() for char in name)
        lone = " " not in name and not name.isupper() and not name[0].isdigit()  # «8-Bit» is one
        inner = any(a.isalpha() and b.isupper() for a, b in pairwise(name))
        lone = lone and not (inner and name.upper() in _exact_names())  # «GKids», which is listed in capitals
        if plain or name[-1] in ".!+" or lone:
            return None
    if platform is not None and not platform.common:
        return "K", Place(name, platform.id, platform.kinds)
    if studio is not None and not studio.common:
        return "S", studio
    return None


@cache
def _japanese_names() -> dict[str, tuple[tuple[int, ...], _Companies]]:
    """Names by their first two characters: how long they are, longest first, and what they stand for."""
    found: dict[str, _Companies] = {}
    for code, file, known in (("K", "platforms", gazetteer.platforms()), ("S", "studios", gazetteer.studios())):
        for name in _listed(file):
            low = fold(name)
            company = known[gazetteer.fold(name)]
            if len(low) > 1:
                for spelling in (low, low.replace(" ", "")):
                    found.setdefault(spelling[:2], {}).setdefault(spelling, (code, company))
    return {begin: (tuple(sorted(set(map(len, names)), reverse=True)), names) for begin, names in found.items()}


@cache
def _region_pattern(tag: str) -> re.Pattern[str]:
    """All names of regions in a language's own script."""
    names = set()
    data = table("regions")
    words = data["languages"].get(tag, {})
    for form in ("name", "adjective", "short", "city"):
        for listed in words.get(form, {}).values():
            names.update(listed)
    known = gazetteer.regions(tag)
    usable = [name for name in names if gazetteer.fold(name) in known and not known[gazetteer.fold(name)].common]
    return re.compile(trie(usable))
