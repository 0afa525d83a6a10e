"""Pictures of events as Altair charts: shown in a notebook, or written with `save` as PNG, SVG, HTML or JSON."""

from __future__ import annotations

from dragoman.plots.bymonth import types_chart
from dragoman.plots.dyad import dyad_chart
from dragoman.plots.network import network_chart
from dragoman.plots.theme import picture, save
from dragoman.plots.timeline import timeline_chart
from dragoman.plots.worldmap import map_chart

__all__ = ["dyad_chart", "map_chart", "network_chart", "picture", "save", "timeline_chart", "types_chart"]
