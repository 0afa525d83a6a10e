"""Finds actor mentions: who stands in the text, with the office, country and sector that the words give.

Collect cores, group them into noun phrases, join titles and appositions, build mentions. Who is the same as
whom is decided in coreference.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.anaphors import find_pronouns, with_pairs
from dragoman.analyse.appositions import leads
from dragoman.analyse.cores import OPENING, find_cores
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.lexicon import words_of
from dragoman.analyse.mentions import PLACES, Core, Mention
from dragoman.analyse.titles import (
    PRESIDING,
    PRIVATE_BODIES,
    attach,
    join,
    possess,
    share_noun,
    share_state,
    share_titles,
)
from dragoman.knowledge.actors import Office, Organisation

ROLES = ("office", "agent")


def find_mentions(analysis: Analysis, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Return the actor mentions of a document in text order, each from its own words only.

    Arguments: analysis; gazetteer, from `build_gazetteer`.
    """
    found: list[Mention] = []
    for sentence, cores in zip(analysis.sentences, find_cores(analysis, gazetteer)):
        groups = _group(sentence, cores, gazetteer)
        mentions = [_build(sentence, group, gazetteer, analysis) for group in groups]
        mentions = possess(sentence, mentions, gazetteer)
        mentions = attach(sentence, mentions, gazetteer)
        mentions = join(sentence, mentions, analysis, gazetteer)
        # A province is no actor; it has told the country of its officials.
        mentions = share_titles(sentence, share_noun(sentence, mentions), gazetteer)
        mentions = [m for m in share_state(sentence, mentions) if m.kind != "province"]
        for n, body in enumerate(mentions[1:]):
            if leads(sentence, mentions[n], body, gazetteer):
                mentions[n] = replace(mentions[n], country=body.country)
        taken = {i for m in mentions for i in range(m.first, m.last + 1)}
        mentions += find_pronouns(sentence, taken, gazetteer.anaphora)
        mentions = with_pairs(sentence, mentions, analysis, gazetteer.anaphora)
        found.extend(sorted(mentions, key=lambda m: (m.first, m.last)))
    return tuple(found)


def _group(sentence: Sentence, cores: tuple[Core, ...], gazetteer: Gazetteer) -> list[list[Core]]:
    """Join cores that stand in one noun phrase: adjective, rank, office, name."""
    groups: list[list[Core]] = []
    for core in cores:
        if groups and _same_phrase(sentence, groups[-1][-1], core, gazetteer):
            groups[-1].append(core)
        else:
            groups.append([core])
    return [group for group in groups if any(core.kind != "honorific" for core in group)]


def _same_phrase(sentence: Sentence, left: Core, right: Core, gazetteer: Gazetteer) -> bool:
    if left.kind == "person" or right.first - left.last > 7:
        return False
    if left.kind in ("country", "province") and right.kind in ("honorific", "person"):
        # "of the Republic of Ecuador Mr. Patiño": the country belongs to the office before it.
        return False
    if right.kind in PLACES and left.kind not in ("office", "agent"):
        return False
    last = sentence.tokens[left.last]
    gap = sentence.tokens[left.last + 1 : right.first]
    hyphened = [t.lower for t in sentence.tokens[left.last + 1 : left.last + 3]]
    if hyphened[:1] == ["-"] and hyphened[1:] and hyphened[1] in gazetteer.names.loosening and left.kind == "agent":
        return False  # "government-held Roeville"
    if left.kind == "agent" and gap[:1] and gap[0].pos in ("NUM", "DET"):
        return False  # "gave his guest two boats"
    if left.kind == "agent" and last.tag == "NNS" and last.dep not in ("compound", "amod", "nmod", "poss"):
        return False  # "gave the security forces sweeping powers"
    if right.kind in PLACES:
        return False
    if left.kind == "organisation" and any(t.tag in ("VBD", "VBN") for t in gap):
        return False  # "the Air Force scrambled fighters", which taggers take for a participle
    if right.kind in ("organisation", "body") and left.kind in ("agent", "office", "body"):
        return False
    if "acronym" in (left.kind, right.kind) or left.kind == "name":
        return False
    for token in sentence.tokens[left.last + 1 : right.first]:
        if left.kind == "honorific" and token.lower == "the":
            continue
        if token.text in OPENING and left.kind == "adjective":
            continue
        if token.text in ("-", "–") or token.lower in ("'s", "’s"):
            if token.text not in ("-", "–"):
                return False
            continue
        if token.pos not in ("ADJ", "NOUN", "PROPN", "NUM", "ADV") and token.dep not in (
            "amod",
            "compound",
            "nmod",
        ):
            return False
    return True


