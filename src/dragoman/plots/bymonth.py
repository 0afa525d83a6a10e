"""Types of event by month: shaded cells count facts, hollow circles count plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import altair as alt

from dragoman.plots import periods, theme
from dragoman.plots.theme import HEIGHT, WIDTH, counted

INNER_WIDTH, INNER_HEIGHT = WIDTH - 160, HEIGHT - 125  # px
ROOM_FOR_NUMBERS = 26  # px, the least width of a cell that is given its number
FACT, PLAN = "actual", "planned"


def types_chart(rows: Iterable[Mapping], title: str = "Types of event over time") -> alt.TopLevelMixin:
    """Return a table of types by period: the shade of a cell counts facts, a hollow circle in it counts plans.

    A row is {"period", "type", "n", "status"}. What is possible, conditional or negated is neither fact nor plan: it
    is counted under the title. The most frequent type stands on top.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        counts[row["period"], row["type"], row["status"]] += int(row["n"])
    drawn = {key: n for key, n in counts.items() if n > 0 and key[2] in (FACT, PLAN)}
    if not drawn:
        return theme.nothing(title)
    spans = [periods.bounds(period) for period, _, _ in drawn]
    first, after = min(start for start, _ in spans), max(end for _, end in spans)
    order = _order(drawn)
    unit = periods.unit_of(next(iter(drawn))[0])
    x = periods.time_axis(first, after, unit)
    y = alt.Y("type:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=alt.Axis(grid=False))
    widths = [(end - start).days / (after - first).days * INNER_WIDTH for start, end in spans]
    layers = _facts(drawn, x, y, numbers=min(widths) >= ROOM_FOR_NUMBERS)
    layers += _plans(drawn, x, y, room=min(min(widths) * 0.6, INNER_HEIGHT / len(order)))
    others = Counter()
    for (_, _, status), n in counts.items():
        if status not in (FACT, PLAN):
            others[status] += n
    subtitle = (
        f"Events, not reports: {counted(_total(drawn, FACT), 'fact')}, {counted(_total(drawn, PLAN), 'plan')}",
        ", ".join(f"{n:,} {status}" for status, n in sorted(others.items())) + " not drawn" if others else "",
    )
    chart = alt.layer(*layers).resolve_scale(color="independent", size="independent")
    chart = chart.properties(width=INNER_WIDTH, height=INNER_HEIGHT, title=theme.heading(title, *subtitle))
    return theme.themed(chart)


def _order(drawn: Mapping[tuple[str, str, str], int]) -> list[str]:
    total: Counter[str] = Counter()
    for (_, kind, _), n in drawn.items():
        total[kind] += n
    return sorted(total, key=lambda kind: (-total[kind], kind))


def _total(drawn: Mapping[tuple[str, str, str], int], status: str) -> int:
    return sum(n for key, n in drawn.items() if key[2] == status)


def _cells(drawn: Mapping[tuple[str, str, str], int], status: str) -> list[dict]:
    return [
        {
            "period": period,
            "type": kind,
            "events": n,
            "x": periods.middle(period, 0.02),
            "x2": periods.middle(period, 0.98),
            "right": periods.middle(period, 0.78),
        }
        for (period, kind, told), n in sorted(drawn.items())
        if told == status
    ]


def _facts(drawn: Mapping[tuple[str, str, str], int], x: alt.X, y: alt.Y, numbers: bool) -> list[alt.Chart]:
    cells = _cells(drawn, FACT)
    if not cells:
        return []
    most = max(cell["events"] for cell in cells)
    base = alt.Chart(theme.rows(cells))
    colour = alt.Color(
        "events:Q",
        title="facts",
        scale=alt.Scale(type="sqrt", domain=[0, most], range=["#eef4fa", "#0b3d6e"]),
        legend=alt.Legend(format="d", tickCount=min(most, 4), gradientLength=110, tickMinStep=1),
    )
    shades = base.mark_rect().encode(x=x, x2="x2:T", y=y, color=colour, tooltip=["period:N", "type:N", "events:Q"])
    if not numbers:
        return [shades]
    figures = base.mark_text(fontSize=10, align="left", dx=3).encode(
        x=x,
        y=y,
        text="events:Q",
        color=alt.condition(f"datum.events > {most * 0.3}", alt.value(theme.PAPER), alt.value(theme.INK)),
    )
    return [shades, figures]


def _plans(drawn: Mapping[tuple[str, str, str], int], x: alt.X, y: alt.Y, room: float) -> list[alt.Chart]:
    cells = [{**cell, "x": cell["right"]} for cell in _cells(drawn, PLAN)]
    if not cells:
        return []
    most = max(cell["events"] for cell in cells)
    biggest = max(20.0, min(0.7 * room, 22) ** 2)
    scale = alt.Scale(domain=[0, most], range=[14, round(biggest)])
    legend = alt.Legend(format="d", values=theme.legend_counts(most), symbolStrokeWidth=1.4)
    rings = alt.Chart(theme.rows(cells)).encode(
        x=x,
        y=y,
        size=alt.Size("events:Q", title="plans", scale=scale, legend=legend),
        tooltip=["period:N", "type:N", alt.Tooltip("events:Q", title="plans")],
    )
    # A ring needs a white disc under it on a dark cell; a mark with both colours would lose its line in the legend.
    area = alt.Size("area:Q", scale=None, legend=None)
    disc = rings.transform_calculate(area=f"14 + {round(biggest) - 14} * datum.events / {most}")
    disc = disc.mark_circle(color=theme.PAPER, opacity=1).encode(size=area)
    return [disc, rings.mark_point(color=theme.INK, strokeWidth=1.4, opacity=1)]
