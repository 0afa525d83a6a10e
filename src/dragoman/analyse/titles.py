"""Joins neighbouring mentions: possessors, "of" phrases, titles and names, appositions, acronyms in brackets."""

from __future__ import annotations

from dataclasses import replace

from dragoman.analyse.analysis import Analysis, Sentence, Token
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.mentions import Mention

LINKS = {"of", "for", "to", "from", "in", "with", "at"}


def possess(sentence: Sentence, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
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
                mention = _served(mention, owner, gazetteer.names.general_roles)
        done.append(mention)
    return done


def _served(mention: Mention, owner: Mention, general: frozenset[str]) -> Mention:
    """Return an office with the country (or the body) that it serves."""
    if mention.country is None and owner.country is not None:
        mention = replace(mention, country=owner.country, options=owner.options)
    if owner.bodies:
        # A name that several bodies bear: which one is told by the story.
        mention = replace(mention, country=None, bodies=owner.bodies)
    if owner.body and not mention.body and mention.kind in ("office", "agent", "person"):
        sector = mention.sector
        if sector is None or (mention.noun and owner.sector and mention.noun.split()[-1] in general):
            sector = owner.sector
        mention = replace(mention, body=owner.body, sector=sector)
    elif mention.sector is None and owner.sector and owner.kind in ("agent", "organisation"):
        mention = replace(mention, sector=owner.sector)
    return mention


def attach(sentence: Sentence, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Read what follows an office: "president of Kenya", "ambassador to Pakistan", "officers of the KGB"."""
    done = list(mentions)
    for n in range(len(done) - 2, -1, -1):
        mention, following = done[n], _whole_of(sentence, done[n + 1], done[n + 2 : n + 3])
        between = sentence.tokens[mention.last + 1 : following.first]
        if mention.person and mention.office and mention.country is None and following.kind in ("country", "capital"):
            # "President Nikola Petrović of Montenegro"
            if [t.lower for t in between if t.lower not in ("the", "republic")] == ["of"]:
                done[n] = replace(mention, country=following.country, options=following.options)
            continue
        if mention.kind == "person" and not mention.office and mention.country is None and mention.body is None:
            # "Ann Roe of Amnesty International", "Merkel of Germany"
            linked = [t.lower for t in between] in (["of"], ["of", "the"]) and not following.modifier
            if linked and (following.kind == "country" or following.body):
                done[n] = _member(mention, following, gazetteer)
            continue
        if mention.kind not in ("office", "agent", "organisation") or mention.modifier:
            continue
        if not between or between[0].lower not in LINKS or len(between) > (4 if following is done[n + 1] else 6):
            continue
        if any(t.pos not in ("ADP", "DET", "ADJ", "PROPN", "NOUN", "PRON", "PART") for t in between):
            continue
        link = between[0].lower
        after, _ = _skip_brackets(sentence, following.last)
        person_next = any(m.person and m.first == after for m in done[n + 2 : n + 4])
        if mention.sector == "IGO" and following.kind in ("country", "capital"):
            # "UN envoy for Yemen": he serves the body, not the country.
            if person_next:
                done[n] = replace(mention, last=following.last, end=following.end)
            continue
        if link in ("of", "for") and following.kind not in ("person", "name"):
            done[n] = _served(mention, following, gazetteer.names.general_roles)
            if mention.plural and following.kind in ("country", "capital") and link == "of":
                done[n] = replace(done[n], countries=_listed(sentence, done, n + 1))
            whole = not following.modifier or person_next
            served = done[n].country and whole and following.kind in ("country", "capital", "province")
            if served or following.kind == "organisation" and person_next:
                done[n] = replace(done[n], last=following.last, end=following.end)
        elif (
            link == "to" and mention.kind == "office" and following.kind in ("country", "capital") and len(between) < 3
        ):
            # "ambassador to Japan": the country he is sent to is part of the title, not whom he serves.
            done[n] = replace(mention, last=following.last, end=following.end)
        elif (
            link == "from"
            and following.kind in ("country", "capital", "seat")
            and mention.country is None
            and mention.owner is None
        ):
            done[n] = _served(mention, following, gazetteer.names.general_roles)
            if mention.plural:
                # "negotiators from Armenia and Azerbaijan"
                done[n] = replace(done[n], countries=_listed(sentence, done, n + 1))
        elif (
            link in ("at", "in")
            and following.kind in ("agent", "organisation")
            and following.country
            and mention.country is None
        ):
            # "a first secretary at the Russian embassy"
            done[n] = replace(mention, country=following.country)
    return done


def _whole_of(sentence: Sentence, part: Mention, rest: list[Mention]) -> Mention:
    """Return the body that an unlisted part of it is named with: "the Commission of the African Union"."""
    if part.kind != "name" or not rest or rest[0].kind != "organisation":
        return part
    between = [t.lower for t in sentence.tokens[part.last + 1 : rest[0].first]]
    return rest[0] if between in (["of"], ["of", "the"]) else part


def _member(person: Mention, body: Mention, gazetteer: Gazetteer) -> Mention:
    """Return a person with the country and the sector of the body or state he is of.

    A party whose name many states have ("Democratic Party") leaves the country open.
    """
    served = _served(person, body, gazetteer.names.general_roles)
    if body.kind != "organisation":
        return served
    if all(word.lower() in gazetteer.names.shared_words for word in body.text.split()) and body.body:
        served = replace(served, country=None, bodies=((body.body, body.country, body.sector or "PTY"),))
    return replace(served, sector=served.sector or body.sector)


def _listed(sentence: Sentence, mentions: list[Mention], first: int) -> tuple[str, ...]:
    """Return the countries of a list: "the foreign ministers of X, Y and Z"."""
    found = []
    n = first
    while n < len(mentions) and mentions[n].kind in ("country", "capital") and mentions[n].country:
        found.append(mentions[n].country)
        if n + 1 < len(mentions):
            between = [t.lower for t in sentence.tokens[mentions[n].last + 1 : mentions[n + 1].first]]
            if not between or any(w not in (",", "and", "the") for w in between):
                break
        n += 1
    return tuple(dict.fromkeys(found)) if len(found) > 1 else ()


def join(sentence: Sentence, mentions: list[Mention], analysis: Analysis, gazetteer: Gazetteer) -> list[Mention]:
    """Join a title and a name that stand side by side or in apposition, and take acronyms in brackets."""
    done: list[Mention] = []
    skip_until = -1
    text = analysis.document.text
    for n, mention in enumerate(mentions):
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
            if _office_and_body(sentence, left, mention, mentions[n + 1 : n + 2], after, gazetteer):
                done[-1] = replace(
                    _served(left, mention, gazetteer.names.general_roles),
                    last=mention.last,
                    end=mention.end,
                    text=text[left.start : mention.end],
                    body=mention.body or mention.noun,
                )
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


def _apposition(sentence: Sentence, left: Mention, right: Mention, after: int, gazetteer: Gazetteer) -> bool | None:
    """Tell whether two neighbouring mentions are one actor: "Lavrov, Russia's top diplomat"; None if not."""
    tokens = sentence.tokens
    between = tokens[after : right.first]
    if left.kind in ("organisation", "country") and left.modifier and right.person and not right.office:
        # "The United Nations relief coordinator, Ann Roe": the noun between is a title that no table has.
        nouns = [t for t in between if t.pos in ("NOUN", "PROPN", "ADJ")]
        return True if nouns and between[-1].text == "," and len(nouns) == len(between) - 1 else None
    if (
        [t.text for t in between] == [","]
        and left.kind == "office"
        and left.person is None
        and not left.plural
        and (left.body or left.country)
        and right.person
        and right.country is None
        and right.body is None
        and right.role in gazetteer.names.ranks
    ):
        # "Director General, Inter Services Intelligence, Lieutenant General Roe", "Chile's minister, Ambassador Roe"
        return True
    if (
        left.kind in ("country", "organisation")
        and right.office
        and right.country is None
        and _owns(left, between, after)
    ):
        return True
    if not between:
        gap_ok = left.kind == "office" and right.kind == "person" and right.office is not None
        gap_ok = gap_ok or (left.kind in ("office", "agent") and not left.plural and right.kind == "person")
        return True if gap_ok and left.person is None else None
    if left.kind == "office" and right.kind == "person" and _suffix(between, gazetteer):
        return True
    words = [t.lower for t in between]
    acting = {w.lower() for w in (*gazetteer.rules.acting, *gazetteer.rules.deputy)}
    titled = words[0] == "and" and all(t.text[:1].isupper() or t.lower in acting for t in between[1:])
    if titled and left.kind == "office" and not left.plural and left.person is None:
        # "Colombian Vice President and Foreign Minister Ramírez": two offices, one person.
        return True if right.person and right.office and right.country is None else None
    if words == ["of"] or words[0] not in (",", "-", "–", "—"):
        return None
    if (
        any(
            w not in (",", "the", "a", "an", "who", "is", "their", "his", "its", "our")
            and t.pos not in ("ADJ", "NUM", "NOUN", "PROPN")
            for w, t in zip(words, between)
        )
        or len(between) > 5
        or "who" in words
    ):
        return None
    close = tokens[right.last + 1].text if right.last + 1 < len(tokens) else "."
    closed = close in (",", ".", ")", ";", "—", "–", "(", "who") or right.last + 1 >= len(tokens)
    verb = right.last + 1 < len(tokens) and tokens[right.last + 1].pos in ("VERB", "AUX", "ADP", "PART")
    if left.person and left.country and right.country and left.country != right.country:
        return None
    if left.person and not right.person and right.kind in ("office", "agent") and not right.plural:
        if (
            right.last + 1 < len(tokens)
            and tokens[right.last + 1].text[:1].isupper()
            and tokens[right.last + 1].pos == "PROPN"
        ):
            return None  # the office belongs to the name that follows it
        # "Clark, an official said" is no apposition: the second phrase has a verb of its own.
        own_verb = tokens[right.head].dep in ("nsubj", "nsubjpass") and tokens[right.head].head > right.head
        return True if not own_verb or tokens[right.head].dep == "appos" else None
    if not left.person and right.person and left.kind in ("office", "agent") and not left.plural:
        last = (left.noun or "").rpartition(" ")[2]
        # "his Turkish counterpart, Foreign Minister Roe"
        other = last in gazetteer.anaphora.counterpart_nouns and right.country in (None, left.country)
        if not right.office or other:
            return True if closed or verb else None
    if right.kind == "acronym" and left.kind in ("agent", "organisation") and closed:
        return True
    if (
        left.kind in ("office", "person")
        and left.office
        and not left.country
        and right.kind == "country"
        and not right.modifier
    ):
        return True if closed else None
    return None


def _office_and_body(
    sentence: Sentence, left: Mention, body: Mention, following: list[Mention], after: int, gazetteer: Gazetteer
) -> bool:
    """Tell "Director General, Inter Services Intelligence, Lieutenant General Roe" up to the second comma."""
    if left.kind != "office" or left.person or left.body or body.kind not in ("organisation", "agent") or not following:
        return False
    person = following[0]
    commas = [
        [t.text for t in sentence.tokens[after : body.first]],
        [t.text for t in sentence.tokens[body.last + 1 : person.first]],
    ]
    return commas == [[","], [","]] and bool(person.person) and person.role in gazetteer.names.ranks


def _owns(left: Mention, between: tuple[Token, ...], after: int) -> bool:
    """Tell a state or body whose official follows: "Republic of Korea (ROK) Vice …", "Council for Peace Chair …"."""
    bracketed = after > left.last + 1
    if not between:
        return bracketed
    goes_on = between[0].lower in ("for", "of", "on") and left.kind == "organisation" and len(between) > 1
    return (bracketed or goes_on) and all(t.text[:1].isupper() or t.lower in ("and", "the", *OF) for t in between)


OF = ("for", "of", "on")


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
    if right.kind == "acronym":
        return replace(left, last=last, end=end, text=text[left.start : end], alias=right.text)
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
        also=tuple(filter(None, (*left.also, *right.also, other.noun if title.noun else None))),
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


def share_noun(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
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
            and (right.first < right.head or right.first == right.last)
            and "adjective" in right.found_by
        ):
            done[n] = replace(
                left,
                kind=right.kind,
                noun=right.noun,
                office=right.office,
                role=right.role,
                sector=right.sector,
                plural=False,
                modifier=right.modifier,
            )
    return done


def share_state(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """Let coordinated nouns share their state: "the Government and people of Fiji", "the Thai king and people"."""
    done = list(mentions)
    for n in range(len(done) - 2, -1, -1):
        left, right = done[n], done[n + 1]
        of = "of" in (token.lower for token in sentence.tokens[right.first : right.last + 2])
        if of and right.country and _bare(left) and _coordinated(sentence, left, right):
            done[n] = replace(left, country=right.country)
    for n in range(1, len(done)):
        left, right = done[n - 1], done[n]
        qualified = left.kind in ("agent", "organisation") and "adjective" in left.found_by
        own = qualified and left.country and not right.definite and right.sector in OF_A_STATE
        if own and _bare(right) and _coordinated(sentence, left, right):
            done[n] = replace(right, country=left.country, found_by=left.found_by)
    return done


OF_A_STATE = (None, "GOV", "CVL", "MIL", "COP", "LEG")


def _bare(mention: Mention) -> bool:
    return mention.kind in ("agent", "office") and not mention.country and not mention.body and mention.owner is None


def _coordinated(sentence: Sentence, left: Mention, right: Mention) -> bool:
    between = [t.lower for t in sentence.tokens[left.last + 1 : right.first] if t.lower != "the"]
    return between in (["and"], [","], [",", "and"])