def _build(sentence: Sentence, group: list[Core], gazetteer: Gazetteer, analysis: Analysis) -> Mention:
    """Return the mention that a group of cores makes."""
    tokens = sentence.tokens
    first, last = group[0].first, group[-1].last
    persons = [c for c in group if c.kind == "person"]
    roles = [c for c in group if c.kind in ROLES]
    bodies = [c for c in group if c.kind in ("organisation", "body")]
    places = [c for c in group if c.kind in PLACES]
    main = group[-1]
    published = analysis.document.published
    country, options, loose = _country(sentence, places, main, gazetteer, published.year if published else None)
    if country is None and not bodies and roles and roles[-1].kind == "office" and _capital(sentence, roles[-1]):
        # "Pentagon spokesman": the body in the title has one country.
        country = gazetteer.homes.get(_text(sentence, roles[-1].first, roles[-1].last).lower())
    office, role, sector, noun = _role(sentence, roles, country, gazetteer)
    body, choices = None, ()
    if bodies:
        body_core = bodies[-1]
        if body_core.kind == "organisation":
            row = _pick_body(body_core.rows, country, published)
            body = row.name
            if country is None:
                choices = (
                    tuple((r.name, r.country, r.sector) for r in body_core.rows) if len(body_core.rows) > 1 else ()
                )
            country = country or row.country
            national = sector == "IGO" and row.sector != "IGO"
            own = noun in PRESIDING and row.sector in PRIVATE_BODIES
            sector = sector if sector and not (_general(noun, gazetteer) or national or own) else row.sector
        else:
            body = _text(sentence, body_core.first, body_core.last)
            sector = sector or body_core.rows[0]
    elif sector == "IGO" and (country is not None or role == "secretary-general" and " for " in (noun or "")):
        sector = "GOV"  # the secretary-general of a ministry
    person = _text(sentence, persons[0].first, persons[0].last) if persons else None
    kind = _kind(main, persons, roles, bodies)
    if kind == "people":
        sector = sector or "CVL"
    elif kind in ("country", "capital", "seat"):
        sector = "GOV"
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    modifier = not persons and tokens[last].dep in ("compound", "amod", "nmod") and tokens[last].head > last
    if main.kind == "adjective":
        modifier = True
    possessed = after is not None and after.lower in ("'s", "’s", "'", "’")
    former_words = {w.lower().rstrip("-") for w in gazetteer.rules.former}
    before = _words_before(sentence, first, roles[-1].last if roles else first)
    words = {t.lower for t in tokens[max(0, first - 3) : last]}
    definite, owner = _determiner(sentence, first, gazetteer.anaphora.possessives)
    indefinite = first > 0 and any(
        t.lower in ("a", "an")
        for t in tokens[max(0, first - 3) : first]
        if t.dep == "det" and t.head in range(first, last + 1)
    )
    head = persons[0].last if persons else _top(sentence, main)
    return Mention(
        sentence=sentence.index,
        first=first,
        last=last,
        head=head,
        start=tokens[first].start,
        end=tokens[last].end,
        kind=kind,
        text=analysis.document.text[tokens[first].start : tokens[last].end],
        person=person,
        office=office,
        role=role,
        noun=noun,
        country=country,
        options=options,
        sector=sector,
        body=body,
        bodies=choices,
        plural=not persons and _plural(sentence, main),
        former=bool(roles) and not former_words.isdisjoint(before),
        definite=definite,
        indefinite=indefinite,
        visiting=bool(words & gazetteer.names.visiting),
        modifier=modifier and not possessed,
        honorific=next((_text(sentence, c.first, c.last) for c in group if c.kind == "honorific"), None),
        owner=owner,
        loose=loose,
        found_by="+".join(dict.fromkeys(core.kind for core in group)),
    )


def _words_before(sentence: Sentence, first: int, last: int) -> set[str]:
    """Return the words of a title up to a position and the two before it, hyphened ones also whole: "one-time"."""
    tokens, start = sentence.tokens, first
    for _ in range(2):
        start = max(0, start - 1)
        while start > 1 and tokens[start - 1].text == "-":
            start -= 2
    words = {t.lower.rstrip("-") for t in tokens[start:last]}
    return words | {
        f"{a.lower}-{b.lower}"
        for a, hyphen, b in zip(tokens[start:], tokens[start + 1 :], tokens[start + 2 : last])
        if hyphen.text == "-"
    }


def _top(sentence: Sentence, core: Core) -> int:
    """Return the head word of a core: the first noun of "chief of the defence forces", else the last."""
    for i in range(core.first + 1, core.last):
        if sentence.tokens[i].lower in ("of", "for", "to"):
            return i - 1
    return core.last


def _plural(sentence: Sentence, core: Core) -> bool:
    """Tell whether a core names several; an office whose own wording ends in s ("chargé d'affaires") does not."""
    if sentence.tokens[_top(sentence, core)].tag not in ("NNS", "NNPS"):
        return False
    if core.kind != "office":
        return True
    words = words_of(_text(sentence, core.first, core.last).lower())
    return all(words != words_of(word.lower()) for row in core.rows for word in row.words)


def _kind(main: Core, persons: list[Core], roles: list[Core], bodies: list[Core]) -> str:
    if persons:
        return "person"
    if main.kind in ROLES:
        return main.kind
    if main.kind in ("organisation", "body"):
        return "organisation"
    return {"demonym": "people", "adjective": "country"}.get(main.kind, main.kind)


