"""Dates as feeds, meta tags, JSON-LD, sitemaps and pages write them, read as ISO 8601 and never guessed.

The machine forms (ISO 8601, W3CDTF, RFC 822/2822, epoch numbers) are read here in microseconds; what people write
goes to :mod:`aggregator.base.timewords`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

MAX_LENGTH = 200
"""Characters of a text that may be one date."""
FIRST_YEAR, LAST_YEAR = 1901, 2199
LAST_HOUR = 29
"""Broadcasters count the small hours on: 25:30 is 1:30 of the next day."""

_ZONE_TAIL = r"(?:\s*(?P<zone>[A-Za-z+\-−(][^\d]*[\d:]*[^\d]*))?"
_SEPARATOR = r"[Tt_]|UTC(?=.*[+-]\d\d:?\d\d$)| +"  # PHP writes «UTC» where an unquoted T was meant
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)"
    rf"(?:(?P<sep>{_SEPARATOR})(?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?)?"
    + _ZONE_TAIL
    + ")?",
    re.ASCII,
)
_WEEK = re.compile(r"(\d{4})-?W(\d\d)-?(\d)|(\d{4})-(\d{3})", re.ASCII)
_RFC = re.compile(
    r"(?:[A-Za-z]{2,9}\.?,?\s+)?(?P<day>\d{1,2})(?:\s+|-)(?P<month>[A-Za-z]{3,9})\.?(?:\s+|-)(?P<year>\d{4}|\d\d),?\s+"
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?" + _ZONE_TAIL,
    re.ASCII,
)
_NUMBER = re.compile(r"\d{8,14}(?:\.\d+)?", re.ASCII)
_OFFSET = re.compile(r"(?:GMT|UTC|UT)?\s*([+\-−])(\d\d?)(?::?(\d\d))?", re.IGNORECASE | re.ASCII)
_NAMED_OFFSET = re.compile(r"([+\-−]\d\d:?\d\d) [A-Z]{2,5}", re.ASCII)
_COMMENT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ZONE_NAME = re.compile(r"[A-Za-z]+(?:/[A-Za-z_+\-]+){1,2}", re.ASCII)
_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_MONTHS = {m[:3]: (n, m) for n, m in enumerate((*_ENGLISH, "november", "december"), 1)}


@dataclass(frozen=True, slots=True)
class Parts:
    """A date as it was written: ``hour`` is None where no time is stated, ``zone`` is what stood after the clock."""

    year: int
    month: int
    day: int
    hour: int | None = None
    minute: int = 0
    second: int = 0
    zone: str = ""


_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_IMPOSSIBLE = Parts(0, 0, 0)


@cache
def words() -> dict[str, Any]:
    """The words of ``data/times.toml``."""
    return tomllib.loads((files("aggregator") / "data" / "times.toml").read_text(encoding="utf-8"))


def read_time(text: str, zone: ZoneInfo, language: str | None = None) -> str | None:
    """ISO 8601 with offset to the second (``2024-01-10T15:00:00+09:00``), or the day alone where no time is stated.

    ``text`` is one date as written in a feed, a tag or a page; a time without offset is read in ``zone``. None where
    it can't be read, is impossible (31 February) or leaves a choice: no year, 10/01/2024 unless ``language`` (a BCP 47
    tag, with its region or that of the zone) settles the order. Nothing is taken from today's date.
    """
    found = _read(text, zone, language)
    return found.isoformat() if found else None


def read_moment(text: str, zone: ZoneInfo, language: str | None = None) -> datetime | None:
    """The moment that a written date names, aware: :func:`instant` of :func:`read_time`."""
    found = _read(text, zone, language)
    return found if found is None or isinstance(found, datetime) else _start(found, zone)


def instant(value: str, zone: ZoneInfo) -> datetime:
    """The moment that a value of :func:`read_time` names, aware; a day alone is its start in ``zone``."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _read(text: str, zone: ZoneInfo, language: str | None) -> date | None:
    """A day, or a moment (which is a day too) with the offset that was written or that of ``zone``."""
    if len(text) > MAX_LENGTH:
        return None
    text = text.strip()
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).strip()
    parts = _machine(text)
    if parts is None:
        from aggregator.base.timewords import read_words

        parts = read_words(text, zone, language)
    return _resolve(parts, zone) if parts else None


