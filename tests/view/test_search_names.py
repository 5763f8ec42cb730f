"""Works are found by every name, whatever the article calls them: forty queries, written before any was tried."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aggregator.base.claims import Facts, WorkMention
from aggregator.base.records import Article
from aggregator.crawl.path import Reading, forget_article, store_reading
from aggregator.store.database import Store
from aggregator.store.search_index import enter_names
from aggregator.view.filters import Filters, resolve
from aggregator.view.reading import Skipped
from aggregator.view.search import search

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
Told = tuple[str, str, str, tuple[WorkMention, ...]]


def work(title: str, *aliases: str) -> WorkMention:
    return WorkMention(title=title, aliases=aliases)


LIBRARY: dict[str, Told] = {
    "en": (
        "en",
        "Sky of Lost Winds Season 2 Reveals Trailer",
        "The second season opens in January.",
        (work("Sky of Lost Winds Season 2", "Ushinawareta Kaze no Sora 2nd Season", "失われた風の空 第2期"),),
    ),
    "ja": (
        "ja",
        "「失われた風の空 第2期」キービジュアル公開",
        "斎藤みなとが主演を務める。",
        (work("失われた風の空 第2期"),),
    ),
    "es": (
        "es",
        "«Ushinawareta Kaze no Sora 2nd Season» llegará en enero",
        "La canción es de Íñigo Peñalver.",
        (work("Ushinawareta Kaze no Sora 2nd Season"),),
    ),
    "fr": ("fr", "L'été des lucioles : une date", "Le film sort à l'été.", (work("L'été des lucioles", "蛍の夏休み"),)),
    "de": ("de", "Zwölf Brücken über den Fluß", "Die Serie läuft im Frühjahr.", (work("Zwölf Brücken", "十二橋物語"),)),
    "kana": (
        "en",
        "Moonlit Parade Gets Anime",
        "The comedy by Kureha Ōtsuki becomes a series.",
        (work("Moonlit Parade", "ムーンリットパレードのひみつのおはなし", "Gekkō Parēdo"),),
    ),
    "long": (
        "ja",
        "ソウゾウノクニノアリアドネ放送決定",
        "春に始まる。",
        (work("ソウゾウノクニノアリアドネ", "Ariadne in Dreamland"),),
    ),
    "vowels": (
        "en",
        "Yūgure Tantei Kyōkai Casts Four",
        "More voices.",
        (work("Yūgure Tantei Kyōkai", "Twilight Detectives"),),
    ),
    "korean": ("ko", "별빛의 저택 2기 제작 결정", "가을에 방송.", (work("별빛의 저택", "Starlight Manor"),)),
    "other": ("en", "Sky Harbor Season 2 Announced", "Another trailer of another sky.", (work("Sky Harbor Season 2"),)),
}

QUERIES: list[tuple[str, set[str]]] = [
    ("Sky of Lost Winds", {"en", "ja", "es"}),
    ("sky of lost winds season 2", {"en", "ja", "es"}),
    ("失われた風の空", {"en", "ja", "es"}),
    ("失わ", {"en", "ja", "es"}),
    ("風の空 第2期", {"en", "ja", "es"}),
    ("Ushinawareta Kaze no Sora", {"en", "ja", "es"}),
    ("ushinawareta kaze", {"en", "ja", "es"}),
    ("lost winds trailer", {"en"}),
    ("失われた風の空 trailer", {"en"}),
    ("失われた風の空 斎藤", {"ja"}),
    ("Sky of Lost Winds 斎藤みなと", {"ja"}),
    ('"lost winds" january', {"en"}),
    ("enero ushinawareta", {"es"}),
    ("斎藤", {"ja"}),
    ("斎藤みなと", {"ja"}),
    ("Iñigo penalver", {"es"}),
    ("PEÑALVER", {"es"}),
    ("cancion", {"es"}),
    ("été des lucioles", {"fr"}),
    ("ETE DES LUCIOLES", {"fr"}),
    ("蛍の夏休み", {"fr"}),
    ("蛍の", {"fr"}),
    ("夏休み", {"fr"}),
    ("zwolf brucken", {"de"}),
    ("十二橋", {"de"}),
    ("十二橋物語", {"de"}),
    ("十二橋物語 frühjahr", {"de"}),
    ("ムーンリットパレードのひみつのおはなし", {"kana"}),
    ("ムーンリット", {"kana"}),
    ("ひみつのおはなし", {"kana"}),
    ("Gekkou Pareedo", set()),
    ("gekko paredo", {"kana"}),
    ("Gekkō Parēdo", {"kana"}),
    ("otsuki kureha", {"kana"}),
    ("ソウゾウノクニ", {"long"}),
    ("Ariadne in Dreamland", {"long"}),
    ("yugure tantei kyokai", {"vowels"}),
    ("Yuugure Tantei Kyoukai", {"vowels"}),
    ("twilight detectives", {"vowels"}),
    ("Starlight Manor", {"korean"}),
]


def put(store: Store, name: str, told: Told) -> None:
    language, title, body, works = told
    url = f"https://{name}.example/1"
    article = Article(url=url, canonical_url=url, site=name, language=language, title=title, body=body)
    store_reading(store, Reading(article, Facts(works=works), None), zone=ZoneInfo("UTC"), now=NOW)


def found(store: Store, query: str) -> set[str]:
    hits = search(store, query, resolve(store, Filters()), Skipped(), limit=20).hits
    return {hit.entry.site for hit in hits}


def save(store: Store, *names: str, **changed: Told) -> None:
    for name in (*names, *changed):
        with store.write():
            put(store, name, changed.get(name) or LIBRARY[name])


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("library") / "news.db") as opened:
        save(opened, *LIBRARY)
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "news.db") as opened:
        yield opened


def test_there_are_forty() -> None:
    assert len({query for query, _ in QUERIES}) == 40


@pytest.mark.parametrize(("query", "sites"), QUERIES)
def test_finds(library: Store, query: str, sites: set[str]) -> None:
    assert found(library, query) == sites


def test_the_search_is_sound(library: Store) -> None:
    library.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    library.execute("INSERT INTO search_names (search_names) VALUES ('integrity-check')")


def test_a_name_that_another_article_tells_finds_the_former_ones(store: Store) -> None:
    save(store, "ja")
    assert found(store, "Ushinawareta") == set()
    save(store, "en")
    assert found(store, "Ushinawareta") == {"ja", "en"}
    forget_article(store, "https://en.example/1", now=NOW)
    assert found(store, "Ushinawareta") == set()
    assert found(store, "失われた風") == {"ja"}


def test_a_changed_article_is_found_by_its_new_work(store: Store) -> None:
    save(store, "fr")
    save(store, fr=("fr", "Une autre série", "Rien de l'autre.", (work("Une autre série", "別の作品"),)))
    assert found(store, "蛍の夏休み") == set()
    assert found(store, "別の作品") == {"fr"}
    assert found(store, "lucioles") == set()


def test_an_imported_name_is_found(store: Store) -> None:
    save(store, "korean")
    with store.write():
        (row,) = store.rows("SELECT id FROM works")
        store.execute("INSERT INTO work_names VALUES (?, '星あかりの館', 'ja', 'a list')", (row["id"],))
        enter_names(store, [row["id"]])
    assert found(store, "星あかり") == {"korean"}


def test_a_word_that_names_many_works_is_no_name(store: Store) -> None:
    save(store, **{f"s{n}": ("en", f"Report {n}", "Nothing.", (work(f"House {chr(97 + n)}"),)) for n in range(8)})
    assert found(store, "house") == set()
    assert found(store, "house c") == {"s2"}


@pytest.mark.parametrize(
    "query", ['"', "names:x", 'a" OR "b', "( AND )", "NEAR(a b)", "-", "x*y", "\x00", '"蛍" AND (']
)
def test_no_query_fails(library: Store, query: str) -> None:
    found(library, query)
