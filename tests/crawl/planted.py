"""Made-up news of one work by three outlets: announced, a season, a day, a delay, and one outlet's correction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from aggregator.base.records import Article
from aggregator.base.sites import Site
from aggregator.crawl.path import store_article
from aggregator.store.database import Store


@dataclass(frozen=True)
class News:
    """What an outlet puts under an address at a time, which is later than the publication where it changes it."""

    outlet: str
    page: str
    day: str
    title: str
    body: str
    published: str | None = None


@dataclass(frozen=True)
class Sequence:
    language: str
    zone: str
    work: str
    news: tuple[News, ...]


def site(name: str, sequence: Sequence) -> Site:
    return Site(name=name, host=f"{name}.example", language=sequence.language, timezone=sequence.zone)


def take(store: Store, sequence: Sequence, news: News) -> None:
    outlet = site(news.outlet, sequence)
    url = f"https://{outlet.host}/news/{news.page}"
    article = Article(
        url=url,
        canonical_url=url,
        site=outlet.name,
        language=sequence.language,
        title=news.title,
        body=news.body,
        published=f"{news.published or news.day}T09:00:00+00:00",
    )
    with store.write():
        store_article(store, article, site=outlet, now=datetime.fromisoformat(f"{news.day}T10:00").replace(tzinfo=UTC))


ENGLISH = Sequence(
    "en",
    "America/New_York",
    "Moon Harbor",
    (
        News(
            *("lantern-wire", "announced", "2026-08-03", "Moon Harbor Manga Gets TV Anime"),
            "The official website for Aoi Kumo's Moon Harbor manga announced that the manga is getting a television "
            "anime adaptation by Studio Kumo.",
        ),
        News(
            *("kettle-post", "season", "2026-09-02", "Moon Harbor TV Anime Premieres in Winter 2027"),
            "The Moon Harbor television anime will premiere in winter 2027, the producers said.",
        ),
        News(
            *("lantern-wire", "day", "2026-10-12", "Moon Harbor TV Anime Premieres on January 9"),
            "The television anime Moon Harbor will premiere on January 9, 2027 in Japan.",
        ),
        News(
            *("kettle-post", "day", "2026-10-13", "Moon Harbor Anime Starts on January 9"),
            "Kettle Post has learned the day: the Moon Harbor anime will premiere on January 9, 2027.",
        ),
        News(
            *("reef-times", "day", "2026-10-13", "Moon Harbor Anime's Premiere Date Revealed"),
            "The Moon Harbor anime will premiere on January 19, 2027, says its new trailer.",
        ),
        News(
            *("reef-times", "day", "2026-10-14", "Moon Harbor Anime's Premiere Date Revealed"),
            "The Moon Harbor anime will premiere on January 9, 2027, says its new trailer. We had the day wrong.",
            "2026-10-13",
        ),
        News(
            *("kettle-post", "delay", "2026-12-01", "Moon Harbor TV Anime Delayed to April"),
            "The Moon Harbor television anime, originally planned for January 9, 2027, has been delayed to April 2027.",
        ),
    ),
)
JAPANESE = Sequence(
    "ja",
    "Asia/Tokyo",
    "月の港",
    (
        News(
            *("hoshi-press", "announced", "2026-08-03", "漫画「月の港」TVアニメ化決定"),
            "雲あおいの漫画「月の港」のTVアニメ化が決定した。制作はスタジオ雲が担当する。",
        ),
        News(
            *("kumo-shinbun", "season", "2026-09-02", "TVアニメ「月の港」2027年冬に放送"),
            "TVアニメ「月の港」が2027年冬に放送されることが発表された。",
        ),
        News(
            *("hoshi-press", "day", "2026-10-12", "TVアニメ「月の港」2027年1月9日放送開始"),
            "TVアニメ「月の港」が2027年1月9日より放送開始となる。",
        ),
        News(
            *("kumo-shinbun", "day", "2026-10-13", "「月の港」放送日が決定"),
            "雲新聞の取材で、TVアニメ「月の港」の放送が2027年1月9日にスタートすることがわかった。",
        ),
        News(
            *("nami-news", "day", "2026-10-13", "TVアニメ「月の港」放送日が明らかに"),
            "TVアニメ「月の港」は2027年1月19日より放送開始。新PVで発表された。",
        ),
        News(
            *("nami-news", "day", "2026-10-14", "TVアニメ「月の港」放送日が明らかに"),
            "TVアニメ「月の港」は2027年1月9日より放送開始。新PVで発表された。日付を訂正した。",
            "2026-10-13",
        ),
        News(
            *("kumo-shinbun", "delay", "2026-12-01", "TVアニメ「月の港」2027年4月に放送延期"),
            "2027年1月9日に放送開始を予定していたTVアニメ「月の港」の放送が、2027年4月に延期されることが発表された。",
        ),
    ),
)
SPANISH = Sequence(
    "es",
    "Europe/Madrid",
    "Puerto de la Luna",
    (
        News(
            *("farol-diario", "announced", "2026-08-03", "El manga «Puerto de la Luna» tendrá anime"),
            "El manga «Puerto de la Luna» de Aoi Kumo tendrá una adaptación al anime de televisión, a cargo "
            "de Studio Kumo.",
        ),
        News(
            *("marea-anime", "season", "2026-09-02", "El anime «Puerto de la Luna» se estrenará en invierno de 2027"),
            "El anime «Puerto de la Luna» se estrenará en invierno de 2027, según sus productores.",
        ),
        News(
            *("farol-diario", "day", "2026-10-12", "El anime «Puerto de la Luna» se estrena el 9 de enero"),
            "El anime de televisión «Puerto de la Luna» se estrenará el 9 de enero de 2027 en Japón.",
        ),
        News(
            *("marea-anime", "day", "2026-10-13", "«Puerto de la Luna» ya tiene fecha de estreno"),
            "Ya se sabe el día: el anime «Puerto de la Luna» se estrenará el 9 de enero de 2027.",
        ),
        News(
            *("ola-noticias", "day", "2026-10-13", "Revelada la fecha del anime «Puerto de la Luna»"),
            "El anime «Puerto de la Luna» se estrenará el 19 de enero de 2027, según su nuevo tráiler.",
        ),
        News(
            *("ola-noticias", "day", "2026-10-14", "Revelada la fecha del anime «Puerto de la Luna»"),
            "El anime «Puerto de la Luna» se estrenará el 9 de enero de 2027, según su nuevo tráiler. Corregido.",
            "2026-10-13",
        ),
        News(
            *("marea-anime", "delay", "2026-12-01", "El anime «Puerto de la Luna» se retrasa a abril de 2027"),
            "El anime «Puerto de la Luna», previsto inicialmente para el 9 de enero de 2027, se retrasa a abril de "
            "2027.",
        ),
    ),
)
SEQUENCES = {one.language: one for one in (ENGLISH, JAPANESE, SPANISH)}
BOTH_NAMES = (
    (ENGLISH, News("lantern-wire", "names", "2026-08-04", "Moon Harbor Anime Opens Website", "The Moon Harbor (月の港) "
                   "television anime has opened a website.")),
    (SPANISH, News("farol-diario", "names", "2026-08-04", "El anime «Puerto de la Luna» abre su web", "El anime de "
                   "televisión «Puerto de la Luna» («Moon Harbor») ya tiene página web.")),
)  # fmt: skip
"""Articles that call the work by a second name, of another language."""
