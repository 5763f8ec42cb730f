"""The fields that need more than the first rule that finds something: title, summary, tags, language, address."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from urllib.parse import urlsplit

from aggregator.base.errors import BadInputError
from aggregator.base.text import comparable, one_line, plain
from aggregator.base.urls import canonical_url, check_url
from aggregator.extract.jsonld import types_of
from aggregator.extract.language import choose_language
from aggregator.extract.sources import Sources, select, values
from aggregator.extract.title import choose_title, split_title, strip_site, words_of
from aggregator.extract.tree import text_of

MAX_SUMMARY = 2000
MAX_TAGS = 50
MAX_TAG = 80
MIN_OWN = 0.3
"""Share of a summary's words that title and text must have too: one that has hardly any is the site's own slogan."""
CONTEXTS = 1000, 8000
"""Characters of the text that a summary is compared with, the more only where the less do not suffice."""
MAX_HEADINGS, MAX_ABOVE = 20, 8
"""First-level headings that are looked at; lines between a heading and the text that it is the title of."""
MIN_PART = 12
"""Characters of a part of a title that may be the whole of it."""
MIN_SUMMARY = 20
"""Characters of the shortest summary."""

_CLOSED = frozenset({"false", "no", "0"})

Ruled = tuple[str, str]
"""A value and the rule that found it."""


def find_title(sources: Sources, own: tuple[str, ...], usual: tuple[str, ...]) -> Ruled | None:
    """The title. A site's own rules win outright; the usual ones are weighed against the headings."""
    for rule in own:
        for text in values(rule, sources):
            if title := strip_site(plain(text), sources.site_names):
                return title, rule
    declared: list[Ruled] = []
    for rule in usual:
        texts = [sources.head.title or ""] if rule == "title" else values(rule, sources)[:1]
        declared += [(rule, text) for text in texts if text]
    found = choose_title(declared, _headings(sources), sources.site_names)
    if found is not None and found[1] != "css:h1":
        lines = _lines_like_titles(sources, [text for _, text in declared])
        title, rule = choose_title(declared, lines, sources.site_names) or found
        return title, "line" if rule == "css:h1" else rule
    return found or _first_heading(sources)


def _headings(sources: Sources) -> list[str]:
    """The first-level headings outside of the page's frame, and their lines where they have several."""
    page = sources.blocks
    out: list[str] = []
    boxes = [box for n, box in enumerate(page.boxes) if box.tag == "h1" and not sources.found.frame[n]]
    for box in boxes[:MAX_HEADINGS]:
        lines = [line for block in page.blocks[box.first : box.end][:5] for line in block.text.split("\n")[:5]]
        text = text_of(box.element, 600)
        out += [text] if text else []
        out += lines if len(lines) > 1 else []
    return out


def _first_heading(sources: Sources) -> Ruled | None:
    """Where a page names nothing but its site: the last heading of the second or third level above its text."""
    if not sources.found.prose:
        return None
    for n in range(sources.found.prose[0] - 1, max(-1, sources.found.prose[0] - MAX_ABOVE), -1):
        block = sources.blocks.blocks[n]
        if block.tag in ("h2", "h3") and not sources.found.frame[block.box]:
            return one_line(block.text), f"css:{block.tag}"
    return None


def _lines_like_titles(sources: Sources, titles: list[str]) -> list[str]:
    """The lines before the text that are a part of a declared title, the longest first: old pages have no headings,
    others have them of any level.
    """
    parts = {comparable(part) for title in titles for part in split_title(title) if len(part) >= MIN_PART}
    first = sources.found.prose[0] if sources.found.prose else len(sources.blocks.blocks)
    lines = [line for b in sources.blocks.blocks[: first + 1] for line in b.text.split("\n")[:5] if len(line) < 300]
    return sorted((line for line in lines if comparable(line) in parts), key=len, reverse=True)[:5]


