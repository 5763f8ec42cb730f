"""Text as it is kept: NFC, XML-legal, without what hides or reorders letters."""

from __future__ import annotations

import html
import re
import unicodedata

MAX_TITLE = 500
"""Code points of a title, name or tag that are kept."""
MAX_MARKS = 8
"""Combining marks that one letter may carry."""
MAX_MARKUP = 20_000
"""Characters of a short piece of markup that are looked at."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_PLANE_ENDS = re.compile("[" + "".join(chr(0x10000 * plane + end) for plane in range(1, 18) for end in (-2, -1)) + "]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"})
_MAYBE_PILE = re.compile(rf"[^\w\s\x00-\x7f]{{{MAX_MARKS + 1}}}")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]")
_JOINERS = re.compile("([\u200c\u200d])[\u200c\u200d]+")
_TAG_LETTERS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")
_ODD = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\xac\xae-\u061b\u061d-\u180d\u180f-\u200a\u2010-\u2027\u202f-\u205f\u2065\u2070-\ud7ff"
    "\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufff8\ufffc-\ufffd\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)
"""Anything that the rules below may take away or replace: most texts have none of it and are done with one look."""
_BLANK_LINES = re.compile(r"\n{3,}")
_ASCII_NOISE = bytes(code for code in range(128) if not chr(code).isalnum())
_NO_LETTERS = re.compile(r"[\W_]+")

_BLOCKS = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol option "
    "p pre section select summary table tbody td tfoot th thead title tr ul"
)
_INLINE = (
    "a abbr acronym applet area audio b base basefont bdi bdo big blink button canvas cite code col colgroup data "
    "datalist del dfn embed em font i iframe img input ins kbd label link map mark marquee math meta meter nobr "
    "noframes noscript object optgroup output param path picture progress q rb rtc ruby s samp small source span "
    "strike strong sub sup svg template textarea time track tt u var video wbr"
)
_UNREAD = re.compile(
    r"<(script|style|rt|rp)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[!?][a-z\[][^<>]*>", re.IGNORECASE | re.DOTALL
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS.replace(' ', '|')})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE.replace(' ', '|')}|script|style|rt|rp)(?:[\s/][^<>]*)?>", re.IGNORECASE)


def xml_safe(text: str) -> str:
    """The text in NFC with only the characters of XML 1.0 (section 2.2, Char), less C1 controls and noncharacters.

    A lone surrogate becomes U+FFFD, Unicode's line and paragraph ends become line feeds, and piles of combining marks
    («Zalgo») are cut to :data:`MAX_MARKS` a letter. Idempotent; plain ASCII comes back as it is.
    """
    if text.isascii() and text.isprintable():
        return text
    if _ODD.search(text):
        text = _SURROGATES.sub("\ufffd", text.translate(_LINE_ENDS))
        text = _PLANE_ENDS.sub("", _ILLEGAL.sub("", text))
    return _composed(text)


def _composed(text: str) -> str:
    """Legal text in NFC without piles of marks."""
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _limit_marks(text) if _MAYBE_PILE.search(text) else text


def _limit_marks(text: str) -> str:
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if run <= MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def _shown(text: str) -> str:
    """Safe text without bidi controls, invisible characters, letters of tag sequences, and runs of joiners."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    if not _ODD.search(text):
        return _composed(text)
    text = _INVISIBLE.sub("", _BIDI.sub("", text))
    return xml_safe(_JOINERS.sub(r"\1", _TAG_LETTERS.sub("", text)))


def one_line(text: str, limit: int = MAX_TITLE) -> str:
    """A title, name or tag: safe, on one line, without bidi controls, cut to ``limit`` code points. Idempotent."""
    return " ".join(_shown(text[: limit * 40]).split())[:limit].rstrip()


def first_words(text: str, limit: int = 150) -> str:
    """What stands for the title of a text that has none: its beginning, cut behind a whole word."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    return f"{line[:limit].rpartition(' ')[0] or line[:limit]} …"


def paragraphs(text: str, *, folded: bool = False) -> str:
    """Running text: safe, spaces folded, lines trimmed, at most one blank line between paragraphs. Idempotent.

    ``folded`` says that each line's spaces are folded already.
    """
    shown = _shown(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not folded or shown != text:
        shown = "\n".join(" ".join(line.split()) for line in shown.split("\n"))
    return _BLANK_LINES.sub("\n\n", shown).strip()


def plain(markup: str, limit: int = MAX_TITLE) -> str:
    """The one-line text of a short piece of markup such as a feed's title: tags dropped, entities decoded once.

    Only HTML's own tags are dropped, for titles have angle brackets too (``<3``, ``<Infinite>``); furigana, scripts
    and comments go with their content.
    """
    if "<" in markup:
        markup = _UNREAD.sub("", markup[:MAX_MARKUP])
        markup = _INLINE_TAG.sub("", _BLOCK_TAG.sub(" ", markup))
    return one_line(html.unescape(markup) if "&" in markup else markup, limit)


def comparable(text: str) -> str:
    """What two texts have in common when only case, width, spaces and punctuation differ: letters and digits alone."""
    if text.isascii():
        return text.lower().encode().translate(None, _ASCII_NOISE).decode()
    folded = unicodedata.normalize("NFKC", text).casefold().encode("utf-8", "surrogatepass")
    letters = folded.translate(None, _ASCII_NOISE).decode("utf-8", "surrogatepass")
    return letters if letters.isascii() else _NO_LETTERS.sub("", letters)
