"""Which words keep their capitals when a headline is put in sentence case: names of the tables."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.analyse.blocks import CaseRules
from dragoman.knowledge.tables import Knowledge


def case_rules(knowledge: Knowledge, common: frozenset[str], towns: frozenset[str]) -> CaseRules:
    """Return the rules of capitals.

    Arguments: common, ordinary English words in lower case; towns, names of places that datelines open with.
    """
    proper: dict[str, str] = {}
    for word in _words_of_countries(knowledge):
        proper.setdefault(word.lower(), word)
    for acronym in _acronyms(knowledge):
        if acronym.lower() not in common:
            proper.setdefault(acronym.lower(), acronym)
    for acronym in knowledge.sentences.acronyms:
        proper[acronym.lower()] = acronym
    places = {name.lower() for name in towns}
    for country in knowledge.countries:
        places.update(form.lower() for form in (country.name, country.capital or "", *country.capital_aliases))
    given = frozenset(row.name.lower() for row in knowledge.given_names)
    return CaseRules(proper, common, frozenset(places), given, frozenset(_acronyms(knowledge)))


def _words_of_countries(knowledge: Knowledge) -> Iterator[str]:
    for country in knowledge.countries:
        forms = (*country.names, *country.adjectives, *country.demonyms, *country.seats, *country.capital_aliases)
        for form in (*forms, country.capital or ""):
            for word in form.split():
                if word[:1].isupper() and len(word) > 2 and word.lower() not in knowledge.sentences.lower_in_names:
                    yield word


def _acronyms(knowledge: Knowledge) -> Iterator[str]:
    for body in knowledge.organisations:
        yield from (form for form in (body.name, *body.aliases) if form.isupper() and " " not in form)
    for office in knowledge.offices.office:
        yield from (word for word in office.words if word.isupper())
