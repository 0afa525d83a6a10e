"""Finds who says what: source, cue and content of reported speech and thought, after PolNeAR's guidelines.

Candidates come from reporting verbs, nouns, "according to" and marks; quotations without a cue of their own
go to the speaker before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dragoman.analyse import reported
from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.quotes import Quotation, find_quotations
from dragoman.knowledge.attribution import AttributionRules
from dragoman.records import Quotation as Kind
from dragoman.records import Span

POST = re.compile(r"\s*[—―–]+\s*(?P<name>[^()\n—―–]{2,60})(?: \(@\w+\)|(?<=\w)\.?$)", re.MULTILINE)
CLAUSES = ("clause", "clause before", "parenthesis", "passive clause")
GOES_ON = ("clause before", "parenthesis", "quotation", "clause")
FINITE = ("VBD", "VBZ", "VBP", "MD")
Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AttributionSpan:
    """One attribution as spans of the document.

    `source` is the whole noun phrase of the speaker, or a relative pronoun that stands for it, None where no
    source is named; `source_head` is its head word as (sentence index, token position), for a pronoun "who"
    that of the noun before it. `content` has more than one span where the cue, or a break of paragraph,
    interrupts it. `sentence` is the index of the sentence that holds the cue.
    """

    source: Span | None
    source_head: tuple[int, int] | None
    cue: Span
    content: tuple[Span, ...]
    quotation: Kind
    sentence: int
    found_by: str


@dataclass(frozen=True)
class VerbFrame:
    """All that the classes of one verb allow."""

    names: tuple[str, ...]
    takes: frozenset[str]
    prepositions: frozenset[str]
    joins: frozenset[str]
    quoted: bool


@dataclass(frozen=True)
class AttributionIndex:
    """Reporting words by dictionary form, made once by `build_attribution_index`."""

    verbs: dict[str, VerbFrame]
    nouns: frozenset[str]
    hearsay: frozenset[str]
    openers: frozenset[str]
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """A candidate: code points only, so that rules for quotations can work across sentences."""

    source: Piece | None
    head: tuple[int, int] | None
    cue: Piece
    content: tuple[Piece, ...]
    sentence: int
    rule: str
    firm: bool = True
    quotes: tuple[int, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class View:
    """What the rules look at: the document, its quotations, and the reporting words."""

    analysis: Analysis
    text: str
    quotes: tuple[Quotation, ...]
    index: AttributionIndex


def build_attribution_index(rules: AttributionRules) -> AttributionIndex:
    """Return the rules by word; a verb of several classes has all that any of them allows."""
    classes: dict[str, list] = {}
    for group in rules.verbs:
        for word in group.words:
            classes.setdefault(word, []).append(group)
    verbs = {
        word: VerbFrame(
            tuple(group.name for group in groups),
            frozenset(kind for group in groups for kind in group.takes),
            frozenset(p for group in groups for p in group.prepositions),
            frozenset(p for group in groups for p in group.joins),
            any(group.quoted for group in groups),
        )
        for word, groups in classes.items()
    }
    return AttributionIndex(verbs, rules.nouns, rules.hearsay, rules.openers, rules.documents)


def find_attributions(analysis: Analysis, rules: AttributionIndex) -> tuple[AttributionSpan, ...]:
    """Return the attributions of a document, in order of their cues.

    Arguments: analysis of the document; rules, from `build_attribution_index`.
    """
    view = View(analysis, analysis.document.text, find_quotations(analysis), rules)
    claims: list[Claim] = []
    for sentence in analysis.sentences:
        claims.extend(_post_claims(view, sentence))
        claims.extend(_colon_claims(view, sentence))
        for token in sentence.tokens:
            if token.pos == "VERB" and token.lemma in rules.verbs:
                claims.extend(_verb_claims(view, sentence, token.i, rules.verbs[token.lemma]))
            elif token.lower == "according":
                claims.extend(_according_claims(view, sentence, token.i))
            elif token.pos == "NOUN" and token.lemma in rules.nouns:
                claims.extend(_noun_claims(view, sentence, token.i))
    claims = [claim for claim in claims if not _inside_quotation(view, claim)]
    claims = _without_nested([_with_whole_quotations(view, claim) for claim in claims])
    claims = _continue_quotations(view, _without_repeats(claims))
    return tuple(_to_span(view, claim) for claim in claims)


# --- verbs -----------------------------------------------------------------------------------------------


def _verb_claims(view: View, s: Sentence, v: int, frame: VerbFrame) -> Iterator[Claim]:
    """Yield the attributions of one verb: by quotation, clause, infinitive or object, whichever comes first."""
    if s.tokens[v].dep in ("amod", "compound", "aux"):
        return
    passive = reported.is_passive(s, v)
    who = _speaker(view, s, v, passive)
    first, last = min(v, who[0]) if who else v, max(v, who[1]) if who else v
    if "quote" in frame.takes and not passive:
        beside = _speaker_beside_quote(view, s, v)
        if beside:
            who = beside
            first, last = min(v, who[0]), max(v, who[1])
    source = (s.tokens[who[0]].start, s.tokens[who[1]].end) if who else None
    head = (s.index, reported.antecedent(s, who[2])) if who else None
    cue = _cue(s, v)
    if "quote" in frame.takes and not passive:
        linked = _linked_quotes(view, s, first, last, v)
        if linked:
            pieces = tuple((view.quotes[q].start, view.quotes[q].end) for q in linked)
            yield Claim(source, head, cue, pieces, s.index, "quotation", True, tuple(linked))
            return
    for rule, spans in _contents(s, v, frame, passive, first, last, who):
        if spans and (source or passive):
            pieces = tuple((s.tokens[a].start, s.tokens[b].end) for a, b in spans)
            if rule not in CLAUSES and not _asserted(s, v):
                return
            yield Claim(source, head, cue, pieces, s.index, rule, _is_firm(s, frame, rule, who))
            return


def _asserted(s: Sentence, v: int) -> bool:
    """Say whether a verb heads a main clause or an adverbial one: "to discuss …" asserts nothing."""
    while s.tokens[v].dep == "conj":
        v = s.tokens[v].head
    return s.tokens[v].dep in ("ROOT", "advcl", "parataxis", "dep")


def _is_firm(s: Sentence, frame: VerbFrame, rule: str, who: tuple[int, int, int] | None) -> bool:
    """Say whether an attribution stands even within another: a named speaker's words, not thoughts or aims."""
    return rule in CLAUSES and "parenthesis" in frame.takes and who is not None and s.tokens[who[2]].pos != "PRON"


