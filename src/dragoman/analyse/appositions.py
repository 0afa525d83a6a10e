"""Tells whether two neighbouring mentions are one actor: appositions, bodies between commas, owners, brackets."""

from __future__ import annotations

from dragoman.analyse.analysis import Sentence, Token
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.mentions import Mention

CLOSERS = (",", ".", ")", ";", "—", "–", "(", ":", "who")
POSSESSIVE = ("'s", "’s", "'", "’")


def of_owner(sentence: Sentence, person: Mention, owner: Mention, office: Mention, gazetteer: Gazetteer) -> bool:
    """Tell "Ann Roe, Britain's ambassador to the UN, said": an office in apposition, its owner before it.

    Not so "With Ann Roe, Britain's ambassador said" nor "After Ann Roe, Britain's envoy, Tom Hale, said".
    """
    tokens = sentence.tokens
    if not person.person or person.office and person.role not in gazetteer.names.ranks:
        return False
    if office.person or office.plural or office.kind not in ("office", "agent"):
        return False
    if owner.kind not in ("country", "capital", "seat", "organisation", "province") or owner.plural:
        return False
    if person.country and owner.country and person.country != owner.country:
        return False
    before = [t.lower for t in tokens[person.last + 1 : owner.first]]
    between = tokens[owner.last + 1 : office.first]
    if before not in ([","], [",", "the"], ["–"], ["—"]) or not between or between[0].lower not in POSSESSIVE:
        return False
    if len(between) > 5 or any(t.pos not in ("ADJ", "NUM", "NOUN", "PROPN", "ADV", "VERB") for t in between[1:]):
        return False
    return _closed(tokens, office.last)


def holder_after(sentence: Sentence, office: Mention, person: Mention, gazetteer: Gazetteer) -> bool:
    """Tell "the envoy in Ankara, Ann Roe, said", "the head of the Trade Committee, Ann Roe, said".

    A phrase in capitals stands between the office and the commas around its holder.
    """
    tokens = sentence.tokens
    between = tokens[office.last + 1 : person.first]
    if office.kind != "office" or office.person or office.plural or office.modifier or not 3 <= len(between) <= 14:
        return False
    if not person.person or person.country or person.office and person.role not in gazetteer.names.ranks:
        return False
    if between[0].lower not in ("in", "at", "to", "of", "for") or between[-1].text != ",":
        return False
    if not all(t.text[:1].isupper() or t.lower in ("the", *OF, "and") for t in between[1:-1]):
        return False
    return person.last + 1 < len(tokens) and tokens[person.last + 1].text == ","


def _closed(tokens: tuple[Token, ...], last: int) -> bool:
    """Tell that a phrase ends at a mark before any verb, and that no name follows the mark as its holder."""
    for token in tokens[last + 1 : last + 12]:
        if token.text in CLOSERS:
            after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
            named = after is not None and after.tag == "NNP" and token.text == ","
            ends = (t.text for t in tokens[token.i + 1 : token.i + 6] if t.text == "," or t.pos in ("VERB", "AUX"))
            return not (named and next(ends, None) == ",")
        if token.pos in ("VERB", "AUX"):
            return False
    return last + 12 >= len(tokens)


def skip_brackets(sentence: Sentence, last: int) -> tuple[int, str | None]:
    """Return the position after "(ISPR)" where it follows a token, with the acronym."""
    tokens = sentence.tokens
    if last + 3 < len(tokens) + 1 and last + 2 < len(tokens) and tokens[last + 1].text == "(":
        close = next((i for i in range(last + 2, min(last + 5, len(tokens))) if tokens[i].text == ")"), None)
        if close is not None:
            return close + 1, "".join(t.text for t in tokens[last + 2 : close])
    return last + 1, None


def in_apposition(sentence: Sentence, left: Mention, right: Mention, after: int, gazetteer: Gazetteer) -> bool | None:
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
        and (left.body or left.country or _between_commas(tokens, right))
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
    if close.lower() in POSSESSIVE and left.person:
        return None  # "Ann Roe, the bloc's chairman"
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
    one = left.first > 0 and tokens[left.first - 1].lower in ("a", "an")
    if left.kind == "people" and one and not left.plural and right.person and not right.office:
        return True if closed and right.country in (None, left.country) else None  # "a Fijian, Jone Roe,"
    if not left.person and right.person and left.kind in ("office", "agent") and not left.plural:
        last = (left.noun or "").rpartition(" ")[2]
        # "his Turkish counterpart, Foreign Minister Roe"
        words = gazetteer.anaphora
        other = last in words.counterpart_nouns and right.country in (None, left.country)
        # "its one-time ally, the Congolese general Roe"
        other = other or left.country is None and last in words.neighbour_nouns | words.guest_nouns | words.host_nouns
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


def _between_commas(tokens: tuple[Token, ...], person: Mention) -> bool:
    """Tell "The Chairman of the Joint Chiefs, General Roe, received": a name set apart from its title."""
    after = person.last + 1
    return after < len(tokens) and tokens[after].text == "," and tokens[person.head].dep == "appos"


def office_and_body(
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


def leads(sentence: Sentence, person: Mention, body: Mention, gazetteer: Gazetteer) -> bool:
    """Tell "Ann Roe, who runs Kenya's railways": a clause that says what somebody leads."""
    tokens = sentence.tokens[person.last + 1 : person.last + 5]
    if not person.person or person.office or person.country or [t.lower for t in tokens[:2]] != [",", "who"]:
        return False
    verb = next((t for t in tokens[2:] if t.pos == "VERB"), None)
    known = verb is not None and verb.lemma in gazetteer.names.leading_verbs and body.first > verb.i
    return known and body.country is not None and all(
        t.pos in ("DET", "ADJ", "NOUN", "PROPN", "PART") for t in sentence.tokens[verb.i + 1 : body.first]
    )


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
