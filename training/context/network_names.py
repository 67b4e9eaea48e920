"""The names of the columns of the context model's heads."""

FIELDS = ("actor", "target", "place", "date", "killed", "injured", "captured", "displaced", "source", "same")
STATUSES = ("happened", "ongoing", "planned", "denied", "background")
CERTAINTIES = ("asserted", "attributed", "unconfirmed")
LISTED = frozenset(("place", "date", "killed", "injured", "captured", "displaced"))
"""Fields of which an event has one: their candidates are rivals."""
