"""What signs say for or against a fact: learns the weights in `aggregator/data/weights/` from the labelled articles.

    python benchmarks/learn.py [--write] [NAME ...]

Each name is a file there and a question that the rules ask of signs: `staff`, whether a person has a task that stands
in the same sentence (`facts/credits/weighed.py`); `staff_ja`, the same in languages without spaces
(`facts/credits/japanese/weighed.py`); `voices`, whether an actor speaks a character who is named there, too
(`facts/credits/voices/weighed.py`); `dates`, whether a date is that of a release that is news
(`facts/releases/weighed.py`). What is right is told by `labelled/development`, where what a label says may be left out
counts neither way, and by the cases of the tests, many of which look like a fact and are none. How well unseen outlets
are judged is told by five parts, each judged by what the other four teach: no outlet is in two of them. The last line is
one JSON object.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from aggregator.facts.credits import weighed as staff
from aggregator.facts.credits.finder import CreditFinder
from aggregator.facts.credits.japanese import weighed as japanese
from aggregator.facts.credits.japanese.names import NameReader
from aggregator.facts.credits.voices import weighed as voices
from aggregator.facts.names.gazetteer import fold
from aggregator.facts.read import analysed, release_finder
from aggregator.facts.reading import read_as
from aggregator.facts.releases import weighed as dates
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.finder import FoundRelease, ReleaseFinder
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.sentences.japanese import japanese_words
from aggregator.facts.topic import tells_of_works
from aggregator.facts.words.lexicon import UNSPACED
from benchmarks.regression import PARTS, TAUGHT, Example, judged, learned

LABELS = Path(__file__).parent / "labelled" / "development"
CASES = Path(__file__).parents[1] / "tests" / "facts" / "cases"
WEIGHTS = Path(__file__).parents[1] / "aggregator" / "data" / "weights"
HEADER = "# What each sign says for (+) or against (-): learned by benchmarks/learn.py, see there.\n"
SAME = {"author": "original_creator", "illustrator": "original_illustration"}
"""Roles that a label may have for each other."""
VOICES, MOST = frozenset({"voice", "dub_voice", "actor"}), 0.6
"""Roles that have a character; the share of a character's name that is enough."""


class Article(NamedTuple):
    """A labelled article, and which part of the outlets it belongs to."""

    text: str
    label: dict[str, Any]
    part: int


def articles() -> Iterator[Article]:
    """All labelled articles of development."""
    for file in sorted(LABELS.glob("*.json")):
        label = json.loads(file.read_text(encoding="utf-8"))
        part = blake2b((label["outlet"] or file.stem).encode(), digest_size=2).digest()[0] % PARTS
        yield Article(file.with_suffix(".txt").read_text(encoding="utf-8"), label, part)


def cases() -> Iterator[Article]:
    """The cases of the tests, with the credits and releases that they say are all; they teach, and judge nothing."""
    for file in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            label: dict[str, Any] = {"language": file.name.partition(".")[0], "published": case.get("published")}
            if "credits" in case or "credits_of" in case:
                told = [one.split(": ") for one in case.get("credits", case.get("credits_of", []))]
                parts = [(one[-2], *one[-1].partition(" as ")) for one in told]
                label["credits"] = [{"role": role, "name": name, "character": who} for role, name, _, who in parts]
            stated = next((case[name] for name in ("releases", "of", "places") if name in case), None)
            if stated is not None:
                rows = [one.rpartition(": ")[2].replace(",", "").split() for one in stated]
                label["releases"] = [{"event": event, "edtf": edtf} for event, edtf, *_ in rows]
            yield Article(case["text"], label, TAUGHT)


def of_staff(article: Article) -> Iterator[Example]:
    """Each person of a sentence with each task near it, in languages with spaces."""
    text, tag = article.text, article.label["language"]
    if tag in UNSPACED or "credits" not in article.label:
        return
    finder = CreditFinder(text, analysed(text, tag).sentences, tag=tag)
    for sentence in finder.sentences:
        for name, place in staff.pairs(text, sentence):
            chunk = sentence.chunks[name]
            role = staff.role_at(sentence, place, books=finder.books)
            right = _has_role(article.label["credits"], text[chunk.start : chunk.end], role)
            if right is not None:
                yield Example(staff.signs(text, sentence, name, place), right, article.part)


class ByRules(ReleaseFinder):
    """Finds releases by the rules alone, and keeps for each date the signs of the news that it may be."""

    weighs = False

    def __init__(self, *args: Any, **known: Any) -> None:
        super().__init__(*args, **known)
        self.asked: list[tuple[FoundRelease, list[str]]] = []

    def row(self, sentence: Sentence, number: int) -> list[Clause]:
        """The dates of a sentence, which are looked at before any of them is judged."""
        row = super().row(sentence, number)
        for at, clause in enumerate(row):
            told = self.releases(row, at, self.chooser.event(clause))[:1]
            self.asked += [(one, self.signs(clause, len(row), one)) for one in told if one.news and not one.superseded]
        return row


def of_dates(article: Article) -> Iterator[Example]:
    """Each date that would be news, whether the rules take it for a release or not."""
    if "releases" not in article.label:
        return
    text, tag = read_as(article.text).text, article.label["language"]
    analysis = analysed(text, tag)
    if not tells_of_works(text, analysis.sentences):
        return
    published = article.label.get("published") or article.label.get("published_month")
    finder = release_finder(analysis, tag.partition("-")[0], published, ByRules)
    taken = {one.words for one in finder.find()}
    for one, seen in finder.asked:
        right = _is_released(article.label["releases"], one, text, taken=one.words in taken)
        if right is not None:
            yield Example(seen, right, article.part)