def _speaker(view: View, s: Sentence, v: int, passive: bool) -> tuple[int, int, int] | None:
    """Return (first, last, head) of the speaker's noun phrase, or None."""
    head: int | None
    if passive:
        head = reported.agent(s, v)
    else:
        head = reported.subject(s, v, view.index.documents)
        if head is None and s.tokens[v].dep not in ("xcomp", "advcl", "acl", "conj", "pcomp"):
            head = reported.phrase_before(s, v)
            if head is None or s.tokens[head].dep in ("pobj", "dobj"):
                after = reported.phrase_after(s, v)
                head = after if after is not None else head
    if head is None or head == v:
        return None
    if s.tokens[head].lower in ("it", "there") and passive:
        return None
    first, last = reported.noun_phrase(s, head, v)
    return first, last, head


def _speaker_beside_quote(view: View, s: Sentence, v: int) -> tuple[int, int, int] | None:
    """Return the speaker between a closed quotation and a verb, or after a verb that follows a quotation.

    Parsers often tie such words to the quotation; the marks are surer.
    """
    closed = max((q.end for q in view.quotes if q.end <= s.tokens[v].start and q.paragraph == s.paragraph), default=None)
    if closed is None:
        return None
    words = [t for t in s.tokens[:v] if t.start >= closed]
    if s.tokens[v].start - closed <= 3:
        head = reported.phrase_after(s, v)
        if head is None:
            return None
        own = reported.child(s, v, "nsubj")
        head = own if own is not None and own > v else head
        first, last = reported.noun_phrase(s, head, v)
        return max(first, v + 1), last, head
    while words and (words[-1].pos in ("AUX", "ADV") or words[-1].text == ","):
        words.pop()
    while words and (words[0].text in (",", "—", "–", "―", "-", "--") or words[0].dep in ("cc", "mark")):
        words.pop(0)
    if not words or len(words) > 25 or any(t.tag in FINITE or t.text in (".", ";") for t in words):
        return None
    if words[0].tag in ("IN", "TO", "RB", "VBG", "WRB", "WDT", "WP") or view.text[closed : words[0].start].strip(" ,—–―-"):
        return None
    inside = {t.i for t in words}
    own = reported.child(s, v, "nsubj")
    outward = [t.i for t in words if t.head not in inside and t.pos in ("NOUN", "PROPN", "PRON")]
    head = own if own in inside else (outward[0] if outward else words[-1].i)
    return words[0].i, words[-1].i, head


