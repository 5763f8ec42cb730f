"""How fast dates are found and worked out: made-up articles of 2,000 characters in every language.

    .venv/bin/python benchmarks/dates.py [--seconds 0.5]

The last line is one JSON object: milliseconds of processor time a text by language (the best and the median run), and
the slowest of the hostile texts in milliseconds per 10,000 characters.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from datetime import date

from aggregator.facts.dates.calendar import resolve
from aggregator.facts.dates.find import find_dates

# An article of two thousand characters has about six dates; the prose behind the stroke is repeated to fill it up.
ARTICLES = {
    "en": (
        "The staff of Lanterns of the Night revealed on Tuesday that the anime starts on October 3 at 11:30 p.m. "
        "JST (10:30 a.m. EDT) on Channel Seven. The first season aired in spring 2021, and the manga has run "
        "since 2013. A film opens in early 2026.|Aya Example directs the series at Studio Example, with scripts "
        "by Ben Example and music by this or that group. "
    ),
    "ja": (
        "TVアニメ『夜の灯台』が10月6日(月)24時15分よりTV局Aほかにて放送されることが3日に発表された。原作は2013年か"
        "ら連載中の漫画で、第1期は2021年春に放送された。来年1月には劇場版も公開される。|監督は例山太郎さんが務め、主題歌は例のグループが担当する。灯台を守る少女と、海から来た旅人の物語だ。"
    ),
    "es": (
        "La segunda temporada de Faros de la noche se estrenará el 7 de octubre a las 25:30 (o sea, el 8 de "
        "octubre a la 1:30 a.m.) en Canal Uno, según anunció el jueves la página oficial. La primera llegó en la "
        "primavera del 2021, el manga sale desde 2013 y la película llega a finales de 2026.|El equipo lo dirige "
        "Ana Ejemplo en el estudio Ejemplo, y la música de la serie es de Luis Ejemplo. "
    ),
    "fr": (
        "La série Phares de la nuit sera diffusée dès le vendredi 3 octobre à 17h (heure française), a annoncé "
        "hier l'éditeur. Le manga est publié depuis 2013, la première saison date du printemps 2021 et le film "
        "sort fin 2026.|La réalisation est confiée à Anne Exemple au studio Exemple, et la musique a été "
        "composée par Luc Exemple. "
    ),
    "de": (
        "Der Anime „Leuchttürme der Nacht“ startet am 3. Oktober um 18:30 Uhr deutscher Zeit, wie gestern "
        "bekannt wurde. Die erste Staffel lief im Frühjahr 2021, der Manga erscheint seit 2013, ein Film folgt "
        "Ende 2026.|Regie führt Anna Beispiel im Studio Beispiel, die Musik stammt von Ben Beispiel und dieser "
        "Gruppe. "
    ),
    "it": (
        "L'anime Fari della notte debutterà il 3 ottobre alle 17:30 (ora italiana), come annunciato giovedì. La "
        "prima stagione è della primavera 2021, il manga esce dal 2013 e il film arriverà a fine 2026.|La regia "
        "è affidata ad Anna Esempio dello studio Esempio, mentre la musica della serie è di Luca Esempio. "
    ),
    "pt": (
        "O anime Faróis da noite estreia em 3 de outubro às 11h45, no horário de Brasília, como foi anunciado "
        "ontem. A primeira temporada saiu na primavera de 2021, o mangá é publicado desde 2013 e o filme chega "
        "no final de 2026.|A direção é de Ana Exemplo no estúdio Exemplo, e a música da série é de Luís Exemplo "
        "e do seu grupo. "
    ),
    "zh": (
        "动画《夜之灯塔》将于2025年10月6日24:30播出,原作漫画从2013年开始连载。第一季于2021年春季播出,明年1月还将上"
        "映剧场版。|监督由例山太郎担任,音乐由例子负责,讲述了守护灯塔的少女与来自大海的旅人之间的故事。"
    ),
    "ko": (
        "애니메이션 '밤의 등대'가 오는 10월 6일(월) 밤 11시 30분 첫 방송된다. 원작 만화는 2013년부터 연재 "
        "중이며, 내년 1월에는 극장판도 개봉한다.|감독은 예시 감독이 맡았고 음악은 예시 그룹이 담당한다. "
        "등대를 지키는 소녀와 바다에서 온 여행자의 이야기다. "
    ),
}
HOSTILE = (
    "10/", "October ", "2024年", "1日〜", "11:30 p.m. (", "the same ", "de la ", "来", "1", "mid-", "「", "(", "- ",
)  # fmt: skip
PUBLISHED = date(2025, 9, 9)


def read(text: str, tag: str) -> int:
    found = find_dates(text, tag)
    for mention in found:
        resolve(mention, PUBLISHED, None)
    return len(found)


def milliseconds(text: str, tag: str, seconds: float) -> list[float]:
    times: list[float] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or not times:
        begin = time.process_time()
        read(text, tag)
        times.append((time.process_time() - begin) * 1000)
    return times


def hostile_milliseconds(piece: str, tag: str) -> float:
    return min(milliseconds((piece * 10_000)[:10_000], tag, 0.02))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.5, help="for each language")
    seconds = parser.parse_args().seconds
    figures: dict[str, dict[str, float]] = {}
    for tag, article in ARTICLES.items():
        dated, prose = article.split("|")
        text = (dated + prose * 50)[:2000]
        count = read(text, tag)
        times = milliseconds(text, tag, seconds)
        best, median = round(min(times), 3), round(statistics.median(times), 3)
        figures[tag] = {"dates": count, "best_ms": best, "median_ms": median}
        print(tag, figures[tag])
    slowest = max((hostile_milliseconds(piece, tag), tag, piece) for tag in ARTICLES for piece in HOSTILE)
    print(json.dumps({"languages": figures, "hostile_ms_per_10k": round(slowest[0], 2), "hostile": list(slowest[1:])}))


if __name__ == "__main__":
    main()
