"""Measuring: how near coded records come to a gold set that was coded by hand (codebook, "Fields").

In: gold documents and the records coded for them. Out: a Report, precision and recall a field.
It never codes, and never changes a record on either side.
"""

from recoupe.measure.gold import GoldError, load_gold
from recoupe.measure.report import Report
from recoupe.measure.score import score

__all__ = ["GoldError", "Report", "load_gold", "score"]
