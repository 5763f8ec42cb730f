import gzip
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.records import Failure, Outcome
from aggregator.download.integrity import MAX_BODY, MAX_LAYERS, MAX_MEMBERS, DecodedBody, check_body, zstd
from tests.shared import SHARED, needs_shared

SAMPLES = SHARED / "corpora/compression-bombs/tests/sample_data/compressed"
TEXT = b"<!doctype html><title>A page</title>" + b"<p>Words, words and more words.</p>" * 2000
MEBIBYTE = bytes(1 << 20)


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate, raw": raw_deflate,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def check(body: bytes, coding: str = "", **headers: str) -> DecodedBody | Failure:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return check_body(200, {"content-encoding": coding.partition(", raw")[0], **names}, body)


def reason(found: DecodedBody | Failure) -> str:
    assert isinstance(found, Failure)
    assert found.outcome is Outcome.FAILED
    return found.reason


def test_a_whole_plain_body_is_handed_on_as_it_is() -> None:
    found = check(TEXT, content_length=str(len(TEXT)))
    assert isinstance(found, DecodedBody)
    assert found.data is TEXT


def test_case_7_a_body_shorter_than_its_content_length_is_truncated() -> None:
    assert reason(check(TEXT, content_length=str(len(TEXT) + 1))) == "truncated"


def test_case_8_a_body_longer_than_its_content_length_is_cut() -> None:
    assert check(TEXT, content_length="10") == DecodedBody(TEXT[:10], ("longer_than_declared",))


@pytest.mark.parametrize("length", ["", "many", "-1", "10, 11", "9" * 40])
def test_a_content_length_that_says_nothing_is_passed_over(length: str) -> None:
    assert check(TEXT, content_length=length) == DecodedBody(TEXT)


def test_a_repeated_content_length_counts_once() -> None:
    assert reason(check(b"abc", content_length="10, 10")) == "truncated"


def test_with_a_transfer_coding_content_length_does_not_count() -> None:
    assert check(TEXT, content_length="999999", transfer_encoding="chunked") == DecodedBody(TEXT)


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_body_may_state_a_length(status: int) -> None:
    assert check_body(status, {"content-length": "100", "content-encoding": "gzip"}, b"") == DecodedBody(b"")


@pytest.mark.parametrize("flag", ["partial", "dataloss", "download_stopped"])
def test_case_9_what_scrapy_flags_is_truncated(flag: str) -> None:
    assert reason(check_body(200, {}, TEXT, [flag])) == "truncated"


def test_a_part_that_nobody_asked_for_is_truncated() -> None:
    assert reason(check_body(206, {}, TEXT)) == "truncated"


@pytest.mark.parametrize("coding", PACK)
def test_each_coding_is_undone(coding: str) -> None:
    assert check(PACK[coding](TEXT), coding) == DecodedBody(TEXT)


