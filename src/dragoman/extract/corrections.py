"""Corrects what a document tells first by what it tells later: a visit announced, then called off, moved or made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from dragoman.analyse.analysis import Analysis, Sentence, Token
from dragoman.analyse.drafts import Draft, covers, same_mode
from dragoman.analyse.fate import fate_of, is_denial
from dragoman.analyse.governors import token_at
from dragoman.knowledge.status import StatusRules
from dragoman.records import Date, Status

CHANGED = "status-changed"
OPEN: tuple[Status, ...] = ("planned", "possible")  # what can still be called off or come true
REACH = 8  # paragraphs between an event and the sentence that tells what became of it
NEWS_DAYS = 7  # an undated plan came true only if that was told as news of this week
DEFINITE = ("the", "this", "that", "these", "those")


def correct_tellings(
    analysis: Analysis, drafts: Sequence[Draft], dates: Sequence[Date], rules: StatusRules
) -> tuple[Draft, ...]:
    """Return the drafts with their last status; a corrected one bears the flag "status-changed".

    Its trigger and evidence stay those of its own sentence; the words that correct it become one of its tellings.
    Arguments: drafts, tellings merged, in text order; dates of the document; rules of status.
    """
    kept = _one_by_one(drafts, analysis.document.published)
    if not any(draft.type in rules.again for draft in kept):
        return tuple(_denied(analysis, kept, rules))
    for sentence in analysis.sentences:
        for token in sentence.tokens:
            types = rules.again_types.get(token.lower)
            if types and token.pos in ("NOUN", "PROPN") and _names_again(sentence, token):
                kept = _corrected(kept, sentence, token, types, dates, rules)
    return tuple(_denied(analysis, kept, rules))


def _one_by_one(drafts: Sequence[Draft], published: dt.date | None) -> list[Draft]:
    """Join each plan with the later telling that it was carried out or called off."""
    kept: list[Draft] = []
    for draft in drafts:
        n = next((n for n in range(len(kept) - 1, -1, -1) if _became(kept[n], draft, published)), None)
        if n is None:
            kept.append(draft)
        else:
            date = draft.date if draft.status == "actual" and draft.date else kept[n].date or draft.date
            kept[n] = _changed(kept[n], draft.status, (draft.trigger, *draft.tellings), date)
    return kept


def _became(plan: Draft, later: Draft, published: dt.date | None) -> bool:
    """Tell whether a telling says what became of a plan: the same actors, the same kind, and no other day."""
    if plan.type != later.type or plan.status not in OPEN or later.status not in ("actual", "negated"):
        return False
    if later.sentence.index <= plan.sentence.index or not _same_kind(plan, later):
        return False
    if not later.participants or not _same_people(plan, later):
        return False
    return _same_day(plan.date, later.date, published)


def _same_kind(plan: Draft, later: Draft) -> bool:
    """Tell whether two drafts of one type are worded as one act: the same verb, or a noun with "the" or "his"."""
    if plan.match.pattern.frame.mode != later.match.pattern.frame.mode:
        return False
    if later.noun:
        return _definite(later.sentence, later.match.head)
    one, two = (d.sentence.tokens[d.match.head].lemma for d in (plan, later))
    return same_mode(plan, later) and (one == two or plan.match.pattern.wording == later.match.pattern.wording)


def _same_people(plan: Draft, later: Draft) -> bool:
    if plan.reciprocal or later.reciprocal or plan.type == "CONSULT":
        return covers(plan.participants, later.participants) and (
            later.noun or len(later.participants) >= min(2, len(plan.participants))
        )
    return bool(later.actors) and covers(plan.actors, later.actors) and covers(plan.recipients, later.recipients)


def _same_day(planned: Date | None, later: Date | None, published: dt.date | None) -> bool:
    """Tell whether a plan's day can be that of a later telling; without a day of its own it must be this week's."""
    if later is None or later.start is None:
        return True
    if planned is not None and planned.start is not None and (planned.earliest or planned.latest):
        ends = planned.latest is None or later.earliest is None or later.earliest <= planned.latest
        starts = planned.earliest is None or later.latest is None or planned.earliest <= later.latest
        return ends and starts
    if published is None or later.earliest is None:
        return False
    return (published - later.earliest).days <= NEWS_DAYS


def _names_again(sentence: Sentence, noun: Token) -> bool:
    """Tell a noun that takes up an event already told: "the visit", "their talks", with no new name in its phrase."""
    if not _definite(sentence, noun.i):
        return False
    return not any(
        sentence.tokens[i].pos == "PROPN" and i != noun.i and not _in_time(sentence, i)
        for i in sentence.subtree(noun.i)
    )


def _definite(sentence: Sentence, noun: int) -> bool:
    words = (sentence.tokens[j] for j in sentence.children[noun])
    return any(w.lower in DEFINITE or w.dep == "poss" and w.tag == "PRP$" for w in words)


def _in_time(sentence: Sentence, i: int) -> bool:
    """Tell a name in a clause that says when the event was announced or due: "announced on Monday"."""
    tokens = sentence.tokens
    return any(tokens[j].dep in ("acl", "relcl") and tokens[j].tag == "VBN" for j in sentence.path_to_root(i))


def _corrected(
    drafts: list[Draft],
    sentence: Sentence,
    noun: Token,
    types: Collection[str],
    dates: Sequence[Date],
    rules: StatusRules,
) -> list[Draft]:
    """Return the drafts with the last one of the noun's type corrected by what its sentence says of it."""
    before = [n for n, d in enumerate(drafts) if d.type in types and d.sentence.index < sentence.index]
    if not before or any(d.sentence is sentence and d.trigger[0] <= noun.start < d.trigger[1] for d in drafts):
        return drafts
    n = before[-1]
    last = drafts[n]
    found = fate_of(sentence, noun.i, rules)
    if found is None or sentence.paragraph - last.sentence.paragraph > REACH:
        return drafts
    status, verb = found
    date = _new_date(sentence, verb, dates) if verb is not None else None
    moved = status == "planned" and last.status == "planned" and date is not None
    revived = last.status == "negated" and status == "planned"
    happened = last.status == "planned" and status == "actual"
    if not (moved or revived or happened or last.status in OPEN and status == "negated"):
        return drafts
    if status == "actual" and last.date is not None and last.date.start is not None:
        date = last.date if date is None else date
    drafts = list(drafts)
    drafts[n] = _changed(last, status, ((noun.start, noun.end),), date or last.date)
    return drafts


