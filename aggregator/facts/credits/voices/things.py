"""Where somebody plays no character: a thing («plays the piano»), or one whom the sentence does not name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Sentence

SPEAKS_OF = shared_words("voices", "speaks_of")
"""Words that say that somebody speaks of a cast, or to it."""
PARTS_PLAYED = shared_words("voices", "parts_played")
"""Words for parts in verbs of playing them, which say that no thing is played."""
SUBJECTS = (["er"], ["sie"], ["man"])
"""What stands behind a helping verb for who plays whom the sentence names («wird er den X spielen»)."""
MINE = shared_words("voices", "mine")
"""What somebody says of the voice that he lends."""
WHO, THE = shared_words("voices", "who"), shared_words("voices", "whom")
"""What begins a German relative clause, and the article of who is spoken in it."""
_MANY_WORKS = re.compile("foY")
"""What stands behind the verb of who has spoken in many works («a prêté sa voix à de nombreux animes»)."""
_TOLD_OF = re.compile("[Xvzc]")


@dataclass(frozen=True, slots=True)
class Told:
    """A match of a rule of voices in a sentence of a text."""

    text: str
    match: re.Match[str]
    sentence: Sentence


def spoke_once(told: Told, past: frozenset[str]) -> bool:
    """Whether somebody spoke «the character», whom the sentence does not name («A dublou o personagem»)."""
    verb = told.sentence.chunks[told.match.end() - 1]
    spoke = not past.isdisjoint(told.text[verb.start : verb.end].lower().split())
    return spoke and told.match.string.startswith("c", told.match.end())


def plays_a_thing(told: Told) -> bool:
    """Whether what somebody plays has no name («plays the piano»), in a sentence that speaks of no cast, or whether he
    speaks of something («sprach über den Cast»).
    """
    chunks, first = told.sentence.chunks, told.match.start()
    if _is_object(told):
        return True
    verb = next((c for c in reversed(chunks[:first]) if c.code == "I"), None)
    if verb is not None and told.text[verb.end : chunks[first].start].lower().split()[:1] in SUBJECTS:
        return True
    following = told.sentence.chunks[told.match.end() : told.match.end() + 1]
    if _MANY_WORKS.match(told.match.string, told.match.end()):
        return True
    if following and following[0].code == "f":
        return not SPEAKS_OF.isdisjoint(told.text[following[0].start : following[0].end].lower().split())
    part = not PARTS_PLAYED.isdisjoint(told.text[chunks[first - 1].start : chunks[told.match.end() - 1].end].split())
    return bool(following) and following[0].code == "o" and not part and _TOLD_OF.search(told.match.string) is None


def _is_object(told: Told) -> bool:
    """Whether a name before a German verb is whom somebody speaks («der den X spricht», «X meine Stimme leihen»)."""
    chunks, codes = told.sentence.chunks, told.match.string
    first, last = told.match.start("names"), told.match.end("names") - 1
    verb = chunks[told.match.end() - 1]
    if not MINE.isdisjoint(told.text[chunks[last].end : verb.start].lower().split()):
        return True
    before = told.text[chunks[first - 1].end : chunks[first].start].lower().split() if first else []
    return codes[first - 1 : first] == "," and len(before) > 1 and before[0] in WHO and before[1] in THE
