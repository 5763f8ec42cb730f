# ruff: noqa: N802 -- the methods bear Twisted's names
"""The guard's decisions on what DNS answers, with a resolver and a clock of our own."""

import asyncio
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.task import Clock

from aggregator.base.errors import RefusedError
from aggregator.download.address import AllowList, PrivateAddressError
from aggregator.download.resolver import DnsTimeoutError, GuardedResolver, self_test


class FakeDns:
    """Gives the next of ``answers`` each time it is asked; None never answers."""

    def __init__(self, *answers: Sequence[str] | None) -> None:
        self.answers = list(answers)
        self.finish: Callable[[], None] | None = None

    def resolveHostName(self, receiver: Any, host: str, port: int, *_: Any) -> Any:
        answer = self.answers.pop(0)
        receiver.resolutionBegan(SimpleNamespace(name=host))
        for ip in answer or ():
            receiver.addressResolved((IPv6Address if ":" in ip else IPv4Address)("TCP", ip, port))
        if answer is None:
            self.finish = receiver.resolutionComplete
        else:
            receiver.resolutionComplete()
        return receiver


class Asker:
    """Collects a resolution as an endpoint does: an address is read when the resolution is complete."""

    def __init__(self) -> None:
        self.addresses: list[Any] = []
        self.completed = 0

    def resolutionBegan(self, resolution: Any) -> None: ...

    def addressResolved(self, address: Any) -> None:
        self.addresses.append(address)

    def resolutionComplete(self) -> None:
        self.completed += 1

    @property
    def hosts(self) -> list[str]:
        return [address.host for address in self.addresses]


def resolver(dns: FakeDns, clock: Clock | None = None, allow: tuple[str, ...] = (), cache: int = 0) -> GuardedResolver:
    reactor: Any = clock or Clock()
    reactor.nameResolver = dns
    return GuardedResolver(reactor, cache, AllowList.parse(allow), 5)


def ask(guarded: GuardedResolver, host: str = "good.example", port: int = 80) -> Asker:
    asker = Asker()
    guarded.resolveHostName(asker, host, port)
    return asker


def test_case_34_of_a_mixed_answer_only_the_public_addresses_are_tried() -> None:
    asker = ask(resolver(FakeDns(["10.0.0.1", "8.8.8.8", "::1", "2606:4700::1111"])))
    assert asker.hosts == ["8.8.8.8", "2606:4700::1111"]


@pytest.mark.parametrize("answer", [["127.0.0.1"], ["169.254.169.254", "fe80::1"], ["::ffff:10.0.0.1"]])
def test_case_32_an_answer_of_private_addresses_ends_with_its_own_error(answer: list[str]) -> None:
    asker = ask(resolver(FakeDns(answer)))
    with pytest.raises(PrivateAddressError):
        _ = asker.hosts
    assert asker.completed == 1


def test_case_35_a_name_that_turns_private_is_refused_then() -> None:
    guarded = resolver(FakeDns(["8.8.8.8"], ["127.0.0.1"]))
    assert ask(guarded).hosts == ["8.8.8.8"]
    guarded = resolver(FakeDns(["127.0.0.1"]))
    with pytest.raises(PrivateAddressError):
        _ = ask(guarded).hosts


def test_a_cached_answer_is_checked_for_each_port() -> None:
    guarded = resolver(FakeDns(["127.0.0.1"]), allow=("127.0.0.1:8123",), cache=10)
    assert ask(guarded, port=8123).hosts == ["127.0.0.1"]
    with pytest.raises(PrivateAddressError):
        _ = ask(guarded, port=8124).hosts


def test_case_31_an_empty_answer_stays_empty() -> None:
    asker = ask(resolver(FakeDns([])))
    assert (asker.hosts, asker.completed) == ([], 1)


def test_case_31_a_missing_answer_ends_in_time() -> None:
    clock = Clock()
    asker = ask(resolver(FakeDns(None), clock))
    clock.advance(5)
    with pytest.raises(DnsTimeoutError):
        _ = asker.hosts


def test_an_answer_after_the_time_limit_is_dropped() -> None:
    clock, dns = Clock(), FakeDns(None)
    asker = ask(resolver(dns, clock))
    clock.advance(5)
    assert dns.finish is not None
    dns.finish()
    assert asker.completed == 1


def test_no_timer_outlives_its_resolution() -> None:
    clock = Clock()
    ask(resolver(FakeDns(["8.8.8.8"]), clock))
    assert clock.getDelayedCalls() == []


async def _refuse(url: str) -> object:
    raise PrivateAddressError("127.0.0.1", 80)


async def _fail(url: str) -> object:
    raise OSError("nothing answers")


async def _connect(url: str) -> object:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rstrip("/").rpartition(":")[2]))
    writer.write(b"GET / HTTP/1.1\r\n\r\n")
    answer = await reader.read()
    writer.close()
    return answer


def test_the_self_test_is_content_with_a_refusal() -> None:
    asyncio.run(self_test(_refuse))


@pytest.mark.parametrize("fetch", [_fail, _connect])
def test_case_42_the_self_test_demands_the_guards_own_refusal(fetch: Any) -> None:
    with pytest.raises(RefusedError, match="TWISTED_DNS_RESOLVER"):
        asyncio.run(self_test(fetch))
