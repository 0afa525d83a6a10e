"""Which country a document speaks from, and which an actor belongs to whose own words name none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.clauses import clause_of
from dragoman.analyse.entities import ARMED, State, is_subject
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.lexicon import find_names
from dragoman.analyse.mentions import Mention
from dragoman.records import Place


def located(
    analysis: Analysis, places: tuple[Place, ...], missions: frozenset[str]
) -> dict[int, list[tuple[int, str]]]:
    """Return the countries of the places in each sentence as (offset, country).

    Arguments: missions, words for what a state has abroad ("embassy").
    """
    found: dict[int, list[tuple[int, str]]] = {}
    for place in places:
        sentence = analysis.sentence_at(place.start)
        where = sentence is not None and place.country and _where(sentence, place.start)
        if where and not _of_mission(sentence, place, missions):
            found.setdefault(sentence.index, []).append((place.start, place.country))
    return found


def _of_mission(sentence: Sentence, place: Place, missions: frozenset[str]) -> bool:
    """Tell the state that has an embassy somewhere from where that stands: "outside Canada's embassy"."""
    after = [t.lower for t in sentence.tokens if place.end <= t.start][:2]
    return len(after) == 2 and after[0] in ("'s", "’s", "'", "’") and after[1] in missions


def attached(analysis: Analysis, places: tuple[Place, ...]) -> dict[tuple[int, int], str]:
    """Return the country of a place by (sentence, noun) where it hangs on that noun: "a court in Batumi"."""
    found: dict[tuple[int, int], str] = {}
    for place in places:
        sentence = analysis.sentence_at(place.start)
        at = next((t for t in sentence.tokens if t.start <= place.start < t.end), None) if sentence else None
        if sentence is None or at is None or not place.country:
            continue
        above = sentence.tokens[at.head]
        while above.dep in ("compound", "nmod") and at.dep in ("compound", "nmod", "amod") and above.head != above.i:
            at, above = above, sentence.tokens[above.head]
        if at.dep == "pobj" and above.lower in WHERE:
            above = sentence.tokens[above.head]
        elif at.dep not in ("compound", "nmod", "amod"):
            continue
        if above.pos in ("NOUN", "PROPN"):
            found.setdefault((sentence.index, above.i), place.country)
    return found


def _where(sentence: Sentence, start: int) -> bool:
    """Tell whether a place name says where the sentence plays: "in", "at" or "through" it, hung on the verb."""
    at = next((t.i for t in sentence.tokens if t.start <= start < t.end), None)
    for i in sentence.path_to_root(at) if at is not None else ():
        token = sentence.tokens[i]
        if token.pos == "ADP":
            head = sentence.tokens[token.head]
            return token.lower in WHERE and (
                head.pos in ("VERB", "AUX")
                or head.i == token.i
                or token.i == 0
                or head.tag == "NNS"
                or head.dep == "dobj"
            )
        if token.pos in ("VERB", "AUX"):
            return False
    return False


WHERE = frozenset({"in", "at", "through", "near", "across", "outside", "around"})


def homes_of(analysis: Analysis, places: tuple[Place, ...]) -> dict[int, str]:
    """Return the country of each dateline by the paragraph that it opens, in text order."""
    found: dict[int, str] = {}
    for dateline in analysis.datelines:
        after = next((s for s in analysis.sentences if s.start >= dateline.start), None)
        country = next((p.country for p in places if dateline.start <= p.start < dateline.end and p.country), None)
        if after is not None and country:
            found[after.paragraph] = country
    return found


def of_towns(
    analysis: Analysis, mentions: tuple[Mention, ...], places: tuple[Place, ...], gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """Return mentions with the country of the town that an official is said to be of: "mayor of Izmir", "Izmir mayor".

    Arguments: analysis; mentions and places of the document; gazetteer, for the roles that towns have.
    """
    text, towns = analysis.document.text, [p for p in places if p.country and p.feature != "country"]
    done = []
    for mention in mentions:
        if mention.role in gazetteer.names.town_roles and mention.country is None and not mention.plural:
            for town in towns:
                after = mention.start < town.start <= mention.end + 8 and text[: town.start].endswith(
                    (" of ", " of the ")
                )
                if after or text[town.end : mention.start] in (" ", "'s ", "’s "):
                    mention = replace(mention, country=town.country)
                    break
        done.append(mention)
    return tuple(done)


def stories_of(
    analysis: Analysis,
    mentions: tuple[Mention, ...],
    homes: Mapping[int, str],
    gazetteer: Gazetteer,
    *,
    at_home_nowhere: bool = False,
) -> dict[int, str | None]:
    """Return by sentence the country that the story plays in, as a reader knows it who has come so far.

    What is said later changes nothing: an entity that a sentence names stays what it is. A ministry or army speaks of
    its own state, whatever it tells; a newspaper tells of others, too: where one that its first paragraph names is
    named far more often than its own, "the government" is the other's.
    Of several datelines each tells of the paragraphs up to the next. Arguments: mentions, in text order; homes, the
    country of each dateline by paragraph; at_home_nowhere, whether the author is an international body, each of whose
    paragraphs is about a state of its own.
    """
    dateline = next(iter(homes.values()), None)
    told = source_country(analysis, gazetteer) if dateline is None else None
    official = told is not None and _speaks_for_state(analysis.document.source or "", gazetteer)
    first = next((s.paragraph for s in analysis.sentences if s.kind == "body"), 0)
    named: Counter[str] = Counter()
    lead: dict[str, None] = {}
    found: dict[int, str | None] = {}
    here: list[str] = []
    at, paragraph, item = 0, None, None
    for sentence in analysis.sentences:
        if sentence.paragraph != paragraph:
            here, paragraph = [], sentence.paragraph
        while at < len(mentions) and mentions[at].sentence <= sentence.index:
            mention = mentions[at]
            if mention.country and not mention.options:
                named[mention.country] += 1
                here.append(mention.country)
                if sentence.paragraph <= first:
                    lead.setdefault(mention.country)
            at += 1
        story = dominant_country(named, dateline) or _foremost(named, lead)
        abroad = told is None or not official and story is not None and named[story] >= max(4, FOREIGN * named[told])
        home = story if abroad else told
        least = STORY if at_home_nowhere else SHARE
        if dateline is None and told is None and home is not None and named[home] < least * named.total():
            # What a newspaper's paragraph leaves open the one before it told; a body's begins anew.
            item = next(iter(here), None if at_home_nowhere else item)
            if home not in here and (item or at_home_nowhere):
                home = item
        own = [country for opens, country in homes.items() if opens <= paragraph] if len(homes) > 2 else []
        found[sentence.index] = own[-1] if own else home
    return found


def _foremost(named: Counter[str], lead: Iterable[str]) -> str | None:
    """Return the country that a document without a dateline plays in: the one that the first paragraph names first.

    Another one of the first paragraph must be named far more often. A country named only once is none.
    """
    countries = list(lead)
    if not countries:
        return None
    best = max(countries, key=lambda iso: named[iso])
    home = best if named[best] >= MORE * named[countries[0]] else countries[0]
    return home if named[home] > 1 else None


def _speaks_for_state(source: str, gazetteer: Gazetteer) -> bool:
    """Tell a ministry, an army or another body of a state by the words or the row of its name."""
    rows = (entry.row for hit in find_names(source, gazetteer.lexicon) for entry in hit.entries)
    if any(getattr(row, "sector", None) in STATE for row in rows):
        return True
    return any(gazetteer.bodies.get(word.strip(".,;()").lower()) in STATE for word in source.split())


STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})

# In a digest of the news of many countries, none of which is named as often, a paragraph is about its own.
SHARE = 0.2

# What an international body writes plays in a state only where that is named as often; else each paragraph has its own.
STORY = 0.4

# Times that a foreign state must be named more often than the paper's own.
FOREIGN = 2.0

# Times that another country must be named more often than the first one to be where a story plays.
MORE = 2.5


def dominant_country(named: Counter[str], dateline: str | None) -> str | None:
    """Return the country of the dateline, or the one that the text names far more often.

    A report from Arusha on the talks about Burundi has Burundi's army and rebels in it, not Tanzania's.
    Arguments: named, how often the text has named each country.
    """
    if dateline is None:
        return None
    country, times = next(iter(named.most_common(1)), (dateline, 0))
    return country if times >= 5 and times >= 2.5 * max(1, named[dateline]) else dateline


def source_country(analysis: Analysis, gazetteer: Gazetteer) -> str | None:
    """Return the country of the ministry or paper that a document comes from, by its name.

    A country that the name has outweighs that of a body: the ISPR of Bangladesh is not Pakistan's.
    """
    body = None
    for hit in find_names(analysis.document.source or "", gazetteer.lexicon):
        for entry in hit.entries:
            if entry.kind in ("country", "adjective", "capital"):
                return entry.row.iso3
            if entry.kind == "organisation" and entry.row.country:
                body = body or entry.row.country
    return body


def attached_country(mention: Mention, state: State) -> str | None:
    """Return the country of the place that a mention's own phrase names: "Seattle police", "a judge in Lima"."""
    return next(
        (iso for i in range(mention.first, mention.last + 1) if (iso := state.attached.get((mention.sentence, i)))),
        None,
    )


