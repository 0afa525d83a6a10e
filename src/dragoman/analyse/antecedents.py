"""Which earlier actor a pronoun or a general noun stands for: scores of recency, grammar and agreement."""

from __future__ import annotations

from collections import Counter

from dragoman.analyse.analysis import Sentence
from dragoman.analyse.anaphors import AGE, epithet_of
from dragoman.analyse.clauses import clause_of, subject_of
from dragoman.analyse.entities import INTERNATIONAL, SUBJECT, Entity, Seen, State, country_entity, is_subject
from dragoman.analyse.mentions import Mention
from dragoman.knowledge.actors import AgentRules, Pronoun

# "X has not called off his trip": the possessor is the subject of the clause, unless much speaks against it; an object
# ("accusing him") is nearly always another object of the sentence before it is somebody further back.
POSSESSOR, OBJECT = 1.5, 1.5
# Objects take up objects of the sentence before: "X received Y. He asked her".
PARALLEL = 1.0
# In a paragraph of several sentences "he" is hardly somebody of the paragraph before.
ELSEWHERE = 1.0
# "She" is rather a woman by name than somebody of whom nothing is known.
KNOWN = 1.0
# "He" is rather who has a name or an office than "a Polish man".
DESCRIBED = 0.7
# "X said that Y had broken the law, but it would not …": a coordinated clause goes on about the subject of the first.
RESUMED = 2.0
SEVERAL = frozenset({"they", "both"})
WINDOW = 3  # sentences that a pronoun looks back
GROUP_WINDOW = 8  # sentences that "the group" and "the country" look back


def antecedent(mention: Mention, state: State) -> Entity | None:
    """Return the entity that a third-person pronoun stands for, or None.

    Subjects and near mentions are preferred; an object pronoun is never the subject of its own clause.
    """
    words = state.gazetteer.anaphora
    row = words.pronouns.get(mention.noun or "")
    if row is not None and row.relative:
        return _taken_up(mention, state)
    sentence = state.analysis.sentences[mention.sentence]
    clause = clause_of(sentence, mention.head)
    clauses = {clause, *_above(sentence, clause)}
    own_subject = is_subject(sentence, mention)
    possessive = mention.noun in words.possessives and (
        mention.noun not in (row.words if row else ()) or sentence.tokens[mention.head].dep == "poss"
    )
    is_object = not own_subject and not possessive
    if possessive and mention.noun == ITS and _of_unknown_body(sentence, clause, mention, state):
        return None
    inherited = subject_of(sentence, clause) if is_object else None
    owner = _owner_of_subject(mention, inherited, state) if inherited is not None else None
    if owner is not None:
        return owner
    apart = possessive and _of_others(sentence, mention.head, words)
    opened = state.analysis.sentences[max(0, mention.sentence - 1)].paragraph == sentence.paragraph
    verb = sentence.tokens[clause]
    subject_s = possessive and sentence.tokens[sentence.tokens[mention.head].head].dep in SUBJECT
    first_conjunct = verb.head if (own_subject or subject_s) and verb.dep == "conj" and verb.head != clause else None
    best, best_score = None, 0.0
    done: set[str] = set()
    for n, other in enumerate(reversed(state.seen)):
        back = abs(mention.sentence - other.mention.sentence)
        if back > WINDOW or n > 60:
            break
        if other.entity.key in done or not _fits(mention, row, other, words):
            continue
        own = back == 0 and other.clause == clause and other.subject
        above = back == 0 and other.clause in clauses and other.subject
        of_several = possessive and own and row is not None and not row.plural and other.mention.noun in SEVERAL
        if is_object and above or apart and own or of_several:
            done.add(other.entity.key)  # whatever else it is: "he thanked him"
            continue
        if back == 0 and other.mention.first <= mention.first <= other.mention.last:
            continue
        if back == 0 and inherited is not None and other.mention.first <= inherited <= other.mention.last:
            done.add(other.entity.key)  # "X telephoned Y and thanked him"
            continue
        done.add(other.entity.key)
        score = 4.0 - back + (2.0 if other.subject else 0.0) - 0.05 * n
        if possessive and own and other.mention.first < mention.first:
            score += POSSESSOR
        elif is_object and not other.subject:
            score += OBJECT if back == 0 else PARALLEL if back == 1 else 0.0
        if other.mention.modifier:
            score -= 1.5
        if other.mention.kind == "pronoun":
            score += 0.5
        if row is not None and row.gender in ("f", "m") and other.entity.female is not None:
            score += KNOWN  # `_fits` has seen to it that the gender is the right one
        if other.entity.kind == "agent" and row is not None and row.gender in ("f", "m"):
            score -= DESCRIBED
        if own_subject and other.subject:
            score += 0.7
        if other.subject and back == 0 and other.clause == first_conjunct:
            score += RESUMED
        where = state.analysis.sentences[other.mention.sentence]
        if where.kind != "body" and back:
            score -= 1.0
        elif opened and where.paragraph != sentence.paragraph:
            score -= ELSEWHERE
        if score > best_score:
            best, best_score = other.entity, score
    return best


