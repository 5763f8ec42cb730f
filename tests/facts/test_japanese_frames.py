"""That a frame of Japanese sentences and lists is read with every word for a role, and with names of every shape."""

from __future__ import annotations

from typing import Any

import pytest

from aggregator.base.vocabulary import language
from aggregator.facts.credits.finder import COMPANY_ROLES
from aggregator.facts.read import read_text

ROLES = {
    word: role
    for role, words in language("ja")["roles"].items()
    if not role.endswith(("_theme", "_song")) and role not in ("broadcaster", "publisher", "magazine")
    for word in words
}
FRAMES = [
    "{r}は{n}が担当する。",
    "{r}に{n}を迎える。",
    "{r}を務めるのは{n}。",
    "{r}として{n}が参加する。",
    "{r}で{n}が参加している。",
    "{r}：{n}（「灰の塔」）",
    "・{r}: {n}",
    "【{r}】{n}",
    "［{r}］{n}",
    "| {r} | {n} |",
    "{r}→{n}",
    "【スタッフ】\n{r}　{n}",
    "{r}：{n}▽宣伝：山代太郎",
]
NAMES = [
    "高木修一",
    "水沢ひかる",
    "井ノ上まゆ",
    "さいとうナオキ",
    "みずさわひかり",
    "ミナト☆コウ",
    "アンナ・ベルク",
    "LENO",
    "大西亜玖璃",
]
PARTS = [
    "{c}役は{n}さん。",
    "{c}役に{n}が決定。",
    "{c}役を{n}が務める。",
    "{c}役の{n}が出演する。",
    "{c}の声を{n}が担当する。",
    "{c}に声をあてるのは{n}さん。",
    "{c}を演じるのは{n}。",
    "{c}（CV：{n}）が登場する。",
    "{c}\nCV.{n}",
    "{n}（{c}役）",
    "【キャスト】\n{c}：{n}",
    "【キャスト】\n{c}役　{n}",
    "【キャスト】{c}：{n}、レン：山代太郎",
    "キャスト：{c}…{n}",
    "キャストは{c}役に{n}、レン役に山代太郎。",
]
CHARACTERS = ["スズ", "七瀬ひなた", "猫丸", "リリア・フォン・ノルン"]


def _people(text: str) -> set[tuple[Any, ...]]:
    return {(one.role, one.name, one.character) for one in read_text(text, "ja", "2026-06-15").credits if one.news}


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_is_read_with_every_role(frame: str) -> None:
    missed = [
        word
        for word, role in ROLES.items()
        for name in ["スタジオくもり" if role in COMPANY_ROLES else "高木修一"]
        if _people(frame.format(r=word, n=name)) != {(role, name, None)}
    ]
    assert missed == []


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_is_read_with_names_of_every_shape(frame: str) -> None:
    exact = [name for name in NAMES if "みずさわ" not in name or ":" in frame or "：" in frame]
    missed = [name for name in exact if _people(frame.format(r="監督", n=name)) != {("director", name, None)}]
    assert missed == []


@pytest.mark.parametrize("frame", PARTS)
def test_a_part_is_read_with_names_of_every_shape(frame: str) -> None:
    missed = [
        (name, character)
        for name in NAMES
        if not (name.startswith("さいとう") and frame.startswith("{n}"))
        for character in CHARACTERS
        if ("voice", name, character) not in _people("TVアニメ「月の港」\n" + frame.format(c=character, n=name))
    ]
    assert missed == []
