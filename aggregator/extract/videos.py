"""Embedded videos: players in frames, lazy or not, custom elements, embedded posts, JSON-LD and OpenGraph.

Where a provider's player and its watching page differ, the watching page's address is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import cast
from urllib.parse import urljoin

from lxml import etree

from aggregator.base.records import Video
from aggregator.extract.media_words import media_words
from aggregator.extract.sources import Sources, values
from aggregator.extract.tree import Element, text_of

MAX_VIDEOS = 30
MAX_FRAMES = 300

_ID = r"(?!videoseries)([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])"
_PLAYERS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (provider, re.compile(pattern, re.IGNORECASE if provider in ("niconico", "facebook") else 0), address)
    for provider, pattern, address in (
        (
            "youtube",
            rf"^//(?:www\.|m\.|music\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|v/|e/|shorts/|live/|watch\?(?:[^#]*&)?v=)|youtu\.be/){_ID}",
            "https://www.youtube.com/watch?v={}",
        ),
        (
            "vimeo",
            r"^//(?:www\.|player\.)?vimeo\.com/(?:video/|channels/[\w-]+/)?(\d{5,12})(?!\d)",
            "https://vimeo.com/{}",
        ),
        (
            "dailymotion",
            r"^//(?:www\.)?dailymotion\.com/(?:embed/)?video/([a-z0-9]{5,12})",
            "https://www.dailymotion.com/video/{}",
        ),
        (
            "dailymotion",
            r"^//(?:dai\.ly/|geo\.dailymotion\.com/player[^?]*\?(?:[^#]*&)?video=)([a-z0-9]{5,12})",
            "https://www.dailymotion.com/video/{}",
        ),
        (
            "niconico",
            r"^//(?:www\.|embed\.|ext\.|sp\.)?(?:nicovideo\.jp/(?:watch|thumb_watch|thumb)/|nico\.ms/)((?:sm|so|nm)?\d{5,12})",
            "https://www.nicovideo.jp/watch/{}",
        ),
        (
            "bilibili",
            r"^//(?:www\.|m\.)?bilibili\.com/video/(BV[A-Za-z0-9]{10}|av\d+)",
            "https://www.bilibili.com/video/{}",
        ),
        (
            "bilibili",
            r"^//player\.bilibili\.com/player\.html\?(?:[^#]*&)?bvid=(BV[A-Za-z0-9]{10})",
            "https://www.bilibili.com/video/{}",
        ),
        (
            "bilibili",
            r"^//player\.bilibili\.com/player\.html\?(?:[^#]*&)?aid=(\d+)",
            "https://www.bilibili.com/video/av{}",
        ),
        (
            "tiktok",
            r"^//(?:www\.)?tiktok\.com/(?:embed/(?:v2/)?|@[\w.]+/video/)(\d{15,20})",
            "https://www.tiktok.com/video/{}",
        ),
        ("twitch", r"^//player\.twitch\.tv/\?(?:[^#]*&)?video=v?(\d+)", "https://www.twitch.tv/videos/{}"),
        (
            "streamable",
            r"^//(?:www\.)?streamable\.com/(?:[eos]/)?([a-z0-9]{4,8})(?![\w/])",
            "https://streamable.com/{}",
        ),
    )
)
_PLAYER_TAGS = (
    *("iframe", "embed", "object", "video", "source", "blockquote", "lite-youtube", "lite-vimeo", "youtube-video"),
    *("amp-youtube", "amp-vimeo", "amp-dailymotion", "amp-twitter"),
)
_ADDRESSES = ("data-embed-url", "data-oembed-url", "data-yt-url")
_IDS = (
    *("videoid", "data-videoid", "data-video-id", "data-youtube-id", "data-yt-id", "data-ytid", "data-youtube"),
    "data-vimeo-id",
)
_marked = etree.XPath(
    "//@class[contains(.,'wp-block-embed__wrapper')]/.."
    + "".join(f"|//@{name}/.." for name in (*_ADDRESSES, *_IDS) if name.startswith("data-"))
)
"""Elements that players are known by in their attributes."""
_POST = re.compile(r"^//(?:www\.|mobile\.)?(?:twitter|x)\.com/(\w{1,15})/status(?:es)?/(\d{5,20})")
_EMBED_ID = re.compile(r"^//platform\.twitter\.com/embed/[^?]*\?(?:[^#]*&)?id=(\d{5,20})")
_BARE = re.compile(r"https?://\S{10,200}")


def find_videos(sources: Sources, rules: tuple[str, ...] = ()) -> tuple[tuple[Video, ...], str] | None:
    """The article's embedded videos and the rule that found the first of them."""
    found: dict[str, Video] = {}
    first = ""
    for rule, address in (
        *((own, value) for own in rules for value in values(own, sources)),
        *(("css:iframe", address) for address in _embedded(sources)),
        *(("ld:video", address) for address in _declared(sources)),
    ):
        video = read_video(address, sources.url)
        if video is not None and video.url not in found and len(found) < MAX_VIDEOS:
            found[video.url] = video
            first = first or rule
    return (tuple(found.values()), first) if found else None


