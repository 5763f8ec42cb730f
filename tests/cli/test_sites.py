from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from aggregator.base.config import load_sites, write_sites
from aggregator.base.sites import Site
from aggregator.demo import NewsWeb
from tests.cli.program import process, run

MINE = Site(name="mine", host="mine.example", language="en", timezone="UTC", feeds=("https://mine.example/feed",))


@pytest.fixture
def site(web: NewsWeb) -> Callable[[str], Site]:
    return lambda name: next(site for site in web.sites if site.name == name)


@pytest.fixture
def own(home: Path) -> Path:
    """A user's sites.toml in the working folder, with one site and a comment."""
    path = home / "sites.toml"
    write_sites(path, [MINE])
    path.write_text(path.read_text() + "# a remark of mine\n")
    return path


class TestList:
    def test_the_bundled_sites_are_there_in_any_folder(self, home: Path) -> None:
        ran = run("sites", "list", "--json")
        assert len(ran.objects) == 54
        assert {"name", "host", "language", "feeds", "articles", "disabled"} <= set(ran.objects[0])

    def test_a_table_tells_how_many(self, home: Path) -> None:
        ran = run("sites", "list")
        assert ran.out.splitlines()[0].split() == ["Site", "Lang", "Host", "Articles"]
        assert ran.err == "54 sites in 11 languages\n"
        assert max(map(len, ran.out.splitlines())) <= 80

    def test_own_sites_stand_beside_them(self, own: Path) -> None:
        assert "mine" in [site["name"] for site in run("sites", "list", "--json").objects]

    def test_those_of_a_file_stand_instead(self, declared: Path, web: NewsWeb) -> None:
        names = [site["name"] for site in run("sites", "list", "--json", "--sites", declared).objects]
        assert names == [site.name for site in web.sites]

    def test_what_the_database_holds_is_counted(self, home: Path, own: Path) -> None:
        line = '{"url": "https://mine.example/1", "title": "One"}'
        assert run("ingest", "-", stdin=line).code == 0
        (mine,) = [site for site in run("sites", "list", "--json").objects if site["name"] == "mine"]
        assert mine["articles"] == 1


