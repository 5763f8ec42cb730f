"""Runs commands of ours, each in a process of its own, with another clock and other settings than a user would have.

A fork server: it imports what a crawl imports, once, and forks for each line on standard input, a JSON object:
``words`` (the command line), ``folder``, ``out`` and ``err`` (files), ``environment``, and as wanted ``settings`` over
Scrapy's, ``constants`` (``module:name``) over ours, ``now``, the time at which the process believes to start,
``own_sites_alone``, which leaves the bundled sites out, ``readers``, which has pages read in processes of their own as
they always are but for tests in a hurry, or ``scrapy``, which runs the sites of a file as ``scrapy
crawl`` does. It prints a line ``pid`` for each, and ``pid code memory`` when it ended: its peak in MiB.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from contextlib import nullcontext
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import time_machine

import aggregator.cli.crawl
import aggregator.cli.summary
import aggregator.crawl.run
import aggregator.crawl.sites
from aggregator.base.errors import BadInputError
from aggregator.base.records import Failure, Outcome, Page
from aggregator.base.sites import Site
from aggregator.cli.main import main
from aggregator.crawl import settings as project
from aggregator.crawl.path import Reading, read_judged
from aggregator.crawl.readers import Readers
from aggregator.crawl.source_reading import Named, read_source
from aggregator.store.frontier import Kind

READY = (
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.engine",
    "scrapy.extensions.corestats",
    "scrapy.extensions.logstats",
    "aggregator.crawl.handler",
    "aggregator.crawl.pipelines",
    "aggregator.crawl.middlewares.bodies",
    "aggregator.crawl.middlewares.guard",
    "aggregator.crawl.middlewares.redirects",
    "aggregator.crawl.middlewares.robots",
    "aggregator.crawl.middlewares.turns",
    "rich.table",
)
"""What a crawl imports late."""


def scrapy_crawl(sites: str, db: str, allow: list[str]) -> None:
    """What ``scrapy crawl`` does, for sites of a file: each opens its own session."""
    from scrapy.crawler import AsyncCrawlerProcess

    from aggregator.base.config import load_sites
    from aggregator.crawl.sites import project_settings, spider_of

    settings = project_settings()
    settings.update(
        {"AGGREGATOR_DB": db, "AGGREGATOR_ALLOW_ADDRESSES": allow, "LOG_LEVEL": "ERROR"}, priority="cmdline"
    )
    process = AsyncCrawlerProcess(settings)
    for site in load_sites(Path(sites)):
        process.crawl(spider_of(site))
    process.start()


async def read_here(_: Readers, page: Page, site: Site) -> Reading | Failure:
    """Read a page without a process of its own."""
    try:
        return read_judged(page, site)
    except BadInputError as error:
        return Failure(page.url, Outcome.FAILED, error.reason, str(error))


async def read_source_here(_: Readers, page: Page, site: Site, kind: Kind, since: datetime | None) -> Named | Failure:
    """The same for a source."""
    try:
        return read_source(kind, page, site, since)
    except BadInputError as error:
        return Failure(page.url, Outcome.FAILED, error.reason, str(error))


def prepare(task: dict[str, Any]) -> None:
    """Settings and constants as a test wants them."""
    for name, value in task.get("settings", {}).items():
        setattr(project, name, value)
    for place, value in task.get("constants", {}).items():
        module, _, name = place.partition(":")
        setattr(import_module(module), name, value)
    if not task.get("readers"):
        setattr(Readers, "warm_up", lambda _: None)  # noqa: B010
        setattr(Readers, "read", read_here)  # noqa: B010
        setattr(Readers, "read_source", read_source_here)  # noqa: B010
    if task.get("own_sites_alone"):
        setattr(aggregator.crawl.sites, "bundled", list)  # noqa: B010 -- none; the type checker minds otherwise


def run(task: dict[str, Any]) -> None:
    """In the forked process: what was asked for."""
    os.setsid()
    os.chdir(task["folder"])
    os.environ.clear()
    os.environ.update(task["environment"])
    for stream, name in ((0, os.devnull), (1, task["out"]), (2, task["err"])):
        handle = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(handle, stream)
        os.close(handle)
    sys.argv = ["aggregator", *task["words"]]
    prepare(task)
    clock = task.get("now")
    with time_machine.travel(datetime.fromisoformat(clock), tick=True) if clock else nullcontext():
        if "scrapy" in task:
            scrapy_crawl(**task["scrapy"])
        else:
            main()


def serve() -> dict[str, Any] | None:
    """Fork for each line; in the child, return what it is to do."""
    ended, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker)
    while True:
        readable, _, _ = select.select([0, ended], [], [])
        if ended in readable:
            os.read(ended, 4096)
            reap()
        if 0 in readable:
            line = sys.stdin.readline()
            if not line:
                return None
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                os.close(ended)
                os.close(waker)
                task: dict[str, Any] = json.loads(line)
                return task
            print(pid, flush=True)


def reap() -> None:
    """Tell which children ended, and how."""
    while True:
        try:
            pid, status, used = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        print(pid, os.waitstatus_to_exitcode(status), used.ru_maxrss // unit, flush=True)


if __name__ == "__main__":
    for module in READY:
        import_module(module)
    assert "twisted.internet.reactor" not in sys.modules, "a reactor can't be forked"
    wanted = serve()
    if wanted is not None:
        run(wanted)
