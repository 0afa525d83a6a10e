"""Gives each event draft its place: from its own clause first, then from the story, then from the dateline.

What the clause does not name itself ("in the country", the dateline) is flagged `place-inferred`. The country of
an actor is never taken for the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.drafts import Draft
from dragoman.analyse.governors import nearest, nearness, phrase_top, token_at
from dragoman.knowledge.gazetteer import Entry, PlaceIndex
from dragoman.records import Place

INFERRED = "place-inferred"
# Types of event that have two ends ("to Quito"), and those that strike or take the place itself ("shelled Taiz").
MOVING = ("CONSULT", "AID", "MOBILIZE", "RETREAT", "ASSAULT")
STRIKING = ("ASSAULT", "MOBILIZE", "RETREAT", "COERCE")
WIDE = ("country", "continent", "region", "sea")
MIDDLE = ("state", "province", "region", "island", "county", "district", "river", "gulf", "sea", "desert", "mountains")
LOCAL = ("JUD", "COP")
ANTECEDENT = 8  # words between a place and the clause that tells what happens there
CLIMB = 7  # steps from a place name to its preposition: "in the north-western province of Hajjah"
STORY = 2  # paragraphs that a story holds without naming its place again

Choices = Sequence[tuple[int, Place]]


def place_events(
    analysis: Analysis, drafts: Sequence[Draft], places: Sequence[Place], index: PlaceIndex
) -> tuple[Draft, ...]:
    """Return the drafts with places.

    In this order: a locative phrase of the own clause or sentence, the place that is visited, struck or hosts, the
    place that "there" or "in the country" stands for, the dateline where a participant is at home there.
    Arguments: places, from `find_places`; index, the index that found them.
    """
    by_sentence: dict[int, list[tuple[int, Place]]] = {}
    dateline: Place | None = None
    for place in places:
        sentence = analysis.sentence_at(place.start)
        if sentence is None:
            if dateline is None and any(d.start <= place.start < d.end for d in analysis.datelines):
                dateline = place
            continue
        first, last = token_at(sentence, place.start), token_at(sentence, place.end - 1)
        if first is not None and last is not None:
            by_sentence.setdefault(sentence.index, []).append((phrase_top(sentence, first, last), place))
    done = []
    for draft in drafts:
        here = by_sentence.get(draft.sentence.index, [])
        choices = [(top, place) for top, place in here if _says_where(draft, top, place, index)]
        place = _named(draft, here, choices, index)
        if place is None:
            place = _pointed_at(analysis, draft, places, index)
            if place is None and dateline is not None and not choices:
                place = _dateline(draft, dateline)
            if place is not None:
                draft = replace(draft, flags=(*draft.flags, INFERRED))
        done.append(replace(draft, place=place))
    return tuple(done)


def _named(draft: Draft, here: Choices, choices: Choices, index: PlaceIndex) -> Place | None:
    """Return the place that the sentence itself names for an event."""
    found = nearest(draft.sentence, draft.match.head, choices)
    return (
        _visited(draft, here)
        or (_finest(draft, found[0], here, choices) if found else None)
        or _antecedent_place(draft, here)
        or _host_town(draft, here, index)
        or _seat(draft, here)
    )


def _dateline(draft: Draft, dateline: Place) -> Place | None:
    """Return the place of the dateline where one who takes part is at home in its country."""
    if draft.status not in ("actual", "planned"):
        return None
    met = draft.participants if draft.type == "CONSULT" else ()
    countries = {a.country for a in met or draft.actors or draft.recipients}
    return dateline if dateline.country in countries else None


def _visited(draft: Draft, here: Choices) -> Place | None:
    """Return the place that is visited: "the premier visited Turkey"."""
    if draft.match.pattern.frame.mode != "visit":
        return None
    return next((place for top, place in here if top in draft.match.recipients and top > draft.match.head), None)


def _antecedent_place(draft: Draft, here: Choices) -> Place | None:
    """Return the place that a clause with "where" tells of: "left for Suva, where she met the envoy"."""
    tokens = draft.sentence.tokens
    above = {draft.match.head, *draft.sentence.path_to_root(draft.match.head)}
    where = [t.i for t in tokens[: draft.match.head] if t.lower == "where" and t.head in above]
    if not where:
        return None
    before = [(top, place) for top, place in here if 0 < where[-1] - top <= ANTECEDENT]
    return max(before, key=lambda choice: choice[0])[1] if before else None


def _host_town(draft: Draft, here: Choices, index: PlaceIndex) -> Place | None:
    """Return the town that hosts: "Lima will host the talks", "a summit hosted by Doha"."""
    tokens = draft.sentence.tokens
    for top, place in here:
        head = tokens[tokens[top].head]
        if head.dep == "agent":
            head = tokens[head.head]
        elif tokens[top].dep != "nsubj":
            continue
        if place.feature == "city" and head.lemma in index.rules.hosting and head.i in draft.match.words:
            return place
    return None


def _seat(draft: Draft, here: Choices) -> Place | None:
    """Return the town that a court or police force bears in its name: "a Warsaw court convicted"."""
    local = [actor for actor in draft.participants if actor.sector in LOCAL]
    towns = (place for _, place in here if place.feature != "country")
    return next((t for t in towns if any(a.start - 1 <= t.end <= a.end for a in local)), None)


def _says_where(draft: Draft, top: int, place: Place, index: PlaceIndex) -> bool:
    """Tell whether a place name says where the event was: "in Suva"; "to Quito" only of what goes there."""
    sentence, rules = draft.sentence, index.rules
    tokens = sentence.tokens
    if _nouns_above(draft, top, index) > 2:
        return False  # "over its role in East Timor" tells where the role was
    itself, nouns = True, 0
    for i in (top, *list(sentence.path_to_root(top))[:CLIMB]):
        token = tokens[i]
        if token.pos in ("VERB", "AUX"):
            return False
        if token.pos == "ADP":
            if token.lower == "of" and _is_part(sentence, token.head, index):
                if tokens[token.head].pos == "ADV":
                    return True  # "north of Homs"
                continue
            if token.lower in rules.where:
                return True
            if token.lower == "from" and place.feature != "country" and tokens[token.head].lemma in rules.leaving:
                return True
            # "expelled envoys from Oslo", "sanctions on Belarus": there the name is no place of the event.
            return token.lower in rules.whither and token.head in draft.match.words and draft.type in MOVING
        if itself and place.feature != "country" and draft.type in STRIKING and _is_struck(draft, i):
            return True
        part = _is_part(sentence, i, index)
        itself = itself and (i == top or part)
        nouns += i != top and not part
        if nouns > 2:
            return False
    return False


def _nouns_above(draft: Draft, top: int, index: PlaceIndex) -> int:
    """Return how many nouns stand between a place name and its event, parts of the place aside."""
    sentence, nouns = draft.sentence, 0
    for i in sentence.path_to_root(top):
        if i == draft.match.head or sentence.tokens[i].pos in ("VERB", "AUX"):
            break
        nouns += sentence.tokens[i].pos in ("NOUN", "PROPN") and not _is_part(sentence, i, index)
    return nouns


def _is_part(sentence: Sentence, i: int, index: PlaceIndex) -> bool:
    """Tell whether a word only says which part or kind of a place is meant: "coast", "province", "north"."""
    word = sentence.tokens[i].lower
    row = index.features.get(word)
    return word in index.rules.parts or word in index.rules.directions or row is not None and row.area


def _is_struck(draft: Draft, i: int) -> bool:
    token = draft.sentence.tokens[i]
    while token.dep == "conj" and draft.sentence.tokens[token.head].pos in ("NOUN", "PROPN"):
        token = draft.sentence.tokens[token.head]
    return token.dep in ("dobj", "nsubjpass") and token.head in draft.match.words


def _finest(draft: Draft, place: Place, here: Choices, choices: Choices) -> Place:
    """Return the exact place that the sentence names inside a vaguer one of its own, else the place itself.

    "Rebels in northern Niger killed nine soldiers near Arlit": Arlit; "Yemen's province of Hajjah": Hajjah.
    """
    if place.feature != "country" and _grain(place) > 1:
        return place
    inside = [
        (nearness(draft.sentence, draft.match.head, top), abs(top - draft.match.head), other)
        for top, other in choices
        if other.country == place.country and _grain(other) > _grain(place)
    ]
    near = [(close, gap, other) for close, gap, other in inside if close is not None]
    if near:
        return min(near, key=lambda row: row[:2])[2]
    beside = (p for _, p in here if p.country == place.country and _grain(p) > _grain(place))
    return next((p for p in beside if 0 < p.start - place.end < 60), place) if place.feature == "country" else place


def _grain(place: Place) -> int:
    """Return how exact a place is: 0 a country or sea, 1 a region, 2 a town or a spot."""
    return 0 if place.feature in WIDE else 1 if place.feature in MIDDLE else 2


def _pointed_at(analysis: Analysis, draft: Draft, places: Sequence[Place], index: PlaceIndex) -> Place | None:
    """Return the place that "there", "in the country" or "in the Belarusian capital" stands for."""
    sentence = draft.sentence
    tokens = sentence.tokens
    for token in tokens:
        if token.lower == "there" and token.dep == "advmod" and token.head in draft.match.words:
            return _retold(analysis, _last_told(analysis, sentence, places, draft), token.start, token.end)
        noun = token.lower in index.rules.country_nouns
        if not noun and token.lower != "capital" or not _clear(draft, token.i, index):
            continue
        start = min((j for j in sentence.children[token.i] if j < token.i), default=token.i)
        owner = _owner(sentence, token.i, index)
        if noun and tokens[start].lower != "the" or owner is not None and noun:
            continue
        told = None if owner else _last_country(token.start, places, draft)
        iso = owner or (told.country if told else None)
        if noun:
            return _retold(analysis, told, tokens[start].start, token.end)
        if iso in index.centres and tokens[start].lower in ("the", "its", "their") or owner:
            return _centre(analysis, index.centres.get(iso or ""), tokens[start].start, token.end)
    return None


def _clear(draft: Draft, i: int, index: PlaceIndex) -> bool:
    """Tell whether "the country" or "the capital" says where the event of a draft was."""
    sentence = draft.sentence
    if nearness(sentence, draft.match.head, i) is None:
        return False
    for j in list(sentence.path_to_root(i))[:4]:
        token = sentence.tokens[j]
        if token.pos == "ADP" and token.lower != "of":
            return token.lower in index.rules.where and token.head in (*draft.match.words, *_nouns(draft))
        if token.lower != "of" and not _is_part(sentence, j, index):
            return False
    return False


def _nouns(draft: Draft) -> tuple[int, ...]:
    """Return the subjects and objects of the event's own words, on which "in the country" may hang."""
    children = draft.sentence.children
    deps = ("nsubj", "nsubjpass", "dobj")
    return tuple(j for i in draft.match.words for j in children[i] if draft.sentence.tokens[j].dep in deps)


