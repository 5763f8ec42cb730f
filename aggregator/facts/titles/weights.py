"""How surely each name is a work's title, and how much an article is about it.

What it holds true: the strongest sign around a name counts whole, others a third; each mention adds a little, the
headline more; Japanese particles and marks within speak for a title, a person's name or ordinary words against one. An
article about one work names it again and again; one about several names each once, so that less is asked of each.
Known exceptions: a character who is named more often than the work. Roads not taken: shares of the most frequent
title's weight, which lose every title of a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.words import ARTICLES, CONNECTORS, HAPPENINGS, JAPANESE, JOINING, OF_PERSON, QUOTING
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

SURE = 3.4
"""Score of what is surely a work."""
SOURCE = 2.4
"""Score of what makes a title of the name that is joined to it."""
LIKELY = 1.6
"""Score of what is a work if nothing else is, or in an article about several works, each of which it tells once."""
AUTHORED, AUTHORED_WORKS = 2.0, 3
"""What it says for a title that its author follows, in a text with so many of them."""
LISTED = 5.0
"""What it says for a title that it heads the labels of a list."""
EVENT = 4.0
"""What it says against a name that the text calls an event's."""
MENTIONS, APPOSED = 8, 14
"""Mentions that are looked at, and tokens behind one within which it is called so."""
_SHOWN = frozenset({"film", "films", "animation"})
"""Words of an event's name before the one that says what it is («Kumo Film Festival»)."""
MANY = 7
"""Works that a text tells of, of which its headline may name one."""
_INITIAL = re.compile(r"[A-Z]\.? [A-Z][a-z]{3,}")
"""A name of which one part is a letter («Q Hayashida»)."""
_JAPANESE_KINDS = frozenset({"anime", "tv", "ova", "ona"})
"""Kinds whose small word is never followed by an author («la película de» may be)."""


@dataclass(slots=True)
class Title:
    """A title as the text gives it: ``score`` weighs how surely it is one and how much the news is about it.

    ``times`` it stands by itself; ``plus`` and ``minus`` are the signs for and against it at each place; ``tokens`` are
    those of its first place; ``owned`` sums the signs that would tell an author, too; ``spelled``: its small letters
    are its own; ``examples``: how often it is only named as one of many; ``authors``: how often its author follows.
    """

    text: str
    score: float = 0.0
    type: str = ""
    first: int = 0
    aliases: list[str] = field(default_factory=list)
    sure: bool = False
    headline: bool = False
    times: int = 1
    joined: bool = False
    quoted: bool = False
    spelled: bool = False
    plus: list[float] = field(default_factory=list)
    minus: float = 0.0
    owned: float = 0.0
    examples: int = 0
    authors: int = 0
    tokens: tuple[int, int] = (0, 0)


Titles = dict[tuple[str, ...], Title]
"""Titles by their words."""


