"""The timeline: one mark for each event, as long as its time is uncertain or lasted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

import altair as alt

from dragoman.plots import periods, theme
from dragoman.plots.theme import HEIGHT, NO_QUAD, NO_QUAD_COLOUR, QUAD_COLOURS, QUADS, WIDTH, counted
from dragoman.records import Event

INNER_WIDTH, INNER_HEIGHT = WIDTH - 225, HEIGHT - 125  # px
SYMBOL = 9  # px, the width that an event takes at least
LEAST_AFTER = dt.timedelta(days=31)  # that the axis goes on after the last beginning, if an event does
MOST_ROWS = 34  # rows of all lanes together, so that symbols do not touch
Lanes = Literal["type", "quad"]
# Facts are filled, all that has not happened is hollow; a cross is an event that is reported not to be so.
SHAPES = {
    "actual": "circle",
    "planned": "circle",
    "possible": "diamond",
    "conditional": "triangle-up",
    "negated": "M-.9,-.9L.9,.9M.9,-.9L-.9,.9",
}
FACT = "actual"


def timeline_chart(
    events: Iterable[Event], title: str = "Events over time", lanes: Lanes = "type"
) -> alt.TopLevelMixin:
    """Return events on lanes by type or by quad, each from its first to its last possible day.

    Facts are filled, plans and possibilities hollow with a dashed outline, negated events crossed. Where a lane is
    too full, the events that most sources tell are kept. Events without a date, and those that found no room, are
    counted under the title.
    """
    given = sorted(events, key=_rank)
    dated = [event for event in given if _span(event)]
    if not dated:
        missing = f"{counted(len(given), 'event')} without a date left out" if given else ""
        return theme.nothing(title, note=missing)
    first = min(_span(event)[0] for event in dated)
    last = max(_span(event)[0] for event in dated)
    # One event that may lie anywhere in many years must not press all others together.
    after = min(max(_span(event)[1] for event in dated), last + max((last - first) / 2, LEAST_AFTER))
    edge = dt.timedelta(days=max(1, round((after - first).days * 0.015)))
    first, after = first - edge, after + edge
    placed = _placed(dated, lanes, (after - first).days * SYMBOL / INNER_WIDTH)
    marks, order = _marks(placed, lanes, (after - first).days * SYMBOL / INNER_WIDTH, after)
    beyond = sum(_span(event)[1] > after for event, _, _ in placed)
    subtitle = (
        f"{counted(len(placed), 'event')}, not reports: {_by_status(event for event, _, _ in placed)}",
        f"{beyond:,} may go on beyond the right edge" if beyond else "",
        _left_out(len(given) - len(dated), len(dated) - len(placed)),
    )
    # Labels of days stand a week or more apart; those of months need room, too.
    unit = "day" if (after - first).days <= 70 else "month"
    chart = alt.layer(*_bands(order), *_layers(marks, first, after, unit))
    chart = chart.properties(width=INNER_WIDTH, height=INNER_HEIGHT, title=theme.heading(title, *subtitle))
    return theme.themed(chart)


def _rank(event: Event) -> tuple:
    return (-event.sources, -event.confidence, str(event.first_published), event.id)


def _span(event: Event) -> tuple[dt.date, dt.date] | None:
    """Return the first day and the day after the last; with one end open, the end that is known is one day."""
    if event.date is None:
        return None
    start, end = event.date.earliest or event.date.latest, event.date.latest or event.date.earliest
    return (start, max(start, end) + dt.timedelta(days=1)) if start and end else None


def _lane(event: Event, lanes: Lanes) -> str:
    return event.type if lanes == "type" else event.quad or NO_QUAD


def _placed(dated: Sequence[Event], lanes: Lanes, least: float) -> list[tuple[Event, str, int]]:
    """Return the events that have room, with lane and row; each takes the first free row of its lane.

    `least` is the number of days that an event takes on the axis at least.
    """
    rows: dict[str, list[list[tuple[float, float]]]] = {_lane(event, lanes): [[]] for event in dated}
    found = []
    for event in dated:
        start, end = (float(day.toordinal()) for day in _span(event))
        if end - start < least:
            start, end = (start + end - least) / 2, (start + end + least) / 2
        lane = rows[_lane(event, lanes)]
        free = next((at for at, row in enumerate(lane) if all(end <= s or start >= e for s, e in row)), None)
        if free is None and sum(map(len, rows.values())) < MOST_ROWS:
            lane.append([])
            free = len(lane) - 1
        if free is not None:
            lane[free].append((start, end))
            found.append((event, _lane(event, lanes), free))
    return found


def _order(placed: Sequence[tuple[Event, str, int]], lanes: Lanes) -> list[str]:
    count = Counter(lane for _, lane, _ in placed)
    if lanes == "quad":
        return [lane for lane in (*QUADS, NO_QUAD) if lane in count]
    return sorted(count, key=lambda lane: (-count[lane], lane))


def _marks(
    placed: Sequence[tuple[Event, str, int]], lanes: Lanes, least: float, edge: dt.date
) -> tuple[list[dict], list[tuple]]:
    """Return one row of data for each event, and (lane, top, bottom) for each lane in rows from above."""
    order, top = [], {}
    height = 0
    for lane in _order(placed, lanes):
        deep = 1 + max(row for _, told, row in placed if told == lane)
        top[lane] = height
        order.append((lane, height, height + deep))
        height += deep
    return [_mark(event, top[lane] + row + 0.5, least, edge) for event, lane, row in placed], order


def _mark(event: Event, y: float, least: float, edge: dt.date) -> dict:
    start, after = _span(event)
    days = (after - start).days
    return {
        "x": periods.moment(start),
        "x2": periods.moment(min(after, edge)),
        "symbol": periods.moment(start, min(days, least) / 2),
        "y": y,
        "long": days > least,
        "fact": event.status == FACT,
        "quad": event.quad or NO_QUAD,
        "status": event.status,
        "type": event.type,
        "who": _names(event.actors),
        "whom": _names(event.recipients),
        "date": event.date.edtf or event.date.basis,
        "place": event.place.name if event.place else "",
        "sources": event.sources,
        "evidence": event.evidence,
        "id": event.id,
    }


def _names(parties: Sequence) -> str:
    return ", ".join(party.name for party in parties)


def _by_status(events: Iterable[Event]) -> str:
    count = Counter(event.status for event in events)
    return ", ".join(f"{count[status]:,} {status}" for status in SHAPES if count[status])


def _left_out(undated: int, crowded: int) -> str:
    parts = [f"{undated:,} without a date"] if undated else []
    parts += [f"{crowded:,} less told for want of room"] if crowded else []
    return f"left out: {', '.join(parts)}" if parts else ""


def _y(order_height: float, **axis) -> alt.Y:
    return alt.Y("y:Q", scale=alt.Scale(domain=[0, order_height], reverse=True, nice=False), **axis)


def _bands(order: Sequence[tuple[str, int, int]]) -> list[alt.Chart]:
    """Return every second lane shaded, and the names of the lanes on the left."""
    height = order[-1][2]
    bands = [
        {"lane": lane, "y": top, "y2": bottom, "middle": (top + bottom) / 2, "odd": at % 2 == 0}
        for at, (lane, top, bottom) in enumerate(order)
    ]
    base = alt.Chart(theme.rows(bands))
    shade = base.transform_filter("datum.odd").mark_rect(color="#f4f4f4").encode(y=_y(height, axis=None), y2="y2:Q")
    names = base.mark_text(align="right", dx=-8, fontSize=11, color=theme.INK).encode(
        x=alt.value(0),
        y=alt.Y("middle:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None),
        text="lane:N",
    )
    return [shade, names]


def _layers(marks: list[dict], first: dt.date, after: dt.date, unit: str) -> list[alt.Chart]:
    x, symbol = (periods.time_axis(first, after, unit, field=field) for field in ("x", "symbol"))
    base = alt.Chart(theme.rows(marks))
    y = alt.Y("y:Q", axis=None)
    present = [quad for quad in (*QUADS, NO_QUAD) if any(mark["quad"] == quad for mark in marks)]
    scale = alt.Scale(domain=present, range=[{**QUAD_COLOURS, NO_QUAD: NO_QUAD_COLOUR}[quad] for quad in present])
    told = [status for status in SHAPES if any(mark["status"] == status for mark in marks)]
    colour = alt.Stroke("quad:N", scale=scale, legend=None)
    fill = alt.Fill("quad:N", scale=scale, title="kind", legend=alt.Legend(symbolType="square", symbolStrokeWidth=0))
    shape = alt.Shape(
        "status:N",
        title="status",
        scale=alt.Scale(domain=told, range=[SHAPES[status] for status in told]),
        legend=alt.Legend(
            symbolFillColor={"expr": f"datum.value === '{FACT}' ? '{theme.INK}' : '{theme.PAPER}'"},
            symbolStrokeColor=theme.INK,
            symbolSize=80,
        ),
    )
    tooltip = [f"{field}:N" for field in ("type", "status", "who", "whom", "date", "place")]
    tooltip += ["sources:Q", "evidence:N", "id:N"]
    bars = base.transform_filter("datum.long").encode(x=x, x2="x2:T", y=y, stroke=colour, tooltip=tooltip)
    solid = bars.transform_filter("datum.fact").mark_bar(height=4, strokeWidth=0).encode(fill=fill)
    hollow = bars.transform_filter("!datum.fact").mark_bar(
        height=5, fill=theme.PAPER, strokeWidth=1.2, strokeDash=[3, 2]
    )
    points = base.encode(x=symbol, y=y, shape=shape, stroke=colour, tooltip=tooltip)
    filled = points.transform_filter("datum.fact").mark_point(size=50, strokeWidth=1, opacity=1).encode(fill=fill)
    empty = points.transform_filter("!datum.fact").mark_point(size=50, fill=theme.PAPER, strokeWidth=1.8, opacity=1)
    return [solid, hollow, filled, empty]
