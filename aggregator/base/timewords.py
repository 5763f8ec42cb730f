"""Dates as people write them, in any language whose months CLDR knows.

The clock (with its zone) is taken out first, then the day; what remains must be words that say nothing of their own
(weekdays, «at», «published»), or the text isn't one date and nothing is read. Month and weekday names come from
Babel; the other words stand in ``data/times.toml``. Only what is left unread, and only where the language is known,
goes to dateparser, in the mode that never fills in a missing part.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from aggregator.base.calendar_names import calendar_names
from aggregator.base.times import Parts, words

_CJK = re.compile(r"(\d{4}|[^\W\d_]{2}\s*(?:\d{1,2}|元))\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)\.?")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)\.?")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_REMARK = re.compile(r"\([^()\d]*\)|\[[^\[\]\d]*\]")
_LABEL = re.compile(r"[^\d:]{1,40}:\s*(?=\D{0,20}\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SIGNED = re.compile(r"\d\s?[./\-–:]\s?\d")
_IMPOSSIBLE = (0, 0, 0)


def read_words(text: str, zone: ZoneInfo, language: str | None) -> Parts | None:
    """The parts of one written date (NFKC), or None. ``language`` is a BCP 47 tag; None tries many languages."""
    if not any(c.isdigit() for c in text):
        return None
    text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    clock, rest = _take_clock(text)
    rest = _REMARK.sub(" ", rest)
    day = _numeric_day(rest, zone, language) or _word_day(rest, language)
    if day is None and language:
        day = _ask_dateparser(rest, zone, language)
    if day is None or clock is None:
        return None
    if not clock:
        return Parts(*day)
    hour, minute, second, written = clock
    return Parts(*day, hour=hour, minute=minute, second=second, zone=written)


# -- the clock ---------------------------------------------------------------------------------------------------------


@cache
def _clock_pattern() -> re.Pattern[str]:
    halves = sorted((*words()["am"], *words()["pm"]), key=len, reverse=True)
    half = "|".join(re.escape(h).replace(r"\ ", r"\s?") for h in halves)
    return re.compile(
        rf"(?<![\d:.A-Za-z])(?:(?P<before>{half})\s*)?"
        r"(?:(?P<h1>\d{1,2})\s?[:h]\s?(?P<m1>\d\d)(?::(?P<s1>\d\d)(?:[.,]\d+)?)?(?![\d:])"
        r"|(?P<h2>\d{1,2})\s?(?P<kanji>[時时點点]|시)\s*(?:(?P<m2>\d{1,2})\s?[分분]\s*(?:(?P<s2>\d{1,2})\s?[秒초])?)?"
        r"|(?P<h3>\d{1,2})\.(?P<m3>\d\d)(?=\s*(?:uhr|hod|h\b))"
        r"|(?<=kl\. )(?P<h5>\d{1,2})\.(?P<m5>\d\d)(?![\d.])"
        r"|(?P<h4>\d{1,2})(?=\s*(?:uhr\b|h\b|[ap]\.?\s?m\b)))"
        rf"(?:\s*(?P<after>{half})(?![^\W\d_]))?(?:\s*(?:uhr|h)\b)?"
        r"(?:,?\s*\(?(?P<zone>(?-i:(?:GMT|UTC)\s?[+\-−]\d\d?(?::?\d\d)?|[+\-−]\d\d:?\d\d(?![\d-])|[A-Z]{2,5}(?![A-Za-z]))|Z\b)\)?)?",
        re.IGNORECASE,
    )


def _take_clock(text: str) -> tuple[tuple[int, int, int, str] | tuple[()] | None, str]:
    """The clock (hour, minute, second, zone), () where none is written, None for an impossible one; and the rest."""
    match = _clock_pattern().search(text)
    if not match:
        return (), text
    zone = match["zone"] or ""
    end = match.end()
    if zone.isalpha() and not _is_zone(zone):
        zone, end = "", match.start("zone")
    hour = int(match["h1"] or match["h2"] or match["h3"] or match["h4"] or match["h5"])
    minute = int(match["m1"] or match["m2"] or match["m3"] or match["m5"] or 0)
    second = int(match["s1"] or match["s2"] or 0)
    half = _half((match["before"] or match["after"] or "").lower())
    if half and ((hour > 12 and half == "am") or (hour == 12 and match["kanji"]) or hour > 23):
        return None, ""
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return (hour, minute, second, zone), f"{text[: match.start()]} {text[end:]}"


def _is_zone(letters: str) -> bool:
    return letters in ("Z", "UT", "UTC", "GMT") or letters in words()["zones"] or letters in words()["own_zones"]


def _half(word: str) -> str:
    if not word:
        return ""
    squeezed = word.replace(" ", "").replace(".", "")
    return "am" if squeezed in {w.replace(" ", "").replace(".", "") for w in words()["am"]} else "pm"


# -- the day -----------------------------------------------------------------------------------------------------------


def _numeric_day(text: str, zone: ZoneInfo, language: str | None) -> tuple[int, int, int] | None:
    """A day in numbers alone: 2024年1月10日, 2024/1/10, 13.01.2024. Impossible where its order can't be told."""
    if match := _CJK.search(text):
        year = _year(match[1])
        day = (year, int(match[2]), int(match[3])) if year else None
    elif match := _YEAR_FIRST.search(text):
        day = (int(match[1]), int(match[3]), int(match[4]))
    elif match := _YEAR_LAST.search(text):
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        day = _ordered(one, two, year, zone, language) or _by_weekday(one, two, year, text, language)
    else:
        return None
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return day if day and _says_nothing(_TOKEN.findall(rest), language) else _IMPOSSIBLE


