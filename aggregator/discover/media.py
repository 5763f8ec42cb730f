"""The picture of a feed's entry (Media RSS 1.5, RSS enclosures, podcast tags)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aggregator.discover.names import short_name
from aggregator.discover.trees import Element

_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.IGNORECASE)


def picture(fields: dict[str, list[Element]], core: str) -> str | None:
    """The address of the entry's picture as written: the widest of Media RSS, then enclosures, then ``image``."""
    offers = list(_media(fields, core))
    if offers:
        return max(offers, key=lambda offer: offer[0])[1]
    for name in ("enclosure", "link", "atom:link"):
        for element in fields.get(name, ()):
            if name != "enclosure" and (element.get("rel") or "").lower() != "enclosure":
                continue
            address = element.get("url") or element.get("href")
            if address and _shows(element, address):
                return address
    for element in (*fields.get("itunes:image", ()), *fields.get("image", ())):
        address = element.get("href") or _url_within(element, core)
        if address:
            return address
    return None


def _media(fields: dict[str, list[Element]], core: str) -> Iterator[tuple[int, str]]:
    """Pictures with their widths; of equal ones the first wins, and a thumbnail loses against any other."""
    groups = [fields]
    for group in fields.get("media:group", ()):
        inner: dict[str, list[Element]] = {}
        for child in group.iterchildren("*"):
            inner.setdefault(short_name(str(child.tag), core), []).append(child)
        groups.append(inner)
    for group_fields in groups:
        for element in group_fields.get("media:content", ()):
            address = element.get("url")
            if address and _shows(element, address):
                yield _width(element) + 1, address
            yield from _thumbnails(element.iterchildren("{*}thumbnail"))
        yield from _thumbnails(group_fields.get("media:thumbnail", ()))


def _thumbnails(elements: Iterable[Element]) -> Iterator[tuple[int, str]]:
    for element in elements:
        if address := element.get("url"):
            yield 0, address


def _shows(element: Element, address: str) -> bool:
    kind = (element.get("type") or "").lower()
    medium = (element.get("medium") or "").lower()
    if kind or medium:
        return kind.startswith("image/") or medium == "image"
    return _PICTURE.search(address) is not None


def _width(element: Element) -> int:
    value = (element.get("width") or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0


def _url_within(element: Element, core: str) -> str | None:
    for child in element.iterchildren("*"):
        if short_name(str(child.tag), core) == "url" and child.text:
            return child.text.strip()
    text = (element.text or "").strip()
    return text if "://" in text else None
