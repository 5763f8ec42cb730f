"""The right text of a page's bytes, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.encoding import decode
from aggregator.base.errors import BadInputError
from tests.shared import SHARED, needs_shared

JAPANESE = "テレビアニメ「紙鶴の港」の放送が来年1月10日から始まる。監督は見本みらが務め、脚本は例田おどが担当する。" * 3
TEXTS = {
    "cp932": JAPANESE + "①㈱～",
    "euc_jis_2004": JAPANESE + "①㈱",
    "utf-8": JAPANESE + "①〜é",
    "iso2022_jp": JAPANESE,
    "cp1252": "L'été dernier, à la fête du théâtre, les élèves préféraient la forêt – « c'était drôle ». " * 3,
    "cp1251": "Премьера нового выдуманного аниме состоится в январе следующего года, сообщил режиссёр. " * 3,
    "cp949": "새로운 가상의 애니메이션이 내년 1월에 방영될 예정이라고 제작사가 발표했다. " * 3,
    "gb18030": "虚构的新动画将于明年一月开始播放，制作公司公布了主要声优阵容。" * 3,
}
LABELS = {
    "cp932": "Shift_JIS", "euc_jis_2004": "EUC-JP", "utf-8": "utf-8", "iso2022_jp": "iso-2022-jp", "cp1252": "latin1",
    "cp1251": "windows-1251", "cp949": "euc-kr", "gb18030": "gb2312",
}  # fmt: skip


def page(text: str, declared: str = "") -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>"


@pytest.mark.case(78)
@pytest.mark.parametrize("encoding", TEXTS)
@pytest.mark.parametrize("where", ["header", "meta"])
def test_declared(encoding: str, where: str) -> None:
    text, label = TEXTS[encoding], LABELS[encoding]
    body = page(text, label if where == "meta" else "").encode(encoding)
    assert text in decode(body, f"text/html; charset={label}" if where == "header" else None)


@pytest.mark.case(78, 80)
@pytest.mark.parametrize("encoding", ["cp932", "euc_jis_2004", "utf-8", "iso2022_jp", "cp1252"])
@pytest.mark.parametrize("claim", ["", "utf-8", "Shift_JIS", "EUC-JP", "ISO-8859-1", "no-such-encoding"])
def test_missing_or_wrong_declaration_is_noticed(encoding: str, claim: str) -> None:
    body = page(TEXTS[encoding]).encode(encoding)
    assert TEXTS[encoding] in decode(body, f"text/html; charset={claim}" if claim else None)


@pytest.mark.case(80)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_wins(encoding: str) -> None:
    assert decode(page(JAPANESE).encode(encoding), "text/html; charset=Shift_JIS") == page(JAPANESE)


@pytest.mark.case(78)
@pytest.mark.parametrize("encoding", ["iso8859_2", "cp1250"])
def test_what_no_detector_tells_apart_is_undecodable(encoding: str) -> None:
    body = page("Żółta łódź płynie przez wąską rzekę, a źrebięta śpią. " * 5).encode(encoding)
    with pytest.raises(BadInputError) as caught:
        decode(body, None)
    assert caught.value.reason == "undecodable"


def test_one_cut_letter_does_not_spoil_a_page() -> None:
    body = page("“It’s fine” " + "x" * 3000).encode() + b"\xe2\x80"
    assert "“It’s fine”" in decode(body, "text/html; charset=utf-8")


def test_western_quotes_in_a_page_that_declares_utf_8() -> None:
    body = page("“It’s fine” " + "x" * 3000).encode("cp1252")
    assert "“It’s fine”" in decode(body, "text/html; charset=utf-8")


@pytest.mark.case(79)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_sound_text_or_the_reason(body: bytes) -> None:
    try:
        text = decode(body, None)
    except BadInputError:
        return
    beyond = sum(c > "\x7f" for c in text)
    assert text.count("\ufffd") <= max(2, 0.34 * beyond)


@pytest.mark.case(78)
@needs_shared
@pytest.mark.parametrize(
    ("folder", "encoding"),
    [("CP932", "cp932"), ("SHIFT_JIS", "cp932"), ("EUC-JP", "euc_jis_2004"), ("iso-2022-jp", "iso2022_jp")],
)
@pytest.mark.parametrize("claim", [None, "text/html; charset=utf-8", "text/html; charset=Shift_JIS"])
def test_real_japanese_pages(folder: str, encoding: str, claim: str | None) -> None:
    wrong = []
    for file in sorted((SHARED / "corpora" / "chardet" / "tests" / folder).iterdir()):
        body = file.read_bytes()
        wanted, got = body.decode(encoding, "replace"), decode(body, claim)
        if sum(a != b for a, b in zip(wanted, got, strict=False)) > 0.03 * len(wanted):
            wrong.append(Path(file).name)
    assert wrong == []


WESTERN = "Pokémon, Café Doré and the «Señor»: it’s here."


@pytest.mark.case(78)
@pytest.mark.parametrize("text", ["新作アニメ「灯台守の猫」の放送が決定した。", WESTERN, "Новости аниме", "It’s here."])
@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_a_text_that_was_encoded_twice_is_undone(text: str, wrong: str) -> None:
    def misread(octet: int) -> str:
        return bytes([octet]).decode(wrong, "ignore") or chr(octet)

    twice = "".join(map(misread, text.encode())).encode()
    assert decode(b"<p>\xc2\xa9 " + twice, "text/html; charset=utf-8") == f"<p>© {text}"


def test_one_that_can_not_be_undone_is_undecodable() -> None:
    lost = "新作アニメ「灯台守の猫」".encode().decode("latin-1").replace("\xe3", "\xe3\xe3").encode()
    with pytest.raises(BadInputError) as raised:
        decode(lost, "text/html; charset=utf-8")
    assert raised.value.reason == "undecodable"


def test_a_page_that_quotes_such_signs_is_left_alone() -> None:
    told = "文字化けとは「ã\x81\x82」のように表示されることを言い、誰もが一度は見たことがあるはずだ。"
    assert decode(told.encode(), None) == told
