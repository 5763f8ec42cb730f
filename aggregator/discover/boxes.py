"""The boxes of a listing page: the part of the page that speaks of one article alone.

What is held true: whatever a page says of an article on a listing stands around the links to it and holds no link to
another article. So a link's box is the largest element around it whose article links all lead to the same address,
that has no more than one heading and one date, and that isn't a part of the page's frame. Known exception: a page
with «related articles» inside a box has that box cut at the main link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from aggregator.base.errors import BadInputError
from aggregator.base.urls import check_url
from aggregator.discover.pages import tag_of
from aggregator.discover.trees import Element

MAX_ANCHORS = 50_000
"""Links of a page that are looked at."""
_FRAME = frozenset({"html", "body", "main", "aside", "nav", "header", "footer", "form"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MANY = "\x00"


@dataclass(slots=True)
class Box:
    """The element that speaks of one article, its address and the links to it in document order."""

    element: Element
    url: str
    anchors: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class _Count:
    """What stands below an element: the one article it links to (or many), headings, dates."""

    url: str = ""
    headings: int = 0
    times: int = 0


def find_boxes(root: Element, base: str, is_article: Callable[[str], bool], limit: int) -> list[Box]:
    """The boxes of the page in document order, at most ``limit``."""
    anchors = _article_anchors(root, base, is_article)
    plain = {url for url in anchors.values() if "#" not in url}
    targets = {anchor: _target(url, plain) for anchor, url in anchors.items()}
    counts = _count(root, targets)
    boxes: dict[Element, Box] = {}
    for anchor, url in targets.items():
        element = _box_of(anchor, counts)
        if element not in boxes and len(boxes) >= limit:
            break
        boxes.setdefault(element, Box(element, url)).anchors.append(anchor)
    return list(boxes.values())


def _article_anchors(root: Element, base: str, is_article: Callable[[str], bool]) -> dict[Element, str]:
    found: dict[Element, str] = {}
    known: dict[str, str] = {}
    for count, anchor in enumerate(root.iter("a")):
        if count >= MAX_ANCHORS:
            break
        href = anchor.get("href")
        if not href or href.startswith("#"):
            continue
        if href not in known:
            known[href] = _checked(href, base, is_article)
        if known[href]:
            found[anchor] = known[href]
    return found


def _checked(href: str, base: str, is_article: Callable[[str], bool]) -> str:
    try:
        url = check_url(href, base)
    except BadInputError:
        return ""
    return url if is_article(url) else ""


def _target(url: str, plain: set[str]) -> str:
    """The address of the article: a fragment is a place in it where the article is also linked without."""
    whole = urldefrag(url).url
    return whole if whole in plain else url


def _count(root: Element, targets: dict[Element, str]) -> dict[Element, _Count]:
    """Counts from the leaves up, in one pass."""
    elements = list(root.iter("*"))
    counts = {element: _Count() for element in elements}
    for element in reversed(elements):
        own = counts[element]
        own.url = _joined(own.url, targets.get(element, ""))
        tag = tag_of(element)
        own.headings += tag in _HEADINGS
        own.times += tag == "time"
        parent = element.getparent()
        if parent is not None:
            above = counts[parent]
            above.url = _joined(above.url, own.url)
            above.headings += own.headings
            above.times += own.times
    return counts


def _joined(one: str, two: str) -> str:
    return one or two if not one or not two or one == two else _MANY


def _box_of(anchor: Element, counts: dict[Element, _Count]) -> Element:
    box = anchor
    for parent in anchor.iterancestors():
        count = counts[parent]
        if count.url == _MANY or tag_of(parent) in _FRAME:
            break
        if count.headings > max(1, counts[box].headings) or count.times > max(1, counts[box].times):
            break
        box = parent
    return box


def headings(element: Element) -> Iterable[Element]:
    """The headings within an element, in document order."""
    return element.iter(*sorted(_HEADINGS))
