"""Names that mean what a test says, in place of DNS: below the guard, which sees each answer as it would come."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from scrapy.resolver import dnscache
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostResolution
from zope.interface import implementer

from aggregator.download.address import AllowList
from aggregator.download.resolver import GuardedResolver

TABLE = "MADE_UP_NAMES"
"""The variable of the environment that holds them: ``name=IP,IP;IP other=IP``. A semicolon begins the answer that is
given the next time the name is asked for; the last one stays.
"""
SETTINGS = {"TWISTED_DNS_RESOLVER": "tests.faults.names.MadeUpNames"}


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing is under way."""


class _Table:
    """Twisted's ``IHostnameResolver``."""

    def __init__(self, text: str) -> None:
        entries = (entry.split("=") for entry in text.split())
        self._answers = {name: [each.split(",") for each in told.split(";")] for name, told in entries}

    def resolveHostName(  # noqa: N802 -- Twisted's name
        self,
        receiver: Any,
        name: str,
        port: int = 0,
        kinds: Sequence[type[IAddress]] | None = None,
        semantics: str = "TCP",
    ) -> IHostResolution:
        receiver.resolutionBegan(_Resolution(name))
        answers = self._answers.get(name, [[]])
        for ip in answers.pop(0) if len(answers) > 1 else answers[0]:
            if ip:
                receiver.addressResolved((IPv6Address if ":" in ip else IPv4Address)("TCP", ip, port))
        receiver.resolutionComplete()
        return _Resolution(name)


class MadeUpNames(GuardedResolver):
    """The guarded resolver, on the table of names, asked anew for every connection; literals go Twisted's way."""

    def __init__(self, reactor: ReactorBase, cache_size: int, allow: AllowList, timeout: float) -> None:
        super().__init__(reactor, cache_size, allow, timeout)
        self._table = _Table(os.environ[TABLE])
        self._literals = self.original_resolver

    def resolveHostName(self, receiver: Any, name: str, *rest: Any, **named: Any) -> IHostResolution:  # noqa: N802
        dnscache.clear()
        self.original_resolver = self._table if name.endswith(".example") else self._literals
        return super().resolveHostName(receiver, name, *rest, **named)
