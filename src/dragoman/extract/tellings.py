"""Joins the tellings of one event within a document, and writes the records.

A headline, a bullet and the body tell one event; "During the conversation …" goes on with the conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.decision import Decision, Weights, probability
from dragoman.analyse.drafts import Draft, alike, covers, same_mode
from dragoman.analyse.relation import ENCODER
from dragoman.ids import event_id
from dragoman.knowledge.events import EventType
from dragoman.records import Actor, Date, EventMention

MEETING = "CONSULT"
# Acts that one report names again and again with other words ("the strike", "the release").
NAMED_AGAIN = frozenset(
    {"CONSULT", "ASSAULT", "RETREAT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "COOPERATE", "AID"}
)
CONFLICT = "date-conflict"
CERTAIN = 0.99  # no reading of a text is surer than this
CONTINUING = ("the", "this", "that", "their", "its", "his", "these")


def merge_tellings(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return one draft for each event of the document, the fullest telling, in text order."""
    kept: list[Draft] = []
    for draft in drafts:
        at = _telling_of(draft, kept)
        if at is None:
            if not _continues(draft):
                kept.append(draft)
            continue
        kept[at] = _joined(kept[at], draft)
    return tuple(kept)


def _telling_of(draft: Draft, kept: Sequence[Draft]) -> int | None:
    """Return the index of the event that a draft tells again, or None; the one worded alike where several may be."""
    worded_otherwise = None
    for n in range(len(kept) - 1, -1, -1):
        other = kept[n]
        if other.type != draft.type:
            continue
        if _continues(draft) and other.status == draft.status:
            return n
        if not _compatible(other, draft) or not same_mode(other, draft):
            continue
        display = _displayed(other, draft)
        again = draft.type in NAMED_AGAIN and (draft.noun or other.noun) and _definite(draft)
        same = (
            other.match.pattern.wording == draft.match.pattern.wording
            and other.sentence is not draft.sentence
            and draft.type in NAMED_AGAIN
        )
        here = other.sentence is draft.sentence and other.noun != draft.noun
        if again or same or here or draft.type == MEETING:
            return n
        if display and other.match.pattern.frame.id == draft.match.pattern.frame.id:
            return n
        if display and worded_otherwise is None:
            worded_otherwise = n
    return worded_otherwise


def _displayed(left: Draft, right: Draft) -> bool:
    """Tell whether one of two drafts stands in a headline or list that sums up what the other, later one tells.

    A bullet point behind the body tells what nothing else does ("Fiji offered to host the next round"): it repeats only
    what is worded alike.
    """
    if right.sentence.kind != "bullet":
        return "body" not in (left.sentence.kind, right.sentence.kind) or left.sentence.kind != right.sentence.kind
    one, two = left.match.pattern, right.match.pattern
    return one.head == two.head or (one.frame.id == two.frame.id and ENCODER not in (one.file, two.file))


def _continues(draft: Draft) -> bool:
    """Tell a meeting named again without its participants: "During the meeting, matters … were discussed"."""
    return draft.type == MEETING and not draft.participants


def _definite(draft: Draft) -> bool:
    sentence, head = draft.sentence, draft.match.head
    words = [sentence.tokens[j] for j in sentence.children[head]]
    return not draft.noun or any(w.lower in CONTINUING or w.dep == "poss" for w in words) or not draft.actors


def _compatible(left: Draft, right: Draft) -> bool:
    """Tell whether two drafts can be one event: nobody and no day contradicts."""
    if left.status != right.status and not {left.status, right.status} <= {"planned", "possible"}:
        return False
    a, b = left.day or left.date, right.day or right.date
    if a and b and a.start is not None and b.start is not None and _apart(a, b):
        return False
    if left.reciprocal or right.reciprocal or left.type == MEETING:
        one, two = left.participants, right.participants
        return covers(one, two) or covers(two, one)
    return (covers(left.actors, right.actors) or covers(right.actors, left.actors)) and (
        covers(left.recipients, right.recipients) or covers(right.recipients, left.recipients)
    )


def _apart(a: Date, b: Date) -> bool:
    """Tell whether one date ends before the other begins."""
    return bool(a.latest and b.earliest and a.latest < b.earliest or b.latest and a.earliest and b.latest < a.earliest)


def _joined(first: Draft, second: Draft) -> Draft:
    """Return the fuller telling with what the other adds; body text is better evidence than a headline."""
    main, other = (second, first) if _fullness(second) > _fullness(first) else (first, second)
    symmetric = main.reciprocal or other.reciprocal
    actors = main.actors or other.actors
    recipients = main.recipients or (() if symmetric else other.recipients)
    if symmetric:
        actors = _union(actors, main.recipients, other.participants)
        recipients = ()
    date = main.date
    if other.date is not None and (date is None or date.start is None and other.date.start is not None):
        date = other.date
    if date is not None and date.timex_type == "DURATION" and other.date is not None and main.day is None:
        date = other.date
    day = main.day if date is main.date else other.day
    flags = main.flags
    if CONFLICT in other.flags and date is other.date and CONFLICT not in flags:
        flags = (*flags, CONFLICT)
    place = main.place
    if place is None or other.place is not None and place.start > main.sentence.end:
        place = other.place or place
    sources = main.sources + tuple(s for s in other.sources if s.entity not in {m.entity for m in main.sources})
    witnesses = [d.encoder for d in (main, other) if d.encoder is not None]
    tellings = (*main.tellings, other.trigger, *other.tellings)
    return replace(
        main,
        actors=actors,
        recipients=recipients,
        date=date,
        day=day,
        flags=flags,
        place=place,
        sources=sources,
        tellings=tellings,
        encoder=max(witnesses, default=None),
    )


