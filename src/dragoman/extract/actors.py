"""Finds actor mentions: who stands in the text, with the office, country and sector that the words give.

Collect cores, group them into noun phrases, join titles and appositions, build mentions. Who is the same as
whom is decided in coreference.py.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.analyse.analysis import Analysis, Sentence, Token
from dragoman.analyse.cores import Core, find_cores
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.mentions import Mention
from dragoman.knowledge.actors import Office, Organisation

PLACES = ("country", "adjective", "demonym", "capital", "seat")
ROLES = ("office", "agent")
LINKS = {"of", "for", "to", "from", "in", "with", "at"}
POSSESSIVES = {"his", "her", "its", "their", "our", "my"}
PRONOUNS = {"he", "she", "they", "it", "we", "i", "him", "her", "them", "us", "me", "his", "its", "their", "our", "my", "who"}


def find_mentions(analysis: Analysis, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Return the actor mentions of a document in text order, each from its own words only.

    Arguments: analysis; gazetteer, from `build_gazetteer`.
    """
    found: list[Mention] = []
    for sentence, cores in zip(analysis.sentences, find_cores(analysis, gazetteer)):
        groups = _group(sentence, cores, gazetteer)
        mentions = [_build(sentence, group, gazetteer, analysis) for group in groups]
        mentions = _possess(sentence, mentions)
        mentions = _attach(sentence, mentions, gazetteer)
        mentions = _join(sentence, mentions, analysis, gazetteer)
        mentions = _share(sentence, mentions)
        taken = {i for m in mentions for i in range(m.first, m.last + 1)}
        mentions += _pronouns(sentence, taken)
        mentions += _pairs(sentence, analysis, gazetteer, taken)
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
    if left.kind == "country" and right.kind in ("honorific", "person"):
        # "of the Republic of Ecuador Mr. Patiño": the country belongs to the office before it.
        return False
    if right.kind in PLACES and left.kind not in ("office", "agent"):
        return False
    if right.kind in PLACES:
        return right.kind == "adjective" and False
    if right.kind in ("organisation", "body") and left.kind in ("agent", "office", "body"):
        return False
    if left.kind == "name":
        return False
    for token in sentence.tokens[left.last + 1 : right.first]:
        if token.text in ("-", "–") or token.lower in ("'s", "’s"):
            if token.text not in ("-", "–"):
                return False
            continue
        if token.pos not in ("ADJ", "NOUN", "PROPN", "NUM", "ADV") and token.dep not in ("amod", "compound", "nmod"):
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
    country, options, loose = _country(sentence, places, bodies, main, gazetteer)
    office, role, sector, noun = _role(sentence, roles, country, gazetteer)
    body, choices = None, ()
    if bodies:
        body_core = bodies[-1]
        if body_core.kind == "organisation":
            row = _pick_body(body_core.rows, country)
            body = row.name
            if country is None:
                choices = tuple((r.name, r.country, r.sector) for r in body_core.rows) if len(body_core.rows) > 1 else ()
            country = country or row.country
            sector = sector if sector and not _general(noun, gazetteer) else row.sector
        else:
            body = _text(sentence, body_core.first, body_core.last)
            sector = sector or body_core.rows[0]
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
    before = [t.lower.rstrip("-") for t in tokens[max(0, first - 2) : (roles[-1].last if roles else first)]]
    words = {t.lower for t in tokens[max(0, first - 3) : last]}
    definite, owner = _determiner(sentence, first)
    indefinite = first > 0 and any(t.lower in ("a", "an") for t in tokens[max(0, first - 3) : first] if t.dep == "det" and t.head in range(first, last + 1))
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
        plural=not persons and tokens[_top(sentence, main)].tag in ("NNS", "NNPS"),
        former=bool(roles) and any(w in former_words for w in before),
        definite=definite,
        indefinite=indefinite,
        visiting=bool(words & gazetteer.names.visiting),
        modifier=modifier and not possessed,
        honorific=next((_text(sentence, c.first, c.last) for c in group if c.kind == "honorific"), None),
        owner=owner,
        loose=loose,
        found_by="+".join(dict.fromkeys(core.kind for core in group)),
    )


def _top(sentence: Sentence, core: Core) -> int:
    """Return the head word of a core: the first noun of "chief of the defence forces", else the last."""
    for i in range(core.first + 1, core.last):
        if sentence.tokens[i].lower in ("of", "for", "to"):
            return i - 1
    return core.last


