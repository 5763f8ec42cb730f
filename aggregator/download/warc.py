"""Pages as WARC records, and records as pages (ISO 28500:2017, WARC 1.1; iipc.github.io/warc-specifications).

A record is one gzip member (annex D), so that each can be read alone. Bodies are kept decompressed, as they are read;
headers that told of the transfer bear ``X-Crawl-`` before their name, as in Common Crawl's files.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

from aggregator.base.errors import BadInputError
from aggregator.base.records import Page
from aggregator.download.conditional import read_validators
from aggregator.download.integrity import MAX_BODY

LEVEL = 6
"""Of compression: the highest takes three times as long for 1 % less."""
_TRANSFER = frozenset({"content-length", "content-encoding", "transfer-encoding"})
_LEFT_OUT = frozenset({"set-cookie", "connection", "keep-alive"})
"""What tells of one connection alone; several cookies can't be joined in one field either (RFC 9110 section 5.3)."""
_REASONS = {200: "OK", 203: "Non-Authoritative Information"}
_GONE = "urn:removed"
_BLOCK = 1 << 16
_EXTRA = 0xFFFF - 4
"""Bytes that padding in a gzip header may have (RFC 1952 section 2.3.1.1), less the subfield's own head."""
_BROKEN = (ArchiveLoadFailed, StatusAndHeadersParserException, zlib.error, EOFError, UnicodeError, ValueError)


def record_of(page: Page) -> bytes:
    """A page as a record: a ``response`` where its HTTP headers are known, a ``resource`` for a page that was saved."""
    named = {"WARC-Date": _date(page.fetched_at)}
    if not page.headers:
        kind = page.content_type or "text/html"
        return _packed("resource", page.final_url, page.body, named, content_type=kind)
    line = f"{page.status} {_REASONS.get(page.status, '')}".strip()
    http = StatusAndHeaders(line, list(_http_headers(page)), protocol="HTTP/1.1")
    return _packed("response", page.final_url, page.body, named, http_headers=http)


def head_of(*, name: str, now: datetime, software: str, agent: str) -> bytes:
    """The record that every file begins with: what wrote it, and how."""
    fields = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "http-header-user-agent": agent,
        "robots": "obey",
    }
    text = "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode()
    named = {"WARC-Date": _date(now), "WARC-Filename": name}
    return _packed("warcinfo", "", text, named, content_type="application/warc-fields")


