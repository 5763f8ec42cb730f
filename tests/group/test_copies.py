"""Which of several copies is the original."""

from __future__ import annotations

from itertools import permutations

import pytest

from aggregator.group.copies import Member, original_of

EARLY, LATE, LATEST = "2031-05-04T01:00:00+00:00", "2031-05-04T02:00:00+00:00", "2031-05-05T00:00:00+00:00"


def member(name: str, at: str, declared: str | None = None) -> Member:
    return Member(name, f"https://{name}.example/1", at, declared and f"https://{declared}.example/1")


@pytest.mark.parametrize(
    ("members", "original"),
    [
        ([member("b", EARLY), member("a", LATE)], "b"),
        ([member("b", EARLY), member("a", EARLY)], "a"),
        ([member("b", EARLY), member("a", LATE), member("c", LATEST, "a")], "a"),
        ([member("b", EARLY, "a"), member("a", LATE)], "a"),
        ([member("b", EARLY, "elsewhere"), member("a", LATE)], "b"),
        ([member("b", EARLY, "b"), member("a", LATE)], "b"),
        ([member("a", EARLY, "b"), member("b", LATE, "c"), member("c", LATEST)], "c"),
        ([member("a", LATE, "b"), member("b", EARLY, "a")], "b"),
    ],
    ids="earliest address declared declared-by-the-earliest not-here itself chain each-other".split(),
)
def test_the_original_whatever_the_order(members: list[Member], original: str) -> None:
    assert {original_of(order).article_id for order in permutations(members)} == {original}
