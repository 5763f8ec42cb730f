"""Stated dates as instants, for formats that know nothing less precise."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

_FURTHEST = timedelta(hours=14)


def instant(stated: str | None) -> datetime | None:
    """The aware instant of an ISO 8601 text; None where it is a day alone, or none."""
    try:
        moment = datetime.fromisoformat(stated or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def day(stated: str | None) -> date | None:
    """The day of an ISO 8601 text that states a day alone."""
    try:
        return date.fromisoformat(stated or "") if len(stated or "") == 10 else None
    except ValueError:
        return None


def rfc3339(stated: str | None, sorted_at: str | None = None) -> str | None:
    """A stated date as RFC 3339 (section 5.6), which has no day without a time.

    Such a day is written as its first moment in its site's zone, which the stored ``sorted_at`` tells; nothing is
    written where that does not fit.
    """
    moment = instant(stated)
    if moment is None and (alone := day(stated)) and (start := instant(sorted_at)):
        offset = datetime.combine(alone, time(), UTC) - start
        if abs(offset) <= _FURTHEST and not offset % timedelta(minutes=15):
            moment = datetime.combine(alone, time(), timezone(offset))
    if moment is None:
        return None
    if (moment.utcoffset() or timedelta()) % timedelta(minutes=1):
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="seconds")
