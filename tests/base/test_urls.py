import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base import urls
from aggregator.base.errors import BadInputError
from aggregator.base.urls import canonical_url, check_url, is_trap
from tests.shared import SHARED, needs_shared

NORMALIZER = SHARED / "corpora/crawler-commons/src/test/resources/normalizer"


@pytest.mark.case(60, 63, 84)
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://WWW.Example.com:80/a/../b//c/?utm_source=x&b=2&a=1#frag", "https://example.com/b/c?a=1&b=2"),
        ("https://e.example/Case", "https://e.example/Case"),
        ("https://e.example/a;jsessionid=0AF3?PHPSESSID=0123456789abcdef0123", "https://e.example/a"),
        ("https://e.example/%7Ewho/%e3%81%82/re%3Azero", "https://e.example/~who/%E3%81%82/re:zero"),
        ("https://e.example/a%2fb", "https://e.example/a%2Fb"),
        ("https://e.example/%2541", "https://e.example/%2541"),
        ("https://e.example?fbclid=1&id=5", "https://e.example/?id=5"),
        ("https://e.example/?q=%83%41", "https://e.example/?q=%83A"),
        ("http://e.example:8080/x", "https://e.example:8080/x"),
        ("http://e.example:443/x", "https://e.example/x"),
        ("https://[2001:DB8::1]/x", "https://[2001:db8::1]/x"),
        ("https://www.com/", "https://www.com/"),
        ("https://www.www.e.example./", "https://e.example/"),
        ("https://bücher.example/ニュース", "https://xn--bcher-kva.example/%E3%83%8B%E3%83%A5%E3%83%BC%E3%82%B9"),
    ],
)
def test_canonical(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


PIECES = ("a", "..", ".", "%2e", ";sid=Q", "%3Bsid=1", "//", "%", "%2f", "%25", "%2541", "utm_a=x", "?", "&", "=", "#")
HOSTS = ("e.example", "www.www.e.example", "E.Example.", "www.com", "127.1", "[::1]", "bücher.example", "e.example:80")


@given(
    st.sampled_from(("http://", "HTTPS://")),
    st.sampled_from(HOSTS),
    st.lists(st.sampled_from((*PIECES, "/", "+", " ", "é", "%E9", "\\", "|")), max_size=12).map("".join),
)
def test_canonical_is_idempotent(scheme: str, host: str, rest: str) -> None:
    once = canonical_url(f"{scheme}{host}/{rest}")
    assert canonical_url(once) == once


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        checked = check_url(text, "https://e.example/a")
    except BadInputError:
        return
    assert checked.isascii()
    assert check_url(checked) == checked


@pytest.mark.case(45, 65)
@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("javascript:alert(1)", "bad_scheme"),
        ("java\tscript:alert(1)", "bad_scheme"),
        ("file:///etc/passwd", "bad_scheme"),
        ("//e.example/x", "bad_scheme"),
        ("http://", "bad_url"),
        ("http://good@127.0.0.1/", "bad_url"),
        ("http://e.example%00.example/", "bad_url"),
        ("http://e example/", "bad_url"),
        ("http://" + "a" * 64 + ".example/", "bad_url"),
        ("http://" + "abcdefgh." * 33 + "example/", "bad_url"),
        ("http://xn--/", "bad_url"),
        ("http://1.2.3.4.5/", "bad_url"),
        ("http://[fe80::1%25eth0]/", "bad_url"),
        ("http://e.example:99999/", "bad_url"),
        ("http://e.example/" + "a" * 2067, "url_length"),
        ("http://e.example/" + "あ" * 700, "url_length"),
    ],
)
def test_refused(url: str, reason: str) -> None:
    with pytest.raises(BadInputError) as caught:
        check_url(url)
    assert caught.value.reason == reason


@pytest.mark.case(37, 45)
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://0x7f000001/", "http://127.0.0.1/"),
        ("http://0177.0.0.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://127。0。0。1/", "http://127.0.0.1/"),
        ("http://[::127.0.0.1]/", "http://[::7f00:1]/"),
        ("http://good\\@127.0.0.1/", "http://good/@127.0.0.1/"),
        ("http://e.exa\nmple/", "http://e.example/"),
        ("http:/e.example/a", "http://e.example/a"),
        (" \x00http://e.example/a b ", "http://e.example/a%20b"),
    ],
)
def test_the_host_that_is_asked_is_the_host_that_is_seen(url: str, expected: str) -> None:
    assert check_url(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/b?c=1", "https://e.example/b?c=1"),
        ("../x", "https://e.example/x"),
        ("//o.example/y", "https://o.example/y"),
        ("///o.example/y", "https://o.example/y"),
        ("news\\1.html", "https://e.example/d/news/1.html"),
    ],
)
def test_relative(url: str, expected: str) -> None:
    assert check_url(url, "https://e.example/d/p") == expected


@pytest.mark.case(61, 62)
@pytest.mark.parametrize(
    ("url", "trap"),
    [
        ("https://e.example/a/b/a/b/a/b", True),
        ("https://e.example/x/x/x/", True),
        ("https://e.example/" + "/".join(map(str, range(21))), True),
        ("https://e.example/a/b/a/b/c", False),
        ("https://e.example/2026/01/01/01/news", False),
    ],
)
def test_trap(url: str, trap: bool) -> None:
    assert is_trap(url) is trap


@needs_shared
def test_the_quick_way_gives_what_the_slow_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.loads((SHARED / "corpora/urls/url/tests/urltestdata.json").read_text(encoding="utf-8"))
    usual = urls._USUAL
    quick = [d["input"] for d in data if isinstance(d, dict) and usual.fullmatch(d["input"]) and ".." not in d["input"]]
    found = [check_url(url) for url in quick]
    monkeypatch.setattr(urls, "_USUAL", urls.re.compile("(?!)"))
    assert found == [check_url(url) for url in quick]


def _differences() -> list[tuple[str, str, str]]:
    """Where the host that we would ask differs from the WHATWG's data, or an impossible one is let through."""
    found = []
    for case in json.loads((SHARED / "corpora/urls/url/tests/urltestdata.json").read_text(encoding="utf-8")):
        if not isinstance(case, dict):
            continue
        try:
            got = check_url(case["input"], case["base"] if case["base"] not in (None, "about:blank") else None)
        except BadInputError:
            continue
        want = "failure" if case.get("failure") else case["hostname"]
        host = (urls.urlsplit(got).hostname or "").removeprefix("[").removesuffix("]")
        if want.strip("[]") != host:
            found.append((case["input"], want, got))
    return found


@pytest.mark.case(37)
@needs_shared
def test_hosts_are_read_as_browsers_read_them() -> None:
    known = ("xn--pokxncvks", "faß.example")  # IDNA 2003 of the standard library, not UTS 46
    assert [d for d in _differences() if not any(k in d[0].lower() for k in known)] == []


@pytest.mark.case(63)
@needs_shared
def test_normalizers_pairs_are_one_address() -> None:
    differing = []
    for row in csv.reader((NORMALIZER / "weirdToNormalizedUrls.csv").read_text(encoding="utf-8").splitlines()):
        if len(row) < 2 or row[0].startswith("#") or row[0].strip() in ("http:", "http://", "https://"):
            continue
        if (
            row[0].startswith("http")
            and urls.urlsplit(row[0]).netloc
            and (one := canonical_url(row[0])) != (two := canonical_url(row[1]))
        ):
            differing.append((row, one, two))
    assert differing == []
