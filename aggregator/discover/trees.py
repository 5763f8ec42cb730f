"""XML that comes from outside, parsed as far as it can be and never further than is safe.

Sound documents go through libxml2's strict parser, others after :mod:`aggregator.discover.mend`. What is still
ill-formed is cut at its records (``<item>``, ``<entry>``, ``<url>``): each is parsed for itself, so that one broken
record harms no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice
from typing import TypeVar

from lxml import etree

from aggregator.base.errors import BadInputError
from aggregator.discover.mend import START, from_root, has_end, mended, versions, without_surrogates, without_text_tags

_T = TypeVar("_T")
Element = etree._Element  # noqa: SLF001 -- lxml's only name for the type

MAX_ELEMENTS = 800_000
"""Elements of a document that is parsed as a whole: what bounds the memory of its tree to about 230 MB."""
MAX_RECORDS = 50_000
"""Records of a document that are looked at."""
MAX_PIECES = 20_000
"""Records of an ill-formed document that are parsed one by one."""
_NAMESPACE_ERRORS = range(200, 206)


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document: its root, the records in document order, whether its end is there, how many are left out."""

    root: Element
    records: tuple[Element, ...]
    whole: bool
    left_out: int = 0


def parse_records(document: bytes, roots: frozenset[str], records: frozenset[str]) -> Tree:
    """The records of a document that passed the gate (UTF-8).

    ``roots`` and ``records`` are local names in lower case. Raises :class:`BadInputError` with ``not_a_feed`` (another
    root), ``too_deep``, ``too_large`` or ``ill_formed``.
    """
    if document.count(b"</") + document.count(b"/>") > MAX_ELEMENTS:
        raise BadInputError("too_large", f"a document of more than {MAX_ELEMENTS:,} elements is not read")
    for source, whole in versions(document, roots, records):
        root = _strict(source)
        if root is not None:
            _check_root(root, roots)
            found = _records(root, records)
            taken = tuple(islice(found, MAX_RECORDS))
            return Tree(root, taken, whole=whole, left_out=sum(1 for _ in found) + (not whole))
    return _in_pieces(document, roots, records)


def stream_records(
    document: bytes, roots: frozenset[str], records: frozenset[str], read: Callable[[Element], _T]
) -> tuple[list[_T], bool]:
    """What ``read`` gives for each record of a document that may be too large for a tree, and whether its end is there.

    Each record is forgotten after it was read. Raises :class:`BadInputError` like :func:`parse_records`.
    """
    for source, whole in versions(document, roots, records):
        try:
            return list(_streamed(source, roots, records, read)), whole
        except etree.XMLSyntaxError as error:
            _refuse_excess(error.msg or "")
    tree = _in_pieces(document, roots, records)
    return [read(element) for element in tree.records], tree.whole


def local_name(element: Element) -> str:
    """The element's name without namespace or prefix, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _streamed(
    source: bytes, roots: frozenset[str], records: frozenset[str], read: Callable[[Element], _T]
) -> Iterator[_T]:
    events = etree.iterparse(
        BytesIO(source),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    depth = 0
    for event, element in events:
        depth += 1 if event == "start" else -1
        if event == "start" and depth == 1:
            _check_root(element, roots)
        elif event == "end" and local_name(element) in records:
            yield read(element)
            element.clear()
            _forget_before(element)


def _forget_before(element: Element) -> None:
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


def _check_root(root: Element, roots: frozenset[str]) -> None:
    if local_name(root) not in roots:
        raise BadInputError("not_a_feed", f"the document is a <{local_name(root)[:40]}>, no feed or sitemap")


def _records(root: Element, records: frozenset[str]) -> Iterator[Element]:
    """The records in document order; whatever their case and prefix where none has its usual name."""
    usual = root.iter(*(f"{{*}}{name}" for name in records))
    first = next(usual, None)
    if first is None:
        return (e for e in root.iter(etree.Element) if local_name(e) in records)
    return chain((first,), usual)


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        encoding="utf-8",
    )


def _strict(document: bytes) -> Element | None:
    """The root of a well-formed document; prefixes without a namespace are let through. None where it is ill-formed."""
    try:
        return etree.fromstring(document, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        _refuse_excess(error.msg or "")
        if error.code not in _NAMESPACE_ERRORS:
            return None
    parser = _parser(recover=True)
    root = etree.fromstring(document, parser)
    return root if all(entry.type in _NAMESPACE_ERRORS for entry in parser.error_log) else None


def _recovered(text: str) -> Element:
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(without_surrogates(text).encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise BadInputError("ill_formed", f"the document is ill-formed: {(error.msg or '')[:120]}") from error
    for entry in parser.error_log:
        _refuse_excess(entry.message)
    return root


def _refuse_excess(message: str) -> None:
    if "xcessive depth" in message:
        raise BadInputError("too_deep", "the document is nested more than 256 deep")
    if "huge" in message.lower() or "too long" in message.lower():
        raise BadInputError("too_large", "a part of the document is larger than 10 MB")


def _in_pieces(document: bytes, roots: frozenset[str], records: frozenset[str]) -> Tree:
    """Each record parsed for itself within a copy of the root's start tag, which declares the namespaces.

    A last record without its end is left out: where the document was cut, an address or a title may be cut too.
    """
    text = mended(from_root(document.decode("utf-8"), roots))
    start = START.match(text)
    if start is None:
        raise BadInputError("ill_formed", "the document's first tag is broken")
    names = "|".join(sorted(records))
    cuts = [m.start() for m in re.finditer(rf"<(?:[\w.-]+:)?(?:{names})(?=[\s>])", text, re.IGNORECASE)]
    ends = re.compile(rf"</(?:[\w.-]+:)?(?:{names})\s*>", re.IGNORECASE)
    found: list[Element] = []
    for at, after in zip(cuts[:MAX_PIECES], (*cuts[1:], len(text)), strict=False):
        end = ends.search(text, at, after)
        if end is None and after == len(text):
            break
        try:
            found += _piece(f"{start[0]}{text[at : end.end() if end else after]}</{start['name']}>", records)
        except BadInputError:
            continue
    head = _recovered(text[: cuts[0]] if cuts else text)
    return Tree(head, tuple(found), whole=has_end(text), left_out=len(cuts) - len(found))


def _piece(text: str, records: frozenset[str]) -> list[Element]:
    root = _strict(text.encode("utf-8"))
    if root is None:
        root = _recovered(without_text_tags(text))
    return list(islice(_records(root, records), 1))
