"""Whether one of two texts is a copy of the other: whole, cut, with other text around it, or lightly edited.

What is compared is how much of the shorter text stands, in runs of a few words, in the longer one (Broder, On the
resemblance and containment of documents, 1997; measured in words that are covered, not in shingles, so that a changed
word costs itself and not its neighbours). That holds true for copies, and errs for what is written by a pattern: the
same list every week, the same notice for every episode. So a pair is refused where numbers were exchanged, where each
headline names something that only its own text has, where the shorter text has a passage of its own, where the longer
one is a collection that holds the shorter among others, and within one site unless nearly all is the same.

Not tried: likeness of meaning, for two reports of one event are alike in that and are no copies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from aggregator.base.shingles import Measure, measure_of, shingles, words_of

COVERED = 0.8
"""Part of the shorter text that must stand in the longer one."""
COVERED_AT_HOME = 0.9
"""The same for two texts of one site, of both texts."""
OWN_PASSAGE = 0.08
"""Part of the shorter text that may stand in one piece and only there (at its end: 1 - COVERED)."""
AROUND = 0.8
"""How much longer, as part of the earlier text, a later one may be that holds it: more is a collection."""
CHANGED_NUMBERS = 0.1
"""Part of the shorter text's numbers that may be others in the longer one."""
SLACK = 8
"""Words in one piece that may differ in any text."""
ALIKE = 0.6
"""Part of two headlines' words that are the same in those of one pattern."""


@dataclass(frozen=True, eq=False)
class Text:
    """An article to be compared: its site, headline and body. What a comparison needs of it is made when it is asked
    for, and once: most pairs are told apart by their headlines.
    """

    site: str
    headline: str
    text: str

    @cached_property
    def title(self) -> Sequence[str]:
        """The words of the headline."""
        return words_of(self.headline)

    @cached_property
    def body(self) -> Sequence[str]:
        """The words of the body."""
        return words_of(self.text)

    @cached_property
    def measure(self) -> Measure:
        """The lengths that the body is compared by."""
        return measure_of(self.body)

    @cached_property
    def runs(self) -> Sequence[int]:
        """The body's runs of words."""
        return shingles(self.body, self.measure.compared)

    @cached_property
    def places(self) -> Mapping[int, int]:
        """Where each of the runs stands."""
        return {value: place for place, value in enumerate(self.runs)}

    @cached_property
    def named(self) -> frozenset[str]:
        """What the headline's names are made of."""
        return frozenset(_pieces(self.title, self.measure))

    @cached_property
    def told(self) -> frozenset[str]:
        """What the body's names are made of."""
        return frozenset(_pieces(self.body, self.measure))

    @cached_property
    def numbers(self) -> int:
        """How many numbers the body has."""
        return sum(map(str.isdecimal, self.body))


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for a copy: the part of the shorter text that stands in the longer one, and their lengths' ratio."""

    covered: float
    length: float


@dataclass(frozen=True, slots=True)
class _Gap:
    """A passage of the shorter text that the longer one doesn't have, and where the longer one has its place for it."""

    start: int
    stop: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class _Overlap:
    """Two bodies, for each word of the shorter whether it stands in a run that both have, and where it doesn't."""

    short: Sequence[str]
    long: Sequence[str]
    measure: Measure
    in_long: Sequence[bool]
    gaps: Sequence[_Gap]

    @property
    def covered(self) -> float:
        return sum(self.in_long) / len(self.in_long)


def likeness(earlier: Text, later: Text) -> Likeness | None:
    """What makes two articles copies, or None where they are two."""
    if (at_home := earlier.site == later.site) and not _same_title(earlier, later):
        return None
    short, long = sorted((earlier, later), key=lambda text: len(text.body))
    if not short.body or _pattern(short.title, long.title):
        return None
    if short is earlier and _is_collection(short, long):
        return None
    if _names_its_own(short, long) and _names_its_own(long, short):
        return None
    overlap = _overlap(short, long)
    if not _stands_in(short, long, overlap) or _numbers_changed(overlap, short.numbers):
        return None
    if at_home and sum(overlap.in_long) < COVERED_AT_HOME * len(long.body):
        return None
    return Likeness(round(overlap.covered, 3), round(len(short.body) / len(long.body), 3))