def issuing_state(analysis: Analysis, gazetteer: Gazetteer) -> str | None:
    """Return the country for which a document speaks that an institution of a state has issued, by its source."""
    hits = find_names(analysis.document.source or "", gazetteer.lexicon)
    official = any(
        entry.kind in ("organisation", "agent") and entry.row.sector == "GOV" for hit in hits for entry in hit.entries
    )
    return source_country(analysis, gazetteer) if official else None


def infer_country(mention: Mention, state: State) -> str | None:
    """Return the country that a role without one belongs to: by place, then by the paragraph, then by home."""
    located = state.located.get(mention.sentence, [])
    before = [country for at, country in located if at < mention.start]
    sentence = state.analysis.sentences[mention.sentence]
    opened = opening_country(mention, state)
    if opened is not None:
        return opened
    if before and mention.kind in ("person", "office") and sentence.tokens[mention.first - 1].lower == "with":
        # "met in Muscat with Deputy Foreign Minister Al Harthy": whom a visitor meets is of the place.
        return before[-1]
    for seen in reversed(state.seen):
        if seen.mention.sentence != mention.sentence:
            break
        if seen.entity.country and seen.entity.sector == mention.sector and mention.sector == "GOV" and mention.plural:
            return seen.entity.country
    told = _beside_colleague(mention, state)
    if told is not None:
        return told
    after = [country for at, country in located if mention.end <= at < mention.end + 12]
    if after or located and (state.home is None or mention.kind == "agent" and not mention.definite):
        return after[0] if after else located[-1][1]
    if mention.sector in ARMED:
        armed = (seen.entity.country for seen in reversed(state.seen) if seen.entity.sector in ARMED)
        told = next((country for country in armed if country), None)
        if told is not None or state.home is not None:
            return told or state.homes.get(sentence.paragraph, state.home)
    if mention.kind in ("agent",) or mention.definite:
        paragraph = sentence.paragraph
        for seen in reversed(state.seen):
            other = state.analysis.sentences[seen.mention.sentence]
            if other.paragraph != paragraph:
                break
            # The subject of the same sentence is whom it is set against ("soldiers killed two rebels").
            # An envoy tells of no state but his own, wherever he is.
            role = (seen.mention.noun or "").rpartition(" ")[2]
            abroad = role in state.gazetteer.names.foreign_roles and not mention.plural
            if seen.subject and seen.entity.country and seen.mention.sentence != mention.sentence and not abroad:
                return seen.entity.country
    told = _told_before(mention, state) if mention.kind == "person" else None
    return told or state.homes.get(sentence.paragraph, state.home)


