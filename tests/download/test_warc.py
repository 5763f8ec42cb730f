"""Pages as WARC records: what is written is a record by the standard, and what is read is the page."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from aggregator.base.errors import BadInputError
from aggregator.base.records import Page, Validators
from aggregator.download import warc
from aggregator.download.warc import filler, head_of, member_ends, page_of, read_record, record_of, records_in

AT = datetime(2027, 1, 6, 10, 30, 1, 250000, tzinfo=UTC)
URL = "https://lantern.example/news/1"
HEAD = head_of(name="a.warc.gz", now=AT, software="aggregator/1", agent="Bot/1")


def page(body: bytes = b"<title>Otters</title>", **more: Any) -> Page:
    headers = {"content-type": "text/html; charset=utf-8", "etag": '"a"', "server": "made-up"}
    values: dict[str, Any] = {
        "url": URL,
        "final_url": URL,
        "body": body,
        "content_type": headers["content-type"],
        "fetched_at": AT,
        "validators": Validators('"a"'),
        "headers": headers,
    }
    return Page(**(values | more))


def text_of(record: bytes) -> str:
    return gzip.decompress(record).decode("latin-1")


class TestRecord:
    @given(st.binary(max_size=300))
    def test_a_page_comes_back_as_it_went(self, body: bytes) -> None:
        assert read_record(record_of(page(body))) == page(body)

    def test_a_saved_page_without_headers_comes_back(self) -> None:
        saved = page(headers={}, validators=Validators(), content_type="text/html")
        assert read_record(record_of(saved)) == saved

    def test_it_has_what_the_standard_asks_for(self) -> None:
        lines = text_of(record_of(page())).split("\r\n\r\n")[0].split("\r\n")
        assert lines[0] == "WARC/1.1"
        named = dict(line.split(": ", 1) for line in lines[1:])
        assert named["WARC-Type"] == "response"
        assert named["WARC-Date"] == "2027-01-06T10:30:01.250000Z"
        assert named["WARC-Record-ID"].startswith("<urn:uuid:")
        assert named["WARC-Target-URI"] == URL
        assert named["Content-Type"] == "application/http; msgtype=response"
        block = text_of(record_of(page())).split("\r\n\r\n", 1)[1].removesuffix("\r\n\r\n")
        assert int(named["Content-Length"]) == len(block)

    def test_its_digests_are_right(self) -> None:
        record = next(iter(ArchiveIterator(BytesIO(record_of(page())), check_digests="raise")))
        assert record.content_stream().read() == page().body

    def test_cookies_are_left_out_and_the_transfer_is_told_apart(self) -> None:
        given = page(headers={"set-cookie": "secret=1", "content-length": "5", "content-type": "text/html"})
        text = text_of(record_of(given))
        assert "secret" not in text
        assert "X-Crawl-Content-Length: 5\r\n" in text
        assert f"\r\nContent-Length: {len(given.body)}\r\n\r\n<title>" in text

    def test_the_address_that_was_asked_for_can_be_another(self) -> None:
        asked = "https://lantern.example/?p=1"
        assert read_record(record_of(page(url=asked)), url=asked) == page(url=asked)

    def test_what_was_cut_short_is_refused(self) -> None:
        text = gzip.decompress(record_of(page())).replace(b"WARC-Type", b"WARC-Truncated: length\r\nWARC-Type")
        with pytest.raises(BadInputError) as refused:
            read_record(gzip.compress(text))
        assert refused.value.reason == "truncated"

    def test_a_body_without_end_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(warc, "MAX_BODY", 1000)
        with pytest.raises(BadInputError) as refused:
            read_record(record_of(page(bytes(1001))))
        assert refused.value.reason == "too_large"

    @given(st.binary(max_size=200))
    def test_anything_else_is_ill_formed(self, data: bytes) -> None:
        for broken in (data, gzip.compress(data), gzip.compress(b"WARC/1.1\r\n" + data)):
            with pytest.raises(BadInputError) as refused:
                read_record(broken)
            assert refused.value.reason == "ill_formed"


class TestFile:
    def test_it_begins_with_what_wrote_it(self) -> None:
        assert "WARC-Type: warcinfo" in text_of(HEAD)
        assert "http-header-user-agent: Bot/1\r\n" in text_of(HEAD)

    def test_only_pages_are_given(self) -> None:
        failed = record_of(replace(page(), status=404))
        data = HEAD + record_of(page()) + failed + record_of(page(url=f"{URL}0", final_url=f"{URL}0"))
        assert [page_of(record).url for record in records_in(BytesIO(data))] == [URL, f"{URL}0"]

    def test_a_file_of_the_older_standard_and_without_compression_is_read(self) -> None:
        text = (
            gzip.decompress(record_of(page()))
            .replace(b"WARC/1.1", b"WARC/1.0")
            .replace(URL.encode(), b"<" + URL.encode() + b">")
        )
        assert [page_of(record).url for record in records_in(BytesIO(text + text))] == [URL, URL]

    def test_a_chunked_and_compressed_answer_is_undone(self) -> None:
        packed = gzip.compress(b"<title>Otters</title>")
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
        http = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2027-01-06T10:30:01Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        found = next(records_in(BytesIO(head.encode() + http + b"\r\n\r\n")))
        assert page_of(found).body == b"<title>Otters</title>"

    def test_a_file_that_breaks_off_gives_what_it_has(self) -> None:
        data = HEAD + record_of(page()) + record_of(page(b"x" * 5000))[:-40]
        found = records_in(BytesIO(data))
        assert page_of(next(found)).body == page().body
        with pytest.raises(BadInputError, match="ends early"):
            page_of(next(found))

    def test_wherever_it_is_torn_the_whole_members_before_are_told(self) -> None:
        first, second = HEAD, record_of(page())
        for cut in range(len(second)):
            assert list(member_ends(BytesIO(first + second[:cut]))) == [len(first)]
        assert list(member_ends(BytesIO(first + second))) == [len(first), len(first) + len(second)]
        assert list(member_ends(BytesIO(first + b"\0\0"))) == [len(first)]


class TestFiller:
    @settings(max_examples=30)
    @given(st.integers(300, 100_000))
    def test_it_has_the_length_and_leaves_its_neighbours_readable(self, length: int) -> None:
        record = record_of(page())
        made = filler(length)
        assert len(made) == length
        assert [page_of(found).url for found in records_in(BytesIO(HEAD + record + made + record))] == [URL, URL]

    def test_every_record_is_longer_than_the_shortest_filler(self) -> None:
        shortest = record_of(page(b"", url="http://a.example/", final_url="http://a.example/", headers={}))
        assert len(filler(len(shortest))) == len(shortest)
