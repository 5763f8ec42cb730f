"""Addresses: whether one may be asked or shown, and what makes two of them the same article.

The canonical address is a stored key. Its rules are therefore our own and versioned: they change only together with
a migration (``CANONICAL_VERSION``), never with a dependency's release.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from aggregator.base.errors import BadInputError

CANONICAL_VERSION = 1
MAX_LENGTH = 2083
MAX_DEPTH = 20
MAX_REPEATS = 2

_SAFE = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_USUAL = re.compile(
    r"https?://(?=[^/?#:]{1,253}(?:[/?#:]|$))"
    rf"(?:(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+[a-z]{{2,63}}|(?:{_BYTE}\.){{3}}{_BYTE})"
    rf"(?::[1-9]\d{{1,3}}|:[1-5]\d{{4}})?(?:/{_SAFE}(?:\?(?=.){_SAFE})?)?",
    re.ASCII,
)
_ENDS = "".join(map(chr, range(0x21)))
_WHITESPACE = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"(https?):", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?", re.ASCII)
_NUMBER = re.compile(r"0x[0-9a-f]*|\d+", re.ASCII)
_ESCAPE = re.compile(r"%(?:([0-9A-Fa-f]{2}))?|[^A-Za-z0-9\-._~!$&'()*+,;=:@/]", re.ASCII)
_DECODED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@")
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid|sessionid)=[^/?#]*", re.IGNORECASE)
_SESSION_VALUE = re.compile(r"[0-9a-fA-F]{16,}|[0-9A-Za-z]{24,}")
_SLASHES = re.compile(r"/{2,}")


def check_url(url: str, base: str | None = None) -> str:
    r"""The address, absolute and ready to be asked for or shown, its host in ASCII (IDNA).

    Read as browsers read it (WHATWG URL Standard) where that decides which host is asked: control characters at the
    ends and line breaks are dropped, ``\\`` counts as ``/``, numbers such as ``0x7f.1`` become the IPv4 address that
    they mean. Raises :class:`BadInputError` with ``bad_url``, ``bad_scheme`` or ``url_length``. User names and
    passwords are refused.
    """
    if _is_usual(url):
        return url
    url = _WHITESPACE.sub("", url.strip(_ENDS))
    if len(url) > MAX_LENGTH:
        raise BadInputError("url_length", f"an address of {len(url)} characters is longer than {MAX_LENGTH}")
    url = _plain_slashes(url, base)
    try:
        joined = urljoin(base, url) if base else url
        if _is_usual(joined):
            return joined
        parts = urlsplit(joined)
        port = parts.port
    except ValueError as error:
        raise BadInputError("bad_url", f"{url[:80]!r} is no address: {error}") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise BadInputError("bad_scheme", f"{joined[:80]!r} is neither http nor https")
    if not parts.hostname or parts.username is not None:
        raise BadInputError("bad_url", f"{joined[:80]!r} has no plain host name")
    host = _checked_host(parts.hostname)
    netloc = host if port is None else f"{host}:{port}"
    try:
        safe = safe_url_string(urlunsplit((parts.scheme, netloc, parts.path, parts.query, parts.fragment)))
    except (ValueError, UnicodeError) as error:
        raise BadInputError("bad_url", f"{joined[:80]!r} can't be encoded: {error}") from error
    if len(safe) > MAX_LENGTH:
        raise BadInputError("url_length", f"an address of {len(safe)} characters is longer than {MAX_LENGTH}")
    return safe


def _is_usual(url: str) -> bool:
    """Whether an address is such that nothing need be changed of it."""
    return len(url) <= MAX_LENGTH and bool(_USUAL.fullmatch(url)) and ".." not in url and "xn--" not in url


def _plain_slashes(url: str, base: str | None) -> str:
    """The address with ``//`` before its host, however many slashes of either kind were written (WHATWG URL 4.4)."""
    cut = min((at for sign in "?#" if (at := url.find(sign)) >= 0), default=len(url))
    head = url[:cut].replace("\\", "/")
    match = _SCHEME.match(head)
    if match is None:
        return "//" + head.lstrip("/") + url[cut:] if head.startswith("///") else head + url[cut:]
    scheme, rest = match[1], head[match.end() :]
    if rest.startswith("//") or not base or not base.lower().startswith(scheme.lower() + ":"):
        rest = "//" + rest.lstrip("/")
    return f"{scheme}:{rest}{url[cut:]}"


