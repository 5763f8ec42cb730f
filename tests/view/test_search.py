import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregator.view import search as module
from aggregator.view.filters import Filters, resolve
from aggregator.view.reading import Skipped, reading
from aggregator.view.search import Found, search
from tests.shared import SHARED, needs_shared
from tests.view.made_up import START, Shelf


def find(shelf: Shelf, query: str, limit: int = 20, **filters: object) -> Found:
    with reading(shelf.path) as store:
        condition = resolve(store, Filters(**filters))  # type: ignore[arg-type]
        return search(store, query, condition, Skipped(), limit=limit)


def found(shelf: Shelf, query: str, limit: int = 20, **filters: object) -> list[str]:
    return [hit.entry.title for hit in find(shelf, query, limit, **filters).hits]


LIBRARY = {
    "wind": {"title": "Sky of Winds Season 2 Reveals First Trailer", "body": "It opens in January on Example TV."},
    "cafe": {"title": "Café Étoile sets its premiere", "body": "Señor Muñoz writes the naïve übermensch's résumé."},
    "umlaut": {"title": "Die Brücke über den Fluß startet im Frühjahr", "summary": "Ein erfundener Titel."},
    "sora": {"title": "風の空 第2期のティザーPVが公開", "body": "主演は斎藤みなと。音楽は星野ひかるが担当する。"},
    "katakana": {"title": "アニメ「ルミナス・アーカイブ」放送決定", "body": "ガラスの塔を舞台にした物語。"},
    "hangul": {"title": "바람의 하늘 2기 예고편 공개", "body": "만든 이야기다."},
    "numbers": {"title": "Unit 86-X dated 2027/04/05", "body": "C++ and .hack and 3-gatsu are names too."},
    "width": {"title": "ＦＵＬＬ width ﾊﾝｶｸ", "body": "①と㈱も。"},
    "dots": {"title": "Don't Cry, Mr. O'Hara!", "body": "rock'n'roll"},
    "cyrillic": {"title": "Ветер неба: второй сезон", "body": "Ёлка."},
}

