"""A source of news: one record, whether it is declared in ``spiders/`` or in ``sites.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

_HOST = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?|\[[0-9a-f:.]+\]"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_RULE = re.compile(r"(css|xpath|meta|ld):.")
RULE_FIELDS = frozenset(
    {
        *("title", "summary", "body", "authors", "published", "modified", "image", "videos"),
        *("tags", "language", "canonical", "remove"),
    }
)


def _host(value: str) -> str:
    host, port = split_port(value.lower())
    if not _HOST.fullmatch(host) or (port is not None and not 0 < port < 65536):
        raise ValueError("must be a host name, with :port where it is not the default")
    return value.lower()


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an http or https address")
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError("must be a BCP 47 tag such as en, ja or pt-BR")
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("must be an IANA time zone such as Asia/Tokyo") from error
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    return value


def _name(value: str) -> str:
    if value and not _NAME.fullmatch(value):
        raise ValueError("must be of lower-case letters, digits, _ and -")
    return value


def _rules(value: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    for field, rules in value.items():
        if field not in RULE_FIELDS:
            raise ValueError(f"{field}: no such field; known are {', '.join(sorted(RULE_FIELDS))}")
        for rule in rules:
            if not _RULE.match(rule):
                raise ValueError(f"{field}: {rule!r} must begin with css:, xpath:, meta: or ld:")
    return value


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Address = Annotated[str, AfterValidator(_web_address)]
Host = Annotated[str, AfterValidator(_host)]


class Site(BaseModel):
    """What a source says of itself, and only where it differs from the usual.

    ``host`` is host[:port] and covers its subdomains; ``hosts`` are further ones that its articles stand on (a feed
    may stand elsewhere). ``article`` is searched in the whole address: which links are articles. ``delay`` is the
    least number of seconds between two requests to the host. ``rules`` map a field to the rules that are tried before
    the usual ones; each begins with ``css:``, ``xpath:``, ``meta:`` or ``ld:``; ``remove`` takes parts away first.
    Language and time zone are required: they are never guessed. ``general``: it writes about other things than anime
    and manga too, so that facts are read only in articles that name these.

    Raises ``pydantic.ValidationError`` naming every wrong value at once.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, AfterValidator(_name)] = ""
    title: str | None = None
    host: Host
    hosts: tuple[Host, ...] = ()
    language: Annotated[str, AfterValidator(_language)]
    timezone: Annotated[str, AfterValidator(_timezone)]
    feeds: tuple[Address, ...] = ()
    sitemaps: tuple[Address, ...] = ()
    listings: tuple[Address, ...] = ()
    article: Annotated[str, AfterValidator(_pattern)] = ""
    delay: Annotated[float, Field(ge=0, le=86400)] = 3.0
    concurrency: Annotated[int, Field(ge=1, le=64)] = 1
    general: bool = False
    rules: Annotated[
        Mapping[str, Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]], AfterValidator(_rules)
    ] = Field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    @cached_property
    def _article_pattern(self) -> re.Pattern[str]:
        return re.compile(self.article)

    def owns(self, url: str) -> bool:
        """Whether an address stands on one of the site's hosts or their subdomains, port included."""
        parts = urlsplit(url)
        try:
            host, port = (parts.hostname or "").lower().rstrip("."), parts.port
        except ValueError:
            return False
        default = {"http": 80, "https": 443}.get(parts.scheme)
        for own in (self.host, *self.hosts):
            own_host, own_port = split_port(own)
            own_host = own_host.strip("[]")
            if (host == own_host or host.endswith("." + own_host)) and (port or default) == (own_port or default):
                return True
        return False

    def is_article(self, url: str) -> bool:
        """Whether a link is one of the site's articles: on its hosts, and matching ``article``."""
        return self.owns(url) and self._article_pattern.search(url) is not None


def split_port(host: str) -> tuple[str, int | None]:
    """``host[:port]`` as a pair; IPv6 in brackets."""
    name, colon, port = host.rpartition(":")
    if colon and port.isascii() and port.isdigit() and not host.endswith("]"):
        return name, int(port)
    return host, None