def _owner(sentence: Sentence, i: int, index: PlaceIndex) -> str | None:
    """Return the country whose name or people stand before a noun: "the Belarusian capital", "Peru's capital"."""
    for j in sentence.children[i]:
        word = sentence.tokens[j].text
        if word in index.people:
            return index.people[word]
        if word in index.names and index.names[word][0].feature == "country":
            return index.names[word][0].country
    return None


def _last_country(offset: int, places: Sequence[Place], draft: Draft) -> Place | None:
    """Return the country last told before an offset; nobody arrives in the country that is his own."""
    own = {a.country for a in draft.actors} if draft.type == "CONSULT" else set()
    before = [p for p in places if p.end <= offset and p.feature == "country" and p.country not in own]
    return before[-1] if before else None


def _last_told(analysis: Analysis, sentence: Sentence, places: Sequence[Place], draft: Draft) -> Place | None:
    """Return the place last told before a sentence, in its paragraph or the one before."""
    for place in reversed(places):
        if place.end > sentence.start:
            continue
        told = analysis.sentence_at(place.start)
        return place if told is None or sentence.paragraph - told.paragraph < STORY else None
    return None


def _retold(analysis: Analysis, place: Place | None, start: int, end: int) -> Place | None:
    """Return a place told before, resting on the words that point at it."""
    if place is None:
        return None
    words = analysis.document.text[start:end]
    return place.model_copy(update={"text": words, "start": start, "end": end, "found_by": "places.told-before"})


def _centre(analysis: Analysis, city: Entry | None, start: int, end: int) -> Place | None:
    """Return the capital of a country that is named by this word alone."""
    if city is None:
        return None
    return Place(
        text=analysis.document.text[start:end], start=start, end=end, name=city.name, country=city.country,
        feature=city.feature, lat=city.lat, lon=city.lon, found_by="places.capital",
    )  # fmt: skip
