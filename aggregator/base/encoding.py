"""The text of a document's bytes: the right one, or none.

Order of trust (WHATWG Encoding and HTML 13.2.3, with what real pages need): byte-order mark, then UTF-8 if the bytes
are UTF-8 (by chance they hardly ever are), then the HTTP charset, then the page's own declaration, then a detector.
A declaration is believed only if the bytes fit it and the text doesn't look like another encoding's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

from aggregator.base.errors import BadInputError

MAX_BROKEN = 0.01
"""Share of a text's characters beyond ASCII that may be U+FFFD: a cut or mistyped letter, not a wrong encoding."""
MAX_CUT = 0.34
"""The same for UTF-8 with hardly a letter beyond ASCII, as long as it is less than one in a thousand of all."""
MAX_ODD = 0.15
"""Share of a text's characters beyond ASCII that may look out of place."""
SAMPLE = 200_000
"""Characters that are judged."""

_TEXT = re.compile(r"[^\x00-\x7f]+")
_ISO_2022 = re.compile(rb"\x1b(?:\$[@B]|\([BJI]|\$\([DOPQ])")
_KANA = re.compile(r"[\u3041-\u30fe]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HALF_KANA = re.compile(r"[\uff61-\uff9f]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")
_ODD = re.compile(
    r"[\x80-\x9f\ue000-\uf8ff\ufffd]"  # C1 controls, private use, replacement
    r"|[\u00a1-\u00ff\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{4,}"  # Western letters and signs in a row
    r"|[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2}"  # UTF-8 read as Western
    r"|(?<=[^\W\d_])[\u00a1-\u00b6\u00b8-\u00bf\u00d7\u00f7](?=[^\W\d_])"  # signs between letters: another alphabet
    r"|[\uff61-\uff9f]{3,}(?<![\uff66-\uff9f]{12})"  # EUC-JP read as Shift_JIS
    r"|[\u2500-\u25ff\u0370-\u03ff\u0400-\u04ff](?=[\u4e00-\u9fff\u3041-\u30fe])"  # table borders among kanji
)
_JAPANESE = ("cp932", "euc_jis_2004")
_DETECTABLE = ("cp949", "gb18030", "big5", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874")
_WHATWG = {
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
    "utf-7": "cp1252",
    "euc_jp": "euc_jis_2004",
}


_TWICE = tuple(
    bytes.fromhex(sign)
    for sign in ("c383c2", "c390c2", "c391c2", "c3a2c280", "c3a2e282ac", "c3a3c281", "c3a3e2809a", "c3a3c692")
)
"""Frequent signs of UTF-8 that was taken for a Western encoding and written as UTF-8 once more: Ã, Ð, Ñ, â€, ã."""
_PAIR = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+")
_WESTERN = {ord(bytes([n]).decode("cp1252", "ignore") or chr(n)): n for n in range(0x80, 0xA0)}
MAX_TWICE = 0.5
"""Share of a text's characters beyond ASCII that may look so: less is a flaw, not a text."""


def decode(body: bytes, content_type: str | None) -> str:
    """The text of a page. ``content_type`` is the header's value, if there was one.

    Raises :class:`BadInputError` with ``undecodable`` where no encoding gives a sound text: mojibake is never passed
    off as good.
    """
    name, mark = read_bom(body)
    if name is not None and mark is not None:
        text = body[len(mark) :].decode(name, "replace")
        if text.count("\ufffd") <= 2 or _broken(text) <= MAX_BROKEN:
            return text
    if body.isascii() and not _ISO_2022.search(body):
        return body.decode("ascii")
    for encoding in _candidates(body, content_type):
        found = _read(body, encoding)
        if found is not None:
            return _once(found) if any(sign in body for sign in _TWICE) else found
    raise BadInputError("undecodable", "the encoding can't be told; what the document declares doesn't fit its bytes")


def _candidates(body: bytes, content_type: str | None) -> Iterator[str]:
    """Encodings in the order in which they are tried, some twice."""
    if _ISO_2022.search(body):
        yield "iso2022_jp_ext"
    yield "utf-8"
    declared = [_safe(name) for name in (http_content_type_encoding(content_type), html_body_declared_encoding(body))]
    trusted = [name for name in declared if name and name != "utf-8"]
    japanese = _detect_japanese(body)
    if japanese and japanese not in trusted and any(name in _JAPANESE for name in trusted):
        yield japanese
    yield from trusted
    if japanese:
        yield japanese
    else:
        yield from _detect_other(body)


def _safe(name: str | None) -> str | None:
    """A declared encoding as WHATWG means it: no UTF-16 or -7 out of a declaration in the page itself."""
    return _WHATWG.get(name, name) if name else None


def _read(body: bytes, encoding: str) -> str | None:
    try:
        text = body.decode(encoding, "replace")
    except (LookupError, ValueError):
        return None
    broken = _broken(text)
    if broken > MAX_BROKEN and not (
        encoding == "utf-8" and broken <= MAX_CUT and text.count("\ufffd") * 1000 < len(text)
    ):
        return None
    return text if encoding == "utf-8" or _odd(text[:SAMPLE], encoding) <= MAX_ODD else None


def _once(text: str) -> str:
    """A text that was encoded twice as it was meant: each run is undone that can be. Raises :class:`BadInputError`
    where most of it can't.
    """
    if _pairs(text) <= MAX_TWICE:
        return text
    undone = _TEXT.sub(_undone, text)
    if _pairs(undone) > MAX_TWICE:
        raise BadInputError("undecodable", "the text was encoded twice and can't be told any more")
    return undone


def _pairs(text: str) -> float:
    sample = text[:SAMPLE]
    return sum(map(len, _PAIR.findall(sample))) / (sum(map(len, _TEXT.findall(sample))) or 1)


def _undone(run: re.Match[str]) -> str:
    try:
        return run[0].translate(_WESTERN).encode("latin-1").decode("utf-8")
    except ValueError:
        return run[0]


def _broken(text: str) -> float:
    """The share of U+FFFD among the characters beyond ASCII. A handful in a long page is a cut, not an encoding."""
    count = text.count("\ufffd")
    if not count:
        return 0.0
    return count / (sum(len(m) for m in _TEXT.findall(text[: SAMPLE * 5])) or 1)


def _odd(text: str, encoding: str) -> float:
    """The share of characters beyond ASCII that are out of place."""
    runs = _TEXT.findall(text)
    size = sum(len(r) for r in runs)
    if not size:
        return 0.0
    odd = sum(len(m[0]) for m in _ODD.finditer(text))
    if encoding in _JAPANESE and size > 60 and not _KANA.search(text):
        return 1.0 if _HALF_KANA.search(text) else odd / size
    if encoding == "cp949" and not _HANGUL.search(text):
        return 1.0
    if encoding != "cp1252" and 3 * len(_LETTER.findall("".join(runs))) < size:
        return 1.0
    return odd / size


def _detect_japanese(body: bytes) -> str | None:
    """Which of Shift_JIS and EUC-JP the bytes are, if they are Japanese: the one whose text holds most kana and least
    of what the other leaves behind (half-width kana, errors).
    """
    best, best_score = None, 0.2
    for encoding in _JAPANESE:
        text = body[: SAMPLE * 2].decode(encoding, "replace")
        runs = "".join(_TEXT.findall(text))
        if not runs:
            return None
        good = len(_KANA.findall(runs)) + len(_HAN.findall(runs)) // 2
        bad = 3 * len(_HALF_KANA.findall(runs)) + 20 * runs.count("\ufffd") + len(_ODD.findall(runs))
        score = (good - bad) / len(runs)
        if score > best_score and _KANA.search(runs):
            best, best_score = encoding, score
    return best


def _detect_other(body: bytes) -> list[str]:
    """Western, which is what browsers fall back to, or what a general detector takes the bytes for. It is asked only
    for what it can tell apart: the Latin alphabets of one byte a letter it can't.
    """
    from charset_normalizer import from_bytes

    found = from_bytes(body[:60_000], cp_isolation=[*_DETECTABLE]).best()
    return ["cp1252", found.encoding] if found is not None else ["cp1252"]
