"""The path: one page or text through extract, facts, group and store. Everything that reads articles goes this way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aggregator.base.claims import Facts
from aggregator.base.encoding import decode
from aggregator.base.errors import BadInputError
from aggregator.base.records import Article, Failure, Image, Link, Outcome, Page
from aggregator.base.sites import Site
from aggregator.base.text import one_line, paragraphs
from aggregator.base.times import instant
from aggregator.base.urls import canonical_url
from aggregator.crawl import copies, people, stories
from aggregator.crawl.settling import settle
from aggregator.crawl.titles import with_listed
from aggregator.download.judge import judge
from aggregator.extract.read import read_page
from aggregator.facts.read import read_facts
from aggregator.facts.topic import is_on_topic
from aggregator.store import archive, articles, claims
from aggregator.store.articles import Change, Stored, body_hash
from aggregator.store.changes import tell_story
from aggregator.store.database import Row, Store
from aggregator.store.forget import Left, forget, is_forgotten, take_out
from aggregator.store.ledger import works_of

JUDGED = 256 << 10
"""Bytes of a page that are looked at for signs that it is no article."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it was read, the facts that it states, and what equal bodies share."""

    article: Article
    facts: Facts
    body_hash: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an article: how it was stored, and the sites of articles that turned out to be copies by it."""

    stored: Stored
    copies: tuple[str, ...] = ()


def read_article(page: Page, site: Site) -> Article:
    """What a page of a site says, completed by what discovery said of it.

    Raises :class:`~aggregator.base.errors.BadInputError`.
    """
    article = read_page(page, site=site.name, language=site.language, zone=site.zone, rules=site.rules, owns=site.owns)
    return article if page.link is None else _completed(article, page.link)


def read_judged(page: Page, site: Site) -> Reading | Failure:
    """The reading of a page, unless it is not what was asked for: «not found», a challenge, another's host.

    Raises :class:`~aggregator.base.errors.BadInputError`.
    """
    if not site.owns(page.final_url):
        detail = f"{page.url} leads to {page.final_url}, which is not on the site's hosts"
        return Failure(page.url, Outcome.REFUSED, "off_site", detail)
    return judged(page) or reading_of(read_article(page, site), site)


def judged(page: Page) -> Failure | None:
    """What stands in the page's place, if something does."""
    try:
        text = decode(page.body[:JUDGED], page.content_type)
    except BadInputError:
        text = ""  # the extraction will say so
    return judge(page.url, page.final_url, page.status, page.headers, text)


def reading_of(article: Article, site: Site) -> Reading:
    """An article of a site with its facts: none, where a site that writes about everything writes of something else."""
    facts = Facts() if site.general and not is_on_topic(article) else read_facts(article, site.zone)
    return Reading(article, facts, body_hash(article.body))


def headline(link: Link, site: Site) -> Article | None:
    """What a link alone says of an article; None where that is not even a title."""
    if not link.title or not (title := one_line(link.title)):
        return None
    return _completed(
        Article(
            url=link.url,
            canonical_url=canonical_url(link.url),
            site=site.name,
            language=link.language or site.language,
            title=title,
            headline_only=True,
            rules={"title": "link"},
        ),
        link,
    )


def store_article(store: Store, article: Article, *, site: Site, now: datetime) -> Taken:
    """Read an article's facts and store it like :func:`store_reading`."""
    return store_reading(store, reading_of(article, site), zone=site.zone, now=now)


def store_reading(store: Store, reading: Reading, *, zone: ZoneInfo, now: datetime) -> Taken:
    """Store an article with its facts and its group, inside a :meth:`Store.write` unit.

    Raises :class:`BadInputError` with ``forgotten`` for one that a person had forgotten for good.
    """
    article = reading.article
    if is_forgotten(store, article.canonical_url):
        raise BadInputError("forgotten", f"{article.url} was forgotten by hand")
    sorted_at = instant(article.published, zone) if article.published else None
    facts = with_listed(store, article, _facts(store, reading, zone))
    stored = articles.put(
        store,
        article,
        sorted_at=sorted_at,
        now=now,
        kinds=facts.kinds,
        digest=reading.body_hash,
        works=claims.keys_of(facts),
    )
    return _follow_up(store, stored, article, facts, now=now)


