"""The pictures of an article: the lead picture that the page names, then those within the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from urllib.parse import unquote, urlsplit

from aggregator.base.errors import BadInputError
from aggregator.base.records import Image
from aggregator.base.text import one_line
from aggregator.base.urls import check_url
from aggregator.extract.media_words import media_words
from aggregator.extract.sources import Sources, values
from aggregator.extract.tree import Element

MAX_IMAGES, MAX_ELEMENTS = 30, 400
MIN_SIDE = 100
"""Pixels of a picture's stated side: smaller ones are icons and portraits."""

_PARTS = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
_SIZED = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)")


def find_images(sources: Sources, rules: tuple[str, ...]) -> tuple[tuple[Image, ...], str] | None:
    """The pictures, the lead one first, and the rule that found it."""
    found: dict[str, Image] = {}
    first = ""
    for rule in rules:
        for image in _declared(rule, sources):
            if image.url and not _is_decoration(image.url):
                found.setdefault(_key(image.url), image)
        if found:
            first = rule
            break
    for image, inside in _inner(sources):
        key = _key(image.url)
        if key in found:
            known = found[key]
            size = (known.width, known.height) if known.width else (image.width, image.height)
            found[key] = Image(known.url, known.alt or image.alt, *size)
        elif inside and len(found) < MAX_IMAGES:
            found[key] = image
            first = first or "css:img"
    return (tuple(found.values()), first) if found else None


def _declared(rule: str, sources: Sources) -> Iterator[Image]:
    """The picture that a rule names, with its size where that is stated."""
    if rule == "ld:image":
        for value in sources.data.resolve(sources.data.article.get("image"))[:3]:
            if isinstance(value, dict):
                texts = sources.data.texts
                address = (*texts("url", node=value), *texts("contentUrl", node=value), *texts("@id", node=value), "")[
                    0
                ]
                width, height = (*texts("width", node=value), "")[0], (*texts("height", node=value), "")[0]
                yield from _image(address, sources, width, height, (*texts("caption", node=value), None)[0])
            else:
                yield from _image(str(value), sources)
        return
    for address in values(rule, sources)[:1]:
        if rule.startswith("meta:og:image"):
            size = sources.head.meta("og:image:width"), sources.head.meta("og:image:height")
            yield from _image(address, sources, *size, sources.head.meta("og:image:alt"))
        else:
            yield from _image(address, sources)


def _inner(sources: Sources) -> Iterator[tuple[Image, bool]]:
    """The page's pictures, less small ones and those in its frame; each with whether it is within the article's box."""
    if not sources.blocks.boxes:
        return
    place = range(sources.found.box, sources.blocks.boxes[sources.found.box].last_box)
    for element in islice(sources.root.iter("img", "amp-img"), MAX_ELEMENTS):
        here = sources.blocks.around(element)
        if here is not None and sources.found.frame[here]:
            continue
        address = _address(element)
        if not address or _is_decoration(address):
            continue
        for image in _image(address, sources, element.get("width"), element.get("height"), element.get("alt")):
            if (image.width or MIN_SIDE) >= MIN_SIDE and (image.height or MIN_SIDE) >= MIN_SIDE:
                yield image, here in place


def _address(element: Element) -> str:
    """Where a picture is, lazy or not; the largest of a set only where nothing else is given."""
    lazy = [value for name in media_words()["lazy"] if (value := element.get(name))]
    for value in (*lazy, element.get("src") or "", element.get("srcset") or ""):
        if value and not value.startswith("data:"):
            return _largest(value) if " " in value.strip() or ("," in value and value.endswith(("w", "x"))) else value
    return ""


def _largest(srcset: str) -> str:
    """The address of the widest picture in a ``srcset`` (HTML, «Srcset attributes»)."""
    best, width = "", -1.0
    for candidate in re.split(r",\s+", srcset)[:50]:
        address, _, size = candidate.strip().partition(" ")
        number = float(size[:-1]) if re.fullmatch(r"\d{1,6}(?:\.\d+)?[wx]", size) else 0.0
        if number > width:
            best, width = address, number
    return best.rstrip(",")


def _image(
    address: str, sources: Sources, width: str | None = None, height: str | None = None, alt: str | None = None
) -> Iterator[Image]:
    try:
        url = check_url(address, sources.url)
    except BadInputError:
        return
    yield Image(url, one_line(alt) or None if alt else None, _pixels(width), _pixels(height))


def _pixels(value: str | None) -> int | None:
    match = _NUMBER.match(value or "")
    return int(match[1]) or None if match else None


def _is_decoration(address: str) -> bool:
    """Whether a picture's file name says that it is a logo, an icon or a stand-in."""
    name = unquote(urlsplit(address).path.rsplit("/", 1)[-1]).lower().rpartition(".")
    parts = {p for p in _PARTS.split(name[0] or name[2]) if not p.isdigit() and p}
    names, all_names = _names()
    return parts <= all_names and not parts.isdisjoint(names)


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """The words that name what is no picture of an article, and these with those that say nothing."""
    names = frozenset(media_words()["not_pictures"])
    return names, names.union(media_words()["generic"])


def _key(address: str) -> str:
    """The same for the same picture in several sizes."""
    return _SIZED.sub("", urlsplit(address).path)
