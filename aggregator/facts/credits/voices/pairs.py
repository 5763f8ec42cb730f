"""Which of the names that a pattern found speaks which of the characters."""

from __future__ import annotations


def paired(names: list[int], characters: list[tuple[int, int]], rule: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Names and characters told in the same order; of several names before one character, the last."""
    if not characters:
        return names, characters
    if rule.startswith("voiced") or len(names) < len(characters):
        characters = characters[-len(names) :] if rule.startswith("voiced") and names else characters[: len(names)]
    if len(names) > len(characters):
        names = names[-len(characters) :]
    return names, characters
