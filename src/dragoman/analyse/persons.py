"""Resolves personal names: to someone named before, to an office without a name, to a row of the table, or as new."""

from __future__ import annotations

from dragoman.analyse.entities import (
    INTERNATIONAL,
    NATIONAL,
    PRIVATE,
    Entity,
    State,
    grow,
    of_body,
    role_words,
    titles_of,
)
from dragoman.analyse.homes import infer_country
from dragoman.analyse.mentions import Mention
from dragoman.analyse.pronouns import owner_of
from dragoman.analyse.spellings import REGNAL, name_key, same_person, sounds, surname
from dragoman.knowledge.actors import Officeholder, OfficeRules, in_office, office_of

# Who is said to be of such a group is of the state told of, though he has no title.
PARTISAN = ("OPP", "PTY", "REB")


def person_entity(mention: Mention, state: State) -> Entity | None:
    name = mention.person or mention.text
    for seen in reversed(state.seen):
        entity = seen.entity
        if entity.person and same_person(name, entity.person) and _agrees(mention, entity, state):
            return grow(entity, mention, state)
    for entity in state.speakers.values():
        if entity.person and same_person(name, entity.person) and _agrees(mention, entity, state):
            return grow(entity, mention, state)
    if mention.kind == "name" or (" " not in name and mention.office is None and mention.honorific is None):
        rows = known_holders(name, mention, state)
        if mention.kind == "name" and name.lower() in state.gazetteer.given:
            # "Jesus" alone is hardly the premier of that surname in a land that nobody speaks of.
            called = state.gazetteer.names.first_word_countries
            told = {state.home, *state.named, *called} - {None}
            rows = tuple(r for r in rows if r.country in told or r.role == "president")
        if mention.kind == "name" and name.lower() in state.gazetteer.common:
            # "Mass" is a word before it is a spelling of Maas.
            rows = tuple(r for r in rows if name_key(name)[0] in name_key(r.person))
        if not rows:
            return None if mention.kind == "name" and not mention.noun else _new_person(name, mention, state, None)
        return _new_person(rows[0].person if len(name_key(name)) == 1 else name, mention, state, rows[0])
    rows = known_holders(name, mention, state)
    # An office without a name may turn out to be this person ("his Turkish counterpart … Hakan Fidan").
    if mention.role and mention.country:
        for seen in reversed(state.seen):
            e = seen.entity
            if e.role == mention.role and e.country == mention.country and not e.person and e.kind == "office":
                e.person, e.name = name, name
                return grow(e, mention, state)
    if not rows and mention.office is None and mention.country is None and mention.body is None:
        told = _described(mention, state)
        if told is not None:
            told.kind, told.person, told.name = "person", name, name
            return grow(told, mention, state)
    if rows and len(name_key(name)) == 1 and rows[0].role not in state.gazetteer.names.regnal_roles:
        name = rows[0].person  # "President Obama"
    return _new_person(name, mention, state, rows[0] if rows else None)


def _described(mention: Mention, state: State) -> Entity | None:
    """Return whom the lead only describes, named in the sentences after it: "a Polish journalist … Jan Nowak".

    Of several described the one told of first is named first. Who merely speaks in the report is nobody described.
    """
    sentence = state.analysis.sentences[mention.sentence]
    head = sentence.tokens[mention.head]
    nouns = state.gazetteer.anaphora
    if " " not in (mention.person or "") or mention.noun and not nouns.is_described(mention.noun):
        return None
    if (
        mention.noun is None
        and head.dep == "nsubj"
        and sentence.tokens[head.head].lemma in state.gazetteer.names.saying
    ):
        return None
    verb = sentence.tokens[head.head]
    if any(sentence.tokens[j].lower in ("also", "too") for j in sentence.children[verb.i]):
        return None  # "also arrested Jan Nowak": somebody else
    for seen in state.seen:
        back = mention.sentence - seen.mention.sentence
        entity = seen.entity
        if not 0 < back <= 2 or entity.person or entity.plural or entity.former:
            continue
        human = entity.kind in ("agent", "office") and state.gazetteer.anaphora.is_described(entity.name or "")
        if human and seen.mention.indefinite and not seen.mention.plural and not seen.mention.modifier:
            return entity
    return None


def _agrees(mention: Mention, entity: Entity, state: State) -> bool:
    """Tell that neither country nor honorific of a mention contradicts an entity."""
    return not (
        mention.country
        and entity.country
        and mention.country != entity.country
        and not entity.inferred
        and not mention.options
    )


