"""Rows of the actor tables: organisations, role nouns, offices and their holders; indexes over them.

Tables: `world/organisations.csv`, `world/officeholders.csv`, `en/agents.toml`, `en/offices.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator

from dragoman.knowledge.schema import PARTIAL_DATE, Row

Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO", "MNC",
]  # fmt: skip


class Organisation(Row):
    """A named body: an international organisation, an institution of a state, a party, group, firm or paper.

    `country` is ISO 3166-1 alpha-3, None for international and transnational bodies. `since` and `until`
    (columns `from` and `to`) are partial dates: YYYY, YYYY-MM or YYYY-MM-DD. Aliases match case-sensitively.
    """

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    sector: Sector
    kind: str
    since: str | None = Field(default=None, alias="from", pattern=PARTIAL_DATE)
    until: str | None = Field(default=None, alias="to", pattern=PARTIAL_DATE)


class AgentNoun(Row):
    """Role nouns that share a sector: "soldier", "troop" → MIL.

    `words` are lemmas in the singular and lower case. `human` is false for institutions ("army");
    `collective` is true where one noun names many people ("army", "crowd").
    """

    words: tuple[str, ...]
    sector: Sector
    human: bool = True
    collective: bool = False


class Pronoun(Row):
    """Pronouns of one person and number; `possessive` are those that stand before a noun.

    `gender` is f or m for people, n for what is no person, None where it does not tell; `relative` is true for
    those that take up the words right before them ("who").
    """

    words: tuple[str, ...] = ()
    possessive: tuple[str, ...] = ()
    person: Literal[1, 2, 3]
    plural: bool = False
    gender: Literal["f", "m", "n"] | None = None
    relative: bool = False


class Epithet(Row):
    """Words for a state by what it is or where it lies ("kingdom", "Gulf"), and the states that they fit.

    Without `countries` they tell no state, but that the actors so called are of several ("Western diplomats").
    """

    words: tuple[str, ...]
    countries: frozenset[str] = frozenset()


class AgentRules(Row):
    """The table of role nouns, with the lists that anaphora needs."""

    agent: tuple[AgentNoun, ...]
    pronoun: tuple[Pronoun, ...] = ()
    epithet: tuple[Epithet, ...] = ()
    generic_persons: tuple[str, ...] = ()
    generic_groups: tuple[str, ...] = ()
    plural_pairs: tuple[str, ...] = ()
    state_nouns: frozenset[str] = frozenset()
    side_nouns: frozenset[str] = frozenset()
    leader_nouns: frozenset[str] = frozenset()
    leader_roles: frozenset[str] = frozenset()
    person_nouns: frozenset[str] = frozenset()
    described_sectors: frozenset[str] = frozenset()
    counterpart_nouns: frozenset[str] = frozenset()
    host_nouns: frozenset[str] = frozenset()
    neighbour_nouns: frozenset[str] = frozenset()
    brother_nouns: frozenset[str] = frozenset()
    hypernyms: dict[str, frozenset[str]] = {}
    canonical: dict[str, str] = {}
    numbers: dict[str, int] = {}
    body_nouns: frozenset[str] = frozenset()
    body_sectors: dict[str, frozenset[str]] = {}
    led_nouns: frozenset[str] = frozenset()
    issuer_roles: frozenset[str] = frozenset()
    issuer_organs: frozenset[str] = frozenset()
    country_nouns: frozenset[str] = frozenset()
    guest_nouns: frozenset[str] = frozenset()
    spokes_nouns: frozenset[str] = frozenset()
    ordered: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    def is_described(self, noun: str) -> bool:
        """Tell a noun for one private person, whom a report names after it has described him: "a journalist"."""
        found = self.index.get(noun) or self.index.get(noun.split()[-1] if noun else "")
        return found is not None and found.human and found.sector in self.described_sectors

    def is_actor(self, noun: str) -> bool:
        """Tell a noun for somebody or some body from one for a thing."""
        return noun in self.index or noun in self.generic_persons or noun in self.generic_groups

    @cached_property
    def index(self) -> dict[str, AgentNoun]:
        """Return the role nouns by lemma."""
        return {word: noun for noun in self.agent for word in noun.words}

    @cached_property
    def pronouns(self) -> dict[str, Pronoun]:
        """Return the pronouns by word, possessive ones among them."""
        return {word: row for row in self.pronoun for word in (*row.words, *row.possessive)}

    @cached_property
    def possessives(self) -> frozenset[str]:
        """Return the pronouns that stand before a noun: "his", "our"."""
        return frozenset(word for row in self.pronoun for word in row.possessive)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, ...]]:
        """Return the phrases for several actors named together, as words: ("both", "sides")."""
        return frozenset(tuple(phrase.split()) for phrase in self.plural_pairs)

    @cached_property
    def epithets(self) -> dict[str, frozenset[str]]:
        """Return the states that a word for some state fits, by the word in lower case."""
        return {word.lower(): row.countries for row in self.epithet for word in row.words}


class Office(Row):
    """An office, rank or title, with every wording of it.

    `role` is the key that officeholders.csv uses. `sector` is None where the office takes the sector of its
    institution ("spokesman"). `countries` limits the reading to these states (a British foreign secretary
    is the foreign minister). `title_only` wordings count only right before or after a name. `single` says
    that a country has one holder at a time. `institution` names bodies the office belongs to. `group`
    says that the wordings are different offices of one kind: a record then names the office by the wording.
    `usual` says that this is what its states call the role: who is found there by name alone has this office.
    """

    name: str
    words: tuple[str, ...]
    sector: Sector | None = None
    role: str
    kind: Literal["person"] = "person"
    countries: tuple[str, ...] = ()
    institution: tuple[str, ...] = ()
    title_only: bool = False
    single: bool = False
    group: bool = False
    usual: bool = False


class Portfolio(Row):
    """A subject of government: "defence"; `words` are the wordings that a template takes for X."""

    name: str
    words: tuple[str, ...]
    sector: Sector = "GOV"


class Template(Row):
    """A pattern over portfolios: `words` hold X ("X minister"); `name` names the role ("X minister")."""

    name: str
    words: tuple[str, ...]


class OfficeRules(Row):
    """The table of offices, with the words that stand before titles."""

    office: tuple[Office, ...]
    portfolio: tuple[Portfolio, ...] = ()
    template: tuple[Template, ...] = ()
    honorifics: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    acting: tuple[str, ...] = ()
    deputy: tuple[str, ...] = ()
    elect: tuple[str, ...] = ()

    @cached_property
    def index(self) -> dict[str, tuple[Office, ...]]:
        """Return all offices by wording in lower case; those limited to countries come first."""
        index: dict[str, list[Office]] = {}
        for office in expand_offices(self):
            for word in office.words:
                index.setdefault(word.lower(), []).append(office)
        return {word: tuple(sorted(found, key=lambda o: not o.countries)) for word, found in index.items()}

    @cached_property
    def by_name(self) -> dict[str, tuple[Office, ...]]:
        """Return all offices by their name."""
        named: dict[str, list[Office]] = {}
        for office in expand_offices(self):
            named.setdefault(office.name, []).append(office)
        return {name: tuple(found) for name, found in named.items()}

    @cached_property
    def usual(self) -> dict[tuple[str, str], str]:
        """Return what states call a role where it has a name of its own there, by (role, country)."""
        return {(row.role, iso): row.name for row in self.office if row.usual for iso in row.countries}


class Officeholder(Row):
    """One term of one person in one office.

    `start` and `end` are partial dates; `end` None means in office as far as the table knows.
    """

    person: str
    aliases: tuple[str, ...] = ()
    role: str
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    sector: Sector
    start: str = Field(pattern=PARTIAL_DATE)
    end: str | None = Field(default=None, pattern=PARTIAL_DATE)

    @field_validator("end")
    @classmethod
    def _in_order(cls, end: str | None, info) -> str | None:
        start = info.data.get("start")
        if end and start and end < start[: len(end)]:
            raise ValueError(f"the term ends ({end}) before it starts ({start})")
        return end


def expand_offices(rules: OfficeRules) -> tuple[Office, ...]:
    """Return the offices of the table and those that its templates make over its portfolios.

    A wording that an explicit office has is not made again, so that the explicit office wins.
    """
    taken = {word.casefold() for office in rules.office if not office.countries for word in office.words}
    made = []
    for portfolio in rules.portfolio:
        for template in rules.template:
            words = [
                pattern.replace("X", word)
                for pattern in template.words
                for word in portfolio.words
                if not (word.startswith("the ") and (pattern[0] == "X" or "the X" in pattern))
            ]
            free = tuple(word for word in dict.fromkeys(words) if word.casefold() not in taken)
            name = template.name.replace("X", portfolio.name)
            if free:
                made.append(Office(name=name, words=free, sector=portfolio.sector, role=name))
                taken.update(word.casefold() for word in free)
    return rules.office + tuple(made)


def office_of(index: dict[str, tuple[Office, ...]], words: str, country: str | None) -> Office | None:
    """Return the office that a wording names in a country (ISO alpha-3, None if unknown), or None."""
    for office in index.get(words.lower(), ()):
        if not office.countries or country in office.countries:
            return office
    return None


def in_office(holder: Officeholder, day: str | None) -> bool:
    """Return whether a term covers a day (YYYY-MM-DD or partial), at the coarser of the two precisions.

    A day of None asks whether the term is open.
    """
    if day is None:
        return holder.end is None
    if day[: len(holder.start)] < holder.start[: len(day)]:
        return False
    return holder.end is None or day[: len(holder.end)] <= holder.end[: len(day)]


def holders_on(
    holders: Iterable[Officeholder], role: str, country: str | None, day: str | None
) -> tuple[Officeholder, ...]:
    """Return who held a role in a country on a day; two where the table is too coarse to tell."""
    return tuple(h for h in holders if h.role == role and h.country == country and in_office(h, day))
