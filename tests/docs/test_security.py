"""Each promise of SECURITY.md names the tests that hold it, and they are there."""

import ast
import re
from functools import cache

import pytest

from tests.docs.documents import ROOT, read

_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("path", "name"), sorted(set(_NAMED.findall(read("SECURITY.md")))))
def test_the_test_of_a_promise_is_there(path: str, name: str) -> None:
    assert name in functions(path)


def test_no_promise_is_without_a_test() -> None:
    promised = read("SECURITY.md").partition("## What Scrapy")[0]
    rows = [
        line for line in promised.splitlines() if line.startswith("| ") and not line.startswith(("| ---", "| promise"))
    ]
    assert len(rows) > 20
    assert [row for row in rows if not _NAMED.search(row)] == []
