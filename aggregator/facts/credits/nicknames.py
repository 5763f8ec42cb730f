"""Sentences without the other names of who is spoken: «Usagi Tsukino alias Sailor Moon alias Bunny spricht A».

What it holds true: «alias» behind a character who is spoken, or behind another «alias», tells a name more; behind an
actor it tells the character («A alias Rin»), and stays.
"""

from __future__ import annotations

import re

from aggregator.facts.sentences.chunks import Sentence

ALIAS = frozenset({"alias", "aka", "a.k.a.", "bzw."})
_CHAIN = re.compile(
    r"(?<=[NTP])(?:A[ct]{0,2}[NT]P?){1,8}(?=,?(?:I?o?B|I?z|Z[ct]{0,2}N(?:[.,;&]|$)))|(?<=[NTP])(?:A[NT]P?){2,8}"
)
"""Other names before who speaks, or two and more of them."""


def without_nicknames(text: str, sentence: Sentence) -> Sentence:
    """The sentence without a character's other names; as it is where it has none."""
    if "A" not in sentence.codes:
        return sentence
    dropped: set[int] = set()
    for match in _CHAIN.finditer(sentence.codes):
        words = [c for c in sentence.chunks[slice(*match.span())] if c.code == "A"]
        if all(text[c.start : c.end].lower() in ALIAS for c in words):
            dropped.update(range(*match.span()))
    if not dropped:
        return sentence
    kept = [chunk for index, chunk in enumerate(sentence.chunks) if index not in dropped]
    return Sentence(kept, sentence.line, sentence.opens, sentence.closes)
