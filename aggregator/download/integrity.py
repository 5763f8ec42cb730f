"""A body comes whole or not at all: truncation is told, compression undone here, and nothing grows without bound.

Stands in for Scrapy's HttpCompressionMiddleware, which takes half a gzip stream for a whole page. Pure.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]

from aggregator.base.errors import BadInputError
from aggregator.base.records import Failure, Outcome

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
"""The Accept-Encoding that goes with :func:`check_body`."""
MAX_BODY = 15 << 20
"""Bytes of a body, before and after each step of decompression."""
MAX_LAYERS = 6
"""Times that a body may be compressed over; more is a bomb."""
MAX_MEMBERS = 1000
"""gzip members or zstd frames of one body."""

_BLOCK = 1 << 16
_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_WINDOW_LOG = 23  # 8 MiB, the most that HTTP's zstd may ask for (RFC 9659)
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r\f\x1b"})  # ESC belongs to ISO-2022-JP
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class DecodedBody:
    """A whole body, decompressed: ``data`` is the very object that came in where nothing had to be done.

    ``warnings`` tell what was tolerated: ``trailing_junk`` after the compressed stream, ``not_compressed`` though
    declared, ``undeclared_gzip``, ``longer_than_declared``.
    """

    data: bytes
    warnings: tuple[str, ...] = ()


def check_body(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    flags: Collection[str] = (),
    *,
    url: str = "",
    limit: int = MAX_BODY,
) -> DecodedBody | Failure:
    """The whole, decompressed body of an answer to GET, or why it can't be had (FAILED).

    ``headers`` have lower-case names, several values joined by commas. ``flags`` are Scrapy's of the response.
    Reasons: ``truncated`` (a close-delimited or short body, a 206), ``truncated_gzip`` (any compressed stream without
    its end), ``too_large`` (over ``limit``, at any step), ``bad_encoding`` (a wrong checksum, an unknown coding).
    Whoever gets a failure must not keep the answer's validators. Of an answer that is no success its status says
    enough: a broken body is then left out, with the reason as a warning.
    """
    try:
        return _whole(status, headers, body, flags, limit)
    except BadInputError as error:
        if status >= 300:
            return DecodedBody(b"", (error.reason,))
        return Failure(url, Outcome.FAILED, error.reason, str(error))


def _whole(status: int, headers: Mapping[str, str], body: bytes, flags: Collection[str], limit: int) -> DecodedBody:
    if status < 200 or status in (204, 304):
        return DecodedBody(body)
    if status == 206 or {"partial", "dataloss", "download_stopped"} & set(flags):
        raise BadInputError("truncated", "the connection was closed before the end of the body")
    warnings: list[str] = []
    length = None if headers.get("transfer-encoding") else _content_length(headers.get("content-length", ""))
    if length is not None and len(body) < length:
        raise BadInputError("truncated", f"{len(body)} of {length} bytes came")
    if length is not None and len(body) > length:
        warnings.append("longer_than_declared")
        body = body[:length]
    _check_size(len(body), limit)
    data = _decompress(body, headers.get("content-encoding", ""), warnings, limit)
    return DecodedBody(data, tuple(dict.fromkeys(warnings)))


def _content_length(value: str) -> int | None:
    """The header's number; None where it says none, or two (RFC 9110 section 8.6)."""
    values = {part.strip() for part in value.split(",")}
    one = values.pop() if len(values) == 1 else ""
    return int(one) if one.isascii() and one.isdigit() and len(one) < 19 else None


def _decompress(body: bytes, codings: str, warnings: list[str], limit: int) -> bytes:
    named = [coding.strip().lower() for coding in codings.split(",")]
    layers = [coding for coding in reversed(named) if coding not in ("", "identity", "none")]
    if len(layers) > MAX_LAYERS:
        raise BadInputError("too_large", f"the body is compressed {len(layers)} times over")
    for coding in layers:
        body = _undo(coding, body, warnings, limit) if body else body
    depth = len(layers)
    while body.startswith(_GZIP):  # a file that is gzip by itself (sitemap.xml.gz), or a header that was forgotten
        depth += 1
        if depth > MAX_LAYERS:
            raise BadInputError("too_large", f"the body is compressed more than {MAX_LAYERS} times over")
        warnings.append("undeclared_gzip")
        body = _undo("gzip", body, warnings, limit)
    return body


