"""Who wrote a work or animates it, told beside the word for what it is («X's manga», «anime by X», «at studio X»).

What it holds true: the writer of something written is its original creator, the maker of a film its director, a
company that makes something shown animates it. In a text about books, a line that begins with a title and goes on
with «by» and a person names the author. Known exceptions: a film named after its writer; a publisher's «by».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits import maker_checks
from aggregator.facts.credits.below_titles import Below
from aggregator.facts.credits.books import WRITTEN, holds_only_roles, holds_roles
from aggregator.facts.credits.checks_verb_last import is_done_in
from aggregator.facts.credits.dubs import has_dub
from aggregator.facts.credits.found import Found, Hit, bare, name_span
from aggregator.facts.credits.maker_checks import HELMED, Sources, animates
from aggregator.facts.credits.own_works import own_works
from aggregator.facts.credits.patterns_makers import MAKER_PATTERNS, MAKER_RULES
from aggregator.facts.credits.studios import WESTERN, is_beside_people, whole_name
from aggregator.facts.names import gazetteer
from aggregator.facts.names.people import is_company, is_person, is_romaji
from aggregator.facts.names.spans import Place
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.coded import coded
from aggregator.facts.sentences.small_words import FOR, OF, SERIES
from aggregator.facts.words.lexicon import HOUSE
from aggregator.facts.words.work_types import ANIMATED

BOOK_HOUSES = frozenset({"publisher", "magazine"})
FILMS = frozenset({"film", "ova", "special"})
BOOK_RULES = frozenset({"author_says", "author_of", "work_of", "mangaka", "opus_of", "opus_by"})
"""Rules that name the author of a book."""
OPUS = ("opera", "obra", "œuvre", "oeuvre")
"""What words begin with that mean a work, and with «of» also «done by»."""
NAMED = ("titre", "titolo", "título", "titel", "série", "serie")
"""The same of words that stand for one that the text names."""
_GENITIVES = frozenset({"genitive", "genitive_title"})
"""Rules of names that end in the German genitive."""
_WORK_RULES = frozenset(
    {
        "creators_work",
        "creators_title",
        "work_by",
        *maker_checks.ADORNED,
        "title_by",
        "quoted_by",
        *_GENITIVES,
        "creators_row",
        "is_by",
        "title_is_by",
    }
)
_MAKES = frozenset({"makes", "makes_instead", "made_by", "made_by_who", "made_by_is", "made_last", "made_first"})
_NAMED_STUDIO = re.compile(r"studio|nimation|nimazione|\bworks$", re.IGNORECASE)
_WORKPLACES = frozenset({"at", "works_at", "done_at", "common"})
"""Rules that name where something is done, which behind a word for dubbing is where it is dubbed."""
_HOUSED = frozenset({"works_at", "done_at", "house"})
"""Rules whose names stand right behind «at studio», and so may have the length and the sounds of a person's."""
_LINE = re.compile(r"[*.-]{0,3}J[:-]NP{0,2}[.;]?")
"""A line that names a studio and nothing else: «Studio: X»."""
_ROW = re.compile("R:NP?[;,]J$")
"""What stands before a studio in a row of labels: «Director: A; studio: X»."""
_HOUSES = shared_words("credits", "studio_labels")
"""Words before a studio's name that say no more than what it is."""
_TELLS = frozenset("YTVwab")
"""Codes of a sentence that speaks of a work or of its making."""
_OF_YEAR = re.compile("N(?:[,&/]N){0,3},[D#]")
_AUTHORS = re.compile("N(?:[,&/]N){0,3}")
_SUNG = frozenset("RsmMzZX")
"""Codes of a sentence that speaks of songs, roles or voices, whose quotations are no works."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CAPITALS = 4
"""Letters from which on a name in capitals before «by» is a book's."""
LINES = 3
"""Lines that begin with a title, «by» and a person, and so make a list of books."""
_TITLE_BY = re.compile(r"[TQ]P?,?BN")
_LINE_BY = next(pattern for name, _, pattern in MAKER_PATTERNS if name == "line_by")
_WORDS: dict[str, Callable[[Chunk, str], bool]] = {
    "works_for": lambda work, _: work.value in HELMED,
    "animation_by": lambda _, said: said.startswith("anima"),
    "adapted": lambda _, said: "adapt" in said,
}
"""What the word before a maker must be."""


