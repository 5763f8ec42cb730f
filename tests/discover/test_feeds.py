from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from aggregator.base.errors import BadInputError
from aggregator.base.records import Link
from aggregator.discover.feeds import MAX_ITEMS, Feed, read_feed

TOKYO = ZoneInfo("Asia/Tokyo")
URL = "https://feeds.example/news.xml"
MODULES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dcterms="http://purl.org/dc/terms/"'
)


def read(text: str) -> Feed:
    return read_feed(text.encode(), url=URL, zone=TOKYO)


def rss(items: str, head: str = "") -> Feed:
    return read(f'<?xml version="1.0"?><rss version="2.0" {MODULES}><channel>{head}{items}</channel></rss>')


def item(inner: str, link: str = "<link>https://e.example/1</link>") -> Link:
    (found,) = rss(f"<item>{link}{inner}</item>").links
    return found


def atom(entry: str, head: str = "", attributes: str = "") -> Feed:
    link = '<link href="https://e.example/1"/>'
    return read(f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}>{head}<entry>{link}{entry}</entry></feed>')


def test_rss_item() -> None:
    found = item(
        "<title>Made-up Show &amp;amp; Friends</title><guid>id-1</guid><pubDate>Wed, 10 Jan 2024 15:00:00 JST</pubDate>"
        "<dcterms:modified>2024-01-11T00:00:00Z</dcterms:modified><category>News</category><category>TV</category>"
        "<description>&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;</description>"
        "<dc:creator>Ann Body</dc:creator><dc:creator>Ben Body</dc:creator><dc:language>ja_JP</dc:language>"
        '<media:thumbnail url="/t.jpg"/>'
    )
    assert found == Link(
        url="https://e.example/1",
        source=URL,
        title="Made-up Show & Friends",
        summary="One two.\nThree",
        published=datetime(2024, 1, 10, 15, tzinfo=timezone(timedelta(hours=9))),
        modified=datetime(2024, 1, 11, tzinfo=UTC),
        guid="id-1",
        authors=("Ann Body", "Ben Body"),
        image="https://feeds.example/t.jpg",
        tags=("News", "TV"),
        language="ja-JP",
    )


def test_rss_channel() -> None:
    feed = rss(
        "",
        "<title>Made-up News</title><link>https://e.example/</link><language>en-us</language><ttl>60</ttl>"
        "<itunes:new-feed-url>https://e.example/new.xml</itunes:new-feed-url>",
    )
    assert feed == Feed(
        title="Made-up News",
        language="en-US",
        home="https://e.example/",
        links=(),
        ttl=3600,
        moved_to="https://e.example/new.xml",
    )


def test_hours_and_days_to_be_left_alone() -> None:
    head = (
        "<skipHours><hour>0</hour><hour> 24 </hour><hour>5</hour><hour>noon</hour></skipHours>"
        "<skipDays><day>Sunday</day><day>monday</day><day>Caturday</day></skipDays>"
    )
    feed = rss("", head)
    assert (feed.skip_hours, feed.skip_days) == ({0, 5}, {6, 0})


def test_update_period_is_a_ttl() -> None:
    head = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    assert rss("", head).ttl == 21_600


@pytest.mark.case(81)
@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("<![CDATA[Tom &amp; Jerry]]>", "Tom & Jerry"),
        ("<![CDATA[<b>Bold</b>]]>", "Bold"),
        ("&lt;harmony/&gt; returns", "<harmony/> returns"),
        ("I &lt;3 you", "I <3 you"),
        ("It&#146;s", "It’s"),
        ("<i>Italic</i> word", "Italic word"),
    ],
)
def test_titles_of_rss_are_plain_text(markup: str, title: str) -> None:
    assert item(f"<title>{markup}</title>").title == title


@pytest.mark.parametrize(
    ("element", "title"),
    [
        ("<title>Tom &amp;amp; &lt;b&gt;</title>", "Tom &amp; <b>"),
        ('<title type="html">Tom &amp;amp; &lt;b&gt;Jerry&lt;/b&gt;</title>', "Tom & Jerry"),
        ('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>B</b> &lt;C&gt;</div></title>', "A B <C>"),
        ('<title mode="base64">VG9t</title>', "Tom"),
    ],
)
def test_titles_of_atom_follow_their_type(element: str, title: str) -> None:
    assert atom(element).links[0].title == title


def test_atom_entry() -> None:
    feed = atom(
        "<id>tag:e.example,2024:1</id><published>2024-01-10T06:00:00Z</published><updated>2024-01-11</updated>"
        '<author><name>Ann Body</name></author><category term="t" label="Label"/><summary>Short &amp;lt;</summary>',
        head="<title>Feed</title><author><name>Everybody</name></author>",
        attributes='xml:lang="fr"',
    )
    (link,) = feed.links
    assert (feed.title, feed.language) == ("Feed", "fr")
    assert (link.guid, link.authors, link.tags, link.summary) == (
        "tag:e.example,2024:1",
        ("Ann Body",),
        ("Label",),
        "Short &lt;",
    )
    assert link.published == datetime(2024, 1, 10, 6, tzinfo=UTC)
    assert link.modified == datetime(2024, 1, 11, tzinfo=TOKYO)


