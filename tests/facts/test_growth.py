"""That what is asked of a text does not grow faster than the text: by counting, not by the clock."""

from __future__ import annotations

import re

import pytest

from aggregator.facts.credits.patterns_makers import MAKER_RULES
from aggregator.facts.credits.rules import Rules, compiled
from aggregator.facts.credits.voices.rules import VOICE_RULES
from aggregator.facts.sentences.marks import MAX_SIGNS, mark_code
from aggregator.facts.words.lexicon import lexicon
from aggregator.facts.words.tokens import Token, tokenize
from aggregator.facts.words.trie import trie


class Counted(list[Token]):
    """Tokens that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        self.looks += 1
        return super().__getitem__(at)


def test_a_row_of_signs_is_looked_at_only_so_far_back() -> None:
    tokens = Counted(tokenize("★ " * 500))
    for at in range(400, 500):
        mark_code(tokens, at)
    assert tokens.looks < 100 * 3 * MAX_SIGNS


@pytest.mark.parametrize(("tag", "text"), [("es", "la "), ("de", "der "), ("fr", "le "), ("en", "the ")])
def test_a_phrase_does_not_run_on_over_articles(tag: str, text: str) -> None:
    tokens = Counted(tokenize(text * 500))
    for at in range(100):
        lexicon(tag).matches(tokens, at)
    assert tokens.looks < 100 * 20


def test_a_phrase_still_skips_an_article() -> None:
    words, plain = tokenize("director of the photography"), tokenize("director of photography")
    assert lexicon("en").match(words, 0) == (len(words), lexicon("en").match(plain, 0)[1])  # type: ignore[index]


def test_only_rules_whose_letters_a_sentence_has_are_tried() -> None:
    rules = Rules(compiled(("one", "NR", "NR"), ("two", "V", "V")))
    assert [name for name, _, _ in rules.possible("oNfR.")] == ["one"]
    assert [name for name, _, _ in rules.possible("NVR")] == ["one", "two"]


@pytest.mark.parametrize("rules", [VOICE_RULES, MAKER_RULES])
def test_a_sentence_with_every_letter_is_tried_with_every_rule(rules: Rules) -> None:
    assert rules.possible("".join(rules.needed)) == rules.rules


def test_a_trie_finds_the_longest_word() -> None:
    pattern = re.compile(trie(["ab", "abcd", "b", "ba+"]))
    assert [match[0] for match in pattern.finditer("abc abcd b ba+")] == ["ab", "abcd", "b", "ba+"]


def test_a_trie_of_nothing_finds_nothing() -> None:
    assert re.search(trie([]), "anything") is None
