"""Incidents: which records of different dispatches tell one event, and how their accounts agree and differ.

In: coded dispatches, or a store of them, and what editors decided. Out: Incidents, each with its accounts side by side.
It never changes a record, never joins two records of one dispatch by itself, and never joins what merely lacks the same values.
"""

from recoupe.incidents.decisions import Decision, DecisionError
from recoupe.incidents.keeping import Linking, bring_up_to_date, decide, undo
from recoupe.incidents.linking import link
from recoupe.incidents.records import Account, Difference, Incident, Toll, Voice

__all__ = [
    "Account",
    "Decision",
    "DecisionError",
    "Difference",
    "Incident",
    "Linking",
    "Toll",
    "Voice",
    "bring_up_to_date",
    "decide",
    "link",
    "undo",
]
