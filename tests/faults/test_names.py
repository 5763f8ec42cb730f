"""What a host's name resolves to decides whether it is asked: every address of every answer passes the guard."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.crawl.harness import RSS, World, articles_of, feed
from tests.crawl.processes import Finished
from tests.faults.bodies import with_length
from tests.faults.names import SETTINGS, TABLE
from tests.faults.server import FaultServer, Host, answer, robots

PRIVATE = {
    "loopback": "::1",
    "unique-local": "fc00::1",
    "link-local": "fe80::1",
    "site-local": "fec0::1",
    "mapped": "::ffff:127.0.0.1",
    "compatible": "::127.0.0.1",
    "nat64": "64:ff9b::7f00:1",
    "six-to-four": "2002:7f00:1::",
    "teredo": "2001::7f00:1",
    "multicast": "ff02::1",
    "loopback4": "127.0.0.1",
    "private4": "10.0.0.1",
    "metadata4": "169.254.169.254",
    "shared4": "100.64.0.1",
}


def named(world: World, name: str, host: Host) -> Host:
    """A port under a made-up name."""
    host.name = f"{name}.example"
    return world.add(name, host, delay=0.01)


def crawl(world: World, names: dict[str, str]) -> Finished:
    table = " ".join(f"{name}.example={told}" for name, told in names.items())
    return world.crawl(settings=SETTINGS, env={TABLE: table})


def test_cases_32_and_33_a_name_of_the_inside(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    inside = world.outsider()
    for name in PRIVATE:
        named(world, name, inside)
    world.allow.clear()
    assert crawl(world, PRIVATE).code == 3
    assert {name: world.last(name) for name in PRIVATE} == dict.fromkeys(PRIVATE, ("REFUSED", "private_address"))


def test_case_34_of_a_mixed_answer_the_permitted_address_alone_is_tried(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = named(world, "mixed", server.site())
    host.paths["/feed"] = answer(feed(host, []), RSS)
    world.allow[:] = [f"127.0.0.1:{host.port}"]
    crawl(world, {"mixed": "::1,10.0.0.1,127.0.0.1,127.0.0.2"})
    assert world.last("mixed") == ("OK", None)


@pytest.mark.parametrize("kept", [False, True])
def test_cases_35_and_43_a_name_that_leads_inside_later(server: FaultServer, tmp_path: Path, kept: bool) -> None:
    """A connection that is kept leads where it led; every new one is looked at again."""
    world = World(tmp_path, server)
    host = named(world, "moving", server.site())
    text = b"User-agent: *\nDisallow:"
    host.paths["/robots.txt"] = robots(text.decode()) if kept else with_length(text, len(text), "text/plain")
    host.paths["/feed"] = answer(feed(host, []), RSS)
    world.allow[:] = [f"127.0.0.1:{host.port}"]
    crawl(world, {"moving": "127.0.0.1;127.0.0.2"})
    assert world.fetches("moving") == [("OK", None) if kept else ("REFUSED", "private_address")]
    assert (len(host.asked()), host.connections) == (int(kept), 1)


def test_case_46_a_host_without_any_address(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    named(world, "nowhere", world.outsider())
    world.allow.clear()
    assert crawl(world, {"nowhere": ""}).code == 3
    assert world.last("nowhere") == ("DEFERRED", "dns")


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_case_46_a_host_that_speaks_ipv6_alone(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = named(world, "modern", server.site(ip="::1"))
    host.paths |= {"/feed": answer(feed(host, ["/a"]), RSS), **articles_of(host, ["/a"])}
    world.allow[:] = [f"[::1]:{host.port}"]
    assert crawl(world, {"modern": "::1"}).code == 0
    assert len(world.articles("modern")) == 1
