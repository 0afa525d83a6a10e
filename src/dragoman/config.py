"""Settings: one row each (name, default, help), changed by environment variables DRAGOMAN_<NAME>."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from dragoman.errors import KnowledgeError


class Setting(NamedTuple):
    """One thing that can be set: its default also gives its type."""

    name: str
    default: int | float
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("max_characters", 400_000, "Longest document that is read, in characters (I009)."),
    Setting("max_bytes", 20_000_000, "Most bytes read for one document, markup and escapes included (I009)."),
    Setting("language_characters", 3000, "How much of a text the language check looks at, in characters."),
    Setting("language_words", 8, "Texts with fewer words than this pass the language check unseen."),
    Setting("language_doubt", 0.1, "A text is refused where English is less probable than this (0 to 1)."),
    Setting("progress_documents", 20, "A progress bar appears after so many documents."),
    Setting("progress_seconds", 3.0, "A progress bar appears after so many seconds."),
)


def setting(name: str, environ: Mapping[str, str] | None = None) -> int | float:
    """Return the value of a setting: the environment's, else the default.

    Arguments: name of a row of SETTINGS; environ, the variables to look in (those of the process where None).
    Raises KnowledgeError (K006) for a value that is no number of the right kind, KeyError for no name.
    """
    row = next((row for row in SETTINGS if row.name == name), None)
    if row is None:
        raise KeyError(name)
    variable = f"DRAGOMAN_{name.upper()}"
    given = (os.environ if environ is None else environ).get(variable)
    if not given:
        return row.default
    kind = type(row.default)
    try:
        value = kind(given)
    except ValueError:
        value = kind(-1)
    if not 0 <= value < float("inf"):
        what = "a whole number" if kind is int else "a number"
        raise KnowledgeError("K006", where=variable, detail=repr(given), limit=f"{what} of 0 or more")
    return value