def _undo(coding: str, body: bytes, warnings: list[str], limit: int) -> bytes:
    """One step of decompression. A body that is plainly text passes, whatever the header says of it."""
    streams = _STREAMS.get(coding, ())
    marked = {"gzip": _GZIP[:2], "x-gzip": _GZIP[:2], "zstd": _ZSTD}.get(coding, b"")
    problem = BadInputError("bad_encoding", f"the body is not {coding[:40]!r}, as its header says, nor is it text")
    for stream in streams if body.startswith(marked) else ():
        try:
            return _collect(stream(body, warnings), limit)
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            problem = BadInputError("bad_encoding", f"the body's {coding} can't be read: {error}")
        except BadInputError as error:
            if error.reason != "truncated_gzip":
                raise
            problem = error
            break
    if not _is_text(body):
        raise problem
    warnings.append("not_compressed")
    return body


def _is_text(body: bytes) -> bool:
    """Whether a body begins as text does. A short run of compressed octets may do so by chance, hence the first one."""
    start = body[:1024]
    if start.startswith(_MARKS):
        return True
    likely = len(start) > 64 or start.lstrip()[:1] in (b"<", b"{", b"[", b"")
    return likely and start.translate(None, _CONTROLS) == start


def _collect(chunks: Iterator[bytes], limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        _check_size(size, limit)
        parts.append(chunk)
    return b"".join(parts)


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise BadInputError("too_large", f"the body is larger than {limit} bytes")


def _ends_early(coding: str) -> BadInputError:
    return BadInputError("truncated_gzip", f"the body's {coding} ends early")


def _gunzip(data: bytes, warnings: list[str]) -> Iterator[bytes]:
    """All members of a gzip file (RFC 1952); zlib checks each one's length and checksum."""
    view = memoryview(data)
    at = 0
    for _ in range(MAX_MEMBERS):
        at = yield from _inflate_one(view, at, 31, "gzip")
        rest = view[at : at + _BLOCK].tobytes()
        if not rest.startswith(_GZIP):
            if rest.strip(b"\x00"):
                warnings.append("trailing_junk")
            return
    raise BadInputError("bad_encoding", f"the body's gzip has more than {MAX_MEMBERS} members")


def _inflate(data: bytes, warnings: list[str]) -> Iterator[bytes]:
    end = yield from _inflate_one(memoryview(data), 0, 15, "deflate")
    if end < len(data):
        warnings.append("trailing_junk")


def _inflate_raw(data: bytes, warnings: list[str]) -> Iterator[bytes]:  # noqa: ARG001 -- one signature for all
    """Without zlib's wrapping, as some servers understand «deflate»."""
    yield from _inflate_one(memoryview(data), 0, -15, "deflate")


def _inflate_one(view: memoryview, at: int, wbits: int, coding: str) -> Generator[bytes, None, int]:
    """One stream from ``at``, in bounded steps; returns where it ends."""
    stream = zlib.decompressobj(wbits)
    while not stream.eof:
        block: bytes | memoryview = stream.unconsumed_tail
        if not block:
            block = view[at : at + _BLOCK]
            at += len(block)
        chunk = stream.decompress(block, _BLOCK)
        if not chunk and not block and not stream.eof:
            raise _ends_early(coding)
        yield chunk
    return at - len(stream.unused_data)


def _unbrotli(data: bytes, warnings: list[str]) -> Iterator[bytes]:  # noqa: ARG001
    stream = brotli.Decompressor()
    chunk = stream.process(data, output_buffer_limit=_BLOCK)
    while chunk or not stream.can_accept_more_data():
        yield chunk
        chunk = b"" if stream.is_finished() else stream.process(b"", output_buffer_limit=_BLOCK)
        if stream.is_finished() and not chunk:
            return
    if not stream.is_finished():
        raise _ends_early("br")


def _unzstd(data: bytes, warnings: list[str]) -> Iterator[bytes]:
    """All frames of a zstd file (RFC 8878)."""
    view = memoryview(data)
    at = 0
    for _ in range(MAX_MEMBERS):
        stream = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW_LOG})
        while not stream.eof:
            block = view[at : at + _BLOCK] if stream.needs_input else b""
            at += len(block)
            chunk = stream.decompress(block, _BLOCK)
            if not chunk and not block and not stream.eof:
                raise _ends_early("zstd")
            yield chunk
        at -= len(stream.unused_data)
        if not view[at : at + 4].tobytes().startswith(_ZSTD):
            if at < len(view):
                warnings.append("trailing_junk")
            return
    raise BadInputError("bad_encoding", f"the body's zstd has more than {MAX_MEMBERS} frames")


_Stream = Callable[[bytes, list[str]], Iterator[bytes]]
_STREAMS: dict[str, tuple[_Stream, ...]] = {
    "gzip": (_gunzip,),
    "x-gzip": (_gunzip,),
    "deflate": (_inflate, _inflate_raw),
    "br": (_unbrotli,),
    "zstd": (_unzstd,),
}
