"""Cues that are no verbs: "according to", nouns, adjectives, adverbs of hearsay, and marks beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from dragoman.analyse import reported
from dragoman.analyse.analysis import Sentence
from dragoman.analyse.claims import CLAUSES, Claim, View, piece

THAT_CLAUSES = ("acl", "ccomp", "relcl")
POST = re.compile(r"\s*[—―–]+\s*(?P<name>[^()\n—―–]{2,60})(?: \(@\w+\)|(?<=\w)\.?$)", re.MULTILINE)


def phrase_claims(view: View, s: Sentence, i: int) -> Iterator[Claim]:
    """Yield "according to X", "in the words of X": the content is the clause around it."""
    words = next((p for p in view.index.phrases.get(s.tokens[i].lower, ()) if _matches(s, i, p)), None)
    if words is None or i + len(words) >= len(s.tokens):
        return
    last_word = i + len(words) - 1
    head = reported.child(s, last_word, "pobj")
    if head is None:
        head = reported.phrase_after(s, last_word)
    if head is None:
        return
    first, last = reported.noun_phrase(s, head, last_word)
    inside = range(last + 1, len(s.tokens)) if i == 0 else range(i)
    span = reported.stretch(s, inside)
    if span:
        yield Claim(
            piece(s, first, last), (s.index, reported.antecedent(s, head)), piece(s, i, last_word),
            (piece(s, *span),), s.index, "phrase",
        )  # fmt: skip


def _matches(s: Sentence, i: int, words: tuple[str, ...]) -> bool:
    return tuple(t.lower for t in s.tokens[i : i + len(words)]) == words


def hearsay_claims(view: View, s: Sentence, i: int) -> Iterator[Claim]:
    """Yield "reportedly": a claim without a source, about the clause of the verb it modifies."""
    verb = s.tokens[i].head
    if s.tokens[verb].pos not in ("VERB", "AUX"):
        return
    span = reported.stretch(s, s.subtree(verb))
    if span:
        yield Claim(None, None, piece(s, i, i), (piece(s, *span),), s.index, "hearsay", False)


def adjective_claims(view: View, s: Sentence, a: int) -> Iterator[Claim]:
    """Yield "X is confident that …" and "X made clear that …"."""
    clause = reported.clause_after(s, a, a)
    verb = s.tokens[a].head
    who = reported.subject(s, verb, view.index.documents)
    if clause is None or who is None or s.tokens[who].lower in ("it", "there"):
        return
    first, last = reported.noun_phrase(s, who, verb)
    yield Claim(
        piece(s, first, last), (s.index, reported.antecedent(s, who)), piece(s, a, a), (piece(s, *clause),),
        s.index, "adjective", False,
    )  # fmt: skip


def noun_claims(view: View, s: Sentence, n: int) -> Iterator[Claim]:
    """Yield "X's claim that …" and "the claim of X that …"."""
    by = next((c for c in s.children[n] if s.tokens[c].lower in ("of", "by", "from")), None)
    owner = reported.child(s, n, "poss")
    if owner is None and by is not None:
        owner = reported.child(s, by, "pobj")
    if owner is None:
        return
    clauses = [c for c in (*s.children[n], *s.children[owner]) if c > n and s.tokens[c].dep in THAT_CLAUSES]
    positions = s.subtree(clauses[0]) if clauses else [n]
    opener = s.tokens[positions[0]]
    span = reported.stretch(s, positions)
    if span is None or opener.lower != "that" or opener.dep != "mark":
        return
    first, last = reported.noun_phrase(s, owner, n)
    last = min(last, positions[0] - 1)
    if s.tokens[last].tag == "POS":
        last -= 1
    yield Claim(piece(s, first, last), (s.index, owner), piece(s, n, n), (piece(s, *span),), s.index, "noun", False)


def colon_claims(view: View, s: Sentence) -> Iterator[Claim]:
    """Yield "NAME: words" at the start of a headline or of a turn in a transcript."""
    colon = next((t for t in s.tokens[:8] if t.text == ":"), None)
    if colon is None or colon.i == 0:
        return
    names = [t for t in s.tokens[: colon.i] if t.text not in "\"“''‘"]
    if s.kind == "body" and not is_turn(s):
        return
    if not names or not all(t.pos == "PROPN" or t.text in ".," for t in names) or len(names) > 4:
        return
    end = view.bounds[s.paragraph][1]
    if s.kind == "body":
        end = _end_of_turn(view, s, end)
    start = s.tokens[colon.i + 1].start if colon.i + 1 < len(s.tokens) else None
    if start is None or end - start < 12:
        return
    yield Claim(
        (names[0].start, names[-1].end), (s.index, names[-1].i), (colon.start, colon.end), ((start, end),),
        s.index, "colon",
    )  # fmt: skip


def is_turn(s: Sentence) -> bool:
    """Say whether a sentence opens a turn of a transcript: "MR. OKORO: …", "QUESTION: …"."""
    colon = next((t for t in s.tokens[:8] if t.text == ":"), None)
    return colon is not None and colon.i > 0 and all(t.text.isupper() for t in s.tokens[: colon.i] if t.text.isalpha())


def _end_of_turn(view: View, s: Sentence, end: int) -> int:
    """Return where a turn ends: before the next turn or headline; at its paragraph where no turn follows."""
    for later in view.analysis.sentences[s.index + 1 :]:
        if is_turn(later):
            return end
        if later.kind != "body":
            break
        end = later.end
    return view.bounds[s.paragraph][1]


def post_claims(view: View, s: Sentence) -> Iterator[Claim]:
    """Yield "words — Name (@handle)", the way posts of social networks are quoted."""
    dash = next((t for t in s.tokens if t.text in ("—", "―", "–")), None)
    match = POST.search(view.text, dash.start, s.end) if dash else None
    if match is None or len(match["name"].split()) > 6:
        return
    begin = view.bounds[s.paragraph][0]
    content = view.text[begin : match.start()].rstrip()
    if len(content) < 8 or ("@" not in match[0] and content[-1] not in "\"”'’»"):
        return
    token = next((t for t in s.tokens if t.start >= match.start("name")), None)
    yield Claim(
        match.span("name"), (s.index, token.i) if token else None, (match.start(), match.start() + 1),
        ((begin, begin + len(content)),), s.index, "post",
    )  # fmt: skip


def cited_claims(view: View, claims: list[Claim]) -> Iterator[Claim]:
    """Yield the second link of "X reported, citing Y, that …": Y, with the content of X."""
    for claim in claims:
        if claim.rule not in ("quotation", *CLAUSES):
            continue
        s = view.analysis.sentences[claim.sentence]
        for token in s.tokens:
            frame = view.index.verbs.get(token.lemma) if token.tag == "VBG" else None
            if frame is None or not frame.quoted or token.start == claim.cue[0]:
                continue
            above = list(islice(s.path_to_root(token.i), 2))
            cited = token.head if token.dep == "amod" else reported.child(s, token.i, "dobj")
            if cited is None or cited < token.i or claim.cue[0] not in [s.tokens[j].start for j in above]:
                continue
            first, last = reported.noun_phrase(s, cited, token.i)
            source, cue = piece(s, first, last), piece(s, token.i, token.i)
            yield replace(claim, source=source, head=(s.index, cited), cue=cue, rule="cited source", quotes=())
