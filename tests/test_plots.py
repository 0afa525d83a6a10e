"""The pictures: valid, the same each time, and honest about plans, gaps and places."""

from __future__ import annotations

import struct

import pycountry
import pytest

from dragoman import plots, records
from dragoman.errors import UsageError
from dragoman.plots import periods, theme, timeline, worldmap


def row(period: str, **more) -> dict:
    quads = dict.fromkeys(theme.QUADS, 1)
    return {"period": period, "n": 4, "mean_score": 1.5, **quads, "planned": 0, "sources": 3, **more}


def event(status: str = "actual", earliest: str | None = "2019-03-04", latest: str | None = "2019-03-04", **more):
    date = {"edtf": earliest, "earliest": earliest, "latest": latest, "basis": "explicit"} if earliest else None
    fields = {
        "id": f"{status}-{earliest}", "type": "CONSULT", "mode": "visit", "contexts": [], "cameo": "042",
        "quad": "verbal cooperation", "score": 4.0, "goldstein": 1.9, "status": status,
        "actors": [{"name": "Peru"}], "recipients": [{"name": "Chile"}], "date": date, "place": None,
        "evidence": "Peru's minister went to Santiago.", "mentions": ["m"], "documents": ["d"], "sources": 2,
        "first_published": None, "last_published": None, "outcome": None, "conflicts": [], "confidence": 0.8,
        "flags": [],
    }  # fmt: skip
    return records.Event(**{**fields, **more})


PAIRS = [
    {"a": "PER", "b": "CHL", "n": 9, "mean_score": 3.0},
    {"a": "CHL", "b": "PER", "n": 1, "mean_score": -7.0},
    {"a": "CHL", "b": "BOL", "n": 2, "mean_score": None},
    {"a": "PER", "b": "PER", "n": 5, "mean_score": 0.0},
]
TYPES = [
    {"period": "2019-03", "type": "CONSULT", "n": 7, "status": "actual"},
    {"period": "2019-04", "type": "AID", "n": 2, "status": "planned"},
    {"period": "2019-04", "type": "AID", "n": 3, "status": "possible"},
]
COUNTRIES = [{"country": "KEN", "n": 12, "mean_score": -2.0}, {"country": "SGP", "n": 3, "mean_score": 1.0}]
PINS = [
    {"name": "Nairobi", "lat": -1.3, "lon": 36.8, "n": 2, "feature": "city"},
    {"name": "Kenya", "lat": 0.5, "lon": 38.0, "n": 9, "feature": "country"},
    {"name": "the border", "lat": None, "lon": None, "n": 1, "feature": "border"},
]
MAKE = {
    "dyad": lambda: plots.dyad_chart([row("2019-03"), row("2019-04", planned=2)], "Peru and Chile"),
    "timeline": lambda: plots.timeline_chart([event(), event("planned"), event("negated")]),
    "network": lambda: plots.network_chart(PAIRS),
    "map": lambda: plots.map_chart(COUNTRIES, PINS),
    "types": lambda: plots.types_chart(TYPES),
}
EMPTY = {
    "dyad": lambda: plots.dyad_chart([], "x"), "timeline": lambda: plots.timeline_chart([]),
    "network": lambda: plots.network_chart([]), "map": lambda: plots.map_chart([], []),
    "types": lambda: plots.types_chart([]),
}  # fmt: skip
WORDS = {
    "dyad": ("Peru and Chile", "material conflict", "2 plans"), "timeline": ("CONSULT", "negated"),
    "network": ("PER", "BOL", "5 events within one actor"), "map": ("Nairobi", "3 events (SGP)"),
    "types": ("CONSULT", "AID", "3 possible not drawn", ">plans<"),
}  # fmt: skip


def svg(chart) -> str:
    return plots.picture(chart, "svg").decode()


def values(chart) -> list[dict]:
    return [one for name, data in chart.to_dict()["datasets"].items() if name != "outline" for one in data]


@pytest.mark.parametrize("name", MAKE)
def test_picture_is_valid_the_same_each_time_and_of_the_right_size(name):
    assert MAKE[name]().to_dict() == MAKE[name]().to_dict()
    drawn = svg(MAKE[name]())
    assert drawn == svg(MAKE[name]())
    assert all(words in drawn for words in WORDS[name]), name
    assert "http" not in drawn.replace("http://www.w3.org", "")
    png = plots.picture(MAKE[name](), "png", scale=1)
    wide, high = struct.unpack(">II", png[16:24])
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and 840 <= wide <= 950 and 440 <= high <= 540, (wide, high)


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_gives_a_picture_that_says_so(name):
    assert "no events" in svg(EMPTY[name]())


