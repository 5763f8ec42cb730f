"""What may leave of other people's markup and addresses: an allow-list on a real HTML tree, and http(s) alone."""

from __future__ import annotations

import html as entities
import re
from collections import Counter

import nh3

from aggregator.base.errors import BadInputError
from aggregator.base.text import xml_safe
from aggregator.base.urls import check_url

MAX_BYTES = 64 << 10
"""UTF-8 bytes of one piece of markup that are kept: the cleaner's time is quadratic in the depth of nesting."""
MAX_DEPTH = 256
"""Elements that may stand inside each other; markup that is deeper comes out as text alone."""

TAGS = frozenset(
    {
        *("a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr"),
        *("i", "ins", "kbd", "li", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "small", "strong", "sub", "sup"),
        *("table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
    }
)
"""Elements that stay; the ruby ones carry furigana. No images, forms, styles, frames, MathML or SVG."""
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}

_DROPPED = frozenset(
    {
        *(
            "applet",
            "audio",
            "button",
            "canvas",
            "embed",
            "iframe",
            "math",
            "noembed",
            "noframes",
            "noscript",
            "object",
        ),
        *("object", "plaintext", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp"),
    }
)
_UNCOUNTED = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"),
        *("dd", "dt", "li", "option", "p", "td", "th", "tr"),
    }
)
_HIDING = re.compile("[\u0338\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<[a-zA-Z/!?][^<>]*>?", re.DOTALL)
_NUMBER = re.compile(r"[0-9]{1,3}")
_ROUNDS = 4


def safe_url(url: str) -> str | None:
    """The address as :func:`~aggregator.base.urls.check_url` writes it; None where it may not be shown or followed."""
    try:
        return check_url(url)
    except BadInputError:
        return None


def clean_html(html: str, base: str) -> str:
    """A piece of markup with only :data:`TAGS` and :data:`ATTRIBUTES`, its links absolute http(s) ones.

    ``base`` is the address that relative links are joined to (empty: they are dropped). What is longer than
    :data:`MAX_BYTES` is cut; what is nested deeper than :data:`MAX_DEPTH`, or does not settle, comes out as escaped
    text. Idempotent. Raises nothing.
    """
    text = _cut(_strip(html), MAX_BYTES)
    for _ in range(_ROUNDS):
        if _too_deep(text):
            break
        cleaned = _clean(text, base)
        if len(cleaned.encode()) > MAX_BYTES:
            text = _cut(text, len(text.encode()) * MAX_BYTES // len(cleaned.encode()) - 1024)
            continue
        if cleaned == text:
            return text
        text = cleaned
    return _as_text(text)


def _clean(html: str, base: str) -> str:
    def attribute(_tag: str, name: str, value: str) -> str | None:
        if name == "href":
            try:
                return check_url(value, base or None)
            except BadInputError:
                return None
        if name in ("colspan", "rowspan"):
            return value if _NUMBER.fullmatch(value) else None
        return value

    cleaned = nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(_DROPPED),
        attributes=ATTRIBUTES,
        attribute_filter=attribute,
        strip_comments=True,
        link_rel="noopener noreferrer nofollow",
        url_schemes={"http", "https"},
    )
    return _strip(cleaned)


def _strip(html: str) -> str:
    """XML-legal, in NFC, without bidi controls; entities can bring them back, so this runs before and after cleaning.

    The combining slash goes as well: behind a tag, NFC would melt it into the ``>``, and text would become attributes.
    """
    return xml_safe(_HIDING.sub("", html))


def _cut(text: str, limit: int) -> str:
    """The text to at most ``limit`` bytes of UTF-8, not ending inside a character or an entity."""
    data = text.encode()
    if len(data) <= limit:
        return text
    text = data[: max(limit, 0)].decode(errors="ignore")
    entity = text.rfind("&", -40)
    return text[:entity] if entity > text.rfind(";", -40) else text


def _too_deep(html: str) -> bool:
    """Whether the elements may be nested deeper than allowed, from their tags alone, in one pass.

    Counts an element as open until an end tag of its name comes; elements that end each other by themselves don't
    count. What this misses is bounded by :data:`MAX_BYTES`.
    """
    depth = 0
    opened: Counter[str] = Counter()
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _UNCOUNTED:
            continue
        if not match[1]:
            opened[name] += 1
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return False


def _as_text(html: str) -> str:
    """The markup's text on one line, escaped: nothing in it can act."""
    text = _strip(entities.unescape(_MARKUP.sub(" ", html)))
    return _cut(entities.escape(" ".join(text.split()), quote=False), MAX_BYTES).rstrip()
