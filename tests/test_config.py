"""Settings have defaults, can be set by the environment, and refuse nonsense."""

import pytest

from dragoman.config import SETTINGS, setting
from dragoman.errors import KnowledgeError


def test_settings_are_told_apart_and_explained():
    """Each row has its own name and a help text."""
    assert len({row.name for row in SETTINGS}) == len(SETTINGS)
    assert all(row.help.endswith(").") or row.help.endswith(".") for row in SETTINGS)


def test_default_and_environment():
    """The environment wins over the default and keeps its type."""
    assert setting("max_characters", {}) == 400_000
    assert setting("max_characters", {"DRAGOMAN_MAX_CHARACTERS": "500"}) == 500
    assert setting("progress_seconds", {"DRAGOMAN_PROGRESS_SECONDS": "0.5"}) == 0.5


@pytest.mark.parametrize("value", ["many", "-1", "1.5", "nan", "inf"])
def test_nonsense_is_refused(value):
    """A value of the wrong kind fails with K006 and names the variable."""
    with pytest.raises(KnowledgeError, match="DRAGOMAN_MAX_BYTES") as caught:
        setting("max_bytes", {"DRAGOMAN_MAX_BYTES": value})
    assert caught.value.code == "K006"