def of_voices(article: Article) -> Iterator[Example]:
    """Each actor of a sentence that may speak of voices with each character near, in languages with spaces."""
    text, tag = article.text, article.label["language"]
    if tag in UNSPACED or "credits" not in article.label:
        return
    finder = CreditFinder(text, analysed(text, tag).sentences, tag=tag)
    for _, spread in voices.spreads(text, finder.sentences):
        for actor, character in spread.pairs():
            right = _plays(article.label["credits"], spread.name(actor), spread.name(character))
            if right is not None:
                yield Example(voices.signs(spread, actor, character), right, article.part)


def _names(article: Article) -> NameReader | None:
    """Who reads the names of an article in a language without spaces."""
    text, tag = article.text, article.label["language"].partition("-")[0]
    words = japanese_words(tag) if tag in UNSPACED else None
    return NameReader(text, analysed(text, tag).sentences, words.not_names, words.given) if words else None


def of_staff_ja(article: Article) -> Iterator[Example]:
    """Each person of a sentence with each task near it, in languages without spaces."""
    names = _names(article)
    for sentence in names.sentences if names else ():
        for name, place in japanese.tasks(article.text, sentence, names):
            chunk = sentence.chunks[name]
            right = _has_role(
                article.label["credits"], article.text[chunk.start : chunk.end], sentence.chunks[place].value
            )
            if right is not None:
                yield Example(staff.signs(article.text, sentence, name, place), right, article.part)


QUESTIONS: dict[str, tuple[Callable[[Article], Iterator[Example]], float]] = {
    "staff": (of_staff, staff.LIKELY),
    "voices": (of_voices, voices.LIKELY),
    "staff_ja": (of_staff_ja, japanese.LIKELY),
    "dates": (of_dates, dates.LIKELY),
}
"""Who gives the examples of each question, and how likely is likely enough."""


def _has_role(labels: Sequence[dict[str, Any]], name: str, role: str) -> bool | None:
    """Whether a label gives a name a role; None where that label may be left out."""
    told = [one for one in labels if _key(name) in map(_key, _ways(one, "name")) and _same(role) in _roles(one)]
    return any(map(_is_asked, told)) or (None if told else False)


def _is_released(labels: Sequence[dict[str, Any]], one: FoundRelease, text: str, *, taken: bool) -> bool | None:
    """Whether labels know a date as a release's; None where that date is another's, or nobody knows whose: one that the
    rules have not ``taken``, away from the words that a label quotes.
    """
    told = [label for label in labels if label.get("edtf") and _is_same_day(label, one.resolved.edtf)]
    known = [label for label in told if _ways(label, "event") != ["other"]]
    if taken and known:
        return True
    starts = ((label, text.find(label.get("quote") or "\0")) for label in known)
    if any(0 <= at <= one.words[0] < at + len(label["quote"]) for label, at in starts):
        return True
    return None if told else False


def _is_same_day(label: dict[str, Any], edtf: str) -> bool:
    """Whether a label tells a date, or an end of an interval; XXXX is any year."""
    days = {day.strip("~?%") for day in (edtf, *edtf.split("/"))}
    told = {day.strip("~?%") for day in _ways(label, "edtf")}
    return bool(days & told) or any(day[:4] == "XXXX" and day[4:] == one[4:] for day in told for one in days)


def _plays(labels: Sequence[dict[str, Any]], name: str, character: str) -> bool | None:
    """Whether a label gives somebody a character, or most of its name; None where that label may be left out."""
    told = [
        one
        for one in labels
        if VOICES & {*_ways(one, "role")}
        and _key(name) in map(_key, _ways(one, "name"))
        and any(_is_most(fold(character), fold(way)) for way in _ways(one, "character"))
    ]
    return any(map(_is_asked, told)) or (None if told else False)


def _is_most(one: str, other: str) -> bool:
    """Whether one of two names is most of the other."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and shorter in longer and len(shorter) >= MOST * len(longer)


def _is_asked(label: dict[str, Any]) -> bool:
    """Whether a label must be found, and is not only allowed."""
    return label.get("news") is not False and not (label.get("optional") or label.get("sidebar"))


def _ways(label: dict[str, Any], field: str) -> list[str]:
    """A field of a label, and what may stand there, too."""
    more = label.get(f"{field}_alt") or []
    return [one for one in (label.get(field), *([more] if isinstance(more, str) else more)) if one]


def _roles(label: dict[str, Any]) -> set[str]:
    return {_same(one) for one in _ways(label, "role")}


def _same(role: str) -> str:
    return SAME.get(role, role)


def _key(name: str) -> tuple[str, ...]:
    """A name without accents, case, long vowels and the order of its parts."""
    return tuple(sorted(fold(name).replace("ou", "o").replace("oo", "o").replace("uu", "u").split()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*QUESTIONS, []])
    parser.add_argument("--write", action="store_true", help="write the weights that all articles teach")
    args = parser.parse_args()
    read = [*articles(), *cases()]
    figures: dict[str, Any] = {}
    for name in args.names or QUESTIONS:
        examples_of, likely = QUESTIONS[name]
        examples = [example for article in read for example in examples_of(article)]
        weights = learned(examples)
        if args.write:
            told = ((json.dumps(sign, ensure_ascii=False), value) for sign, value in weights.of.items() if value)
            rows = (f"{sign} = {value}\n" for sign, value in told)
            text = f"{HEADER}bias = {weights.bias}\n\n[weights]\n{''.join(rows)}"
            (WEIGHTS / f"{name}.toml").write_text(text, encoding="utf-8")
        right = sum(example.right for example in examples)
        figures[name] = {"examples": len(examples), "right": right, "signs": len(weights.of)}
        figures[name] |= judged(examples, likely)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
