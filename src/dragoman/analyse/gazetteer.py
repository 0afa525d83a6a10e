"""The world tables as one lexicon with the look-ups that naming an actor needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.analyse.lexicon import Entry, Lexicon, build_lexicon
from dragoman.analyse.spellings import name_key, sounds, surname
from dragoman.knowledge.actors import (
    AgentNoun,
    AgentRules,
    Officeholder,
    OfficeRules,
    Organisation,
    expand_offices,
)
from dragoman.knowledge.names import GivenName, NameRules
from dragoman.knowledge.world import Country, PlaceRow


@dataclass(frozen=True)
class Gazetteer:
    """Names of countries, bodies, offices and persons, and who held which office when."""

    lexicon: Lexicon
    countries: dict[str, Country]
    agents: dict[str, AgentNoun]
    holders: dict[tuple[str, str | None], tuple[Officeholder, ...]]
    surnames: dict[str, tuple[Officeholder, ...]]
    callnames: dict[str, tuple[Officeholder, ...]]
    first_names: frozenset[str]
    bodies: dict[str, str]
    given: dict[str, str]
    names: NameRules
    rules: OfficeRules
    anaphora: AgentRules
    common: frozenset[str]
    generic: frozenset[str]
    homes: dict[str, str]


def build_gazetteer(
    countries: tuple[Country, ...],
    organisations: tuple[Organisation, ...],
    agents: AgentRules,
    offices: OfficeRules,
    holders: tuple[Officeholder, ...],
    names: NameRules,
    given_names: tuple[GivenName, ...] = (),
    places: tuple[PlaceRow, ...] = (),
    common: frozenset[str] = frozenset(),
) -> Gazetteer:
    """Return the gazetteer of the world tables; made once per process."""
    by_role: dict[tuple[str, str | None], list[Officeholder]] = {}
    surnames: dict[str, list[Officeholder]] = {}
    callnames: dict[str, list[Officeholder]] = {}
    foremost = {role for roles in names.foremost_roles for role in roles}
    for holder in holders:
        by_role.setdefault((holder.role, holder.country), []).append(holder)
        for key in {sounds(surname(form)) for form in (holder.person, *holder.aliases) if name_key(form)}:
            surnames.setdefault(key, []).append(holder)
        words = name_key(holder.person)
        if holder.country in names.first_word_countries and holder.role in foremost and len(words) > 1:
            callnames.setdefault(sounds(words[0]), []).append(holder)
    first = {name_key(h.person)[0] for h in holders if len(name_key(h.person)) > 1}
    return Gazetteer(
        lexicon=build_lexicon(
            _names(countries, organisations, agents, offices, holders, _provinces(places, names), names)
        ),
        countries={c.iso3: c for c in countries},
        agents={form: noun for noun in agents.agent for word in noun.words for form in _forms(word.lower())},
        holders={key: tuple(rows) for key, rows in by_role.items()},
        surnames={key: tuple(rows) for key, rows in surnames.items()},
        callnames={key: tuple(rows) for key, rows in callnames.items()},
        first_names=frozenset(first) | {row.name.lower() for row in given_names},
        bodies={word: sector for sector, words in names.body_words.items() for word in words},
        given={row.name.lower(): row.gender for row in given_names},
        names=names,
        rules=offices,
        anaphora=agents,
        common=common,
        generic=frozenset(w for w in (*agents.generic_persons, *agents.generic_groups) if " " not in w),
        homes=_homes(offices, organisations, countries),
    )


def _homes(
    offices: OfficeRules, organisations: tuple[Organisation, ...], countries: tuple[Country, ...]
) -> dict[str, str]:
    """Return the country of the wordings that a body or seat of one country is part of: "Pentagon spokesman"."""
    bodies: dict[str, set[str | None]] = {}
    for body in organisations:
        for name in (body.name, *body.aliases):
            bodies.setdefault(name, set()).add(body.country)
    for country in countries:
        for seat in country.seats:
            bodies.setdefault(seat, set()).add(country.iso3)
    found = {}
    for wording in {word for office in offices.office for word in office.words if word != word.lower()}:
        words = wording.split()
        parts = [" ".join(words[:n]) for n in range(len(words) - 1, 0, -1)]
        parts += [" ".join(words[n:]) for n in range(1, len(words))]
        states = next((bodies[part] for part in parts if part[0].isupper() and part in bodies), set())
        home = next(iter(states), None) if len(states) == 1 else None
        if home is not None:
            found[wording.lower()] = home
    return found


def _provinces(places: tuple[PlaceRow, ...], names: NameRules) -> tuple[PlaceRow, ...]:
    """Return the provinces and towns whose officials are their country's: "Michigan governor", "mayor of Izmir"."""
    kinds = names.province_features | names.city_features
    return tuple(row for row in places if row.country and row.feature in kinds)


