"""``aggregator crawl`` as its users meet it: options, what is printed, exit codes."""

from __future__ import annotations

import json
import re
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawl.harness import RSS, World, articles_of, feed
from tests.crawl.processes import Finished, Forked
from tests.faults.server import FaultServer, Host, answer, late, redirect, silence, status

START = datetime(2027, 1, 6, 10, tzinfo=UTC)
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with FaultServer() as server:
        yield World(tmp_path, server)


def good(host: Host, number: int = 3) -> None:
    paths = [f"/n{n}" for n in range(number)]
    host.paths |= {"/feed": answer(feed(host, paths), RSS), **articles_of(host, paths)}


def run(folder: Path, *words: str) -> Finished:
    """A command in a folder."""
    return Forked({"words": list(words)}, folder, None).finish()


def declare(folder: Path, text: str) -> str:
    (folder / "mine.toml").write_text(text)
    return "mine.toml"


def is_refused(finished: Finished, code: int, *said: str) -> None:
    assert finished.code == code
    assert not finished.traceback
    assert len(finished.err.strip().splitlines()) == 1
    assert all(text in finished.err for text in said), finished.err


# What is refused before anything is asked.


def test_an_unknown_site_is_named(tmp_path: Path) -> None:
    is_refused(run(tmp_path, "crawl", "nobody", "--db", "x.db"), 2, "nobody", "sites list")


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    finished = run(tmp_path, "crawl", "--sites", "missing.toml")
    assert finished.code == 2
    assert "missing.toml" in finished.err


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    file = declare(
        tmp_path,
        '[[site]]\nname = "one"\nhost = "news.example"\nlanguage = "English"\ntimezone = "Mars/Base"\n\n'
        '[[site]]\nname = "two"\nhost = "news.example"\nlanguage = "en"\ntimezone = "UTC"\ncolour = "red"\n',
    )
    is_refused(
        run(tmp_path, "crawl", "--sites", file), 6, "language", "timezone", "colour", "'one' (line 1)", "'two' (line 7)"
    )


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    is_refused(run(tmp_path, "crawl", "--sites", declare(tmp_path, "[[site]\n")), 6, "mine.toml")


def test_no_delay_is_for_addresses_given_by_hand(tmp_path: Path) -> None:
    file = declare(
        tmp_path,
        '[[site]]\nname = "fast"\nhost = "news.example"\nlanguage = "en"\ntimezone = "UTC"\ndelay = 0\n',
    )
    is_refused(run(tmp_path, "crawl", "--sites", file), 6, "fast", "--allow-address")


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost:80", "127.0.0.1:0", "::1:80", "0/0:80"])
def test_an_address_that_is_none(world: World, tmp_path: Path, address: str) -> None:
    world.site("one", {})
    finished = world.start("--allow-address", address).finish()
    is_refused(finished, 2, repr(address), "IP:PORT")
    assert not list(tmp_path.glob("news.db*"))


@pytest.mark.parametrize(
    "options", [["--max-time", "soon"], ["--max-pages", "-1"], ["--since", "yesterday"], ["--odd"]]
)
def test_a_wrong_option(tmp_path: Path, options: list[str]) -> None:
    finished = run(tmp_path, "crawl", *options)
    assert finished.code == 2
    assert not finished.traceback


def test_a_contact_that_is_none(world: World) -> None:
    (world.folder / "aggregator.toml").write_text('contact = "nobody"\n')
    host = world.site("one", {})
    finished = world.start().finish()
    assert finished.code == 6
    assert "contact" in finished.err
    assert host.connections == 0


# What is printed.


def test_a_person_is_told_what_was_found(world: World) -> None:
    good(world.site("one", {}))
    finished = world.crawl()
    assert finished.code == 0
    assert "one" in finished.out
    assert "3 new, 0 changed, 0 not modified" in finished.out


def test_a_program_is_told_the_same_as_json(world: World) -> None:
    good(world.site("one", {}))
    finished = world.crawl("--json")
    found = json.loads(finished.out)
    assert found["outcome"] == "done"
    assert found["sites"]["one"]["new"] == 3
    assert world.rows("SELECT id FROM runs") == [{"id": found["run"]}]


def test_quiet_is_quiet(world: World) -> None:
    good(world.site("one", {}))
    finished = world.crawl("-q")
    assert (finished.code, finished.out, finished.err) == (0, "", "")


def test_what_failed_is_told_and_the_rest_is_stored(world: World) -> None:
    good(world.site("good", {}))
    world.site("bad", {"/feed": status(500)})
    finished = world.crawl()
    assert finished.code == 3
    (problem,) = [line for line in finished.out.splitlines() if "http_5xx" in line]
    assert "bad" in problem
    assert "/feed" in problem
    assert len(world.articles("good")) == 3


