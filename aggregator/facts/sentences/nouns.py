"""What a German noun stands for that may be joined of several: «Fantasy-Anime», «Erfolgsmanga», «Vampirkönigin».

What it holds true: the last part of a compound says what it is. Known exception: a name that ends like one.
"""

from __future__ import annotations

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_romaji
from aggregator.facts.words.lexicon import Entry, Lexicon

JOINED = tuple(sorted(shared_words("sentences", "joined_kinds"), key=len, reverse=True))
"""Kinds of works that are the last part of words without a hyphen («Erfolgsmanga»)."""
FIRST = 3
"""Letters before them."""
LONG = 6
"""Letters of a word that its ending shows to be no name."""


def noun(low: str, lexicon: Lexicon) -> Entry | None:
    """What a common noun with a capital stands for, in small letters; None for what may be a name."""
    head = low.rpartition("-")[2]
    if low in lexicon.words:
        return Entry("o")
    if head != low:
        single = lexicon.single(head)
        if single is not None:
            return single
        if head in lexicon.words:
            return Entry("o")
    compound = None if is_romaji(head) else lexicon.compound(head) or _joined(head, lexicon)
    return compound or (Entry("o") if len(low) > LONG and head.endswith(lexicon.noun_endings) else None)


def _joined(word: str, lexicon: Lexicon) -> Entry | None:
    """The kind of work that is a word's last part; the word itself has no meaning of its own."""
    if not word.endswith(JOINED) or lexicon.single(word) is not None:
        return None
    part = next(part for part in JOINED if word.endswith(part))
    entry = lexicon.single(part) if len(word) >= len(part) + FIRST else None
    return entry if entry is not None and entry.code == "Y" else None
