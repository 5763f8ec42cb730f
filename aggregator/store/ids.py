"""Keys that come from content, so that two databases merge and a re-run changes nothing."""

from __future__ import annotations

from hashlib import blake2b

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, in lower case


def content_number(*parts: str) -> int:
    """64 bits of BLAKE2b over the parts, as the signed integer that SQLite keeps as a row id."""
    digest = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def content_id(*parts: str) -> str:
    """The same 64 bits as 13 characters that are easy to read aloud and to copy."""
    number = content_number(*parts) & 0xFFFF_FFFF_FFFF_FFFF
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(60, -1, -5))
