"""Verbs of a headline with a capital on every word, which are no part of the title beside them.

What it holds true: a word that tells a release ends a title where a date, a small word or the line's end follows it
(«Sky Premieres in July»), and begins none behind «to» («Kumo to Simulcast Sky»). Known exception: a title that is such
a word («Starting» in July), unless the text has it three times.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from aggregator.base.vocabulary import shared_words
from aggregator.facts.titles.words import CONNECTORS, FURNITURE
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

TOLD = frozenset({"premiere", "theatrical", "streaming", "any", "sale", "finale"})
"""Events whose words are verbs of a headline."""
SITE_LINES = 3
"""Lines before the headline that may name the site or a rubric."""
BEFORE_DATE = 2
"""Small words between a verb and its date («in the», «this»)."""
DEEDS = frozenset(
    "streams launches publishes releases licenses acquires adds screens hosts performs removes becomes surpasses tops "
    "shares signs sells details lists names rounds receives gets".split()
)
"""Verbs of what a company or a person does with a work or a part of one («Kumo Streams Sky»)."""
BEFORE_DATES = shared_words("titles", "before_dates")
"""Small words between a verb and its date, in headlines with a capital on every word."""
INFLECTED = ("s", "ing", "ed")
"""Endings of verbs that may end a headline."""


@dataclass(frozen=True, slots=True)
class HeadlineVerbs:
    """Tokens of verbs: ``ends`` those that no title goes on with, ``begins`` those that none begins with; ``told``
    those of a headline in small letters that tell a release. ``rows`` are what no title of a list's row goes on with.
    """

    ends: frozenset[int] = frozenset()
    begins: frozenset[int] = frozenset()
    told: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()


def has_capitals(tokens: Sequence[Token], end: int) -> bool:
    """Whether most words of a headline that ends at a code point ``end`` have capitals."""
    head = [token.capital for token in tokens[:40] if token.word and token.start < end]
    return sum(head) > 0.7 * len(head)


def headline_verbs(tokens: Sequence[Token], end: int, words: Lexicon, dates: Container[int]) -> HeadlineVerbs:
    """The verbs of release of a headline that ends at a code point ``end``; ``dates`` begin where it says.

    ``words`` are those that tell releases. A headline in small letters has none that could be a title's.
    """
    head = [token for token in tokens[:60] if token.start < end]
    worded = [token for token in head if token.word and token.low not in CONNECTORS]
    if sum(token.capital for token in worded) <= 0.7 * len(worded):
        return HeadlineVerbs(told=frozenset(at for at in range(len(head)) if words.match(head, at) is not None))
    ends: set[int] = set()
    begins: set[int] = set()
    for at, token in enumerate(head):
        if _does(head, at):
            begins.add(at)
            ends.add(at)
            continue
        matched = words.match(head, at) if token.capital else None
        if matched is None or matched[1].code != "events" or matched[1].value not in TOLD or not at:
            continue
        if head[at - 1].low in ("to", "will"):
            begins.add(at)
        elif _tells(head, matched[0], dates):
            ends.add(at)
    return HeadlineVerbs(frozenset(ends), frozenset(begins))


def _does(head: Sequence[Token], at: int) -> bool:
    """Whether a word tells what somebody named before it does with what follows."""
    token = head[at]
    inside = 0 < at < len(head) - 1 and not token.line and not head[at + 1].line
    named = inside and (head[at - 1].capital or head[at - 1].raw == "." or head[at - 1].raw[0].isdigit())
    return named and token.capital and token.low in DEEDS and head[at + 1].capital


def _tells(head: Sequence[Token], last: int, dates: Container[int]) -> bool:
    """Whether what follows a word of release makes it a verb."""
    following = head[last] if last < len(head) else None
    if following is None or following.line or not following.word:
        return head[last - 1].low.endswith(INFLECTED)
    if following.start in dates or not (following.capital or following.raw[0].isdigit()):
        return True
    near = head[last : last + BEFORE_DATE + 1]
    return any(token.start in dates for token in near[1:]) and near[0].low in BEFORE_DATES


def headline_place(tokens: Sequence[Token], first: int, last: int, *, quoted: bool) -> float:
    """How much a headline says by where a name stands: before its colon, behind it, at its beginning."""
    follows = tokens[last].raw if last < len(tokens) else "\n"
    opens = first == 0 or tokens[first - 1].line
    if opens and follows in tuple(":–-"):
        return 2.0
    if follows[0] == "\n" and tokens[first - 1].raw in tuple(":–-"):
        return 2.0
    return 1.0 if opens or quoted or follows[0] == "\n" else 0.5


def _is_named(line: str) -> bool:
    """Whether a line of three words says of what it is («First Impressions: Kumo»), and not just what («Tag: News»)."""
    _, colon, name = line.partition(": ")
    return bool(colon) and len(line.split()) == SITE_LINES and name.strip().lower() not in FURNITURE


def whole_headline(text: str, end: int) -> int:
    """Where the headline ends if the first lines are a site's name or the like: behind the first line of four words."""
    start = 0
    for _ in range(SITE_LINES):
        line = text.find("\n", start)
        if line < 0 or line - start > 200:
            return end
        told = text[start:line]
        if len(told.split()) > 3 or _is_named(told):
            return line if not text[start:line].rstrip().endswith(".") else end
        start = line + 1
        while text[start : start + 1] == "\n":
            start += 1
    return end