def _country(
    sentence: Sentence, places: list[Core], main: Core, gazetteer: Gazetteer, year: int | None
) -> tuple[str | None, tuple[str, ...], bool]:
    """Return (country, other possible countries, whether it only leads or backs the actor)."""
    for core in reversed(places):
        after = [t.lower for t in sentence.tokens[core.last + 1 : core.last + 3]]
        codes = _codes(sentence, core, gazetteer, year)
        led = after[1:] == ["led"] and main.kind in ("office", "person", "agent") and main.first > core.last + 3
        if len(after) == 2 and after[0] == "-" and after[1] in gazetteer.names.loosening and not led:
            return None, codes, True
        return codes[0], codes if len(codes) > 1 else (), False
    return None, (), False


def _codes(sentence: Sentence, core: Core, gazetteer: Gazetteer, year: int | None) -> tuple[str, ...]:
    """Return the states that a name may stand for, the likeliest first: those that exist in the year of the text."""
    rows = core.rows
    if core.kind == "province":
        return tuple(dict.fromkeys(row if isinstance(row, str) else row.country for row in rows))
    if year is not None:
        rows = tuple(r for r in rows if (r.since or 0) <= year <= (r.until or 9999)) or rows
    rows = tuple(r for r in rows if r.until is None or year is not None) or core.rows
    usual = gazetteer.names.usual.get(_text(sentence, core.first, core.last))
    return tuple(dict.fromkeys(row.iso3 for row in sorted(rows, key=lambda r: r.iso3 != usual)))


def _role(
    sentence: Sentence, roles: list[Core], country: str | None, gazetteer: Gazetteer
) -> tuple[str | None, str | None, str | None, str | None]:
    """Return (office, role key, sector, role noun) of the title words of a phrase."""
    office = role = sector = noun = None
    for core in roles:
        words = _text(sentence, core.first, core.last).lower()
        if core.kind == "office":
            row = _pick_office(core.rows, country)
            if row is None:
                noun = noun or words  # an office that only some states have: whose it is the text tells
                continue
            # "military spokesman Rear Adm. Roe": the office, not the rank, tells what he does.
            ranked = row.role in gazetteer.names.ranks and role not in (None, *gazetteer.names.ranks)
            if office is None or not (row.title_only or ranked):
                office, role = _as_written(sentence, core) if row.group else row.name, row.role
            sector = (sector or row.sector) if ranked else (row.sector or sector)
            noun = noun if ranked and noun else words
        else:
            lemma = sentence.tokens[core.last].lemma
            if core.rows:
                sector = core.rows[0].sector if sector is None or not _general(lemma, gazetteer) else sector
            noun = lemma if core.first == core.last else words
    return office, role, sector, noun


def _capital(sentence: Sentence, core: Core) -> bool:
    return any(t.text[:1].isupper() for t in sentence.tokens[core.first : core.last + 1])


def _as_written(sentence: Sentence, core: Core) -> str:
    """Return the words of a title in lower case, acronyms as they are: "UN special envoy"."""
    words = _text(sentence, core.first, core.last).split()
    return " ".join(word if word.isupper() else word.lower() for word in words)


def _general(noun: str | None, gazetteer: Gazetteer) -> bool:
    return noun is not None and noun.split()[-1] in gazetteer.names.general_roles


def _pick_office(rows: tuple[Office, ...], country: str | None) -> Office | None:
    for row in sorted(rows, key=lambda o: not o.countries):
        if not row.countries or country in row.countries:
            return row
    return rows[0] if rows and not rows[0].countries else next((r for r in rows if not r.countries), None)


def _pick_body(rows: tuple[Organisation, ...], country: str | None, day: dt.date | None) -> Organisation:
    """Return the body that a name stands for: of the country that the words tell, else one that exists on the day."""
    own = [row for row in rows if country and row.country == country] or list(rows)
    here = [row for row in own if _existed(row, day)]
    return (here or own)[0]


def _existed(row: Organisation, day: dt.date | None) -> bool:
    year = f"{day.year:04}" if day else None
    return year is None or ((row.since or year)[:4] <= year <= (row.until or year)[:4])


def _determiner(sentence: Sentence, first: int, possessives: frozenset[str]) -> tuple[bool, int | None]:
    """Return (definite?, position of a possessive pronoun) for the phrase that begins at a token."""
    for i in range(first - 1, max(-1, first - 6), -1):
        token = sentence.tokens[i]
        if token.lower in possessives:
            return True, i
        if token.lower in ("the", "this", "that", "these", "those", "both"):
            return True, None
        verb = token.pos == "VERB" and token.dep not in ("amod", "compound", "nmod")
        if verb or token.text != "-" and token.pos not in ("ADJ", "NUM", "NOUN", "PROPN", "ADV", "VERB"):
            break  # "Its men killed 16 civilians" tells of no civilians of its own
    return False, None


def _text(sentence: Sentence, first: int, last: int) -> str:
    """Return the words of a stretch of tokens with their spacing."""
    pieces = [sentence.tokens[first].text]
    for left, right in zip(sentence.tokens[first:last], sentence.tokens[first + 1 : last + 1]):
        pieces.append(" " * (right.start - left.end) + right.text)
    return "".join(pieces)
