"""On which stations and services a date is."""

from __future__ import annotations

import re

from aggregator.facts.names.spans import Place
from aggregator.facts.releases.clauses import Clause

_SPEAKER = re.compile(r"[ofD,]{0,3}K(?:I|o)?U")
SHOWS = frozenset({"broadcaster", "streaming", "magazine", "block"})
"""Kinds of platforms on which a work comes out."""
DRAWN = frozenset({"tv", "anime", "film", "ova", "ona"})
_OWN = re.compile("(?<=[^K],)&?K(?:[,&]{1,2}K)*[^K,&;D][^K;D]*$|(?<=[^K]&)K(?:[,&]{1,2}K)*[^K,&;D][^K;D]*$")
"""The last stations before a date, behind those of another clause."""
_TELLING = frozenset("IUoqD")
"""Codes of which another clause has one."""


def places_of(clause: Clause, event: str) -> list[Place]:
    """The stations and services of a date: those before it if they come first in the sentence, else those after. No
    magazine shows an anime.
    """
    codes = clause.sentence.codes
    first = max(codes.rfind(";", 0, clause.index) + 1, _behind_speaker(clause))
    last = codes.find(";", clause.index)
    before = [c for c in clause.sentence.chunks[first : clause.index] if c.code in "KD"]
    after = [c for c in clause.sentence.chunks[clause.index + 1 : last if last >= 0 else None] if c.code in "KD"]
    leading = bool(before) and before[0].code == "K"
    own = _OWN.search(codes[first : clause.index]) if leading else None
    if own is not None and not _TELLING.isdisjoint(
        codes[first : first + own.start()]
    ):  # «A shows it on the 3rd, and B on the 5th»
        before = [c for c in clause.sentence.chunks[first + own.start() : clause.index] if c.code in "KD"]
    places: list[Place] = []
    drawn = any(c.code == "Y" and c.value in DRAWN for c in clause.sentence.chunks)
    shows = SHOWS - {"magazine"} if event == "premiere" and drawn else SHOWS
    for chunk in reversed(before) if leading else after:
        if chunk.code == "D":
            break
        if isinstance(chunk.known, Place) and shows & set(chunk.known.kinds):
            places.append(chunk.known)
    return places[::-1] if leading else places


def _behind_speaker(clause: Clause) -> int:
    """Where what a company says begins («X has revealed that …»), if it says of nothing that it streams."""
    told = _SPEAKER.match(clause.sentence.codes)
    if told is None or told.end() > clause.index or any(t.value == "streaming" for t in clause.events):
        return 0
    return told.end()
