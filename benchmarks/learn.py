"""What signs say for or against a fact: learns the weights in `aggregator/data/weights/` from the labelled articles.

    python benchmarks/learn.py [--write] [NAME ...]

Each name is a file there and a question that the rules ask of signs: `staff`, whether a person has a task that stands
in the same sentence (`facts/credits/weighed.py`); `staff_ja`, the same in languages without spaces
(`facts/credits/japanese/weighed.py`); `voices`, whether an actor speaks a character who is named there, too
(`facts/credits/voices/weighed.py`); `dates`, whether a date is that of a release that is news
(`facts/releases/weighed.py`). What is right is told by `labelled/development`, where what a label says may be left out
counts neither way, and by the cases of the tests, many of which look like a fact and are none. How well unseen outlets
are judged is told by five parts, each judged by what the other four teach: no outlet is in two of them. The last line
is one JSON object.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from aggregator.facts.credits import weighed as staff
from aggregator.facts.credits.books import role_of
from aggregator.facts.credits.finder import CreditFinder
from aggregator.facts.credits.japanese import weighed as japanese
from aggregator.facts.credits.japanese.names import NameReader
from aggregator.facts.credits.voices import weighed as voices
from aggregator.facts.read import analysed, release_finder
from aggregator.facts.reading import read_as
from aggregator.facts.releases import weighed as dates
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.finder import FoundRelease, ReleaseFinder
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.sentences.japanese import japanese_words
from aggregator.facts.topic import tells_of_works
from aggregator.facts.words.lexicon import UNSPACED
from benchmarks.labels import Article, articles, cases, has_role, is_released, plays
from benchmarks.regression import Example, judged, learned

WEIGHTS = Path(__file__).parents[1] / "aggregator" / "data" / "weights"
HEADER = "# What each sign says for (+) or against (-): learned by benchmarks/learn.py, see there.\n"


def of_staff(article: Article) -> Iterator[Example]:
    """Each person of a sentence with each task near it, in languages with spaces."""
    text, tag = article.text, article.label["language"]
    if tag in UNSPACED or "credits" not in article.label:
        return
    finder = CreditFinder(text, analysed(text, tag).sentences, tag=tag)
    for sentence in finder.sentences:
        for name, place in staff.pairs(text, sentence):
            chunk = sentence.chunks[name]
            role = role_of(sentence.chunks, place, books=finder.books)
            right = has_role(article.label["credits"], text[chunk.start : chunk.end], role)
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
        right = is_released(article.label["releases"], one, text, taken=one.words in taken)
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
            right = plays(article.label["credits"], spread.name(actor), spread.name(character))
            if right is not None:
                yield Example(voices.signs(spread, actor, character), right, article.part)


def _names(article: Article) -> NameReader | None:
    """Who reads the names of an article in a language without spaces."""
    text, tag = article.text, article.label["language"].partition("-")[0]
    words = japanese_words(tag) if tag in UNSPACED else None
    return NameReader(text, analysed(text, tag).sentences, words.not_names, words.given) if words else None


def of_staff_ja(article: Article) -> Iterator[Example]:
    """Each person of a sentence with each task near it, in languages without spaces."""
    text, labels = article.text, article.label.get("credits")
    names = _names(article) if labels is not None else None
    for sentence in names.sentences if names else ():
        for name, place in japanese.tasks(text, sentence, names):
            chunk = sentence.chunks[name]
            right = has_role(labels, text[chunk.start : chunk.end], sentence.chunks[place].value)
            if right is not None:
                yield Example(staff.signs(text, sentence, name, place), right, article.part)


QUESTIONS: dict[str, tuple[Callable[[Article], Iterator[Example]], float]] = {
    "staff": (of_staff, staff.LIKELY),
    "voices": (of_voices, voices.LIKELY),
    "staff_ja": (of_staff_ja, japanese.LIKELY),
    "dates": (of_dates, dates.LIKELY),
}
"""Who gives the examples of each question, and how likely is likely enough."""


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
