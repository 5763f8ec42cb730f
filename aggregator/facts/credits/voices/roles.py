"""Which role those have who speak or play a text's characters: a voice, one of a dub, or an actor who is seen.

What it holds true: an article is about one sort of cast and says so early, or in the heading of a list; a cast without
Japanese names speaks in a dub. Known exception: a dub whose cast stands in running text beside the Japanese one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cached_property

from aggregator.base.vocabulary import language, shared_words
from aggregator.facts.credits.dubs import LEDE
from aggregator.facts.credits.finder import Found
from aggregator.facts.credits.japanese.versions import RULE as VERSION
from aggregator.facts.credits.japanese.versions import version_role
from aggregator.facts.credits.voices.versions import RULE as VERSIONS
from aggregator.facts.credits.voices.versions import led_by
from aggregator.facts.names.people import is_person, is_romaji
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.coded import coded
from aggregator.facts.words.dubs import dub_words
from aggregator.facts.words.folding import fold
from aggregator.facts.words.lexicon import UNSPACED
from aggregator.facts.words.work_types import BOOKS

DRAWN = frozenset({"anime", "ova", "ona"})
PLAYED = frozenset({"stage", "live_action"})
"""Types of works in which people are seen."""
VOICE = re.compile(r"声|CV|voice|voz|voix|stimm|spr[ie]ch|gesproch|dopp|dub|dobl|doubl", re.IGNORECASE)
"""What a sentence holds that speaks of voices."""
_SPOKEN = re.compile(rf"{VOICE.pattern}|seiy[uūû]", re.IGNORECASE)
SEEN = re.compile(r"\b(?:ses|leurs) traits\b|\bstars? du film\b|\bs[ue]u? (?:rostro|volto|rosto)\b|\bil volto\b")
"""What it holds that speaks of faces."""
MANY, FOREIGN = 5, 0.8
"""How many voices make a cast, and which share of them has names that are not Japanese where it is a dub's."""
NEXT, MOST = 2, 0.75
"""Sentences behind one that names who dubs, and the share of them."""
FEW, JAPANESE = 3, 0.5
"""How many voices show that they are no dub's, and below which share of such names they do."""
HEAD = 80
"""Characters of a headline without spaces."""
JOINS = frozenset({"credits:joins", "credits:joins_cast", "credits:all_in_cast"})
"""Rules of who is in a cast, of which the sentence says behind it whether it is a dub's."""
MAX_LIST = 60
"""Lines of a list whose heading is looked for."""
_DOTTED = re.compile(r"[\u30a1-\u30fc]+(?:[・＝=][\u30a1-\u30fc]+)+")
"""A name that nobody has who speaks a dub in Japanese («アンナ・ベルク»)."""
_OTHER_VERSION = re.compile(
    "(?:英語|米国|アメリカ|北米|海外|フランス語|仏語|ドイツ語|独語|スペイン語|イタリア語|中国語|韓国語)(?:版|の?吹き?替え?)"
)
"""What names a dub in another language than Japanese."""
_DRAWN = re.compile("アニメ|声優|声の|声を|吹替|吹き替え|ボイス|动画|動畫|动漫|配音|애니|성우")
"""What a text without spaces holds somewhere that speaks of animation or voices."""
_PLAYERS = shared_words("voices", "players")
"""What a text calls those whom one sees, where it speaks of no animation and no voices."""
_SEEN_FIRST = re.compile(r"実写(?:映画|ドラマ|作品)(?:に|への|で|は)?(?:これが|本作が)?(?:初|デビュー|挑戦)")
"""What says that a voice is seen for once («人気声優が実写映画に初出演»)."""
_ANIMATED = re.compile(
    "(?:TV|テレビ|劇場|長編|新作)アニメ|アニメ(?:映画|化)|声を(?:担当|務め|演じ|吹き込)|声の出演|吹替|吹き替え"
)
_FROM_JAPAN = re.compile(r"\b(?:jap[aoó]n|giappon)", re.IGNORECASE)
_JAPANESE, _VERSION = r"\b(?:jap[aoó]n|giappon)\w*", rf"(?:{'|'.join(sorted(shared_words('voices', 'of_version')))})\b"
_ORIGINAL = re.compile(
    rf"{_JAPANESE} (?:\w+ )?{_VERSION}|\b{_VERSION} (?:\w+ )?{_JAPANESE}|\boriginal (?:voice )?cast\b", re.IGNORECASE
)
"""What says that a sentence names the original's cast."""