def _cue(s: Sentence, v: int) -> Piece:
    """Return the cue: the verb with its particle."""
    particle = reported.child(s, v, "prt")
    end = particle if particle == v + 1 else v
    return s.tokens[v].start, s.tokens[end].end


def _contents(
    s: Sentence, v: int, frame: VerbFrame, passive: bool, first: int, last: int, who: tuple | None
) -> Iterator[tuple[str, list[Piece]]]:
    """Yield (rule, stretches of tokens) for the content of a verb, the surest first."""
    takes = frame.takes
    if passive:
        yield from _passive_contents(s, v, frame)
        return
    if "clause" in takes:
        after = reported.clause_after(s, v, last)
        if after:
            yield "clause", [after]
        before = reported.clause_before(s, v, first)
        if before:
            yield "clause before", [before]
    if "parenthesis" in takes:
        yield "parenthesis", reported.clause_around(s, v, first, last)
    infinitive = reported.child(s, v, "xcomp")
    obj = reported.child(s, v, "dobj")
    if "act" in takes and obj is not None and infinitive is not None and v < obj < infinitive:
        span = reported.stretch(s, {*s.subtree(obj), *s.subtree(infinitive)})
        yield "object and infinitive", [span] if span else []
    if "to" in takes and infinitive is not None and infinitive > v:
        span = reported.stretch(s, s.subtree(infinitive))
        yield "infinitive", [span] if span else []
    for c in (*s.children[v], *(s.children[obj] if obj is not None else ())):
        if c > v and s.tokens[c].dep == "prep" and s.tokens[c].lower in frame.prepositions:
            later = {j for x in s.children[v] if x > c and s.tokens[x].dep == "xcomp" for j in s.subtree(x)}
            span = reported.stretch(s, later.union(j for j in s.subtree(c) if j > c))
            yield "preposition", [span] if span else []
    if "object" in takes and obj is not None and obj > last:
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
    if subject is not None and infinitive is not None and infinitive > v:
        one, two = reported.stretch(s, s.subtree(subject)), reported.stretch(s, s.subtree(infinitive))
        yield "passive infinitive", [piece for piece in (one, two) if piece]
    if subject is not None and reported.agent(s, v) is not None:
        one = reported.stretch(s, s.subtree(subject))
        yield "passive object", [one] if one else []


# --- quotations ------------------------------------------------------------------------------------------


def _linked_quotes(view: View, s: Sentence, first: int, last: int, v: int) -> list[int]:
    """Return the positions in `view.quotes` that a cue introduces, closes or interrupts."""
    tokens, text = s.tokens, view.text
    low, high = tokens[first].start, tokens[last].end
    linked: list[int] = []
    governs = any(c > v and tokens[c].dep in ("ccomp", "dobj") and not _quoted(view, tokens[c].start)
                  for c in s.children[v] if not first <= c <= last)
    for number, quote in enumerate(view.quotes):
        if quote.paragraph not in (s.paragraph, s.paragraph + 1):
            continue
        if quote.start < tokens[v].start < quote.end:
            continue
        if quote.end <= low:
            if _short_gap(text[quote.end : low]) and _opens_sentence(view, quote) and not governs:
                linked.append(number)
        elif quote.start >= high:
            if _introduces(view, s, v, high, quote):
                linked.append(number)
                break
    return linked


def _opens_sentence(view: View, quote: Quotation) -> bool:
    """Say whether a quotation stands by itself: only a conjunction, or a clause with its own cue, is before it."""
    opening = view.analysis.sentence_at(quote.start)
    if opening is None:
        return True
    before = [t for t in opening.tokens if t.end <= quote.start and t.text != ","]
    return " ".join(t.lower for t in before) in ("", *view.index.openers) or any(
        t.pos == "VERB" and t.lemma in view.index.verbs for t in before
    )


def _quoted(view: View, offset: int) -> bool:
    return any(q.start <= offset < q.end for q in view.quotes)


def _short_gap(gap: str) -> bool:
    words = gap.replace(",", " ").replace("—", " ").replace("–", " ").split()
    return len(gap) <= 12 and all(word in ("as", "-", "--", "―", "and", "also", "then") for word in words)


