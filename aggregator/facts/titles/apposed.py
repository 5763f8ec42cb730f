"""Titles that what they are and who made them follow between commas: «Les Lunes bleues, un film de Kenji Mori».

What it holds true: a headline, or two lines of a list, that open with words before a comma, behind which stand a kind
of work and a name of whom it is, open with a title; that name is none. Known exceptions: a title with a verb of
releases in it; a title of one line of a list alone. Roads not taken: the same within running text, where the words
before the comma are a sentence's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

LONGEST = 10
"""Tokens of such a title."""
LEAST = 2
"""Lines of a list that open in this way."""
_HEAD = re.compile(r"(?P<title>[NTof&hB#,]{1,9}?),o?Yo?[fB]t{0,3}(?P<name>[NT])(?=[.,;:&-]|$)")
_ENTRY = re.compile(r"[-*](?P<title>[NTof&hB#]{1,9}?),o?Y(?:fo)?[fB]t{0,3}(?P<name>[NT])(?=[.,;:&-]|$)")


def apposed_titles(text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], told: Lexicon) -> dict[int, int]:
    """The titles by their first tokens, with the tokens behind their last; 0 for the names of who made them.

    ``told``: the words that tell releases, which are in no such title.
    """
    found: list[tuple[int, int, int]] = []
    for sentence in sentences:
        head = sentence is sentences[0]
        match = (_HEAD if head else _ENTRY).match(sentence.codes) if sentence.opens else None
        if match is None:
            continue
        chunks, start = sentence.chunks, match.start("title")
        first, last = chunks[start].first, chunks[match.end("title")].first
        while first and tokens[first - 1].word and not tokens[first - 1].line:
            first -= 1
        name = text[tokens[first].start : tokens[last - 1].end]
        verbs = any(told.single(token.low) is not None for token in tokens[first:last])
        if last - first > LONGEST or not name[:1].isupper() or is_person(name) or verbs:
            continue
        span = first, last, chunks[match.start("name")].first
        if head:
            return {first: last, span[2]: 0}
        found.append(span)
    if len(found) < LEAST:
        return {}
    return {first: last for first, last, _ in found} | {name: 0 for _, _, name in found}
