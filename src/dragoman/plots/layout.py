"""Where the nodes of a network and their labels stand: the same rows give the same picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

ROUNDS = 300
GRAVITY = 0.08
LETTER = 0.58  # width of a letter per font size, on average
STEP = 6  # px between the points that stand for a line
COVERED_LINE = 8.0  # price of such a point under a label, against covered px²
Box = tuple[float, float, float, float]


def spring_layout(links: Sequence[tuple[int, int, float]], count: int, rounds: int = ROUNDS) -> np.ndarray:
    """Return places (count × 2, within 0 to 1) such that linked nodes stand close and others apart.

    `links` are (node, node, weight from 0 to 1). The method is T. Fruchterman and E. Reingold, "Graph Drawing by
    Force-directed Placement", 1991, begun from a circle in the order of the nodes, with a pull towards the middle so
    that parts without a link to each other stay in the picture.
    """
    turn = 2 * np.pi * np.arange(count) / max(count, 1)
    # A circle alone is a resting place of symmetrical networks: each second node starts nearer the middle.
    radius = 0.5 - 0.2 * (np.arange(count) % 2)
    at = np.stack([np.cos(turn), np.sin(turn)], axis=1) * radius[:, None]
    if count < 2:
        return np.full((count, 2), 0.5)
    pull = np.zeros((count, count))
    for a, b, weight in links:
        pull[a, b] = pull[b, a] = max(pull[a, b], weight)
    ideal = np.sqrt(1.0 / count)
    for step in range(rounds):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-4)
        force = ideal**2 / distance**2 - pull * distance / ideal
        move = (apart * force[:, :, None]).sum(axis=1) - GRAVITY * count * ideal * at
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        heat = 0.12 * (1 - step / rounds)
        at = at + move / length[:, None] * np.minimum(length, heat)[:, None]
    low, high = at.min(axis=0), at.max(axis=0)
    wide = high - low
    # What lies on a line stays on a line, through the middle; a few nodes keep to the middle of the picture.
    flat = wide < 0.05 * wide.max()
    within = np.where(flat, 0.5, (at - low) / np.maximum(wide, 1e-9))
    return 0.5 + (within - 0.5) * min(1.0, 0.3 + count / 12)


def apart(places: np.ndarray, least: float, width: float, height: float, rounds: int = 60) -> np.ndarray:
    """Return places (pixels) moved so that no two are nearer than `least`, all within width × height."""
    at = places.copy()
    for _ in range(rounds):
        gap = at[:, None, :] - at[None, :, :]
        distance = np.sqrt((gap**2).sum(axis=2))
        np.fill_diagonal(distance, np.inf)
        near = distance < least
        if not near.any():
            break
        # Two nodes at one point part along a line that their numbers give.
        same = distance < 1e-6
        rank = np.arange(len(at))
        gap[same] = np.stack([np.sign(rank[:, None] - rank[None, :]), np.ones((len(at), len(at)))], axis=2)[same]
        push = np.where(near, (least - np.minimum(distance, least)) / 2 / np.maximum(distance, 1e-6), 0.0)
        push = np.where(same, least / 4, push)
        at = at + (gap * push[:, :, None]).sum(axis=1)
        at[:, 0] = at[:, 0].clip(0, width)
        at[:, 1] = at[:, 1].clip(0, height)
    return at


def place_labels(
    nodes: Sequence[tuple[float, float, float, str]],
    lines: Sequence[tuple[int, int]],
    size: float,
    width: float,
    height: float,
) -> list[tuple[float, float]]:
    """Return the middle of the label of each node, beside it where it covers least; the first choose first.

    A node is (x, y, radius, label) in pixels, a line joins two nodes, `size` is the font size. Labels
    stay within width × height where they can.
    """
    circles = [(x - r, y - r, x + r, y + r) for x, y, r, _ in nodes]
    inked = _points(nodes, lines)
    taken: list[Box] = []
    middles = []
    for number, (x, y, radius, label) in enumerate(nodes):
        wide, tall = len(label) * size * LETTER, size * 1.1
        best = None
        for cost, dx, dy in _sides(radius, wide, tall):
            box = (x + dx - wide / 2, y + dy - tall / 2, x + dx + wide / 2, y + dy + tall / 2)
            others = [circle for other, circle in enumerate(circles) if other != number]
            covered = sum(_shared(box, other) for other in taken) * 2 + sum(_shared(box, other) for other in others)
            outside = wide * tall - _shared(box, (0, 0, width, height))
            price = covered + outside * 2 + cost + COVERED_LINE * _within(inked, box)
            if best is None or price < best[0]:
                best = (price, box, (x + dx, y + dy))
        taken.append(best[1])
        middles.append(best[2])
    return middles


def _sides(radius: float, wide: float, tall: float) -> list[tuple[float, float, float]]:
    """Return (cost, dx, dy) of the places around a node, the most readable first."""
    side, above, slant = radius + 3 + wide / 2, radius + 2 + tall / 2, radius * 0.7 + 2
    return [
        (0.0, side, 0.0), (1.0, -side, 0.0), (2.0, 0.0, -above), (2.0, 0.0, above),
        (3.0, slant + wide / 2, -slant - tall / 3), (3.0, slant + wide / 2, slant + tall / 3),
        (4.0, -slant - wide / 2, -slant - tall / 3), (4.0, -slant - wide / 2, slant + tall / 3),
    ]  # fmt: skip


def _points(nodes: Sequence[tuple[float, float, float, str]], lines: Sequence[tuple[int, int]]) -> np.ndarray:
    """Return points along all lines, `STEP` pixels apart."""
    found = [np.zeros((0, 2))]
    for a, b in lines:
        start, end = np.array(nodes[a][:2]), np.array(nodes[b][:2])
        share = np.linspace(0, 1, 2 + int(np.hypot(*(end - start)) / STEP))
        found.append(start + (end - start) * share[:, None])
    return np.concatenate(found)


def _within(points: np.ndarray, box: Box) -> int:
    x, y = points[:, 0], points[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


def _shared(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