def _union(*sides: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return the actors of several sides; a bare country gives way to its person or office."""
    found: dict[str, Actor] = {}
    for actor in (a for side in sides for a in side):
        found.setdefault(actor.entity, actor)
    return tuple(
        a
        for a in found.values()
        if not any(b is not a and alike(a, b) and _detail(b) > _detail(a) for b in found.values())
    )


def _detail(actor: Actor) -> int:
    return 2 * bool(actor.person) + bool(actor.office)


def _fullness(draft: Draft) -> tuple:
    return (
        draft.sentence.kind == "body",
        # What only the encoder sees has vaguer words than a wording.
        draft.match.pattern.file != ENCODER,
        not draft.noun,
        sum(_detail(a) + 1 for a in draft.participants) > 0,
        len(draft.participants),
        draft.date is not None and draft.date.start is not None,
    )


def write_records(
    analysis: Analysis,
    drafts: Sequence[Draft],
    types: dict[str, EventType],
    goldstein: dict[str, float],
    decision: Decision,
    version: str,
) -> tuple[EventMention, ...]:
    """Return the event mentions of a document.

    Arguments: drafts, merged; types by name; goldstein, score by CAMEO code; decision, which proposals are kept;
    version of dragoman, part of each id.
    """
    records = []
    for draft in drafts:
        sure = confidence(draft, decision)
        if sure < weights_for(draft, decision).least:
            continue
        if draft.reciprocal:
            draft = replace(draft, actors=draft.participants, recipients=())
        frame, kind = draft.match.pattern.frame, types[draft.type]
        start, end = draft.trigger
        evidence = _evidence(draft.sentence, start, end)
        document = analysis.document
        records.append(
            EventMention(
                id=event_id(document.id, version, kind.type, start, end, document.text[evidence[0] : evidence[1]]),
                document=document.id,
                type=kind.type,
                mode=frame.mode,
                contexts=frame.contexts,
                cameo=frame.cameo,
                quad=kind.quad,
                score=kind.score_of(frame.mode),
                goldstein=_goldstein(frame.cameo, goldstein),
                status=draft.status,
                actors=draft.actors,
                recipients=draft.recipients,
                date=draft.date,
                place=draft.place,
                attribution=draft.sources,
                trigger=analysis.span(start, end),
                evidence=analysis.span(*evidence),
                confidence=round(sure, 2),
                flags=draft.flags,
                found_by=f"{draft.match.pattern.file}: {frame.id} «{draft.match.pattern.wording}»",
            )
        )
    return tuple(records)


def confidence(draft: Draft, decision: Decision) -> float:
    """Return how probable it is that a record is right: wording and encoder joined, calibrated."""
    return min(probability(weights_for(draft, decision), wording_weight(draft), draft.encoder), CERTAIN)


def weights_for(draft: Draft, decision: Decision) -> Weights:
    """Return the weights of the decision for what proposed a draft: frames, frames and encoder, encoder alone."""
    if draft.match.pattern.file == ENCODER:
        return decision.encoder
    return decision.frames if draft.encoder is None else decision.judged


def wording_weight(draft: Draft) -> float:
    """Return the wording's weight, less where roles or countries are guessed."""
    weight = 1.0
    for _, factor in confidence_factors(draft):
        weight *= factor
    return weight


def confidence_factors(draft: Draft) -> tuple[tuple[str, float], ...]:
    """Return the factors of a wording's weight with the reason for each."""
    factors = [("weight of the wording", draft.match.pattern.frame.weight)]
    if not draft.actors:
        factors.append(("no actor", 0.8))
    if not draft.recipients and not draft.reciprocal:
        factors.append(("no recipient", 0.95))
    # What is inferred is never surer than what is left open.
    if "actor-inferred" in draft.flags:
        factors.append(("the actor is inferred", 0.78))
    if "recipient-inferred" in draft.flags:
        factors.append(("the recipient is inferred", 0.93))
    if draft.noun:
        factors.append(("told by a noun", 0.85))
    if "actor-country-inferred" in draft.flags:
        factors.append(("country of an actor is inferred", 0.9))
    if draft.status in ("possible", "conditional"):
        factors.append((f"{draft.status} only", 0.9))
    return tuple(factors)


def _goldstein(cameo: str, table: dict[str, float]) -> float:
    while cameo not in table and len(cameo) > 2:
        cameo = cameo[:-1]
    return table.get(cameo, 0.0)


def _evidence(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    return min(sentence.start, start), max(sentence.end, end)
