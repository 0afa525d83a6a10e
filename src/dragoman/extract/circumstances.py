"""Gives each event draft its date and status, from its own clause first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.calendar import of_value
from dragoman.analyse.date_conflicts import two_days
from dragoman.analyse.drafts import Draft
from dragoman.analyse.governors import nearest, phrase_top, token_at
from dragoman.analyse.status import status_of
from dragoman.knowledge.events import EventType
from dragoman.knowledge.status import StatusRules
from dragoman.records import Date


def status_events(drafts: Sequence[Draft], rules: StatusRules) -> tuple[Draft, ...]:
    """Return the drafts with their status; a frame whose wording decides it keeps its own."""
    done = []
    for draft in drafts:
        if _ordered(draft, rules):
            continue
        fixed = draft.match.pattern.frame.status
        found = status_of(draft.sentence, draft.match.head, draft.match.words, rules)
        # Where the wording settles it ("will never allow"), only a condition can change it.
        done.append(replace(draft, status=fixed if fixed and found != "conditional" else found))
    return tuple(done)


def _ordered(draft: Draft, rules: StatusRules) -> bool:
    """Tell what one actor tells another to do: "ordered them to attack"."""
    verb = draft.sentence.tokens[draft.match.head]
    if verb.dep not in ("xcomp", "ccomp", "advcl") or verb.tag != "VB":
        return False
    if any(draft.sentence.tokens[j].tag == "MD" for j in draft.sentence.children[verb.i]):
        return False  # "'We will reopen the mission,' he told reporters"
    governor = draft.sentence.tokens[verb.head]
    objects = [j for j in draft.sentence.children[governor.i] if draft.sentence.tokens[j].dep in ("dobj", "nsubjpass")]
    own = [j for j in draft.sentence.children[verb.i] if draft.sentence.tokens[j].dep == "nsubj"]
    return governor.lemma in rules.ordered.verbs and bool(objects or own)


def date_events(
    analysis: Analysis, drafts: Sequence[Draft], dates: Sequence[Date], types: dict[str, EventType]
) -> tuple[Draft, ...]:
    """Return the drafts with dates: own clause, sentence, story so far, then the day of publication as a basis."""
    by_sentence: dict[int, list[tuple[int, Date]]] = {}
    for date in dates:
        if date.start is None or date.end is None or date.earliest is None and date.latest is None:
            continue
        if date.timex_type == "SET":
            continue
        sentence = analysis.sentence_at(date.start)
        if sentence is None:
            continue
        first, last = token_at(sentence, date.start), token_at(sentence, date.end - 1)
        if first is not None and last is not None:
            top = _above_participle(sentence, phrase_top(sentence, first, last), date)
            by_sentence.setdefault(sentence.index, []).append((top, date))
    done: list[Draft] = []
    for draft in drafts:
        choices = here = by_sentence.get(draft.sentence.index, [])
        if types[draft.type].quad is None or types[draft.type].quad.startswith("verbal"):
            day = analysis.document.published
            choices = [c for c in choices if _of_the_act(draft, *c, day)]
        # "let the crew go on Saturday": the day hangs on another verb of the wording.
        verbs = [i for i in draft.match.words if draft.sentence.tokens[i].pos == "VERB" and i != draft.match.head]
        found = next((f for i in (draft.match.head, *verbs) if (f := nearest(draft.sentence, i, choices))), None)
        date = found[0] if found else _antecedent_date(draft, choices)
        stay = _stay(draft, date, here)
        date, day = (stay, date) if stay else (date and begun(date), None)
        draft = replace(draft, date=date, day=day)
        if date is None:
            draft = replace(draft, date=_story_date(draft, done, types) or _published(analysis, draft, types))
        done.append(_questioned(_dated_status(draft, analysis.document.published), here))
    return tuple(done)


def _above_participle(sentence: Sentence, top: int, date: Date) -> int:
    """Return the word that "starting Monday" belongs to: the participle is no clause of its own."""
    if date.latest is None and date.earliest is not None:
        for i in list(sentence.path_to_root(top))[:2]:
            token = sentence.tokens[i]
            if token.tag == "VBG" and token.dep in ("acl", "advcl", "prep", "pcomp"):
                return token.head
    return top


def _stay(draft: Draft, date: Date | None, here: Sequence[tuple[int, Date]]) -> Date | None:
    """Return the days of the visit that an event is or begins, where its date is one end of them; else None."""
    tokens = draft.sentence.tokens
    for top, stay in here:
        lasts = tokens[top].dep not in ("pobj", "dobj", "npadvmod") or tokens[tokens[top].head].lower == "for"
        if stay.timex_type != "DURATION" or not lasts or stay is date:
            continue
        above = [top, *draft.sentence.path_to_root(top)][:6]
        ends = date is None or date.earliest in (stay.earliest, stay.latest) and date.latest in (date.earliest, None)
        if ends and draft.match.head in above:
            return stay
    return None


def begun(date: Date) -> Date:
    """Return the date of what begins on a day or in a month and then lasts ("starting Monday"): its beginning."""
    if date.latest is not None or date.earliest is None or not (date.edtf or "").endswith("/.."):
        return date
    first = of_value(date.timex_value)
    if first is None or first.first != date.earliest:
        return date
    return date.model_copy(update={"edtf": first.edtf, "latest": first.last})


def _questioned(draft: Draft, here: Sequence[tuple[int, Date]]) -> Draft:
    """Flag an event whose date is contradicted: by the weekday that stands with it, or by another day."""
    own = draft.date is not None and draft.date.conflict
    if own or two_days(draft.sentence, draft.match.head, here):
        return replace(draft, flags=(*draft.flags, "date-conflict"))
    return draft


CONTENT = ("dobj", "ccomp", "xcomp", "acl", "relcl", "attr", "oprd", "pcomp", "pobj", "dative")


def _of_the_act(draft: Draft, top: int, date: Date, published: dt.date | None) -> bool:
    """Tell whether a date tells when something was said, not a date within what is said.

    A day right behind the object is the act's ("condemned the raid on Thursday": parsers hang it on the
    object); a month, a span or a date deeper inside belongs to what is spoken of.
    """
    sentence, head = draft.sentence, draft.match.head
    if draft.noun or draft.type in ("AGREE", "CONSULT") and draft.status != "actual":
        return True
    if date.earliest is None and draft.status == "actual":
        return False  # nothing that has happened happened "by September"
    path = [top, *sentence.path_to_root(top)]
    if head not in path:
        return True
    inner = path[: path.index(head)]
    deep = [
        i for i in inner if sentence.tokens[i].dep in CONTENT and not (sentence.tokens[i].dep == "pobj" and i == top)
    ]
    if not deep:
        return True
    if (
        date.earliest is None
        or date.earliest != date.latest
        or sentence.tokens[top].dep in ("compound", "amod", "nmod", "nummod")
    ):
        return False
    recent = published is None or 0 <= (published - date.earliest).days <= 7
    return recent and len(deep) == 1 and sentence.tokens[deep[0]].dep == "dobj" and not date_is_numbered(date)


def date_is_numbered(date: Date) -> bool:
    """Tell a date given by its number ("the 13th", "5 June"): in a report of the day that is seldom the act's."""
    return any(c.isdigit() for c in date.text or "")


