"""Conditional requests (RFC 9110 section 13): validators go back byte for byte, or not at all."""

from __future__ import annotations

from aggregator.base.records import Validators

MAX_VALIDATOR = 1024
"""Characters; a longer validator is not kept."""


def conditional_headers(validators: Validators) -> dict[str, str]:
    """``If-None-Match`` and ``If-Modified-Since`` for validators as they were received; empty where there are none."""
    headers = {}
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def read_validators(etag: str | None, last_modified: str | None) -> Validators:
    """What is worth keeping of an answer's validators: not those too long, nor with a character that ends a line."""
    return Validators(_usable(etag), _usable(last_modified))


def max_age(cache_control: str | None) -> int | None:
    """The number of seconds for which an answer says that it stays fresh (``Cache-Control: max-age``, RFC 9111)."""
    for directive in (cache_control or "").split(","):
        name, _, value = directive.strip().partition("=")
        value = value.strip('"')
        if name.strip().lower() == "max-age" and value.isascii() and value.isdigit() and len(value) < 10:
            return int(value)
    return None


def _usable(value: str | None) -> str | None:
    if not value or len(value) > MAX_VALIDATOR or any(c in value for c in "\r\n\x00"):
        return None
    return value
