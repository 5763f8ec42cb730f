"""Feeds and sitemaps: RSS 2.0, Atom (RFC 4287), RSS 1.0/RDF, JSON Feed 1.1, sitemaps.org, Google's news sitemap."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape as e

from aggregator.demo.content import Feed
from aggregator.demo.markup import blocks_to_html, blocks_to_text
from aggregator.demo.newsroom import House, Piece, newest

_NEWS_AGE = timedelta(days=2)
"""A news sitemap names only articles of the last two days."""
_CONTENT_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "rdf": "application/rdf+xml",
}


def render_feed(house: House, feed: Feed) -> tuple[str, str]:
    """The feed's text and its ``Content-Type``."""
    pieces = tuple(piece for piece in house.in_feeds if feed.section in (None, piece.section))
    render = {"atom": _atom, "json": _json_feed, "rdf": _rdf}.get(feed.format, _rss)
    content_type = _CONTENT_TYPES.get(feed.format, "application/rss+xml; charset=utf-8")
    return render(house, feed, pieces), content_type


def _link(piece: Piece, feed: Feed) -> str:
    if not feed.tracker:
        return piece.url
    return f"{piece.url}{'&' if '?' in piece.url else '?'}{feed.tracker}"


def _attribute(value: str) -> str:
    return e(value, {'"': "&quot;"})


def _rss(house: House, feed: Feed, pieces: tuple[Piece, ...]) -> str:
    rendered = [_rss_item(piece, feed) for piece in pieces]
    if feed.format == "rss_broken":  # markup that nobody escaped, in the middle of a document that ends as it should
        middle = len(rendered) // 2
        rendered[middle] = rendered[middle].replace("</description>", "<br>Leer más & comentar</description>")
    items = "\n".join(rendered)
    changed = newest(pieces)
    built = f"\n<lastBuildDate>{format_datetime(changed)}</lastBuildDate>" if changed else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>{e(house.outlet.title)}</title>
<link>{house.origin}/</link>
<description>{e(house.outlet.tagline)}</description>
<language>{house.outlet.language}</language>{built}
{items}
</channel>
</rss>
"""


def _rss_item(piece: Piece, feed: Feed) -> str:
    text = blocks_to_text(piece.blocks)
    parts = [
        f"<title>{e(piece.title)}</title>",
        f"<link>{e(_link(piece, feed))}</link>",
        f'<guid isPermaLink="false">{piece.key}</guid>',
        f"<pubDate>{format_datetime(piece.published)}</pubDate>",
    ]
    if feed.format == "rss_short":
        parts.append(f"<description>{e(text[:180])} […]</description>")
    elif feed.format == "rss_full":
        parts.append(f"<description>{e(piece.summary)}</description>")
        parts.append(f"<content:encoded><![CDATA[{blocks_to_html(piece.blocks)}]]></content:encoded>")
    else:
        parts.append(f"<description>{e(f'<p>{e(piece.summary)}</p>')}</description>")
    parts += [f"<dc:creator>{e(author)}</dc:creator>" for author in piece.authors]
    parts += [f"<category>{e(tag)}</category>" for tag in piece.tags]
    if piece.image:
        parts.append(f'<media:content url="{e(piece.image)}" medium="image" type="image/png"/>')
    return "<item>\n" + "\n".join(parts) + "\n</item>"


def _atom(house: House, feed: Feed, pieces: tuple[Piece, ...]) -> str:
    entries = "\n".join(_atom_entry(piece) for piece in pieces)
    changed = newest(pieces)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{house.outlet.language}">
<title>{e(house.outlet.title)}</title>
<id>tag:{house.outlet.name}.example,2020:feed</id>
<link rel="self" href="{house.origin}{feed.path}"/>
<link rel="alternate" type="text/html" href="{house.origin}/"/>
<updated>{changed.isoformat() if changed else "1970-01-01T00:00:00Z"}</updated>
{entries}
</feed>
"""


