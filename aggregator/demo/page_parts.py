"""What the outlets' pages are put together from: the frame, pictures, trailers, and what is said for machines."""

from __future__ import annotations

import json
from html import escape as e
from typing import Any

from babel.dates import format_datetime

from aggregator.demo.newsroom import House, Piece
from aggregator.demo.pictures import HEIGHT, WIDTH

_FEED_TYPES = {"atom": "application/atom+xml", "json": "application/feed+json"}
_READ_MORE = {"en": "Related stories", "ja": "関連記事", "es": "Te puede interesar", "de": "Mehr zum Thema"}


def video_url(video: str) -> str:
    """Where a trailer would be embedded from; the ids are made up."""
    return f"https://www.youtube.com/embed/{video}"


def page(house: House, title: str, head: str, body: str, attributes: str = "") -> str:
    """A whole page: ``head`` and ``body`` between the outlet's masthead and footer; the feeds are declared."""
    outlet = house.outlet
    feeds = "\n".join(
        f'<link rel="alternate" type="{_FEED_TYPES.get(feed.format, "application/rss+xml")}" '
        f'title="{e(outlet.title)}" href="{feed.path}">'
        for feed in outlet.feeds
        if not feed.host and feed.format != "rss_broken"
    )
    return f"""<!DOCTYPE html>
<html lang="{outlet.language}"{attributes}>
<head>
<meta charset="{outlet.encoding}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{e(title)}</title>
{head}
{feeds}
<link rel="icon" href="/logo.svg" type="image/svg+xml">
</head>
<body>
<header class="masthead"><a href="/"><img src="/logo.svg" alt="{e(outlet.title)}" width="64" height="64"></a>
<nav><ul><li><a href="/">{e(outlet.title)}</a></li><li><a href="/about">?</a></li></ul></nav></header>
{body}
<footer><p>© {e(outlet.title)} · {e(outlet.tagline)}</p></footer>
</body>
</html>
"""


def when(house: House, piece: Piece) -> str:
    """The time of publication in the outlet's words."""
    return e(format_datetime(piece.published, "long", locale=house.outlet.locale))


def figure(piece: Piece, attributes: str = "") -> str:
    """The lead picture with its caption, if there is one."""
    if not piece.image:
        return ""
    return (
        f'<figure><img src="{e(piece.image)}" alt="{e(piece.image_alt)}" width="{WIDTH}" height="{HEIGHT}"{attributes}>'
        f"<figcaption>{e(piece.image_alt)}</figcaption></figure>"
    )


def videos(piece: Piece) -> str:
    """The trailers' players."""
    return "\n".join(
        f'<div class="video"><iframe width="560" height="315" src="{video_url(video)}" allowfullscreen></iframe></div>'
        for video in piece.videos
    )


def related(house: House, piece: Piece) -> str:
    """Links to the next older articles that never change, so that the page changes only with its own article."""
    older = [other for other in house.listed if other.settled and other.published < piece.published][:3]
    items = "".join(f'<li><a href="{e(other.path)}">{e(other.title)}</a></li>' for other in older)
    return (
        f'<aside class="related"><h4>{_READ_MORE[house.outlet.language]}</h4><ul>{items}</ul></aside>' if items else ""
    )


def canonical(piece: Piece) -> str:
    """The ``rel=canonical`` link that the page declares, if any."""
    return f'<link rel="canonical" href="{e(piece.canonical)}">' if piece.canonical else ""


def open_graph_tags(house: House, piece: Piece) -> str:
    """The OpenGraph properties of an article (ogp.me)."""
    values = [
        ("og:type", "article"),
        ("og:site_name", house.outlet.title),
        ("og:title", piece.title),
        ("og:description", piece.summary),
        ("og:url", piece.url),
        ("og:image", piece.image),
        ("og:image:alt", piece.image_alt),
        ("article:published_time", piece.published.isoformat()),
        ("article:modified_time", piece.modified.isoformat()),
        *(("article:author", author) for author in piece.authors),
        *(("article:tag", tag) for tag in piece.tags),
    ]
    return "\n".join(f'<meta property="{name}" content="{e(value)}">' for name, value in values if value)


def news_article(house: House, piece: Piece) -> dict[str, Any]:
    """The schema.org NewsArticle of a piece."""
    article: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": piece.title,
        "description": piece.summary,
        "datePublished": piece.published.isoformat(),
        "dateModified": piece.modified.isoformat(),
        "author": [{"@type": "Person", "name": author} for author in piece.authors],
        "publisher": {"@type": "Organization", "name": house.outlet.title, "logo": f"{house.origin}/logo.svg"},
        "mainEntityOfPage": {"@type": "WebPage", "@id": piece.url},
        "keywords": list(piece.tags),
        "inLanguage": piece.language,
    }
    if piece.section:
        article["articleSection"] = piece.section
    if piece.image:
        article["image"] = {"@type": "ImageObject", "url": piece.image, "width": WIDTH, "height": HEIGHT}
    if piece.videos:
        article["video"] = [
            {"@type": "VideoObject", "name": piece.title, "embedUrl": video_url(video)} for video in piece.videos
        ]
    if piece.paywalled:
        part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".members-only"}
        article |= {"isAccessibleForFree": False, "hasPart": part}
    return article


def json_script(value: object) -> str:
    """A value as a JSON-LD script."""
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'
