"""Author and date as readers see them: in the lines around the headline, or right after the text.

What it holds true: between a headline and the first paragraph, or just above the headline, stands who wrote the
article and when; some sites put it under the text. Comments, other articles' teasers and staff lists stand elsewhere.
How: the blocks of that zone are read; marked elements (``rel=author``, a class that says author or byline) first, then
lines that begin like a byline («By …», «文：…»), then names that share a line with a date.
Known exceptions: bylines in pictures; sites that put the name far from headline and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast
from zoneinfo import ZoneInfo

from lxml import etree

from aggregator.base.text import comparable
from aggregator.base.times import read_time
from aggregator.extract.blocks import HEADINGS, Blocks
from aggregator.extract.people import byline_words, has_no_case, is_label, is_role, read_names, strip_before
from aggregator.extract.tree import Element, text_of

BEFORE, AFTER, ABOVE, ENDING, TAIL = 6, 14, 3, 3, 12
"""Blocks that are read before the headline and after it, right above the text, and around its end."""
MAX_LINE = 240
"""Weight of a line that may be a byline."""
MAX_REST = 80
"""Characters that a line with a date may hold beside it: it is a byline, not a sentence about some day."""
MAX_LABEL = 25
"""Characters of a label such as «Last updated» in a line of its own."""
MAX_MARKED, MAX_NEAR = 400, 8
"""Marked elements that are looked at; blocks of a box that an author may be marked in."""

_MARKS = ("author", "Author", "yline", "ByLine", "writer", "Writer", "ontributor", "creator", "reporter")
_marked_in = etree.XPath(
    "descendant-or-self::*[@rel='author' or contains(@itemprop,'author') or contains(@data-testid,'yline')"
    + "".join(f" or contains(@class,'{mark}')" for mark in _MARKS)
    + " or contains(@data-testid,'uthor')]"
)
_NAMED = re.compile(r"(?:author|byline|creator|writer)[\w-]*name|^author$", re.IGNORECASE)
_NOT_MARKED = re.compile(
    r"comment|related|recommend|popular|sidebar|footer|avatar|social|share|follow|title|count|link[s_]|image|photo|desc",
    re.IGNORECASE,
)
_MONTH = r"[^\W\d_]{3,12}\.?"
_CLOCK = (
    r"(?:[\s,]{1,3}(?:[^\W\d_]{1,4}\s|[-–|·@/]\s?)?"  # «at», a weekday, a separator
    r"\(?[^\W\d_]?\)?\s?(?:午前|午後|上午|下午|오전|오후)?\s?"
    r"\d{1,2}\s?[:h時시.]\s?\d\d(?:\s?分|분)?(?::\d\d)?(?:\s?[ap]\.?m\.?)?"
    r"(?:\s?\(?(?:[A-Z]{2,5}|[+-]\d\d:?\d\d)\b\)?)?)?"
)
_DATE = re.compile(
    r"(?<![\d/.-])(?:"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|令和\s?[\d元]{1,2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?[\s-](?:of\s|de\s)?{_MONTH},?[\s-](?:de[l]?\s)?\d{{4}}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})(?![\d/])" + _CLOCK,
    re.IGNORECASE,
)


_CLOCK_END = re.compile(_CLOCK + "$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Zone:
    """The numbers of the blocks before the text that may state author and date, and of those after it; and of those
    right above the text, where the headline is far from it: they may state a date.
    """

    head: tuple[int, ...]
    above: tuple[int, ...]
    tail: tuple[int, ...]
    title: int | None


def find_zone(page: Blocks, title: str | None, prose: list[int], shunned: list[bool]) -> Zone:
    """The zone of a page. ``prose`` are the numbers of the article's paragraphs, ``shunned`` tells for each box
    whether it holds comments, other articles or the page's frame.
    """
    first = prose[0] if prose else len(page.blocks)
    third = prose[2] if len(prose) > 2 else first + 1
    at = _title_block(page, title, first, shunned)
    start = (at if at is not None else first) - BEFORE
    end = min(max(third, first + 1), (first if at is None else at) + AFTER)
    last = prose[-1] - ENDING if prose else len(page.blocks)

    def free(first: int, end: int) -> tuple[int, ...]:
        numbers = range(max(0, first), min(end, len(page.blocks)))
        return tuple(n for n in numbers if not shunned[page.blocks[n].box])

    return Zone(
        free(start, end),
        free(max(end, first - ABOVE), first),
        free(max(last, end), last + TAIL),
        at,
    )


def _title_block(page: Blocks, title: str | None, first: int, shunned: list[bool]) -> int | None:
    """The last block of the headline: of the first heading that is the title, else of the first line that is."""
    key = comparable(title or "")
    if not key:
        return None
    for number, box in enumerate(page.boxes):
        fit = box.tag in HEADINGS and box.first < box.end <= box.first + 6 and not shunned[number]
        if fit and key == comparable(" ".join(b.text for b in page.blocks[box.first : box.end])):
            return box.end - 1
    near = [n for n, b in enumerate(page.blocks[: first + 1]) if not shunned[b.box] and len(b.text) < 400]
    return next((n for n in near if key in comparable(page.blocks[n].text)), None)


# -- dates -------------------------------------------------------------------------------------------------------------


def find_dates(text: str, zone: ZoneInfo, language: str | None, label: str = "") -> Iterator[tuple[str, bool]]:
    """The dates in one line as ISO 8601, each with whether the line says that it is the date of a change. ``label`` is
    the line above, if it may be the date's label.
    """
    end = 0
    if len(_without_dates(text)) > MAX_REST:
        return
    if len(label) <= MAX_LABEL:
        text, end = f"{label} {text}", 0
    for match in _DATE.finditer(text):
        before, end = text[end : match.start()], match.end()
        value = _read(match[0].strip(), zone, language)
        if value is not None:
            yield value, _says_modified(before, text[end : end + 8])


def _read(text: str, zone: ZoneInfo, language: str | None) -> str | None:
    """A date in the page's language or, if its month is of another one, in that; with its clock or without."""
    for part in (text, _CLOCK_END.sub("", text)):
        for tongue in (language, None) if language else (None,):
            if value := read_time(part, zone, tongue):
                return value
    return None


