"""Which part a known company has by its trade: what it is known for, with what its sentence tells and how it stands."""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.publishers import is_magazine, is_printed, is_publisher
from aggregator.facts.names.gazetteer import Studio
from aggregator.facts.names.spans import Place
from aggregator.facts.sentences.chunks import Chunk, Sentence

TOLD = {"licence": "licensor", "distribution": "distributor", "publication": "publisher"}
"""Words of a sentence that say which of its parts a company has here."""
NEVER = frozenset({"youtube", "shosetsuka-ni-naro", "kakuyomu"})
"""Services that show a trailer, and sites where anybody publishes: none of them takes part in the work."""
SLOT_REACH = 16
"""Characters behind a station within which its slot begins."""
SHOWN = frozenset({"premiere", "streaming", "any", "finale", "theatrical"})
"""Events that speak of a broadcast."""
_SOLD_BY = re.compile(r"[」』]?(?:より|から)[^。]{0,8}(?:リリース|発売)")
"""What follows the company that sells a disc («キングから12月に発売»)."""
WEEKLY = shared_words("credits", "weekly")
"""Words that say that a slot comes again."""


def holder_of(chunk: Chunk, before: Chunk | None) -> str | None:
    """A magazine's publisher stands in a bracket behind it: «Afternoon (Kodansha)»."""
    if not is_publisher(chunk) or before is None:
        return None
    return "publisher" if before.code == "T" or is_magazine(before) or is_printed(before) else None


def role_of(chunk: Chunk, told: set[str], codes: set[str]) -> str | None:
    """The part of a company by its kinds, by what its sentence tells and by its codes; None where it has none."""
    if chunk.code == "S":
        made = isinstance(chunk.known, Studio) and codes & {"T", "Y", "Q"} and "licence" not in told
        return "animation_production" if made else None
    aside = "other" in told and "D" not in codes and not told & SHOWN
    if not isinstance(chunk.known, Place) or chunk.known.id in NEVER or aside:
        return None
    kinds = chunk.known.kinds
    streams = "streaming" in told and "streaming" in kinds
    for word, role in TOLD.items():
        if word in told and role in kinds and not (streams and role == "distributor"):
            return role
    if "licence" in told and (role := _licensed(kinds, codes)):
        return role
    if "distributor" in kinds and told & {"home_video", "theatrical"} and "broadcaster" not in kinds:
        return "distributor"
    if "magazine" in kinds:
        return "magazine" if told or codes - set("K.P,o") else None
    if told & SHOWN or codes & {"D"} or codes <= set("K/,&_.*b:"):
        for kind in ("broadcaster", "streaming"):
            if kind in kinds:
                return kind
    if "streaming" in kinds and "Y" in codes:
        return "streaming"
    printed = "publication" in told or (told & {"any", "sale"} and codes & {"J"} and "Y" in codes)
    return "publisher" if "publisher" in kinds and printed else None


def seller(text: str, chunk: Chunk) -> str | None:
    """Whether a company is said to sell what a sentence without a word for discs speaks of."""
    sells = isinstance(chunk.known, Place) and "distributor" in chunk.known.kinds
    return "distributor" if sells and _SOLD_BY.match(text, chunk.end) else None


def station(text: str, sentence: Sentence, chunk: Chunk, before: Chunk | None) -> str | None:
    """Whether a station's slot is all that a line tells («TOKYO MX 毎週木曜22:30~»), or a bracket behind the work holds
    a network («「空の魚」（…テレビ系）»).
    """
    if not isinstance(chunk.known, Place) or "broadcaster" not in chunk.known.kinds:
        return None
    if before is not None and before.code == "T" and before.value == "0" and text[chunk.end - 1] == "系":
        return "broadcaster"
    first = next((c for c in sentence.chunks if c.code not in "*/-_"), None)
    slot = text[chunk.end : chunk.end + SLOT_REACH].lstrip(" :：)）」/／|…・")
    return "broadcaster" if sentence.opens and first is chunk and slot.startswith(tuple(WEEKLY)) else None


def _licensed(kinds: tuple[str, ...], codes: set[str]) -> str:
    """What a company is that takes a licence: a publisher prints what the sentence names; "" where it says nothing."""
    if set(kinds) & {"streaming", "distributor"}:
        return "licensor"
    return "publisher" if "publisher" in kinds and codes & {"T", "Y"} else ""
