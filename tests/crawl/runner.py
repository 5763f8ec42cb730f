"""Runs a command of ours in a process of its own with another clock and other settings than a user would have.

Arguments: a JSON object, then the command line. ``settings`` go over Scrapy's, ``constants`` (``module:name``) over
ours, ``now`` is the time at which the process believes to start; ``own_sites_alone`` leaves the bundled sites
out; ``spider`` runs the sites of a file through Scrapy's
own process, as ``scrapy crawl`` does, each opening its own session: ``[{"sites": FILE, "db": PATH, "allow": […]}]``.
"""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import time_machine

from aggregator.crawl import settings as project


def prepare(task: dict[str, Any]) -> None:
    for name, value in task.get("settings", {}).items():
        setattr(project, name, value)
    for place, value in task.get("constants", {}).items():
        module, _, name = place.partition(":")
        setattr(import_module(module), name, value)

    if task.get("own_sites_alone"):
        import aggregator.crawl.sites

        aggregator.crawl.sites.bundled = list  # none


def scrapy_crawl(sites: str, db: str, allow: list[str]) -> None:
    """What ``scrapy crawl`` does, for sites of a file."""
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


def run() -> None:
    task = json.loads(sys.argv.pop(1))
    prepare(task)
    clock = task.get("now")
    with time_machine.travel(datetime.fromisoformat(clock), tick=True) if clock else nullcontext():
        if "scrapy" in task:
            scrapy_crawl(**task["scrapy"])
        else:
            from aggregator.cli.main import main

            main()


if __name__ == "__main__":
    run()
