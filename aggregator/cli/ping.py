"""A dead-man's switch: a monitor is told when a run begins and how it ended, and raises the alarm when it hears
nothing.

The addresses follow healthchecks.io (docs/http_api): ``URL/start`` when the run begins, ``URL`` when it ended well,
``URL/fail`` when it did not; what is said with it is for the person who looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import click

from aggregator.base.errors import AggregatorError, LockedError, UsageError
from aggregator.base.sender import SendError, check_address, send

WELL = frozenset({0, 3})
"""Exit codes of a run that came to its end; some sources fail on ordinary days, for that there is ``health``."""


class Ping:
    """The monitor of one run; without an address nothing is sent. A monitor that can't be reached stops no run."""

    def __init__(self, url: str | None) -> None:
        self._url = url

    def begun(self) -> None:
        """The run begins: it has the database to itself."""
        self._send("/start", "")

    def ended(self, code: int, said: str) -> None:
        """The run is over, with this exit code."""
        self._send("" if code in WELL else "/fail", said)

    def _send(self, end: str, said: str) -> None:
        if self._url is None:
            return
        parts = urlsplit(self._url)
        url = urlunsplit(parts._replace(path=parts.path.rstrip("/") + end))
        try:
            send(url, said.encode())
        except SendError as error:
            click.echo(f"aggregator: {error}; the run is not affected", err=True)


@contextmanager
def watched(url: str | None) -> Iterator[Ping]:
    """Tell the monitor of whatever ends the run early. One that never began, since another is going on, tells nothing.

    Raises :class:`UsageError` for what is no address.
    """
    try:
        ping = Ping(check_address(url) if url else None)
    except AggregatorError as error:
        raise UsageError(f"--ping: {error}") from error
    try:
        yield ping
    except LockedError:
        raise
    except AggregatorError as error:
        ping.ended(error.exit_code, str(error))
        raise
    except BaseException as error:
        ping.ended(1, f"ended by {type(error).__name__}")
        raise