class TestDisable:
    def test_it_is_shown_and_can_be_undone(self, home: Path) -> None:
        assert run("sites", "disable", "natalie").err == "natalie is off\n"
        assert "off" in next(line for line in run("sites", "list").out.splitlines() if line.startswith("natalie"))
        assert run("sites", "disable", "natalie", "--on", "--json").objects == [{"site": "natalie", "disabled": False}]
        assert " off" not in run("sites", "list").out

    @pytest.mark.ci
    def test_the_crawl_leaves_it_out(
        self, home: Path, declared: Path, allowed: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (home / "sites.toml").write_bytes(declared.read_bytes())
        assert run("sites", "disable", "kettle-and-kite").code == 0
        ran = process("crawl", "--now", "--json", "--sites", declared, *allowed, folder=home)
        assert ran.code in {0, 3}
        assert set(ran.objects[0]["sites"]) == {site.name for site in load_sites(declared)} - {"kettle-and-kite"}


class TestRemove:
    def test_an_own_site_goes(self, own: Path) -> None:
        assert run("sites", "remove", "mine").err.startswith("mine removed from ")
        assert load_sites(own) == []

    def test_a_bundled_site_can_only_be_switched_off(self, own: Path) -> None:
        ran = run("sites", "remove", "natalie")
        assert ran.code == 2
        assert "aggregator sites disable" in ran.sentence
        assert load_sites(own) == [MINE]


class TestLists:
    def test_an_export_is_opml_of_every_feed(self, home: Path) -> None:
        root = etree.fromstring(run("sites", "export").out.encode())
        assert root.get("version") == "2.0"
        feeds = [outline.get("xmlUrl") for outline in root.iter("outline")]
        assert len(feeds) == len(set(feeds)) > 40

    def test_what_was_exported_can_be_taken_in(self, home: Path, own: Path) -> None:
        (home / "list.opml").write_text(run("sites", "export", "--sites", own).out)
        own.unlink()
        ran = run("sites", "import", "list.opml", "--language", "de", "--timezone", "Europe/Berlin", "--json")
        assert ran.objects == [{"added": ["mine"]}]
        (found,) = load_sites(home / "config" / "anime-news-aggregator" / "sites.toml")
        assert (found.feeds, found.language, found.timezone) == (MINE.feeds, "en", "Europe/Berlin")

    def test_a_site_that_is_there_is_left_alone(self, home: Path, own: Path) -> None:
        (home / "list.opml").write_text(run("sites", "export", "--sites", own).out)
        before = own.read_text()
        ran = run("sites", "import", "list.opml", "--language", "de", "--timezone", "UTC")
        assert (ran.code, own.read_text()) == (0, before)
        assert "0 sites added" in ran.err

    def test_an_unusable_entry_is_passed_over(self, home: Path) -> None:
        (home / "list.opml").write_text(
            '<opml><body><outline xmlUrl="http://["/><outline text="no feed"/><outline xmlUrl="file:///etc/passwd"/>'
            '<outline text="Good" xmlUrl="https://good.example/feed"/></body></opml>'
        )
        ran = run("sites", "import", "list.opml", "--language", "en", "--timezone", "UTC")
        assert ran.code == 0
        assert ran.err.startswith("1 site added to ")

    def test_a_wrong_zone_is_told(self, home: Path) -> None:
        (home / "list.opml").write_text("<opml/>")
        ran = run("sites", "import", "list.opml", "--language", "en", "--timezone", "Mars/Olympus")
        assert (ran.code, ran.sentence) == (2, "timezone: must be an IANA time zone such as Asia/Tokyo")

    @pytest.mark.parametrize(
        "text", ["", "no xml", "<rss/>", '<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>', "\x00"]
    )
    def test_what_is_no_opml_is_told(self, home: Path, text: str) -> None:
        (home / "list.opml").write_text(text)
        ran = run("sites", "import", "list.opml", "--language", "en", "--timezone", "UTC")
        assert (ran.code, ran.out) == (3, "")
        assert "the list" in ran.sentence


class TestAdd:
    def test_what_a_site_declares_is_proposed_and_written(self, home: Path, site: Callable[[str], Site]) -> None:
        host = site("papierlaterne").host
        ran = process("sites", "add", f"http://{host}/", "--name", "lantern", "--allow-address", host, folder=home)
        assert ran.code == 0
        (found,) = load_sites(home / "config" / "anime-news-aggregator" / "sites.toml")
        assert (found.name, found.language, found.timezone) == ("lantern", "de", "Europe/Berlin")
        assert found.feeds == site("papierlaterne").feeds[:1]
        assert ran.out in (home / "config" / "anime-news-aggregator" / "sites.toml").read_text()

    @pytest.mark.ci
    def test_what_was_added_can_be_crawled(self, home: Path, site: Callable[[str], Site]) -> None:
        host = site("papierlaterne").host
        assert process("sites", "add", f"http://{host}/", "--allow-address", host, folder=home).code == 0
        ran = process("crawl", "127-0-0-1", "--json", "--allow-address", host, folder=home)
        assert ran.code == 0
        assert ran.objects[0]["sites"]["127-0-0-1"]["new"] >= 3

    def test_a_trial_writes_nothing(self, home: Path, site: Callable[[str], Site]) -> None:
        host = site("papierlaterne").host
        ran = process("sites", "add", host_url(host), "--dry-run", "--json", "--allow-address", host, folder=home)
        assert (ran.code, ran.objects[0]["host"]) == (0, host)
        assert not (home / "config").exists()

    def test_what_is_declared_nowhere_is_asked_for(self, home: Path, site: Callable[[str], Site]) -> None:
        host = site("kettle-and-kite").host
        ran = process("sites", "add", host_url(host), "--allow-address", host, folder=home)
        assert ran.code == 2
        assert "give --timezone" in ran.sentence

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["https://x.example/", "--timezone", "Mars/Olympus"], "timezone: must be an IANA time zone"),
            (["https://x.example/", "--language", "Klingon"], "language: must be a BCP 47 tag"),
            (["https://x.example/", "--name", "My Site"], "name: must be of lower-case letters"),
            (["ftp://x.example/"], "is neither http nor https"),
            (["https://["], "is no address"),
        ],
    )
    def test_what_is_wrong_is_told_before_anything_is_asked(self, home: Path, words: list[str], said: str) -> None:
        ran = run("sites", "add", *words)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.sentence

    def test_an_address_inside_is_not_asked(self, home: Path, site: Callable[[str], Site], web: NewsWeb) -> None:
        before = len(web.requests)
        ran = process("sites", "add", host_url(site("hoshikuzu").host), folder=home)
        assert ran.code == 3
        assert "is not on the public internet" in ran.sentence
        assert len(web.requests) == before


class TestCheck:
    def test_every_site_of_the_news_web_gives_an_article(
        self, home: Path, declared: Path, allowed: list[str], web: NewsWeb
    ) -> None:
        ran = process("sites", "check", "--json", "--sites", declared, *allowed, folder=home)
        found = {verdict["site"]: verdict for verdict in ran.objects}
        assert ran.code == 0
        assert set(found) == {site.name for site in web.sites}
        assert all({"title", "body", "published"} <= set(verdict["found"]) for verdict in found.values())
        assert found["tomoshibi"]["links"] >= 4

    def test_a_site_without_an_answer_is_told_and_the_others_go_on(
        self, home: Path, declared: Path, allowed: list[str], web: NewsWeb
    ) -> None:
        gone = MINE.model_copy(
            update={"host": web.sites[0].host, "feeds": (f"http://{web.sites[0].host}/nothing-here",), "delay": 0.0}
        )
        write_sites(declared, [gone, web.sites[1]])
        ran = process("sites", "check", "--sites", declared, *allowed, folder=home)
        lines = {line.split()[0]: line for line in ran.out.splitlines()}
        assert ran.code == 3
        assert "none" in lines["mine"]
        assert "read" in lines[web.sites[1].name]
        assert "1 of 2 sites give an article" in ran.err

    def test_a_site_can_be_named(self, home: Path, declared: Path, allowed: list[str]) -> None:
        ran = process("sites", "check", "hoshikuzu", "--json", "--sites", declared, *allowed, folder=home)
        assert [verdict["site"] for verdict in ran.objects] == ["hoshikuzu"]


def host_url(host: str) -> str:
    return f"http://{host}/"


def test_a_user_without_a_home_has_the_working_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_config_path", nowhere)
    (home / "list.opml").write_text('<opml><body><outline xmlUrl="https://good.example/feed"/></body></opml>')
    assert run("sites", "import", "list.opml", "--language", "en", "--timezone", "UTC").code == 0
    assert len(load_sites(home / "sites.toml")) == 1
