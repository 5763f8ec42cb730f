"""Who we say we are."""

from __future__ import annotations

import re

from aggregator.base.errors import ConfigError

PRODUCT = "AnimeNewsAggregator"
"""Our product token: what robots.txt calls us (RFC 9309 section 2.2.1 allows letters, ``_`` and ``-``)."""

_CONTACT = re.compile(r"https?://[^\s()<>\"\\;]{3,200}|[^\s()<>\"\\;@]{1,64}@[^\s()<>\"\\;@]{3,128}")


def user_agent(version: str, contact: str | None) -> str:
    """The User-Agent (RFC 9110 section 10.1.5): product, version, and where to complain.

    ``contact`` is a web or mail address; None leaves it out. Raises :class:`ConfigError` for anything else, since the
    text stands in every request's header.
    """
    product = f"{PRODUCT}/{version}"
    if contact is None:
        return product
    if not contact.isascii() or not contact.isprintable() or not _CONTACT.fullmatch(contact):
        raise ConfigError(f"contact {contact[:80]!r}: give a web or mail address, such as https://example.org/bot")
    return f"{product} (+{contact})"


def product_token(agent: str) -> str:
    """The product token of a User-Agent, in lower case: the part before the first ``/``."""
    return agent.partition("/")[0].strip().lower()
