"""The public list is what it says: every name is there, documented, and importable."""

import dragoman


def test_every_public_name_is_there_and_has_a_docstring():
    """Each name of __all__ resolves, and says what it is."""
    assert sorted(dragoman.__all__) == sorted(dragoman._PUBLIC)
    for name in dragoman.__all__:
        assert getattr(dragoman, name).__doc__, name
