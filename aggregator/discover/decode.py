"""Bytes of a feed, sitemap or page to text.

The order is byte-order mark, the header's charset, the document's own declaration (XML 1.0 appendix F, RFC 7303
section 3), then detection. Where the bytes are sound UTF-8 with letters beyond ASCII they are read as UTF-8 whatever
is declared: text in another encoding is practically never sound UTF-8 by chance, while wrong declarations are common.
"""

from __future__ import annotations

import codecs

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
    to_unicode,
)

from aggregator.base.errors import BadInputError

_UNMARKED = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)
_REFUSED = frozenset({"utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "charmap"})
_GUESSES = ("euc_jp", "cp932", "gb18030", "cp1252")
_MAX_BROKEN = 0.01


def to_text(body: bytes, content_type: str | None = None) -> str:
    """The text of a document, without byte-order mark; ``content_type`` is the header's value.

    Single broken bytes become U+FFFD. Raises :class:`BadInputError` ``undecodable`` where more than 1 % would.
    """
    mark, bom = read_bom(body)
    if mark and bom:
        return to_unicode(body[len(bom) :], mark)
    wide = next((name for start, name in _UNMARKED if body.startswith(start)), None)
    if wide:
        return to_unicode(body, wide)
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body)
    if declared in _REFUSED or _is_wide(declared):
        declared = None
    if declared not in (None, "utf-8", "iso2022_jp") and not body.isascii() and _decodes(body, "utf-8"):
        declared = "utf-8"
    return _decode(body, declared or "utf-8")


def _is_wide(name: str | None) -> bool:
    """Whether an encoding needs two bytes a letter: a declaration of one is wrong where its own bytes are ASCII."""
    return name is not None and name.startswith(("utf-16", "utf-32"))


def _decode(body: bytes, encoding: str) -> str:
    if _decodes(body, encoding):
        return body.decode(encoding)
    text = to_unicode(body, encoding)
    if text.count("\ufffd") <= max(2, _MAX_BROKEN * len(text)):
        return text
    for guess in _detected(body):
        if _decodes(body, guess):
            return body.decode(guess)
    raise BadInputError("undecodable", f"the text is not {encoding}, and its encoding can't be told")


def _decodes(body: bytes, encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
        body.decode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


def _detected(body: bytes) -> tuple[str, ...]:
    """Encodings to try for text that breaks the declared one: what the document itself says, then the usual ones.

    EUC-JP comes before Shift_JIS, whose half-width letters make nearly every EUC-JP text sound Shift_JIS.
    """
    said = html_body_declared_encoding(body)
    named = (resolve_encoding(said),) if said and said not in _REFUSED else ()
    return tuple(name for name in (*named, "utf-8", *_GUESSES) if name)
