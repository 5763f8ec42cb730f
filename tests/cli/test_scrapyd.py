"""Scrapyd for real: started on loopback, the project deployed by its client, a spider begun over HTTP.

It installs from the package registry; the variable ``AGGREGATOR_SCRAPYD`` may name an environment that has Scrapyd, its
client and this project.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import pytest

from aggregator.store.database import Store
from tests.cli.program import run
from tests.crawl.harness import RSS, articles_of, feed
from tests.faults.server import FaultServer, answer
from tests.shared import ROOT

THERE = os.environ.get("AGGREGATOR_SCRAPYD")
pytestmark = [pytest.mark.nightly, pytest.mark.timeout(600)]
PROJECT = "anime-news-aggregator"
SPIDER = """
from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Loopback(SiteSpider):
    name = "loopback"
    site = Site(host="{host}", language="en", timezone="UTC", feeds=("{feed}",), delay=0.0)
"""


@pytest.fixture(scope="module")
def scrapyd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with Scrapyd."""
    if THERE:
        return Path(THERE) / "bin"
    home = tmp_path_factory.mktemp("scrapyd")
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    wanted = ["setuptools>=77,<81", "scrapyd>=1.6", "scrapyd-client>=2.0.3", "-e", str(ROOT)]
    pip = [str(home / "bin" / "pip"), "--quiet", "--disable-pip-version-check", "install", "-c"]
    subprocess.run([*pip, str(ROOT / "constraints.txt"), *wanted], check=True, timeout=500)
    return home / "bin"


@contextmanager
def serving(programs: Path, folder: Path, port: int) -> Iterator[str]:
    settings = json.loads(run("schedule", "scrapyd", "--json").out)["scrapyd.conf"]
    (folder / "scrapyd.conf").write_text(settings.replace("http_port = 6800", f"http_port = {port}"))
    with (folder / "scrapyd.out").open("wb") as out:
        process = subprocess.Popen([programs / "scrapyd"], cwd=folder, stdout=out, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: call(url, "daemonstatus"))
        yield url
    finally:
        process.terminate()
        process.wait(30)


def call(url: str, name: str, query: str = "", sent: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Scrapyd's answer; empty where there is none yet."""
    try:
        with build_opener(ProxyHandler({})).open(
            f"{url}/{name}.json{query}", urlencode(sent, doseq=True).encode() if sent else None, timeout=60
        ) as response:
            answered: dict[str, Any] = json.loads(response.read())
            return answered
    except OSError:
        return {}


def until(asked: Any, limit: float = 180.0) -> Any:
    """Ask until the answer is true."""
    end = time.monotonic() + limit
    while not (answered := asked()):
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.2)
    return answered


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_deployed_spider_is_begun_over_http_and_fills_the_database(home: Path, scrapyd: Path) -> None:
    port = free_port()
    with FaultServer() as server:
        site = server.site()
        paths = [f"/n{number}" for number in range(5)]
        site.paths |= {"/feed": answer(feed(site, paths), RSS), **articles_of(site, paths)}
        for name in ("setup.py", "pyproject.toml", "scrapy.cfg", "README.md", "LICENSE", "spiders"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, home / name)
        (home / "spiders" / "loopback.py").write_text(SPIDER.format(host=site.host, feed=site.url("/feed")))
        cfg = (home / "scrapy.cfg").read_text().replace(":6800", f":{port}")
        (home / "scrapy.cfg").write_text(cfg)
        with serving(scrapyd, home, port) as url:
            deployed = subprocess.run(
                [scrapyd / "scrapyd-deploy"],
                cwd=home,
                env={**os.environ, "PATH": f"{scrapyd}{os.pathsep}{os.environ['PATH']}"},
                capture_output=True,
                text=True,
                check=False,
            )
            assert '"status": "ok"' in deployed.stdout, deployed.stderr
            assert "loopback" in until(lambda: call(url, "listspiders", f"?project={PROJECT}"))["spiders"]
            settings = [f"AGGREGATOR_DB={home / 'news.db'}", f"AGGREGATOR_ALLOW_ADDRESSES={site.host}"]
            for expected in (5, 5):  # the second time nothing is due
                wanted = {"project": PROJECT, "spider": "loopback", "due": "1", "setting": settings}
                job = call(url, "schedule", sent=wanted)
                assert job["status"] == "ok"
                until(lambda job=job: job["jobid"] in {each["id"] for each in call(url, "listjobs")["finished"]})
                with Store.read(home / "news.db") as store:
                    assert len(store.rows("SELECT 1 FROM articles WHERE site = 'loopback'")) == expected
        with Store.read(home / "news.db") as store:
            assert [row["outcome"] for row in store.rows("SELECT outcome FROM runs")] == ["done", "done"]
        assert len(site.asked("/feed")) == 1