def test_atom_entries_inherit_the_feeds_author() -> None:
    assert atom("<title>T</title>", head="<author><name>Everybody</name></author>").links[0].authors == ("Everybody",)


def test_rss_1_0_and_its_about() -> None:
    feed = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>C</title><link>https://e.example/</link></channel>'
        '<item rdf:about="https://e.example/a"><title>A</title><dc:date>2024-01-10T15:00+09:00</dc:date></item></rdf:RDF>'
    )
    assert (feed.title, feed.links[0].url, feed.links[0].title) == ("C", "https://e.example/a", "A")
    assert feed.links[0].published == datetime(2024, 1, 10, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("inner", "url"),
    [
        ("<guid>https://e.example/g</guid>", "https://e.example/g"),
        ("<link/><atom:link href='https://e.example/a' rel='alternate'/>", "https://e.example/a"),
        ("<link>/relative</link>", "https://e.example/relative"),
        ("<link>\n https://e.example/x\n</link>", "https://e.example/x"),
        (
            "<link>https://r.example/1</link><feedburner:origLink>https://e.example/o</feedburner:origLink>",
            "https://e.example/o",
        ),
    ],
)
def test_addresses_of_rss(inner: str, url: str) -> None:
    feed = rss(f"<item><title>T</title>{inner}</item>", "<link>https://e.example/</link>")
    assert [link.url for link in feed.links] == [url]


def test_xml_base_is_the_base() -> None:
    feed = atom("", attributes='xml:base="https://b.example/x/"').links
    assert feed[0].url == "https://e.example/1"
    inner = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/">'
        '<entry xml:base="y/"><link href="z"/></entry></feed>'
    )
    assert inner.links[0].url == "https://b.example/x/y/z"


@pytest.mark.case(83)
@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://u:p@e.example/"]
)
def test_forbidden_addresses_are_counted(link: str) -> None:
    feed = rss(f"<item><link>{link}</link></item><item><link>https://e.example/1</link></item>")
    assert (len(feed.links), feed.refused, feed.dropped) == (1, 1, 0)


def test_entries_without_an_address_are_dropped() -> None:
    assert rss("<item><title>T</title><guid isPermaLink='false'>https://e.example/1</guid></item>").dropped == 1


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("<author>ann@e.example (Ann Body)</author>", ("Ann Body",)),
        ("<author>Ann Body &lt;ann@e.example&gt;</author>", ("Ann Body",)),
        ("<author>ann@e.example</author>", ()),
        ("<itunes:author>Ann Body</itunes:author>", ("Ann Body",)),
        ("<author>x@e.example (X)</author><dc:creator>Ann Body</dc:creator>", ("Ann Body",)),
    ],
)
def test_authors_of_rss(written: str, names: tuple[str, ...]) -> None:
    assert item(written).authors == names


@pytest.mark.case(84)
@pytest.mark.parametrize(
    ("inner", "image"),
    [
        ('<media:content url="https://i.example/a.jpg" medium="image"/>', "https://i.example/a.jpg"),
        (
            '<media:content url="/v.mp4" medium="video"><media:thumbnail url="https://i.example/t.jpg"/></media:content>',
            "https://i.example/t.jpg",
        ),
        (
            '<media:group><media:content url="s.jpg" width="1"/><media:content url="/l.jpg" width="9"/></media:group>',
            "https://feeds.example/l.jpg",
        ),
        ('<enclosure url="https://i.example/e.png" type="image/png" length="1"/>', "https://i.example/e.png"),
        ('<enclosure url="https://i.example/e.mp3" type="audio/mpeg"/>', None),
        ("<image><url>https://i.example/u.jpg</url></image>", "https://i.example/u.jpg"),
        (
            "<description>&lt;img src='https://p.example/p.gif' width='1'&gt;&lt;img src='/i.jpg'&gt;</description>",
            "https://feeds.example/i.jpg",
        ),
        (
            "<description>x</description><content:encoded>&lt;img src='https://i.example/c.jpg'&gt;</content:encoded>",
            "https://i.example/c.jpg",
        ),
        ('<media:thumbnail url="javascript:x"/>', None),
    ],
)
def test_pictures(inner: str, image: str | None) -> None:
    assert item(inner).image == image


def test_content_is_the_summary_only_where_nothing_else_is() -> None:
    both = "<content:encoded>long</content:encoded>"
    assert item(f"<description>short</description>{both}").summary == "short"
    assert item(f"<description></description>{both}").summary == "long"


