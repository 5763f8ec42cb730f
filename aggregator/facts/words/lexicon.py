"""A language's words, compiled: which phrases stand for what in the grammar of credits and releases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from aggregator.base.vocabulary import language
from aggregator.facts.words.folding import fold
from aggregator.facts.words.tokens import Token, tokenize

GRAMMAR = {
    "takes": "h", "by": "B", "as": "A", "be": "I", "with": "W", "and": "&", "at": "J", "charge": "C", "handled": "H",
    "of": "f", "cast": "X", "staff": "x", "voices": "Z", "voiced_by": "z", "performs": "M", "performed_by": "m",
    "who": "q",
    "former": "p", "says": "U", "type": "Y", "song": "s", "makes": "a", "made_by": "b", "starring": "v",
    "source": "e", "name_title": "t", "character_title": "c", "rather": "r",
    "version": "k", "partner": "W", "assisted": "W", "adverbs": "~",
}  # fmt: skip
"""The classes of ``[grammar]`` in a language's file, and the code of each in a sentence's string of codes.

by: before who did it · as: before what one is or plays («as», «nel ruolo di») · be: «is», «are», «figura» · with,
partner: «in cooperation with» · assisted: «assisted by» · and · at: before a studio ·
charge: «is in charge of» · handled: «is handled by» ·
takes: what is both, by the order of words («übernimmt», «retrouve … à»)
· of: «of», «in», «for» and other small
words · cast, staff: what heads or names a list of people · voices: «plays», «gives voice to» · voiced_by: «played by» ·
performs, performed_by: of songs · who: begins a relative clause · former: tells of what one did elsewhere · says:
tells, announces · type: anime, film, manga · song: «song», «single» · makes, made_by: of studios («animates», «produced
by») · starring: before a list of actors · name_title: what stands before a person's name and is none («singer») ·
character_title: the same before a character's («heroine») · rather: «instead of» · version: «in the English
dub», which says nothing of who does what · source: begins the line that names where the news was found · adverbs:
phrases that are left out, though their words have meanings of their own («di nuovo»).
"""
UNSPACED = frozenset({"ja", "zh", "ko"})
"""Languages that are written without spaces between words, or with particles at their ends."""
FIRST_UNSPACED = "\u3040"
"""From this character on scripts write a word in a third of the space."""
ROLE_TABLES = (("R", "roles"), ("V", "role_verbs"), ("w", "role_by"))
"""Codes of the tables that name roles: what one is or does (R), does (V), and is done by one (w, with its «by»)."""
AGENTS = tuple("or ora ores oras ista istas isti eur eurs rice rices iste istes ore ori ice ici aka".split())
"""Endings of the nouns of people in Romance languages, where a language's file has no others."""
VERBS = frozenset("IVZCMHhUa")
"""Codes of verbs, which have no capital within a sentence."""
YIELDS = "yields"
"""The value of words that say that one is replaced by another, who follows."""
PARTNER = "partner"
"""The value of words that add a company with the same part («in cooperation with»)."""
ASSISTED = "assisted"
"""The value of words that add one who helps («assisted by»)."""
HOUSE = "house"
"""The value of words that stand before a studio and say that it is one («at studio»)."""
MOST_SKIPPED = 8
"""Articles in a row that a phrase may skip, so that a text of nothing but articles takes no more than linear time."""
MOST_BEFORE = 2
"""Words of a phrase before a role that goes on behind it."""
FIRST_PART, LAST_PART = 3, 5
"""Letters of the parts of a compound."""
_NUMBERED = re.compile(r"\d[a-z]+")
"""What is one word in a text where its letters are capitals («3D»), and two where they are not."""
_HOUSE = re.compile(r"st[uú]di(?:o|\b)", re.IGNORECASE)
RELEASE_TABLES = ("events", "context", "words")
"""Tables of ``[releases]``: what tells an event, what decides which one it is, and other words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase stands for: the code of its class, and its value (a role's id, a type of work)."""

    code: str
    value: str = ""


