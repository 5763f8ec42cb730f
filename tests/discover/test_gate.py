import pytest

from aggregator.base.errors import BadInputError
from aggregator.discover.gate import check_xml
from tests.shared import SHARED, needs_shared

BOMB = '<!DOCTYPE rss [<!ENTITY a "AAAA">]><rss><channel><item><title>&a;</title></item></channel></rss>'


def reason(body: bytes, **options: int) -> str:
    with pytest.raises(BadInputError) as caught:
        check_xml(body, **options)
    return caught.value.reason


@pytest.mark.case(70)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"]
)
def test_entities_are_refused_in_any_encoding(encoding: str) -> None:
    assert reason(BOMB.encode(encoding)) == "dtd_forbidden"


@pytest.mark.case(69, 70)
@pytest.mark.parametrize(
    "text",
    [
        BOMB.lower(),
        f"<!-- {'x' * 100_000} -->{BOMB}",
        f'<?xml version="1.0"?>\n<?style x?>{BOMB}',
        BOMB.replace("<!DOC", "<!\x01DOC"),
        BOMB.replace("rss [", 'rss SYSTEM "a>b" ['),
        "<!DOCTYPE rss [<!ELEMENT a (b)>]><rss/>",
        '<!DOCTYPE rss SYSTEM "unclosed',
        "stray text " + BOMB,
        '<rss><!DOCTYPE x [<!ENTITY b "q">]></rss>',
    ],
)
def test_hidden_declarations_are_refused(text: str) -> None:
    assert reason(text.encode()) == "dtd_forbidden"


@pytest.mark.case(79)
def test_utf_7_is_not_read() -> None:
    body = b'<?xml version="1.0" encoding="utf-7"?>' + BOMB.replace("<", "+ADw-").encode()
    assert b"ENTITY" not in check_xml(body) or b"<!ENTITY" not in check_xml(body)


@pytest.mark.parametrize(
    "doctype",
    ["<!DOCTYPE rss>", '<!DOCTYPE rss PUBLIC "-//X//Y" "http://e.example/rss.dtd">', "<!doctype rss SYSTEM 'x.dtd' >"],
)
def test_a_plain_doctype_is_taken_away(doctype: str) -> None:
    assert check_xml(f'<?xml version="1.0"?>\n{doctype}\n<rss/>'.encode()) == b"<rss/>"


def test_xml_may_be_written_about() -> None:
    text = "<rss><a><![CDATA[<!ENTITY a 'b'>]]></a><!-- <!ENTITY --></rss>"
    assert check_xml(text.encode()) == text.encode()


@pytest.mark.case(85)
@pytest.mark.parametrize(
    "body", [b"", b" \n\t ", b"\xef\xbb\xbf", b"<!-- nothing -->", b"<?xml version='1.0'?>", b"\x00\x00"]
)
def test_empty(body: bytes) -> None:
    assert reason(body) == "empty"


def test_too_large() -> None:
    assert reason(b"<rss>" + b"x" * 100, limit=50) == "too_large"


@pytest.mark.case(69, 70)
@needs_shared
def test_defusedxml_corpus() -> None:
    folder = SHARED / "corpora/defusedxml/xmltestdata"
    harmless = {"dtd.xml", "simple.xml", "simple-ns.xml"}
    for path in folder.glob("*.xml"):
        if path.name not in harmless:
            assert reason(path.read_bytes()) == "dtd_forbidden", path.name
        else:
            check_xml(path.read_bytes())
