"""A gold folder: one JSON file a dispatch, with its id and its events."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class GoldError(ValueError):
    """A gold folder or one of its files cannot be used; the message names it and the mend."""


def load_gold(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The events of each dispatch of a gold folder, by dispatch id.

    Raises GoldError where the folder has no *.json, or a file is not a dispatch with "id" and "events".
    """
    gold: dict[str, list[dict[str, Any]]] = {}
    for path in gold_files(folder):
        doc_id, events = _document(path)
        if doc_id in gold:
            raise GoldError(f"{path}: a second dispatch with the id {doc_id!r}; give it one of its own")
        gold[doc_id] = events
    return gold


def gold_files(folder: Path) -> list[Path]:
    """The files of a gold folder, sorted. Raises GoldError if there is none."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(f"no *.json under {folder}; give a folder of dispatches with their events, one a file")
    return paths


def _document(path: Path) -> tuple[str, list[dict[str, Any]]]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise GoldError(f"{path}: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("id"), str):
        raise GoldError(f'{path}: not a gold dispatch; give an object with a string "id", "text" and "events"')
    events = document.get("events")
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        raise GoldError(f'{path}: no list of "events"; give [] for a dispatch that tells none')
    return document["id"], events
