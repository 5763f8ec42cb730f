"""How many real titles are read whole from the sentences and headlines of news, without quotation marks.

    python benchmarks/whole_titles.py [--shared FOLDER] [--titles N] [--only en de …] [--missed]

Each of N English titles of anime stands in turn in each of a language's made-up sentences, and in each of its headlines
above a text that names it once more; a title is read whole if it is the first work, letter for letter. So it is
in the sentences of `whole_titles.toml`, the ways in which articles tell which work they are about. ``--missed``
prints the others. The titles are not in the project: they are read from
``real/titles/bangumi-data.json.gz`` in FOLDER (https://github.com/bangumi-data/bangumi-data, CC BY 4.0). The last line
is one JSON object: for each language the share of each text, of all sentences, all headlines and all introductions.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aggregator.facts.read import read_text

PUBLISHED = "2025-01-10"
SEED = 5
LONGEST = 60
"""Characters of a title."""
_LATIN = re.compile(r"[A-Z0-9][ -~’–—×☆★♪½éôû]*")
SENTENCES = {
    "en": (
        "The television anime {} will premiere on April 5, 2025 on Tokyo MX.",
        "{} Anime Reveals New Visual, Cast\n\nThe official website for {} has a visual. The anime starts in April.",
        "The official website for the {} anime announced on Friday that the series will premiere on April 5.",
        "The staff for {}, the television anime of Kenji Mori's manga, revealed its cast. The anime starts in April.",
        "Crunchyroll announced on Friday that it will stream the anime series {} starting on April 5.",
        "Kenji Mori's {} manga is getting a television anime, which will premiere in April 2025.",
        "The second season of {} will premiere on April 5, 2025.",
        "Kumo Press announced that it has licensed Kenji Mori's manga {}. The first volume will ship in April 2025.",
        "The anime film “{}” will open in Japan on April 5, 2025.",
        "{} premieres on April 5, 2025 on Tokyo MX.",
    ),
    "de": (
        "Die Anime-Serie {} startet am 5. April 2025 auf Crunchyroll.",
        "Die zweite Staffel von {} startet am 5. April 2025 auf Crunchyroll.",
        "Crunchyroll zeigt ab dem 5. April die Anime-Serie {}.",
        "Der Manga {} von Kenji Mori erscheint ab April 2025 bei Kumo Manga.",
        "Der Anime „{}“ startet am 5. April 2025 auf Crunchyroll.",
    ),
    "fr": (
        "L’anime {} sera diffusé à partir du 5 avril 2025 sur Crunchyroll.",
        "Le manga {} de Kenji Mori sortira le 5 avril 2025 chez Kumo.",
        "La saison 2 de {} sera diffusée à partir du 5 avril 2025 sur Crunchyroll.",
        "{}, le manga de Kenji Mori, sortira le 5 avril 2025.",
        "Le film « {} » sortira au cinéma le 5 avril 2025.",
    ),
    "es": (
        "El anime {} se estrenará el 5 de abril de 2025 en Crunchyroll.",
        "El manga {} de Kenji Mori saldrá a la venta el 5 de abril de 2025.",
        "La segunda temporada de {} se estrenará el 5 de abril de 2025.",
        "{}, el manga de Kenji Mori, llegará el 5 de abril de 2025.",
        "La película «{}» se estrenará en cines el 5 de abril de 2025.",
    ),
    "it": (
        "L'anime {} debutterà il 5 aprile 2025 su Crunchyroll.",
        "Il manga {} di Kenji Mori uscirà il 5 aprile 2025.",
        "La seconda stagione di {} debutterà il 5 aprile 2025.",
        "{}, il manga di Kenji Mori, uscirà il 5 aprile 2025.",
        "Il film “{}” arriverà al cinema il 5 aprile 2025.",
    ),
    "pt": (
        "O anime {} estreia em 5 de abril de 2025 na Crunchyroll.",
        "O mangá {} de Kenji Mori será lançado em 5 de abril de 2025.",
        "A segunda temporada de {} estreia em 5 de abril de 2025.",
        "{}, o mangá de Kenji Mori, será lançado em 5 de abril de 2025.",
        "O filme “{}” chega aos cinemas em 5 de abril de 2025.",
    ),
}
"""Sentences of each language, by BCP 47 tag."""
HEADLINES = {
    "en": (
        "{} Anime Reveals Cast, April Premiere",
        "New Trailer for {} Reveals Premiere Date",
        "{} Season 2 Announced",
        "{}: Release Date, Cast, Trailer and Everything We Know",
        "Crunchyroll Announces {} Dub Cast",
        "Kenji Mori's {} Manga Gets Anime",
        "Anime Film {} Opens in Japan in April",
        "First Look at {} | Kumo News",
    ),
    "de": (
        "{}: Neuer Trailer zum Anime",
        "Anime zu {} startet im April",
        "Neuer Trailer zu {} veröffentlicht",
        "{} erhält zweite Staffel",
        "Crunchyroll zeigt {} im Simulcast",
        "Kumo Manga lizenziert {}",
    ),
    "fr": (
        "{} : une bande-annonce pour l’anime",
        "L’anime {} annoncé",
        "{} – Date de sortie et casting",
        "La saison 2 de {} se dévoile",
        "Kumo annonce {}",
        "Un trailer pour {}",
    ),
    "es": (
        "{}: Nuevo tráiler del anime",
        "El anime {} revela su fecha de estreno",
        "{} tendrá segunda temporada",
        "{}, la serie animada de Netflix",
        "Crunchyroll anuncia el doblaje de {}",
        "Kumo licencia {}",
    ),
    "it": (
        "{}: ecco il cast del doppiaggio",
        "L'anime di {} arriva ad aprile",
        "La seconda stagione di {} ha una data",
        "{} – Data di uscita e cast",
        "Kumo annuncia {}",
        "Nuovo trailer per {}",
    ),
    "pt": (
        "{}: novo trailer do anime",
        "Anime {} revela data de estreia",
        "{} terá segunda temporada",
        "{} – Data de estreia e elenco",
        "Kumo anuncia {}",
        "Crunchyroll anuncia dublagem de {}",
    ),
}
"""Headlines of each language."""
BELOW = {
    "en": "The website told it on Friday. The series will start in April on Tokyo MX. Fans of {} have long waited.",
    "de": "Das gab die Website am Freitag bekannt. Die Serie startet im April 2025. Auf {} warten viele.",
    "fr": "Le site l’a dit vendredi. La série débutera en avril 2025. Les fans attendaient {} depuis longtemps.",
    "es": "Lo dijo el viernes la página oficial. La serie se estrenará en abril de 2025. Muchos esperaban {}.",
    "it": "Lo ha detto venerdì il sito ufficiale. La serie debutterà ad aprile 2025. Molti aspettavano {} da tempo.",
    "pt": "O site oficial contou na sexta-feira. A série estreia em abril de 2025. Muitos esperavam {} há tempo.",
}
"""What stands below the headlines."""


INTRODUCTIONS = Path(__file__).with_suffix(".toml")
"""How articles tell which work they are about, for each language."""


def english_titles(shared: Path, number: int) -> list[str]:
    """So many English titles in Latin letters, at random but always the same ones."""
    with gzip.open(shared / "real/titles/bangumi-data.json.gz", "rt", encoding="utf-8") as file:
        items = json.load(file)["items"]
    titles = sorted({title for item in items for title in item.get("titleTranslate", {}).get("en", [])})
    titles = [title for title in titles if len(title) < LONGEST and _LATIN.fullmatch(title)]
    random.Random(SEED).shuffle(titles)
    return titles[:number]


def missed(titles: list[str], tag: str, sentence: str) -> list[tuple[str, str]]:
    """The titles that are not the first work of the text with them, each with the work that is ("" for none)."""
    found = []
    for title in titles:
        works = read_text(sentence.replace("{}", title), tag, PUBLISHED).works
        first = works[0].title if works else ""
        if first != title:
            found.append((title, first))
    return found


def _mean(shares: list[float]) -> float:
    return round(sum(shares) / len(shares), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[1].parent / "shared")
    parser.add_argument("--titles", type=int, default=300)
    parser.add_argument("--only", nargs="*", choices=sorted(SENTENCES), default=list(SENTENCES))
    parser.add_argument("--missed", action="store_true")
    args = parser.parse_args()
    if not args.shared.is_dir():
        raise SystemExit(f"{args.shared} is not there: the titles that this reads are no part of the project")
    titles = english_titles(args.shared, args.titles)
    figures: dict[str, Any] = {"titles": len(titles)}
    introductions = tomllib.loads(INTRODUCTIONS.read_text(encoding="utf-8"))
    for tag in args.only:
        shares = []
        headlines = tuple(f"{headline}\n\n{BELOW[tag]}" for headline in HEADLINES[tag])
        for sentence in (*SENTENCES[tag], *headlines, *introductions[tag]):
            wrong = missed(titles, tag, sentence)
            shares.append(round(1 - len(wrong) / len(titles), 3))
            for title, first in wrong if args.missed else ():
                print(f"{tag} | {sentence[:40]!r} | {title} | {first}")
        first, last = len(SENTENCES[tag]), len(SENTENCES[tag]) + len(headlines)
        figures[tag] = {
            "sentences": _mean(shares[:first]),
            "headlines": _mean(shares[first:last]),
            "introductions": _mean(shares[last:]),
            "texts": shares,
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