def forget_article(store: Store, canonical_url: str, *, now: datetime) -> bool:
    """Remove an article for good, in a transaction of its own. Returns whether there was one.

    Those that were one text with it go on without it.
    """
    with store.write():
        left = forget(store, canonical_url, now=now)
        if left is not None:
            _follow_removal(store, left, now=now)
    return left is not None


def replace_article(store: Store, old: Row | None, states: Sequence[tuple[datetime, Article]], *, site: Site) -> str:
    """Store what an article was, each state with its time, in the place of what is stored of it (``old``), inside a
    :meth:`Store.write` unit. Returns the article's id. Its archived pages stay where they are. Raises
    :class:`BadInputError`.
    """
    captures = archive.captures_of(store, old["id"]) if old is not None else []
    left = take_out(store, old) if old is not None else None
    for at, article in states:
        stored = store_article(store, article, site=site, now=at).stored
    for capture in captures:
        archive.add(store, replace(capture, article_id=stored.article_id))
    if left is not None:
        _follow_removal(store, left, now=states[-1][0])
    return stored.article_id


def store_reread(store: Store, reading: Reading, *, zone: ZoneInfo, now: datetime) -> Taken:
    """Make a stored article what the present rules read in its archived pages, inside a :meth:`Store.write` unit.

    The same steps as :func:`store_reading`, but the outlet edited nothing: no version, no new article. Raises
    :class:`BadInputError`.
    """
    article = reading.article
    sorted_at = instant(article.published, zone) if article.published else None
    facts = with_listed(store, article, reading.facts)
    stored = articles.reread(store, article, sorted_at=sorted_at, kinds=facts.kinds, digest=reading.body_hash)
    return _follow_up(store, stored, article, facts, now=now)


def _follow_up(store: Store, stored: Stored, article: Article, facts: Facts, *, now: datetime) -> Taken:
    """What follows from a stored article: claims and identity, copies, story, ledger and changes."""
    touched: set[str] = set()
    if not (article.headline_only and stored.change is Change.UNCHANGED):  # else it may have been the whole article's
        touched = claims.put(store, stored, article.language, facts)
        touched |= people.settle(store, touched, people.read(store, stored.article_id, facts.credits))
    clusters = _group(store, [] if stored.change is Change.UNCHANGED else [stored.article_id])
    if clusters:
        tell_story(store, stored.article_id, now=now)
    settle(store, touched | _works(store, clusters), now=now, articles=[stored.article_id])
    return Taken(stored, tuple(site for cluster in clusters for site in cluster.copied_by))


def _follow_removal(store: Store, left: Left, *, now: datetime) -> None:
    """What follows from an article that went."""
    touched = left.works | people.settle(store, left.works, left.people)
    clusters = _group(store, left.articles)
    settle(store, touched | _works(store, clusters), now=now)


def _facts(store: Store, reading: Reading, zone: ZoneInfo) -> Facts:
    """The facts of a reading; where its page holds no text this time, those of the text that is kept."""
    article = reading.article
    if article.body is None and not article.headline_only:
        known = articles.find(store, article.canonical_url)
        if known is not None and known["body"]:
            return read_facts(replace(article, body=known["body"]), zone)
    return reading.facts


def _group(store: Store, article_ids: Sequence[str]) -> list[copies.Cluster]:
    """Find the articles' copies, choose their originals, and decide their stories. Returns what is one text."""
    clusters = copies.settle(store, article_ids)
    stories.settle(store, [member for cluster in clusters for member in cluster.members])
    return clusters


def _works(store: Store, clusters: Iterable[copies.Cluster]) -> set[str]:
    """The works of articles of which it was decided whose copies they are."""
    return works_of(store, [member for cluster in clusters for member in cluster.members])


def _completed(article: Article, link: Link) -> Article:
    """The article with what only the link told."""
    found: dict[str, Any] = {}
    if article.summary is None and link.summary:
        found["summary"] = paragraphs(link.summary)
    if article.published is None and link.published is not None:
        found["published"] = link.published.isoformat(timespec="seconds")
    if not article.authors and link.authors:
        found["authors"] = tuple(one_line(name) for name in link.authors)
    if not article.tags and link.tags:
        found["tags"] = tuple(one_line(tag) for tag in link.tags)
    rules = {**article.rules, **dict.fromkeys(found, "link")}
    if not article.images and link.image:
        found["images"] = (Image(link.image),)
        rules["image"] = "link"
    return replace(article, **found, rules=rules) if found else article
