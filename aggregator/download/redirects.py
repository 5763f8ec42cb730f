"""Whether a redirect is followed, and when a feed's permanent move is believed. Pure decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from aggregator.base.errors import BadInputError
from aggregator.base.records import Failure, Outcome
from aggregator.base.urls import check_url
from aggregator.download.address import AllowList, check_target, read_literal

if TYPE_CHECKING:
    from tldextract import TLDExtract

MAX_REDIRECTS = 5
"""Hops that are followed for one request."""
MOVES_TO_BELIEVE = 3
"""Identical permanent redirects in a row before a feed's new address is adopted."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})


def check_redirect(
    from_url: str,
    location: str | None,
    history: Sequence[str] = (),
    *,
    allow: AllowList | None = None,
    ports: frozenset[int] = frozenset(),
    downgrade: bool = False,
) -> str | Failure:
    """The address that a redirect leads to, or why it is not followed.

    ``location`` is the header's value, relative or not; ``history`` are the addresses asked before ``from_url`` for
    the same request. A missing or unreadable Location, a loop and the sixth hop are FAILED ``redirect``; from https
    to http is REFUSED ``downgrade`` unless ``downgrade`` permits it; the target is checked like any other address.
    """
    if not location or not location.strip():
        return Failure(from_url, Outcome.FAILED, "redirect", "a redirect without a Location")
    if "\r" in location or "\n" in location:
        return Failure(from_url, Outcome.FAILED, "redirect", "a redirect's Location holds a line break")
    try:
        target = check_url(location, from_url)
    except BadInputError as error:
        outcome, reason = (
            (Outcome.REFUSED, "bad_scheme") if error.reason == "bad_scheme" else (Outcome.FAILED, "redirect")
        )
        return Failure(from_url, outcome, reason, f"a redirect leads nowhere: {error}")
    if len(history) >= MAX_REDIRECTS:
        return Failure(from_url, Outcome.FAILED, "redirect", f"more than {MAX_REDIRECTS} redirects")
    if urldefrag(target).url in {urldefrag(url).url for url in (*history, from_url)}:
        return Failure(from_url, Outcome.FAILED, "redirect", f"a redirect leads back to {target[:200]}")
    if from_url.lower().startswith("https:") and target.startswith("http:") and not downgrade:
        return Failure(from_url, Outcome.REFUSED, "downgrade", f"a redirect leads from https to {target[:200]}")
    refused = check_target(target, allow or AllowList(), ports)
    return refused or target


@dataclass(frozen=True, slots=True)
class Move:
    """A feed's permanent move as seen so far: where to, how many times in a row, and whether it is to be believed."""

    url: str
    times: int
    adopted: bool = False


def note_move(feed_url: str, hops: Sequence[tuple[int, str]], before: Move | None) -> Move | None:
    """What to remember of a feed's redirects after one more look.

    ``hops`` are the (status, target) pairs of this look, in order; ``before`` is what the last look returned. None
    where this was no permanent move, or one to another registrable domain (a hijacked or parked site): the feed's
    address then stays and counting begins anew. ``adopted`` is set at :data:`MOVES_TO_BELIEVE` identical moves.
    """
    if not hops or any(status not in PERMANENT for status, _ in hops):
        return None
    target = urldefrag(hops[-1][1]).url
    if not same_site(feed_url, target) or target == urldefrag(feed_url).url:
        return None
    times = before.times + 1 if before is not None and before.url == target else 1
    return Move(target, times, times >= MOVES_TO_BELIEVE)


def is_moved(feed_url: str, hops: Sequence[tuple[int, str]]) -> bool:
    """Whether a look at a feed says that it stands elsewhere for good, wherever that is."""
    permanent = bool(hops) and all(status in PERMANENT for status, _ in hops)
    return permanent and urldefrag(hops[-1][1]).url != urldefrag(feed_url).url


def same_site(one: str, other: str) -> bool:
    """Whether two addresses stand on the same registrable domain (Public Suffix List), or the very same host."""
    hosts = [(urlsplit(url).hostname or "").rstrip(".") for url in (one, other)]
    if not all(hosts):
        return False
    return hosts[0] == hosts[1] or _domain(hosts[0]) == _domain(hosts[1])


def _domain(host: str) -> str:
    """The registrable domain; a host that has none (an address, a bare name) is its own."""
    try:
        literal = read_literal(host)
    except ValueError:
        return host
    found = _suffixes()(host)
    if literal or not host.count("."):
        return host
    # An unknown top level is a suffix of its own (the list's default rule, «*»).
    return found.top_domain_under_public_suffix or (host if found.suffix else ".".join(host.split(".")[-2:]))


@cache
def _suffixes() -> TLDExtract:
    from tldextract import TLDExtract

    # Neither address nor cache: the list that the package brings along, and no network ever. Private suffixes
    # (blogs on a shared host) tell owners apart.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
