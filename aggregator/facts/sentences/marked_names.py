"""Names with marks around them, in sentences without spaces: «監督は<森健二>が», «スズ役を《森綾子》が», «*あいら*が».

What it holds true: angles within a sentence hold a name where a particle stands on both sides; marks that elsewhere
hold a title do so only behind a part or a task of people, and with a whole name in them; stars on both sides are a part
of the name. Known exception: a name with marks at a line's beginning, which is more often a heading.
"""

from __future__ import annotations

import re

from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.sentences.small_words import THEMES

_LETTER = r"\u3400-\u9fff々ヶノ\u30a1-\u30fa\u30fc・ぁ-ゖA-Za-z"
_NAME = rf"[{_LETTER}][{_LETTER} ]{{1,15}}"
_AFTER = r"(?=[がをはにともの、。,:：)）」』&＆/／\n]|さん|氏|ら|$)"
_ANGLES = re.compile(rf"<(?P<one>{_NAME})>{_AFTER}|＜(?P<two>{_NAME})＞{_AFTER}|〈(?P<three>{_NAME})〉{_AFTER}")
_QUOTED = re.compile(rf"“(?P<one>{_NAME})”{_AFTER}|«(?P<two>{_NAME})»{_AFTER}|《(?P<three>{_NAME})》{_AFTER}")
_STARRED = re.compile(rf"[«《“]?(?P<one>(?P<star>[*＊☆★♡]){_NAME}(?P=star))[»》”]?{_AFTER}")
_WHOLE = re.compile(
    r"[\u3400-\u9fff々ヶノ]{3,5}|[\u3400-\u9fff々]{2,3}[ぁ-ゖー]{2,4}|[\u30a1-\u30fcー]{2,}・[\u30a1-\u30fcー・]{2,}"
)
"""A name that nothing else but a person has."""
_PARTICLES = frozenset("wgioRkvXZC:,/t&")
"""The codes behind which somebody is named."""
OPENERS = frozenset("<＜〈“«《*＊☆★♡")
NO_PEOPLE = ("original_creator", *THEMES)
"""Roles, or their ends, behind which a title may stand."""


def marked_name(text: str, at: int, end: int, before: list[Chunk]) -> tuple[int, int, int] | None:
    """Where a name with marks around it begins and ends, and where its marks end; None where there is none."""
    if not before or before[-1].code not in _PARTICLES or before[-1].end != at:
        return None
    starred = _STARRED.match(text, at, end)
    if starred is not None:
        return (*starred.span("one"), starred.end())
    match = _ANGLES.match(text, at, end)
    if match is None and _is_told(before):
        match = _QUOTED.match(text, at, end)
        match = match if match is not None and _WHOLE.fullmatch(match[match.lastgroup or ""]) else None
    return (*match.span(match.lastgroup or ""), match.end()) if match is not None else None


def _is_told(before: list[Chunk]) -> bool:
    """Whether what stands before a place is a part, or a task that people have."""
    told = next((chunk for chunk in reversed(before[-3:]) if chunk.code not in "wgio,"), before[-1])
    return told.code in "kv" or (told.code == "R" and not told.value.endswith(NO_PEOPLE))
