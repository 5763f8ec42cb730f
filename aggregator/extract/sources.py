"""Everything that a page states, collected once: what the rules of :mod:`aggregator.extract.ladder` choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml import etree
from parsel.csstranslator import HTMLTranslator

from aggregator.base.errors import ConfigError
from aggregator.extract.blocks import Blocks
from aggregator.extract.body import Found
from aggregator.extract.bylines import Zone
from aggregator.extract.head import Head
from aggregator.extract.jsonld import LinkedData, types_of
from aggregator.extract.tree import Element, text_of

MAX_VALUES = 200
_ATTRIBUTES = {
    "meta": ("content",),
    "time": ("datetime",),
    "img": ("src", "data-src"),
    "iframe": ("src", "data-src"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "link": ("href",),
}
_SITE_TYPES = frozenset({"WebSite", "Organization", "NewsMediaOrganization", "Corporation"})


@dataclass(slots=True)
class Sources:
    """A page in parts: its tree, head, JSON-LD, microdata, blocks, its article's place and the lines around it."""

    root: Element
    url: str
    timezone: ZoneInfo
    head: Head
    data: LinkedData
    microdata: dict[str, list[str]]
    blocks: Blocks
    found: Found
    lines: Zone = field(default_factory=lambda: Zone((), (), (), None))
    language: str | None = None
    site_names: list[str] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)


def values(rule: str, sources: Sources) -> list[str]:
    """What a rule such as ``ld:headline``, ``meta:og:title``, ``microdata:author``, ``css:h1::text`` or ``xpath://h1``
    finds, as plain texts in document order. ``ld:`` takes a path of properties with dots.

    Raises :class:`ConfigError` for a selector that can't be read.
    """
    kind, _, what = rule.partition(":")
    if kind == "ld":
        return sources.data.texts(*what.split("."))
    if kind == "meta":
        return sources.head.metas.get(what.lower(), [])
    if kind == "link":
        return sources.head.links.get(what, [])
    if kind == "html":
        return [sources.head.lang] if sources.head.lang else []
    if kind == "microdata":
        return sources.microdata.get(what.lower(), [])
    found = [as_text(item) for item in select(rule, sources.root)]
    return [text for text in found if text]


def select(rule: str, root: Element) -> list[object]:
    """The elements and strings that a ``css:`` or ``xpath:`` rule finds, at most ``MAX_VALUES``."""
    try:
        found = _compiled(rule)(root)
    except etree.XPathError as error:
        raise ConfigError(f"the rule {rule!r} can't be applied: {error}") from error
    return list(found[:MAX_VALUES]) if isinstance(found, list) else [found]


@cache
def _compiled(rule: str) -> Callable[[Element], object]:
    kind, _, what = rule.partition(":")
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(what) if kind == "css" else what)
    except (etree.XPathError, ValueError, SyntaxError, RuntimeError) as error:
        raise ConfigError(f"the rule {rule!r} is no selector: {error}") from error


def remove(root: Element, rules: Iterable[str]) -> None:
    """Take the parts that rules find out of a tree, and leave what follows them."""
    for rule in rules:
        for item in select(rule, root):
            if isinstance(item, Element) and (above := item.getparent()) is not None:
                before = item.getprevious()
                if item.tail and before is not None:
                    before.tail = (before.tail or "") + item.tail
                elif item.tail:
                    above.text = (above.text or "") + item.tail
                above.remove(item)


def as_text(item: object) -> str:
    """The plain text of what a selector found; of an element that carries its value in an attribute, that one."""
    if isinstance(item, Element):
        for attribute in _ATTRIBUTES.get(str(item.tag), ()):
            if value := (item.get(attribute) or "").strip():
                return value
        return text_of(item, 4000)
    return " ".join(str(item).split())


def read_publishers(data: LinkedData) -> list[str]:
    """The names of the organisations that JSON-LD names as the article's publisher."""
    return [
        name
        for publisher in data.resolve(data.article.get("publisher"))
        if isinstance(publisher, dict) and "Person" not in types_of(publisher)
        for name in data.texts("name", node=publisher)
    ]


def read_site_names(head: Head, data: LinkedData, url: str) -> list[str]:
    """What the site is called, to be taken off titles and authors: its declared names and its host's."""
    names = [head.meta("og:site_name"), head.meta("application-name"), head.meta("apple-mobile-web-app-title")]
    names += data.texts("publisher", "name")
    for node in data.nodes[:200]:
        if _SITE_TYPES.intersection(types_of(node)):
            names += [*data.texts("name", node=node), *data.texts("alternateName", node=node)]
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    names += [host, labels[0] if len(labels) < 3 else labels[-2]]
    return list(dict.fromkeys(n for n in names if n))
