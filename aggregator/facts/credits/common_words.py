"""Credits whose name is no name: words that the text writes small, too («Planning, Tracking & Optimizing»).

What it holds true: a headline or the beginning of a line gives any word a capital; if all words of a name stand in the
text in small letters, too, it is no person's. Known exceptions: names in capitals, with marks or with capitals within
(«BiSH»), and those that could be Japanese. Roads not taken: a list of a language's words, which names are made of, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.facts.credits.found import COMPANY_ROLES, Found
from aggregator.facts.names.people import is_person, is_romaji

_SMALL = re.compile(r"(?<![^\W\d_])[^\W\d_A-Z]{2,}(?![^\W\d_])")
"""A word in small letters."""
_PLAIN = re.compile(r"[^\W\d_][^\W\d_A-Z]+(?:[ -][^\W\d_][^\W\d_A-Z]+){0,4}")
"""What may be words with capitals."""
_SITE = re.compile(r"(?:[\w-]+\.)+(?:com|net|org|jp|co|tv|info|de|fr|es|it|br|eu)", re.ASCII)
"""The name of a site."""


def without_words(text: str, found: Sequence[Found]) -> list[Found]:
    """The credits but for those of people whose names are words that the text writes in small letters, too, and of
    sites («Source: news.example.com»).
    """
    people = [one for one in found if one.role not in COMPANY_ROLES]
    gone = {id(one) for one in people if _SITE.fullmatch(text, one.start, one.end)}
    plain = [one for one in people if _PLAIN.fullmatch(text, one.start, one.end)]
    small = set(_SMALL.findall(text)) if plain else set()
    gone |= {id(one) for one in plain if _is_words(text[one.start : one.end], small)}
    return [one for one in found if id(one) not in gone]


def _is_words(name: str, small: set[str]) -> bool:
    words = re.split("[ -]", name.lower())
    return small.issuperset(words) and name != name.lower() and not is_person(name) and not is_romaji(name)
