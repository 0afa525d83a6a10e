"""Finds place names and decides which place each one means.

`analyse.toponyms.collect` finds spans that can be place names, `link` tells what contains what, `resolve`
chooses one meaning for each, `find_places` builds the records. The choice uses containment in the text
("Tripoli, Lebanon"), then the countries that the document speaks of, then fame, after Leidner, Toponym
Resolution in Text (2007).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.place_spans import Match
from dragoman.analyse.toponyms import WIDE, collect
from dragoman.knowledge.gazetteer import Entry, PlaceIndex, build_place_index, distance
from dragoman.records import Place

__all__ = ["PlaceIndex", "build_place_index", "find_places", "resolve"]


# Kinds of places of which many towns have one of the same name.
# Added to a meaning in a country that the document tells of, where it never tells of that of the best known one.
ALONE = 1.2
SITES = ("square", "building", "airport", "base", "bridge", "landmark", "camp", "port")


def find_places(analysis: Analysis, index: PlaceIndex) -> tuple[Place, ...]:
    """Return the places that a document names, in text order.

    Arguments: analysis; index, from `build_place_index`. A nationality ("Russian") is no place, nor is a
    place name inside the name of a person or body. Country and coordinates are None where they are not known.
    """
    matches = link(collect(analysis, index), analysis.document.text, index)
    chosen = resolve(matches, analysis, index)
    return tuple(
        _place(match, entry, _container(i, matches, chosen) if entry is None else None, analysis)
        for i, (match, entry) in enumerate(zip(matches, chosen))
    )


def _container(i: int, matches: list[Match], chosen: list[Entry | None]) -> Entry | None:
    """Return the nearest known place that contains a match."""
    seen = {i}
    outer = matches[i].within
    while outer is not None and outer not in seen:
        if chosen[outer] is not None:
            return chosen[outer]
        seen.add(outer)
        outer = matches[outer].within
    return None


def link(matches: list[Match], text: str, index: PlaceIndex) -> list[Match]:
    """Return the matches with `within` set where a neighbour contains them."""
    linked = []
    for i, match in enumerate(matches):
        following = matches[i + 1] if i + 1 < len(matches) else None
        further = matches[i + 2] if i + 2 < len(matches) else None
        if following and _contains(text[match.end : following.start], match, following, index):
            if further and _same_rank(match, following, further, text):
                linked.append(match)
                continue
            match = replace(match, within=i + 1)
        elif i and _is_site(match) and text[matches[i - 1].end : match.start].strip() in ("'s", "’s"):
            match = replace(match, within=i - 1)
        linked.append(match)
    return linked


def _is_site(match: Match) -> bool:
    """Tell whether a match is a spot that a town or country can own: "Kyiv's Independence Square"."""
    return not match.entries or bool(match.feature) or match.entries[0].feature in SITES


def _same_rank(one: Match, two: Match, three: Match, text: str) -> bool:
    """Tell whether three matches are a list ("Peru, Chile and Cuba", but not "Oslo, Norway and Sweden")."""
    between = text[two.end : three.start].strip()
    if text[one.end : two.start].strip() != "," or between not in (",", "and", ", and", "or"):
        return False
    if not (one.entries and two.entries and three.entries):
        return False
    if not any(entry.feature in WIDE for entry in three.entries) or one.entries[0].feature == "city":
        return False
    return not {entry.country for entry in two.entries} & {entry.country for entry in three.entries}


def _contains(between: str, inner: Match, outer: Match, index: PlaceIndex) -> bool:
    """Tell whether the words between two matches say that the second contains the first."""
    if len(between) > 30 or "\n" in between:
        return False
    words = between.lower().split()
    if not words:
        return True
    wide = not outer.entries or not inner.entries or any(entry.feature in WIDE for entry in outer.entries)
    if words[-1] in (",", "("):
        return wide and len(words) == 1
    return len(words) < 6 and words[-1] in ("in", "of") and (len(words) < 3 or words[-2] in index.features)


def resolve(matches: list[Match], analysis: Analysis, index: PlaceIndex) -> list[Entry | None]:
    """Return the meaning of each match, None for a place that no table has.

    A meaning is judged by its fame, by how often the document speaks of its country, and by what contains it.
    """
    hints = _hints(matches, analysis, index)
    local = Counter(
        match.entries[0].country
        for match in matches
        if match.entries and match.entries[0].feature != "country" and len({e.country for e in match.entries}) == 1
    )
    sure = _sure(matches, analysis, index)
    chosen: list[Entry | None] = [None] * len(matches)
    # What contains mostly comes after what it contains, so the last match is settled first ("Kyiv's square" later).
    owned = [i for i, match in enumerate(matches) if match.within is not None and match.within < i]
    for i in (*(j for j in range(len(matches) - 1, -1, -1) if j not in owned), *owned):
        match = matches[i]
        container = chosen[match.within] if match.within is not None else None
        contains = any(other.within == i for other in matches[max(0, i - 3) : i])
        if match.entries:
            own = {entry.country for entry in match.entries}
            best = max(
                match.entries,
                key=lambda entry: (
                    _judge(entry, container, contains, hints, local, own)
                    + (ALONE if sure[entry.country] >= 3 and not sure[match.entries[0].country] else 0.0)
                ),
            )
            chosen[i] = None if container is not None and _elsewhere(best, container) else best
    return chosen


def _elsewhere(entry: Entry, container: Entry) -> bool:
    """Tell whether the best known place of a name cannot be the one that the text puts into a container."""
    if entry.feature in SITES:
        return bool(container.country) and entry.country != container.country
    if entry.feature != "city" or entry.weight > 5.5 or container.feature not in WIDE:
        return False
    if container.country and entry.country != container.country:
        return True
    return container.feature in ("state", "province") and distance(entry, container) > 900


def _judge(
    entry: Entry,
    container: Entry | None,
    contains: bool,
    hints: Counter[str | None],
    local: Counter[str | None],
    own: set[str | None],
) -> float:
    score = entry.weight
    if container is not None and not (container.feature == "country" and entry.feature == "country"):
        if container.country and entry.country == container.country:
            score += 4.0
            if container.feature != "country":
                score += 3.0 if distance(entry, container) < 450 else -1.0
        elif container.country is None and distance(entry, container) < 1500:
            score += 2.0
    if contains and entry.feature in WIDE:
        score += 2.0
    if len(own) > 1 and entry.country:
        told = (
            hints[entry.country] if entry.feature == "country" else max(local[entry.country], hints[entry.country] / 2)
        )
        score += min(1.6, 0.55 * told)
    return score


def _sure(matches: list[Match], analysis: Analysis, index: PlaceIndex) -> Counter[str | None]:
    """Count the countries that names with one meaning and nationality words tell of."""
    told = Counter(m.entries[0].country for m in matches if m.entries and len({e.country for e in m.entries}) == 1)
    told.update(
        index.people[token.text]
        for sentence in analysis.sentences
        for token in sentence.tokens
        if token.text in index.people
    )
    return told


def _hints(matches: list[Match], analysis: Analysis, index: PlaceIndex) -> Counter[str | None]:
    """Count the countries that the document speaks of, by unambiguous places and nationality words."""
    hints: Counter[str | None] = Counter()
    for match in matches:
        countries = {entry.country for entry in match.entries}
        if len(countries) == 1:
            hints[countries.pop()] += 1
        elif match.entries and match.entries[0].weight - match.entries[1].weight > 1.5:
            hints[match.entries[0].country] += 1
    for sentence in analysis.sentences:
        for token in sentence.tokens:
            if token.text in index.people:
                hints[index.people[token.text]] += 1
    return hints


def _place(match: Match, entry: Entry | None, container: Entry | None, analysis: Analysis) -> Place:
    """Return the record of a match: as the table has it, or by its own name where only its container is known."""
    text = analysis.document.text[match.start : match.end]
    known = entry or container
    if entry is None or match.feature:
        name, feature, rule = match.name, match.feature or _kind(match), "places.pattern"
    else:
        name, feature, rule = entry.name, entry.feature, "places.table"
    # The middle of a whole country tells nothing about a spot in it.
    near = known is not None and (entry is not None or known.feature != "country")
    return Place(
        text=text, start=match.start, end=match.end, name=name, country=known.country if known else None,
        feature=feature, lat=known.lat if known and near else None, lon=known.lon if known and near else None,
        found_by=rule,
    )  # fmt: skip


def _kind(match: Match) -> str:
    """Return the kind of place that a name has elsewhere, where all its meanings are of one kind."""
    kinds = {entry.feature for entry in match.entries}
    return kinds.pop() if len(kinds) == 1 else "place"
