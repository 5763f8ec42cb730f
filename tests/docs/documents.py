"""The documents for users, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.shared import ROOT

NAMES = (
    "README.md",
    "docs/guide.md",
    "docs/configuration.md",
    "docs/facts.md",
    "docs/analysis.md",
    "docs/architecture.md",
    "docs/development.md",
    "docs/growth.md",
    "tests/README.md",
)
_BLOCK = re.compile(r"(?:<!-- (?P<remark>[^>]*) -->\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A block of code: where it begins, of what kind it is, and the remark before it that readers don't see."""

    where: str
    kind: str
    text: str
    remark: str

    @property
    def commands(self) -> list[str]:
        """The commands of a block of kind ``console``."""
        return [line.removeprefix("$ ") for line in self.text.splitlines() if line.startswith("$ ")]

    @property
    def is_run(self) -> bool:
        """Whether a test can run it: no network, no installation."""
        return not self.remark.startswith(("needs ", "run by "))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(kind: str) -> Iterator[Block]:
    """All blocks of a kind."""
    for name in NAMES:
        text = read(name)
        for match in _BLOCK.finditer(text):
            if match["kind"] == kind:
                line = text[: match.start("text")].count("\n") + 1
                yield Block(f"{name}:{line}", kind, match["text"], match["remark"] or "")


def sections(name: str) -> dict[str, str]:
    """The text under each heading, up to the next one of any depth."""
    parts = re.split(r"^#{1,6} +(.+)$", read(name), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
