"""How many copies are found, how many articles are wrongly called one, and how long a look takes, by database size.

    python -m benchmarks.near [--shared FOLDER] [--originals N] [--sizes N ...] [--folder FOLDER]

Real articles (`real/articles`, `real/fundus-ja`, `bench/facts-dev` of FOLDER; the first 3,000 characters, to the end
of a paragraph) are each copied by eight made-up sites: whole; cut; without the first paragraph; with notices around;
with another headline and other quotation marks; edited (3 % of the words dropped, doubled or replaced by others);
edited, with another headline and notices; cut with a notice at the end. They arrive in random order in a database of
so many made-up articles, among articles written by patterns (previews, rankings, schedules) that are no copies of
each other, and made-up articles that are nobody's copies.

`recall`: copies that hang on the original's group; `precision`: of all that is called a copy, what is one, of its own
original. `look_ms`: the processor's milliseconds of finding and comparing for one article with its database work.
Databases are kept in `--folder` and used again; the needed numpy is no dependency of the program. One JSON object
comes last.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aggregator.base.records import Article
from aggregator.base.shingles import measure_of, words_of
from aggregator.base.text import one_line, paragraphs
from aggregator.crawl.copies import settle
from aggregator.store.articles import put
from aggregator.store.database import Store
from benchmarks import made_up

SHARED = Path(__file__).resolve().parents[2] / "shared"
LONGEST = 3_000
NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
ENGLISH = (
    "Subscribe to our letter for the latest anime and manga news, delivered every morning.",
    "Follow us and join our community of readers.",
    "This article first appeared on a partner's site and is shown here with permission.",
    "By our staff. Reading time: three minutes.",
    "This post may contain links that earn us a small commission.",
    "More: the ten series that we look forward to. Our weekly ranking.",
)
JAPANESE = (
    "この記事は提携サイトからの転載です。",
    "最新の情報は毎朝のメールマガジンでお届けします。",
    "公式アカウントをフォローしてください。",
    "関連記事：来期の注目作品十選。",
)
PATTERNS = {
    "{b} Episode {n} Preview": """The official website for the television anime of {a}'s {b} manga began streaming a
preview for the show's {n}th episode, titled "{c}", on Friday, and posted stills and a summary. The anime premiered on
April 4, and airs on Tokyo Tower Channel on Saturdays at 24:00. {d} is directing the series at Studio {e}, and {f}
composes the music.""",
    "Weekly Ranking": """The weekly ranking of printed volumes by copies sold, as counted in shops all over the country
from Monday to Sunday. 1. {a} volume 9. 2. {b} volume 21. 3. {c} volume 4. 4. {d} volume 11. 5. {e} volume 2. 6. {f}
volume {n}. The ranking counts each edition on its own, and leaves out electronic ones and those sold at events.""",
    "Streaming Schedule": """Here are the series that stream this week, all times in Japan's. Monday {n}: Aomi episode
{n}, Bunten episode {n}, Chifuyu episode {n}. Tuesday: Dokidori episode {n}, Etsuko episode {n}. Wednesday: Fumitsuki
episode {n}. As always, episodes may arrive late; subscribers of the monthly plan see them an hour before others.""",
    "「星の住処」第{n}話あらすじ": """「星の住処」の第{n}話「{a}と{b}」のあらすじと先行カットが公開された。
放送は毎週土曜24時から。監督は雪村あめ、構成は蛍りん、音楽は白瀬みおが担当し、
アニメーション制作はスタジオかすみが手がける。各話は放送の一時間後から配信される。
見逃し配信は一週間の予定で、公式サイトでは出演者のコメントと場面写真もあわせて公開されている。""",
}
"""What is written again and again, by its headline."""


@dataclass(frozen=True)
class Case:
    """An article to store, and the group that it belongs to; the group's first is the original."""

    article: Article
    group: str
    kind: str


