"""Actors in a row of brackets behind their characters: «Cast: Suzu (Kenji Mori), Garm (Aya Nakano)».

What it holds true: an actor's name has two words or more, and most characters of such a row are called by one. Known
exception: a row in which most actors go by one name, and their characters by two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence

_ROW = re.compile("[NT]P(?:(?:[,;]&?|&|-)[NT]P){1,40}")
_ACTOR = re.compile("(?:[zm][:o.]?|X:)t?N")
_VOICE_OF = re.compile("Z[fB]?N")
_DID = re.compile("[RwVCHhbps]")
"""Words before a row that say that its people make something, or are known for it."""


def held_actors(text: str, sentence: Sentence) -> Iterator[tuple[int, Chunk]]:
    """The index of each character's chunk in a sentence, and the chunk of the actor in the bracket behind it."""
    codes = sentence.codes
    for match in _ROW.finditer(codes):
        if _DID.search(codes, codes.rfind(":", 0, match.start()) + 1, match.start()):
            continue
        lead = codes[: match.start()]
        if lead.endswith(":") and set(lead).isdisjoint("XxvZz"):
            continue  # «Winners: …»
        places = [i for i in range(*match.span()) if codes[i] in "NT"]
        actors = [_held(text, sentence.chunks[i + 1]) for i in places]
        short = sum(" " not in text[sentence.chunks[i].start : sentence.chunks[i].end] for i in places)
        if 2 * short > len(places) and None not in actors:
            yield from ((i, actor) for i, actor in zip(places, actors, strict=True) if actor is not None)


def _held(text: str, bracket: Chunk) -> Chunk | None:
    """The actor whose name is all that a bracket holds."""
    if bracket.inner is None or bracket.inner.codes != "N":
        return None
    name = text[bracket.inner.start : bracket.inner.end]
    return bracket.inner.chunks[0] if len(name.split()) in (2, 3) and not is_company(name) else None


def holds_actor(one: str, name: str, codes: str, *, told: bool) -> bool:
    """Whether a bracket behind a character holds the actor ``name``: «X (voiced by A)», «X (voz de A B)», and, behind
    such a one, «Y (A B)»; ``codes`` are the bracket's, ``told`` says that one stands before.
    """
    longer = " " in name and " " not in one
    if told and codes == "N" and (longer or is_person(name)):
        return True
    return _ACTOR.fullmatch(codes) is not None or (longer and _VOICE_OF.fullmatch(codes) is not None)
