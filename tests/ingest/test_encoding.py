"""Bytes become text without loss, and binary data is refused."""

import gzip
import random

import pytest

from dragoman.errors import InputError
from dragoman.ingest.encoding import decode

ENGLISH = "The minister’s visit – “a café talk” – began in Malmö on Tuesday; it cost him £5."
POLISH_NAMES = "Premier Jarosław Wójcik met Václav Novák in Łódź; Orbán’s envoy joined them in Poznań."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
def test_decode_tells_encoding(encoding):
    """English text in each common encoding comes back as it was written."""
    assert decode(ENGLISH.encode(encoding), "x") == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_decode_tells_utf16_without_mark(encoding):
    """UTF-16 without a byte order mark is known by its NULs."""
    assert decode("The minister flew to Oslo.".encode(encoding), "x") == "The minister flew to Oslo."


def test_decode_tells_central_european():
    """Signs glued between letters show that Latin-1 is the wrong guess."""
    assert decode(POLISH_NAMES.encode("cp1250"), "x") == POLISH_NAMES


def test_decode_keeps_utf8_with_a_damaged_character():
    """One damaged character does not turn all others into garbage."""
    data = ENGLISH.encode() * 2 + b"\xe2\x80"
    assert decode(data, "x") == ENGLISH * 2 + "\ufffd"


def test_decode_takes_declared_encoding():
    """What a page says of itself is believed where the bytes allow it."""
    assert decode("Łódź, said".encode("iso8859-2"), "x", "iso8859-2") == "Łódź, said"
    assert decode("caf\xe9 talks".encode("latin-1"), "x", "no-such-encoding") == "café talks"


def test_decode_lets_nul_bytes_in_a_text_pass():
    """A few NULs are damage, not a sign of binary data."""
    assert decode(b"The minister\0 met her guest.", "x") == "The minister\0 met her guest."


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 text",
        b"PK\x03\x04 docx",
        b"\x89PNG\r\n",
        bytes(range(32)) * 9,
        random.Random(7).randbytes(4000),
        gzip.compress(random.Random(7).randbytes(4000), mtime=0)[10:],
    ],
)
def test_decode_refuses_binary(data):
    """Binary data fails with I003."""
    with pytest.raises(InputError) as caught:
        decode(data, "x")
    assert caught.value.code == "I003"
