"""What an editor decides about incidents on the desk, to the decisions of ``recoupe.incidents``."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.desk.comparing import members
from recoupe.desk.errors import DeskError
from recoupe.incidents import Decision, DecisionError, decide, undo
from recoupe.incidents.asking import incident_id
from recoupe.store import Store


def merge(store: Store, names: Sequence[str], editor: str, note: str | None) -> str:
    """Makes incidents one, and returns its id. Raises DeskError where they are one already, or a decision stands against it."""
    found = _ids(store, names)
    if len(found) < 2:
        raise DeskError("merge: choose another incident than this one")
    made = _decided(store, "merge", [event for name in found for event in members(store, name)], (), editor, note)
    return incident_id(store, made.stays[0])


def split(store: Store, name: str, goes: Sequence[str], editor: str, note: str | None) -> str:
    """Takes accounts out of an incident, and returns the id of what stays. Raises DeskError where that cannot be."""
    (found,) = _ids(store, [name])
    there = members(store, found)
    stays = [event for event in there if event not in goes]
    if not goes or not set(goes) <= set(there):
        raise DeskError("split: choose at least one of its accounts")
    if not stays:
        raise DeskError("split: leave at least one account")
    made = _decided(store, "split", stays, goes, editor, note)
    return incident_id(store, made.stays[0])


def confirm(store: Store, name: str, editor: str, note: str | None) -> str:
    """Keeps the records of an incident together from now on. Raises DeskError where a decision stands against it."""
    (found,) = _ids(store, [name])
    _decided(store, "confirm", members(store, found), (), editor, note)
    return found


def take_back(store: Store, number: int) -> Decision:
    """Forgets a decision. Raises DeskError where there is none of this number."""
    try:
        return undo(store, number)
    except DecisionError as error:
        raise DeskError(str(error)) from error


def _ids(store: Store, names: Sequence[str]) -> list[str]:
    try:
        return list(dict.fromkeys(incident_id(store, name) for name in names if name))
    except DecisionError as error:
        raise DeskError(str(error)) from error


def _decided(
    store: Store, action: str, stays: Sequence[str], goes: Sequence[str], editor: str, note: str | None
) -> Decision:
    try:
        return decide(store, action, stays, goes, editor=editor, note=note or None)  # type: ignore[arg-type]
    except DecisionError as error:
        raise DeskError(str(error)) from error
