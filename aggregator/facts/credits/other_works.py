"""Roles that are those of another work, or of nobody who made this one.

«T director X writes» · «the script of Moonbridge was written by X», where the article is about another · «based on the
life of writer X».
"""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.told import Told, text_of

DIRECTED = shared_words("credits", "directed")
"""What somebody directs who makes no work."""
LIVES = shared_words("credits", "lives")
"""Words for somebody's life, of which a work may tell."""
_OF_NAME = re.compile("RfNP?I?$")
"""What stands before «written by X» where the work is named and is no title."""


def of_another_work(told: Told) -> bool:
    """Whether another work stands right before the role, and what its person does follows («T director X writes»)."""
    before = told.before
    if before is None or before.code not in "NTQ" or before.last != told.first.first:
        return False
    after = told.hit.match.string[told.hit.match.end() :].lstrip("P")[:1]
    return before.value != "0" and after != "" and after in "VCIHh"


def of_unknown_work(told: Told) -> bool:
    """Whether what is done is that of a work that the article is not about («the script of Moonbridge was written»), or
    a station, a magazine or a festival that somebody directs («la rete diretta da A»).
    """
    house = told.before if told.first.value == "director" else None
    if house is not None and text_of(told, house).lower().split()[-1] in DIRECTED:
        return True
    return _OF_NAME.search(told.hit.match.string, 0, told.hit.match.start()) is not None


def lives(told: Told) -> bool:
    """Whether a work tells somebody's life («based on the life of writer X»), who made nothing of it."""
    words = told.text[max(0, told.first.start - len("lives of the ")) : told.first.start].lower().split()
    return not LIVES.isdisjoint(words)


def is_followed(told: Told) -> bool:
    """Whether another one takes the post («tritt die Nachfolge von A als Regisseur an»)."""
    first = told.hit.match.start("names")
    return told.hit.match.string[max(0, first - 1) : first] == "p"
