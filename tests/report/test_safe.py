"""Hostile text, addresses, language tags; and SVG."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from recoupe.report.charts.svg import tidy
from recoupe.report.errors import ReportError
from recoupe.report.safe import language, link, shortened, shown

NASTY = st.text(st.characters(exclude_categories=()) | st.sampled_from("\ufffe\uffff\ud800\u202e\0<&\"'"))


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=1&c=2#d", True),
        ("http://example.org", True),
        ("HTTPS://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("https:", False),
        ("https://exa\nmple.org", False),
        ("https://exämple.org", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_link(url: str | None, safe: bool) -> None:
    assert link(url) == (url if safe else None)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("fr", "fr"), ("fr-FR", "fr-FR"), ('fr" x="', None), ("", None), (None, None), ("français", None)],
)
def test_language(tag: str | None, expected: str | None) -> None:
    assert language(tag) == expected


@given(NASTY, st.integers(2, 40))
def test_shown_text_is_a_line_of_xml_and_utf8(text: str, length: int) -> None:
    element = etree.Element("p")
    element.text = shown(text)
    shown(text).encode()
    assert "\n" not in shown(text)
    assert len(shortened(text, length)) <= length


def test_tidy_keeps_what_is_listed_and_nothing_else() -> None:
    drawing = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10" onload="a()">
        <script>a()</script><style>*{}</style><image href="http://x/"/><foreignObject/>
        <defs><clipPath id="clip7"><rect x="0" y="0" width="5" height="5"/></clipPath></defs>
        <g clip-path="url(#clip7)"><a xlink:href="https://vega.example/#e12"><path d="M0.123456,9.98765L1e-7,2" fill="red"
        style="x" onclick="a()" role="graphics-symbol" aria-label="Gao &lt;b&gt;"/></a></g>
        <a xlink:href="javascript:a()"><text>x</text></a><path d="M0,0h0" class="background"/></svg>"""
    made = tidy(drawing, "map", "A map")
    for gone in (
        "script",
        "style",
        "image",
        "foreignObject",
        "onload",
        "onclick",
        "javascript",
        "vega.example",
        "class",
    ):
        assert gone not in made
    for kept in (
        'href="#e12"',
        "<title>Gao &lt;b&gt;</title>",
        "M0.1,10L0,2",
        'id="map-1"',
        "url(#map-1)",
        'aria-label="A map"',
    ):
        assert kept in made


def test_tidy_says_what_is_no_svg() -> None:
    with pytest.raises(ReportError, match="the map cannot be drawn"):
        tidy("<svg", "map", "A map")
