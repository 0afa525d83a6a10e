"""Proposes events: runs the frames over each sentence, drops what is no event of its own, and fills the roles."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.drafts import UNFILLED, Draft
from dragoman.analyse.frames import FrameMatch, match_frames, trigger_extent, without_overlap
from dragoman.analyse.operative import is_of_clause, issuers
from dragoman.analyse.patterns import FrameIndex
from dragoman.analyse.roles import HasActors, actors_at, mention_at
from dragoman.ids import entity_id
from dragoman.records import Actor, Place

SPEECH = "STATEMENT"
# Wordings less telling than this only pass on what is said.
BARE = 0.6


def draft_events(
    analysis: Analysis,
    resolved: Sequence[HasActors],
    places: Sequence[Place],
    frames: FrameIndex,
    off_topic: frozenset[int],
    figures: tuple[tuple[int, int], ...],
) -> tuple[Draft, ...]:
    """Return the events that the frames find, with actors and recipients, in text order.

    Arguments: analysis; resolved mentions; places, which stand for their country where something is done to
    them; frames, compiled; off_topic, indexes of paragraphs about other fields; figures, code points of
    figures of speech.
    """
    towns = {place.start: place for place in places if place.country}
    by_sentence: dict[int, list[HasActors]] = {}
    for item in resolved:
        by_sentence.setdefault(item.mention.sentence, []).append(item)
    drafts: list[Draft] = []
    official = _official(analysis, resolved)
    speaking = issuers(analysis, resolved)
    for sentence in analysis.sentences:
        if sentence.paragraph in off_topic and sentence.paragraph not in official:
            continue
        matches = () if sentence.tokens[-1].text == "?" else match_frames(sentence, frames)
        if not matches:
            continue
        here = by_sentence.get(sentence.index, [])
        proposed = {}
        for alternatives in matches:
            # A wording whose roles nobody fills gives way to the next one at the same word; a demand or threat
            # that names nobody waits for its speaker.
            issuer = speaking.get(sentence.index, ())
            tried = (_draft(analysis, sentence, match, here, towns, issuer) for match in alternatives)
            draft = next((d for d in tried if d is not None), None)
            if draft is None and alternatives[0].pattern.absorbs and not alternatives[0].pattern.noun:
                draft = _unfilled(sentence, alternatives[0])
            if draft is not None:
                proposed[draft.match] = draft
        kept = without_overlap(sentence, _without_figures(sentence, tuple(proposed), figures))
        drafts.extend(proposed[match] for match in _without_absorbed(sentence, kept))
    return tuple(_without_bare_speech(drafts))


def _official(analysis: Analysis, resolved: Sequence[HasActors]) -> frozenset[int]:
    """Return the paragraphs in which someone in office or an international body stands, whatever else they tell."""
    return frozenset(
        analysis.sentences[item.mention.sentence].paragraph
        for item in resolved
        if item.mention.sentence >= 0
        and any(a.office and a.sector in ("GOV", "MIL", "LEG", "IGO") or a.sector == "IGO" for a in item.actors)
        and item.mention.kind != "pronoun"
    )


def _without_figures(
    sentence: Sentence, matches: tuple[FrameMatch, ...], figures: tuple[tuple[int, int], ...]
) -> tuple[FrameMatch, ...]:
    def clear(match: FrameMatch) -> bool:
        token = sentence.tokens[match.head]
        if any(a <= token.start < b for a, b in figures) or _in_scare_quotes(sentence, match):
            return False
        # "These were attacks on us": a predicate describes, it tells no further event.
        return not (match.pattern.noun and token.dep == "attr" and _subject_is_pronoun(sentence, token.head))

    return tuple(m for m in matches if clear(m))


def _in_scare_quotes(sentence: Sentence, match: FrameMatch) -> bool:
    """Tell a verb that stands alone in quotation marks: an editor "invaded" a country."""
    around = (match.head - 1, match.head + 1)
    return all(0 <= i < len(sentence.tokens) and sentence.tokens[i].text in QUOTES for i in around)


QUOTES = ('"', "“", "”", "‘", "’", "'", "``", "''", "«", "»")


def _subject_is_pronoun(sentence: Sentence, verb: int) -> bool:
    return any(
        sentence.tokens[j].dep == "nsubj" and sentence.tokens[j].pos in ("PRON", "DET") for j in sentence.children[verb]
    )


def _without_absorbed(sentence: Sentence, matches: tuple[FrameMatch, ...]) -> tuple[FrameMatch, ...]:
    """Drop what stands in the complement of a request, promise, threat or refusal: it is part of that act."""
    gone: set[int] = set()
    for match in matches:
        if not match.pattern.absorbs:
            continue
        roots = [match.complement] if match.complement is not None else []
        words = set(match.words)
        for i in match.words:
            for j in sentence.children[i]:
                token = sentence.tokens[j]
                if (
                    j > match.head
                    and token.dep in ("dobj", "prep", "dative", "attr", "xcomp", "ccomp", "pcomp", "oprd", "acl")
                    or (match.pattern.noun and token.dep in ("prep", "acl"))
                ):
                    roots.append(j)
                if i in words and token.dep == "nsubjpass" and i == match.head:
                    roots.append(j)
        gone |= _below(sentence, roots) - words
    return tuple(m for m in matches if m.head not in gone)


def _below(sentence: Sentence, roots: list[int]) -> set[int]:
    """Return all tokens under the roots, but for relative clauses, which tell facts of their own."""
    found: set[int] = set()
    todo = list(roots)
    while todo:
        i = todo.pop()
        if i in found:
            continue
        found.add(i)
        todo.extend(j for j in sentence.children[i] if sentence.tokens[j].dep not in ("relcl",))
    return found


def _draft(
    analysis: Analysis,
    sentence: Sentence,
    match: FrameMatch,
    here: list[HasActors],
    towns: dict[int, Place],
    issuer: tuple[Actor, ...] = (),
) -> Draft | None:
    frame = match.pattern.frame
    actors = actors_at(sentence, match.actors, here, inside=match.pattern.noun)
    if issuer and not match.actors and match.pattern.before == "A" and is_of_clause(sentence, match.head):
        actors = issuer
    recipients = actors_at(sentence, match.recipients, here, inside=frame.R_from == "inside")
    flags: list[str] = []
    if not recipients and match.recipients:
        recipients = _country_of_place(analysis, sentence, match.recipients, towns)
    if frame.reciprocal and not recipients and len(actors) == 1:
        actors = _together(match, here) or actors
    recipients = _envoys(sentence, match.recipients, here, recipients)
    known = {a.entity for a in actors}
    recipients = tuple(r for r in recipients if r.entity not in known)
    if not recipients and not match.pattern.noun and not frame.reciprocal:
        given = [j for j in sentence.children[match.head] if sentence.tokens[j].dep == "dative"]
        recipients = tuple(r for r in actors_at(sentence, given, here, inside=False) if r.entity not in known)
    if not recipients and not frame.reciprocal and _speaks_of_others(match):
        recipients = _spoken_of(sentence, match, here, actors)
    actors, recipients = _allowed(actors, frame.A_is), _allowed(recipients, frame.R_is)
    people = frame.needs == "people" and _are_people(sentence, match.actors, towns)
    if not people and not _enough(frame.needs, actors, recipients):
        return None
    if match.pattern.noun and not actors and not recipients and not frame.reciprocal:
        return None
    if any(getattr(item, "inferred", False) for item in here if any(a in item.actors for a in actors + recipients)):
        flags.append("actor-country-inferred")
    return Draft(
        match=match,
        sentence=sentence,
        type=match.pattern.type,
        actors=actors,
        recipients=recipients,
        status="actual",
        trigger=trigger_extent(sentence, match),
        flags=tuple(flags),
    )


def _envoys(
    sentence: Sentence, heads: tuple[int, ...], here: list[HasActors], recipients: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return the envoy where a wording tells only of his state: "summoned *Chad's* ambassador, Ann Roe"."""
    if len(recipients) != 1 or len(heads) != 1 or recipients[0].person or recipients[0].office:
        return recipients
    token = sentence.tokens[heads[0]]
    above = sentence.tokens[token.head]
    noun = above if token.dep == "poss" else sentence.tokens[above.head] if above.lower == "of" else token
    found = mention_at(here, noun.i) if noun is not token else None
    named = tuple(a for a in found.actors if a.office and a.country == recipients[0].country) if found else ()
    return named or recipients


