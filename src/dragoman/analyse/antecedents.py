"""Which earlier actor a general noun or a title stands for: "the minister", "the group", "the country", "his host"."""

from __future__ import annotations

from collections import Counter

from dragoman.analyse.analysis import Sentence
from dragoman.analyse.anaphors import epithet_of
from dragoman.analyse.clauses import clause_of, subject_of
from dragoman.analyse.entities import INTERNATIONAL, Entity, Seen, State, country_entity
from dragoman.analyse.mentions import Mention
from dragoman.analyse.pronouns import WINDOW, is_human

GROUP_WINDOW = 8  # sentences that "the group" and "the country" look back


def general_antecedent(mention: Mention, state: State) -> Entity | None:
    """Return the entity named before that a title or role noun repeats: "the army chief", "the minister".

    A general word may take up a more special one: "the diplomat" an ambassador, "the Chilean leader" a president. Of
    several in one office it is the one of the place ("In Hanoi the minister"), else the subject of the sentence that
    names them last.
    """
    words = state.gazetteer.anaphora
    noun = (mention.noun or "").lower()
    last = noun.split()[-1] if noun else ""
    wider = words.hypernyms.get(noun, frozenset())
    same: list[Seen] = []
    same_word: list[Seen] = []
    special = None
    for other in reversed(state.seen):
        entity = other.entity
        if same and same[0].mention.sentence - other.mention.sentence > WINDOW:
            break
        if entity.kind not in ("person", "office") or other.mention.kind == "pronoun":
            continue
        if mention.country and entity.country and mention.country != entity.country:
            continue
        if mention.body and entity.body and mention.body != entity.body:
            continue
        if _same_office(mention, entity) or noun and noun in entity.titles:
            same.append(other)
        elif last and last in entity.words and " " not in noun:
            same_word.append(other)
        if special is None and entity.role in wider and not entity.former:
            special = entity
    here = {country for at, country in state.located.get(mention.sentence, []) if at < mention.start}
    if same:
        of_here = [o for o in same if o.entity.country in here]
        told_last = [o for o in same if o.mention.sentence == same[0].mention.sentence]
        subjects = sorted((o for o in reversed(told_last) if o.subject), key=lambda o: o.entity.country != state.home)
        return (*of_here, *subjects, same[0])[0].entity
    if same_word:
        near = [o for o in same_word if same_word[0].mention.sentence - o.mention.sentence <= WINDOW]
        return next((o for o in near if o.entity.country in here), near[0]).entity
    return special


def _same_office(mention: Mention, entity: Entity) -> bool:
    """Tell one office from another of its kind: an opposition leader is no opposition lawmaker."""
    if not mention.role or mention.role != entity.role:
        return False
    heads = {(office or "").rpartition(" ")[2] for office in (mention.office, entity.office)}
    return len(heads) == 1 or mention.role in (mention.office, entity.office) or "" in heads


def described_before(mention: Mention, state: State) -> Entity | None:
    """Return the one person told of without a name whom a word for anybody takes up: "a Polish man … the suspect"."""
    words = state.gazetteer.anaphora
    for other in reversed(state.seen):
        if abs(mention.sentence - other.mention.sentence) > WINDOW:
            return None
        entity = other.entity
        if entity.kind == "agent" and other.mention.indefinite and not entity.plural and is_human(entity, words):
            return entity
    return None


def visitor(mention: Mention, seen: list[Seen], home: str | None) -> Entity | None:
    """Return the person from abroad whom "the visiting dignitary" or "the guest" stands for."""
    for other in reversed(seen):
        entity = other.entity
        if entity.kind != "person" or other.mention.kind == "pronoun":
            continue
        if mention.country:
            if entity.country == mention.country:
                return entity
        elif entity.country and entity.country != home:
            return entity
    return None


def other_official(owner: Entity, mention: Mention, state: State) -> Entity | None:
    """Return the person of another state told of with somebody: "thanked his guest", "her host"."""
    for other in reversed(state.seen):
        if abs(mention.sentence - other.mention.sentence) > WINDOW:
            return None
        entity = other.entity
        abroad = entity.country not in (None, owner.country) and mention.country in (None, entity.country)
        if abroad and entity is not owner and entity.kind == "person" and not entity.former:
            return entity
    return None


def host(owner: Entity | None, state: State) -> Entity | None:
    """Return the official of the state where the story plays: "thanked his host"; not the guest himself."""
    for other in reversed(state.seen):
        entity = other.entity
        official = entity.kind == "person" and entity.office and not entity.former
        if official and entity is not owner and entity.country is not None and entity.country == state.home:
            return entity
    return None


def weigh_states(mention: Mention, state: State, without: set[str | None]) -> Counter[str]:
    """Return how much the text tells of each state up to a mention: near sentences and subjects count more.

    Arguments: without, states that cannot be meant.
    """
    weight: Counter[str] = Counter()
    for other in state.seen:
        iso, back = other.entity.country, mention.sentence - other.mention.sentence
        if iso is None or back < 0 or other.entity.sector in INTERNATIONAL or iso in without:
            continue
        near = 3.0 if back == 0 else 2.0 if back == 1 else 1.0 if back < 6 else 0.4
        weight[iso] += near * (0.4 if other.mention.modifier else 1.0) * (1.5 if other.subject else 1.0)
    return weight


