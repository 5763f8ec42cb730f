"""What holds for the facts of any text, and of articles with a title."""

from __future__ import annotations

import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregator.base.records import Article
from aggregator.facts.read import read_facts, read_text

TAGS = ("en", "ja", "es", "fr", "de", "it", "pt", "zh", "ko")
PIECES = (
    "Kenji Mori", "(Moon Harbor, Tin Garden)", " directs ", "the anime", " at ", "Studio Kumo", ", ", " and ",
    "as ", "Suzu", ": ", "\n", ". ", "October 7", " 25:30 ", "Tokyo MX", "「月の港」", "監督：", "森健二",
    "さん", "が", "を務める", "2026年10月7日", "より放送", "。", "、", "・", "“Moon Harbor”", "»Mondhafen«",
    "«Luna»", "Regie führt ", "dirigida por ", "réalisé par ", "la regia è affidata a ", "no dia 7 de outubro",
    "music", "theme song", "performed by", "R", "N", "(", ")", "「", "」", "-", "–", "1", "\u3000", "\x00",
    "\U0001f600", "İ", "ﬀ",
)  # fmt: skip
"""Words and marks that the grammar knows, to be thrown together."""
lines = st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=12).map("\n".join)
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | lines | st.text(max_size=300)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, st.sampled_from(TAGS), st.sampled_from((None, "2026", "2026-09", "2026-09-20")))
def test_any_text_gives_claims_whose_quotes_are_slices_of_it(text: str, tag: str, published: str | None) -> None:
    facts = read_text(text, tag, published)
    for claim in (*facts.releases, *facts.credits):
        assert claim.evidence.quote == text[claim.evidence.start : claim.evidence.end] != ""
    for credit in facts.credits:
        assert credit.name in " ".join(credit.evidence.quote.split())  # two spaces in a name are read as one
    for release in facts.releases:
        assert release.text in release.evidence.quote


@settings(max_examples=50, deadline=None)
@given(texts, st.sampled_from(TAGS))
def test_reading_twice_gives_the_same(text: str, tag: str) -> None:
    assert read_text(text, tag, "2026-09-20") == read_text(text, tag, "2026-09-20")


HOSTILE = {
    "names": "Kenji Mori, ",
    "names and brackets": "Kenji Mori (Moon), ",
    "roles": "director and composer ",
    "brackets": "(",
    "quotes": "“Moon” ",
    "japanese quotes": "「月",
    "numbers": "10.10.",
    "dates": "October 7, ",
    "verbs": "directs and ",
    "lines": "Suzu: Kenji Mori\n",
    "kana": "のはがを",
    "kanji": "監督森健二",
    "stops": "A. B. ",
    "apostrophes": "l'l'",
    "capitals": "A B ",
}


