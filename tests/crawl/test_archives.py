"""Walking a site's archive through its sitemap index: the newest by default, back to a day with ``--since``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawl.harness import World, articles_of
from tests.faults.server import FaultServer, Handler, Host, answer

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MONTHS = {f"/sitemap-{back}.xml": NOW - timedelta(days=40 * back) for back in range(8)}
"""An index of eight sitemaps, the newest of today, each 40 days older than the one before."""


def paths(name: str, moment: datetime) -> dict[str, datetime]:
    return {f"/n/{name[9:-4]}-{n}": moment - timedelta(hours=n) for n in range(3)}


def xml(body: str) -> Handler:
    return answer(f'<?xml version="1.0"?>{body}', kind="application/xml")


def urlset(host: str, articles: dict[str, datetime]) -> Handler:
    rows = "".join(
        f"<url><loc>http://{host}{path}</loc><lastmod>{moment.isoformat()}</lastmod></url>"
        for path, moment in articles.items()
    )
    return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>')


def index(host: str) -> Handler:
    rows = "".join(
        f"<sitemap><loc>http://{host}{name}</loc><lastmod>{moment.isoformat()}</lastmod></sitemap>"
        for name, moment in MONTHS.items()
    )
    return xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>')


@pytest.fixture
def world(tmp_path: Path):
    with FaultServer() as server:
        world = World(tmp_path, server)
        host = world.site("archive", {}, feed=None, article="/n/")
        world.sites["archive"] = world.sites["archive"].model_copy(update={"sitemaps": (host.url("/sitemap.xml"),)})
        host.paths["/sitemap.xml"] = index(host.host)
        for name, moment in MONTHS.items():
            host.paths[name] = urlset(host.host, paths(name, moment))
            host.paths.update(articles_of(host, paths(name, moment)))
        yield world


def asked(host: Host) -> set[str]:
    return {request.path for request in host.asked() if request.path.startswith("/sitemap-")}


def test_without_since_the_three_newest_sitemaps_are_read(world: World):
    assert world.crawl(now=NOW).code == 0
    assert asked(world.hosts["archive"]) == set(list(MONTHS)[:3])
    assert len(world.articles("archive")) == 9


def test_since_walks_back_to_the_day(world: World):
    assert world.crawl("--since", "2026-07-01", now=NOW).code == 0
    assert asked(world.hosts["archive"]) == set(list(MONTHS)[:4])
    assert len(world.articles("archive")) == 12


def test_a_sitemap_that_the_index_dates_is_not_asked_again_before_it_changes(world: World):
    world.crawl("--since", "2026-07-01", now=NOW)
    host = world.hosts["archive"]
    host.requests.clear()
    world.crawl(now=NOW + timedelta(minutes=30))
    assert asked(host) == set()
