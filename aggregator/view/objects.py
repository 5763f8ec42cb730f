"""Articles, stories and facts as JSON objects; the names are those of the tables' columns."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from aggregator.view import safe
from aggregator.view.articles import Entry
from aggregator.view.claims import Claim, Told
from aggregator.view.histories import Difference, History
from aggregator.view.search import Hit
from aggregator.view.stories import Story


def article(entry: Entry, *, whole: bool = False) -> dict[str, Any]:
    """An article with its lists, and with ``whole`` its body and claims.

    ``last_seen`` is bookkeeping and stays out, so that nothing changes without news.
    """
    shown: dict[str, Any] = {
        "id": entry.id,
        "url": safe.url(entry.url),
        "canonical_url": safe.url(entry.canonical_url),
        "site": safe.line(entry.site),
        "language": safe.line(entry.language),
        "title": safe.line(entry.title),
        "summary": safe.lines(entry.summary),
    }
    if whole:
        shown["body"] = safe.lines(entry.body)
    shown |= {
        "authors": [safe.line(name) for name in entry.authors],
        "published": entry.published and safe.line(entry.published),
        "modified": entry.modified and safe.line(entry.modified),
        "first_seen": safe.line(entry.first_seen),
        "image": safe.url(entry.image),
        "video": safe.url(entry.video),
        "images": [
            {"url": address, "alt": i.alt and safe.line(i.alt), "width": i.width, "height": i.height}
            for i in entry.images
            if (address := safe.url(i.url))
        ],
        "videos": [
            {"url": address, "provider": safe.line(v.provider), "video_id": v.video_id and safe.line(v.video_id)}
            for v in entry.videos
            if (address := safe.url(v.url))
        ],
        "tags": [safe.line(tag) for tag in entry.tags],
        "kinds": [safe.line(kind) for kind in entry.kinds],
        "works": [
            {"id": work.id, "title": safe.line(work.title), "type": work.type and safe.line(work.type)}
            for work in entry.works
        ],
        "version": entry.version,
        "headline_only": entry.headline_only,
        "paywalled": entry.paywalled,
        "gone": entry.gone,
        "duplicate_of": entry.duplicate_of,
        "copies": list(entry.copies),
        "story_id": entry.story_id,
    }
    if whole:
        shown["releases"] = [claim(release) for release in entry.releases]
        shown["credits"] = [claim(credit) for credit in entry.credits]
    return shown


def statement(found: Claim) -> dict[str, Any]:
    """What a claim says, without where and how it stands in its article."""
    return {name: _plain(getattr(found, name)) for name in _names(found) if name not in _EVIDENCE}


def claim(found: Claim) -> dict[str, Any]:
    """A claim with the words that state it; the names are those of its table's columns."""
    return {name: _plain(getattr(found, name)) for name in _names(found)}


def told(found: Told[Any]) -> dict[str, Any]:
    """A fact with the articles that state it, each with its words."""
    return statement(found.claim) | {
        "sources": [
            {
                "site": safe.line(one.site),
                "url": safe.url(one.url),
                "title": safe.line(one.title),
                "published": one.published and safe.line(one.published),
                "language": safe.line(one.language),
                **{name: _plain(getattr(one.claim, name)) for name in _EVIDENCE if name in _names(one.claim)},
            }
            for one in found.sources
        ],
    }


def source(entry: Entry) -> dict[str, Any]:
    """An article as one of several that tell a story."""
    return {
        "id": entry.id,
        "site": safe.line(entry.site),
        "url": safe.url(entry.url),
        "title": safe.line(entry.title),
        "published": entry.published and safe.line(entry.published),
        "language": safe.line(entry.language),
        "copy": entry.duplicate_of is not None,
    }


def story(found: Story) -> dict[str, Any]:
    """A story with its articles."""
    return {
        "id": found.id,
        "title": safe.line(found.title),
        "first_published": found.first_published and safe.line(found.first_published),
        "first_article_id": found.lead.id,
        "article_count": len(found.articles),
        "languages": [safe.line(language) for language in found.languages],
        "articles": [source(entry) for entry in found.articles],
    }


def hit(found: Hit) -> dict[str, Any]:
    """A search's hit: the article, how well it fits (more is better) and the passage."""
    passage = "".join(piece.text for piece in found.snippet)
    return article(found.entry) | {"score": round(-found.score, 6), "snippet": safe.line(passage)}


def history(found: History) -> dict[str, Any]:
    """An article with its body, the rules that found its values, and its history."""
    return article(found.entry, whole=True) | {
        "retracted": [claim(one) for one in found.retracted],
        "last_seen": safe.line(found.entry.last_seen),
        "rules": {safe.line(name): safe.line(rule) for name, rule in sorted(found.entry.rules.items())},
        "versions": [
            {"version": v.version, "seen_at": safe.line(v.seen_at), "changes": [_change(d) for d in v.differences]}
            for v in found.versions
        ],
        "original": source(found.original) if found.original else None,
        "copied_by": [source(entry) for entry in found.copies],
        "story": {
            "id": found.entry.story_id,
            "title": safe.line(found.story_title or ""),
            "articles": [source(entry) for entry in found.story],
        }
        if found.entry.story_id
        else None,
    }


_EVIDENCE = (
    *("id", "article_id", "article_version", "field", "text", "role_text", "quote", "start", "end", "rule", "ledger"),
)
"""What of a claim is its article's own."""


def _names(found: Claim) -> list[str]:
    return [field.name for field in fields(found)]


def _plain(value: Any) -> Any:
    return safe.lines(value) if isinstance(value, str) else value


def _change(difference: Difference) -> dict[str, Any]:
    return {
        "field": difference.field,
        "pieces": [[piece.sign, safe.lines(piece.text)] for piece in difference.pieces],
    }
