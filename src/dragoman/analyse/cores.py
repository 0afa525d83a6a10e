"""Finds the words that actors are made of: countries, bodies, offices, role nouns and personal names."""

from __future__ import annotations

from dragoman.analyse.analysis import Analysis, Sentence, Token
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.lexicon import Hit, find_names, fold
from dragoman.analyse.mentions import Core
from dragoman.analyse.portfolios import title_words, whole_titles
from dragoman.analyse.spellings import name_key

NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "X")


def find_cores(analysis: Analysis, gazetteer: Gazetteer) -> tuple[tuple[Core, ...], ...]:
    """Return the cores of each sentence, in text order and without overlap."""
    known = [_known(analysis, sentence, gazetteer) for sentence in analysis.sentences]
    runs = [_runs(sentence, cores, gazetteer) for sentence, cores in zip(analysis.sentences, known)]
    surnames = _surnames(analysis, known, runs, gazetteer)
    return tuple(
        _joined(cores, _persons(sentence, run, cores, surnames, gazetteer))
        for sentence, cores, run in zip(analysis.sentences, known, runs)
    )


def _joined(known: list[Core], persons: list[Core]) -> tuple[Core, ...]:
    """Return all cores in order; of two readings of one name the longer."""

    def covered(core: Core, others: list[Core], *, longer: bool) -> bool:
        size = core.last - core.first
        return any(
            o is not core
            and o.first <= core.last
            and core.first <= o.last
            and (o.last - o.first > size or (not longer and o.last - o.first == size))
            for o in others
        )

    kept = [c for c in known if c.kind != "person" or not covered(c, persons, longer=True)]
    tables = [c for c in known if c.kind == "person"]
    kept += [c for c in persons if not covered(c, tables, longer=False)]
    return tuple(sorted(kept, key=lambda c: c.first))


def _known(analysis: Analysis, sentence: Sentence, gazetteer: Gazetteer) -> list[Core]:
    """Return the cores that the tables hold."""
    text = analysis.document.text
    text_here = text[sentence.start : sentence.end]
    first = sentence.tokens[0]
    if sentence.kind != "body" or not text_here.startswith(first.text) or first.text.isupper():
        text_here = _as_parsed(sentence, text)
    starts = {token.start - sentence.start: token.i for token in sentence.tokens}
    ends = {token.end - sentence.start: token.i for token in sentence.tokens}
    found: list[Core] = []
    covered: set[int] = set()
    for hit in find_names(text_here, gazetteer.lexicon):
        first = starts.get(hit.start)
        last = ends.get(hit.end)
        if last is None and hit.end + 1 in ends and text_here[hit.end : hit.end + 1] == ".":
            last = ends[hit.end + 1]
        if first is None or last is None or last < first:
            continue
        core = _core(sentence, hit, first, last)
        if core and first not in covered:
            found.append(core)
            covered.update(range(first, last + 1))
    for token in sentence.tokens:
        if token.i in covered or token.pos not in ("NOUN", "PROPN", "ADJ"):
            continue
        if (
            token.pos == "PROPN"
            and token.text.isupper()
            and 3 <= len(token.text) <= 6
            and token.text.isalpha()
            and token.lower not in gazetteer.common
            and token.lower not in gazetteer.agents
        ):
            found.append(Core("acronym", token.i, token.i))
            continue
        if token.pos == "PROPN" and token.lower in gazetteer.bodies and _goes_on(sentence, token, covered):
            continue  # "National Resistance Movement" is one name
        if token.pos == "PROPN" and token.lower in gazetteer.names.title_words:
            continue  # "National Reconciliation Chairman"
        noun = gazetteer.agents.get(token.lemma) or gazetteer.agents.get(token.lower)
        if noun and (token.pos != "ADJ" or not noun.human):
            found.append(Core("agent", token.i, token.i, (noun,)))
        elif noun is None and token.lemma in gazetteer.generic and (token.pos == "NOUN" or _the_body(sentence, token)):
            found.append(Core("agent", token.i, token.i))
    titles = {core.first for core in found if core.kind in ("office", "agent")}
    found = [
        core
        for core in found
        if not _given_name(sentence, core, covered, gazetteer)
        and (core.kind != "province" or _of_officials(sentence, core, titles))
    ]
    return whole_titles(sentence, sorted(found, key=lambda c: c.first), gazetteer)


def _of_officials(sentence: Sentence, core: Core, titles: set[int]) -> bool:
    """Tell a province whose officials are named: "Michigan governor", "Sindh's police", "governor of Kano"."""
    tokens, after = sentence.tokens, core.last + 1
    if after < len(tokens) and tokens[after].lower in ("'s", "’s"):
        after += 1
    return after in titles or core.first > 0 and tokens[core.first - 1].lower == "of"


