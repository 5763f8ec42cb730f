"""Patterns for dates in Japanese, Chinese and Korean, compiled once from ``data/languages/<tag>.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from aggregator.base.vocabulary import language, table
from aggregator.facts.dates.mentions import Shift, Unit
from aggregator.facts.dates.words import FIRST, PARTS, SEASONS, UNITS

OFFSETS = {"before_last": -2, "last": -1, "this": 0, "next": 1, "after_next": 2}
DAYS = {"before_yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "after_tomorrow": 2}
ANAPHORA: dict[str, Shift] = {
    "same_day": Shift("day", 0),
    "next_day": Shift("day", 1),
    "next_of": Shift("day", 0),
    "day_before": Shift("day", -1),
    "same_month": Shift("month", 0),
    "next_month": Shift("month", 1),
    "same_year": Shift("year", 0),
    "next_year": Shift("year", 1),
    "last_year": Shift("year", -1),
}
_DAY = r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])(?![0-9])"
_SLASHED = _MONTH + r"(?:/|\.(?=[0-9]{1,2}\s?[(（]\D[)）]))" + _DAY
WITHIN = frozenset("・、,~〜ー-平")
"""What stands before a weekday that is a part of a word or list."""
SLOTS = "(?![ドプロア枠劇版])"
"""What doesn't follow a weekday: it is in the name of a slot («火曜ドラマ枠», «日曜劇場»)."""
ENDS_NAME = re.compile(r"[a-z][0-9]{1,2}[:/-]$")
"""A number that ends a name («BS11:10月6日»)."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Words and what each means; the longest that begins at a place is found."""

    pattern: re.Pattern[str]
    values: dict[str, Any]

    def at(self, folded: str, start: int) -> tuple[Any, int] | None:
        """What the word that begins here means, and where it ends."""
        match = self.pattern.match(folded, start)
        return (self.values[match[0]], match.end()) if match else None


@dataclass(frozen=True, slots=True)
class CjkWords:
    """A language's patterns; every one is bounded and begins where it is asked to."""

    anchors: re.Pattern[str]
    heads: dict[str, re.Pattern[str]]
    whole: re.Pattern[str]
    slashed: re.Pattern[str]
    slash_follows: tuple[str, ...]
    lists: re.Pattern[str]
    year: re.Pattern[str]
    eras: dict[str, int]
    month: re.Pattern[str]
    month_of_range: re.Pattern[str]
    """A month whose mark stands behind the last one («10~12月»)."""
    day_of_list: re.Pattern[str]
    """A day whose mark stands behind the last one of its list («10月11、18日»)."""
    months_of_cours: re.Pattern[str]
    """The first and the last month of a season («7~9月期»)."""
    issue: re.Pattern[str]
    day: re.Pattern[str]
    weekday: re.Pattern[str]
    weekday_alone: re.Pattern[str]
    weekdays: dict[str, int]
    weekly: tuple[str, ...]
    years: Lookup
    months: Lookup
    weeks: Lookup
    days: Lookup
    cours: Lookup
    anaphora: Lookup
    season: Lookup
    led_season: Lookup
    season_follows: tuple[str, ...]
    parts: Lookup
    year_parts: Lookup
    halves: Lookup
    quarters: Lookup
    toward: Lookup
    around: re.Pattern[str]
    counted: re.Pattern[str]
    units: dict[str, Unit]
    past: frozenset[str]
    to: re.Pattern[str]
    tail: re.Pattern[str]
    clock: re.Pattern[str]
    halves_of_day: dict[str, str]
    zones: dict[str, str]
    zone_leads: tuple[str, ...]
    zone_after: re.Pattern[str]
    effective: tuple[str, ...]


_BARE = ("season", "parts", "halves", "quarters")
"""Words that say a date only with what stands beside them."""


