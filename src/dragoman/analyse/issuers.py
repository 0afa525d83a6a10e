"""Who is meant by titles without a country in what an international body writes: its own people and organs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.lexicon import find_names
from dragoman.analyse.mentions import Mention

# Share of the states that a text names that the one of its dateline must have for the story to play there, not at the
# body's seat.
TOLD = 0.4
OWN = ", of the issuing body"


def issuing_body(analysis: Analysis, gazetteer: Gazetteer) -> str | None:
    """Return the international body that a document comes from, by the first name in its source; None for others.

    "Permanent Mission of Kenya to the United Nations" is Kenya's. An office of such a body will do.
    """
    for hit in find_names(analysis.document.source or "", gazetteer.lexicon):
        for entry in hit.entries:
            if entry.kind == "organisation":
                return entry.row.name if entry.row.sector == "IGO" and entry.row.country is None else None
            if entry.kind == "office" and entry.row.sector == "IGO":
                return next(iter(entry.row.institution), entry.row.name)
            if entry.kind in ("country", "adjective", "capital"):
                return None
    return None


def of_issuer(
    analysis: Analysis, mentions: tuple[Mention, ...], body: str | None, gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """Return the mentions of what an international body has written, its own officials and organs marked as such.

    "The Chairperson", "Commissioner Roe", "the Commission", "our monitors": their own words name no state and no body,
    and it is the issuing body's custom not to repeat its name. A minister or president is some state's.
    Arguments: mentions, in text order; body, from `issuing_body`.
    """
    if body is None:
        return mentions
    words = gazetteer.anaphora
    done = []
    for mention in mentions:
        last = re.split(" (?:for|of|on|in|to) ", mention.noun or "")[0].rpartition(" ")[2]
        sentence = analysis.sentences[mention.sentence]
        alone = mention.country is None and mention.body is None and mention.owner is None and not mention.countries
        alone = alone and mention.sector != "IGO"
        if alone and mention.kind in ("person", "office", "agent") and not mention.indefinite:
            organs = words.body_nouns | words.issuer_organs
            official = last.removesuffix("s") in words.issuer_roles and not _of_another(sentence, mention, organs)
            capital = mention.text[:1].isupper()
            organ = last in organs and mention.definite and capital
            if official and (capital or mention.kind == "agent") or organ and mention.kind == "agent":
                kind = "organisation" if organ else mention.kind
                mention = replace(mention, kind=kind, body=body, sector="IGO", found_by=mention.found_by + OWN)
        done.append(mention)
    return tuple(done)


def _of_another(sentence: Sentence, mention: Mention, organs: frozenset[str]) -> bool:
    """Tell a title that says whose it is by words that no table has: "Chairman of the Lenca Council"."""
    after = sentence.tokens[mention.last + 1 : mention.last + 5]
    if mention.person or not after or after[0].lower != "of":
        return False
    return any(t.tag in ("NNP", "NNPS") and t.lower not in organs for t in after[1:])


def seats_apart(homes: Mapping[int, str], mentions: tuple[Mention, ...]) -> dict[int, str]:
    """Return the datelines of an international body without those that only tell where it has its seat.

    Arguments: homes, country of each dateline by paragraph; mentions, of the document.
    """
    named = Counter(m.country for m in mentions if m.country)
    if len(homes) > 1:
        return dict(homes)  # a digest: each tells where an item plays
    return {paragraph: country for paragraph, country in homes.items() if named[country] > TOLD * named.total()}