def _given_name(sentence: Sentence, core: Core, covered: set[int], gazetteer: Gazetteer) -> bool:
    """Tell a given name that is a place, too, before a surname: "Victoria Mensah", "Stanley Phiri"."""
    after = core.last + 1
    if core.kind not in ("capital", "country", "province") or core.first != core.last or after >= len(sentence.tokens):
        return False
    token, following = sentence.tokens[core.first], sentence.tokens[after]
    named = following.tag in ("NNP", "NNPS") and following.text[:1].isupper() and after not in covered
    return (
        token.lower in gazetteer.given
        and named
        and following.lower not in gazetteer.names.place_words
        and following.lower not in gazetteer.common
    )


def _the_body(sentence: Sentence, token: Token) -> bool:
    """Tell "the Council", a body named in full before, from a capitalised word inside a name."""
    before = sentence.tokens[token.i - 1].lower if token.i else ""
    after = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
    return before == "the" and (after is None or not after.text[:1].isupper())


def _goes_on(sentence: Sentence, token: Token, covered: set[int]) -> bool:
    """Tell a capitalised word that ends a run of capitals which no table has."""
    before = sentence.tokens[token.i - 1] if token.i else None
    return before is not None and before.pos == "PROPN" and before.text[:1].isupper() and before.i not in covered


def _as_parsed(sentence: Sentence, text: str) -> str:
    """Return the sentence as the parser saw it: headlines and opening capitals are in sentence case there."""
    pieces, at = [], sentence.start
    for token in sentence.tokens:
        pieces.append(text[at : token.start] + token.text)
        at = token.end
    return "".join(pieces)


def _core(sentence: Sentence, hit: Hit, first: int, last: int) -> Core | None:
    tokens = sentence.tokens[first : last + 1]
    kinds = {entry.kind for entry in hit.entries}
    rows = {kind: tuple(e.row for e in hit.entries if e.kind == kind) for kind in kinds}
    following = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
    after = sentence.tokens[last + 2] if following is not None and last + 2 < len(sentence.tokens) else None
    named = after if last > first and following is not None and following.lower == "the" else following
    if "honorific" in kinds and named is not None and named.text[:1].isupper():
        return Core("honorific", first, last)
    if "person" in kinds:
        return Core("person", first, last, rows["person"])
    if "adjective" in kinds or "demonym" in kinds:
        kind = _adjective_or_people(tokens[-1], following)
        kind = kind if kind in kinds else next(k for k in ("adjective", "demonym") if k in kinds)
        if "country" in kinds:
            kind = "country"
        return Core(kind, first, last, rows[kind])
    for kind in ("country", "organisation", "seat", "capital", "province"):
        if kind in kinds:
            return Core(kind, first, last, rows[kind])
    for kind in ("office", "agent"):
        if kind in kinds:
            nominal = all(t.pos in NOMINAL or t.pos in ("ADP", "DET", "PUNCT", "CCONJ", "PART") for t in tokens)
            if tokens[-1].pos not in ("NOUN", "PROPN", "X") and len(tokens) == 1:
                return None
            return Core(kind, first, last, rows[kind]) if nominal else None
    return None


def _adjective_or_people(token: Token, following: Token | None) -> str:
    if token.tag in ("NNS", "NNPS"):
        return "demonym"
    if following is not None and (following.pos in ("NOUN", "PROPN", "ADJ", "NUM") or following.text == "-"):
        return "adjective"
    return "demonym" if token.pos in ("NOUN", "PROPN") else "adjective"


