"""Whether two mentions tell one event: the file to change when they wrongly do or do not.

What the record codes decides (type, actors, date, place, status); the wording of the evidence decides only where the
record leaves room: two reports that part on the day or the place, speeches of one day, a side that is not named.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, hypot, radians

from dragoman.analyse.spellings import same_person
from dragoman.merge.telling import SPEECH, Side, Telling

# Weights of what speaks for one event and against it, set on tests/merging; they hold for mentions of different
# documents whose types agree and whose parties do not contradict.
AGREED_DAY, AGREED_SPAN, TOLD_THEN = 0.6, 0.3, 0.35
DAY_OLDER = 0.05
NEXT_DAY, OTHER_DAY, LATE_WORD = -0.2, -0.8, 0.15
SAME_PERSON, OTHER_PERSON, OTHER_OFFICE, OTHER_BRANCH = 0.25, -0.3, -0.25, -0.15
PLACE_AGREES, PLACE_DIFFERS, REGION_DIFFERS = 0.2, -0.4, -0.15
NUMBER_AGREES, AMOUNT_DIFFERS = 0.2, -0.3
AMOUNTS = frozenset({"million", "billion", "tonnes"})
# One pair of governments says many things on one day; it does fewer.
DEED, WORD = 0.4, 0.55
# Days within which reports of one event may differ, and within which one without a date is looked back on.
FAR_DAYS, LATE_DAYS = 35, 7
# An event without a date of its own is taken to be told within so many days.
TOLD_WITHIN = 2
REPRINT_ALIKE, FAR_ALIKE, SPEECH_ALIKE = 0.7, 0.4, 0.15
# A paper tells of one event once, and then of the next.
SAME_PRESS = -0.15
# Undated words that are told days apart.
OTHER_SPEECH = -0.3
FEWEST_WORDS = 4
# Places nearer than this (km) are one: a city and its suburb, an airport and its city.
SAME_PLACE = 60
BROAD = frozenset({"country", "region", "continent", "sea", "ocean"})
REPRINT = 10.0
# Gunmen of whom one report does not know more may be the rebels or soldiers of another.
UNIDENTIFIED = frozenset({"UAF", "UNK"})


def likeness(left: Telling, right: Telling, mutual: bool) -> float | None:
    """Return how well two mentions of one type agree (see `enough`), None where they cannot be one event.

    Arguments: mutual, that those who take part do it together, so that sides may be told either way round.
    """
    if left.mention.document == right.mention.document or left.plan != right.plan:
        return None
    gap = days_apart(left, right)
    if gap is None or gap > FAR_DAYS or not _modes_agree(left, right):
        return None
    words = alike(left, right)
    copied = left.group == right.group
    if copied and words > REPRINT_ALIKE:
        return REPRINT
    one_press = left.outlet is not None and left.outlet == right.outlet and not copied
    if gap > LATE_DAYS and words < FAR_ALIKE:
        return None
    other_speech = False
    if left.mention.type in SPEECH and left.dated == right.dated and words < REPRINT_ALIKE:
        # By one house on another day, or on one day in other words, it is another speech.
        other_speech = gap > 1
        other_words = (one_press or not left.dated) and words < SPEECH_ALIKE
        if other_speech and one_press or other_words and not other_speech:
            return None
    people = _parties_agree(left, right, mutual)
    if people is None:
        return None
    score = people + words + _days_agree(left, right, gap) + _places_agree(left, right)
    score += _numbers_agree(left, right)
    return score + SAME_PRESS * one_press + OTHER_SPEECH * other_speech


def enough(kind: str) -> float:
    """Return the likeness from which two mentions of a type are one event."""
    return WORD if kind in SPEECH else DEED


def _numbers_agree(left: Telling, right: Telling) -> float:
    """Return what equal numbers say for one event; two sums of money or weights are mostly two gifts."""
    both = left.counts.keys() & right.counts.keys()
    if any(left.counts[what][0] == right.counts[what][0] for what in both):
        return NUMBER_AGREES
    return AMOUNT_DIFFERS if both & AMOUNTS else 0.0


def _days_agree(left: Telling, right: Telling, gap: int) -> float:
    if left.dated and right.dated:
        if gap:
            return NEXT_DAY if gap == 1 else OTHER_DAY
        return AGREED_DAY if _width(left) + _width(right) <= TOLD_WITHIN else AGREED_SPAN
    if not gap:
        return TOLD_THEN - DAY_OLDER * _days_old(left, right)
    return LATE_WORD if gap <= LATE_DAYS else OTHER_DAY


def _days_old(left: Telling, right: Telling) -> int:
    """Return how many days before the report of one without a date the other happened: news tells the latest event."""
    undated, dated = (right, left) if left.dated else (left, right)
    if undated.dated or undated.published is None or dated.last is None:
        return 0
    return max(0, undated.published - dated.last)


def _width(telling: Telling) -> int:
    return telling.last - telling.first if telling.last is not None and telling.first is not None else FAR_DAYS


def _places_agree(left: Telling, right: Telling) -> float:
    a, b = left.mention.place, right.mention.place
    if a is None or b is None or not (told_with(left) and told_with(right)):
        return 0.0
    if places_differ(left, right):
        return REGION_DIFFERS if a.feature in BROAD or b.feature in BROAD else PLACE_DIFFERS
    return PLACE_AGREES if a.name == b.name and a.feature not in BROAD else 0.0


def days_apart(left: Telling, right: Telling) -> int | None:
    """Return how many days lie between the dates of two mentions (0 where they may be one), None where unknown."""
    a, b = span(left), span(right)
    if a is None or b is None:
        return None
    return max(0, b[0] - a[1], a[0] - b[1])


def span(telling: Telling) -> tuple[int, int] | None:
    """Return the first and last day that a mention may mean, None where neither it nor its document has a date."""
    if telling.first is not None and telling.last is not None:
        if telling.dated:
            return telling.first, telling.last
        return telling.first - TOLD_WITHIN, telling.last
    if telling.published is None:
        return None
    return telling.published - TOLD_WITHIN, telling.published


def alike(left: Telling, right: Telling) -> float:
    """Return the share of the shorter evidence's words that the other has (0 to 1), less for few words."""
    fewer = min(len(left.words), len(right.words))
    return len(left.words & right.words) / max(fewer, FEWEST_WORDS)