@cache
def cjk_words_of(tag: str) -> CjkWords | None:
    """The patterns of a language that writes numbers with marks behind them; None for any other."""
    said: dict[str, Any] = language(tag).get("dates", {})
    if "marks" not in said:
        return None
    marks = said["marks"]
    zones, letters = _zones(said)
    lookups = _lookups(said)
    halves = {word: key for key in ("am", "pm", "evening", "night") for word in said["clock"][key]}
    units = {word: unit for unit in UNITS for word in said["counts"][unit]}
    names = "[" + "".join(marks["weekday_names"]) + "天]"
    before, after = any_of(marks["weekday_before"]), any_of(marks["weekday"])
    alone = rf"{before}(?P<name>{names})" if marks["weekday_before"] else rf"(?P<name>{names}){after}"
    closing = rf"(?:{after})?(?:{any_of(marks['holiday'])})?"
    heads = _heads(
        {word for name, lookup in lookups.items() if name not in _BARE for word in lookup.values} | set(said["eras"]),
        [(word, any_of(said["season_leads"]["follows"])) for word in lookups["season"].values]
        + [(name, after) for name in names[1:-1] if not marks["weekday_before"]]
        + [(name, names) for name in marks["weekday_before"]],
    )
    alike: dict[str, Any] = {**lookups, **_numbered(marks)}
    return CjkWords(
        **alike,
        anchors=re.compile("[0-9" + "".join(map(re.escape, sorted(heads))) + "]"),
        heads={head: re.compile("|".join(texts)) for head, texts in heads.items()},
        whole=re.compile(r"(?P<year>[12][0-9]{3})(?P<sign>[-/.])" + _MONTH + r"(?P=sign)" + _DAY),
        slashed=re.compile(_SLASHED + rf"(?!/)(?!\s?{any_of(marks['not_slash'])})"),
        slash_follows=tuple(marks["slash_follows"]),
        lists=re.compile(rf"\s?{any_of(marks['and'])}\s?(?=[0-9])"),
        year=re.compile(
            rf"(?:(?P<era>{any_of(said['eras'])})(?P<nth>元|[0-9]{{1,2}})|(?P<year>[12][0-9]{{3}})"
            rf"|(?<![0-9])(?P<short>[0-9]{{2}})(?=\s?{_behind_short(marks, lookups)}))\s?"
            rf"{any_of(marks['year'])}(?:(?={any_of(lookups['halves'].values)})|(?!{any_of(marks['not_year'])}))"
            rf"(?:\({any_of(said['eras'])}[0-9元]{{1,2}}年\))?"
        ),
        eras=said["eras"],
        weekday=re.compile(rf"\s?(?:[(\[]\s?(?:{before})?(?P<name>{names}){closing}\s?[)\]])"),
        weekday_alone=re.compile(rf"(?:{alone}){SLOTS}"),
        weekdays={name: n for n, name in enumerate(marks["weekday_names"])} | {"天": 6},
        weekly=tuple(marks["weekly"]),
        season_follows=tuple(said["season_leads"]["follows"]),
        around=re.compile(rf"\s?{any_of(marks['around'])}"),
        counted=re.compile(
            rf"(?P<count>[0-9]{{1,3}})\s?(?P<unit>{any_of(units)})\s?"
            rf"(?P<side>{any_of((*said['counts']['past'], *said['counts']['future']))})(?![半期])"
        ),
        units=units,
        past=frozenset(said["counts"]["past"]),
        to=re.compile(rf"\s?{any_of(marks['to'])}\s?"),
        tail=_tail(marks, zones, names, closing, before if marks["weekday_before"] else ""),
        clock=_clock(said, halves),
        halves_of_day=halves,
        zones=letters | zones,
        zone_leads=tuple(zones),
        zone_after=re.compile(rf"\s?\(?(?P<zone>{any_of((*zones, *letters))})(?![a-z])\)?"),
        effective=tuple(marks["effective"]),
    )


def _behind_short(marks: dict[str, Any], lookups: dict[str, Lookup]) -> str:
    """What shows that two digits are a year: a month or season behind its mark, or a mark that is longer («20年内»)."""
    month = rf"[0-9]{{1,2}}\s?{any_of(marks['month'])}"
    told = rf"{any_of(marks['year'])}\s?(?:{month}|{any_of(lookups['season'].values)})"
    long = [mark for mark in marks["year"] if len(mark) > 1]
    return f"(?:{told}|{any_of(long)})" if long else told


def _numbered(marks: dict[str, Any]) -> dict[str, Any]:
    """The patterns of months and days that are numbers with marks behind them, by their names in ``CjkWords``."""
    return {
        "month": re.compile(
            _MONTH + rf"\s?{any_of(marks['month'])}(?P<cours>{any_of(marks['cours'])})?(?!{any_of(marks['not_month'])})"
        ),
        "month_of_range": re.compile(
            rf"(?P<month>[0-9]{{1,2}})(?={any_of(marks['to'])}[0-9]{{1,2}}\s?{any_of(marks['month'])}(?!{any_of(marks['not_month'])}))"
        ),
        "months_of_cours": re.compile(
            rf"(?P<first>[0-9]{{1,2}})\s?{any_of(marks['month'])}?{any_of(marks['to'])}{_MONTH}\s?"
            rf"{any_of(marks['month'])}{any_of(marks['cours'])}"
        ),
        "issue": re.compile(rf"[0-9]{{1,2}}\s?{any_of(marks['month'])}{any_of(marks['not_month'])}"),
        "day": re.compile(_DAY + rf"\s?{any_of(marks['day'])}(?!{any_of(marks['not_day'])})"),
        "day_of_list": re.compile(
            rf"(?P<day>[0-9]{{1,2}})(?=(?:\s?{any_of(marks['and'])}\s?[0-9]{{1,2}}){{1,4}}\s?{any_of(marks['day'])}(?!{any_of(marks['not_day'])}))"
        ),
    }


