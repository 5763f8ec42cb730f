"""Who did what: patterns over the codes of sentences (see :mod:`aggregator.facts.sentences.chunks`).

What it holds true: within a sentence a role stands beside the names it belongs to, in one of a few orders that
European languages share («director X», «music by X», «X directs», «X is in charge of the music», «the music is
composed by X», «X as director», «X as Y», «Y: X»); a bracket behind a name holds other works, or the character, or a
group's members; a relative clause tells the past. Known exceptions are kept as strict expected failures in the cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.asides import without_asides
from aggregator.facts.credits.assistants import assistants
from aggregator.facts.credits.books import OF_BOOKS, are_books, book_lines, holds_only_roles, role_of
from aggregator.facts.credits.bracketed_roles import bracketed_roles
from aggregator.facts.credits.cast_lists import listed_voices
from aggregator.facts.credits.cast_roles import with_characters
from aggregator.facts.credits.checks import refused
from aggregator.facts.credits.denied import denied
from aggregator.facts.credits.designs import designs
from aggregator.facts.credits.earlier import marked_earlier
from aggregator.facts.credits.found import (
    COMPANY_ROLES,
    Found,
    Hit,
    alone,
    are_plural,
    imprint_end,
    is_other,
    is_partner,
    members,
    name_span,
)
from aggregator.facts.credits.guessed import without_guesses
from aggregator.facts.credits.makers import MakerFinder
from aggregator.facts.credits.named_songs import song_of
from aggregator.facts.credits.nicknames import without_nicknames
from aggregator.facts.credits.partners import partners
from aggregator.facts.credits.past import tells_past
from aggregator.facts.credits.patterns import ROLE_PATTERNS
from aggregator.facts.credits.patterns_verb_last import role_rules
from aggregator.facts.credits.profiles import bracketed_actors, profile_voices
from aggregator.facts.credits.resumed import resumed
from aggregator.facts.credits.staff_lists import Entry, staff_lists
from aggregator.facts.credits.studios import studios
from aggregator.facts.credits.sung_next import themes
from aggregator.facts.credits.tasks import TASKS, draws_by_trade, professions, untaken
from aggregator.facts.credits.theme_pairs import each_apart
from aggregator.facts.credits.voices.finder import VoiceFinder
from aggregator.facts.credits.voices.versions import held_versions, version_voices
from aggregator.facts.credits.voices.weighed import weighed_voices
from aggregator.facts.credits.weighed import weighed
from aggregator.facts.credits.writers import writers
from aggregator.facts.names import gazetteer
from aggregator.facts.names.people import is_company, is_person, is_romaji
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import THEMES
from aggregator.facts.words.lexicon import HOUSE
from aggregator.facts.words.weights import is_whole
from aggregator.facts.words.work_types import BOOKS

__all__ = ["BOOKS", "COMPANY_ROLES", "CreditFinder", "Found"]

SUBJECT_RULES = frozenset("does_within does charge is_role role_in takes_first does_aside besides".split())
"""Rules whose names a following «and …» speaks of."""
_ASIDE = (re.compile("o?(?:w|R,?)N"), re.compile("o?R,N,"))
"""How a bracket behind a work begins that tells who made it, and one behind other words."""
PICTURED = frozenset({"charge", "takes_first", "role_last"})
PICTURES = frozenset("illustration ilustración illustrazione ilustração".split())
"""One picture, which is no part of a work."""
ONTO, SOUND = shared_words("credits", "onto"), shared_words("credits", "sound")
"""Small words that end a verb before a task; words for what companies produce and persons direct."""
TOLD = frozenset("ZzVCHwMmRXIh")
"""Codes of words that tell who did what."""
AS_LINE = re.compile(r"[*&.#-]*NP*A[ct]*[NT]P?|vNP(?:[,&]{1,2}NP){1,40}")
"""A line of a cast that says no more than who plays whom."""
IN_OFFICE = frozenset({"distributor", "licensor", "publisher", "broadcaster", "streaming"})
"""What companies do whose people are named, too: «A's X leads the distribution»."""
CHIEF = "chief_director"
"""A role that is told behind «directed by» and before the name: «unter der Regie von Chefregisseur X und Y»."""
SHOUTED = 4
"""Words from which on a line may be a headline with capitals."""
LONG = 400
"""Characters of a line that are looked at."""
SHARE = 0.7
"""Share of words with a capital that makes it one."""
_LISTED = re.compile(r"[NP],?&?$")
_OWN_ROLE = re.compile("RNP?&NP?AR")
"""Two of whom the first has a role before the name, the second one behind it: «director A and B as assistant»."""
GROUP = next(pattern for name, _, pattern in ROLE_PATTERNS if name == "song_group")
"""The pattern whose names stand in a bracket."""
ROLE = ROLE_PATTERNS[-1][2]
"""The pattern of a role before its name: «director X»."""