class Node:
    """A step of a phrase: what may follow, and what it stands for if it may end here."""

    __slots__ = ("entries", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, Node] = {}
        self.entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The phrases of a language as a tree of words; words that a phrase may skip (articles)."""

    root: Node
    skipped: frozenset[str]
    words: frozenset[str]
    """Words that are no part of a name although they may begin with a capital."""
    of_by: frozenset[str] = frozenset()
    """Small words that are both «of» and «by» (de, di, do)."""
    in_role: frozenset[str] = frozenset()
    """Small words that stand between a name and its role, or before a studio (en, na, alla)."""
    noun_capitals: bool = False
    """Whether common nouns begin with a capital."""
    noun_endings: tuple[str, ...] = ()
    surnames: frozenset[str] = frozenset()
    """Common nouns that are surnames, too, behind a name («Jana Winter»)."""
    agent_endings: tuple[str, ...] = ()
    """Endings of the nouns of people (director), as against activities (dirección)."""
    denials: frozenset[str] = frozenset()
    """Words before a verb that say that it is not so."""
    bounds: frozenset[str] = frozenset()
    refutes: frozenset[str] = frozenset()
    """Verbs of denying: what follows them is not so."""
    past_verbs: frozenset[str] = frozenset()
    """Verbs of roles in the past tense."""
    asides: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Phrases that are left out wherever they stand («quant à lui»), by their first words; the longest first."""
    does: Mapping[str, str] = field(default_factory=dict)
    """The roles of those verbs of ``charge`` that tell one where no task follows («réalise T», «l'écrit»)."""
    pronouns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What stands for people whom the sentence before named, by sort: ``one`` of one, ``first``, ``second`` of two."""
    openers: frozenset[str] = frozenset()
    """Small words that have a capital within a sentence where a title begins («Ma», «Comment»)."""
    title_ends: frozenset[str] = frozenset()
    """Words, and pairs of them, that no title goes on with («bientôt», «de retour»)."""
    future_endings: tuple[str, ...] = ()
    """Endings of verbs that tell what will be."""
    verb_first: bool = False
    """Whether a verb may come before its subject."""
    head_last: bool = False
    """Whether the last word of a role is its head («art director», not «directora de arte»)."""

    def aside(self, tokens: list[Token], at: int) -> int:
        """The index after a phrase that is left out and begins at a token; 0 where none does."""
        for phrase in self.asides.get(tokens[at].low, ()):
            if tuple([token.low for token in tokens[at : at + len(phrase)]]) == phrase:
                return at + len(phrase)
        return 0

    def match(self, tokens: list[Token], at: int) -> tuple[int, Entry] | None:
        """The longest phrase that begins at a token: the index after it, and what it stands for."""
        found = self.matches(tokens, at) if tokens[at].low in self.root.steps else None
        return (found[0], found[1][0]) if found is not None else None

    def matches(self, tokens: list[Token], at: int) -> tuple[int, tuple[Entry, ...]] | None:
        """The same with all that the phrase may stand for."""
        node = self.root.steps.get(tokens[at].low)
        if node is None:
            return None
        if not node.steps:  # as most words
            return (at + 1, node.entries) if node.entries else None
        best: tuple[int, tuple[Entry, ...]] | None = (at + 1, node.entries) if node.entries else None
        index, last, skipped = at + 1, len(tokens), 0
        while node.steps and index < last and skipped <= MOST_SKIPPED:
            low = tokens[index].low
            following = node.steps.get(low)
            aside = 0
            if low in self.asides and not _goes_on(following, tokens, index + 1):
                aside = self.aside(tokens, index)
            if following is not None and not aside:
                node, skipped = following, 0
                if node.entries:
                    best = (index + 1, node.entries)
            else:
                article = low in self.skipped
                goes_on = article and index + 1 < last and tokens[index + 1].low in node.steps
                if not article and not aside:
                    break
                index, skipped = aside - 1 if aside and not goes_on else index, skipped + 1
            index += 1
        return best

    def match_apart(self, tokens: list[Token], at: int) -> tuple[int, Entry] | None:
        """The same, but of a phrase in which a longer role begins («with direction of» in «with [direction of sound]
        of», «performs» in «performs the [song of the ending]», «in charge of animation» in «in charge of [animation
        direction]») what stands before that role.
        """
        found = self.matches(tokens, at) if tokens[at].low in self.root.steps else None
        if found is None:
            return None
        matched = found[0], found[1][0]
        if matched[1].code not in "wMa":
            return matched
        most = MOST_BEFORE if matched[1].code == "w" else MOST_SKIPPED
        for inner in range(at + 1, min(matched[0], at + 1 + most)):
            role = self.match(tokens, inner)
            if role is not None and role[1].code == "R" and role[0] > matched[0] and not _makes_too(matched, role):
                before = self.match(tokens[at:inner], 0)
                whole = before[1] if before is not None and before[0] == inner - at else None
                return inner, whole or self.single(tokens[at].low) or Entry("o")
        return matched

    def begins(self, word: str) -> bool:
        """Whether a phrase begins with a word."""
        return word in self.root.steps

    def compound(self, word: str) -> Entry | None:
        """What a compound is whose last part stands before a character's or a person's name («Vampirkönigin»,
        «Branchenlegende»): just that. What is a surname, too, may end one («Hoffmeister»).
        """
        for at in range(FIRST_PART, len(word) - LAST_PART + 1):
            entry = self.single(word[at:])
            if entry is not None and (entry.code == "c" or (entry.code == "t" and word[at:] not in self.surnames)):
                return entry
        return None

    def single(self, word: str) -> Entry | None:
        """What a word stands for by itself."""
        node = self.root.steps.get(word)
        return node.entries[0] if node is not None and node.entries else None

    def stands_for(self, word: str, code: str) -> bool:
        """Whether a word by itself has a code."""
        entry = self.single(word)
        return entry is not None and entry.code == code


def _makes_too(phrase: tuple[int, Entry], role: tuple[int, Entry]) -> bool:
    """Whether a phrase for what studios do goes on as the same («assure la [production de la série]»)."""
    return phrase[1].code == "a" and role[1].value.endswith("production")


@cache
def lexicon(tag: str) -> Lexicon:
    """The words of a language's credits by BCP 47 tag; empty where it has no file."""
    words = language(tag)
    grammar: dict[str, Any] = words.get("grammar", {})
    return replace(
        _compiled(
            [*_grammar(words), *_lent(tag)],
            grammar.get("articles", ()),
            grammar.get("no_name", ()),
            grammar.get("auxiliaries", {}),
            grammar.get("alike", ()),
        ),
        of_by=frozenset(grammar.get("of_by", ())),
        in_role=frozenset(grammar.get("in_role", ())),
        noun_capitals=grammar.get("noun_capitals", False),
        noun_endings=tuple(grammar.get("noun_endings", ())),
        surnames=frozenset(grammar.get("surnames", ())),
        agent_endings=tuple(grammar.get("agent_endings", AGENTS)),
        denials=frozenset(grammar.get("denials", ())),
        bounds=frozenset(grammar.get("bounds", ())),
        refutes=frozenset(grammar.get("refutes", ())),
        past_verbs=frozenset(grammar.get("past_verbs", ())),
        asides=_asides(grammar.get("asides", ())),
        does={verb: role for role, listed in grammar.get("does", {}).items() for verb in listed},
        pronouns={sort: frozenset(listed) for sort, listed in grammar.get("pronouns", {}).items()},
        openers=frozenset(grammar.get("title_openers", ())),
        title_ends=frozenset(grammar.get("title_ends", ())),
        future_endings=tuple(grammar.get("future_endings", ())) or ("\0",),
        verb_first=grammar.get("verb_first", False),
        head_last=grammar.get("head_last", False),
    )