def known_holders(name: str, mention: Mention, state: State) -> tuple[Officeholder, ...]:
    """Return the terms of the table that fit a name, those held on the day of publication first."""
    words = name_key(name)
    if not words:
        return ()
    rows = []
    for row in _named_alike(words, state):
        if not any(same_person(name, form) for form in (row.person, *row.aliases)):
            continue
        if mention.country and row.country != mention.country:
            continue
        # "Secretary Blinken", "Minister Fidan": a title of one word may be short for another office.
        short = mention.noun is not None and " " not in mention.noun and mention.sector == row.sector
        ranked = mention.role in state.gazetteer.names.ranks
        # "Foreign Secretary Truss": in Britain that is the minister.
        there = office_of(state.gazetteer.rules.index, mention.noun or "", row.country)
        same = mention.role == row.role or there is not None and there.role == row.role
        other = mention.role and not same and not short and not ranked
        # Whoever has an office now is no namesake in another one, in a land that nobody speaks of.
        if other and (len(words) == 1 or row.country not in state.named | {state.home}):
            continue
        rows.append(row)
    exact = [r for r in rows if len(words) > 1 and any(name_key(form) == words for form in (r.person, *r.aliases))]
    rows = exact or rows
    day = state.analysis.document.published
    if day is None:
        # Without a date only the very spelling tells: Nowak is not Novák.
        return _foremost([r for r in rows if any(surname(f) == words[-1] for f in (r.person, *r.aliases))], state)
    now = [r for r in rows if in_office(r, day.isoformat())]
    if now:
        if len({r.person for r in now}) > 1:
            # Several holders share the surname: the country of the document can tell, else it is the highest office.
            home = [r for r in now if r.country and r.country == state.home]
            now = home or [r for r in now if r.country in state.named] or now
        return _foremost(now, state)
    if len(words) == 1:
        return ()
    return tuple(sorted(rows, key=lambda r: r.start, reverse=True)) if len({r.person for r in rows}) == 1 else ()


def is_leader(mention: Mention, state: State) -> bool:
    """Tell a subject whose one word is the surname of a leader in office, though a town has the name, too: "Bush"."""
    token = state.analysis.sentences[mention.sentence].tokens[mention.head]
    if mention.kind != "name" or token.dep != "nsubj" or state.analysis.document.published is None:
        return False
    leads = {role for roles in state.gazetteer.names.foremost_roles for role in roles}
    return any(row.role in leads for row in known_holders(mention.text, mention, state))


def _named_alike(words: tuple[str, ...], state: State) -> tuple[Officeholder, ...]:
    """Return the rows whose surname sounds like the last word of a name, else like its first (Xi Jinping).

    A word alone may be what a leader is called by, too ("Xi", "Abiy").
    """
    surnames = state.gazetteer.surnames
    last = words[-2] if len(words) > 1 and REGNAL.fullmatch(words[-1]) else words[-1]
    if len(words) == 1:
        rows = surnames.get(sounds(last), ()) + state.gazetteer.callnames.get(sounds(last), ())
        return tuple(dict.fromkeys(rows))
    return surnames.get(sounds(last), ()) or surnames.get(sounds(words[0]), ())


def _foremost(rows: list[Officeholder], state: State) -> tuple[Officeholder, ...]:
    """Return the rows of the one person they are of; of several people the one in the highest office."""
    ranks = state.gazetteer.names.foremost_roles
    for roles in (None, *ranks):
        kept = [r for r in rows if roles is None or r.role in roles]
        if kept and (roles is not None or len({r.person for r in kept}) == 1):
            # Who is prime minister and foreign minister is the prime minister.
            kept.sort(key=lambda r: next((n for n, some in enumerate(ranks) if r.role in some), len(ranks)))
            return tuple(kept) if len({r.person for r in kept}) == 1 else ()
    return ()


