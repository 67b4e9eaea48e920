"""Incidents of coded dispatches that lie in no store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from recoupe.copies import Originals, signature
from recoupe.incidents.build import build
from recoupe.incidents.cluster import clusters
from recoupe.incidents.compare import model
from recoupe.incidents.decisions import Decision, apart, together
from recoupe.incidents.identity import name_incidents
from recoupe.incidents.linkage import links
from recoupe.incidents.records import Incident
from recoupe.incidents.tables import tables_of
from recoupe.incidents.tellings import Telling, tellings_of
from recoupe.records import CodedDispatch, Dispatch
from recoupe.store.stored import Stored, content_key


def link(
    dispatches: Iterable[Stored | tuple[Dispatch, CodedDispatch]], decisions: Iterable[Decision] = ()
) -> tuple[Incident, ...]:
    """The incidents that coded dispatches tell, in order of first day and id; each event is in exactly one.

    Takes pairs of a dispatch and what it came to, or what ``Store.dispatches()`` gives. One dispatch given twice counts
    once. Copies are found among the pairs as ``recoupe ingest`` finds them, earliest first. The order in which dispatches
    come does not matter.
    """
    known = _stored(dispatches)
    tellings = {one.event_id: one for stored in known for one in tellings_of(stored)}
    if not tellings:
        return ()
    taken = tuple(decisions)
    pairs = links(tables_of(known), model())
    found = clusters(
        {event: one.key for event, one in tellings.items()},
        zip(*(column.to_pylist() for column in pairs.columns), strict=True),
        together(taken),
        apart(taken),
    )
    names = name_incidents(found, {}, lambda event: tellings[event].age)
    return _built(tellings, names, taken)


def _built(
    tellings: dict[str, Telling], names: dict[str, str], decisions: tuple[Decision, ...]
) -> tuple[Incident, ...]:
    members: defaultdict[str, list[Telling]] = defaultdict(list)
    for event, name in names.items():
        members[name].append(tellings[event])
    checked = {names[event] for one in decisions if one.action == "confirm" for event in one.stays if event in names}
    incidents = [build(name, ones, confirmed=name in checked) for name, ones in members.items()]
    return tuple(sorted(incidents, key=lambda one: (one.first_day is None, one.first_day, one.id)))


def _stored(dispatches: Iterable[Stored | tuple[Dispatch, CodedDispatch]]) -> list[Stored]:
    """Each dispatch once, in order of day and key, pairs with what they are copies of."""
    stored: dict[str, Stored] = {}
    for item in dispatches:
        one = item if isinstance(item, Stored) else Stored(content_key(item[0]), item[0], item[1])
        stored.setdefault(one.key, one)
    ordered = sorted(stored.values(), key=lambda one: (str(one.coded.published or "9999"), one.key))
    originals = Originals()
    found: list[Stored] = []
    for one in ordered:
        mark = one.signature or signature(one.dispatch.text)
        copy_of = one.copy_of or originals.like(mark)
        if copy_of is None:
            originals.add(one.key, mark)
        found.append(Stored(one.key, one.dispatch, one.coded, copy_of, mark))
    return found
