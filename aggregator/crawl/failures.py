"""What Scrapy and Twisted raise for a request, as a :class:`~aggregator.base.records.Failure`."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost
from twisted.web.client import ResponseFailed

from aggregator.base.errors import BadInputError
from aggregator.base.records import Failure, Outcome
from aggregator.crawl.session import FailureError
from aggregator.download.retry import classify_error

NETWORK_ERRORS = (
    *(CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError, DownloadCancelledError),
    *(DownloadFailedError, ResponseDataLossError, UnsupportedURLSchemeError, IgnoreRequest),
    *(ConnectError, ConnectionDone, ConnectionLost, ResponseFailed, OSError),
)
"""All that a download may raise for reasons that lie outside this program."""


def failure_of(error: BaseException | None, url: str) -> Failure:
    """The failure that an error carries or means; what nobody expected is told as it is."""
    if isinstance(error, FailureError):
        return error.failure
    if isinstance(error, (*NETWORK_ERRORS, BadInputError)):
        return classify_error(url, error) or _unknown(error, url)
    return _unknown(error, url)


def _unknown(error: BaseException | None, url: str) -> Failure:
    return Failure(url, Outcome.FAILED, "internal", f"{type(error).__name__}: {error}"[:300])
