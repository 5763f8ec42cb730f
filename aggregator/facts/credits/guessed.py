"""Directors who are only guessed, where the text tells who directs.

«Neuer Anime von Jun Mori» may tell who directs, or whose idea it is; beside «die Regie führt Kenji Sato» it tells the
idea. What it holds true: a series whose director is told has no other whom only «by» names. Known exception: a text
about two series, of which one has its director behind «by».
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Found

GUESSES = frozenset({"credits:work_by", "credits:title_by", "credits:title_is_by", "credits:is_by"})
"""Rules that guess a role from the kind of work."""
_SERIES = re.compile(r"anime|s[eé]rie", re.IGNORECASE)
_WRITTEN = re.compile("|".join(sorted(shared_words("credits", "book_stems"))), re.IGNORECASE)
_FILM = re.compile(r"film|movie|pel[ií]cula|kino", re.IGNORECASE)


def without_guesses(text: str, found: Sequence[Found]) -> list[Found]:
    """The credits without guessed directors of a series, where another is told, and without guessed creators whom the
    text tells to be the director («“Sky”, by A …, A is directing»).
    """
    told = [one for one in found if one.role == "director" and one.rule not in GUESSES and one.news]
    directors = {text[one.start : one.end] for one in told}
    return [
        one
        for one in found
        if not (told and _is_guessed(one)) and not (_is_guessed_creator(one) and text[one.start : one.end] in directors)
    ]


def _is_guessed_creator(one: Found) -> bool:
    return one.role == "original_creator" and one.rule in GUESSES and _WRITTEN.search(one.role_text) is None


def _is_guessed(one: Found) -> bool:
    series = _SERIES.search(one.role_text) is not None and _FILM.search(one.role_text) is None
    return one.role == "director" and one.rule in GUESSES and series
