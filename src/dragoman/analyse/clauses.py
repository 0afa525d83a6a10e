"""Who is subject and object of a verb: reads a dependency parse, forgiving its usual mistakes."""

from __future__ import annotations

from dragoman.analyse.analysis import Sentence, Token

SUBJECTS = ("nsubj", "nsubjpass")
RELATIVE = ("who", "which", "that", "whom")


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Tell whether a verb is passive: "was expelled", "the envoys expelled by"."""
    kinds = {sentence.tokens[j].dep for j in sentence.children[verb.i]}
    if "auxpass" in kinds or "nsubjpass" in kinds:
        return True
    if verb.dep == "conj" and verb.tag == "VBD" and not (kinds & {"nsubj", "aux", "dobj"}):
        # "was detained and sentenced": the second participle is often taken for a past tense.
        head = sentence.tokens[verb.head]
        return head.tag == "VBN" and is_passive(sentence, head)
    if verb.tag != "VBN":
        return False
    if "agent" in kinds or verb.dep == "acl":
        return "dobj" not in kinds
    if verb.dep == "conj" and not (kinds & {"nsubj", "aux", "dobj"}):
        return is_passive(sentence, sentence.tokens[verb.head])
    # Headlines drop the auxiliary: "Three held over embassy fire".
    return verb.dep == "ROOT" and "nsubj" in kinds and not (kinds & {"dobj", "aux"}) and sentence.kind == "headline"


def subject_of(sentence: Sentence, verb: int, *, agent: bool = False) -> int | None:
    """Return the token that does what the verb says; with `agent`, of a passive verb its "by" phrase.

    Subjects are inherited by coordinated verbs, infinitives, participles and gerunds; a relative pronoun is
    replaced by the noun it stands for.
    """
    if agent:
        return _agent(sentence, verb)
    tokens = sentence.tokens
    seen: set[int] = set()
    at = verb
    while at not in seen:
        seen.add(at)
        own = _own_subject(sentence, at)
        if own is not None:
            return _antecedent(sentence, own)
        token = tokens[at]
        head = token.head
        if token.dep == "ROOT":
            return None
        if token.dep in ODD and token.tag in ("VBD", "VBZ", "VBN", "VBP"):
            before = at - 1
            while before >= 0 and tokens[before].pos in ("ADV", "AUX"):
                before -= 1
            if (
                before >= 0
                and tokens[before].pos in ("NOUN", "PROPN", "PRON")
                and (token.head > at or tokens[before].head == token.head)
            ):
                return before
            at = head
            continue
        if token.dep in ("acl", "relcl"):
            return (
                head if token.tag in ("VBG", "VBD", "VBZ", "VBP", "VBN") or token.dep == "relcl" else _up(sentence, at)
            )
        if token.dep == "pcomp" and token.tag == "VBG" and tokens[head].lower in ("of", "for", "with"):
            # "accused Minsk of hacking", "thanked Oslo for sharing": the object did it.
            verb_above = tokens[head].head
            objects = [j for j in sentence.children[verb_above] if tokens[j].dep in ("dobj", "nsubjpass") and j < at]
            if objects and tokens[verb_above].pos == "VERB":
                return objects[-1]
        if token.dep == "xcomp":
            objects = [j for j in sentence.children[head] if tokens[j].dep in ("dobj", "dative") and j < at]
            if objects and tokens[head].lemma not in SUBJECT_CONTROL:
                return objects[-1]
        if token.dep in (
            "conj",
            "xcomp",
            "advcl",
            "pcomp",
            "prep",
            "dep",
            "ccomp",
            "parataxis",
            "aux",
            "auxpass",
            "acomp",
        ):
            if token.dep == "ccomp" and token.tag in ("VBD", "VBZ", "VBP") and tokens[head].dep != "conj":
                return None
            before = _said_before(sentence, at, head) if token.dep == "conj" else None
            at = head if before is None else before
            continue
        return None
    return None


def _said_before(sentence: Sentence, verb: int, saying: int) -> int | None:
    """Return the clause that "…, she said, and would travel" goes on with: what stood before the verb of saying."""
    if any(sentence.tokens[j].dep in SUBJECTS for j in sentence.children[verb]):
        return None
    for j in sentence.children[saying]:
        if sentence.tokens[j].dep == "ccomp" and j < saying < verb:
            return j
    return None


# Labels that a finite verb gets only by mistake: "Visiting dignitary appreciated/amod the efforts".
ODD = ("amod", "compound", "nmod", "dep", "appos", "nsubj", "dobj", "npadvmod", "poss")

# With these the object does not act: "promised the envoy to withdraw".
SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "swear", "use"})


def object_of(sentence: Sentence, verb: int, *, passive: bool, taken: set[int], indirect: bool = False) -> int | None:
    """Return the object of a verb (of a passive one its subject); with `indirect`, the person given to first."""
    tokens = sentence.tokens
    if passive:
        own = _own_subject(sentence, verb)
        if own is not None and own not in taken:
            return _antecedent(sentence, own)
        token = tokens[verb]
        if token.dep == "acl" and token.head not in taken:
            return token.head
        if token.dep in ("conj", "xcomp"):
            return object_of(sentence, token.head, passive=True, taken=taken)
        return None
    wanted = ("dative", "dobj", "attr", "oprd") if indirect else ("dobj", "dative", "attr")
    for dep in wanted:
        for j in sentence.children[verb]:
            if tokens[j].dep == dep and j not in taken and tokens[j].pos != "ADP":
                return _antecedent(sentence, j)
    for j in sentence.children[verb]:
        # "urged Warsaw to reopen": the parser makes Warsaw the subject of the infinitive.
        if tokens[j].dep in ("ccomp", "xcomp") and tokens[j].tag in ("VB", "VBG"):
            own = _own_subject(sentence, j)
            if own is not None and own > verb:
                return own
    if (
        tokens[verb].dep in ("amod", "compound", "nmod")
        and tokens[verb].tag in ("VBD", "VBZ", "VBP")
        and tokens[verb].head > verb
    ):
        return tokens[verb].head
    if tokens[verb].dep == "relcl":
        # "whom she threatened to arrest": the object hangs on the infinitive.
        below = (k for j in sentence.children[verb] if tokens[j].dep == "xcomp" for k in sentence.children[j])
        marks = [
            j for j in (*sentence.children[verb], *below) if tokens[j].lower in RELATIVE and tokens[j].dep == "dobj"
        ]
        if marks:
            return tokens[verb].head
    if tokens[verb].dep in ("conj",) and not any(tokens[j].dep == "dobj" for j in sentence.children[verb]):
        # "condemned and rejected the raid": the first verb's object serves both.
        head = tokens[verb].head
        for j in sentence.children[head]:
            if tokens[j].dep == "dobj" and j > verb and j not in taken:
                return j
    return None


def conjuncts(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return a token with the tokens coordinated to it: "Kenya, Uganda and Tanzania"."""
    found = [i]
    for j in found:
        for k in (*sentence.children[j], *_beside_holder(sentence, j)):
            if sentence.tokens[k].dep == "conj" and sentence.tokens[k].pos in (
                "NOUN",
                "PROPN",
                "PRON",
                "ADJ",
                "NUM",
            ):
                found.append(k)
    return tuple(found)


