"""Which of several works an article is about first.

What it holds true: an article about several works, a list of releases or licences, tells the first one first; so of
works that weigh about as much, and of which none is named much more often, the one that stands first is the first work.
Known exceptions: a list that opens with a work of which it tells nothing («After Kumo, here is Hoshi»). Roads not
taken: the weight alone, which puts first what happens to stand beside the clearest words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_person
from aggregator.facts.titles.weights import LISTED, Title
from aggregator.facts.titles.words import CONNECTORS

EQUAL = 0.5
"""Share of the heaviest title's weight that an equal has."""
AGAIN = 0.7
"""The same of one that stands before the heaviest, where that is only named as an example."""
OFTEN = 1.5
"""How many times as often as an equal the heaviest title is named at most …"""
TOLD = 2.0
"""What the strongest sign of an unquoted equal weighs."""
TIMES = 5
"""… and at most at all: what is named more often is what the article is about."""

_AUTHOR = re.compile(
    r"\b(?:auteure?|autrice|mangaka|créat(?:eur|rice)|papa|père|author|creator|autora?|autore|creadora?|creatore|"
    r"creatrice|criadora?|schöpfer(?:in)?|macher(?:in)?|autorin) "
    r"(?:de|du|d[’']|of|del|della|di|do|da|von) ?[«“\"‘„]? ?$",
    re.IGNORECASE,
)
"""What stands in a headline before a work that only says who somebody is."""
_ANOTHER = re.compile(
    rf"\b(?:{'|'.join(sorted(shared_words('titles', 'another'), key=len, reverse=True))})\b", re.IGNORECASE
)
"""What says in a headline that the news is of another work than the one named before it."""


def first_of_equals(titles: list[Title], headline: str = "") -> list[Title]:
    """Titles, the heaviest first, with the one before it that the text tells before all its equals."""
    for title in titles:  # «L'auteur de T de retour»
        if title.first < len(headline) and _AUTHOR.search(headline, 0, title.first):
            title.examples = title.times
    if another := _ANOTHER.search(headline):
        for title in titles:  # «T was a hit: now for another manga»
            title.examples = title.times if title.first < another.start() else title.examples
    titles = _franchise_last(_examples_last(titles))
    if len(titles) < 2 or titles[0].times > TIMES:
        return titles
    top = titles[0]
    first = min((one for one in titles if one is top or _is_equal(one, top)), key=lambda one: one.first)
    return titles if first is top else [first, *(one for one in titles if one is not first)]


def _franchise_last(titles: list[Title]) -> list[Title]:
    """Titles with a franchise of one word, if it is the heaviest, behind the first one that begins with it («Fate»
    behind «Fate/Grand Order»).
    """
    top = titles[0] if titles else None
    if top is None or top.type != "other" or top.quoted or " " in top.text or not top.text.isascii():
        return titles
    own = [one for one in titles[1:] if _begins_with(one, top) and not (one.quoted or is_faint(one))]
    first = min(own, key=lambda one: one.first, default=None)
    return [first, *(one for one in titles if one is not first)] if first is not None else titles


def _begins_with(one: Title, franchise: Title) -> bool:
    rest = one.text.lower().removeprefix(franchise.text.lower())
    return len(rest) < len(one.text) and rest[:1] in tuple(":/ '’")


def _examples_last(titles: list[Title]) -> list[Title]:
    """Titles with the heaviest behind one that weighs about as much, where it is only named as an example."""
    if not titles or titles[0].examples < titles[0].times:
        return titles
    least = AGAIN * titles[0].score
    told = next((one for one in titles if one.examples < one.times and one.score >= least), titles[0])
    return [told, *(one for one in titles if one is not told)]


def is_faint(title: Title) -> bool:
    """Whether it is a lone word without a clear sign of a title, as a character's name is."""
    lone = title.text.isalpha() and title.text.isascii() and not (title.type or title.quoted)
    return lone and max(title.plus, default=3.0) < 3.0


def _is_equal(one: Title, top: Title) -> bool:
    """Whether a title weighs about as much as the heaviest, and is another one's."""
    if _is_listed(one) and _is_listed(top):
        return True
    if one.examples >= one.times and not top.examples:
        return False
    if one.score < EQUAL * top.score or (top.headline and not one.headline) or top.times > OFTEN * one.times:
        return False
    if (
        not (one.joined and top.joined)
        and one.times <= top.times
        and ((top.quoted and not one.quoted) or (top.type and not one.type and (one.headline or not one.plus)))
    ):
        return False
    return not (is_person(one.text) or _is_part(one, top) or _is_doubtful(one, top))


def _is_listed(title: Title) -> bool:
    return max(title.plus, default=0.0) >= LISTED


def _is_doubtful(one: Title, top: Title) -> bool:
    """Whether it is a lone word named no more often than the heaviest title, a part of a title, or without a sign."""
    if one.text.isalpha() and one.text.isascii() and not one.quoted:
        return not one.type or one.times <= top.times
    told = one.quoted or max(one.plus, default=TOLD) >= TOLD
    return not told or is_faint(one) or one.text.rpartition(" ")[2] in CONNECTORS


def _is_part(one: Title, other: Title) -> bool:
    """Whether one of two titles stands within the other, or is one of its names."""
    names, others = _names(one), _names(other)
    return any(a in b or b in a for a in names for b in others)


def _names(title: Title) -> Sequence[str]:
    return [name.lower() for name in (title.text, *title.aliases)]
