"""The longest that reading for facts takes over texts that nobody writes, and whether that grows with their length.

    python benchmarks/odd_texts.py [--only en ja …] [--pairs N] [--mixed N] [--slow MS] [--length CHARACTERS]

Each text is one piece repeated up to 10,000 characters: a phrase of each list of the language's file, a mark, a name,
a date, a whole clause («director Kenji Mori, »), N pairs of those, and N mixtures of three to six. What takes more than
50 ms of processor time in 10,000 characters is read again at twice the length, and printed with how the time grew; so
much depends on the machine. The last line is one JSON object: the slowest texts of each language.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aggregator.base.vocabulary import language
from aggregator.facts.read import read_text
from aggregator.facts.words.lexicon import UNSPACED

LENGTH = 10_000
"""Characters of a text."""
GLANCE = 1500
"""Characters of a first look, which leaves out what is nowhere near as slow."""
SLOW = 50.0
"""Milliseconds of processor time that a text of that length may take."""
TAGS = ("en", "es", "pt", "it", "fr", "de", "ja", "zh", "ko")
MARKS = (
    *"()[]{}“”\"'«»„‘’「」『』【】《》<>〈〉,;:.!?-–—/&+×|*•·~#@_=%$°…、。・：",
    "'s",
    "\n",
    "\n\n",
    "--",
    "...",
    "((",
    "“‘",
    "- ",
)
SPACED = (
    "Mori ", "Kenji Mori ", "Kenji Mori, ", "Kenji Mori and ", "MORI KENJI ", "A", "A ", "A. ", "A.B.", "A-",
    "A/", "A&B ", "a ", "x", "x ", "é", "The ", "Moon Harbor ", "“Moon Harbor” ", "“Moon Harbor”, ",
    "(Moon Harbor) ", "Moon: ", "Moon - ", "Moon’s ", "Moon no Harbor ", "(a) ", "(A, B) ", "A “B” C ",
    "BS11 ", "BS11, ", "Crunchyroll ", "MAPPA ", "Studio A ", "studio ", "New York ", "Japan ", "US ", "7 ",
    "7, ", "2026 ", "2026, ", "7/10/2026 ", "10/7 ", "1/2 ", "7. ", "24:30 ", "11 p.m. ", "11 p.m. EDT, ",
    "1 ", "01", "A1 ", "- A\n", "A\n", "A: B\n", "Kenji Mori (A)\n", "A – B\n", "1. A\n", "© A ", "Season 2 ",
    "7-8 ", "Kenji Mori (Moon Harbor, Tin Garden), ", "山田太郎 ", "山", "й ", "ℵ", "\u0301", "İ", "\t",
)  # fmt: skip
UNSPACED_PIECES = (
    "山田", "山田太郎", "山田、", "山田太郎、", "山田さん、", "「月」", "「月」、", "『月の港』", "（山田）",
    "(月)", "の", "は", "が", "を", "に", "と", "や", "も", "で", "ア", "アニメ", "い", "いのり",
    "山田いのり、", "森 ", "A", "A ", "BS11、", "TOKYO MX、", "MAPPA", "7", "7月", "7月7日", "7月7日、",
    "2026年", "2026年7月", "25時", "25:30", "今秋", "監督：山田\n", "鈴：山田\n", "鈴役：山田太郎\n", "■",
    "・山田\n", "山田\n", "「月」の", "第1話", "감독", "켄지 ", "모리 켄지, ", "7월 7일, ", "导演", "由", "的",
    "‘", "<月>", "山·", "ン・", "山田（鈴役）、", "CV：山田、", "鈴（CV：山田）、",
)  # fmt: skip
CLAUSES = {
    "en": (
        "director Kenji Mori, ", "Kenji Mori directs the anime, ", "Kenji Mori as Suzu, ",
        "Kenji Mori plays Suzu and ", "music by Kenji Mori, ", "directed by Kenji Mori at MAPPA, ",
        "starring Kenji Mori, ", "Suzu (voiced by Kenji Mori), ", "The anime premieres on October 7. ",
        "on October 7, ", "October 7, ", "in January on BS11, ", "delayed from May 1 to May 2, ",
        "“Moon Harbor” anime, ", "the manga Moon Harbor, ", "the theme song “Tin” by Kenji Mori, ",
        "Kenji Mori, who wrote X, ",
    ),
    "es": (
        "director Kenji Mori, ", "dirigido por Kenji Mori, ", "el 7 de octubre, ", "Kenji Mori como Suzu, ",
        "de Kenji Mori, ", "el anime de ", "la música de Kenji Mori, ",
    ),
    "pt": (
        "diretor Kenji Mori, ", "dirigido por Kenji Mori, ", "em 7 de outubro, ", "Kenji Mori como Suzu, ",
        "de Kenji Mori, ", "o anime de ",
    ),
    "it": (
        "regista Kenji Mori, ", "diretto da Kenji Mori, ", "il 7 ottobre, ", "Kenji Mori nel ruolo di Suzu, ",
        "di Kenji Mori, ", "l'anime di ",
    ),
    "fr": (
        "réalisateur Kenji Mori, ", "réalisé par Kenji Mori, ", "le 7 octobre, ",
        "Kenji Mori dans le rôle de Suzu, ", "de Kenji Mori, ", "l'anime de ", "d'",
    ),
    "de": (
        "Regisseur Kenji Mori, ", "Regie führt Kenji Mori, ", "am 7. Oktober, ", "Kenji Mori als Suzu, ",
        "von Kenji Mori, ", "der Anime ", "Anime-Studio ",
    ),
    "ja": (
        "監督は山田太郎、", "監督・山田太郎、", "監督を山田太郎が務める。", "鈴役を山田太郎が演じる。",
        "鈴役の山田太郎さん、", "TVアニメ「月」が10月7日よりBS11で放送。", "10月7日、", "「月」の監督を",
        "「月」が公開、", "主題歌「鈴」を山田が歌う。", "原作は山田の漫画『月』。", "『月』などの山田、",
    ),
    "zh": (
        "导演由山田担任，", "10月7日，", "《月》将于10月7日播出。", "山田配音铃，", "动画《月》，",
    ),
    "ko": (
        "감독 모리 켄지, ", "10월 7일, ", "애니메이션 ‘달’이 10월 7일 방송. ", "스즈 역의 모리 켄지, ",
    ),
}  # fmt: skip


def lists(words: Any) -> Iterator[list[str]]:
    """The lists of phrases of a language's file, each from its shortest phrase to its longest."""
    if isinstance(words, dict):
        for value in words.values():
            yield from lists(value)
    elif isinstance(words, (list, tuple)) and words and isinstance(words[0], str):
        yield sorted(words, key=len)


