"""Reading an article out of Markdown or plain text: what writers put there beside the text, and the text itself.

What it holds true: the title is the first heading or a title in the front matter (``---`` lines, YAML) or, in plain
text, the first line if it is short and stands apart; pictures are ``![alt](address)``; notes such as
``> Author: [X](…)`` stand in quotations at the end; a line that begins with a colon or «Related:» points elsewhere.
Known exceptions: Markdown that is quoted within a text; a title that is a whole sentence with a full stop.
Syntax: https://spec.commonmark.org/.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from aggregator.base.errors import BadInputError
from aggregator.base.records import Article, Image, Video
from aggregator.base.text import comparable, one_line, paragraphs, plain
from aggregator.base.times import read_time
from aggregator.base.urls import canonical_url, check_url
from aggregator.extract.language import choose_language, guess_language
from aggregator.extract.people import distinct, read_names, strip_before
from aggregator.extract.videos import read_video

MAX_CHARACTERS = 1_000_000
MAX_TITLE_LINE = 200
MAX_POINTER = 120
MAX_SUMMARY = 2000

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_RULE = re.compile(r"^ {0,3}(?:-[ \t]*){3,}$|^ {0,3}(?:\*[ \t]*){3,}$|^ {0,3}(?:_[ \t]*){3,}$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,})[ \t]*$")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,300})\]\(\s*<?([^)\s>\[]{1,2000})>?(?:\s+[\"'][^)\n]{0,300})?\s*\)")
_LINK = re.compile(r"\[([^\[\]\n]{0,500})\]\(\s*<?([^)\s>\[]{0,2000})>?(?:\s+[\"'][^)\n]{0,300})?\s*\)")
_AUTO_LINK = re.compile(r"<(https?://[^>\s]{1,2000})>")
_BARE_LINK = re.compile(r"^\W{0,3}(https?://\S{4,2000})\s*$")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,500}?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"`([^`\n]{1,300})`")
_ITEM = re.compile(r"^(\s*)(?:[*+-]|\d{1,3}[.)])\s+")
_NOTE = re.compile(r"^(?:>\s*)?\**([^\W\d_][^:：\n*]{0,30}?)\**\s*[:：]\s*\**\s*(.+)$")
_QUOTE = re.compile(r"^ {0,3}>\s?")
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,500}|!--[^<>]{0,2000}--)>")
_DANGLING = re.compile(r"^\s*[:：]\s*\S")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("aggregator") / "data" / "notes.toml").read_text(encoding="utf-8"))


def _is_one(text: str, name: str) -> bool:
    return text.lower().strip(" :：#*") in _words()[name]


@dataclass(slots=True)
class _Notes:
    """What has been read so far; ``rules`` as in :class:`Article`."""

    values: dict[str, list[str]] = field(default_factory=dict)
    images: list[Image] = field(default_factory=list)
    videos: list[Video] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    overview: list[str] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)

    def take(self, key: str, value: str) -> bool:
        """Keep a note if its key is known."""
        name = next(
            (n for n in ("author", "url", "date", "title", "summary", "tags", "language") if _is_one(key, n)), None
        )
        if name is None:
            return False
        self.values.setdefault(name, []).append(_bare(value).strip(" \"'"))
        return True


def read_text(
    text: str,
    *,
    url: str | None,
    site: str,
    language: str | None,
    zone: ZoneInfo,
    published: str | None = None,
    title: str | None = None,
) -> Article:
    """An article out of Markdown or plain text.

    ``url``, ``published`` and ``title`` are what is known from elsewhere and win over what the text says; a note
    ``URL: …`` in the text is only used where ``url`` is None. Dates without offset are read in ``zone``.

    Raises :class:`BadInputError`: ``empty``, ``too_large``, ``no_article`` (no title or no text),
    ``bad_url`` where no address is known.
    """
    if not text.strip():
        raise BadInputError("empty", "the text is empty")
    if len(text) > MAX_CHARACTERS:
        raise BadInputError("too_large", f"the text is longer than {MAX_CHARACTERS} characters")
    notes = _Notes()
    lines = _front_matter(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), notes)
    found = _read_title(lines, notes, title)
    if found is None:
        raise BadInputError("no_article", "the text has no title")
    _read_lines(lines, notes, found)
    summary, body = _split_summary(notes)
    if not body:
        raise BadInputError("no_article", "the text holds nothing but a title")
    return _article(notes, found, summary, body, url=url, site=site, language=language, zone=zone, published=published)


def _front_matter(lines: list[str], notes: _Notes) -> list[str]:
    """The lines without YAML front matter, whose plain ``key: value`` lines are notes."""
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if lines[start].strip() != "---":
        return lines[start:]
    end = next((n for n in range(start + 1, min(start + 60, len(lines))) if lines[n].strip() in ("---", "...")), None)
    if end is None or not any(":" in line for line in lines[start + 1 : end]):
        return lines[start:]
    for line in lines[start + 1 : end]:
        key, colon, value = line.partition(":")
        if colon and value.strip() and not line.startswith((" ", "-")):
            notes.take(key, value.strip().strip("[]"))
    return lines[end + 1 :]


def _read_title(lines: list[str], notes: _Notes, given: str | None) -> str | None:
    """The title; its line is blanked. A short first line that stands apart is one, too."""
    found: str | None = None
    for number, line in enumerate(lines[:40]):
        if not line.strip() or _IMAGE.match(line.strip()):
            continue
        heading = _HEADING.match(line)
        underlined = number + 1 < len(lines) and _UNDERLINE.match(lines[number + 1]) and len(line) < MAX_TITLE_LINE
        apart = number + 1 >= len(lines) or not lines[number + 1].strip()
        if heading or underlined or (apart and len(line) < MAX_TITLE_LINE and not _QUOTE.match(line)):
            stated = _bare(heading[2] if heading else line)
            known = given or next(iter(notes.values.get("title", [])), None)
            if known is None or comparable(stated) == comparable(known) or (heading and len(heading[1]) == 1):
                found = stated
                lines[number] = ""
                if underlined:
                    lines[number + 1] = ""
                notes.rules["title"] = "md:heading" if heading or underlined else "text:first line"
        break
    known = given or next(iter(notes.values.get("title", [])), None)
    if known:
        notes.rules["title"] = "given" if given else "md:front matter"
    return one_line(known or found or "") or None


def _read_lines(lines: Iterable[str], notes: _Notes, title: str) -> None:
    """Sort the lines into text, pictures, videos and notes."""
    dropping = False
    into = notes.lines
    for raw in lines:
        line = _take_media(raw, notes)
        if raw.strip() and not line.strip():
            continue
        heading = _HEADING.match(line)
        if heading:
            text = _bare(heading[2])
            dropping = _is_one(text, "lists")
            into = notes.overview if _is_one(text, "overviews") and not notes.lines else notes.lines
            silent = (
                dropping
                or _is_one(text, "parts")
                or _is_one(text, "overviews")
                or comparable(text) == comparable(title)
            )
            into += [""] if silent else ["", text, ""]
            continue
        if _RULE.match(line):
            dropping = False
            into.append("")
            continue
        if _is_note(line, notes) or (dropping and (_ITEM.match(line) or _LINK.search(line) or not line.strip())):
            continue
        dropping = False
        if not _is_pointer(line) and (line.strip() or into):
            into.append(_text_line(line))


def _take_media(line: str, notes: _Notes) -> str:
    """The line without its pictures and videos, which are kept."""
    for alt, address in _IMAGE.findall(line)[:20]:
        try:
            image = Image(check_url(html.unescape(address)), one_line(plain(alt)) or None)
        except BadInputError:
            continue
        if image.url not in {i.url for i in notes.images}:
            notes.images.append(image)
            notes.rules.setdefault("images", "md:image")
    line = _IMAGE.sub("", line)
    bare = _BARE_LINK.match(line)
    video = read_video(bare[1], "https://invalid.invalid/") if bare else None
    if video is None:
        return line
    if video.url not in {v.url for v in notes.videos}:
        notes.videos.append(video)
        notes.rules.setdefault("videos", "md:link")
    return ""


def _is_note(line: str, notes: _Notes) -> bool:
    """Whether a line is a note such as ``> Author: [X](…)``; without the quotation mark only an author, date or
    address is one.
    """
    match = _NOTE.match(line.strip())
    if not match or len(line) > MAX_TITLE_LINE:
        return False
    quoted = line.lstrip().startswith(">")
    if quoted or any(_is_one(match[1], name) for name in ("author", "date", "url")):
        return notes.take(match[1], match[2])
    return False


def _is_pointer(line: str) -> bool:
    """Whether a line only points to another article."""
    text = line.strip().lower().lstrip("*_>- ")
    if not text or len(text) > MAX_POINTER:
        return False
    return bool(_DANGLING.match(line)) or text.startswith(tuple(_words()["pointers"])) or _is_one(text, "lists")


def _text_line(line: str) -> str:
    item = _ITEM.match(line)
    if item and item.end() < len(line):
        return "- " + _bare(line[item.end() :])
    return _bare(_QUOTE.sub("", line))


def _bare(text: str) -> str:
    """A line without Markdown's marks and HTML, entities decoded once."""
    text = _AUTO_LINK.sub(r"\1", _LINK.sub(r"\1", text))
    text = _TAG.sub("", _CODE.sub(r"\1", text))
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    return html.unescape(text).replace("\\*", "*").replace("\\_", "_").strip()