def acting(mention: Mention, state: State) -> set[str | None]:
    """Return the countries of those who act upon a mention, none of whom is meant: "X urged both sides"."""
    sentence = state.analysis.sentences[mention.sentence]
    if not is_object(sentence, mention.head):
        return set()
    return {o.entity.country for o in state.seen if o.subject and o.mention.sentence == mention.sentence}


def neighbours(owner: Entity, mention: Mention, state: State) -> tuple[Entity, ...]:
    """Return the other state that a story tells of most, of a plural the two others: "backed his neighbour"."""
    named = Counter(o.entity.country for o in state.seen if o.entity.country and o.entity.sector not in INTERNATIONAL)
    del named[owner.country]
    return tuple(country_entity(iso, state) for iso, _ in named.most_common(2 if mention.plural else 1))


def counterpart_of(owner: Entity, mention: Mention, seen: list[Seen]) -> Entity | None:
    """Return the person of the same office in another country: "his Ecuadorian colleague"."""
    for other in reversed(seen):
        entity = other.entity
        if entity is owner or entity.kind not in ("person", "office"):
            continue
        if mention.country and entity.country != mention.country:
            continue
        if entity.country == owner.country and not mention.country:
            continue
        if mention.country or (entity.role is not None and entity.role == owner.role):
            return entity
    return None


def latest_body(mention: Mention, state: State) -> Entity | None:
    """Return the body that a noun takes up: the last whose name has it ("the court"), else the last of such a kind.

    The media are no such body, and what one state has is taken up by its own name only.
    """
    words = state.gazetteer.anaphora
    noun = singular((mention.noun or "").rpartition(" ")[2])
    sectors = words.body_sectors.get(noun)
    like = None
    for other in reversed(state.seen):
        entity, back = other.entity, abs(mention.sentence - other.mention.sentence)
        if back > GROUP_WINDOW:
            break
        if entity.kind != "organisation" or entity.sector == "JRN" or mention.country not in (None, entity.country):
            continue
        if noun in entity.words and not mention.plural:
            return entity
        if like is None and noun in words.body_nouns and (sectors is None or entity.sector in sectors):
            like = entity
    return like


def the_country(mention: Mention, state: State) -> Entity | None:
    """Return the state that "the country", "the Gulf kingdom" or "the West African nation" stands for."""
    sentence = state.analysis.sentences[mention.sentence]
    phrase, fitting = epithet_of(sentence, mention, state.gazetteer.anaphora)
    weight = weigh_states(mention, state, _subject_countries(mention, state))
    if phrase is not None:
        weight = Counter({iso: n for iso, n in weight.items() if iso in fitting})
    if state.home in weight:
        weight[state.home] += 1.0
    return country_entity(weight.most_common(1)[0][0], state) if weight else None


def _subject_countries(mention: Mention, state: State) -> set[str | None]:
    """Return the country of who does what is done to a mention: "X sent troops to the country"."""
    sentence = state.analysis.sentences[mention.sentence]
    subject = subject_of(sentence, clause_of(sentence, mention.head))
    return {
        other.entity.country
        for other in state.seen
        if other.mention.sentence == mention.sentence
        and subject is not None
        and other.mention.first <= subject <= other.mention.last
    }


def speaking_body(mention: Mention, state: State) -> Entity | None:
    """Return the body for which "the spokesman" speaks: the ministry, party or state told of last."""
    words = state.gazetteer.anaphora
    for other in reversed(state.seen):
        if abs(mention.sentence - other.mention.sentence) > 2:
            return None
        entity = other.entity
        row = words.index.get(entity.name or "") if entity.kind == "agent" else None
        if entity.kind == "organisation" or row is not None and not row.human:
            return entity
    return None


def is_object(sentence: Sentence, i: int) -> bool:
    """Tell whether a phrase is the object of a verb, whose subject is then none of its members ("urged both sides")."""
    token = sentence.tokens[i]
    if token.dep == "dobj":
        return True
    head = sentence.tokens[token.head]
    return token.dep == "pobj" and sentence.tokens[head.head].pos == "VERB"


def singular(noun: str) -> str:
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def possessor(mention: Mention, state: State) -> Entity | None:
    """Return whose a role or body is, told by a noun with "'s" before it: "the country's president"."""
    tokens = state.analysis.sentences[mention.sentence].tokens
    at = mention.first - 1
    while at > 0 and tokens[at].pos in ("ADJ", "NUM", "NOUN", "PROPN", "ADV") and mention.first - at < 5:
        at -= 1
    if at < 1 or tokens[at].lower not in ("'s", "’s", "'", "’"):
        return None
    for other in reversed(state.seen):
        if other.mention.sentence != mention.sentence:
            return None
        if other.mention.last == at - 1:
            return other.entity
    return None