def _checked_host(host: str) -> str:
    """The host in ASCII: a name, an IPv4 address in dotted form or an IPv6 address in brackets.

    Raises :class:`BadInputError` ``bad_url`` for what no host can be (RFC 1123 section 2.1 with underscores, WHATWG
    URL section 3.5).
    """
    try:
        if ":" in host and "%" not in host:
            return f"[{IPv6Address(host)}]"
        if "%" in host:
            host = unquote_to_bytes(host).decode("utf-8")
        name = host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
        if not _HOST.fullmatch(name) or len(name) > 253:
            raise ValueError("not a host name")
        labels = name.removesuffix(".").split(".")
        if _NUMBER.fullmatch(labels[-1]):
            return str(_ipv4(labels))
        for label in labels:
            if label.startswith("xn--"):
                _check_punycode(label)
    except ValueError as error:
        raise BadInputError("bad_url", f"{host[:80]!r} is an impossible host name") from error
    return name


def _ipv4(labels: list[str]) -> IPv4Address:
    """The address that browsers and C libraries read in 1 to 4 decimal, octal or hexadecimal numbers."""
    numbers = []
    for label in labels:
        if not _NUMBER.fullmatch(label) or len(label) > 20:
            raise ValueError("not a number")
        octal = len(label) > 1 and label[0] == "0"
        numbers.append(int(label[2:] or "0", 16) if label.startswith("0x") else int(label, 8 if octal else 10))
    *firsts, last = numbers
    if len(numbers) > 4 or any(n > 255 for n in firsts) or last >= 256 ** (5 - len(numbers)):
        raise ValueError("not an IPv4 address")
    return IPv4Address(sum(n << 8 * (3 - at) for at, n in enumerate(firsts)) + last)


def _check_punycode(label: str) -> None:
    """An internationalised label must stand for letters beyond ASCII and be the one way to write them (RFC 5891)."""
    letters = label[4:].encode("ascii").decode("punycode")
    again = letters.encode("punycode").decode("ascii")
    if letters.isascii() or again != label[4:] or any(not c.isprintable() or c in "/?#@:\\%.。．｡" for c in letters):
        raise ValueError("not an internationalised name")


def is_trap(url: str) -> bool:
    """Whether a path repeats itself or is so deep that following it may never end (Heritrix's defaults).

    Numbers alone may repeat: ``/2011/11/11/11/`` is a day.
    """
    segments = [s for s in urlsplit(url).path.split("/") if s]
    if len(segments) > MAX_DEPTH:
        return True
    for size in range(1, len(segments) // (MAX_REPEATS + 1) + 1):
        for start in range(len(segments) - size * (MAX_REPEATS + 1) + 1):
            unit = segments[start : start + size]
            if not all(s.isdigit() for s in unit) and all(
                segments[start + size * n : start + size * (n + 1)] == unit for n in range(1, MAX_REPEATS + 1)
            ):
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
    if not lower or lower.startswith(prefixes) or lower in names:
        return True
    if lower in sessions and _SESSION_VALUE.fullmatch(value):
        return True
    return any((host == h or host.endswith("." + h)) and lower in own for h, own in hosts.items())


def _clean_query(parts: SplitResult, host: str) -> str:
    """The parameters in order without trackers. Latin-1 keeps every byte, whatever encoding the site's own is."""
    if not parts.query:
        return ""
    pairs = parse_qsl(parts.query, keep_blank_values=True, encoding="latin-1")
    return urlencode(sorted((k, v) for k, v in pairs if not _is_noise(k, v, host)), encoding="latin-1")


def _clean_path(path: str) -> str:
    """The path with one way of percent-encoding (RFC 3986 section 6.2.2), without sessions, ``//`` and dot segments.

    What a path may hold unencoded is decoded, so that ``%3A`` and ``:`` are one; an encoded slash stays.
    """
    path = _SLASHES.sub("/", _SESSION_PATH.sub("", _ESCAPE.sub(_one_encoding, path)))
    if "/." not in path:
        return path.rstrip("/") or "/"
    resolved: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(resolved) > 1:
                resolved.pop()
        elif segment != ".":
            resolved.append(segment)
    return "/".join(resolved).rstrip("/") or "/"


def _one_encoding(match: re.Match[str]) -> str:
    if not match[1]:
        return quote(match[0], safe="")
    char = chr(int(match[1], 16))
    return char if char in _DECODED else match[0].upper()


def canonical_url(url: str) -> str:
    """What identifies an article: the address without fragment, trackers, sessions, default port and trailing slash.

    Scheme http and https are one (https), the query's parameters are sorted, percent-encoding is uniform, a leading
    ``www.`` is dropped; the path keeps its case, for servers may tell cases apart. Idempotent. Raises
    :class:`BadInputError` like :func:`check_url`.
    """
    parts = urlsplit(check_url(url))
    host = (parts.hostname or "").rstrip(".")
    while host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    port = parts.port
    netloc = f"[{host}]" if ":" in host else host
    if port not in (None, 80, 443):
        netloc = f"{netloc}:{port}"
    found = urlunsplit(("https", netloc, _clean_path(parts.path), _clean_query(parts, host), ""))
    if len(found) > MAX_LENGTH:
        raise BadInputError("url_length", f"an address of {len(found)} characters is longer than {MAX_LENGTH}")
    return found