def _runs(sentence: Sentence, known: list[Core], gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Return runs of capitalised words that no table has, with particles and hyphens inside."""
    taken = {i for core in known if core.kind != "person" for i in range(core.first, core.last + 1)}
    tokens, rules = sentence.tokens, gazetteer.names
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        if not _namey(tokens[i], taken, rules.not_names, gazetteer.common) and not _article(tokens, i, taken):
            i += 1
            continue
        j = i
        while True:
            k = j + 1
            while (
                k < len(tokens)
                and k not in taken
                and (tokens[k].text in ("-", "'", "’") or tokens[k].lower.strip("'’-") in rules.particles)
                and k - j < 3
            ):
                k += 1
            if (
                k < len(tokens)
                and k not in taken
                and tokens[k - 1].text == "-"
                and tokens[k].start == tokens[k - 1].end
                and tokens[k].pos == "PROPN"
            ):
                # "Kim Kwan-jin": the syllable after the hyphen is written small.
                j = k
            elif k < len(tokens) and _namey(tokens[k], taken, rules.not_names):
                j = k
            else:
                break
        runs.append((i, j))
        i = j + 1
    return runs


def _article(tokens: tuple[Token, ...], i: int, taken: set[int]) -> bool:
    """Tell the "al" of "al-Asiri", written small at the beginning of a name."""
    return (
        tokens[i].lower in ("al", "el")
        and i + 2 < len(tokens)
        and tokens[i + 1].text == "-"
        and tokens[i + 2].text[:1].isupper()
        and i + 2 not in taken
    )


def _namey(token: Token, taken: set[int], not_names: frozenset[str], common: frozenset[str] = frozenset()) -> bool:
    if token.i in taken or not token.text[0].isupper() or token.lower.strip(".") in not_names:
        return False
    if len(token.text) > 2 and token.text.isupper() and "." not in token.text and len(token.text) <= 5:
        return False
    if token.pos == "PROPN":
        return True
    if token.i == 0 and common and token.lower not in common and token.lemma not in common:
        return token.pos in ("NOUN", "ADJ", "X")
    return token.i > 0 and token.pos in ("NOUN", "ADJ", "X", "VERB", "ADV", "INTJ") and len(token.text) > 1


def _surnames(
    analysis: Analysis, known: list[list[Core]], runs: list[list[tuple[int, int]]], gazetteer: Gazetteer
) -> frozenset[str]:
    """Return the folded last (and first) words of the full names in the document, which may stand alone later."""
    found = set()
    for sentence, cores, spans in zip(analysis.sentences, known, runs):
        people = [(c.first, c.last) for c in cores if c.kind == "person"]
        people += [(a, b) for a, b in spans if _personal(sentence.tokens[a : b + 1], gazetteer)]
        for first, last in people:
            if last > first:
                found.add(fold(sentence.tokens[last].text).lower())
                found.add(fold(sentence.tokens[first].text).lower())
                if last - first == 2:
                    found.add(fold(sentence.tokens[first + 1].text).lower())
        for core in cores:
            # "Minister Mammadyarov" introduces a surname too.
            for first, last in spans:
                if core.kind in ("office", "honorific", "agent") and core.last + 1 == first == last:
                    found.add(fold(sentence.tokens[last].text).lower())
    return frozenset(found)


def _persons(
    sentence: Sentence,
    runs: list[tuple[int, int]],
    known: list[Core],
    surnames: frozenset[str],
    gazetteer: Gazetteer,
) -> list[Core]:
    """Return personal names and unknown bodies among the runs of capitals."""
    introduced = {core.last + 1 for core in known if core.kind in ("office", "honorific", "agent")}
    titles = {core.first for core in known if core.kind in ("office", "agent")}
    found = []
    for first, last in runs:
        tokens = sentence.tokens[first : last + 1]
        if first == last and first in introduced and tokens[0].lower in gazetteer.bodies:
            continue  # "Armed Forces *Division*"
        if last + 1 in titles and title_words(tokens, gazetteer) and (first > 0 or last > first):
            continue  # "Ministry of Foreign Affairs *Political* Director"
        if (first > 0 and _before_place(sentence, first, last, gazetteer)) and first not in introduced:
            continue
        body = _body_sector(tokens, gazetteer)
        if body:
            found.append(Core("body", first, last, (body,)))
        elif first == last and fold(tokens[0].text).lower() in surnames:
            found.append(Core("person", first, last))
        elif tokens[-1].lower in gazetteer.names.place_words:
            continue
        elif (
            first in introduced
            or (last > first and _personal(tokens, gazetteer))
            or first == last
            and fold(tokens[0].text).lower() in surnames
        ):
            found.append(Core("person", first, last))
        elif _acts(sentence, first):
            found.append(Core("name", first, last))
    return found


def _before_place(sentence: Sentence, first: int, last: int, gazetteer: Gazetteer) -> bool:
    """Tell a run of capitals that reads as a place: "at Tanjung Priok", "in Grodno", without a person's marks."""
    before = sentence.tokens[first - 1]
    if before.lower not in ("in", "at", "near", "from", "through", "into", "around", "across", "outside"):
        return False
    return name_key(sentence.tokens[first].text)[:1] not in {(n,) for n in gazetteer.first_names} or last == first


def _body_sector(tokens: tuple[Token, ...], gazetteer: Gazetteer) -> str | None:
    return gazetteer.bodies.get(tokens[-1].lower) if len(tokens) > 1 else None


def _personal(tokens: tuple[Token, ...], gazetteer: Gazetteer) -> bool:
    """Tell a personal name from capitalised common words ("Peace Process")."""
    words = [fold(token.text).lower() for token in tokens if token.text[0].isalpha()]
    return words[0] in gazetteer.first_names or any(w not in gazetteer.common and not w.endswith("s'") for w in words)


def _acts(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    return token.dep in ("nsubj", "nsubjpass", "agent", "dobj", "pobj", "conj", "poss", "dative")