def find_summary(sources: Sources, rules: tuple[str, ...], title: str, body: str) -> Ruled | None:
    """The summary that the page declares, if it speaks of the article rather than of the site."""
    for rule in rules:
        for text in values(rule, sources)[:1]:
            summary = plain(text, MAX_SUMMARY)
            words = words_of(summary)
            if (len(summary) < MIN_SUMMARY and not body) or comparable(summary) == comparable(title) or not words:
                continue
            if any(_shares(words, f"{title} {body[:size]}") for size in CONTEXTS):
                return summary, rule
    return None


def _shares(words: set[str], text: str) -> bool:
    return len(words & words_of(text)) >= MIN_OWN * len(words)


def find_tags(sources: Sources, rules: tuple[str, ...]) -> tuple[tuple[str, ...], str] | None:
    """The tags of the first rule that gives any."""
    for rule in rules:
        texts = _marked_tags(sources) if rule == "rel:tag" else values(rule, sources)
        parts = [
            part for text in texts for part in (text.replace("、", ",").split(",") if rule != "rel:tag" else [text])
        ]
        tags: dict[str, str] = {}
        for part in parts:
            tag = plain(part, MAX_TAG + 1).strip("# ＃")
            if 0 < len(tag) <= MAX_TAG:
                tags.setdefault(comparable(tag), tag)
        tags.pop("", None)
        if tags:
            return tuple(islice(tags.values(), MAX_TAGS)), rule
    return None


def _marked_tags(sources: Sources) -> list[str]:
    """The texts of links with ``rel=tag`` (https://microformats.org/wiki/rel-tag)."""
    return [text_of(a, 200) for a in select("xpath://a[contains(concat(' ', @rel, ' '), ' tag ')]", sources.root)]  # type: ignore[arg-type]


def find_language(sources: Sources, rules: tuple[str, ...], given: str | None, text: str) -> Ruled:
    """The language as a BCP 47 tag, ``und`` where nothing tells (RFC 5646 section 4.1)."""
    stated = [(value, rule) for rule in rules for value in values(rule, sources)[:1]]
    found = choose_language([*(value for value, _ in stated), given], text)
    if found is None:
        return "und", "none"
    tag, how = found
    if how == "guess":
        return tag, "text:words"
    for value, rule in stated:
        if value.replace("_", "-").lower().startswith(tag.lower()):
            return tag, rule
    return tag, "site:language"


def find_address(sources: Sources, rules: tuple[str, ...], owns: Callable[[str], bool], own: str) -> Ruled:
    """The canonical address: what the page declares, if it is on the site and not its home page; else its ``own``,
    whatever its ``<base>`` says: that is for joining only.
    """
    for rule in rules:
        for value in values(rule, sources)[:1]:
            try:
                url = check_url(value, sources.url)
                if owns(url) and _is_inner(url):
                    return canonical_url(url), rule
            except BadInputError:
                continue
    return canonical_url(own), "url"


def find_original(sources: Sources, owns: Callable[[str], bool]) -> Ruled | None:
    """The address on another site that the page declares as the one where its text stands first (RFC 6596)."""
    for value in values("link:canonical", sources)[:1]:
        try:
            url = check_url(value, sources.url)
        except BadInputError:
            return None
        if not owns(url) and _is_inner(url):
            return canonical_url(url), "link:canonical"
    return None


def _is_inner(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.strip("/").lower() not in ("", "index.html", "index.php", "home") or bool(parts.query)


def is_paywalled(sources: Sources) -> str | None:
    """The rule that says the article is not free, if one does (schema.org ``isAccessibleForFree``)."""
    data = sources.data
    if any(
        t.lower() in _CLOSED
        for t in (*data.texts("isAccessibleForFree"), *data.texts("hasPart", "isAccessibleForFree"))
    ):
        return "ld:isAccessibleForFree"
    for node in data.nodes[:200]:
        if "WebPageElement" in types_of(node) and any(
            t.lower() in _CLOSED for t in data.texts("isAccessibleForFree", node=node)
        ):
            return "ld:isAccessibleForFree"
    if any(t.lower() in _CLOSED for t in sources.microdata.get("isaccessibleforfree", ())):
        return "microdata:isaccessibleforfree"
    if (sources.head.meta("article:content_tier") or "").lower() == "locked":
        return "meta:article:content_tier"
    return None
