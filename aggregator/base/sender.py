"""Short messages to addresses that the operator named: a dead-man's switch, a webhook, a mailbox.

They do not pass the address guard, which keeps strangers' words from leading the crawl inside a network: these
addresses stand in the operator's own command or configuration, and a monitor on the same network is usual. What is
answered is not read, no redirect is followed, the environment's proxies and passwords are left alone. An address may
be a secret by itself, so an error names its host alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from aggregator.base.errors import AggregatorError, ConfigError

TIMEOUT = 10.0
"""Seconds to wait for a connection, and again for an answer."""
TRIES = 3
"""Times that a message is sent at most, a little later each time; a receiver may get it more than once."""
_PAUSE = 0.5


class SendError(AggregatorError):
    """A message did not arrive."""

    exit_code = 3


def check_address(url: str) -> str:
    """The address of a message, if it can be one: http or https. Raises :class:`ConfigError`, without quoting it."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError("an address for messages begins with http:// or https:// and names a host")
    return url


def host_of(url: str) -> str:
    """What of an address may be shown."""
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] or f"{parts.scheme}:"


def send(url: str, body: bytes = b"", *, headers: Mapping[str, str] | None = None) -> None:
    """POST ``body`` to an http(s) address; raises :class:`SendError` where no 2xx comes, after :data:`TRIES` tries.

    ``headers`` say at least the ``Content-Type`` where it is not plain text.
    """
    import urllib3

    parts = urlsplit(check_address(url))
    said = {"Content-Type": "text/plain; charset=utf-8", **(headers or {})}
    if parts.username:
        said |= urllib3.make_headers(basic_auth=f"{parts.username}:{parts.password or ''}")
        url = urlunsplit(parts._replace(netloc=host_of(url)))
    again = urllib3.Retry(
        total=TRIES - 1,
        redirect=False,
        backoff_factor=_PAUSE,
        status_forcelist=(429, 500, 502, 503, 504),
        allowed_methods=None,
        respect_retry_after_header=False,
        raise_on_status=False,
    )
    try:
        with _silenced(), urllib3.PoolManager(timeout=TIMEOUT, retries=again) as pool:
            answer = pool.request("POST", url, body=body, headers=said, preload_content=False)
            answer.close()
    except (urllib3.exceptions.HTTPError, UnicodeError) as error:
        raise SendError(f"{host_of(url)}: the message could not be sent ({_why(error)})") from None
    if not 200 <= answer.status < 300:
        raise SendError(f"{host_of(url)}: the message was not taken (HTTP {answer.status})")


def _why(error: Exception) -> str:
    """The kind of an error, without the address that its text would show."""
    return type(getattr(error, "reason", None) or error).__name__


def notify(url: str, title: str, text: str) -> None:
    """Tell a person or program: an http(s) address gets JSON (``title``, ``text``), any other goes through Apprise.

    Apprise (extra ``notify``) knows mail (``mailtos://``), chats and services by their addresses,
    github.com/caronc/apprise. Raises :class:`SendError`, :class:`ConfigError` where Apprise is missing or does not
    know the address.
    """
    if urlsplit(url).scheme in ("http", "https"):
        import json

        body = json.dumps({"title": title, "text": text}, ensure_ascii=False).encode()
        send(url, body, headers={"Content-Type": "application/json"})
        return
    if find_spec("apprise") is None:
        raise ConfigError(f"{host_of(url)}: needs Apprise; install it with pip install 'anime-news-aggregator[notify]'")
    import apprise

    post: Any = apprise.Apprise()
    with _silenced():
        if not post.add(url):
            raise ConfigError(f"{host_of(url)}: no address that Apprise knows")
        if not post.notify(title=title, body=text, body_format="text"):
            raise SendError(f"{host_of(url)}: the message could not be sent; `apprise -vv` tells more")


@contextmanager
def _silenced() -> Iterator[None]:
    """Keep the libraries from logging addresses."""
    loggers = [logging.getLogger(name) for name in ("urllib3", "apprise", "requests_oauthlib")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