def _are_people(sentence: Sentence, heads: tuple[int, ...], towns: dict[int, Place]) -> bool:
    """Tell whether people without a country do something where one is named: "hauliers blocked a bridge in Kent"."""
    several = any(sentence.tokens[i].tag in ("NNS", "NNPS") for i in heads)
    return several and any(sentence.start <= start < sentence.end for start in towns)


def _together(match: FrameMatch, here: list[HasActors]) -> tuple[Actor, ...]:
    """Return both whom "we" takes in: "we had a good meeting", said to a guest."""
    held = (item for item in here for i in match.actors if item.mention.first <= i <= item.mention.last)
    return next((both for item in held if (both := getattr(item, "together", ()))), ())


def _unfilled(sentence: Sentence, match: FrameMatch) -> Draft:
    """Return a draft without actors, to be dropped again where no speaker is found."""
    extent = trigger_extent(sentence, match)
    return Draft(match, sentence, match.pattern.type, (), (), "actual", extent, flags=(UNFILLED,))


def _country_of_place(
    analysis: Analysis, sentence: Sentence, heads: tuple[int, ...], towns: dict[int, Place]
) -> tuple[Actor, ...]:
    """Return the country of a place that stands where a recipient should: "fired rockets at Sderot"."""
    for head in heads:
        for i in sentence.subtree(head):
            place = towns.get(sentence.tokens[i].start)
            if place is not None and place.country and not _on_the_way(sentence, i, head):
                return (
                    Actor(
                        text=place.text,
                        start=place.start,
                        end=place.end,
                        name=place.name,
                        country=place.country,
                        code=place.country,
                        entity=entity_id(analysis.document.id, f"country:{place.country}"),
                        found_by="country of a place",
                    ),
                )
    return ()