class MakerFinder:
    """Finds the makers of works in a text's sentences."""

    def __init__(self, text: str, sentences: Sequence[Sentence], types: Sequence[str]) -> None:
        self.text = text
        self.types = types
        kinds = [c.value for c in coded(sentences, "Y") if text[c.start : c.end].lower() not in SERIES]
        written = sum(kind in WRITTEN for kind in kinds)
        lines = sum(bool(s.opens and _LINE_BY.match(s.codes)) for s in sentences)
        self.films = 2 * sum(kind in FILMS for kind in kinds) > len(kinds) - kinds.count("other")
        """Whether most words for works speak of films."""
        self.books = written > len(kinds) - written or (lines >= LINES and not self.films)
        """Whether the text speaks of what is written more than of what is shown, or lists works with their authors."""
        places = (c.known for s in sentences for c in s.chunks if isinstance(c.known, Place))
        publishers = any(not BOOK_HOUSES.isdisjoint(place.kinds) for place in places)
        self.printed = self.books or (publishers and not any(kind in ANIMATED for kind in kinds))
        """The same, or that it names a publisher and nothing that is shown."""
        self.first = sum(c.value == "0" for c in coded(sentences, "T"))
        """How often the text names the work that it is about."""
        pairs = [len(_TITLE_BY.findall(s.codes)) for s in sentences if _SUNG.isdisjoint(s.codes)]
        self.below, self.sources = Below(text, sentences), Sources(text, sentences)
        """Lines that hold «By X» and no more."""
        self.listed = sum(pairs) >= LINES or max(pairs, default=0) > 1
        """Whether the text names several works with who made them."""

    def find(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The makers that a sentence names."""
        chunks, codes = sentence.chunks, sentence.codes
        if "P" in codes:
            yield from self._bracketed(sentence, number)
        yield from own_works(self.text, sentence, number, self.types, books=self.books)
        for rule, _, pattern in MAKER_RULES.possible(codes):
            if rule == "line_by" and not (sentence.opens and (self.books or (self.printed and "B" in codes))):
                continue
            if rule == "heading_by" and not (self.printed and sentence.opens and sentence.closes):
                continue
            told = self.below.several and self.printed and codes[0] == "B" and sentence.opens and number > 1
            if rule == "below" and not (told or number in self.below.titled):
                continue  # a byline
            for match in pattern.finditer(codes):
                work = chunks[match.end("work") - 1] if match.groupdict().get("work") else None
                hit = Hit(rule, match, sentence, number)
                if self._holds(hit, work) and not is_done_in(self.text, hit):
                    for index in range(*match.span("names")):
                        yield from self._made(hit, index, work)

    def _holds(self, hit: Hit, work: Chunk | None) -> bool:
        """Whether a match says what its rule means: «at studio X» needs the word, «sound director at X» is no maker."""
        rule, match, chunks = hit.rule, hit.match, hit.sentence.chunks
        if rule in _HOUSED | {"at"} and maker_checks.is_followed(self.text, hit):
            return False
        if maker_checks.of_any(self.text, hit) or maker_checks.is_of_other(self.text, hit):
            return False
        if rule in ("house", "house_is"):
            return work is not None and work.value == HOUSE and (rule == "house_is" or self._is_house(hit))
        if rule == "title_by":
            told = match.string[max(0, match.start() - 2) : match.start()]
            if {"z", "m"} & set(match.string[: match.start()]) or told in ("aI", "bI", "VI", "hI"):
                return False  # «produziert wird T von X»
            first = work is not None and work.value == "0"
            return self.printed or self.listed or first or "Y" in told or self._dated(hit)
        if rule == "capitals_by":
            assert work is not None
            name = self.text[work.start : work.end]
            return self.books and name.isupper() and len(name) >= CAPITALS and _SUNG.isdisjoint(match.string)
        if rule in BOOK_RULES:
            return self._is_of_book(rule, match, chunks)
        if rule == "work_by" and "H" in match[0] and match.string[: match.start()].endswith("f"):
            return False  # «praise for the film has come from X»
        if rule == "quoted_by":
            return self.listed and not _is_sung(hit)
        if rule in _WORDS:
            return work is not None and _WORDS[rule](work, self.text[work.start : work.end].lower())
        if rule == "line_by":
            by = chunks[match.start("by")]
            return by.code == "B" or by.value == OF
        return rule not in _WORKPLACES or self._is_made_there(hit, work)

    def _is_house(self, hit: Hit) -> bool:
        """Whether «studio X» makes the work: its line or sentence says no other thing of it."""
        codes = hit.match.string
        row = _ROW.search(codes, 0, hit.match.start() + 1) is not None and ":" in hit.match[0]
        if (
            not row
            and _LINE.fullmatch(codes) is None
            and ("-" in hit.match[0] or (_TELLS | {"H", "C"}).isdisjoint(codes))
        ):
            return False
        return not self._speaks_of_dub(hit.sentence)

    def _is_made_there(self, hit: Hit, work: Chunk | None) -> bool:
        """Whether the work is made where something is done, and not dubbed, nor a part of it done there."""
        rule, match, chunks = hit.rule, hit.match, hit.sentence.chunks
        aside = work is not None and work.value != HOUSE and match.string[match.end("work") - 2] == ","
        aside = aside and not match.string.startswith("x", match.end("work") - 3)  # «the staff, at X, is»
        if aside or has_dub(self.text, hit.sentence.start, hit.quote[1]):
            return False
        if rule == "at":
            platform = match["names"][0] == "K" and (work is None or work.value != HOUSE)
            if platform or maker_checks.is_employed(self.text, match, chunks):
                return False
            sure = not (maker_checks.is_unknown(match, chunks) or self._is_subject(match, work))
            return sure or bool((_TELLS | {"R"}) & set(match.string))
        if rule == "common" and match["names"] == "S":
            small = chunks[match.start("names") - 1]
            if self.text[small.start : small.end].lower() not in FOR:
                return False
        return rule == "done_at" or chunks[match.start()].code != "R" or chunks[match.start()].value in HELMED

    def _dated(self, hit: Hit) -> bool:
        """Whether a bracket with a year stands between a title and «by», in a sentence that speaks of films."""
        bracket = hit.sentence.chunks[hit.match.start() + 1]
        films = any(c.code == "Y" and c.value in FILMS for c in hit.sentence.chunks[: hit.match.start()])
        return films and bracket.code == "P" and _YEAR.search(self.text[bracket.start : bracket.end]) is not None

    def _speaks_of_dub(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of a dub, whose studio does not animate."""
        return has_dub(self.text, sentence.start, sentence.end)

    def _is_subject(self, match: re.Match[str], work: Chunk | None) -> bool:
        """Whether no small word stands before a studio, which may do anything («le studio X a ouvert»)."""
        bare = work is not None and _HOUSES.issuperset(self.text[work.start : work.end].lower().split())
        return bare and match.string[match.end("work")] != ":"

    def _is_of_book(self, rule: str, match: re.Match[str], chunks: list[Chunk]) -> bool:
        """Whether a match tells who made the book that the text is about."""
        work = chunks[match.end("work") - 1]
        if rule == "opus_by" and not _SUNG.isdisjoint(match.string[: match.start()]):
            return False  # «the script, a work of A»
        if rule.startswith("opus"):
            return not self.films and self.text[work.start : work.end].lower().startswith(OPUS)
        if rule == "author_says":
            return work.value == "original_creator"
        if not self.books:
            return False
        if rule == "author_of":
            return self.first > 1 and work.value == "0" and chunks[match.start("work") - 2].value == "original_creator"
        if rule == "mangaka":
            return "manga" in self.text[work.start : work.end].lower()
        named = work.code != "o" or self.text[work.start : work.end].lower().startswith((*OPUS, *NAMED))
        return named and not {"R", "Z", "X"} & set(match.string)

    def _bracketed(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """Makers in a bracket behind a work: «the anime (by X)»."""
        for work, bracket in pairwise(sentence.chunks):
            inner = bracket.inner
            if work.code not in "TY" or bracket.code != "P" or inner is None:
                continue
            if self.books and work.code == "T" and _AUTHORS.fullmatch(inner.codes):
                yield from self._held_makers(work, bracket, number, "original_creator")
            if self.films and work.code == "T" and _OF_YEAR.fullmatch(inner.codes):
                yield from self._held_makers(work, bracket, number, "director")
            if inner.codes[:1] != "B" or inner.codes[1:2] not in tuple("NSK"):
                continue
            maker = inner.chunks[1]
            name = self.text[maker.start : maker.end]
            if maker.code == "S" or animates(name):
                role = "animation_production"
            elif is_person(name) and self._kind(work) in ANIMATED:
                role = "director"
            elif " " in name and not is_company(name) and self._kind(work) in WRITTEN:
                role = "original_creator"
            else:
                continue
            yield Found(role, "", maker.start, maker.end, (work.start, bracket.end), "credits:work_bracket", number)

    def _held_makers(self, work: Chunk, bracket: Chunk, number: int, role: str) -> Iterator[Found]:
        """Who made it in a bracket behind a book, or behind a film with its year: «Sky (Mika Sato, 2024)»."""
        assert bracket.inner is not None
        names = [c for c in bracket.inner.chunks if c.code == "N"]
        told = [self.text[c.start : c.end] for c in names]
        if all(is_person(name) or (role == "director" and WESTERN.fullmatch(name)) for name in told):
            for name in names:
                quote = (work.start, bracket.end)
                yield Found(role, "", name.start, name.end, quote, "credits:maker_bracket", number)

    def _kind(self, work: Chunk) -> str:
        """The type of a title or of a word for a work."""
        return maker_checks.kind_of(self.text, work, self.types, printed=self.printed)

    def _made(self, hit: Hit, index: int, work: Chunk | None) -> Iterator[Found]:
        chunk = hit.sentence.chunks[index]
        after = hit.sentence.chunks[index + 1] if index + 1 < len(hit.sentence.chunks) else None
        if holds_only_roles(after) or (hit.rule == "line_by" and holds_roles(after)):
            return
        if chunk.code not in "NSK" or (chunk.code == "K" and not animates(self.text[chunk.start : chunk.end])):
            return
        kind = self._kind(work) if work is not None else ""
        if hit.rule in ("title_by", "title_is_by") and self._told_kind(hit) in WRITTEN:
            kind = self._told_kind(hit)  # «the novel X, by Y» of which an anime is the news
        start, end = whole_name(self.text, *name_span(self.text, chunk))
        if hit.rule in _GENITIVES:
            kind = "film" if self.films and kind in ("", "other") and hit.rule != "genitive" else kind
            person = self.text[end - 1] == "s" and is_person(self.text[start : end - 1])
            if not (person and kind in WRITTEN | FILMS) or not self._is_adjective(hit):
                return
            end -= 1
        role = self._role(hit, kind, chunk, self.text[start:end])
        if role in ("original_creator", "director") and self._has_another(hit, index, role):
            return
        if role == "animation_production" and hit.rule == "makes" and maker_checks.has_part(hit.sentence.chunks, index):
            return
        if role:
            told = bare(self.text, work) if work else ""
            yield Found(role, told, start, end, hit.quote, f"credits:{hit.rule}", hit.number)

    @staticmethod
    def _comes_from(hit: Hit) -> bool:
        """Whether the word between a work and a name says where it comes from as well as whose it is."""
        return any(c.code == "B" and c.value == OF for c in hit.sentence.chunks[hit.match.start() : hit.match.end()])

    def _told_kind(self, hit: Hit) -> str:
        """What the word right before a title («the novel X», «the novel of X») says that it is; "" where none does."""
        first = hit.match.start()
        before = hit.sentence.chunks[max(0, first - 1 - hit.match.string.endswith("Yf", 0, first))]
        return before.value if before.code == "Y" else ""

    def _has_another(self, hit: Hit, index: int, role: str) -> bool:
        """Whether a name stands behind its own role, which is another («illustrator X's novel»)."""
        before = hit.sentence.chunks[index - 1] if index else None
        same = ("original_creator", "script") if role == "original_creator" else (role,)
        return before is not None and before.code == "R" and before.value not in same

    def _is_adjective(self, hit: Hit) -> bool:
        """Whether no more than one word stands between a name and the word for a work: «Kenji Moris neuer Film»."""
        between = hit.sentence.chunks[hit.match.end("names") : hit.match.start("work")]
        words = [c for c in between if c.code != "P"]
        return all(c.last - c.first == 1 and self.text[c.start].islower() for c in words)

    def _role(self, hit: Hit, kind: str, chunk: Chunk, name: str) -> str | None:
        rule = hit.rule
        person = is_person(name) and chunk.code == "N"
        if rule == "common":
            small = hit.sentence.chunks[hit.match.start("names") - 1]
            named = self.text[small.start : small.end].lower() in FOR and _NAMED_STUDIO.search(name)
            known = gazetteer.fold(name) in gazetteer.studios() or named
            return "animation_production" if known else None
        if rule == "capitals_by":
            beside = is_romaji(name) and hit.match["names"].count("N") > 1
            return "original_creator" if person or beside or (name.isupper() and not is_company(name)) else None
        if rule in ("line_by", "below", "heading_by"):
            whole = person or name.isupper() or len(name.split()) == len("AB")
            whole = whole or (rule == "heading_by" and is_romaji(name))
            return self.below.role(hit.number, films=self.films) if whole and not is_company(name) else None
        if rule == "adapted":
            return "original_creator"
        if rule in BOOK_RULES:
            whole = chunk.code == "N" and " " in name and not is_company(name)
            return "original_creator" if whole and (self.books or person) else None
        if rule in _WORK_RULES:
            if chunk.code in "SK" or (kind in ANIMATED and gazetteer.fold(name) in gazetteer.studios()):
                return "animation_production" if kind in ANIMATED else None
            return self._creator(hit, kind, name, person=person)
        person = person or (rule == "made_by" and is_beside_people(self.text, hit, chunk))
        if person and maker_checks.is_produced(self.text, hit):
            return "producer"
        housed = rule in _HOUSED and hit.sentence.chunks[hit.match.end("work") - 1].value == HOUSE
        if (person and not housed) or (rule in _MAKES and chunk.code == "N" and not self._may_animate(hit, kind, name)):
            return None
        return "production" if rule == "makes" and maker_checks.of_project(hit) else "animation_production"

    def _may_animate(self, hit: Hit, kind: str, name: str) -> bool:
        """Whether a name that is no known studio's may be one: not «produced by» two words that say nothing of it."""
        beside = (hit.sentence.chunks[at] for at in range(*hit.match.span("names")))
        known = any(gazetteer.fold(self.text[c.start : c.end]) in gazetteer.studios() for c in beside)
        if known or "nim" in self.text[slice(*hit.quote)].lower():
            return True
        if hit.rule == "makes" and not (kind or maker_checks.makes_work(hit)):
            return False  # «AI made its way»
        return name.isupper() or (" " not in name and bool(kind) and hit.rule == "makes") or is_company(name)

    def _creator(self, hit: Hit, kind: str, name: str, *, person: bool) -> str | None:
        """What a person is who stands beside a kind of work."""
        rule, match = hit.rule, hit.match
        if rule == "title_by" and not person and " " not in name and name.isupper() and self._comes_from(hit):
            return None  # «T from MAL»
        last = name.rpartition(" ")[2]
        if last.isalpha() and len(last) == 1:
            return None
        if rule in ("title_by", "title_is_by", "quoted_by") and kind in ("", "other"):
            told = [c.value for c in hit.sentence.chunks[: match.start()] if c.code == "Y" and c.value != "other"]
            kind = told[-1] if told else kind
        listed = self.listed and not _is_sung(hit) and " " in name and not is_company(name)
        if listed and rule in ("title_by", "quoted_by"):
            if kind in FILMS or (kind in ("", "other", "anime") and self.films and not self.books):
                return "director"
            return "original_creator" if kind in WRITTEN or self.printed else None
        if rule in ("creators_title", "genitive_title"):
            written = kind in WRITTEN or (person and self.books and kind not in FILMS)
            return "director" if kind == "film" and person else "original_creator" if written else None
        if not person and rule != "creators_work" and len(name.split()) < 2 and not name.isupper():
            listed = rule == "title_by" and (self._told_kind(hit) in WRITTEN or (self.books and is_romaji(name)))
            return "original_creator" if listed or (kind in WRITTEN and rule == "work_by") else None
        series = person and self.printed and rule == "work_by" and kind in ("", "other")
        if kind in WRITTEN or series or (person and self.books and kind not in FILMS):
            return "original_creator"
        if rule in ("title_by", "title_is_by") and kind not in FILMS:
            film = self.films and not self.books and kind in ("", "other")
            return ("director" if film else self.sources.role(kind, last)) if person else None
        by = any(c.code == "B" and c.value != OF for c in hit.sentence.chunks[match.start() : match.end()])
        if not person and by and kind in FILMS and rule in ("work_by", "title_by"):
            person = WESTERN.fullmatch(name) is not None and gazetteer.fold(name) not in gazetteer.studios()
        if rule == "title_by" and not person and self._told_kind(hit) in FILMS:  # «il film Sky di Jean Marchetti»
            by = person = WESTERN.fullmatch(name) is not None and gazetteer.fold(name) not in gazetteer.studios()
        return "director" if person and (kind in FILMS or (by and kind in ANIMATED)) else None


def _is_sung(hit: Hit) -> bool:
    """Whether a sentence speaks of songs, roles or voices: of more than who is an author."""
    return any(c.code in _SUNG and c.value != "original_creator" for c in hit.sentence.chunks)