def test_more_than_twenty_problems_are_counted(world: World) -> None:
    host = world.site("many", {})
    paths = [f"/n{n}" for n in range(30)]
    host.paths |= {"/feed": answer(feed(host, paths), RSS)}
    finished = world.crawl()
    assert finished.code == 0  # the source answered
    (line,) = [line for line in finished.out.splitlines() if "not_found" in line]
    assert line.split()[:3] == ["30", "failed", "not_found"]


def test_case_77_no_site_can_write_to_the_terminal(world: World) -> None:
    host = world.site("escape", {})
    path = "/%1B%5D0;owned%07%1B%5B2J%0Dn"
    host.paths |= {"/feed": answer(feed(host, [path]), RSS), path: redirect("/x%1B%5B2J")}
    finished = world.crawl()
    assert "\x1b" not in finished.out + finished.err
    assert "\x07" not in finished.out + finished.err


def test_nothing_due_is_told(world: World) -> None:
    good(world.site("one", {}))
    world.crawl(now=START, scheduled=True)
    finished = world.crawl(now=START + timedelta(minutes=5), scheduled=True)
    assert finished.code == 0
    assert "Nothing was due" in finished.out
    assert "--now" in finished.out


# Options.


def test_named_sites_alone_are_crawled(world: World) -> None:
    for name in ("one", "two"):
        good(world.site(name, {}))
    world.crawl(names=["two"])
    assert world.hosts["one"].requests == []
    assert len(world.articles("two")) == 3


def test_now_asks_what_is_not_due(world: World) -> None:
    host = world.site("one", {})
    good(host)
    for options in ((), (), ("--now",)):
        world.crawl(*options, now=START, scheduled=True)
    assert len(host.asked("/feed")) == 2


def test_without_articles_headlines_are_kept(world: World) -> None:
    host = world.site("one", {})
    good(host)
    world.crawl("--no-articles")
    assert [r.path for r in host.asked()] == ["/feed"]
    assert [a["headline_only"] for a in world.articles("one", whole=False)] == [1, 1, 1]
    world.crawl("--now")
    assert [a["headline_only"] for a in world.articles("one")] == [0, 0, 0]


@pytest.mark.ci
def test_max_time_ends_the_run_and_keeps_what_there_is(world: World) -> None:
    host = world.site("slow", {})
    good(host, 40)
    host.paths |= {path: late(page, 0.1) for path, page in host.paths.items() if path != "/feed"}
    finished = world.crawl("--max-time", "1s")
    assert finished.code == 0
    assert len(world.articles("slow")) < 40
    world.crawl("--now")
    assert len(world.articles("slow")) == 40


def test_max_time_breaks_off_what_never_answers(world: World) -> None:
    host = world.site("silent", {})
    host.paths["/feed"] = silence()
    began = time.monotonic()
    finished = world.crawl("--max-time", "1s", "--json", constants={"aggregator.crawl.run:GRACE": 0.2})
    assert (finished.code, json.loads(finished.out)["outcome"]) == (0, "done")
    assert time.monotonic() - began < 8  # Scrapy alone would wait for 20 s
    assert world.fetches("silent") == []  # it was not the site's fault


def test_a_run_is_one_line_of_a_log_and_one_row(world: World) -> None:
    good(world.site("one", {}))
    (world.folder / "runs.log").write_text("{}\n")
    finished = world.crawl("--log", "runs.log", "--since", "2026-12-27")
    line = json.loads((world.folder / "runs.log").read_text().splitlines()[1])
    assert (line["exit"], line["counts"]["new"]) == (0, 3)
    assert world.rows("SELECT id FROM runs") == [{"id": line["run"]}]
    assert "--since: no sitemap is declared for one" in finished.err


def test_a_monitor_hears_of_the_start_and_of_the_end(world: World) -> None:
    good(world.site("one", {}))
    monitor = world.server.site({path: answer("fine") for path in ("/s3cret", "/s3cret/start", "/s3cret/fail")})
    finished = world.crawl("--ping", monitor.url("/s3cret"))
    assert [request.path for request in monitor.requests] == ["/s3cret/start", "/s3cret"]
    assert "s3cret" not in finished.out + finished.err
    refused = run(world.folder, "crawl", "nobody", "--ping", monitor.url("/s3cret"))
    assert refused.code == 2
    assert monitor.requests[-1].path == "/s3cret/fail"


def test_a_monitor_that_is_not_there_stops_nothing(world: World) -> None:
    good(world.site("one", {}))
    finished = world.crawl("--ping", "http://127.0.0.1:9/s3cret", constants={"aggregator.base.sender:_PAUSE": 0.0})
    assert finished.code == 0
    assert "127.0.0.1:9: the message could not be sent" in finished.err
    assert "s3cret" not in finished.err


