"""What a failed request means, and when to ask again. Pure: the clock and the dice are arguments."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from aggregator.base.errors import BadInputError
from aggregator.base.records import Failure, Outcome

FIRST_WAIT = 60.0
"""Seconds after the first failure. A scheduled crawler has no use for shorter waits."""
LONGEST_WAIT = 24 * 3600.0
"""Seconds: no pause is longer, whatever a server says."""

_SECONDS = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,9})?", re.ASCII)


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110 section 10.2.3), from 0 to :data:`LONGEST_WAIT`.

    Reads a number of seconds or an HTTP date in any of its three forms; a negative number or a date that has passed
    is 0. None where the header is missing or can't be read.
    """
    text = (header or "").strip()
    if _SECONDS.fullmatch(text):
        return min(max(float(text), 0.0), LONGEST_WAIT)
    if not 8 <= len(text) <= 64:
        return None
    try:
        date = parsedate_to_datetime(text)
        moment = date if date.tzinfo else date.replace(tzinfo=UTC)
        return min(max((moment - now).total_seconds(), 0.0), LONGEST_WAIT)
    except (ValueError, OverflowError, IndexError, TypeError):  # what the parser is known to raise on odd text
        return None


def backoff(attempt: int, jitter: float) -> float:
    """Seconds to wait after the ``attempt``-th failure in a row (1 is the first): 1, 2, 4 … minutes, up to 24 hours.

    ``jitter`` from 0 to 1 lengthens the wait by up to a quarter, so that many sources do not come back at once.
    """
    doublings = min(max(attempt, 1), 12) - 1  # 2**11 minutes are more than a day
    return min(FIRST_WAIT * (1 << doublings) * (1 + min(max(jitter, 0.0), 1.0) / 4), LONGEST_WAIT)


def host_pause(asked: float | None, attempt: int, jitter: float, floor: float) -> float:
    """Seconds during which a host that deferred us is left alone altogether.

    ``asked`` is what its Retry-After said (:func:`retry_after`); where it said nothing, :func:`backoff` decides.
    ``floor`` is the site's own delay: asking to be asked at once makes us no faster.
    """
    wait = backoff(attempt, jitter) if asked is None else asked
    return min(max(wait, floor), LONGEST_WAIT)


# Status -> outcome, reason. What is not here is decided by its hundred.
_STATUS: dict[int, tuple[Outcome, str]] = {
    401: (Outcome.FAILED, "forbidden"),
    403: (Outcome.FAILED, "forbidden"),
    404: (Outcome.FAILED, "not_found"),
    408: (Outcome.DEFERRED, "timeout"),
    410: (Outcome.FAILED, "gone"),
    425: (Outcome.DEFERRED, "rate_limited"),
    429: (Outcome.DEFERRED, "rate_limited"),
}


