"""Titles that are no works but people: a person's name without quotation marks that plays, sings or is cast.

What it holds true: what is named like a person, and right before or behind a word for playing, is a person, beside
another title. Known exception: a work that is named like a person and «stars» somebody, beside another work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.titles.weights import Title

_PLAYS = re.compile(r"(?:(?<=[zm])|(?<=Iz))N|N(?=P?,?q?I?(?:Z|Xf)|P?v(?![NTQ]))")


def without_actors(text: str, sentences: Sequence[Sentence], titles: list[Title]) -> list[Title]:
    """Titles but for the people among them, of which the first title is none."""
    doubtful = {one.text for one in titles[1:] if not one.quoted and is_person(one.text)}
    if not doubtful:
        return titles
    playing = {
        text[sentence.chunks[match.start()].start : sentence.chunks[match.start()].end]
        for sentence in sentences
        for match in _PLAYS.finditer(sentence.codes)
    }
    return [one for one in titles if one.text not in doubtful & playing]
