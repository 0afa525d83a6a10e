"""The dyad over time: mean score above, facts of cooperation and conflict in the middle, plans below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from dragoman.plots import periods, theme
from dragoman.plots.theme import QUAD_COLOURS, QUADS, WIDTH, counted

INNER = WIDTH - 205  # px, beside axis and legend
TOP, BARS, PLANS, GAP = 160, 160, 45, 10  # px
SHARE = 0.08  # of a period that stays free on each side of its bar
# Cooperation grows up from zero and conflict down; what is material stands next to the zero line.
STACKS = ((+1, ("material cooperation", "verbal cooperation")), (-1, ("material conflict", "verbal conflict")))


def dyad_chart(rows: Iterable[Mapping], title: str) -> alt.TopLevelMixin:
    """Return how two sides dealt with each other over time: mean score with n, cooperation and conflict, plans.

    A row is one period: "period", "n" (facts), "mean_score" (−10 to 10, or None), a count of facts for each of the four
    quads, over which the mean is taken, "planned" (a count) and "sources". Periods without a row stay gaps.
    """
    told = [{**row, "n": _scored(row)} for row in sorted(rows, key=lambda row: periods.bounds(row["period"]))]
    told = [row for row in told if row.get("n") or row.get("planned") or any(row.get(quad) for quad in QUADS)]
    if not told:
        return theme.nothing(title)
    axis = _axis(told)
    facts, plans = sum(int(row.get(quad) or 0) for row in told for quad in QUADS), _sum(told, "planned")
    tall = BARS if plans else BARS + PLANS + GAP
    panels = [_scores(told, axis(False)), _bars(told, axis(not plans), tall)]
    if plans:
        panels.append(_plans(told, axis(True)))
    mean = sum(row["n"] * row["mean_score"] for row in told if row.get("mean_score") is not None)
    over = sum(row["n"] for row in told if row.get("mean_score") is not None)
    subtitle = (
        f"Events, not reports: {counted(facts, 'fact')} of cooperation or conflict, {counted(plans, 'plan')}",
        f"mean score {_minus(mean / over)} over n = {over:,}" if over else "",
        f"{told[0]['period']} to {told[-1]['period']}" if len(told) > 1 else told[0]["period"],
    )
    chart = alt.vconcat(*panels, spacing=GAP).resolve_scale(x="shared", color="independent", size="independent")
    return theme.themed(chart.properties(title=theme.heading(title, *subtitle)))


def _scored(row: Mapping) -> int:
    """Return over how many facts the mean is taken: statements are facts without a quad and a score."""
    return sum(int(row.get(quad) or 0) for quad in QUADS) or int(row.get("n") or 0)


def _axis(told: list[Mapping]):
    first, after = periods.bounds(told[0]["period"])[0], periods.bounds(told[-1]["period"])[1]
    unit = periods.unit_of(told[0]["period"])
    return lambda labels: periods.time_axis(first, after, unit, labels=labels)


def _minus(score: float) -> str:
    return f"{score:+.1f}".replace("-", "−")


def _sum(told: list[Mapping], key: str) -> int:
    return sum(int(row.get(key) or 0) for row in told)


def _scores(told: list[Mapping], x: alt.X) -> alt.LayerChart:
    known = [row for row in told if row.get("n") and row.get("mean_score") is not None]
    most = max((row["n"] for row in known), default=1)
    run = periods.runs(row["period"] for row in known)
    points = [
        {
            "period": row["period"],
            "x": periods.middle(row["period"]),
            "score": row["mean_score"],
            "n": row["n"],
            "sources": row.get("sources"),
            "run": run[row["period"]],
        }
        for row in known
    ]
    base = alt.Chart(theme.rows(points), width=INNER, height=TOP)
    y = alt.Y(
        "score:Q",
        title=["mean score", "conflict – cooperation"],
        scale=alt.Scale(domain=[-10, 10]),
        axis=alt.Axis(values=[-10, -5, 0, 5, 10], labelExpr=theme.signed()),
    )
    zero = alt.Chart(theme.rows([{"y": 0}])).mark_rule(color=theme.INK, strokeWidth=1).encode(y="y:Q")
    line = base.mark_line(color=theme.GREY, strokeWidth=1.5).encode(x=x, y=y, detail="run:N")
    dots = base.mark_circle(color=theme.INK, opacity=1, stroke=theme.PAPER, strokeWidth=1).encode(
        x=x,
        y=y,
        size=alt.Size(
            "n:Q",
            title="n (events scored)",
            scale=alt.Scale(domain=[0, most], range=[14, 320]),
            legend=alt.Legend(
                values=theme.legend_counts(most), format="d", symbolFillColor=theme.INK, symbolStrokeWidth=0
            ),
        ),
        tooltip=[
            alt.Tooltip("period:N"),
            alt.Tooltip("score:Q", title="mean score", format="+.2f"),
            alt.Tooltip("n:Q"),
            alt.Tooltip("sources:Q"),
        ],
    )
    return alt.layer(zero, line, dots)


def _bars(told: list[Mapping], x: alt.X, height: int) -> alt.LayerChart:
    parts = []
    for row in told:
        for sign, quads in STACKS:
            base = 0
            for quad in quads:
                count = int(row.get(quad) or 0)
                if count:
                    place = {"y": sign * base, "y2": sign * (base + count)}
                    parts.append({**_side(row["period"]), "quad": quad, "events": count, **place})
                base += count
    highest = max((abs(part["y2"]) for part in parts), default=1)
    bars = alt.Chart(theme.rows(parts), width=INNER, height=height)
    bars = bars.mark_rect().encode(
        x=x,
        x2="x2:T",
        y=alt.Y(
            "y:Q",
            title=["facts", "conflict – cooperation"],
            scale=alt.Scale(domain=_sides(parts, highest), nice=False),
            axis=alt.Axis(labelExpr="format(abs(datum.value), 'd')", tickMinStep=1, tickCount=5),
        ),
        y2="y2:Q",
        color=alt.Color(
            "quad:N",
            title="facts",
            scale=alt.Scale(domain=list(QUADS), range=list(QUAD_COLOURS.values())),
            sort=list(QUADS),
        ),
        tooltip=["period:N", "quad:N", "events:Q"],
    )
    zero = alt.Chart(theme.rows([{"y": 0}])).mark_rule(color=theme.INK, strokeWidth=1).encode(y="y:Q")
    return alt.layer(bars, zero)


def _sides(parts: list[dict], highest: int) -> list[float]:
    """Return the lowest and highest value of the axis: a side without events keeps a little room."""
    up, down = max((part["y2"] for part in parts), default=1), min((part["y2"] for part in parts), default=-1)
    return [min(down, -0.15 * highest) * 1.05, max(up, 0.15 * highest) * 1.05]


def _plans(told: list[Mapping], x: alt.X) -> alt.Chart:
    parts = [
        {**_side(row["period"]), "plans": int(row["planned"]), "y": 0} for row in told if int(row.get("planned") or 0)
    ]
    return (
        alt.Chart(theme.rows(parts), width=INNER, height=PLANS)
        .mark_rect(fill=theme.PAPER, stroke=theme.INK, strokeDash=[3, 2], strokeWidth=1.2)
        .encode(
            x=x,
            x2="x2:T",
            y=alt.Y(
                "plans:Q",
                title="plans",
                scale=alt.Scale(domainMin=0),
                axis=alt.Axis(values=[0, max(part["plans"] for part in parts)], format="d"),
            ),
            y2="y:Q",
            tooltip=["period:N", "plans:Q"],
        )
    )


def _side(period: str) -> dict:
    return {"period": period, "x": periods.middle(period, SHARE), "x2": periods.middle(period, 1 - SHARE)}
