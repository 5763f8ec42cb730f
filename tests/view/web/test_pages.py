"""The pages as a browser gets them: what they say, what they refuse, and that nothing in them is active."""

import re
import sqlite3
from pathlib import Path

import lxml.html
import pytest

from aggregator.view.web import calendar, feeds
from aggregator.view.web.headers import policy
from aggregator.view.web.render import STATIC, asset
from tests.store.made_up_facts import facts, release
from tests.view.made_up import Shelf
from tests.view.web.world import HOSTILE, Reader, World, later

PATHS = (
    *("/", "/?language=ja", "/?kind=delay", "/?after={first}", "/stories.json", "/works", "/works.json"),
    *("/story/{story}", "/story/{story}.json", "/article/{alone}", "/article/{hostile}", "/article/{alone}.json"),
    *("/work/{work}", "/work/{work}.json", "/person/{person}", "/person/{person}.json", "/?work={work}"),
    *("/calendar", "/calendar?month=2027-01", "/calendar?season=2027-spring", "/calendar.json?month=2027-01"),
    *("/search", "/search?q=斎藤", "/search.json?q=lantern", "/sources", "/sources.json", "/changes", "/changes.json"),
    *("/feed.json", "/feed.json?work={work}", "/feed.atom", "/feed.rss?kind=delay", "/calendar.ics?event=premiere"),
)


def filled(path: str, world: World) -> str:
    return path.format(**{name: getattr(world, name) for name in World.__dataclass_fields__})


def text(page: str) -> str:
    """What a reader sees of a page's main part."""
    (main,) = lxml.html.document_fromstring(page).xpath("//main")
    return " ".join(main.text_content().split())


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_there(path: str, world: World, reader: Reader) -> None:
    answer = reader.get(filled(path, world))
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    if "html" in answer.headers["content-type"]:
        assert answer.headers["content-security-policy"] == policy(path, pictures=True)
    elif "json" in answer.headers["content-type"]:
        answer.json()


@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_an_empty_database_is_there_or_told_missing(path: str, world: World, empty) -> None:
    wanted = 404 if "{" in path and "?" not in path else 200
    assert Reader(empty).get(filled(path, world)).status_code == wanted


@pytest.mark.case(136)
@pytest.mark.parametrize("path", [path for path in PATHS if "json" not in path and "." not in path])
def test_nothing_in_a_page_is_active(path: str, world: World, reader: Reader) -> None:
    page = lxml.html.document_fromstring(reader.get(filled(path, world)).text)
    assert not page.xpath("//script | //style | //iframe | //object | //embed | //base | //@style")
    assert not [name for name in page.xpath("//@*/..") for name in name.attrib if name.startswith("on")]
    addresses = page.xpath("//@href | //@src | //@action")
    assert all(re.match(r"/|#|https?://|webcal://localhost/", address) for address in addresses)


@pytest.mark.case(136)
def test_the_policy_lets_no_script_run() -> None:
    assert "script-src" not in policy("/story/x", pictures=True)
    assert policy("/", pictures=True).startswith("default-src 'none'; style-src 'self'; img-src 'self' https:;")
    assert "https:" not in policy("/", pictures=False)


@pytest.mark.case(136)
def test_hostile_text_is_shown_as_it_is(world: World, reader: Reader) -> None:
    assert HOSTILE in text(reader.get(f"/article/{world.hostile}").text)


