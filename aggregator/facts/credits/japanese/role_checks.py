"""Whether a role and a name of a sentence without spaces belong together: what its words and those around say.

What it holds true: a role that ends a longer word is none, nor is «発売» where something is sold; a quotation sings,
unless a song is used. Known exceptions: what is not told by words right beside.
"""

from __future__ import annotations

import re

from aggregator.facts.credits.found import COMPANY_ROLES, Found
from aggregator.facts.credits.japanese.names import WHOLE, elsewhere
from aggregator.facts.credits.japanese.originals import is_turned
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.sentences.small_words import THEMES

LISTED = frozenset(("role_colon", "role_dot"))
"""Rules of lists."""
ONLY = {
    "titled_work": frozenset({"director", "chief_director", "producer"}),
    "illustrated": frozenset({"original_illustration"}),
    "both": frozenset({"director"}),
    "newest": frozenset({"director", "chief_director"}),
}
"""Roles that a pattern is for where it isn't for all."""
_OLDER_ROLES = frozenset(("role_done", "role_dot", "role_colon", "role_of_name"))
_BOTH = ("両", "ダブル", "W", "Ｗ")
"""How a role begins that two have («森健二と森綾のダブル監督»)."""
_AND_ROLE, _ROLE_AND = re.compile(r"(?:,t?|t)RnN|[wg],?Q{1,3}t"), re.compile(r"(?:RnNP?h?|NP?h?R)(?:,t?|t)$")
"""Another person and role beside one («監督の森健二と脚本の森綾が»), or what one says («監督の森健二は「…」と語る»)."""
_WHOLE_NAME = re.compile(r"(?=.{3})(?:[\u3400-\u9fff々ヶノ]{2}|[\u30a1-\u30fc]|[ぁ-ゖー]{3,5}[\u3400-\u9fff])")
_TOPIC_BEFORE = re.compile(r"R[wiogA],?[QT]{1,3}b?Y?[nd]m?$")
"""A role whose holder is named behind what he did elsewhere («脚本は「X」の監督を務めた森健二»)."""
_WORKS_ON = ("あた", "当た", "携わ")
"""How verbs begin that say that a studio does what it is told to do."""
_CONJUNCTIVE = re.compile(r"[けめいしきりえび]$")
STRANGERS = frozenset(("credits:titled_work", "credits:both"))
"""Rules of directors by their title alone."""
_BESIDE = frozenset(("does", "role_subject", "role_of_both", "role_by_work", "maker_alone", "role_marked", "makes"))
_WHOSE = re.compile("Nn(?:Np?|p)?$")
"""Whose song a quotation is, right before it («森綾の新曲「月」»)."""
_SINGS = re.compile(r"任[させ]|担当|歌|務め|手[がか]け|受け持|引き受|託[さし]")
"""A verb of who sings, not of the song."""
_SONG_RULES = ("role_song", "unit", "song", "role_sings", "named_song", "as_song")


def without_strangers(text: str, sentences: list[Sentence], found: list[Found]) -> list[Found]:
    """Credits without directors who only stand in the talk of the work's own («…監督に憧れて», «…両監督の作品にも»):
    the work they would be of has one, and their sentence names none.
    """
    directors = [one for one in found if one.role == "director"]
    if len({text[one.start : one.end] for one in directors}) < len("AB"):
        return found
    work, works = "", []
    for sentence in sentences:
        titles = [c for c in sentence.chunks if c.code == "T"]
        work = text[titles[-1].start : titles[-1].end] if titles else work
        works.append(work)
    first: dict[str, Found] = {}
    for one in directors:
        first.setdefault(works[one.sentence], one)

    def is_stranger(one: Found) -> bool:
        own = first.get(works[one.sentence])
        if own is None or one.rule not in STRANGERS or one.role != "director" or own.sentence >= one.sentence:
            return False
        same = text[own.start : own.end].startswith(text[one.start : one.end])
        return not same and "T" not in sentences[one.sentence].codes

    return [one for one in found if not is_stranger(one)]


