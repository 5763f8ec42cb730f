"""Nothing real is named: outlets, works, people, studios, stations and services are all made up."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from aggregator.base.text import comparable
from aggregator.demo.content import load_outlets
from aggregator.demo.newsroom import build_houses
from tests.shared import SHARED, needs_shared

REAL = [
    *(
        "Anime News Network",
        "MyAnimeList",
        "Crunchyroll",
        "Anime Corner",
        "Natalie",
        "ナタリー",
        "アニメ！アニメ！",
        "MANTAN",
    ),
    *(
        "Oricon",
        "オリコン",
        "Otaku USA",
        "Anime2You",
        "Sumikai",
        "AnimeLand",
        "Ramen Para Dos",
        "Somoskudasai",
        "Netflix",
    ),
    *("Amazon", "Prime Video", "HIDIVE", "Disney", "Hulu", "ABEMA", "U-NEXT", "dアニメ", "Bilibili", "Wakanim", "ADN"),
    *(
        "Tokyo MX",
        "TOKYO MX",
        "AT-X",
        "BS11",
        "NHK",
        "TV Tokyo",
        "テレビ東京",
        "フジテレビ",
        "Fuji TV",
        "TBS",
        "MBS",
        "日本テレビ",
    ),
    *(
        "Ghibli",
        "ジブリ",
        "MAPPA",
        "Bones",
        "Madhouse",
        "Kyoto Animation",
        "京都アニメーション",
        "Toei",
        "東映",
        "Sunrise",
    ),
    *(
        "Aniplex",
        "アニプレックス",
        "Kadokawa",
        "KADOKAWA",
        "Kodansha",
        "講談社",
        "Shueisha",
        "集英社",
        "Shogakukan",
        "小学館",
    ),
    *("Viz", "Yen Press", "Seven Seas", "GKIDS", "Selecta", "Norma Editorial", "Glénat", "Kana", "Kazé", "peppermint"),
    *(
        "Miyazaki",
        "宮崎駿",
        "Shinkai",
        "新海誠",
        "Hosoda",
        "細田守",
        "Anno",
        "庵野",
        "Takahata",
        "高畑",
        "Otomo",
        "大友",
    ),
    *("Nintendo", "PlayStation", "Xbox", "Steam", "Twitter", "Wikipedia"),
]
ORIGINS = {outlet.name: f"http://{outlet.name}.example" for outlet, _ in load_outlets()}


@pytest.fixture(scope="module")
def words() -> str:
    houses = [build_houses(datetime(2031, 5, 14, tzinfo=UTC), day, ORIGINS) for day in (1, 2)]
    found = [f"{house.outlet.title} {house.outlet.tagline}" for house in houses[0].values()]
    for house in (house for day in houses for house in day.values()):
        for piece in house.pieces:
            found += [piece.title, piece.summary, piece.image_alt, *piece.authors, *piece.tags]
            found += [line for block in piece.blocks for line in block.lines]
    return "\n".join(found)


@pytest.mark.parametrize("name", REAL)
def test_no_real_outlet_company_or_person_is_named(words: str, name: str) -> None:
    padded = f" {''.join(c if c.isalnum() else ' ' for c in words)} "
    plain = "".join(c if c.isalnum() else " " for c in name)
    assert (f" {plain} " if name.isascii() else plain) not in padded


@needs_shared
def test_no_real_work_has_one_of_the_titles() -> None:
    items = json.loads(gzip.decompress((SHARED / "real" / "titles" / "bangumi-data.json.gz").read_bytes()))["items"]
    real = {comparable(item["title"]) for item in items}
    real |= {comparable(name) for item in items for names in item.get("titleTranslate", {}).values() for name in names}
    ours = {comparable(tag) for _, sources in load_outlets() for source in sources for tag in source.tags}
    assert ours & real == set()


def test_the_trailers_ids_are_clearly_made_up() -> None:
    videos = {video for _, sources in load_outlets() for source in sources for video in source.videos}
    assert videos
    assert all(video.startswith("DEMO_") and len(video) == 11 for video in videos)
