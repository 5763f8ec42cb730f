"""What is found, whatever the script, and that no query fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aggregator.store.search import MAX_TERMS, match_query, terms
from aggregator.store.sqlite import sqlite3


class Index:
    """The table as the schema makes it, with texts as bodies."""

    def __init__(self) -> None:
        self.connection: Any = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.execute(
            "CREATE VIRTUAL TABLE search USING fts5(body, content='', tokenize='unicode61 remove_diacritics 2')"
        )

    def put(self, *texts: str) -> None:
        self.connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
        for number, text in enumerate(texts):
            self.connection.execute("INSERT INTO search (rowid, body) VALUES (?, ?)", (number, terms(text)))

    def find(self, query: str) -> list[int]:
        wanted = match_query(query)
        if wanted is None:
            return []
        rows = self.connection.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (wanted,))
        return [row[0] for row in rows]


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    index = Index()
    yield index
    index.connection.close()


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("「星降る館」第二期の放送日が決定", "星降"),
        ("「星降る館」第二期の放送日が決定", "星降る館"),
        ("「星降る館」第二期の放送日が決定", "館"),
        ("「星降る館」第二期の放送日が決定", "降"),
        ("「星降る館」第二期の放送日が決定", "放送日 決定"),
        ("「星降る館」第二期の放送日が決定", '"星降る館" 決定'),
        ("「星降る館」第二期の放送日が決定", '"星降る館」第二期"'),
        ("TVアニメ「ほしのやかた」", '"TVアニメ"'),
        ("TVアニメ「ほしのやかた」", '"アニメ ほしの"'),
        ("TVアニメ「ほしのやかた」", "ｔｖ　ｱﾆﾒ"),
        ("ソラ・アオイが語る", "ソラ アオイ"),
        ("ソラ・アオイが語る", "ソラ・アオイ"),
        ("ソラ・アオイが語る ・", "ソラ ・"),
        ("𠮷田と東京𠮷野", "𠮷野"),
        ("𠮷田と東京𠮷野", "京𠮷"),
        ("별빛의 저택 2기 제작 결정", "저택"),
        ("별빛의 저택 2기 제작 결정", "별"),
        ("Pokémon and Ōkami at the Café", "pokemon okami cafe"),
        ("x\u030cy\u0305z in print", '"x\u030cy\u0305z in"'),
        ("New series announced", "announc"),
        ("New series announced", "SERIES"),
        ("robots🤖 at last", "robots last"),
        ("Звёздный дом", "ЗВЁЗДНЫЙ"),
        ("v_2 ___ of it", "v_2 ___"),
        ("それは、あ゙い゙という声", "あ゙い゙"),
        ("斎藤", "斎藤"),
        ("高橋 留 美子", '"高橋 留"'),
        ("一 二 一二", '"一 二 一二"'),
    ],
)
def test_finds(index: Index, text: str, query: str) -> None:
    index.put("Something else", text)
    assert index.find(query) == [1]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("星の館", "星館"),
        ("星 館", "星館"),
        ("館の星", '"星の館"'),
        ("series of new things", '"new series"'),
        ("東京タワー", "京都 タワー"),
        ("announcement", "nounce"),
        ("seriesx of it", "series it"),
    ],
)
def test_does_not_find(index: Index, text: str, query: str) -> None:
    index.put(text)
    assert index.find(query) == []


@pytest.mark.case(94)
@pytest.mark.parametrize("query", ["", " ", '"', '""', "*", "・", "___", "（）", "\x00", "\ud800", "🤖", '"!" ()'])
def test_a_query_without_letters_asks_for_nothing(query: str) -> None:
    assert match_query(query) is None


@pytest.mark.case(94)
def test_a_query_is_bounded() -> None:
    query = match_query(" ".join(f'"{n} {chr(0x4E00 + n)}"' for n in range(5000)))
    assert query is not None
    assert query.count(" AND ") < MAX_TERMS


TEXT = st.text(
    st.one_of(
        st.sampled_from("星館の葬ータツッ・々〆〇゛\u3099ｱﾊﾟ한국aZé_09 \"'*-:^()🤖\u0301\u0305\u0336"),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)


@pytest.mark.case(94)
@given(query=st.one_of(TEXT, st.text()))
@example(query='NEAR("a b", 2) OR -x:y ^z* AND')
@example(query=" ".join(f'"{chr(0x4E00 + n)} x"' for n in range(300)))
def test_no_query_fails(index: Index, query: str) -> None:
    index.put("Something else")
    index.find(query)


def _is_known(text: str) -> bool:
    """unicode61 takes the letters of one script (New Tai Lue) for spaces."""
    return not any("\u1980" <= char <= "\u19df" for char in text)


@example(text="\U0002fa1e\U0003134b")
@given(text=TEXT.filter(_is_known))
def test_each_word_of_a_text_is_found(index: Index, text: str) -> None:
    index.put("Something else", text)
    missed = [word for word in text.split() if match_query(word) and 1 not in index.find(word)]
    assert missed == []


@example(text="\U0002fa1e\U0003134b")
@given(text=TEXT.filter(_is_known))
def test_a_text_is_found_by_itself_as_a_phrase(index: Index, text: str) -> None:
    index.put(text)
    query = f'"{text.replace(chr(34), " ")}"'
    assert match_query(query) is None or index.find(query) == [0]


@given(left=TEXT, run=st.text(st.sampled_from("星館の葬アイ한국"), min_size=1, max_size=6), right=TEXT)
def test_every_part_of_a_run_is_found(index: Index, left: str, run: str, right: str) -> None:
    index.put(f"{left} {run} {right}")
    parts = {run[a:b] for a in range(len(run)) for b in range(a + 1, len(run) + 1)}
    assert [part for part in parts if not index.find(part)] == []
