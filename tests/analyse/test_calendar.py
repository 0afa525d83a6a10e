"""Counting with days, weeks, months and years."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.analyse import calendar as cal


@pytest.mark.parametrize(
    ("period", "edtf", "first", "last"),
    [
        (cal.day(2024, 2, 29), "2024-02-29", "2024-02-29", "2024-02-29"),
        (cal.month(2023, 2), "2023-02", "2023-02-01", "2023-02-28"),
        (cal.month(2023, 2, "END"), "2023-02-21/2023-02-28", "2023-02-21", "2023-02-28"),
        (cal.year(2023, "MID"), "2023-05/2023-08", "2023-05-01", "2023-08-31"),
        (cal.season(2023, "WI"), "2023-24", "2023-12-01", "2024-02-29"),
        (cal.quarter(2023, 4), "2023-10/2023-12", "2023-10-01", "2023-12-31"),
        (cal.decade(1990), "199X", "1990-01-01", "1999-12-31"),
        (cal.century(20), "19XX", "1900-01-01", "1999-12-31"),
        (cal.week(dt.date(2021, 1, 1)), "2020-12-28/2021-01-03", "2020-12-28", "2021-01-03"),
        (cal.weekend(dt.date(2021, 1, 1)), "2021-01-02/2021-01-03", "2021-01-02", "2021-01-03"),
    ],
)
def test_periods(period, edtf, first, last):
    assert (period.edtf, str(period.first), str(period.last)) == (edtf, first, last)


def test_impossible_day_is_unknown():
    assert cal.day(2023, 2, 30) == cal.UNKNOWN


def test_years_before_christ():
    assert (cal.year(-479).value, cal.year(-479).edtf, cal.year(0).value) == ("BC0480", "-0479", "BC0001")


@pytest.mark.parametrize(
    ("start", "unit", "count", "edtf"),
    [
        (cal.day(2023, 12, 31), "D", 1, "2024-01-01"),
        (cal.day(2023, 12, 31), "M", 2, "2024-02"),
        (cal.month(2024, 12), "M", 8, "2025-08"),
        (cal.day(2023, 3, 14), "W", -2, "2023-02-28"),
        (cal.year(1963), "Y", 17, "1980"),
        (cal.month(2024, 12), "D", 2, None),
        (cal.year(9999), "E", 3, "10029"),
    ],
)
def test_shift(start, unit, count, edtf):
    assert cal.shift(start, unit, count).edtf == edtf


@pytest.mark.parametrize(("year", "day"), [(2000, "2000-04-23"), (2019, "2019-04-21"), (2024, "2024-03-31")])
def test_easter(year, day):
    assert str(cal.easter(year)) == day


def test_weeks_of_a_month_are_those_whose_thursday_it_holds():
    weeks = cal.weeks_in(dt.date(2019, 5, 1), dt.date(2019, 5, 31))
    assert [str(week.first) for week in weeks] == ["2019-04-29", "2019-05-06", "2019-05-13", "2019-05-20", "2019-05-27"]


@pytest.mark.parametrize(
    ("day", "edtf"),
    [
        (dt.date(2023, 9, 4), "2023-09-02/2023-09-04"),
        (dt.date(2023, 11, 23), "2023-11-23/2023-11-26"),
        (dt.date(2023, 12, 31), "2023-12-30/2023-12-31"),
    ],
)
def test_weekend_by_a_holiday(day, edtf):
    assert cal.weekend_by(day).edtf == edtf


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("12-25", "2023-12-25"),
        ("easter-2", "2023-04-07"),
        ("11/4/4", "2023-11-23"),
        ("05/1/-1", "2023-05-29"),
        ("11/4/4+1", "2023-11-24"),
        ("easter+39", "2023-05-18"),
    ],
)
def test_named_day(rule, day):
    assert str(cal.named_day(rule, 2023)) == day