def _machine(text: str) -> Parts | None:
    """The forms of machines: ISO 8601, RFC 822 (with RFC 2822's two-digit years), epoch numbers, ISO weeks."""
    if match := _ISO.fullmatch(text):
        return _from_match(match, int(match["year"]), int(match["month"]))
    if match := _RFC.fullmatch(text):
        number, name = _MONTHS.get(match["month"][:3].lower(), (0, ""))
        if name.startswith(match["month"].lower()) or match["month"].lower() == "sept":
            year = int(match["year"])
            if len(match["year"]) == 2:
                year += 2000 if year < 50 else 1900
            return _from_match(match, year, number)
    if _NUMBER.fullmatch(text):
        return _from_number(text)
    if match := _WEEK.fullmatch(text):
        return _from_week(match)
    return None


def _from_match(match: re.Match[str], year: int, month: int) -> Parts:
    hour = match["hour"]
    if hour is None:
        return Parts(year, month, int(match["day"]))
    minute, second = int(match["minute"] or 0), int(match["second"] or 0)
    if int(hour) >= 24 and (minute or second or hour != "24") and not _counts_on(match):
        return _IMPOSSIBLE
    return Parts(year, month, int(match["day"]), int(hour), minute, second, match["zone"] or "")


def _counts_on(match: re.Match[str]) -> bool:
    """Whether an hour past 24 may be a broadcaster's: people leave out the T, the seconds and the offset."""
    return match["second"] is None and not match["zone"] and match.groupdict().get("sep", "T") not in ("T", "t")


def _from_number(text: str) -> Parts | None:
    """Epoch seconds or milliseconds of the years 2000 to 2100, or a date of 12 or 14 digits without signs."""
    whole = text.partition(".")[0]
    if len(whole) in (12, 14) and whole[:2] in ("19", "20"):
        second = int(whole[12:] or 0)
        return Parts(int(whole[:4]), int(whole[4:6]), int(whole[6:8]), int(whole[8:10]), int(whole[10:12]), second)
    seconds = int(whole) // 1000 if len(whole) in (12, 13) else int(whole)
    if not 946_684_800 <= seconds < 4_102_444_800:
        return None
    moment = datetime.fromtimestamp(seconds, UTC)
    return Parts(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, "Z")


def _from_week(match: re.Match[str]) -> Parts | None:
    try:
        if match[1]:
            day = date.fromisocalendar(int(match[1]), int(match[2]), int(match[3]))
        else:
            day = date(int(match[4]), 1, 1) + timedelta(days=int(match[5]) - 1)
            if day.year != int(match[4]):
                return None
    except (ValueError, OverflowError):
        return None
    return Parts(day.year, day.month, day.day)


def _resolve(parts: Parts, zone: ZoneInfo) -> date | None:
    """The day or moment of the parts; None where there is no such day or time, or the zone isn't known.

    1970-01-01 is the zero of a clock that was never set, not a date.
    """
    if not FIRST_YEAR <= parts.year <= LAST_YEAR:
        return None
    try:
        day = date(parts.year, parts.month, parts.day)
    except ValueError:
        return None
    if parts.hour is None:
        return None if day == date(1970, 1, 1) else day
    if parts.hour > LAST_HOUR or parts.minute > 59 or parts.second > 60:
        return None
    rest = timedelta(hours=parts.hour, minutes=parts.minute, seconds=parts.second)
    local = datetime.combine(day, time()) + rest
    offset = _offset(parts.zone, local, zone)
    if offset is None:
        return None
    moment = local.replace(tzinfo=offset)
    utc = moment.astimezone(UTC)
    if abs(utc - _ZERO) <= timedelta(hours=14):
        return None
    return utc.astimezone(offset)


def _offset(written: str, local: datetime, zone: ZoneInfo) -> tzinfo | None:
    """The zone that was written after a clock; the site's own where nothing was; None where it can't be told."""
    name = _COMMENT.sub("", written).strip(" .,") or written.strip(" ().,[]")
    name = _NAMED_OFFSET.sub(r"\1", name)
    if not name:
        return zone
    if name in ("Z", "z") or name.upper() in ("UTC", "GMT", "UT"):
        return UTC
    if match := _OFFSET.fullmatch(name):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes > 14 * 60 or int(match[3] or 0) > 59:
            return None
        return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))
    return _named_zone(name, local, zone)


def _named_zone(name: str, local: datetime, zone: ZoneInfo) -> tzinfo | None:
    if _ZONE_NAME.fullmatch(name):
        known = name
    else:
        own = {(local + timedelta(days=d)).replace(tzinfo=zone) for d in (0, 182)}
        for moment in own:
            if moment.tzname() == name.upper():
                return timezone(moment.utcoffset() or timedelta())
        known = words()["zones"].get(name.upper(), "")
        if match := _OFFSET.fullmatch(known):
            sign = 1 if match[1] == "+" else -1
            return timezone(sign * timedelta(hours=int(match[2]), minutes=int(match[3] or 0)))
    try:
        return ZoneInfo(known) if known else None
    except (KeyError, ValueError, OSError):
        return None
