"""Microdata (HTML 5.2 section «Microdata») and ``rel`` marks of a page, read as loosely as sites write them."""

from __future__ import annotations

from itertools import islice
from typing import cast

from lxml import etree

from aggregator.extract.tree import Element, text_of

_WANTED = frozenset(
    {
        *("headline", "name", "description", "author", "creator", "datepublished", "datecreated", "datemodified"),
        *("image", "keywords", "inlanguage", "isaccessibleforfree", "articlebody", "editor"),
    }
)
_VALUE = {"meta": "content", "time": "datetime", "img": "src", "a": "", "link": "href", "data": "value"}
_OTHERS = ("Comment", "Person", "Organization", "ImageObject", "WPSideBar", "ListItem", "SiteNavigationElement")
MAX_ITEMS = 500
MAX_INNER = 200

_items = etree.XPath("//@itemprop/..")


def read_microdata(root: Element) -> dict[str, list[str]]:
    """The values of the properties that articles have, under lower-case names, in document order.

    Only the outermost item's: what stands in a nested item (a comment, a person's own description) is left out, but
    for a person's name, which is the value of ``author``.
    """
    found: dict[str, list[str]] = {}
    for element in cast("list[Element]", _items(root))[:MAX_ITEMS]:
        names = [n for n in element.get("itemprop", "").lower().split() if n in _WANTED]
        if not names:
            continue
        parent = _scope(element)
        kind = (parent.get("itemtype") or "").rsplit("/", 1)[-1] if parent is not None else ""
        if kind.endswith(_OTHERS):
            continue
        value = _value(element)
        if value:
            for name in names:
                found.setdefault(name, []).append(value)
    return found


def _scope(element: Element) -> Element | None:
    return next((e for e in element.iterancestors() if "itemscope" in e.attrib or "itemtype" in e.attrib), None)


def _value(element: Element) -> str:
    attribute = _VALUE.get(str(element.tag))
    value = element.get("content") or (element.get(attribute) if attribute else None)
    if value is None and "itemscope" in element.attrib:
        name = next((e for e in islice(element.iter(), MAX_INNER) if "name" in (e.get("itemprop") or "").split()), None)
        if name is not None and name is not element:
            return " ".join((name.get("content") or text_of(name)).split())
    return " ".join(value.split()) if value is not None else text_of(element)