def _beside_holder(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return what hangs on the name that follows its title: "the rebel leader Roe *and the president*"."""
    tokens = sentence.tokens
    names = [j for j in sentence.children[i] if tokens[j].dep == "appos" and tokens[j].tag == "NNP"]
    if not names or tokens[i].tag not in ("NN", "NNP") or any(t.text == "," for t in tokens[i : names[0]]):
        return ()
    return tuple(sentence.children[names[0]])


def _own_subject(sentence: Sentence, verb: int) -> int | None:
    for j in sentence.children[verb]:
        if sentence.tokens[j].dep in SUBJECTS:
            return j
    for j in sentence.children[verb]:
        # "Turkey froze aid": a name before the verb is its subject, whatever the parser calls it.
        if sentence.tokens[j].dep == "npadvmod" and sentence.tokens[j].tag in ("NNP", "NNPS") and j == verb - 1:
            return j
    return None


def _antecedent(sentence: Sentence, i: int) -> int:
    """Return the noun that a relative pronoun stands for, any other token unchanged."""
    token = sentence.tokens[i]
    if token.lower not in RELATIVE or token.tag not in ("WDT", "WP", "IN"):
        return i
    for j in sentence.path_to_root(i):
        if sentence.tokens[j].dep == "relcl":
            return sentence.tokens[j].head
    return i


def _up(sentence: Sentence, i: int) -> int | None:
    """Return the subject of the clause that a noun with an infinitive belongs to ("its decision to open")."""
    noun = sentence.tokens[i].head
    for j in sentence.children[noun]:
        if sentence.tokens[j].dep == "poss":
            return j
    for j in sentence.path_to_root(noun):
        if sentence.tokens[j].pos in ("VERB", "AUX"):
            return _own_subject(sentence, j)
    return None


def _agent(sentence: Sentence, verb: int) -> int | None:
    for j in sentence.children[verb]:
        if sentence.tokens[j].dep == "agent" or (sentence.tokens[j].lower == "by" and sentence.tokens[j].dep == "prep"):
            for k in sentence.children[j]:
                if sentence.tokens[k].dep == "pobj":
                    return k
    return None


def clause_of(sentence: Sentence, i: int) -> int:
    """Return the verb that governs a token (the token itself where there is none)."""
    if sentence.tokens[i].pos in ("VERB", "AUX"):
        return i
    for j in sentence.path_to_root(i):
        if sentence.tokens[j].pos in ("VERB", "AUX"):
            return j
    return i
