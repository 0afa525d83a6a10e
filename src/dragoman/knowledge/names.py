"""How names of people and bodies are built (`data/en/names.toml`)."""

from __future__ import annotations

from typing import Literal

from dragoman.knowledge.schema import Row


class NameRules(Row):
    """Word lists for recognising names that no table has; all words in lower case."""

    particles: frozenset[str]
    not_names: frozenset[str]
    place_words: frozenset[str]
    title_words: frozenset[str] = frozenset()
    general_roles: frozenset[str]
    month_names: frozenset[str] = frozenset()
    names_too: frozenset[str] = frozenset()
    name_links: frozenset[str] = frozenset()
    surname_places: frozenset[str] = frozenset()
    creeds: frozenset[str] = frozenset()
    thing_words: frozenset[str] = frozenset()
    regions: dict[str, str] = {}
    city_features: frozenset[str] = frozenset()
    town_roles: frozenset[str] = frozenset()
    loosening: frozenset[str]
    visiting: frozenset[str]
    foreign_roles: frozenset[str] = frozenset()
    asking_labels: frozenset[str] = frozenset()
    answering_labels: frozenset[str] = frozenset()
    province_features: frozenset[str] = frozenset()
    saying: frozenset[str] = frozenset()
    shared_words: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    regnal_roles: frozenset[str] = frozenset()
    foremost_roles: tuple[tuple[str, ...], ...] = ()
    first_word_countries: frozenset[str] = frozenset()
    spelled_also: dict[str, str] = {}
    seats_of_bodies: dict[str, str] = {}
    halves: dict[str, str] = {}
    leading_verbs: frozenset[str] = frozenset()
    honorific_gender: dict[str, Literal["f", "m"]] = {}
    usual: dict[str, str] = {}
    body_words: dict[str, tuple[str, ...]]


class GivenName(Row):
    """A given name that almost only women (f) or almost only men (m) bear, without accents."""

    name: str
    gender: Literal["f", "m"]
