"""Finds the words that actors are made of: countries, bodies, offices, role nouns and personal names."""

from __future__ import annotations

from dragoman.analyse.analysis import Analysis, Sentence, Token
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.lexicon import Hit, find_names, fold
from dragoman.analyse.mentions import Core
from dragoman.analyse.name_runs import before_place, name_runs, surname_too, without_lead
from dragoman.analyse.portfolios import title_words, whole_titles
from dragoman.knowledge.world import Country

NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "X")


def find_cores(analysis: Analysis, gazetteer: Gazetteer) -> tuple[tuple[Core, ...], ...]:
    """Return the cores of each sentence, in text order and without overlap."""
    known = [_known(analysis, sentence, gazetteer) for sentence in analysis.sentences]
    runs = [name_runs(sentence, cores, gazetteer) for sentence, cores in zip(analysis.sentences, known)]
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
    for hit in _with_whole_titles(find_names(text_here, gazetteer.lexicon), text_here, gazetteer):
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
        half = _half(token.text, text, gazetteer)
        if half is not None and _the_body(sentence, token) and not _qualifies(sentence, token):
            found.append(Core("country", token.i, token.i, (half,)))
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
        # Of rare plurals no lemma is known.
        plain = token.lower.removesuffix("s") if token.tag == "NNS" or token.i == 0 else token.lower
        noun = gazetteer.agents.get(token.lemma) or gazetteer.agents.get(token.lower) or gazetteer.agents.get(plain)
        if noun and (token.pos != "ADJ" or not noun.human):
            found.append(Core("agent", token.i, token.i, (noun,)))
        elif noun is None and token.lemma in gazetteer.generic and (token.pos == "NOUN" or _the_body(sentence, token)):
            found.append(Core("agent", token.i, token.i))
    found = [core for core in found if not _part_of_name(sentence, core, covered, found, gazetteer)]
    titles = {core.first for core in found if core.kind in ("office", "agent")}
    found = [
        core
        for core in found
        if not _given_name(sentence, core, covered, gazetteer)
        and (core.kind != "province" or _of_officials(sentence, core, titles, found, gazetteer))
    ]
    return whole_titles(sentence, sorted(found, key=lambda c: c.first), gazetteer)


def _with_whole_titles(hits: tuple[Hit, ...], text: str, gazetteer: Gazetteer) -> list[Hit]:
    """Return hits with bodies taken apart where the end of one opens a title: "US Treasury" + "Secretary"."""
    done: list[Hit] = []
    reach = 0
    for hit in hits:
        if hit.start < reach:
            continue
        parts = ()
        if any(e.kind == "organisation" for e in hit.entries) and " " in text[hit.start : hit.end]:
            first = hit.start + text[hit.start : hit.end].index(" ")
            title = find_names(text[first + 1 : hit.end + TITLE], gazetteer.lexicon)[:1]
            longer = title and title[0].start == 0 and title[0].end + first + 1 > hit.end
            if longer and any(e.kind == "office" for e in title[0].entries):
                owner = find_names(text[hit.start : first], gazetteer.lexicon)
                end = title[0].end + first + 1
                if len(owner) == 1 and any(e.kind in ("adjective", "country") for e in owner[0].entries):
                    parts = (Hit(hit.start, first, owner[0].entries), Hit(first + 1, end, title[0].entries))
                    reach = end
        done.extend(parts or (hit,))
    return done


# Characters after the name of a body in which a title may end.
TITLE = 40


def _of_officials(sentence: Sentence, core: Core, titles: set[int], found: list[Core], gazetteer: Gazetteer) -> bool:
    """Tell a province or town whose officials are named: "Michigan governor", "Sindh's police", "mayor of Izmir"."""
    tokens, after = sentence.tokens, core.last + 1
    towns = all(not isinstance(row, str) and row.feature in gazetteer.names.city_features for row in core.rows)
    if after < len(tokens) and tokens[after].lower in ("'s", "’s"):
        after += 1
    if not towns:
        return after in titles or core.first > 0 and tokens[core.first - 1].lower == "of"
    before = core.first - 2 if core.first > 1 and tokens[core.first - 1].lower == "of" else None
    return any(
        c.kind == "office"
        and (c.first == after or c.last == before)
        and c.rows
        and c.rows[0].role in gazetteer.names.town_roles
        for c in found
    )


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


def _part_of_name(sentence: Sentence, core: Core, covered: set[int], found: list[Core], gazetteer: Gazetteer) -> bool:
    """Tell a title or role noun that is a word of a personal name: "Sultan bin Saad", "Julie Bishop", "Ri Son Gwon"."""
    tokens, i = sentence.tokens, core.first
    if core.kind not in ("office", "agent") or core.last > i or not tokens[i].text.istitle():
        return False
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    named = after is not None and after.text[:1].isupper() and after.i not in covered and after.pos == "PROPN"
    free = before is not None and before.i not in covered and before.text.istitle() and before.pos == "PROPN"
    if core.kind == "agent":
        unusual = free and before.lower not in gazetteer.common and before.lower not in gazetteer.names.title_words
        return named and unusual and after.lower not in gazetteer.common
    if tokens[i].lower not in gazetteer.names.names_too:
        return False
    if after is not None and after.lower in gazetteer.names.name_links:
        return True
    if named and any(c.kind == "office" and c.last == i - 1 for c in found):
        return tokens[i].lower in gazetteer.given
    return free and not named and fold(before.text).lower() in gazetteer.first_names