def listed(words: Any) -> Iterator[str]:
    """The shortest and the longest phrase of each."""
    for row in lists(words):
        yield from (row[0], row[-1])


def singles(tag: str) -> list[str]:
    """The pieces of a language."""
    unspaced = tag in UNSPACED
    phrases = list(dict.fromkeys(listed(language(tag))))
    own = [phrase if unspaced and tag != "ko" else f"{phrase} " for phrase in phrases]
    more = UNSPACED_PIECES if unspaced else SPACED
    heads = dict.fromkeys(row[len(row) // 2] for row in lists(language(tag)))
    with_names = [f"{phrase}山田、" if unspaced else f"{phrase} Kenji Mori, " for phrase in heads]
    months = [f"{month} " for month in ("January", "enero", "Januar", "janvier", "gennaio", "janeiro")]
    return list(
        dict.fromkeys((*CLAUSES[tag], *more, *months, *MARKS, *(f"{mark} " for mark in MARKS), *own, *with_names))
    )


def pairs(tag: str, number: int, chance: random.Random) -> list[str]:
    """Pairs of the pieces."""
    pieces = singles(tag)
    core = [*CLAUSES[tag], *(UNSPACED_PIECES if tag in UNSPACED else SPACED)]
    found = [one + two for one, two in product(core, core)] if number > len(core) ** 2 else []
    while len(found) < number:
        found.append(chance.choice(pieces) + chance.choice(core if chance.random() < 0.6 else pieces))
    return found


def mixed(tag: str, number: int, chance: random.Random) -> list[str]:
    """Mixtures of three to six pieces."""
    pieces = singles(tag)
    core = [*CLAUSES[tag], *(UNSPACED_PIECES if tag in UNSPACED else SPACED)]
    return [
        "".join(chance.choice(core if chance.random() < 0.6 else pieces) for _ in range(chance.randint(3, 6)))
        for _ in range(number)
    ]


def cost(text: str, tag: str) -> float:
    """Milliseconds of processor time that reading a text takes."""
    begun = time.process_time()
    read_text(text, tag, "2026-09-20")
    return (time.process_time() - begun) * 1000


def measured(piece: str, tag: str, length: int, slow: float) -> tuple[float, float] | None:
    """Milliseconds for 10,000 characters, and how many times that twice as many take; None for what is fast."""
    glance = (piece * (GLANCE // len(piece) + 1))[:GLANCE]
    if cost(glance, tag) * LENGTH / GLANCE <= 0.7 * slow:
        return None
    text = (piece * (length // len(piece) + 1))[:length]
    took = cost(text, tag) * LENGTH / length
    for _ in range(2):
        if took <= slow:
            return None
        took = min(took, cost(text, tag) * LENGTH / length)
    if took <= slow:
        return None
    twice = (piece * (2 * length // len(piece) + 1))[: 2 * length]
    return took, min(cost(twice, tag), cost(twice, tag)) * LENGTH / length / took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=TAGS, choices=TAGS)
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--mixed", type=int, default=0)
    parser.add_argument("--slow", type=float, default=SLOW)
    parser.add_argument("--length", type=int, default=LENGTH)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    figures: dict[str, Any] = {}
    for tag in args.only:
        chance = random.Random(args.seed)
        read_text("x", tag)
        rows = [*singles(tag), *pairs(tag, args.pairs, chance), *mixed(tag, args.mixed, chance)]
        found = [(*took, piece) for piece in rows if (took := measured(piece, tag, args.length, args.slow))]
        found.sort(reverse=True)
        for milliseconds, ratio, piece in found:
            print(f"{tag} {milliseconds:7.0f} ms  x{ratio:.1f}  {piece!r}", flush=True)
        worst = [{"ms": round(ms), "growth": round(ratio, 1), "piece": piece} for ms, ratio, piece in found[:5]]
        figures[tag] = {"texts": len(rows), "slow": len(found), "slowest": worst}
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