@pytest.mark.ci
@pytest.mark.parametrize("tag", ["en", "ja", "de", "fr"])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_takes_about_twice_the_time(piece: str, tag: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            read_text(text, tag, "2026-09-20")
            best = min(best, time.process_time() - begun)
        return best

    read_text(piece, tag)
    small = seconds(4_000)
    assert seconds(16_000) < max(small, 0.004) * 4 * 3


def article(title: str, body: str | None, *, published: str | None = "2026-09-20T10:00:00+09:00") -> Article:
    url = "https://news.example/1"
    return Article(url=url, canonical_url=url, site="news", language="en", title=title, body=body, published=published)


def test_a_claim_of_the_title_counts_from_the_titles_beginning() -> None:
    read = article("Moon Harbor Anime Premieres on October 7", "The studio said nothing more about its plans.")
    (release,) = read_facts(read).releases
    assert (release.evidence.field, release.edtf) == ("title", "2026-10-07")
    assert read.title[release.evidence.start : release.evidence.end] == release.evidence.quote


def test_a_claim_of_the_body_counts_from_the_bodys_beginning() -> None:
    read = article("Moon Harbor Anime Reveals Staff", "Kenji Mori directs the Moon Harbor anime at Studio Kumo.")
    director = next(credit for credit in read_facts(read).credits if credit.role == "director")
    assert read.body is not None
    assert (director.evidence.field, director.name) == ("body", "Kenji Mori")
    assert read.body[director.evidence.start : director.evidence.end] == director.evidence.quote


def test_a_headline_alone_is_read_too() -> None:
    (release,) = read_facts(article("Moon Harbor Anime Premieres on October 7", None)).releases
    assert release.evidence.field == "title"


@pytest.mark.parametrize("title", ["otters and lanterns | Moon at Play", "kettle and tram | Otter at Play"])
def test_a_headline_may_end_with_a_word_that_tells(title: str) -> None:
    read_facts(article(title, None), ZoneInfo("UTC"))


def test_days_count_in_the_zone_of_the_site() -> None:
    body = "The Moon Harbor anime premieres today."
    read = article("Moon Harbor Premieres Today", body, published="2026-09-30T23:30:00+00:00")
    assert {r.edtf for r in read_facts(read, ZoneInfo("Asia/Tokyo")).releases} == {"2026-10-01"}
    assert {r.edtf for r in read_facts(read, ZoneInfo("UTC")).releases} == {"2026-09-30"}


def test_what_a_review_tells_is_background() -> None:
    facts = read_facts(article("Review: Moon Harbor", "Kenji Mori directs the Moon Harbor anime at Studio Kumo."))
    assert facts.credits
    assert not any(credit.news for credit in facts.credits)


def test_facts_make_kinds_of_news() -> None:
    body = (
        "The Moon Harbor anime premieres on October 7. Aya Sato as Suzu joins the cast. "
        "The music is composed by Jun Kato."
    )
    assert {"release_date", "cast"} <= set(read_facts(article("More About Moon Harbor", body)).kinds)


def test_a_language_without_words_gives_no_facts() -> None:
    facts = read_text("Kenji Mori ohjaa sarjan.", "fi", "2026-09-20")
    assert (facts.releases, facts.credits) == ((), ())


def test_a_month_is_no_second_release_beside_its_day() -> None:
    text = "Moon Harbor TV Anime\nThe Moon Harbor anime will premiere in January 2027. It premieres on January 9, 2027."
    told = [(one.event, one.edtf) for one in read_text(text, "en", "2026-09-20").releases]
    assert told == [("premiere", "2027-01-09")]


def test_a_month_stays_beside_stations_with_their_own_days() -> None:
    text = "TVアニメ『月の港』が2027年1月放送\n・TOKYO MX：2027年1月9日24時～\n・BS11：2027年1月10日24時～"
    told = {one.edtf for one in read_text(text, "ja", "2026-09-20").releases}
    assert told == {"2027-01", "2027-01-09", "2027-01-10"}


DENIED = [
    ("en", "Netflix will not stream the anime “Moon Harbor”."),
    ("en", "The anime’s director Jun Kitagawa will not return for “Moon Harbor”."),
    ("fr", "Netflix ne diffusera pas l’anime « Port de lune »."),
    ("fr", "Le réalisateur Jun Kitagawa ne reviendra pas pour l’anime « Port de lune »."),
    ("de", "Netflix wird den Anime „Mondhafen“ nicht zeigen."),
    ("de", "Jun Kitagawa führt beim Anime „Mondhafen“ nicht mehr Regie."),
    ("es", "Netflix no emitirá el anime «Puerto»."),
    ("es", "El director Jun Kitagawa no dirigirá el anime «Puerto»."),
    ("pt", "A Netflix não exibirá o anime “Porto”."),
    ("it", "Netflix non trasmetterà l’anime “Porto”."),
]


@pytest.mark.parametrize(("tag", "text"), DENIED)
def test_what_is_denied_is_no_credit(tag: str, text: str) -> None:
    assert read_text(text, tag, "2024-05-01").credits == ()


def test_what_is_not_only_so_is_a_credit() -> None:
    (credit,) = read_text("The anime “Moon Harbor” will not only stream on Netflix.", "en", "2024-05-01").credits
    assert credit.name == "Netflix"


def test_a_row_with_a_label_that_tells_of_no_cast_is_none() -> None:
    text = "“Moon Harbor” TV Anime Reveals Cast\n\nWinners: Suzu (Kenji Mori), Garm (Aya Nakano), Rin (Mika Sato)"
    assert read_text(text, "en", "2024-05-01").credits == ()


def test_a_bracket_that_holds_nothing_is_no_name() -> None:
    text = "“Moon Harbor” TV Anime Reveals Voice Cast\n\nAya Nakano ( )\n"
    assert read_text(text, "en", "2024-05-01").credits == ()


@pytest.mark.parametrize("line", ["In the English dub", "in the English version"])
def test_a_line_that_is_nothing_but_an_aside_is_read(line: str) -> None:
    text = f"Green Sky Anime Adds Cast\n\n{line}\n\nSuzu: Aya Nakano\n\nRen: Kenji Morita\n"
    assert [work.title for work in read_text(text, "en", "2024-05-10").works] == ["Green Sky"]


def test_a_text_may_end_with_an_article_that_it_has_before() -> None:
    read_text("The primavera The Season 2 regia ha svelato The", "it", "2024-05-10")


def test_a_text_may_end_with_a_line_that_is_a_number() -> None:
    text = "Kumo Anime Gets Cast\n\nThe Kumo anime starts.\n2"
    assert [work.title for work in read_text(text, "en").works] == ["Kumo"]
