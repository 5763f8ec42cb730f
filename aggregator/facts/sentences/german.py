"""What only German sentences have: «Moris Mitstreiterin Aya Hara», «bei Madhouse Ken Mori», «Buch und Regie».

What it holds true: one word with the ending of a genitive, small words or what somebody is behind it, and then a name:
the first says whose, the second who. A known studio behind «at» ends before a person's name. A book beside a role of
directing is the script. Known exceptions: a family's name that ends in «s».
"""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names import gazetteer
from aggregator.facts.names.people import is_romaji
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

_OWNER = re.compile(r"(?<=[hHVCI])N(?=[ot]{0,2}tN)")
_AT = re.compile(r"(?<=J)N")
_BOOK = re.compile(r"(?<![NTQ])Y(?=&R)|(?<=R&)Y(?![TQN])")
_BOOKS = shared_words("sentences", "script_books")
"""Words for books that are scripts beside who directs."""
_DIRECTS = frozenset({"director", "chief_director", "series_director"})
PERSON = 2
"""Words of a person's name, and more."""


def as_german(sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> None:
    """Change, in place, the chunks of a sentence that mean something else where common nouns have capitals."""
    if not lexicon.noun_capitals:
        return
    codes, chunks = sentence.codes, sentence.chunks
    for match in _BOOK.finditer(codes):
        book = chunks[match.start()]
        roles = [c.value for c in chunks[max(0, match.start() - 2) : match.start() + 3] if c.code == "R"]
        if book.last - book.first == 1 and tokens[book.first].low in _BOOKS and not _DIRECTS.isdisjoint(roles):
            chunks[match.start()] = Chunk("R", book.first, book.last, book.start, book.end, "script")
    for match in _OWNER.finditer(codes):
        owner = chunks[match.start()]
        word = tokens[owner.first].raw
        if owner.last - owner.first == 1 and word.endswith("s") and is_romaji(word[:-1]):
            for place in range(match.start(), codes.index("tN", match.start())):
                whose = chunks[place]
                chunks[place] = Chunk("t", whose.first, whose.last, whose.start, whose.end)
    for match in reversed(list(_AT.finditer(codes))):
        both = chunks[match.start()]
        cut = both.first + 1
        if both.last - cut >= PERSON and gazetteer.fold(tokens[both.first].raw) in gazetteer.studios():
            house = Chunk("S", both.first, cut, both.start, tokens[cut - 1].end)
            chunks[match.start() : match.start() + 1] = [house, Chunk("N", cut, both.last, tokens[cut].start, both.end)]
    sentence.codes = "".join([chunk.code for chunk in chunks])
