import pytest

from aggregator.base.records import Failure
from aggregator.download.address import AllowList
from aggregator.download.redirects import MAX_REDIRECTS, Move, check_redirect, note_move, same_site

FEED = "https://www.news.example/feed.xml"
NEW = "https://feeds.news.example/all.xml"


def reason(outcome: str | Failure) -> str:
    return outcome.reason if isinstance(outcome, Failure) else outcome


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://news.example/b"),
        ("b?c=d", "https://news.example/b?c=d"),
        ("//other.example/b", "https://other.example/b"),
        ("https://other.example/ü", "https://other.example/%C3%BC"),
    ],
)
def test_a_redirect_leads_to_an_absolute_address(location: str, target: str) -> None:
    assert check_redirect("https://news.example/a", location) == target


@pytest.mark.parametrize(
    "location", [None, "", "  ", "/b\r\nSet-Cookie: a=b", "/" + "b" * 100_000, "http://[", "/a", "/a#b"]
)
def test_case_15_a_redirect_that_leads_nowhere_fails(location: str | None) -> None:
    assert reason(check_redirect("https://news.example/a", location)) == "redirect"


def test_case_15_a_loop_over_several_hops_fails() -> None:
    history = ["https://news.example/a", "https://news.example/b"]
    assert reason(check_redirect("https://news.example/c", "/a", history)) == "redirect"


def test_case_15_five_hops_are_followed_and_no_sixth() -> None:
    history = [f"https://news.example/{hop}" for hop in range(MAX_REDIRECTS)]
    assert reason(check_redirect("https://news.example/x", "/y", history[:-1])) == "https://news.example/y"
    assert reason(check_redirect("https://news.example/x", "/y", history)) == "redirect"


def test_case_18_from_https_to_http_is_refused() -> None:
    assert reason(check_redirect("https://news.example/a", "http://news.example/b")) == "downgrade"


def test_case_18_a_site_may_permit_the_downgrade() -> None:
    target = "http://news.example/b"
    assert check_redirect("https://news.example/a", target, downgrade=True) == target


def test_from_http_to_https_is_followed() -> None:
    assert check_redirect("http://news.example/a", "https://news.example/a") == "https://news.example/a"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "0x7f000001", "[::1]"])
def test_case_38_a_private_target_is_refused(host: str) -> None:
    allow = AllowList.parse(["127.0.0.1:9000"])
    assert reason(check_redirect("http://127.0.0.1:9000/", f"http://{host}/", allow=allow)) == "private_address"


@pytest.mark.parametrize(
    "location", ["file:///etc/hostname", "ftp://news.example/", "gopher://a/", "data:,x", "javascript:a"]
)
def test_case_39_another_scheme_is_refused(location: str) -> None:
    assert reason(check_redirect("https://news.example/a", location)) == "bad_scheme"


def test_case_40_another_port_is_refused() -> None:
    assert reason(check_redirect("http://news.example/a", "http://news.example:6379/")) == "port"


def test_case_16_a_permanent_move_is_believed_the_third_time() -> None:
    seen: list[Move | None] = [None]
    for _ in range(3):
        seen.append(note_move(FEED, [(301, NEW)], seen[-1]))
    assert seen[1:] == [Move(NEW, 1), Move(NEW, 2), Move(NEW, 3, adopted=True)]


def test_case_16_another_target_begins_anew() -> None:
    assert note_move(FEED, [(308, NEW + "?2")], Move(NEW, 2)) == Move(NEW + "?2", 1)


@pytest.mark.parametrize(
    "hops",
    [
        [],
        [(302, NEW)],
        [(301, NEW), (302, NEW + "?2")],
        [(301, "https://parked.example/")],
        [(301, FEED + "#top")],
    ],
    ids=["no redirect", "temporary", "temporary at the end", "another domain", "itself"],
)
def test_case_16_what_is_no_permanent_move_within_the_domain_is_forgotten(hops: list[tuple[int, str]]) -> None:
    assert note_move(FEED, hops, Move(NEW, 2)) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example.co.jp/", "https://b.example.co.jp/", True),
        ("https://one.co.jp/", "https://two.co.jp/", False),
        ("https://one.blogspot.com/", "https://two.blogspot.com/", False),
        ("https://blogspot.com/", "https://one.blogspot.com/", False),
        ("https://a.news.invalid/", "https://news.invalid/", True),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/", True),
        ("http://127.0.0.1/", "http://127.0.0.2/", False),
        ("http://intranet/", "http://intranet/a", True),
        ("https://a.test", "mailto:b", False),
    ],
)
def test_a_site_is_its_registrable_domain(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
