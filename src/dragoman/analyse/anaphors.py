"""Finds the words that stand for actors named elsewhere: pronouns, "both sides", "the latter", "the 62-year-old"."""

from __future__ import annotations

from dragoman.analyse.analysis import Analysis, Sentence, Token
from dragoman.analyse.mentions import Mention
from dragoman.knowledge.actors import AgentRules

# How the mention of a person by age is marked (`Mention.noun`).
AGE = "-year-old"
# What "both" is to its verb where it stands for two, and is not a mere "both X and Y".
ALONE = ("nsubj", "nsubjpass", "dobj", "pobj", "dep")
# What follows a phrase that has no further noun.
ENDS = ("VERB", "AUX", "ADP", "PUNCT", "PART", "CCONJ", "SCONJ", "ADV")


def find_pronouns(sentence: Sentence, taken: set[int], words: AgentRules) -> list[Mention]:
    """Return the pronouns of a sentence, "the former" and "the latter", and people told by their age alone.

    Arguments: taken, positions of the tokens that are part of other mentions; words, the table of role nouns.
    """
    found = []
    for token in sentence.tokens:
        if token.i in taken:
            continue
        row = words.pronouns.get(token.lower)
        style = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else token
        if row is not None and style.lower in words.styles and style.text[:1].isupper():
            found.append(_styled(sentence, token.i))
        elif row is not None and token.pos == "PRON" and token.text != "US" and not (row.relative and _asks(token)):
            found.append(_mention(sentence, token.i, token.i, token.lower, plural=row.plural))
        elif token.lower in words.ordered and _alone(sentence, token.i, token.i):
            found.append(_mention(sentence, token.i, token.i, token.lower))
        elif token.lower == "old" or token.lower.endswith(AGE):
            first = _age(sentence, token.i)
            if first is not None and _alone(sentence, first, token.i):
                found.append(_mention(sentence, first, token.i, AGE))
    return found


def _styled(sentence: Sentence, first: int) -> Mention:
    """Return "His Highness" as an office whose holder the text has named."""
    his, style = sentence.tokens[first : first + 2]
    return Mention(
        sentence.index, first, first + 1, first + 1, his.start, style.end, "office", f"{his.text} {style.text}",
        noun=style.lower, definite=True, found_by="style",
    )  # fmt: skip


def _asks(token: Token) -> bool:
    """Tell a word of question ("who knows", "which side") from one that takes up the words before it."""
    return token.i == 0 or token.dep == "det"


def _alone(sentence: Sentence, first: int, last: int) -> bool:
    """Tell a phrase with "the" before it and no noun after it."""
    tokens = sentence.tokens
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    return first > 0 and tokens[first - 1].lower == "the" and (after is None or after.pos in ENDS)


def _age(sentence: Sentence, last: int) -> int | None:
    """Return the first token of "62-year-old", however it is cut, from its last one."""
    first, words = last, sentence.tokens[last].lower
    while first > 0 and len(words) < len("100" + AGE) and not words[0].isdigit():
        first -= 1
        words = sentence.tokens[first].lower + words
    return first if words.endswith(AGE) and words.removesuffix(AGE).isdigit() else None


def _mention(sentence: Sentence, first: int, last: int, noun: str, **more) -> Mention:
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    text = "".join(token.text for token in sentence.tokens[first : last + 1])  # an age is one word to the eye
    return Mention(
        sentence.index, first, last, last, start, end, "pronoun", text, noun=noun, found_by="pronoun", **more
    )


def with_pairs(sentence: Sentence, mentions: list[Mention], analysis: Analysis, words: AgentRules) -> list[Mention]:
    """Return mentions with "both sides", "the two ministers" and the like added; a bare "parties" is then no mention.

    Arguments: mentions of the sentence; words, the table of role nouns.
    """
    tokens = sentence.tokens
    lower = tuple(token.lower for token in tokens)
    found: list[Mention] = []
    for size in (4, 3, 2):
        for i in range(len(tokens) - size + 1):
            last = i + size - 1
            known = lower[i : last + 1] in words.pairs and not _counts(tokens, last, words)
            if known and not any(m.first <= last and i <= m.last for m in found):
                found.append(_pair(sentence, i, last, analysis))
    for token in tokens:
        if token.lower == "both" and token.dep in ALONE:
            found.append(_pair(sentence, token.i, token.i, analysis))
    named = words.state_nouns | words.side_nouns
    ends = {pair.last for pair in found if pair.noun in named}
    bare = [m for m in mentions if m.last in ends and m.kind == "agent" and m.country is None and m.body is None]
    return [m for m in mentions if m not in bare] + found


def _counts(tokens: tuple[Token, ...], last: int, words: AgentRules) -> bool:
    """Tell "the two" that only counts what follows: "the two earlier raids"."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    nominal = after is not None and (after.pos in ("NOUN", "PROPN", "ADJ", "NUM") or after.text == "-")
    return nominal and tokens[last].lower in words.numbers and tokens[last].tag == "CD"


def _pair(sentence: Sentence, first: int, last: int, analysis: Analysis) -> Mention:
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    return Mention(
        sentence.index, first, last, last, start, end, "pair", analysis.document.text[start:end],
        noun=sentence.tokens[last].lemma, plural=True, definite=True, found_by="pair",
    )  # fmt: skip


def epithet_of(sentence: Sentence, mention: Mention, words: AgentRules) -> tuple[str | None, frozenset[str]]:
    """Return the words that tell some state in the phrase of a mention, with the states they fit: "the Gulf kingdom".

    Of "West African" and "African" the longer; (None, no states) where there are none.
    """
    noun = (mention.noun or "").rpartition(" ")[2]
    before = [t.lower for t in sentence.tokens[max(0, mention.first - 3) : mention.first] if t.text != "-"]
    whole = f"{before[-1]} {noun}" if before else noun
    if whole in words.epithets:
        return whole, words.epithets[whole]
    of_noun = words.epithets.get(noun)
    for size in (3, 2, 1):
        phrase = " ".join(before[-size:])
        if len(before) >= size and phrase in words.epithets:
            fitting = words.epithets[phrase]
            return phrase, fitting & of_noun if of_noun else fitting
    return (noun, of_noun) if of_noun is not None else (None, frozenset())
