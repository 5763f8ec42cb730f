"""«In the voice of» behind a comma, which says who speaks or sings: «Kai, na voz de X», and not «X na voz de Kai».

What it holds true: right behind a name and a comma the words tell by whom a character is spoken, or a theme song sung
where the sentence speaks of one. Known exception: an actor's name before the comma.
"""

from __future__ import annotations

from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Sentence

IN_VOICE = shared_words("sentences", "in_voice")
"""What stands before whom one speaks, and behind a comma before who speaks or sings."""

SUNG = ("_theme", "_song")
"""Endings of the roles of those who sing."""


def in_voice(sentence: Sentence, text: str) -> None:
    """Decide in place by whom something is spoken, or sung where a theme song is told."""
    chunks = sentence.chunks
    if ",A" not in sentence.codes:
        return
    sung = any(c.code == "R" and c.value.endswith(SUNG) for c in chunks)
    for at, (comma, small) in enumerate(pairwise(chunks)):
        named = at > 0 and comma.code == "," and small.code == "A" and chunks[at - 1].code in "NTQP"
        if named and text[small.start : small.end].lower() in IN_VOICE:
            small.code = "m" if sung else "z"
    sentence.codes = "".join([chunk.code for chunk in chunks])
