"""What the article that the project began with states of its work, and of no other."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from aggregator.base.claims import Facts
from aggregator.extract.read import read_text
from aggregator.facts.read import read_facts
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared


@pytest.fixture(scope="module")
def facts() -> Facts:
    text = (SHARED / "seed" / "metallic-rouge.md").read_text(encoding="utf-8")
    article = read_text(text, url="https://news.example/x", site="example", zone=ZoneInfo("UTC"), language=None)
    return read_facts(article)


def test_its_work(facts: Facts) -> None:
    assert facts.works[0].title == "Metallic Rouge"


def test_its_day_and_service(facts: Facts) -> None:
    assert {(one.edtf, one.platform) for one in facts.releases if one.news} == {("2024-01-10", "Crunchyroll")}


def test_its_people(facts: Facts) -> None:
    told = {(one.role, one.name, one.character) for one in facts.credits if one.news}
    assert told >= {
        ("director", "Hori Motonobu", None),
        ("script", "Toshizou Nemoto", None),
        ("sound_director", "Haru Yamada", None),
        ("voice", "Kenjiro Tsuda", "Afdar Bashar"),
        ("voice", "Tomoyo Kurosawa", "Naomi"),
    }
    assert any(role == "animation_production" and name.casefold().endswith("bones") for role, name, _ in told)


def test_nothing_of_what_they_did_before(facts: Facts) -> None:
    told = repr([(one.work, one.name, one.character) for one in facts.credits] + [one.work for one in facts.releases])
    for older in ("Nanami", "Kishibe", "Rebecca", "Your Name", "Steins", "Evangelion"):
        assert older not in told