def test_a_schedule_that_was_slept_through_is_caught_up_by_one_run(world: World) -> None:
    host = world.site("one", {})
    good(host)
    for hours in (0, 10, 10.1):  # thirty schedules were missed
        world.crawl(now=START + timedelta(hours=hours), scheduled=True)
    assert len(host.asked("/feed")) == 2


def test_since_walks_a_sitemap_back(world: World) -> None:
    days = [START - timedelta(days=n) for n in range(0, 4000, 2)]

    def asked(*options: str) -> int:
        host = world.site(f"site{len(world.sites)}", {}, feed=None)
        urls = "".join(
            f"<url><loc>{host.url(f'/n{d:%Y%m%d}')}</loc><lastmod>{d:%Y-%m-%d}</lastmod></url>" for d in days
        )
        host.paths["/map.xml"] = answer(f'<urlset xmlns="{SITEMAP}">{urls}</urlset>', "application/xml")
        name = list(world.sites)[-1]
        world.sites[name] = world.sites[name].model_copy(update={"sitemaps": (host.url("/map.xml"),)})
        world.crawl("--max-pages", "3", *options, names=[name], now=START)
        return int(world.rows("SELECT count(*) AS n FROM frontier WHERE site = ? AND kind = 'article'", name)[0]["n"])

    assert asked("--since", "2026-12-27") == 6
    assert asked() == 1000


def test_a_disabled_site_is_left_out(world: World) -> None:
    for name in ("one", "two"):
        good(world.site(name, {}))
    world.crawl(scheduled=True)
    assert run(world.folder, "--db", str(world.db), "sites", "disable", "one").code == 0
    before = len(world.hosts["one"].requests)
    world.crawl("--now", scheduled=True)
    assert len(world.hosts["one"].requests) == before
    assert len(world.hosts["two"].asked("/feed")) == 2


def test_no_sites_at_all(world: World) -> None:
    (world.folder / "made-up.toml").write_text("")
    finished = run(world.folder, "crawl", "--sites", "made-up.toml", "--db", str(world.db))
    assert finished.code == 0
    assert not finished.traceback


def test_the_database_may_be_named_by_the_environment(world: World) -> None:
    good(world.site("one", {}))
    words = [word for word in world.words() if word not in ("--db", str(world.db))]
    elsewhere = world.folder / "elsewhere.db"
    Forked({"words": words}, world.folder, {"AGGREGATOR_DB": str(elsewhere)}).finish()
    assert elsewhere.exists()
    assert not world.db.exists()


# While it runs, and when it is stopped.


def slow(host: Host) -> None:
    """A feed at once, an article each half second."""
    good(host, 40)
    host.paths |= {path: late(handler, 0.5) for path, handler in host.paths.items() if path != "/feed"}


def test_how_far_it_is_is_told_from_time_to_time(world: World) -> None:
    slow(world.site("one", {}))
    constants = {"aggregator.cli.progress:EVERY": 0.3}
    told = world.start("--max-pages", "3", constants=constants).finish().err
    assert re.search(r"^1 sites, \d answers: \d new, 0 changed, 0 failed$", told, re.MULTILINE)
    quiet = world.start("--max-pages", "3", "--quiet", constants=constants).finish()
    assert (quiet.out, quiet.err) == ("", "")


def test_a_stopped_crawl_says_so_and_tells_what_it_found(world: World) -> None:
    host = world.site("one", {})
    slow(host)
    process = world.start()
    while len(host.asked()) < 4:
        time.sleep(0.01)
    process.send(signal.SIGINT)
    finished = process.finish()
    assert finished.code == 130
    assert "stopped" in finished.err
    assert re.search(r"^one +40 +[1-9]", finished.out, re.MULTILINE)


def test_a_crawl_that_is_stopped_before_any_answer_shows_no_empty_table(world: World) -> None:
    host = world.site("one", {"/feed": silence()})
    process = world.start(constants={"aggregator.crawl.run:GRACE": 0.2})
    while not host.asked():
        time.sleep(0.01)
    process.send(signal.SIGINT)
    finished = process.finish()
    assert (finished.code, finished.out) == (130, "")


def test_a_contact_with_spaces_is_told_in_words(world: World) -> None:
    (world.folder / "aggregator.toml").write_text('contact = "my mail address"\n')
    world.site("one", {})
    is_refused(world.start().finish(), 6, "contact: holds signs")


def test_a_stopped_check_asks_for_nothing_more(world: World) -> None:
    host = world.site("one", {"/feed": silence()})
    world.words()  # writes the sites
    words = ["sites", "check", "--sites", "made-up.toml", "--allow-address", host.host]
    process = Forked({"words": words, "constants": {"aggregator.crawl.run:GRACE": 0.2}}, world.folder, None)
    while not host.asked():
        time.sleep(0.01)
    process.send(signal.SIGINT)
    began = time.monotonic()
    finished = process.finish()
    assert (finished.code, finished.out, finished.traceback) == (130, "", False)
    assert time.monotonic() - began < 10