def opening_country(mention: Mention, state: State) -> str | None:
    """Return the country of the place that a sentence begins with: "In Burundi the rebels …"."""
    located = state.located.get(mention.sentence, [])
    start = state.analysis.sentences[mention.sentence].start
    near = located and located[0][0] < mention.start and located[0][0] - start < OPENING
    return located[0][1] if near else None


# Characters at the beginning of a sentence in which a place tells where all of it plays.
OPENING = 25


def _beside_colleague(mention: Mention, state: State) -> str | None:
    """Return the state of the official who is the subject of the clause before, in one sentence.

    "President Roe will visit Lima and Deputy Prime Minister Hale has offered …": she is of his government.
    """
    sentence = state.analysis.sentences[mention.sentence]
    verb = sentence.tokens[clause_of(sentence, mention.head)]
    if mention.kind != "person" or verb.dep != "conj" or not is_subject(sentence, mention):
        return None
    for seen in reversed(state.seen):
        if seen.mention.sentence != mention.sentence:
            return None
        official = seen.entity.kind == "person" and seen.entity.sector == "GOV" and seen.mention.kind == "person"
        if official and seen.subject and seen.entity.country:
            return seen.entity.country
    return None


def _told_before(mention: Mention, state: State) -> str | None:
    """Return the country of the subject of the sentence before, in the same paragraph.

    "Russia warned the West. Deputy Foreign Minister Roe flew to Belgrade": he is Russia's.
    """
    paragraph = state.analysis.sentences[mention.sentence].paragraph
    for seen in reversed(state.seen):
        sentence = state.analysis.sentences[seen.mention.sentence]
        if sentence.paragraph != paragraph or mention.sentence - seen.mention.sentence > 1:
            return None
        own = seen.mention.sentence == mention.sentence
        if not own and seen.subject and seen.entity.kind == "country":
            return seen.entity.country
    return None