def _names(
    countries: tuple[Country, ...],
    organisations: tuple[Organisation, ...],
    agents: AgentRules,
    offices: OfficeRules,
    holders: tuple[Officeholder, ...],
    provinces: tuple[PlaceRow, ...],
    rules: NameRules,
) -> Iterator[tuple[str, Entry, bool]]:
    for adjective, iso in rules.regions.items():
        yield adjective, Entry("province", iso), True
    for province in provinces:
        for name in province.names:
            yield name, Entry("province", province), True
    for country in countries:
        for name in dict.fromkeys((country.name, country.official or country.name, *country.aliases)):
            yield name, Entry("country", country), True
            if len(name) > LETTERS:
                yield name.upper(), Entry("country", country), True  # "SERBIA's parliament", as digests write
        for kind, forms in (
            ("adjective", country.adjectives),
            ("demonym", country.demonyms),
            ("seat", country.seats),
        ):
            for name in dict.fromkeys(forms):
                yield name, Entry(kind, country), True
                if kind == "adjective" and len(name) > LETTERS:
                    yield name.upper(), Entry(kind, country), True
        if country.capital:
            for name in dict.fromkeys((country.capital, *country.capital_aliases)):
                yield name, Entry("capital", country), True
    for body in organisations:
        for name in dict.fromkeys((body.name, *body.aliases)):
            yield name, Entry("organisation", body), True
    for office in expand_offices(offices):
        for name in dict.fromkeys(form for word in office.words for form in _spellings(word, rules)):
            yield name, Entry("office", office), name.isupper()
            if not name.isupper():
                yield _plural(name), Entry("office", office), False
    for noun in agents.agent:
        for name in noun.words:
            if " " in name or "-" in name:
                yield name, Entry("agent", noun), False
                yield _plural(name), Entry("agent", noun), False
    for epithet in agents.epithets:
        if " " in epithet:
            yield epithet.title(), Entry("region", None), True  # "South American" is not "American"
    for honorific in offices.honorifics:
        yield honorific, Entry("honorific", None), True
    for person in dict.fromkeys(holders):
        for name in dict.fromkeys((person.person, *person.aliases)):
            if " " in name:
                yield name, Entry("person", person), True


# Names of fewer letters, all capital, may be acronyms.
LETTERS = 3


def _spellings(words: str, rules: NameRules) -> tuple[str, ...]:
    """Return a title as it is and with its words spelled the other way: "relief co-ordinator"."""
    other = " ".join(rules.spelled_also.get(word, word) for word in words.split(" "))
    return (words,) if other == words else (words, other)


def _forms(word: str) -> tuple[str, ...]:
    """Return a role noun with the plural that lemmatisers miss: "servicemen"."""
    return (word, f"{word[:-3]}men") if word.endswith("man") and " " not in word else (word,)


def _plural(words: str) -> str:
    """Return the regular plural: of "minister of state" the first noun's, else the last word's."""
    for link in (" of ", " for ", " to ", "-in-"):
        if link in words:
            head, rest = words.split(link, 1)
            return _plural(head) + link + rest
    if words.endswith(("s", "x", "ch", "sh")):
        return words + "es"
    if words.endswith("y") and words[-2:-1] not in "aeiou":
        return words[:-1] + "ies"
    if words.endswith("man"):
        return words[:-3] + "men"
    return words + "s"
