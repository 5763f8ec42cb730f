"""Reading robots.txt (RFC 9309) and matching addresses against it.

Why not Protego, which Scrapy brings along: it lets an unknown line between two user-agent lines end the group, so that
the rules that follow are not applied to the first agent (RFC 9309 section 2.2.4: other records must not interfere);
``/1.0`` after a name makes another agent of it; a group named ``bot`` is taken for ``botanist``'s; U+0085, form feeds
and other separators of ``str.splitlines`` break lines; bytes that are not UTF-8 can't be compared. Each of these turns
a disallowed address into an allowed one, or the reverse.

Beyond the RFC, as the large crawlers do: a missing colon, misspelt names, several agents on a line, a byte order mark,
UTF-16, HTML markup around the lines, ``Crawl-delay`` and ``Request-rate``. A Disallow without leading slash gets one,
and one with a whole address is read as its path, for what its author wants is plain; such an Allow permits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

MAX_BYTES = 512 * 1024
"""What is read of a file, cut at the end of a line (RFC 9309 section 2.5 asks for 500 KiB at least)."""
MAX_LINE = 16 * 1024
"""Bytes of a line; the rest of it is ignored."""

_AGENT = frozenset({b"user-agent", b"useragent", b"user agent", b"user_agent", b"user-agents", b"useg-agent"})
_ALLOW = frozenset({b"allow", b"allows"})
_DISALLOW = frozenset(
    {
        *(b"disallow", b"dissallow", b"dissalow", b"disalow", b"diasllow", b"disallaw", b"desallow", b"disallows"),
        *(b"dissallows", b"disalllow", b"dis-allow"),
    }
)
_DELAY = frozenset({b"crawl-delay", b"crawl delay", b"crawldelay", b"crawl_delay"})
_RATE = frozenset({b"request-rate", b"request rate"})
_PERMISSIONS = _ALLOW | _DISALLOW
_WAITS = _DELAY | _RATE
_KNOWN = _AGENT | _PERMISSIONS | _WAITS

_MARKUP = re.compile(rb"<[^<>\r\n]{0,200}>")
_TOKENS = re.compile(rb"[^\s,]+")
_TOKEN = re.compile(rb"[\w.-]+|\*(?![\w.-])", re.ASCII)
_NUMBER = re.compile(rb"[0-9]{1,12}(?:\.[0-9]{1,6})?|\.[0-9]{1,6}")
_RATE_VALUE = re.compile(rb"([0-9]{1,9})\s*/\s*([0-9]{1,9})\s*([smhd]?)", re.IGNORECASE)
_UNITS = {b"": 1, b"s": 1, b"m": 60, b"h": 3600, b"d": 86400}
_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

# Escapes that say something else than the character does: a slash that separates nothing, the marks of escapes, of the
# query and of the fragment, and what is special in a pattern.
_MEANINGFUL = re.compile(rb"%(2[Ff]|25|3[Ff]|23|2[Aa]|24)")
_PLAIN = re.compile(r"[A-Za-z0-9/_.~-]*").fullmatch
_SAFE = "/%?*$:@!&'()+,;=[]"  # and the unreserved; what else there is gets escaped


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a group: its pattern, normalised and split at the wildcards."""

    allow: bool
    pattern: str
    parts: tuple[str, ...]
    anchored: bool

    @classmethod
    def of(cls, allow: bool, pattern: str) -> Rule:
        """The rule of a normalised pattern; ``$`` at its end anchors it (RFC 9309 section 2.2.3)."""
        anchored = pattern.endswith("$")
        return cls(allow, pattern, tuple(re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*")), anchored)

    def matches(self, path: str) -> bool:
        """Whether a normalised path and query matches; linear in their length, whatever the wildcards."""
        first, *rest = self.parts
        if not path.startswith(first):
            return False
        if not rest:
            return not self.anchored or len(path) == len(first)
        at = len(first)
        for part in rest[:-1]:
            at = path.find(part, at)
            if at < 0:
                return False
            at += len(part)
        last = rest[-1]
        return path.endswith(last) and len(path) - len(last) >= at if self.anchored else path.find(last, at) >= 0


@dataclass(slots=True)
class _Group:
    """Lines as they stand under one or more user-agent lines.

    ``recent`` are the agents that a delay is for: those named since the last one, all of them once rules began. Unlike
    a rule, a delay does not end the run of user-agent lines.
    """

    agents: set[str] = field(default_factory=set)
    recent: set[str] = field(default_factory=set)
    lines: dict[tuple[bool, bytes], None] = field(default_factory=dict)
    delays: list[tuple[set[str], float]] = field(default_factory=list)
    closed: bool = False
    delayed: bool = False

    def name(self, agents: Iterable[str]) -> None:
        if self.delayed:
            self.recent, self.delayed = set(), False
        self.recent.update(agents)
        self.agents.update(agents)

    def rule(self, allow: bool, value: bytes) -> None:
        self.closed = True
        if value:
            self.lines[allow, value] = None

    def delay(self, seconds: float | None) -> None:
        self.delayed = not self.closed
        if seconds is not None:
            self.delays.append((self.agents if self.closed else self.recent, seconds))


class Rules:
    """What all groups for one agent say together."""

    def __init__(self, rules: Iterable[Rule], delay: float | None) -> None:
        # The longest pattern counts, and of two as long the one that allows (RFC 9309 section 2.2.2).
        ordered = sorted(set(rules), key=lambda rule: (-len(rule.pattern), not rule.allow, rule.pattern))
        self.delay = delay
        self._rules = ordered
        self._wild = [rule for rule in ordered if len(rule.parts) > 1 or rule.anchored]
        self._prefixes = tuple(rule.pattern for rule in ordered if len(rule.parts) == 1 and not rule.anchored)

    def decide(self, url: str) -> Rule | None:
        """The rule that an address falls under, if any; none means allowed."""
        path = _path(url)
        if path == "/robots.txt":
            return None
        # One call rules out all rules without a wildcard, which most files have only of.
        candidates = self._rules if path.startswith(self._prefixes) else self._wild
        return next((rule for rule in candidates if rule.matches(path)), None)


class RobotsTxt:
    """A file's groups. ``is_text`` is False for a web page that came in its place."""

    def __init__(self, body: bytes) -> None:
        text = _as_text(body)
        start = text[:1024].lstrip().lower()
        self.is_text = not start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head"))
        self._groups = _groups(text if self.is_text else _MARKUP.sub(b" ", text))
        self._chosen: dict[str, Rules] = {}

    def rules(self, token: str) -> Rules:
        """The rules for a product token: of all groups that name it, else of all for ``*`` (section 2.2.1)."""
        token = token.lower()
        if token not in self._chosen:
            own = [group for group in self._groups if token in group.agents]
            name = token if own else "*"
            groups = own or [group for group in self._groups if name in group.agents]
            rules = [rule for group in groups for line in group.lines for rule in _rules(*line)]
            delays = [delay for group in groups for agents, delay in group.delays if name in agents]
            self._chosen[token] = Rules(rules, max(delays, default=None))
        return self._chosen[token]


def _as_text(body: bytes) -> bytes:
    """The first bytes of a file up to the end of a line, as UTF-8 where a mark says UTF-16, without NULs."""
    cut = body[:MAX_BYTES]
    if len(body) > MAX_BYTES:
        end = max(cut.rfind(b"\n"), cut.rfind(b"\r"))
        cut = cut[: end + 1]
    for mark, encoding in _BOMS:
        if cut.startswith(mark):
            return cut[2:].decode(encoding, "replace").encode("utf-8", "replace")
    for partial in (b"\xef\xbb\xbf", b"\xef\xbb", b"\xef"):
        cut = cut.removeprefix(partial)
    return cut.replace(b"\x00", b"")


def _groups(text: bytes) -> list[_Group]:
    groups: list[_Group] = []
    for line in text.replace(b"\r", b"\n").split(b"\n"):
        name, value = _field(line[:MAX_LINE].partition(b"#")[0]) if line else (b"", b"")
        if name in _AGENT:
            if not groups or groups[-1].closed:
                groups.append(_Group())
            groups[-1].name(_agents(value))
        elif groups and name in _PERMISSIONS:
            groups[-1].rule(name in _ALLOW, value)
        elif groups and name in _WAITS:
            groups[-1].delay(_delay(value) if name in _DELAY else _rate(value))
    return groups


def _field(line: bytes) -> tuple[bytes, bytes]:
    """A line's name in lower case and its value; where the colon is missing, a space separates them."""
    name, colon, value = line.partition(b":")
    key = name.strip().lower()
    if colon and key in _KNOWN:
        return key, value.strip()
    words = line.split(None, 2)
    for count in (2, 1):  # «user agent x» before «user x»
        key = b" ".join(words[:count]).lower()
        if len(words) > count and key in _KNOWN:
            return key, b" ".join(words[count:]).strip()
    return b"", b""


def _agents(value: bytes) -> frozenset[str]:
    """The product tokens of a user-agent line, in lower case: each word up to a version or other decoration."""
    found = (_TOKEN.match(word) for word in _TOKENS.findall(value))
    return frozenset(match[0].decode("ascii").lower() for match in found if match)


def _delay(value: bytes) -> float | None:
    match = _NUMBER.match(value)
    return float(match[0]) if match else None


def _rate(value: bytes) -> float | None:
    """Seconds between two requests by ``Request-rate: 1/5`` (documents/time); hours of the day are not looked at."""
    match = _RATE_VALUE.match(value)
    if not match or not int(match[1]) or not int(match[2]):
        return None
    return int(match[2]) * _UNITS[match[3].lower()] / int(match[1])


def _rules(allow: bool, value: bytes) -> Iterable[Rule]:
    if allow and not value.startswith((b"/", b"*")):
        return
    if value.startswith((b"http://", b"https://")):
        value = b"/" + value.partition(b"://")[2].partition(b"/")[2]
        if not value.strip(b"/*"):  # another host altogether, which this file can't speak for
            return
    if not value.startswith((b"/", b"*")):
        value = b"/" + value
    pattern = _normal(value[:-1], wild=True) + "$" if value.endswith(b"$") else _normal(value, wild=True)
    yield Rule.of(allow, pattern)
    if allow and pattern.endswith("/index.html"):  # permits the folder itself, as Google reads it
        yield Rule.of(True, pattern.removesuffix("index.html") + "$")


def _path(url: str) -> str:
    """An address's path and query, normalised for comparison."""
    parts = urlsplit(url)
    path = parts.path or "/"
    if _PLAIN(path) and not parts.query and "?" not in url:
        return path
    query = "?" + parts.query if parts.query or "?" in url.partition("#")[0] else ""
    return _normal((path + query).encode("utf-8", "surrogatepass"), wild=False)


def _normal(octets: bytes, *, wild: bool) -> str:
    """One spelling for all that percent-encoding can spell (RFC 9309 section 2.2.2; RFC 3986 section 6.2.2).

    Escapes are decoded but for characters that mean something unescaped; the rest is encoded uniformly. In a pattern
    (``wild``) an unescaped ``*`` stays a wildcard; elsewhere it is a character, as ``$`` is but at a pattern's end.
    """
    octets = octets.replace(b"$", b"%24") if wild else octets.replace(b"*", b"%2A").replace(b"$", b"%24")
    kept = _MEANINGFUL.sub(lambda match: b"%25" + match[1].upper(), octets)
    return quote_from_bytes(unquote_to_bytes(kept), safe=_SAFE)
