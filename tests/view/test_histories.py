import time

from hypothesis import given
from hypothesis import strategies as st

from aggregator.view.articles import find
from aggregator.view.histories import History, differences, history
from aggregator.view.reading import Skipped, reading
from tests.view.made_up import Shelf


def read(shelf: Shelf, key: str) -> History:
    with reading(shelf.path) as store:
        entry = find(store, key)
        assert entry is not None
        return history(store, entry, Skipped())


def change(field: str, old: str | None, new: str | None) -> str:
    (found,) = differences({field: old}, {field: new})
    assert found.field == field
    return "".join(piece.text if piece.sign == "=" else f"[{piece.sign}{piece.text}]" for piece in found.pieces)


def test_changed_words_of_a_title() -> None:
    assert change("title", "It opens on January 10", "It opens on January 17") == "It opens on January [-10][+17]"


def test_changed_characters_where_no_spaces_are_written() -> None:
    assert change("title", "1月10日より放送開始", "1月17日より放送開始") == "1月[-10][+17]日より放送開始"


def test_quite_another_text_is_shown_as_a_whole() -> None:
    assert change("title", "alpha beta gamma", "one two three four") == "[-alpha beta gamma][+one two three four]"


def test_only_changed_paragraphs_of_a_body() -> None:
    old, new = "Same.\n\nIt opens on Friday.\n\nLast.", "Same.\n\nIt opens on Monday.\n\nLast.\n\nNew one."
    assert change("body", old, new) == "It opens on [-Friday][+Monday].\n\n[+New one.]"


def test_a_summary_that_came_or_went() -> None:
    assert change("summary", None, "now") == "[+now]"
    assert change("summary", "before", None) == "[-before]"


def test_nothing_changed() -> None:
    assert differences({"title": "a", "body": None}, {"title": "a", "body": ""}) == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_states_can_be_read_from_a_difference(old: str, new: str) -> None:
    for found in differences({"title": old}, {"title": new}):
        assert "".join(piece.text for piece in found.pieces if piece.sign != "+") == old
        assert "".join(piece.text for piece in found.pieces if piece.sign != "-") == new


def test_long_bodies_are_compared_quickly() -> None:
    words = [f"w{n % 97}" for n in range(40_000)]
    old = "\n\n".join(" ".join(words[n : n + 900]) for n in range(0, 40_000, 900))
    new = "\n\n".join(" ".join(reversed(words[n : n + 900])) for n in range(0, 40_000, 900))
    started = time.perf_counter()
    differences({"body": old}, {"body": new})
    assert time.perf_counter() - started < 10


def test_versions_of_an_article(shelf: Shelf) -> None:
    url = "https://lantern-wire.example/changing"
    key = shelf.put("Opens on January 10", url=url)
    shelf.put("Opens on January 17", url=url)
    shelf.put("Opens on January 17", url=url, summary="Delayed.")
    found = read(shelf, key)
    assert [(v.version, [d.field for d in v.differences]) for v in found.versions] == [
        (1, []),
        (2, ["title"]),
        (3, ["summary"]),
    ]
    assert [v.seen_at[:13] for v in found.versions] == ["2026-07-01T04", "2026-07-01T05", "2026-07-01T06"]


def test_an_article_that_never_changed_has_one_version(shelf: Shelf) -> None:
    assert [v.differences for v in read(shelf, shelf.put("a")).versions] == [()]


def test_copies_original_and_story(shelf: Shelf) -> None:
    one, two, three = shelf.put("one"), shelf.put("two"), shelf.put("three")
    shelf.story(one, two)
    shelf.copy(one, three)
    found = read(shelf, one)
    assert ([c.title for c in found.copies], found.story_title, [s.title for s in found.story]) == (
        ["three"],
        "one",
        ["two"],
    )
    copy = read(shelf, three)
    assert copy.original is not None
    assert (copy.original.title, copy.story) == ("one", ())
