"""Whether a company is what somebody buys, joins or holds: «Kumo Media to acquire the anime distributor Hoshi Films».

What it holds true: a word for buying stands before the company's name, and nothing but what the company is between the
two. Known exception: «acquires Hoshi Films' catalog», where the name owns what is bought.
"""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words

NEAR = 60
"""Characters before a company's name in which the word stands."""
_BEFORE = r"(?!\w)(?P<what>[^,;:“”«»\"\n]{0,48})$"
_DEALS = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(shared_words('names', 'deals')))}){_BEFORE}", re.IGNORECASE)
_HOLDINGS = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(shared_words('names', 'holdings')))}){_BEFORE}", re.IGNORECASE)
_WORKS = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(shared_words('names', 'deals_of_works')))})(?!\w)", re.IGNORECASE)
"""What is bought of a work, and no company."""
_OWNS = re.compile(r"['’](?:s\b)?")


def is_bought(text: str, start: int, end: int) -> bool:
    """Whether the company named at ``start`` to ``end`` is bought there, or joined with another."""
    return _is_behind(_DEALS, text, start, end)


def is_held(text: str, start: int, end: int) -> bool:
    """Whether it is only named as who holds another («a subsidiary of X»)."""
    return _is_behind(_HOLDINGS, text, start, end)


def _is_behind(words: re.Pattern[str], text: str, start: int, end: int) -> bool:
    told = words.search(text, max(0, start - NEAR), start)
    return told is not None and _WORKS.search(told["what"]) is None and _OWNS.match(text, end) is None
