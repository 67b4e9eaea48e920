"""What a store keeps of one dispatch, and the key under which it does."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from recoupe.records import CodedDispatch, Dispatch


def content_key(dispatch: Dispatch) -> str:
    """32 hex digits of SHA-256 over text, title, publication day and publisher.

    Each part goes in with its length before it, and a missing one unlike an empty one, so that no two contents run
    into each other. Ids and URLs do not count: the same words published twice on one day by one publisher are one
    dispatch.
    """
    published = dispatch.published.isoformat() if dispatch.published else None
    digest = hashlib.sha256()
    for part in (dispatch.text, dispatch.title, published, dispatch.publisher):
        if part is None:
            digest.update(b"-")
        else:
            # Half a surrogate pair is no UTF-8, but a record made in Python may hold one.
            content = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(content) + content)
    return digest.hexdigest()[:32]


@dataclass(frozen=True)
class Stored:
    """One dispatch as it is stored.

    ``copy_of`` is the key of the earlier dispatch of which this one is a (near-)duplicate; ``signature`` its MinHash
    signature. Raises ValueError where two of its events have one id, since a store finds events by it.
    """

    key: str
    dispatch: Dispatch
    coded: CodedDispatch
    copy_of: str | None = None
    signature: bytes | None = None

    def __post_init__(self) -> None:
        ids = [event.id for event in self.coded.events]
        if len(set(ids)) < len(ids):
            raise ValueError(f"dispatch {self.dispatch.id!r}: two of its events have one id ({', '.join(ids)})")
