"""What a disturbed crawl needs: a site that takes its time, and to wait until the crawl is in the midst of it."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.crawl.harness import RSS, articles_of, feed
from tests.faults.server import Host, answer, late


def good(host: Host, number: int = 3, *, slow: float = 0.0) -> list[str]:
    """A feed and its articles; each takes ``slow`` seconds to be answered. Gives the articles' paths."""
    paths = [f"/n{n}" for n in range(number)]
    pages = articles_of(host, paths)
    if slow:
        pages = {path: late(handler, slow) for path, handler in pages.items()}
    host.paths |= {"/feed": answer(feed(host, paths), RSS), **pages}
    return paths


def wait_until(condition: Callable[[], bool], limit: float = 20.0) -> None:
    """Wait for at most ``limit`` seconds; fails where it never comes to that."""
    deadline = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.01)