class Weights:
    """Weighs the titles of one text. ``persons``: words of people's names; ``shouts``: tokens of lines in capitals."""

    def __init__(
        self,
        tokens: list[Token],
        words: Words,
        lexicon: Lexicon,
        *,
        persons: Collection[str],
        shouts: list[tuple[int, int]],
        headline_end: int,
    ) -> None:
        self.tokens = tokens
        self.words = words
        self.lexicon = lexicon
        self.persons = persons
        self.shouts = shouts
        self.headline_end = headline_end
        self.length = tokens[-1].end if tokens else 0

    def chosen(self, titles: Titles) -> list[Title]:
        """The titles that are works, in no order; their scores and short forms are set."""
        self._without_kinds(titles)
        self._without_openers(titles)
        self._without_authors(titles)
        self._weigh(titles)
        self._renamed(titles)
        for _ in range(2):
            self._companions(titles)
        self._alike(titles)
        self._whole(titles)
        least = LIKELY if _is_roundup(titles, self.persons) else SURE
        _authored(titles)
        found = [t for t in titles.values() if t.score >= SURE or (t.score >= least and _is_listed(t, self.persons))]
        likely = [t for t in titles.values() if t.score >= LIKELY and max(t.plus) >= 0.5 and not _is_somebody(t)]
        for title in titles.values():
            title.type = title.type or ("film" if _FILM.search(title.text) else "")
        return found or sorted(likely, key=lambda t: -t.score)[:1]

    def _without_kinds(self, titles: Titles) -> None:
        """Leave out what only says what a work is («Live Action»)."""
        for key in [key for key, title in titles.items() if len(key) > 1 and not title.quoted]:
            first, last = titles[key].tokens
            matched = self.lexicon.match(self.tokens, first)
            if matched is not None and matched[1].code == "Y" and matched[0] == last:
                del titles[key]

    def _without_authors(self, titles: Titles) -> None:
        """Give what is said of «il manga di Aya Mori Red Sky» to «Red Sky», if the text tells that elsewhere."""
        for key in [key for key in titles if len(key) > len("AB") + 1 and not titles[key].quoted]:
            first, _ = titles[key].tokens
            author = " ".join(token.raw for token in self.tokens[first : first + 2])
            rest = titles.get(key[2:])
            if rest is not None and is_person(author) and self.words.times(*titles[key].tokens) == 1:
                rest.plus += titles[key].plus
                rest.type = rest.type or titles[key].type
                del titles[key]

    def _without_openers(self, titles: Titles) -> None:
        """Give what is said of «Hablamos de Nori» to «Nori», if the text tells that elsewhere: it opens with a verb."""
        for key in [key for key in titles if len(key) > len("de") and key[1] in OF_PERSON]:
            title, rest = titles[key], titles.get(key[2:])
            first = title.tokens[0]
            opens = not first or not self.tokens[first - 1].word
            if rest is None or title.quoted or title.spelled or not opens or self.words.times(*title.tokens) > 1:
                continue
            rest.plus += title.plus
            rest.type = rest.type or title.type
            rest.aliases += [alias for alias in title.aliases if alias not in rest.aliases]
            del titles[key]

    def _weigh(self, titles: Titles) -> None:
        """The score of each title from its signs and from how often it stands by itself, not within a longer one."""
        covered = bytearray(len(self.tokens))
        for key, title in sorted(titles.items(), key=lambda item: -len(item[0])):
            best = max(title.plus)
            where = [at for at in self.words.where(*title.tokens) if not covered[at]]
            title.times = len(where)
            if not where:
                continue
            title.score = best + min(0.35 * (sum(title.plus) - best), 2.5) + min(len(where) - 1, 5) * 0.5
            title.score += self._shape(key) - self._doubts(title, key) - min(title.minus, 5.0)
            if any(first <= at < last for first, last in self.shouts for at in where):
                title.score += 3.0
                title.headline = True
            title.score += self._by_place(title)
            if title.score >= LIKELY:
                for at in where:
                    covered[at : at + len(key)] = b"\1" * len(key)

    def _by_place(self, title: Title) -> float:
        if title.headline:
            return 1.5
        if title.first < max(self.length * 0.25, self.headline_end):
            return 0.6
        return -0.8 if title.first > self.length * 0.75 else 0.0

    def _shape(self, key: tuple[str, ...]) -> float:
        """What in the words speaks for a title: Japanese particles, several words, marks, foreign articles."""
        shape = 0.6 if len(key) > 1 else 0.0
        if not JAPANESE.isdisjoint(key[1:-1]):
            shape += 1.2
        elif ("the" in key or "of" in key) and "the" not in self.lexicon.skipped:
            shape += 1.0
        return shape + (0.4 if any(word in "!~:/" for word in key) else 0.0)

    def _doubts(self, title: Title, key: tuple[str, ...]) -> float:
        """What in the words themselves speaks against a title."""
        doubt = 1.0 if is_company(title.text) else 0.0
        doubt += 0.0 if title.type or title.quoted else EVENT * self._names_event(title)
        doubt += 2.0 if len(title.text) < 3 else 0.0
        doubt += 4.0 if title.text.isdigit() and not title.quoted and _counts(title.text) else 0.0
        sign = max(title.plus)
        ordinary = (sign < 3 or len(key) < 3) and all(
            w in self.lexicon.words or w in CONNECTORS or not w[0].isalnum() for w in key
        )
        if len(key) == 1 and ordinary and not title.type and not title.quoted:
            doubt += 3.0
        if title.quoted:
            return doubt + (1.0 if ordinary else 0.0)
        otherwise = sum(title.plus) - title.owned
        if len(key) == 1 and key[0] in self.persons:
            doubt += 3.0 if otherwise >= 2 else 5.0
        if is_person(title.text) or _INITIAL.fullmatch(title.text):
            sure = (
                (title.type in _JAPANESE_KINDS and otherwise > 0.5)
                or otherwise > 5
                or (sign >= 3 and title.text.isupper())
            )
            doubt += 0.8 if len(key) > 2 or sure else 2.4 if otherwise > 1 else 4.4
        if (
            not title.spelled
            and (sign < 4 or len(key) < 3)
            and all(w in self.words.plain or w in CONNECTORS or w in self.lexicon.words for w in key)
        ):
            doubt += 1.2 if len(key) > 3 else 2.5
        if self.lexicon.noun_capitals and sign < 2:
            doubt += 1.0
        return doubt + (2.5 if ordinary else 0.0)

    def _names_event(self, title: Title) -> bool:
        """Whether the text says of a name that it is an event's («KUMO CUTS Film Festival», «Kumo Cuts: Festival of»,
        «KUMO CUTS, North America's showcase for Japanese films, returns»).
        """
        size = title.tokens[1] - title.tokens[0]
        return any(self._is_event(at + size) for at in self.words.where(*title.tokens)[:MENTIONS])

    def _is_event(self, at: int) -> bool:
        behind = self.tokens[at : at + APPOSED]
        if not behind or behind[0].line:
            return False
        if behind[0].raw == ",":
            told = next((n for n, token in enumerate(behind[1:]) if token.raw in ",.;:" or token.line), 0)
            apposed = (token for token in behind[1 : told + 1] if not token.capital and len(token.low) > len("con"))
            return any(token.low in HAPPENINGS for token in apposed)
        at += behind[0].raw == ":" or behind[0].low in _SHOWN
        return at < len(self.tokens) and self.tokens[at].capital and self.tokens[at].low in HAPPENINGS

    def _renamed(self, titles: Titles) -> None:
        """Weigh a title as much as its other name, of which the text may tell more («T, also known as T2, a manga»)."""
        named = {_key(title.text): title for title in titles.values()}
        for title in titles.values():
            others = [named[key] for alias in title.aliases if (key := _key(alias)) in named]
            told = [other.score for other in others if title.score > 0 and self._is_told_behind(title, other)]
            title.score = max([title.score, *told])

    def _is_told_behind(self, title: Title, other: Title) -> bool:
        """Whether a name stands a few words behind another, and in no bracket."""
        size = title.tokens[1] - title.tokens[0]
        ends = {at + size for at in self.words.where(*title.tokens)}
        places = (at for at in self.words.where(*other.tokens) if self.tokens[at - 1].word)
        return any(not ends.isdisjoint(range(at - NEAR, at)) for at in places)

    def _companions(self, titles: Titles) -> None:
        """Weigh what is joined to a sure title as a title too («A & B», «A, B and C»)."""
        starts: set[int] = set()
        ends: set[int] = set()
        for key, title in titles.items():
            if title.score >= SOURCE and max(title.plus) >= 2:
                where = self.words.where(*title.tokens)
                starts.update(where)
                ends.update(at + len(key) for at in where)
        for key, title in titles.items():
            if title.joined or title.minus or is_person(title.text):
                continue
            if any(self._is_joined(at, at + len(key), starts, ends) for at in self.words.where(*title.tokens)):
                title.joined = True
                title.headline = title.headline or self.tokens[title.tokens[0]].start < self.headline_end
                title.score += 1.5 if title.score < SURE else 0.0
                title.plus.append(1.5)

    def _alike(self, titles: Titles) -> None:
        """Weigh names more that are set as the text sets a sure title: within quotation marks, or in capitals."""
        sure = [title for title in titles.values() if title.score >= SURE]
        styles = {style for title in sure if (style := self._style(title))}
        for title in titles.values():
            if LIKELY <= title.score < SURE and not title.minus and self._style(title) in styles:
                title.score += 1.0

    def _style(self, title: Title) -> str:
        """How a title is set: "quoted", "capitals", or "" as other names and German sayings («nicht schlecht»)."""
        if title.quoted:
            words = self.tokens[title.tokens[0] : title.tokens[1]]
            said = self.lexicon.noun_capitals and len(words) > 2 and sum(word.capital for word in words) < 2
            return "" if said else "quoted"
        shouts = any(first <= title.tokens[0] < last for first, last in self.shouts)
        return "capitals" if title.text.isupper() and len(title.text) > 4 and not shouts else ""

    def _is_joined(self, first: int, last: int, starts: set[int], ends: set[int]) -> bool:
        """Whether a joining word or comma stands between a stretch and a sure title."""
        before, after = self._past_quotes(first - 1, -1), self._past_quotes(last, 1)
        if self._joins(before) and self._past_quotes(before - 1, -1) + 1 in ends:
            return True
        return self._joins(after) and self._past_quotes(after + 1, 1) in starts

    def _joins(self, at: int) -> bool:
        """Whether a joining word or comma stands at a place."""
        inside = 0 < at < len(self.tokens) - 1
        return inside and (self.words.lows[at] in JOINING or self.tokens[at].raw in ",&")

    def _past_quotes(self, at: int, step: int) -> int:
        """The next token in a direction that is no quotation mark."""
        while 0 <= at < len(self.tokens) and self.tokens[at].raw in QUOTING:
            at += step
        return at

    def _whole(self, titles: Titles) -> None:
        """Let a title that is first told whole stand for its shorter form («Nori» of «Nori the Animation»)."""
        likely = [(key, title) for key, title in titles.items() if title.score > 0]
        for key, title in sorted(likely, key=lambda item: -len(item[0])):
            if title.score < LIKELY - 0.6 or len(key) < 2:
                continue
            for short, other in likely:
                if len(short) < len(key) and other.score > 0 and self._shortens(short, other, key, title):
                    title.score = max(title.score, other.score + 0.1)
                    title.type = title.type or other.type
                    title.times += other.times
                    other.score = 0.0
                    if other.text not in title.aliases:
                        title.aliases.append(other.text)

    def _shortens(self, short: tuple[str, ...], other: Title, key: tuple[str, ...], title: Title) -> bool:
        """Whether a title is another's first or last words, and never told before it."""
        size, whole = len(short), key
        key = (
            key
            if short[-1] in CALLS or key[:size] == short
            else key[: len(key) - sum(one in CALLS for one in key[-2:])]
        )
        if key[:size] != short and key[-size:] != short:
            return False
        edge = key[-size - 1]
        if key[:size] != short and not (edge in ":–-" or edge in ARTICLES or 2 * size >= len(key)):
            return False
        first = self.words.where(*other.tokens)[0]
        return any(at <= first < at + len(whole) for at in self.words.where(*title.tokens))