def _zones(said: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The words for time zones, and the letters that stand for them, each with its IANA id."""
    words = {text: zone for zone, texts in said["zones"].items() for text in texts}
    return words, {name.lower(): zone for name, zone in table("zones")["letters"].items()}


def _heads(words: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Patterns of all that a date may begin with, by their first character; a pair is a word and what follows it."""
    heads: dict[str, list[str]] = {}
    for word, pattern in (*((word, "") for word in sorted(words)), *pairs):
        heads.setdefault(word[0], []).append(re.escape(word) + pattern)
    return heads


def any_of(texts: Iterable[str]) -> str:
    """A pattern of any of the texts, the longest first; nothing matches an empty list."""
    ordered = sorted(set(texts), key=lambda t: (-len(t), t))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")" if ordered else "(?!)"


def _lookups(said: dict[str, Any]) -> dict[str, Lookup]:
    seasons = {word: SEASONS[name] for name, words in said["seasons"].items() for word in words}
    leads = {word: OFFSETS[name] for name, words in said["season_leads"].items() if name in OFFSETS for word in words}
    return {
        "years": _lookup(said["years"], OFFSETS),
        "months": _lookup(said["months"], OFFSETS),
        "weeks": _lookup(said["weeks"], OFFSETS),
        "days": _lookup(said["days"], DAYS),
        "cours": _lookup(said["cours"], OFFSETS),
        "anaphora": _lookup(said["anaphora"], ANAPHORA),
        "season": _made(seasons),
        "led_season": _made(
            {
                lead + gap + word: (offset, n)
                for lead, offset in leads.items()
                for word, n in seasons.items()
                for gap in ("", " ")
            }
        ),
        "parts": _lookup(said["parts"], {name: name for name in PARTS}),
        "year_parts": _lookup(said["year_parts"], {name: name for name in PARTS}),
        "halves": _lookup(said["halves"], FIRST),
        "quarters": _lookup(said["quarters"], FIRST),
        "toward": _lookup(said["toward"], {name: name for name in ("past", "present", "future")}),
    }


def _lookup(words: Mapping[str, list[str]], meanings: Mapping[str, Any]) -> Lookup:
    return _made({word: meanings[name] for name, texts in words.items() for word in texts})


def _made(values: dict[str, Any]) -> Lookup:
    return Lookup(re.compile(any_of(values)), values)


def _tail(marks: dict[str, Any], zones: Iterable[str], names: str, closing: str, before: str) -> re.Pattern[str]:
    """What may stand between a day and its clock: より毎週日曜, から, (日本時間)."""
    weekly = rf"(?:{any_of(marks['weekly'])}\s?{before}{names}{closing}(?:[・,、]{names}{closing}){{0,6}}\s?)"
    return re.compile(
        rf"\s?(?:{any_of(marks['join'])}\s?){{0,2}}{weekly}?(?:{any_of(marks['join'])}\s?)?"
        rf"(?:[(]?(?P<zone>{any_of(zones)})[)]?の?\s?)?"
    )


def _clock(said: dict[str, Any], halves: Iterable[str]) -> re.Pattern[str]:
    marks = said["marks"]
    hour, minute, half = (any_of(marks[key]) for key in ("hour", "minute", "half"))
    return re.compile(
        rf"(?:(?P<word>{any_of(halves)})[のに]?\s?)?(?P<hour>[0-9]{{1,2}})(?![0-9])"
        rf"(?::(?P<minute>[0-5][0-9])(?![0-9])|\s?{hour}(?!{any_of(said['clock']['not_hour'])})"
        rf"(?:\s?(?P<late>[0-5]?[0-9])\s?{minute}|\s?(?P<half>{half}))?)"
        rf"|(?P<noon>{any_of(said['clock']['noon'])})"
    )
