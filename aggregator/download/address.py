"""Which addresses may be asked: the rules that keep a crawler out of the networks it stands in.

Pure decisions. :mod:`aggregator.download.resolver` applies them where a connection is made, so that redirects, DNS
answers and rebinding are covered; :func:`check_target` refuses the obvious before anything is asked, and
:func:`check_peer` looks once more at who answered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from aggregator.base.errors import BadInputError, ConfigError
from aggregator.base.records import Failure, Outcome
from aggregator.base.sites import Site, split_port
from aggregator.base.urls import check_url

STANDARD_PORTS = frozenset({80, 443, 8080, 8443})
"""Ports that may be asked without being named by a site or the allow-list."""

# IANA's special-purpose registries, less what is globally reachable. ``ipaddress`` alone is not enough: its tables
# differ between Python's releases, and some of them call multicast, 6to4 and NAT64 of loopback «global».
_REFUSED_V4 = tuple(
    IPv4Network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    )
)
_GLOBAL_V6 = IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")  # 2001::/23 holds Teredo
)
_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)


class PrivateAddressError(BadInputError):
    """A host resolved to addresses that are not public, and to no other."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__("private_address", f"{host}:{port} is not on the public internet")


@lru_cache(maxsize=4096)
def is_public(ip: str) -> bool:
    """Whether an IP address, in any notation of ``ipaddress``, is one of the public internet.

    IPv4-mapped, 6to4 (RFC 3056) and NAT64 (RFC 6052, RFC 8215) addresses are judged by the IPv4 address inside.
    Teredo and all ranges of IANA's special-purpose registries are refused; so is what can't be read.
    """
    try:
        address = _unwrap(ip_address(ip.partition("%")[0]))
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        refused = any(address in network for network in _REFUSED_V4)
        return address.is_global and not (refused or address.is_multicast or address.is_reserved)
    refused = any(address in network for network in _REFUSED_V6)
    return address.is_global and address in _GLOBAL_V6 and not (refused or address.is_multicast)