def read_video(address: str, base: str) -> Video | None:
    """The video that an address of a player, post or watching page shows; None for any other address."""
    try:
        absolute = urljoin(base, address.strip())
    except ValueError:
        return None
    bare = re.sub(r"^https?:", "", absolute[:2000])
    for provider, pattern, place in _PLAYERS:
        if match := pattern.match(bare):
            return Video(place.format(match[1]), provider, match[1])
    if match := _POST.match(bare):
        return Video(f"https://x.com/{match[1]}/status/{match[2]}", "x", match[2])
    if match := _EMBED_ID.match(bare):
        return Video(f"https://x.com/i/status/{match[1]}", "x", match[1])
    return None


def _embedded(sources: Sources) -> Iterator[str]:
    """The addresses of players within the page, less those in what is no article."""
    for element in islice(_players(sources.root), MAX_FRAMES):
        here = sources.blocks.around(element)
        if here is None or not sources.found.frame[here]:
            yield from _addresses(element)


def _players(root: Element) -> Iterator[Element]:
    yield from root.iter(*_PLAYER_TAGS)
    yield from cast("list[Element]", _marked(root))


def _addresses(element: Element) -> Iterator[str]:
    get, tag = element.get, str(element.tag)
    if tag == "blockquote":
        if "twitter" in (get("class") or ""):
            links = [a.get("href") or "" for a in islice(element.iter("a"), 20)]
            yield from [link for link in links if "/status" in link][-1:]
        return
    if tag == "object":
        yield get("data") or ""
        return
    for name in ("src", *media_words()["lazy"], *_ADDRESSES):
        if value := get(name):
            yield value
    for name in _IDS:
        if value := get(name):
            yield _by_id(value, tag, name)
    if tag == "amp-twitter" and (post := get("data-tweetid")):
        yield f"https://x.com/i/status/{post}"
    if "wp-block-embed__wrapper" in (get("class") or ""):
        yield from _BARE.findall(text_of(element, 300))[:1]


def _by_id(value: str, tag: str, name: str) -> str:
    """The address that an id stands for, by the element or attribute that carries it."""
    if value.startswith(("http", "//")):
        return value
    if "vimeo" in tag or "vimeo" in name:
        return f"https://vimeo.com/{value}"
    if "dailymotion" in tag:
        return f"https://www.dailymotion.com/video/{value}"
    return f"https://www.youtube.com/watch?v={value}"


def _declared(sources: Sources) -> Iterator[str]:
    """The videos that JSON-LD and OpenGraph name as the article's."""
    data = sources.data
    for video in data.resolve(data.article.get("video")):
        if isinstance(video, dict):
            for name in ("embedUrl", "contentUrl", "url"):
                yield from data.texts(name, node=video)
    for name in ("og:video", "og:video:url", "og:video:secure_url", "twitter:player"):
        yield from sources.head.metas.get(name, ())
