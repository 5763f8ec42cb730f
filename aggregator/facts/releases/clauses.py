"""The clause in which a date stands: what of its sentence speaks of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.names.spans import Place
from aggregator.facts.releases.triggers import Trigger
from aggregator.facts.sentences.chunks import Chunk, Sentence

_WITH_TITLE = re.compile(r"[,&]?Di?[TQ]P?,?")
_GOING_ON = re.compile(r"[^,;D]{0,8},&(?=[oYTN]{1,2}I)")
"""What ends a date's clause: «…, and the series is», with a subject of its own."""
_AND_TOLD = re.compile(r",&[oYTN#]{1,3}(?=[IU])|,&I?U")
"""What follows a date where a sentence goes on with something else that was told."""
_WHERE = re.compile("[,&]{0,2}f?[N&,J]{1,7}fD[,.]?")
"""A date that has the verb of the one before: «…, and in Australia and New Zealand on May 2»."""
OTHER_PLACE = re.compile("&,?[fBJ]{0,2}KP?,?[fo]{0,2}$")
"""What stands before the next date if it has a place of its own: «… and, on Some Service, in»."""
_ROW = re.compile(r"(?:(?:,?&|,)[fo]?D){1,8}")
"""The other days of a row."""
_GAPPED = re.compile(r"i[NTQ#]{1,4}P?,Di[NTQ#]{1,4}P?[gowm]")
_THING, _THING_NEXT = re.compile(r"[NTQ#]P?[gw]$"), re.compile(r"i?,[NTQ#n]{1,9}P?[gw]D")
"""What comes out, before its date, and before the next one («前編は6月1日、後編は7月2日に公開»)."""
_HELPED, _OF_IT = re.compile("I[ot]{0,2}(?:[NSK]P?|JN|t){0,2}[ot]?"), re.compile("(?:[fBC][octNYTQ]{1,3}P?)?")
"""What stands between a date and what is done, and between that and the verb."""
_WHICH = re.compile(",q[^,;D]{1,8},(?=I)")
"""An aside with a verb of its own, behind which the sentence's verb stands («the anime, which adapts X, was»)."""
_CLOCK = re.compile(r"J#(?:o\.o\.?)?(?=[P,&])")
"""A time of day that is told without its day: «and at 8 p.m.»."""
_PLACES = frozenset("KPQH")
"""Codes of what may name a station, service or publisher."""
_LOCAL = re.compile(r"(?<=D)P?,[of]{1,4}\.?$|(?<=DP),[of]{1,4}\.?$")
"""What follows the last date of a row and says nothing of its own: «…, and December 8 at noon, local time»."""
BEFORE, BEHIND = 10, 2
"""Characters between a word that tells of a release only beside a date, and the date."""
FAR_PLACE = 200
"""Characters between a date that no word tells and a place that makes it a release."""
FAR = 14
"""Chunks between a date and the word that says what happens then."""


