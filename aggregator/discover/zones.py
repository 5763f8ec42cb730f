"""The time zone that a site keeps, as far as it declares one itself.

What is held true: the offsets in a site's own dates, together with the country that its language tag or its domain
names, leave one clock or none. Dates in UTC say nothing of the place. Known exception: sites that show each reader
the time of his own place; their offsets don't fit the country, so nothing is said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import get_global

MAX_DATES = 2_000
_SHARE = 0.9
_WITH_OFFSET = re.compile(r"\b(20\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d+)?([+-]\d\d:?\d\d)\b")


@cache
def words() -> dict[str, Any]:
    """The words of ``data/discovery.toml``."""
    return tomllib.loads((files("aggregator") / "data" / "discovery.toml").read_text(encoding="utf-8"))


def dates_in(html: str) -> list[datetime]:
    """The dates with an offset that a page's tags and JSON-LD state."""
    found = []
    for match in _WITH_OFFSET.finditer(html):
        try:
            found.append(datetime.fromisoformat(match[1] + match[2]))
        except ValueError:
            continue
        if len(found) >= MAX_DATES:
            break
    return found


def declared_zone(dates: Iterable[datetime], *, language: str | None, host: str) -> str | None:
    """The IANA name of the zone whose clock nine of ten ``dates`` show, None where none or several differing ones do.

    ``language`` is a BCP 47 tag, ``host`` the site's; they name the countries whose zones are tried.
    """
    placed = [d for d in dates if d.utcoffset()]
    fitting = [zone for zone in _zones(_territories(language, host)) if _fits(zone, placed)]
    return _named(fitting, max(placed)) if placed and fitting else None


def _territories(language: str | None, host: str) -> Sequence[str]:
    """The countries of a site: its domain's, else its language tag's region, else those of the language."""
    domain = host.rpartition(".")[2].upper()
    if len(domain) == 2 and domain.lower() not in words()["worldwide_domains"]:
        return ["GB" if domain == "UK" else domain]
    parts = (language or "").split("-")
    if len(parts[-1]) == 2 and parts[-1].isupper():
        return [parts[-1]]
    return tuple(words()["territories"].get(parts[0], ()))


def _zones(territories: Sequence[str]) -> list[str]:
    by_territory = get_global("territory_zones")
    return [zone for territory in territories for zone in by_territory.get(territory, ())]


def _fits(zone: str, dates: Sequence[datetime]) -> bool:
    try:
        clock = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    same = sum(d.astimezone(clock).utcoffset() == d.utcoffset() for d in dates)
    return same >= _SHARE * len(dates)


def _named(zones: Sequence[str], around: datetime) -> str | None:
    """One name for zones that keep the same time through the year around a date; None where they differ."""
    days = [around + timedelta(days=15 * n) for n in range(-24, 1)]
    clocks = {tuple(day.astimezone(ZoneInfo(zone)).utcoffset() for day in days) for zone in zones}
    if len(clocks) > 1:
        return None
    principal = words()["zones"]["principal"]
    return next((zone for zone in zones if zone in principal), zones[0])
