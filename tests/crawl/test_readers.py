"""Documents are read in processes of their own, articles and sources alike."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import pytest

from aggregator.base.errors import RefusedError
from aggregator.base.records import Failure, Outcome, Page
from aggregator.crawl import readers
from aggregator.crawl.readers import Readers
from aggregator.crawl.source_reading import Named
from aggregator.store.frontier import Kind
from tests.crawl.sessions import SITE, page

T = TypeVar("T")


def with_reader(what: Callable[[Readers], Awaitable[T]]) -> T:
    async def main() -> T:
        readers = Readers(1)
        try:
            return await what(readers)
        finally:
            readers.close()

    return asyncio.run(main())


def read(*pages: Page) -> list[Named | Failure]:
    async def all_of(readers: Readers) -> list[Named | Failure]:
        return [await readers.read_source(each, SITE, Kind.FEED, None) for each in pages]

    return with_reader(all_of)


def test_a_source_is_read_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aggregator.crawl.source_reading.read_source", os.abort)  # in this process nobody calls it
    feed = (
        "<rss><channel><item><title>A</title><link>https://news.example/n/1</link></item>"
        "<item><title>B</title><link>https://other.example/2</link></item></channel></rss>"
    )
    (named,) = read(page(feed))
    assert isinstance(named, Named)
    assert [told.url for told in named.own.values()] == ["https://news.example/n/1"]
    assert [link.title for link in named.foreign] == ["B"]


def test_a_document_that_is_no_source_is_a_failure_and_the_next_is_read() -> None:
    broken = page("<html><title>Log in</title></html>", kind="text/html")
    whole = page("<rss><channel><item><link>https://news.example/n/1</link></item></channel></rss>")
    failure, named = read(broken, whole)
    assert isinstance(failure, Failure)
    assert (failure.outcome, failure.reason) == (Outcome.FAILED, "not_a_feed")
    assert isinstance(named, Named)


def test_readers_that_end_before_they_are_ready_are_given_up_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("aggregator.crawl.readers.PAUSE", 0.001)
    begun: list[object] = []

    class Stillborn(readers.Reader):
        def __init__(self, *how: Any) -> None:
            begun.append(self)
            super().__init__(*how)

    monkeypatch.setattr(readers, "Reader", Stillborn)
    monkeypatch.setattr(readers, "_serve", abs)  # of a pipe: a process of that ends at once
    with pytest.raises(RefusedError, match="ulimit"):
        read(page("<rss/>"), page("<rss/>"))
    assert len(begun) == readers.STARTS


def test_a_page_that_was_given_to_a_reader_that_never_was_ready_is_read_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("aggregator.crawl.readers.PAUSE", 0.001)
    whole, begun = readers._serve, []

    class Second(readers.Reader):
        def __init__(self, *how: Any) -> None:
            monkeypatch.setattr(readers, "_serve", whole if begun else abs)
            begun.append(self)
            super().__init__(*how)

    monkeypatch.setattr(readers, "Reader", Second)
    (named,) = read(page("<rss><channel><item><link>https://news.example/n/1</link></item></channel></rss>"))
    assert isinstance(named, Named)
    assert len(begun) == 2


def test_what_waits_when_the_run_is_broken_off_comes_back_unread() -> None:
    async def broken_off(readers: Readers) -> tuple[list[Any], Any]:
        waiting = [asyncio.ensure_future(readers.read_source(page("<rss/>"), SITE, Kind.FEED, None)) for _ in range(5)]
        await asyncio.sleep(0)
        readers.drop()
        late = await readers.read_source(page("<rss/>"), SITE, Kind.FEED, None)
        return list(await asyncio.gather(*waiting)), late

    came, late = with_reader(broken_off)
    assert [each.reason for each in came[2:]] == ["aborted"] * 3  # the first two were handed over
    assert late.reason == "aborted"
