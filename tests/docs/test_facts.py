"""What the documents say of facts and of the words that tell them: the example, the reasons, the fields, the keys."""

from __future__ import annotations

import inspect
import json
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from aggregator.facts.names.spans import KnownSpans
from aggregator.facts.read import read_and_refuse
from aggregator.facts.releases import refusals
from aggregator.facts.releases.refusals import NO_RELEASE, SILENT, UNDATED, UNLIKELY
from aggregator.facts.sentences.chunks import Chunker
from aggregator.facts.words.lexicon import UNSPACED, lexicon
from aggregator.facts.words.tokens import tokenize
from aggregator.store.describe import read_tables
from tests.cli.program import run
from tests.docs.documents import Block, blocks, read
from tests.facts.rest import REST

FACTS, WORDS = read("docs/facts.md"), read("aggregator/data/README.md")
GIVEN = ("--language", "en", "--published", "2026-09-20")
LANGUAGES: dict[str, dict[str, Any]] = {
    file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
    for file in (files("aggregator") / "data" / "languages").iterdir()
}


def shown(kind: str, remark: str) -> Block:
    (block,) = (block for block in blocks(kind) if block.remark == remark)
    return block


ARTICLE = shown("text", "moon-harbor.txt").text


class TestExample:
    def test_the_explanation_is_what_is_printed(self) -> None:
        printed = [line.rstrip() for line in run("extract", "--explain", *GIVEN, stdin=ARTICLE).out.splitlines()]
        assert shown("text", "printed by extract --explain").text.rstrip().splitlines() == printed

    def test_the_claim_is_one_that_is_printed(self) -> None:
        (found,) = run("extract", "--json", *GIVEN, stdin=ARTICLE).objects
        claim = json.loads(shown("json", "printed by extract --json").text)
        assert claim in [{k: v for k, v in one.items() if k != "evidence"} for one in found["releases"]]

    def test_the_row_of_classes_is_the_sentences(self) -> None:
        sentences = Chunker(ARTICLE, tokenize(ARTICLE), lexicon("en"), KnownSpans(ARTICLE, "en")).sentences()
        (row,) = re.findall(r"The sentence about Kenji Mori is `(.+)`", FACTS)
        assert row in [sentence.codes for sentence in sentences]


_TABLE = FACTS.partition("<!-- refusals -->")[2].partition("\n\n")[0]
REFUSALS: list[tuple[str, str]] = re.findall(r"^\| (?!reason|---)(.+) \| (.+?)(?: \(.+\))? \|$", _TABLE, re.MULTILINE)


@pytest.mark.parametrize(("reason", "text"), REFUSALS)
def test_a_date_is_refused_for_the_reason_that_is_told(reason: str, text: str) -> None:
    published = None if reason == UNDATED else "2026-05-20"
    text = f"{text}{REST}" if reason == UNLIKELY else text
    _, refused = read_and_refuse(text, "ja" if "「" in text else "en", published)
    assert [one.reason for one in refused] == [reason]


def test_every_reason_is_told() -> None:
    reasons = {
        SILENT,
        NO_RELEASE,
        UNDATED,
        UNLIKELY,
        *re.findall(r'return f?"(is [^"{]+|stands [^"{]+)', inspect.getsource(refusals)),
    }
    assert len(reasons) > 8
    assert [reason for reason in reasons if not any(told.startswith(reason) for told, _ in REFUSALS)] == []


def test_every_field_of_a_claim_is_told() -> None:
    tables = read_tables()
    for table in ("releases", "credits"):
        assert {f"`{column[0]}`" for column in tables[table].columns} <= set(re.findall(r"`\w+`", FACTS))


def keys(tag: str) -> Iterator[str]:
    """The keys of a language's tables that the page describes, the roles and kinds of news left out."""
    words = LANGUAGES[tag]
    yield from words.get("grammar", {})
    yield from words.get("grammar", {}).get("type", {})
    for listed in words.get("releases", {}).values():
        yield from listed
    if tag not in UNSPACED:
        yield from words.get("dates", {})


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_key_of_a_languages_words_is_described(tag: str) -> None:
    told = set(re.findall(r"`\[?(?:grammar\.)?(\w+)\]?`", WORDS))
    assert set(keys(tag)) <= told


def test_every_role_that_has_words_is_described() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", WORDS, re.MULTILINE))
    for words in LANGUAGES.values():
        for table in ("roles", "role_verbs", "role_by"):
            assert {role for role, phrases in words.get(table, {}).items() if phrases} <= told


def listed(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for below in value.values():
            yield from listed(below)
    elif isinstance(value, list):
        yield from (word for word in value if isinstance(word, str))


def test_the_examples_are_words_of_their_language() -> None:
    examples = re.findall(r"«([^»]+)» \((\w\w)\)", WORDS)
    assert len(examples) > 100
    assert [(word, tag) for word, tag in examples if word not in set(listed(LANGUAGES[tag]))] == []