RECALL = [
    ("sky winds", "wind"),
    ("SKY OF WINDS", "wind"),
    ("trail", "wind"),
    ('"season 2"', "wind"),
    ("cafe etoile", "cafe"),
    ("CAFÉ", "cafe"),
    ("munoz", "cafe"),
    ("Übermensch", "cafe"),
    ("resume", "cafe"),
    ("bruecke", None),
    ("brucke", "umlaut"),
    ("brücke fluß", "umlaut"),
    ("風の空", "sora"),
    ("風", "sora"),
    ("斎藤", "sora"),
    ("齋藤", None),
    ("星野ひかる", "sora"),
    ("ひかる", "sora"),
    ("空の風", None),
    ("ティザー pv", "sora"),
    ("第2期", "sora"),
    ("ルミナス", "katakana"),
    ("ルミナスアーカイブ", "katakana"),
    ("ミナスアーカイ", "katakana"),
    ("ルミナスクアーカイブ", None),
    ("ルミナス・アーカイブ", "katakana"),
    ("カラス", None),
    ("ガラス", "katakana"),
    ("ｶﾞﾗｽ", "katakana"),
    ("바람", "hangul"),
    ("하늘 예고편", "hangul"),
    ("86", "numbers"),
    ("2027", "numbers"),
    ("gatsu", "numbers"),
    ("full", "width"),
    ("ハンカク", "width"),
    ("don't cry", "dots"),
    ("O'Hara", "dots"),
    ("ветер", "cyrillic"),
    ("ёлка", "cyrillic"),
    ("塔の物語", None),
    ("塔 物語", "katakana"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("library") / "made-up.db")
    for values in LIBRARY.values():
        shelf.put(**values)  # type: ignore[arg-type]
    return shelf


@pytest.mark.parametrize(("query", "expected"), RECALL, ids=[query for query, _ in RECALL])
def test_recall(library: Shelf, query: str, expected: str | None) -> None:
    assert found(library, query) == ([LIBRARY[expected]["title"]] if expected else [])


def test_title_weighs_more_than_body(shelf: Shelf) -> None:
    shelf.put("Winds rise", body="other words here")
    shelf.put("Something else", body="winds winds winds")
    assert found(shelf, "winds") == ["Winds rise", "Something else"]


def test_among_equals_the_newest_comes_first(shelf: Shelf) -> None:
    for n in range(150):
        shelf.put(
            "the very same title", url=f"https://lantern-wire.example/{n}", at=START + timedelta(hours=n * 7 % 150)
        )
    times = [hit.entry.sorted_at for hit in find(shelf, "same title", limit=5).hits]
    assert times == sorted((entry.sorted_at for entry in shelf.listed()), reverse=True)[:5]


def test_names_of_works_are_searched(shelf: Shelf) -> None:
    shelf.put("A title without the name")
    docid = shelf.listed()[0].docid
    shelf.run(
        "INSERT INTO search (search, rowid, title, summary, body, names) VALUES ('delete', ?, ?, '', '', '')",
        docid,
        "A title without the name",
    )
    shelf.run(
        "INSERT INTO search (rowid, title, summary, body, names) VALUES (?, ?, '', '', ?)",
        docid,
        "A title without the name",
        "Kaze no Sora",
    )
    assert found(shelf, "kaze sora") == ["A title without the name"]


def test_filters_narrow_a_search(shelf: Shelf) -> None:
    for n in range(30):
        shelf.put(f"winds {n}", site="echo-reef")
    shelf.put("a long title that happens to hold the winds among many other words", site="kettle")
    assert found(shelf, "winds", limit=1, sites=("kettle",)) == [shelf.listed()[0].title]


def test_a_rare_filter_looks_beyond_the_best(shelf: Shelf) -> None:
    for n in range(130):
        shelf.put(f"winds winds {n}", site="echo-reef")
    shelf.put("many other words come before the winds", site="kettle")
    assert len(found(shelf, "winds", limit=1, sites=("kettle",))) == 1


def test_a_copy_stands_behind_its_original(shelf: Shelf) -> None:
    shelf.copy(shelf.put("winds", body="b"), shelf.put("winds rise", site="kettle"))
    assert found(shelf, "winds") == ["winds"]
    assert found(shelf, "rise") == ["winds rise"]
    assert sorted(found(shelf, "winds", copies=True)) == ["winds", "winds rise"]


class TestCap:
    @pytest.fixture(autouse=True)
    def few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MAX_RANKED", 10)

    def test_so_many_are_ranked_whole(self, shelf: Shelf) -> None:
        for n in range(10):
            shelf.put(f"winds{' and more' * n}")
        result = find(shelf, "winds", limit=1)
        assert (result.capped, result.hits[0].entry.title) == (False, "winds")

    def test_of_more_the_newest_are_ranked(self, shelf: Shelf) -> None:
        shelf.put("winds")
        for n in range(10):
            shelf.put(f"many other words and the winds {n}")
        result = find(shelf, "winds")
        assert (result.capped, len(result.hits)) == (True, 10)
        assert "winds" not in [hit.entry.title for hit in result.hits]

    def test_a_last_word_that_begins_too_many_others_stands_for_itself(self, shelf: Shelf) -> None:
        shelf.put("a wind")
        for n in range(11):
            shelf.put(f"windmill {n}")
        result = find(shelf, "wind")
        assert ([hit.entry.title for hit in result.hits], result.capped) == (["a wind"], False)

    def test_a_beginning_that_is_no_word_finds_the_newest_of_its_words(self, shelf: Shelf) -> None:
        for n in range(11):
            shelf.put(f"windmill {n}")
        result = find(shelf, "windm")
        assert (len(result.hits), result.capped) == (10, True)


@pytest.mark.parametrize("query", ["", " ", "!!!", '""', "*", "…", "😀", "()", "-", "\u3000", "\u0301"])
def test_nothing_to_search_for(shelf: Shelf, query: str) -> None:
    shelf.put("a")
    result = find(shelf, query)
    assert (result.hits, result.searched) == ((), False)


HOSTILE = [
    *('"', "NEAR(", "title:winds", "winds*", "-winds", "winds OR", "AND", "NOT winds", "'; DROP TABLE articles; --"),
    *("winds^2", "{title}", "a" * 10_000, '"' * 999, "(" * 999, "\x00winds", "winds\ud800", "w\u0301inds", "_", "a_b"),
    *("あ い う え お " * 200, '"あ a い b う c え d"', "ー", "々", "𠮷野", "½", "ﬁ", "İstanbul", "ẞ"),
]


@pytest.mark.case(94)
@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_break_nothing(library: Shelf, query: str) -> None:
    assert isinstance(find(library, query), Found)


@pytest.mark.case(94)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.text(max_size=40))
def test_any_text_is_a_query(library: Shelf, query: str) -> None:
    assert isinstance(find(library, query), Found)


@pytest.mark.case(94, 96)
@needs_shared
def test_naughty_strings_are_queries(library: Shelf) -> None:
    for string in json.loads((SHARED / "corpora/naughty-strings/blns.json").read_text(encoding="utf-8")):
        assert isinstance(find(library, string), Found)


@pytest.mark.case(96)
@needs_shared
def test_naughty_strings_are_found_by_themselves(shelf: Shelf) -> None:
    strings = json.loads((SHARED / "corpora/naughty-strings/blns.json").read_text(encoding="utf-8"))
    keys = {string: shelf.put(string, canonical_url=f"https://e.example/{n}") for n, string in enumerate(strings)}
    missed = [
        string
        for string, key in keys.items()
        if (result := find(shelf, string, limit=600)).searched and key not in {hit.entry.id for hit in result.hits}
    ]
    assert missed == []