def _asides(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        words = tuple(_words(phrase))
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


@cache
def release_words(tag: str) -> Lexicon:
    """The words of a language that tell releases: the code is the table's name, the value the event or sort."""
    words = language(tag)
    tables: dict[str, Any] = words.get("releases", {})
    pairs = (
        (phrase, Entry(name, key))
        for name in RELEASE_TABLES
        for key, listed in tables.get(name, {}).items()
        for phrase in listed
    )
    return _compiled(pairs, words.get("grammar", {}).get("articles", ()), ())


def release_phrases(tag: str) -> Iterator[tuple[str, str, str]]:
    """The same words one by one: phrase, table and sort."""
    tables: dict[str, Any] = language(tag).get("releases", {})
    for name in RELEASE_TABLES:
        for key, listed in tables.get(name, {}).items():
            for phrase in listed:
                yield fold(phrase), name, key


def _grammar(words: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    grammar: dict[str, Any] = words.get("grammar", {})
    for code, table in ROLE_TABLES:
        for role, listed in words.get(table, {}).items():
            for phrase in listed:
                yield phrase, Entry(code, role)
    for name, code in GRAMMAR.items():
        value = grammar.get(name, ())
        for key, listed in value.items() if isinstance(value, dict) else (("", value),):
            for phrase in listed:
                sort = HOUSE if code == "J" and _HOUSE.search(phrase) else name if name in (PARTNER, ASSISTED) else ""
                yield phrase, Entry(code, key or sort)


def _lent(tag: str) -> Iterator[tuple[str, Entry]]:
    """Roles of several words that lists of staff leave in English, in a language that has words of its own."""
    if tag == "en" or "roles" not in language(tag):
        return
    for role, listed in language("en").get("roles", {}).items():
        for phrase in listed:
            if " " in phrase:
                yield phrase, Entry("R", role)


def _words(phrase: str, *, whole: bool = False) -> list[str]:
    """The words of a phrase; an elided one («dell'») stays one word, as in a text. ``whole``: «3D» is one, too."""
    words: list[str] = []
    for token in tokenize(_NUMBERED.sub(lambda found: found[0].upper(), fold(phrase)) if whole else fold(phrase)):
        if token.raw == "'" and words and words[-1].isalpha() and phrase[token.end : token.end + 1] != " ":
            words[-1] += "'"
        else:
            words.append(token.low)
    return words


def _compiled(
    pairs: Iterable[tuple[str, Entry]],
    articles: Iterable[str],
    no_name: Iterable[str],
    auxiliaries: Mapping[str, Iterable[str]] = MappingProxyType({}),
    alike: Iterable[list[str]] = (),
) -> Lexicon:
    """``auxiliaries``: phrases behind which goes on what goes on behind a word («is set to», as «will»), and which mean
    nothing else where it is several words («fue elegido para», as «se encargará de»). ``alike``: groups of words that
    are one within a phrase («de», «du», «des»).
    """
    skipped = frozenset(articles)
    same = {word: tuple(group) for group in alike for word in group}
    root = Node()
    for phrase, entry in pairs:
        for whole in (False, True) if _NUMBERED.search(phrase) else (False,):
            node = _reached(root, _words(phrase, whole=whole), skipped, same)
            if entry not in node.entries:
                node.entries += (entry,)
    for word, phrases in auxiliaries.items():
        model = _reached(root, _words(word), skipped, same)
        for phrase in phrases:
            node = _reached(root, _words(phrase), skipped, same)
            if " " not in word:
                node.entries = node.entries or (Entry("I"),)
            _go_on(node, model)
    return Lexicon(root, skipped, frozenset(no_name) | skipped)


def _goes_on(node: Node | None, tokens: list[Token], at: int) -> bool:
    """Whether a phrase may end at a step, or goes on with the token behind it."""
    return node is not None and (bool(node.entries) or (at < len(tokens) and tokens[at].low in node.steps))


def _reached(root: Node, words: list[str], skipped: frozenset[str], same: Mapping[str, tuple[str, ...]]) -> Node:
    """The step at which a phrase ends, made where it is missing, for all words that are one there at once."""
    first, *rest = words
    bare = [part for part in rest if part not in skipped]
    node = root.steps.setdefault(first, Node())
    for word in bare or rest:
        following = node.steps.get(word)
        if following is None:
            following = Node()
            node.steps.update(dict.fromkeys(same.get(word, (word,)), following))
        node = following
    return node


def _go_on(node: Node, model: Node) -> None:
    """Let whatever follows one step follow another, which keeps what it has."""
    for word, following in tuple(model.steps.items()):
        own = node.steps.get(word)
        if own is None:
            node.steps[word] = following
        elif own is not following:
            own.entries = own.entries or following.entries
            _go_on(own, following)
