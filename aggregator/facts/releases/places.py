"""On which stations and services a date is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.names.spans import Place
from aggregator.facts.releases.clauses import OTHER_PLACE, Clause, distributed
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.coded import coded
from aggregator.facts.sentences.marks import STATION_LIST
from aggregator.facts.words.lexicon import FIRST_UNSPACED

_SPEAKER = re.compile(r"[ofD,]{0,3}K(?:I|o)?U")
SHOWS = frozenset({"broadcaster", "streaming", "magazine", "block"})
"""Kinds of platforms on which a work comes out."""
AIRING = frozenset({"broadcaster", "block"})
DRAWN = frozenset({"tv", "anime", "film", "ova", "ona"})
_OWN = re.compile("(?<=[^K],)&?K(?:[,&]{1,2}K)*[^K,&;D][^K;D]*$|(?<=[^K]&)K(?:[,&]{1,2}K)*[^K,&;D][^K;D]*$")
"""The last stations before a date, behind those of another clause."""
_IN_ASIDE, _DATED_ASIDE = re.compile(",q[^,;D]{0,8}$"), re.compile(",q[^,;D]{0,8}D,")
"""A relative clause up to its date, and a whole one."""
_BESIDE = re.compile(r"(?:,&?|&)[fJ]?(K(?:[,&]{1,2}K)*)$")
"""The stations of a day that is told after another («on May 1 on X, and on Y the next day»)."""
_SECOND = re.compile(r",&?[tofBJ]{0,3}(K(?:[,&t]{1,2}K)*)[oIfwd~JB]{1,8}$")
"""The stations of a day behind another that stand before it («on A on May 1, and B streams it from May 2»)."""
_LABEL = re.compile("[*.#-]{0,3}[No]{1,3}(?:[,&/]{1,2}[No]{1,3}){0,9}P?:")
"""What a line begins with that says for whom the rest is."""
_DAY_LABEL = re.compile(r"[*.#-]{0,3}[fo]{0,2}D(?:[:-]|f(?=[No&,]+[.]?$))")
"""What a line begins with that says for which day the rest is."""
VERB = 50
"""Characters between a verb and its date in which the place may stand."""
ENTRIES = 20
"""Entries of a list above one of which its heading is looked for."""
ROW = 4
"""Regions behind one that a work is from that are looked at."""
ORIGIN = shared_words("releases", "origin")
"""Small words before the country that a work is from."""
OF_COUNTRY = shared_words("releases", "of_country")
"""Words before a country that has what they mean, and where nothing need be shown."""
_WHOLE = "|".join(sorted(shared_words("releases", "cinemas")))
_WITHIN = "|".join(sorted(shared_words("releases", "cinema_parts")))
_CINEMAS = re.compile(rf"{_WITHIN}|\b(?:{_WHOLE})\b", re.IGNORECASE)
"""What says that a service brings something to cinemas («Crunchyroll bringt den Film in die Kinos:»)."""
_TELLING = frozenset("IUoqD")
"""Codes of which another clause has one."""


def places_of(clause: Clause, event: str) -> list[Place]:
    """The stations and services of a date: those before it if they come first in the sentence, else those after. No
    magazine shows an anime.
    """
    codes = clause.sentence.codes
    first = max(codes.rfind(";", 0, clause.index) + 1, _behind_speaker(clause), _behind_aside(clause))
    last = _last(clause)
    before = _places_and_dates(clause, first)
    after = [c for c in _opened(clause.sentence.chunks[clause.index : last])[1:] if c.code in "KD"]
    leading = bool(before) and before[0].code == "K"
    own = _OWN.search(codes[first : clause.index]) if leading else None
    if own is not None and not _TELLING.isdisjoint(
        codes[first : first + own.start()]
    ):  # «A shows it on the 3rd, and B on the 5th»
        before = [c for c in clause.sentence.chunks[first + own.start() : clause.index] if c.code in "KD"]
    beside = _BESIDE.search(codes, first, clause.index) if "D" in codes[first : clause.index] else None
    if not leading and beside is not None and clause.mention.anaphoric is not None:
        before, leading = clause.sentence.chunks[beside.start(1) : beside.end(1)], True
        before = [c for c in before if c.code == "K"]
    elif not leading and before and (second := _SECOND.search(codes, first, clause.index)):
        leading = True
        before = [c for c in clause.sentence.chunks[second.start(1) : second.end(1)] if c.code == "K"]
    elif leading and before[-1].code == "D" and clause.mention.anaphoric is not None:
        leading = False  # «on X on May 1 and the next day on Y»
    places: list[Place] = []
    sellers = distributed(clause.sentence.chunks)
    drawn = event == "theatrical" or (
        event == "premiere" and any(c.value in DRAWN for c in coded([clause.sentence], "Y"))
    )
    shows = SHOWS - {"magazine"} if drawn else SHOWS
    for chunk in reversed(before) if leading else after:
        if chunk.code == "D":
            break
        if isinstance(chunk.known, Place) and shows & set(chunk.known.kinds) and id(chunk) not in sellers:
            places.append(chunk.known)
    return places[::-1] if leading else places


def event_there(event: str, place: Place) -> str:
    """The event on one of several places: a service streams what stations air, and stations air what it streams."""
    kinds = set(place.kinds)
    if event == "premiere" and "streaming" in kinds and not kinds & AIRING:
        return "streaming"
    return "premiere" if event == "streaming" and kinds & AIRING and "streaming" not in kinds else event


def shown_in(
    text: str, regions: Callable[[int, int], tuple[str, str] | None], start: int, end: int
) -> tuple[str, str] | None:
    """The first region of a stretch, but for one that a work is from, where another follows («a film from Japan opens
    in North America»).
    """
    first = regions(start, end)
    at = text.find(first[0], start, end) if first else -1
    words = text[start:at].split() if at > start else []
    if first is None or not words or words[-1].lower() not in ORIGIN:
        return first
    region = first
    for _ in range(ROW):  # the last one is the nearest to the date
        start = at + len(region[0])
        after = regions(start, end)
        at = text.find(after[0], start, end) if after else -1
        if after is None or at < 0:
            break
        region = after
    return region


def listed_by(text: str, sentences: Sequence[Sentence], number: int, service: Place | None) -> Place | None:
    """The service above the list in which a line stands, as whose the list is («Netflix dates titles:»): the only one
    that its introduction names, or ``service``, the only one of the text; none where that speaks of cinemas.
    """
    if sentences[number].codes[0] not in "-*":
        return None
    first = max(0, number - ENTRIES)
    above = next((at for at in range(number - 1, first - 1, -1) if sentences[at].codes[0] not in "-*"), -1)
    line = sentences[above].line if above >= 0 else -1
    intro = [s for s in sentences[max(0, above - len("intro")) : above + 1] if s.line == line and s.codes[-1] != "?"]
    if not intro or intro[-1].codes[-1] != ":" or _CINEMAS.search(text, intro[0].start, intro[-1].end):
        return None
    named = [c.known for s in intro for c in s.chunks if isinstance(c.known, Place) and SHOWS & set(c.known.kinds)]
    ids = {place.id for place in named}
    if len(ids) != 1 or "streaming" not in named[0].kinds:
        return None
    return named[0] if service is None or service.id in ids else None


def first_shown(
    text: str, regions: Callable[[int, int], tuple[str, str] | None], spans: Sequence[tuple[int, int]]
) -> tuple[str, str] | None:
    """The first region of several stretches, but for one that a trailer or dub is of, where another follows."""
    found: list[tuple[str, str]] = []
    for start, end in spans:
        if region := shown_in(text, regions, start, end):
            at = text.find(region[0], start, end)
            if OF_COUNTRY.isdisjoint(text[start : max(at, start)].lower().split()[-1:]):
                return region
            found.append(region)
    return found[0] if found else None


def beside(text: str, clause: Clause, regions: Callable[[int, int], tuple[str, str] | None]) -> tuple[str, str] | None:
    """The region between the verb and the date, or that an entry of a list names behind its day: «after its success in
    Japan the film opens in Brazil on May 3», «- May 4: Peru, Chile».
    """
    if text[clause.chunk.start] >= FIRST_UNSPACED:
        return None
    if clause.listed and _DAY_LABEL.match(clause.sentence.codes) and not {"T", "Q"} & set(clause.after):
        return regions(clause.chunk.end, clause.sentence.end)
    verbs = [t.end for t in clause.events if t.end <= clause.chunk.start and clause.distance(t) <= VERB]
    stretch = (verbs[-1], clause.chunk.start) if verbs else None
    if stretch is None or any(c.code in "TQKSD" and stretch[0] <= c.start < stretch[1] for c in clause.sentence.chunks):
        return None
    return regions(*stretch)


def labelled(sentence: Sentence) -> tuple[int, int] | None:
    """Where the words stand that a line has before its colon («* Malaysia and Brunei (at two cinemas): …»)."""
    label = _LABEL.match(sentence.codes) if sentence.opens else None
    return (sentence.start, sentence.chunks[label.end() - 1].start) if label else None


NEAR_DATE = 3
"""Chunks between a date and a bracket with the station («4/1(日)開始 (東海テレビ、9:00~)»)."""


def _places_and_dates(clause: Clause, first: int) -> list[Chunk]:
    """Places and dates of a sentence from a chunk on up to the date, but for the year of an issue («el número 40 de
    este año de la revista X»).
    """
    chunks = clause.sentence.chunks[first : clause.index]
    return [c for c in chunks if c.code == "K" or (c.code == "D" and not _is_this_year(c))]


def _is_this_year(chunk: Chunk) -> bool:
    mention = chunk.known
    return isinstance(mention, DateMention) and mention.relative is not None and mention.relative.unit == "year"


def _opened(chunks: list[Chunk]) -> list[Chunk]:
    """Chunks with the stations in brackets behind titles and dates."""
    opened = list(chunks)
    for place in range(len(chunks) - 1, 0, -1):
        dated = any(c.code == "D" for c in chunks[max(0, place - NEAR_DATE) : place])
        inner = chunks[place].inner if chunks[place - 1].code == "T" or dated else None
        if inner is not None and STATION_LIST.fullmatch(inner.codes):
            opened[place : place + 1] = inner.chunks
    return opened


def _behind_speaker(clause: Clause) -> int:
    """Where what a company says begins («X has revealed that …»), if it says of nothing that it streams."""
    told = _SPEAKER.match(clause.sentence.codes)
    if told is None or told.end() > clause.index or any(t.value == "streaming" for t in clause.events):
        return 0
    return told.end()


def _behind_aside(clause: Clause) -> int:
    """Where a sentence goes on behind a relative clause with a date («the series, which aired in 2019, comes to»)."""
    asides = list(_DATED_ASIDE.finditer(clause.before))
    return asides[-1].end() if asides else 0


def _last(clause: Clause) -> int:
    """Where the places behind a date end: at a semicolon, at the end of a relative clause in which the date stands, or
    before the place of the next date.
    """
    codes, after = clause.sentence.codes, clause.index + 1
    ends = [end for end in (codes.find(";", clause.index), codes.find("D", after)) if end >= 0]
    if codes.startswith(",", after) and _IN_ASIDE.search(clause.before):
        return after
    dated = bool(ends) and codes[ends[-1]] == "D"
    where = OTHER_PLACE.search(codes, after, ends[-1]) or _SECOND.search(codes, after, ends[-1]) if dated else None
    semicolon = codes.find(";", clause.index)
    return where.start() if where else semicolon if semicolon >= 0 else len(codes)
