"""What all pictures share: size, colours, fonts, titles, and how a picture is written to a file.

Colours were chosen so that readers with a colour vision deficiency can tell them apart (tests/test_plots.py simulates
three kinds), and no meaning hangs on colour alone: plans are hollow, negated events are crossed out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

import altair as alt

from dragoman.errors import UsageError
from dragoman.records import Quad

WIDTH, HEIGHT = 900, 500  # px
LINE = 130  # letters of a subtitle that fit in a line
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"  # the first is part of vl-convert
INK, GREY, PALE, PAPER = "#222222", "#767676", "#d0d0d0", "#ffffff"

QUADS: tuple[str, ...] = get_args(Quad)
QUAD_COLOURS = dict(zip(QUADS, ("#8fc1e8", "#1a5fa8", "#fdba74", "#b8430a")))
NO_QUAD = "statement"
NO_QUAD_COLOUR = "#8a8a8a"
# The mean score, from conflict over neither to cooperation; the middle is grey, so that it shows on white.
SCORE_DOMAIN = (-10, 0, 10)
SCORE_COLOURS = ("#b8430a", "#c4c4c4", "#1a5fa8")
COUNT_COLOURS = ("#dcd6ec", "#35185f")

COUNTED_ID = re.compile(r"((?:gradient_|clip))\d+$")
SUFFIXES = (".png", ".svg", ".html", ".json")


def themed(chart: alt.TopLevelMixin) -> alt.TopLevelMixin:
    """Return the chart with the fonts, lines and margins of all pictures."""
    words = {"labelFont": FONT, "titleFont": FONT, "labelColor": INK, "titleColor": INK, "titleFontWeight": "normal"}
    return chart.configure(
        background=PAPER,
        font=FONT,
        padding=12,
        axis=alt.AxisConfig(**words, labelFontSize=11, titleFontSize=12, gridColor="#ececec", domainColor=GREY),
        legend=alt.LegendConfig(**words, labelFontSize=11, titleFontSize=12, labelLimit=180, symbolStrokeWidth=1.5),
        view=alt.ViewConfig(stroke=None),
        title=alt.TitleConfig(
            anchor="start", font=FONT, fontSize=17, fontWeight="bold", color=INK, offset=12,
            subtitleFont=FONT, subtitleFontSize=12, subtitleColor="#505050", subtitlePadding=5,
        ),
    )  # fmt: skip


def heading(title: str, *parts: str) -> alt.TitleParams:
    """Return a title with the parts of its subtitle, in as many lines as they need; empty parts are left out."""
    lines: list[str] = []
    for part in filter(None, parts):
        if lines and len(lines[-1]) + len(part) + 2 <= LINE:
            lines[-1] += f"; {part}"
        else:
            lines.append(part)
    return alt.TitleParams(title, subtitle=lines) if lines else alt.TitleParams(title)


def nothing(title: str, note: str = "") -> alt.TopLevelMixin:
    """Return a picture that says that there are no events, with a note under the title."""
    words = alt.Chart(rows([{"words": "no events"}])).mark_text(fontSize=20, color=GREY).encode(text="words:N")
    return themed(words.properties(title=heading(title, note), width=WIDTH - 24, height=HEIGHT - 60))


def rows(values: Iterable[Mapping]) -> alt.InlineData:
    """Return rows as data of a chart: no data frame is needed, and no number of rows is too many."""
    return alt.InlineData(values=[dict(row) for row in values])


def score_scale() -> alt.Scale:
    """Return the colour scale of mean scores, the same in all pictures."""
    return alt.Scale(domain=list(SCORE_DOMAIN), range=list(SCORE_COLOURS), clamp=True)


def shades(count: int) -> list[str]:
    """Return `count` colours for growing counts, from pale to dark in equal steps."""
    pale, dark = ([int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in COUNT_COLOURS)
    steps = [step / max(count - 1, 1) if count > 1 else 0.6 for step in range(count)]
    mixed = [[round(a + (b - a) * share) for a, b in zip(pale, dark)] for share in steps]
    return ["#" + "".join(f"{part:02x}" for part in colour) for colour in mixed]


def legend_counts(most: int) -> list[int]:
    """Return the counts that a legend shows: 1, the middle and the most."""
    return sorted({1, max(1, round(most / 2)), max(1, most)})


def signed(field: str = "datum.value") -> str:
    """Return the Vega expression that writes a score with its sign, and zero without."""
    return f"{field} == 0 ? '0' : format({field}, '+d')"


def score_legend() -> alt.Legend:
    """Return the legend of the colours of mean scores."""
    return alt.Legend(values=[-10, -5, 0, 5, 10], labelExpr=signed(), gradientLength=110)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 event", "2,040 events"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def save(chart: alt.TopLevelMixin, path: str | Path, scale: float = 2.0) -> None:
    """Write a chart as PNG, SVG, HTML or JSON (Vega-Lite), as the suffix of `path` says.

    `scale` is pixels of a PNG per pixel of the chart. Nothing is fetched: HTML holds the scripts it needs.
    Raises UsageError: U003 for another suffix, U005 where the file cannot be written.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in SUFFIXES:
        raise UsageError("U003", detail=path.suffix or path.name, limit=", ".join(SUFFIXES))
    image = picture(chart, kind.lstrip("."), scale)
    try:
        path.write_bytes(image)
    except OSError as error:
        raise UsageError("U005", detail=f"{path}: {error.strerror}") from error


def picture(chart: alt.TopLevelMixin, kind: str, scale: float = 2.0) -> bytes:
    """Return a chart as the bytes of a "png", "svg", "html" or "json" file; `scale` as in `save`."""
    if kind == "json":
        return f"{chart.to_json(indent=1)}\n".encode()
    if kind == "png":
        out = io.BytesIO()
        chart.save(out, format="png", scale_factor=scale)
        return out.getvalue()
    words = io.StringIO()
    chart.save(words, format=kind, **({"inline": True} if kind == "html" else {}))
    text = words.getvalue()
    return (_renumbered(text) if kind == "svg" else text).encode()


def _renumbered(svg: str) -> str:
    """Return the drawing with its ids numbered from 0: Vega goes on counting from one picture to the next."""
    found = {name: f"{COUNTED_ID.match(name)[1]}{at}" for at, name in enumerate(dict.fromkeys(_ids(svg)))}
    return re.sub(r'(id="|url\(#)([^")]+)', lambda hit: hit[1] + found.get(hit[2], hit[2]), svg)


def _ids(svg: str) -> list[str]:
    return [name for name in re.findall(r'\bid="([^"]+)"', svg) if COUNTED_ID.match(name)]
