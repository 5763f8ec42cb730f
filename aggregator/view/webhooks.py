"""One message to one webhook, over urllib3: sent, refused or, where no answer came, unknown.

What HTTP can tell: an answer of 2xx means that it arrived; any other answer, or no connection, that it did not. Where
the request went out and no answer came back, nobody knows. No redirect is followed and no proxy asked, and what is said
of a failure never holds the address, for that is the secret.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, InvalidHeader, NewConnectionError, SSLError

from aggregator import __version__

BUSY = (429, 503)
"""Answers that ask to come again later."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a message. ``wait`` are the seconds that a busy receiver asks for."""

    state: Literal["sent", "refused", "unknown"]
    why: str = ""
    wait: float | None = None


class Caller:
    """Calls webhooks; ``patience`` are the seconds that an answer may take."""

    def __init__(self, patience: float = 20.0) -> None:
        timeout = urllib3.Timeout(connect=min(patience, 10.0), read=patience)
        self._pool = urllib3.PoolManager(timeout=timeout, retries=False)

    def post(self, url: str, body: Mapping[str, Any], key: str) -> Outcome:
        """Send one message, once. ``key`` goes along as Idempotency-Key, by which a receiver knows a second time."""
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"AnimeNewsAggregator/{__version__}",
            "Idempotency-Key": key,
        }
        data = json.dumps(body, ensure_ascii=False).encode()
        try:
            answer = self._pool.request("POST", url, body=data, headers=headers, redirect=False, preload_content=False)
        except (NewConnectionError, ConnectTimeoutError, SSLError):
            return Outcome("refused", "no connection")
        except HTTPError:
            return Outcome("unknown", "no answer in time")
        answer.close()
        return judge(answer.status, answer.headers.get("Retry-After"))


def judge(status: int, retry_after: str | None) -> Outcome:
    """What an answer means."""
    if 200 <= status < 300:
        return Outcome("sent")
    why = f"it answered {status}"
    return Outcome("refused", why, _seconds(retry_after) if status in BUSY else None)


def _seconds(retry_after: str | None) -> float | None:
    """A Retry-After in seconds, of either form that HTTP has."""
    if retry_after is None:
        return None
    try:
        return float(urllib3.Retry().parse_retry_after(retry_after))
    except (InvalidHeader, ValueError, OverflowError):
        return None
