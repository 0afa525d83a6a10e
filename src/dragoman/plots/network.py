"""The network of actors: who deals with whom, how often, and in what spirit."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

import altair as alt

from dragoman.plots import layout, theme
from dragoman.plots.theme import HEIGHT, WIDTH, counted

INNER_WIDTH, INNER_HEIGHT = WIDTH - 105, HEIGHT - 90  # px
MARGIN = 34  # px, for labels at the edge
MOST_ACTORS, MOST_PAIRS = 40, 150
LABEL = 11  # px
Pair = tuple[str, str]


def network_chart(
    rows: Iterable[Mapping], title: str = "Who deals with whom", most: int = MOST_ACTORS
) -> alt.TopLevelMixin:
    """Return the network of actors: width of a line is the number of events, its colour their mean score.

    A row is {"a", "b", "n", "mean_score"} (a score from −10 to 10, or None); both directions of a pair are joined.
    The `most` busiest actors are drawn; how many were left out, and events within one actor, stands under the title.
    """
    pairs, within = _joined(rows)
    if not pairs:
        return theme.nothing(title)
    busy = _busiest(pairs)
    kept = set(list(busy)[:most])
    inside = {pair: told for pair, told in pairs.items() if kept.issuperset(pair)}
    strongest = sorted(inside, key=lambda pair: (-inside[pair][0], pair))[:MOST_PAIRS]
    drawn = {pair: inside[pair] for pair in strongest}
    names = [name for name in busy if any(name in pair for pair in drawn)]
    nodes = _nodes(names, drawn, busy)
    subtitle = (
        f"Events, not reports: {counted(sum(n for n, _ in drawn.values()), 'event')} of "
        f"{counted(len(names), 'actor')} in {counted(len(drawn), 'pair')}",
        _left_out(len(busy) - len(names), len(pairs) - len(drawn), sum(n for n, _ in pairs.values()), drawn),
        f"{counted(within, 'event')} within one actor not drawn" if within else "",
    )
    chart = alt.layer(_lines(nodes, drawn), *_dots(nodes))
    chart = chart.properties(width=INNER_WIDTH, height=INNER_HEIGHT, title=theme.heading(title, *subtitle))
    return theme.themed(chart)


def _joined(rows: Iterable[Mapping]) -> tuple[dict[Pair, tuple[int, float | None]], int]:
    """Return (n, mean score) for each pair in either direction, and the number of events within one actor."""
    count: Counter[Pair] = Counter()
    scored: Counter[Pair] = Counter()
    total: dict[Pair, float] = {}
    within = 0
    for row in rows:
        a, b, n = str(row["a"]), str(row["b"]), int(row["n"])
        if a == b:
            within += n
            continue
        pair = (min(a, b), max(a, b))
        count[pair] += n
        if row.get("mean_score") is not None:
            scored[pair] += n
            total[pair] = total.get(pair, 0.0) + n * row["mean_score"]
    return {
        pair: (n, total[pair] / scored[pair] if scored[pair] else None) for pair, n in sorted(count.items()) if n
    }, within


def _busiest(pairs: Mapping[Pair, tuple[int, float | None]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for pair, (n, _) in pairs.items():
        for name in pair:
            total[name] += n
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def _left_out(actors: int, pairs: int, events: int, drawn: Mapping[Pair, tuple[int, float | None]]) -> str:
    if not pairs:
        return ""
    missing = counted(events - sum(n for n, _ in drawn.values()), "event")
    return f"left out: {counted(actors, 'weaker actor')}, {counted(pairs, 'pair')} with {missing}"


def _nodes(names: list[str], drawn: Mapping[Pair, tuple[int, float | None]], busy: Mapping[str, int]) -> list[dict]:
    """Return name, place, radius (px), n and place of the label of each actor, the busiest first."""
    number = {name: at for at, name in enumerate(names)}
    most = max(n for n, _ in drawn.values())
    links = [(number[a], number[b], math.sqrt(n / most)) for (a, b), (n, _) in drawn.items()]
    wide, tall = INNER_WIDTH - 2 * MARGIN, INNER_HEIGHT - 2 * MARGIN
    places = layout.spring_layout(links, len(names)) * (wide, tall)
    least = min(46.0, 0.8 * math.sqrt(wide * tall / len(names)))
    places = layout.apart(places, least, wide, tall) + MARGIN
    radius = [3.5 + 9 * math.sqrt(busy[name] / busy[names[0]]) for name in names]
    around = [(float(x), float(y), r, name) for (x, y), r, name in zip(places, radius, names)]
    middles = layout.place_labels(around, [link[:2] for link in links], LABEL, INNER_WIDTH, INNER_HEIGHT)
    return [
        {
            "name": name,
            "x": round(x, 1),
            "y": round(y, 1),
            "size": round(math.pi * r * r, 1),
            "n": busy[name],
            "label_x": round(label_x, 1),
            "label_y": round(label_y, 1),
        }
        for (x, y, r, name), (label_x, label_y) in zip(around, middles)
    ]


def _x(field: str) -> alt.X:
    return alt.X(field, axis=None, scale=alt.Scale(domain=[0, INNER_WIDTH], nice=False, zero=False))


def _y(field: str) -> alt.Y:
    return alt.Y(field, axis=None, scale=alt.Scale(domain=[0, INNER_HEIGHT], nice=False, zero=False, reverse=True))


def _lines(nodes: list[dict], drawn: Mapping[Pair, tuple[int, float | None]]) -> alt.Chart:
    at = {node["name"]: node for node in nodes}
    lines = [
        {
            "pair": f"{a} – {b}",
            "n": n,
            "score": None if score is None else round(score, 3),
            "x": at[a]["x"],
            "y": at[a]["y"],
            "x2": at[b]["x"],
            "y2": at[b]["y"],
        }
        for (a, b), (n, score) in sorted(drawn.items(), key=lambda item: (item[1][0], item[0]))
    ]
    most = lines[-1]["n"]
    width = alt.StrokeWidth(
        "n:Q",
        title="events",
        scale=alt.Scale(type="sqrt", domain=[0, most], range=[0.3, 9]),
        legend=alt.Legend(values=theme.legend_counts(most), format="d", symbolStrokeColor=theme.GREY),
    )
    colour = alt.Color("score:Q", title="mean score", scale=theme.score_scale(), legend=theme.score_legend())
    return (
        alt.Chart(theme.rows(lines))
        .mark_rule(opacity=0.85, strokeCap="round")
        .encode(
            x=_x("x:Q"),
            y=_y("y:Q"),
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=width,
            color=alt.when("isValid(datum.score)").then(colour).otherwise(alt.value(theme.PALE)),
            tooltip=["pair:N", alt.Tooltip("n:Q", title="events"), alt.Tooltip("score:Q", format="+.2f")],
        )
    )


def _dots(nodes: list[dict]) -> list[alt.Chart]:
    base = alt.Chart(theme.rows(nodes))
    dots = base.mark_circle(color=theme.INK, opacity=1, stroke=theme.PAPER, strokeWidth=1.5).encode(
        x=_x("x:Q"),
        y=_y("y:Q"),
        size=alt.Size("size:Q", scale=None, legend=None),
        tooltip=["name:N", alt.Tooltip("n:Q", title="events")],
    )
    words = base.encode(x=_x("label_x:Q"), y=_y("label_y:Q"), text="name:N")
    style = {"fontSize": LABEL, "baseline": "middle", "fontWeight": "bold"}
    halo = words.mark_text(**style, stroke=theme.PAPER, strokeWidth=3, color=theme.PAPER)
    return [dots, halo, words.mark_text(**style, color=theme.INK)]
