"""Pairs of parties: who did an event to whom, as data sets with one source and one target a row have it."""

from __future__ import annotations

from itertools import permutations

from dragoman.records import Event, Party

Dyad = tuple[Party | None, Party | None]


def dyads(event: Event) -> tuple[Dyad, ...]:
    """Return the (actor, recipient) pairs of an event; None stands for a side that is not known.

    Of an event without recipients that several did together (a meeting), each is in turn actor and recipient, as
    in CAMEO data.
    """
    if event.recipients:
        return tuple((a, r) for a in event.actors or (None,) for r in event.recipients)
    if len(event.actors) > 1:
        return tuple(permutations(event.actors, 2))
    return ((event.actors[0] if event.actors else None, None),)
