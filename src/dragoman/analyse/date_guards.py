"""Tells whether words that look like time mean it where they stand: not "May" the name, an age or a price."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.analyse.analysis import Token
from dragoman.analyse.timex import Candidate, DateIndex, Lexeme

SIZES = "C E Y Q M F W D TH TM TS"  # units from the largest on


def is_time(
    c: Candidate, lexemes: Sequence[Lexeme], tokens: dict[int, Token], index: DateIndex, narrative: bool
) -> bool:
    """Tell whether a candidate means time where it stands: not "May" the name, an age or a price."""
    before = lexemes[c.first - 1] if c.first else None
    after = lexemes[c.last] if c.last < len(lexemes) else None
    word = c.words[0]
    token = tokens.get(c.start)
    helper = tokens.get(before.start) if before else None
    if helper is not None and helper.tag in ("MD", "TO") and "DEICTIC" in lexemes[c.first].values and len(c.words) > 2:
        return False  # "the curfew will last ten days"
    if c.name == "bare month":
        return _is_month(c, before, after, tokens, index, lexemes)
    if c.name in ("year", "old year", "bare old year", "spelt year"):
        return _is_year(c, before, after, tokens, index, lexemes)
    if c.name == "season":
        return _is_season(c, before, tokens, narrative)
    if c.reading in ("duration", "ahead", "within", "compound", "later", "after", "ago", "span", "every"):
        return _is_length(c, before, after, tokens, index, lexemes)
    if c.reading == "deictic" and c.values["UNIT"] in ("TS", "TM", "TH"):
        return False
    if c.reading == "deictic" and c.values["UNIT"] == "D" and narrative is False and c.words[-1] == "night":
        return False
    if c.reading == "told":
        return c.values.get("UNIT") not in ("TS", "TM", "TH") and not (
            len(c.words) == 2 and word in ("that", "prior") and c.words[1].endswith("s")
        )
    if c.reading == "frequency" and token is not None:
        previous = tokens.get(before.start) if before else None
        return not (word != lexemes[c.first].text and token.tag.startswith("NNP") and previous is not None)
    if c.name == "the day" and token is not None:
        ordinal = tokens.get(c.end - len(c.words[-1]))
        return ordinal is None or ordinal.dep not in ("amod", "compound", "nummod")  # "the 16th Annual Forum"
    if c.reading == "named":
        return after is None or after.text.lower() not in index.rules.not_days
    if c.name in ("first of several days", "last of several days", "slash"):
        return True
    if c.name == "now":
        return not (after is not None and word == "now" and after.text.lower() == "that")
    return True


def _tells_time(lexeme: Lexeme) -> bool:
    return any(not name.startswith("=") for name in lexeme.values)


def _is_month(
    c: Candidate,
    before: Lexeme | None,
    after: Lexeme | None,
    tokens: dict[int, Token],
    index: DateIndex,
    lexemes: Sequence[Lexeme],
) -> bool:
    token, word = tokens.get(c.start), c.words[0]
    if token is None:
        return word not in index.rules.names
    if token.tag == "MD" or token.tag.startswith("VB"):
        return False
    if len(word) == 3 and word != "may" or word == "sept":
        follows = after.text if after else ""
        beyond = lexemes[c.last + 1] if c.last + 1 < len(lexemes) else None
        if follows in ("-", "–") and beyond is not None and "MONTH" in beyond.values:
            return True  # "Jan-Feb 2017"
        if follows not in (".", ",") and token.tag not in ("NNP",):
            return False
    previous = tokens.get(before.start) if before else None
    if previous is not None and before is not None and previous.tag in ("NNP", "NNPS") and not _tells_time(before):
        return False  # "Theresa May", "the Long March", "Black September"
    following = tokens.get(after.start) if after else None
    if word in index.rules.names and following is not None and following.tag == "NNP" and not _tells_time(after):
        return previous is not None and previous.tag in ("DT", "IN", "POS", "PRP$")  # not "April Smith"
    return not (word in index.rules.names and token.dep in ("nsubj", "nsubjpass"))


def _is_year(
    c: Candidate,
    before: Lexeme | None,
    after: Lexeme | None,
    tokens: dict[int, Token],
    index: DateIndex,
    lexemes: Sequence[Lexeme],
) -> bool:
    if "ERA" in c.values or c.words[0] == "the":
        return True
    token = tokens.get(c.start)
    if before is not None:
        previous = before.text.lower()
        if previous in index.rules.not_years or previous in "$£€¥#/:" and previous:
            return False
    if after is not None and (after.text in ("%", "/") or "UNIT" in after.values):
        return False
    following = tokens.get(after.start) if after else None
    if token is not None and token.tag == "CD" and token.dep in ("nummod", "compound", "quantmod"):
        previous_token = tokens.get(before.start) if before else None
        tag = previous_token.tag if previous_token else ""
        fits = tag in ("DT", "PRP$", "POS") or tag in ("IN", "NNP") and int(c.values.get("YEAR", 0)) >= 1900
        if following is not None and following.tag in ("NN", "NNS") and not fits:
            return False  # "killed 1500 people"
    at = c.first
    if at > 1 and lexemes[at - 1].text == "-" and lexemes[at - 2].end + 1 == c.start:
        left = lexemes[at - 2].values
        if "NUMBER" in left and "YEAR" not in left:
            return False  # a telephone number or a code
    if c.name == "bare old year":
        return following is None or following.tag in (
            ",",
            ".",
            ":",
            "-RRB-",
            "IN",
            "DT",
            "PRP",
            "VBD",
            "CC",
            "NNP",
        )
    return True


def _is_season(c: Candidate, before: Lexeme | None, tokens: dict[int, Token], narrative: bool) -> bool:
    token = tokens.get(c.start if len(c.words) == 1 else c.end - len(c.words[-1]))
    if token is None or not token.tag.startswith("NN"):
        return False
    previous = tokens.get(before.start) if before else None
    if token.text[0].isupper() and previous is not None and previous.tag.startswith("NNP"):
        return False
    if len(c.words) > 1 or narrative:
        return token.dep != "dobj" or token.text[0].islower() and c.words[0] != "fall"
    return previous is not None and previous.tag == "IN"


def _is_length(
    c: Candidate,
    before: Lexeme | None,
    after: Lexeme | None,
    tokens: dict[int, Token],
    index: DateIndex,
    lexemes: Sequence[Lexeme],
) -> bool:
    follows = [x.text.lower() for x in lexemes[c.last : c.last + 2]]
    if follows and (follows[0] in index.rules.not_units or follows[-1] in index.rules.not_units and follows[0] == "-"):
        return False
    if follows == ["of", "age"]:
        return False
    if c.reading == "after" and str(c.values.get("UNIT", "D")).startswith("T"):
        return False
    if c.reading == "compound":
        if before is not None and {"DEICTIC", "TOLDADJ"} & set(before.values):
            return False  # "the last three months and two weeks ago": two expressions
        sizes = [SIZES.find(str(c.values[name])) for name in ("UNIT", "UNIT2", "UNIT3") if name in c.values]
        if -1 in sizes or sizes != sorted(set(sizes)):
            return False  # "for 20 years, 15 years": each unit is smaller than the one before
    if c.words[-1] == "second" and c.values.get("COUNT") != 1:
        return False
    if c.words[-1] in ("quarter", "quarters") and c.reading in ("duration", "ahead", "within", "compound"):
        return False
    return not (before is not None and before.text in ("$", "£", "€", "¥"))
