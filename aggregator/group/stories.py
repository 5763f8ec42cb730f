"""Which reports tell the same announcement.

Two reports are linked where they are about the same (a work that both name, by whatever titles; a name of one that
stands in the other; words that are no news words, in one order) and tell the same (a kind of news, a day, a person, or
nearly the same headline), within a few days, and nothing speaks against it: another season, trailer, episode, medium,
other people, other days. Linked reports become stories from the best link on, as long as nothing in one story speaks
against another and no outlet tells it twice. All that is asked is what the reports say, so the order in which they
arrive is of no account.

Known exceptions: two announcements of one work on one day, of one kind, where no number or person tells them apart.
Roads not taken: likeness of all words (an English and a Japanese headline share none, two trailers nearly all); links
of links without a look at the whole, which chain a week's news of a popular work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from weakref import WeakKeyDictionary

from aggregator.base.names import is_cjk
from aggregator.base.reports import Report
from aggregator.group.signs import PLAYED, Signs, Words

WINDOW = 60 * 60
"""Minutes within which two reports may be linked."""
SPAN = 84 * 60
"""Minutes from a story's first report to its last one."""
NEAR = 30 * 60
"""Minutes within which like headlines speak for the same news."""
ALIKE = 0.4
"""Part of two headlines' words that makes them alike where one tells no kind of news, and …"""
VERY_ALIKE = 0.5
"""… where they tell different ones."""
MIN_SHARED = 2
"""Words of names in one row that say that two reports are about the same."""
MAX_PERSON = 3
"""Words of a person's name."""
NO_NEWS = frozenset({"review", "interview", "feature", "other"})
"""Kinds that two reports may share without telling the same."""
BEGINNINGS = frozenset({"announcement", "sequel", "release_date", "publication"})
"""Kinds of which outlets take now the one and now the other for the same news."""
PEOPLE_KINDS = frozenset({"cast", "staff", "theme_song", "dub"})
"""Kinds of news that people tell apart."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports that tell the same, and why: signals with their values."""

    one: str
    other: str
    score: float
    because: tuple[tuple[str, object], ...]


_links: WeakKeyDictionary[Signs, WeakKeyDictionary[Signs, Link | None]] = WeakKeyDictionary()
"""What links two reports, for as long as both are kept."""


@dataclass(frozen=True, slots=True)
class Story:
    """Reports of one announcement, the first one first; ``links`` tell for each of the others why it is in."""

    members: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """Pairs of articles, each in the order of the alphabet, that a person said are one story, or are two."""

    merged: frozenset[tuple[str, str]] = frozenset()
    split: frozenset[tuple[str, str]] = frozenset()


def stories(reports: Sequence[Signs], links: Iterable[Link], corrections: Corrections | None = None) -> list[Story]:
    """The stories of reports that are linked with each other and with no report that is not here."""
    said = corrections or Corrections()
    by_id = {signs.report.article_id: signs for signs in reports}
    cluster = {key: frozenset({key}) for key in by_id}
    refused: set[frozenset[frozenset[str]]] = set()
    kept: list[Link] = []
    for link in sorted(links, key=lambda link: (-link.score, link.one, link.other)):
        one, other = cluster[link.one], cluster[link.other]
        both = frozenset({one, other})
        if one is other or both in refused:
            continue
        pairs = [(by_id[a], by_id[b]) for a in one for b in other]
        by_hand = _pair(link.one, link.other) in said.merged
        if _is_split(pairs, said) or (not by_hand and any(_apart(a, b) for a, b in pairs)):
            refused.add(both)  # what keeps two clusters apart keeps what they grow into apart as well
            continue
        kept.append(link)
        for key in one | other:
            cluster[key] = one | other
    return [_story(members, by_id, kept) for members in sorted(set(cluster.values()), key=min)]


def _is_split(pairs: Iterable[tuple[Signs, Signs]], said: Corrections) -> bool:
    return bool(said.split) and any(_pair(a.report.article_id, b.report.article_id) in said.split for a, b in pairs)


def link(one: Signs, other: Signs) -> Link | None:
    """What links two reports, if anything does."""
    first, second = (one, other) if one.report.article_id < other.report.article_id else (other, one)
    known = _links.get(first)
    if known is None:
        known = _links[first] = WeakKeyDictionary()
    if second not in known:
        known[second] = _link(first, second)
    return known[second]


def _link(a: Signs, b: Signs) -> Link | None:
    one, other = a.report, b.report
    gap = abs(one.minute - other.minute)
    if gap > WINDOW or one.site == other.site or a.roundup or b.roundup:
        return None
    # What most pairs fail comes first, and what takes long, the comparison of the words, last.
    tells = _tells(a, b, gap)
    if not tells or _apart(a, b) or not (about := _about(a, b)):
        return None
    because = {**about, **tells, "hours": round(gap / 60, 1)}
    return Link(one.article_id, other.article_id, _score(because), tuple(sorted(because.items())))


def merged(one: Signs, other: Signs) -> Link:
    """The link that a person made."""
    return Link(*_pair(one.report.article_id, other.report.article_id), 1000.0, (("by_hand", True),))


def _score(because: Mapping[str, Any]) -> float:
    """How surely: what two reports tell weighs as much as what they are about, and time takes away."""
    score = 4.0 * because.get("alike", 0.0) + min(because.get("words", 0), 4) + 2.0 * ("work" in because)
    score += sum(weight * min(len(because.get(sign, ())), 3) for sign, weight in _WEIGHTS.items())
    score += min(max((len(name.split()) for name in because.get("names", ())), default=0), 4)
    return float(round(score - because["hours"] / 24, 3))