def told_with(telling: Telling) -> bool:
    """Tell whether the place of a mention stands in its evidence: a dateline says where a report was written."""
    mention = telling.mention
    return mention.place is not None and mention.evidence.start <= mention.place.start < mention.evidence.end


def places_differ(left: Telling, right: Telling) -> bool:
    """Tell whether two mentions name places that cannot be one."""
    a, b = left.mention.place, right.mention.place
    if a is None or b is None or a.name == b.name or a.country is None or b.country is None:
        return False
    if a.country != b.country:
        return True
    if a.feature in BROAD or b.feature in BROAD or None in (a.lat, a.lon, b.lat, b.lon):
        return False
    return _kilometres(a.lat, a.lon, b.lat, b.lon) > SAME_PLACE  # type: ignore[arg-type]


def _kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Return the distance of two near points (equirectangular, good to a few per cent below 500 km)."""
    return 111.2 * hypot(lat2 - lat, (lon2 - lon) * cos(radians((lat + lat2) / 2)))


def _modes_agree(left: Telling, right: Telling) -> bool:
    """Tell whether two modes can be one event: a call is no visit, a visit may be told as a meeting."""
    a, b = left.mention.mode, right.mention.mode
    return a == b or not (a == "phone" or b == "phone") or (None in (a, b) and left.group == right.group)


def _parties_agree(left: Telling, right: Telling, mutual: bool) -> float | None:
    """Return how well the parties agree: above 0 where names agree, below where they part, None for other parties."""
    score = 0.0
    pairs = ((left.actors, right.actors), (left.recipients, right.recipients))
    if mutual:
        pairs = ((_both(left), _both(right)),)
    for one, two in pairs:
        if one.keys and two.keys and not one.keys & two.keys:
            return None
        for key in one.keys & two.keys:
            found = _same_party(key, one, two)
            if found is None:
                return None
            score += found
    return score


def _both(telling: Telling) -> Side:
    a, b = telling.actors, telling.recipients
    if not b.keys:
        return a
    if not a.keys:
        return b
    return Side(
        a.keys | b.keys, _union(a.persons, b.persons), _union(a.offices, b.offices), _union(a.sectors, b.sectors)
    )


def _union(left: dict[str, frozenset[str]], right: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return left | {key: left.get(key, frozenset()) | value for key, value in right.items()}


def _same_party(key: str, one: Side, two: Side) -> float | None:
    """Return how well two tellings of one country's people agree.

    Office holders of another branch (a minister, an army chief) are other parties: None. Other persons of the same
    office are a contradiction between reports.
    """
    people, others = one.persons.get(key), two.persons.get(key)
    named = people and others
    if named and (people & others or any(one_person(a, b) for a in people for b in others)):
        return SAME_PERSON
    branches, branches2 = one.sectors.get(key), two.sectors.get(key)
    offices, offices2 = one.offices.get(key), two.offices.get(key)
    parted = branches and branches2 and not branches & branches2 and not (branches | branches2) & UNIDENTIFIED
    if parted and offices and offices2:
        return None
    score = OTHER_PERSON if named else OTHER_BRANCH if parted else 0.0
    if offices and offices2 and not any(_one_office(a, b) for a in offices for b in offices2):
        score += OTHER_OFFICE
    return score


def _one_office(left: str, right: str) -> bool:
    """Tell whether one of two titles says no more than the other ("minister", "foreign minister")."""
    a, b = set(left.split()), set(right.split())
    return a <= b or b <= a


@lru_cache(maxsize=65536)
def one_person(left: str, right: str) -> bool:
    """Tell whether two spellings can name one person."""
    return same_person(left, right)
