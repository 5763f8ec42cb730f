"""Hundreds of made-up articles of several outlets, as they come out hour by hour: announced in several languages,
edited, copied, first known by a headline alone, with people in all their spellings.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from aggregator.base.records import Article
from aggregator.base.sites import Site

START = datetime(2031, 3, 1, tzinfo=UTC)
Event = tuple[int, Article]
"""The minute since the beginning, and what a crawl reads then; no article is read twice at one time."""

SITES = {
    name: Site(name=name, host=f"{name}.example", language=language, timezone="UTC")
    for name, language in (
        *(("kumo-post", "en"), ("lantern-wire", "en"), ("hoshi-press", "ja")),
        *(("nami-news", "ja"), ("farol-diario", "es"), ("hafen-blatt", "de")),
    )
}
_FIRST = "Copper Silver Amber Velvet Hollow Distant Paper Winter Crimson Quiet".split()
_SECOND = "Sparrow Harbor Lantern Orchard Comet Meadow Tower Garden Mirror Railway".split()
_FIRST_JA = "銅の 銀の 琥珀の 天鵞絨の 虚ろな 遠い 紙の 冬の 深紅の 静かな".split()
_SECOND_JA = "雀 港 提灯 果樹園 彗星 草原 塔 庭園 鏡 鉄道".split()
_PEOPLE = (
    ("Yū Ōno", "Yuu Ohno", "大野雄馬"),
    ("Yuki Ono", "Yūki Ono", "小野友樹"),
    ("Ken Honma", "Ken Homma", "本間健一"),
    ("Aoi Kumo", "Kumo Aoi", "雲井葵子"),
    ("Shōko Satō", "Shouko Satou", "佐藤翔子"),
    ("Kaoru Abe", "Kaworu Abe", "阿部薫子"),
)
_WORDS = (
    "harbour evening letter copper winding staircase village orchestra bicycle thunder marble kettle whisper cedar "
    "window painter morning journey shelter feather bridge silver candle garden river market stone lantern"
).split()


@dataclass(frozen=True)
class _Work:
    title: str
    japanese: str


def events(seed: int, announcements: int) -> list[Event]:
    """What comes out, in the order of time; about three articles an announcement."""
    dice = random.Random(seed)
    works = [
        _Work(f"{one} {two}", f"{eins}{zwei}")
        for one, eins in zip(_FIRST, _FIRST_JA, strict=True)
        for two, zwei in zip(_SECOND, _SECOND_JA, strict=True)
    ]
    dice.shuffle(works)
    found = [event for number in range(announcements) for event in _announced(dice, number, works)]
    told: list[Event] = []
    for _, (hour, article) in sorted(enumerate(found), key=lambda pair: (pair[1][0], pair[0])):
        told.append((max(60 * hour, told[-1][0] + 1 if told else 0), article))
    return told


def _announced(dice: random.Random, number: int, works: list[_Work]) -> Iterator[Event]:
    """One announcement by some outlets, each with what becomes of its article, by the hour."""
    work, person, hour = dice.choice(works[:40]), dice.choice(_PEOPLE), number * 5
    day = START + timedelta(days=dice.randint(60, 300))
    for site in dice.sample(sorted(SITES), dice.randint(1, 4)):
        at = hour + dice.randint(0, 9)
        article = _told(dice, SITES[site], number, work, person, day, at)
        if dice.random() < 0.2:
            yield at, replace(article, body=None, summary=None, headline_only=True)
        yield at + 1, article
        if dice.random() < 0.2:
            moved = _told(dice, SITES[site], number, work, person, day + timedelta(days=7), at)
            yield at + dice.randint(2, 60), moved
        if dice.random() < 0.1:
            yield at + 3, replace(article, authors=("Sora Hoshi",))
        if dice.random() < 0.15:
            other = dice.choice([name for name in SITES if SITES[name].language == SITES[site].language])
            url = f"https://{other}.example/copied/{number}-{site}"
            copied = replace(article, url=url, canonical_url=url, site=other, published=_moment(at + 2))
            yield at + 4, copied


def _told(
    dice: random.Random, site: Site, number: int, work: _Work, person: tuple[str, str, str], day: datetime, at: int
) -> Article:
    url = f"https://{site.host}/news/{number}"
    name = person[2] if site.language == "ja" else dice.choice(person[:2])
    if site.language == "ja":
        both = f"({work.title})" if dice.random() < 0.3 else ""
        title = f"TVアニメ「{work.japanese}」{day.year}年{day.month}月{day.day}日放送開始"
        date = f"{day.year}年{day.month}月{day.day}日"
        body = f"TVアニメ『{work.japanese}』{both}が{date}より放送開始となる。監督は{name}が務める。"
    elif site.language == "es":
        title = f"El anime «{work.title}» se estrena el {day.day} de julio"
        body = (
            f"El anime de televisión «{work.title}» se estrenará el {day.day} de julio de 2031. {name} dirige el anime."
        )
    elif site.language == "de":
        title = f"„{work.title}“: Anime startet am {day.day}. Juli"
        body = f"Der TV-Anime „{work.title}“ startet am {day.day}. Juli 2031. Regie führt {name}."
    else:
        both = f" ({work.japanese})" if dice.random() < 0.3 else ""
        title = f"{work.title} TV Anime Premieres on {day:%B} {day.day}"
        body = (
            f'The television anime "{work.title}"{both} will premiere on {day:%B} {day.day}, 2031. {name} '
            f"{f'({person[2]}) ' if dice.random() < 0.2 else ''}is directing the anime at Studio Kumo."
        )
    filler = " ".join(dice.choice(_WORDS) for _ in range(80))
    return Article(
        url=url,
        canonical_url=url,
        site=site.name,
        language=site.language,
        title=title,
        body=f"{body}\n\nNote {number} of {site.name}: {filler}.",
        published=_moment(at),
    )


def _moment(hour: int) -> str:
    return (START + timedelta(hours=hour)).isoformat()