def _new_date(sentence: Sentence, verb: int, dates: Sequence[Date]) -> Date | None:
    """Return the date that hangs on the verb that tells what became of the event; of "until May" the day it ends."""
    after = sentence.tokens[verb].end
    for date in dates:
        if date.start is None or not after <= date.start < sentence.end or date.timex_type not in ("DATE", "TIME"):
            continue
        top = token_at(sentence, date.end - 1) if date.end else None
        if top is None or verb not in sentence.path_to_root(top):
            continue
        if date.earliest is None and date.latest is not None:
            day = date.latest.isoformat()
            return date.model_copy(update={"earliest": date.latest, "edtf": day, "timex_value": day})
        if date.earliest is not None:
            return date
    return None


def _changed(draft: Draft, status: Status, words: tuple[tuple[int, int], ...], date: Date | None) -> Draft:
    flags = draft.flags if CHANGED in draft.flags else (*draft.flags, CHANGED)
    return replace(draft, status=status, date=date, flags=flags, tellings=(*draft.tellings, *words))


def _denied(analysis: Analysis, drafts: Sequence[Draft], rules: StatusRules) -> list[Draft]:
    """Return the drafts with those negated that a question reports and the answer calls untrue."""
    done = list(drafts)
    turns = analysis.turns
    for asked, answer in zip(turns, turns[1:]):
        first = next((s for s in analysis.sentences if answer.start <= s.start < answer.end), None)
        if first is None or not is_denial(first, rules):
            continue
        for n, draft in enumerate(done):
            inside = asked.start <= draft.sentence.start < asked.end
            if inside and draft.status in ("actual", "possible", "planned") and draft.sources:
                done[n] = _changed(draft, "negated", ((first.start, first.end),), draft.date)
    return done
