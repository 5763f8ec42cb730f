"""Which test shows which fault: made of ``cases.toml`` and the names and marks of all tests.

python -m tests.faults.catalogue > tests/faults/README.md
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
CASES = Path(__file__).with_name("cases.toml")
NAMED = re.compile(r"test_cases?_(\d+(?:_(?:to|and)_\d+)*)")
TIERS = ("ci", "nightly", "browser")

HEAD = """\
# Faults

What can go wrong, how it must end, and which tests show that it does. The tests run whole crawls as a user starts them,
against a server that misbehaves byte by byte (`server.py`), a proxy that disturbs connections (`proxy.py`), a name
server (`dns.py`), certificates of our own, small disks, disks that fail or lose power (`disk.py`) and clocks that jump.
After each crawl the harness (`../crawl/harness.py`) checks what must hold whatever happened: the database is whole,
nothing that was stored is lost or doubled, no lease is left, failed answers left no validators, and nothing was
connected to that was not allowed. `make ci` and `make nightly` run those marked (ci).

This file is made by `python -m tests.faults.catalogue > tests/faults/README.md` out of `cases.toml` and the names and
marks of the tests; a test sees to it that it is current, and that each number is either shown or has its reason.
"""


@dataclass(frozen=True)
class Case:
    """A fault: what it is, how it must end, and what of it no test shows, with the reason."""

    number: int
    group: str
    fault: str
    end: str
    untested: str | None = None


def cases() -> list[Case]:
    """All cases, by number."""
    groups = tomllib.loads(CASES.read_text(encoding="utf-8"))
    found = []
    for group in groups.values():
        for key, told in group.items():
            if key.isdecimal():
                fault, end, *untested = told
                found.append(Case(int(key), group["title"], fault, end, *untested))
    return sorted(found, key=lambda case: case.number)


@cache
def shown_by() -> dict[int, list[str]]:
    """Numbers of cases with the tests that show them, as ``folder/file.py::test``, those of long runs marked."""
    found: dict[int, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        everywhere = [mark for node in tree.body if _is_pytestmark(node) for mark in _marks(node)]
        for function, marks in _functions(tree):
            numbers = {*_named(function.name), *_marked([*everywhere, *marks])}
            tier = next((f" ({tier})" for tier in TIERS if _has(tier, [*everywhere, *marks])), "")
            for number in numbers:
                found[number].append(f"{path.relative_to(TESTS).as_posix()}::{function.name}{tier}")
    return found


def _functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, list[ast.expr]]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            yield node, node.decorator_list
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name.startswith("test"):
                    yield inner, [*node.decorator_list, *inner.decorator_list]


def _is_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets)


def _marks(node: ast.stmt) -> list[ast.expr]:
    value = node.value if isinstance(node, ast.Assign) else None
    return list(value.elts) if isinstance(value, ast.List | ast.Tuple) else [value] if value else []


def _named(name: str) -> Iterator[int]:
    if (match := NAMED.match(name)) is None:
        return
    parts = match[1].split("_")
    if "to" in parts:
        yield from range(int(parts[0]), int(parts[2]) + 1)
    else:
        yield from (int(part) for part in parts if part.isdecimal())


def _marked(marks: list[ast.expr]) -> Iterator[int]:
    for mark in marks:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.case":
            yield from (ast.literal_eval(argument) for argument in mark.args)


def _has(tier: str, marks: list[ast.expr]) -> bool:
    return any(tier in re.findall(r"\w+", ast.unparse(mark).lower()) for mark in marks)


def table() -> str:
    """The document."""
    shown = shown_by()
    lines = [HEAD]
    group = ""
    for case in cases():
        if case.group != group:
            group = case.group
            lines.append(f"\n## {group}\n\n| | fault | end | shown by |\n| --- | --- | --- | --- |\n")
        where = defaultdict(int)
        for test in shown[case.number]:
            tier = " (ci)" if test.endswith((" (ci)", " (nightly)")) else ""
            where[test.partition("::")[0] + tier] += 1
        told = ", ".join(f"{file}{f' ×{times}' if times > 1 else ''}" for file, times in where.items())
        what = "in part not tested" if told else "not tested"
        reason = f"*{what}: {case.untested}*" if case.untested else ""
        lines.append(f"| {case.number} | {case.fault} | {case.end} | {'; '.join(filter(None, (told, reason)))} |\n")
    return "".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table())
