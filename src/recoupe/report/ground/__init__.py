"""Ground: where the cases of a report lie, as shapes on a plane.

In: cases and the outlines of countries. Out: spots, rings and outlines in pixels of a map.
It never draws a place more exactly than its record knows it, and says what it leaves off.
"""

from recoupe.report.ground.frame import Frame, frame_around
from recoupe.report.ground.outlines import Outline, country_name, outlines
from recoupe.report.ground.spots import Ground, Spot, ground

__all__ = ["Frame", "Ground", "Outline", "Spot", "country_name", "frame_around", "ground", "outlines"]