def filler(length: int) -> bytes:
    """A record of exactly so many bytes that holds nothing: it takes the place of one that must go.

    What is missing to the length is padding in the gzip header. Raises ValueError below the smallest record's length.
    """
    spaces = length - 2000 - length // 500 if length > _EXTRA else 0
    record = _plain("metadata", _GONE, b" " * spaces, {}, content_type="text/plain")
    packer = zlib.compressobj(0 if spaces else LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(record) + packer.flush()
    padding = length - 16 - len(packed) - 8
    if not 0 <= padding <= _EXTRA:
        raise ValueError(f"no record has {length} bytes")
    head = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff" + struct.pack("<H2sH", padding + 4, b"rm", padding)
    return head + bytes(padding) + packed + struct.pack("<II", zlib.crc32(record), len(record))


def read_record(data: bytes, *, url: str | None = None) -> Page:
    """The page of one record; ``url`` is the address that was asked for, where it was another.

    Raises :class:`BadInputError`: ``ill_formed``, ``truncated``, ``too_large``, ``not_html``.
    """
    try:
        record = next(iter(ArchiveIterator(BytesIO(data))), None)
        if record is None or not is_page(record):
            raise BadInputError("ill_formed", "the record holds no page")
        return page_of(record, url=url)
    except _BROKEN as error:
        raise BadInputError("ill_formed", f"the record can't be read ({error})") from error


def records_in(stream: BinaryIO) -> Iterator[Any]:
    """The records of a file that hold pages, in order; each must be read (:func:`page_of`) before the next.

    Raises :class:`BadInputError` at the end of what can be read of a broken file.
    """
    try:
        for record in ArchiveIterator(stream):
            if is_page(record):
                yield record
    except _BROKEN as error:
        raise BadInputError("ill_formed", f"is no WARC file from here on ({str(error).strip()[:100]})") from error


def is_page(record: Any) -> bool:
    """Whether a record may hold a page: a response with success over HTTP, or a saved one."""
    if record.rec_type == "resource":
        return address_of(record).startswith(("http://", "https://"))
    return record.rec_type == "response" and record.http_headers is not None and _status(record) in (200, 203)


def address_of(record: Any) -> str:
    """The address of a record; WARC 1.0 wrote it between angle brackets at times."""
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")


def page_of(record: Any, *, url: str | None = None) -> Page:
    """The page that a record holds. Raises :class:`BadInputError`, and what a broken file may (see ``read_record``)."""
    address = address_of(record)
    if record.rec_headers.get_header("WARC-Truncated"):
        raise BadInputError("truncated", f"{address}: the record was cut short when it was written")
    body = _body(record)
    http = {} if record.http_headers is None else {name.lower(): value for name, value in record.http_headers.headers}
    kind = http.get("content-type") if record.http_headers else record.rec_headers.get_header("Content-Type")
    return Page(
        url=url or address,
        final_url=address,
        body=body,
        content_type=kind,
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date")),
        status=_status(record) if record.http_headers else 200,
        validators=read_validators(http.get("etag"), http.get("last-modified")),
        headers={name: value for name, value in http.items() if name not in _TRANSFER},
    )


def member_ends(stream: BinaryIO) -> Iterator[int]:
    """Where each whole gzip member ends, in bytes from here on; the first that is broken or torn off ends it."""
    read = 0
    unpacker = zlib.decompressobj(31)
    data = stream.read(_BLOCK)
    while data:
        try:
            unpacker.decompress(data)
        except zlib.error:
            return
        read += len(data) - len(unpacker.unused_data)
        if unpacker.eof:
            yield read
            data, unpacker = unpacker.unused_data, zlib.decompressobj(31)
        else:
            data = b""
        data = data or stream.read(_BLOCK)


def _body(record: Any) -> bytes:
    stream, parts, size = record.content_stream(), [], 0
    while part := stream.read(_BLOCK):
        parts.append(part)
        size += len(part)
        if size > MAX_BODY:
            raise BadInputError("too_large", f"{address_of(record)}: the body is larger than {MAX_BODY} bytes")
    while record.raw_stream.read(_BLOCK):  # what a chunked body may leave
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise BadInputError("truncated", f"{address_of(record)}: the record ends early")
    return b"".join(parts)


def _status(record: Any) -> int:
    code = record.http_headers.get_statuscode()
    return int(code) if code.isascii() and code.isdecimal() else 0


def _http_headers(page: Page) -> Iterator[tuple[str, str]]:
    for name, value in page.headers.items():
        if name not in _LEFT_OUT:
            yield ("X-Crawl-" if name in _TRANSFER else "") + name.title(), value
    yield "Content-Length", str(len(page.body))


def _packed(kind: str, address: str, body: bytes, named: Mapping[str, str], **more: Any) -> bytes:
    return gzip.compress(_plain(kind, address, body, named, **more), LEVEL, mtime=0)


def _plain(
    kind: str,
    address: str,
    body: bytes,
    named: Mapping[str, str],
    *,
    content_type: str = "",
    http_headers: StatusAndHeaders | None = None,
) -> bytes:
    """A record before compression, which is ours: the library's is always the slowest."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    record = writer.create_warc_record(
        address,
        kind,
        payload=BytesIO(body),
        length=len(body),
        warc_content_type=content_type,
        warc_headers_dict=dict(named),
        http_headers=http_headers,
    )
    writer.write_record(record)
    return out.getvalue()


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _moment(text: str | None) -> datetime:
    moment = datetime.fromisoformat(text or "")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