def _on_the_way(sentence: Sentence, i: int, head: int) -> bool:
    """Tell "the aircraft bringing him home from Moscow": what is told of in a clause need not be Moscow's."""
    way = next((sentence.tokens[j] for j in sentence.path_to_root(i) if sentence.tokens[j].pos == "ADP"), None)
    if way is None or way.lower not in ("from", "to") or sentence.tokens[way.head].pos != "VERB":
        return False
    return way.head in sentence.subtree(head)


def _speaks_of_others(match: FrameMatch) -> bool:
    """Tell speech and its like, whose recipient may stand deeper in what is said."""
    return match.pattern.verbal and not match.pattern.noun and match.pattern.frame.R_from == "inside"


def _spoken_of(
    sentence: Sentence, match: FrameMatch, here: list[HasActors], actors: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return the first foreign actor in what the verb governs: "hoped for greater cooperation with Peru"."""
    own = {a.country for a in actors if a.country}
    inside = _below(
        sentence,
        [j for j in sentence.children[match.head] if j > match.head and sentence.tokens[j].dep in DEEPER],
    )
    for item in here:
        if item.mention.head not in inside:
            continue
        for actor in item.actors:
            foreign = actor.country is not None and actor.country not in own
            known = own or any(a.sector == "IGO" for a in actors)
            if foreign and known and not any(a.entity == actor.entity for a in actors):
                return (actor,)
    return ()


DEEPER = ("dobj", "prep", "dative", "xcomp", "ccomp", "oprd", "attr", "pcomp")


def _allowed(actors: tuple[Actor, ...], wanted: tuple[str, ...]) -> tuple[Actor, ...]:
    if not wanted:
        return actors
    return tuple(
        a
        for a in actors
        if a.sector in wanted
        or ("person" in wanted and a.person and a.sector is None)
        or ("country" in wanted and a.country)
    )


# Sectors of private people: without a country or a name nobody can tell whom they belong to.
PRIVATE = (None, "JRN", "CVL", "BUS", "EDU", "MED", "SOC", "AGR", "LAB", "REL")


def _enough(needs: str, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]) -> bool:
    political = [any(a.country or a.person or a.sector not in PRIVATE for a in side) for side in (actors, recipients)]
    if needs == "AR":
        return all(political)
    if needs == "A":
        return political[0]
    if needs == "R":
        return political[1]
    return any(political)


def _without_bare_speech(drafts: list[Draft]) -> list[Draft]:
    """Drop "said" where what is said tells an event itself; the speaker stays as its source."""
    kept = []
    for draft in drafts:
        bare = draft.type == SPEECH and draft.match.pattern.frame.weight < BARE
        if bare and draft.match.complement is not None:
            below = _below(draft.sentence, [draft.match.complement])
            told = (o for o in drafts if o is not draft and o.sentence is draft.sentence and o.match.head in below)
            # "said that disputes should be settled": what names nobody is no event of its own.
            if any(o.actors or o.recipients for o in told):
                continue
        kept.append(draft)
    return kept