def _unwrap(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour
    if inner is not None:
        return inner
    value = int(address)
    # RFC 8215 leaves open where in 64:ff9b:1::/48 the IPv4 address stands; only the form of the well-known prefix
    # is read, everything else of it stays IPv6 and is refused.
    plain_local = address in _NAT64_LOCAL and not (value >> 32) & 0xFFFF_FFFF_FFFF
    return IPv4Address(value & 0xFFFF_FFFF) if address in _NAT64 or plain_local else address


@dataclass(frozen=True, slots=True)
class AllowList:
    """Exact pairs of IP address and port that may be asked although they are not public (tests, home servers)."""

    pairs: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def parse(cls, entries: Iterable[str]) -> AllowList:
        """The list of ``IP:PORT`` entries, IPv6 in brackets. Raises :class:`ConfigError` naming every wrong one."""
        pairs: set[tuple[str, int]] = set()
        wrong: list[str] = []
        for entry in entries:
            host, port = split_port(entry.strip())
            try:
                address = ip_address(host.removeprefix("[").removesuffix("]"))
            except ValueError:
                address = None
            if address is None or port is None or not 0 < port < 65536 or (address.version == 6) != ("[" in host):
                wrong.append(entry)
            else:
                pairs.add((str(address), port))
        if wrong:
            names = ", ".join(repr(entry[:80]) for entry in wrong)
            raise ConfigError(f"{names}: give an allowed address as IP:PORT, IPv6 in brackets, such as 127.0.0.1:8000")
        return cls(frozenset(pairs))

    @property
    def entries(self) -> tuple[str, ...]:
        """The pairs as they are given."""
        return tuple(f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}" for ip, port in sorted(self.pairs))

    @property
    def ports(self) -> frozenset[int]:
        """The ports of all pairs."""
        return frozenset(port for _, port in self.pairs)

    def allows(self, ip: str, port: int) -> bool:
        """Whether exactly this pair is listed."""
        return (_normal(ip), port) in self.pairs

    def permits(self, ip: str, port: int) -> bool:
        """Whether a connection to the pair may be opened: it is listed, or the address is public."""
        return is_public(ip) or self.allows(ip, port)

    def covers(self, url: str) -> bool:
        """Whether an address names a listed pair itself (a literal, or ``localhost``), without asking DNS."""
        host, port = _host_and_port(url)
        if _is_localhost(host):
            return any(listed == port and ip_address(ip).is_loopback for ip, listed in self.pairs)
        try:
            literal = read_literal(host)
        except ValueError:
            return False
        return literal is not None and self.allows(literal, port)

    def __str__(self) -> str:
        pairs = sorted(self.pairs)
        return ", ".join(f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}" for ip, port in pairs)


@lru_cache(maxsize=4096)
def _normal(ip: str) -> str | None:
    """An address in its usual notation, without a zone; None for what is none."""
    try:
        return str(ip_address(ip.partition("%")[0]))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def read_literal(host: str) -> str | None:
    """The IP address that a host in a URL stands for, or None where it is a name.

    Reads what browsers and C libraries read (WHATWG URL, «ends in a number»; ``inet_aton``): decimal, octal and
    hexadecimal parts, one to four of them, full-width digits and dots. Raises ``ValueError`` where a host ends in a
    number and is no address.
    """
    host = unicodedata.normalize("NFKC", host).translate(_DOTS).lower().rstrip(".")
    if ":" in host:
        return str(ip_address(host.strip("[]").partition("%")[0]))
    parts = host.split(".")
    if not _NUMBER.fullmatch(parts[-1]):
        return None
    if len(parts) > 4:
        raise ValueError(f"{host} has too many parts for an address")
    numbers = [_read_number(part) for part in parts]
    last = numbers.pop()
    if any(number > 255 for number in numbers) or last >= 256 ** (4 - len(numbers)):
        raise ValueError(f"{host} is too large for an address")
    return str(IPv4Address(last + sum(number << 8 * (3 - place) for place, number in enumerate(numbers))))


def _read_number(part: str) -> int:
    if not _NUMBER.fullmatch(part) or len(part) > 20:
        raise ValueError(f"{part[:20]!r} is no part of an address")
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    if part.startswith("0") and ("8" in part or "9" in part):
        raise ValueError(f"{part!r} is no octal number")
    return int(part, 8 if part.startswith("0") else 10)


def site_ports(site: Site) -> frozenset[int]:
    """The ports that a site names itself, in its hosts and its sources: they may be asked for that site."""
    named = [split_port(host)[1] for host in (site.host, *site.hosts)]
    named += [_host_and_port(url)[1] for url in (*site.feeds, *site.sitemaps, *site.listings)]
    return frozenset(port for port in named if port is not None)


def check_target(url: str, allow: AllowList, ports: frozenset[int] = frozenset()) -> Failure | None:
    """Why an address may not be asked, or None where nothing speaks against it before its name is resolved.

    ``ports`` are those that the site names itself (:func:`site_ports`). Reasons: ``bad_url``, ``url_length``,
    ``bad_scheme``, ``port``, ``private_address``; the outcome is REFUSED.
    """
    try:
        authority = urlsplit(url).netloc
        if "\\" in authority or "%" in authority:  # readers differ on where such a host ends, and on what it is
            raise ValueError(f"{authority[:80]!r} is no plain host name")
        host, port = _host_and_port(check_url(url))
        literal = read_literal(host)
    except BadInputError as error:
        return Failure(url, Outcome.REFUSED, error.reason, str(error))
    except ValueError as error:
        return Failure(url, Outcome.REFUSED, "bad_url", str(error))
    if allow.covers(url):
        return None
    if _is_localhost(host) or (literal is not None and not is_public(literal)):
        return Failure(url, Outcome.REFUSED, "private_address", f"{host}:{port} is not on the public internet")
    # A name may stand for an allow-listed address; whether it does, the resolver decides.
    open_ports = STANDARD_PORTS | ports if literal else STANDARD_PORTS | ports | allow.ports
    if port not in open_ports:
        return Failure(url, Outcome.REFUSED, "port", f"port {port} is asked only where the site itself names it")
    return None


def check_peer(url: str, ip: str | None, allow: AllowList) -> Failure | None:
    """The second check, after the answer: who answered ``url`` must be public or listed, else the body is dropped.

    ``ip`` is the peer's address as the transport states it; None (unknown) is refused.
    """
    host, port = _host_and_port(url)
    if ip is not None and allow.permits(ip, port):
        return None
    return Failure(url, Outcome.REFUSED, "private_address", f"{host}:{port} was answered by {ip or 'an unknown peer'}")


def _host_and_port(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    default = 443 if parts.scheme == "https" else 80
    return parts.hostname or "", default if parts.port is None else parts.port


def _is_localhost(host: str) -> bool:
    """Whether a name is reserved for the machine itself (RFC 6761 section 6.3)."""
    name = unicodedata.normalize("NFKC", host).translate(_DOTS).lower().rstrip(".")
    return name in ("localhost", "localhost.localdomain") or name.endswith(".localhost")