class CreditFinder:
    """Finds the credits of a text's sentences."""

    def __init__(
        self,
        text: str,
        sentences: list[Sentence],
        *,
        tag: str = "",
        verb_first: bool = False,
        past_verbs: frozenset[str] = frozenset(),
        denials: frozenset[str] = frozenset(),
        pronouns: Mapping[str, frozenset[str]] = MappingProxyType({}),
        types: Sequence[str] = (),
    ) -> None:
        self.text, self.tag = text, tag
        self.sentences = with_characters(text, [without_asides(without_nicknames(text, one)) for one in sentences])
        self.past_verbs = past_verbs
        self.denials = denials
        self.pronouns = pronouns
        self.types = types
        self.rules = role_rules(verb_first)
        self.books = are_books(text, self.sentences)
        """Whether the text speaks of books and of nothing that is made of them."""
        self.book_lines = book_lines(self.sentences)
        self.weighs = is_whole(text)
        self.asked = set[int]()
        """Where the tasks stand that a pattern read, and that are told of nobody."""

    def find(self) -> list[Found]:
        """All credits, in the order of the text."""
        listed, firsts = listed_voices(self.text, self.sentences, self.tag)
        staff = staff_lists(self.text, self.sentences)
        versions = profile_voices(self.text, self.sentences) | version_voices(self.text, self.sentences)
        found: list[Found] = []
        voices = VoiceFinder(self.text, self.pronouns, self.past_verbs)
        makers = MakerFinder(self.text, self.sentences, self.types)
        for number, sentence in enumerate(self.sentences):
            if number in versions:
                found += versions[number]
                continue
            if number in listed:
                found += listed[number]
                voices.last = number
                continue
            if number in staff and number not in firsts:
                found += self._listed(staff[number], number)
            if number in firsts or number in staff or self.text[sentence.end - 1] == "?":
                continue
            titled = bracketed_roles(self.text, sentence, number, books=self.books) if "P" in sentence.codes else ()
            whole = resumed(self.text, self.sentences, number, pronouns=self.pronouns, past=self.past_verbs)
            told = [*titled, *themes(self.text, self.sentences, number), *self._roles(whole, number)]
            told += self._held(sentence.chunks, number) if "P" in sentence.codes else ()
            told = each_apart([*told, *voices.find(sentence, number)])
            told += held_versions(self.text, sentence, number) if "P" in sentence.codes else ()
            told += makers.find(sentence, number)
            told += writers(self.text, self.sentences, number, books=self.books)
            told += [*studios(self.text, sentence, number), *designs(self.text, sentence, number)]
            told += list(partners(self.text, sentence, told))
            if self.weighs and sentence.line > self.sentences[0].line:
                told += weighed(self.text, sentence, number, told, books=self.books, asked=self.asked)
            told = [one for one in assistants(sentence, told) if not denied(self.text, sentence, one, self.denials)]
            told = marked_earlier(self.text, sentence, told, self.past_verbs) if told else told
            found += [one for one in told if self._is_name(one)] if told and self._shouts(sentence) else told
        found += self._weighed(found) if self.weighs else ()
        actors = {self.text[one.start : one.end] for one in found if one.role == "voice"}
        found = [replace(one, role="producer") if self._acts(one, actors) else one for one in found]
        return without_guesses(self.text, found) + list(bracketed_actors(self.text, self.sentences, found))

    def _weighed(self, told: Sequence[Found]) -> Iterator[Found]:
        """The voices that signs tell beside what patterns did, but for what is denied."""
        for one in weighed_voices(self.text, self.sentences, told):
            sentence = self.sentences[one.sentence]
            plain = self.denials.isdisjoint(self.text[slice(*one.quote)].lower().split())
            if plain and not denied(self.text, sentence, one, self.denials):
                yield from marked_earlier(self.text, sentence, [one], self.past_verbs)

    def _acts(self, one: Found, actors: set[str]) -> bool:
        """Whether what may be a company that produces is a person who has a part in the work, too."""
        return one.role == "production" and self.text[one.start : one.end] in actors

    def _listed(self, entry: Entry, number: int) -> Iterator[Found]:
        """The credits of an entry of a list of staff: each of its names has each of its roles."""
        for role in entry.roles:
            for chunk in entry.names:
                start, end = name_span(self.text, chunk)
                company = chunk.code != "N" or not is_person(self.text[start:end])
                if company if role.value in COMPANY_ROLES else chunk.code == "N":
                    text = self.text[role.start : role.end]
                    yield Found(role.value, text, start, end, entry.quote, "credits:staff_list", number)

    def _shouts(self, sentence: Sentence) -> bool:
        """Whether a line has a capital on nearly every word, as English headlines, so that capitals tell no names."""
        if sentence.line == self.sentences[0].line:
            line, more, _ = self.text[self.sentences[0].start :].partition("\n")
            if not more or line.rstrip().endswith("."):
                return False
        elif sentence.opens and sentence.closes and ":" not in sentence.codes and sentence.codes[0] not in "-*":
            line = self.text[sentence.start : sentence.end]
        else:
            return False
        if AS_LINE.fullmatch(sentence.codes) or any(c.code in TOLD and self._is_lower(c) for c in sentence.chunks):
            return False
        words = [word for word in line[:LONG].split() if len(word) > len("with") and word[0].isalpha()]
        return len(words) >= SHOUTED and sum(word[0].isupper() for word in words) >= SHARE * len(words)

    def _is_lower(self, chunk: Chunk) -> bool:
        """Whether a longer word of a chunk has no capital, as no headline with capitals has one."""
        return any(len(word) > len("with") and word.islower() for word in self.text[chunk.start : chunk.end].split())

    def _is_name(self, one: Found) -> bool:
        """Whether what may be a name within a headline is one: a Japanese name, or told elsewhere, too."""
        name = self.text[one.start : one.end]
        if one.rule == "credits:line_by" or one.role == "animation_production" or is_person(name):
            return True
        return (" " in name or is_romaji(name)) and self.text.count(name) > 1

    def _roles(self, sentence: Sentence, number: int) -> Iterator[Found]:
        used: set[int] = set()
        codes = sentence.codes
        subjects: list[tuple[int, list[int]]] = []
        if TASKS.isdisjoint(codes):
            return
        for rule, _, pattern in self.rules.possible(codes):
            for match, places in untaken(pattern, codes, used):
                hit = Hit(rule, match, sentence, number)
                if refused(self.text, hit, places):
                    self.asked.update(sentence.chunks[place].start for place in places)
                    continue
                names = alone(self.text, sentence.chunks, match, self._named(match, codes, subjects))
                if not names and rule not in ("song_group", "role_bracket"):
                    continue
                if not (rule == "charge" and self._adapts(sentence.chunks, places[0])):
                    used.update(places)
                used.update(i for i in range(*match.span()) if codes[i] == "w")
                used.update(professions(sentence.chunks, places, match))
                used.update(draws_by_trade(sentence.chunks, match) if rule in SUBJECT_RULES and not self.books else ())
                if rule in SUBJECT_RULES or rule in ("in_role", "who_role_last", "who_role_after"):
                    subjects.append((match.end(), names))
                yield from self._credits(hit, places, names)

    def _credits(self, hit: Hit, places: list[int], names: list[int]) -> Iterator[Found]:
        """The credits of a match: each name has each role, or the first name the first role and so on."""
        rule, match, chunks = hit.rule, hit.match, hit.sentence.chunks
        past = tells_past(self.text, hit, self.past_verbs)
        credit = Found("", "", 0, 0, self._quote(chunks, match, names), f"credits:{rule}", hit.number)
        credit = replace(
            credit, song=song_of(self.text, hit, places), news=not past, status="previous" if past else "new"
        )
        several = len(names) > 1 and len(places) > 1 and rule in SUBJECT_RULES
        several = several and not (rule == "is_role" and are_plural(self.text, chunks, places))
        paired = (several or (rule == "role_is" and len(names) > 1 < len(places))) and len(names) == len(places)
        if (several or (rule == "sings_role" and len(names) > 1 < len(places))) and not paired:
            return  # «A, B and C sing the opening and the ending»
        for index, place in enumerate(places):
            role, text = role_of(chunks, place, books=self.books), self.text[chunks[place].start : chunks[place].end]
            if rule == "is_role" and role.endswith(THEMES) and not self._is_onto(chunks[place - 1]):
                continue
            if rule == "charge" and self._adapts(chunks, place):
                role = "character_design"
            if role == "original_illustration" and self._writes_too(chunks, place):
                role = "original_creator"
            nothing = role in ("publisher", "production") and set("TYQDU:").isdisjoint(hit.sentence.codes)
            if (rule == "role" and nothing) or (rule == "is_role" and role == "magazine"):
                continue  # nothing of a work, «A is in the magazine»
            if role in OF_BOOKS and hit.number in self.book_lines:
                role = OF_BOOKS[role]
            if role == "original_illustration" and (
                (rule in PICTURED and text.lower() in PICTURES)
                or (len(places) > 1 and chunks[places[0]].value == "script" and ":" not in match[0])
            ):
                continue  # «drew an illustration», «texts and drawings by X»
            if role == "producer" or role.endswith("production"):
                role = self._produced(role, text.lower(), [chunks[name] for name in names])
            for start, end in self._people(chunks, [names[index]] if paired else names, match, role):
                told = replace(credit, role=role, role_text=text, start=start, end=end)
                chief = chunks[names[0] - 1] if rule == "done_by" and role == "director" else None
                if chief is not None and chief.value == CHIEF and start < chunks[names[0]].end:
                    told = replace(told, role=CHIEF, role_text=self.text[chief.start : chief.end])
                yield told

    def _is_onto(self, verb: Chunk) -> bool:
        """Whether «is» goes on with a small word, so that what follows is somebody's task («est de retour pour»)."""
        return self.text[verb.start : verb.end].lower().split()[-1] in ONTO

    @staticmethod
    def _adapts(chunks: list[Chunk], place: int) -> bool:
        """Whether what somebody works on are another's original designs («is adapting X's original designs»)."""
        return chunks[place].value == "original_character_design" and place > 0 and chunks[place - 1].code == "'"

    def _writes_too(self, chunks: list[Chunk], place: int) -> bool:
        """Whether who draws is called a mangaka before («mangaka and illustrator X»)."""
        before = chunks[max(0, place - 2) : place]
        if [c.code for c in before] not in (["t", "&"], ["R", "&"]):
            return False
        return self.text[before[0].start : before[0].end].lower().startswith("mangak")

    def _produced(self, role: str, text: str, makers: list[Chunk]) -> str:
        """What the makers of a production are: studios animate, and persons are producers, as companies are not."""
        if role == "producer":
            return "production" if makers and all(c.code in "SK" for c in makers) else role
        persons = all(c.code == "N" and is_person(self.text[c.start : c.end]) for c in makers)
        if "produ" not in text:
            return "sound_director" if persons and makers and text in SOUND else role
        houses = [c for c in makers if c.code != "N" or not is_person(self.text[c.start : c.end])]
        known = (c.code == "S" or gazetteer.fold(self.text[c.start : c.end]) in gazetteer.studios() for c in houses)
        if role == "production" and houses and all(known):
            return "animation_production"
        return "producer" if persons and makers and role in ("production", "animation_production") else role

    def _named(self, match: re.Match[str], codes: str, subjects: list[tuple[int, list[int]]]) -> list[int]:
        """The indexes of the names that a match speaks of; of «… and composes» the subject that came before."""
        groups = match.groupdict()
        names = [i for i in range(*match.span("names")) if codes[i] in "NSK"] if groups.get("names") else []
        first = match.start("names") if names else 0
        if first and first == match.start() and (codes[first - 1] in "ZA" or _OWN_ROLE.match(codes, first - 1)):
            return names[-1:]
        if len(names) > 1 and codes[:first].endswith("Rf") and groups.get("verb") and match.start("verb") > first:
            return names[-1:]
        if match.re is ROLE and ",&" in match["names"] and _LISTED.search(codes, 0, match.start()):
            return names[:1]
        if groups.get("names", "").endswith("P") and match.re is GROUP:
            return []
        if groups.get("same"):
            before = [subject for subject in subjects if subject[0] <= match.start() + 1]
            names = max(before, key=lambda subject: subject[0])[1] if before else []
            if not names:
                return []
        if groups.get("more"):
            names = names + [i for i in range(*match.span("more")) if codes[i] in "NSK"]
        return names

    def _people(
        self, chunks: list[Chunk], names: list[int], match: re.Match[str], role: str
    ) -> Iterator[tuple[int, int]]:
        """Where the names stand that may have a role: a company has no person's role, nor a person a company's."""
        groups = match.groupdict()
        companies = any(chunks[name].code in "SK" for name in names)
        if not names and groups.get("names"):
            yield from members(self.text, chunks[match.end("names") - 1])
            return
        for name in names:
            chunk = chunks[name]
            if role == "original_creator" and holds_only_roles(chunks[name + 1] if name + 1 < len(chunks) else None):
                continue
            sings = role.endswith(THEMES)
            start, end = (chunk.start, chunk.end) if sings else name_span(self.text, chunk)
            end = imprint_end(self.text, end) if role in IN_OFFICE else end
            person = is_person(self.text[start:end]) and chunk.code == "N"
            beside = name and (chunks[name - 1].value == HOUSE or is_partner(chunks, match, name))
            if beside and not person and role not in COMPANY_ROLES:
                continue  # «studio X leads the series», «A directs it in cooperation with B»
            house = self.text[start].isdigit() or " Studio " in self.text[start:end]  # «Berliner Studio Kumo»
            if house and role not in COMPANY_ROLES and not role.endswith(THEMES):
                continue
            named = role in IN_OFFICE and chunk.code == "N" and " " in self.text[start:end]
            named = named and not (companies or (role == "distributor" and match.re is ROLE))  # «the distributor X»
            person = person or (named and not is_company(self.text[start:end]))
            if (role in COMPANY_ROLES and (person or is_other(role, chunk))) or (
                role not in COMPANY_ROLES and (chunk.code in "SK" and not role.endswith(THEMES))
            ):
                continue
            sung = name + 1 < len(chunks) and role.endswith(THEMES)
            group = list(members(self.text, chunks[name + 1])) if sung else []
            parts = self._parts(start, end) if role in COMPANY_ROLES else [(start, end)]
            yield from group if len(group) > 1 else parts

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The names of companies that a stroke without spaces parts: «MAPPA/Bones»."""
        parts, at = [], start
        for name in self.text[start:end].split("/"):
            parts.append((at, at + len(name)))
            at += len(name) + 1
        return [part for part in parts if part[1] > part[0]]

    def _held(self, chunks: list[Chunk], number: int) -> Iterator[Found]:
        """Who a bracket behind a work, or within what is said of one, tells to have made it: «Sky (directed by A)»."""
        for before, bracket in pairwise(chunks):
            held = bracket.inner if bracket.code == "P" else None
            told = held is not None and before.code in "TYo" and "D" not in held.codes
            if held is not None and told and _ASIDE[before.code == "o"].match(held.codes):
                yield from (one for one in self._roles(held, number) if one.role not in COMPANY_ROLES)

    def _quote(self, chunks: list[Chunk], match: re.Match[str], names: list[int]) -> tuple[int, int]:
        return chunks[min([match.start(), *names])].start, chunks[match.end() - 1].end
