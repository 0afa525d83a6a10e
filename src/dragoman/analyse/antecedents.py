"""Which earlier actor a pronoun or a general noun stands for: scores of recency, grammar and agreement."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.entities import Entity, Seen, clause_of, is_subject
from dragoman.analyse.mentions import Mention

WINDOW = 3  # sentences that a pronoun looks back
PERSONAL = {"he": False, "him": False, "his": False, "she": True, "her": True}


def antecedent(mention: Mention, seen: list[Seen], analysis: Analysis) -> Entity | None:
    """Return the entity that a third-person pronoun stands for, or None.

    Subjects and near mentions are preferred; an object pronoun is never the subject of its own clause.
    """
    sentence = analysis.sentences[mention.sentence]
    clause = clause_of(sentence, mention.head)
    own_subject = is_subject(sentence, mention)
    possessive = mention.noun in ("his", "its", "their") or (
        mention.noun == "her" and sentence.tokens[mention.head].dep == "poss"
    )
    best, best_score = None, 0.0
    done: set[str] = set()
    for n, other in enumerate(reversed(seen)):
        back = abs(mention.sentence - other.mention.sentence)
        if back > WINDOW or n > 60:
            break
        if other.entity.key in done or not _fits(mention, other):
            continue
        if back == 0 and not possessive and other.subject and other.clause == clause and not own_subject:
            continue
        if back == 0 and other.mention.first <= mention.first <= other.mention.last:
            continue
        done.add(other.entity.key)
        score = 4.0 - back + (2.0 if other.subject else 0.0) - 0.05 * n
        if other.mention.modifier:
            score -= 1.5
        if other.mention.kind == "pronoun":
            score += 0.5
        if own_subject and other.subject:
            score += 0.7
        if analysis.sentences[other.mention.sentence].kind != "body" and back:
            score -= 1.0
        if score > best_score:
            best, best_score = other.entity, score
    return best


def _fits(mention: Mention, other: Seen) -> bool:
    entity, noun = other.entity, mention.noun or ""
    if noun in PERSONAL:
        if entity.kind not in ("person", "office") and not (entity.kind == "agent" and not entity.plural and not other.mention.plural and entity.office):
            return False
        return entity.female is None or entity.female == PERSONAL[noun]
    if noun in ("it", "its"):
        return entity.kind in ("country", "organisation") or (entity.kind == "agent" and not other.mention.plural)
    if noun in ("they", "them", "their"):
        return other.mention.plural or entity.plural or entity.kind in ("organisation", "country")
    return False


def general_antecedent(mention: Mention, seen: list[Seen], analysis: Analysis) -> Entity | None:
    """Return the entity named before that a title or role noun repeats: "the army chief", "the minister"."""
    noun = (mention.noun or "").lower()
    last = noun.split()[-1] if noun else ""
    same_role = None
    for other in reversed(seen):
        entity = other.entity
        if entity.kind not in ("person", "office") or other.mention.kind == "pronoun":
            continue
        if mention.country and entity.country and mention.country != entity.country:
            continue
        if mention.body and entity.body and mention.body != entity.body:
            continue
        if mention.role and entity.role == mention.role:
            return entity
        if noun and noun in entity.words:
            return entity
        if same_role is None and last and last in entity.words and " " not in noun:
            same_role = entity
    if same_role is not None:
        return same_role
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


def latest_country(seen: list[Seen]) -> Entity | None:
    """Return the country named last, one that acts before one that only modifies."""
    fallback = None
    for other in reversed(seen):
        if other.entity.kind == "country":
            if not other.mention.modifier:
                return other.entity
            fallback = fallback or other.entity
    return fallback


def pair_members(mention: Mention, seen: list[Seen], country: Callable[[str], Entity]) -> tuple[Entity, ...]:
    """Return the two actors that "both sides" or "the two ministers" stand for, from two countries."""
    noun = (mention.noun or "").rstrip("s")
    wants_state = noun in ("country", "countrie", "nation", "state", "capital", "government", "people", "neighbour", "neighbor", "power")
    wants_side = noun in ("side", "party", "partie", "delegation", "team", "two", "pair", "duo", "rival", "ally")
    found: list[Entity] = []
    for rule in (0, 1):
        for other in reversed(seen):
            entity = other.entity
            if mention.sentence - other.mention.sentence > 8:
                break
            if entity.country is None and entity.sector != "IGO":
                continue
            if rule == 0 and not wants_state and not wants_side and not (entity.words & {noun, noun + "s"} or entity.kind in ("person", "office")):
                continue
            if rule == 0 and wants_side and (entity.kind == "country" and other.mention.modifier):
                continue
            if any(f.country == entity.country for f in found):
                continue
            found.append(country(entity.country) if wants_state and entity.country else entity)
            if len(found) == 2:
                return tuple(reversed(found))
        if rule == 1 or len(found) == 2:
            break
    return tuple(reversed(found)) if len(found) == 2 else ()
