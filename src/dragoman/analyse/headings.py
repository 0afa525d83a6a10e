"""Speakers named by a mark beside their words: turns of a transcript, headlines, and posts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.analyse.analysis import Sentence, Token
from dragoman.analyse.claims import FINITE, Claim, View

POST = re.compile(r"\s*[—―–]+\s*(?P<name>[^()\n—―–]{2,60})(?: \(@\w+\)|(?<=\w)\.?$)", re.MULTILINE)


def colon_claims(view: View, s: Sentence) -> Iterator[Claim]:
    """Yield "NAME: words" at the start of a headline or of a turn in a transcript."""
    colon = next((t for t in s.tokens[:8] if t.text == ":"), None)
    if colon is None or colon.i == 0:
        return
    names = [t for t in s.tokens[: colon.i] if t.text not in "\"“''‘"]
    if s.kind == "body" and not is_turn(s):
        return
    if not names or len(names) > 5 or not (_are_names(names) or (s.kind == "headline" and _names_source(view, names))):
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


def _are_names(words: list[Token]) -> bool:
    return len(words) <= 4 and all(t.pos == "PROPN" or t.text in ".," for t in words)


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


def headline_claims(view: View, s: Sentence) -> Iterator[Claim]:
    """Yield "words: source", "words – SOURCE" in a headline."""
    if s.kind != "headline":
        return
    mark = next((t for t in reversed(s.tokens[2:-1]) if t.text in (":", "—", "–", "-", "―")), None)
    if mark is None:
        return
    tail = [t for t in s.tokens[mark.i + 1 :] if t.pos != "PUNCT"]
    told = s.tokens[: mark.i]
    if not 0 < len(tail) <= 5 or not _names_source(view, tail):
        return
    if not any(t.pos == "VERB" or t.tag in FINITE for t in told):
        return
    yield Claim(
        (tail[0].start, tail[-1].end), (s.index, tail[-1].i), (mark.start, mark.end), ((s.start, told[-1].end),),
        s.index, "headline",
    )  # fmt: skip


def _names_source(view: View, words: list[Token]) -> bool:
    """Say whether words beside the mark of a headline name a speaker: a name alone, or a noun for one."""
    if any(t.pos in ("VERB", "AUX", "ADP", "PRON", "NUM", "ADV") or t.text == ":" for t in words):
        return False
    return words[-1].lemma.lower() in view.index.headline_sources or all(t.pos == "PROPN" for t in words)
