"""The outlet of a document: the last who vouches for everything in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.drafts import Draft
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.homes import source_country
from dragoman.analyse.lexicon import find_names, words_of
from dragoman.analyse.roles import HasActors
from dragoman.ids import entity_id
from dragoman.knowledge.actors import Organisation
from dragoman.records import Source

ARTICLES = ("the", "a", "an")
STATES = ("GOV", "MIL", "LEG", "JUD", "SPY", "COP")


def vouch_by_outlet(
    analysis: Analysis, drafts: Sequence[Draft], resolved: Sequence[HasActors], gazetteer: Gazetteer
) -> tuple[Draft, ...]:
    """Return the drafts with the document's outlet, where it is known, as the last link of each chain, once.

    Arguments: drafts, merged; resolved, the mentions of the document; gazetteer, with the bodies of the tables.
    """
    outlet = outlet_of(analysis, resolved, gazetteer)
    if outlet is None:
        return tuple(drafts)
    return tuple(replace(draft, sources=with_outlet(draft.sources, outlet)) for draft in drafts)


def outlet_of(analysis: Analysis, resolved: Sequence[HasActors], gazetteer: Gazetteer) -> Source | None:
    """Return the outlet that `Document.source` names, as the link that it is where no words of the text say so.

    It is the actor of that name in the text where there is one; else country and sector are those of the body of
    that name in the tables, or the country that the name itself tells. Text and offsets are those of the first
    place where the text has the name.
    """
    name = " ".join((analysis.document.source or "").split())
    if not name:
        return None
    own = {"cue": None, "quotation": None, "content": None, "found_by": "outlet of the document"}
    key = _key(name)
    for item in resolved:
        if len(item.actors) == 1 and not item.actors[0].person and _key(item.mention.text) == key:
            return Source(**{**item.actors[0].model_dump(), **own})
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", analysis.document.text)
    start, end = found.span() if found else (None, None)
    hits = find_names(name, gazetteer.lexicon)
    first = hits[0].entries if hits and not _key(name[: hits[0].start]) else ()
    body = next((entry.row for entry in first if entry.kind in ("organisation", "agent")), None)
    whole = isinstance(body, Organisation) and _key(name[hits[0].start : hits[0].end]) == key
    country = body.country if whole else source_country(analysis, gazetteer)
    sector = body.sector if body is not None else None
    return Source(
        text=found.group() if found else None,
        start=start,
        end=end,
        name=body.name if whole else name,
        country=country,
        sector=sector,
        code=f"{country or ''}{sector or ''}" or None,
        entity=entity_id(analysis.document.id, f"outlet:{' '.join(key)}"),
        **own,
    )


def with_outlet(chain: Sequence[Source], outlet: Source) -> tuple[Source, ...]:
    """Return a chain with the outlet at its end; a link that is the outlet ("the Herald reported") moves there."""
    said = next((link for link in chain if is_outlet(link, outlet)), None)
    others = tuple(link for link in chain if not is_outlet(link, outlet))
    if said is None:
        return (*others, outlet)
    place = ("text", "start", "end", "cue", "quotation", "content")
    return (*others, outlet.model_copy(update={field: getattr(said, field) for field in place}))


def is_outlet(link: Source, outlet: Source) -> bool:
    """Say whether a link names the outlet: the same actor or name, or part of its name ("the Herald").

    A country or an office of state is never meant by part of a name: "Russia" is not Russia Today.
    """
    if link.entity == outlet.entity:
        return True
    names = {_key(link.name), _key(link.text or "")}
    full = _key(outlet.name)
    if full in names:
        return True
    if link.person or link.office or (link.country and link.sector in STATES):
        return False
    return any(key and _is_name(link.text or "") and set(key) <= set(full) for key in names)


def _is_name(words: str) -> bool:
    """Say whether words are a name alone: every one of them but the article has a capital."""
    return all(word[:1].isupper() for word in words.split() if word.lower() not in ARTICLES)


def _key(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without its article."""
    return tuple(word for word in words_of(name.lower()) if word.isalnum() and word not in ARTICLES)