def _of_unknown_body(sentence: Sentence, clause: int, mention: Mention, state: State) -> bool:
    """Tell "The ruling council has recalled its envoy", where nothing tells whose council it is."""
    words = state.gazetteer.anaphora
    subject = subject_of(sentence, clause)
    if subject is None or subject >= mention.first or sentence.tokens[subject].lemma not in words.body_nouns:
        return False
    here = (o.mention for o in state.seen if o.mention.sentence == sentence.index)
    return not any(m.first <= subject <= m.last for m in here)


ITS = "its"


def _owner_of_subject(mention: Mention, subject: int, state: State) -> Entity | None:
    """Return whose the subject is that acts on a pronoun: in "his counterpart telephoned him" both are one."""
    sentence = state.analysis.sentences[mention.sentence]
    pronouns = state.gazetteer.anaphora.pronouns
    row = pronouns.get(mention.noun or "")
    styled = sentence.tokens[subject].lower in state.gazetteer.anaphora.styles  # "His Highness invited him"
    for j in () if styled else sentence.children[subject]:
        if sentence.tokens[j].dep == "poss" and row is not None and pronouns.get(sentence.tokens[j].lower) is row:
            here = (o for o in reversed(state.seen) if o.mention.sentence == sentence.index)
            return next((o.entity for o in here if o.mention.first == j), None)
    return None


def _above(sentence: Sentence, clause: int) -> list[int]:
    """Return the verbs that an infinitive hangs on: "urged X to free them" is of nobody who urges."""
    found = []
    while sentence.tokens[clause].tag == "VB" and sentence.tokens[clause].dep in ("xcomp", "ccomp"):
        clause = sentence.tokens[clause].head
        found.append(clause)
    return found


def _of_others(sentence: Sentence, i: int, words: AgentRules) -> bool:
    """Tell the possessive of what only another can have: "Peru rejected its demand"."""
    noun = sentence.tokens[sentence.tokens[i].head]
    verb = sentence.tokens[noun.head].lemma
    return noun.dep == "dobj" and verb in words.answers and not words.is_actor(noun.lemma)


def _taken_up(mention: Mention, state: State) -> Entity | None:
    """Return whom "who", "which" or "whose" takes up: who stands right before it."""
    tokens = state.analysis.sentences[mention.sentence].tokens
    at = mention.first - 1
    while at > 0 and (tokens[at].text == "," or tokens[at].pos == "ADP"):
        at -= 1
    for other in reversed(state.seen):
        if other.mention.sentence != mention.sentence:
            return None
        if other.mention.last == at and other.mention.kind != "pronoun":
            person = other.entity.kind in ("person", "office") or other.entity.plural
            return None if mention.noun == "which" and person else other.entity
    return None


def _fits(mention: Mention, row: Pronoun | None, other: Seen, words: AgentRules) -> bool:
    entity = other.entity
    if mention.noun == AGE or row is not None and row.gender in ("f", "m"):
        one = entity.kind == "agent" and not entity.plural and not other.mention.plural
        if entity.kind not in ("person", "office") and not (one and (entity.office or _is_human(entity, words))):
            return False
        return row is None or entity.female is None or entity.female == (row.gender == "f")
    if row is None or row.person != 3:
        return False
    if row.plural:
        return other.mention.plural or entity.plural or entity.kind in ("organisation", "country")
    return entity.kind in ("country", "organisation") or (entity.kind == "agent" and not other.mention.plural)


def _is_human(entity: Entity, words: AgentRules) -> bool:
    noun = entity.name or ""
    row = words.index.get(noun) or words.index.get(noun.rpartition(" ")[2])
    return row.human and not row.collective if row is not None else noun in words.generic_persons


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
        if entity.kind == "agent" and other.mention.indefinite and not entity.plural and _is_human(entity, words):
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


def owner_pronoun(mention: Mention, state: State) -> Mention | None:
    """Return the "his" or "its" before a role as a mention."""
    if mention.owner is None:
        return None
    token = state.analysis.sentences[mention.sentence].tokens[mention.owner]
    row = state.gazetteer.anaphora.pronouns.get(token.lower)
    return Mention(
        mention.sentence, token.i, token.i, token.i, token.start, token.end, "pronoun", token.text,
        noun=token.lower, plural=row is not None and row.plural,
    )  # fmt: skip


def owner_of(mention: Mention, state: State) -> Entity | None:
    """Return the entity that "his" or "its" before a role stands for."""
    pronoun = owner_pronoun(mention, state)
    return antecedent(pronoun, state) if pronoun is not None else None


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
