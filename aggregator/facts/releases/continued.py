"""Sentences without a verb that go on with the release of the one before: «Em Portugal, só a 2 de janeiro.»"""

from __future__ import annotations

from aggregator.facts.releases.clauses import Clause

_CODES = frozenset("fBJCKNh,&.;DQo")
"""Codes of what stands in a sentence that says no more than where and when."""
MAX_CHUNKS = 12
MAX_WORDS = 2
"""Words that no list knows, of which one may be a verb."""
_SAID = frozenset({"other", "pictures", "never", "until", "told", "issue", "wait", "licence"})


def goes_on(clause: Clause) -> bool:
    """Whether a date's sentence tells nothing but where and when, which is of what the sentence before it tells."""
    sentence = clause.sentence
    if len(sentence.chunks) > MAX_CHUNKS or not _CODES.issuperset(sentence.codes) or sentence.codes.count("D") > 1:
        return False
    words = sum(chunk.last - chunk.first for chunk in sentence.chunks if chunk.code == "o")
    return words <= MAX_WORDS and not any(t.value in _SAID for t in clause.triggers)
