"""The name of a theme song: where its pattern has it, or behind what the song is of: «A sings T's opening, “Song”».

What it holds true: a quotation behind a comma or colon, behind a single role of a theme song and its work, is the
song's name. Known exception: a second theme's name in its place.
"""

from __future__ import annotations

import re

from aggregator.facts.credits.found import Hit, bare
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.sentences.small_words import THEMES

_BEHIND = re.compile(r"(?:f[YTN]{1,2}P?)?[,:]o?Q(?=P?(?:[.,;&]|$))")


def song_of(text: str, hit: Hit, places: list[int]) -> str | None:
    """The name of the song of a match with its roles at ``places``; None where it has none."""
    chunks = hit.sentence.chunks
    if not hit.match.groupdict().get("song"):
        behind = _behind(hit, places)
        return bare(text, behind) if behind is not None else None
    first, last = hit.match.span("song")
    several = last - first > 1
    return text[chunks[first].start : chunks[last - 1].end] if several else bare(text, chunks[first])


def _behind(hit: Hit, places: list[int]) -> Chunk | None:
    chunks = hit.sentence.chunks
    if len(places) != 1 or not chunks[places[0]].value.endswith(THEMES):
        return None
    found = _BEHIND.match(hit.sentence.codes, places[0] + 1)
    return chunks[found.end() - 1] if found is not None else None
