from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.extract.jsonld import load_json, read_linked_data
from tests.shared import SHARED, needs_shared


@pytest.mark.case(91, 92)
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('{"a": 1};', [{"a": 1}]),
        ('<!-- {"a": 1} -->', [{"a": 1}]),
        ('/*<![CDATA[*/ {"a": 1} /*]]>*/', [{"a": 1}]),
        ('{"a": "x\ny"}', [{"a": "x\ny"}]),
        ('{"a": [1, 2,],}', [{"a": [1, 2]}]),
        ('{"a": "//x, }"}', [{"a": "//x, }"}]),
        ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
        ("{&quot;a&quot;: 1}", [{"a": 1}]),
        ('{"a": NaN}', [{"a": None}]),
        ("", []),
        ("var x = 1;", []),
        ("[" * 100_000, []),
        ("9" * 10_000, []),
    ],
    ids=lambda value: str(value)[:30],
)
def test_load_json(text: str, values: list[object]) -> None:
    assert load_json(text) == values


@given(st.text(max_size=200))
def test_any_text_gives_a_list(text: str) -> None:
    assert isinstance(load_json(text), list)


@pytest.mark.case(92)
@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Cranes Sail"}',
        '[{"@type": "WebPage"}, {"@type": ["Article", "NewsArticle"], "headline": "Cranes Sail"}]',
        '{"@graph": [{"@type": "WebPage"}, {"@type": "http://schema.org/BlogPosting", "headline": "Cranes Sail"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Cranes Sail"}}',
    ],
)
def test_the_page_s_article(script: str) -> None:
    assert read_linked_data([script], url="https://news.example/a", title="Cranes Sail").texts("headline") == [
        "Cranes Sail"
    ]


@pytest.mark.case(92)
@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Another"}]}',
        '{"@type": "Product", "name": "Cranes Sail", "review": {"@type": "Review", "itemReviewed": {"name": "y"}}}',
        '{"@type": "Organization", "name": "Cranes Sail"}',
        '"text"', "1", "null", "[]", "[[[1]]]", '{"@type": 1}', '{"@type": {"a": 1}, "@id": []}',
    ],
)  # fmt: skip
def test_no_article_of_its_own(script: str) -> None:
    assert not read_linked_data([script], url="https://news.example/a", title="Cranes Sail").article


@pytest.mark.case(92)
def test_references_that_go_in_circles_end() -> None:
    person = '{"@id": "#a", "@type": "Person", "knows": {"@id": "#a"}}'
    script = f'{{"@graph": [{{"@type": "NewsArticle", "author": {{"@id": "#a"}}}}, {person}]}}'
    assert read_linked_data([script], url="https://news.example/a", title=None).texts("author", "name") == []


@pytest.mark.case(91)
@needs_shared
def test_every_file_of_the_json_test_suite_is_survived() -> None:
    for file in sorted((SHARED / "corpora" / "jsontestsuite" / "test_parsing").iterdir()):
        assert isinstance(load_json(file.read_bytes().decode("utf-8", "replace")), list), file.name
