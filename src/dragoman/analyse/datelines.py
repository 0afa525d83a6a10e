"""Finds the dateline that opens a paragraph: "NAIROBI, June 29 (Reuters) -", "Tehran, Nov 22, IRNA –", "(Vienna) –".

A dateline is made of place names, a day and an agency, in the order that the house prefers, and ends in a mark.
"""

from __future__ import annotations

import re

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY = rf"(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? {MONTH}(?:,? \d{{4}})?)"
DATED = re.compile(rf"\(?\b{DAY}(?!\w)\)?", re.IGNORECASE)
AGENCY = re.compile(r"\([^()\n]{2,40}\)")
NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}\.?$")
BETWEEN = re.compile(r"\s*(?:[,;/–—]|\. |\.$| - | -- |\s_\s|\band\b)\s*")
# A hyphen or underscore is a mark only after a blank: "PORT-AU-PRINCE".
MARK = re.compile(r"\s*(?:--|[–—:]|(?<=\s)[-_])(?:\s+|(?<!:)(?=[A-Z“\"]))")
BRACKETED = re.compile(r"(?P<open>[(\[])(?P<inside>[^()\[\]\n]{2,60})[)\]]\s*(?:--|[-–—:])?\s*(?=[\"“‘'(]?[^\W\d_a-z])")
STOPPED = re.compile(
    rf"(?P<place>[^\W\d_a-z][\w'’-]*(?: [\w'’-]+){{0,2}})\. (?:{DAY}\.? )?(?:[A-Z]{{2}}[\w-]+[.:]? )?"
    r"(?=[\"“‘'(]?[^\W\d_a-z])"
)
ENDED = re.compile(r"\.?(?:,? ?\([^()\n]{2,40}\))?\.?\s*")
LONGEST = 95  # characters
SMALL = frozenset({"de", "do", "da", "la", "del", "al", "el", "es", "of", "the", "am", "an", "sur", "at", "and", "y"})


def dateline_length(raw: str, towns: frozenset[str]) -> int:
    """Return how many characters of a block are its dateline, with the mark and the blank after it; 0 for none.

    Arguments: raw, a block of text; towns, names that datelines open with, in lower case.
    """
    if len(raw) < 60 and _alone(raw):
        return len(raw)
    bracketed = BRACKETED.match(raw)
    if bracketed and _bracket(bracketed, towns):
        return bracketed.end()
    marks = [m for m in MARK.finditer(raw, 0, LONGEST) if m.start() > 1][:3]
    for mark in reversed(marks):
        if _opens(raw[: mark.start()], mark.group().strip(), raw[mark.end() :], towns):
            return mark.end()
    stopped = STOPPED.match(raw)
    if stopped and _known(stopped.group("place"), towns) and stopped.end() < len(raw):
        return stopped.end()
    return 0


def places_within(dateline: str) -> tuple[int, int]:
    """Return the stretch of a dateline that names places: what comes before its day and agency, or after its day."""
    day, agency = DATED.search(dateline), AGENCY.search(dateline, 1)
    end = agency.start() if agency else len(dateline)
    begin = 0
    if day is not None and day.start() < 2:
        begin = day.end()
    elif day is not None:
        end = min(end, day.start())
    return begin, begin + len(dateline[begin:end].rstrip(" .,"))


def _alone(raw: str) -> bool:
    """Tell a line that is nothing but place and day: "Brussels, 27 September 2023"."""
    day = DATED.search(raw)
    if day is None or day.start() == 0 or not ENDED.fullmatch(raw, day.end()):
        return False
    names = _names(raw[: day.start()])
    return 0 < len(names) < 4 and all(NAME.match(name) and _capitals(name) for name in names)


def _bracket(match: re.Match[str], towns: frozenset[str]) -> bool:
    inside = match.group("inside")
    names = _names(DATED.sub(",", inside))
    marked = match.group().rstrip()[-1] in "-–—:"
    known = bool(names) and len(names) < 4 and _known(names[0], towns) and all(_capitals(name) for name in names)
    return known and (marked or match.group("open") == "[" or DATED.search(inside) is not None)


def _opens(prefix: str, mark: str, rest: str, towns: frozenset[str]) -> bool:
    """Tell whether what stands before a mark is a dateline."""
    bare = AGENCY.sub(",", DATED.sub(",", prefix))
    dated = bare != prefix
    names = _names(bare)
    if not names or len(names) > 4 or any(not NAME.match(name) for name in names):
        return False
    head, more = names[0], names[1:]
    if not head[0].isupper() or any(not _capitals(name) for name in more) or not rest[:1].strip("\"“‘'("):
        return bool(head[0].isupper() and dated and _known(head, towns))
    known = _known(head, towns)
    if dated:
        return known or _capitals(head)
    if not known:
        return False
    # "Iran - the region's power" opens an ordinary sentence: without date or agency the town shouts, has its country
    # beside it, ends in a colon, or a sentence of its own begins.
    shouts = all(word.isupper() for word in re.split(r"[ -]", head) if word.lower() not in SMALL)
    sentence = re.split(r"[.!?]", rest, maxsplit=1)[0]
    begins = rest[:1].isupper() and mark not in sentence and mark != "-"
    return mark == ":" and not more or mark != ":" and (shouts or bool(more) and rest[:1].isupper() or begins)


def _names(text: str) -> list[str]:
    return [name for name in (part.strip(" .") for part in BETWEEN.split(text)) if name]


def _capitals(name: str) -> bool:
    return all(word[0].isupper() or word.lower() in SMALL for word in re.findall(r"[^\W\d_]['’\w]*", name))


def _known(name: str, towns: frozenset[str]) -> bool:
    plain = name.lower().replace("’", "'").strip(" .")
    return any(form in towns for form in (plain, plain.replace("st ", "saint ", 1), plain.replace("st. ", "saint ", 1)))
