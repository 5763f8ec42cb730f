"""What holds of claims that several articles make of one thing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.base.ledger import WHY, StatedCredit, StatedRelease
from aggregator.group.relations import known_of
from tests.group.made_up import credit, ledger, release, verdicts

CURRENT = "current"


class TestDates:
    def test_one_voice_holds(self) -> None:
        assert ledger(release("a", "2031-01-10")) == [CURRENT]

    def test_the_same_date_of_several_holds(self) -> None:
        assert ledger(*(release(name, "2031-01-10", day) for day, name in enumerate("abc"))) == [CURRENT] * 3

    def test_a_more_exact_date_refines(self) -> None:
        claims = release("a", "2031-24"), release("b", "2031-01", 5), release("c", "2031-01-10", 9)
        assert ledger(*claims) == ["superseded refined", "superseded refined", CURRENT]
        assert verdicts(*claims)["a:2031-24"].by == ("b:2031-01",)

    def test_what_was_refined_and_then_put_off_was_refined(self) -> None:
        claims = release("a", "2031-24"), release("b", "2031-01-10", 5), release("c", "2031-04", 9, status="delayed")
        assert ledger(*claims) == ["superseded refined", "superseded delayed", CURRENT]

    def test_a_vaguer_one_later_adds_nothing(self) -> None:
        assert ledger(release("a", "2031-01-10"), release("b", "2031", 9)) == [CURRENT, "superseded refined"]

    def test_a_series_may_begin_shortly_before_its_season_and_not_behind_it(self) -> None:
        assert ledger(release("a", "2031-24"), release("b", "2030-12-28", 3)) == ["superseded refined", CURRENT]
        assert ledger(release("a", "2031-24"), release("b", "2031-04-03", 3)) == ["superseded delayed", CURRENT]

    def test_the_next_season_is_another(self) -> None:
        assert ledger(release("a", "2031-24"), release("b", "2031-21", 3)) == ["superseded delayed", CURRENT]

    def test_a_later_date_is_a_delay_and_an_earlier_one_brings_forward(self) -> None:
        assert ledger(release("a", "2031-01-10"), release("b", "2031-04-04", 3)) == ["superseded delayed", CURRENT]
        assert ledger(release("a", "2031-04-04"), release("b", "2031-01-10", 3)) == [
            *("superseded brought_forward", CURRENT)
        ]

    def test_who_repeats_a_date_last_is_believed(self) -> None:
        claims = release("a", "2031-01-10"), release("b", "2031-01-16", 3), release("c", "2031-01-10", 6)
        assert ledger(*claims) == [CURRENT, "superseded brought_forward", CURRENT]

    def test_two_outlets_at_the_same_time_are_disputed(self) -> None:
        claims = release("a", "2031-01-10"), release("b", "2031-01-16", 0.5)
        assert ledger(*claims) == ["disputed disputed"] * 2
        found = verdicts(*claims)
        assert (found["a:2031-01-10"].by, found["b:2031-01-16"].by) == (("b:2031-01-16",), ("a:2031-01-10",))

    def test_a_third_one_later_settles_a_dispute(self) -> None:
        claims = release("a", "2031-01-10"), release("b", "2031-01-16", 0.5), release("c", "2031-01-10", 4)
        assert ledger(*claims) == [CURRENT, "superseded brought_forward", CURRENT]

    def test_what_all_agree_on_is_not_refined_by_what_is_disputed(self) -> None:
        claims = release("a", "2031-01"), release("b", "2031-01-10", 3), release("c", "2031-01-16", 3)
        assert ledger(*claims) == [CURRENT, "disputed disputed", "disputed disputed"]

    def test_an_outlet_does_not_dispute_itself(self) -> None:
        claims = release("a", "2031-01-10", site="one"), release("b", "2031-01-16", 0.2, site="one")
        assert ledger(*claims) == ["superseded delayed", CURRENT]

    def test_a_date_of_the_night_is_that_of_the_next_day_too(self) -> None:
        night = release("a", "2031-01-09", time="25:30")
        assert ledger(night, release("b", "2031-01-10", time="01:30"), release("c", "2031-01-09")) == [CURRENT] * 3

    def test_a_year_that_is_not_known_contradicts_nothing(self) -> None:
        assert ledger(release("a", "XXXX-10-06"), release("b", "2031-01-16", 3)) == [CURRENT, CURRENT]

    def test_a_date_that_had_come_is_not_moved_any_more(self) -> None:
        volume = {"event": "publication"}
        assert ledger(release("a", "2030-10-04", **volume), release("b", "2031-01-10", 90, **volume)) == [CURRENT] * 2

    def test_the_next_volume_is_no_delay_of_the_one_before(self) -> None:
        claims = [release(name, f"2030-1{n}-04", n, event="publication") for n, name in enumerate("abc")]
        assert ledger(*claims) == [CURRENT] * 3
        off = release("d", "2030-11-04", 5, event="publication", superseded=True)
        moved = release("d", "2030-11-18", 5, event="publication", status="delayed")
        assert ledger(*claims, off, moved)[:3] == [CURRENT, "superseded told_as_replaced", CURRENT]

    def test_a_year_that_passed_without_the_premiere_is(self) -> None:
        assert ledger(release("a", "2030"), release("b", "2031-04-04", 200)) == ["superseded delayed", CURRENT]

    def test_several_dates_of_one_article_are_of_several_parts(self) -> None:
        parts = release("a", "2031-01-10"), release("a", "2031-07-04")
        assert ledger(*parts, release("b", "2031-01-10", 5)) == [CURRENT] * 3


class TestPlaces:
    def test_other_platforms_and_regions_are_other_things(self) -> None:
        claims = release("a", "2031-01-10", platform="kumo-tv"), release("b", "2031-01-16", platform="hoshi-tv")
        assert ledger(*claims) == [CURRENT] * 2
        assert ledger(*(replace(one, platform=None, region=one.platform) for one in claims)) == [CURRENT] * 2

    def test_a_claim_without_a_place_is_about_any(self) -> None:
        placed = release("a", "2031-01-10", platform="kumo-tv")
        assert ledger(placed, release("b", "2031-04-04", 3)) == ["superseded delayed", CURRENT]

    def test_a_film_opens_elsewhere_on_another_day(self) -> None:
        opens = release("a", "2031-04-16", event="theatrical"), release("b", "2031-04-07", 3, event="theatrical")
        assert ledger(*opens) == ["superseded brought_forward", CURRENT]
        assert ledger(replace(opens[0], region="US"), opens[1]) == [CURRENT] * 2
        assert ledger(opens[0], replace(opens[1], language="fr")) == [CURRENT] * 2
        delayed = release("c", "2031-06", 5, event="theatrical", status="delayed", language="fr")
        assert ledger(opens[0], delayed) == ["superseded delayed", CURRENT]

    def test_one_without_a_place_does_not_speak_of_the_second_station(self) -> None:
        both = release("a", "2031-01-10", platform="kumo-tv"), release("a", "2031-01-12", platform="hoshi-tv")
        assert ledger(*both, release("b", "2031-01-10", 3)) == [CURRENT] * 3

    def test_other_events_are_other_things(self) -> None:
        assert ledger(release("a", "2031-01-10"), release("b", "2031-04-04", 3, event="home_video")) == [CURRENT] * 2


class TestDelays:
    def test_who_tells_of_the_delay_is_believed_on_the_same_day(self) -> None:
        delay = release("b", "2031-04-04", 0.1, status="delayed")
        assert ledger(release("a", "2031-01-10"), delay) == ["superseded delayed", CURRENT]

    def test_who_repeats_the_old_date_has_not_heard_of_it(self) -> None:
        delay = release("b", "2031-04-04", 3, status="delayed")
        stale = release("a", "2031-01-10"), delay, release("c", "2031-01-10", 5)
        assert ledger(*stale) == ["superseded delayed", CURRENT, "superseded delayed"]

    def test_an_old_date_that_comes_back_much_later_is_news(self) -> None:
        delay = release("b", "2031-04-04", 3, status="delayed")
        assert ledger(release("a", "2031-01-10"), delay, release("c", "2031-01-10", 40))[1:] == [
            *("superseded brought_forward", CURRENT)
        ]

    def test_a_date_told_as_replaced_is_replaced_for_all(self) -> None:
        told = release("b", "2031-01-10", 3, superseded=True), release("b", "2031-01-24", 3)
        assert ledger(release("a", "2031-01-10"), *told) == [
            *("superseded told_as_replaced", "superseded replaced", CURRENT)
        ]

    def test_a_date_told_as_replaced_without_a_new_one_holds_no_longer(self) -> None:
        told = release("b", "2031-01-10", 3, superseded=True, news=False)
        assert ledger(release("a", "2031-01-10"), told) == ["superseded told_as_replaced", "superseded replaced"]

    def test_a_second_delay_replaces_the_first(self) -> None:
        delays = (
            release(name, f"2031-0{month}", month, status="delayed") for name, month in zip("bc", (4, 7), strict=True)
        )
        assert ledger(release("a", "2031-01-10"), *delays) == ["superseded delayed", "superseded delayed", CURRENT]

    def test_two_new_dates_on_the_day_of_the_delay_are_disputed(self) -> None:
        delays = (
            release(name, f"2031-0{month}", month / 10, status="delayed")
            for name, month in zip("bc", (4, 5), strict=True)
        )
        assert ledger(release("a", "2031-01-10"), *delays) == ["superseded delayed", *["disputed disputed"] * 2]


class TestCancellations:
    def test_what_is_called_off_holds_no_longer(self) -> None:
        off = release("b", "2031", 3, status="cancelled")
        assert ledger(release("a", "2031-01-10"), off) == ["superseded cancelled", CURRENT]

    def test_a_cancellation_of_another_day_is_of_something_else(self) -> None:
        off = release("b", "2030-11-03", 3, status="cancelled")
        assert ledger(release("a", "2031-01-10"), off)[0] == CURRENT

    def test_it_may_come_after_all(self) -> None:
        off = release("b", "2031", 3, status="cancelled")
        assert ledger(release("a", "2031"), off, release("c", "2031-07", 60)) == [
            *("superseded cancelled", "superseded resumed", CURRENT)
        ]


class TestArticles:
    def test_what_a_correction_no_longer_states_is_taken_back(self) -> None:
        wrong = release("a", "2031-01-12", stands=False)
        right = replace(release("a", "2031-01-10", 1), version=2)
        assert ledger(wrong, right, release("b", "2031-01-10")) == ["retracted corrected", CURRENT, CURRENT]

    def test_what_it_states_again_is_as_old_as_it_was(self) -> None:
        first = release("a", "2031-01-10", stands=False)
        again = replace(release("a", "2031-01-10", 9), version=2, id="again")
        assert ledger(first, again, release("b", "2031-01-16", 3)) == [
            *("superseded restated", "superseded delayed", CURRENT)
        ]

    def test_an_article_that_is_brought_up_to_date_was_not_wrong(self) -> None:
        first = release("a", "2031-01-10", stands=False)
        assert ledger(first, replace(release("a", "2031-04", 9, status="delayed"), version=2)) == [
            *("superseded updated", CURRENT)
        ]

    def test_a_claim_that_was_taken_back_has_no_voice(self) -> None:
        gone = release("b", "2031-04-04", 3, stands=False)
        assert ledger(release("a", "2031-01-10"), gone) == [CURRENT, "retracted corrected"]

    def test_nor_has_one_that_a_person_rejected(self) -> None:
        claims = release("a", "2031-01-10"), release("b", "2031-04-04", 3)
        assert ledger(*claims, rejected=("b:2031-04-04",)) == [CURRENT, "retracted rejected"]

    def test_a_copy_is_no_voice_of_its_own(self) -> None:
        claims = release("a", "2031-01-10"), release("b", "2031-01-16", 0.5), release("c", "2031-01-10", 4, copy=True)
        assert ledger(*claims) == ["disputed disputed"] * 2 + [CURRENT]

    def test_background_replaces_and_disputes_no_news(self) -> None:
        for day in (0.1, 5):
            claims = release("a", "2031-01-10"), release("b", "2031-04-04", day, news=False)
            assert ledger(*claims)[0] == CURRENT

    def test_background_is_replaced_by_what_tells_it_as_replaced(self) -> None:
        told = release("b", "2031-01-10", 3, superseded=True)
        assert ledger(release("a", "2031-01-10", news=False), told)[0] == "superseded told_as_replaced"

    def test_news_replaces_background(self) -> None:
        claims = release("a", "2031-01-10", news=False), release("b", "2031-04-04", 5)
        assert ledger(*claims) == ["superseded delayed", CURRENT]


class TestVoices:
    def test_another_voice_of_a_character_replaces_the_first(self) -> None:
        assert ledger(credit("a", "Aoi Kumo"), credit("b", "Sora Hoshi", 9)) == ["superseded recast", CURRENT]

    def test_two_voices_on_one_day_are_disputed(self) -> None:
        assert ledger(credit("a", "Aoi Kumo"), credit("b", "Sora Hoshi")) == ["disputed disputed"] * 2

    def test_a_name_in_another_script_may_be_the_same(self) -> None:
        assert ledger(credit("a", "Aoi Kumo"), credit("b", "雲 あおい", 9)) == [CURRENT] * 2

    def test_a_surname_is_part_of_the_name(self) -> None:
        assert ledger(credit("a", "Aoi Kumo"), credit("b", "Kumo", 9)) == [CURRENT] * 2

    def test_many_may_direct_or_dub(self) -> None:
        for role in ("director", "dub_voice"):
            claims = credit("a", "Aoi Kumo", role=role), credit("b", "Sora Hoshi", 9, role=role)
            assert ledger(*claims) == [CURRENT] * 2

    def test_the_voice_of_an_earlier_season_replaces_nobody(self) -> None:
        assert ledger(credit("a", "Aoi Kumo"), credit("b", "Aoi Kumo", 9, status="previous")) == [CURRENT] * 2

    def test_two_voices_of_one_article_share_a_character(self) -> None:
        both = credit("a", "Aoi Kumo"), credit("a", "Sora Hoshi")
        assert ledger(*both, credit("b", "Aoi Kumo", 9)) == [CURRENT] * 3


CLAIMS = st.lists(
    st.one_of(
        st.builds(
            release,
            st.sampled_from("abcd"),
            st.sampled_from(["2031", "2031-24", "2031-01", "2031-01-10", "2031-01-16", "2031-04-04", "XXXX-10-06"]),
            st.sampled_from([0, 0.5, 1, 5, 20]),
            status=st.sampled_from(["scheduled", "delayed", "cancelled"]),
            superseded=st.booleans(),
            news=st.booleans(),
            copy=st.booleans(),
            platform=st.sampled_from([None, "kumo-tv", "hoshi-tv"]),
            stands=st.booleans(),
            version=st.integers(1, 2),
        ),
        st.builds(
            credit, st.sampled_from("abcd"), st.sampled_from(["Aoi Kumo", "Sora Hoshi", "雲"]), st.integers(0, 3)
        ),
    ),
    max_size=9,
    unique_by=lambda claim: claim.id,
)


@settings(deadline=None)
@given(claims=CLAIMS, data=st.data())
def test_the_order_of_claims_changes_nothing(claims: list[StatedRelease | StatedCredit], data: st.DataObject) -> None:
    found = verdicts(*claims)
    assert verdicts(*data.draw(st.permutations(claims))) == found
    assert found.keys() == {claim.id for claim in claims}
    assert all(
        verdict.why in WHY or (verdict.why is None and verdict.ledger == "current") for verdict in found.values()
    )


@settings(deadline=None)
@given(before=CLAIMS, claims=CLAIMS)
def test_what_was_found_out_for_former_articles_changes_nothing(
    before: list[StatedRelease | StatedCredit], claims: list[StatedRelease | StatedCredit]
) -> None:
    known_of.cache_clear()
    alone = verdicts(*claims)
    known_of.cache_clear()
    verdicts(*before)
    assert verdicts(*claims) == alone
