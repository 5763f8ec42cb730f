"""In a dub, who is named behind «is»: «Na versão brasileira, Lin é Ana Lopes», and not «Ana Lopes é Lin».

What it holds true: where a dub is spoken of, a name that can't be Japanese is the actor's, and one that is, or that has
but one word, the character's. Known exception: actors of a dub with names that could be Japanese.
"""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.dubs import has_dub
from aggregator.facts.credits.found import SINGULAR
from aggregator.facts.names.people import capitals, is_company, is_person, is_romaji
from aggregator.facts.sentences.chunks import Sentence

OF_CHARACTERS = shared_words("voices", "character_titles")
"""Words that begin the names of characters."""
BOTH = shared_words("voices", "both")
"""Words that make «as» behind a name an «and»."""
LONGEST, MOST = 16, 2
"""Characters and words before a name in which they stand («tanto de A como»)."""
_OPENED = re.compile(r"(?:^|[.;])[of]?A[ct]{0,3}[NT]P?,?[Io]{1,2}$")
NEAR = 200
"""Characters before a sentence in which the dub is spoken of."""


def plays_before(text: str, match: re.Match[str], sentence: Sentence) -> bool:
    """Whether who is named plays the part before, not the one behind («in the role of X is A, in that of Y B»), or a
    word joins the two names («tanto A como B»).
    """
    first = sentence.chunks[match.start("names")].start
    joined = text[max(0, first - LONGEST) : first].lower().split()[-MOST:]
    several = match.string.startswith("A", match.end())  # «tanto A como X como B como Y»
    joins = not BOTH.isdisjoint(joined) and not several
    return joins or _OPENED.search(match.string[: match.start("names")]) is not None


def is_turned(text: str, match: re.Match[str], sentence: Sentence) -> bool:
    """Whether a match of «X is A» tells that A speaks X."""
    chunks = sentence.chunks
    verb = chunks[match.start("names") - 1]
    if SINGULAR.isdisjoint(text[verb.start : verb.end].lower().split()[:1]):
        return False
    actor, character = (
        text[chunks[match.end(group) - 1].start : chunks[match.end(group) - 1].end] for group in ("names", "chars")
    )
    if capitals(actor) < len("AB") or is_company(actor) or all(map(is_romaji, actor.split())):
        return False
    if actor.split()[0].lower() in OF_CHARACTERS or (" " in character and not is_person(character)):
        return False
    return has_dub(text, max(0, sentence.start - NEAR), sentence.end)
