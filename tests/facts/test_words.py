"""The words of the facts stage: every id is of a closed list, and no word has two meanings in one table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from aggregator.base.vocabulary import language, table
from aggregator.facts.sentences.japanese import CLASSES
from aggregator.facts.words.folding import fold
from aggregator.facts.words.lexicon import GRAMMAR, RELEASE_TABLES, ROLE_TABLES, UNSPACED

TAGS = sorted(file.name.removesuffix(".toml") for file in (files("aggregator") / "data" / "languages").iterdir())
ROOT = Path(__file__).parents[2]
SETTINGS = frozenset(
    {
        "articles",
        "acted",
        "stations",
        "auxiliaries",
        "no_name",
        "of_by",
        "in_role",
        "noun_capitals",
        "noun_endings",
        "surnames",
        "verb_first",
        "past_verbs",
        "does",
        "asides",
        "plot",
        "denials",
        "bounds",
        "refutes",
        "dub",
        "dub_directors",
        "pronouns",
        "agent_endings",
        "head_last",
        "title_openers",
        "title_ends",
        "alike",
        "future_endings",
    }
) | {"not_kana_name"}
"""Keys of [grammar] that are no classes of words."""


def tables(tag: str) -> Iterator[tuple[str, dict[str, Any]]]:
    words = language(tag)
    for _, name in ROLE_TABLES:
        yield name, words.get(name, {})
    for name, listed in words.get("releases", {}).items():
        yield f"releases.{name}", listed


@pytest.mark.parametrize("tag", TAGS)
def test_roles_are_of_the_closed_list(tag: str) -> None:
    known = set(table("roles")["people"]) | set(table("roles")["companies"])
    for name, listed in tables(tag):
        if not name.startswith("releases"):
            assert set(listed) <= known, name


@pytest.mark.parametrize("tag", TAGS)
def test_events_and_sorts_are_of_the_closed_lists(tag: str) -> None:
    closed = table("events")
    known = {
        "releases.events": set(closed["events"]) | set(closed["undecided"]),
        "releases.context": set(closed["events"]),
        "releases.words": set(closed["words"]),
    }
    for name, listed in tables(tag):
        if name.startswith("releases"):
            assert set(listed) <= known[name], name


def test_the_code_reads_each_table_of_releases() -> None:
    assert set(RELEASE_TABLES) == {"events", "context", "words"}


@pytest.mark.parametrize("tag", TAGS)
def test_classes_of_the_grammar_are_known(tag: str) -> None:
    known = set(CLASSES) if tag in UNSPACED else set(GRAMMAR)
    grammar: dict[str, Any] = language(tag).get("grammar", {})
    assert set(grammar) - SETTINGS <= known
    assert set(grammar.get("type", {})) <= set(table("events")["types"])


@pytest.mark.parametrize("tag", TAGS)
def test_words_beside_the_news_are_of_the_known_lists(tag: str) -> None:
    known = {
        "headings",
        "signs",
        "headlines",
        "founds",
        "invites",
        "inspired",
        "best",
        "wishes",
        "hosts",
        "others",
        "leaves",
    }
    assert set(language(tag).get("outside", {})) <= known


@pytest.mark.parametrize("tag", TAGS)
def test_no_word_has_two_meanings_in_one_table(tag: str) -> None:
    for name, listed in tables(tag):
        if name == "releases.words":
            continue  # a word may delay a release and replace a date
        meanings = defaultdict(set)
        for key, phrases in listed.items():
            for phrase in phrases:
                meanings[fold(phrase)].add(key)
        assert {phrase: sorted(keys) for phrase, keys in meanings.items() if len(keys) > 1} == {}, name


@pytest.mark.parametrize("tag", TAGS)
def test_words_are_plain_lower_case_strings(tag: str) -> None:
    for name, listed in tables(tag):
        for phrases in listed.values():
            for phrase in phrases:
                assert phrase == phrase.strip() != "", name
                assert not set(phrase) & set("\\^$*?[]{}"), (name, phrase)


def shared() -> Iterator[tuple[str, str, list[str]]]:
    for group, lists in table("shared_words").items():
        for key, words in lists.items():
            yield group, key, words


@pytest.mark.parametrize(("group", "key", "words"), list(shared()))
def test_shared_words_stand_once_in_lower_case(group: str, key: str, words: list[str]) -> None:
    assert len(set(words)) == len(words)
    assert all(word == word.strip().lower() != "" for word in words)


@pytest.mark.parametrize(("group", "key"), [(group, key) for group, key, _ in shared()])
def test_a_rule_reads_each_list_of_shared_words(group: str, key: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "aggregator").rglob("*.py"))
    assert re.search(rf"shared_words\(['\"]{group}['\"], ['\"]{key}['\"]\)", code)
