"""Finds who says what: source, cue and content of reported speech and thought, after PolNeAR's guidelines.

Candidates come from reporting verbs, from other cues (analyse/cues.py) and from quotation marks
(analyse/quoting.py); quotations without a cue of their own go to the speaker before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.analyse import cues, headings, reported
from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.claims import (
    CLAUSES,
    AttributionIndex,
    Claim,
    Piece,
    VerbFrame,
    View,
    build_attribution_index,
    look_at,
    quotes_over,
)
from dragoman.analyse.quoting import (
    continue_quotations,
    covering,
    inside_quotation,
    inside_turn,
    linked_quotes,
    speaker_beside_quote,
    with_whole_quotations,
)
from dragoman.analyse.relays import quoting_verb, relayed_claims
from dragoman.records import Quotation as Kind
from dragoman.records import Span

OUTER = ("quotation", *CLAUSES)
NAME_START = re.compile(r"[@#]?\w")

__all__ = ["AttributionIndex", "AttributionSpan", "build_attribution_index", "find_attributions"]


@dataclass(frozen=True, slots=True)
class AttributionSpan:
    """One attribution as spans of the document.

    `source` is the whole noun phrase of the speaker, or a relative pronoun that stands for it, None where no
    source is named; `source_head` is its head word as (sentence index, token position), for a pronoun "who"
    that of the noun before it. `content` has more than one span where the cue, or a break of paragraph,
    interrupts it. `sentence` is the index of the sentence that holds the cue. Of those with the same content the
    one of lower `order` is nearer to the event: whom a speaker cites, then the speaker, then who carries his words.
    """

    source: Span | None
    source_head: tuple[int, int] | None
    cue: Span
    content: tuple[Span, ...]
    quotation: Kind
    sentence: int
    found_by: str
    order: int = 0


def find_attributions(analysis: Analysis, rules: AttributionIndex) -> tuple[AttributionSpan, ...]:
    """Return the attributions of a document, in order of their cues.

    Arguments: analysis of the document; rules, from `build_attribution_index`.
    """
    view = look_at(analysis, rules)
    claims: list[Claim] = []
    for sentence in analysis.sentences:
        claims.extend(headings.post_claims(view, sentence))
        claims.extend(headings.colon_claims(view, sentence))
        claims.extend(headings.headline_claims(view, sentence))
        for token in sentence.tokens:
            if token.pos == "VERB" and token.lemma in rules.verbs:
                claims.extend(_verb_claims(view, sentence, token.i, rules.verbs[token.lemma]))
            elif token.lower in rules.phrases:
                claims.extend(cues.phrase_claims(view, sentence, token.i))
            elif token.lower in rules.hearsay:
                claims.extend(cues.hearsay_claims(view, sentence, token.i))
            elif token.lower in rules.adjectives:
                claims.extend(cues.adjective_claims(view, sentence, token.i))
            elif token.pos == "NOUN" and token.lemma in rules.nouns:
                claims.extend(cues.noun_claims(view, sentence, token.i))
            if token.pos == "NOUN" and token.lemma in rules.owned:
                claims.extend(cues.owned_claims(view, sentence, token.i))
    turns = covering(piece for claim in claims if claim.rule == "colon" for piece in claim.content)
    claims = [c for c in claims if not inside_quotation(view, c) and not inside_turn(c, turns)]
    claims.extend(list(relayed_claims(view, claims)))
    claims = _without_nested([with_whole_quotations(view, claim) for claim in claims])
    claims = continue_quotations(view, _without_repeats(claims))
    return tuple(_to_span(view, claim) for claim in claims) + _turns(analysis)


def _turns(analysis: Analysis) -> tuple[AttributionSpan, ...]:
    """Return what each speaker of a transcript says, the label being source and its colon the cue."""
    text = analysis.document.text
    found = []
    for turn in analysis.turns:
        first = next((s for s in analysis.sentences if s.start >= turn.start), None)
        colon = turn.label.end
        if first is not None and text[colon : colon + 1] == ":" and turn.start < turn.end:
            cue = Span(text=":", start=colon, end=colon + 1)
            content = Span(text=text[turn.start : turn.end], start=turn.start, end=turn.end)
            found.append(AttributionSpan(turn.label, None, cue, (content,), "direct", first.index, "attribution: turn"))
    return tuple(found)


def _verb_claims(view: View, s: Sentence, v: int, frame: VerbFrame) -> Iterator[Claim]:
    """Yield the attribution of one verb: by quotation, clause, infinitive or object, the first that holds."""
    if s.tokens[v].dep in ("amod", "compound", "aux"):
        return
    passive = reported.is_passive(s, v)
    who = _speaker(view, s, v, passive)
    first, last = min(v, who[0]) if who else v, max(v, who[1]) if who else v
    if "quote" in frame.takes and not passive:
        beside = speaker_beside_quote(view, s, v)
        if beside:
            who = beside
            first, last = min(v, who[0]), max(v, who[1])
    source = (s.tokens[who[0]].start, s.tokens[who[1]].end) if who else None
    head = (s.index, reported.antecedent(s, who[2])) if who else None
    cue = _cue(view, s, v, frame)
    if "quote" in frame.takes and not passive:
        linked = linked_quotes(view, s, first, last, v)
        if linked:
            pieces = tuple((view.quotes[q].start, view.quotes[q].end) for q in linked)
            yield Claim(source, head, cue, pieces, s.index, "quotation", True, tuple(linked))
            return
    for rule, spans in _contents(s, v, frame, passive, first, last, view.index.citing):
        if spans and (source or passive):
            pieces = tuple((s.tokens[a].start, s.tokens[b].end) for a, b in spans)
            if rule not in (*CLAUSES, "what") and not _asserted(s, v):
                return
            if s.tokens[v].dep == "advcl" and s.tokens[v].tag == "VB":
                return
            yield Claim(source, head, cue, pieces, s.index, rule, _is_firm(s, frame, rule, who))
            return


def _asserted(s: Sentence, v: int) -> bool:
    """Say whether a verb heads a main clause or an adverbial one: "to discuss …" asserts nothing."""
    while s.tokens[v].dep == "conj":
        v = s.tokens[v].head
    return s.tokens[v].dep in ("ROOT", "advcl", "parataxis", "dep")


def _is_firm(s: Sentence, frame: VerbFrame, rule: str, who: tuple[int, int, int] | None) -> bool:
    """Say whether an attribution stands even within another: words, not aims, of a named speaker."""
    spoken = rule in CLAUSES and "parenthesis" in frame.takes
    return spoken and who is not None and s.tokens[who[2]].pos != "PRON"


def _speaker(view: View, s: Sentence, v: int, passive: bool) -> tuple[int, int, int] | None:
    """Return (first, last, head) of the speaker's noun phrase, or None."""
    head: int | None
    quoting = quoting_verb(view, s, v)
    if quoting is not None:
        head = reported.child(s, quoting, "dobj", "nsubjpass")
    elif passive:
        head = reported.agent(s, v)
    else:
        head = reported.subject(s, v, view.index.documents)
        if head is None and s.tokens[v].dep not in ("xcomp", "advcl", "acl", "conj", "pcomp"):
            head = reported.phrase_before(s, v)
            if head is None or s.tokens[head].dep in ("pobj", "dobj"):
                after = reported.phrase_after(s, v)
                head = after if after is not None else head
    if head is None or head == v or s.tokens[head].tag == "POS" or not NAME_START.match(s.tokens[head].text):
        return None
    first, last = reported.noun_phrase(s, head, v)
    last = reported.without_citation(s, head, last, view.index.citing)
    return first, reported.without_document(s, head, last, view.index.documents), head


