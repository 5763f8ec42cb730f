import gzip

import pytest

from aggregator.discover.kind import Kind, kind_of


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", Kind.EMPTY),
        (b"<!-- x -->", Kind.EMPTY),
        (b"\xef\xbb\xbf \n", Kind.EMPTY),
        (b"<?xml version='1.0'?><rss>", Kind.FEED),
        ("<rdf:RDF>".encode("utf-16"), Kind.FEED),
        (b"<feed xmlns='x'>", Kind.FEED),
        (b"<b>Warning</b><rss>", Kind.FEED),
        (b"\xef\xbb\xbf{", Kind.JSON),
        (b"<urlset>", Kind.SITEMAP),
        (b"<?xml version='1.0'?><!-- <rss> --><sitemapindex>", Kind.SITEMAP),
        (b"<!doctype html><p>", Kind.HTML),
        (b"<p>words", Kind.HTML),
        (b"<?xml version='1.0'?><other>", Kind.XML),
        (b"https://e.example/", Kind.TEXT),
        (gzip.compress(b"x", mtime=0), Kind.GZIP),
    ],
)
def test_kind(body: bytes, kind: Kind) -> None:
    assert kind_of(body) is kind
