"""Each release of a text once: with its day, where that stands beside the month, and with the place that it names."""

from __future__ import annotations

import re
from dataclasses import replace

from aggregator.facts.releases.finder import FoundRelease

ALIKE = {"streaming": {"premiere", "streaming"}, "publication": {"finale", "publication"}, "finale": {"finale"}}
"""Events that a headline may tell for another; a station's day is its own."""
_MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])")


def distinct_releases(found: list[FoundRelease], head: int = 0) -> list[FoundRelease]:
    """The releases; one that is put off to a month that another one tells with its day is that. ``head``: where the
    headline ends, whose month the text tells with its day, wherever that is.
    """
    kept: dict[tuple[object, ...], FoundRelease] = {}
    for one in found:
        key = (one.work, one.event, one.resolved.edtf, one.place.id if one.place else None, one.superseded)
        kept.setdefault(key, one)
    placed = {key[:3] for key in kept if key[3] is not None}
    told = [one for key, one in kept.items() if key[3] is not None or key[:3] not in placed]
    exact = [one for one in told if not any(_refines(other, one) or _details(other, one, head) for other in told)]
    put_off = [one for one in told if one.status == "delayed"]
    return [replace(one, status="delayed") if any(_refines(one, vague) for vague in put_off) else one for one in exact]


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