def _cue(view: View, s: Sentence, v: int, frame: VerbFrame) -> Piece:
    """Return the cue: the verb with its particle or preposition, and all of "quoted as saying"."""
    quoting = quoting_verb(view, s, v)
    first = quoting if quoting == v - 2 else v
    last = v
    if v + 1 < len(s.tokens) and s.tokens[v + 1].head == v:
        follower = s.tokens[v + 1]
        if follower.dep == "prt" or (
            follower.dep == "prep" and follower.lower in {*frame.prepositions, *frame.hearers}
        ):
            last = v + 1
    return s.tokens[first].start, s.tokens[last].end


def _contents(
    s: Sentence, v: int, frame: VerbFrame, passive: bool, first: int, last: int, citing: frozenset[str]
) -> Iterator[tuple[str, list[Piece]]]:
    """Yield (rule, stretches of tokens) for the content of a verb, the surest first."""
    takes = frame.takes
    if passive:
        yield from _passive_contents(s, v, frame)
        return
    if "clause" in takes:
        after = reported.clause_after(s, v, last)
        if after:
            yield "clause", [(after[0], reported.without_citation(s, *after, citing))]
        before = reported.clause_before(s, v, first)
        if before:
            yield "clause before", [before]
        yield "clause", reported.clause_from_that(s, v, last)
    if "parenthesis" in takes:
        yield "clause before", reported.clause_beside_as(s, v, first, last)
        yield "parenthesis", reported.clause_around(s, v, first, last, hears="act" in takes)
    infinitive = reported.child(s, v, "xcomp")
    obj = reported.child(s, v, "dobj")
    if "act" in takes and obj is not None and infinitive is not None and v < obj < infinitive:
        span = reported.stretch(s, {*s.subtree(obj), *s.subtree(infinitive)})
        yield "object and infinitive", [span] if span else []
    if "to" in takes and infinitive is not None and infinitive > v:
        span = reported.stretch(s, s.subtree(infinitive))
        yield "infinitive", [span] if span else []
    for c in s.children[v]:
        if infinitive is not None and v < c < infinitive and s.tokens[c].lower in frame.hearers:
            span = reported.stretch(s, (j for j in {*s.subtree(c), *s.subtree(infinitive)} if j > c))
            yield "hearer and infinitive", [span] if span else []
    for c in (*s.children[v], *(s.children[obj] if obj is not None else ())):
        if c > v and s.tokens[c].dep == "prep" and s.tokens[c].lower in frame.prepositions:
            later = {j for x in s.children[v] if x > c and s.tokens[x].dep == "xcomp" for j in s.subtree(x)}
            span = reported.stretch(s, later.union(j for j in s.subtree(c) if j > c))
            yield "preposition", [span] if span else []
    if "object" in takes and obj is not None and obj < v and s.tokens[obj].lower == "what":
        yield "what", reported.named_so(s, v)
    particle = reported.child(s, v, "prt")
    hearer = particle is not None and s.tokens[particle].lower in frame.hearers
    if "object" in takes and obj is not None and obj > last and not hearer:
        parts = [c for c in s.children[v] if c > v and s.tokens[c].dep in ("dobj", "oprd", "xcomp", "ccomp")]
        parts += [c for c in s.children[v] if c > obj and s.tokens[c].lower in frame.joins]
        span = reported.stretch(s, {j for c in parts for j in s.subtree(c)})
        yield "object", [reported.without_aside(s, span)] if span else []


