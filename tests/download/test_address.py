import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.errors import ConfigError
from aggregator.base.records import Outcome
from aggregator.base.sites import Site
from aggregator.download.address import AllowList, check_peer, check_target, is_public, read_literal, site_ports

NOTHING = AllowList()
HOME = AllowList.parse(["127.0.0.1:8123", "[::1]:9000"])

CASE_32 = [
    *("127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"),
    *("100.64.0.1", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1"),
]
CASE_33 = [
    *("::1", "::", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "::ffff:127.0.0.1"),
    *("::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::"),
    *("2002:c0a8:101::1", "2001::1", "2001:0:53aa:64c::1", "2001:db8::1", "3fff::1", "5f00::1", "100::1", "4000::1"),
    *("64:ff9b:1:7f00:0:100::808", "::ffff:0:0", "2001:10::1"),
]


@pytest.mark.parametrize("ip", CASE_32)
def test_case_32_a_non_public_ipv4_address_is_refused(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", CASE_33)
def test_case_33_a_non_public_ipv6_address_is_refused(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["", "localhost", "1.2.3", "1.2.3.4.5", "0x7f000001", "::g", "1.2.3.4/8", "[::1]", "٣.1.1.1"]
)
def test_what_is_no_address_is_refused(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip",
    [
        *("8.8.8.8", "1.1.1.1", "223.255.255.254", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8"),
        *("64:ff9b::808:808", "64:ff9b:1::808:808", "2002:808:808::1"),
    ],
)
def test_a_public_address_is_accepted(ip: str) -> None:
    assert is_public(ip)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_wrapping(address: object) -> None:
    plain = is_public(str(address))
    assert (is_public(f"::ffff:{address}"), is_public(f"64:ff9b::{address}")) == (plain, plain)


CASE_36 = [
    *("127.0.0.1", "[::1]", "0x7f000001", "2130706433", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "0x7f.1"),
    *("127。0。0。1", "127．0．0．1", "１２７.0.0.1", "①27.0.0.1", "ⓛocalhost", "localhost", "LOCALHOST", "localhost."),
    *("a.localhost", "127.0.0.1.", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "0"),
    *("0x0", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0xa9fea9fe", "2852039166", "127.0.0.1:80", "[::1]:443"),
]


@pytest.mark.parametrize("host", CASE_36)
def test_case_36_a_disguised_literal_is_refused(host: str) -> None:
    failure = check_target(f"http://{host}/", NOTHING)
    assert failure is not None
    assert (failure.outcome, failure.reason) == (Outcome.REFUSED, "private_address")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://good@127.0.0.1/", "bad_url"),
        ("http://127.0.0.1#@good.example/", "private_address"),
        ("http://good.example\\@127.0.0.1/", "bad_url"),
        ("http://good.example%00.test/", "bad_url"),
        ("http://127.0\t.0.1/", "private_address"),
        ("http://127.0.\n0.1/", "private_address"),
        ("http://%31%32%37.0.0.1/", "bad_url"),
        ("http://user:word@good.example/", "bad_url"),
    ],
)
def test_case_37_a_misleading_authority_is_refused(url: str, reason: str) -> None:
    failure = check_target(url, NOTHING)
    assert failure is not None
    assert failure.reason == reason


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/hostname", "ftp://good.example/", "gopher://good.example/", "data:text/html,x"),
        *("javascript:alert(1)", "//good.example/", "good.example"),
    ],
)
def test_case_39_another_scheme_is_refused(url: str) -> None:
    failure = check_target(url, NOTHING)
    assert failure is not None
    assert failure.reason == "bad_scheme"


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 8000])
def test_case_40_another_port_is_refused(port: int) -> None:
    failure = check_target(f"http://good.example:{port}/", NOTHING)
    assert failure is not None
    assert failure.reason == "port"


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_case_40_a_standard_port_is_accepted(port: int) -> None:
    assert check_target(f"https://good.example:{port}/", NOTHING) is None


def test_case_40_a_site_may_name_its_port() -> None:
    site = Site(host="good.example:8090", language="en", timezone="UTC", feeds=("http://feeds.example:8091/a",))
    assert check_target("http://good.example:8090/", NOTHING, site_ports(site)) is None
    assert site_ports(site) == {8090, 8091}


@pytest.mark.parametrize(
    "host",
    ["a" * 300 + ".example", "b" * 64 + ".example", "127.0.0.08", "1.2.3.4.5", "999999999999", "1.2.3.256"],
)
def test_case_45_an_impossible_host_is_bad(host: str) -> None:
    failure = check_target(f"http://{host}/", NOTHING)
    assert failure is not None
    assert failure.reason == "bad_url"


@pytest.mark.parametrize(
    "url", ["https://good.example/a?b=c", "http://8.8.8.8/", "http://日本.example/", "http://1e100.example/"]
)
def test_a_public_target_is_accepted(url: str) -> None:
    assert check_target(url, NOTHING) is None


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8123/", "http://localhost:8123/", "http://[::1]:9000/", "http://nas.example:8123/"]
)
def test_an_allowed_address_is_accepted(url: str) -> None:
    assert check_target(url, HOME) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:9000/",
        "http://[::1]:8123/",
        "http://127.0.0.2:8123/",
        "http://localhost:80/",
    ],
)
def test_an_allowed_address_covers_no_other(url: str) -> None:
    assert check_target(url, HOME) is not None


@pytest.mark.parametrize(
    "entry",
    ["127.0.0.1", "::1:80", "localhost:80", "127.0.0.1:0", "127.0.0.1:70000", "10.0.0.0/8:80", "[127.0.0.1]:80", ""],
)
def test_a_wrong_entry_of_the_allow_list_is_named(entry: str) -> None:
    with pytest.raises(ConfigError) as caught:
        AllowList.parse(["127.0.0.1:80", entry])
    assert repr(entry) in str(caught.value)


def test_the_allow_list_prints_as_it_is_given() -> None:
    assert str(HOME) == "127.0.0.1:8123, [::1]:9000"


@pytest.mark.parametrize(
    ("ip", "refused"),
    [("8.8.8.8", False), ("127.0.0.1", False), ("127.0.0.2", True), ("10.0.0.1", True), ("::1", True), (None, True)],
)
def test_who_answered_is_checked_again(ip: str | None, refused: bool) -> None:
    assert (check_peer("http://nas.example:8123/", ip, HOME) is not None) is refused


@given(st.text(max_size=40))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    check_target(text, HOME)
    check_target(f"http://{text}/", HOME)


@given(st.integers(0, 2**32 - 1))
def test_a_literal_reads_alike_in_every_notation(value: int) -> None:
    a, b, c, d = value.to_bytes(4, "big")
    notations = [
        f"{a}.{b}.{c}.{d}",
        str(value),
        hex(value),
        f"0{value:o}",
        f"{a}.{value & 0xFFFFFF}",
        f"{a}.{b}.{value & 0xFFFF}",
    ]
    assert len({read_literal(notation) for notation in notations}) == 1
