"""The gate: which sentences may tell an event at all.

In: a normalised text. Out: the frame lexicon's triggers in it. It never parses; what it lets through costs the parser's
time.
"""

from recoupe.gate.triggers import TriggerHit, find_triggers

__all__ = ["TriggerHit", "find_triggers"]
