"""When an article was published and changed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import islice

from aggregator.base.times import instant, read_time
from aggregator.extract.bylines import MAX_LINE, find_dates, labelled_dates
from aggregator.extract.sources import Sources, values
from aggregator.extract.tree import Element, text_of

AHEAD = timedelta(hours=36)
"""How far a date may lie ahead of the moment the page was read: zones and clocks differ, but news has happened."""
MAX_TIMES = 200

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/._]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_CHANGE = re.compile(r"modif|updat|edited", re.IGNORECASE)

Dated = tuple[str, str]
"""A date as ISO 8601 and the rule that found it."""


def find_published(sources: Sources, rules: tuple[str, ...], now: datetime) -> Dated | None:
    """The date of publication: what the first rule gives that holds one, to the minute if a later rule of the same
    day knows more. A date after ``now`` is none.
    """
    found: Dated | None = None
    for rule in rules:
        for value in _read(rule, sources, changed=False):
            if not _is_past(value, sources, now):
                continue
            if found is None:
                found = value, rule
                break
            if value[:10] == found[0][:10] and len(value) > 10:
                return value, rule
        if found is not None and len(found[0]) > 10:
            return found
    return found


def find_modified(sources: Sources, rules: tuple[str, ...], now: datetime, published: str | None) -> Dated | None:
    """The date of the last change, if it is stated and not before the publication."""
    for rule in rules:
        for value in _read(rule, sources, changed=True):
            if _is_past(value, sources, now) and (published is None or value[:10] >= published[:10]):
                return value, rule
    return None


def _is_past(value: str, sources: Sources, now: datetime) -> bool:
    return instant(value, sources.timezone) <= now.astimezone(UTC) + AHEAD


def _read(rule: str, sources: Sources, *, changed: bool) -> list[str]:
    """The dates that a rule finds."""
    if rule == "time":
        return _time_elements(sources, changed=changed)
    if rule == "byline":
        return _lines(sources, changed=changed)
    if rule == "label":
        days = labelled_dates(sources.blocks, list(sources.found.frame), sources.timezone, sources.language)
        return list(days) if len(days) == 1 and not changed else []
    if rule.endswith(":updated"):
        return _read(rule.removesuffix(":updated"), sources, changed=True)
    if rule == "url":
        return _in_address(sources)
    texts = values(rule, sources)[:20]
    found = [read_time(text, sources.timezone, sources.language) for text in texts]
    if rule.startswith(("css:", "xpath:")):
        found += [d for text in texts for d, _ in find_dates(text, sources.timezone, sources.language)]
    return [value for value in found if value]


def _time_elements(sources: Sources, *, changed: bool) -> list[str]:
    """The ``<time>`` elements around the headline and after the text, and those marked ``pubdate``."""
    near = set(sources.lines.head) | set(sources.lines.tail)
    found: list[str] = []
    for element in islice(sources.root.iter("time"), MAX_TIMES):
        number = sources.blocks.around(element)
        if number is None:
            continue
        box = sources.blocks.boxes[number]
        place = range(box.first, box.end)
        if "pubdate" not in element.attrib and not near.intersection(place):
            continue
        value = read_time(element.get("datetime") or "", sources.timezone, sources.language)
        value = value or read_time(text_of(element, 100), sources.timezone, sources.language)
        if value and _is_change(element, box.element, sources) == changed:
            found.append(value)
    return found


def _is_change(element: Element, here: Element, sources: Sources) -> bool:
    """Whether an element or the line it is in says that it is the date of a change."""
    if _CHANGE.search(f"{element.get('class', '')} {element.get('itemprop', '')}"):
        return True
    return _says_changed(sources, text_of(here, 100)) or _says_changed(sources, text_of(element, 100))


def _says_changed(sources: Sources, text: str) -> bool:
    return any(changed for _, changed in find_dates(text, sources.timezone, sources.language))


def _lines(sources: Sources, *, changed: bool) -> list[str]:
    """The dates in the lines around the headline, right above the text and after it."""
    found: list[str] = []
    for number in (*sources.lines.head, *sources.lines.above, *sources.lines.tail):
        block = sources.blocks.blocks[number]
        label = sources.blocks.blocks[number - 1].text if number else ""
        for line in block.text.split("\n")[number == sources.lines.title :] if block.weight <= MAX_LINE else ():
            found += [d for d, c in find_dates(line, sources.timezone, sources.language, label) if c == changed]
            label = line
    return found


def _in_address(sources: Sources) -> list[str]:
    match = _URL_DAY.search(sources.url)
    day = read_time("-".join(match.group(1, 3, 4)), sources.timezone) if match else None
    return [day] if day else []
