"""Facts that made-up articles state."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from aggregator.base.claims import Credit, Evidence, Facts, Release, WorkMention
from aggregator.base.edtf import bounds
from aggregator.base.records import Article
from aggregator.crawl.settling import settle
from aggregator.store import articles, claims
from aggregator.store.articles import Stored
from aggregator.store.database import Store
from tests.store.made_up import NOW

WORK = "Hoshi no Sumika"


def evidence(quote: str, start: int = 0) -> Evidence:
    return Evidence(field="body", quote=quote, start=start, end=start + len(quote), rule="made up")


def release(edtf: str = "2031-07-03", work: str | None = WORK, **values: Any) -> Release:
    text = values.pop("text", edtf)
    days = [day.isoformat() for day in bounds(edtf) or ()] or [None, None]
    given: dict[str, Any] = {"event": "premiere", "earliest": days[0], "latest": days[1], "evidence": evidence(text)}
    return Release(work=work, edtf=edtf, text=text, **(given | values))


def credit(name: str = "Aoi Kumo", role: str = "director", work: str | None = WORK, **values: Any) -> Credit:
    given: dict[str, Any] = {"role_text": role, "evidence": evidence(f"{role}: {name}")}
    return Credit(work=work, role=role, name=name, **(given | values))


def facts(*told: Release | Credit, works: tuple[WorkMention, ...] | None = None) -> Facts:
    """These claims, about the one work unless others are given."""
    return Facts(
        works=(WorkMention(title=WORK, type="tv"),) if works is None else works,
        releases=tuple(claim for claim in told if isinstance(claim, Release)),
        credits=tuple(claim for claim in told if isinstance(claim, Credit)),
    )


def keep(store: Store, article: Article, told: Facts, now: Any = NOW) -> Stored:
    """Put an article with its facts inside a unit that is open."""
    stored = articles.put(store, article, sorted_at=NOW, now=now, kinds=told.kinds)
    touched = claims.put(store, stored, article.language, told)
    settle(store, touched, now=now, articles=[stored.article_id])
    return stored


def save(store: Store, article: Article, *told: Release | Credit, **values: Any) -> Stored:
    """Put an article that states these claims, in a unit of its own."""
    with store.write():
        return keep(store, article, facts(*told, **values))


TITLES = st.sampled_from([WORK, WORK.upper(), "Hoshi-no Sumika!", "星の住処", "Kumo", "☆"])
NAMES = st.sampled_from(["Aoi Kumo", "Kumo Aoi", "Aoi Kūmo", "雲 あおい", "雲あおい", "!"])
MENTIONS = st.builds(
    WorkMention,
    title=TITLES,
    type=st.sampled_from([None, "tv", "manga", "anime"]),
    aliases=st.lists(TITLES, max_size=2).map(tuple),
)
RELEASES = st.builds(
    release, st.sampled_from(["2031", "2031-07"]), st.none() | TITLES, superseded=st.booleans(), news=st.booleans()
)
CREDITS = st.builds(credit, NAMES, st.sampled_from(["director", "voice"]), st.none() | TITLES)
FACTS = st.builds(
    Facts,
    works=st.lists(MENTIONS, max_size=3).map(tuple),
    releases=st.lists(RELEASES, max_size=3).map(tuple),
    credits=st.lists(CREDITS, max_size=3).map(tuple),
)
