"""Turns bytes into text: UTF-8, UTF-16, UTF-32 and the common 8-bit encodings; refuses binary data."""

from __future__ import annotations

import codecs
import unicodedata

from dragoman.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, as .docx, .odt and .xlsx files are"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "RIFF"),
    (b"OggS", "Ogg"),
    (b"\x7fELF", "ELF"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"PAR1", "Parquet"),
)
# In order of preference where several fit equally well; ISO 8859-1 and -15 hardly differ from cp1252.
EIGHT_BIT = ("cp1252", "mac_roman", "cp1250", "cp1251", "koi8_r")
CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\r\f\x1b")
SAMPLE = 65_536


def decode(data: bytes, where: str, declared: str | None = None) -> str:
    """Return the text that bytes hold, without byte order mark.

    Arguments: data; where, for messages; declared, the encoding that the data names itself (as HTML does).
    Tried in order: byte order mark, UTF-8, UTF-16 without a mark, `declared`, UTF-8 with a few damaged
    characters (they become U+FFFD), the 8-bit encoding that fits best (charset-normalizer).
    Raises InputError: I003 for binary data, I004 where nothing fits.
    """
    encoding = detect(data, where, declared)
    text = data.decode(encoding, errors="replace")
    return text.removeprefix("\ufeff")


def detect(data: bytes, where: str, declared: str | None = None) -> str:
    """Return the name of the encoding of `data`, which may be only the beginning of a file; see `decode`."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    for magic, name in MAGIC:
        if data.startswith(magic):
            raise InputError("I003", where=where, detail=name)
    wide = _wide(data)
    if wide:
        return wide
    valid = _is_utf8(data)
    _refuse_binary(data, where, valid)
    if valid:
        return "utf-8"
    if declared and _fits(data, declared):
        return declared
    if _mostly_utf8(data):
        return "utf-8"
    return _eight_bit(data, where)


def _is_utf8(data: bytes) -> bool:
    try:
        # final=False: a sample may end within a character.
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - lost
    return good > 5 * lost


def _wide(data: bytes) -> str | None:
    """Return UTF-16 where every other byte of a sample is nearly always NUL, as in English without a mark."""
    sample = data[:SAMPLE]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half >= 4 and odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if half >= 4 and even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes, where: str, valid: bool) -> None:
    sample = data[:SAMPLE]
    controls = sum(sample.count(code) for code in CONTROLS)
    # Bytes drawn at random hold 11 % controls and are never UTF-8 for long; a damaged text holds a few NULs.
    if controls > (0.3 if valid else 0.04) * len(sample):
        share = f"{100 * controls / len(sample):.0f} % control characters"
        raise InputError("I003", where=where, detail=share)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, final=False)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _eight_bit(data: bytes, where: str) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:SAMPLE], cp_isolation=list(EIGHT_BIT))
    costs: dict[str, float] = {}
    for match in matches:
        cost = match.chaos + _glued(str(match))
        for name in {match.encoding, *match.could_be_from_charset} & set(EIGHT_BIT):
            costs[name] = min(cost, costs.get(name, cost))
    fitting = [name for name in costs if _fits(data, name)]
    if fitting:
        best = min(costs[name] for name in fitting)
        return next(name for name in EIGHT_BIT if name in fitting and costs[name] <= best + 0.02)
    if _glued(data[:SAMPLE].decode("latin-1")) < 0.5:
        return "latin-1"
    raise InputError("I004", where=where)


def _glued(text: str) -> float:
    """Return the share of non-ASCII characters that are signs between two letters, as in "Wa³êsa"."""
    beyond = [i for i, c in enumerate(text) if c > "\x7f"]
    if not beyond:
        return 0.0
    odd = 0
    for i in beyond:
        inside = 0 < i < len(text) - 1 and text[i - 1].isalpha() and text[i + 1].isalpha()
        if inside and text[i] not in "’‘–—·" and unicodedata.category(text[i])[0] != "L":
            odd += 1
    return odd / len(beyond)
