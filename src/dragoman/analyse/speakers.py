"""Who speaks in a transcript, and to whom: the labels of its turns as entities, and "I", "we" and "you" in them."""

from __future__ import annotations

from dataclasses import replace

from dragoman.analyse.entities import Entity, State
from dragoman.analyse.homes import source_country
from dragoman.analyse.mentions import Mention
from dragoman.analyse.persons import known_holders
from dragoman.analyse.spellings import name_key, same_person
from dragoman.knowledge.actors import office_of


def name_speakers(mentions: tuple[Mention, ...], state: State) -> None:
    """Resolve the labels of a transcript before its words are: "FOREIGN MINISTER ROE" is whom the text or the table
    has under that name; failing both, an official of the state where the words were spoken.

    Fills `state.speakers`, by the offset of the label. Short answers ("A") are given by the first speaker named in
    the title or at the head of the text.
    """
    title = f"{state.analysis.document.title or ''} {state.analysis.document.text[:200]}".lower()
    main = None
    known: dict[str, Entity | None] = {}
    for turn in state.analysis.turns:
        label = turn.label.text.strip()
        if label.lower() in state.gazetteer.names.asking_labels or not name_key(label):
            continue
        if label.lower() in state.gazetteer.names.answering_labels:
            known[label] = main = main or _introduced(mentions, state)
        elif label not in known:
            known[label] = _speaker(label, mentions, state)
        entity = known[label]
        if entity is not None:
            state.speakers[turn.label.start] = entity
            if main is None and name_key(label)[-1] in title:
                main = entity
    for entity in known.values():
        if entity is not None and entity.country is None and entity.office and entity.sector != "IGO":
            entity.country = _from_place(mentions, state, list(known.values()))
            entity.inferred = entity.country is not None
            entity.sector = entity.sector or ("GOV" if entity.country else None)


def _speaker(label: str, mentions: tuple[Mention, ...], state: State) -> Entity | None:
    """Return the entity of a label, or None where it names nobody ("MODERATOR")."""
    title, name = _split(label, state)
    surname = " ".join(word.capitalize() if word.isupper() and len(word) > 1 else word for word in name)
    if not name_key(surname):
        return None
    office = office_of(state.gazetteer.rules.index, title, None) if title else None
    told = [m for m in mentions if m.person and same_person(surname, m.person)]
    if office is not None:
        # In a ruling house all bear one surname: whom the text calls by another office is somebody else.
        told = [m for m in told if m.role in (None, office.role)] or [m for m in told if " " not in title]
    if not told and not title and name == label.split() and len(name) == 1:
        return None
    own = next((m.country for m in told if m.country and not m.options), None)
    best = max(told, key=lambda m: len(m.person or ""), default=None)
    mention = Mention(
        -1, -1, -1, -1, 0, 0, "person", label,
        person=best.person if best and best.person else surname,
        office=office.name if office else None,
        role=office.role if office else None,
        noun=title or None,
        country=own,
        sector=office.sector if office else None,
        found_by="label",
    )  # fmt: skip
    titled = next((m for m in told if m.office and m.country), None)
    if titled is not None:
        mention = replace(mention, office=titled.office, role=titled.role, sector=titled.sector or mention.sector)
    rows = known_holders(mention.person or surname, mention, state)
    if not rows and " " not in title:
        # A label is short for another office as often as not: "SECRETARY ROE", "MINISTER ROE".
        rows = known_holders(mention.person or surname, replace(mention, role=None), state)
    row = rows[0] if rows else None
    country = own or (row.country if row else None)
    full = mention.person if mention.person and " " in mention.person else None
    person = full or (row.person if row else None) or surname
    entity = Entity(
        key=f"person:{'-'.join(name_key(person))}",
        kind="person",
        name=person,
        person=person,
        office=mention.office or (row.role if row else None),
        role=mention.role or (row.role if row else None),
        country=country,
        sector=(row.sector if row else None) or mention.sector or ("GOV" if country else None),
        found_by="label, officeholders.csv" if row else "label",
        words=set(title.split()),
        titles={title} if title else set(),
    )
    return state.entities.setdefault(entity.key, entity)


def _introduced(mentions: tuple[Mention, ...], state: State) -> Entity | None:
    """Return the first official whom the text names before the first turn: who gives the answers."""
    first = state.analysis.turns[0].start
    named = next((m for m in mentions if m.person and m.office and m.end <= first), None)
    return _speaker(named.person, mentions, state) if named is not None and named.person else None


def _split(label: str, state: State) -> tuple[str, list[str]]:
    """Return the title of a label in lower case, and the words of the name after it as they are written."""
    words = label.split()
    offices = state.gazetteer.rules.index
    for n in range(len(words) - 1, 0, -1):
        for title in (" ".join(words[:n]).lower(), words[n - 1].lower()):
            known = next((form for form in (title, title.rstrip("."), f"{title}.") if form in offices), None)
            if known is not None:
                return known, words[n:]
    honorifics = {h.lower().strip(".") for h in state.gazetteer.rules.honorifics}
    if len(words) > 1 and words[0].lower().strip(".") in honorifics:
        return "", words[1:]
    return "", words


def _from_place(mentions: tuple[Mention, ...], state: State, others: list[Entity | None]) -> str | None:
    """Return the state of a speaker whom nothing else places: where the words were spoken.

    Not the state of another speaker: of two who meet, one is from abroad.
    """
    taken = {entity.country for entity in others if entity is not None and entity.country}
    host = source_country(state.analysis, state.gazetteer)
    first = state.analysis.turns[0].start
    placed = [m.country for m in mentions if m.end <= first and m.kind in ("country", "capital") and m.country]
    placed += list(state.homes.values())
    for country in placed:
        if country not in taken and country != host:
            return country
    return host if host not in taken else None


def listener(offset: int, state: State) -> Entity | None:
    """Return whom a speaker says "you" to: the other one of two speakers; a questioner's is who answers next."""
    turns = state.analysis.turns
    n = next((k for k, turn in enumerate(turns) if turn.start <= offset < turn.end), None)
    if n is None:
        return None
    speaker = state.speakers.get(turns[n].label.start)
    if speaker is None:
        after = (state.speakers.get(turn.label.start) for turn in turns[n + 1 : n + 2])
        return next((entity for entity in after if entity is not None), None)
    others = {e.key: e for e in state.speakers.values() if e is not speaker and (e.office or e.country)}
    return next(iter(others.values())) if len(others) == 1 else None
