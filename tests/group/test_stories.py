"""Stories: labelled pairs through the whole path, and the laws of the decider."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.base.records import Article
from aggregator.base.reports import Report, Subject
from aggregator.base.sites import Site
from aggregator.crawl.path import store_article
from aggregator.group.signs import Signs, signs_of
from aggregator.group.stories import Corrections, link, merged, stories
from aggregator.store.database import Store

CASES = tomllib.loads(Path(__file__).with_name("stories.toml").read_text(encoding="utf-8"))
PAIRS = [*CASES["same"], *CASES["other"]]
START = datetime(2031, 1, 6, 9, tzinfo=UTC)
PRECISION, RECALL = 0.97, 0.85


def _article(name: str, language: str, title: str, at: datetime, summary: str | None = None) -> Article:
    url = f"https://{name}.example/news"
    return Article(
        url=url,
        canonical_url=url,
        site=name,
        language=language,
        title=title,
        summary=summary
        or next((lede for tag, part, lede in CASES["ledes"] if tag == language and part in title), None),
        published=at.isoformat(),
        headline_only=True,
        rules={},
    )


def _site(article: Article) -> Site:
    return Site(name=article.site, host=f"{article.site}.example", language=article.language, timezone="UTC")


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[list[Any], bool]]:
    """Each pair, and whether its articles became one story."""
    with Store.open(tmp_path_factory.mktemp("stories") / "news.db") as store:
        told = [_article(f"names-{n}", *name[:2], START, name[2]) for n, name in enumerate(CASES["names"])]
        for n, (_, hours, one, title, other, again) in enumerate(PAIRS):
            at = START + timedelta(days=20 * (n + 2))
            told += [_article(f"first-{n}", one, title, at)]
            told += [_article(f"second-{n}", other, again, at + timedelta(hours=hours))]
        with store.write():
            for article in told:
                store_article(store, article, site=_site(article), now=START)
        found = {row["site"]: row["story_id"] for row in store.rows("SELECT site, story_id FROM articles")}
    return [(pair, found[f"first-{n}"] == found[f"second-{n}"]) for n, pair in enumerate(PAIRS)]


def test_labelled_pairs_of_five_languages(grouped: list[tuple[list[Any], bool]]) -> None:
    right = sum(pair[0] and together for pair, together in grouped)
    wrong = [pair for pair, together in grouped if together and not pair[0]]
    missed = [pair for pair, together in grouped if pair[0] and not together]
    assert len(PAIRS) >= 60
    assert right / (right + len(wrong)) >= PRECISION, wrong
    assert right / (right + len(missed)) >= RECALL, missed


def _report(key: str, **values: Any) -> Signs:
    given: dict[str, Any] = {
        "docid": int(key),
        "site": f"outlet-{key}",
        "language": "en",
        "minute": 0,
        "title": "Velvet Comet Anime Reveals Trailer",
        "kinds": frozenset({"trailer"}),
        "works": (Subject("w", ("Velvet Comet",)),),
    }
    return signs_of(Report(article_id=key, **(given | values)))


REPORTS = st.lists(
    st.builds(
        dict,
        site=st.sampled_from(["a", "b", "c"]),
        minute=st.sampled_from([0, 600, 1800, 3000, 5000, 9000]),
        title=st.sampled_from(
            [
                "Velvet Comet Anime Reveals Trailer",
                "'Velvet Comet' Unveils Second Promo, Cast",
                "Velvet Comet Season 2 Anime Reveals Cast",
                "Velvet Comet Anime Casts Sora Ame",
            ]
        ),
        kinds=st.sets(st.sampled_from(["trailer", "cast"]), min_size=1).map(frozenset),
        people=st.sets(st.sampled_from([("voice", "sora"), ("voice", "aoi")])).map(frozenset),
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(values=REPORTS, data=st.data())
def test_the_order_of_reports_does_not_matter(values: list[dict[str, Any]], data: st.DataObject) -> None:
    reports = [_report(f"{n}", **each) for n, each in enumerate(values)]
    shuffled = data.draw(st.permutations(reports))
    found = [stories(order, _links(order)) for order in (reports, shuffled)]
    assert found[0] == found[1]
    assert sorted(key for story in found[0] for key in story.members) == sorted(r.report.article_id for r in reports)


def _links(reports: list[Report]) -> list[Any]:
    return [made for n, one in enumerate(reports) for other in reports[n + 1 :] if (made := link(one, other))]


def test_no_outlet_tells_a_story_twice() -> None:
    reports = [_report("0"), _report("1", site="a", minute=5), _report("2", site="a", minute=10)]
    assert [story.members for story in stories(reports, _links(reports))] == [("0", "1"), ("2",)]


def test_a_link_says_why() -> None:
    made = link(_report("0"), _report("1", minute=90, title="'Velvet Comet' Unveils Promo"))
    assert made is not None
    assert dict(made.because) == {
        "work": "w",
        "names": ["velvet comet"],
        "words": 2,
        "kinds": ["trailer"],
        "hours": 1.5,
    }


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Velvet Comet Season 3 Anime Reveals Trailer"},
        {"title": "Velvet Comet Stage Play Reveals Trailer"},
        {"minute": 100_000},
        {"site": "outlet-0"},
        {"kinds": frozenset({"cast"}), "title": "Velvet Comet Anime Casts Sora Ame of Another Hill"},
        {"title": "Frost Orchard Anime Reveals Trailer", "works": (Subject("v", ("Frost Orchard",)),)},
    ],
)
def test_what_keeps_reports_apart(other: dict[str, Any]) -> None:
    one = _report(
        "0", title="Velvet Comet Season 2 Anime Reveals Trailer", works=(Subject("w", ("Velvet Comet",), "tv"),)
    )
    assert link(one, _report("1", **other)) is None


def test_a_headline_of_three_works_is_a_list_and_no_announcement() -> None:
    three = tuple(Subject(name[0].lower(), (name,)) for name in ("Velvet Comet", "Frost Orchard", "Amber Heron"))
    title = "Velvet Comet, Frost Orchard, Amber Heron Reveal Trailers"
    assert link(_report("0"), _report("1", title=title, works=three)) is None
    assert link(_report("0"), _report("1", title=title, works=three[:2])) is not None


def test_a_name_of_one_word_said_twice_has_two_words() -> None:
    kinds, works = frozenset({"trailer"}), ()
    one = _report("0", title="Trailer Revealed for Mopopo Mopopo", kinds=kinds, works=works)
    other = _report("1", title="Mopopo Mopopo Streams Trailer", kinds=kinds, works=works)
    made = link(one, other)
    assert made is not None
    assert dict(made.because)["words"] == 2


def test_other_people_are_another_announcement() -> None:
    one = _report("0", kinds=frozenset({"cast"}), people=frozenset({("voice", "sora")}), named=frozenset({"Sora"}))
    other = _report("1", kinds=frozenset({"cast"}), people=frozenset({("voice", "aoi")}), named=frozenset({"Aoi"}))
    assert link(one, other) is None
    assert (
        link(one, _report("1", kinds=frozenset({"cast"}), people=one.report.people, named=one.report.named)) is not None
    )


def test_what_a_person_says_of_two_articles_holds() -> None:
    one, other = _report("0"), _report("1", title="Frost Orchard", kinds=frozenset(), works=(), minute=9000)
    pair = frozenset({("0", "1")})
    assert len(stories([one, other], [merged(one, other)], Corrections(merged=pair))) == 1
    alike = _report("1")
    assert len(stories([one, alike], _links([one, alike]), Corrections(split=pair))) == 2
