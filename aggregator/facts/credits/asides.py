"""Sentences without what they say aside of a person's past or age: «X, known for Y, directs»."""

from __future__ import annotations

import re

from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.lexicon import YIELDS

_ASIDE = re.compile(
    r"^k,|k|(?<=WN)[fBJ][NSK](?=A[ofY]?R)|(?:(?<=[BwH])|(?<=RI))(?:(?:[NTQK]|SN?)'t?|[NS]t)(?=N)|(?<=z)[NT]'[NT],(?=N)"
    r"|(?:(?<=^N)|(?<=[.,&IW]N))[fB][NT](?=Zc{0,2}[NT])"
    r"|(?:(?<=^N)|(?<=[.,&]N))[fB]N(?=IV|IR|V)"
    r"|(?<=[NP])[fB][SK]P?(?=,?q?o?(?:[VCHhA]|I[VCHhAR]))"
    r"|(?<=N)I[fo]{0,2}[YT]?&(?=[MZ]R)|(?<=A[NTc]),o?[ct]{1,2}f[ocNT]P?(?=,&?NP?A)"
    r"|(?<=N)-[fB][toNTS]{1,4}-(?=o?[CVZMH])|(?<=N)-(?!R(?:f[Yo]{1,2})?-)[^.;:-]{1,16}-(?=o?I[CR]|o?[CVZMH])"
    r"|(?<=N)I[oc]{1,2}(?:f[oYT]{1,2})?,(?=Z)"
    r"|(?<=I)[fBj]Yo?f?(?=[CV])|(?<=I)BYo?f(?=R)"
    r"|(?:(?<=^N)|(?<=[.,&]N))f[ot]{1,2}(?=AR)|(?<=&h)pAR(?=AR)|(?<=[,&])[TQ]-(?=tN)"
    r"|(?<=N[VCZM])foC(?=[RYQ])"
    r"|(?:(?<=^N)|(?<=[.,&]N))f[Yo]{1,2}(?=V)"
    r"|(?<=N)fo?t[ot]{0,2}[NT](?=Ac{0,2}[NT]|Zc{0,2}[NT]|&X?t{0,2}NP?Z)"
    r"|(?<=IN)f[to]{1,2}#?(?=RP?h)"
    r"|(?<=NI)f[to]{1,2}#?(?=R[hQ])"
    r"|(?<=RI)f[to]{1,2}#?(?=BN)|(?<=t)o#(?=N[CVMZ])"
    r"|(?<=Rh)o[Jf][to]{1,2}#?(?=N[.,;&P])"
    r"|(?:(?<=N[hI])|(?<=AR[hI])|(?<=[,&]oN))(?:J|fY)[TQ]P?(?=A?R|CR|V|f?Rof?h|N[.,;&P])"
    r"|(?<=Nh)(?:J|fY)[TQ]P?(?=[CA]R)|(?<=IN)J[TQ]P?(?=CRh)"
    r"|(?<=N),f[SK]P?(?=,&?NP?,f[NSK])|(?<=R),f[NT]P?(?=,IN)|(?<=,&N),f[SK]P?(?=[.;]?$)"
    r"|(?<=[VBHwI]N),o[ofY]{0,4}(?=,N(?:,N){0,6},?&N[.;,])"
    r"|,(?:"
    r"k(?=,)"
    r"|(?<=[NP],)q?[oI]?p[fBo]{0,2}[TQN]P?(?:(?:,&?|&)[TQN]P?){1,8},(?=q?o?[ZVCMAHh]|I[CHAR])"
    r"|(?<=[NP],)q?[oI]?p[^.;:,&]{1,12}(?:(?:,&?|&)o?[TQN](?:P|oN)?){1,8}(?=[.;]?$)"
    r"|(?<=N,)q[^.;:,PRZ]{1,8}p(?=P)"
    r"|(?<=[NP],)q[oI]{0,2}[HhC]f?[Ro]{1,2}[fJ][NQ](?:[of]N)?P?,(?=o?[IVjACh])"
    r"|(?<=[NP],)R[fB][TQN]P?,(?=o?[hCHV])"
    r"|(?<=HN,)[ofJ]{0,2}R[fB][TQN](?:f[TQN])?P?,(?=R)"
    r"|(?<=[NP],)q[^.;:,]{0,4}[TQ][^.;:,]{0,3}V,(?=o?[VCMAHh])"
    r"|(?<=[NP],)p[^,.;:]{1,12},(?=I[ct]{0,2}N(?:[.,;&P]|$))"
    r"|(?:[oq]?p|q[^,.;:]{0,4}p)[^,.;:]{1,12}(?=,)"
    r"|(?<=[NP],)q[^.;:,ZVCMAHXRwzm]{1,9},(?=o?[ZVCMAHh]|I(?:[CHAR]|[ct]{0,2}N(?:[.,;&P]|$)))"
    r"|(?<=[NP],)o[^.;:,ZVCMAHXRwzmU]{0,9}I,(?=o?[ZVCMAHh]|I[CHAR])"
    r"|(?<=[NP],)[qo][^.;:,]{0,3}Z[^.;:,]{1,5}f[^.;:,]{1,6},(?=[oIU]{0,2}[vXZ])"
    r"|(?<=[NTP],)r[NT]P?,(?=o?[Iz])"
    r"|(?<=[NSK],)[Jt]{1,2}(?:fN)?,(?=&[NSK])"
    r"|(?<=[NTP],)[ho]{1,2},(?=I?z)"
    r"|(?<=[NP],)o?f?#o?(?:fo)?,(?=A|q?o?[ZVCMHh])"
    r"|(?<=N,)[to],(?=[ZM]R)"
    r"|(?<=[NP],)o?t{1,3}X?(?:&[tX]{1,2})?,(?=o?[ZVCMAHh])"
    r"|(?<=^N,)[to](?:f[to]){0,2},(?=[VCZ])"
    r"|(?<=[NP],)[NT]'X,(?=o?Z)"
    r"|(?<=[NP],)Z[co]{0,2}[NT](?:f[oYTNQ]{1,2}){0,3},(?=o?I?[MVC]|o?I?Z[ct]{0,2}[NT])"
    r"|(?<=[NP],)[oftc]{0,2}[QT][oXRfc]{1,4},(?=I[RCA])"
    r"|(?<=[NP],)q[^.;:,ZVCMHXRwzm]{1,12}p,(?=A)"
    r"|(?<=,N,)[oct]{1,2}f[oct]{1,2}(?=,&?N)"
    r"|(?<=[NP],)o[of]{0,2}[NT],(?=q?o?Z)"
    r"|(?<=[NP],)tf[NT](?:f[NTQ])?P?,(?=q?o?[ZVCMAHh])"
    r"|(?<=N,)P,(?=q?o?[IVCMAHhZ])"
    r"|(?<=[NP],)[fB][NTQ](?:[:o#-]{1,2}[NTQ#])?,(?=q?o?[ZM])"
    r"|(?<=[NP],)[ot][oft]{1,4}[NTQ]P?(?:(?:,&?|&)[fo]{0,2}[NTQ]P?){0,3},(?=q?o?[ZVCMHh])"
    r"|(?<=[NP],)[fB][NTQ],(?=Cc{0,2}N(?:[.,;&]|$))"
    r"|(?<=R,)o[NT]?,(?=I?[HBzm])"
    r"|(?<=oN,)[ot](?:f[NTSKQoY]){1,2}P?,(?=AR)"
    r"|(?:(?<=Rf[YT],)|(?<=RfTP,)|(?<=Rf[YT]P,))o[ofN,]{0,6},(?=INP?[.,;])"
    r"|(?<=[NP],)o,(?=Ic{0,2}[NT]|[ZVC])"
    r"|(?<=N,)P,o?f?#o?(?:fo)?,(?=A)"
    r"|(?<=[NP],)f[oC]{0,2},(?=q?[VCZMHh])"
    r"|(?<=[NP],)[NT](?:'N)?f[NTQY]{1,2},(?=I|[ofI]{0,2}[vXZ])"
    r"|(?<=[NP],)C[otYTNfQP]{1,5},(?=o?[hVZ])"
    r"|(?<=[NP],)[oq]?R[^.;:,ZCAX]{0,6}[hVM],(?=o?X)"
    r"|(?<=[NP],)o?t[NQT]o?P?,(?=o?[ZhVMCX])"
    r"|(?<=[NP],)o?(?:[fh]o?[NTQSYKo]P?){1,3}(?:&f?[NTQ]P?)?,(?=o?[hVC]R?|I[ofAC]{0,4}X)"
    r"|(?<=[NP],)ofR,(?=o?[hVC])"
    r"|(?<=[NP],)q[oI]{1,2}C[NTQ]P?(?:(?:,&?|&)[NTQ]P?)?,(?=o?[hVC]R?)"
    r"|o[oNKS]{0,2}U,(?=W|o?[NARfJhVZ])"
    r")"
)
"""What stands between commas about a person's past: «X, known for Y, directs»."""
_JOINED = re.compile(r"[NSKP],(?=[VCZAhHM])")


def without_asides(sentence: Sentence) -> Sentence:
    """The sentence without what stands between commas about a person's past: «X, known for Y, directs». One that is
    nothing else stays whole («In the English dub»): no sentence is empty.
    """
    spans = [match.span() for match in _ASIDE.finditer(sentence.codes) if not _follows(sentence, *match.span())]
    if not spans:
        return sentence
    kept = [c for i, c in enumerate(sentence.chunks) if not any(first <= i < last for first, last in spans)]
    if not kept:
        return sentence
    bare = Sentence(kept, sentence.line, sentence.opens, sentence.closes)
    joined = _JOINED.search(bare.codes)
    if joined:
        del kept[joined.start() + 1]
        bare = Sentence(kept, sentence.line, sentence.opens, sentence.closes)
    return bare


def _follows(sentence: Sentence, first: int, last: int) -> bool:
    """Whether such words tell who takes the place of somebody whom they don't stand behind («however, X does»)."""
    named = sentence.codes[first - 1 : first] in ("N", "P")
    return not named and any(c.code == "p" and c.value == YIELDS for c in sentence.chunks[first:last])
