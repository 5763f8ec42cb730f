"""Reading and matching robots.txt: RFC 9309's examples, the behaviour of the large crawlers, and hostile files."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.download.robotstxt import MAX_BYTES, RobotsTxt
from tests.shared import SHARED, needs_shared

COMMONS = SHARED / "corpora/crawler-commons/src/test/resources/robots"
REAL = sorted((SHARED / "corpora/robots-real").glob("*.txt")) if SHARED.is_dir() else []


def allowed(body: str | bytes, path: str, agent: str = "foobot") -> bool:
    robots = RobotsTxt(body if isinstance(body, bytes) else body.encode())
    rule = robots.rules(agent).decide(f"http://site.example{path}")
    return rule is None or rule.allow


def delay(body: str, agent: str = "foobot") -> float | None:
    return RobotsTxt(body.encode()).rules(agent).delay


GROUPS = """
allow: /foo/bar/

user-agent: FooBot
disallow: /
allow: /x/
user-agent: BarBot
disallow: /
allow: /y/


allow: /w/
user-agent: BazBot

user-agent: FooBot
allow: /z/
disallow: /
"""


@pytest.mark.parametrize(
    ("agent", "path", "expected"),
    [
        *(("foobot", "/x/b", True), ("foobot", "/z/d", True), ("foobot", "/y/c", False), ("barbot", "/y/c", True)),
        *(("barbot", "/w/a", True), ("barbot", "/z/d", False), ("bazbot", "/z/d", True), ("quxbot", "/a", True)),
        *(("foobot", "/foo/bar/", False), ("barbot", "/foo/bar/", False), ("bazbot", "/foo/bar/", False)),
    ],
)
def test_case_54_groups_are_merged_and_rules_outside_are_ignored(agent: str, path: str, expected: bool) -> None:
    assert allowed(GROUPS, path, agent) is expected


@pytest.mark.parametrize(
    "other", ["Sitemap: https://site.example/s.xml", "Unknown-Line: x", "Crawl-delay: 5", "# note", ""]
)
def test_case_54_another_record_does_not_end_a_group(other: str) -> None:
    assert not allowed(f"User-agent: FooBot\n{other}\nUser-agent: *\nDisallow: /\n", "/a")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        *(("FooBot", True), ("foobot", True), ("FOOBOT/2.1", True), ("FooBot Images", True), ("foobot*", True)),
        *(("Other, FooBot", True), ("FooBotX", False), ("Foo", False), ("bot", False), ("FooBot-News", False)),
        *(("FooBot (like other bots)", True), ("", False), ("foo*", False)),
    ],
)
def test_case_54_an_agent_is_named_by_its_whole_product_token(line: str, named: bool) -> None:
    assert allowed(f"User-agent: *\nDisallow: /\n\nUser-agent: {line}\nAllow: /\n", "/a") is named


def test_case_54_the_general_group_counts_only_where_no_other_does() -> None:
    body = "User-agent: *\nDisallow: /x/\nUser-agent: FooBot\nDisallow: /y/\n"
    assert (allowed(body, "/x/a"), allowed(body, "/y/a"), allowed(body, "/x/a", "bar")) == (True, False, False)


def test_case_54_a_group_without_rules_allows_all() -> None:
    assert allowed("User-agent: *\nDisallow: /\n\nUser-agent: FooBot\n", "/a")


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("disallow: /x/page.html\nallow: /x/", "/x/page.html", False),
        ("allow: /x/page.html\ndisallow: /x/", "/x/page.html", True),
        ("allow: /x/page.html\ndisallow: /x/", "/x/", False),
        ("disallow: /\nallow: /", "/a", True),
        ("disallow: /x\nallow: /x/", "/x", False),
        ("disallow: /x\nallow: /x/", "/x/", True),
        ("allow: /page\ndisallow: /*.html", "/page.html", False),
        ("allow: /page\ndisallow: /*.html", "/page", True),
        ("allow: /x/page.\ndisallow: /*.html", "/x/page.html", True),
        ("allow: /p\ndisallow: /", "/page", True),
        ("allow: /$\ndisallow: /", "/", True),
        ("allow: /$\ndisallow: /", "/page", False),
        ("disallow: /foo/bar$\nallow: /foo/bar/qux", "/foo/bar", False),
        ("disallow: /foo/bar$", "/foo/bar/", True),
        ("disallow: /foo/quz#qux\nallow: /", "/foo/quz", False),
        ("disallow:", "/a", True),
        ("allow:\ndisallow: /", "/a", False),
        ("disallow: /X/", "/x/y", True),
        ("allow: /d/index.html\ndisallow: /", "/d/", True),
        ("allow: /d/index.html\ndisallow: /", "/d/index.htm", False),
        ("disallow: /", "/robots.txt", True),
        ("disallow: /a?b=c*", "/a?b=cd&e", False),
        ("disallow: *.gif$", "/a/b.gif", False),
        ("disallow: *.gif$", "/a/b.gif?c", True),
        ("disallow: /*/c/*.php", "/a/b/c/d.php5", False),
        ("disallow: /*?", "/a", True),
        ("disallow: /*?", "/a?", False),
        ("disallow: /a**b", "/axb", False),
        ("disallow: /aa*aa$", "/aaa", True),
        ("disallow: private/", "/private/a", False),
        ("disallow: https://site.example/private/", "/private/a", False),
        ("disallow: https://other.example/", "/a", True),
        ("allow: a\ndisallow: /", "/a", False),
    ],
)
def test_the_longest_match_counts(rules: str, path: str, expected: bool) -> None:
    assert allowed(f"user-agent: FooBot\n{rules}\n", path) is expected


@pytest.mark.parametrize(
    ("pattern", "path", "match"),
    [
        ("/foo/bar?baz=http://foo.bar", "/foo/bar?baz=http://foo.bar", True),
        ("/foo/bar?baz=http://foo.bar", "/foo/bar?baz=http%3A//foo.bar", True),
        ("/foo/bar/ツ", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%E3%83%84", "/foo/bar/ツ", True),
        ("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", True),
        ("/~joe/", "/%7Ejoe/a", True),
        ("/a%3cd.html", "/a%3Cd.html", True),
        ("/a%2fb", "/a/b", False),
        ("/a/b", "/a%2Fb", False),
        ("/file-with-a-%2A.html", "/file-with-a-*.html", True),
        ("/file-with-a-%2A.html", "/file-with-a-b.html", False),
        ("/a%24", "/a$", True),
        ("/a$b", "/a$b", True),
        ("/a%3Fb", "/a?b", False),
        ("/a%25b", "/a%b", False),
        ("/wiki/Talk%3Main", "/wiki/Talk:Main", False),
    ],
)
def test_equal_octets_match_however_they_are_escaped(pattern: str, path: str, match: bool) -> None:
    assert allowed(f"User-agent: *\nDisallow: {pattern}\n", path) is not match


@pytest.mark.parametrize(
    "body",
    [
        "user-agent FooBot\ndisallow /\n",
        "USER-AGENT: FooBot\nDISALLOW: /\n",
        "user-agent : FooBot\ndisallow : /\n",
        "  User-agent:\tFooBot\t\n\tDisallow:/\n",
        "useragent: FooBot\ndissallow: /\n",
        "user agent: FooBot\ndisalow: /\n",
        "User-agent: FooBot\nDesallow: /\n",
        "User-agent: FooBot # that one\nDisallow: / # all\n",
        "User-agent: FooBot\n\n\nDisallow: /",
        "<html><body>User-agent: foobot<BR>\nDisallow: /<BR>\n</body></html>",
    ],
)
def test_lines_are_read_tolerantly(body: str) -> None:
    assert not allowed(body, "/a")
    assert allowed(body, "/a", "barbot")


def test_a_line_of_another_name_is_no_rule() -> None:
    assert allowed("foo: FooBot\nbar: /\n", "/a")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\r"])
def test_case_53_all_line_ends_are_read(end: str) -> None:
    assert not allowed(end.join(["User-agent: a", "Disallow: /x", "", "User-agent: *", "Disallow: /"]), "/a")


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_case_53_other_separators_end_no_line(separator: str) -> None:
    assert allowed(f"User-agent: *\nDisallow: /a{separator}Disallow: /\n", "/b")


TEXT = "User-agent: *\nDisallow: /café/\n"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b"\xef\xbb\xbf" + TEXT.encode(), "/caf%C3%A9/"),
        (b"\xef\xbb" + TEXT.encode(), "/caf%C3%A9/"),
        (b"\xef" + TEXT.encode(), "/caf%C3%A9/"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "/caf%C3%A9/"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "/caf%C3%A9/"),
        (TEXT.encode("utf-16-le"), "/caf%E9/"),
        (TEXT.encode("latin-1"), "/caf%E9/"),
        (TEXT.encode().replace(b"user", b"\x00user").replace(b"D", b"\x00D"), "/caf%C3%A9/"),
    ],
    ids=["utf-8 mark", "two bytes of it", "one byte of it", "utf-16-le", "utf-16-be", "no mark", "latin-1", "nul"],
)
def test_case_53_marks_and_encodings_are_read(body: bytes, path: str) -> None:
    assert not allowed(body, path)
    assert allowed(body, "/other")


def test_case_51_a_web_page_has_no_rules_and_is_told_apart() -> None:
    page = RobotsTxt(b"<!DOCTYPE html><html><head><title>Home</title></head><body>Welcome: all</body></html>")
    assert page.rules("foobot").decide("http://site.example/a") is None
    assert not page.is_text
    assert RobotsTxt(b"User-agent: *\nDisallow: /\n").is_text


def test_case_52_only_the_first_half_mebibyte_is_read_to_the_end_of_a_line() -> None:
    filler = b"# 0123456789012345678901234567890123456789\n" * 14_000
    late = b"User-agent: *\nDisallow: /early\n" + filler + b"Disallow: /late\n"
    assert len(late) > MAX_BYTES
    assert (allowed(late, "/early"), allowed(late, "/late")) == (False, True)
    cut = b"User-agent: *\nDisallow: /".ljust(MAX_BYTES, b"x")
    assert allowed(cut + b"yz\n", "/x")


@pytest.mark.parametrize(
    "body",
    [
        b"x" * (20 << 20),
        b"User-agent: *\n" + b"Disallow: /a/b\n" * 700_000,
        b"".join(b"User-agent: bot%d\n" % n for n in range(25_000)) + b"Disallow: /\n",
        b"".join(b"User-agent: b%d\nCrawl-delay: 1\n" % n for n in range(14_000)),
        b"User-agent: *\n" + b"Crawl-delay: 1\n" * 34_000,
        b"User-agent: *\nDisallow: /" + b"*a" * 300_000,
    ],
    ids=["one line", "the same rule", "agents", "agents with delays", "delays", "one long pattern"],
)
def test_case_52_a_huge_file_is_read_quickly(body: bytes) -> None:
    start = time.process_time()
    RobotsTxt(body).rules("foobot").decide("http://site.example/" + "a" * 2000)
    assert time.process_time() - start < 2  # a fortieth of it on a free machine; quadratic work takes many more


@pytest.mark.parametrize("pattern", ["/%d/*/*/*/*/*/*$", "/*/*/*/*/*/*/%d$", "/*a*a*a*a*a*a*a*a%d*b", "*a%d*a*a*a*ab$"])
@pytest.mark.parametrize("path", ["/" + "a/" * 1000, "/" + "a" * 2000])
def test_case_55_ten_thousand_wildcard_rules_are_matched_quickly(pattern: str, path: str) -> None:
    body = "User-agent: *\n" + "".join(f"Disallow: {pattern}\n" % n for n in range(10_000))
    rules = RobotsTxt(body.encode()).rules("foobot")
    start = time.process_time()
    rules.decide(f"http://site.example{path}")
    assert time.process_time() - start < 0.2  # 10 to 25 ms in truth


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0.1", 0.1),
        ("10", 10.0),
        ("1000000000", 1e9),
        ("5 seconds", 5.0),
        ("x", None),
        ("-1", None),
        ("", None),
        ("nan", None),
    ],
)
def test_case_56_crawl_delay(value: str, seconds: float | None) -> None:
    assert delay(f"User-agent: *\nCrawl-delay: {value}\n") == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1/5", 5.0),
        ("1/10m", 600.0),
        ("30/1m", 2.0),
        ("1/1h 0200-0600", 3600.0),
        ("0/5", None),
        ("1/0", None),
        ("x/y", None),
    ],
)
def test_case_56_request_rate(value: str, seconds: float | None) -> None:
    assert delay(f"User-agent: *\nRequest-rate: {value}\n") == seconds


def test_case_56_the_longer_of_two_delays_counts() -> None:
    assert delay("User-agent: *\nRequest-rate: 1/5\nCrawl-delay: 3\n") == 5.0


def test_a_delay_is_for_the_agents_before_it() -> None:
    body = "User-agent: one\nCrawl-delay: 10\nUser-agent: two\nDisallow: /p\n\nUser-agent: *\nCrawl-delay: 30\n"
    assert (delay(body, "one"), delay(body, "two"), delay(body, "three")) == (10.0, None, 30.0)
    assert not allowed(body, "/p", "one")


@given(st.binary(max_size=300), st.text(max_size=60))
def test_any_file_and_address_are_decided_without_an_error(body: bytes, path: str) -> None:
    rules = RobotsTxt(b"User-agent: *\nDisallow: " + body).rules("foobot")
    rules.decide("http://site.example/" + path.replace("[", ""))


@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\r\n#*$ \t\x00", exclude_categories=("Zs", "Cc")), min_size=1
    )
)
def test_a_rule_matches_the_very_path_it_names(path: str) -> None:
    assert not allowed(f"User-agent: *\nDisallow: /{path}\n", f"/{path}")


@needs_shared
@pytest.mark.parametrize(
    ("file", "agent", "path", "expected"),
    [
        ("robots-with-utf8-bom.txt", "foobot", "/profile", False),
        ("robots-with-utf16le-bom.txt", "foobot", "/profile", False),
        ("robots-with-utf16be-bom.txt", "foobot", "/profile", False),
        ("robots-with-utf16le-bom.txt", "foobot", "/a/output/print", False),
        ("www.flot.com-robots.txt", "foobot", "/img/", False),
        ("directive-typos-robots.txt", "bot1", "/desallow/", False),
        ("directive-typos-robots.txt", "bot1", "/dissalow/", False),
        ("directive-typos-robots.txt", "bot2", "/useragent/", False),
        ("directive-typos-robots.txt", "bot3", "/useg-agent/", False),
        ("directive-typos-robots.txt", "bot4", "/useragent-no-colon/", False),
        ("format-errors-robots.txt", "bot1", "/whitespace-before-colon/", False),
        ("format-errors-robots.txt", "bot1", "/no-colon/", False),
        ("format-errors-robots.txt", "bot2", "/no-colon-useragent/", False),
        ("format-errors-robots.txt", "bot3", "/whitespace-before-colon/", True),
        ("many-user-agents.txt", "wget", "/", False),
        ("many-user-agents.txt", "mysuperlongbotnamethatmatchesnothing", "/", True),
        ("many-user-agents.txt", "mysuperlongbotnamethatmatchesnothing", "/bot-trap/", False),
        ("malformed-path.txt", "bot1", "/wiki/Wikipedia_talk:Mediation_Committee/", False),
        ("malformed-path.txt", "bot1", "/wiki/", True),
        ("dos-line-endings.txt", "bot1", "/", True),
        ("wildcards.txt", "foobot", "/wishlist/bogus", False),
        ("wildcards.txt", "foobot", "/wishlist/universal/page", True),
        ("wildcards.txt", "foobot", "/anydirectoryhere/gcrnsts", False),
        ("rfc9309-example-longest-match-robots.txt", "foobot", "/example/page/a", True),
        ("rfc9309-example-longest-match-robots.txt", "foobot", "/example/page/disallowed.gif", False),
        ("rfc9309-example-simple-robots.txt", "quxbot", "/example/page.html", True),
        ("rfc9309-example-simple-robots.txt", "foobot", "/example/page.html", True),
        ("rfc9309-example-simple-robots.txt", "foobot", "/example/other.html", False),
        ("rfc9309-example-simple-robots.txt", "barbot", "/example/page.html", False),
        ("rfc9309-example-simple-robots.txt", "bazbot", "/example/page.html", False),
        ("rfc9309-example-simple-robots.txt", "otherbot", "/a.gif", False),
        ("rfc9309-example-simple-robots.txt", "otherbot", "/publications/", True),
        ("rfc9309-example-rule-group-merging.txt", "examplebot", "/foo", False),
        ("rfc9309-example-rule-group-merging.txt", "examplebot", "/baz", False),
        ("rfc9309-example-rule-group-merging.txt", "bazbot", "/foo", True),
        ("merge-rules.txt", "wget", "/foo/bar", True),
        ("merge-rules.txt", "wget", "/tmp/bar", False),
        ("merge-rules.txt", "otherbot", "/foo/bar", False),
        ("merge-rules.txt", "curl", "/", False),
        ("precedence-of-rules.txt", "testy", "/foo/bar", True),
        ("precedence-of-rules.txt", "testy", "/foo/bax", False),
        ("precedence-of-rules.txt", "wget", "/foo", True),
        ("precedence-of-rules.txt", "wget", "/bar", False),
        ("crawl-delay-group-merging.txt", "mybot", "/private/", False),
        ("crawl-delay-group-merging.txt", "yourbot", "/login/", False),
        ("extensions-group-merging.txt", "mybot", "/private/", False),
        ("extensions-group-merging.txt", "yourbot", "/login/", False),
        ("extensions-group-merging.txt", "otherbot", "/a", False),
        ("extensions-group-merging.txt", "otherbot", "/llms.txt", True),
        ("extension-robots.txt", "mybot", "/private/", False),
        ("extension-robots.txt", "mybot", "/admin/", True),
    ],
)
def test_the_cases_of_crawler_commons(file: str, agent: str, path: str, expected: bool) -> None:
    assert allowed((COMMONS / file).read_bytes(), path, agent) is expected


@needs_shared
@pytest.mark.parametrize(
    ("file", "agent", "seconds"),
    [
        ("dos-line-endings.txt", "bot1", 1.0),
        ("astore.amazon.com-robots.txt", "bot1", 5.0),
        ("crawl-delay-group-merging.txt", "mybot", 10.0),
        ("crawl-delay-group-merging.txt", "yourbot", None),
        ("crawl-delay-group-merging.txt", "otherbot", 30.0),
        ("twitter.com-robots.txt", "msnbot", 10.0),
        ("twitter.com-robots.txt", "googlebot", None),
        ("extended-standard-robots.txt", "bot1", 2.0),
    ],
)
def test_the_delays_of_crawler_commons(file: str, agent: str, seconds: float | None) -> None:
    assert RobotsTxt((COMMONS / file).read_bytes()).rules(agent).delay == seconds


@needs_shared
@pytest.mark.parametrize("start", range(0, 500, 50))
def test_real_files_are_read(start: int) -> None:
    for file in REAL[start : start + 50]:
        rules = RobotsTxt(file.read_bytes()).rules("foobot")
        rules.decide("http://site.example/a/b?c=d")
