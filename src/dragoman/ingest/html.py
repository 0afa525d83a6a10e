"""HTML pages: the article text, its title, date and site, found by trafilatura."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.errors import InputError
from dragoman.ingest.common import Defaults, Reader, make_document, parse_day, read_all, unify_lines
from dragoman.ingest.encoding import decode
from dragoman.records import Document

BEGINS = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
CHARSET_WITHIN = 4096
# Only dates the page declares: the extensive search would take a year in the footer for a publication date.
DATES = {"extensive_search": False, "original_date": True}


def _read(stream: BinaryIO, where: str, defaults: Defaults) -> Iterator[Document]:
    data = read_all(stream, where)
    named = CHARSET.search(data[:CHARSET_WITHIN])
    page = decode(data, where, named.group(1).decode("ascii") if named else None)
    article = _extract(unify_lines(page.replace("\0", " ")), where)
    yield make_document(
        article.text,
        where,
        defaults,
        published=_day(article.date),
        title=article.title,
        source=article.sitename,
        url=article.url,
    )


def _extract(page: str, where: str) -> Any:
    """Return trafilatura's finding; the one place that knows its exceptions, which are of many kinds."""
    import trafilatura

    try:
        article = trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=DATES,
        )
    except Exception as error:
        raise InputError("I010", where=where) from error
    if article is None or not (article.text or "").strip():
        raise InputError("I010", where=where)
    return article


def _day(value: str | None) -> dt.date | None:
    try:
        return parse_day(value) if value else None
    except ValueError:
        return None


def _looks_like(head: bytes) -> bool:
    return BEGINS.match(head) is not None


READER = Reader("HTML", (".html", ".htm", ".xhtml"), _looks_like, _read)
