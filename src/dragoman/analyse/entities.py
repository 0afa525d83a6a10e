"""Entities of a document while they are being resolved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.mentions import Mention

SUBJECT = ("nsubj", "nsubjpass")
# Actors of these sectors belong to some state even where the sentence does not name it.
NATIONAL = frozenset(
    [
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "SPY",
        "PTY",
        "OPP",
        "CVL",
        "LAB",
        "EDU",
        "MED",
        "REL",
        "AGR",
        "SOC",
        "REB",
        "PRM",
        "REF",
    ]
)
# A named person of these belongs to the country told of; a role noun alone ("a journalist") may be from anywhere.
PRIVATE = frozenset({"JRN", "BUS", "CRM"})
# Of these a state may have some that fight it: what others do there tells nothing of whose they are.
ARMED = frozenset({"REB", "UAF"})
INTERNATIONAL = frozenset({"IGO", "NGO", "MNC"})


@dataclass(slots=True)
class Entity:
    """One actor of the document; grows as mentions join it (inside one run of `resolve` only)."""

    key: str
    kind: str
    name: str | None = None
    person: str | None = None
    office: str | None = None
    role: str | None = None
    country: str | None = None
    sector: str | None = None
    body: str | None = None
    former: bool = False
    inferred: bool = False
    female: bool | None = None
    plural: bool = False
    words: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    found_by: str = ""
    first: Mention | None = None


@dataclass(slots=True)
class Seen:
    """An entity at one place of the text, for finding antecedents."""

    entity: Entity
    mention: Mention
    subject: bool
    clause: int


def describe(entity: Entity, country_name: str | None) -> str:
    """Return the name that a record shows for an entity."""
    if entity.person:
        return entity.person
    if entity.body and entity.kind == "organisation":
        return entity.body
    title = entity.office or entity.name
    owner = entity.body or country_name
    if entity.kind == "country" or not title:
        return owner or entity.name or entity.key
    return f"{owner} {title}" if owner else title


def is_subject(sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention is the subject of its clause (or coordinated with it)."""
    i = mention.head
    for _ in range(4):
        token = sentence.tokens[i]
        if token.dep in SUBJECT:
            return True
        if token.dep not in ("conj", "appos", "compound", "poss", "dep") or token.head == i:
            return False
        if token.dep == "poss" and i == mention.head and mention.kind != "pronoun":
            return False
        i = token.head
    return False


@dataclass
class State:
    """What is known of a document while its mentions are resolved, in text order.

    `home` is the country that the story plays in, as far as it can be told; `homes` are those of datelines by
    paragraph, `named` those that the text names, `located` those of the places in each sentence, by offset.
    """

    analysis: Analysis
    gazetteer: Gazetteer
    home: str | None
    homes: dict[int, str]
    named: frozenset[str]
    pairs: dict[tuple[int, int], Mention]
    located: dict[int, list[tuple[int, str]]]
    attached: dict[tuple[int, int], str]
    entities: dict[str, Entity] = field(default_factory=dict)
    aliases: dict[str, Entity] = field(default_factory=dict)
    speakers: dict[int, Entity] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)


def keyed(state: State, key: str, kind: str, **fields) -> Entity:
    if key not in state.entities:
        state.entities[key] = Entity(key=key, kind=kind, **fields)
    return state.entities[key]


def country_entity(iso: str | None, state: State) -> Entity:
    row = state.gazetteer.countries.get(iso or "")
    return keyed(
        state,
        f"country:{iso}",
        "country",
        country=iso,
        sector="GOV",
        name=row.name if row else iso,
        found_by="countries.csv",
    )


def country_name(iso: str | None, gazetteer: Gazetteer) -> str | None:
    row = gazetteer.countries.get(iso or "")
    return row.name if row else None


def grow(entity: Entity, mention: Mention, state: State) -> Entity:
    """Add what a further mention tells; the text's own words win over what was inferred."""
    if mention.person and entity.person and len(mention.person) > len(entity.person) and " " in mention.person:
        entity.person = entity.name = mention.person
    if mention.office and (entity.office is None or "officeholders" in entity.found_by):
        entity.office, entity.role = mention.office, mention.role
        entity.sector = mention.sector or entity.sector
    if mention.country and (entity.country is None or entity.inferred) and entity.sector not in INTERNATIONAL:
        entity.country, entity.inferred = mention.country, False
    if entity.sector is None:
        entity.sector = mention.sector
    entity.words |= role_words(mention)
    entity.titles |= titles_of(mention)
    return entity


def titles_of(mention: Mention) -> set[str]:
    """Return the titles of a mention, whole and without what they are of: "secretary of state", "secretary"."""
    found = set()
    for text in (mention.office, mention.noun, *mention.also):
        if text:
            lower = text.lower()
            found |= {lower, lower.split(" of ")[0].split(" for ")[0].split(" to ")[0]}
    return found


def role_words(mention: Mention) -> set[str]:
    """Return the titles of a mention with their head words: "foreign minister", "minister"."""
    titles = titles_of(mention)
    return titles | {title.split()[-1] for title in titles}


def of_body(mention: Mention, owner: Entity, state: State) -> Mention:
    """Return a role with the sector of the group or body that it is of: "its men", "the union's leader"."""
    noun = (mention.noun or "").rpartition(" ")[2]
    apart = owner.kind in ("organisation", "agent") and owner.sector in BODIES
    if not apart or noun not in state.gazetteer.names.general_roles:
        return mention
    return replace(mention, sector=owner.sector, body=owner.body, country=mention.country or owner.country)


# Whose people are of its sector, whatever they are called.
BODIES = INTERNATIONAL | {"REB", "UAF", "PTY", "OPP", "MIL", "LAB", "BUS", "PRM"}
