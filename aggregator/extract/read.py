"""Reading an article: out of a page (:func:`read_page`) or out of Markdown or plain text (:func:`read_text`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from aggregator.base.encoding import decode
from aggregator.base.errors import BadInputError
from aggregator.base.records import Article, Page
from aggregator.extract.authors import find_authors
from aggregator.extract.blocks import read_blocks
from aggregator.extract.body import find_body
from aggregator.extract.bylines import find_zone
from aggregator.extract.choose import (
    find_address,
    find_language,
    find_original,
    find_summary,
    find_tags,
    find_title,
    is_paywalled,
)
from aggregator.extract.dates import find_modified, find_published
from aggregator.extract.fallback import read_body
from aggregator.extract.head import read_head
from aggregator.extract.images import find_images
from aggregator.extract.jsonld import read_linked_data, scripts_of
from aggregator.extract.ladder import LADDER
from aggregator.extract.language import guess_language, normal_tag
from aggregator.extract.markdown import read_text
from aggregator.extract.microdata import read_microdata
from aggregator.extract.sources import Sources, read_publishers, read_site_names, remove
from aggregator.extract.tree import Element, parse
from aggregator.extract.videos import find_videos

__all__ = ["read_page", "read_text"]

Rules = Mapping[str, tuple[str, ...]]

_NO_RULES: Rules = {}
_OTHER_TYPES = re.compile(
    r"\s*(?:image|audio|video|font|model)/|\s*application/(?:pdf|json|zip|gzip|octet-stream|rss|atom|ld)", re.IGNORECASE
)
_OTHER_BYTES = re.compile(
    rb"%PDF-|\x89PNG|GIF8|\xff\xd8\xff|PK\x03\x04|\x1f\x8b|RIFF|OggS|ID3|\x00\x00\x00.ftyp|Rar!|7z\xbc"
)


def read_page(
    page: Page,
    *,
    site: str,
    language: str | None,
    zone: ZoneInfo,
    rules: Rules = _NO_RULES,
    owns: Callable[[str], bool] | None = None,
) -> Article:
    """What a page says.

    ``site`` is the source's name, ``language`` what it is written in unless a page says otherwise, ``zone`` what its
    clocks show. ``rules`` are the site's own, tried before the usual ones. ``owns`` tells whether an address is the
    site's (by default: on the page's own host): a canonical address elsewhere is not believed.

    Raises :class:`BadInputError`: ``undecodable``, ``not_html``, ``empty``, ``too_deep``, ``too_large``,
    ``no_article``.
    """
    root = parse(_text(page))
    remove(root, rules.get("remove", ()))
    sources = _collect(root, page.final_url, language, zone)
    title = find_title(sources, rules.get("title", ()), LADDER["title"])
    if title is None:
        raise BadInputError("no_article", "the page states no title")
    _look_around(sources, title[0])
    body = read_body(sources, title[0], rules.get("body", ()))
    if body is None and not sources.data.article:
        raise BadInputError("no_article", "the page holds no text")
    return _article(sources, page, title, body, site=site, language=language, rules=rules, owns=owns)


def _text(page: Page) -> str:
    if not page.body.strip():
        raise BadInputError("empty", "the document is empty")
    if _OTHER_BYTES.match(page.body) or (page.content_type and _OTHER_TYPES.match(page.content_type)):
        raise BadInputError("not_html", f"the document is no web page but {page.content_type or 'something else'}")
    return decode(page.body, page.content_type)


def _collect(root: Element, url: str, language: str | None, zone: ZoneInfo) -> Sources:
    """The page in parts, but for the lines around its headline, which need the title."""
    blocks = read_blocks(root)
    head = read_head(root)
    found = find_body(blocks)
    named = head.meta("og:title", "twitter:title") or head.title
    data = read_linked_data(scripts_of(root), url=url, title=named)
    sources = Sources(
        root, urljoin(url, head.base) if head.base else url, zone, head, data, read_microdata(root), blocks, found
    )
    sources.site_names = read_site_names(head, data, url)
    sources.publishers = read_publishers(data)
    sources.language = normal_tag(head.lang) or language
    return sources


def _look_around(sources: Sources, title: str) -> None:
    """Find the lines around the headline; and the language that their dates are written in."""
    sources.lines = find_zone(sources.blocks, title, list(sources.found.prose), list(sources.found.frame))
    text = " ".join(sources.blocks.blocks[n].text for n in sources.found.kept[:20])
    guess = guess_language(text)
    if guess is not None and not (sources.language or "").startswith(guess):
        sources.language = guess


def _article(
    sources: Sources,
    page: Page,
    title: tuple[str, str],
    body: tuple[str, str] | None,
    *,
    site: str,
    language: str | None,
    rules: Rules,
    owns: Callable[[str], bool] | None,
) -> Article:
    def ladder(field: str) -> tuple[str, ...]:
        return (*rules.get(field, ()), *LADDER.get(field, ()))

    text = body[0] if body else ""
    published = find_published(sources, ladder("published"), page.fetched_at)
    modified = find_modified(sources, ladder("modified"), page.fetched_at, published[0] if published else None)
    authors = find_authors(sources, ladder("authors"), title[0])
    images = find_images(sources, ladder("image"))
    videos = find_videos(sources, rules.get("videos", ()))
    tags = find_tags(sources, ladder("tags"))
    summary = find_summary(sources, ladder("summary"), title[0], text)
    tag, tag_rule = find_language(sources, ladder("language"), language, f"{title[0]} {text}")
    owns = owns or _same_host(page.final_url)
    address, address_rule = find_address(sources, ladder("canonical"), owns, page.final_url)
    original = find_original(sources, owns)
    closed = is_paywalled(sources)
    found = {
        "title": title[1],
        "summary": summary and summary[1],
        "body": body and body[1],
        "authors": authors and authors[1],
        "published": published and published[1],
        "modified": modified and modified[1],
        "images": images and images[1],
        "videos": videos and videos[1],
        "tags": tags and tags[1],
        "language": tag_rule if tag != "und" else None,
        "canonical_url": address_rule,
        "paywalled": closed,
        "original_url": original and original[1],
    }
    return Article(
        url=page.final_url,
        canonical_url=address,
        site=site,
        language=tag,
        title=title[0],
        summary=summary[0] if summary else None,
        body=text or None,
        authors=authors[0] if authors else (),
        published=published[0] if published else None,
        modified=modified[0] if modified else None,
        images=images[0] if images else (),
        videos=videos[0] if videos else (),
        tags=tags[0] if tags else (),
        paywalled=closed is not None,
        original_url=original[0] if original else None,
        rules={field: rule for field, rule in found.items() if rule},
    )


def _same_host(url: str) -> Callable[[str], bool]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return lambda other: (urlsplit(other).hostname or "").removeprefix("www.") == host