def _new_person(name: str, mention: Mention, state: State, row: Officeholder | None) -> Entity:
    day = state.analysis.document.published
    if mention.owner is not None and mention.country is None and not _is_counterpart(mention, state):
        owner = owner_of(mention, state)
        mention = of_body(mention, owner, state) if owner is not None else mention
    country, office, role, sector = mention.country, mention.office, mention.role, mention.sector
    inferred, by = False, mention.found_by
    if country is None and mention.bodies:
        homes = [iso for _, iso, _ in mention.bodies if iso is not None and iso in (state.home, *state.named)]
        homes.sort(key=lambda iso: iso != state.home)
        country = next(iter(homes), state.home)
        inferred = country is not None and country not in homes
    if country is None and mention.options:
        country = None
    if row is not None:
        by += ", officeholders.csv"
        country = country or row.country
        if office is None and day is not None and in_office(row, day.isoformat()):
            office = state.gazetteer.rules.usual.get((row.role, row.country), row.role)
            role, sector = row.role, sector or row.sector
        elif office is None and day is not None and row.end and row.end[:4] < str(day.year):
            sector = sector or "ELI"
        sector = sector or row.sector
    if sector is None and office and country and not mention.body:
        sector = "GOV"
    if mention.sector in INTERNATIONAL:
        country, sector = (None if mention.sector == "IGO" else country), mention.sector
    elif (
        country is None
        and row is None
        and (mention.noun or mention.office or mention.sector in PARTISAN)
        and mention.owner is None
        and sector not in INTERNATIONAL
        and (sector in NATIONAL or sector in PRIVATE or sector is None)
    ):
        country = _plausible(infer_country(mention, state), name, role, state)
        inferred = country is not None
    if country is None and mention.owner is not None:
        owner = owner_of(mention, state)
        if owner is not None and not _is_counterpart(mention, state):
            country, inferred = owner.country, True
    if role is None and mention.owner is not None and _is_counterpart(mention, state):
        owner = owner_of(mention, state)
        if owner is not None and owner.sector not in INTERNATIONAL:
            office, role, sector = owner.office, owner.role, sector or owner.sector
    entity = Entity(
        key=f"person:{'-'.join(name_key(name))}",
        kind="person",
        name=name,
        person=name,
        office=office,
        role=role,
        country=country,
        sector=sector,
        body=mention.body,
        former=mention.former,
        inferred=inferred,
        female=_female(name, mention, state),
        # A foreign secretary is a minister.
        words=role_words(mention) | ({role, role.rpartition(" ")[2]} if role else set()),
        titles=titles_of(mention) | ({role} if role else set()),
        found_by=by,
    )
    if mention.former:
        entity.sector = "ELI"
    n = 2
    while entity.key in state.entities:
        entity.key = f"{entity.key.split('#')[0]}#{n}"
        n += 1
    state.entities[entity.key] = entity
    return entity


def settle_office(entity: Entity, rules: OfficeRules) -> None:
    """Name an office as the entity's country does, once that is known: in Britain a foreign secretary is the minister.

    Arguments: entity, changed in place; rules, the table of offices.
    """
    rows = rules.by_name.get(entity.office or "", ())
    if entity.country is None or not rows:
        return
    if entity.country in rows[0].countries:
        return
    for title in sorted(entity.titles, key=lambda words: (-len(words), words)):
        if all(title not in row.words for row in rows):
            continue
        there = office_of(rules.index, title, entity.country)
        if there is not None and there.name != entity.office and (there.countries or rows[0].countries):
            entity.office, entity.role = there.name, there.role
            return
    if rows[0].countries:
        plain = rules.usual.get((rows[0].role, entity.country))
        entity.office = plain or (rows[0].role if rows[0].role in rules.by_name else entity.office)


def _is_counterpart(mention: Mention, state: State) -> bool:
    """Tell a person named as the counterpart of another: he has the same office, in another state."""
    last = (mention.noun or "").rpartition(" ")[2]
    return last in state.gazetteer.anaphora.counterpart_nouns


def _female(name: str, mention: Mention, state: State) -> bool | None:
    """Tell from the honorific, else from the given name, whether a person is a woman; None where neither tells."""
    honorific = (mention.honorific or "").lower().rstrip(".")
    words = name_key(name)
    gender = state.gazetteer.names.honorific_gender.get(honorific) or (
        state.gazetteer.given.get(words[0]) if len(words) > 1 else None
    )
    return None if gender is None else gender == "f"


def _plausible(country: str | None, name: str, role: str | None, state: State) -> str | None:
    """Return a guessed country, unless the table has somebody else in that office there on the day."""
    day = state.analysis.document.published
    if country is None or role is None or day is None:
        return country
    rows = state.gazetteer.holders.get((role, country), ())
    leads = [state.gazetteer.holders.get((other, country)) for other in ("president", "prime minister", "monarch")]
    if not rows and role in ("president", "prime minister", "monarch", "king", "chancellor") and any(leads):
        return None
    return country
