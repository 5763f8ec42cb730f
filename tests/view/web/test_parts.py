"""The pure parts of pages: words, passages, what is new, drawings."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.view.passages import Span, passages
from aggregator.view.web import words
from aggregator.view.web.cards import picture, plate
from aggregator.view.web.drawing import Statement, draw
from aggregator.view.web.facts import Fact, by_work, in_short

TEXTS = st.text(st.sampled_from("ab. 。\n「」é葬"), max_size=300)
SPANS = st.lists(st.builds(Span, st.integers(-3, 320), st.integers(-3, 320), st.booleans()), max_size=8)
DAYS = st.dates(date(1960, 1, 1), date(2060, 1, 1))


@given(TEXTS, SPANS)
def test_passages_are_stretches_of_the_text_with_every_quote_marked(text: str, spans: list[Span]) -> None:
    at, covered = 0, ""
    for passage in passages(text, spans):
        shown = "".join(part.text for part in passage.parts)
        at = text.index(shown, at)
        covered += " " * (at - len(covered)) + "".join(("x" if p.mark else " ") * len(p.text) for p in passage.parts)
        at += len(shown)
    inside = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    wanted = {place for span in inside for place in range(span.start, span.end)}
    assert {place for place, sign in enumerate(covered) if sign == "x"} == wanted


def test_what_is_new_in_either_of_two_quotes_is_new() -> None:
    (passage,) = passages("abcdef", [Span(0, 4, False), Span(2, 6, True)])
    assert [(part.text, part.mark) for part in passage.parts] == [("ab", "known"), ("cdef", "new")]


def test_in_short_a_fact_of_several_names_stands_once_the_fullest() -> None:
    told = [
        Fact(label="Premiere", value="8 April 2027", work="A"),
        Fact(label="Premiere", value="8 April 2027", work="B"),
        Fact(label="Streaming", value="8 April 2027", work="A"),
        Fact(label="Premiere", value="8 April 2027", note="Japan", work="C"),
    ]
    assert in_short(told) == (told[2], told[3])


def test_facts_stand_under_their_works_in_the_order_of_the_first_of_each() -> None:
    told = [Fact(label="x", value=str(place), work_href=f"/work/{place % 2}") for place in range(4)]
    assert by_work(told) == [(told[0], [told[0], told[2]]), (told[1], [told[1], told[3]])]


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2027-01-10", "10 January 2027"),
        ("2027-01", "January 2027"),
        ("2027", "2027"),
        ("2027-24", "winter 2027"),
        ("2027-33", "first quarter of 2027"),
        ("2027-41", "second half of 2027"),
        ("2027-04~", "about April 2027"),
        ("2027-07-04/2027-07-06", "4 July 2027 to 6 July 2027"),
        ("XXXX-10-06", "6 October"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is(edtf: str, said: str) -> None:
    assert words.date_words(edtf) == said


@pytest.mark.parametrize(
    ("tag", "said"), [("ja", "Japanese"), ("pt-BR", "Portuguese (Brazil)"), ("qq", "qq"), ("<b>", "<b>")]
)
def test_a_language_is_named(tag: str, said: str) -> None:
    assert words.language(tag) == said


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.example/x.png", "https://a.example/x.png"),
        ("http://a.example/x.png", "https://a.example/x.png"),
        ("http://a.example:8080/x.png", None),
        ("http://10.0.0.1/x.png", None),
        ("http://[::1]/x.png", None),
        ("javascript:alert(1)", None),
        ("data:image/svg+xml,x", None),
        (None, None),
    ],
)
def test_a_picture_is_asked_for_safely_or_not_at_all(address: str | None, shown: str | None) -> None:
    assert picture(address) == shown


def test_a_title_has_always_the_same_plate() -> None:
    assert plate("葬りの灯台") == plate("葬りの灯台")
    assert plate("「星」の住処").sign == "星"


LABELS = st.tuples(st.text("Date 灯", max_size=60), st.text("2031", max_size=9))


@given(
    st.lists(
        st.builds(Statement, st.just(1), DAYS, st.none() | DAYS, DAYS, st.just("current"), LABELS),
        min_size=1,
        max_size=6,
    ),
    DAYS,
)
def test_a_drawing_holds_all_its_shapes(statements: list[Statement], today: date) -> None:
    ordered = [
        replace(s, last=max(s.first, s.last or s.first)) if s.first else replace(s, last=None) for s in statements
    ]
    drawn = draw(ordered, today, width=350)
    assert drawn is not None
    for row in drawn.rows:
        assert 0 <= row.dot <= drawn.width
        assert 0 <= row.left <= drawn.width
        assert row.width > 0
        assert row.y < drawn.height
        assert 0 <= row.at <= drawn.width
    for mark in drawn.marks:
        assert mark.width / 2 <= mark.x <= drawn.width - mark.width / 2
    assert len(drawn.ticks) <= 5


def test_what_speaks_of_no_time_is_one_mark_where_it_was_said_about_the_same_day() -> None:
    said = date(2026, 7, 1)
    days = [(1, said), (2, said + timedelta(1)), (4, said + timedelta(100))]
    dated = Statement(
        3, said, said + timedelta(300), said + timedelta(300), "current", ("Premiere: one day", "one day")
    )
    drawn = draw([*(Statement(number, day, None, None, "staff") for number, day in days), dated], said, width=1000)
    assert drawn is not None
    assert [mark.numbers for mark in drawn.marks] == ["1 … 2", "4"]
    (row,) = drawn.rows
    assert (row.label, row.anchor) == ("Premiere: one day", "end")
    assert row.dot < row.at < row.left


def test_a_date_that_moves_is_seen_to_move() -> None:
    said = date(2026, 7, 1)
    drawn = draw(
        [
            Statement(1, said, said + timedelta(200), said + timedelta(200), "superseded"),
            Statement(2, said + timedelta(30), said + timedelta(290), said + timedelta(319), "delayed"),
        ],
        said,
        width=1000,
    )
    assert drawn is not None
    first, second = drawn.rows
    assert first.dot < second.dot
    assert first.left + first.width < second.left
    assert second.width > first.width
