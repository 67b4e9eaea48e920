"""Charts: what was counted, as pictures.

In: counts, bars and spots. Out: SVG to stand within a page, its colours the page's own, in light and dark.
It never holds a script or a style of its own, and never shows a dispatch's words but as text.
"""

from recoupe.report.charts.actors import actors_chart
from recoupe.report.charts.map import map_chart
from recoupe.report.charts.timeline import timeline_chart
from recoupe.report.charts.tolls import tolls_chart

__all__ = ["actors_chart", "map_chart", "timeline_chart", "tolls_chart"]