def _year(written: str) -> int | None:
    if written[0].isdigit():
        return int(written)
    first = words()["eras"].get(written[:2])
    number = written[2:].strip()
    return first - 1 + (1 if number == "元" else int(number)) if first else None


def _ordered(one: int, two: int, year: int, zone: ZoneInfo, language: str | None) -> tuple[int, int, int] | None:
    if one == two or two > 12:
        return year, one, two
    if one > 12:
        return year, two, one
    order = _order(language, zone.key) if language else None
    if order == "dm":
        return year, two, one
    return (year, one, two) if order == "md" else None


def _by_weekday(one: int, two: int, year: int, text: str, language: str | None) -> tuple[int, int, int] | None:
    """The one reading of a date that falls on the weekday that stands beside it: Thu, 08/03/2023 is in August."""
    weekdays = _names(language)[1]
    named = [weekdays[word] for t in _TOKEN.findall(text) if (word := t.casefold()) in weekdays]
    if len(named) != 1:
        return None
    fitting = [(year, m, d) for m, d in ((one, two), (two, one)) if _weekday(year, m, d) in named[0]]
    return fitting[0] if len(fitting) == 1 else None


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


@cache
def _order(language: str, zone: str) -> str | None:
    """Whether day or month comes first by CLDR's short date of the language in its region.

    English is written both ways: without a region in its tag, the region of the time zone decides, if CLDR knows the
    pair. Year-first languages settle nothing.
    """
    locale = _locale(language)
    if locale and locale.language == "en" and not locale.territory:
        territory = get_global("zone_territories").get(zone)
        locale = _locale(f"en-{territory}") if territory else None
        locale = locale if locale and locale.territory else None
    if not locale:
        return None
    letters = [c for c in locale.date_formats["short"].pattern if c in "dMy"]
    first = list(dict.fromkeys(letters))
    return {"d": "dm", "M": "md"}.get(first[0])


def _word_day(text: str, language: str | None) -> tuple[int, int, int] | None:
    """A day whose month is a word: 10 de enero de 2024, January 10th, 2024, 2024. január 10."""
    months, weekdays = _names(language)
    tokens = [t.casefold() for t in _TOKEN.findall(text)]
    named = [t for t in tokens if t in months]
    if len(named) > 1:
        named = [t for t in named if t not in weekdays]
    if len(named) != 1:
        return None
    month = named[0]
    at = tokens.index(month)
    before = [t for t in tokens[:at] if t.isdigit()]
    after = [t for t in tokens[at + 1 :] if t.isdigit()]
    if not _says_nothing([t for t in tokens if t != month and not t.isdigit()], language):
        return None
    match before, after:
        case [[day], [year]] if len(year) == 4:
            return int(year), months[month], int(day)
        case [[], [day, year]] if len(year) == 4:
            return int(year), months[month], int(day)
        case [[year], [day]] if len(year) == 4:
            return int(year), months[month], int(day)
    return None


def _says_nothing(tokens: Iterable[str], language: str | None) -> bool:
    silent = _silent()
    _, weekdays = _names(language)
    return all((word := t.casefold()) in silent or word in weekdays for t in tokens)


@cache
def _silent() -> frozenset[str]:
    return frozenset((*words()["fillers"], *words()["labels"]))


@cache
def _names(language: str | None) -> tuple[dict[str, int], dict[str, frozenset[int]]]:
    """Month names with their numbers, and weekday names with what they may mean (Monday is 0).

    A name that means two months in two languages is left out.
    """
    months: dict[str, int] = {}
    weekdays: dict[str, frozenset[int]] = {}
    clash: set[str] = set()
    own = (language, "en") if language else tuple(words()["languages"])
    for locale in filter(None, map(_locale, own)):
        for name, number in _month_names(locale):
            if months.setdefault(name, number) != number and not language:
                clash.add(name)
        for widths in calendar_names(locale, "days").values():
            for width, names in widths.items():
                for number, name in names.items():
                    for token in _TOKEN.findall(name.casefold()) if width != "narrow" or not name.isascii() else ():
                        weekdays[token] = weekdays.get(token, frozenset()) | {number}
    for name, number in words()["months"].items():
        months.setdefault(name, number)
    return {name: number for name, number in months.items() if name not in clash}, weekdays


def _month_names(locale: Locale) -> Iterable[tuple[str, int]]:
    for widths in calendar_names(locale, "months").values():
        for width in ("wide", "abbreviated"):
            for number, name in widths.get(width, {}).items():
                tokens = _TOKEN.findall(name.casefold())
                if tokens and len(tokens[-1]) > 1 and not any(t.isdigit() for t in tokens):
                    yield tokens[-1], number
                    yield "".join(c for c in unicodedata.normalize("NFD", tokens[-1]) if c.isalpha()), number


@cache
def _locale(language: str) -> Locale | None:
    """CLDR's locale of a tag; that of its language alone where the region is unknown to CLDR."""
    language = language.replace("_", "-")
    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _ask_dateparser(text: str, zone: ZoneInfo, language: str) -> tuple[int, int, int] | None:
    """Dateparser as the last resort: one language, absolute dates, all parts stated, and a day alone.

    Its other modes fill in what is missing from today's date, or read «86» as a year; numbers with signs between them
    it reads in an order of its own.
    """
    if not _YEAR.search(text) or _SIGNED.search(text) or not any(c.isalpha() for c in text):
        return None
    from dateparser.date import DateDataParser

    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"], "TIMEZONE": zone.key}
    try:
        reader = DateDataParser(
            languages=[language.partition("-")[0]], settings={**settings, "RETURN_TIME_AS_PERIOD": True}
        )
        found = reader.get_date_data(text.strip())
    except (ValueError, OverflowError):
        return None
    if not found or not found["date_obj"] or found["period"] != "day":
        return None
    day: date = found["date_obj"].date()
    return day.year, day.month, day.day
