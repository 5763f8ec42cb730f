from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from babel import Locale

from aggregator.base.vocabulary import table
from aggregator.facts.names.gazetteer import Platform, Region, Studio, fold, platforms, regions, studios

KINDS = {"broadcaster", "streaming", "magazine", "publisher", "distributor", "licensor", "retailer", "block"}
GROUPS = set(table("regions")["groups"])
COUNTRIES = {code for code in Locale("en").territories if code.isalpha()} - {"EU", "EZ", "UN", "XA", "XB", "XK", "ZZ"}
LANGUAGES: dict[str, dict[str, dict[str, list[str]]]] = table("regions")["languages"]
IDS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def entries(name: str) -> list[tuple[str, list[str]]]:
    data: dict[str, Any] = table(name)
    tables = [group["names"] for group in data["group"]] if "group" in data else [data["names"]]
    return [entry for names in tables for entry in names.items()]


def twice(values: Iterable[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]


def folded(names: Iterable[str]) -> set[str]:
    return {fold(name) for name in names}


@pytest.mark.parametrize("name", ["platforms", "studios"])
class TestNames:
    def test_ids_are_unique_and_well_formed(self, name: str) -> None:
        ids = [key for key, _ in entries(name)]
        assert not twice(ids)
        assert not [key for key in ids if not IDS.fullmatch(key)]

    def test_a_name_stands_once(self, name: str) -> None:
        assert not twice(spelling.lower() for _, names in entries(name) for spelling in names)
        assert not twice(one for _, names in entries(name) for one in folded(names))

    def test_names_have_letters(self, name: str) -> None:
        assert not [spelling for _, names in entries(name) for spelling in names if len(fold(spelling)) < 2]
        assert not [key for key, names in entries(name) if not names]

    def test_names_are_trimmed(self, name: str) -> None:
        assert not [spelling for _, names in entries(name) for spelling in names if spelling != spelling.strip()]

    def test_common_names_are_names(self, name: str) -> None:
        common = table(name)["common"]
        assert not twice(map(fold, common))
        assert folded(common) <= {fold(spelling) for _, names in entries(name) for spelling in names}


def test_kinds_and_regions_of_platforms_are_of_the_closed_lists() -> None:
    for platform in platforms().values():
        assert platform.kinds
        assert set(platform.kinds) <= KINDS
        assert not twice(platform.kinds)
        assert platform.region in GROUPS | COUNTRIES, platform


@pytest.mark.parametrize(
    ("name", "key", "kind", "region", "common"),
    [
        ("TOKYO MX", "tokyo-mx", "broadcaster", "JP", False),
        ("東京MX", "tokyo-mx", "broadcaster", "JP", False),
        ("TOKYO MX1", "tokyo-mx", "broadcaster", "JP", False),
        ("ＡＴ－Ｘ", "at-x", "broadcaster", "JP", False),
        ("テレ東", "tv-tokyo", "broadcaster", "JP", False),
        ("BSテレ東", "bs-tv-tokyo", "broadcaster", "JP", False),
        ("メ〜テレ", "nagoya-tv", "broadcaster", "JP", False),
        ("ABC", "asahi-broadcasting", "broadcaster", "JP", True),
        ("ABCテレビ", "asahi-broadcasting", "broadcaster", "JP", False),
        ("noitaminA", "noitamina", "block", "JP", False),
        ("Amazon Prime Video", "prime-video", "streaming", "world", False),
        ("Prime Vidéo", "prime-video", "streaming", "world", False),
        ("Disney Plus", "disney-plus", "streaming", "world", False),
        ("d Anime Store", "d-anime-store", "streaming", "JP", False),
        ("ABEMA", "abema", "streaming", "JP", False),
        ("Max", "hbo-max", "streaming", "world", True),
        ("HBO Max", "hbo-max", "streaming", "world", False),
        ("Hulu", "hulu", "streaming", "US", True),
        ("ADN", "adn", "streaming", "FR", True),
        ("AoD", "anime-on-demand", "streaming", "DE", False),
        ("VVVVID", "vvvvid", "streaming", "IT", False),
        ("週刊少年ジャンプ", "weekly-shonen-jump", "magazine", "JP", False),
        ("Weekly Shōnen Jump", "weekly-shonen-jump", "magazine", "JP", False),
        ("少年ジャンプ＋", "shonen-jump-plus", "magazine", "JP", False),
        ("Young Animal Zero", "young-animal-zero", "magazine", "JP", False),
        ("Manga Time Kirara", "manga-time-kirara", "magazine", "JP", False),
        ("講談社", "kodansha", "publisher", "JP", False),
        ("Glenat", "glenat", "publisher", "FR", False),
        ("Carlsen Manga", "carlsen", "publisher", "DE", False),
        ("Star Comics", "star-comics", "publisher", "IT", False),
        ("Norma Editorial", "norma-editorial", "publisher", "ES", False),
        ("NewPOP", "newpop", "publisher", "BR", False),
        ("Devir", "devir", "publisher", "BR", True),
        ("peppermint anime", "peppermint-anime", "distributor", "DE", False),
        ("@Anime", "at-anime", "licensor", "FR", False),
        ("Sentai Filmworks", "sentai-filmworks", "licensor", "US", False),
        ("Aniplex of America", "aniplex-of-america", "licensor", "US", False),
        ("東宝", "toho", "distributor", "JP", False),
        ("Sato Company", "sato-company", "distributor", "BR", False),
        ("Selecta Visión", "selecta-vision", "licensor", "ES", False),
    ],
)
def test_platforms(name: str, key: str, kind: str, region: str, common: bool) -> None:
    found = platforms()[fold(name)]
    assert (found.id, found.region, found.common) == (key, region, common)
    assert kind in found.kinds


def test_a_platform_may_be_several_things() -> None:
    kinds = ("streaming", "licensor", "distributor")
    assert platforms()[fold("Crunchyroll")] == Platform("crunchyroll", kinds, common=False, region="world")


@pytest.mark.parametrize("name", ["Canal", "Anime", "Manga", "TV", "Jump", "the", "テレビ", "アニメ", "Shonen"])
def test_what_is_no_platform(name: str) -> None:
    found = platforms().get(fold(name))
    assert found is None or found.common


@pytest.mark.parametrize(
    ("name", "key", "common"),
    [
        ("Bones", "bones", True),
        ("Studio BONES", "bones", False),
        ("ボンズ", "bones", False),
        ("Production I.G", "production-ig", False),
        ("京都アニメーション", "kyoto-animation", False),
        ("KyoAni", "kyoto-animation", False),
        ("エイトビット", "8bit", False),
        ("C2C", "c2c", False),
        ("P.A. WORKS", "pa-works", False),
        ("ufotable", "ufotable", False),
        ("Mappa", "mappa", False),
        ("WIT STUDIO", "wit-studio", False),
        ("Trigger", "trigger", True),
        ("Shaft", "shaft", True),
        ("Nexus", "nexus", True),
        ("Diomedea", "diomedea", True),
        ("動画工房", "doga-kobo", False),
        ("Studio 4℃", "studio-4c", False),
        ("Production +h.", "production-plus-h", False),
    ],
)
def test_studios(name: str, key: str, common: bool) -> None:
    assert studios()[fold(name)] == Studio(key, common)


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
class TestRegions:
    def test_codes_are_of_the_closed_lists(self, tag: str) -> None:
        assert {region.code for region in regions(tag).values()} <= GROUPS | COUNTRIES

    def test_a_word_has_one_meaning_in_a_form(self, tag: str) -> None:
        for form, words in LANGUAGES[tag].items():
            assert form in {"name", "adjective", "short"}
            assert not twice(fold(name) for names in words.values() for name in names)

    def test_a_word_has_one_code_in_all_forms(self, tag: str) -> None:
        pairs = {(fold(n), code) for words in LANGUAGES[tag].values() for code, names in words.items() for n in names}
        assert not twice(name for name, _ in pairs)

    def test_words_have_letters(self, tag: str) -> None:
        assert min(map(len, regions(tag))) > 1


def test_cities_and_groups() -> None:
    data = table("regions")
    assert not twice(fold(name) for names in data["cities"].values() for name in names)
    assert set(data["cldr"].values()) <= GROUPS
    assert sorted(GROUPS) == sorted(data["groups"])
    known = {name for tag in LANGUAGES for name in regions(tag)}
    assert folded(data["common"]) <= known


@pytest.mark.parametrize(
    ("tag", "name", "code"),
    [
        ("en", "Japan", "JP"),
        ("en", "worldwide", "world"),
        ("en", "North America", "north-america"),
        ("en", "South Korea", "KR"),
        ("en", "Tokyo", "JP"),
        ("en", "Los Angeles", "US"),
        ("en", "outside of Japan", "overseas"),
        ("ja", "国内", "JP"),
        ("ja", "全国", "JP"),
        ("ja", "北米", "north-america"),
        ("ja", "海外", "overseas"),
        ("ja", "世界同時", "world"),
        ("ja", "東京", "JP"),
        ("es", "Japón", "JP"),
        ("es", "EE. UU.", "US"),
        ("es", "en todo el mundo", "world"),
        ("es", "Latinoamérica", "latin-america"),
        ("fr", "dans le monde entier", "world"),
        ("fr", "pays francophones", "french-speaking"),
        ("fr", "françaises", "FR"),
        ("de", "weltweit", "world"),
        ("de", "Frankreich", "FR"),
        ("de", "österreichischen", "AT"),
        ("de", "deutschsprachigen Raum", "dach"),
        ("it", "in tutto il mondo", "world"),
        ("it", "italiane", "IT"),
        ("it", "Giappone", "JP"),
        ("pt", "no mundo todo", "world"),
        ("pt-BR", "brasileiros", "BR"),
        ("pt", "São Paulo", "BR"),
        ("zh", "日本", "JP"),
        ("ko", "일본", "JP"),
        ("nl", "Duitsland", "DE"),
    ],
)
def test_regions(tag: str, name: str, code: str) -> None:
    assert regions(tag)[fold(name)].code == code


def test_forms_of_regions() -> None:
    english = regions("en")
    assert english[fold("Japanese")] == Region("JP", "adjective", common=False)
    assert english[fold("U.S.")] == Region("US", "short", common=False)
    assert english[fold("Georgia")] == Region("GE", "name", common=True)
    assert english[fold("Tokyo")].form == "city"


@pytest.mark.parametrize(("tag", "name"), [("pt", "por aqui"), ("en", "here"), ("ja", "日"), ("en", "Japón")])
def test_what_is_no_region(tag: str, name: str) -> None:
    assert fold(name) not in regions(tag)


def test_an_unknown_language_knows_cities_alone() -> None:
    assert {region.form for region in regions("xx").values()} == {"city"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tokyo-MX", "ＴＯＫＹＯ　ＭＸ", True),
        ("Glénat", "GLENAT", True),
        ("Canal+", "Canal Plus", True),
        ("Canal+", "Canal", False),
        ("ボンズ", "ホンス", False),
        ("Shonen Jump", "Shōnen Jump", True),
        ("Shonen Jump", "Shounen Jump", False),
    ],
)
def test_folding(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same
