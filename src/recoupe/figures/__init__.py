"""Figures: numbers of people as ranges, with what is counted (codebook, "Vague numbers").

In: a text. Out: Figure mentions (killed, injured, captured, displaced) with offsets.
It never adds figures up nor decides which is an event's final total: that is the events' stage.
"""

from recoupe.figures.counts import FigureMention, find_figures
from recoupe.figures.numbers import Number, find_numbers

__all__ = ["FigureMention", "Number", "find_figures", "find_numbers"]
