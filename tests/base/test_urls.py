import pytest

from aggregator.base.urls import canonical_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://WWW.Example.com:80/a/../b//c/?utm_source=x&b=2&a=1#frag", "https://example.com/b/c?a=1&b=2"),
        ("https://e.example/Case", "https://e.example/Case"),
    ],
)
def test_canonical(url: str, expected: str) -> None:
    assert canonical_url(url) == expected
