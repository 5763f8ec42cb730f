"""Credits by the signs of how a person and a task stand to each other, and how these are learned."""

from __future__ import annotations

import pytest

from aggregator.facts.credits.finder import CreditFinder
from aggregator.facts.credits.weighed import RULE, pairs, signs
from aggregator.facts.read import analysed, read_text
from aggregator.facts.words.weights import Weights, weights
from benchmarks import learn
from benchmarks.labels import articles, cases
from benchmarks.regression import PARTS, TAUGHT, Example, judged, learned
from tests.facts.rest import REST

NEAR = 0.2
"""By how much a weight may differ from what the labels of today teach: the rules that read a sentence change, too."""
HEAD = "Copper Bell gets an anime\n\n"


def told(text: str, tag: str = "en") -> set[tuple[str, str]]:
    """Roles and names that were told by signs."""
    facts = read_text(HEAD + text + REST, tag, "2026-09-20")
    return {(one.role, one.name) for one in facts.credits if one.evidence.rule == RULE}


def seen(text: str, tag: str) -> list[list[str]]:
    finder = CreditFinder(text, analysed(text, tag).sentences, tag=tag)
    return [signs(text, one, *pair) for one in finder.sentences for pair in pairs(text, one)]


def test_an_order_of_words_that_no_pattern_has_is_read() -> None:
    assert told("For the music of “Copper Bell” the choice has, at long last, fallen on Aya Nakano.") == {
        ("music", "Aya Nakano")
    }


def test_a_headline_with_its_lede_is_not_asked() -> None:
    lede = "For the music of “Copper Bell” the choice has, at long last, fallen on Aya Nakano."
    assert not read_text(HEAD + lede, "en", "2026-09-20").credits


def test_what_patterns_read_is_not_asked_again() -> None:
    assert told("The anime “Copper Bell” is directed by Kenji Morita.") == set()


def test_a_name_of_a_headline_is_not_asked() -> None:
    facts = read_text(
        f"The music choice has fallen on Aya Nakano\n\nMore on “Copper Bell” soon.{REST}", "en", "2026-09-20"
    )
    assert [one.name for one in facts.credits if one.evidence.rule == RULE] == []


def test_signs_are_those_of_another_language_that_says_it_so() -> None:
    english = seen("Aya Nakano composes the music.", "en")
    spanish = seen("Aya Nakano compone la música.", "es")
    assert english
    assert english == spanish


def test_every_sign_says_which_of_the_two_comes_first() -> None:
    for one in seen("The director of the film, Kenji Morita, hired Aya Nakano to write the script.", "en"):
        assert len({sign[:2] for sign in one}) == 1


def test_likelihood_grows_with_what_speaks_for_it() -> None:
    known = Weights({"a": 1.0, "b": -2.0}, 0.5)
    assert known.likelihood(["b"]) < known.likelihood([]) < known.likelihood(["a"])
    assert known.likelihood(["unknown"]) == known.likelihood([])


def test_the_likeliest_comes_first_and_equals_in_their_order() -> None:
    known = Weights({"a": 1.0, "b": -2.0}, 0.0)
    seen = [([], "first"), (["b"], "never"), (["a"], "best"), ([], "second")]
    assert list(known.likely(seen, 0.5)) == ["best", "first", "second"]


def test_what_is_always_so_is_learned() -> None:
    examples = [Example([sign, "both"], sign == "yes", at % PARTS) for at, sign in enumerate(["yes", "no"] * 40)]
    known = learned(examples)
    assert known.likelihood(["yes", "both"]) > 0.8 > 0.2 > known.likelihood(["no", "both"])
    assert judged(examples, 0.5)["precision"] == 1


def test_what_only_teaches_is_not_judged() -> None:
    examples = [Example([str(at % 2)], at % 2 == 1, at % PARTS) for at in range(40)]
    wrong = [Example(["1"], False, TAUGHT)] * 3
    assert judged([*examples, *wrong], 0.5)["recall"] == 1


def test_a_rare_sign_has_no_weight() -> None:
    examples = [Example(["often"], at % 2 == 1, 0) for at in range(20)]
    assert set(learned([*examples, Example(["rare"], True, 0)]).of) == {"often"}


@pytest.mark.ci
@pytest.mark.parametrize("name", learn.QUESTIONS)
def test_weights_are_those_that_labels_teach_and_judge_unseen_outlets_well(name: str) -> None:
    examples_of, likely = learn.QUESTIONS[name]
    examples = [one for article in [*articles(), *cases()] for one in examples_of(article)]
    taught, known = learned(examples).of, weights(name).of
    far = {sign for sign in taught.keys() | known.keys() if abs(taught.get(sign, 0) - known.get(sign, 0)) > NEAR}
    assert far == set()
    figures = judged(examples, likely)
    assert figures["precision"] > 0.85
    assert figures["recall"] > 0.75
