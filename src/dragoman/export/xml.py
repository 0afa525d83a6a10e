"""Text and attributes of XML files, without the characters that XML 1.0 forbids."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def text(value: Any) -> str:
    """Return a value as the content of an element."""
    return escape(FORBIDDEN.sub("\ufffd", str(value)).replace("\r", " "))


def attributes(**values: Any) -> str:
    """Return the attributes that have a value, each with a blank before it; `_` at the end of a name is dropped."""
    return "".join(
        f" {name.rstrip('_')}={quoteattr(FORBIDDEN.sub(chr(0xFFFD), str(value)))}"
        for name, value in values.items()
        if value is not None
    )


def element(name: str, value: Any = None, **given: Any) -> str:
    """Return an element on a line of its own."""
    inside = f">{text(value)}</{name}>" if value is not None else "/>"
    return f"<{name}{attributes(**given)}{inside}\n"
