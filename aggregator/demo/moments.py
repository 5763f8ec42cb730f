"""The days that the articles speak of, counted from the day of the demonstration, and their wording in a language.

The moments and the patterns are data (``content/calendar.toml``); month and weekday names come from CLDR.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date

_PLACE = re.compile(r"\{\{(\w+)([+-]\d+)?\|(\w+)\}\}")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FIRST_DAY_OF_SERIES = 3


def add_months(day: date, months: int) -> date:
    """The first of the month that lies ``months`` after the day's (before, if negative)."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def weekday_from(day: date, weekday: str) -> date:
    """The first such weekday (``monday`` …) on the day or after it."""
    return day + timedelta(days=(_WEEKDAYS.index(weekday) - day.weekday()) % 7)


def season_from(day: date) -> date:
    """The first day of the first broadcasting season (January, April, July, October) on the day or after it."""
    first = day.replace(day=1)
    while first < day or first.month % 3 != 1:
        first = add_months(first, 1)
    return first


@dataclass(frozen=True)
class Calendar:
    """All moments of one demonstration, by name, and the tables that word them (as ``calendar.toml`` holds them)."""

    days: Mapping[str, date]
    words: Mapping[str, Mapping[str, Any]]

    def fill(self, text: str, locale: str, published: date) -> str:
        """The text with each ``{{moment|form}}`` or ``{{moment+N|form}}`` (N days later) worded in the locale.

        ``today`` is the day of publication. Forms are those of ``calendar.toml`` and ``season`` (Winter 2027),
        ``in_season`` (in winter 2027), ``near_month`` (next January, counted from the day of publication). Raises
        :class:`KeyError` for an unknown moment or form.
        """

        def word(match: re.Match[str]) -> str:
            name, shift, form = match.groups()
            day = published if name == "today" else self.days[name]
            return self._word(day + timedelta(days=int(shift or 0)), form, locale, published)

        return _PLACE.sub(word, text)

    def _word(self, day: date, form: str, locale: str, published: date) -> str:
        language = locale.partition("_")[0]
        forms = self.words["forms"].get(locale) or self.words["forms"][language]
        if form in ("season", "in_season"):
            words = self.words["seasons" if form == "season" else "in_season"][language]
            return str(words[(day.month - 1) // 3]).format(year=day.year)
        if form == "near_month":
            month = format_date(day, forms["month"], locale=locale)
            return str(self.words["near_month"][language][day.year > published.year]).format(month=month)
        text = format_date(day, forms[form], locale=locale)
        return re.sub(r"\b1 (?=[^\W\d])", "1er ", text) if language == "fr" and day.day == 1 else text


def build_calendar(words: Mapping[str, Any], today: date) -> Calendar:
    """The calendar of a demonstration that runs on the day ``today``; ``words`` is what ``calendar.toml`` holds."""
    days: dict[str, date] = {}
    for name, rule in words["moments"].items():
        days[name] = _resolve(rule, days[rule["of"]] if "of" in rule else today)
    return Calendar(days, words)


def _resolve(rule: Mapping[str, Any], start: date) -> date:
    if "months" in rule:
        return add_months(start, rule["months"])
    if "days" in rule:
        return start + timedelta(days=rule["days"])
    if "cours" in rule:
        first = season_from(start + timedelta(days=rule["cours"]))
        return weekday_from(first.replace(day=_FIRST_DAY_OF_SERIES), rule["weekday"])
    return weekday_from(start + timedelta(days=rule["after"]), rule["weekday"])
