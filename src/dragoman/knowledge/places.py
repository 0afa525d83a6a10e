"""Words that tell a place name from other names (`data/en/places.toml`)."""

from __future__ import annotations

from dragoman.knowledge.schema import Row


class Feature(Row):
    """One kind of place and the words that name it; `words` are in lower case.

    `open` says that an unknown name before such a word is a place too ("Torvik Airport"), not only a known
    one;
    `area` that the word, in lower case, only says what the named thing is: in "Torvik district" the name is
    "Torvik", while "Torvik airport" is not Torvik.
    """

    feature: str
    words: tuple[str, ...]
    open: bool = True
    area: bool = False


class PlaceRules(Row):
    """Word lists for finding toponyms; in lower case unless said otherwise.

    `locative` prepositions take a place, `weak_locative` may; `directions` go before a name and are part of
    it where capitalised; a town after one of `particles` is part of a longer name; `roles` are words that
    follow a country without making a longer name ("Kenya Foreign Minister"), unless one of `body_words`
    comes too ("Kenya Foreign Ministry"); a name with `not_before` after it is no place; `titles` open the
    name of a person; `organisation_heads` stand before "of" in the name of a body ("Bank of"),
    `office_heads` in the title of a person ("Prince of"); `hyphen_heads` follow a place and a hyphen
    ("-based"); `ambiguous` are towns whose names are also words, given names or surnames; `not_names` are
    capitalised words that are never the name of an unlisted place; `installations` are seats that are
    places by themselves, spelled as in text; `saying` are verbs whose subject is no town.

    For the place of an event: `where` are prepositions before the place where something happens, `whither` those
    before one end of a movement; a place after `parts` and "of" is where the part is ("the coast of Oman"); a town
    that is the subject of a verb of `hosting` is the place; a verb of `leaving` takes place where it leaves from;
    `country_nouns` after "the" are the country last told; `state_officials` are those of a state, not a country.
    """

    locative: frozenset[str]
    weak_locative: frozenset[str]
    directions: frozenset[str]
    particles: frozenset[str]
    roles: frozenset[str]
    body_words: frozenset[str]
    not_before: frozenset[str]
    titles: frozenset[str]
    organisation_heads: frozenset[str]
    office_heads: frozenset[str]
    hyphen_heads: frozenset[str]
    ambiguous: frozenset[str]
    not_names: frozenset[str]
    installations: tuple[str, ...]
    saying: frozenset[str]
    where: frozenset[str]
    whither: frozenset[str]
    parts: frozenset[str]
    hosting: frozenset[str]
    leaving: frozenset[str]
    country_nouns: frozenset[str]
    state_officials: frozenset[str]
    feature: tuple[Feature, ...]