class TestAStory:
    def test_says_what_each_source_adds(self, world: World, reader: Reader) -> None:
        page = lxml.html.document_fromstring(reader.get(f"/story/{world.story}").text)
        first, second = page.xpath("//section[contains(@class, 'side')]")
        assert "10 January 2027, 25:30" in first.text_content()
        assert "April 2027" in second.text_content()
        assert "10 January" not in second.text_content()

    def test_marks_the_quotes_where_they_stand(self, world: World, reader: Reader) -> None:
        page = lxml.html.document_fromstring(reader.get(f"/story/{world.story}").text)
        marked = [mark.text for mark in page.xpath(f"//*[@id='a-{world.first}']//blockquote/mark")]
        assert "premieres on January 10, 2027 on Channel Kumo" in marked
        assert "斎藤 ひより voices Hina" in marked

    def test_tells_a_repeated_fact_from_a_new_one(self, tmp_path) -> None:
        from tests.view.made_up import Shelf
        from tests.view.web.world import BODY, first_facts

        shelf = Shelf(tmp_path / "news.db")
        articles = [shelf.put(f"Story {site}", site=site, body=BODY, facts=first_facts()) for site in ("one", "two")]
        story = shelf.story(*articles)
        shelf.store.close()
        page = lxml.html.document_fromstring(Reader(shelf.path).get(f"/story/{story}").text)
        marks = [set(page.xpath(f"//*[@id='a-{key}']//blockquote/mark/@class")) for key in articles]
        assert marks == [{"new"}, {"known"}]
        assert "Says what was said before it" in page.get_element_by_id(f"a-{articles[1]}").text_content()

    def test_never_shows_the_whole_article(self, world: World, reader: Reader) -> None:
        shown = reader.get(f"/story/{world.story}").text
        assert "announced last year" not in shown
        assert "More is to come" not in shown

    def test_leads_to_its_outlets_only(self, world: World, reader: Reader) -> None:
        page = lxml.html.document_fromstring(reader.get(f"/story/{world.story}").text)
        for link in page.xpath("//a[starts-with(@href, 'http')]"):
            assert "noreferrer" in link.get("rel")

    def test_an_article_of_a_story_leads_to_it(self, world: World, reader: Reader) -> None:
        answer = reader.get(f"/article/{world.second}")
        assert (answer.status_code, answer.headers["location"]) == (301, f"/story/{world.story}#a-{world.second}")


class TestTheFrontPage:
    def test_tells_what_is_new_and_who_tells_it(self, world: World, reader: Reader) -> None:
        said = text(reader.get("/").text)
        assert "Premiere 10 January 2027, 25:30 Channel Kumo, Japan" in said
        assert "Lantern Wire en ともしび通信 ja" in said

    def test_goes_on_behind_a_story(self, world: World, reader: Reader) -> None:
        said = text(reader.get(f"/?after={world.alone}").text)
        assert "Lantern of Rest opens" in said
        assert "quiet day" not in said

    def test_tells_days_in_the_readers_zone(self, world: World, reader: Reader) -> None:
        assert "Today, Wednesday 1 July" in text(reader.get("/").text)

    def test_shows_pictures_by_https_alone(self, tmp_path) -> None:
        from tests.view.made_up import Shelf

        shelf = Shelf(tmp_path / "news.db")
        for number, address in enumerate(
            ("https://a.example/1.png", "http://b.example/2.png", "http://127.0.0.1/3.png")
        ):
            article = shelf.put(f"Story {number}")
            shelf.run("UPDATE articles SET image = ? WHERE id = ?", address, article)
        page = lxml.html.document_fromstring(Reader(shelf.path).get("/").text)
        assert sorted(page.xpath("//img/@src")) == ["https://a.example/1.png", "https://b.example/2.png"]
        assert {(i.get("referrerpolicy"), i.get("loading")) for i in page.xpath("//img")} == {("no-referrer", "lazy")}