@pytest.mark.parametrize("coding", PACK)
def test_case_11_a_compressed_body_cut_in_half_is_truncated(coding: str) -> None:
    packed = PACK[coding](TEXT)
    assert reason(check(packed[: len(packed) // 2], coding)) == "truncated_gzip"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_case_11_the_missing_last_byte_is_noticed(coding: str) -> None:
    assert reason(check(PACK[coding](TEXT)[:-1], coding)) == "truncated_gzip"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_case_12_a_wrong_checksum_fails(coding: str) -> None:
    packed = bytearray(PACK[coding](TEXT))
    packed[-6 if coding == "gzip" else -2] ^= 0xFF
    assert reason(check(bytes(packed), coding)) == "bad_encoding"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_case_12_junk_after_the_end_is_passed_over(coding: str) -> None:
    assert check(PACK[coding](TEXT) + b"<!-- served -->", coding) == DecodedBody(TEXT, ("trailing_junk",))


def test_case_12_padding_with_zeros_is_no_junk() -> None:
    assert check(gzip.compress(TEXT) + bytes(100), "gzip") == DecodedBody(TEXT)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_case_12_several_members_are_one_body(coding: str) -> None:
    packed = PACK[coding](TEXT[:1000]) + PACK[coding](b"") + PACK[coding](TEXT[1000:])
    assert check(packed, coding) == DecodedBody(TEXT)


def test_case_12_a_second_member_that_ends_early_is_truncated() -> None:
    assert reason(check(gzip.compress(TEXT) + gzip.compress(TEXT)[:40], "gzip")) == "truncated_gzip"


@pytest.mark.parametrize("coding", [*PACK, "utf-8", "aws-chunked"])
@pytest.mark.parametrize(
    "body", [TEXT, b"<p>short</p>", b'{"a": 1}', b"\xef\xbb\xbf<rss/>", "<?xml?>日本".encode("utf-16")]
)
def test_case_13_says_compressed_and_sends_text(coding: str, body: bytes) -> None:
    assert check(body, coding) == DecodedBody(body, ("not_compressed",))


@pytest.mark.parametrize("coding", [*PACK, "unknown"])
def test_case_13_says_compressed_and_sends_neither_that_nor_text(coding: str) -> None:
    assert reason(check(b"\x7fELF\x00\x01\x02\x03" * 20, coding)) == "bad_encoding"


def test_case_13_says_nothing_and_sends_gzip() -> None:
    assert check(gzip.compress(TEXT)) == DecodedBody(TEXT, ("undeclared_gzip",))


@pytest.mark.parametrize("coding", ["", "identity", " , ", "none"])
def test_no_coding_is_no_coding(coding: str) -> None:
    assert check(TEXT, coding) == DecodedBody(TEXT)


def test_codings_are_undone_in_reverse_order() -> None:
    assert check(gzip.compress(brotli.compress(zlib.compress(TEXT))), "deflate, BR ,gzip") == DecodedBody(TEXT)


def test_an_empty_body_has_nothing_to_undo() -> None:
    assert check(b"", "gzip") == DecodedBody(b"")


@pytest.mark.parametrize("status", [302, 404, 503])
def test_a_broken_body_of_an_error_leaves_the_error_to_its_status(status: int) -> None:
    found = check_body(status, {"content-encoding": "gzip"}, gzip.compress(TEXT)[:40])
    assert found == DecodedBody(b"", ("truncated_gzip",))


def bomb(wbits: int) -> bytes:
    stream = zlib.compressobj(9, wbits=wbits)
    return b"".join([stream.compress(MEBIBYTE) for _ in range(128)] + [stream.flush()])


def zstd_bomb() -> bytes:
    stream = zstd.ZstdCompressor()
    return b"".join([stream.compress(MEBIBYTE) for _ in range(128)] + [stream.flush()])


def brotli_bomb() -> bytes:
    stream = brotli.Compressor(quality=4)
    return b"".join([stream.process(MEBIBYTE) for _ in range(64)] + [stream.finish()])


@pytest.mark.parametrize(
    ("coding", "make"),
    [
        ("gzip", lambda: bomb(31)),
        ("deflate", lambda: bomb(15)),
        ("deflate", lambda: bomb(-15)),
        ("zstd", zstd_bomb),
        ("br", brotli_bomb),
        ("", lambda: bomb(31)),
    ],
    ids=["gzip", "deflate", "raw deflate", "zstd", "br", "undeclared"],
)
def test_case_14_a_bomb_is_too_large_in_bounded_memory(coding: str, make: object) -> None:
    packed = make()  # type: ignore[operator]
    tracemalloc.start()
    try:
        assert reason(check(packed, coding)) == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 2 * MAX_BODY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("declared", [True, False])
def test_case_14_gzip_in_gzip_five_times_over_is_too_large(declared: bool) -> None:
    packed = bomb(31)
    for _ in range(5):
        packed = gzip.compress(packed)
    assert reason(check(packed, ", ".join(["gzip"] * 6) if declared else "")) == "too_large"


@pytest.mark.parametrize("declared", [True, False])
def test_case_14_too_many_layers_are_too_large(declared: bool) -> None:
    packed = TEXT
    for _ in range(MAX_LAYERS + 1):
        packed = gzip.compress(packed)
    assert reason(check(packed, ", ".join(["gzip"] * (MAX_LAYERS + 1)) if declared else "")) == "too_large"


def test_case_14_too_many_members_end_quickly() -> None:
    assert reason(check(gzip.compress(b"") * (MAX_MEMBERS + 1), "gzip")) == "bad_encoding"


def test_case_14_a_zstd_window_beyond_8_mebibytes_is_not_opened() -> None:
    stream = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    packed = stream.compress(MEBIBYTE * 9) + stream.flush()
    assert reason(check(packed, "zstd")) == "bad_encoding"


@pytest.mark.parametrize("size", [MAX_BODY, MAX_BODY + 1])
def test_case_5_the_limit_holds_for_plain_bodies_too(size: int) -> None:
    found = check_body(200, {}, bytes(size))
    assert isinstance(found, Failure) is (size > MAX_BODY)


@given(st.binary(max_size=2000), st.lists(st.sampled_from(["gzip", "deflate", "br", "zstd"]), max_size=4))
def test_what_was_packed_comes_out(data: bytes, codings: list[str]) -> None:
    if data.startswith(b"\x1f\x8b"):
        return
    packed = data
    for coding in codings:
        packed = PACK[coding](packed)
    found = check(packed, ", ".join(codings))
    assert isinstance(found, DecodedBody)
    assert found.data == data


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "zstd", "", "other"]), st.booleans())
def test_any_body_ends_in_a_value(data: bytes, coding: str, head: bool) -> None:
    check(({"gzip": b"\x1f\x8b\x08", "zstd": b"\x28\xb5\x2f\xfd"}.get(coding, b"") if head else b"") + data, coding)


@needs_shared
@pytest.mark.parametrize(
    ("file", "coding"),
    [("bomb-br.bin", "br"), ("bomb-gzip.bin", "gzip"), ("bomb-deflate.bin", "deflate"), ("bomb-zstd.bin", "zstd")],
)
def test_case_14_scrapys_bombs_are_too_large_under_the_limit_of_a_page(file: str, coding: str) -> None:
    found = check_body(200, {"content-encoding": coding}, (SAMPLES / file).read_bytes(), limit=8 << 20)
    assert reason(found) == "too_large"


@needs_shared
@pytest.mark.parametrize(
    ("file", "coding"),
    [
        ("html-br.bin", "br"),
        ("html-gzip.bin", "gzip"),
        ("html-gzip-deflate.bin", "gzip, deflate"),
        ("html-gzip-deflate-gzip.bin", "gzip, deflate, gzip"),
        ("html-rawdeflate.bin", "deflate"),
        ("html-zlibdeflate.bin", "deflate"),
        ("html-zstd-static-content-size.bin", "zstd"),
        ("html-zstd-static-no-content-size.bin", "zstd"),
        ("html-zstd-streaming-no-content-size.bin", "zstd"),
    ],
)
def test_scrapys_samples_are_undone(file: str, coding: str) -> None:
    found = check((SAMPLES / file).read_bytes(), coding)
    assert isinstance(found, DecodedBody)
    assert found.warnings == ()
    assert b"</html>" in found.data


@needs_shared
@pytest.mark.parametrize("file", ["unexpected-eof.gz", "truncated-crc-error.gz", "truncated-crc-error-short.gz"])
def test_scrapys_truncated_samples_are_truncated(file: str) -> None:
    assert reason(check((SAMPLES / file).read_bytes(), "gzip")) == "truncated_gzip"
