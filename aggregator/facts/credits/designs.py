"""Who designs the characters, where the verb stands apart from them: «die Figuren wurden von A entworfen».

What it holds true: characters of whom a sentence says that somebody designed them, or that they are by somebody, are
those of its work. Known exception: who drew them first, for the book that is the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Found, name_span
from aggregator.facts.names.people import is_company
from aggregator.facts.sentences.chunks import Sentence

ROLE = "character_design"
_DONE = re.compile(r"(?P<who>c)(?:[Cf]?Y)?I[of]?B(?P<names>NP?(?:,?&NP?)?)(?P<verb>[hoV])")
_FROM = re.compile(r"(?:^|[.,;&])o?(?P<who>c)(?:[Cf]?Y)?(?P<verb>H)(?P<names>NP?(?:,?&NP?)?)(?=[.,;&]|$)")
_TURNED = re.compile(r"(?P<verb>h)(?P<names>NP?(?:,?&NP?)?)(?P<who>c)(?=[.,;&]|$)")
_RELATIVE = re.compile(r"(?P<names>NP?),(?P<who>c)(?P<verb>[hoV])I?(?=[.,;&]|$)")
_FIRST = re.compile(r"(?:^|[.;,&])o?(?P<who>c)(?P<verb>[hoV])(?P<names>NP?(?:,?&NP?)?)(?=[.,;&]|$)")
_CARES = re.compile(r"(?P<names>NP?)(?P<verb>C)(?P<who>c)(?=[.,;&]|$)")
_CAST = shared_words("authors", "cast_words")
"""Words for characters, of whom somebody is the designer."""
_DESIGNS = shared_words("authors", "designs")
"""Verbs that say that somebody designed them."""
_CARE = shared_words("authors", "cares")
"""Verbs of who takes care of them."""
_COMES = tuple(sorted(shared_words("authors", "comes")))
"""What verbs begin with that say that something is somebody's."""


def designs(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """The designers of characters that a sentence names."""
    if "c" not in sentence.codes:
        return
    for pattern in (_DONE, _FROM, _TURNED, _RELATIVE, _FIRST, _CARES):
        for match in pattern.finditer(sentence.codes):
            who, verb = (sentence.chunks[match.start(group)] for group in ("who", "verb"))
            told = text[verb.start : verb.end].lower()
            done = told.startswith(_COMES) if verb.code == "H" else told.split()[0] in _DESIGNS
            done = done or (pattern is _CARES and told.split()[0] in _CARE)
            if not done or text[who.start : who.end].lower() not in _CAST:
                continue
            for index in range(*match.span("names")):
                chunk = sentence.chunks[index]
                start, end = name_span(text, chunk)
                if chunk.code == "N" and not is_company(text[start:end]):
                    quote = (min(who.start, verb.start), max(who.end, verb.end))
                    yield Found(ROLE, told, start, end, quote, "credits:designed", number)
