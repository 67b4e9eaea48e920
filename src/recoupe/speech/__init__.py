"""Speech: who is cited, with which verb, over which words (codebook, "sources", "certainty").

In: a normalised text and its sentences. Out: Attribution records with offsets, and the words that each reports.
It never decides which event a source states: that is the events' stage.
"""

from recoupe.speech.attribution import find_attributions
from recoupe.speech.citation import Attribution
from recoupe.speech.content import reported

__all__ = ["Attribution", "find_attributions", "reported"]
