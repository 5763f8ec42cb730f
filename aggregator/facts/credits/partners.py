"""Who makes or distributes a work beside another: «at Studio A, in cooperation with B», «from A together with B Films».

What it holds true: what stands right behind a company and begins with such words adds a company with the same part.
Plain «with» adds one only if its name says that it is a company's. Known exception: «at Studio A with B Films' music».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from aggregator.facts.credits.found import Found, name_span
from aggregator.facts.names import gazetteer
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.lexicon import PARTNER

SHARED = frozenset({"animation_production", "production", "distributor"})
"""Parts that companies have together."""
_WITH = re.compile(
    r"P{0,2}(?:[Iqo]{0,2}[aC][oYT]{0,4})?,?(?P<with>W)t{0,3}(?P<names>[NSK](?:P?(?:,|,?&)t{0,2}[NSK])*)(?!P?,?q?[IZzmCHVMAh']|f)"
)


def partners(text: str, sentence: Sentence, told: list[Found]) -> Iterator[Found]:
    """Credits of those who are named as partners of the companies that a sentence tells of."""
    if "W" not in sentence.codes:
        return
    ends = {chunk.end: index for index, chunk in enumerate(sentence.chunks)}
    known = {one.start for one in told}
    for one in told:
        at = ends.get(one.end) if one.role in SHARED else None
        match = _WITH.match(sentence.codes, at + 1) if at is not None else None
        if match is None:
            continue
        sure = sentence.chunks[match.start("with")].value == PARTNER
        for chunk in sentence.chunks[match.start("names") : match.end("names")]:
            start, end = name_span(text, chunk)
            if chunk.code in "NSK" and start not in known and _is_partner(text[start:end], chunk, sure=sure):
                known.add(start)
                yield replace(one, start=start, end=end, quote=(one.quote[0], chunk.end), rule="credits:partner")


def _is_partner(name: str, chunk: Chunk, *, sure: bool) -> bool:
    if chunk.code == "N":
        return not is_person(name) and (sure or is_company(name) or gazetteer.fold(name) in gazetteer.studios())
    return sure or chunk.code == "S"