_WEIGHTS = {"kinds": 2.0, "dates": 3.0, "people": 2.0}


def _about(a: Signs, b: Signs) -> dict[str, object]:
    """What says that two reports are about the same."""
    found: dict[str, object] = {}
    if same := sorted((a.main & b.works) | (b.main & a.works)):
        found["work"] = same[0]
    named = {
        name for name in _named(a, b) | _named(b, a) if len(name) > 1 or name in a.names & b.names or "work" in found
    }
    if names := sorted(" ".join(name) for name in named):
        found["names"] = names
    words = max(
        _shared(a.title, b.title, a, b) if len(a.title_names & b.title_names) >= MIN_SHARED else 0,
        _shared(a.title, b.lede, a, b) if len(a.title_names & b.lede_names) >= MIN_SHARED else 0,
        _shared(b.title, a.lede, a, b) if len(b.title_names & a.lede_names) >= MIN_SHARED else 0,
    )
    if words >= MIN_SHARED:
        found["words"] = words
    return found if "names" in found or "words" in found or (a.main & b.main) else {}


def _named(a: Signs, b: Signs) -> set[tuple[str, ...]]:
    """The names of what one report is about that stand in the other one."""
    return {
        name
        for name in a.names
        if (name[0] in b.told and (_stands(name, b.title) or _stands(name, b.lede))) or _written(name, b.letters)
    }


def _stands(name: tuple[str, ...], words: Words) -> bool:
    size = len(name)
    for at in range(len(words) - size + 1):
        part = words[at : at + size]
        if part[0].text == name[0] and tuple(word.text for word in part) == name and any(word.name for word in part):
            return True
    return False


def _written(name: tuple[str, ...], letters: str) -> bool:
    """Whether a name in kanji or kana stands in a text, where no spaces tell words."""
    return is_cjk(name[0][0]) and "".join(name) in letters


def _shared(one: Words, other: Words, a: Signs, b: Signs) -> int:
    """How many words of names the longest row of words has that two texts share; people's names don't count."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(other):
        places[word.text].append(at)
    people = a.people | b.people
    best = 0
    for start, word in enumerate(one):
        for place in places.get(word.text, ()):
            if start and place and one[start - 1].text == other[place - 1].text:
                continue
            pairs = zip(one[start:], other[place:], strict=False)
            row = list(takewhile(lambda pair: pair[0].text == pair[1].text, pairs))
            if len(row) <= MAX_PERSON and row[-1][0].owner and row[-1][1].owner:
                continue  # whose work it is, not which
            best = max(best, sum(x.name and y.name and x.text not in people for x, y in row))
    return best


def _tells(a: Signs, b: Signs, gap: int) -> dict[str, object]:
    """What says that two reports of one work tell the same."""
    one, other = a.report, b.report
    found: dict[str, object] = {}
    if {"review", "interview"} & (one.kinds ^ other.kinds):
        return found
    if kinds := sorted((one.kinds & other.kinds) - NO_NEWS):
        found["kinds"] = kinds
    if dates := sorted({" ".join(date) for date in one.dates & other.dates}):
        found["dates"] = dates
    if people := sorted({person for _, person in one.people & other.people}):
        found["people"] = people
    kindred = one.kinds | other.kinds <= BEGINNINGS or bool(kinds)
    told = one.kinds and other.kinds
    if gap <= NEAR and (kindred or not told):
        alike = _alike(a.title_told, b.title_told)
        if alike >= (VERY_ALIKE if told else ALIKE):
            found["alike"] = alike
    return found


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return round(len(one & other) / len(one | other), 2) if one or other else 0.0


def _apart(a: Signs, b: Signs) -> bool:
    """Whether two reports can't tell the same, whatever speaks for it."""
    if a.report.site == b.report.site or abs(a.report.minute - b.report.minute) > SPAN:
        return True
    return (
        _differ(a.numbering, b.numbering)
        or _differ(a.pieces, b.pieces)
        or (bool(a.episodes and b.episodes) and not a.episodes & b.episodes)
        or _other_medium(a.medium, b.medium)
        or _other_people(a, b)
        or _other_days(a.report, b.report)
    )


def _differ(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two tell different numbers of the same."""
    return any(one[key] != other[key] for key in one.keys() & other.keys())


def _other_medium(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other and bool({one, other} & {*PLAYED})


def _other_people(a: Signs, b: Signs) -> bool:
    """Whether two tell of people, and of none in common; names of two scripts can't be compared."""
    one, other = a.report, b.report
    shared = (one.kinds & other.kinds) - NO_NEWS
    if not one.people or not other.people or not shared or not shared <= PEOPLE_KINDS:
        return False
    return a.scripts == b.scripts and not one.people & other.people


def _other_days(one: Report, other: Report) -> bool:
    """Whether two tell when a work comes out, and no day of theirs can be the same."""
    shared = (one.kinds & other.kinds) - NO_NEWS
    if not shared or not shared <= {"release_date", "delay"}:
        return False
    pairs = [(a, b) for a in one.dates for b in other.dates if a[0] == b[0]]
    return bool(pairs) and all(a[2] < b[1] or b[2] < a[1] for a, b in pairs)


def _story(members: frozenset[str], by_id: Mapping[str, Signs], kept: Iterable[Link]) -> Story:
    ordered = sorted(members, key=lambda key: (by_id[key].report.minute, key))
    return Story(tuple(ordered), tuple(link for link in kept if link.one in members))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
