"""Stations and services that no list has: names that a sentence surely says to show a work.

What it holds true: a name is a station's or a service's behind the word that says so («on the TV channel Kumo»);
behind the small word of showing, where a date or the verb of a release stands beside it («will premiere on Kumo TV on
April 5»); in a row with known ones; as who streams or airs a work; and at the beginning of a list's line with a date,
below the word for stations. Where the small word says other things, too («en», «bei»), only what looks like one counts:
«Kumo TV», «KUMO», «Kumo+», «KumoPlay». Known exception: a town or fair that is named so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from aggregator.base.vocabulary import shared_words
from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.names.spans import KnownSpans, Place
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.station_words import (
    BESIDE,
    PARTS,
    SERVICE_PARTS,
    headings,
    printing,
    station_words,
    tells,
    verbs,
)
from aggregator.facts.words.folding import fold
from aggregator.facts.words.tokens import Token

SHOWS = frozenset({"broadcaster", "streaming", "block"})
NO_STATIONS = shared_words("names", "no_stations")
"""What a work is shown on, too, and what is no station: devices, discs, networks of people."""
HOUSES = shared_words("sentences", "studio_words") - {"entertainment"}
IN_PRINT = shared_words("names", "in_print")
NO_STARTS = shared_words("names", "no_station_starts")
NO_ENDS = shared_words("names", "no_station_ends")
EXCLUSIVE = shared_words("names", "exclusive")
REPOSTED = tuple(shared_words("names", "reposted"))
_WORD = r"[A-ZÀ-Þ](?:[\w’'&-]|\.(?=\w))*\+?"
_NAME = re.compile(rf"(?:(?=\d{{1,2}} ?[A-Z])\d{{1,2}} ?)?{_WORD}(?: (?:{_WORD}|\d{{1,2}}(?![\w:.,]?\d)\+?)){{0,3}}")
_MARKED = re.compile(r"[A-Z][A-Z]|[a-z][A-Z]|[A-Z]\d|\+$|\w\.(?:tv|jp|com|ar)$|[A-Za-z]{2} ?\d{1,2}$")
"""What a name looks like that is no common word («MCM», «KumoPlay», «Kumo+», «kumo.tv»)."""
_NEXT = re.compile(r",&|,|&")
_STREAMS = re.compile(r"[IoU]{1,3}(?:Y?[TQ]|Y(?![o'PTQ]))(?![':o])|[IoU]{1,3}Y?[TQ]o")
"""A work behind a verb, and no trailer of one."""
RETAILERS = frozenset({"magazine", "retailer"})
"""Kinds that show nothing by any verb."""
_ENDS = frozenset(".,;:-&fDJWPIoU")
"""Codes of what may follow a name that is told without its kind."""
CLEAR = 2
"""Words before a small word that say that what follows is a service."""
WORDS = 3
"""Words of the phrase that says what a name is."""


def adopt_told(text: str, sentences: list[Sentence], tokens: list[Token], spans: KnownSpans, tag: str) -> None:
    """Know the stations and services that sentences of a text with spaces tell as such: their chunks become K."""
    words = station_words(tag)
    if not words.small:
        return
    headed = ""
    for sentence in sentences:
        dated = "D" in sentence.codes
        listed = sentence.opens and headed and dated and sentence.codes[0] != "o"
        finder = _Finder(text, sentence, tokens, spans, tag)
        if dated or finder.streams():
            finder.adopt(headed if listed else "")
        if not listed:
            headed = finder.heads()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name, where it ends, and the index of the first chunk that begins behind it."""

    said: str
    end: int
    last: int