def _split_summary(notes: _Notes) -> tuple[str | None, str]:
    """The summary and the text: a part under a heading such as «Summary» is the summary if more text follows."""
    overview, body = paragraphs("\n".join(notes.overview)), paragraphs("\n".join(notes.lines))
    if overview and len(body) < len(overview):
        overview, body = "", f"{overview}\n\n{body}".strip()
    for text in notes.values.get("summary", []):
        notes.rules["summary"] = "md:note"
        return one_line(text, MAX_SUMMARY), f"{overview}\n\n{body}".strip()
    if overview:
        notes.rules["summary"] = "md:summary"
    return one_line(overview, MAX_SUMMARY) or None, body


def _article(
    notes: _Notes,
    title: str,
    summary: str | None,
    body: str,
    *,
    url: str | None,
    site: str,
    language: str | None,
    zone: ZoneInfo,
    published: str | None,
) -> Article:
    address = check_url(url or next(iter(notes.values.get("url", [])), ""))
    authors = distinct([name for text in notes.values.get("author", []) for name in read_names(strip_before(text)[0])])
    day = published or next(
        (d for text in notes.values.get("date", []) if (d := read_time(text, zone, language))), None
    )
    declared = [*notes.values.get("language", []), language]
    tag = choose_language(declared, f"{title} {summary or ''} {body}")
    rules = notes.rules | {"body": "text"}
    if authors:
        rules["authors"] = "md:note"
    if day:
        rules["published"] = "given" if published else "md:note"
    return Article(
        url=address,
        canonical_url=canonical_url(address),
        site=site,
        language=tag[0] if tag else (guess_language(body) or "und"),
        title=title,
        summary=summary,
        body=body,
        authors=authors,
        published=day,
        images=tuple(notes.images),
        videos=tuple(notes.videos),
        tags=tuple(t.strip() for text in notes.values.get("tags", []) for t in text.split(",") if t.strip()),
        rules=rules,
    )