@dataclass(slots=True)
class Clause:
    """A date in its sentence: its chunk's index, where its clause begins and ends, and what stands in it.

    ``held`` are its chunks; ``triggers`` are the sentence's telling words, ``mine`` those of the clause, ``events``
    those that say that something happens, none of them in a bracket with a date of its own; ``number`` is the
    sentence's in the text; ``moved`` marks one of the two dates of a delay, ``listed`` that of a list's entry, and
    ``above`` holds what stands above the list.
    """

    sentence: Sentence
    number: int
    index: int
    chunk: Chunk
    mention: DateMention
    start: int
    end: int
    triggers: list[Trigger]
    held: list[Chunk]
    mine: list[Trigger] = field(default_factory=list)
    events: list[Trigger] = field(default_factory=list)
    moved: bool = False
    listed: bool = False
    above: list[Chunk] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mine = [t for t in self.triggers if self.start <= t.start < self.end]
        if "P" in self.sentence.codes:
            dated = [c for c in self.sentence.chunks if c.inner is not None and c.code == "P" and "D" in c.inner.codes]
            self.mine = [t for t in self.mine if not any(c.start <= t.start < c.end for c in dated)]
        self.events = [
            t if t.table == "events" else Trigger("events", "any", t.start, t.end)
            for t in self.mine
            if t.table == "events" or t.value in ("delayed", "wait") or (t.value == "dated" and self._is_beside(t))
        ]
        going_on = _GOING_ON.match(self.after)
        if going_on:
            end = self.sentence.chunks[self.index + 1 + going_on.end()].start
            own = [t for t in self.events if t.start < end]
            self.events = own if any(t.end <= self.chunk.start for t in own) else self.events
        if not self.events and self.mention.day and (row := _ROW.match(self.after)):
            self.events = self._of_row(self.index + row.end())
        if not self.events and self._is_bare():
            far = [t for t in self.triggers if t.table == "events" or t.value == "delayed"]
            self.events = [t for t in far if self._reaches(t)]

    def _of_row(self, last: int) -> list[Trigger]:
        """What happens on a row of days that ends at a chunk, told behind it («il 7 e 8 luglio X porta in sala T»)."""
        chunks = self.sentence.chunks
        told = (t for t in self.triggers if t.table == "events" and t.start >= chunks[last].end)
        nearest = next(told, None)
        between = [c.code for c in chunks[last + 1 :] if nearest is not None and c.end <= nearest.start]
        return [nearest] if nearest is not None and len(between) <= FAR and not {";", "D"} & set(between) else []

    def _is_beside(self, trigger: Trigger) -> bool:
        """Whether a word stands so near to the date that it is what tells it: «announced for April»."""
        return 0 <= self.chunk.start - trigger.end <= BEFORE or 0 <= trigger.start - self.chunk.end <= BEHIND

    @property
    def before(self) -> str:
        """The codes of the sentence before the date."""
        return self.sentence.codes[: self.index]

    @property
    def after(self) -> str:
        """The codes behind it."""
        return self.sentence.codes[self.index + 1 :]

    def chunks(self) -> Iterator[Chunk]:
        """The chunks of the clause, and of what stands above it."""
        return chain(self.above, self.held)

    def codes(self) -> str:
        """Their codes."""
        return "".join([chunk.code for chunk in self.chunks()])

    def words(self, *values: str) -> list[Trigger]:
        """The clause's other words of these sorts."""
        return [t for t in self.mine if t.table == "words" and t.value in values]

    def context(self) -> set[str]:
        """What the clause speaks of beside its verbs."""
        return {t.value for t in self.mine if t.table == "context"}

    def sets_aside(self, word: Trigger) -> bool:
        """Whether a word stands in a bracket and the date outside: «in May comes T, by X (Angoulême prize 1995)»."""
        held = next((c for c in self.sentence.chunks if c.code == "P" and c.start <= word.start < c.end), None)
        if held is not None:
            return not held.start <= self.chunk.start < held.end
        told = self.told_behind()
        return told is not None and word.start >= told

    def told_behind(self) -> int | None:
        """Where the sentence goes on with something else that was told, if what happens on the date stands before it:
        «it opens on May 3, and a new trailer was shown».
        """
        told = _AND_TOLD.match(self.after)
        opens = any(t.end <= self.chunk.start for t in self.events)
        return self.sentence.chunks[self.index + told.end()].start if told and opens else None

    def place(self) -> Place | None:
        """The first station, service or publisher of the clause that doesn't merely tell it («X has announced …»)."""
        if _PLACES.isdisjoint(self.codes()):
            return None
        chunks = [one for chunk in self.chunks() for one in _opened(chunk)]
        within = {id(chunk) for before, chunk in pairwise(chunks) if before.code in "fJ"}  # «wird bei X veröffentlicht»
        source = self.sentence.chunks[1] if self.sentence.codes[:2] == "eK" else None  # «via X: …»
        sellers = distributed(chunks)
        return next(
            (
                chunk.known
                for chunk, after in zip(chunks, [*chunks[1:], None], strict=True)
                if chunk.code == "K" and isinstance(chunk.known, Place)
                if after is None or after.code != "U" or id(chunk) in within
                if chunk is not source and id(chunk) not in sellers
            ),
            None,
        )

    def has_place(self) -> bool:
        """Whether it names a station, service or publisher not far from its date; a distributor only where it speaks of
        films or discs.
        """
        near = (abs(c.start - self.chunk.start) <= FAR_PLACE for c in self.chunks() if c.code in "KP")
        place = self.place() if self.listed or any(near) else None
        return place is not None and (set(place.kinds) != {"distributor"} or bool(self.context()))

    def distance(self, trigger: Trigger) -> int:
        """Characters between the date and a word; one behind the date is a little farther than one before it."""
        if trigger.end <= self.chunk.start:
            return self.chunk.start - trigger.end
        return max(0, trigger.start - self.chunk.end) + 4

    def nearest(self, triggers: list[Trigger]) -> int:
        """The distance of the nearest of some words, of which there must be one."""
        return min(map(self.distance, triggers))

    def is_done_last(self, other: Trigger) -> bool:
        """Whether ``other`` comes out, by a verb behind it: «im Januar hatte A ein Video zum Roman veröffentlicht»."""
        verb = min((t for t in self.events if t.start > self.chunk.end), key=lambda t: t.start, default=None)
        if verb is None or not self.chunk.end <= other.start < other.end <= verb.start:
            return False
        chunks = self.sentence.chunks[self.index + 1 :]
        led = "".join([c.code for c in chunks if c.end < other.start])
        between = "".join([c.code for c in chunks if other.end <= c.start < verb.start])
        return _HELPED.fullmatch(led) is not None and _OF_IT.fullmatch(between) is not None

    def is_one_more(self) -> bool:
        """Whether the clause is one more of a row: «…, then T3 and T4 on November 12»."""
        codes = re.sub("Dfo$", "D", self.codes())  # «le 24 du même mois»
        return "T" in codes and sum(code not in "TKPfBJYWN&,D.hS#" for code in codes) <= 1

    def is_elsewhere(self) -> bool:
        """Whether the clause says but another place and its date («…, and in France on May 2»)."""
        codes = self.codes()
        return "D" in self.before and "N" in codes and _WHERE.fullmatch(codes) is not None

    def _is_bare(self) -> bool:
        """Whether the clause says nothing but the date and where («…, and on May 2 on AT-X»), or «6月に「X」、»."""
        codes = self.codes()
        if _WITH_TITLE.fullmatch(codes) or self.is_gapped() or self.is_elsewhere():
            return True
        codes = _CLOCK.sub("", codes)
        codes = _LOCAL.sub("", codes) if "D" in self.before else codes
        return sum(code not in "KPfBJ&,D.h" for code in codes) <= 1

    def is_gapped(self) -> bool:
        """Whether the next date's verb is this one's, too («6月1日に前編、7月2日に後編が公開»)."""
        if _GAPPED.match(self.after):
            return True
        return _THING.search(self.before) is not None and _THING_NEXT.match(self.after) is not None

    def _reaches(self, trigger: Trigger) -> bool:
        """Whether a word outside of the clause still speaks of it: «opens on May 1 and on June 2»."""
        first, last = min(trigger.end, self.chunk.end), max(trigger.start, self.chunk.start)
        chunks = self.sentence.chunks
        low, high = bisect_left(chunks, first, key=_start), bisect_left(chunks, last, key=_start)
        codes = _CLOCK.sub("", self.sentence.codes[low:high])
        return len(codes) - codes.count("D") - codes.count("P") <= FAR and ";" not in codes


