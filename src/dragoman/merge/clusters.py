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
    near: dict[int, list[int]] = defaultdict(list)
    for telling in sorted(tellings, key=order):
        days = span(telling)
        candidates: Iterable[int] = ()
        if days is not None:
            candidates = sorted({n for slot in _slots(days) for n in near.get(slot, ())})
        at = _best(telling, groups, candidates, telling.mention.type in mutual)
        if at is None:
            at = len(groups)
            groups.append([])
        groups[at].append(telling)
        for slot in {days[0] // FAR_DAYS, days[1] // FAR_DAYS} if days else ():
            if at not in near[slot]:
                near[slot].append(at)
    return [tuple(group) for group in groups]


def _slots(days: tuple[int, int]) -> range:
    """Return the spans of FAR_DAYS days in which a mention within reach may begin or end."""
    return range(days[0] // FAR_DAYS - 1, days[1] // FAR_DAYS + 2)


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
    full: dict[tuple[str, bool, str], list[int]] = defaultdict(list)
    for n, group in enumerate(groups):
        if is_full(group):
            for code in group[0].codes:
                full[group[0].mention.type, group[0].plan, code].append(n)
    joined: dict[int, list[Telling]] = {n: list(group) for n, group in enumerate(groups)}
    for n, group in enumerate(groups):
        if not is_full(group):
            first = group[0]
            near = [m for code in first.codes for m in full.get((first.mention.type, first.plan, code), ())]
            home = home_of(group, [groups[m] for m in near], mutual)
            if home is not None:
                joined[near[home]] += joined.pop(n)
    return [in_order(group) for _, group in sorted(joined.items())]


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
    scores = [likeness(a, b, mutual) for a in group for b in fuller]
    if any(score is None for score in scores) or max(alike(a, b) for a in group for b in fuller) < ATTACH_ALIKE:
        return None
    best = max(scores)  # type: ignore[type-var]
    return best if best >= enough(group[0].mention.type) else None  # type: ignore[operator]
