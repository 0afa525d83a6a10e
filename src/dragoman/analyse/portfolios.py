"""How far a title goes on: "Minister of Foreign Affairs, Trade and Integration", "State Secretary for Climate Ana Roe".

No table can list what every envoy is for. A title goes on through capitalised common words, known places and the
small words between them, up to the personal name that it stands before.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.analyse.analysis import Sentence, Token
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.lexicon import fold
from dragoman.analyse.mentions import PLACES, Core

LINKS = ("of", "for", "on", "to", "in", "at", "with")
INNER = ("and", "&", ",", "the", "of", "for", "-", "–", "'s", "’s")


def whole_titles(sentence: Sentence, cores: list[Core], gazetteer: Gazetteer) -> list[Core]:
    """Return cores with each title as long as the text writes it; places inside it are then no cores of their own.

    Arguments: cores, of one sentence in text order, without overlap.
    """
    done: list[Core] = []
    reach = -1
    for core in cores:
        if core.first <= reach:
            continue
        if core.kind in ("office", "agent"):
            last = _to_name(sentence, core, cores, gazetteer)
            if last is None and core.kind == "office":
                last = _whole_portfolio(sentence, core)
            if last is None and core.kind == "agent":
                last = _whole_body(sentence, core, gazetteer)
            first = _double(sentence, core, gazetteer) if core.kind == "office" else core.first
            if first < core.first:
                words = " ".join(
                    (sentence.tokens[first].lower, *(t.lower for t in sentence.tokens[core.last : core.last + 1]))
                )
                core = replace(core, first=first, rows=gazetteer.rules.index.get(words, core.rows))
            if last is not None and last > core.last:
                core, reach = replace(core, last=last), last
        done.append(core)
    return done


def title_words(tokens: tuple[Token, ...], gazetteer: Gazetteer) -> bool:
    """Tell a run of capitals that is part of a title: common words only ("Political", "International Relations")."""
    return all(_common(token, gazetteer) or token.lower in INNER for token in tokens)


def _to_name(sentence: Sentence, core: Core, cores: list[Core], gazetteer: Gazetteer) -> int | None:
    """Return the last word of "… Envoy for Yemen" where a personal name follows at once, else None."""
    tokens = sentence.tokens
    start = core.last + 1
    if start + 2 >= len(tokens) or tokens[core.last].tag in ("NNS", "NNPS") and not _inside(tokens, core):
        return None
    goes_on = (
        tokens[start].lower in ("and", "&", ",")
        or tokens[start].text[:1].isupper()
        and _common(tokens[start], gazetteer)
    )
    if tokens[start].lower not in LINKS and not (_inside(tokens, core) and goes_on):
        return None
    places = {i: c for c in cores if c.kind in PLACES for i in range(c.first, c.last + 1)}
    named = {i: c for c in cores if c.kind not in PLACES for i in range(c.first, c.last + 1)}
    titles = gazetteer.names.title_words
    people = {i for i, c in named.items() if c.kind in ("person", "honorific")}
    last, i = None, start
    while i < len(tokens):
        token = tokens[i]
        if i in people:
            break
        if i in named and named[i].kind in ("office", "organisation") and token.lower not in titles:
            return None
        if i in places and places[i].kind in ("country", "capital") and _after_of(tokens, places[i].first):
            return None  # "… of the Republic of Peru": the country is whom the office serves
        if i > start and tokens[i - 1].text == "," and i not in places and token.lower not in titles:
            last = i - 2
            break  # "Envoy to the Middle East, Tor Roe"
        if i in places or token.text[:1].isupper() and _common(token, gazetteer):
            last = i
        elif token.lower in INNER or i == start:
            if token.text == "," and not (i + 1 < len(tokens) and tokens[i + 1].text[:1].isupper()):
                break
        elif not (token.text[:1].isupper() and _more_title(tokens, i, gazetteer)):
            break
        else:
            last = i
        i += 1
    if last is None or last + 1 >= len(tokens) or i != last + 1:
        return None
    only_place = all(j in places or tokens[j].lower in ("the", *LINKS) for j in range(start, last + 1))
    if only_place and tokens[start].lower in ("to", "in", "at", "with"):
        return None
    name = tokens[last + 1]
    return last if name.i in people or name.text[:1].isupper() and name.tag in ("NNP", "NNPS", "JJ", "NN") else None


def _double(sentence: Sentence, core: Core, gazetteer: Gazetteer) -> int:
    """Return where a title of two portfolios begins: "Foreign and European Affairs Minister", else its first word."""
    tokens, first = sentence.tokens, core.first
    minister = tokens[core.last]
    if (
        first < 2
        or tokens[first - 1].lower not in ("and", "&")
        or core.last == first
        or minister.tag in ("NNS", "NNPS")
    ):
        return first
    if not minister.text[:1].isupper() or not tokens[first - 2].text[:1].isupper():
        return first
    return first - 2 if f"{tokens[first - 2].lower} {minister.lower}" in gazetteer.rules.index else first


def _whole_body(sentence: Sentence, core: Core, gazetteer: Gazetteer) -> int | None:
    """Return the end of a body that goes on in capitals: "Armed Forces Division", "Foreign Ministry Department"."""
    tokens, after = sentence.tokens, core.last + 1
    if after >= len(tokens) or not tokens[core.first].text[:1].isupper() or not tokens[core.last].text[:1].isupper():
        return None
    return after if tokens[after].text[:1].isupper() and tokens[after].lower in gazetteer.bodies else None


def _after_of(tokens: tuple[Token, ...], i: int) -> bool:
    return tokens[i - 1].lower == "of" or tokens[i - 1].lower == "the" and tokens[i - 2].lower == "of"


def _inside(tokens: tuple[Token, ...], core: Core) -> bool:
    return any(t.lower in ("of", "for") for t in tokens[core.first : core.last])


def _common(token: Token, gazetteer: Gazetteer) -> bool:
    """Tell a capitalised word that is also an ordinary one and no given name."""
    lower = token.lower.strip(".")
    if lower in gazetteer.names.title_words:
        return True
    known = lower in gazetteer.common or token.lemma in gazetteer.common
    return known and len(lower) > 2 and fold(token.text).lower() not in gazetteer.first_names


def _more_title(tokens: tuple[Token, ...], i: int, gazetteer: Gazetteer) -> bool:
    """Tell whether a word that nobody knows is followed by further words of titles ("Oceanian Affairs")."""
    for token in tokens[i + 1 : i + 3]:
        if token.lower in gazetteer.names.title_words:
            return True
        if not token.text[:1].isupper():
            return False
    return False


def _whole_portfolio(sentence: Sentence, core: Core) -> int:
    """Return the end of an office that goes on: "Minister of Foreign Affairs, Trade and Integration"."""
    tokens = sentence.tokens
    if not _inside(tokens, core):
        return core.last
    i, commas = core.last + 1, False
    while i + 1 < len(tokens) and tokens[i].text == "," and _capital_noun(tokens[i + 1]):
        i, commas = i + 2, True
        while i < len(tokens) and tokens[i].text[:1].isupper():
            i += 1
    if i + 1 < len(tokens) and tokens[i].lower in ("and", "&") and _capital_noun(tokens[i + 1]):
        j = i + 1
        while j + 1 < len(tokens) and _capital_noun(tokens[j + 1]):
            j += 1
        # A list of offices ("Minister of Defence and President X") is no portfolio.
        if j - i <= 3 and j + 1 < len(tokens) and (commas or tokens[j + 1].lower in ("of", ",")):
            return j
    return core.last


def _capital_noun(token: Token) -> bool:
    return token.text[:1].isupper() and token.tag in ("NNP", "NNPS")
