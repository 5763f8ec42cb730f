import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.view.snippets import WIDTH, mark, snippet, wanted


def marked(text: str, query: str) -> str:
    return "".join(f"«{piece.text}»" if piece.hit else piece.text for piece in mark(text, wanted(query)))


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Sky of Winds", "wind", "Sky of «Wind»s"),
        ("Rewind the winds", "wind", "Rewind the «wind»s"),
        ("CAFÉ Étoile", "cafe etoile", "«CAFÉ» «Étoile»"),
        ("主演は斎藤みなと", "斎藤", "主演は«斎藤»みなと"),
        ("ＦＵＬＬ width", "full", "«ＦＵＬＬ» width"),
        ("die Straße", "strasse", "die «Straße»"),
        ("nothing here", "winds", "nothing here"),
        ("「ルミナス・アーカイブ」の", "ルミナス・アーカイブ", "「«ルミナス»・«アーカイブ»」の"),
        ("ab abc", "abc ab", "«ab» «abc»"),
        ("", "x", ""),
        ("x", "", "x"),
    ],
)
def test_words_are_marked(text: str, query: str, expected: str) -> None:
    assert marked(text, query) == expected


def test_the_passage_with_most_words_is_shown() -> None:
    text = "One wind. " * 60 + "Then the wind met the lantern. " + "And so on. " * 60
    passage = "".join(piece.text for piece in snippet([text], wanted("wind lantern")))
    assert "wind met the lantern" in passage
    assert len(passage) <= WIDTH + 4


def test_the_first_text_wins_among_equals() -> None:
    assert snippet(["a wind", "the wind"], wanted("wind"))[0].text == "a "


def test_without_a_hit_the_beginning_is_shown() -> None:
    assert snippet(["The beginning. " + "x " * 500], wanted("wind"))[0].text.startswith("The beginning.")


def test_without_text_there_is_no_passage() -> None:
    assert snippet([], wanted("wind")) == ()


@given(st.text(max_size=300), st.text(max_size=20))
def test_marking_changes_no_text(text: str, query: str) -> None:
    assert "".join(piece.text for piece in mark(text, wanted(query))) == text


@given(st.lists(st.text(max_size=900), max_size=3), st.text(max_size=20))
def test_a_passage_is_short(texts: list[str], query: str) -> None:
    assert len("".join(piece.text for piece in snippet(texts, wanted(query)))) <= WIDTH + 4
