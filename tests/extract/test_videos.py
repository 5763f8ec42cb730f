from __future__ import annotations

import pytest

from aggregator.extract.videos import read_video


@pytest.mark.parametrize(
    ("address", "url", "provider"),
    [
        (
            "https://www.youtube.com/watch?t=3&v=Abc123_-xyz&x=1",
            "https://www.youtube.com/watch?v=Abc123_-xyz",
            "youtube",
        ),
        (
            "https://www.youtube-nocookie.com/embed/Abc123_-xyz?rel=0",
            "https://www.youtube.com/watch?v=Abc123_-xyz",
            "youtube",
        ),
        ("//youtu.be/Abc123_-xyz", "https://www.youtube.com/watch?v=Abc123_-xyz", "youtube"),
        ("https://youtube.com/shorts/Abc123_-xyz", "https://www.youtube.com/watch?v=Abc123_-xyz", "youtube"),
        ("https://player.vimeo.com/video/12345678?h=ab", "https://vimeo.com/12345678", "vimeo"),
        ("https://x.com/cranes/status/123456789", "https://x.com/cranes/status/123456789", "x"),
        ("https://platform.twitter.com/embed/Tweet.html?dnt=1&id=123456789", "https://x.com/i/status/123456789", "x"),
        ("https://ext.nicovideo.jp/thumb_watch/sm1234567", "https://www.nicovideo.jp/watch/sm1234567", "niconico"),
        ("https://www.bilibili.com/video/BV1xx411c7mD/", "https://www.bilibili.com/video/BV1xx411c7mD", "bilibili"),
        (
            "https://geo.dailymotion.com/player/x1.html?video=x8abcd",
            "https://www.dailymotion.com/video/x8abcd",
            "dailymotion",
        ),
    ],
)
def test_players(address: str, url: str, provider: str) -> None:
    video = read_video(address, "https://news.example/a")
    assert video is not None
    assert (video.url, video.provider) == (url, provider)


@pytest.mark.parametrize(
    "address",
    [
        "", "about:blank", "javascript:alert(1)", "https://www.youtube.com/embed/videoseries?list=PL1", "http://[::1",
        "https://www.youtube.com/@cranes", "https://evil.example/youtube.com/embed/Abc123_-xyz", "https://x.com/cranes",
        "https://maps.example/embed", "/embed/Abc123_-xyz",
    ],
)  # fmt: skip
def test_what_is_no_video(address: str) -> None:
    assert read_video(address, "https://news.example/a") is None
