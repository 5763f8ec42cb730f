"""What ids and dates are called on a page, in English."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from aggregator.base.edtf import EDTF

EVENTS = {
    "premiere": "Premiere",
    "theatrical": "In theatres",
    "streaming": "Streaming",
    "home_video": "Disc",
    "publication": "In print",
    "finale": "Finale",
    "other": "Release",
}
_PROVIDERS = {
    "youtube": "YouTube",
    "niconico": "Niconico",
    "tiktok": "TikTok",
    "x": "X",
}
_ROLES = {
    "voice": "Voice",
    "dub_voice": "Dub voice",
    "cg_director": "CG director",
    "cg_production": "CG production",
    "adr_director": "ADR director",
    "broadcaster": "Broadcaster",
    "animation_production": "Animation studio",
}
_TYPES = {"tv": "TV series", "ova": "OVA", "ona": "Web series", "live_action": "Live action"}
_PARTS = {
    "21": "spring",
    "22": "summer",
    "23": "autumn",
    "24": "winter",
    "33": "first quarter of",
    "34": "second quarter of",
    "35": "third quarter of",
    "36": "fourth quarter of",
    "40": "first half of",
    "41": "second half of",
}
MONTHS = tuple(format_date(date(2001, month, 1), "LLLL", locale="en") for month in range(1, 13))
_ENGLISH = Locale("en")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def plain(word: str) -> str:
    """An id of a closed list as words: «series composition»."""
    return word.replace("_", " ").replace("-", " ")


def sentence(word: str) -> str:
    """The same with a capital."""
    words = plain(word)
    return words[:1].upper() + words[1:]


def event(name: str) -> str:
    """An event of a release."""
    return EVENTS.get(name) or sentence(name)


def role(name: str) -> str:
    """A role of a credit."""
    return _ROLES.get(name) or sentence(name)


def type_of(name: str | None) -> str:
    """A work's type."""
    return _TYPES.get(name or "") or sentence(name or "")


def provider(name: str) -> str:
    """A host of films by the name that it has for itself."""
    return _PROVIDERS.get(name) or sentence(name)


@lru_cache(maxsize=1024)
def language(tag: str) -> str:
    """A BCP 47 tag's language in English; the tag itself where nobody knows it."""
    if not _TAG.fullmatch(tag):
        return tag
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return str(_ENGLISH.languages.get(tag.partition("-")[0].lower(), tag))


@lru_cache(maxsize=1024)
def region(code: str) -> str:
    """A region's code (ISO 3166-1 or one of our groups) in English."""
    return str(_ENGLISH.territories.get(code) or ("Worldwide" if code == "world" else plain(code).title()))


def day(value: date) -> str:
    """A day: «10 January 2027»."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def long_day(value: date, today: date) -> str:
    """A day as a heading: «Today, Thursday 26 November», the year where it is another."""
    near = {0: "Today, ", 1: "Yesterday, "}.get((today - value).days, "")
    year = "" if value.year == today.year else f" {value.year}"
    return f"{near}{format_date(value, 'EEEE', locale='en')} {value.day} {MONTHS[value.month - 1]}{year}"


def month(value: date) -> str:
    """A month: «January 2027»."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def date_words(edtf: str) -> str:
    """A date in EDTF as one says it: «10 January 2027», «winter 2027», «about 2027»; what can't be read as it is."""
    sides = [_point(side) for side in edtf.split("/")]
    return " to ".join(sides)


def _point(side: str) -> str:
    match = EDTF.fullmatch(side)
    if match is None:
        return side
    about = "about " * side.endswith("~")
    year = "" if match["year"] == "XXXX" else match["year"]
    name = match["month"]
    if name is None or name == "XX":
        return f"{about}{year}" if year else side
    if name in _PARTS:
        return f"{about}{_PARTS[name]} {year}".strip()
    parts = (str(int(match["day"])) if match["day"] else "", MONTHS[int(name) - 1], year)
    return about + " ".join(filter(None, parts))


def moment(edtf: str, time: str | None) -> str:
    """A release's date with its time as stated: «6 October 2027, 25:30»."""
    return f"{date_words(edtf)}, {time}" if time else date_words(edtf)


def ago(then: datetime, now: datetime) -> str:
    """How long ago an instant is: «5 minutes ago», «3 hours ago», else its day."""
    passed = now - then
    if timedelta() <= passed < timedelta(hours=1):
        return _count(int(passed.total_seconds() // 60), "minute")
    if timedelta() <= passed < timedelta(days=1):
        return _count(int(passed.total_seconds() // 3600), "hour")
    return day(then.astimezone(now.tzinfo).date())


def _count(number: int, unit: str) -> str:
    return "just now" if number == 0 else f"{number} {unit}{'s' * (number != 1)} ago"


def count(number: int, noun: str, several: str | None = None) -> str:
    """A number with its noun: «1 outlet», «3 outlets»."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"