def _overlap(short: Text, long: Text) -> _Overlap:
    length = min(short.measure.compared, len(short.body))
    if short.measure is long.measure:
        places = long.places
    else:
        places = {value: place for place, value in enumerate(shingles(long.body, short.measure.compared))}
    found = [places.get(value, -1) for value in short.runs]
    in_long = _marked(found, length)
    gaps = tuple(_gaps(in_long, found, length, len(long.body)))
    return _Overlap(short.body, long.body, short.measure, in_long, gaps)


def _marked(places: Sequence[int], length: int) -> list[bool]:
    """For each word whether one of the runs that it stands in has a place in the other text."""
    marks = [False] * (len(places) + length - 1)
    for start, place in enumerate(places):
        if place >= 0:
            marks[start : start + length] = [True] * length
    return marks


def _gaps(in_long: Sequence[bool], places: Sequence[int], length: int, end: int) -> Iterator[_Gap]:
    """The passages that only the shorter text has, each with what stands in the longer one between the same words."""
    start = 0
    for covered, run in groupby(in_long):
        stop = start + len(list(run))
        if not covered:
            before = places[start - length] + length if start else None
            after = places[stop] if stop < len(in_long) else None
            if before is None:
                before = max(0, (after or 0) - (stop - start))
            if after is None or not before <= after <= before + (stop - start) + SLACK:
                after = min(end, before + (stop - start))
            yield _Gap(start, stop, before, after)
        start = stop


def _stands_in(short: Text, long: Text, overlap: _Overlap) -> bool:
    """Whether the shorter text stands in the longer one, but for changed words and, at its ends, lines that are not
    about what its headline names: a byline, a notice, links.
    """
    total, _own = len(overlap.short), [gap.stop - gap.start for gap in overlap.gaps]
    inner = [gap.stop - gap.start for gap in overlap.gaps if gap.start and gap.stop < total]
    allowed = max(SLACK, OWN_PASSAGE * total)
    if max(inner, default=0) > allowed:
        return False
    outer = [gap for gap in overlap.gaps if not gap.start or gap.stop == total]
    if overlap.covered >= COVERED and all(gap.stop - gap.start <= allowed for gap in outer):
        return True
    core = total - sum(gap.stop - gap.start for gap in outer)
    notices = all(gap.stop - gap.start <= overlap.measure.notice for gap in outer)
    about = {word for gap in outer for word in _pieces(overlap.short[gap.start : gap.stop], overlap.measure)}
    about -= set(_pieces(long.body, overlap.measure))
    return (
        notices
        and core * 2 >= total
        and core - sum(inner) >= COVERED * core
        and not about & set(_pieces(short.title, overlap.measure))
    )


def _numbers_changed(overlap: _Overlap, numbers: int) -> bool:
    """Whether numbers were exchanged, of so many: one text has another number between the same words."""
    changed = 0
    for gap in overlap.gaps:
        own = Counter(word for word in overlap.short[gap.start : gap.stop] if word.isdecimal())
        others = Counter(word for word in overlap.long[gap.before : gap.after] if word.isdecimal())
        changed += min((own - others).total(), (others - own).total())
    return changed > CHANGED_NUMBERS * numbers


def _is_collection(short: Text, long: Text) -> bool:
    """Whether the later, longer text has much more than the earlier one."""
    more = len(long.body) - len(short.body)
    return more > max(AROUND * len(short.body), short.measure.notice)


def _pattern(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two headlines are the same but for their numbers: «Episode 5 preview», «Episode 6 preview»."""
    numbers, others = _only_numbers(one), _only_numbers(other)
    if numbers == others or not numbers or not others:
        return False
    words, more = set(one) - numbers, set(other) - others
    return len(words & more) >= ALIKE * len(words | more)


def _only_numbers(words: Iterable[str]) -> set[str]:
    return {word for word in words if word.isdecimal()}


def _names_its_own(text: Text, other: Text) -> bool:
    """Whether the headline names, beyond the other's headline, what its own text tells of and the other's doesn't."""
    if text.measure is other.measure:
        return any(piece in text.told and piece not in other.told for piece in text.named - other.named)
    named = text.named - set(_pieces(other.title, text.measure))
    return bool(named & text.told - set(_pieces(other.body, text.measure)))


def _pieces(words: Sequence[str], measure: Measure) -> Iterable[str]:
    """What names are made of: words, or pairs of characters."""
    return words if measure.spaced else map("".join, pairwise(words))


def _same_title(one: Text, other: Text) -> bool:
    """Whether two articles of one site may be one under two addresses: the same headline over the same text."""
    words, others = set(one.title), set(other.title)
    return len(words & others) >= COVERED_AT_HOME * len(words | others)
