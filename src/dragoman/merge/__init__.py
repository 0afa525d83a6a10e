"""Merges event mentions into events; the result depends on the set of mentions alone, never on order or repeats."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from dragoman.knowledge.merging import MergeRules
from dragoman.merge.build import build_event
from dragoman.merge.clusters import attach, group_mentions
from dragoman.merge.outcomes import join_outcomes
from dragoman.merge.telling import Telling, tell
from dragoman.records import Event

__all__ = ["merge", "tell"]


def merge(tellings: Iterable[Telling], rules: MergeRules, mutual: Collection[str]) -> tuple[Event, ...]:
    """Return the events that mentions tell, ordered by id.

    Arguments: tellings, from `tell`, repeats allowed; rules, words of `en/merging.toml`; mutual, event types that
    those who take part do together.
    """
    with uncollected():
        return _merged(tellings, rules, mutual)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python's collector of circular garbage from running.

    Merging makes nothing that refers back to itself, and the collector would walk through all mentions again and again:
    that took a third of the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _merged(tellings: Iterable[Telling], rules: MergeRules, mutual: Collection[str]) -> tuple[Event, ...]:
    once = {telling.mention.id: telling for telling in tellings}
    groups = attach(group_mentions(once.values(), mutual), mutual)
    built = sorted((build_event(group, rules) for group in groups), key=lambda event: event.id)
    return join_outcomes(built)
