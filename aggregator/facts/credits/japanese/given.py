"""Who is given a part, or tries one, where a sentence without spaces tells it by a verb or by its end alone.

What it holds true: who stands at the end of «スズを演じるのは、…» is somebody if the words look like a name or a title
stands before them; somebody «を…役に» is given a part by the verb that follows. Known exception: pen names.
"""

from __future__ import annotations

import re

from aggregator.facts.credits.japanese.names import WHOLE
from aggregator.facts.sentences.chunks import Sentence

GIVEN_RULES = frozenset(("player_last", "given_part", "lead_given", "lead_taken"))
"""Rules that ask for certain verbs or names."""
_GIVEN = re.compile(r"起用|抜擢|抜てき|決定|決ま|キャスティング|配され|名を連ね")
"""What is said of who is given a part, …"""
_TAKEN = re.compile(r"挑[むみん]|起用|抜擢|抜てき|決定|決ま")
"""… and of who gets or tries one, in the active voice, too."""


def is_part_given(text: str, rule: str, match: re.Match[str], sentence: Sentence, char: int) -> bool:
    """Whether the verb of a match says that somebody gets a part, or who stands at its end is somebody."""
    name = match.start("names")
    if rule == "player_last":
        return _is_whole(text, sentence, name)
    if rule == "given_part":
        return _is_given_to(text, sentence, char)
    verb = sentence.chunks[match.end() - 1].start
    if rule == "lead_taken":
        return _TAKEN.match(text, verb) is not None
    return _GIVEN.match(text, verb) is not None and _is_whole(text, sentence, name)


def as_object(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the part of a match is what somebody does («スズ役を»), not what is told of («スズ役は»)."""
    index = sentence.codes.find("k", match.start(), match.start("names"))
    return index >= 0 and text[sentence.chunks[index].end - 1] == "を"


def _is_whole(text: str, sentence: Sentence, index: int) -> bool:
    """Whether a name is surely one: a title or an honorific stands beside it, or it looks like no other word."""
    name = sentence.chunks[index]
    sure = sentence.codes[max(0, index - 1) : index] == "p" or "h" in sentence.codes[index + 1 : index + 3]
    return sure or WHOLE.fullmatch(text, name.start, name.end) is not None


def _is_given_to(text: str, sentence: Sentence, char: int) -> bool:
    """Whether a part is what somebody gets, who stands before it («森綾をスズ役に起用»)."""
    part = sentence.chunks[char + 1 + (sentence.codes[char + 1] == "P")]
    return text[part.start : part.end] in ("役に", "役", "役として") and "C" in sentence.codes[char:]