def _antecedent_date(draft: Draft, choices: Sequence[tuple[int, Date]]) -> Date | None:
    """Return the date of the noun that a relative clause tells of: "the June 5 attack in which gunmen killed"."""
    tokens = draft.sentence.tokens
    verb = tokens[draft.match.head]
    if verb.dep != "relcl" or any(tokens[j].dep == "neg" for j in draft.sentence.children[verb.i]):
        return None
    below = {
        i for j in draft.sentence.children[verb.head] if tokens[j].dep != "relcl" for i in draft.sentence.subtree(j)
    }
    return next((date for at, date in choices if at in below), None)


def _story_date(draft: Draft, done: Sequence[Draft], types: dict[str, EventType]) -> Date | None:
    """Return the date of the story that a sentence goes on with: an event just told with one of its actors."""
    entities = {a.entity for a in draft.participants}
    countries = {a.country for a in draft.participants if a.country}
    perfect = any(
        draft.sentence.tokens[j].lower in ("had", "has", "have") for j in draft.sentence.children[draft.match.head]
    )
    if perfect or draft.status != "actual" or draft.noun:
        return None
    for other in reversed(done):
        if draft.sentence.paragraph - other.sentence.paragraph > 2:
            break
        if (
            other.date is None
            or other.status not in ("actual",)
            or other.date.start is None
            and other.sentence is not draft.sentence
        ):
            continue
        if other.sentence.paragraph == draft.sentence.paragraph and (entities & {a.entity for a in other.participants}):
            return _inherited(other.day or other.date)
        if other.type == "CONSULT" and countries and entities & {a.entity for a in other.participants}:
            return _inherited(other.day or other.date)
    return (
        _paragraph_date(draft, done)
        if types[draft.type].quad and types[draft.type].quad.startswith("material")
        else None
    )