def _introduces(view: View, s: Sentence, v: int, high: int, quote: Quotation) -> bool:
    """Say whether the words between a cue and a quotation lead to it: a comma, a colon, or nothing."""
    gap = view.text[high : quote.start]
    if len(gap) > 160:
        return False
    bare = gap.strip()
    between = [t for t in s.tokens if high <= t.start < quote.start and t.i != v]
    if any(t.tag in FINITE or (t.pos == "VERB" and t.lemma in view.index.verbs) for t in between):
        return False
    if quote.start > s.end:
        return view.text[high : s.end].rstrip().endswith(":") and not view.text[s.end : quote.start].strip()
    if bare.endswith((":", ",")):
        return quote.full or bare.endswith(":") or len(bare) <= 1
    if bare == "" or bare.replace(",", "") in view.index.openers:
        rest = view.text[quote.end : s.end].strip(" .,;")
        return not rest or quote.full
    return bool(bare) and bare[0] == "," and bare.strip(", ") in view.index.openers


def _continue_quotations(view: View, claims: list[Claim]) -> list[Claim]:
    """Return the claims in order of their cues, with quotations that no cue claims added to the speaker before.

    A quotation that is not closed goes on with the one that opens the next paragraph.
    """
    claims = sorted(claims, key=lambda claim: claim.cue)
    owner: dict[int, int] = {q: n for n, claim in enumerate(claims) for q in claim.quotes}
    covered = [piece for claim in claims for piece in claim.content]
    cues = [claim.cue[0] for claim in claims]
    added: dict[int, list[int]] = {}
    for number, quote in enumerate(view.quotes):
        if number in owner or not quote.full:
            continue
        if any(a <= quote.start and quote.end <= b for a, b in covered) or not _stands_alone(view, quote, cues):
            continue
        before = _speaker_so_far(view, claims, owner, number)
        if before is None:
            continue
        owner[number] = before
        added.setdefault(before, []).append(number)
    return [
        replace(
            claim,
            content=claim.content + tuple((view.quotes[q].start, view.quotes[q].end) for q in added[n]),
            quotes=claim.quotes + tuple(added[n]),
            rule=claim.rule + ", continued quotation",
        )
        if n in added
        else claim
        for n, claim in enumerate(claims)
    ]


def _speaker_so_far(view: View, claims: list[Claim], owner: dict[int, int], number: int) -> int | None:
    """Return which claim a quotation without a cue goes on with: that of the quotation or sentence before."""
    quote = view.quotes[number]
    before = owner.get(number - 1)
    if before is not None and quote.paragraph - view.quotes[number - 1].paragraph <= 1:
        return before
    opening = view.analysis.sentence_at(quote.start)
    if opening is None or opening.index == 0:
        return None
    last = view.analysis.sentences[opening.index - 1]
    if last.paragraph != opening.paragraph:
        return None
    said = [n for n, claim in enumerate(claims) if claim.sentence == last.index and claim.rule in GOES_ON]
    return said[-1] if said else None


def _stands_alone(view: View, quote: Quotation, cues: list[int]) -> bool:
    """Say whether a quotation opens a sentence and no cue follows in the sentence where it ends."""
    opening = view.analysis.sentence_at(quote.start)
    closing = view.analysis.sentence_at(quote.end - 1)
    if opening is None or quote.start - opening.start > 1:
        return False
    return closing is None or not any(quote.end <= cue < closing.end for cue in cues)


# --- other cues ------------------------------------------------------------------------------------------


def _according_claims(view: View, s: Sentence, i: int) -> Iterator[Claim]:
    """Yield "according to X": the content is the clause around it."""
    to = i + 1 if i + 1 < len(s.tokens) and s.tokens[i + 1].lower == "to" else None
    if to is None:
        return
    head = reported.child(s, to, "pobj")
    if head is None:
        head = reported.phrase_after(s, to)
    if head is None:
        return
    first, last = reported.noun_phrase(s, head, to)
    if i == 0:
        span = reported.stretch(s, range(last + 1, len(s.tokens)))
        pieces = [span] if span else []
    else:
        left = reported.stretch(s, range(0, i))
        pieces = [left] if left else []
    if pieces:
        yield Claim(
            (s.tokens[first].start, s.tokens[last].end),
            (s.index, reported.antecedent(s, head)),
            (s.tokens[i].start, s.tokens[to].end),
            tuple((s.tokens[a].start, s.tokens[b].end) for a, b in pieces),
            s.index,
            "according to",
        )