class RoleChecks:
    """Decides on the matches of a text's patterns of roles."""

    def __init__(self, text: str) -> None:
        self.text = text

    def allows(self, rule: str, match: re.Match[str], sentence: Sentence, role: str) -> bool:
        """Whether what surrounds a match lets it stand."""
        chunks, codes = sentence.chunks, sentence.codes
        if self._is_part_of_word(rule, match, sentence, role) or self._is_sale(rule, match, sentence, role):
            return False
        if rule.startswith(_SONG_RULES):
            return role.endswith(THEMES) and self._is_sung(rule, match, sentence)
        if rule in ("role_topic", "role_each"):
            return not is_turned(match, codes, role) and (rule == "role_each" or self._is_topic(match, sentence, role))
        if rule == "role_last":
            return bool(self.last(match, sentence))
        if rule == "role_line":
            return sentence.opens and sentence.closes and "가" <= self.text[chunks[match.start("names")].start] <= "힣"
        if rule == "newest" and not self.text.endswith("作", 0, chunks[match.end() - 1].end):
            return False
        if rule in ONLY:
            return role in ONLY[rule] and (
                rule != "both" or self.text.startswith(_BOTH, chunks[match.start("roles")].start)
            )
        if rule in _BESIDE:
            return self._is_beside(rule, match, sentence, role)
        if rule in _OLDER_ROLES and elsewhere(chunks, codes, match.start()) and self._is_older(match, codes):
            return False
        if rule == "role_of_name" and elsewhere(chunks, codes, match.start(), part=True):
            return False
        return rule != "role_done" or self._is_done(match, sentence)

    def _is_done(self, match: re.Match[str], sentence: Sentence) -> bool:
        """Whether a name behind «who directs is» is who does it, and not what is told before a name."""
        if sentence.codes[match.end("roles")] == "m" and "R" in sentence.codes[match.end() :]:
            return False  # «監督も務めた森綾が脚本を書いている»
        if match["topic"]:  # «監督を務めるのは、数々の賞に輝いた…»
            return "w" not in match["topic"] or sentence.codes[match.end() : match.end() + 1] not in tuple("ndiow")
        verb = sentence.chunks[match.start("verb")]
        return not _CONJUNCTIVE.search(self.text[verb.start : verb.end])

    def last(self, match: re.Match[str], sentence: Sentence) -> list[int]:
        """Who ends a sentence that began with what he does, whatever is told between («監督を務めるのは、…の
        森健二»), and who stands before him («…の森綾と、»).
        """
        chunks, codes = sentence.chunks, sentence.codes
        first, end = match.span("names")
        named = [
            i
            for i in range(first, end)
            if codes[i] == "N" and WHOLE.fullmatch(self.text, chunks[i].start, chunks[i].end)
        ]
        return [i for i in named if re.match(r"P?h?(?:t,|b?=?[.]*$)", codes[i + 1 :])]

    def _is_beside(self, rule: str, match: re.Match[str], sentence: Sentence, role: str) -> bool:
        """Whether the words right beside a match are those of its rule."""
        chunks, codes, end = sentence.chunks, sentence.codes, match.end()
        if rule == "does":
            given = codes[end - 2] == "i" and not self.text.startswith(_WORKS_ON, chunks[end - 1].start)
            return not given or role != "animation_production"
        if rule == "role_subject":
            return match.start() == 0 or codes[match.start() - 1] not in "NPlh"
        if rule == "role_of_both":
            beside = _AND_ROLE.match(codes, end) or _ROLE_AND.search(codes, 0, match.start())
            name = chunks[match.start("names")]
            return beside is not None and _WHOLE_NAME.match(self.text, name.start, name.end) is not None
        if rule in ("role_by_work", "maker_alone"):
            return rule == "role_by_work" or role == "animation_production"
        if rule == "role_marked":
            return self.text[sentence.start] in "〈<＜《[［■●◆・" and not role.endswith(THEMES)
        following = self.text[chunks[end].start : chunks[end].end] if end < len(chunks) else ""
        if not codes[end:].strip(".") and self._is_alone(match, sentence):
            return True
        return role in COMPANY_ROLES or following.startswith(("し", "する", "さ", "하", "한", "했"))

    def _is_alone(self, match: re.Match[str], sentence: Sentence) -> bool:
        """Whether a sentence tells nothing but who does what («森綾が編集。»), or does so behind another's task."""
        name, before = sentence.chunks[match.start("names")], sentence.codes[: match.start()]
        whole = WHOLE.fullmatch(self.text, name.start, name.end) is not None
        return whole and (not before or (before.endswith(",") and "gR," in before))

    def _is_part_of_word(self, rule: str, match: re.Match[str], sentence: Sentence, role: str) -> bool:
        """Whether a role is the end of a longer word («原型制作は»), or stands behind its own name («N原作・N作画»)."""
        chunks, codes, begin = sentence.chunks, sentence.codes, match.start("roles")
        if not begin or codes[begin - 1] != "N" or chunks[begin - 1].end != chunks[begin].start:
            return False
        if rule == "role_topic":
            return role in COMPANY_ROLES
        return rule in LISTED and codes[begin + 1] == "/" and codes[match.end() : match.end() + 1] == "R"

    @staticmethod
    def _is_older(match: re.Match[str], codes: str) -> bool:
        """Whether a role is what somebody did in the title before it: another role stands behind, or before."""
        end = match.end()
        behind = "R" in codes[end:] and re.match(r"P?h?[gwto]|h?,", codes[end:])
        return bool(behind or _TOPIC_BEFORE.search(codes, 0, match.start()))

    def _is_sung(self, rule: str, match: re.Match[str], sentence: Sentence) -> bool:
        """Whether a theme is told with who sings it, and a quotation is no song («エンディングを任された「KUMO」»)."""
        chunks = sentence.chunks
        if rule == "song_written":
            return "書き" in self.text[chunks[match.start()].end : chunks[match.start("song")].start]
        if rule == "unit_taken":
            return _SINGS.match(self.text, chunks[match.start("verb")].start) is not None
        if rule == "unit_given":
            return _SINGS.search(self.text, chunks[match.end() - 1].end, sentence.end) is not None
        return not (rule == "role_song_by" and self._is_song(match, sentence))

    def _is_song(self, match: re.Match[str], sentence: Sentence) -> bool:
        """Whether a quotation is a song that is used, and who sings it stands before («森綾の「月」が起用された»)."""
        chunks, end = sentence.chunks, match.end()
        used = self.text.startswith(("起用", "決定", "決ま"), chunks[end - 1].start)
        return used and _WHOSE.search(sentence.codes, 0, match.start("names")) is not None

    def _is_sale(self, rule: str, match: re.Match[str], sentence: Sentence, role: str) -> bool:
        """Whether what is sold is told, not who sells it («発売を待たず», «フィギュアが発売決定»)."""
        codes, end = sentence.codes, match.end("roles")
        if role != "distributor" or codes[match.start("names")] in "SK":
            return False
        if rule in ("role_topic", "role_each"):
            return codes[end] == "o"
        return (
            rule in ("does", "makes")
            and codes[end : end + 1] != "o"
            and not self.text.startswith(("する", "し"), sentence.chunks[match.end("roles") - 1].end)
        )

    def _is_topic(self, match: re.Match[str], sentence: Sentence, role: str) -> bool:
        """Whether a role and the name behind its particle belong together («監督はN», not «監督を直接N»)."""
        chunks, codes, end = sentence.chunks, sentence.codes, match.end()
        source = codes[match.end("roles")] == "Y"  # «原作小説は森健二が執筆»
        if source and (role != "original_creator" or re.match(r"h?gC", codes[end:]) is None):
            return False
        particle, following = codes[match.end("roles") + source], codes[end : end + 1]
        if role.endswith(THEMES) and following == "n" and codes[end - 1] not in "Ph":
            return False
        if particle == "A" and following != "g" and codes[end - 1] not in "hP":
            return False
        if particle == "o" and following in ("w", "n", "o"):
            return False
        if particle == "w" and following in ("o", "i") and codes[end + 1 : end + 2] not in ("C", "e", "="):
            return False  # «監督は、作品の質を保つため», «制作は順調に進み»
        if particle not in "oim":
            return True
        name = match.start("names")
        short = codes[name] == "N" and chunks[name].end - chunks[name].start < 3 and codes[name + 1 : name + 2] != "h"
        parted = codes[match.end("roles") + 1] == "," and re.match(r"P?h?gC", codes[end:]) is None
        return not parted and not short
