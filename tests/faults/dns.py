"""A name server that answers as badly as a test wants, for a network of one's own (port 53 of loopback)."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Mapping

from twisted.names import dns

WAYS = ("nxdomain", "servfail", "silent", "late", "cut")
LATE = 30.0


class NameServer:
    """Answers by the first label of a name: a way to misbehave (:data:`WAYS`, with a number behind it or not), or an
    address of ``table``. Counts what it was asked.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self.asked: list[str] = []
        self._table = table
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 53))
        threading.Thread(target=self._serve, name="names", daemon=True).start()

    def _serve(self) -> None:
        while True:
            data, client = self._socket.recvfrom(4096)
            query = dns.Message()
            query.fromStr(data)
            name = query.queries[0].name.name.decode("ascii")
            self.asked.append(name)
            way = name.partition(".")[0].rstrip("0123456789")
            if way == "late":
                threading.Timer(LATE, self._answer, (query, client, name)).start()
            elif way != "silent":
                self._answer(query, client, name, way)

    def _answer(self, query: dns.Message, client: tuple[str, int], name: str, way: str = "") -> None:
        answer = dns.Message(query.id, answer=1, recAv=1)
        answer.queries = query.queries
        if way == "nxdomain":
            answer.rCode = dns.ENAME
        elif way == "servfail":
            answer.rCode = dns.ESERVER
        elif way == "cut":
            answer.trunc = 1  # the rest would be told over TCP, where nobody listens
        elif query.queries[0].type == dns.A and (ip := self._table.get(name)):
            record = dns.Record_A(ip, ttl=0)
            answer.answers = [dns.RRHeader(name.encode(), dns.A, ttl=0, payload=record)]
        self._socket.sendto(answer.toStr(), client)


def main() -> None:
    """In a network and with a file system view of its own: crawl sites with such names; print what came of it."""
    import json
    import subprocess
    import sys
    import tempfile
    from pathlib import Path

    from tests.crawl.harness import RSS, World, articles_of, feed
    from tests.faults.server import FaultServer, answer
    from tests.namespace import raise_loopback

    raise_loopback()
    with tempfile.TemporaryDirectory() as name, FaultServer() as server:
        (Path(name) / "resolv.conf").write_text("nameserver 127.0.0.1\n")
        subprocess.run(["mount", "--bind", f"{name}/resolv.conf", "/etc/resolv.conf"], check=True)
        world = World(Path(name), server)
        good = server.site()
        good.name = "good.example"
        good.paths |= {"/feed": answer(feed(good, ["/a"]), RSS), **articles_of(good, ["/a"])}
        bad = server.site()
        for way in [*WAYS, *(f"silent{n}" for n in range(1, int(sys.argv[1])))]:
            bad.name = f"{way}.example"
            world.add(way, bad, delay=0.01)
        world.add("good", good, delay=0.01)
        world.allow[:] = [f"127.0.0.1:{good.port}"]
        names = NameServer({"good.example": "127.0.0.1", "late.example": "127.0.0.1"})
        began = time.monotonic()
        process = world.start()
        while not (asked := good.asked("/a")) and process.wait(0.05) is None:
            pass
        took = asked[0].started - began if asked else None
        finished = process.finish()
        told = {site: world.last(site) for site in world.sites}
        seconds = round(time.monotonic() - began, 1)
        print(
            json.dumps(
                {
                    "code": finished.code,
                    "err": finished.err if finished.traceback else "",
                    "told": told,
                    "good_after": took,
                    "seconds": seconds,
                    "bad_connections": bad.connections,
                    "names": len(set(names.asked)),
                }
            )
        )


if __name__ == "__main__":
    main()
