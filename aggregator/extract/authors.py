"""Who wrote an article: people, as the page declares them or as its byline says."""

from __future__ import annotations

from aggregator.base.text import comparable
from aggregator.extract.bylines import marked_names, spoken_names
from aggregator.extract.jsonld import types_of
from aggregator.extract.people import distinct, has_no_case, is_name, is_team, read_names
from aggregator.extract.sources import Sources, values

_DECLARED = ("ld:author", "meta:author")


def find_authors(sources: Sources, rules: tuple[str, ...], title: str) -> tuple[tuple[str, ...], str] | None:
    """The authors and the rule that found them: the first rule that names anyone but the site itself. A site that
    bears its author's name is that author's, if nobody else is named.
    """
    organisations = _organisations(sources)
    site = {comparable(n) for n in (*sources.site_names, *sources.publishers)}
    last: tuple[tuple[str, ...], str] | None = None
    for rule in rules:
        names = [n for n in distinct(_read(rule, sources)) if comparable(n) not in organisations | {comparable(title)}]
        others = tuple(n for n in names if comparable(n) not in site)
        if others:
            return _completed(others, rule, sources)
        own = tuple(n for n in names if is_name(n, handles=rule in _DECLARED) and not is_team(n) and not has_no_case(n))
        if last is None and own:
            last = own, rule
    return last


def _completed(names: tuple[str, ...], rule: str, sources: Sources) -> tuple[tuple[str, ...], str]:
    """All names of the byline, where the page declares only some of them."""
    if rule in _DECLARED:
        known = {comparable(n) for n in names}
        spoken = distinct(spoken_names(sources.blocks, sources.lines))
        if len(spoken) > len(known) and known <= {comparable(n) for n in spoken}:
            return spoken, "byline"
    return names, rule


def _organisations(sources: Sources) -> set[str]:
    """The names that JSON-LD gives to organisations and to no person, to be compared."""
    data = sources.data
    people = {
        comparable(name)
        for author in data.resolve(data.article.get("author"))
        if isinstance(author, dict) and "Organization" not in types_of(author)
        for name in data.texts("name", node=author)
        if is_name(name)
    }
    others = {comparable(n) for n in sources.publishers}
    for node in data.nodes[:300]:
        kinds = types_of(node)
        if "Person" in kinds:
            people |= {comparable(n) for n in data.texts("name", node=node)}
        elif any(k.endswith(("Organization", "Corporation", "Business", "Brand")) for k in kinds):
            others |= {comparable(n) for n in data.texts("name", node=node)}
    return others - people


def _read(rule: str, sources: Sources) -> list[str]:
    if rule == "ld:author":
        return _linked(sources)
    if rule == "css:author":
        return marked_names(sources.blocks, sources.lines)
    if rule == "byline":
        return spoken_names(sources.blocks, sources.lines)
    return [name for text in values(rule, sources)[:20] for name in read_names(text)]


def _linked(sources: Sources) -> list[str]:
    """The authors that JSON-LD names."""
    names: list[str] = []
    for author in sources.data.resolve(sources.data.article.get("author") or sources.data.article.get("creator")):
        if isinstance(author, dict):
            for text in sources.data.texts("name", node=author):
                names += read_names(text)
        elif isinstance(author, str):
            names += read_names(author)
    return names
