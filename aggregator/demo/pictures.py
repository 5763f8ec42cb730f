"""Lead pictures and logos, drawn by a few lines of arithmetic so that no picture needs to be shipped."""

from __future__ import annotations

import hashlib
import struct
import zlib
from html import escape

WIDTH, HEIGHT = 640, 360
"""Pixels of a lead picture."""


def draw_png(seed: str) -> bytes:
    """A sky in bands, a sun and a sea as a PNG of :data:`WIDTH` x :data:`HEIGHT`; the seed alone decides."""
    digest = hashlib.sha256(seed.encode()).digest()
    hue = digest[:3]
    palette = [bytes((c * (6 + band) // 16 + 6 * band) % 256 for c in hue) for band in range(8)]
    palette += [bytes((255, 236, 190)), bytes(c // 3 for c in hue)]
    horizon, sun_x, sun_y, radius = 240, 120 + digest[3], 90 + digest[4] // 3, 40 + digest[5] // 8
    rows = (_row(y, horizon, sun_x, sun_y, radius) for y in range(HEIGHT))
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", b"".join(palette)), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _row(y: int, horizon: int, sun_x: int, sun_y: int, radius: int) -> bytes:
    if y >= horizon:
        return bytes([9 if (y // 6) % 3 else 0]) * WIDTH
    row = bytearray(bytes([y * 8 // horizon]) * WIDTH)
    square = radius**2 - (y - sun_y) ** 2
    if square > 0:
        half = int(square**0.5)
        row[sun_x - half : sun_x + half] = b"\x08" * (2 * half)
    return bytes(row)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def draw_logo(title: str) -> str:
    """A round SVG logo with the first letter of an outlet's title."""
    hue = hashlib.sha256(title.encode()).digest()[0] * 360 // 256
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">'
        f'<title>{escape(title)}</title><circle cx="32" cy="32" r="30" fill="hsl({hue},60%,40%)"/>'
        f'<text x="32" y="42" font-size="28" text-anchor="middle" fill="#fff">{escape(title[0])}</text></svg>\n'
    )
