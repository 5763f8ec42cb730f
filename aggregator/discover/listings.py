"""Listing pages: links to articles with what the page says of each.

Known exceptions: pages that a script fills are empty here; dates without a year («Apr 24») are not read, unless
``<time datetime>`` says more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from aggregator.base.records import Link
from aggregator.base.text import comparable, one_line
from aggregator.discover.boxes import Box, find_boxes, headings
from aggregator.discover.fragments import is_more, summary
from aggregator.discover.links import address, language_tag, moment
from aggregator.discover.pages import base_of, lines_of, parse_page, tag_of, text_of
from aggregator.discover.trees import Element

MAX_LINKS = 5_000
"""Links of one page that are taken."""
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]{0,200}?url\(\s*['\"]?([^'\")\s]{1,2000})")
_MIN_SUMMARY = 20
_MIN_TITLE = 8
_NO_TITLE = 6


def read_listing(html: str, *, url: str, is_article: Callable[[str], bool], zone: ZoneInfo) -> tuple[Link, ...]:
    """The article links of a page in document order, each once, at most :data:`MAX_LINKS`.

    ``is_article`` is asked with absolute addresses. Title, time, summary and picture are those of the box around the
    link (see :mod:`aggregator.discover.boxes`), None where it states none. Raises :class:`BadInputError` ``empty`` or
    ``too_large``.
    """
    root = parse_page(html)
    base = base_of(root, url)
    language = language_tag(root.get("lang"))
    found: dict[str, _Reading] = {}
    for box in find_boxes(root, base, is_article, MAX_LINKS * 4):
        known = found.get(box.url)
        if known is None and len(found) >= MAX_LINKS:
            continue
        reading = _read_box(box, url, base, zone, language)
        found[box.url] = _merged(known, reading) if known else reading
    return tuple(reading.link for reading in found.values())


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one box says; ``rank`` tells how surely its title is one, 0 being the best."""

    rank: int
    link: Link


def _read_box(box: Box, source: str, base: str, zone: ZoneInfo, language: str | None) -> _Reading:
    rank, title = _title(box, zone)
    link = Link(
        url=box.url,
        source=source,
        title=title,
        summary=_summary(box.element, title),
        published=_time(box.element, zone, language),
        image=address(_image(box.element), base),
    )
    return _Reading(rank, link)


def _merged(one: _Reading, two: _Reading) -> _Reading:
    """Two boxes about the same article: the one with the surer title speaks, the other fills what it leaves open."""
    if two.rank < one.rank:
        one, two = two, one
    link = replace(
        one.link,
        title=one.link.title or two.link.title,
        summary=one.link.summary or two.link.summary,
        published=one.link.published or two.link.published,
        image=one.link.image or two.link.image,
    )
    return _Reading(one.rank, link)


@cache
def _words(kind: str) -> frozenset[str]:
    text = (files("aggregator") / "data" / "listings.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[kind])


def _is_called(element: Element, kind: str) -> bool:
    """Whether a class, itemprop or id of the element holds a word of its kind."""
    for attribute in ("class", "itemprop"):
        value = element.get(attribute)
        if value and any(word.lower() in _words(kind) for word in _WORDS.findall(value[:300])):
            return True
    return False


def _title(box: Box, zone: ZoneInfo) -> tuple[int, str | None]:
    """The box's heading, else what is called a title, else the text of its links; their ``title`` or ``alt`` at last.

    A text that was cut with «…» gives way to a ``title`` attribute that goes on.
    """
    rank, found = next(_titles(box, zone), (_NO_TITLE, ""))
    for anchor in box.anchors:
        whole = one_line(anchor.get("title") or "")
        if whole and (not found or (found.endswith(("…", "...")) and whole.startswith(found.rstrip("….").strip()))):
            return min(rank, _NO_TITLE - 1), whole
    if not found:
        alts = (one_line(img.get("alt") or "") for anchor in box.anchors for img in anchor.iter("img"))
        found = next((alt for alt in alts if len(alt) >= _MIN_TITLE), "")
    return rank, found or None


def _titles(box: Box, zone: ZoneInfo) -> Iterator[tuple[int, str]]:
    """Titles with their rank, the surest first."""
    linked = [h for h in headings(box.element) if _touches(h, box.anchors)]
    for rank, element in (*((0, h) for h in linked), *((1, h) for h in headings(box.element))):
        if text := text_of(element):
            yield rank, text
    for element in box.element.iter("*"):
        if _is_called(element, "title") and (text := text_of(element)) and not is_more(text):
            yield 2, text
    lines = [line for anchor in box.anchors for line in _lines(anchor, zone)]
    yield from ((3, line) for line in lines if len(line) >= _MIN_TITLE)
    yield from ((4, line) for line in lines)


def _touches(heading: Element, anchors: list[Element]) -> bool:
    return any(
        anchor is heading or heading in anchor.iterancestors() or anchor in heading.iterancestors()
        for anchor in anchors
    )


def _lines(anchor: Element, zone: ZoneInfo) -> Iterator[str]:
    """The lines of a link that are neither dates nor «read more»."""
    for line in lines_of(anchor):
        if not is_more(line) and moment(line, zone) is None:
            yield one_line(line)


def _time(box: Element, zone: ZoneInfo, language: str | None) -> datetime | None:
    """The box's date: ``<time datetime>``, the text of ``<time>``, what is called a date, a text that is one."""
    for element in box.iter("time"):
        found = moment(element.get("datetime"), zone, language) or moment(text_of(element), zone, language)
        if found:
            return found
    for element in box.iter("*"):
        if _is_called(element, "time"):
            written = (element.get("datetime"), element.get("content"), element.get("title"), text_of(element, 60))
            if found := next((m for text in written if (m := moment(text, zone, language))), None):
                return found
    days = {m for line in lines_of(box) if len(line) < 60 and (m := moment(line, zone, language))}
    return days.pop() if len(days) == 1 else _time_before(box, zone, language) if not days else None


def _time_before(box: Element, zone: ZoneInfo, language: str | None) -> datetime | None:
    """The date that stands alone in the element before the box, as in lists of ``<dt>`` and ``<dd>``."""
    before = box.getprevious()
    if before is None or next(before.iter("a"), None) is not None:
        return None
    dated = next(before.iter("time"), before)
    lines = lines_of(dated)
    return moment(dated.get("datetime") or lines[0], zone, language) if len(lines) == 1 and len(lines[0]) < 60 else None


def _summary(box: Element, title: str | None) -> str | None:
    """What is called a summary, else the first paragraph; never the title again."""
    known = comparable(title or "")
    called = (e for e in box.iter("*") if _is_called(e, "summary"))
    for element in (*called, *box.iter("p")):
        text = text_of(element, 2000)
        if len(text) >= _MIN_SUMMARY and comparable(text) != known and not list(headings(element)):
            return summary(text)
    return None


def _image(box: Element) -> str | None:
    for element in box.iter("*"):
        lazy = next((value for name in sorted(_words("lazy")) if (value := element.get(name))), None)
        source = lazy or (element.get("src") if tag_of(element) == "img" else None)
        if not source and (match := _BACKGROUND.search(element.get("style") or "")):
            source = match[1]
        if source and not source.startswith("data:") and not _is_pixel(element):
            return source.strip()
    return None


def _is_pixel(element: Element) -> bool:
    sides = [(element.get(side) or "").strip() for side in ("width", "height")]
    return any(side in ("0", "1", "2") for side in sides)
