"""Report: the events of a store as one page that a person reads, offline.

In: a store and a filter. Out: one HTML file with map, timeline, tolls, actors, contested claims and the events with their evidence.
It never runs a script, never reaches the network, and never draws a place more exactly than it is known.
"""

from recoupe.report.errors import ReportError
from recoupe.report.making import Report, report

__all__ = ["Report", "ReportError", "report"]
