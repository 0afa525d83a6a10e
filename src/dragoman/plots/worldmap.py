"""The map: countries shaded by their events, and a pin only where a text names the place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

import altair as alt

from dragoman.knowledge.tables import DATA
from dragoman.plots import theme
from dragoman.plots.theme import HEIGHT, WIDTH, counted

INNER_WIDTH, INNER_HEIGHT = WIDTH - 170, HEIGHT - 85  # px
OUTLINE = "world/outline.json"
OUTLINE_DATA = "outline"  # named once in a chart, however many layers draw it
PROJECTION = "equalEarth"  # keeps areas, so a shade does not look heavier in the north
CUT = (-11, 0, 0)  # degrees: the map is cut in the Bering Strait, and no country with it
MOST_CLASSES = 6
MOST_LABELS = 8
LABEL_WIDTH, LABEL_HEIGHT = 26, 7  # degrees, the room of a label on a picture of this size
# Grows from its tip, which stands on the place.
PIN = "M0,0C-.2,-.45,-.5,-.6,-.5,-1A.5,.5,0,1,1,.5,-1C.5,-.6,.2,-.45,0,0Z"
LAND, BORDER, PIN_COLOUR = "#f3f3f3", "#b4b4b4", "#e0700f"
AREAS = ("country", "continent")  # features that are no place for a pin
Shade = Literal["n", "mean_score"]


def map_chart(
    countries: Iterable[Mapping],
    pins: Iterable[Mapping] = (),
    title: str = "Where events took place",
    shade: Shade = "n",
) -> alt.TopLevelMixin:
    """Return a map of the world with countries shaded by their number of events, or by their mean score.

    A country is {"country": ISO 3166-1 alpha-3, "n", "mean_score"}; a pin is {"name", "lat", "lon", "n"} in degrees.
    A row of `pins` without coordinates, or whose "feature" is "country" or "continent", gets no pin. Countries that
    the outline lacks, mostly small ones, are counted under the title.
    """
    told = sorted((dict(row) for row in countries if row["n"]), key=lambda row: (-row["n"], str(row["country"])))
    named = sorted((dict(pin) for pin in pins if _is_named(pin)), key=lambda pin: (-pin["n"], pin["name"]))
    if not told and not named:
        return theme.nothing(title)
    on_map = known_countries()
    drawn = [row for row in told if row["country"] in on_map]
    lost = [row for row in told if row["country"] not in on_map]
    subtitle = (
        f"Events, not reports: {counted(sum(row['n'] for row in drawn), 'event')} in "
        f"{counted(len(drawn), 'country', 'countries')}",
        f"{counted(len(named), 'pin')} where a place is named" if named else "no place named more exactly",
        _lost(lost),
    )
    chart = alt.layer(*_land(drawn, shade), *_pins(named)).project(PROJECTION, rotate=CUT)
    chart = chart.resolve_scale(color="independent", size="independent")
    chart = chart.properties(width=INNER_WIDTH, height=INNER_HEIGHT, title=theme.heading(title, *subtitle))
    chart = chart.properties(datasets={OUTLINE_DATA: outline()})
    return theme.themed(chart)


@lru_cache(maxsize=1)
def outline() -> dict:
    """Return the world outline as TopoJSON; the id of a country is its ISO 3166-1 alpha-3 code."""
    return json.loads((DATA / OUTLINE).read_text(encoding="utf-8"))


def known_countries() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-3 codes of the countries that the outline has."""
    return frozenset(shape["id"] for shape in outline()["objects"]["countries"]["geometries"])


def classes(most: int) -> list[tuple[int, int]]:
    """Return (lowest, highest) count of each shade for counts from 1 to `most`: single counts, or round steps."""
    if most <= MOST_CLASSES - 1:
        return [(count, count) for count in range(1, most + 1)]
    for steps in ((1, 3), (1,)):
        bounds = [step * 10**power for power in range(12) for step in steps]
        bounds = [bound for bound in bounds if bound <= most]
        if len(bounds) <= MOST_CLASSES:
            break
    return [(low, high - 1) for low, high in zip(bounds, [*bounds[1:], most + 1])]


def _is_named(pin: Mapping) -> bool:
    return bool(pin.get("n")) and None not in (pin.get("lat"), pin.get("lon")) and pin.get("feature") not in AREAS


