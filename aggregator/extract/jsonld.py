"""JSON-LD out of a page (https://www.w3.org/TR/json-ld11/, vocabulary schema.org), as loosely as sites write it.

Own code rather than a library: a page needs only a lenient ``json.loads``, ``@graph`` and ``@id``.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aggregator.base.errors import BadInputError
from aggregator.base.text import comparable, plain
from aggregator.base.urls import canonical_url
from aggregator.extract.tree import Element

MAX_NODES = 5000
MAX_SCRIPT = 2_000_000

_WRAPPING = re.compile(
    r"^\s*(?://|/\*)?\s*(?:<!--|<!\[CDATA\[)\s*(?:\*/)?|(?://|/\*)?\s*(?:-->|\]\]>)\s*(?:\*/)?\s*;?\s*$"
)
_COMMENT = re.compile(r'("(?:[^"\\]|\\.)*")|/\*.*?\*/|(?<!:)//[^\n]*', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|SocialMediaPosting)$")
_PAGE = frozenset({"WebPage", "ItemPage", "AboutPage", "MedicalWebPage"})

Node = Mapping[str, Any]


@dataclass(slots=True)
class LinkedData:
    """All nodes of a page's JSON-LD in document order, and the one that describes its article (empty if none does)."""

    nodes: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)
    article: Node = field(default_factory=dict)

    def resolve(self, value: object) -> list[object]:
        """A property's values as a flat list, references by ``@id`` followed once."""
        out: list[object] = []
        stack = [value]
        while stack and len(out) < 100:
            item = stack.pop()
            if isinstance(item, list):
                stack.extend(reversed(item[:100]))
            elif isinstance(item, dict):
                if "@list" in item or "@set" in item:
                    stack.append(item.get("@list", item.get("@set")))
                    continue
                target = self.by_id.get(str(item.get("@id"))) if len(item) <= 3 and "@id" in item else None
                out.append(target if target is not None and "name" not in item else item)
            elif item is not None:
                out.append(item)
        return out

    def texts(self, *path: str, node: Node | None = None) -> list[str]:
        """The plain texts at a path of properties, of the article unless another node is given."""
        values: list[object] = [self.article if node is None else node]
        for name in path:
            values = [v for item in values if isinstance(item, dict) for v in self.resolve(item.get(name))]
        return [text for v in values if (text := _text(v))]


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("@value", value.get("name"))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def types_of(node: Node) -> list[str]:
    """A node's types without their vocabulary's address."""
    kinds = node.get("@type")
    values = kinds if isinstance(kinds, list) else [kinds]
    return [k.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for k in values if isinstance(k, str)]


def load_json(text: str) -> list[object]:
    """The JSON values of a script's text, however badly it is written; nothing where it can't be read at all."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", text.strip().lstrip("\ufeff"))).strip()
    if not text or len(text) > MAX_SCRIPT:
        return []
    for attempt in (_as_is, _repaired, _unescaped):
        try:
            return _decode_all(attempt(text))
        except (ValueError, RecursionError):
            continue
    return []


def _as_is(text: str) -> str:
    return text


def _repaired(text: str) -> str:
    text = _COMMENT.sub(lambda m: m[1] or "", text)
    return _TRAILING_COMMA.sub(lambda m: m[1] or "", text)


def _unescaped(text: str) -> str:
    return _repaired(html.unescape(text))


def _decode_all(text: str) -> list[object]:
    """All values that follow each other: some sites write several objects into one script."""
    decoder = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
    values: list[object] = []
    at = 0
    while at < len(text) and len(values) < 50:
        try:
            value, end = decoder.raw_decode(text, at)
        except ValueError:
            if values:
                break
            raise
        values.append(value)
        at = end
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values


def _walk(values: list[object]) -> Iterator[tuple[Node, bool]]:
    """Every node in document order, with whether it stands at the top (a list, ``@graph`` or ``mainEntity``)."""
    stack: list[tuple[object, bool]] = [(v, True) for v in reversed(values)]
    seen = 0
    while stack and seen < MAX_NODES:
        value, top = stack.pop()
        seen += 1
        if isinstance(value, list):
            stack.extend((v, top) for v in reversed(value))
        elif isinstance(value, dict):
            if "@type" in value or "@id" in value:
                yield value, top
            stack.extend(
                (v, top and k in ("@graph", "mainEntity", "mainEntityOfPage"))
                for k, v in reversed(list(value.items()))
                if isinstance(v, dict | list)
            )


def read_linked_data(scripts: list[str], *, url: str, title: str | None) -> LinkedData:
    """All nodes of a page's JSON-LD scripts. ``url`` and ``title`` (as the page's other parts state them) tell its own
    article from others that it lists.
    """
    data = LinkedData()
    candidates: list[tuple[int, int, Node]] = []
    wanted = comparable(title or "")
    for node, top in _walk([v for text in scripts for v in load_json(text)]):
        data.nodes.append(node)
        name = node.get("@id")
        if isinstance(name, str) and len(node) > 2:
            data.by_id.setdefault(name, node)
        rank = _rank(node, top, url, wanted)
        if rank:
            candidates.append((rank, -len(candidates), node))
    if candidates:
        data.article = max(candidates, key=lambda c: c[:2])[2]
    return data


def _rank(node: Node, top: bool, url: str, wanted: str) -> int:
    """How surely a node is the page's own article; 0 if it isn't."""
    kinds = types_of(node)
    article = any(_ARTICLE.search(k) for k in kinds)
    if not article and not (top and _PAGE.intersection(kinds)):
        return 0
    headline = comparable(plain(_text(node.get("headline")) or _text(node.get("name"))))
    same = bool(headline and wanted) and (headline in wanted or wanted in headline)
    here = any(_same_page(_text(node.get(k)) or _id(node.get(k)), url) for k in ("url", "mainEntityOfPage", "@id"))
    if article and not top and not same and not here:
        return 0
    if article and "itemReviewed" in node and not same:
        return 0
    return 1 + 4 * article + 2 * (same or here) + 1 * top


def _id(value: object) -> str:
    return str(value.get("@id") or "") if isinstance(value, dict) else ""


def _same_page(value: str, url: str) -> bool:
    try:
        return value.startswith("http") and canonical_url(value) == canonical_url(url)
    except BadInputError:
        return False


def scripts_of(root: Element) -> list[str]:
    """The texts of the page's JSON-LD: of its scripts, and of the ``<meta name="script:ld+json">`` that Remix writes
    where a route returns one as if it were a meta tag.
    """
    scripts = [s.text for s in root.iter("script") if "ld+json" in (s.get("type") or "").lower() and s.text]
    metas = [m.get("content") for m in root.iter("meta") if (m.get("name") or "").lower() == "script:ld+json"]
    return [text for text in (*scripts, *metas) if text][:100]