def classify_status(
    url: str, status: int, *, conditional: bool = False, header: str | None = None, now: datetime | None = None
) -> Failure | None:
    """What an answer's status means; None where it is a success, or «not modified» to a ``conditional`` request.

    ``header`` is Retry-After's value, read against ``now`` into the failure's ``retry_after`` where it is DEFERRED.
    A 3xx that arrives here was not followed. A challenge may come with 403 or 503: ask
    :func:`aggregator.download.judge.judge` first.
    """
    if 200 <= status < 300 or (status == 304 and conditional):
        return None
    if status == 304:
        return Failure(url, Outcome.FAILED, "unexpected_304", "answered «not modified» though nothing was sent before")
    hundreds = {3: (Outcome.FAILED, "redirect"), 4: (Outcome.FAILED, "http_4xx"), 5: (Outcome.DEFERRED, "http_5xx")}
    outcome, reason = _STATUS.get(status) or hundreds.get(status // 100) or (Outcome.FAILED, "bad_http")
    wait = retry_after(header, now) if now is not None and outcome is Outcome.DEFERRED else None
    return Failure(url, outcome, reason, f"the host answered with status {status}", wait)


# Exception class -> outcome, reason, in order of precedence: a wrapper names its cause, and the first that is found
# anywhere in the chain wins. ``module.Class`` where the class's name alone says too little.
_ERRORS: dict[str, tuple[Outcome, str]] = {
    "OpenSSL.SSL.Error": (Outcome.FAILED, "tls"),
    "SSLError": (Outcome.FAILED, "tls"),
    "VerificationError": (Outcome.FAILED, "tls"),
    "CertificateError": (Outcome.FAILED, "tls"),
    "DownloadTimeoutError": (Outcome.DEFERRED, "timeout"),
    "TimeoutError": (Outcome.DEFERRED, "timeout"),
    "TCPTimedOutError": (Outcome.DEFERRED, "timeout"),
    "ResponseDataLossError": (Outcome.FAILED, "truncated"),
    "_DataLoss": (Outcome.FAILED, "truncated"),
    "PotentialDataLoss": (Outcome.FAILED, "truncated"),
    "_MalformedChunkedDataError": (Outcome.FAILED, "truncated"),
    "ParseError": (Outcome.FAILED, "bad_http"),
    "BadHeaders": (Outcome.FAILED, "bad_http"),
    "ExcessWrite": (Outcome.FAILED, "bad_http"),
    "DownloadCancelledError": (Outcome.FAILED, "too_large"),  # Scrapy cancels for DOWNLOAD_MAXSIZE alone
    "UnsupportedURLSchemeError": (Outcome.REFUSED, "bad_scheme"),
    "NotSupported": (Outcome.REFUSED, "bad_scheme"),
    "CannotResolveHostError": (Outcome.DEFERRED, "dns"),
    "DNSLookupError": (Outcome.DEFERRED, "dns"),
    "UnknownHostError": (Outcome.DEFERRED, "dns"),
    "DownloadConnectionRefusedError": (Outcome.DEFERRED, "conn_refused"),
    "ConnectionRefusedError": (Outcome.DEFERRED, "conn_refused"),
    "NoRouteError": (Outcome.DEFERRED, "no_address"),
    "ConnectionLost": (Outcome.DEFERRED, "conn_lost"),
    "ConnectionDone": (Outcome.DEFERRED, "conn_lost"),
    "ConnectionAborted": (Outcome.DEFERRED, "conn_lost"),
    "ConnectionResetError": (Outcome.DEFERRED, "conn_lost"),
    "ConnectError": (Outcome.DEFERRED, "no_address"),  # any other errno, an unreachable network above all
    "ResponseNeverReceived": (Outcome.DEFERRED, "conn_lost"),
    "ResponseFailed": (Outcome.DEFERRED, "conn_lost"),
    "DownloadFailedError": (Outcome.DEFERRED, "conn_lost"),
    "CancelledError": (Outcome.DEFERRED, "aborted"),
}
_PRECEDENCE = {name: place for place, name in enumerate(_ERRORS)}
_REFUSALS = frozenset({"private_address", "bad_scheme", "bad_url", "url_length", "port", "downgrade"})


def classify_error(url: str, error: BaseException) -> Failure | None:
    """What an exception of the downloader means; None where it is unknown, which is for the caller to report.

    Looks at the class, its bases, what it was raised from, and the ``reasons`` that Twisted's wrappers carry.
    """
    chain = list(_chain(error))
    for each in chain:
        if isinstance(each, BadInputError):
            outcome = Outcome.REFUSED if each.reason in _REFUSALS else Outcome.DEFERRED
            return Failure(url, outcome, each.reason, str(each))
    if _broke_in_head(chain):
        return Failure(url, Outcome.FAILED, "bad_http", f"the answer's head can't be read: {chain[-1]}")
    known = [(_PRECEDENCE[name], each) for each in chain for name in _names(type(each)) if name in _PRECEDENCE]
    if not known:
        return None
    place, found = min(known, key=lambda pair: pair[0])
    outcome, reason = list(_ERRORS.values())[place]
    if getattr(found, "osError", None) == errno.ECONNRESET:  # Twisted has no class for a reset while connecting
        reason = "conn_lost"
    said = " ".join(str(found).split())[:200]
    return Failure(url, outcome, reason, f"{type(found).__name__}: {said}" if said else type(found).__name__)


def _chain(error: BaseException, limit: int = 20) -> Iterator[BaseException]:
    """The error and what lies under it: its cause, and the ``reasons`` of Twisted's ``ResponseFailed``."""
    waiting: list[BaseException] = [error]
    seen: set[int] = set()
    while waiting and len(seen) < limit:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        under = [each.__cause__, *(getattr(reason, "value", reason) for reason in getattr(each, "reasons", None) or ())]
        waiting += [item for item in under if isinstance(item, BaseException)]


def _broke_in_head(chain: list[BaseException]) -> bool:
    """Whether an answer began and broke off before its body, as Twisted tells it: a header that it can't convert, or
    a line longer than it takes, at which it closes the connection in good order.
    """
    kinds = [type(each).__name__ for each in chain]
    return "ResponseFailed" in kinds and kinds[-1] in ("ConnectionDone", "ValueError")


def _names(kind: type) -> Iterator[str]:
    for base in kind.__mro__:
        yield base.__name__
        yield f"{base.__module__}.{base.__name__}"