def _kind(main: Core, persons: list[Core], roles: list[Core], bodies: list[Core]) -> str:
    if persons:
        return "person"
    if main.kind in ROLES:
        return main.kind
    if main.kind in ("organisation", "body"):
        return "organisation"
    return {"demonym": "people", "adjective": "country"}.get(main.kind, main.kind)


def _country(
    sentence: Sentence, places: list[Core], bodies: list[Core], main: Core, gazetteer: Gazetteer
) -> tuple[str | None, tuple[str, ...], bool]:
    """Return (country, other possible countries, whether it only leads or backs the actor)."""
    for core in reversed(places):
        after = [t.lower for t in sentence.tokens[core.last + 1 : core.last + 3]]
        if len(after) == 2 and after[0] == "-" and after[1] in gazetteer.names.loosening:
            return None, tuple(row.iso3 for row in core.rows), True
        codes = tuple(dict.fromkeys(row.iso3 for row in core.rows if row.until is None)) or tuple(
            dict.fromkeys(row.iso3 for row in core.rows)
        )
        return codes[0], codes if len(codes) > 1 else (), False
    return None, (), False


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
                continue
            if office is None or not row.title_only:
                office, role = row.name, row.role
            sector = row.sector or sector
            noun = words
        else:
            lemma = sentence.tokens[core.last].lemma
            if core.rows:
                sector = core.rows[0].sector if sector is None or not _general(lemma, gazetteer) else sector
            noun = lemma if core.first == core.last else words
    return office, role, sector, noun


def _general(noun: str | None, gazetteer: Gazetteer) -> bool:
    return noun is not None and noun.split()[-1] in gazetteer.names.general_roles


def _pick_office(rows: tuple[Office, ...], country: str | None) -> Office | None:
    for row in sorted(rows, key=lambda o: not o.countries):
        if not row.countries or country in row.countries:
            return row
    return rows[0] if rows and not rows[0].countries else next((r for r in rows if not r.countries), None)


def _pick_body(rows: tuple[Organisation, ...], country: str | None) -> Organisation:
    return next((row for row in rows if country and row.country == country), rows[0])


def _determiner(sentence: Sentence, first: int) -> tuple[bool, int | None]:
    """Return (definite?, position of a possessive pronoun) for the phrase that begins at a token."""
    for i in range(first - 1, max(-1, first - 4), -1):
        token = sentence.tokens[i]
        if token.lower in POSSESSIVES:
            return True, i
        if token.lower in ("the", "this", "that", "these", "those", "both"):
            return True, None
        if token.pos not in ("ADJ", "NUM", "NOUN", "PROPN", "ADV", "VERB"):
            break
    return False, None


