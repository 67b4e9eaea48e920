"""Figures: numbers of people as ranges, with what is counted (codebook, "Vague numbers").

In: a text. Out: Figure mentions (killed, injured, captured, displaced) with offsets.
It adds up only parts told in one breath; which figure is an event's total is for the events' stage to say.
"""

from recoupe.figures.counts import find_figures
from recoupe.figures.mention import FigureMention
from recoupe.figures.numbers import Number, find_numbers

__all__ = ["FigureMention", "Number", "find_figures", "find_numbers"]
