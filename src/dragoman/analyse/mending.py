"""Mends what a small parser gets wrong again and again: places in front, clauses after "whom", names like verbs."""

from __future__ import annotations

from collections.abc import Sequence

# A parse while it may still be changed: parallel lists of words, tags, labels and heads, one entry for each token.
Parse = tuple[Sequence[str], list[str], list[str], list[int]]

FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})

VERBAL = FINITE | {"VB", "VBG", "JJ", "RB"}


def mend(parse: Parse, *, headline: bool) -> None:
    """Change tags, labels and heads of a sentence where the parser is known to be wrong.

    Arguments: parse, lists of equal length; headline, whether capitals say nothing there.
    """
    words = parse[0]
    _fronted(parse)
    for i, word in enumerate(words):
        if word.lower() == "whom":
            _whom(parse, i)
        elif not headline and len(word) > 2 and word.isupper() and parse[1][i] in VERBAL:
            parse[1][i] = "NNP"  # "ECOWAS imposed sanctions"
        elif not headline and i and word[0].isupper() and parse[1][i] in ("VBD", "VBN") and parse[1][i - 1] == "NNP":
            _name(parse, i)


def _whom(parse: Parse, whom: int) -> None:
    """Hang the clause on the noun before: "X, whom a Warsaw court convicted of spying, was freed"."""
    words, tags, deps, heads = parse
    noun = whom - 1
    while noun > 0 and words[noun] in (",", "–", "—", "-", ")", '"', "”"):
        noun -= 1
    verb = next((j for j in range(whom + 2, min(len(words), whom + 12)) if tags[j] in FINITE), None)
    if verb is None or tags[noun][:2] not in ("NN", "PR", "CD") or "," in words[whom:verb]:
        return
    outer = heads[whom]
    if deps[whom] in ("dobj", "pobj", "nsubj", "nsubjpass", "dative") and "," not in words[verb:outer]:
        return
    subject = verb - 1
    while subject > whom and (tags[subject][:2] not in ("NN", "PR") or deps[subject] in ("pobj", "compound")):
        subject -= 1
    if subject == whom or heads[verb] == verb:
        return
    if outer > verb and tags[outer][0] == "V":
        # What stands after the clause's last comma goes on with the noun: "…, was freed".
        passive = _has(parse, outer, "auxpass")
        deps[outer], heads[outer] = deps[noun], heads[noun] if heads[noun] != noun else outer
        deps[noun], heads[noun] = "nsubjpass" if passive else "nsubj", outer
    if tags[verb] == "VBN" and not _has(parse, verb, "aux", "auxpass"):
        tags[verb] = "VBD"
    deps[verb], heads[verb] = "relcl", noun
    deps[subject], heads[subject] = "nsubj", verb
    deps[whom], heads[whom] = "dobj", verb


def _fronted(parse: Parse) -> None:
    """Make the noun after a place in front the subject of a verb without one: "At Orly airport the minister met …".

    The parser takes it for an apposition to the place.
    """
    _, tags, deps, heads = parse
    verb = heads[0]
    if tags[0] != "IN" or deps[0] != "prep" or tags[verb] not in FINITE or _has(parse, verb, *SUBJECTS):
        return
    place = next((j for j, head in enumerate(heads) if head == 0 and deps[j] == "pobj"), None)
    for noun in range(place + 1 if place is not None else verb, verb):
        if deps[noun] == "appos" and heads[noun] == place and tags[noun][:2] == "NN":
            deps[noun], heads[noun] = "nsubjpass" if _has(parse, verb, "auxpass") else "nsubj", verb
            return


SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")


def _has(parse: Parse, verb: int, *labels: str) -> bool:
    return any(head == verb and parse[2][j] in labels for j, head in enumerate(parse[3]))


def _name(parse: Parse, i: int) -> None:
    """Take a capitalised "verb" at the end of a name for a name: "telephoned Sultan Qaboos bin Said"."""
    words, tags, deps, heads = parse
    compounds = [j for j in range(i) if heads[j] == i and deps[j] == "compound"]
    if heads[i] == i or heads[i] > i or not compounds or any(heads[j] == i and deps[j] == "nsubj" for j in range(i)):
        return
    governor = heads[i]
    tags[i] = "NNP"
    deps[i] = "pobj" if tags[governor] in ("IN", "TO") else "dobj" if deps[i] in ("ccomp", "xcomp", "dep") else deps[i]
    for j in range(i + 1, len(words)):
        if heads[j] == i:
            heads[j] = governor
