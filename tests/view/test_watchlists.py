import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from aggregator.base.claims import WorkMention
from aggregator.base.errors import ConfigError
from aggregator.view.filters import Filters, Watched
from aggregator.view.reading import reading
from aggregator.view.schedule import of_releases, slots
from aggregator.view.watchlists import Found, Listed, find_watched, read_watchlist
from tests.store.made_up_facts import WORK, credit, facts, release
from tests.view.made_up import Shelf

MAL = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- made up -->
<myanimelist>
  <myinfo><user_export_type>1</user_export_type></myinfo>
  <anime><series_animedb_id>11</series_animedb_id><series_title><![CDATA[Hoshi no Sumika]]></series_title>
    <my_status>Watching</my_status></anime>
  <anime><series_animedb_id>12</series_animedb_id><series_title><![CDATA[Moss & Knight]]></series_title>
    <my_status>Dropped</my_status></anime>
  <manga><manga_mangadb_id>13</manga_mangadb_id><manga_title><![CDATA[Kumo]]></manga_title>
    <my_status>Reading</my_status></manga>
</myanimelist>
"""
TITLES = {"romaji": "Hoshi no Sumika", "english": None, "native": "星の住処"}
ANILIST = {
    "data": {
        "MediaListCollection": {
            "lists": [
                {
                    "name": "Watching",
                    "entries": [
                        {"status": "CURRENT", "media": {"id": 21, "idMal": 11, "title": TITLES, "synonyms": ["Stars"]}},
                        {"status": "DROPPED", "media": {"id": 22, "title": {"romaji": "Moss Knight"}}},
                    ],
                }
            ]
        }
    }
}


def kept(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def found(shelf: Shelf, path: Path) -> Found:
    with reading(shelf.path) as store:
        return find_watched(store, read_watchlist(path))


def test_a_list_written_by_hand(tmp_path: Path) -> None:
    text = 'title = "Mine"\nworks = ["Hoshi no Sumika"]\npeople = ["Aoi Kumo"]\nstudios = ["Studio Made Up"]\n'
    watchlist = read_watchlist(kept(tmp_path, "watch.toml", text))
    assert (watchlist.title, watchlist.works) == ("Mine", ("Hoshi no Sumika",))
    assert watchlist.people == ("Aoi Kumo", "Studio Made Up")


@pytest.mark.parametrize("pack", [str.encode, lambda text: gzip.compress(text.encode(), mtime=0)])
def test_an_export_of_myanimelist_without_what_was_dropped(tmp_path: Path, pack: Any) -> None:
    watchlist = read_watchlist(kept(tmp_path, "list.xml", pack(MAL)))
    assert watchlist.listed == (Listed(("Hoshi no Sumika",), (("mal", "11"),)), Listed(("Kumo",)))


def test_an_answer_of_anilist_without_what_was_dropped(tmp_path: Path) -> None:
    watchlist = read_watchlist(kept(tmp_path, "list.json", json.dumps(ANILIST)))
    names = ("Hoshi no Sumika", "星の住処", "Stars")
    assert watchlist.listed == (Listed(names, (("anilist", "21"), ("mal", "11"))),)


def test_an_export_of_anilist_has_numbers_alone(tmp_path: Path) -> None:
    told = {"lists": [{"series_id": 21, "status": 0}, {"series_id": 22, "status": 3}]}
    watchlist = read_watchlist(kept(tmp_path, "gdpr.json", json.dumps(told)))
    assert watchlist.listed == (Listed((), (("anilist", "21"),)),)


def test_a_list_may_name_other_lists_beside_it(tmp_path: Path) -> None:
    kept(tmp_path, "list.xml", MAL)
    watchlist = read_watchlist(kept(tmp_path, "watch.toml", 'works = ["Moss"]\nlists = ["list.xml"]'))
    assert (watchlist.works, len(watchlist.listed)) == (("Moss",), 2)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("watch.toml", 'work = ["x"]\npeople = 3', "work: no such key"),
        ("watch.toml", "works = [", "is no TOML"),
        ("watch.toml", 'lists = ["watch.toml"]', "is no list of MyAnimeList"),
        ("watch.toml", 'lists = ["nowhere.xml"]', "can't be read"),
        ("list.xml", "<rss/>", "is no export of MyAnimeList"),
        ("list.xml", "<myanimelist>", "is no XML"),
        ("list.json", "{", "is no JSON"),
        ("list.json", '{"data": {"Page": 1}}', "holds no list of AniList"),
        ("list.xml.gz", gzip.compress(b"<myanimelist/>", mtime=0)[:12], "can't be read"),
        ("notes.txt", b"\xff\xfe", "is no TOML"),
    ],
)
def test_a_wrong_file_is_one_sentence(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read_watchlist(kept(tmp_path, name, content))


def test_entities_of_a_list_are_not_expanded(tmp_path: Path) -> None:
    own = MAL.partition("?>")[2].replace("<![CDATA[Kumo]]>", "&a;")
    bomb = f"<!DOCTYPE x [<!ENTITY a 'Kumo'>]>{own}"
    watchlist = read_watchlist(kept(tmp_path, "list.xml", bomb))
    assert [entry.names for entry in watchlist.listed] == [("Hoshi no Sumika",)]


class TestFound:
    def test_names_in_any_spelling_and_those_that_nothing_is_known_of(self, shelf: Shelf, tmp_path: Path) -> None:
        shelf.put("one", facts=facts(credit("Aoi Kumo")))
        text = 'works = ["hoshi no SUMIKA", "Nothing"]\npeople = ["Kumo Aoi"]\nstudios = ["Nobody"]'
        result = found(shelf, kept(tmp_path, "watch.toml", text))
        assert (len(result.watched.works), len(result.watched.people)) == (1, 1)
        assert result.unknown == ["Nothing", "Nobody"]

    def test_an_imported_title_is_no_part_of_another(self, shelf: Shelf, tmp_path: Path) -> None:
        for title in (f"{WORK} Season 2", "Kumo no Ie"):
            shelf.put(title, facts=facts(works=(WorkMention(title=title),)))
        assert found(shelf, kept(tmp_path, "list.xml", MAL)).watched == Watched()

    def test_a_season_that_is_also_called_without_its_number_is_another_work(
        self, shelf: Shelf, tmp_path: Path
    ) -> None:
        shelf.put("one", facts=facts(works=(WorkMention(title=f"{WORK} Season 2"),)))
        shelf.run("INSERT INTO work_names SELECT id, ?, 'en', 'made up' FROM works", WORK)
        assert found(shelf, kept(tmp_path, "list.xml", MAL)).watched == Watched()
        second = MAL.replace("Hoshi no Sumika", "HOSHI NO SUMIKA 2nd Season")
        result = found(shelf, kept(tmp_path, "list.xml", second))
        assert (len(result.watched.works), result.absent) == (1, 1)

    def test_an_imported_number_finds_a_work_of_another_name(self, shelf: Shelf, tmp_path: Path) -> None:
        shelf.work("w1", "Unlike", [shelf.put("one")])
        shelf.run("INSERT INTO work_ids VALUES ('w1', 'anilist', '21')")
        told = {"lists": [{"series_id": 21, "status": 0}]}
        assert found(shelf, kept(tmp_path, "list.json", json.dumps(told))).watched == Watched(("w1",))

    def test_what_is_about_one_of_them_is_shown_and_nothing_else(self, shelf: Shelf, tmp_path: Path) -> None:
        shelf.put("of the work", facts=facts(release()))
        shelf.put("of the person", facts=facts(credit("Aoi Kumo", work="Other"), works=(WorkMention(title="Other"),)))
        shelf.put("of neither", facts=facts(works=(WorkMention(title="Third"),)))
        text = f'works = ["{WORK}"]\npeople = ["Aoi Kumo"]'
        watched = found(shelf, kept(tmp_path, "watch.toml", text)).watched
        assert shelf.titles(watched=watched) == ["of the person", "of the work"]
        assert shelf.titles(watched=watched, kinds=("cast",)) == []
        assert shelf.titles(watched=Watched()) == []

    def test_a_calendar_has_the_releases_of_a_watched_persons_works(self, shelf: Shelf, tmp_path: Path) -> None:
        shelf.put("staff", facts=facts(credit("Aoi Kumo")))
        shelf.put("dated", facts=facts(release("2031-07-03")))
        shelf.put("another", facts=facts(release("2031-08-03", work="Other"), works=(WorkMention(title="Other"),)))
        watched = found(shelf, kept(tmp_path, "watch.toml", 'people = ["Aoi Kumo"]')).watched
        with reading(shelf.path) as store:
            shown = list(slots(store, of_releases(store, Filters(watched=watched))))
        assert [slot.claim.edtf for slot in shown] == ["2031-07-03"]