class _Finder:
    """Finds the names of one sentence."""

    def __init__(self, text: str, sentence: Sentence, tokens: list[Token], spans: KnownSpans, tag: str) -> None:
        self.text, self.sentence, self.tokens, self.spans, self.tag = text, sentence, tokens, spans, tag
        self.words = station_words(tag)

    @cached_property
    def low(self) -> str:
        """The sentence, folded."""
        return fold(self.text[self.sentence.start : self.sentence.end])

    @cached_property
    def printed(self) -> bool:
        """Whether it tells of what is printed, or sold on discs."""
        return printing(self.tag).search(self.low) is not None

    def _said(self, at: int) -> str:
        """The sentence up to a chunk, folded."""
        return self.low[: self.sentence.chunks[at].start - self.sentence.start]

    def heads(self) -> str:
        """The kind of those whose list follows («on the following channels:»); "" where none does."""
        if self.sentence.codes[-1:] != ":":
            return ""
        kinds = [kind for word, kind in headings(self.tag) if word.search(self.low)]
        kinds = kinds or [kind for word, kind in self.words.shows.items() if f" {word} " in self.low]
        return kinds[0] if kinds else ""

    def streams(self) -> bool:
        """Whether it speaks of a work and a name, and of streaming."""
        codes = self.sentence.codes
        works = "Y" in codes or "T" in codes or "Q" in codes
        return works and ("N" in codes or "K" in codes) and any(word in self.low for word in EXCLUSIVE)

    def adopt(self, headed: str) -> None:
        """Find and mark the names."""
        if headed:
            at = 1 if self.sentence.codes[0] in "*-." else 0
            if self.sentence.codes[at : at + 1] not in ("K", "") and (name := self._name(at)):
                chunks = self.sentence.chunks
                if name.last < len(chunks) and chunks[name.last].code in ":-,PD":
                    self._mark(at, name, headed, sure=True)
        at = 0
        while at < len(self.sentence.chunks):
            kind, sure = self._leads(at)
            if kind:
                self._row(at, kind, sure=sure)
            elif at == 0 or self.sentence.chunks[at - 1].code in "&,;":
                self._subject(at)
            at += 1

    def _leads(self, at: int) -> tuple[str, bool]:
        """The kind of the station that may be named at a chunk, and whether it is one surely; "" where none may be."""
        chunks = self.sentence.chunks
        if not at or chunks[at].code in "DTQP":
            return "", False
        since, until = chunks[max(0, at - WORDS - 1)].start, chunks[at].start
        before = self.low[since - self.sentence.start : until - self.sentence.start].split()
        if self.words.ends.isdisjoint(before[-2:]):
            return "", False
        said = self.text[since:until].split()
        plain = said and (said[-1].islower() or self.tag == "de")  # no head of a table («Station Date Time»)
        if len(said) > 1 and plain and self.spans.is_region(said[-1]):  # «la plateforme japonaise Kumo»
            before.pop()
        for size in range(1, WORDS + 1) if plain else ():
            kind = self.words.kinds.get(" ".join(before[-size:]), "")
            if kind and (kind != "magazine" or not IN_PRINT.isdisjoint(before[:-size][-2:])):
                return kind, True
        if not before or before[-1] not in self.words.small:
            return "", False
        if not self._beside(at):
            return "", False
        return self._kind(at), before[-1] in self.words.on or self._is_clear(at)

    def _beside(self, at: int) -> bool:
        """Whether a date or a word for a release stands right before a small word and the name behind it, or a date
        behind the name.
        """
        codes, chunks = self.sentence.codes, self.sentence.chunks
        lead = at - 1
        if not lead or self.printed:
            return False
        said = self._said(lead).rstrip(" ,")
        if said.endswith(REPOSTED):
            return False
        if tells(said, self.tag):
            return True
        date = codes.rfind("D", 0, lead)
        between = fold(self.text[chunks[date].end : chunks[lead].start]).strip(" ,") if date >= 0 else said
        if date >= 0 and (not between or between in BESIDE):
            return True
        if codes[lead - 1] == "Q":  # «El estreno del anime «T» en Kumo TV»
            return any(tells(word, self.tag) for word in self._said(lead - 1).split())
        name = self._name(at, opens=True)
        return name is not None and date >= 0 and re.match("f?o?D", codes[name.last :]) is not None

    def _is_clear(self, at: int) -> bool:
        """Whether what stands before a small word speaks of no town: a time of day, streaming, «exclusively»."""
        before = self.sentence.chunks[at - 2]
        if isinstance(before.known, DateMention):
            film = any(chunk.code == "Y" and chunk.value == "film" for chunk in self.sentence.chunks)
            return before.known.time is not None and not film
        said = self._said(at - 1).split()
        return any(word in " ".join(said[-CLEAR:]) for word in EXCLUSIVE)

    def _kind(self, at: int) -> str:
        """Whether the name at a chunk is told as a service's or a station's, by its part of the sentence."""
        codes, chunks = self.sentence.codes, self.sentence.chunks
        start = max(codes.rfind(mark, 0, at) for mark in ",;") + 1
        ends = [end for mark in (",&", ";") if (end := codes.find(mark, at)) >= 0]
        said = fold(self.text[chunks[start].start : chunks[min(ends, default=len(chunks)) - 1].end])
        return "streaming" if any(word in said for word in EXCLUSIVE) else "broadcaster"

    def _row(self, at: int, kind: str, *, sure: bool) -> None:
        """Mark the names of a row that begins at a chunk."""
        found: list[tuple[int, _Name]] = []
        known, place, chunks = False, at, self.sentence.chunks
        while place < len(chunks):
            if chunks[place].code == "K":
                if (sure or known) and (self.sentence.codes[place + 1 : place + 2] or ".") in _ENDS:
                    _turn(chunks[place], kind)
                known = known or _shows(chunks[place])
                place += 1
            elif name := self._name(place, opens=True):
                found.append((place, name))
                known, place = known or looks_like_one(name.said), name.last
                if name.end < chunks[place - 1].end or kind == "magazine":
                    break
            else:
                break
            following = _NEXT.match(self.sentence.codes, place)
            if following is None:
                break
            place = following.end()
            while place < len(chunks) and chunks[place].code == "f":  # «na Kumo e na Nami»
                place += 1
        for first, name in reversed(found):
            last = first == found[-1][0] and place >= len(chunks)
            self._mark(first, name, kind, sure=sure or known or (last and sure))

    def _name(self, at: int, *, opens: bool = False) -> _Name | None:
        """The name that begins at a chunk."""
        chunks = self.sentence.chunks
        if at >= len(chunks) or chunks[at].code in ("DTQPKUI" if opens else "DTQPKUIo"):
            return None
        match = _NAME.match(self.text, chunks[at].start)
        if match is None:
            return None
        end, last = chunks[at].start + len(self._cut(match[0])), at
        while last < len(chunks) and chunks[last].start < end and chunks[last].code not in "DTQPK":
            last += 1
        end = min(end, chunks[last - 1].end)
        name = self.text[chunks[at].start : end]
        whole = any(token.end == end for token in self.tokens[chunks[last - 1].first : chunks[last - 1].last])
        return _Name(name, end, last) if whole and self._is_name(name) else None

    def _cut(self, name: str) -> str:
        """A name up to a word that only has a capital because it stands in a headline, and without a last full stop."""
        telling = verbs(self.tag)
        words = name.split(" ")
        cut = next((at for at, word in enumerate(words) if at and fold(word) in telling), len(words))
        return " ".join(words[:cut]).rstrip(".-&’'")

    def _is_name(self, name: str) -> bool:
        """Whether a name is no region's, device's or disc's."""
        parts = re.split(r"[\s-]", fold(name))
        if all(part in PARTS or part in self.words.kinds for part in parts):  # «beim Kanal AT-X»
            return False
        if parts[0] in NO_STARTS or fold(name) in NO_STATIONS or parts[-1] in NO_ENDS or len(name) < len("C8"):
            return False
        return self.spans.region_in(*self._place(name)) is None and not self.spans.is_region(name)

    def _place(self, name: str) -> tuple[int, int]:
        at = self.text.find(name, self.sentence.start)
        return at, at + len(name.split(maxsplit=1)[0])

    def _mark(self, at: int, name: _Name, kind: str, *, sure: bool) -> None:
        """Make a name's chunks one K, if it is a station's."""
        chunks = self.sentence.chunks
        last = chunks[name.last - 1]
        common = self.spans.common_place(name.said)
        if common is not None and not {*SHOWS, kind} & set(common.kinds):
            return
        if name.end < last.end and last.code != "o":  # «le magazine Bande dessinée vivante»
            return
        sure = sure and ("D" in self.sentence.codes or self.tag != "de")  # «Gestreamt wird»
        after = "o" if name.end < last.end else self.sentence.codes[name.last : name.last + 1] or "."
        if not (looks_like_one(name.said) or common is not None or (sure and (after in _ENDS or not at))):
            return
        parts = {fold(word) for word in re.split(r"[\s-]", name.said)}
        service = kind != "magazine" and (parts & SERVICE_PARTS or name.said.endswith("+"))
        kind = "streaming" if service else kind
        place = common or Place(name.said, fold(name.said), (kind,), listed=False)
        cut = next(i for i in range(last.first, last.last) if self.tokens[i].end == name.end) + 1
        first = chunks[at]
        made = [Chunk("K", first.first, cut, first.start, name.end, known=place)]
        if cut < last.last:
            made.append(Chunk(last.code, cut, last.last, self.tokens[cut].start, last.end, last.value))
        chunks[at : name.last] = made
        self.sentence.codes = "".join(chunk.code for chunk in chunks)

    def _subject(self, at: int) -> None:
        """Mark who airs or streams a work, where the name stands before the verb."""
        known = self.sentence.chunks[at] if self.sentence.codes[at] == "K" else None
        name = self._name(at, opens=at > 0) if known is None else None
        end = known.end if known is not None else name.end if name is not None else 0
        behind = self.low[end - self.sentence.start :].strip() if end else ""
        kind = next((kind for words, kind in self.words.shows.items() if behind.startswith(words + " ")), "")
        if known is not None and kind == "streaming" and _STREAMS.match(self.sentence.codes, at + 1):
            _turn(known, kind)
        if name is None or ("D" not in self.sentence.codes and not _STREAMS.match(self.sentence.codes, name.last)):
            return
        if fold(name.said).split()[-1] in HOUSES:
            return
        work = any(chunk.code in "YTQ" for chunk in self.sentence.chunks[name.last :])
        if kind and (work or at):
            self._mark(at, name, kind if at else "streaming" if kind == "streaming" else self._kind(0), sure=True)


def _turn(chunk: Chunk, kind: str) -> None:
    """Let a known company that shows nothing else be, in place, what its sentence says («Kumo Video streams T»)."""
    place = chunk.known
    if kind in SHOWS and isinstance(place, Place) and not _shows(chunk) and RETAILERS.isdisjoint(place.kinds):
        chunk.known = replace(place, kinds=(kind, *place.kinds))


def _shows(chunk: Chunk) -> bool:
    """Whether a chunk is a known station or service."""
    return isinstance(chunk.known, Place) and bool(SHOWS & set(chunk.known.kinds))


def looks_like_one(name: str) -> bool:
    """Whether a name looks like a station's or service's whatever stands around it («Kumo TV», «KUMO», «Kumo+»)."""
    parts = {fold(word) for word in re.split(r"[\s-]", name)}
    return bool(parts & (PARTS | SERVICE_PARTS)) or _MARKED.search(name) is not None
