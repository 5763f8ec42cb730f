"""A language's words for dates, compiled once from ``data/languages/<tag>.toml`` and CLDR's names (Babel)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError

from aggregator.base.calendar_names import calendar_names
from aggregator.base.vocabulary import language, table
from aggregator.facts.dates.mentions import Unit
from aggregator.facts.words.trie import trie

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
TOWARD = {"past": -1, "present": 0, "future": 1}
UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")
PARTS = ("early", "mid", "late")
DAYS = {"before_yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "after_tomorrow": 2}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SAME = {"before": -1, "same": 0, "after": 1}
DAYS_OF_MONTH = 31
FIRST = {"first": 1, "second": 2, "third": 3, "fourth": 4}
DAY_WORD = "N"
"""The kind of a day in words («primo»), which is one only before its month."""
_HEAD = re.compile(r"[0-9]+|[^\W\d_]+")
_EXTRA_MONTHS = {
    "en": {"sept": 9},
    "es": {"set": 9, "setiembre": 9},
    "de": {"jänner": 1, "feber": 2, "sept": 9, "okt": 10},
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a word or phrase says: ``kind`` is a letter of ``facts/dates/grammar.py``, ``short`` an abbreviated name.

    An empty kind is a phrase that is no date though it begins like one.
    """

    kind: str
    number: int
    short: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The phrases that begin with one word: ``pattern`` finds the longest rest, None where the word stands alone."""

    pattern: re.Pattern[str] | None
    rests: dict[str, Phrase]


@dataclass(frozen=True, slots=True)
class Words:
    """All that the grammar needs to know of a language.

    ``glue`` tells what a text between two parts of a date does (see ``facts/dates/grammar.py``); ``leads`` are words
    that must stand before a month, season, weekday or year for it to be a date where it stands alone. ``lone_day`` is a
    day that has no month of its own.
    """

    tokens: re.Pattern[str]
    phrases: dict[str, Head]
    glue: dict[str, str]
    lowercase: bool
    month_first: bool
    leads: dict[str, tuple[str, ...]]
    after_month: tuple[str, ...]
    after_year: tuple[str, ...]
    season_follows: tuple[str, ...]
    counted: frozenset[str]
    plurals: frozenset[str]
    effective: tuple[str, ...]
    monthly: tuple[str, ...]
    ordinals: re.Pattern[str]
    clock: re.Pattern[str]
    clock_leads: tuple[str, ...]
    pm: frozenset[str]
    am: frozenset[str]
    zone: re.Pattern[str]
    zones: dict[str, str]
    lone_day: re.Pattern[str]
    ordinal_days: frozenset[str]
    """Short names of weekdays that are numbers, too («segunda»)."""
    ordinal_day: re.Pattern[str]
    """What stands behind such a name where it is a weekday's."""
    month_next: re.Pattern[str] | None
    """What stands behind a day that is told in words; None where months have a capital, and so may begin a title
    («season one of the March of …»).
    """


@cache
def words_of(tag: str) -> Words | None:
    """The words of a language with spaces between its words; None where it has none in ``data/languages``."""
    said: dict[str, Any] = language(tag).get("dates", {})
    if "names" not in said:
        return None
    clock = said["clock"]
    markers, phrases = table("times"), _phrases(said, tag)
    zones = {fold_word(p): zone for zone, names in said["zones"].items() if zone != "leads" for p in names}
    letters = {key.lower(): zone for key, zone in table("zones")["letters"].items()}
    am, pm = (frozenset(map(fold_word, [*markers[k], *clock[k]])) for k in ("am", "pm"))
    return Words(
        tokens=re.compile(rf"[0-9]+|\b{trie(h for h in phrases if not h[0].isdigit())}(?![^\W\d_])"),
        phrases=phrases,
        glue=_glue(said),
        lowercase=said["names"] == "lower",
        month_first=bool(said.get("month_first")) and tag != "en-GB",
        leads={
            kind: tuple(_spaced(w) for w in said.get(key, ()))
            for kind, key in (
                ("M", "leads"),
                ("S", "season_leads"),
                ("W", "weekday_leads"),
                ("Y", "year_leads"),
                ("one", "year_articles"),
                ("weekly", "weekly"),
                ("this", "this_weekday"),
                ("future", "future_counts"),
                ("past", "past_counts"),
            )
        },
        after_month=tuple(" " + fold_word(w) for w in said["after_month"]),
        after_year=tuple(" " + fold_word(w) for w in said.get("after_year", ())),
        season_follows=tuple(" " + fold_word(w) for w in said["season_follows"]),
        counted=frozenset(map(fold_word, said["counted"])),
        plurals=frozenset(map(fold_word, said["plurals"])),
        effective=tuple(sorted(map(fold_word, said["effective"]), key=len, reverse=True)),
        monthly=tuple(" " + fold_word(w) for w in said["monthly"]),
        ordinals=re.compile(_any(said["ordinals"]["all"]) + r"(?![^\W\d_])"),
        clock=_clock_pattern(am | pm, clock["hour"], zones),
        clock_leads=tuple(_spaced(w) for w in clock["leads"]),
        pm=pm,
        am=am,
        zone=re.compile(rf",? ?\(?(?:{_any(said['zones']['leads'])} ?)?(?P<zone>{_any([*zones, *letters])})(?!\w)\)?"),
        zones=letters | zones,
        lone_day=_lone_day(said),
        ordinal_days=frozenset(form for text, *_ in _short_days(said) for form in _forms(text)),
        ordinal_day=_ordinal_day(said),
        month_next=_month_next(said, tag) if said["names"] == "lower" else None,
    )