class TestTheCalendar:
    def test_shows_a_day_under_its_month(self, world: World, reader: Reader) -> None:
        page = lxml.html.document_fromstring(reader.get("/calendar?month=2027-01").text)
        assert page.xpath("//ol[@class='agenda']//time/@datetime") == ["2027-01-20"]

    def test_invents_no_day(self, world: World, reader: Reader) -> None:
        page = lxml.html.document_fromstring(reader.get("/calendar?month=2027-04").text)
        assert not page.xpath("//ol[@class='agenda']//time")
        assert page.xpath("//section[@class='loose']/h3/text()") == ["April 2027"]

    @pytest.mark.parametrize(
        ("query", "count"),
        [("platform=Tidepool", 1), ("platform=Other", 0), ("language=ja", 0), ("region=north-america", 1)],
    )
    def test_is_filtered(self, query: str, count: int, reader: Reader) -> None:
        assert len(reader.get(f"/calendar.json?month=2027-01&{query}").json()["releases"]) == count

    @pytest.mark.parametrize(
        "query", ["month=2027-13", "month=x", "season=2027-monsoon", "month=9999-12", "month=0000-01"]
    )
    def test_refuses_what_is_no_time(self, query: str, reader: Reader) -> None:
        answer = reader.get(f"/calendar?{query}")
        assert answer.status_code == 400
        assert "2027-winter" in answer.text

    def test_leads_on_where_a_page_is_full(self, reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
        monkeypatch.setattr(calendar, "MOST_WORKS", 2)
        shelf = Shelf(tmp_path / "news.db")
        for day in (3, 4, 4, 9):
            shelf.put("made up", facts=facts(release(f"2031-07-{day:02}", work=f"Work {shelf.count}"), works=()))
        shelf.store.close()
        path, shown = "/calendar?month=2031-07", []
        while path:
            page = lxml.html.document_fromstring(Reader(shelf.path).get(path).text)
            shown.append(page.xpath("//ol[@class='agenda']//time/@datetime"))
            path = next(iter(page.xpath("//p[@class='turn']/a/@href")), "")
        assert shown == [["2031-07-03"], ["2031-07-04"], ["2031-07-09"]]

    def test_tells_a_release_once_with_its_region_in_english(self, tmp_path: Path) -> None:
        shelf = Shelf(tmp_path / "news.db")
        shelf.put("one", facts=facts(release("2031-07-03")))
        shelf.put("two", facts=facts(release("2031-07-03", region="in ganz Japan", region_code="JP")))
        shelf.store.close()
        page = lxml.html.document_fromstring(Reader(shelf.path).get("/calendar?month=2031-07").text)
        told = page.xpath("//ul[@class='entries']//p[@class='by']")
        assert [one.text_content().split() for one in told] == [["Premiere", "Japan"]]


class TestTheCalendarFile:
    @pytest.mark.parametrize(
        ("query", "count"), [("", 3), ("platform=Tidepool", 1), ("language=ja", 1), ("event=finale", 0)]
    )
    def test_holds_what_the_page_is_filtered_by(self, query: str, count: int, reader: Reader) -> None:
        assert reader.get(f"/calendar.ics?{query}").text.count("BEGIN:VEVENT") == count

    def test_leaves_out_what_is_long_past(self, world: World) -> None:
        assert "BEGIN:VEVENT" not in Reader(world.path, now=later(400)).get("/calendar.ics").text

    def test_holds_those_that_come_first_where_there_are_many(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(feeds, "EVENTS", 2)
        shelf = Shelf(tmp_path / "news.db")
        for day in ("2031-07-09", "2031-07-04", "2026-01-01", "2031-07-05"):
            work = f"Work {shelf.count % 3}"  # the first and last are one's: the calendar reads whole works
            shelf.put("made up", facts=facts(release(day, work=work, event=f"event {shelf.count}"), works=()))
        shelf.store.close()
        said = Reader(shelf.path).get("/calendar.ics").text
        assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", said) == ["20310704", "20310705"]

    def test_is_subscribed_to_at_the_address_that_was_asked(self, reader: Reader) -> None:
        page = lxml.html.document_fromstring(reader.get("/calendar?region=JP", host="localhost:8001").text)
        (link,) = page.xpath("//a[@class='subscribe']/@href")
        assert link == "webcal://localhost:8001/calendar.ics?region=JP"


class TestAWork:
    def test_tells_its_timeline_its_makers_and_its_names(self, world: World, reader: Reader) -> None:
        said = text(reader.get(f"/work/{world.work}").text)
        assert "Premiere: 10 January 2027, 25:30 Channel Kumo, Japan replaced Lantern Wire" in said
        assert "Premiere: April 2027 delayed before: 10 January 2027 ともしび通信" in said
        assert "Director 雲あおい Aoi Kumo" in said
        assert "as Hina 斎藤 ひより" in said
        assert "Lantern of Rest en" in said

    def test_draws_a_row_a_date(self, world: World, reader: Reader) -> None:
        page = lxml.html.document_fromstring(reader.get(f"/work/{world.work}").text)
        assert [len(svg.xpath(".//rect[@class='span']")) for svg in page.xpath("//svg")] == [3, 3]
        assert "Premiere: April 2027" in page.xpath("//svg[1]//text[@class='label']/text()")


def test_a_person_has_the_works_with_the_parts_in_them(world: World, reader: Reader) -> None:
    assert "葬りの灯台 Voice as Hina" in text(reader.get(f"/person/{world.person}").text)


def test_the_search_finds_two_characters_and_marks_them(world: World, reader: Reader) -> None:
    page = lxml.html.document_fromstring(reader.get("/search?q=斎藤").text)
    assert "斎藤" in page.xpath("//p[@class='passage']/mark/text()")


def test_the_search_offers_what_is_called_so(world: World, reader: Reader) -> None:
    page = lxml.html.document_fromstring(reader.get("/search?q=斎藤").text)
    assert page.xpath("//ul[@class='named']//a/@href") == [f"/person/{world.person}"]


class TestWhatIsRefused:
    @pytest.mark.parametrize("path", ["/story/zzz", "/work/zzz", "/person/zzz", "/article/zzz", "/no", "/feed.exe"])
    def test_what_is_not_there(self, path: str, reader: Reader) -> None:
        answer = reader.get(path)
        assert answer.status_code == 404
        assert "There is no" in answer.text

    @pytest.mark.case(136)
    def test_another_method(self, reader: Reader) -> None:
        assert reader.get("/", method="POST").status_code in (403, 405)

    @pytest.mark.case(136)
    @pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8001"])
    def test_another_name_for_this_machine(self, host: str, world: World) -> None:
        guarded = Reader(world.path, hosts=frozenset({"localhost", "127.0.0.1", "::1"}))
        assert guarded.get("/", host=host).status_code == 421

    @pytest.mark.parametrize("host", ["localhost", "localhost:8001", "127.0.0.1:8001", "[::1]:8001"])
    def test_not_its_own(self, host: str, world: World) -> None:
        guarded = Reader(world.path, hosts=frozenset({"localhost", "127.0.0.1", "::1"}))
        assert guarded.get("/sources", host=host).status_code == 200


class TestDatasettesOwnPages:
    def test_are_there_for_sql(self, reader: Reader) -> None:
        rows = reader.get("/data.json?sql=select+count(*)+as+n+from+articles&_shape=array").json()
        assert rows == [{"n": 4}]

    @pytest.mark.case(135)
    @pytest.mark.parametrize(
        "sql",
        [
            "delete from articles",
            "attach 'x.db' as x",
            "select printf('%.*c', 300000000, 'x')",
            "pragma user_version = 9999",
            "select load_extension('x')",
            "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t",
        ],
    )
    def test_can_neither_write_nor_take_all_memory(self, sql: str, world: World, reader: Reader, capfd) -> None:
        assert reader.get("/data.json", params={"sql": sql}).status_code == 400
        with sqlite3.connect(world.path) as connection:
            assert connection.execute("SELECT count(*) FROM articles").fetchone() == (4,)

    def test_a_mistake_is_told_without_a_traceback(self, reader: Reader, capfd) -> None:
        answer = reader.get("/data?sql=selec")
        assert answer.status_code == 400
        assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", STATIC)
def test_what_pages_bring_along_may_be_kept_for_good(name: str, reader: Reader) -> None:
    answer = reader.get(asset(name))
    assert answer.headers["cache-control"].endswith("immutable")
    assert answer.headers["content-type"] == STATIC[name]


def test_a_page_is_small(world: World, reader: Reader) -> None:
    assert len(reader.get("/").content) + len(reader.get(asset("style.css")).content) < 200_000


def test_sources_are_also_those_that_nobody_crawls(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "news.db")
    shelf.put("given", site="elsewhere")
    shelf.store.close()
    assert "elsewhere not crawled Articles 1" in text(Reader(shelf.path).get("/sources").text)


def test_words_that_stand_nowhere_together_are_offered_apart(reader: Reader) -> None:
    page = lxml.html.document_fromstring(reader.get("/search?q=lantern+%22zzz").text)
    assert page.xpath("//div[@class='nothing']//a/@href") == ["/search?q=lantern", "/search?q=%22zzz"]


def test_the_sources_tell_how_they_are(world: World, reader: Reader) -> None:
    said = text(reader.get("/sources").text)
    assert "Lantern Wire en lantern-wire.example not crawled Articles 2 Newest 6 hours ago Asked never" in said