class VoiceRoles:
    """The roles of the people whom a text names with their characters."""

    def __init__(self, text: str, tag: str, sentences: Sequence[Sentence], found: Sequence[Found]) -> None:
        self.text = text
        self.tag = tag
        self.sentences = sentences
        self.found = found
        self.dubbed: dict[int, float] = {}

    def role(self, one: Found, type_: str) -> str:
        """The role of somebody; ``type_`` is that of the work."""
        if one.rule == VERSION:
            return version_role(one.role_text, self.told)
        if one.rule == VERSIONS:
            return one.role
        if one.role == "voice":
            voice = self._headed(one)
            start, end = one.quote
            if voice != "actor" and (led := led_by(self.text, one.start, one.end)):
                return led
            spoken = self.sentences[one.sentence].end if one.rule in JOINS else end
            if voice == "actor" and self.tag not in UNSPACED and VOICE.search(self.text[start:spoken]):
                voice = "voice"  # who speaks a film with actors
            if voice == "voice" and (self._is_near_dub(one) or self._is_of_dubbers(one)):
                voice = "dub_voice"
            elif voice == "dub_voice" and self._is_of_original(one):
                voice = "voice"
            chunks = self.sentences[one.sentence].chunks
            following = [*chunks[1:], chunks[-1]]
            past = next((c.start for c in chunks if c.code == "q" and c.start >= end), len(self.text))  # «who played …»
            kinds = {
                c.value
                for c, after in zip(chunks, following, strict=True)
                if c.code == "Y" and after.code not in "Xt" and c.start < past and not self._is_of_other(after)
            }
            if voice == "dub_voice" and self._is_foreigner(one):
                voice = "voice"  # who speaks in the original
            seen = (kinds - BOOKS) or {type_}
            if SEEN.search(self.text[start:end]):
                return "actor"
            played = seen <= PLAYED or (not seen.isdisjoint(PLAYED) and self._is_undrawn(self.sentences[one.sentence]))
            headed = one.rule == "credits:cast_list" and voice == "dub_voice"
            dubs = voice == "dub_voice" and self.tag in UNSPACED  # «舞台を中心に活躍する森綾が吹き替える»
            return "actor" if played and not headed and not dubs and not VOICE.search(self.text[start:end]) else voice
        if one.role == "animation_production" and (type_ or self.told) in ("live_action", "actor"):
            return "production"  # nobody animates a film with actors
        if one.role == "episode_director" and self.told == "actor":  # 演出 of a stage play
            return "director"
        dubbed = self.tag not in UNSPACED and self._may_dub(one)
        dubbed = dubbed and (self.told == "dub_voice" or self._is_near_dub(one))
        return "adr_director" if dubbed and self.speaks_of_dub else one.role

    def _is_foreigner(self, one: Found) -> bool:
        """Whether somebody has a name that nobody has who speaks a dub in Japanese, of which the text tells."""
        dotted = self.tag in UNSPACED and _DOTTED.fullmatch(self.text, one.start, one.end) is not None
        return dotted and _OTHER_VERSION.search(self.text[:LEDE]) is None

    @cached_property
    def speaks_of_dub(self) -> bool:
        """Whether the text has words for a dub anywhere: a cast without Japanese names may be the original's."""
        return dub_words(self.tag).search(fold(self.text)) is not None

    def _is_undrawn(self, sentence: Sentence) -> bool:
        """Whether a sentence says of its series or film that it has actors, and nothing of animation."""
        told = self.text[sentence.start : sentence.end].casefold()
        return self.tag not in UNSPACED and "anim" not in told

    def _is_of_other(self, title: Chunk) -> bool:
        """Whether a title behind a kind of work is another's («ドラマ「X」で知られる»)."""
        return self.tag in UNSPACED and (title.code == "Q" or (title.code == "T" and title.value != "0"))

    @cached_property
    def directs(self) -> frozenset[str]:
        """The roles whose words mean in a dub who directs it."""
        return frozenset(language(self.tag).get("grammar", {}).get("dub_directors", ("director",)))

    @cached_property
    def told(self) -> str:
        """The role that the text as a whole tells."""
        if self._is_acted():
            return "actor"
        few = FEW if dub_words(self.tag).search(fold(self.text.partition("\n")[0])) else FEW - 1
        if self.tag not in UNSPACED and len(self.names) >= few and self.foreign < JAPANESE:
            return "voice"
        foreign = self.tag not in UNSPACED and len(self.names) >= MANY and self.foreign > FOREIGN
        early = dub_words(self.tag).search(fold(self.text[:LEDE])) is not None
        return "dub_voice" if foreign or early else "voice"

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all who speak."""
        return frozenset(self.text[one.start : one.end] for one in self.found if one.role == "voice")

    @cached_property
    def foreign(self) -> float:
        """The share of them that are surely no Japanese."""
        names = self.names
        return sum(not all(map(is_romaji, name.split())) for name in names) / len(names) if names else 1

    def _headed(self, one: Found) -> str:
        """The same for a list of voices, whose heading may say which ones it holds («English cast»)."""
        if one.rule != "credits:cast_list":
            return self.told
        for sentence in reversed(self.sentences[max(0, one.sentence - MAX_LIST) : one.sentence]):
            if (
                sentence.opens
                and len(sentence.codes) <= len("oYTNX:")
                and not {"X", "Z", "z"}.isdisjoint(sentence.codes)
            ):
                heading = self.text[sentence.start : sentence.end]
                if dub_words(self.tag).search(fold(heading)):
                    return "dub_voice"
                return "voice" if self.told == "dub_voice" and _FROM_JAPAN.search(heading) else self.told
        return self.told

    def _is_near_dub(self, one: Found) -> bool:
        """Whether a line speaks of a dub before it names somebody who is no Japanese, or stands among such people."""
        if self.tag in UNSPACED or (is_person(self.text[one.start : one.end]) and self.foreign < JAPANESE):
            return False
        last = self.sentences[one.sentence].end if one.rule in JOINS else one.quote[1]
        return self._first_dub(self.text.rfind("\n", 0, one.quote[0]) + 1) <= last or self._is_under_dub(one)

    def _is_under_dub(self, one: Found) -> bool:
        """Whether somebody stands in a line of a list that a sentence about a dub leads to."""
        number = one.sentence
        while number > max(0, one.sentence - MAX_LIST) and self.sentences[number].codes[:1] in ("*", "-"):
            number -= 1
        leads = self.sentences[number]
        told = self.text[leads.start : leads.end]
        return (
            number < one.sentence and leads.codes.endswith(":") and dub_words(self.tag).search(fold(told)) is not None
        )

    def _is_of_dubbers(self, one: Found) -> bool:
        """Whether somebody is named right after those who dub, in a text of whose voices most are a dub's."""
        return any(0 < one.sentence - number <= NEXT for number in self.dubbers)

    @cached_property
    def dubbers(self) -> frozenset[int]:
        """The sentences of those who stand behind words for a dub, if they are several and most of all who speak."""
        voices = [one for one in self.found if one.role == "voice"] if self.tag not in UNSPACED else []
        dubbers = [one.sentence for one in voices if self._is_near_dub(one)]
        return frozenset(dubbers if len(dubbers) >= FEW and len(dubbers) >= MOST * len(voices) else ())

    def _is_of_original(self, one: Found) -> bool:
        """Whether a sentence speaks of the original's cast before it names somebody who is a Japanese."""
        if self.tag in UNSPACED or not is_person(self.text[one.start : one.end]):
            return False
        sentence = self.sentences[one.sentence]
        return sentence.start <= one.start and _ORIGINAL.search(self.text, sentence.start, one.start) is not None

    def _first_dub(self, start: int) -> float:
        """Where the line that begins at a code point speaks of a dub first; infinity where it doesn't."""
        if start not in self.dubbed:
            end = self.text.find("\n", start)
            line = self.text[start : end if end >= 0 else len(self.text)]
            found = dub_words(self.tag).search(fold(line))
            self.dubbed[start] = start + found.end() if found is not None else math.inf
        return self.dubbed[start]

    def _is_acted(self) -> bool:
        """Whether a text is about a film with actors: its beginning says so and tells of no animation and no voices, or
        all of it speaks of neither and says that somebody plays or stars.
        """
        lede, words = self.text[:LEDE], language(self.tag).get("grammar", {}).get("acted", ())
        if self.tag in UNSPACED:
            acted = not VOICE.search(lede) and any(word in self.text[:HEAD] for word in words)
            first = _SEEN_FIRST.search(lede) is not None and not _ANIMATED.search(self.text)
            return acted or first or (not _DRAWN.search(self.text) and any(w in self.text for w in (*words, *_PLAYERS)))
        early = {c.value for c in coded((s for s in self.sentences if s.start < LEDE), "Y")}
        head = self.text.find("\n")
        headed = [c.value for c in coded((s for s in self.sentences if s.start < head), "Y")]
        plain = "live_action" in headed and "anim" not in self.text[: max(head, 0)].casefold()
        told = "anim" not in lede.casefold() or plain or (headed and headed[-1] == "live_action")
        if "live_action" in early and not VOICE.search(lede) and told:
            return True
        kinds = {c.value for c in coded(self.sentences, "Y")}
        if "live_action" in kinds and "anim" not in lede.casefold() and not _SPOKEN.search(self.text):
            return True
        if kinds & DRAWN or VOICE.search(self.text) or "anim" in self.text.casefold():
            return False
        played = bool(words) and re.search(rf"\b(?:{'|'.join(words)})\b", self.text.casefold()) is not None
        return played or "live_action" in kinds

    def _may_dub(self, one: Found) -> bool:
        """Whether who directs has a name that is none of a Japanese, and in a text about a dub directs that."""
        name = self.text[one.start : one.end]
        return one.role in self.directs and not is_person(name) and not (" " not in name and is_romaji(name))