def _month_next(said: dict[str, Any], tag: str) -> re.Pattern[str]:
    """A month behind a day, with «of» or without."""
    months = [text for text, kind, _, short in _names(tag) if kind == "M" and not short]
    return re.compile(rf" (?P<of>{_any(said['of'])} )?{_any(months)}(?!\w)")


def _short_days(said: dict[str, Any]) -> Iterator[tuple[str, str, int, bool]]:
    """The short names of weekdays that are numbers, too."""
    for name, texts in said.get("weekdays", {}).items():
        for text in texts:
            yield text, "W", WEEKDAYS.index(name), False


def _ordinal_day(said: dict[str, Any]) -> re.Pattern[str]:
    """What follows such a name: a day; behind «this» or «next» a mark or small word, too, but no noun."""
    follows, day = (
        _any(said.get("weekday_follows", ())),
        r"(?P<day> ?\([0-3]?[0-9](?:/[01]?[0-9])?\)|,? (?:dia )?[0-3]?[0-9](?![0-9])|(?P<next> que vem))",
    )
    return re.compile(rf"{day}|[,.;:)\n]|$| {follows}(?!\w)")


def _lone_day(said: dict[str, Any]) -> re.Pattern[str]:
    """A day behind an article, before a mark or a word that goes on; where months have capitals (in German) with its
    point, which ends no sentence.
    """
    leads, follows = _any(said.get("day_leads", ())), _any(said.get("day_follows", ()))
    day = r"(?P<day>[12][0-9]|3[01]|[1-9])"
    if said["names"] == "capital":
        return re.compile(rf"(?<![\w'’.-]){leads} (?P<number>{day}\.)(?=[,;)]| [–-] | {follows}(?!\w))")
    number = rf"(?P<number>{day}{_any(said['ordinals']['all'])}?)"
    return re.compile(rf"(?<![\w'’.-]){leads} ?{number}(?=[,;)]|[.:](?!\d)|\n| {follows}(?!\w))")


def fold_word(word: str) -> str:
    """A word of the lists as it stands in folded text."""
    return unicodedata.normalize("NFC", word).lower()


def _any(texts: Iterable[str]) -> str:
    """A pattern of any of the texts, the longest first; nothing matches an empty list."""
    folded = sorted({fold_word(t) for t in texts}, key=lambda t: (-len(t), t))
    return "(?:" + "|".join(map(re.escape, folded)) + ")" if folded else "(?!)"


def _spaced(word: str) -> str:
    """A word as it stands before another: «in », but «l'»."""
    word = fold_word(word)
    return word if word.endswith("'") else word + " "


def _clock_pattern(halves: Iterable[str], hour: Iterable[str], zones: Iterable[str]) -> re.Pattern[str]:
    """23:30, 11:30 p.m., 11 p.m., 20.05 Uhr, 18 Uhr 30, 17h, 20h05; which of them count is told by their groups."""
    return re.compile(
        r"(?P<hour>[0-9]{1,2})(?:(?P<sign>[:.])(?P<minute>[0-5][0-9])(?![0-9])(?::[0-5][0-9](?![0-9]))?"
        r"| ?h ?(?P<h>[0-5][0-9])?(?![^\W_])"
        r")?(?P<unit>(?! ?" + _any(zones) + r") ?" + _any(hour) + r"(?![^\W_])(?: (?P<late>[0-5][0-9])(?![0-9]))?)?"
        r"(?: ?(?P<half>" + _any(halves) + r")(?![^\W\d_]))?"
    )


