"""Each release of a text once: with its day, where that stands beside the month, and with the place that it names."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from aggregator.facts.dates.mentions import Resolved
from aggregator.facts.releases.finder import FoundRelease
from aggregator.facts.releases.weighed import RULE

ALIKE = {"streaming": {"premiere", "streaming"}, "publication": {"finale", "publication"}, "finale": {"finale"}}
"""Events that a headline may tell for another; a station's day is its own."""
BESIDE = 8
"""Characters between two days of a row: «il 5, 6 e 7 aprile»."""
_MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])")


def distinct_releases(found: list[FoundRelease], head: int = 0) -> list[FoundRelease]:
    """The releases; one that is put off to a month that another one tells with its day is that. ``head``: where the
    headline ends, whose month the text tells with its day, wherever that is. A date that only its signs tell is left
    where words tell it, too.
    """
    kept: dict[tuple[object, ...], FoundRelease] = {}
    for one in found:
        key = (one.work, one.event, one.resolved.edtf, one.place.id if one.place else None, one.superseded)
        kept.setdefault(key, one)
    placed = {key[:3] for key in kept if key[3] is not None}
    told = [one for key, one in kept.items() if key[3] is not None or key[:3] not in placed]
    by_words = [one.resolved for one in told if one.rule != RULE]
    told = [one for one in told if one.rule != RULE or not any(_lies_within(day, one.resolved) for day in by_words)]
    exact = [one for one in told if not any(_refines(other, one) or _details(other, one, head) for other in told)]
    put_off = [one for one in told if one.status == "delayed"]
    exact = _runs(exact)
    return [
        replace(one, status="delayed")
        if any(_refines(one, vague) for vague in put_off) or _is_put_off(one, told)
        else one
        for one in exact
    ]


def _lies_within(day: Resolved, vague: Resolved) -> bool:
    """Whether a date is the same as another one, or a part of it."""
    if day.earliest is None or day.latest is None or vague.earliest is None or vague.latest is None:
        return day.edtf == vague.edtf
    return vague.earliest <= day.earliest <= day.latest <= vague.latest


def _is_put_off(one: FoundRelease, told: list[FoundRelease]) -> bool:
    """Whether another sentence tells an earlier date of what comes out, which no longer holds («It was originally
    scheduled for July 6»): it is the only date that does.
    """
    if one.superseded or one.status != "scheduled":
        return False
    same = [other for other in told if (other.work, other.event) == (one.work, one.event)]
    holding = {other.resolved.edtf for other in same if not other.superseded}
    old = [other.resolved.edtf for other in same if other.superseded]
    return len(holding) == 1 and any(edtf.rstrip("~") < one.resolved.edtf.rstrip("~") for edtf in old)


def _runs(found: list[FoundRelease]) -> list[FoundRelease]:
    """The releases, days in a row on which cinemas show a film («il 5, 6 e 7 aprile») as one of all these days."""
    joined: list[FoundRelease] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is None or not _goes_on(last, one):
            joined.append(one)
            continue
        first, until = last.resolved, one.resolved
        days = replace(first, edtf=f"{first.earliest}/{until.latest}", latest=until.latest)
        quote = (min(last.quote[0], one.quote[0]), max(last.quote[1], one.quote[1]))
        words = last.words[0], one.words[1]
        joined[-1] = replace(last, resolved=days, words=words, quote=quote, region=last.region or one.region)
    return joined


def _goes_on(last: FoundRelease, one: FoundRelease) -> bool:
    """Whether a release is of the day after another one, told right behind it."""
    same = (last.work, last.event, last.status, last.superseded) == (one.work, one.event, one.status, one.superseded)
    if not same or one.event != "theatrical" or not 0 < one.words[0] - last.words[1] <= BESIDE:
        return False
    until, day = last.resolved.latest, one.resolved.edtf
    if (
        until is None
        or day != one.resolved.earliest
        or last.resolved.edtf[-len(until) :] != until
        or last.resolved.time
    ):
        return False
    return date.fromisoformat(until) + timedelta(days=1) == date.fromisoformat(day)


def _refines(exact: FoundRelease, vague: FoundRelease) -> bool:
    """Whether a release tells the day of another one that tells the month: of the same event, for the same country.

    A station's day is its own, beside which the month is a release of its own. A month to which it is put off may be
    told without its day («fica para janeiro»).
    """
    same = (exact.work, exact.event, exact.news) == (vague.work, vague.event, vague.news)
    same = same and (exact.status == vague.status or (exact.status, vague.status) == ("scheduled", "delayed"))
    places = [one.place.id if one.place else None for one in (exact, vague)]
    where = vague.region in (None, exact.region) and places[0] == places[1]
    month = vague.resolved.edtf
    told = same and where and not exact.superseded
    return told and bool(_MONTH.fullmatch(month)) and exact.resolved.edtf[:8] == f"{month}-"


def _details(exact: FoundRelease, vague: FoundRelease, head: int) -> bool:
    """Whether a release of the text tells the day of one of which the headline tells the month, and its service or
    magazine.
    """
    if not vague.words[0] < head <= exact.words[0] or vague.place is not None or exact.superseded:
        return False
    alike = vague.event in ALIKE.get(exact.event, ())
    same = (exact.work, exact.news, exact.status) == (vague.work, vague.news, vague.status)
    where = vague.region in (None, exact.region)
    month = vague.resolved.edtf
    return alike and same and where and bool(_MONTH.fullmatch(month)) and exact.resolved.edtf[:8] == f"{month}-"