def _atom_entry(piece: Piece) -> str:
    authors = "".join(f"<author><name>{e(author)}</name></author>" for author in piece.authors)
    tags = "".join(f'<category term="{_attribute(tag)}"/>' for tag in piece.tags)
    return f"""<entry>
<title type="html">{e(e(piece.title))}</title>
<id>tag:{piece.key.replace("/", ".example,2020:")}</id>
<link rel="alternate" type="text/html" href="{e(piece.url)}"/>
<published>{piece.published.isoformat()}</published>
<updated>{piece.modified.isoformat()}</updated>
{authors}{tags}
<summary type="html">{e(f"<p>{e(piece.summary)}</p>")}</summary>
</entry>"""


def _rdf(house: House, feed: Feed, pieces: tuple[Piece, ...]) -> str:
    names = "\n".join(f'<rdf:li rdf:resource="{e(piece.url)}"/>' for piece in pieces)
    items = "\n".join(_rdf_item(piece) for piece in pieces)
    return f"""<?xml version="1.0" encoding="Shift_JIS"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="{house.outlet.language}">
<channel rdf:about="{house.origin}{feed.path}">
<title>{e(house.outlet.title)}</title>
<link>{house.origin}/</link>
<description>{e(house.outlet.tagline)}</description>
<items><rdf:Seq>
{names}
</rdf:Seq></items>
</channel>
{items}
</rdf:RDF>
"""


def _rdf_item(piece: Piece) -> str:
    authors = "\n".join(f"<dc:creator>{e(author)}</dc:creator>" for author in piece.authors)
    return f"""<item rdf:about="{e(piece.url)}">
<title>{e(piece.title)}</title>
<link>{e(piece.url)}</link>
<description>{e(piece.summary)}</description>
{authors}
<dc:date>{piece.published.isoformat()}</dc:date>
</item>"""


def _json_feed(house: House, feed: Feed, pieces: tuple[Piece, ...]) -> str:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": house.outlet.title,
        "home_page_url": f"{house.origin}/",
        "feed_url": f"{house.origin}{feed.path}",
        "language": house.outlet.language,
        "items": [_json_item(piece) for piece in pieces],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _json_item(piece: Piece) -> dict[str, object]:
    item: dict[str, object] = {
        "id": piece.key,
        "url": piece.url,
        "title": piece.title,
        "summary": piece.summary,
        "content_html": blocks_to_html(piece.blocks),
        "date_published": piece.published.isoformat(),
        "date_modified": piece.modified.isoformat(),
        "authors": [{"name": author} for author in piece.authors],
        "tags": list(piece.tags),
        "language": piece.language,
    }
    return item | ({"image": piece.image} if piece.image else {})


def sitemap_index(house: House, paths: list[str]) -> str:
    """A sitemap index that names the sitemaps at the given paths."""
    changed = newest(house.listed)
    stamp = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    rows = "\n".join(f"<sitemap><loc>{house.origin}{path}</loc>{stamp}</sitemap>" for path in paths)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{rows}
</sitemapindex>
"""


def article_sitemap(house: House) -> str:
    """All articles, with the time of their last change."""
    rows = "\n".join(
        f"<url><loc>{e(piece.url)}</loc><lastmod>{piece.modified.isoformat()}</lastmod></url>" for piece in house.listed
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{house.origin}/</loc></url>
{rows}
</urlset>
"""


def news_sitemap(house: House, now: datetime) -> str:
    """The articles of the last two days before ``now`` with title, language and time of publication."""
    rows = "\n".join(_news_url(house, piece) for piece in house.listed if now - piece.published <= _NEWS_AGE)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{rows}
</urlset>
"""


def _news_url(house: House, piece: Piece) -> str:
    return f"""<url><loc>{e(piece.url)}</loc>
<news:news>
<news:publication><news:name>{e(house.outlet.title)}</news:name><news:language>{piece.language}</news:language>
</news:publication>
<news:publication_date>{piece.published.isoformat()}</news:publication_date>
<news:title>{e(piece.title)}</news:title>
</news:news></url>"""