def real(shared: Path) -> Iterator[tuple[str, str]]:
    """Titles and bodies of real articles."""
    for file in ("real/articles/ground-truth.json", "real/fundus-ja/ground-truth.json"):
        for row in json.loads((shared / file).read_text(encoding="utf-8")).values():
            yield row["title"] or "", row["body"] or ""
    for path in sorted((shared / "bench/facts-dev").glob("*.txt")):
        text = path.read_text(encoding="utf-8").strip()
        yield text.split("\n")[0][:90], text


def beginning(body: str) -> str:
    """As long as news are."""
    kept: list[str] = []
    for part in paragraphs(body).split("\n\n"):
        if kept and len("\n\n".join(kept)) + len(part) > LONGEST:
            break
        kept.append(part)
    return "\n\n".join(kept)[: LONGEST * 2]


class Copier:
    """Makes copies of one article."""

    def __init__(self, title: str, body: str, rng: random.Random) -> None:
        self.title, self.body, self._rng = title, body, rng
        self.spaced = measure_of(words_of(body)).spaced

    def copies(self) -> dict[str, tuple[str, str]]:
        """Title and body of each kind of copy."""
        headline = self._headline()
        quotes = self.body.translate(str.maketrans({"“": "«", "”": "»", '"': "”", "「": "『", "」": "』", "'": "’"}))
        parts = self.body.split("\n\n")
        return {
            "whole": (self.title, self.body),
            "cut": (self.title, self._cut()),
            "without its first paragraph": (self.title, "\n\n".join(parts[1:]) if len(parts) > 2 else self._cut()),
            "wrapped": (self.title, self._wrap(self.body, 2, 2)),
            "another headline": (headline, quotes),
            "edited": (self.title, self._edit()),
            "edited, another headline, wrapped": (headline, self._wrap(self._edit(), 1, 2)),
            "cut, with a notice": (self.title, self._wrap(self._cut(), 0, 1)),
        }

    def _headline(self) -> str:
        first = re.split(r"(?<=[.!?。])\s*", self.body)[0]
        words = first.split()
        return one_line(" ".join(words[2:12]) if self.spaced and len(words) > 6 else f"速報 {first[4:30]}")

    def _cut(self) -> str:
        end = int(len(self.body) * self._rng.uniform(0.35, 0.8))
        stop = max(self.body.rfind(mark, 0, end) for mark in (". ", "。", "\n"))
        return self.body[: stop + 1 if stop > end // 2 else end].strip()

    def _wrap(self, body: str, before: int, after: int) -> str:
        notices = ENGLISH if self.spaced else JAPANESE
        chosen = self._rng.sample(notices, before + after)
        return "\n\n".join(filter(None, (" ".join(chosen[:before]), body, " ".join(chosen[before:]))))

    def _edit(self) -> str:
        pieces = re.split(r"(\s+)", self.body) if self.spaced else re.findall(r".{1,2}|\n+", self.body)
        words = [piece for piece in pieces if piece.strip()]
        return "".join(self._changed(piece, words) for piece in pieces)

    def _changed(self, piece: str, words: list[str]) -> str:
        if not piece.strip() or self._rng.random() >= 0.03:
            return piece
        space = " " if self.spaced else ""
        return self._rng.choice((self._rng.choice(words), "", f"{piece}{space}{self._rng.choice(words)}"))


def cases(shared: Path, rng: random.Random, most: int) -> list[Case]:
    """All that arrives, in random order."""
    found: list[Case] = []
    texts = list(real(shared))
    for number, (title, text) in enumerate(rng.sample(texts, min(most, len(texts)))):
        body = beginning(text)
        if len("".join(words_of(body))) < 250:
            continue
        group = f"r{number}"
        found.append(_case(group, "original", title or "No title", body, number=number, later=0))
        for later, (kind, (headline, copy)) in enumerate(Copier(title or "No title", body, rng).copies().items(), 1):
            if len("".join(words_of(copy))) >= 200:
                found.append(_case(group, kind, headline, copy, number=number, later=later))
    for number, (title, pattern) in enumerate(PATTERNS.items()):
        for n in range(1, 41):
            names = dict(zip("abcdef", (w.title() for w in rng.sample(made_up.language().words, 6)), strict=True))
            group = f"p{number}-{n}"
            found.append(
                _case(
                    group, "pattern", title.format(n=n, **names), pattern.format(n=n, **names), number=number, later=n
                )
            )
    titles, bodies, _ = made_up.english(made_up.np.arange(10_000_001, 10_000_201))
    found += [
        _case(f"m{n}", "made up", *both, number=n, later=0) for n, both in enumerate(zip(titles, bodies, strict=True))
    ]
    rng.shuffle(found)
    return found


def _case(group: str, kind: str, title: str, body: str, *, number: int, later: int) -> Case:
    site = f"{group[0]}{later % 3 if kind == 'pattern' else later}"
    url = f"https://{site}.example/{group}/{later}"
    at = NOW + timedelta(minutes=number, hours=10 * later)
    article = Article(
        url=url,
        canonical_url=url,
        site=site,
        language="en",
        title=one_line(title),
        body=paragraphs(body),
        published=at.isoformat(),
    )
    return Case(article, group, kind)


@contextmanager
def undone(store: Store) -> Iterator[None]:
    """A transaction that is taken back at its end."""

    class Undone(Exception):  # noqa: N818 -- no error
        pass

    try:
        with store.write():
            yield
            raise Undone
    except Undone:
        pass


def run(store: Store, arriving: list[Case]) -> dict[str, object]:
    """Store all, and say what came of it."""
    times: dict[bool, list[float]] = {True: [], False: []}
    by_id: dict[str, Case] = {}
    with undone(store):
        for case in arriving:
            at = datetime.fromisoformat(case.article.published or "")
            key = put(store, case.article, sorted_at=at, now=NOW, kinds=()).article_id
            by_id[key] = case
            started = time.process_time()
            settle(store, [key])
            times[case.kind in ("made up", "pattern")].append((time.process_time() - started) * 1000)
        marked = dict(store.rows("SELECT id, duplicate_of FROM articles WHERE duplicate_of IS NOT NULL"))
    right = {key for key, root in marked.items() if key in by_id and root in by_id and _same(by_id[key], by_id[root])}
    for key in marked.keys() - right:
        print(f"  wrong: {by_id.get(key)} of {by_id.get(marked[key])}"[:300], file=sys.stderr)
    kinds = Counter(case.kind for case in by_id.values())
    hits = Counter(by_id[key].kind for key in right)
    copies = sum(count for kind, count in kinds.items() if kind not in ("original", "pattern", "made up"))
    return {
        "copies": copies,
        "no_copies": len(arriving) - copies,
        "recall": round(len(right) / copies, 4),
        "precision": round(len(right) / len(marked), 4) if marked else None,
        "by_kind": {kind: round(hits[kind] / count, 3) for kind, count in sorted(kinds.items()) if hits[kind]},
        "look_ms": {"all": _spread(times[True] + times[False]), "no copy": _spread(times[True])},
    }


def _same(copy: Case, root: Case) -> bool:
    return copy.group == root.group


def _spread(times: list[float]) -> dict[str, float]:
    times = sorted(times)
    return {"median": round(statistics.median(times), 2), "p95": round(times[int(len(times) * 0.95)], 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--originals", type=int, default=300)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000])
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(
            options.folder or Path(folder), options.sizes, cases(options.shared, random.Random(1), options.originals)
        )
    print(json.dumps(found))


def measure(folder: Path, sizes: list[int], arriving: list[Case]) -> dict[str, object]:
    """The figures of each size."""
    found: dict[str, object] = {}
    for size in sizes:
        path = folder / f"{size}.db"
        if not path.exists():
            made_up.fill(path, size, searched=False)
        with Store.open(path) as store:
            found[str(size)] = run(store, arriving)
        found[f"{size} megabytes"] = made_up.megabytes(path, ("articles", "fingerprints"))
        print(size, json.dumps(found[str(size)], indent=1), found[f"{size} megabytes"], flush=True)
    return found


if __name__ == "__main__":
    main()
