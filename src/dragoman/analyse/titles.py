"""Joins neighbouring mentions: possessors, "of" phrases, titles and names, appositions, acronyms in brackets."""

from __future__ import annotations

from dataclasses import replace

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.appositions import holder_after, in_apposition, of_owner, office_and_body, skip_brackets
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.mentions import Mention

# Offices of a state or of a body, whichever they are said to be of.
PRESIDING = frozenset({"president", "vice president", "vice-president", "secretary", "treasurer", "minister"})
PRIVATE_BODIES = frozenset({"IGO", "NGO", "MNC", "PTY", "OPP", "REB", "LAB", "BUS", "EDU", "SOC", "REL", "UAF"})
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
        elif mention.noun in PRESIDING and owner.sector in PRIVATE_BODIES:
            sector = owner.sector  # "president of the Red Cross": of no state
        mention = replace(mention, body=owner.body, sector=sector)
    elif mention.sector is None and owner.sector and (owner.kind in ("agent", "organisation") or owner.sector == "IGO"):
        mention = replace(mention, sector=owner.sector)
    return mention


def attach(sentence: Sentence, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Read what follows an office: "president of Kenya", "ambassador to Pakistan", "officers of the KGB"."""
    done = list(mentions)
    for n in range(len(done) - 2, -1, -1):
        mention, following = done[n], _whole_of(sentence, done[n + 1], done[n + 2 : n + 3])
        between = sentence.tokens[mention.last + 1 : following.first]
        state = following.kind in ("country", "capital") or following.kind == "agent" and following.country
        if mention.person and mention.office and mention.country is None and state:
            # "President Nikola Petrović of Montenegro", "First Secretary Ann Roe of the US embassy"
            if [t.lower for t in between if t.lower not in ("the", "republic")] == ["of"]:
                done[n] = replace(mention, country=following.country, options=following.options)
            continue
        if mention.kind == "person" and not mention.office and mention.country is None and mention.body is None:
            # "Ann Roe of Amnesty International", "Merkel of Germany"
            linked = [t.lower for t in between] in (["of"], ["of", "the"])
            if linked and not following.modifier and (following.kind == "country" or following.body):
                done[n] = _member(mention, following, gazetteer)
            elif linked and following.kind == "agent" and following.sector in ("OPP", "PTY", "REB"):
                # "Ann Roe of the opposition NDP"
                done[n] = replace(mention, sector=following.sector, country=following.country)
            continue
        if mention.kind not in ("office", "agent", "organisation") or mention.modifier:
            continue
        if not between or between[0].lower not in LINKS or len(between) > (4 if following is done[n + 1] else 6):
            continue
        if any(t.pos not in ("ADP", "DET", "ADJ", "PROPN", "NOUN", "PRON", "PART") for t in between):
            continue
        link = between[0].lower
        counterpart = (mention.noun or "").rpartition(" ")[2] in gazetteer.anaphora.counterpart_nouns
        owned = done[n + 2] if n + 2 < len(done) else None
        if link in ("of", "for") and owned is not None and _owned_body(sentence, following, owned):
            following = owned  # "head of Israel's Shin Bet"
        after, _ = skip_brackets(sentence, following.last)
        person_next = any(m.person and m.first == after for m in done[n + 2 : n + 4])
        holder = following.kind == "organisation" and _holder_after_comma(sentence, following, done[n + 2 : n + 4])
        person_next = person_next or holder
        if mention.sector == "IGO" and following.kind in ("country", "capital"):
            # "UN envoy for Yemen": he serves the body, not the country.
            if person_next:
                done[n] = replace(mention, last=following.last, end=following.end)
            continue
        if link == "for" and _possessive(sentence, following) and not following.person:
            continue  # "thanked the minister for Chad's help"
        if link in ("of", "for", "to") and following.kind == "person" and following.office and mention.kind == "office":
            # "a spokesman for President Roe": of the same country and body.
            sector = mention.sector or (None if following.former else following.sector)
            country = mention.country or (None if following.sector == "IGO" else following.country)
            done[n] = replace(mention, country=country, sector=sector, serves=following)
        elif link in ("of", "for") and following.kind not in ("person", "name"):
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
            and (mention.owner is None or counterpart)
        ):
            done[n] = _served(mention, following, gazetteer.names.general_roles)
            if counterpart and _holder_after_comma(sentence, following, done[n + 2 : n + 4]):
                done[n] = replace(done[n], last=following.last, end=following.end)
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


def _owned_body(sentence: Sentence, owner: Mention, body: Mention) -> bool:
    """Tell a body with the state that it is of before it: "Israel's Shin Bet"."""
    if owner.kind != "country" or body.kind != "organisation" or body.first != owner.last + 2:
        return False
    return sentence.tokens[owner.last + 1].lower in ("'s", "’s")


def _holder_after_comma(sentence: Sentence, body: Mention, mentions: list[Mention]) -> bool:
    """Tell "the director of the FSB, Ann Roe, said": whoever follows between commas has the office."""
    tokens, i = sentence.tokens, body.last + 1
    if body.kind not in ("organisation", "country") or i >= len(tokens) or tokens[i].text != ",":
        return False
    person = next((m for m in mentions if m.first == i + 1 and m.person and not m.country), None)
    return person is not None and (person.last + 1 >= len(tokens) or tokens[person.last + 1].text in (",", ".", ";"))


def _possessive(sentence: Sentence, mention: Mention) -> bool:
    after = mention.last + 1
    return after < len(sentence.tokens) and sentence.tokens[after].lower in ("'s", "’s", "'", "’")


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
            if len(done) > 1 and done[-2].last == done[-1].last and done[-2].kind in ("office", "agent"):
                # The country that an office serves ("Minister of the Republic of X Mr. Y") is part of the title.
                done.append(done.pop(-2))
            left = done[-1]
            after, alias = skip_brackets(sentence, left.last)
            if alias:
                left = done[-1] = replace(left, alias=left.alias or alias)
                if mention.last < after:
                    skip_until = after - 1
                    if mention.kind in ("office", "organisation"):
                        left = done[-1] = _merge(left, mention, text, keep_extent=True)
                    continue
            if office_and_body(sentence, left, mention, mentions[n + 1 : n + 2], after, gazetteer):
                done[-1] = replace(
                    _served(left, mention, gazetteer.names.general_roles),
                    last=mention.last,
                    end=mention.end,
                    text=text[left.start : mention.end],
                    body=mention.body or mention.noun,
                )
                continue
            title = next(
                (k for k in range(len(done) - 1, max(-1, len(done) - 4), -1) if done[k].kind == "office"), None
            )
            if title is not None and mention.person and holder_after(sentence, done[title], mention, gazetteer):
                places = [m for m in done[title + 1 :] if m.kind not in ("person", "name") or m.office]
                done[title:] = [*places, _merge(done[title], mention, text)]
                continue
            if len(done) > 1 and of_owner(sentence, done[-2], left, mention, gazetteer):
                # "Gen. Roe, NATO's commander": the office, not the rank, tells whom he serves.
                person = replace(done[-2], office=None, role=None, noun=None, sector=None)
                done[-2:] = [left, _merge(person, mention, text)]
                continue
            joined = in_apposition(sentence, left, mention, after, gazetteer)
            if joined is not None:
                done[-1] = _merge(left, mention, text)
                continue
        done.append(mention)
    return done


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
            and between in (["and"], [","], [",", "and"], ["or"], ["-"], ["–"])
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


def share_titles(sentence: Sentence, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Give a plural title to all the names after it: "Senators Roe and Hale", "Presidents A of Chile and B of Peru".

    Whom an adjective or owner before the title is of, the others are of, too ("US Senators").
    """
    done = list(mentions)
    for n, first in enumerate(mentions):
        title = (first.noun or "").rpartition(" ")[2]
        if not first.person or not first.office or not _plural_title(sentence, first, title, gazetteer):
            continue
        end, k = first.last, n + 1
        while k < len(done):
            mention = done[k]
            between = [t.lower for t in sentence.tokens[end + 1 : mention.first]]
            if mention.last <= end or between in (["of"], ["of", "the"]) and mention.kind in ("country", "capital"):
                end = max(end, mention.last)
            elif mention.kind in ("person", "name") and not mention.office and between in LISTED:
                done[k] = _with_title(sentence, mention, first, done[k + 1] if k + 1 < len(done) else None)
                end = mention.last
            else:
                break
            k += 1
    return done


LISTED = (["and"], [","], [",", "and"], ["&"])


def _plural_title(sentence: Sentence, mention: Mention, title: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a title names several; of "MPs" the tagger does not know that it is a plural."""
    words = [t for t in sentence.tokens[mention.first : mention.head] if t.lower == title]
    known = title.endswith("s") and title[:-1] in gazetteer.rules.index
    return bool(words) and (known or words[-1].tag in ("NNS", "NNPS"))


def _with_title(sentence: Sentence, mention: Mention, titled: Mention, following: Mention | None) -> Mention:
    """Return a name with the title of another, and the country of its own "of" phrase."""
    country = mention.country
    if following is not None and following.kind in ("country", "capital"):
        between = [t.lower for t in sentence.tokens[mention.last + 1 : following.first]]
        country = following.country if between in (["of"], ["of", "the"]) else country
    if country is None and titled.found_by.split("+")[0] in ("adjective", "country", "demonym"):
        country = titled.country
    return replace(
        mention,
        kind="person",
        person=mention.person or mention.text,
        office=titled.office,
        role=titled.role,
        noun=titled.noun,
        sector=titled.sector,
        country=country,
        former=titled.former,
        found_by=f"{mention.found_by}, {titled.found_by}",
    )