def labelled_dates(page: Blocks, shunned: list[bool], zone: ZoneInfo, language: str | None) -> set[str]:
    """The dates that stand, anywhere but in the page's frame, right after words that say «published»."""
    labels = tuple(byline_words()["dates"]["published"])
    found: set[str] = set()
    before = ""
    for block in page.blocks:
        text = block.text
        if len(text) <= MAX_REST and not shunned[block.box]:
            for match in islice(_DATE.finditer(text), 2):
                label = f"{before} {text[: match.start()]}".lower().strip(" :：-–—・|(（[【\u3000")
                if label.endswith(labels) and (value := read_time(match[0], zone, language)):
                    found.add(value)
        before = text if len(text) <= MAX_LABEL else ""
    return found


def _says_modified(before: str, after: str) -> bool:
    words = tuple(byline_words()["dates"]["modified"])
    before = (
        before.lower()
        .strip(" :：-–—・|(（[【\u3000")
        .removesuffix(" on")
        .removesuffix(" le")
        .removesuffix(" am")
        .strip()
    )
    return before.endswith(words) or after.strip(" )）").startswith(("更新", "수정"))


# -- authors -----------------------------------------------------------------------------------------------------------


def marked_names(page: Blocks, zone: Zone) -> list[str]:
    """The names in elements of the zone that are marked as the author's; those marked as a name before any other."""
    named: list[str] = []
    other: list[str] = []
    for element in _marked(page, zone):
        own = _NAMED.search(element.get("class") or "") is not None or "author" in (element.get("rel") or "")
        text, said = strip_before(_without_dates(text_of(element, 200)))
        (named if own else other).extend(read_names(text, strict=True, handles=own or said))
    return named or other


def _marked(page: Blocks, zone: Zone) -> Iterator[Element]:
    """The marked elements of the zone, innermost first where they stand in each other."""
    near = _small_boxes(page, {*zone.head, *zone.tail})
    found: dict[Element, None] = {}
    beyond = 0
    for number in sorted(near):
        if number < beyond:
            continue
        beyond = page.boxes[number].last_box
        for element in cast("list[Element]", _marked_in(page.boxes[number].element))[:MAX_MARKED]:
            if _NOT_MARKED.search(element.get("class") or "") or page.around(element) not in near:
                continue
            for above in element.iterancestors():
                found.pop(above, None)
            found[element] = None
    yield from found


def _small_boxes(page: Blocks, wanted: set[int]) -> set[int]:
    """The numbers of the boxes that hold any of those blocks and few others."""
    near: set[int] = set()
    for block in wanted:
        number = page.blocks[block].box
        while number >= 0 and number not in near and page.boxes[number].end - page.boxes[number].first <= MAX_NEAR:
            near.add(number)
            number = page.boxes[number].parent
    return near


def _without_dates(text: str) -> str:
    return _DATE.sub(" | ", text)


def spoken_names(page: Blocks, zone: Zone) -> list[str]:
    """The names in lines of the zone that begin like a byline, else those that share a line with a date, or stand
    alone next to a date or a role.
    """
    beside: list[str] = []
    for number, line in _zone_lines(page, zone):
        bare = _without_dates(line).strip()
        for part in bare.split(" | "):
            name, said = strip_before(part)
            if (
                said
                and len(name) <= MAX_REST
                and (names := read_names(name, strict=True, handles=len(name.split()) < 3))
            ):
                return names
        dated = bare != line.strip()
        if not beside and len(bare) <= MAX_REST and number in zone.head and (dated or _is_beside(page, number)):
            names = read_names(bare, strict=True, handles=False)
            beside = [n for n in names if _may_stand_alone(n, dated and bare.strip(" |") == n)]
    return beside


def _zone_lines(page: Blocks, zone: Zone) -> Iterator[tuple[int, str]]:
    """The short lines of the zone but for the headline, each with its block's number; a label joined to its line."""
    above = ""
    for number in (*zone.head, *zone.tail):
        block = page.blocks[number]
        for line in block.text.split("\n")[number == zone.title :] if block.weight <= MAX_LINE else ():
            yield number, f"{above} {line}" if is_label(above) else line
            above = line


def _is_beside(page: Blocks, number: int) -> bool:
    """Whether the line above or below is a date or a role."""
    near = [page.blocks[n].text for n in (number - 2, number - 1, number + 1, number + 2) if 0 <= n < len(page.blocks)]
    return any(len(text) <= MAX_REST and (_DATE.search(text) or is_role(text)) for text in near)


def _may_stand_alone(name: str, dated: bool) -> bool:
    """Whether a name needs no word that says it is one: letters of the East are read so only on the date's own line,
    and only if they are few and no label.
    """
    if not has_no_case(name):
        return not name.isupper()
    labels = byline_words()["dates"]
    return dated and 3 <= len(name) <= 6 and not name.endswith((*labels["published"], *labels["modified"]))