def _start(chunk: Chunk) -> int:
    return chunk.start


def _opened(chunk: Chunk) -> list[Chunk]:
    """A chunk, or what is in it, if it is a bracket with a name alone («“Moon Harbor” (Some Service)»)."""
    return chunk.inner.chunks if chunk.inner is not None and chunk.inner.codes == "K" else [chunk]


def distributed(chunks: list[Chunk]) -> set[int]:
    """The identities of the chunks of companies that only distribute («distributed by X and Y»), though one streams."""
    found: set[int] = set()
    sells = False
    for chunk in chunks:
        if chunk.code == "w":
            sells = chunk.value == "distributor"
        elif chunk.code not in "KN,&W":
            sells = False
        elif sells and isinstance(chunk.known, Place) and "distributor" in chunk.known.kinds:
            found.add(id(chunk))
    return found


def clauses(sentence: Sentence, number: int, triggers: list[Trigger]) -> list[Clause]:
    """The dates of a sentence, each with its clause: up to a semicolon, another date, or what separates them."""
    chunks = sentence.chunks
    dates = [
        (i, chunk, chunk.known)
        for i, chunk in enumerate(chunks)
        if chunk.code == "D" and isinstance(chunk.known, DateMention)
    ]
    found: list[Clause] = []
    stops = [i for i, _, mention in dates if not _is_of_issue(chunks, i, mention)]
    for index, chunk, mention in dates:
        at = bisect_left(stops, index)
        start = _first(chunks, index, stops[at - 1] if at else None)
        end = _last(chunks, index, next((stop for stop in stops[at : at + 2] if stop > index), None))
        held, last = chunks[start : end + 1], chunks[end].end
        found.append(Clause(sentence, number, index, chunk, mention, chunks[start].start, last, triggers, held))
    return found


def _is_of_issue(chunks: list[Chunk], index: int, mention: DateMention) -> bool:
    """Whether a year only says which issue of a magazine is meant: «in issue 39 of this year»."""
    counted = mention.relative is not None and mention.relative.unit == "year"
    return counted and index > 1 and chunks[index - 1].code == "f" and chunks[index - 2].code == "#"


def _first(chunks: list[Chunk], index: int, date: int | None) -> int:
    """The first chunk of a date's clause: behind the first comma after ``date``, the one before it."""
    begin = -1 if date is None else date
    stop = next((i for i in range(index - 1, begin, -1) if chunks[i].code == ";"), None)
    if stop is None and date is not None:
        separators = _separators(chunks, date + 1, index)
        return (separators[0] if separators else date) + 1
    return (begin if stop is None else stop) + 1


def _last(chunks: list[Chunk], index: int, date: int | None) -> int:
    """The last chunk of it: before the last comma that comes before ``date``, the one behind it."""
    end = len(chunks) if date is None else date
    stop = next((i for i in range(index + 1, end) if chunks[i].code == ";"), None)
    if stop is None and date is not None:
        where = OTHER_PLACE.search("".join(chunk.code for chunk in chunks[index + 1 : date]))
        if where is not None:
            return index + where.start()
        separators = _separators(chunks, index + 1, date)
        return (separators[-1] if separators else date) - 1
    return (end if stop is None else stop) - 1


def _separators(chunks: list[Chunk], first: int, last: int) -> list[int]:
    """The commas and «and» between two dates; the topic's particles where there are none."""
    row = "".join(chunk.code for chunk in chunks[first:last])
    asides = [place for aside in _WHICH.finditer(row) for place in (aside.start(), aside.end() - 1)]
    for codes in (",&", "w"):
        if found := [first + i for i, code in enumerate(row) if code in codes and i not in asides]:
            return found
    return []
