"""What merging needs to know of one event mention, worked out once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dragoman.knowledge.merging import MergeRules
from dragoman.records import Actor, EventMention

PLANS = frozenset({"planned", "possible", "conditional"})
WORD = re.compile(r"\d[\d,.]*|[^\W\d_]{2,}")
# Longer words are compared by their beginnings, so that "negotiated" and "negotiations" agree.
STEM = 6
# How many words a number may stand before or after what it counts.
REACH = 4
# Types of event that are words: one pair of governments says many things on one day.
SPEECH = frozenset({"STATEMENT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})


@dataclass(frozen=True, slots=True)
class Side:
    """The actors or recipients of a mention: their keys, and what is told of those of each key."""

    keys: frozenset[str]
    persons: dict[str, frozenset[str]]
    offices: dict[str, frozenset[str]]
    sectors: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention as merging sees it.

    `group` is shared by reprints of one text; `first` and `last` are days (proleptic ordinals), `dated` says that the
    text itself gives them; `codes` are the keys of both sides; `words` the stems of the evidence.
    """

    mention: EventMention
    published: int | None
    outlet: str | None
    group: str
    plan: bool
    first: int | None
    last: int | None
    dated: bool
    actors: Side
    recipients: Side
    codes: frozenset[str]
    complete: bool
    words: frozenset[str]
    counts: dict[str, tuple[float, str]]


def tell(
    mention: EventMention, published: dt.date | None, outlet: str | None, group: str, rules: MergeRules
) -> Telling:
    """Return what merging needs to know of a mention.

    Arguments: published and outlet of its document; group, the id of the first of the documents that reprint one text.
    """
    actors, recipients = side(mention.actors), side(mention.recipients)
    codes = actors.keys | recipients.keys
    if not codes and mention.place is not None and mention.place.country:
        codes = frozenset([f"in {mention.place.country}"])
    first, last = _days(mention)
    tokens = words_of(mention.evidence.text)
    return Telling(
        mention=mention,
        published=published.toordinal() if published else None,
        outlet=outlet.casefold() if outlet else None,
        group=group,
        plan=mention.status in PLANS,
        first=first,
        last=last,
        dated=mention.date is not None and mention.date.start is not None,
        actors=actors,
        recipients=recipients,
        codes=codes,
        complete=len(codes) > 1 or bool(actors.keys and recipients.keys),
        words=_stems(tokens, mention, rules),
        counts=counts(tokens, rules),
    )


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case."""
    return [word.lower() for word in WORD.findall(text)]


def side(actors: Iterable[Actor]) -> Side:
    """Return one side of a mention; actors that are nobody in particular have no key and are left out."""
    return _side(tuple((key, a.person, a.country, a.name, a.office, a.sector) for a in actors if (key := party_key(a))))


@lru_cache(maxsize=65536)
def _side(parties: tuple[tuple[str, str | None, str | None, str, str | None, str | None], ...]) -> Side:
    """Return a side from key, person, country, name, office and sector of each party; the same few come often."""
    persons: dict[str, set[str]] = {}
    offices: dict[str, set[str]] = {}
    sectors: dict[str, set[str]] = {}
    for key, person, country, name, office, sector in parties:
        persons.setdefault(key, set())
        if person:
            persons[key].add(person)
        elif country is None:
            persons[key].add(name)
        if office:
            offices.setdefault(key, set()).add(office)
        if sector and (person or office or sector != "GOV"):
            sectors.setdefault(key, set()).add(sector)
    return Side(
        frozenset(persons),
        {key: frozenset(value) for key, value in persons.items() if value},
        {key: frozenset(value) for key, value in offices.items()},
        {key: frozenset(value) for key, value in sectors.items()},
    )


def party_key(actor: Actor) -> str | None:
    """Return what reports agree on when they name an actor differently: its country, else its sector, else its name."""
    if actor.country or actor.sector:
        return actor.country or actor.sector
    return actor.person.casefold() if actor.person else None


def counts(tokens: list[str], rules: MergeRules) -> dict[str, tuple[float, str]]:
    """Return what a sentence counts: (number, its word) by what is counted; the number nearest before counts first."""
    names = rules.what_is_counted
    found: dict[str, tuple[float, str]] = {}
    for at, word in enumerate(tokens):
        what = names.get(word)
        if what is None or what in found:
            continue
        near = [*range(at - 1, max(-1, at - REACH - 1), -1), *range(at + 1, min(len(tokens), at + REACH + 1))]
        for n in near:
            value = _number(tokens, n, rules)
            if value is not None:
                found[what] = (value, tokens[n])
                break
    return found


def _number(tokens: list[str], at: int, rules: MergeRules) -> float | None:
    """Return the number that a token is, "fifteen" of "fifteen hundred" being 1,500."""
    token = tokens[at]
    times = rules.multipliers.get(tokens[at + 1], 1) if at + 1 < len(tokens) else 1
    if not token[0].isdigit():
        value = rules.numbers.get(token)
        return None if value is None else float(value * times)
    digits = token.rstrip(".,").replace(",", "")
    try:
        value = float(digits)
    except ValueError:
        return None
    # "in 2016" counts nothing.
    return None if times == 1 and 1900 <= value <= 2100 and digits == token.rstrip(".,") else value * times


def _days(mention: EventMention) -> tuple[int | None, int | None]:
    date = mention.date
    if date is None:
        return None, None
    first = date.earliest.toordinal() if date.earliest else None
    last = date.latest.toordinal() if date.latest else None
    return (first if first is not None else last), (last if last is not None else first)


def _stems(tokens: list[str], mention: EventMention, rules: MergeRules) -> frozenset[str]:
    """Return the stems of the words that could tell one event from another of the same actors."""
    parties = (*mention.actors, *mention.recipients)
    names = {word.lower() for actor in parties for word in actor.text.split() if word[:1].isupper()}
    if mention.type in SPEECH:
        # "Condemned" and "looks forward" say no more than the type; what was said tells one speech from another.
        names |= set(words_of(mention.trigger.text)[:2])
    return frozenset(
        word[:STEM]
        for word in tokens
        if len(word) > 2 and word not in rules.stop and word not in rules.offices and word not in names
    )