def test_save_goes_by_the_suffix(tmp_path):
    for suffix, start in ((".png", b"\x89PNG"), (".svg", b"<svg"), (".json", b"{"), (".html", b"<!DOCTYPE html>")):
        plots.save(MAKE["types"](), tmp_path / f"out{suffix}")
        assert (tmp_path / f"out{suffix}").read_bytes().lstrip().startswith(start)
    assert 'src="http' not in (tmp_path / "out.html").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="U003"):
        plots.save(MAKE["types"](), tmp_path / "out.gif")
    with pytest.raises(UsageError, match="U005"):
        plots.save(MAKE["types"](), tmp_path / "missing" / "out.svg")


def test_gaps_stay_gaps():
    assert periods.runs(["2019-11", "2019-12", "2020-01", "2020-03"]) == {
        "2019-11": 0, "2019-12": 0, "2020-01": 0, "2020-03": 1,
    }  # fmt: skip
    chart = plots.dyad_chart([row("2019-03"), row("2019-05"), row("2019-06", n=0, mean_score=None)], "x")
    assert [one["run"] for one in values(chart) if "run" in one] == [0, 1]


def test_periods():
    assert [day.isoformat() for day in periods.bounds("2020-W53")] == ["2020-12-28", "2021-01-04"]
    assert [day.isoformat() for day in periods.bounds("2019-Q4")] == ["2019-10-01", "2020-01-01"]
    for wrong in ("April", "2019-13", "2019-02-30"):
        with pytest.raises(UsageError, match="U003"):
            periods.bounds(wrong)


def test_plans_differ_from_facts():
    assert "stroke-dasharray" in svg(MAKE["dyad"]()) and "stroke-dasharray" not in svg(
        plots.dyad_chart([row("2019-03")], "x")
    )
    fact, plan = svg(plots.timeline_chart([event()])), svg(plots.timeline_chart([event("planned")]))
    colour = f'fill="{theme.QUAD_COLOURS["verbal cooperation"]}"'
    assert colour in fact and colour not in plan.split("role-legend")[0]


def test_timeline_counts_what_it_leaves_out():
    crowd = [event(id=str(number)) for number in range(50)] + [event(earliest=None)]
    drawn = svg(plots.timeline_chart(crowd))
    left = 50 - timeline.MOST_ROWS
    assert "1 without a date" in drawn and f"{left} less told for want of room" in drawn


def test_directions_of_a_pair_are_joined():
    line = next(one for one in values(plots.network_chart(PAIRS)) if one.get("pair") == "CHL – PER")
    assert (line["n"], line["score"]) == (10, 2.0)


def test_network_keeps_the_busiest():
    star = [{"a": "USA", "b": f"X{n:02}", "n": n + 1, "mean_score": 0} for n in range(60)]
    chart = plots.network_chart(star, most=40)
    names = {one["name"] for one in values(chart) if "name" in one}
    assert len(names) == 40 and "X59" in names and "X00" not in names
    assert "left out: 21 weaker actors" in svg(chart)


def test_pins_only_where_a_place_is_named():
    assert {one["name"] for one in values(MAKE["map"]()) if "lat" in one} == {"Nairobi"}


def test_outline_has_iso_codes():
    codes = worldmap.known_countries()
    assert len(codes) > 170 and {"UKR", "SSD", "XKX", "TWN"} <= codes
    assert all(code == "XKX" or pycountry.countries.get(alpha_3=code) for code in codes)


def test_shades_cover_all_counts():
    for most in (1, 4, 9, 204, 12345):
        steps = worldmap.classes(most)
        assert steps[0][0] == 1 and steps[-1][1] == most and len(steps) <= worldmap.MOST_CLASSES
        assert all(high + 1 == low for (_, high), (low, _) in zip(steps, steps[1:]))


def test_quads_differ_in_brightness_or_hue_for_colour_blind_readers():
    # Machado, Oliveira and Fernandes 2009, full severity.
    kinds = (
        ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
        ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
        ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    )
    for kind in kinds:
        seen = []
        for colour in theme.QUAD_COLOURS.values():
            light = [(int(colour[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5)]
            mixed = [sum(a * b for a, b in zip(line, light)) for line in kind]
            seen.append([max(0, part) ** (1 / 2.2) for part in mixed])
        apart = [sum((p - q) ** 2 for p, q in zip(a, b)) ** 0.5 for n, a in enumerate(seen) for b in seen[:n]]
        assert min(apart) > 0.2
