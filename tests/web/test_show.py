"""The page of `dragoman show`: overlapping marks, no foreign code, and it works in a browser."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.web.show import Mark, page, segments
from sample import DOCUMENT, EVENTS

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Words(HTMLParser):
    """Collects the text within <section class="text">."""

    def __init__(self):
        super().__init__()
        self.inside = False
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "section"

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "section"

    def handle_data(self, data):
        self.text += data if self.inside else ""


def test_segments_cut_where_marks_overlap():
    """Overlapping marks share the middle segment."""
    marks = [Mark(0, 5, "evidence", 1), Mark(3, 8, "evidence", 2), Mark(3, 5, "trigger", 2)]
    found = segments("abcdefghij", 0, 10, marks)
    assert [(s.text, s.evidence, s.triggers, s.begins) for s in found] == [
        ("abc", (1,), (), ()),
        ("de", (1, 2), (2,), (2,)),
        ("fgh", (2,), (), ()),
        ("ij", (), (), ()),
    ]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 5)), max_size=12))
def test_segments_lose_nothing(spans):
    """Whatever the marks, the segments are the text, and each lies on exactly the marks that cover it."""
    text = "The minister met her colleague"
    marks = [Mark(a, b, "evidence", n) for a, b, n in spans]
    found = segments(text, 0, len(text), marks)
    assert "".join(s.text for s in found) == text
    at = 0
    for s in found:
        covering = {m.record for m in marks if m.start <= at and m.end >= at + len(s.text) and m.start < m.end}
        assert set(s.evidence) == covering
        at += len(s.text)


def test_page_shows_text_unchanged_and_escaped():
    """The marked text is the document's, and its angle brackets are no tags."""
    html = page([(DOCUMENT, EVENTS)])
    words = Words()
    words.feed(html)
    assert " ".join(words.text.split()) == " ".join(DOCUMENT.text.split())
    assert "<fisheries>" not in html and "<Wednesday>" not in html
    assert html.count('class="card ') == 5
    for number in range(1, 6):
        assert f'id="r{number}"' in html and f'id="t{number}"' in html


def test_page_needs_nothing_else():
    """No script, style, picture or font comes from elsewhere."""
    html = page([(DOCUMENT, EVENTS)])
    assert not re.search(r"<(?:link|img|iframe)|\bsrc=|@import|url\(", html)
    assert re.findall(r'href="([^#"]+)"', html) == ["https://harbour.example/accord"]


def test_page_runs_no_foreign_code():
    """Addresses that are code are left out; text in every field is escaped."""
    evil = DOCUMENT.model_copy(
        update={"url": "javascript:alert(1)", "title": "<script>alert(1)</script>", "id": "\"'><b>"}
    )
    html = page([(evil, EVENTS)])
    assert "javascript:" not in html and html.count("<script>") == 1 and "<b>" not in html


def test_page_without_events():
    """A document without events is shown with a line that says so."""
    html = page([(DOCUMENT, ())])
    assert "No events" in html and "Nothing in this text" in html


def test_page_of_several_documents_numbers_through():
    """Records of two documents have different numbers."""
    html = page([(DOCUMENT, EVENTS), (DOCUMENT, EVENTS)])
    assert len(set(re.findall(r'id="(r\d+)"', html))) == 10


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, where it is installed."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed (apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


def test_browser_highlights_both_ways(browser, tmp_path):
    """Card and words light up together, by mouse and by keyboard, and no error is logged."""
    path = tmp_path / "page.html"
    path.write_text(page([(DOCUMENT, EVENTS)]), encoding="utf-8")
    tab, errors = browser.new_page(), []
    tab.on("console", lambda message: errors.append(message.text))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(path.as_uri())

    def lit(selector):
        return tab.eval_on_selector_all(selector, "nodes => nodes.map(node => node.textContent)")

    tab.hover("#r3")
    assert lit(".seg.on") == ["lift"]
    assert "".join(lit(".seg.near")) == EVENTS[2].evidence.text
    tab.hover("#t4")
    assert tab.get_attribute("#r4", "class").split()[-1] == "on"
    tab.focus("#r5")
    tab.keyboard.press("Enter")
    assert lit(".seg.on") == ["protested"]
    tab.keyboard.press("Tab")
    tab.mouse.move(0, 0)
    tab.keyboard.press("Escape")
    assert lit(".seg.on") == []
    assert errors == []


def test_browser_reads_without_scripts(browser, tmp_path):
    """Without JavaScript the text, the records and the links between them are there."""
    path = tmp_path / "page.html"
    path.write_text(page([(DOCUMENT, EVENTS)]), encoding="utf-8")
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto(path.as_uri())
    tab.click("#r4 dd a")
    assert tab.url.endswith("#t4")
    assert tab.is_visible("#r4")
