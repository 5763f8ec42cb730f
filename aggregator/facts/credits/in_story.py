"""Characters who do in a story what people do in its making: «Mio plays Juliet», «Yuto directs a school play».

What it holds true: who has one word for a name, in small letters, and does something in the present tense is nobody of
the making, unless the text names them whole elsewhere or a bracket stands behind the name. Known exception: an actor
with one name who «voices» somebody; «will voice» tells them.
"""

from __future__ import annotations

import re

from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Chunk

_FUTURE = re.compile(
    r"\b(?:will|shall|wird|werden|va|vai|vão|vont|van|to|\w{2,}r(?:á|án|ão|à|anno|a|ont))\b", re.IGNORECASE
)
"""Words that say that somebody will do something, which a story doesn't."""


def is_in_story(text: str, actor: Chunk, verb: Chunk) -> bool:
    """Whether a name and its verb tell of a character's doing."""
    name = text[actor.start : actor.end]
    if not name.isalpha() or name.isupper() or text[actor.end : actor.end + 2].lstrip().startswith("("):
        return False
    if _FUTURE.search(text, actor.end, verb.end):
        return False
    whole = re.compile(rf"\b[^\W\d_][\w'’-]+ {re.escape(name)}\b|\b{re.escape(name)} [^\W\d_][\w'’-]+")
    return not any(_is_name(text, match) for match in whole.finditer(text))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether two words are a whole name: a Japanese one, or one with capitals that doesn't begin a sentence."""
    if is_person(match[0]):
        return True
    begins = not match.start() or text[: match.start()].rstrip(" ")[-1:] in ".!?\n"
    return not begins and all(word[0].isupper() for word in match[0].split())
