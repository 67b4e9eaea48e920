"""What all charts look like. Colours are the page's CSS variables, so that a chart follows light, dark and print."""

from __future__ import annotations

from typing import Any

import altair as alt

from recoupe.report.charts.svg import tidy
from recoupe.report.errors import ReportError

INK, MUTED, GRID, LAND, BORDER, SURFACE = (
    f"var(--{name})" for name in ("ink", "muted", "grid", "land", "border", "surface")
)
FAMILIES = ("battle", "explosion", "civilians", "protest", "riot", "strategic")
FONT = "sans-serif"
SIZE = 12
"""Pixels of text."""
LETTER = 6.2
"""Pixels that a letter of text takes, about."""


def colour(family: str) -> str:
    """The colour of a kind of event, or of "several"."""
    return f"var(--{family})"


def data(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Rows as a chart takes them: Vega's numbers are floats."""
    plain = [{name: float(value) if _number(value) else value for name, value in row.items()} for row in rows]
    return alt.InlineData(values=plain)


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def drawn(
    chart: alt.Chart | alt.LayerChart | alt.FacetChart, name: str, says: str, padding: tuple[int, int, int, int]
) -> str:
    """The chart as SVG of its own width and height, with ``padding`` (left, top, right, bottom) for axes.

    ``name`` keeps its ids apart from those of other charts, ``says`` is what it shows, in words.
    Raises ReportError where vl-convert cannot draw it.
    """
    import vl_convert  # noqa: PLC0415 - loads a JavaScript engine

    left, top, right, bottom = padding
    whole = chart.properties(
        padding={"left": left, "top": top, "right": right, "bottom": bottom},
        autosize=alt.AutoSizeParams(type="none"),
        background="transparent",
    ).configure(**_config())
    try:
        drawing = vl_convert.vegalite_to_svg(whole.to_dict(), allowed_base_urls=[])
    except ValueError as error:
        reason = str(error).strip().splitlines()[0]
        raise ReportError(f"the {name} cannot be drawn: {reason}; please report it") from error
    return tidy(drawing, name, says)


def _config() -> dict[str, Any]:
    return {
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": MUTED, "titleColor": MUTED, "gridColor": GRID, "domainColor": GRID, "tickColor": GRID,
            "labelFontSize": SIZE, "titleFontSize": SIZE, "titleFontWeight": "normal",
        },
        "text": {"fill": INK, "fontSize": SIZE, "font": FONT},
    }  # fmt: skip
