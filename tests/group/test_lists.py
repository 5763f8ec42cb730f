"""Lists of works that others keep, in each of their forms."""

from __future__ import annotations

import json

import pytest

from aggregator.base.errors import BadInputError
from aggregator.base.titles import title_words
from aggregator.group.lists import read_list
from aggregator.group.titles import TitleIndex

BANGUMI = {
    "items": [
        {
            "title": "星の住処",
            "lang": "ja",
            "titleTranslate": {"en": ["House of Stars"]},
            "type": "web",
            "sites": [{"site": "bangumi", "id": "7"}, {"site": "mal", "id": "8"}, {"site": "made-up", "id": "9"}],
        }
    ]
}
OFFLINE = {
    "sources": ["https://anidb.net/anime/3", "https://myanimelist.net/anime/8"],
    "title": "Hoshi no Sumika",
    "type": "TV",
    "synonyms": ["House of Stars", "星の住処"],
}
XML = """<?xml version="1.0" encoding="UTF-8"?><animetitles><anime aid="3">
<title xml:lang="en" type="official">House of Stars</title><title xml:lang="x-jat" type="main">Hoshi no Sumika</title>
<title xml:lang="en" type="short">HoS</title></anime></animetitles>"""
DAT = "# made up\n3|4|en|House of Stars\n3|1|x-jat|Hoshi no Sumika\n3|3|en|HoS\n"


def test_bangumi_data() -> None:
    (work,) = read_list(json.dumps(BANGUMI).encode())
    assert (work.source, work.entry, work.title, work.type) == ("bangumi-data", "7", "星の住処", "ona")
    assert work.names == (("星の住処", "ja"), ("House of Stars", "en"))
    assert work.ids == (("bangumi", "7"), ("mal", "8"))


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"license": {}, "data": [OFFLINE]}),
        json.dumps({"license": {"name": "made up"}}) + "\n" + json.dumps(OFFLINE) + "\n",
    ],
)
def test_anime_offline_database(body: str) -> None:
    (work,) = read_list(body.encode())
    assert (work.source, work.title, work.type) == ("anime-offline-database", "Hoshi no Sumika", "tv")
    assert [name for name, _ in work.names] == ["Hoshi no Sumika", "House of Stars", "星の住処"]
    assert work.ids == (("anidb", "3"), ("mal", "8"))


@pytest.mark.parametrize("body", [XML, DAT])
def test_anidb(body: str) -> None:
    (work,) = read_list(body.encode())
    assert (work.source, work.entry, work.title, work.ids) == ("anidb", "3", "Hoshi no Sumika", (("anidb", "3"),))
    assert work.names == (("Hoshi no Sumika", None), ("House of Stars", "en"))


@pytest.mark.parametrize("body", [b"", b"no list", b"[1]", b"{}", b"<a>", b'{"items": [{}]}', b'{"data": 3}'])
def test_what_is_no_list_is_told(body: bytes) -> None:
    with pytest.raises(BadInputError):
        read_list(body)


def _found(text: str, *names: str, tag: str = "en") -> list[str]:
    index = TitleIndex(" ".join(title_words(name)) for name in names)
    return [text[one.start : one.end] for one in index.find(text, tag)]


def test_the_longest_name_is_found_in_any_spelling() -> None:
    names = ("Hoshi no Sumika", "Hoshi no Sumika Gaiden", "星の住処")
    assert _found("HOSHI NO SUMIKA GAIDEN Streams", *names) == ["HOSHI NO SUMIKA GAIDEN"]
    assert _found("Hōshi no Sumika and more", *names) == ["Hōshi no Sumika"]
    assert _found("新作『星の住処』の発表", *names, tag="ja") == ["星の住処"]
    assert _found("Hoshi no Sumikas", *names) == []


def test_ordinary_words_are_a_name_only_in_quotation_marks() -> None:
    assert _found("The given date is Another one", "Given", "Another") == []
    assert _found("‘Given’ and “Another” return", "Given", "Another") == ["Given", "Another"]
