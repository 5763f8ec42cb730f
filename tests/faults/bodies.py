"""Compressed bodies, whole and broken."""

from __future__ import annotations

import gzip
import sys
import zlib
from functools import cache

import brotli

from tests.faults.server import Handler, answer, head, raw

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

HTML = "text/html; charset=utf-8"


def coded(data: bytes, coding: str, kind: str = HTML) -> Handler:
    """A body under a Content-Encoding, with its right length."""
    return answer(data, kind, ("Content-Encoding", coding))


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def with_wrong_crc(data: bytes) -> bytes:
    """gzip whose checksum is that of another text."""
    whole = bytearray(gzipped(data))
    whole[-8] ^= 0xFF
    return bytes(whole)


@cache
def bomb(coding: str, size: int = 64 << 20) -> bytes:
    """A small body that is large when it is decompressed."""
    zeros = bytes(1 << 20)
    if coding == "gzip":
        stream = zlib.compressobj(9, zlib.DEFLATED, 31)
    elif coding == "deflate":
        stream = zlib.compressobj(9)
    elif coding == "br":
        compressor = brotli.Compressor(quality=1)
        return b"".join(compressor.process(zeros) for _ in range(size >> 20)) + compressor.finish()
    else:
        return zstd.compress(zeros * (size >> 20), level=1)
    return b"".join(stream.compress(zeros) for _ in range(size >> 20)) + stream.flush()


@cache
def nested(times: int) -> bytes:
    """gzip in gzip in gzip."""
    data = bomb("gzip", 16 << 20)
    for _ in range(times - 1):
        data = gzipped(data)
    return data


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n", kind: str = HTML) -> Handler:
    """A chunked body, with whatever end."""
    start = head(200, ("Content-Type", kind), ("Transfer-Encoding", "chunked"), ("Connection", "close"))
    return raw(start + b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + end)


def without_length(data: bytes, kind: str = HTML) -> Handler:
    """A body that ends where the connection does."""
    return raw(head(200, ("Content-Type", kind), ("Connection", "close")) + data)


def with_length(data: bytes, length: int, kind: str = HTML) -> Handler:
    """A body of which the header says another length."""
    return raw(head(200, ("Content-Type", kind), ("Content-Length", str(length)), ("Connection", "close")) + data)
