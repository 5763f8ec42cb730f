"""Addresses: whether one may be asked or shown, and what makes two of them the same article.

The canonical address is a stored key. Its rules are therefore our own and versioned: they change only together with
a migration (``CANONICAL_VERSION``), never with a dependency's release.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from aggregator.base.errors import BadInputError

CANONICAL_VERSION = 1
MAX_LENGTH = 2083
MAX_DEPTH = 20
MAX_REPEATS = 2

_WHITESPACE = re.compile(r"[\t\n\r]")
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid|sessionid)=[^/?#]*", re.IGNORECASE)
_SESSION_VALUE = re.compile(r"[0-9a-fA-F]{16,}|[0-9A-Za-z]{24,}")
_SLASHES = re.compile(r"/{2,}")


def check_url(url: str, base: str | None = None) -> str:
    """The address, absolute and ready to be asked for or shown, its host in ASCII (IDNA).

    Raises :class:`BadInputError` with ``bad_url``, ``bad_scheme`` or ``url_length``. User names and
    passwords are refused.
    """
    url = _WHITESPACE.sub("", url.strip(" \t\n\r\f\x00"))
    if len(url) > MAX_LENGTH:
        raise BadInputError("url_length", f"an address of {len(url)} characters is longer than {MAX_LENGTH}")
    try:
        joined = urljoin(base, url) if base else url
        parts = urlsplit(joined)
        parts.port  # noqa: B018 -- reading it raises on a bad port
    except ValueError as error:
        raise BadInputError("bad_url", f"{url[:80]!r} is no address: {error}") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise BadInputError("bad_scheme", f"{joined[:80]!r} is neither http nor https")
    if not parts.hostname or "\\" in parts.netloc or "%" in parts.netloc or parts.username is not None:
        raise BadInputError("bad_url", f"{joined[:80]!r} has no plain host name")
    try:
        safe = safe_url_string(joined)
        host = urlsplit(safe).hostname or ""
        host.encode("idna" if not host.isascii() else "ascii")
    except (ValueError, UnicodeError) as error:
        raise BadInputError("bad_url", f"{joined[:80]!r} can't be encoded: {error}") from error
    if len(host) > 253 or any(not 0 < len(label) < 64 for label in host.rstrip(".").split(".")):
        raise BadInputError("bad_url", f"{joined[:80]!r} has an impossible host name")
    if len(safe) > MAX_LENGTH:
        raise BadInputError("url_length", f"an address of {len(safe)} characters is longer than {MAX_LENGTH}")
    return safe


def is_trap(url: str) -> bool:
    """Whether a path repeats itself or is so deep that following it may never end (Heritrix's defaults)."""
    segments = [s for s in urlsplit(url).path.split("/") if s]
    if len(segments) > MAX_DEPTH:
        return True
    for size in range(1, len(segments) // (MAX_REPEATS + 1) + 1):
        for start in range(len(segments) - size * (MAX_REPEATS + 1) + 1):
            unit = segments[start : start + size]
            if all(segments[start + size * n : start + size * (n + 1)] == unit for n in range(1, MAX_REPEATS + 1)):
                return True
    return False


@cache
def _trackers() -> tuple[tuple[str, ...], frozenset[str], dict[str, frozenset[str]], frozenset[str]]:
    text = (files("aggregator") / "data" / "trackers.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    hosts = {host: frozenset(names) for host, names in data["hosts"].items()}
    return tuple(data["prefixes"]), frozenset(data["names"]), hosts, frozenset(data["sessions"])


def _is_noise(name: str, value: str, host: str) -> bool:
    prefixes, names, hosts, sessions = _trackers()
    lower = name.lower()
    if lower.startswith(prefixes) or lower in names:
        return True
    if lower in sessions and _SESSION_VALUE.fullmatch(value):
        return True
    return any((host == h or host.endswith("." + h)) and lower in own for h, own in hosts.items())


def _clean_query(parts: SplitResult, host: str) -> str:
    pairs = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)]
    return urlencode(sorted((k, v) for k, v in pairs if not _is_noise(k, v, host)))


def _clean_path(path: str) -> str:
    path = _SLASHES.sub("/", _SESSION_PATH.sub("", path))
    path = quote(unquote_to_bytes(path.replace("%2F", "%252F").replace("%2f", "%252F")), safe="/%:@!$&'()*+,;=~-._")
    path = path.replace("%252F", "%2F")
    resolved: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(resolved) > 1:
                resolved.pop()
        elif segment != ".":
            resolved.append(segment)
    path = "/".join(resolved) or "/"
    if path.endswith(("/..", "/.")):
        path += "/"
    return path.rstrip("/") or "/"


def canonical_url(url: str) -> str:
    """What identifies an article: the address without fragment, trackers, sessions, default port and trailing slash.

    Scheme http and https are one (https), the query's parameters are sorted, percent-encoding is uniform, a leading
    ``www.`` is dropped; the path keeps its case, for servers may tell cases apart. Idempotent. Raises
    :class:`BadInputError` like :func:`check_url`.
    """
    parts = urlsplit(check_url(url))
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    port = parts.port
    netloc = f"{host}:{port}" if port is not None and port != {"http": 80, "https": 443}.get(parts.scheme) else host
    return urlunsplit(("https", netloc, _clean_path(parts.path), _clean_query(parts, host), ""))