def _passive_contents(s: Sentence, v: int, frame: VerbFrame) -> Iterator[tuple[str, list[Piece]]]:
    """Yield the content of a passive verb: "it was said that …", "X is said to …", "X was condemned by …"."""
    subject = reported.child(s, v, "nsubjpass", "csubjpass")
    if "clause" in frame.takes:
        after = reported.clause_after(s, v, v)
        if after:
            yield "passive clause", [after]
    infinitive = reported.child(s, v, "xcomp")
    if "parenthesis" in frame.takes and subject is not None and infinitive is not None and infinitive > v:
        one, two = reported.stretch(s, s.subtree(subject)), reported.stretch(s, s.subtree(infinitive))
        yield "passive infinitive", [piece for piece in (one, two) if piece]
    if subject is not None and reported.agent(s, v) is not None and not frame.quoted:
        one = reported.stretch(s, s.subtree(subject))
        yield "passive object", [one] if one else []


def _without_repeats(claims: list[Claim]) -> list[Claim]:
    """Return one claim for each pair of source and content; a quotation belongs to one cue only."""
    seen: set[tuple] = set()
    taken: set[int] = set()
    kept = []
    for claim in claims:
        key = (claim.source, claim.content)
        if key in seen or (claim.quotes and taken.issuperset(claim.quotes)):
            continue
        seen.add(key)
        taken.update(claim.quotes)
        kept.append(claim)
    return kept


def _without_nested(claims: list[Claim]) -> list[Claim]:
    """Return the claims without thoughts and aims that are part of what another speaker says."""
    outer: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.rule in OUTER:
            outer.setdefault(claim.sentence, []).append(claim)
    return [
        claim
        for claim in claims
        if claim.firm
        or not any(
            a <= claim.cue[0] < b
            for other in outer.get(claim.sentence, ())
            if other is not claim
            for a, b in other.content
        )
    ]


def _to_span(view: View, claim: Claim) -> AttributionSpan:
    span = view.analysis.span
    return AttributionSpan(
        source=span(*claim.source) if claim.source else None,
        source_head=claim.head,
        cue=span(*claim.cue),
        content=tuple(span(*piece) for piece in claim.content),
        quotation=_kind(view, claim.content),
        sentence=claim.sentence,
        found_by=f"attribution: {claim.rule}",
        order=claim.order,
    )


def _kind(view: View, content: tuple[Piece, ...]) -> Kind:
    """Return "direct" for quotations only, "mixed" where one stands among other words, else "indirect"."""
    touched = [(a, b, q) for a, b in content for q in quotes_over(view, a, b)]
    if not touched:
        return "indirect"
    inside = sum(min(b, q.end) - max(a, q.start) for a, b, q in touched)
    return "direct" if inside >= 0.95 * sum(b - a for a, b in content) else "mixed"