def _noun_claims(view: View, s: Sentence, n: int) -> Iterator[Claim]:
    """Yield "X's claim that …" and "the plan of X to …"."""
    clause = next((c for c in s.children[n] if c > n and s.tokens[c].dep in ("acl", "ccomp", "relcl")), None)
    if clause is None:
        return
    positions = s.subtree(clause)
    opener = s.tokens[positions[0]]
    if not (opener.lower == "that" and opener.dep == "mark") and not (
        opener.lower == "to" and s.tokens[clause].tag == "VB"
    ):
        return
    owner = reported.child(s, n, "poss")
    if owner is None:
        by = next((c for c in s.children[n] if s.tokens[c].lower in ("of", "by", "from")), None)
        owner = reported.child(s, by, "pobj") if by is not None else None
    span = reported.stretch(s, positions)
    if owner is None or span is None:
        return
    first, last = reported.noun_phrase(s, owner, n)
    yield Claim(
        (s.tokens[first].start, s.tokens[last].end),
        (s.index, owner),
        (s.tokens[n].start, s.tokens[n].end),
        ((s.tokens[span[0]].start, s.tokens[span[1]].end),),
        s.index,
        "noun",
    )


def _colon_claims(view: View, s: Sentence) -> Iterator[Claim]:
    """Yield "NAME: words" at the start of a headline or of a turn in a transcript."""
    colon = next((t for t in s.tokens[:8] if t.text == ":"), None)
    if colon is None or colon.i == 0:
        return
    names = [t for t in s.tokens[: colon.i] if t.text not in "\"“''‘"]
    if not names or not all(t.pos == "PROPN" or t.text in ".," for t in names) or len(names) > 4:
        return
    end = max(x.end for x in view.analysis.sentences if x.paragraph == s.paragraph)
    start = s.tokens[colon.i + 1].start if colon.i + 1 < len(s.tokens) else None
    if start is None or end - start < 12:
        return
    yield Claim(
        (names[0].start, names[-1].end), (s.index, names[-1].i), (colon.start, colon.end), ((start, end),), s.index,
        "colon",
    )  # fmt: skip


def _post_claims(view: View, s: Sentence) -> Iterator[Claim]:
    """Yield "words — Name (@handle)", the way posts of social networks are quoted."""
    dash = next((t for t in s.tokens if t.text in ("—", "―", "–")), None)
    match = POST.search(view.text, dash.start, s.end) if dash else None
    if match is None or len(match["name"].split()) > 6:
        return
    begin = next(x.start for x in view.analysis.sentences if x.paragraph == s.paragraph)
    content = view.text[begin : match.start()].rstrip()
    if len(content) < 8 or ("@" not in match[0] and content[-1] not in "\"”'’»"):
        return
    token = next((t for t in s.tokens if t.start >= match.start("name")), None)
    yield Claim(
        match.span("name"), (s.index, token.i) if token else None, (match.start(), match.start() + 1),
        ((begin, begin + len(content)),), s.index, "post",
    )  # fmt: skip


# --- results ---------------------------------------------------------------------------------------------


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
    return [
        claim
        for claim in claims
        if claim.firm
        or not any(
            a <= claim.cue[0] < b
            for other in claims
            if other is not claim and other.sentence == claim.sentence and other.rule in ("quotation", *CLAUSES)
            for a, b in other.content
        )
    ]


def _with_whole_quotations(view: View, claim: Claim) -> Claim:
    """Return a claim whose stretches of content do not end within a quotation."""
    pieces = []
    for start, end in claim.content:
        for quote in view.quotes:
            if start <= quote.start < end < quote.end:
                end = quote.end
            elif quote.start < start < quote.end <= end + 2 and not quote.start <= claim.cue[0] < quote.end:
                start = quote.start
                end = max(end, quote.end)
            elif quote.start <= start <= quote.start + 2 and quote.start < end < quote.end:
                start, end = quote.start, quote.end
        pieces.append((start, end))
    return replace(claim, content=tuple(pieces))


def _inside_quotation(view: View, claim: Claim) -> bool:
    """Say whether speaker and cue stand within a quotation: "I think" is then part of what is quoted."""
    return claim.rule != "colon" and any(q.start < claim.cue[0] < q.end for q in view.quotes)


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
    )


def _kind(view: View, content: tuple[Piece, ...]) -> Kind:
    """Return "direct" for quotations only, "mixed" where one stands among other words, else "indirect"."""
    touched = [(a, b, q) for a, b in content for q in view.quotes if q.start < b and q.end > a]
    if not touched:
        return "indirect"
    inside = sum(min(b, q.end) - max(a, q.start) for a, b, q in touched)
    return "direct" if inside >= 0.95 * sum(b - a for a, b in content) else "mixed"
