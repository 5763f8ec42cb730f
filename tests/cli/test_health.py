"""``health`` on a database: what is kept, who is told, and how often."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aggregator.base.runs import FIELDS, SiteRun
from aggregator.base.sites import Site
from aggregator.store import site_runs, sources
from aggregator.store.database import Store
from tests.base.test_sender import Receiver, serving
from tests.cli.program import run
from tests.store.made_up import article, save

NOW = datetime.now(UTC).replace(microsecond=0)
SITE = Site(name="kumo-post", host="kumo-post.example", language="en", timezone="UTC")


def site_run(number: int, **lost: int) -> SiteRun:
    at = NOW - timedelta(hours=6 * number)
    found = {**dict.fromkeys(FIELDS, 4), **lost}
    return SiteRun(site="kumo-post", run=f"{number:03}", at=at, sources=1, pages=4, found=found, length=900)


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Store.open(home / "news.db") as opened:
        with opened.write():
            sources.register(opened, SITE, now=NOW)
            site_runs.keep(opened, [site_run(number) for number in range(40, 2, -1)], now=NOW)
        yield opened


def add(store: Store, *runs: SiteRun) -> None:
    with store.write():
        site_runs.keep(store, runs, now=NOW)


@pytest.mark.case(138)
def test_an_alarm_is_told_once_when_it_begins_and_once_when_it_ends(store: Store, home: Path) -> None:
    receiver = Receiver(200)
    (home / "aggregator.toml").write_text(f'notify = ["{receiver.url}"]\n')
    with serving(receiver):
        assert run("health").code == 0
        add(store, site_run(2, body=0))
        codes = [run("health").code for _ in range(3)]
        add(store, site_run(1), site_run(0))
        codes += [run("health").code for _ in range(3)]
    assert codes == [3, 3, 3, 0, 0, 0]
    told = [json.loads(body)["text"] for _, _, body in receiver.came]
    assert len(told) == 2
    assert told[0].startswith("kumo-post field body: «body» is missing: 0 of the last 4 pages")
    assert told[1] == "kumo-post field body: is well again"
    (row,) = store.rows("SELECT * FROM alarms")
    assert row["ended"] is not None


def test_who_could_not_be_told_is_told_the_next_time(store: Store, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aggregator.base.sender._PAUSE", 0)
    add(store, site_run(2, body=0))
    receiver = Receiver(404, 200)
    (home / "aggregator.toml").write_text(f'notify = ["{receiver.url}"]\n')
    with serving(receiver):
        first = run("health")
        assert (first.code, "HTTP 404" in first.err, "s3cret" in first.err) == (3, True, False)
        run("health")
        run("health")
    assert len(receiver.came) == 2


@pytest.mark.case(138)
def test_the_table_and_the_object_and_the_metrics(store: Store, home: Path) -> None:
    save(store, article(1), now=NOW)
    add(store, site_run(2, authors=0), site_run(1, authors=0))
    ran = run("health", "--json", "--prometheus", home / "health.prom")
    assert ran.objects[0]["alarms"][0]["kind"] == "field"
    assert 'aggregator_site_alarms{site="kumo-post"} 1.0' in (home / "health.prom").read_text()
    shown = run("health").out
    assert "kumo-post" in shown
    assert "«authors» is missing" in " ".join(shown.split())
    assert run("health", "-q").out == shown


def test_what_is_accepted_is_no_alarm_any_more(store: Store) -> None:
    add(store, site_run(2, authors=0), site_run(1, authors=0))
    assert run("health").code == 3
    assert run("health", "--accept").code == 2
    ran = run("health", "--accept", "kumo-post")
    assert (ran.code, "1 alarm accepted" in ran.err) == (0, True)
    assert run("health").code == 0


def test_a_site_that_nobody_knows(store: Store) -> None:
    ran = run("health", "nobody")
    assert ran.code == 2
    assert "nobody" in ran.sentence


def test_without_a_database(home: Path) -> None:
    assert run("health").code == 5