def _half(word: str, text: str, gazetteer: Gazetteer) -> Country | None:
    """Return the state that "the North" stands for in a text that names one half of its land in full."""
    halves = gazetteer.names.halves
    if word not in halves or not any(gazetteer.countries[iso].name in text for iso in halves.values()):
        return None
    return gazetteer.countries[halves[word]]


def _qualifies(sentence: Sentence, token: Token) -> bool:
    """Tell "the South coast" from "the South"."""
    return token.head > token.i and token.dep in ("compound", "amod", "nmod") or token.text != token.text.title()


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
            if len(tokens) == 1 and _accent_lost(tokens[0], rows[kind]):
                return None
            if tokens[-1].pos not in ("NOUN", "PROPN", "X") and len(tokens) == 1 and not _stands_alone(sentence, last):
                return None
            return Core(kind, first, last, rows[kind]) if nominal else None
    return None


def _accent_lost(token: Token, rows: tuple) -> bool:
    """Tell a common word from a title of which only the accent makes a difference: "charge" is no chargé."""
    written = [word for row in rows for word in getattr(row, "words", ()) if fold(word) in (token.lower, token.lemma)]
    return token.text.isascii() and token.text.islower() and bool(written) and not any(w.isascii() for w in written)


def _stands_alone(sentence: Sentence, i: int) -> bool:
    """Tell "the general", which the tagger takes for an adjective, from "the general election"."""
    token = sentence.tokens[i]
    after = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    alone = after is None or after.pos in ("VERB", "AUX", "ADP", "PUNCT")
    return token.dep in ("nsubj", "nsubjpass", "dobj", "pobj") and alone and sentence.tokens[i - 1].lower == "the"


def _adjective_or_people(token: Token, following: Token | None) -> str:
    if token.tag in ("NNS", "NNPS"):
        return "demonym"
    if following is not None and following.text in OPENING:
        return "adjective"  # Ukrainian "saboteurs"
    apart = following is not None and following.pos in ("ADJ", "VERB") and following.head == token.i
    if token.dep in HEADS and apart:
        return "demonym"  # "an Algerian aged 33"
    if following is not None and (following.pos in ("NOUN", "PROPN", "ADJ", "NUM") or following.text == "-"):
        return "adjective"
    return "demonym" if token.pos in ("NOUN", "PROPN") else "adjective"


HEADS = ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "appos", "attr")
OPENING = ("“", "‘", "``", "\"", "'", "«")


def _surnames(
    analysis: Analysis, known: list[list[Core]], runs: list[list[tuple[int, int]]], gazetteer: Gazetteer
) -> frozenset[str]:
    """Return the folded last (and first) words of the full names in the document, which may stand alone later."""
    found = set()
    for sentence, cores, spans in zip(analysis.sentences, known, runs):
        people = [(c.first, c.last) for c in cores if c.kind == "person"]
        spans = [(without_lead(sentence.tokens, a, b, gazetteer), b) for a, b in spans]
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
        first = without_lead(sentence.tokens, first, last, gazetteer)
        tokens = sentence.tokens[first : last + 1]
        if first == last and first in introduced and tokens[0].lower in gazetteer.bodies:
            continue  # "Armed Forces *Division*"
        if last + 1 in titles and title_words(tokens, gazetteer) and (first > 0 or last > first):
            continue  # "Ministry of Foreign Affairs *Political* Director"
        if (first > 0 and before_place(sentence, first, last, gazetteer)) and first not in introduced:
            continue
        if tokens[-1].lower in gazetteer.names.thing_words or _ticket(sentence, first, last):
            continue
        body = _body_sector(tokens, gazetteer)
        if body:
            found.append(Core("body", first, last, (body,)))
        elif first == last and fold(tokens[0].text).lower() in surnames:
            found.append(Core("person", first, last))
        elif tokens[-1].lower in gazetteer.names.place_words and not surname_too(
            sentence, first, last, introduced, gazetteer
        ):
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


def _ticket(sentence: Sentence, first: int, last: int) -> bool:
    """Tell two surnames with a hyphen before a noun: "the Roe-Hale ticket"."""
    tokens = sentence.tokens
    if last != first + 2 or tokens[first + 1].text != "-" or not tokens[last].text[:1].isupper():
        return False
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    return after is not None and after.tag in ("NN", "NNS") and tokens[last].head == after.i


def _body_sector(tokens: tuple[Token, ...], gazetteer: Gazetteer) -> str | None:
    return gazetteer.bodies.get(tokens[-1].lower) if len(tokens) > 1 else None


def _personal(tokens: tuple[Token, ...], gazetteer: Gazetteer) -> bool:
    """Tell a personal name from capitalised common words ("Peace Process")."""
    words = [(fold(token.text).lower(), token.lemma) for token in tokens if token.text[0].isalpha()]
    if words[0][0] in gazetteer.first_names:
        return True
    known = gazetteer.names.title_words | gazetteer.names.creeds
    return any(
        w not in gazetteer.common and not w.endswith("s'") and w not in known and lemma not in gazetteer.common
        for w, lemma in words
    )


def _acts(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    return token.dep in ("nsubj", "nsubjpass", "agent", "dobj", "pobj", "conj", "poss", "dative")