@pytest.mark.case(88)
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10 Jan 2024 15:00", datetime(2024, 1, 10, 6, tzinfo=UTC)),
        ("2024年1月10日 15:00", datetime(2024, 1, 10, 6, tzinfo=UTC)),
        ("2024-01-10", datetime(2024, 1, 9, 15, tzinfo=UTC)),
        ("Wed, 10 Jan 2024 25:99:00 GMT", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(written: str, expected: datetime | None) -> None:
    assert item(f"<pubDate>{written}</pubDate>").published == expected


@pytest.mark.case(87)
def test_a_broken_end_keeps_what_was_whole() -> None:
    text = "<rss><channel><title>C</title><item><title>1</title><link>https://e.example/1</link></item><item><title>2</title><link>https://e.exa"
    feed = read(text)
    assert ([link.title for link in feed.links], feed.partial, feed.dropped) == (["1"], True, 1)


@pytest.mark.case(81)
@pytest.mark.parametrize(
    "broken",
    [
        "<title>AT&T</title>",
        "<title>AT&T</title><description>a &nbsp; b &eacute;</description>",
        "<title>AT&amp;T</title><description>an <b>unclosed word</description>",
        "<title>AT&amp;T&#0;&#xD800;</title>",
        "<title>AT&amp;T</title><dc:creator>undeclared prefix</dc:creator>",
        "<title>AT&amp;T\x00\x0b</title>",
    ],
)
def test_ill_formed_items_are_read(broken: str) -> None:
    feed = read(f"<rss><channel><item>{broken}<link>https://e.example/?a=1&b=2</link></item></channel></rss>")
    assert [(link.title, link.url) for link in feed.links] == [("AT&T", "https://e.example/?a=1&b=2")]
    assert not feed.partial


def test_one_broken_item_harms_no_other() -> None:
    items = [f"<item><title>{n}</title><link>https://e.example/{n}</link></item>" for n in range(3)]
    items[1] = "<item><title>bad <x y=></title><li"
    feed = read(f"<rss><channel>{''.join(items)}</channel></rss>")
    assert {"0", "2"} <= {link.title for link in feed.links}


def test_text_before_the_document_is_passed_over() -> None:
    text = "<br />\n<b>Warning</b>: something\n<?xml version='1.0'?><rss><channel><item><link>https://e.example/1</link></item></channel></rss>"
    assert len(read(text).links) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "not_a_feed"),
        (b"<html><body>Log in</body></html>", "not_a_feed"),
        (b"plain words", "not_a_feed"),
        (b"<urlset></urlset>", "not_a_feed"),
        (b"<?xml version='1.0'?><opml/>", "not_a_feed"),
        (b"{}", "not_a_feed"),
        (b"<rss>" + b"<a>" * 5000, "too_deep"),
        (b"<rss><channel><item><title>" + b"x" * 11_000_000, "too_large"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', "dtd_forbidden"),
        (bytes(range(128, 256)) * 50, "undecodable"),
    ],
)
def test_other_documents_are_refused(body: bytes, reason: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_feed(body, url=URL, zone=TOKYO)
    assert caught.value.reason == reason


def test_no_entries_is_a_feed() -> None:
    assert rss("").links == ()


@pytest.mark.case(64)
def test_the_newest_of_too_many_are_taken() -> None:
    day = "<pubDate>2024-01-{:02}T{:02}:00:00Z</pubDate>"
    old = "".join(f"<item><link>https://e.example/{n}</link>{day.format(1, 0)}</item>" for n in range(MAX_ITEMS))
    new = f"<item><link>https://e.example/new</link>{day.format(2, 0)}</item>"
    feed = rss(old + new)
    assert (len(feed.links), feed.dropped, feed.links[0].url) == (MAX_ITEMS, 1, "https://e.example/new")


@pytest.mark.case(80)
@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "iso2022_jp", "utf-16", "utf-8"])
def test_encodings_by_declaration(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><item><title>架空の作品①放送開始</title><link>https://e.example/1</link></item></channel></rss>'
    feed = read_feed(text.replace("①", "" if encoding != "utf-8" else "①").encode(encoding), url=URL, zone=TOKYO)
    assert feed.links[0].title in ("架空の作品放送開始", "架空の作品①放送開始")


@pytest.mark.case(80)
@pytest.mark.parametrize(
    ("actual", "declared"),
    [("utf-8", "shift_jis"), ("shift_jis", "utf-8"), ("euc_jp", "utf-8"), ("cp932", "shift_jis")],
)
def test_wrong_declarations(actual: str, declared: str) -> None:
    title = "架空の作品、放送時期が決まりました" + ("①㈱" if actual == "cp932" else "")
    text = f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><title>{title}</title><link>https://e.example/1</link></item></channel></rss>'
    assert read_feed(text.encode(actual), url=URL, zone=TOKYO).links[0].title == title


@pytest.mark.case(80)
def test_the_header_goes_before_the_declaration() -> None:
    text = "<?xml version='1.0' encoding='utf-8'?><rss><channel><title>é</title></channel></rss>"
    feed = read_feed(text.encode("latin-1"), url=URL, zone=TOKYO, content_type="text/xml; charset=iso-8859-1")
    assert feed.title == "é"