def _paragraph_date(draft: Draft, done: Sequence[Draft]) -> Date | None:
    """Return the day of the events told just before, for a deed in the simple past that goes on with them."""
    verb = draft.sentence.tokens[draft.match.head]
    past = verb.tag == "VBD" or any(
        draft.sentence.tokens[j].lower in ("was", "were") for j in draft.sentence.children[verb.i]
    )
    if not past or verb.dep in ("relcl", "acl"):
        return None
    for other in reversed(done):
        back = draft.sentence.paragraph - other.sentence.paragraph
        if back > 1:
            break
        date = other.day or other.date
        day = date is not None and date.earliest is not None and date.earliest == date.latest
        told = day and other.status == "actual" and date.basis != "publication date"
        if told and other.sentence.kind == "body":
            return _inherited(date)
    return None


def _inherited(date: Date) -> Date:
    basis = date.basis if date.basis.startswith("as told before") else f"as told before ({date.basis})"
    return date.model_copy(update={"basis": basis, "text": None, "start": None, "end": None})


def _published(analysis: Analysis, draft: Draft, types: dict[str, EventType]) -> Date | None:
    """Return the day of publication for speech that is reported without a date, saying so."""
    day = analysis.document.published
    quad = types[draft.type].quad
    if day is None or draft.status != "actual" or draft.noun or (quad is not None and quad.startswith("material")):
        return None
    perfect = any(draft.sentence.tokens[j].lower == "had" for j in draft.sentence.children[draft.match.head])
    if perfect:
        return None
    return publication_date(day)


def publication_date(day: dt.date) -> Date:
    """Return the day of publication as an inferred date."""
    return Date(
        text=None,
        start=None,
        end=None,
        edtf=day.isoformat(),
        earliest=day,
        latest=day,
        basis="publication date",
        timex_type="DATE",
        timex_value=day.isoformat(),
    )


def _dated_status(draft: Draft, published: dt.date | None) -> Draft:
    """A thing told as a fact but dated after publication is planned, unless it is told as done before ("had met")."""
    date = draft.date
    sentence, head = draft.sentence, draft.match.head
    if any(sentence.tokens[j].lower == "had" and sentence.tokens[j].dep == "aux" for j in sentence.children[head]):
        return draft
    if (
        published
        and date
        and date.earliest
        and date.earliest > published
        and draft.status == "actual"
        and draft.type not in ("AGREE", "REQUEST", "THREATEN", "STATEMENT", "ACCUSE", "REJECT")
    ):
        return replace(draft, status="planned")
    return draft
