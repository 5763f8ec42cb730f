"""Each release of a text once: with its day, where that stands beside the month, and with the place that it names."""

from __future__ import annotations

import re
from dataclasses import replace

from aggregator.facts.releases.finder import FoundRelease

_MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])")


def distinct_releases(found: list[FoundRelease]) -> list[FoundRelease]:
    """The releases; one that is put off to a month that another one tells with its day is that."""
    kept: dict[tuple[object, ...], FoundRelease] = {}
    for one in found:
        key = (one.work, one.event, one.resolved.edtf, one.place.id if one.place else None, one.superseded)
        kept.setdefault(key, one)
    placed = {key[:3] for key in kept if key[3] is not None}
    told = [one for key, one in kept.items() if key[3] is not None or key[:3] not in placed]
    exact = [one for one in told if not any(_refines(other, one) for other in told)]
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
