"""Groups mentions that tell one event; what comes out depends only on the set of mentions.

Mentions are compared within blocks (type, plan or fact, parties). A block is read in an order of its own, the best
dated first, and each mention joins the best group none of whose mentions it contradicts. Groups in which a side is
missing ("the minister was received") then join the one fuller group that they fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from dragoman.merge.same import FAR_DAYS, alike, enough, likeness, span
from dragoman.merge.telling import Telling

Group = tuple[Telling, ...]

# A side may be missing where the wording agrees this far.
ATTACH_ALIKE = 0.25
UNDATED = -1


def block_key(telling: Telling) -> str:
    """Return the key of the block in which a mention may find its like: type, plan or fact, parties."""
    return "|".join((telling.mention.type, "plan" if telling.plan else "fact", *sorted(telling.codes)))


def order(telling: Telling) -> tuple:
    """Return the place of a mention in its block: the best dated and fullest first, then the first published."""
    days = span(telling)
    width = days[1] - days[0] if days else 10_000
    return (
        not telling.complete,
        not telling.dated,
        width,
        telling.published or 0,
        telling.mention.document,
        telling.mention.trigger.start,
        telling.mention.id,
    )


def group_mentions(tellings: Iterable[Telling], mutual: Collection[str]) -> list[Group]:
    """Return the groups of mentions that tell one event, blocks apart; `mutual` are the types done together."""
    blocks: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        blocks[block_key(telling)].append(telling)
    return [group for key in sorted(blocks) for group in group_block(blocks[key], mutual)]


def group_block(tellings: Sequence[Telling], mutual: Collection[str]) -> list[Group]:
    """Return the groups of one block."""
    groups: list[list[Telling]] = []
    near = Calendar()
    for telling in sorted(tellings, key=order):
        days = span(telling)
        at = _best(telling, groups, near.within_reach(days), telling.mention.type in mutual)
        if at is None:
            at = len(groups)
            groups.append([])
        groups[at].append(telling)
        for end in days or ():
            near.note(at, (end, end))
    return [tuple(group) for group in groups]


class Calendar:
    """Finds what lies within FAR_DAYS of some days, by the spans of so many days that it reaches into."""

    def __init__(self) -> None:
        self._slots: dict[int, dict[int, None]] = defaultdict(dict)

    def note(self, number: int, days: tuple[int, int] | None) -> None:
        """Remember the first and last day of what has a number; without days it is never found."""
        if days is not None:
            for slot in range(days[0] // FAR_DAYS, days[1] // FAR_DAYS + 1):
                self._slots[slot][number] = None

    def within_reach(self, days: tuple[int, int] | None) -> list[int]:
        """Return in order the numbers of all that may lie within FAR_DAYS of some days, and some more."""
        if days is None:
            return []
        slots = range(days[0] // FAR_DAYS - 1, days[1] // FAR_DAYS + 2)
        return sorted({number for slot in slots for number in self._slots.get(slot, ())})


def _best(telling: Telling, groups: Sequence[Sequence[Telling]], candidates: Iterable[int], mutual: bool) -> int | None:
    best, at = None, None
    for n in candidates:
        scores = [likeness(telling, other, mutual) for other in groups[n]]
        score = _agreed(scores, telling, groups[n])
        if score is not None and (best is None or score > best):
            best, at = score, n
    return at


def _agreed(scores: Sequence[float | None], telling: Telling, group: Sequence[Telling]) -> float | None:
    """Return the best score where no mention of the group contradicts, and most agree half as well.

    Reprints speak with one voice: where one of them agrees, the others do not contradict.
    """
    agreeing = {other.group for other, score in zip(group, scores) if score is not None}
    for other, score in zip(group, scores):
        if score is None and other.group not in agreeing:
            return None
        if other.mention.document == telling.mention.document:
            return None
    told = [score for score in scores if score is not None]
    least = enough(telling.mention.type)
    return max(told) if told and max(told) >= least and sum(told) >= least / 2 * len(told) else None


def attach(groups: Sequence[Group], mutual: Collection[str]) -> list[Group]:
    """Return the groups with those that lack a side joined to the one fuller group that they fit."""
    full: dict[tuple[str, bool, str], Calendar] = defaultdict(Calendar)
    lacking = []
    for n, group in enumerate(groups):
        if not is_full(group):
            lacking.append(n)
        elif len(group[0].codes) > 1:
            for code in group[0].codes:
                full[group[0].mention.type, group[0].plan, code].note(n, span_of(group))
    guests: dict[int, list[Telling]] = defaultdict(list)
    housed = set()
    for n in lacking:
        first, days = groups[n][0], span_of(groups[n])
        calendars = [full.get((first.mention.type, first.plan, code)) for code in first.codes]
        near = [m for calendar in calendars if calendar is not None for m in calendar.within_reach(days)]
        home = home_of(groups[n], [groups[m] for m in near], mutual)
        if home is not None:
            guests[near[home]] += groups[n]
            housed.add(n)
    return [
        in_order([*group, *guests[n]]) if n in guests else group for n, group in enumerate(groups) if n not in housed
    ]


def span_of(group: Iterable[Telling]) -> tuple[int, int] | None:
    """Return the first and last day that the mentions of a group may mean, None where none has one."""
    spans = [days for telling in group if (days := span(telling))]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def in_order(tellings: Iterable[Telling]) -> Group:
    """Return the mentions of an event in the order of `order`."""
    return tuple(sorted(tellings, key=order))


def first_of(group: Iterable[Telling]) -> str:
    """Return the id of the first published mention of a group, which names it."""
    return min((telling.published or 0, telling.mention.id) for telling in group)[1]


def is_full(group: Group) -> bool:
    """Tell whether some mention of a group names both sides."""
    return any(telling.complete for telling in group)


def home_of(group: Group, fuller: Sequence[Group], mutual: Collection[str]) -> int | None:
    """Return the index of the only fuller group that one without a side fits, None where several do equally well."""
    kind = group[0].mention.type
    found = [(score, n) for n, other in enumerate(fuller) if (score := fit(group, other, kind in mutual)) is not None]
    found.sort(reverse=True)
    if not found or len(found) > 1 and found[0][0] == found[1][0]:
        return None
    return found[0][1]


def fit(group: Group, fuller: Group, mutual: bool) -> float | None:
    """Return how well a group without a side fits a fuller one, None where it does not."""
    if not group[0].codes < fuller[0].codes:
        return None
    # The wording is looked at first: it costs least, and most fail there.
    if all(alike(a, b) < ATTACH_ALIKE for a in group for b in fuller):
        return None
    best = enough(group[0].mention.type)
    fits = False
    for a in group:
        for b in fuller:
            score = likeness(a, b, mutual)
            if score is None:
                return None
            if score >= best:
                best, fits = score, True
    return best if fits else None
