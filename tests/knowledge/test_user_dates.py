"""Dates of users' tables: what is read, and what is refused rather than guessed."""

from __future__ import annotations

import pytest

from dragoman.knowledge.imports import ImportRules
from dragoman.knowledge.schema import read_toml
from dragoman.knowledge.tables import DATA
from dragoman.knowledge.user_dates import is_ambiguous, read_date

MONTHS = read_toml(DATA / "imports.toml", ImportRules).months


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2024", "2024"),
        ("2024.0", "2024"),
        ("2024-03", "2024-03"),
        ("2024-3-1", "2024-03-01"),
        ("2024/03/01", "2024-03-01"),
        ("2024-03-01 00:00:00", "2024-03-01"),
        ("2024-01-01 00:00:00", "2024-01-01"),
        ("2024-01-01T00:00:00Z", "2024"),
        ("+2024-03-00T00:00:00Z", "2024-03"),
        ("20240301", "2024-03-01"),
        ("01.03.2024", "2024-03-01"),
        ("1. 3. 2024", "2024-03-01"),
        ("03/03/2024", "2024-03-03"),
        ("13/03/2024", "2024-03-13"),
        ("03/13/2024", "2024-03-13"),
        ("03/2024", "2024-03"),
        ("1 March 2024", "2024-03-01"),
        ("1st of March 2024", "2024-03-01"),
        ("March 1, 2024", "2024-03-01"),
        ("Mar. 1, 2024", "2024-03-01"),
        ("1-Mar-2024", "2024-03-01"),
        ("SEPT 2024", "2024-09"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_forms_of_dates(cell, date):
    """What can be read in one way is read."""
    assert read_date(cell, MONTHS) == date


@pytest.mark.parametrize(
    "cell",
    ["01/03/2024", "2031-02-31", "29 February 2023", "2031-13", "20241301", "31.04.2024", "c. 2024", "2024 or so"]
    + ["1 Foo 2024", "1-Mar-24", "2024.5", "45352", "0000", "-0044-03-15T00:00:00Z", "0", "soon", ""],
)
def test_what_is_no_date(cell):
    """What is no day, or may be two, is not read."""
    assert read_date(cell, MONTHS) is None


@pytest.mark.parametrize(
    ("cell", "either"), [("01/03/2024", True), ("1-3-2024", True), ("01.03.2024", False), ("13/03/2024", False)]
)
def test_dates_that_may_be_two(cell, either):
    """With slashes day and month may be exchanged where both can be a month."""
    assert is_ambiguous(cell) is either
