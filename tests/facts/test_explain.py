"""Where a text's facts stand, whatever the reading finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.claims import Credit, Evidence, Facts, Release, WorkMention
from aggregator.base.records import Article
from aggregator.facts import explain
from aggregator.facts.explain import Explanation, explain_article, explain_text
from aggregator.facts.releases.refusals import Refused

TEXT = (
    "Copper Sparrow opens on May 2.\n\n"
    "Copper Sparrow (Suzume) opens on May 2. Ada Finch directs and writes it. It rained on May 1."
)


def evidence(quote: str) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(field="body", quote=quote, start=start, end=start + len(quote), rule="made up")


def credit(name: str, role_text: str, quote: str) -> Credit:
    return Credit(work=None, role="director", role_text=role_text, name=name, evidence=evidence(quote))


FACTS = Facts(
    works=(WorkMention(title="Copper Sparrow", aliases=("Suzume",)),),
    releases=(
        Release(
            work=None, event="premiere", edtf="2031-05-02", text="May 2", evidence=evidence("(Suzume) opens on May 2")
        ),
    ),
    credits=(
        credit("Ada Finch", "directs", "Ada Finch directs and writes it"),
        credit("Ada Finch", "writes", "Ada Finch directs and writes it"),
        credit("Ada Finch", "of the screenplay", "Ada Finch directs"),
    ),
)


def read(monkeypatch: pytest.MonkeyPatch, facts: Facts = FACTS) -> Explanation:
    at = TEXT.index("May 1")
    monkeypatch.setattr(explain, "read_and_refuse", lambda *_: (facts, [Refused(at, at + 5, "is the rain's")]))
    return explain_text(TEXT, "en", "2031-04-30")


def test_every_fact_is_marked_where_its_words_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch)
    shown = [(TEXT[mark.start : mark.end], mark.kind, mark.labels) for mark in found.marks]
    assert shown == [
        ("Copper Sparrow", "work", ("W1",)),
        ("Copper Sparrow", "work", ("W1",)),
        ("Suzume", "work", ("W1",)),
        ("May 2", "date", ("R1",)),
        ("Ada Finch", "name", ("C1", "C2", "C3")),
        ("directs", "role", ("C1",)),
        ("writes", "role", ("C2",)),
        ("May 1", "refused", ("D1",)),
    ]
    assert found.marks[3].start > TEXT.index("(Suzume)")
    assert [(one.text, one.reason) for one in found.refused] == [("May 1", "is the rain's")]


def test_of_two_that_overlap_the_longer_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    works = (WorkMention(title="Sparrow"), WorkMention(title="Copper Sparrow"), WorkMention(title="Copper"))
    marks = read(monkeypatch, Facts(works=works)).marks
    assert [mark.labels for mark in marks if mark.kind == "work"] == [("W2",), ("W2",)]


@given(titles=st.lists(st.text("Coper Srw(). ", max_size=4), max_size=6))
def test_marks_never_overlap(titles: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        marks = read(patch, Facts(works=tuple(WorkMention(title=title) for title in titles))).marks
    ends = [0, *(mark.end for mark in marks)]
    assert all(before <= mark.start < mark.end for before, mark in zip(ends, marks, strict=False))


@pytest.mark.parametrize(
    ("title", "body", "text", "whole"),
    [
        ("Title", None, None, "Title"),
        ("Title", "Body", None, "Title\n\nBody"),
        ("Title", "Title\n\nBody", None, "Title\n\nBody"),
        ("Title", "Body", "As it came", "As it came"),
    ],
)
def test_the_text_of_an_article(title: str, body: str | None, text: str | None, whole: str) -> None:
    article = Article(url="", canonical_url="", site="", language="en", title=title, body=body)
    assert explain_article(article, None, text).text == whole


def test_a_language_without_words_has_nothing_to_explain() -> None:
    found = explain_text("Vogels zingen op 3 mei.", "nl", "2031-04-30")
    assert found.facts == Facts()
