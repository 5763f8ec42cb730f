"""What an unknown site declares of itself: its feeds, sitemaps, language and time zone, and how its articles look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from aggregator.base.errors import BadInputError
from aggregator.base.text import one_line
from aggregator.base.urls import check_url
from aggregator.discover.feeds import Feed
from aggregator.discover.links import address, language_tag
from aggregator.discover.pages import base_of, parse_page, text_of
from aggregator.discover.patterns import article_pattern, likely_articles
from aggregator.discover.trees import Element
from aggregator.discover.zones import dates_in, declared_zone, words

MAX_FEEDS = 20
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEED_ADDRESS = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feed)s?(?:\d(?:\.\d)?)?(?:[/._-](?:xml|rdf|json|php))?/?$|\.rdf$", re.IGNORECASE
)
_SECOND_LEVEL = frozenset({"co", "com", "ne", "or", "ac", "go", "net", "org", "gov", "edu"})
_ROBOTS_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_SEPARATORS = re.compile(r"\s+[|｜–—:：»-]\s+|\s*[|｜»]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What can be written into ``sites.toml`` for a site, each None or empty where the site declares nothing.

    ``name`` is made of the host. ``candidates`` are addresses where feeds or sitemaps may stand although the page names
    none, in the order in which they are worth asking for. ``article`` is a regular expression or empty.
    """

    name: str
    host: str
    title: str | None = None
    language: str | None = None
    timezone: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    article: str = ""


def propose(page_html: str, *, url: str, robots_txt: str | None = None, feeds: Iterable[Feed] = ()) -> Proposal:
    """What the page at ``url`` (a site's front page), its robots.txt and those of its feeds that were read declare.

    The feeds should have been read in UTC, for dates in UTC say nothing of the site's zone.
    Raises :class:`BadInputError` with ``empty``, ``too_large`` or what is wrong with ``url``.
    """
    url = check_url(url)
    root = parse_page(page_html)
    base = base_of(root, url)
    known = tuple(feeds)
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    port = urlsplit(url).port
    language = _language(root, known)
    links = list(_page_links(root, base, host))
    named = tuple(_feeds(root, base))[:MAX_FEEDS]
    maps = tuple(_sitemaps(root, base, url, robots_txt))
    dates = [
        *dates_in(page_html),
        *(d for feed in known for link in feed.links if (d := link.published or link.modified)),
    ]
    return Proposal(
        name=_name(host),
        host=f"{host}:{port}" if port else host,
        title=_title(root) or next((feed.title for feed in known if feed.title), None),
        language=language,
        timezone=declared_zone(dates, language=language, host=host),
        feeds=named,
        sitemaps=maps,
        candidates=tuple(_candidates(links, url, {*named, *maps})),
        article=_article(links, known, host),
    )


def _name(host: str) -> str:
    """The host without what is the same for all of a country: ``anime.example.co.jp`` gives ``anime-example``."""
    labels = host.strip("[]").replace(":", "-").split(".")
    if not host.replace(".", "").isdigit() and len(labels) > 1:
        labels = labels[:-1]
        if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
            labels = labels[:-1]
    return re.sub(r"[^a-z0-9_-]", "-", "-".join(labels))[:64].strip("-_") or "site"


def _meta(root: Element, *wanted: str) -> str | None:
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("http-equiv") or "").strip().lower()
        if name in wanted and (content := one_line(element.get("content") or "")):
            return content
    return None


def _title(root: Element) -> str | None:
    if declared := _meta(root, "og:site_name", "application-name", "apple-mobile-web-app-title"):
        return declared
    element = next(root.iter("title"), None)
    text = text_of(element) if element is not None else ""
    return _SEPARATORS.split(text)[0][:100] or None


def _language(root: Element, feeds: tuple[Feed, ...]) -> str | None:
    """The first language that the page or a feed declares and that its letters don't contradict.

    Themes leave ``lang="en"`` on pages in Japanese or Korean: whoever writes kana or hangul in most lines writes that
    language, so another tag counts as not declared.
    """
    declared = (root.get("lang"), _meta(root, "og:locale"), _meta(root, "content-language", "language", "dc.language"))
    body = next(root.iter("body"), root)
    text = text_of(body, 20_000) + " ".join(link.title or "" for feed in feeds for link in feed.links[:50])
    letters = sum(c.isalpha() for c in text) or 1
    script = next((code for code, p in (("ja", _KANA), ("ko", _HANGUL)) if len(p.findall(text)) > 0.25 * letters), None)
    for tag in (*declared, *(feed.language for feed in feeds)):
        found = language_tag(tag.partition(",")[0]) if tag else None
        if found and (script is None or found.partition("-")[0] == script):
            return found
    return None


def _feeds(root: Element, base: str) -> Iterator[str]:
    """The feeds that the page declares (``rel=alternate``, RSS Autodiscovery and WHATWG HTML 4.6.7.1), news first."""
    seen: dict[str, bool] = {}
    for element in root.iter("link"):
        rel = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        if not ({"alternate", "feed"} & set(rel)) or not (kind in _FEED_TYPES or "feed" in rel):
            continue
        if found := address(element.get("href"), base):
            said = f"{element.get('title') or ''} {found}".lower()
            seen.setdefault(found, any(word in said for word in words()["not_news"]))
    yield from (found for found, other in seen.items() if not other)


def _sitemaps(root: Element, base: str, url: str, robots_txt: str | None) -> Iterator[str]:
    written = _ROBOTS_SITEMAP.findall((robots_txt or "")[:524_288])
    offered = [urljoin(url, "/" + one.lstrip("/")) if "://" not in one else one for one in written[:100]]
    linked = [e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "sitemap"]
    found = (address(one, base) for one in (*offered, *linked))
    yield from dict.fromkeys(one for one in found if one)


def _candidates(links: Iterable[tuple[str, str]], url: str, known: set[str]) -> Iterator[str]:
    """Links of the page that look like feeds, then the usual places, less those that are known."""
    linked = [link for link, _ in links if _FEED_ADDRESS.search(urlsplit(link).path)]
    usual = [urljoin(url, path) for path in words()["paths"]]
    yield from (one for one in dict.fromkeys((*linked[:10], *usual)) if one not in known)


def _page_links(root: Element, base: str, host: str) -> Iterator[tuple[str, str]]:
    """The page's links to its own host with their texts."""
    for count, element in enumerate(root.iter("a")):
        if count >= 10_000:
            return
        href = element.get("href")
        if not href or href.startswith("#"):
            continue
        try:
            found = check_url(href, base)
        except BadInputError:
            continue
        own = (urlsplit(found).hostname or "").removeprefix("www.")
        if own == host or own.endswith("." + host):
            yield found, text_of(element)


def _article(links: Iterable[tuple[str, str]], feeds: tuple[Feed, ...], host: str) -> str:
    """The pattern of the feeds' entries on the site's own hosts, else of the links that look like articles."""
    entries = [link.url for feed in feeds for link in feed.links]
    own = [
        u for u in entries if (h := (urlsplit(u).hostname or "").removeprefix("www.")) == host or h.endswith("." + host)
    ]
    return article_pattern(own or likely_articles(links))
