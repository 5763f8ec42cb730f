"""Dates in Japanese, Chinese and Korean: 2025年10月6日(月)24時30分, 来年1月, 10月上旬, 今秋, 17日, 오는 10월 6일.

How it works: where a digit or a word of the language's lists stands, the parts are read one behind the other: year,
month (or season, half, quarter), day, weekday, part of the month, then the clock. Each reading is a bounded pattern
that begins where the last one ended, so the time grows with the length of the text alone.

Holds true that a number with its mark is a date unless certain words follow (17日間, 10年ぶり, 7月号). Known
exceptions: 「春」 and the like without a year, which also begin names, are read only before certain words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aggregator.base.edtf import days_in
from aggregator.facts.dates.cjk_clocks import begins, clock_at, timed
from aggregator.facts.dates.cjk_words import WITHIN, CjkWords
from aggregator.facts.dates.mentions import DateMention, Shift

FIRST_YEAR, LAST_YEAR = 1900, 2100
CENTURY, LAST_SHORT = 2000, 50
"""What the two digits of a year up to the latter are counted from."""
Fields = dict[str, Any]
Read = tuple[Fields, int]

COURS = {"1": 24, "4": 21, "7": 22, "10": 23}
"""The season that begins with a month («7月期»)."""


def find_cjk(folded: str, words: CjkWords, most: int) -> list[DateMention]:
    """The first dates, about so many, of a text folded by :func:`aggregator.facts.words.folding.fold`, in order."""
    found: list[DateMention] = []
    done = 0
    for anchor in words.anchors.finditer(folded):
        if len(found) >= most:
            break
        start = anchor.start()
        head = words.heads.get(folded[start])
        if start < done or not (head.match(folded, start) if head else begins(folded, start)):
            continue
        mention = _mention(folded, words, start)
        while mention:
            found.append(mention)
            done = mention.end
            mention = _next_day(folded, words, mention)
    return found


def _next_day(folded: str, words: CjkWords, before: DateMention) -> DateMention | None:
    """The next day of a list, of the same month: 8月29日、30日."""
    match = words.lists.match(folded, before.end)
    if not match or before.month is None or before.day is None or before.until:
        return None
    mention = _mention(folded, words, match.end())
    if mention is None and (day := words.day_of_list.match(folded, match.end())):
        mention = DateMention(start=match.end(), end=day.end(), day=int(day["day"]))
    if mention and mention.day and mention.month is None and mention.day > before.day:
        mention = replace(mention, month=before.month, year=before.year)
        return mention if _possible({"day": mention.day, "month": mention.month, "year": mention.year}) else None
    return mention


def _mention(folded: str, words: CjkWords, start: int) -> DateMention | None:
    read = _date(folded, words, start)
    if read is None or not _possible(read[0]):
        return None
    fields, end = read
    if not fields.keys() & {"year", "relative", "day"} and _led(folded, start, words.weekly):
        return None
    until: DateMention | None = None
    if "relative" not in fields or "month" in fields:
        until = _until(folded, words, fields, end)
    if until:
        end = until.end
    clock = timed(folded, words, start, end) if fields.keys() & {"day", "weekday", "relative", "anaphoric"} else None
    if clock:
        fields |= {"time": clock.time, "timezone": clock.timezone}
    return DateMention(start=start, end=clock.end if clock else end, **fields, until=until)


def _possible(fields: Fields) -> bool:
    day, month, year = fields.get("day"), fields.get("month"), fields.get("year")
    return not (day and month) or day <= days_in(year or 2024, month)


def _until(folded: str, words: CjkWords, fields: Fields, end: int) -> DateMention | None:
    """The end of an interval: 10月6日〜8日, 7月から9月."""
    match = words.to.match(folded, end)
    if not match or not folded[match.end() : match.end() + 1].isdigit():
        return None
    read = _date(folded, words, match.end())
    if not read or "relative" in read[0] or ("day" in fields) != ("day" in read[0]):
        return None
    later, stop = read
    if "day" in later and "month" not in later and "month" in fields:
        later["month"] = fields["month"]
    if "year" in fields and "year" not in later:
        later["year"] = fields["year"] + ((later.get("month") or 12) < (fields.get("month") or 1))
    if not _possible(later):
        return None
    return DateMention(start=match.end(), end=stop, **later)


def _date(folded: str, words: CjkWords, start: int) -> Read | None:
    """The date that begins here and where it ends, without its clock."""
    for reader in (
        _numeric,
        _counted,
        _near_day,
        _led_season,
        _from_year,
        _from_month,
        _from_day,
        _from_week,
        _weekday,
    ):
        read = reader(folded, words, start)
        if read:
            return read
    return None


def _after_no(folded: str, at: int) -> int:
    """Past a の, a comma or a space that joins two parts."""
    while at < len(folded) and folded[at] in "の 、,的의":
        at += 1
        if folded[at - 1] != " ":
            break
    return at


def _numeric(folded: str, words: CjkWords, start: int) -> Read | None:
    if match := words.whole.match(folded, start):
        fields: Fields = {"year": int(match["year"]), "month": int(match["month"]), "day": int(match["day"])}
        if FIRST_YEAR <= fields["year"] <= LAST_YEAR:
            return _with_weekday(folded, words, fields, match.end())
        return None
    match = words.slashed.match(folded, start)
    if not match:
        return None
    read = _with_weekday(folded, words, {"month": int(match["month"]), "day": int(match["day"])}, match.end())
    if "weekday" in read[0]:
        return read
    at = match.end() + folded.startswith(" ", match.end())
    if folded.startswith(words.slash_follows, at) or clock_at(folded, words, at):
        return read
    tail = words.tail.match(folded, match.end())
    return read if tail and tail.end() > match.end() and folded[tail.end() - 1] not in " ,、/:" else None


def _counted(folded: str, words: CjkWords, start: int) -> Read | None:
    """3日前, 2週間後, 3カ月前."""
    match = words.counted.match(folded, start)
    if not match:
        return None
    count = int(match["count"]) * (-1 if match["side"] in words.past else 1)
    return {"relative": Shift(words.units[match["unit"]], count)}, match.end()


def _near_day(folded: str, words: CjkWords, start: int) -> Read | None:
    """本日, 翌日, 同日, and with a date behind: 本日9月26日, 前日の8日."""
    found = words.days.at(folded, start)
    anaphoric = None if found else words.anaphora.at(folded, start)
    if anaphoric and anaphoric[0].unit != "day":
        return None
    if not found and not anaphoric:
        return None
    value, end = found or anaphoric or (0, start)
    key = "relative" if found else "anaphoric"
    shift = Shift("day", value) if found else value
    at = _after_no(folded, end)
    exact = _from_month(folded, words, at) or _from_day(folded, words, at) or _from_year(folded, words, at)
    if exact and "day" in exact[0]:
        fields = exact[0] if key == "anaphoric" and not folded.startswith("翌", start) else exact[0] | {key: shift}
        return fields, exact[1]
    if folded[start:end] == "翌":
        return None
    return _with_weekday(folded, words, {key: shift}, end)


def _led_season(folded: str, words: CjkWords, start: int) -> Read | None:
    """今秋, 来春, 今年の夏, 올가을, and 春アニメ."""
    if found := words.led_season.at(folded, start):
        (offset, season), end = found
        if offset == 0:
            return _with_part(folded, words, {"season": season, "toward": "present"}, end)
        return _with_part(folded, words, {"season": season, "relative": Shift("year", offset)}, end)
    if found := words.season.at(folded, start):
        before = folded[start - 1 : start]
        if folded.startswith(words.season_follows, found[1]) and not _is_ideograph(before):
            return {"season": found[0]}, found[1]
    if found := words.cours.at(folded, start):
        return {"relative": Shift("season", found[0])}, found[1]
    return None


def _is_ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _from_year(folded: str, words: CjkWords, start: int) -> Read | None:
    """A year, written or told by a word, with what follows it."""
    if folded[start : start + 1].isdigit():
        return _from_written_year(folded, words, start)
    fields: Fields = {}
    if found := words.year_parts.at(folded, start):
        at = _after_no(folded, found[1])
        exact = _from_year(folded, words, at) if folded[at : at + 1].isdigit() else None
        if exact and "month" in exact[0]:
            return exact
        return {"relative": Shift("year", int(found[0] == "early")), "part": found[0]}, found[1]
    if found := words.years.at(folded, start):
        fields, end = {"relative": Shift("year", found[0])}, found[1]
    elif (found := words.anaphora.at(folded, start)) and found[0].unit == "year":
        fields, end = {"anaphoric": found[0]}, found[1]
    else:
        return _from_written_year(folded, words, start)
    return _within_year(folded, words, fields, end)


def _from_written_year(folded: str, words: CjkWords, start: int) -> Read | None:
    """2025年, 令和7年, and 2025春 without a mark."""
    if match := words.year.match(folded, start):
        year = words.eras[match["era"]] - 1 + _nth(match["nth"]) if match["era"] else _whole(match)
        return _within_year(folded, words, {"year": year}, match.end()) if FIRST_YEAR <= year <= LAST_YEAR else None
    if folded[start : start + 2] in ("19", "20") and folded[start : start + 4].isdigit():
        season = words.season.at(folded, start + 4 + folded.startswith(" ", start + 4))
        return ({"year": int(folded[start : start + 4]), "season": season[0]}, season[1]) if season else None
    return None


def _whole(match: re.Match[str]) -> int:
    """The year of four digits, or of two before a month or season («22年1月»)."""
    if match["year"]:
        return int(match["year"])
    short = int(match["short"])
    return short + (CENTURY if short <= LAST_SHORT else CENTURY - 100)


def _nth(text: str) -> int:
    return 1 if text == "元" else int(text)


def _within_year(folded: str, words: CjkWords, fields: Fields, end: int) -> Read | None:
    at = _after_no(folded, end)
    if words.issue.match(folded, at):
        return None
    if "relative" in fields and (year := words.year.match(folded, at)) and year["year"]:
        return _within_year(folded, words, {"year": int(year["year"])}, year.end())
    if read := _from_month(folded, words, at):
        return fields | read[0], read[1]
    for key, lookup in (("season", words.season), ("half", words.halves), ("quarter", words.quarters)):
        if found := lookup.at(folded, at):
            return _with_part(folded, words, fields | {key: found[0]}, found[1])
    read = _with_part(folded, words, fields, end)
    if read[1] == end and "year" in fields:
        fields["bare_year"] = True
    return read


def _from_month(folded: str, words: CjkWords, start: int) -> Read | None:
    """A month with its day, its part, or its cours (10月期 is the autumn season)."""
    fields: Fields = {}
    counted = folded[start : start + 1].isdigit()
    relative = None if counted else words.months.at(folded, start)
    toward = None if counted or relative else words.toward.at(folded, start)
    at = _after_no(folded, toward[1]) if toward else start
    if (match := words.months_of_cours.match(folded, at)) and match["first"] in COURS:
        first, last = int(match["first"]), int(match["month"])
        return ({"season": COURS[match["first"]]}, match.end()) if last == first + 2 else None
    if match := words.month.match(folded, at):
        month, end = int(match["month"]), match.end()
        if match["cours"]:
            season = COURS.get(str(month))
            return ({"season": season}, end) if season else None
        fields = {"month": month}
    elif counted:
        since = words.month_of_range.match(folded, at)
        if since is None or not 1 <= int(since["month"]) <= 12:
            return None
        return {"month": int(since["month"])}, since.end()
    elif found := relative or (words.months.at(folded, at) if toward else None):
        fields, end = {"relative": Shift("month", found[0])}, found[1]
    elif (found := words.anaphora.at(folded, at)) and found[0].unit == "month":
        fields, end = {"anaphoric": found[0]}, found[1]
    elif toward and (read := _from_day(folded, words, at) or _weekday(folded, words, at)):
        return read[0] | {"toward": toward[0]}, read[1]
    else:
        return None
    if toward:
        fields["toward"] = toward[0]
    day = words.day.match(folded, _after_no(folded, end)) or words.day_of_list.match(folded, end)
    if day:
        return _with_weekday(folded, words, fields | {"day": int(day["day"])}, day.end())
    if "month" in fields and at and "a" <= folded[at - 1] <= "z":
        return None
    return _with_part(folded, words, fields, end)


def _from_day(folded: str, words: CjkWords, start: int) -> Read | None:
    match = words.day.match(folded, start)
    if not match or folded[match.end() - 1] in "号號":
        return None
    return _with_weekday(folded, words, {"day": int(match["day"])}, match.end())


def _from_week(folded: str, words: CjkWords, start: int) -> Read | None:
    found = words.weeks.at(folded, start)
    if not found:
        return None
    fields: Fields = {"relative": Shift("week", found[0])}
    for at in (_after_no(folded, found[1]), found[1] - 1, found[1] - 2):  # «下周五», «下星期五» share the word for week
        if at > start and (named := words.weekday_alone.match(folded, at)):
            return fields | {"weekday": words.weekdays[named["name"]]}, named.end()
    return fields, found[1]


def _weekday(folded: str, words: CjkWords, start: int) -> Read | None:
    """金曜日, 周五, 금요일: not 毎週金曜, not inside a word."""
    match = words.weekday_alone.match(folded, start)
    if not match or _led(folded, start, words.weekly) or folded[max(0, start - 1) : start] in WITHIN:
        return None
    return {"weekday": words.weekdays[match["name"]]}, match.end()


def _led(folded: str, start: int, leads: Sequence[str]) -> bool:
    at = start - 1 if folded[start - 1 : start] == " " else start
    return any(at >= len(lead) and folded.startswith(lead, at - len(lead)) for lead in leads)


def _with_weekday(folded: str, words: CjkWords, fields: Fields, end: int) -> Read:
    if match := words.weekday.match(folded, end):
        fields["weekday"], end = words.weekdays[match["name"]], match.end()
    else:
        at = end + (folded[end : end + 1] == " ")
        if (match := words.weekday_alone.match(folded, at)) and not _led(folded, at, words.weekly):
            fields["weekday"], end = words.weekdays[match["name"]], match.end()
    if match := words.around.match(folded, end):
        fields["approximate"], end = True, match.end()
    return fields, end


def _with_part(folded: str, words: CjkWords, fields: Fields, end: int) -> Read:
    """上旬, 中旬, 末 behind a month, season or year; the halves of a month are parts of it too."""
    at = end + (folded[end : end + 1] in ("の", " "))
    if found := words.parts.at(folded, at):
        fields["part"], end = found[0], found[1]
    elif "month" in fields and (found := words.halves.at(folded, at)):
        fields["part"], end = ("early", "late")[found[0] - 1], found[1]
    if match := words.around.match(folded, end):
        fields["approximate"], end = True, match.end()
    return fields, end