NEAR = 7
"""Tokens between a title and its other name."""
CALLS = "!?"
"""Marks that a title ends with, and its short form doesn't («Don Glees» of «Goodbye, Don Glees!»)."""
MOST_COUNTED = 30
"""Works that a headline counts."""


def _counts(number: str) -> bool:
    """Whether a number is no title's but counts works («10 Anime to Watch»), or is a year's, or begins with a zero."""
    return number[0] == "0" or len(number) == len("2001") or int(number) <= MOST_COUNTED or number.endswith("0")


_FILM = re.compile(
    r"\b(?:the movie|movie|the film|il film|le film|la película|o filme|der film|gekij[oō]u?ban)\b", re.IGNORECASE
)
"""What films say of themselves in their titles."""


def _is_listed(title: Title, persons: Collection[str]) -> bool:
    """Whether a title of little weight has a sign of its own and none against it."""
    if title.minus or max(title.plus) < 0.5:
        return False
    person = is_person(title.text) or title.text.lower() in persons
    return title.quoted or not person or max(title.plus) > 2.5


def _authored(titles: Titles) -> None:
    """Weigh names whose authors follow as surely works where they are many: a publisher's list («T di A … T2 di B»)."""
    told = [t for t in titles.values() if t.authors and t.score > 0 and not (t.minus or is_person(t.text))]
    for title in told if len(told) >= AUTHORED_WORKS else ():
        title.score = max(title.score, min(title.score + AUTHORED, SURE))


def _is_somebody(title: Title) -> bool:
    """Whether a name with signs against it is a person's («interview: meeting A B»)."""
    return title.minus > 0 and not title.quoted and not title.type and is_person(title.text)


def _is_roundup(titles: Titles, persons: Collection[str]) -> bool:
    """Whether a text speaks of several works and of none much more than of others."""
    listed = (t for t in titles.values() if t.score >= LIKELY and _is_listed(t, persons))
    likely = sorted(listed, key=lambda t: -t.score)
    if len(likely) < 4 or likely[0].score > 1.8 * likely[2].score:
        return False
    first = likely[0]
    if first.headline and not any(t.headline for t in likely if t is not first):
        return first.times < 2 or (len(likely) >= MANY and first.times < 4)
    return first.times < 5 or first.times < 2 * max(t.times for t in likely if t is not first)


def merged(titles: list[Title]) -> list[Title]:
    """Without titles that are another's other name."""
    owners = {_key(alias): title for title in reversed(titles) for alias in title.aliases}
    kept: list[Title] = []
    for title in titles:
        owner = owners.get(_key(title.text))
        if owner is None or owner is title or _key(owner.text) in map(_key, title.aliases):
            kept.append(title)
    return kept


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())