def _glue(said: dict[str, Any]) -> dict[str, str]:
    """What may stand between two parts of a date, by the class that the grammar knows it by."""
    glue = {"": " ", " ": " ", "\n": " ", "'s ": " ", ") ": " ", ". ": ".", ".": ".", " @ ": "p"}
    glue |= dict.fromkeys((", ", ",", ": ", "), ", " · "), ",")
    glue |= dict.fromkeys(("-", "–", "—", "‐", "‑", "~", " - ", " – ", " — ", " ~ ", " -- "), "-")
    glue |= dict.fromkeys((" (", "(", " [", ". ("), "(")
    glue |= dict.fromkeys(("/", " / ", "|", " | ", "; "), "/")
    for kind, key in (("o", "of"), ("-", "to"), ("#", "and"), ("r", "or"), ("p", "at")):
        for word in said[key]:
            spaced = _spaced(word)
            for before in (" ", ", ", ") ") if kind in "p-" else (" ", ", "):
                glue.setdefault(before + spaced, kind)
            if kind == "-":
                glue.setdefault(". " + spaced, "b")
            elif kind == "#":
                glue.setdefault(". " + spaced, kind)
    return glue


def _phrases(said: dict[str, Any], tag: str) -> dict[str, Head]:
    found: dict[str, dict[str, Phrase]] = {}
    for text, kind, number, short in (*_listed(said), *_short_days(said), *_names(tag)):
        for form in _forms(text):
            head = _HEAD.match(form)
            if head:
                rest = form[head.end() :]
                found.setdefault(head[0], {}).setdefault(rest, Phrase(kind, number, short))
    return {head: Head(None if set(rests) == {""} else _rest(rests), rests) for head, rests in found.items()}


def _rest(rests: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(rests, key=len, reverse=True)
    return re.compile("|".join(re.escape(r) + (r"(?![^\W_])" if r and r[-1] != "'" else "") for r in ordered))


def _forms(text: str) -> Iterator[str]:
    """A word, with decomposed accents, and without accents, as it is typed and as some systems store it."""
    folded = fold_word(text)
    apart = unicodedata.normalize("NFD", folded)
    yield from dict.fromkeys((folded, apart, "".join(c for c in apart if not unicodedata.combining(c))))


def _listed(said: dict[str, Any]) -> Iterator[tuple[str, str, int, bool]]:
    """The words of the file: text, kind, number."""
    numbered: tuple[tuple[str, str, dict[str, int]], ...] = (
        ("seasons", "S", SEASONS),
        ("toward", "T", TOWARD),
        ("units", "U", {name: n for n, name in enumerate(UNITS)}),
        ("parts", "P", {name: n for n, name in enumerate(PARTS)}),
        ("days", "R", DAYS),
        ("same", "B", SAME),
        ("quarters", "Q", {name: 32 + n for name, n in FIRST.items()}),
        ("halves", "H", {name: 39 + n for name, n in FIRST.items()}),
        ("day_words", DAY_WORD, {str(n): n for n in range(1, DAYS_OF_MONTH + 1)}),
        ("counts", "K", {str(n): n for n in range(DAYS_OF_MONTH + 1)}),
        ("around", "A", {"all": 0}),
        ("ago", "G", {"all": 0}),
    )
    for word in said["not_dates"]:
        yield word, "", 0, False
    for key, kind, numbers in numbered:
        for name, texts in said[key].items():
            for text in texts:
                yield text, kind, numbers[name], False
    for text in said["clock"]["noon"]:
        yield text, "C", 12, False
    for text in said["clock"]["midnight"]:
        yield text, "C", 0, False
    for text in said["between"]:
        yield text, "F", 0, False


def _names(tag: str) -> Iterator[tuple[str, str, int, bool]]:
    """CLDR's names of months and weekdays; what is shorter than the wide form counts only beside other parts."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(tag.partition("-")[0])
    for names, kind in ((calendar_names(locale, "months"), "M"), (calendar_names(locale, "days"), "W")):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names[context][width].items():
                    wide = names["format"]["wide"][number]
                    text = name.rstrip(".")
                    yield text, kind, number, fold_word(text) != fold_word(wide)
    for name, number in _EXTRA_MONTHS.get(locale.language, {}).items():
        yield name, "M", number, len(name) < 5
