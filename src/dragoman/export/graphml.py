"""GraphML: who acts on whom, all events of a pair added up; nodes are countries, or actors that have none.

An edge carries the number of events `n`, the mean PLOVER score, how many were of each quad, and the first and last
day. Only *actual* events with both sides known are counted; a meeting of several is an edge in both directions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from dragoman.dyads import dyads
from dragoman.export import xml
from dragoman.export.common import EventWriter, Kept
from dragoman.export.layouts import actual, country_name, day
from dragoman.records import Event, Party

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
NODE_KEYS = (("label", "string"), ("country", "string"), ("sector", "string"))
EDGE_KEYS = (
    ("n", "int"),
    ("mean_score", "double"),
    *((quad.replace(" ", "_"), "int") for quad in QUADS),
    ("first", "string"),
    ("last", "string"),
)


@dataclass
class Edge:
    """What is added up for a pair while the events go by."""

    n: int = 0
    score: float = 0.0
    quads: dict[str, int] = field(default_factory=lambda: dict.fromkeys(QUADS, 0))
    first: dt.date | None = None
    last: dt.date | None = None

    def add(self, event: Event) -> None:
        self.n += 1
        self.score += event.score
        if event.quad:
            self.quads[event.quad] += 1
        on = day(event)
        if on:
            self.first = min(self.first or on, on)
            self.last = max(self.last or on, on)


def _write(events: Iterable[Kept], out: BinaryIO) -> None:
    nodes: dict[str, dict[str, Any]] = {}
    edges: dict[tuple[str, str], Edge] = {}
    for kept in actual(events):
        # A pair is told once by each event, whichever of its people acted.
        pairs = {(_key(a), _key(r)): (a, r) for a, r in dyads(kept.event) if a is not None and r is not None}
        for pair, (actor, recipient) in pairs.items():
            nodes.setdefault(pair[0], _node(actor))
            nodes.setdefault(pair[1], _node(recipient))
            edges.setdefault(pair, Edge()).add(kept.event)
    out.write(_begin().encode())
    for key, values in sorted(nodes.items()):
        out.write(f"<node{xml.attributes(id=key)}>\n{_data(values)}</node>\n".encode())
    for (source, target), edge in sorted(edges.items()):
        head = xml.attributes(source=source, target=target)
        out.write(f"<edge{head}>\n{_data(_edge(edge))}</edge>\n".encode())
    out.write(b"</graph>\n</graphml>\n")


def _begin() -> str:
    keys = [("node", *key) for key in NODE_KEYS] + [("edge", *key) for key in EDGE_KEYS]
    declared = "".join(
        xml.element("key", id=name, for_=of, **{"attr.name": name, "attr.type": kind}) for of, name, kind in keys
    )
    space = xml.attributes(xmlns="http://graphml.graphdrawing.org/xmlns")
    return f'{xml.HEAD}<graphml{space}>\n{declared}<graph id="events" edgedefault="directed">\n'


def _key(party: Party) -> str:
    return party.country or f"{party.sector or ''}:{party.name}"


def _node(party: Party) -> dict[str, Any]:
    if party.country:
        return {"label": country_name(party.country) or party.country, "country": party.country}
    return {"label": party.name, "sector": party.sector}


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "n": edge.n,
        "mean_score": round(edge.score / edge.n, 4),
        **{quad.replace(" ", "_"): number for quad, number in edge.quads.items()},
        "first": edge.first,
        "last": edge.last,
    }


def _data(values: dict[str, Any]) -> str:
    return "".join(xml.element("data", value, key=name) for name, value in values.items() if value is not None)


EVENT_WRITER = EventWriter("graphml", ".graphml", _write)
