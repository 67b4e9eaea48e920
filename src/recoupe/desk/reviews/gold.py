"""Judged dispatches as gold files: what ``recoupe measure`` scores a coder against.

A dispatch is gold once every record that the machine made of it is judged, or an editor has added one and none is left open. Its
events are those accepted, corrected and added; a rejected one is none.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from recoupe.desk.reviews.keeping import history
from recoupe.desk.reviews.standing import Standing, records
from recoupe.store import Store, Stored

_FIELDS = ("id", "title", "text", "published", "publisher", "url", "lang")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file of an archive, so that the same reviews give the same bytes."""


@dataclass(frozen=True)
class Gold:
    """One dispatch and its events, as the codebook writes them; ``name`` is its file's."""

    name: str
    content: str


def gold(store: Store) -> Iterator[Gold]:
    """The dispatches that are judged in full, by key."""
    reviews = history(store)
    taken: set[str] = set()
    for key in sorted({one.key for one in reviews}):
        stored = store.dispatch(key)
        if stored is None:
            continue
        found = records(stored, tuple(one for one in reviews if one.key == key))
        if all(one.verdict for one in found):
            identity = (
                stored.dispatch.id if stored.dispatch.id not in {"", *taken} else f"{stored.dispatch.id}-{key[:8]}"
            )
            taken.add(identity)
            yield Gold(_name(stored), _content(stored, found, identity))


def archive(store: Store) -> bytes:
    """The gold files in a ZIP. The same reviews give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in gold(store):
            packed.writestr(zipfile.ZipInfo(f"gold/{one.name}", _EPOCH), one.content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _content(stored: Stored, found: tuple[Standing, ...], identity: str) -> str:
    dispatch = stored.dispatch.model_dump(mode="json")
    kept = [one for one in found if one.verdict != "reject"]
    events = [{**one.event.codebook(), "id": f"e{number}"} for number, one in enumerate(kept, 1)]
    told = {name: dispatch[name] for name in _FIELDS if dispatch[name] is not None}
    return json.dumps({**told, "id": identity, "events": events}, ensure_ascii=False, indent=1) + "\n"


def _name(stored: Stored) -> str:
    """A file's name from the dispatch's id; its key keeps two with one id apart."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", stored.dispatch.id).strip("-.")[:60]
    return f"{plain or 'dispatch'}-{stored.key[:8]}.json"