def _possess(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """Give a possessed office or body the country of its possessor: "Latvia's president"."""
    done: list[Mention] = []
    for mention in mentions:
        if done and mention.country is None and not mention.loose:
            owner = done[-1]
            between = sentence.tokens[owner.last + 1 : mention.first]
            if (
                between
                and between[0].lower in ("'s", "’s", "'", "’")
                and all(t.pos in ("ADJ", "NUM", "NOUN", "PROPN", "ADV", "VERB") for t in between[1:])
                and len(between) < 6
            ):
                mention = _served(mention, owner)
        done.append(mention)
    return done


def _served(mention: Mention, owner: Mention) -> Mention:
    """Return an office with the country (or the body) that it serves."""
    if mention.country is None and owner.country is not None:
        mention = replace(mention, country=owner.country, options=owner.options)
    if owner.body and not mention.body and mention.kind in ("office", "agent", "person"):
        sector = mention.sector
        if sector is None or (mention.noun and owner.sector and mention.noun.split()[-1] in GENERAL_HINT):
            sector = owner.sector
        mention = replace(mention, body=owner.body, sector=sector)
    elif mention.sector is None and owner.sector and owner.kind in ("agent", "organisation"):
        mention = replace(mention, sector=owner.sector)
    return mention


GENERAL_HINT = frozenset({"official", "chief", "spokesman", "spokeswoman", "spokesperson", "leader", "member", "officer", "commander", "head", "representative"})


def _attach(sentence: Sentence, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Read what follows an office: "president of Kenya", "ambassador to Pakistan", "officers of the KGB"."""
    done = list(mentions)
    for n in range(len(done) - 2, -1, -1):
        mention, following = done[n], done[n + 1]
        if mention.kind not in ("office", "agent", "organisation") or mention.modifier:
            continue
        between = sentence.tokens[mention.last + 1 : following.first]
        if not between or between[0].lower not in LINKS or len(between) > 4:
            continue
        if any(t.pos not in ("ADP", "DET", "ADJ", "PROPN", "NOUN", "PRON", "PART") for t in between):
            continue
        link = between[0].lower
        if link in ("of", "for") and following.kind not in ("person", "name"):
            done[n] = _served(mention, following)
            if done[n].country and not following.modifier and following.kind in ("country", "capital"):
                done[n] = replace(done[n], last=following.last, end=following.end, text=_slice(done[n], following))
        elif link == "from" and following.kind in ("country", "capital", "seat") and mention.country is None:
            done[n] = _served(mention, following)
        elif link in ("at", "in") and following.kind in ("agent", "organisation") and following.country and mention.country is None:
            # "a first secretary at the Russian embassy"
            done[n] = replace(mention, country=following.country)
    return done


def _slice(left: Mention, right: Mention) -> str:
    return left.text if right.end <= left.end else left.text + " … " + right.text


def _join(
    sentence: Sentence, mentions: list[Mention], analysis: Analysis, gazetteer: Gazetteer
) -> list[Mention]:
    """Join a title and a name that stand side by side or in apposition, and take acronyms in brackets."""
    done: list[Mention] = []
    skip_until = -1
    text = analysis.document.text
    for mention in mentions:
        if mention.last <= skip_until and mention.first <= skip_until and done:
            continue
        if done:
            if len(done) > 1 and done[-2].last == done[-1].last and done[-2].kind == "office":
                # The country that an office serves ("Minister of the Republic of X Mr. Y") is part of the title.
                done.append(done.pop(-2))
            left = done[-1]
            after, alias = _skip_brackets(sentence, left.last)
            if alias:
                left = done[-1] = replace(left, alias=left.alias or alias)
                if mention.last < after:
                    skip_until = after - 1
                    if mention.kind in ("office", "organisation"):
                        left = done[-1] = _merge(left, mention, text, keep_extent=True)
                    continue
            joined = _apposition(sentence, left, mention, after, gazetteer)
            if joined is not None:
                done[-1] = _merge(left, mention, text)
                continue
        done.append(mention)
    return done


def _skip_brackets(sentence: Sentence, last: int) -> tuple[int, str | None]:
    """Return the position after "(ISPR)" where it follows a token, with the acronym."""
    tokens = sentence.tokens
    if last + 3 < len(tokens) + 1 and last + 2 < len(tokens) and tokens[last + 1].text == "(":
        close = next((i for i in range(last + 2, min(last + 5, len(tokens))) if tokens[i].text == ")"), None)
        if close is not None:
            return close + 1, "".join(t.text for t in tokens[last + 2 : close])
    return last + 1, None


def _apposition(
    sentence: Sentence, left: Mention, right: Mention, after: int, gazetteer: Gazetteer
) -> bool | None:
    """Tell whether two neighbouring mentions are one actor: "Lavrov, Russia's top diplomat"; None if not."""
    tokens = sentence.tokens
    between = tokens[after : right.first]
    if not between and left.kind == "country" and right.office and right.country is None and after > left.last + 1:
        # "the Republic of Korea (ROK) Foreign Minister"
        return True
    if not between:
        gap_ok = left.kind == "office" and right.kind == "person" and right.office is not None
        gap_ok = gap_ok or (left.kind in ("office", "agent") and not left.plural and right.kind == "person")
        return True if gap_ok and left.person is None else None
    if left.kind == "office" and right.kind == "person" and _suffix(between, gazetteer):
        return True
    words = [t.lower for t in between]
    if words == ["and"] and left.kind == "office" and not left.plural and left.person is None:
        # "Colombian Vice President and Foreign Minister Ramírez": two offices, one person.
        return True if right.person and right.office and right.country is None else None
    if words == ["of"] or words[0] not in (",", "-", "–", "—"):
        return None
    if any(w not in (",", "the", "a", "an", "who", "is", "their", "his", "its", "our") and t.pos not in ("ADJ", "NUM", "NOUN", "PROPN")
           for w, t in zip(words, between)) or len(between) > 5 or "who" in words:
        return None
    close = tokens[right.last + 1].text if right.last + 1 < len(tokens) else "."
    closed = close in (",", ".", ")", ";", "—", "–", "(", "who") or right.last + 1 >= len(tokens)
    verb = right.last + 1 < len(tokens) and tokens[right.last + 1].pos in ("VERB", "AUX", "ADP", "PART")
    if left.person and not right.person and right.kind in ("office", "agent") and not right.plural:
        # "Clark, an official said" is no apposition: the second phrase has a verb of its own.
        own_verb = tokens[right.head].dep in ("nsubj", "nsubjpass") and tokens[right.head].head > right.head
        return True if not own_verb or tokens[right.head].dep == "appos" else None
    if not left.person and right.person and not right.office and left.kind in ("office", "agent") and not left.plural:
        return True if closed or verb else None
    if left.kind in ("office", "person") and left.office and not left.country and right.kind == "country" and not right.modifier:
        return True if closed else None
    return None


def _suffix(between: tuple[Token, ...], gazetteer: Gazetteer) -> bool:
    """Tell "-elect" or "-designate" between an office and a name."""
    words = "".join(t.lower for t in between).strip("-–")
    return words in {w.strip("-").lower() for w in gazetteer.rules.elect}


def _merge(left: Mention, right: Mention, text: str, *, keep_extent: bool = False) -> Mention:
    person = left.person or right.person
    title, other = (left, right) if left.office or not right.office else (right, left)
    kind = "person" if person else title.kind
    head = left.head if left.person or not right.person else right.head
    end, last = (left.end, left.last) if keep_extent else (right.end, right.last)
    return replace(
        left,
        kind=kind,
        head=head,
        last=last,
        end=end,
        text=text[left.start : end],
        person=person,
        office=title.office or other.office,
        role=title.role if title.office else other.role,
        noun=title.noun or other.noun,
        country=left.country or right.country,
        options=left.options or right.options,
        sector=_merged_sector(left, right),
        body=left.body or right.body,
        former=left.former or right.former,
        owner=left.owner if left.owner is not None else right.owner,
        honorific=left.honorific or right.honorific,
        visiting=left.visiting or right.visiting,
        plural=False if person else left.plural,
        alias=left.alias or right.alias,
        found_by=f"{left.found_by}, {right.found_by}",
    )


def _merged_sector(left: Mention, right: Mention) -> str | None:
    """Prefer the sector of an office over that of a place name that only gave the country."""
    for mention in (left, right):
        if mention.kind in ("office", "person", "agent", "organisation") and mention.sector:
            return mention.sector
    return left.sector or right.sector


def _share(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """Let coordinated adjectives share their noun: "US and Pakistani officials" are two actors."""
    done = list(mentions)
    for n in range(len(done) - 2, -1, -1):
        left, right = done[n], done[n + 1]
        between = [t.lower for t in sentence.tokens[left.last + 1 : right.first]]
        if (
            left.kind in ("country", "people")
            and between in (["and"], [","], [",", "and"], ["or"])
            and right.kind in ("agent", "office")
            and right.country is not None
            and right.country != left.country
            and right.first < right.head
            and "adjective" in right.found_by
        ):
            done[n] = replace(
                left, kind=right.kind, noun=right.noun, office=right.office, role=right.role, sector=right.sector,
                plural=False, modifier=right.modifier,
            )
    return done


def _pronouns(sentence: Sentence, taken: set[int]) -> list[Mention]:
    return [
        Mention(
            sentence.index, t.i, t.i, t.i, t.start, t.end, "pronoun", t.text, noun=t.lower,
            plural=t.lower in ("they", "them", "their", "we", "our", "us"), found_by="pronoun",
        )
        for t in sentence.tokens
        if t.pos == "PRON" and t.lower in PRONOUNS and t.i not in taken and t.text != "US"
    ]


def _pairs(sentence: Sentence, analysis: Analysis, gazetteer: Gazetteer, taken: set[int]) -> list[Mention]:
    """Return "both sides", "the two ministers" and the like."""
    found = []
    pairs = {tuple(p.split()) for p in gazetteer.anaphora.plural_pairs}
    for size in (4, 3, 2):
        for i in range(len(sentence.tokens) - size + 1):
            words = tuple(t.lower for t in sentence.tokens[i : i + size])
            if words not in pairs:
                continue
            last = i + size - 1
            if any(m.first <= last and i <= m.last for m in found):
                continue
            tokens = sentence.tokens
            found.append(
                Mention(
                    sentence.index, i, last, last, tokens[i].start, tokens[last].end, "pair",
                    analysis.document.text[tokens[i].start : tokens[last].end],
                    noun=tokens[last].lemma, plural=True, definite=True, found_by="pair",
                )
            )
    return found


def _text(sentence: Sentence, first: int, last: int) -> str:
    """Return the words of a stretch of tokens with their spacing."""
    pieces = [sentence.tokens[first].text]
    for left, right in zip(sentence.tokens[first:last], sentence.tokens[first + 1 : last + 1]):
        pieces.append(" " * (right.start - left.end) + right.text)
    return "".join(pieces)