def _lost(lost: Sequence[Mapping]) -> str:
    if not lost:
        return ""
    codes = ", ".join(str(row["country"]) for row in lost[:5]) + (" …" if len(lost) > 5 else "")
    return f"not on this outline: {counted(sum(row['n'] for row in lost), 'event')} ({codes})"


def _land(drawn: Sequence[Mapping], shade: Shade) -> list[alt.Chart]:
    shapes = alt.NamedData(name=OUTLINE_DATA, format=alt.TopoDataFormat(type="topojson", feature="countries"))
    land = alt.Chart(shapes).mark_geoshape(fill=LAND, stroke=BORDER, strokeWidth=0.5)
    if not drawn:
        return [land]
    steps = classes(max(row["n"] for row in drawn))
    words = [f"{low:,}" if low == high else f"{low:,} – {high:,}" for low, high in steps]
    values = [
        {
            "country": row["country"],
            "events": row["n"],
            "score": row.get("mean_score"),
            "class": next(word for word, (low, high) in zip(words, steps) if low <= row["n"] <= high),
        }
        for row in drawn
    ]
    lookup = alt.LookupData(data=theme.rows(values), key="country", fields=["events", "score", "class"])
    field = "score" if shade == "mean_score" else "class"
    tooltip = [
        alt.Tooltip("properties.name:N", title="country"),
        alt.Tooltip("events:Q"),
        alt.Tooltip("score:Q", title="mean score", format="+.2f"),
    ]
    filled = (
        alt.Chart(shapes)
        .mark_geoshape(stroke=BORDER, strokeWidth=0.5)
        .transform_lookup(lookup="id", from_=lookup)
        .transform_filter(f"isValid(datum['{field}'])")
        .encode(color=_score() if shade == "mean_score" else _count(words), tooltip=tooltip)
    )
    return [land, filled]


def _score() -> alt.Color:
    return alt.Color("score:Q", title="mean score", scale=theme.score_scale(), legend=theme.score_legend())


def _count(words: list[str]) -> alt.Color:
    legend = alt.Legend(symbolType="square", symbolStrokeWidth=0, symbolSize=140)
    scale = alt.Scale(domain=words, range=theme.shades(len(words)))
    return alt.Color("class:N", title="events", scale=scale, legend=legend)


def _pins(named: Sequence[Mapping]) -> list[alt.Chart]:
    if not named:
        return []
    values = [{key: pin[key] for key in ("name", "lat", "lon", "n")} for pin in named]
    # The large ones are drawn first, so that a small one beside them stays in sight.
    base = alt.Chart(theme.rows(values)).encode(longitude="lon:Q", latitude="lat:Q")
    most = max(pin["n"] for pin in values)
    size = alt.Size(
        "n:Q",
        title="events at a named place",
        scale=alt.Scale(domain=[0, most], range=[60, 420]),
        legend=alt.Legend(
            values=theme.legend_counts(most), format="d", symbolFillColor=PIN_COLOUR, symbolStrokeWidth=0
        ),
    )
    pins = base.mark_point(shape=PIN, fill=PIN_COLOUR, stroke=theme.PAPER, strokeWidth=0.8, opacity=1).encode(
        size=size, tooltip=["name:N", alt.Tooltip("n:Q", title="events")]
    )
    words = alt.Chart(theme.rows(_labelled(values))).encode(longitude="lon:Q", latitude="lat:Q", text="name:N")
    style = {"fontSize": 11, "align": "center", "baseline": "top", "dy": 3}
    halo = words.mark_text(**style, stroke=theme.PAPER, strokeWidth=3, color=theme.PAPER)
    return [pins, halo, words.mark_text(**style, color=theme.INK)]


def _labelled(values: Sequence[Mapping]) -> list[Mapping]:
    """Return the pins with most events whose names do not run into each other."""
    kept: list[Mapping] = []
    for pin in values:
        if len(kept) == MOST_LABELS:
            break
        near = (
            abs(pin["lat"] - other["lat"]) < LABEL_HEIGHT and abs(pin["lon"] - other["lon"]) < LABEL_WIDTH
            for other in kept
        )
        if not any(near):
            kept.append(pin)
    return kept
