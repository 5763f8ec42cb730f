"""Archived pages read again: all captures of an article become one reading, in a process that can come to no harm.

What goes there and comes back is JSON, so that it may come from another machine and still is nothing but data.
"""

from __future__ import annotations

import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce

from pydantic import TypeAdapter

from aggregator.base.records import Article, Failure, Link, Outcome
from aggregator.base.sites import Site
from aggregator.crawl.children import get_frame, put_frame
from aggregator.crawl.path import Reading, read_article, read_judged, reading_of
from aggregator.download.warc import read_record

SECONDS = 5
"""Of the processor, for each capture."""


@dataclass(frozen=True, slots=True)
class Captured:
    """A record, in base64, the address that was asked for, and what discovery said of it then."""

    url: str
    record: str
    link: Link | None = None

    @classmethod
    def of(cls, url: str, record: bytes, link: Link | None = None) -> Captured:
        """From the record's bytes."""
        return cls(url, b64encode(record).decode(), link)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """An article to be read again: its captures, oldest first, and its site as JSON.

    ``url`` is its address; ``key`` its canonical one where it is stored: an article stays the one it is.
    """

    url: str
    declared: str
    captures: tuple[Captured, ...]
    key: str | None = None


ARCHIVED = TypeAdapter(Archived)
RESULT: TypeAdapter[Reading | Failure] = TypeAdapter(Reading | Failure)


def reread(archived: Archived, site: Site) -> Reading | Failure:
    """What today's rules read in an article's pages; the failure of the first that can't be read.

    Raises :class:`~aggregator.base.errors.BadInputError`.
    """
    readings: list[Reading] = []
    for capture in archived.captures:
        page = replace(read_record(b64decode(capture.record), url=capture.url), link=capture.link)
        # A page that a person saved is what that person says it is.
        reading = read_judged(page, site) if page.headers else reading_of(read_article(page, site), site)
        if isinstance(reading, Failure):
            return reading
        readings.append(reading)
    article = followed([r.article for r in readings])
    if archived.key is not None:
        article = replace(article, canonical_url=archived.key, url=archived.url)
    if len(readings) == 1:
        return replace(readings[0], article=article)
    return reading_of(article, site)


def result_of(url: str, text: str) -> Reading | Failure:
    """What a worker answered for an article; nothing where the page broke the process that read it."""
    if not text:
        why = "the page broke the process that read it, or took too long"
        return Failure(url, Outcome.FAILED, "too_deep", why)
    return RESULT.validate_json(text)


def followed(articles: Sequence[Article]) -> Article:
    """The last of several states of an article, with what only earlier ones said: as storing them in turn keeps it."""
    return reduce(_after, articles)


def _after(old: Article, new: Article) -> Article:
    return replace(
        new,
        summary=new.summary if new.summary is not None else old.summary,
        body=new.body if new.body is not None else old.body,
        published=old.published or new.published,
        modified=new.modified if new.modified is not None else old.modified,
        authors=new.authors or old.authors,
        images=new.images or old.images,
        videos=new.videos or old.videos,
        tags=new.tags or old.tags,
        rules={**old.rules, **new.rules},
    )


def serve() -> None:
    """In the process: articles come in on standard input, readings go out, until the input ends."""
    from aggregator.crawl.reader_process import prepare, site_of, within_bounds

    prepare()
    while True:
        try:
            archived = ARCHIVED.validate_json(get_frame(sys.stdin.buffer))
        except EOFError:
            return
        again = partial(reread, archived, site_of(archived.declared))
        result = within_bounds(archived.url, SECONDS * len(archived.captures), again)
        put_frame(sys.stdout.buffer, RESULT.dump_json(result))


if __name__ == "__main__":
    serve()
