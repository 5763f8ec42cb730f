"""What a page says of itself in its head: meta elements, links, the title element, the language."""

from __future__ import annotations

from dataclasses import dataclass, field

from aggregator.base.text import plain
from aggregator.extract.tree import Element

MAX_META = 2000


@dataclass(slots=True)
class Head:
    """``metas`` maps a lower-case name, property, itemprop or http-equiv to its contents in document order; ``links``
    a relation to its addresses; ``lang`` is the root's language as written.
    """

    metas: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    title: str | None = None
    lang: str | None = None
    base: str | None = None

    def meta(self, *names: str) -> str | None:
        """The first non-empty content of the first of the names that has one."""
        for name in names:
            for value in self.metas.get(name, ()):
                if value:
                    return value
        return None


def read_head(root: Element) -> Head:
    """Collects the head's elements, wherever in the page they stand: old and broken pages put them into the body."""
    head = Head(lang=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang"))
    for count, element in enumerate(root.iter("meta")):
        if count > MAX_META:
            break
        content = (element.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            names = element.get(key)
            if names and content:
                for name in names.lower().split():
                    head.metas.setdefault(name, []).append(content)
    for element in root.iter("link"):
        for relation in (element.get("rel") or "").lower().split():
            if href := (element.get("href") or "").strip():
                head.links.setdefault(relation, []).append(href)
    title = next((t for t in root.iter("title") if not _in_picture(t)), None)
    head.title = plain("".join(title.itertext())) or None if title is not None else None
    base = next(root.iter("base"), None)
    head.base = base.get("href") if base is not None else None
    return head


def _in_picture(title: Element) -> bool:
    """Whether a title element names a vector picture rather than the page."""
    return next(title.iterancestors("svg"), None) is not None
